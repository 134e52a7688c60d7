"""`schoolgate group`: the groups' profiles, their contacts and their staff, from the command line."""

import asyncio
import shlex
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console

from bot.custody import open_store
from bot.desk.profile import KEYS, Change, change, gaps, value_of
from bot.errors import ProfileError, UnknownGroupError
from bot.group import Group, Mode
from bot.message import GroupId
from bot.people.load import load_staff
from bot.people.register import StaffMember
from bot.people.revision import Revision, advice, revise
from bot.ports import Store
from bot.settings import load_settings

Answer = TypeVar("Answer")

group_app = typer.Typer(
    name="group", help="The groups: their schools, contacts and staff.", no_args_is_help=True, rich_markup_mode=None
)

Name = Annotated[str, typer.Argument(metavar="GROUP", help="The group's short name, such as larkrise.")]
Wanted = Annotated[
    list[str],
    typer.Argument(metavar="KEY=VALUE…", help=f"{', '.join(KEYS)}. A contact is its words, then | and a link."),
]
LONGEST = 64  # letters of a group's short name

MODES = {
    Mode.LIVE: "live: members get notes",
    Mode.SHADOW: "shadow: members get nothing, admins see what would be sent, danger goes through",
    Mode.PAUSED: "paused: nothing but danger and a life at risk",
}


@group_app.command("list")
def list_() -> None:
    """Every group, and what its profile lacks."""
    settings = load_settings()
    groups = asyncio.run(_with(lambda store: store.groups())) if settings.has_database else ()
    if not groups:
        _say("There are no groups yet. Add one:")
        _say('  schoolgate group add larkrise --school "Larkrise Primary School"')
    for group in groups:
        _say(f"{group.id}: {group.school}")
        _say(f"  {group.mode.value}, {_many(len(group.register.staff), 'member')} of staff, {_contacts(group)}")
        for gap in gaps(group, _today()):
            _say(f"  ! {gap.text}")


@group_app.command()
def add(
    name: Annotated[str, typer.Argument(metavar="GROUP", help="A short name: lower-case letters, digits, dashes.")],
    school: Annotated[str, typer.Option("--school", metavar="TEXT", help="The school's full name.")],
    wanted: Annotated[
        list[str] | None, typer.Argument(metavar="KEY=VALUE…", help="Anything `group set` takes.", show_default=False)
    ] = None,
) -> None:
    """Add a group. It starts in shadow mode: members get nothing until you say mode=live."""
    if not name.isascii() or not name.replace("-", "").isalnum() or name != name.lower() or len(name) > LONGEST:
        raise typer.BadParameter("a group's name has lower-case letters, digits and dashes only", param_hint="GROUP")
    group, _ = _changed(Group(id=GroupId(name), school=""), [f"school={school}", *(wanted or ())])

    async def add_to(store: Store) -> None:
        if await store.group(group.id) is not None:
            raise ProfileError(f"{name}: there is a group of that name; to change it: schoolgate group set {name}")
        await store.save_group(group)

    asyncio.run(_with(add_to))
    _say(f"Added {name}: {group.school}, in {MODES[group.mode]}.")
    _say("Next:")
    _say(f"  schoolgate group import-staff {name} FILE")
    _say(f'  schoolgate group set {name} school-office="The office, 01632 960001" mode=live')


@group_app.command()
def show(name: Name) -> None:
    """One group's whole profile, with the names of its staff."""
    group = asyncio.run(_with(lambda store: _find(store, name)))
    _say(f"{group.school} ({group.id})")
    for key in ("place", "timezone", "naming", "quiet", "weekly", "admin-role"):
        if value := value_of(group, key):
            _say(f"  {key}: {value}")
    _say(f"  mode: {MODES[group.mode]}")
    if group.live_from is not None and group.mode is Mode.SHADOW:
        _say(f"    until {group.live_from.astimezone(group.timezone):%d %B %Y, %H:%M}")
    _say(f"  chats: {', '.join(group.chats) or 'none yet'}")
    if group.public:
        then = "an admin wants it to go on there" if group.goes_on_in_public else "nothing but danger counts there"
        _say(f"    anybody can read {', '.join(group.public)}: {then}")
    _say(f"\nContacts: {'none yet' if not group.contacts else ''}".rstrip())
    for contact in group.contacts:
        _say(f"  {contact.kind}: {contact.text}")
        if contact.link:
            _say(f"    {contact.link}")
        _say(f"    checked {contact.checked_on:%d %B %Y}" if contact.checked_on else "    never checked")
    _say(f"\nStaff: {len(group.register.staff) or 'none yet'}")
    for person in group.register.staff:
        _say(f"  {_person(person)}")
    for tie in group.ties:
        person_tied = group.register.member(tie.to)
        _say(f"\nTie: admin {tie.admin} to {person_tied.name if person_tied else tie.to}")
    _advise(group)


@group_app.command("set")
def set_(name: Name, wanted: Wanted) -> None:
    """Change a profile. Says what it was before, and how to put it back. An empty contact is removed."""

    async def set_in(store: Store) -> tuple[Group, tuple[Change, ...]]:
        group, changes = _changed(await _find(store, name), wanted)
        await store.save_group(group)
        return group, changes

    group, changes = asyncio.run(_with(set_in))
    if not changes:
        _say(f"{name} says so already; nothing was changed.")
        return
    for each in changes:
        _say(f"{each.key}: {each.after or 'removed'}")
        _say(f"  was: {each.before or 'not set'}")
    back = [f"{each.key}={each.before}" for each in reversed(changes)]
    _say("To put it back:")
    _say(f"  schoolgate group set {shlex.join([name, *back])}")
    _advise(group)


@group_app.command("import-staff")
def import_staff(
    name: Name,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A register (JSON or YAML), or CSV: name, role, aliases with ;")
    ],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Replace a group's staff by the list in a file, after showing what that changes."""
    staff = load_staff(file, name)

    async def replace_in(store: Store) -> None:
        group = await _find(store, name)
        revision = revise(group.register, staff, (tie.to for tie in group.ties))
        _preview(revision)
        if revision.register == group.register:
            _say(f"{name} has this list already; nothing was changed.")
            return
        if not yes and not _agreed(len(group.register.staff), len(revision.register.staff)):
            _say("Nothing was changed.")
            raise typer.Exit(1)
        group = await _find(store, name)  # somebody may have changed it while the question stood
        revision = revise(group.register, staff, (tie.to for tie in group.ties))
        await store.save_group(replace(group, register=revision.register))
        _say(f"{name} has {_many(len(revision.register.staff), 'member')} of staff now.")

    asyncio.run(_with(replace_in))


def _preview(revision: Revision) -> None:
    for person in revision.added:
        _say(f"+ {_person(person)}")
    for before, after in revision.changed:
        _say(f"~ {_person(after)}")
        _say(f"    was: {_person(before)}")
    for person in revision.removed:
        _say(f"- {_person(person)}")
    for each in advice(revision.register):
        _say(f"! {each}")


def _agreed(before: int, after: int) -> bool:
    try:
        return typer.confirm(f"Replace the list of {before} by this one of {after}?")
    except typer.Abort:
        _say("\nNobody was there to answer; --yes does it without asking.")
        return False


async def _with(ask: Callable[[Store], Awaitable[Answer]]) -> Answer:
    async with open_store(load_settings()) as store:
        return await ask(store)


async def _find(store: Store, name: str) -> Group:
    group = await store.group(GroupId(name))
    if group is None:
        known = [each.id for each in await store.groups()]
        near = get_close_matches(name, known, n=1)
        hint = (
            f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}" if known else "there are none yet"
        )
        raise UnknownGroupError(f"{name}: no group of that name ({hint}); to add it: schoolgate group add {name}")
    return group


def _changed(group: Group, wanted: list[str]) -> tuple[Group, tuple[Change, ...]]:
    try:
        return change(group, wanted, _today())
    except ProfileError as error:  # what was typed is wrong, not what is kept
        Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True).print(str(error))
        raise typer.Exit(2) from error


def _advise(group: Group) -> None:
    for gap in gaps(group, _today()):
        _say(f"! {gap.text}")


def _person(person: StaffMember) -> str:
    role = f", {person.role}" if person.role else ""
    return f"{person.name}{role}" + (f" (also {', '.join(person.aliases)})" if person.aliases else "")


def _contacts(group: Group) -> str:
    return _many(len(group.contacts), "contact")


def _many(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _say(line: str) -> None:
    Console(highlight=False, markup=False, emoji=False, soft_wrap=True).print(line)


def _today() -> date:
    return datetime.now(UTC).date()

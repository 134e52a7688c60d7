"""What an answer to each question of setting up does to a group's profile, and how to take it back."""

import secrets
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import assert_never

from bot.conversation import Step
from bot.desk.profile import change, value_of
from bot.errors import ProfileError
from bot.group import Contact, Group, Tie
from bot.message import Member, MemberId
from bot.people.load import read_register
from bot.people.register import Register, StaffMember
from bot.people.revision import Revision, revise
from bot.place import Place, names
from bot.wording.phrasebook import Phrasebook

STEPS = tuple(Step)
NOBODY = frozenset({"none", "nobody", "no one", "no"})
STAFF = "staff"
"""In place of a name: everybody who works at the school."""
CODE = 4
"""Random bytes of what a deputy sends to be known: nobody guesses one in the time it stands."""


def whole(step: Step, group: Group) -> Group:
    """The part of the profile an answer to this question may touch, to be put back."""
    return replace(group, register=Register()) if step is not Step.STAFF else group


def after(step: Step) -> Step | None:
    place = STEPS.index(step) + 1
    return STEPS[place] if place < len(STEPS) else None


def stands(step: Step, group: Group, admins: tuple[Member, ...]) -> str:
    """What the profile says about it now, in the words in which it is answered; empty when nothing."""
    match step:
        case Step.STAFF:
            return str(len(group.register.staff) or "")
        case Step.TIES:
            called = {member: label for label, member in labels(admins).items()}
            return "; ".join(f"{called.get(tie.admin, '?')}: {_whom(tie.to, group)}" for tie in group.ties)
        case Step.DEPUTY:
            return "" if group.deputy is None else "+"
        case _:
            return value_of(group, step.value).replace("|", " ")


def answered(step: Step, group: Group, words: str, today: date, admins: tuple[Member, ...], book: Phrasebook) -> Group:
    """Raises ProfileError, in words for whoever answered."""
    match step:
        case Step.STAFF:
            return replace(group, register=listed(group, words).register)
        case Step.TIES:
            return replace(group, ties=_ties(group, words, admins))
        case Step.DEPUTY:
            return _deputy(group, words)
        case Step.PLACE:
            return _set(group, step, words.strip().casefold().replace(" ", "-"), today)
        case Step.SCHOOL | Step.TIMEZONE | Step.QUIET:
            return _set(group, step, words, today)
        case Step.OFFICE | Step.COMPLAINTS | Step.POLICIES | Step.SAFEGUARDING | Step.HEAD | Step.CHAIR:
            return _set(group, step, "" if _is_none(words) else _with_link(step, words, book), today)
        case _:
            assert_never(step)


def undone(step: Step, group: Group, before: Group) -> Group:
    """The profile with this one thing as it was; whatever others changed meanwhile stays."""
    match step:
        case Step.SCHOOL:
            return replace(group, school=before.school)
        case Step.PLACE:
            return replace(group, place=before.place)
        case Step.TIMEZONE:
            return replace(group, timezone=before.timezone)
        case Step.STAFF:
            return replace(group, register=before.register)
        case Step.TIES:
            return replace(group, ties=before.ties)
        case Step.DEPUTY:
            return replace(group, deputy=before.deputy, deputy_code=before.deputy_code)
        case Step.QUIET:
            return replace(group, quiet=before.quiet)
        case Step.OFFICE | Step.COMPLAINTS | Step.POLICIES | Step.SAFEGUARDING | Step.HEAD | Step.CHAIR:
            return replace(group, contacts=_contacts(step, group, before))
        case _:
            assert_never(step)


def listed(group: Group, text: str) -> Revision:
    """The staff list that text would make, with those who stay keeping their keys. Raises FileError."""
    return revise(group.register, read_register(text), (tie.to for tie in group.ties))


def labels(admins: Iterable[Member]) -> dict[str, MemberId]:
    """What to call each admin: by name, and where two are called the same, with a number."""
    ordered = sorted(admins, key=lambda admin: (admin.name.casefold(), admin.id))
    often = Counter(" ".join(admin.name.split()) for admin in ordered)
    seen: Counter[str] = Counter()
    called = {}
    for admin in ordered:
        name = " ".join(admin.name.split())
        seen[name] += 1
        called[name if often[name] == 1 else f"{name} ({seen[name]})"] = admin.id
    return called


def places_named(load: Callable[[str], Place]) -> str:
    return ", ".join(load(name).name if name != "blank" else name for name in names())


def _set(group: Group, step: Step, value: str, today: date) -> Group:
    text = " ".join(value.split())
    try:
        changed, _ = change(group, [f"{step.value}={text}"], today)
    except ProfileError as error:
        raise ProfileError(str(error).removeprefix(f"{step.value}={text}: ")) from error
    return changed


def _with_link(step: Step, words: str, book: Phrasebook) -> str:
    """A link anywhere in what was typed is the contact's; one that came alone has the name every school has."""
    links = [word for word in words.split() if word.casefold().startswith(("https://", "http://"))]
    if "|" in words or not links:
        return words
    text = " ".join(word for word in words.split() if word not in links).strip(" ,;:")
    return f"{text or book.say(f'contacts.{step.value}')}|{links[0]}"


def _contacts(step: Step, group: Group, before: Group) -> tuple[Contact, ...]:
    was = tuple(contact for contact in before.contacts if contact.kind == step.value)
    return (*(contact for contact in group.contacts if contact.kind != step.value), *was)


def _deputy(group: Group, words: str) -> Group:
    if _is_none(words):
        return replace(group, deputy=None, deputy_code=None)
    if words.strip().casefold() not in {"yes", "y"}:
        raise ProfileError("say yes or no")
    return replace(group, deputy_code=secrets.token_hex(CODE))


def _is_none(words: str) -> bool:
    return words.strip().casefold() in NOBODY


def _ties(group: Group, words: str, admins: tuple[Member, ...]) -> tuple[Tie, ...]:
    """Lines "Ann: staff" or "Ann: Mrs Hall"; whoever is named has these ties and no other."""
    known = {label.casefold(): member for label, member in labels(admins).items()}
    if _is_none(words):
        return tuple(tie for tie in group.ties if tie.admin not in known.values())
    ties, mistakes = [], []
    for line in (line.strip() for line in words.splitlines() if line.strip()):
        who, _, whom = (part.strip() for part in line.partition(":"))
        admin, to = known.get(who.casefold()), _person(whom, group)
        if admin is None:
            mistakes.append(f"{line}: I know no admin of that name ({', '.join(labels(admins))})")
        elif to is None:
            mistakes.append(f"{line}: after the colon comes “staff”, or somebody on the staff list")
        else:
            ties.append(Tie(admin=admin, to=to))
    if mistakes:
        raise ProfileError("\n".join(mistakes))
    named = {tie.admin for tie in ties}
    return (*(tie for tie in group.ties if tie.admin not in named), *dict.fromkeys(ties))


def _person(name: str, group: Group) -> str | None:
    if name.casefold() == STAFF:
        return STAFF
    person = called(name, group)
    return None if person is None else person.key


def called(name: str, group: Group) -> StaffMember | None:
    """The one member of staff of that name; None when there is none, or several."""
    wanted = " ".join(name.casefold().split())
    found = [one for one in group.register.staff if " ".join(one.name.casefold().split()) == wanted]
    return found[0] if len(found) == 1 else None


def _whom(to: str, group: Group) -> str:
    person = group.register.member(to)
    return to if person is None else person.name

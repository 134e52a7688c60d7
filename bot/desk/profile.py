"""Changes a group's profile from words such as `timezone=Europe/London`, and says what it still lacks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from difflib import get_close_matches
from enum import StrEnum
from typing import Literal, TypeVar, assert_never
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import ProfileError
from bot.group import Contact, Group, Mode, Naming, QuietHours
from bot.people.load import unfit
from bot.place import ContactKind, names

LINK = 500  # letters; a longer one was not typed by a person
NEVER_QUIET = QuietHours(start=time(0), end=time(0))
ON, OFF = "on", "off"

Word = TypeVar("Word", bound=StrEnum)


class Key(StrEnum):
    """What may be set besides contacts, each of which is set by its kind."""

    SCHOOL = "school"
    PLACE = "place"
    TIMEZONE = "timezone"
    NAMING = "naming"
    MODE = "mode"
    QUIET = "quiet"
    ADMIN_ROLE = "admin-role"
    """On Discord: who is an admin besides those who may manage messages."""
    WEEKLY = "weekly"


CONTACTS = tuple(kind.value for kind in ContactKind)
KEYS = (*(key.value for key in Key), *CONTACTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One setting before and after, each in the form in which it is set."""

    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What a profile lacks, as a sentence without its full stop."""

    what: Literal["place", "contacts", "staff"]
    text: str


def change(group: Group, wanted: Iterable[str], today: date) -> tuple[Group, tuple[Change, ...]]:
    """The group with every `key=value` applied. Raises ProfileError with every one that cannot be."""
    changed, changes, mistakes = group, [], []
    for words in wanted:
        key, sign, value = (part.strip() for part in words.partition("="))
        key, before = key.casefold(), changed
        try:
            changed = _set(changed, _known(key, sign), value, today)
        except ProfileError as error:
            mistakes.append(f"{words}: {error}")
        else:
            changes.append(Change(key=key, before=value_of(before, key), after=value_of(changed, key)))
    if changed.mode is Mode.LIVE and not changed.contacts and not mistakes:
        mistakes.append(
            "mode=live: a note says where a worry can be taken; set a contact first,"
            ' such as school-office="The office, 01632 960001"'
        )
    if mistakes:
        raise ProfileError("\n".join(mistakes))
    return changed, tuple(each for each in changes if each.before != each.after)


def value_of(group: Group, key: str) -> str:
    """What `key` says now, in the form in which it is set; empty for a contact there is not."""
    if key in CONTACTS:
        contact = next((each for each in group.contacts if each.kind == key), None)
        return "" if contact is None else f"{contact.text}|{contact.link}" if contact.link else contact.text
    match Key(key):
        case Key.SCHOOL:
            return group.school
        case Key.PLACE:
            return group.place
        case Key.TIMEZONE:
            return group.timezone.key
        case Key.NAMING:
            return group.naming.value
        case Key.MODE:
            return group.mode.value
        case Key.QUIET:
            quiet = group.quiet
            return OFF if quiet.start == quiet.end else f"{quiet.start:%H:%M}-{quiet.end:%H:%M}"
        case Key.ADMIN_ROLE:
            return group.admin_role or ""
        case Key.WEEKLY:
            return ON if group.weekly else OFF
        case _ as other:
            assert_never(other)


def gaps(group: Group, today: date) -> tuple[Gap, ...]:
    """What the profile lacks, or somebody should look at again."""
    found = []
    if group.place not in names():
        found.append(
            Gap("place", f"its place is {group.place}, which there is none of: there are {', '.join(names())}")
        )
    if not group.contacts:
        found.append(Gap("contacts", "it has no contacts: notes cannot say where a worry can be taken"))
    if not group.register.staff:
        found.append(Gap("staff", "it has no staff: nobody is known to be meant by a name"))
    old = [each.kind for each in group.contacts if each.is_stale(today)]
    if old:
        found.append(Gap("contacts", f"nobody has checked these contacts for a year: {', '.join(old)}"))
    return tuple(found)


def _set(group: Group, key: str, value: str, today: date) -> Group:
    if key in CONTACTS:
        return _with_contact(group, key, value, today)
    match Key(key):
        case Key.SCHOOL:
            return replace(group, school=_line(value))
        case Key.PLACE:
            return replace(group, place=_one_of(value.casefold(), names()))
        case Key.TIMEZONE:
            return replace(group, timezone=ZoneInfo(_zone(value)))
        case Key.NAMING:
            return replace(group, naming=_word(Naming, value))
        case Key.MODE:
            return replace(group, mode=_word(Mode, value), live_from=None)
        case Key.QUIET:
            return replace(group, quiet=_quiet(value))
        case Key.ADMIN_ROLE:
            return replace(group, admin_role=_line(value) if value else None)
        case Key.WEEKLY:
            return replace(group, weekly=_one_of(value.casefold(), (ON, OFF)) == ON)
        case _ as other:
            assert_never(other)


def _known(key: str, sign: str) -> str:
    if not sign:
        raise ProfileError("put it as key=value")
    if key not in KEYS:
        near = get_close_matches(key, KEYS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(KEYS)}"
        raise ProfileError(f"there is no such setting ({hint})")
    return key


def _with_contact(group: Group, kind: str, value: str, today: date) -> Group:
    others = tuple(each for each in group.contacts if each.kind != kind)
    if not value:
        return replace(group, contacts=others)
    text, _, link = (part.strip() for part in value.partition("|"))
    contact = Contact(kind=kind, text=_line(text), link=_link(link) if link else None, checked_on=today)
    return replace(group, contacts=(*others, contact))


def _line(text: str) -> str:
    wrong = unfit(text)
    if wrong:
        raise ProfileError(wrong)
    return " ".join(text.split())


def _link(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or unfit(text, LINK) or len(text.split()) > 1:
        raise ProfileError("after the | comes a link that starts with https://")
    return text


def _quiet(text: str) -> QuietHours:
    if text.casefold() == OFF:
        return NEVER_QUIET
    start, _, end = text.partition("-")
    try:
        quiet = QuietHours(start=time.fromisoformat(start.strip()), end=time.fromisoformat(end.strip()))
    except ValueError:
        quiet = NEVER_QUIET
    is_plain = all(each == each.replace(second=0, microsecond=0, tzinfo=None) for each in (quiet.start, quiet.end))
    if quiet.start == quiet.end or not is_plain:
        raise ProfileError("quiet hours are two times, such as 22:00-07:00, or off")
    return quiet


def _zone(text: str) -> str:
    zones = {zone.casefold(): zone for zone in available_timezones()}
    if text.casefold() in zones:
        return zones[text.casefold()]
    near = get_close_matches(text.casefold(), zones, n=1)
    hint = f"did you mean {zones[near[0]]}?" if near else "it is a name such as Europe/London"
    raise ProfileError(f"there is no such time zone ({hint})")


def _word(kind: type[Word], text: str) -> Word:
    return kind(_one_of(text.casefold().replace("-", "_"), tuple(each.value for each in kind)))


def _one_of(text: str, known: tuple[str, ...]) -> str:
    if text not in known:
        raise ProfileError(f"is one of {', '.join(known)}")
    return text

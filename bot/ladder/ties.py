"""Who may see and decide: nobody who wrote it, nobody it is about, nobody who declared a tie to either."""

from collections.abc import Iterable

from bot.finding import Target, TargetKind
from bot.group import Group
from bot.incident import Incident
from bot.message import Member, MemberId

STAFF = "staff"
"""What a tie to everybody who works at the school is called."""
NAMED = "name:"
"""How the key of somebody begins who is known by name alone."""
WORK = {TargetKind.STAFF, TargetKind.SCHOOL}


def is_tied(member: MemberId, group: Group, incidents: Iterable[Incident], name: str = "") -> bool:
    """To the poster or to whoever any of these incidents is about. `name` is the member's, when it is known."""
    declared = {tie.to for tie in group.ties if tie.admin == member} | {member_key(member)}
    for incident in incidents:
        if member_key(incident.poster.id) in declared:
            return True
        if any(_concerns(finding.target, declared, name) for finding in incident.findings):
            return True
    return False


def _concerns(target: Target, declared: set[str], name: str) -> bool:
    if target.key in declared or (STAFF in declared and target.kind in WORK):
        return True
    return target.kind is not TargetKind.PUPIL and _bears(name, target.key)


def _bears(name: str, key: str | None) -> bool:
    """Is a member of that name who a message calls by name? Better to ask one admin too few."""
    if key is None or not key.startswith(NAMED):
        return False
    called = set(_words(key.removeprefix(NAMED)))
    return bool(called) and called <= set(_words(name))


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text.casefold()).split()


def member_key(member: MemberId) -> str:
    return f"member:{member}"


def untied(members: Iterable[Member], group: Group, incidents: tuple[Incident, ...]) -> tuple[MemberId, ...]:
    return tuple(member.id for member in members if not is_tied(member.id, group, incidents, member.name))


def may_hear_appeal(
    members: tuple[MemberId, ...], deputy: MemberId | None, involved: set[MemberId]
) -> tuple[MemberId, ...]:
    """Of those without a tie: whoever had no hand in the case; else the deputy; else those there are."""
    fresh = tuple(member for member in members if member not in involved)
    if fresh:
        return fresh
    return (deputy,) if deputy is not None and deputy not in involved else members

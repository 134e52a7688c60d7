"""One case as a file somebody can keep: a page that needs nothing else, and the same as JSON, sealed.

Admins are "Admin A", staff whom it is not about are hidden but for their first letter, and so are numbers.
Whoever brought something to the admins is nowhere in it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from string import ascii_uppercase

from bot.case import Act, Appeal, Case, Link
from bot.group import Group
from bot.incident import Incident, IncidentId, Said
from bot.message import MemberId, kinds
from bot.notice import Audience, Notice, ToAdmins, ToDeputy, ToMember
from bot.report.page import rendered
from bot.wording import mentions
from bot.wording.phrasebook import Phrasebook
from bot.wording.shown import hidden, quote

WHOLE = 4096
"""Letters of a message: all that either platform allows."""
SEAL = "seal"
NOT_ASSESSED = "intent, truth, and whether it is anybody else's matter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything about one case, as the ledger has it at one moment."""

    group: Group
    case: Case
    incidents: tuple[Incident, ...]
    notices: tuple[Notice, ...]
    appeals: Mapping[IncidentId, Appeal]
    chain: tuple[Link, ...]


def content(book: Phrasebook, dossier: Dossier, now: datetime) -> dict[str, object]:
    """Plain values, times on the group's own clock."""
    case, group = dossier.case, dossier.group
    zone = group.timezone
    people = _People(dossier)

    def at(moment: datetime | None) -> str | None:
        return None if moment is None else moment.astimezone(zone).isoformat(timespec="seconds")

    return {
        "case": case.number,
        "group": group.id,
        "school": group.school,
        "timezone": zone.key,
        "exported_at": at(now),
        "kind": case.kind.value,
        "what": book.say(f"kinds.{case.kind.value}"),
        "state": case.state.value,
        "opened_at": at(case.opened_at),
        "acknowledged": _by(people, case.acknowledged_by, at(case.acknowledged_at)),
        "decided": _by(people, case.decided_by, at(case.decided_at)),
        "ticked": {
            "school running": _is_ticked(case, Act.ORDERLY, Act.NOT_ORDERLY),
            "safety of others": _is_ticked(case, Act.AT_RISK, Act.NOT_AT_RISK),
        },
        "decisions": [
            {"what": book.say(f"did.{each.act.value}"), **_by(people, each.by, at(each.at))} for each in case.decisions
        ],
        "incidents": [
            {
                "from": mentions.poster(incident) or "not known",
                # A shown name changes and is nobody's alone.
                "account": incident.poster.id if mentions.poster(incident) else None,
                "about": _about(book, dossier.group, incident),
                "level": incident.level.value,
                "count": incident.count.value,
                "why": [{"rule": each.rule, "reason": each.reason} for each in incident.findings],
                "messages": [
                    {
                        "at": at(said.sent_at),
                        "edited": said.is_edited,
                        "passed_on": said.is_forwarded,
                        "deleted": said.is_deleted,
                        "carries": kinds(said.media),
                        "words": _words(dossier, incident, said),
                    }
                    for said in incident.said
                ],
                "asked_a_person": _asked(people, dossier.appeals.get(incident.id), at),
            }
            for incident in dossier.incidents
        ],
        "told": [
            {
                "to": people.of(notice.to),
                "kind": notice.kind.value,
                "state": notice.state.value,
                "way": None if notice.way is None else notice.way.value,
                "made_at": at(notice.created_at),
                "arrived_at": at(notice.delivered_at),
            }
            for notice in dossier.notices
            if notice.to != ToAdmins()  # it was passed on as a copy for each, and those are here
        ],
        "not_assessed": NOT_ASSESSED,
        "evidence": [
            {"number": link.number, "at": at(link.at), "witness": link.witness, "link": link.link}
            for link in dossier.chain
        ],
    }


def as_json(values: Mapping[str, object], sign: Callable[[bytes], str]) -> bytes:
    """With a seal over all of it that `schoolgate verify --file` looks at."""
    sealed = {**values, SEAL: sign(canonical(values))}
    return json.dumps(sealed, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace")


def canonical(values: Mapping[str, object]) -> bytes:
    """The same for the same values, however they were laid out."""
    return json.dumps({key: value for key, value in values.items() if key != SEAL}, sort_keys=True).encode()


def as_page(values: Mapping[str, object]) -> bytes:
    return rendered("casefile.html", **values).encode("utf-8", "replace")


class _People:
    """What each is called in the file: the poster by name elsewhere, here by their part."""

    def __init__(self, dossier: Dossier) -> None:
        self._posters = {incident.poster.id for incident in dossier.incidents}
        self._deputy = dossier.group.deputy
        self._admins: dict[MemberId, str] = {}

    def of(self, to: Audience) -> str:
        match to:
            case ToMember(member):
                return self.named(member)
            case ToDeputy():
                return "the outside deputy"
            case _:
                return "whoever runs the bot"

    def named(self, member: MemberId) -> str:
        if member in self._posters:
            return "the member"
        if member == self._deputy:
            return "the outside deputy"
        number = len(self._admins)
        letter = ascii_uppercase[number] if number < len(ascii_uppercase) else str(number + 1)
        return self._admins.setdefault(member, f"Admin {letter}")


def _by(people: _People, member: MemberId | None, at: str | None) -> dict[str, object]:
    return {"by": None if member is None else people.named(member), "at": at}


def _is_ticked(case: Case, ticked: Act, unticked: Act) -> bool:
    last = case.last(ticked, unticked)
    return last is not None and last.act is ticked


def _about(book: Phrasebook, group: Group, incident: Incident) -> str:
    key = incident.chief.target.key
    person = group.register.member(key) if key is not None else None
    whom = mentions.whom(book, incident)
    return f"{whom} ({person.role})" if person is not None and person.role else whom


def _asked(
    people: _People, asked: Appeal | None, at: Callable[[datetime | None], str | None]
) -> dict[str, object] | None:
    if asked is None:
        return None
    return {
        "words": asked.words,
        "asked_at": at(asked.asked_at),
        "decided": _by(people, asked.decided_by, at(asked.decided_at)),
        "bot_was_wrong": asked.upheld,
    }


def _words(dossier: Dossier, incident: Incident, said: Said) -> str | None:
    """As the admins see them on its card: what was matched in « »."""
    if said.excerpt is None:
        return None
    targets = {finding.target.key for finding in incident.findings}
    others = [person for person in dossier.group.register.staff if person.key not in targets]
    text = hidden(said.excerpt, tuple(name for person in others for name in (person.name, *person.aliases)))
    return quote(text, said.spans, WHOLE, mentions.child(incident))

"""What is kept about one member: shown to them in full, erased at their wish, and a whole group wiped."""

import json
from datetime import datetime

from bot.access import Access, Deed
from bot.case import Appeal
from bot.held import Erasure, Held
from bot.incident import CaseId, Incident
from bot.ladder.terms import REPORTED_RULE
from bot.ledger import Ledgers
from bot.message import GroupId, MemberId, kinds
from bot.ports import Record, Store


class DataProtection:
    def __init__(self, *, store: Store, ledgers: Ledgers) -> None:
        self._store = store
        self._ledgers = ledgers

    async def export(self, group: GroupId, member: MemberId, now: datetime) -> str | None:
        """JSON of everything held about them, and of nobody else: no admin, no target, no other member.

        None when nothing is held.
        """
        held = await self._store.about(group, member)
        if held == Held():
            return None
        return json.dumps(exported(held, group, member, now), ensure_ascii=False, indent=2)

    async def shown(self, group: GroupId, member: MemberId, now: datetime) -> None:
        """They have been shown what is kept about them."""
        own = Access(group=group, by=member, deed=Deed.OWN_DATA, at=now)
        await self._store.record(Record(accesses=(own,)))

    async def forget(self, group: GroupId, member: MemberId, now: datetime) -> Erasure:
        async with self._ledgers.hold(group):
            return await self._store.forget(group, member, now)

    async def wipe(self, group: GroupId, now: datetime) -> bool:
        async with self._ledgers.hold(group):
            return await self._store.wipe(group, now)


def exported(held: Held, group: GroupId, member: MemberId, now: datetime) -> dict[str, object]:
    numbers = {case.id: case.number for case in held.cases}
    asked, seen = dict(held.appeals), dict(held.viewers)
    return {
        **({} if held.language is None else {"language": held.language}),
        **({} if held.wrote_at is None else {"wrote_to_the_bot_at": held.wrote_at.isoformat()}),
        "group": group,
        "member": member,
        "exported_at": now.isoformat(),
        "incidents": [_incident(each, numbers, asked.get(each.id)) for each in held.incidents],
        "cases": [
            {
                "number": case.number,
                "kind": case.kind.value,
                "state": case.state.value,
                "opened_at": case.opened_at.isoformat(),
                "decided_at": _time(case.decided_at),
                "people_who_saw_it": seen.get(case.id, 0),
            }
            for case in held.cases
        ],
        "notices": [
            {
                "kind": notice.kind.value,
                "state": notice.state.value,
                "way": None if notice.way is None else notice.way.value,
                "created_at": notice.created_at.isoformat(),
                "delivered_at": _time(notice.delivered_at),
            }
            for notice in held.notices
        ],
        "marks": [
            {"concern": mark.concern.value, "at": mark.at.isoformat(), "expires_at": mark.expires_at.isoformat()}
            for mark in held.marks
        ],
    }


def _incident(incident: Incident, numbers: dict[CaseId, int], appeal: Appeal | None) -> dict[str, object]:
    return {
        "name_shown": incident.poster.name,
        "level": incident.level.value,
        "count": incident.count.value,
        "weight": incident.weight,
        "judged_at": incident.judged_at.isoformat(),
        "note_delivered_at": _time(incident.delivered_at),
        "case": None if incident.case is None else numbers.get(incident.case),
        "messages": [
            {
                "message": said.message,
                "sent_at": said.sent_at.isoformat(),
                "excerpt": said.excerpt,
                "is_edited": said.is_edited,
                "is_forwarded": said.is_forwarded,
                "is_deleted": said.is_deleted,
                "carries": kinds(said.media),
            }
            for said in incident.said
        ],
        # A finding's target key may name somebody else; what kind of person it is says enough.
        "findings": [
            {
                "rule": finding.rule,
                "concern": finding.concern.value,
                "level": finding.level.value,
                "about": finding.target.kind.value,
                # The reason of a report may hold the words of whoever brought it.
                "reason": "" if finding.rule == REPORTED_RULE else finding.reason,
            }
            for finding in incident.findings
        ],
        "asked_a_person": None
        if appeal is None
        else {
            "words": appeal.words,
            "asked_at": appeal.asked_at.isoformat(),
            "decided_at": _time(appeal.decided_at),
            "bot_was_wrong": appeal.upheld,
        },
    }


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()

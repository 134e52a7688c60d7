"""Working stand-ins for the two ports: they keep what they are given, and can be made to fail."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from builders import GROUP
from fake_platform import FakePlatform, Seen

from bot.access import Access
from bot.case import Appeal, Case, CaseKind, Link
from bot.conversation import Conversation
from bot.errors import StoreError
from bot.finding import RuleId
from bot.group import Group
from bot.held import Erasure, Forgotten, Held, StillOpen
from bot.incident import CaseId, Count, Incident, IncidentId
from bot.mark import Mark
from bot.message import ChatId, GroupId, MemberId, MessageId
from bot.notice import Audience, Notice, NoticeId, NoticeKind, NoticeState, ToMember
from bot.overlay import VERSIONS_KEPT, Overlay
from bot.ports import ClosedWay, Record, Store
from bot.pulse import Tally
from bot.reach import OpenWay
from bot.rulerecord import RuleRecord
from bot.unjudged import Unjudged

__all__ = ["FakePlatform", "FakeStore", "Paper", "Seen", "kept"]


class FakeStore:
    """A Store in dictionaries. `records` is what was written, in order."""

    def __init__(self, *groups: Group) -> None:
        self._groups = {group.id: group for group in groups}
        self.incidents: dict[IncidentId, Incident] = {}
        self.cases: dict[CaseId, Case] = {}
        self.notices: dict[NoticeId, Notice] = {}
        self.appeals: dict[IncidentId, Appeal] = {}
        self.all_marks: dict[tuple[object, ...], Mark] = {}
        self.left: dict[tuple[ChatId, MessageId], Unjudged] = {}
        self.read: dict[ChatId, MessageId] = {}
        self.accesses: list[Access] = []
        self.rules: dict[tuple[GroupId, RuleId], RuleRecord] = {}
        self.closed: dict[tuple[GroupId, MemberId], ClosedWay] = {}
        self.opened: dict[tuple[GroupId, MemberId], OpenWay] = {}
        self.languages: dict[tuple[GroupId, MemberId], str] = {}
        self.records: list[Record] = []
        self.kept_overlays: list[Overlay] = []
        self.talks: dict[MemberId, Conversation] = {}

    @property
    def counts(self) -> list[Count]:
        """Of every incident, in the order in which they were judged first."""
        return [each.count for each in self.incidents.values()]

    def is_settled(self, now: datetime) -> bool:
        """Everything due is delivered, or waits."""
        due = (notice for notice in self.notices.values() if notice.due_at <= now)
        return all(notice.state not in {NoticeState.QUEUED, NoticeState.SENDING} for notice in due)

    async def groups(self) -> tuple[Group, ...]:
        return tuple(self._groups.values())

    async def group(self, group: GroupId) -> Group | None:
        return self._groups.get(group)

    async def profile(self, group: GroupId) -> Group | None:
        return self._groups.get(group)

    async def save_group(self, group: Group) -> None:
        self._groups[group.id] = group

    async def overlays(self, group: GroupId) -> tuple[Overlay, ...]:
        return tuple(reversed([each for each in self.kept_overlays if each.group == group][-VERSIONS_KEPT:]))

    async def save_overlay(self, overlay: Overlay) -> None:
        self.kept_overlays.append(overlay)

    async def flagged(self, group: GroupId, since: datetime) -> tuple[Incident, ...]:
        return _oldest_first(i for i in self.incidents.values() if i.group == group and i.posted_at > since)

    async def record(self, record: Record) -> None:
        self.records.append(record)
        self.incidents |= {incident.id: incident for incident in record.incidents}
        self.cases |= {case.id: case for case in record.cases}
        self.notices |= {notice.id: notice for notice in record.notices}
        self.appeals |= dict(record.appeals)
        self.accesses += record.accesses
        self.left |= {(left.chat, left.message): left for left in record.unjudged}
        self.rules |= {(each.group, each.rule): each for each in record.rules}
        self.closed |= {(each.group, each.member): each for each in record.ways}
        for each in record.ways:
            self.opened.pop((each.group, each.member), None)
        self.opened |= {(each.group, each.member): each for each in record.opened}
        for mark in record.marks:
            self.all_marks[mark.group, mark.poster, mark.target, mark.concern, mark.message] = mark

    async def history(self, group: GroupId, poster: MemberId, since: datetime) -> tuple[Incident, ...]:
        own = (i for i in self.incidents.values() if i.group == group and i.poster.id == poster)
        return _oldest_first(i for i in own if i.posted_at > since)

    async def incident(self, incident: IncidentId) -> Incident | None:
        return self.incidents.get(incident)

    async def incident_of(self, chat: ChatId, message: MessageId) -> Incident | None:
        about = [i for i in self.incidents.values() if i.chat == chat and message in {s.message for s in i.said}]
        return max(about, key=lambda i: i.judged_at, default=None)

    async def incidents_in(self, case: CaseId) -> tuple[Incident, ...]:
        return _oldest_first(i for i in self.incidents.values() if i.case == case)

    async def appeal(self, incident: IncidentId) -> Appeal | None:
        return self.appeals.get(incident)

    async def open_appeals(self, group: GroupId) -> tuple[tuple[IncidentId, Appeal], ...]:
        asked = ((of, appeal) for of, appeal in self.appeals.items() if self.incidents[of].group == group)
        return tuple((of, appeal) for of, appeal in asked if appeal.decided_at is None)

    async def case(self, case: CaseId) -> Case | None:
        return self.cases.get(case)

    async def open_cases(self, group: GroupId) -> tuple[Case, ...]:
        cases = (c for c in self.cases.values() if c.group == group and c.is_open)
        return tuple(sorted(cases, key=lambda c: (c.opened_at, c.number)))

    async def chain(self, case: CaseId) -> tuple[Link, ...]:  # noqa: ARG002  # it keeps no evidence
        return ()

    def sign(self, case: CaseId, content: bytes) -> str:
        return f"{case}:{len(content)}"

    async def next_case_number(self, group: GroupId) -> int:
        return max((c.number for c in self.cases.values() if c.group == group), default=0) + 1

    async def rule_records(self, group: GroupId) -> tuple[RuleRecord, ...]:
        return tuple(sorted((r for r in self.rules.values() if r.group == group), key=lambda r: r.rule))

    async def notice(self, notice: NoticeId) -> Notice | None:
        return self.notices.get(notice)

    async def notices_of(self, incident: IncidentId) -> tuple[Notice, ...]:
        return tuple(n for n in self.notices.values() if n.incident == incident)

    async def notices_about(self, case: CaseId) -> tuple[Notice, ...]:
        return tuple(n for n in self.notices.values() if n.case == case)

    async def due(self, now: datetime) -> tuple[Notice, ...]:
        due = (
            n
            for n in self.notices.values()
            if n.state is NoticeState.SENDING or (n.state is NoticeState.QUEUED and n.due_at <= now)
        )
        return tuple(sorted(due, key=lambda n: (n.kind is not NoticeKind.ALERT, n.due_at)))

    async def sending(self, notices: tuple[NoticeId, ...]) -> None:
        for notice in (self.notices[each] for each in notices):
            cut_off = notice.interrupted + (notice.state is NoticeState.SENDING)
            self.notices[notice.id] = replace(notice, state=NoticeState.SENDING, interrupted=cut_off)

    async def closed_way(self, group: GroupId, member: MemberId) -> ClosedWay | None:
        return self.closed.get((group, member))

    async def ways(self, group: GroupId, now: datetime) -> tuple[frozenset[MemberId], frozenset[MemberId]]:
        opened = frozenset(member for of, member in self.opened if of == group)
        return opened, frozenset(one.member for one in self.closed.values() if one.group == group and one.until > now)

    async def has_left(self, group: GroupId, member: MemberId) -> None:
        self.opened.pop((group, member), None)
        self.languages.pop((group, member), None)

    async def language(self, group: GroupId, member: MemberId) -> str | None:
        return self.languages.get((group, member))

    async def save_language(self, group: GroupId, member: MemberId, language: str, at: datetime) -> None:  # noqa: ARG002  # it is a store's to forget
        self.languages[group, member] = language

    async def mailbox(self, group: GroupId, to: frozenset[Audience]) -> tuple[Notice, ...]:
        waiting = (n for n in self.notices.values() if n.state is NoticeState.WAITING and n.group == group)
        return tuple(n for n in waiting if n.to in to)

    async def waiting_since(self, before: datetime) -> tuple[Notice, ...]:
        return tuple(n for n in self.notices.values() if n.state is NoticeState.WAITING and n.due_at < before)

    async def unjudged(self, chat: ChatId, message: MessageId) -> Unjudged | None:
        return self.left.get((chat, message))

    async def read_up_to(self, chat: ChatId) -> MessageId | None:
        return self.read.get(chat)

    async def has_read(self, chat: ChatId, message: MessageId) -> None:
        self.read[chat] = message

    async def conversation(self, member: MemberId) -> Conversation | None:
        return self.talks.get(member)

    async def save_conversation(self, talk: Conversation) -> None:
        self.talks[talk.member] = talk

    async def end_conversation(self, member: MemberId) -> None:
        self.talks.pop(member, None)

    async def notices_since(self, group: GroupId, since: datetime) -> tuple[Notice, ...]:
        return tuple(n for n in self.notices.values() if n.group == group and n.created_at >= since)

    async def marks(self, group: GroupId, target: str, since: datetime) -> tuple[Mark, ...]:
        about = (m for m in self.all_marks.values() if m.group == group and m.target == target and m.at > since)
        return tuple(sorted(about, key=lambda m: m.at))

    async def about(self, group: GroupId, member: MemberId) -> Held:
        own = tuple(i for i in self.incidents.values() if (i.group, i.poster.id) == (group, member))
        return Held(
            incidents=own,
            appeals=tuple((i.id, self.appeals[i.id]) for i in own if i.id in self.appeals),
            cases=tuple(c for c in self.cases.values() if (c.group, c.poster) == (group, member)),
            notices=tuple(n for n in self.notices.values() if n.group == group and n.to == ToMember(member)),
            marks=tuple(m for m in self.all_marks.values() if (m.group, m.poster) == (group, member)),
        )

    async def forget(self, group: GroupId, member: MemberId, now: datetime) -> Erasure:  # noqa: ARG002  # it keeps no journal
        held = await self.about(group, member)
        grave = tuple(case.id for case in held.cases if case.is_open and case.kind is CaseKind.DANGER)
        if grave:
            return StillOpen(grave)
        for incident in held.incidents:
            del self.incidents[incident.id]
            self.appeals.pop(incident.id, None)
        for notice in held.notices:
            del self.notices[notice.id]
        return Forgotten(0)

    async def wipe(self, group: GroupId, now: datetime) -> bool:  # noqa: ARG002  # it keeps no journal
        return self._groups.pop(group, None) is not None

    async def expire(self, now: datetime) -> int:
        gone = [key for key, mark in self.all_marks.items() if mark.expires_at <= now]
        for key in gone:
            del self.all_marks[key]
        return 0


class Paper:
    """A pulse's Ledger on paper: full when it is."""

    is_full = False

    async def try_writing(self) -> None:
        if self.is_full:
            raise StoreError("the disk is full")

    async def tally(self) -> Tally:
        return Tally(incidents={}, notices={}, unjudged=0, unheard=0)


async def kept(store: Store, group: GroupId = GROUP) -> Group:
    """A group as it stands in the store now."""
    found = await store.group(group)
    assert found is not None
    return found


def _oldest_first(incidents: Iterator[Incident]) -> tuple[Incident, ...]:
    return tuple(sorted(incidents, key=lambda i: (i.posted_at, i.judged_at)))

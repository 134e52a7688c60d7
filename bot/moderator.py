"""The story of one message: examine it, decide, record what came of it, remember it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.case import CaseKind
from bot.errors import UnknownGroupError
from bot.finding import Finding, Level, RuleId
from bot.group import Group
from bot.incident import Count, Incident, IncidentId
from bot.ladder.excerpts import before, said
from bot.ladder.ids import incident_id
from bot.ladder.merging import enlarged, home, raise_needs_number, raised, raises, softened
from bot.ladder.opening import needs_number, opened, target_of
from bot.ladder.terms import CROWD, WINDOW
from bot.ladder.trust import rested, tried, watching
from bot.ladder.undoing import gone, take_back
from bot.ladder.weighing import decide, hear, notice, said_at
from bot.ledger import Ledgers
from bot.mark import Mark
from bot.memory import Memory
from bot.message import ChatId, GroupId, Message, MessageId
from bot.pages import count_again, crowd, crowding, page, standing
from bot.ports import Record, Store
from bot.scene import Scene

NOTHING = Record()
SETTLED = {Count.CLEARED, Count.OVERTURNED}


class Rules(Protocol):
    """A rulebook, as far as the moderator needs one. Pure."""

    @property
    def mark_span(self) -> timedelta:
        """How far back `recall` needs marks."""
        ...

    @property
    def on_trial(self) -> frozenset[RuleId]:
        """New or changed in this group: they watch, and what they would have said is counted."""
        ...

    def examine(self, scene: Scene) -> tuple[Finding, ...]: ...

    def marks(self, findings: tuple[Finding, ...], message: Message) -> tuple[Mark, ...]: ...

    def recall(
        self, findings: tuple[Finding, ...], message: Message, marks: tuple[Mark, ...]
    ) -> tuple[Finding, ...]: ...


class Moderator:
    def __init__(
        self,
        *,
        store: Store,
        rules: Callable[[Group], Awaitable[Rules]],
        memory: Memory,
        ledgers: Ledgers,
        clock: Callable[[], datetime],
        wake: Callable[[], None],
    ) -> None:
        """`wake` is called when there may be something to deliver."""
        self._store = store
        self._rules = rules
        self._memory = memory
        self._ledgers = ledgers
        self._clock = clock
        self._wake = wake

    async def handle(self, message: Message) -> None:
        """Returns when what came of the message is committed; the same message again changes nothing."""
        async with self._ledgers.hold(message.group):
            group = await self._group(message.group)
            heard, also = await self._examine(message, group)
            record = await self._decide(message, group, heard)
            await self._record(record + also)
            if record.cases:
                await count_again(self._store, group.id, message.author.id, self._clock())
            self._memory.remember(message)

    async def deleted(self, chat: ChatId, message: MessageId) -> None:
        """Its author, or an admin, has taken it down, and the platform told us."""
        self._memory.forget(chat, message)
        found = await self._store.incident_of(chat, message)
        if found is None:
            return
        async with self._ledgers.hold(found.group):
            incident = await self._store.incident_of(chat, message)
            if incident is not None:
                taken = await self._taken_back(incident, message)
                left = gone(incident, (message,))
                is_cleared = taken != NOTHING or left == incident
                await self._record(taken if is_cleared else Record(incidents=(left,)))
                await count_again(self._store, incident.group, incident.poster.id, self._clock())

    async def _group(self, group: GroupId) -> Group:
        found = await self._store.profile(group)
        if found is None:
            raise UnknownGroupError(f"No group {group} has a profile. Make one with: schoolgate group add.")
        return found

    async def _examine(self, message: Message, group: Group) -> tuple[tuple[Finding, ...], Record]:
        """What follows from the message, also beside earlier ones; and what of it must outlive the recent past."""
        now = self._clock()
        rules = await self._rules(group)
        found = rules.examine(self._memory.scene(message, group))
        known = await self._store.rule_records(group.id) if found else ()
        found = rested(found, known)
        noticed = notice(found, group=group, message=message, now=now)
        marks = rules.marks(noticed, message)
        since = message.sent_at - rules.mark_span
        earlier: tuple[Mark, ...] = ()
        for target in dict.fromkeys(mark.target for mark in marks):
            about = await self._store.marks(group.id, target, since)
            earlier += tuple(mark for mark in about if mark.message != message.id)
        recalled = rested(rules.recall(noticed, message, (*earlier, *marks)), known) if marks else ()
        also = Record(marks=marks)
        if message.edited_at is None and self._memory.version(message.chat, message.id) is None:
            would = watching((*found, *recalled), rules.on_trial)
            spoken = hear(would, group=group, message=message, now=now)
            also += tried((finding.rule for finding in spoken), known, group)
        return hear((*noticed, *recalled), group=group, message=message, now=now), also

    async def _decide(self, message: Message, group: Group, heard: tuple[Finding, ...]) -> Record:
        if not heard and message.edited_at is None:
            return NOTHING
        known = await self._judged(message)
        if known is None:
            return await self._new(message, group, heard, None) if heard else NOTHING
        if message.edited_at is None:
            return NOTHING  # it has been judged: this is the same update again, or an old one late
        if not heard:
            taken_back = await self._taken_back(known, message.id)
            return _softened(known, message) if taken_back == NOTHING else taken_back
        if _takes_edits(known):
            return await self._enlarged(known, message, group, heard)
        is_overruled = known.count is Count.OVERTURNED and _knew_all_of(known, heard)
        return NOTHING if is_overruled else await self._new(message, group, heard, known.id)

    async def _judged(self, message: Message) -> Incident | None:
        """What it was part of when it was last judged."""
        known = await self._store.incident_of(message.chat, message.id)
        while known is not None:
            # Two of one moment cannot be told apart by their time, but each is named after the one before it.
            later = await self._store.incident(incident_id(message.chat, message.id, known.id))
            if later is None:
                break
            known = later
        return known

    async def _new(
        self, message: Message, group: Group, heard: tuple[Finding, ...], after: IncidentId | None
    ) -> Record:
        """Not judged before, or judged when it said something else and that no longer stands."""
        history = await self._store.history(group.id, message.author.id, said_at(message) - WINDOW)
        # What a person or its author had wiped is not brought back from memory.
        version = self._memory.version(message.chat, message.id) if after is None else None
        earlier = home(message, heard, history)
        if earlier is not None:
            return await self._enlarged(earlier, message, group, heard, version)
        now = self._clock()
        verdict = decide(heard, group=group, posted_at=said_at(message), now=now, history=history)
        if verdict is None:
            return NOTHING
        is_crowd = verdict.case is CaseKind.CROWD
        about = target_of(verdict)
        case = await (
            crowd(self._store, group.id, about) if is_crowd else standing(self._store, group.id, message.author.id)
        )
        record = opened(
            incident_id(message.chat, message.id, after),
            message,
            (*before(version, message, verdict.chief), said(message, heard, verdict.chief)),
            verdict,
            standing=case,
            number=await self._store.next_case_number(group.id) if needs_number(verdict, case) else None,
            now=now,
        )
        if not is_crowd or case is not None:
            return record
        (new,) = record.incidents
        others = await crowding(self._store, new, about, said_at(message) - CROWD)
        return record + Record(incidents=tuple(replace(other, case=new.case) for other in others))

    async def _enlarged(
        self,
        incident: Incident,
        message: Message,
        group: Group,
        heard: tuple[Finding, ...],
        version: Message | None = None,
    ) -> Record:
        now = self._clock()
        # Whoever was forgotten and goes on writing is known again from here on, under their own name.
        incident = replace(incident, poster=message.author)
        larger = enlarged(incident, message, heard, version)
        if larger == incident:
            return NOTHING
        leaf = await page(self._store, incident, now)
        verdict = decide(larger.findings, group=group, posted_at=said_at(message), now=now, history=leaf.history)
        if verdict is None or not raises(leaf, verdict):
            return Record(incidents=(larger,))
        needed = raise_needs_number(leaf, verdict)
        number = await self._store.next_case_number(group.id) if needed else None
        return raised(leaf, larger, verdict, number=number, now=now)

    async def _taken_back(self, incident: Incident, message: MessageId) -> Record:
        now = self._clock()
        taken = take_back(await page(self._store, incident, now), (message,), now)
        return NOTHING if taken is None else taken.record

    async def _record(self, record: Record) -> None:
        if record == NOTHING:
            return
        await self._store.record(record)
        if record.notices:
            self._wake()


def _softened(incident: Incident, message: Message) -> Record:
    """What is grave stays; whoever reads it must know that it no longer stands like that in the chat."""
    is_grave = incident.level in {Level.SERIOUS, Level.DANGER} and incident.count not in SETTLED
    larger = softened(incident, message) if is_grave else incident
    return NOTHING if larger == incident else Record(incidents=(larger,))


def _takes_edits(incident: Incident) -> bool:
    """A note that stands covers whatever its message becomes."""
    return incident.count not in SETTLED


def _knew_all_of(incident: Incident, heard: tuple[Finding, ...]) -> bool:
    """The same rules as before: where a person has said that they were wrong, a changed comma does not ask again."""
    return {finding.rule for finding in heard} <= {finding.rule for finding in incident.findings}

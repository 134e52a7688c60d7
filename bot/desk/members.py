"""What a member may do about a note of theirs."""

from collections.abc import Callable
from datetime import datetime

from bot.delivery.matters import HELD
from bot.desk.answers import Answer
from bot.finding import Level
from bot.group import Group
from bot.incident import Count, Incident
from bot.ladder.asking import asked
from bot.ladder.ids import notice_id
from bot.ladder.page import Page
from bot.ladder.terms import GRACE, WINDOW
from bot.ladder.undoing import MAY_CLEAR, gone, take_back
from bot.ledger import Ledgers
from bot.memory import Memory
from bot.message import MemberId
from bot.notice import Notice, NoticeKind, NoticeState, ToAdmins
from bot.pages import count_again, page
from bot.ports import Platform, Record, RefusedError, Store

SETTLED = {Count.CLEARED, Count.OVERTURNED}


class MembersDesk:
    def __init__(
        self, *, store: Store, platform: Callable[[Group], Platform], ledgers: Ledgers, memory: Memory
    ) -> None:
        self._store = store
        self._platform = platform
        self._ledgers = ledgers
        self._memory = memory

    async def mine(self, notice: Notice, by: MemberId) -> tuple[Incident, ...]:
        """The incidents a note of this member is about: several, when they came in one letter."""
        own = None if notice.incident is None else await self._store.incident(notice.incident)
        if own is None or own.poster.id != by:
            return ()
        if notice.delivered_at is None or notice.kind is not NoticeKind.NOTE or own.level not in HELD:
            return (own,)
        together = [own]
        for other in await self._store.history(own.group, by, own.posted_at - WINDOW):
            if other.id != own.id and other.level in HELD:
                notes = await self._store.notices_of(other.id)
                together += [other] if any(_came_with(notice, note) for note in notes) else []
        return tuple(together)

    async def ask_a_person(self, incidents: tuple[Incident, ...], words: str | None, now: datetime) -> Answer:
        """Freezes the count at once; the words may come with it or after it."""
        answers: set[Answer] = set()
        async with self._ledgers.hold(incidents[0].group):
            for incident in incidents:
                leaf = await self._page(incident, now)
                if leaf is None or leaf.incident.count in SETTLED or (leaf.appeal and leaf.appeal.decided_at):
                    answers.add(Answer.DECIDED_ALREADY)
                    continue
                record = asked(leaf, words, now)
                if record == Record():
                    answers.add(Answer.ASKED_ALREADY)
                    continue
                await self._store.record(record)
                answers.add(Answer.DONE if words else Answer.ASK_WORDS)
        return _first(answers, Answer.ASK_WORDS, Answer.DONE, Answer.ASKED_ALREADY, Answer.DECIDED_ALREADY)

    async def delete_it(self, incidents: tuple[Incident, ...], group: Group, now: datetime) -> Answer:
        """Takes the messages down in the chat, then settles what that is worth."""
        platform = self._platform(group)
        for incident in incidents:
            for message in dict.fromkeys(said.message for said in incident.said):
                try:
                    await platform.delete(incident.chat, message)
                except RefusedError:
                    return Answer.COULD_NOT_DELETE
                self._memory.forget(incident.chat, message)
        answer = await self.taken_down(incidents, now)
        await self._gone(incidents)
        return Answer.DELETED if answer is Answer.DONE else answer

    async def _gone(self, incidents: tuple[Incident, ...]) -> None:
        """What taking them down did not clear says from now on that the chat shows it no more."""
        async with self._ledgers.hold(incidents[0].group):
            for each in incidents:
                found = await self._store.incident(each.id)
                left = None if found is None else gone(found, tuple(said.message for said in found.said))
                if left is not None and left != found:
                    await self._store.record(Record(incidents=(left,)))

    async def taken_down(self, incidents: tuple[Incident, ...], now: datetime) -> Answer:
        """The messages are gone, by the member's own word or by our hand."""
        answers: set[Answer] = set()
        async with self._ledgers.hold(incidents[0].group):
            for incident in incidents:
                leaf = await self._page(incident, now)
                if leaf is None:
                    answers.add(Answer.TOO_OLD)
                    continue
                taken = take_back(leaf, tuple(said.message for said in incident.said), now)
                answers.add(_why_not(leaf.incident, now) if taken is None else Answer.DONE)
                if taken is not None:
                    # One by one: each leaves its case as the one before it left it.
                    await self._store.record(taken.record)
                    await count_again(self._store, incident.group, incident.poster.id, now)
        return _first(answers, *WORTH)

    async def tell_an_admin(self, incidents: tuple[Incident, ...], now: datetime) -> Answer:
        """The member says yes: an admin hears that they would like to talk, and nothing of what they wrote."""
        incident = incidents[0]
        told = notice_id(NoticeKind.TALK, incident.id)
        async with self._ledgers.hold(incident.group):
            if await self._store.notice(told) is not None:
                return Answer.DONE_ALREADY
            talk = Notice(
                id=told,
                group=incident.group,
                to=ToAdmins(),
                kind=NoticeKind.TALK,
                due_at=now,
                created_at=now,
                incident=incident.id,
            )
            await self._store.record(Record(notices=(talk,)))
        return Answer.TOLD

    async def _page(self, incident: Incident, now: datetime) -> Page | None:
        """As it is now that the ledger is in hand."""
        found = await self._store.incident(incident.id)
        return None if found is None else await page(self._store, found, now)


WORTH = (
    Answer.DONE,
    Answer.TAKEN_BACK_TWICE,
    Answer.TOO_LATE,
    Answer.NOT_CLEARED,
    Answer.DECIDED_ALREADY,
    Answer.DONE_ALREADY,
    Answer.TOO_OLD,
)
"""What is most worth saying about several messages taken down at once."""


def _first(answers: set[Answer], *order: Answer) -> Answer:
    return next(answer for answer in order if answer in answers)


def _why_not(incident: Incident, now: datetime) -> Answer:
    """Why a message taken down clears nothing."""
    if incident.count is Count.CLEARED:
        return Answer.DONE_ALREADY
    if incident.count is Count.OVERTURNED:
        return Answer.DECIDED_ALREADY
    if incident.level in {Level.SERIOUS, Level.DANGER} or incident.count is Count.FROZEN:
        return Answer.NOT_CLEARED
    if incident.level is not Level.REMINDER or incident.count not in MAY_CLEAR:
        return Answer.DONE
    is_late = incident.delivered_at is not None and now > incident.delivered_at + GRACE
    return Answer.TOO_LATE if is_late else Answer.TAKEN_BACK_TWICE


def _came_with(notice: Notice, other: Notice) -> bool:
    """Were they handed over in one letter?"""
    return (
        other.kind is NoticeKind.NOTE
        and other.state is not NoticeState.VOID
        and (other.delivered_at, other.way, other.reference) == (notice.delivered_at, notice.way, notice.reference)
    )

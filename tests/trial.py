"""A world to which anything may happen, and what must hold after every step."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta

from builders import member, message
from fakes import FakeStore, kept
from structlog.typing import EventDict
from world import World

from bot.case import CaseKind
from bot.delivery.matters import CONFIDED
from bot.group import Tie
from bot.incident import Count
from bot.ladder.page import STANDING_KINDS
from bot.ladder.terms import CASE_AT, WINDOW
from bot.ladder.ties import is_tied
from bot.message import Message, MessageId
from bot.notice import Notice, NoticeKind, NoticeState, ToAdmins

PEOPLE = ("Sam", "Priya", "Tom")


@dataclass
class Trial:
    """A world to which anything may happen, watched after every step."""

    world: World
    said: list[Message] = field(default_factory=list)
    logs: list[EventDict] = field(default_factory=list)
    watched: int = 0
    """How many of the letters have been looked at."""

    async def says(self, by: str, words: str, target: str) -> None:
        text = f"{words} {target} {len(self.said)}"
        new = message(text, by=by, at=self.world.now, id=MessageId(str(len(self.said))))
        self.said.append(new)
        await self.world.hears(new)

    async def goes_on(self, target: str) -> None:
        """Three reminders on three days, as a case needs."""
        for _ in range(3):
            await self.says("Sam", "[reminder]", target)
            await self.waits(timedelta(days=1))

    async def again(self, which: int) -> None:
        if self.said:
            await self.world.hears(self.said[which % len(self.said)])

    async def edits(self, which: int, words: str, target: str) -> None:
        if self.said:
            place = which % len(self.said)
            edited = replace(self.said[place], text=f"{words} {target}", edited_at=self.world.now)
            self.said[place] = edited
            await self.world.hears(edited)

    async def deletes(self, which: int) -> None:
        if self.said:
            await self.world.deletes(self.said[which % len(self.said)])

    async def presses(self, which: int, button: int, by: str) -> None:
        """Any button of any letter, by its reader or by somebody it was forwarded to."""
        letters = [seen for seen in self.world.platform.seen if seen.letter.choices]
        if letters:
            seen = letters[-1 - which % len(letters)]
            choice = seen.letter.choices[button % len(seen.letter.choices)]
            presser = member(by).id if button % 5 == 0 else seen.by
            await self.world.desk.press(seen.letter.notice, choice, presser, "my side" if button % 2 else None)
            await self.world.courier.step(self.world.now)

    async def waits(self, span: timedelta) -> None:
        await self.world.later(span, step=max(timedelta(minutes=1), span / 10))

    async def jumps(self, span: timedelta) -> None:
        """The machine's clock is set, forwards or back; nothing has happened meanwhile."""
        self.world.now += span
        await self.world.courier.step(self.world.now)

    async def restarts(self) -> None:
        """The process dies: the recent past, and everything else in memory, is gone."""
        old = self.world
        self.world = World(now=old.now, platform=old.platform, store=old.store, operator=old.operator, said=old.said)
        await self.world.courier.step(self.world.now)

    async def dies_sending(self) -> None:
        """As it hands over whatever is due."""
        await self.world.store.sending(tuple(n.id for n in await self.world.store.due(self.world.now) if is_sent(n)))
        await self.restarts()

    async def dies_as_somebody_says(self, by: str, words: str, target: str) -> None:
        """Judged, and handed over, and the process died before that was written down."""
        new = message(f"{words} {target}", by=by, at=self.world.now, id=MessageId(str(len(self.said))))
        self.said.append(new)
        await self.world.moderator.handle(new)
        await self.dies_sending()

    async def declares_tie(self, admin: str, to: str) -> None:
        profile = await kept(self.world.store)
        tie = Tie(admin=member(admin).id, to=to)
        if tie not in profile.ties:
            await self.world.store.save_group(replace(profile, ties=(*profile.ties, tie)))

    async def opens(self, by: str) -> None:
        await self.world.opens_mailbox(by)

    async def blocks(self, by: str) -> None:
        self.world.platform.unreachable ^= {member(by).id}

    async def all_admins_block(self) -> None:
        self.world.platform.unreachable |= {admin.id for admin in self.world.platform.group_admins}

    async def watch(self) -> None:
        store = self.world.store
        assert isinstance(store, FakeStore)
        self._incidents(store)
        self._notes(store)
        self._handed(store)
        await self._letters(store)
        self._dangers(store)

    def _incidents(self, store: FakeStore) -> None:
        for incident in store.incidents.values():
            assert incident.weight >= 0
            assert incident.count is not Count.COUNTED or incident.delivered_at is not None
            if incident.count in {Count.CLEARED, Count.OVERTURNED}:
                assert (incident.weight, incident.case, {line.excerpt for line in incident.said}) == (0, None, {None})
        for case in store.cases.values():
            if case.is_open:
                assert any(incident.case == case.id for incident in store.incidents.values())
        for poster in PEOPLE:
            counted = [i for i in store.incidents.values() if i.poster.name == poster and i.count is Count.COUNTED]
            loose = [i for i in counted if i.case is None and i.posted_at > self.world.now - WINDOW]
            open_kinds = {c.kind for c in store.cases.values() if c.poster == member(poster).id and c.is_open}
            assert open_kinds & STANDING_KINDS or sum(i.weight for i in loose) < CASE_AT

    def _notes(self, store: FakeStore) -> None:
        notes = (n for n in store.notices.values() if n.kind is NoticeKind.NOTE and n.state is not NoticeState.VOID)
        assert max(Counter(note.incident for note in notes).values(), default=0) <= 1

    def _handed(self, store: FakeStore) -> None:
        """A note comes twice only where it says that it may have."""
        handed = Counter(seen.letter.notice for seen in self.world.platform.seen)
        for notice, times in handed.items():
            known = store.notices[notice]
            assert known.kind is not NoticeKind.NOTE or times <= 1 + known.interrupted

    async def _letters(self, store: FakeStore) -> None:
        profile = await kept(store)
        new = self.world.platform.seen[self.watched :]
        self.watched = len(self.world.platform.seen)
        for seen in new:
            notice = store.notices[seen.letter.notice]
            if notice.kind in CONFIDED and notice.incident is not None:
                # Overturned while this was watched, an incident no longer says whom it was about.
                about = store.incidents[notice.incident]
                assert seen.by != about.poster.id
                assert not is_tied(seen.by, profile, (about,))

    def _dangers(self, store: FakeStore) -> None:
        for case in store.cases.values():
            if case.kind in {CaseKind.DANGER, CaseKind.RISK} and case.is_open:
                heard = {
                    seen.by
                    for seen in self.world.platform.seen
                    if seen.letter.is_urgent and store.notices[seen.letter.notice].case == case.id
                }
                has_said_so = any(
                    log["event"] == "an alert has reached nobody" and log["case"] == case.id for log in self.logs
                )
                assert heard - {case.poster} or has_said_so


def is_sent(notice: Notice) -> bool:
    """To one person: what is for the admins is passed on as a copy for each."""
    return notice.state is NoticeState.QUEUED and notice.to != ToAdmins()

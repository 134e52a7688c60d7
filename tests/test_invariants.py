"""Whatever happens in whatever order, some things never do."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from builders import GROUP, LENA, LONDON, PRIYA, SAM, TOM, at, group, member, message
from fakes import FakePlatform, FakeStore
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs
from world import OPERATOR, World

from bot.case import CaseKind
from bot.delivery.matters import CONFIDED
from bot.group import Mode
from bot.incident import Count
from bot.ladder.page import STANDING_KINDS
from bot.ladder.terms import CASE_AT, WINDOW
from bot.ladder.ties import is_tied
from bot.message import MemberId, Message, MessageId
from bot.notice import NoticeKind, NoticeState

PEOPLE = ("Sam", "Priya", "Tom")
WORDS = (
    "[support:urgent]",
    "",
    "[pointer]",
    "[reminder]",
    "[look]",
    "[serious]",
    "[danger]",
    "[support]",
    "[support:thin]",
    "[support:urgent]",
)
TARGETS = ("Dunn", "Kemp", "Priya")
CLOCKS = (at("18:42"), at("23:30", day=28), datetime(2026, 10, 24, 22, 30, tzinfo=LONDON))
"""An evening, and the nights on which the clocks change."""
SPANS = tuple(timedelta(minutes=m) for m in (0, 1, 5, 14, 60, 600, 1500, 11_000, 22_000))


@dataclass
class Trial:
    """A world to which anything may happen, watched after every step."""

    world: World
    said: list[Message] = field(default_factory=list)
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

    async def opens(self, by: str) -> None:
        await self.world.opens_mailbox(by)

    async def blocks(self, by: str) -> None:
        self.world.platform.unreachable ^= {member(by).id}

    async def watch(self) -> None:
        store = self.world.store
        assert isinstance(store, FakeStore)
        self._incidents(store)
        self._notes(store)
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

    async def _letters(self, store: FakeStore) -> None:
        profile = await store.group(GROUP)
        assert profile is not None
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
                assert heard - {case.poster}


Step: TypeAlias = Callable[[Trial], Awaitable[None]]

places = st.integers(0, 30)
people, words, targets = st.sampled_from(PEOPLE), st.sampled_from(WORDS), st.sampled_from(TARGETS)
steps: st.SearchStrategy[Step] = st.one_of(
    st.builds(lambda by, w, to: lambda trial: trial.says(by, w, to), people, words, targets),
    st.builds(lambda w: lambda trial: trial.says("Sam", w, "Dunn"), st.sampled_from(["[reminder]", "[serious]"])),
    st.builds(lambda target: lambda trial: trial.goes_on(target), targets),
    st.builds(lambda which: lambda trial: trial.again(which), places),
    st.builds(lambda which, w, to: lambda trial: trial.edits(which, w, to), places, words, targets),
    st.builds(lambda which: lambda trial: trial.deletes(which), places),
    st.builds(lambda which, button, by: lambda trial: trial.presses(which, button, by), places, places, people),
    st.builds(lambda span: lambda trial: trial.waits(span), st.sampled_from(SPANS)),
    st.builds(lambda: lambda trial: trial.waits(timedelta(minutes=15))),
    st.builds(lambda by: lambda trial: trial.opens(by), people),
    st.builds(lambda by: lambda trial: trial.blocks(by), people),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    start=st.sampled_from(CLOCKS),
    mode=st.sampled_from([Mode.LIVE, Mode.LIVE, Mode.LIVE, Mode.LIVE, Mode.SHADOW, Mode.PAUSED]),
    deputy=st.sampled_from([None, MemberId("deputy")]),
    happens=st.lists(steps, min_size=20, max_size=40),
)
def test_no_count_is_negative_no_incident_has_two_notes_nobody_tied_sees_a_case_and_danger_reaches_somebody(
    start: datetime, mode: Mode, deputy: MemberId | None, happens: list[Step]
) -> None:
    async def play() -> None:
        store = FakeStore(group(mode=mode, deputy=deputy))
        platform = FakePlatform(group_admins=(SAM, PRIYA, TOM, LENA))
        trial = Trial(World(now=start.astimezone(UTC), store=store, platform=platform, operator=OPERATOR))
        with capture_logs() as logs:
            for step in happens:
                await step(trial)
                await trial.watch()
        assert [log for log in logs if log["event"] == "a notice could not be sent"] == []

    asyncio.run(play())

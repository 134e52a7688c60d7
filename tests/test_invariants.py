"""Whatever happens in whatever order, some things never do."""

import asyncio
from collections.abc import Coroutine
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

from builders import LENA, LONDON, PRIYA, SAM, TOM, at, group
from fakes import FakePlatform, FakeStore
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from structlog.testing import capture_logs
from trial import PEOPLE, Trial
from world import OPERATOR, World

from bot.group import Mode
from bot.message import MemberId
from bot.ports import Why

WORDS = (
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
SPANS = tuple(timedelta(minutes=m) for m in (0, 1, 5, 14, 15, 60, 600, 1500, 11_000, 22_000))
JUMPS = tuple(timedelta(hours=hours) for hours in (-25, -1, 1, 25))
MODES = (Mode.LIVE, Mode.LIVE, Mode.LIVE, Mode.LIVE, Mode.SHADOW, Mode.PAUSED)

places = st.integers(0, 30)
people, words, targets = st.sampled_from(PEOPLE), st.sampled_from(WORDS), st.sampled_from(TARGETS)
readers = st.sampled_from((*PEOPLE, "operator", "deputy"))


class AnyOrder(RuleBasedStateMachine):
    """After every step: counts, notes, letters and alarms are as `Trial.watch` says they must be."""

    def __init__(self) -> None:
        super().__init__()
        self.open = ExitStack()
        self.runner = self.open.enter_context(asyncio.Runner())
        logs = self.open.enter_context(capture_logs())
        self.trial = Trial(World(), logs=logs)

    @initialize(
        start=st.sampled_from(CLOCKS),
        mode=st.sampled_from(MODES),
        deputy=st.sampled_from([None, MemberId("deputy")]),
        why=st.sampled_from([Why.UNKNOWN, Why.CLOSED]),
    )
    def begin(self, start: datetime, mode: Mode, deputy: MemberId | None, why: Why) -> None:
        self.trial.world = World(
            now=start.astimezone(UTC),
            store=FakeStore(group(mode=mode, deputy=deputy)),
            platform=FakePlatform(group_admins=(SAM, PRIYA, TOM, LENA), why=why),
            operator=OPERATOR,
        )

    @rule(by=people, words=words, about=targets)
    def somebody_says(self, by: str, words: str, about: str) -> None:
        self.does(self.trial.says(by, words, about))

    @rule(words=st.sampled_from(["[reminder]", "[serious]"]))
    def sam_goes_on(self, words: str) -> None:
        self.does(self.trial.says("Sam", words, "Dunn"))

    @rule(about=targets)
    def three_days_in_a_row(self, about: str) -> None:
        self.does(self.trial.goes_on(about))

    @rule(which=places)
    def an_update_comes_again(self, which: int) -> None:
        self.does(self.trial.again(which))

    @rule(which=places, words=words, about=targets)
    def a_message_is_edited(self, which: int, words: str, about: str) -> None:
        self.does(self.trial.edits(which, words, about))

    @rule(which=places)
    def a_message_is_deleted(self, which: int) -> None:
        self.does(self.trial.deletes(which))

    @rule(which=places, button=places, by=people)
    def a_button_is_pressed(self, which: int, button: int, by: str) -> None:
        self.does(self.trial.presses(which, button, by))

    @rule(which=st.integers(0, 2), button=places)
    def a_late_letter_is_answered(self, which: int, button: int) -> None:
        self.does(self.trial.presses(which, button, "Sam"))

    @rule(span=st.sampled_from(SPANS))
    def time_passes(self, span: timedelta) -> None:
        self.does(self.trial.waits(span))

    @rule(span=st.sampled_from(JUMPS))
    def the_clock_is_set(self, span: timedelta) -> None:
        self.does(self.trial.jumps(span))

    @rule(by=people)
    def a_mailbox_is_opened(self, by: str) -> None:
        self.does(self.trial.opens(by))

    @rule(by=readers)
    def somebody_blocks_the_bot_or_no_longer(self, by: str) -> None:
        self.does(self.trial.blocks(by))

    @rule()
    def no_admin_can_be_reached(self) -> None:
        self.does(self.trial.all_admins_block())

    @rule()
    def the_process_dies(self) -> None:
        self.does(self.trial.restarts())

    @rule(by=people, words=words, about=targets)
    def the_process_dies_in_the_middle(self, by: str, words: str, about: str) -> None:
        self.does(self.trial.dies_as_somebody_says(by, words, about))

    @rule(admin=people, to=st.sampled_from(["staff:1", "staff:2", "member:sam"]))
    def an_admin_declares_a_tie(self, admin: str, to: str) -> None:
        self.does(self.trial.declares_tie(admin, to))

    def does(self, step: Coroutine[Any, Any, None]) -> None:
        self.runner.run(step)
        self.runner.run(self.trial.watch())
        assert [log for log in self.trial.logs if log["event"] == "a notice could not be sent"] == []

    def teardown(self) -> None:
        self.open.close()


AnyOrder.TestCase.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestAnyOrder = AnyOrder.TestCase

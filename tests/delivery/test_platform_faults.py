"""What becomes of a note for each way in which a platform can fail: the outcome table."""

import asyncio
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from builders import MONDAY, PRIYA, SAM, at, minutes
from fakes import FakePlatform, FakeStore
from structlog.testing import capture_logs
from world import OPERATOR, World

from bot import courier
from bot.notice import Letter, Notice, NoticeKind, NoticeState, ToAdmins
from bot.ports import Delivered, PostponedError, RefusedError, UnreachableError, Why


@dataclass
class Faulty(FakePlatform):
    """Fails as it is told, in order, then works. `accepts` what it fails to answer for."""

    faults: list[Exception | None] = field(default_factory=list)
    accepts: bool = False

    async def tell(self, letter: Letter) -> Delivered:
        fault = self.faults.pop(0) if self.faults else None
        if fault is None:
            return await super().tell(letter)
        if self.accepts:
            await super().tell(letter)
        raise fault


class Hanging(FakePlatform):
    async def tell(self, letter: Letter) -> Delivered:
        return await asyncio.Event().wait() and await super().tell(letter)


def note(world: World) -> Notice:
    assert isinstance(world.store, FakeStore)
    (found,) = (each for each in world.store.notices.values() if each.kind is NoticeKind.NOTE)
    return found


def _without_place(line: MutableMapping[str, Any]) -> dict[str, Any]:
    """A log line, of a bug only its kind: where it was met is another line of code every week."""
    return {**line, "error": line["error"].partition(" at ")[0]} if "error" in line else dict(line)


SOON = timedelta(seconds=5)
QUEUED, WAITING = NoticeState.QUEUED, NoticeState.WAITING


def later(kind: str = "note") -> dict[str, str]:
    return {"event": "a notice is tried again later", "log_level": "debug", "kind": kind}


def waits(why: str, kind: str = "note") -> dict[str, str]:
    return {"event": "a notice waits in the mailbox", "log_level": "debug", "kind": kind, "why": why}


def failed(error: str, kind: str = "note") -> dict[str, str]:
    return {"event": "a notice could not be sent", "log_level": "error", "kind": kind, "error": error}


@pytest.mark.parametrize(
    ("fault", "state", "again_after", "says"),
    [
        pytest.param(PostponedError(90), QUEUED, timedelta(seconds=90), later(), id="429, asks for 90 seconds"),
        pytest.param(PostponedError(1), QUEUED, SOON, later(), id="429, asks for less than we would wait"),
        pytest.param(PostponedError(0), QUEUED, SOON, later(), id="500, 502, 503: postponed, without a time"),
        pytest.param(UnreachableError(why=Why.BLOCKED), WAITING, None, waits("blocked"), id="403, blocked"),
        pytest.param(
            UnreachableError(why=Why.NEVER_STARTED), WAITING, None, waits("never started"), id="403, never started"
        ),
        pytest.param(
            UnreachableError(why=Why.CLOSED), WAITING, None, waits("closed"), id="403, takes no direct messages"
        ),
        pytest.param(UnreachableError(why=Why.GONE), WAITING, None, waits("gone"), id="403 or 404, gone"),
        pytest.param(UnreachableError(), WAITING, None, waits("unknown"), id="403 of a kind nobody knows"),
        pytest.param(
            RefusedError("a right is missing"), WAITING, None, waits("refused"), id="400 or 403, a right is missing"
        ),
        pytest.param(TimeoutError(), QUEUED, SOON, later(), id="the connection timed out"),
        pytest.param(
            ConnectionResetError("SECRET"), QUEUED, SOON, failed("ConnectionResetError"), id="reset while sending"
        ),
        pytest.param(ZeroDivisionError("SECRET"), QUEUED, SOON, failed("ZeroDivisionError"), id="a bug of ours"),
    ],
)
async def test_a_note_stays_queued_or_waits_in_the_mailbox_and_is_never_lost(
    fault: Exception, state: NoticeState, again_after: timedelta | None, says: dict[str, str]
) -> None:
    world = World(platform=Faulty(faults=[fault]))

    with capture_logs() as lines:
        await world.says("[reminder] Dunn")

    found = note(world)
    assert (found.state, found.attempts, found.interrupted, found.delivered_at) == (state, 1, 0, None)
    assert [_without_place(line) for line in lines] == [says]
    assert await world.counts() == ("provisional",)
    if again_after is None:
        assert len(await world.opens_mailbox("Sam")) == 1
    else:
        assert found.due_at == MONDAY + again_after
        await world.later(minutes(2))
        assert len(world.letters("Sam")) == 1
    assert await world.counts() == ("counted",)


NEXT_ROUND = timedelta(minutes=5)


@pytest.mark.parametrize(
    ("fault", "states", "who_heard", "says"),
    [
        pytest.param(PostponedError(90), [QUEUED], [], [later("alert")], id="429: nobody yet, tried again"),
        pytest.param(TimeoutError(), [QUEUED], [], [later("alert")], id="a timeout: the same"),
        pytest.param(
            ConnectionResetError(), [QUEUED], [], [failed("ConnectionResetError", "alert")], id="reset: the same"
        ),
        *(
            pytest.param(
                UnreachableError(why=why),
                [WAITING, NoticeState.DELIVERED],
                [OPERATOR],
                [waits(why.value, "alert")],
                id=f"403, {why.value}: whoever comes next, at once",
            )
            for why in Why
        ),
        pytest.param(
            RefusedError("no right"),
            [WAITING, NoticeState.DELIVERED],
            [OPERATOR],
            [waits("refused", "alert")],
            id="a right is missing: whoever comes next, at once",
        ),
    ],
)
async def test_an_alarm_the_only_admin_cannot_get_goes_on_at_once_or_is_tried_again(
    fault: Exception, states: list[NoticeState], who_heard: list[str], says: list[dict[str, str]]
) -> None:
    world = World(platform=Faulty(group_admins=(PRIYA,), faults=[fault]))

    with capture_logs() as lines:
        await world.says("[danger] Dunn")
    assert [_without_place(line) for line in lines] == says
    assert isinstance(world.store, FakeStore)
    to_people = [n for n in world.store.notices.values() if n.kind is NoticeKind.ALERT and n.to != ToAdmins()]
    assert [each.state for each in to_people] == states
    assert [seen.by for seen in world.platform.seen] == who_heard

    await world.later(NEXT_ROUND)
    assert len(world.letters("Priya")) >= 1


async def test_a_platform_that_never_answers_has_so_long_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier, "PATIENCE", 0.0)
    world = World(platform=Hanging())

    async with asyncio.timeout(10):
        await world.says("[reminder] Dunn")

    assert (note(world).state, note(world).due_at) == (QUEUED, MONDAY + SOON)


@pytest.mark.parametrize("fault", [TimeoutError(), ConnectionResetError(), PostponedError(0)], ids=repr)
async def test_a_letter_whose_answer_was_lost_is_sent_again_under_the_same_key_and_counts_once(
    fault: Exception,
) -> None:
    world = World(platform=Faulty(faults=[fault], accepts=True))

    await world.says("[reminder] Dunn")
    await world.later(minutes(1))

    sent = [letter.notice for letter in world.letters("Sam")]
    assert sent == [note(world).id] * 2
    assert (note(world).state, await world.counts()) == (NoticeState.DELIVERED, ("counted",))


async def test_it_waits_twice_as_long_each_time_up_to_an_hour() -> None:
    world = World(now=at("12:00"), platform=Faulty(faults=[ConnectionResetError() for _ in range(12)]))
    await world.says("[reminder] Dunn")

    waits = []
    for _ in range(12):
        waits.append((note(world).due_at - world.now).total_seconds())
        world.now = note(world).due_at
        await world.courier.step(world.now)

    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]


@pytest.mark.parametrize("why", Why)
async def test_the_log_says_why_a_note_waits_and_not_whose_it_is(why: Why) -> None:
    world = World(platform=Faulty(faults=[UnreachableError(why=why)]))

    with capture_logs() as lines:
        await world.says("[reminder] Dunn")

    assert lines == [waits(why.value)]
    assert SAM.id not in str(lines)

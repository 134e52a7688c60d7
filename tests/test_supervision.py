"""Jobs end together: when one fails, and when the process is asked to stop, after what is in hand."""

import asyncio
import os
import signal

import pytest
from structlog.testing import capture_logs

from bot import supervision
from bot.errors import SettingsError
from bot.supervision import supervised


async def serves_for_ever(log: list[str]) -> None:
    try:
        await asyncio.Event().wait()
    finally:
        log.append("closed")


async def test_ends_when_every_job_is_done() -> None:
    done: list[str] = []

    async def job(name: str) -> None:
        done.append(name)

    assert await supervised(job("a"), job("b")) is None
    assert done == ["a", "b"]


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
async def test_ends_every_job_in_order_when_the_process_is_asked_to_stop(asked: signal.Signals) -> None:
    log: list[str] = []

    async def asks() -> None:
        os.kill(os.getpid(), asked)

    assert await supervised(serves_for_ever(log), asks()) is asked
    assert log == ["closed"]


async def test_a_failure_ends_the_other_jobs_and_comes_out_as_itself() -> None:
    log: list[str] = []

    async def fails() -> None:
        raise SettingsError("the disk is full")

    with pytest.raises(SettingsError, match="the disk is full"):
        await supervised(serves_for_ever(log), fails())
    assert log == ["closed"]


async def test_what_is_in_hand_is_finished_before_the_jobs_end() -> None:
    log: list[str] = []

    async def asks() -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    async def drain() -> None:
        await asyncio.sleep(0)
        log.append("drained")

    assert await supervised(serves_for_ever(log), asks(), drain=drain) is signal.SIGTERM
    assert log == ["drained", "closed"]


async def test_what_is_never_finished_does_not_keep_it_from_ending(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "DRAIN", 0.0)

    async def asks() -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    async def never() -> None:
        await asyncio.Event().wait()

    async with asyncio.timeout(10):
        with capture_logs() as lines:
            assert await supervised(never(), asks(), drain=never) is signal.SIGTERM
    assert [line["event"] for line in lines] == [
        "stopped before all was done; what was in hand is done after the next start"
    ]


async def test_a_failure_while_finishing_comes_out_as_itself() -> None:
    async def asks() -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    async def drain() -> None:
        raise SettingsError("the disk is full")

    with pytest.raises(SettingsError, match="the disk is full"):
        await supervised(asyncio.Event().wait(), asks(), drain=drain)  # type: ignore[arg-type]  # it never returns

import asyncio
import os
import signal

import pytest

from bot.errors import SettingsError
from bot.supervision import supervised


async def test_ends_when_every_job_is_done() -> None:
    done: list[str] = []

    async def job(name: str) -> None:
        done.append(name)

    assert await supervised(job("a"), job("b")) is None
    assert done == ["a", "b"]


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
async def test_ends_every_job_in_order_when_the_process_is_asked_to_stop(asked: signal.Signals) -> None:
    log: list[str] = []

    async def serves_for_ever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            log.append("closed")

    async def asks() -> None:
        os.kill(os.getpid(), asked)

    assert await supervised(serves_for_ever(), asks()) is asked
    assert log == ["closed"]


async def test_a_failure_ends_the_other_jobs_and_comes_out_as_itself() -> None:
    log: list[str] = []

    async def serves_for_ever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            log.append("closed")

    async def fails() -> None:
        raise SettingsError("the disk is full")

    with pytest.raises(SettingsError, match="the disk is full"):
        await supervised(serves_for_ever(), fails())
    assert log == ["closed"]

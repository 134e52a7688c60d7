"""Numbers for Prometheus: counted by kind, served on loopback, and nothing else in them."""

import asyncio
import socket
from datetime import timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from aiohttp.test_utils import unused_port
from builders import group, message
from world import World

from adapters.store.opening import open_store
from adapters.watch.metrics import Metrics
from bot.errors import SettingsError, StoreError
from bot.message import MessageId
from bot.pulse import Tally


def fetched(port: int, path: str = "/metrics") -> tuple[int, str]:
    try:
        with urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


async def when_listening(port: int) -> None:
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0)
        else:
            writer.close()
            return


async def test_what_was_judged_and_delivered_is_counted_without_a_text_a_name_or_an_id(tmp_path: Path) -> None:
    port, metrics = unused_port(), Metrics()
    async with open_store(f"sqlite:///{tmp_path / 'x.db'}", bytes(32)) as store, asyncio.timeout(20):
        await store.save_group(group())
        world = World(store=store)
        intake = world.intake(judged=metrics.judged)
        for number, words in enumerate(("[reminder] Dunn", "coats", "[danger] Dunn")):
            await intake.said(message(words, at=world.now, by=f"Parent {number}", id=MessageId(str(number))))
        await world.courier.step(world.now)
        async with asyncio.TaskGroup() as owner:
            intake.lines.lost("Discord")
            intake.lines.heard("Telegram")
            world.now += timedelta(minutes=2)
            exposed = owner.create_task(metrics.expose("127.0.0.1", port, store.tally, intake.lines.lost_for))
            await when_listening(port)
            status, text = await asyncio.to_thread(fetched, port)
            elsewhere, _ = await asyncio.to_thread(fetched, port, "/")
            exposed.cancel()

    numbers = [line for line in text.splitlines() if not line.startswith("#") and "_bucket" not in line]
    assert (status, elsewhere) == (200, 404)
    assert [line for line in numbers if "_created" not in line] == [
        "schoolgate_judging_seconds_count 3.0",
        "schoolgate_judging_seconds_sum 0.0",
        'schoolgate_incidents{level="danger"} 1.0',
        'schoolgate_incidents{level="reminder"} 1.0',
        'schoolgate_notices{state="delivered"} 4.0',
        'schoolgate_notices{state="queued"} 2.0',
        "schoolgate_unjudged 0.0",
        'schoolgate_line_lost_seconds{platform="Discord"} 120.0',
        'schoolgate_line_lost_seconds{platform="Telegram"} 0.0',
        "schoolgate_alerts_unheard 0.0",
    ]


async def test_a_database_that_fails_is_said_and_the_next_question_is_answered() -> None:
    port, failures = unused_port(), [StoreError("the disk is full")]

    async def tally() -> Tally:
        if failures:
            raise failures.pop()
        return Tally(incidents={}, notices={}, unjudged=0, unheard=2)

    async with asyncio.timeout(20), asyncio.TaskGroup() as owner:
        exposed = owner.create_task(Metrics().expose("127.0.0.1", port, tally))
        await when_listening(port)
        first = await asyncio.to_thread(fetched, port)
        second = await asyncio.to_thread(fetched, port)
        exposed.cancel()

    assert first == (503, "the disk is full\n")
    assert second[0] == 200
    assert "schoolgate_alerts_unheard 2.0" in second[1]


async def test_an_address_somebody_else_listens_on_is_said() -> None:
    async def tally() -> Tally:
        raise AssertionError("nobody can ask")

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SettingsError, match="SCHOOLGATE_METRICS: cannot listen on 127"):
            await Metrics().expose("127.0.0.1", taken.getsockname()[1], tally)

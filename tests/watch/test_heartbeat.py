"""The heartbeat: called while all is well, silent while it is not, and never a reason to stop."""

import asyncio
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from structlog.testing import capture_logs

from adapters.watch.heartbeat import heartbeat


class Monitor:
    """A monitoring service on loopback: what it was asked for, and how it answers."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer = 200
        monitor = self

        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                monitor.asked.append(self.path)
                self.send_response(monitor.answer)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its parent's name
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Answering)
        self.url = f"http://127.0.0.1:{self.server.server_port}/secret"


@pytest.fixture
def monitor() -> Iterator[Monitor]:
    made = Monitor()
    thread = Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


async def _beats(url: str, states: list[str | None]) -> list[float]:
    """One beat for each state; how long it rested after each."""
    rests: list[float] = []
    left = list(states)

    async def wrong() -> str | None:
        return left.pop(0)

    async def rest(seconds: float) -> None:
        rests.append(seconds)
        if not left:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await heartbeat(url, wrong, rest)
    return rests


async def test_it_calls_every_minute_while_all_is_well_and_not_otherwise(monitor: Monitor) -> None:
    with capture_logs() as lines:
        rests = await _beats(monitor.url, [None, "no round of deliveries for 5 minutes", None])

    assert (monitor.asked, rests) == (["/secret", "/secret"], [60.0, 60.0, 60.0])
    assert lines == [
        {
            "event": "no heartbeat: something is not well",
            "log_level": "error",
            "what": "no round of deliveries for 5 minutes",
        }
    ]


async def test_a_call_that_fails_is_logged_without_the_address_and_tried_again(monitor: Monitor) -> None:
    monitor.answer = 500

    with capture_logs() as lines:
        await _beats(monitor.url, [None, None])

    assert monitor.asked == ["/secret", "/secret"]
    assert lines == [{"event": "the heartbeat could not be sent", "log_level": "warning", "error": "HTTPError"}] * 2

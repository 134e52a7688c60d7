"""Serves Prometheus's numbers on one address: how much was judged and delivered; never a text, a name or an id."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

import structlog
from prometheus_client import CollectorRegistry, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot.errors import SettingsError, StoreError
from bot.pulse import Tally

log = structlog.get_logger()

PATIENCE = 5.0
"""Seconds somebody has to say what they want, and to take it."""
JUDGING = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
GOOD, UNKNOWN, FAILING = "200 OK", "404 Not Found", "503 Service Unavailable"


class Metrics:
    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._judging = Histogram(
            "schoolgate_judging_seconds",
            "From a message's arrival until what came of it was kept",
            buckets=JUDGING,
            registry=self._registry,
        )
        self._incidents = self._gauge("schoolgate_incidents", "Judgements kept, by level", "level")
        self._notices = self._gauge("schoolgate_notices", "Notices kept, by how far they got", "state")
        self._unjudged = self._gauge("schoolgate_unjudged", "Messages that made our own code fail")
        self._lost = self._gauge(
            "schoolgate_line_lost_seconds", "For how long nothing could be heard there; 0 while it can", "platform"
        )
        self._unheard = self._gauge("schoolgate_alerts_unheard", "Open cases whose alert has reached nobody")

    def judged(self, seconds: float) -> None:
        """A message was judged; it took that long."""
        self._judging.observe(seconds)

    async def expose(
        self,
        host: str,
        port: int,
        tally: Callable[[], Awaitable[Tally]],
        lost_for: Callable[[], Mapping[str, timedelta]] = dict,
    ) -> None:
        """For ever, at /metrics. Raises SettingsError when it cannot listen there.

        `lost_for` says of each platform for how long nothing could be heard there.
        """

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                async with asyncio.timeout(PATIENCE):
                    asked = await reader.readuntil(b"\r\n\r\n")
                    writer.write(await self._answer(asked, tally, lost_for))
                    await writer.drain()
            except (TimeoutError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                log.debug("somebody asked for metrics and went away")
            finally:
                writer.close()

        try:
            server = await asyncio.start_server(answer, host, port)
        except OSError as error:
            raise SettingsError(
                f"SCHOOLGATE_METRICS: cannot listen on {host}:{port}: {error.strerror}. Name another address or port."
            ) from error
        async with server:
            await server.serve_forever()

    async def _answer(
        self, asked: bytes, tally: Callable[[], Awaitable[Tally]], lost_for: Callable[[], Mapping[str, timedelta]]
    ) -> bytes:
        if asked.split(b"\r\n", 1)[0].split(b" ")[:2] != [b"GET", b"/metrics"]:
            return _response(UNKNOWN, b"The numbers are at /metrics.\n")
        try:
            self._show(await tally())
            for platform, span in lost_for().items():
                self._lost.labels(platform).set(span.total_seconds())
        except StoreError as error:
            return _response(FAILING, f"{error}\n".encode())
        return _response(GOOD, generate_latest(self._registry))

    def _show(self, tally: Tally) -> None:
        for gauge, counts in ((self._incidents, tally.incidents), (self._notices, tally.notices)):
            gauge.clear()  # what has expired is no longer there
            for label, count in counts.items():
                gauge.labels(label).set(count)
        self._unjudged.set(tally.unjudged)
        self._unheard.set(tally.unheard)

    def _gauge(self, name: str, says: str, *labels: str) -> Gauge:
        return Gauge(name, says, labels, registry=self._registry)


def _response(status: str, body: bytes) -> bytes:
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: {CONTENT_TYPE_PLAIN_0_0_4}\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body

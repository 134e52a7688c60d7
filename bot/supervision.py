"""Runs jobs that belong together, and ends them in good order when one fails or the process is asked to stop."""

import asyncio
import logging
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

import structlog

from bot.errors import SchoolgateError

log = structlog.get_logger()

DRAIN = 10.0
"""Seconds to finish what is in hand when asked to stop; service managers kill soon after."""


class _AskedToStop(Exception):  # noqa: N818  # nothing went wrong
    def __init__(self, asked: signal.Signals) -> None:
        self.asked = asked


async def supervised(
    *jobs: Coroutine[Any, Any, None], drain: Callable[[], Awaitable[None]] | None = None
) -> signal.Signals | None:
    """All jobs, each owned, until they are done; if one fails or the process is asked to stop, all end in order.

    `drain` finishes what is in hand: it is called when the process is asked to stop, with the jobs still running, and
    has ten seconds. Returns the signal that asked, or None. A failure somebody can mend comes out as itself.
    """
    asked: asyncio.Future[signal.Signals] = asyncio.get_running_loop().create_future()
    _listen(asked)
    try:
        async with asyncio.TaskGroup() as owner:
            watch = owner.create_task(_raise_when(asked, drain))
            async with asyncio.TaskGroup() as work:
                for job in jobs:
                    work.create_task(job)
            watch.cancel()
    except* _AskedToStop:
        pass  # what it was asked with is in `asked`
    except* SchoolgateError as failures:
        raise _first(failures) from None
    finally:
        _listen(None)
    return asked.result() if asked.done() and not asked.cancelled() else None


@contextmanager
def interruptible() -> Iterator[None]:
    """For a program that waits in its main thread: asked to stop, it leaves with SystemExit or KeyboardInterrupt."""
    ending = (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM))
    before = {number: signal.signal(number, _leave) for number in ending}
    # Whoever started us may have had Ctrl-C ignored, as a shell does for its background jobs.
    before[signal.SIGINT] = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def ending_quietly() -> Iterator[None]:
    """For a whole program: asked to stop while it loads or leaves, it ends with 128 and the signal's number."""
    signal.signal(signal.SIGTERM, _leave)
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit(128 + signal.SIGINT) from None
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)  # it is leaving; asked again it would die of the question


def _leave(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)


async def _raise_when(asked: asyncio.Future[signal.Signals], drain: Callable[[], Awaitable[None]] | None) -> None:
    number = await asked
    if drain is not None:
        try:
            async with asyncio.timeout(DRAIN):
                await drain()
        except TimeoutError:
            log.warning("stopped before all was done; what was in hand is done after the next start")
    raise _AskedToStop(number)


def _listen(asked: asyncio.Future[signal.Signals] | None) -> None:
    loop = asyncio.get_running_loop()
    with suppress(NotImplementedError):  # Windows has no such signals; there Ctrl-C ends the loop itself
        for number in (signal.SIGINT, signal.SIGTERM):
            if asked is None:
                loop.remove_signal_handler(number)
            else:
                loop.add_signal_handler(number, _answer, asked, number)


def _answer(asked: asyncio.Future[signal.Signals], number: signal.Signals) -> None:
    if not asked.done():
        asked.set_result(number)


def _first(failures: BaseExceptionGroup[SchoolgateError]) -> SchoolgateError:
    first = failures.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first


def log_to_stderr(level: str) -> None:
    """Structured lines on standard error; never a message's text or anybody's name."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )

"""Calls an address every minute while all is well, so that a service elsewhere can tell when it no longer does."""

import asyncio
from collections.abc import Awaitable, Callable
from http.client import HTTPException
from urllib.error import URLError
from urllib.request import Request, urlopen

import structlog

log = structlog.get_logger()

EVERY = 60.0
PATIENCE = 10.0
"""Seconds the other side has for its answer."""


async def heartbeat(
    url: str,
    wrong: Callable[[], Awaitable[str | None]],
    rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """For ever. `wrong` says what is not well, without text or names, or None; while it does, nobody is called.

    A call that fails is told in the log and ends nothing. `url` is a secret and is never logged.
    """
    while True:
        what = await wrong()
        if what is not None:
            log.error("no heartbeat: something is not well", what=what)
        else:
            failed = await asyncio.to_thread(_call, url)
            if failed is not None:
                log.warning("the heartbeat could not be sent", error=failed)
        await rest(EVERY)


def _call(url: str) -> str | None:
    """What went wrong, or None."""
    try:
        with urlopen(Request(url, method="GET"), timeout=PATIENCE):  # noqa: S310  # the operator's own address
            return None
    except (URLError, HTTPException, OSError, ValueError) as error:
        return type(error).__name__

"""Keeps to Telegram's limits on what is sent, and holds up nothing else."""

import warnings
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter

SENDING = ("send", "copy", "forward")


class Limits(AIORateLimiter):
    """30 messages a second, 20 a minute in one group.

    The library counts every call that names a group; Telegram counts only what is sent.
    """

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | dict[str, Any] | list[dict[str, Any]]]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> bool | dict[str, Any] | list[dict[str, Any]]:
        counted = data if endpoint.startswith(SENDING) else {}
        return await super().process_request(callback, args, kwargs, endpoint, counted, rate_limit_args)


def seconds(error: RetryAfter) -> float:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library warns that this will be a timedelta one day; both are read
        after = error.retry_after
    return float(after) if isinstance(after, int) else after.total_seconds()

"""Keeps to Telegram's limits on what is sent, and holds up nothing else."""

import warnings
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter

SENDING = ("send", "copy", "forward")
NOW = -1
"""For danger: it overtakes whatever waits here, and only Telegram itself can hold it up."""
OR_LATER = -2
"""For a letter: where a group has had its share it is told to come again, so that nothing has to wait behind it."""
SHARE = 3
"""Seconds until a group that has had its share may be sent one more."""


class Limits(AIORateLimiter):
    """30 messages a second, 20 a minute in one group.

    The library counts every call that names a group; Telegram counts only what is sent.
    One message a second in a chat is left to Telegram: it lets short bursts pass, and when it does not, it says how
    long to wait.
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
        if rate_limit_args == NOW:
            return await callback(*args, **kwargs)
        counted = data if endpoint.startswith(SENDING) else {}
        if rate_limit_args == OR_LATER:
            group = counted.get("chat_id", 0)
            if group < 0 and not self._get_group_limiter(group).has_capacity():
                raise RetryAfter(SHARE)
        return await super().process_request(callback, args, kwargs, endpoint, counted, None)


def seconds(error: RetryAfter) -> float:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library warns that this will be a timedelta one day; both are read
        after = error.retry_after
    return float(after) if isinstance(after, int) else after.total_seconds()

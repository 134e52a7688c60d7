"""Says in the log that an alert has reached nobody: at once, and then at most once an hour for each case."""

from datetime import datetime, timedelta

import structlog

from bot.incident import CaseId
from bot.notice import Notice, NoticeKind, ToOperator

log = structlog.get_logger()

AGAIN_AFTER = timedelta(hours=1)


class Unheard:
    def __init__(self) -> None:
        self._said: dict[CaseId | None, datetime] = {}

    def say(self, notice: Notice, now: datetime) -> None:
        """The operator is the last to hear of danger: whoever reads the log hears that they could not."""
        if notice.kind is not NoticeKind.ALERT or not isinstance(notice.to, ToOperator):
            return
        self._said = {case: at for case, at in self._said.items() if now - at < AGAIN_AFTER}
        if notice.case not in self._said:
            self._said[notice.case] = now
            log.error("an alert has reached nobody", group=notice.group, case=notice.case)

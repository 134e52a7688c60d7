"""What its poster was told before, in the window: shown on a card by day and rule, and none of the words."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.case import CaseKind
from bot.delivery.matters import Matter
from bot.finding import RuleId
from bot.group import Group
from bot.incident import Count
from bot.ladder.page import within_window
from bot.ladder.ties import is_tied
from bot.wording.casework import Before

SHOWN = {CaseKind.REPEATED, CaseKind.SERIOUS, CaseKind.DANGER}
"""Cases about how somebody writes; whoever is only asked about, or asks, has no record held up to them."""
STANDS = {Count.COUNTED, Count.CLOSED}
"""What was taken back, overturned, lapsed or is being asked about is not held against anybody."""


async def noted_before(
    matter: Matter, group: Group, titles: Callable[[Group, RuleId], Awaitable[str | None]], now: datetime
) -> tuple[Before, ...]:
    """Oldest first; nothing of what the card's reader has a tie to."""
    case = matter.case
    if case is None or case.kind not in SHOWN:
        return ()
    notes = [
        each
        for each in within_window(matter.leaf.history, now)
        if each.case != case.id
        and each.count in STANDS
        and each.delivered_at is not None
        and not is_tied(matter.to, group, (each,))
    ]
    return tuple([(each.posted_at, await titles(group, each.chief.rule)) for each in notes])

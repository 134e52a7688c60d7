"""When the admins are reminded of what waits for them, before its time is up."""

from datetime import datetime, timedelta

from bot.case import Appeal, Case, CaseKind, CaseState
from bot.ladder.page import URGENT_KINDS
from bot.ladder.terms import LAPSE_AFTER

GRAVE_WITHIN, OTHERS_WITHIN, APPEAL_WITHIN = timedelta(hours=24), timedelta(hours=72), timedelta(hours=72)
"""How long a serious case, any other and a member who asks a person may wait for somebody."""
AHEAD, APPEAL_AHEAD = timedelta(hours=4), timedelta(hours=24)
LAST = LAPSE_AFTER - timedelta(days=4)
"""Once more, before it lapses in the poster's favour."""
REMINDERS = (1, 2)
GRAVE = {CaseKind.SERIOUS, CaseKind.WORRY}


def reminders(case: Case, now: datetime) -> int:
    """How many are due by now. Danger nobody has acknowledged has its alarms instead."""
    if not case.is_open or (case.kind in URGENT_KINDS and case.state is CaseState.OPEN):
        return 0
    if now >= case.opened_at + LAST:
        return 2
    within = GRAVE_WITHIN - AHEAD if case.kind in GRAVE else OTHERS_WITHIN - APPEAL_AHEAD
    return 1 if case.state is CaseState.OPEN and now >= case.opened_at + within else 0


def appeal_is_due(appeal: Appeal, now: datetime) -> bool:
    return appeal.decided_at is None and now >= appeal.asked_at + APPEAL_WITHIN - APPEAL_AHEAD

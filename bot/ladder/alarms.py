"""How often danger is announced and to whom, until somebody acknowledges."""

from datetime import timedelta

from bot.ladder.terms import ALERT_EVERY, ALERT_LATER_EVERY, ALERTS_TO_ADMINS_ALONE
from bot.notice import Audience, ToDeputy, ToOperator


def next_after(times_told: int) -> timedelta:
    """How long after the alert of that number the next one goes out; the first is number 1."""
    return ALERT_EVERY if times_told <= ALERTS_TO_ADMINS_ALONE + 1 else ALERT_LATER_EVERY


def also(times_told: int, *, has_admins: bool, has_deputy: bool) -> tuple[Audience, ...]:
    """Who besides the admins hears the alert of that number: nobody at first, then the deputy, then the operator.

    With no admin to tell, whoever comes next is told at once.
    """
    if times_told > ALERTS_TO_ADMINS_ALONE + 1:
        return (ToDeputy(), ToOperator()) if has_deputy else (ToOperator(),)
    if times_told > ALERTS_TO_ADMINS_ALONE or not has_admins:
        return (ToDeputy(),) if has_deputy else (ToOperator(),)
    return ()

"""When a group wants to be left in peace."""

from datetime import UTC, datetime, time, timedelta

from bot.group import Group

DAY_END = time(18)
"""When a day of the trial is summed up, by the clock on the group's wall: most parents are home."""


def out_of_quiet(moment: datetime, group: Group) -> datetime:
    """The moment itself, or the end of the quiet hours it falls in: at `start` they have begun, at `end` they are over.

    The hours are those on the group's wall; what lies between is time passed, so a night on which the clocks change is
    an hour longer or shorter and no moment of it belongs to two nights.
    """
    quiet, zone = group.quiet, group.timezone
    if quiet.start == quiet.end:
        return moment
    overnight = timedelta(days=1 if quiet.end < quiet.start else 0)
    today = moment.astimezone(zone).date()
    for day in (today - timedelta(days=1), today):
        start = datetime.combine(day, quiet.start, tzinfo=zone).astimezone(UTC)
        end = datetime.combine(day + overnight, quiet.end, tzinfo=zone).astimezone(UTC)
        if start <= moment < end:
            return end
    return moment


def at_day_end(moment: datetime, group: Group) -> datetime:
    """The next time a day is summed up, outside the quiet hours."""
    zone = group.timezone
    today = moment.astimezone(zone).date()
    ends = (datetime.combine(today + timedelta(days=n), DAY_END, tzinfo=zone).astimezone(UTC) for n in (0, 1))
    return out_of_quiet(next(end for end in ends if end > moment), group)

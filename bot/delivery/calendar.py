"""What comes due by the calendar: a trial's end, a week or a year, contacts to check again, a group to be wiped."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.group import CHECKED_FOR, Group
from bot.ladder.ids import notice_id, reminder_id
from bot.ladder.quiet import out_of_quiet
from bot.ladder.reminding import REMINDERS
from bot.message import MemberId
from bot.notice import Notice, NoticeId, NoticeKind, NoticeState, ToAdmins, ToMember
from bot.ports import Record, Store
from bot.shadow import is_shadowed

TRIAL = timedelta(days=7)
WEEK = timedelta(days=7)
ONCE = timedelta(days=20)
"""How long after its time a notice may still be made: shorter than it is remembered, so that none comes twice."""
SEPTEMBER, BACK = 9, timedelta(days=7)
"""When every school of the places we know has begun its year."""
MONDAY, MORNING = 1, 9
"""When the week is summed up, by the clock on the group's wall."""


class Calendar:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def step(self, group: Group, now: datetime) -> None:
        """Asked often, under the group's lock; does each thing once."""
        if group.goes_at is not None:
            if group.goes_at <= now:
                await self._store.wipe(group.id, now)
            return
        is_watching = is_shadowed(group, now)
        if is_watching != (group.watches_since is not None):
            group = replace(group, watches_since=now if is_watching else None)
            await self._store.save_group(group)
        for about in (*_trial_over(group, now), *_stale(group, now)):
            await self._tell(about[0], about[1], group, now)
        if not is_watching:
            await self._weekly(group, now)
            for about in _new_year(group, now):
                await self._tell(about[0], about[1], group, now)

    async def _weekly(self, group: Group, now: datetime) -> None:
        """Nothing is said of a week in which nothing was."""
        here = now.astimezone(group.timezone)
        year, week, day = here.isocalendar()
        if not group.weekly or day != MONDAY or here.hour < MORNING:
            return
        since, until = week_before(now, group)
        if count(await self._store.notices_since(group.id, since), until).anything:
            await self._tell(NoticeKind.WEEKLY, f"{year}-{week}", group, now)

    async def _tell(self, kind: NoticeKind, about: str, group: Group, now: datetime) -> None:
        told = notice_id(kind, NoticeId(f"{group.id}:{about}"))
        if await self._store.notice(told) is not None:
            return
        due = out_of_quiet(now, group)
        notice = Notice(id=told, group=group.id, to=ToAdmins(), kind=kind, due_at=due, created_at=now)
        await self._store.record(Record(notices=(notice,)))


def _trial_over(group: Group, now: datetime) -> tuple[tuple[NoticeKind, str], ...]:
    since = group.watches_since
    if since is None or not TRIAL <= now - since < TRIAL + ONCE:
        return ()
    return ((NoticeKind.TRIAL, since.isoformat()),)


def _stale(group: Group, now: datetime) -> tuple[tuple[NoticeKind, str], ...]:
    """Once a year for each day on which contacts were checked."""
    today, found = now.astimezone(group.timezone).date(), []
    for day in sorted({each.checked_on for each in group.contacts if each.checked_on is not None}):
        years, past = divmod(today - day, CHECKED_FOR)
        if years > 0 and past < ONCE:
            found.append((NoticeKind.CHECK, f"{day.isoformat()}+{years}"))
    return tuple(found)


def _new_year(group: Group, now: datetime) -> tuple[tuple[NoticeKind, str], ...]:
    """Once each September: who runs the group, and who is in it, changes with the school year."""
    here = now.astimezone(group.timezone)
    if not BACK <= here.date() - date(here.year, SEPTEMBER, 1) < BACK + ONCE:
        return ()
    return ((NoticeKind.NEW_YEAR, str(here.year)),)


def week_before(moment: datetime, group: Group) -> tuple[datetime, datetime]:
    """The last whole week, Monday to Monday, on the group's wall."""
    here = moment.astimezone(group.timezone)
    monday = here.date() - timedelta(days=here.isoweekday() - MONDAY)
    since, until = (datetime.combine(day, time(), tzinfo=group.timezone) for day in (monday - WEEK, monday))
    return since.astimezone(UTC), until.astimezone(UTC)


class Count:
    """What a group's notices of some time come to; numbers and nothing else."""

    __slots__ = ("alarms", "cases", "notes", "shadowed")

    def __init__(self, notices: tuple[Notice, ...], reader: MemberId | None) -> None:
        went = [each for each in notices if each.state is not NoticeState.VOID]
        # That there was one more than they were told of would tell them whom it was about.
        theirs = {each.case for each in notices if reader is None or each.to == ToMember(reader)}
        self.notes = len({each.incident for each in went if each.kind is NoticeKind.NOTE})
        self.cases = len(theirs & {each.case for each in notices if _opens_a_case(each)})
        self.alarms = len(theirs & {each.case for each in notices if each.kind is NoticeKind.ALERT})
        self.shadowed = len({each.incident for each in notices if each.kind is NoticeKind.SHADOWED})

    @property
    def anything(self) -> bool:
        return bool(self.notes or self.cases or self.alarms)


def _opens_a_case(notice: Notice) -> bool:
    """To the admins together, and no reminder of it."""
    if notice.kind is not NoticeKind.CASE or notice.case is None or notice.to != ToAdmins():
        return False
    return notice.id not in {reminder_id(notice.case, times) for times in REMINDERS}


def count(notices: tuple[Notice, ...], until: datetime, reader: MemberId | None = None) -> Count:
    """For one reader only the cases and alarms they were told of; for nobody all there were."""
    return Count(tuple(each for each in notices if each.created_at < until), reader)

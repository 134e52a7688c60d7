"""The week in which a new or changed rule only watches: its record begins anew, and its end is told to the admins."""

from dataclasses import replace
from datetime import datetime

from bot.desk.rulechange import Change
from bot.finding import RuleId
from bot.group import Group
from bot.ladder.ids import notice_id
from bot.ladder.quiet import out_of_quiet
from bot.notice import Notice, NoticeId, NoticeKind, NoticeState, ToAdmins
from bot.overlay import TRIAL, Overlay
from bot.ports import Record, Store
from bot.rulerecord import RuleRecord


async def watched(store: Store, group: Group, before: Overlay | None, change: Change, now: datetime) -> Record:
    """What a change that has just been applied means for the trials of the group's rules. Read under its lock."""
    began = {one for one in change.began if one[0] not in change.grave}
    known = set() if before is None else set(before.began)
    over = [await store.notice(_name(group, *one)) for one in sorted(known - began)]
    # A rule that is another one now has been neither right nor wrong yet.
    anew = tuple(RuleRecord(group=group.id, rule=rule) for rule, _ in sorted(began - known))
    told = tuple(_end(group, rule, at, now) for rule, at in sorted(began - known))
    void = tuple(
        replace(notice, state=NoticeState.VOID, void_because="the rule was changed again first")
        for notice in over
        if notice is not None and notice.state is NoticeState.QUEUED
    )
    return Record(rules=anew, notices=(*told, *void))


def _name(group: Group, rule: RuleId, at: datetime) -> NoticeId:
    return notice_id(NoticeKind.TRIED, NoticeId(f"{group.id}:{rule}:{at.isoformat()}"))


def _end(group: Group, rule: RuleId, at: datetime, now: datetime) -> Notice:
    return Notice(
        id=_name(group, rule, at),
        group=group.id,
        to=ToAdmins(),
        kind=NoticeKind.TRIED,
        due_at=out_of_quiet(at + TRIAL, group),
        created_at=now,
        rule=rule,
    )

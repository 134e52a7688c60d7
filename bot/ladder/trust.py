"""What people's decisions make of a rule: one that was wrong more often than right goes to shadow by itself."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.finding import Finding, RuleId, RuleMode
from bot.group import Group
from bot.incident import Incident
from bot.ladder.ids import notice_id
from bot.ladder.quiet import out_of_quiet
from bot.ladder.terms import DECISIONS_NEEDED
from bot.ladder.weighing import is_urgent
from bot.notice import Notice, NoticeId, NoticeKind, ToAdmins
from bot.ports import Record
from bot.rulerecord import RuleRecord


def decided(
    incidents: Iterable[Incident], known: tuple[RuleRecord, ...], group: Group, at: datetime, *, was_right: bool
) -> Record:
    """One decision of a person about all of these incidents: once for every rule behind them."""
    findings = [finding for incident in incidents for finding in incident.findings]
    before = {record.rule: record for record in known}
    urgent = {finding.rule for finding in findings if is_urgent(finding)}
    records, notices = [], []
    for rule in dict.fromkeys(finding.rule for finding in findings):
        record = before.get(rule, RuleRecord(group=group.id, rule=rule))
        record = replace(record, right=record.right + was_right, wrong=record.wrong + (not was_right))
        if rule not in urgent and record.shadowed_at is None and is_mistaken(record):
            record = replace(record, shadowed_at=at)
            notices.append(_rested(record, group, at))
        records.append(record)
    return Record(rules=tuple(records), notices=tuple(notices))


def is_mistaken(record: RuleRecord) -> bool:
    """Wrong in more than half of at least ten decisions."""
    return record.decisions >= DECISIONS_NEEDED and 2 * record.wrong > record.decisions


def rested(findings: tuple[Finding, ...], known: tuple[RuleRecord, ...]) -> tuple[Finding, ...]:
    """The same findings, those of a rule in shadow by itself among them as shadow ones; danger never is."""
    resting = {record.rule for record in known if record.shadowed_at is not None}
    return tuple(
        replace(finding, mode=RuleMode.SHADOW) if finding.rule in resting and not is_urgent(finding) else finding
        for finding in findings
    )


def tried(rules: Iterable[RuleId], known: tuple[RuleRecord, ...], group: Group) -> Record:
    """Each of these rules, on trial, would have spoken once more."""
    before = {record.rule: record for record in known}
    records = (before.get(rule, RuleRecord(group=group.id, rule=rule)) for rule in dict.fromkeys(rules))
    return Record(rules=tuple(replace(record, tried=record.tried + 1) for record in records))


def watching(findings: tuple[Finding, ...], on_trial: frozenset[RuleId]) -> tuple[Finding, ...]:
    """What the rules on trial found, as if they were live."""
    return tuple(
        replace(finding, mode=RuleMode.LIVE)
        for finding in findings
        if finding.rule in on_trial and finding.mode is RuleMode.SHADOW
    )


def brought_back(known: tuple[RuleRecord, ...], rule: RuleId) -> Record:
    """Live again, its record begun anew; nothing when it is not in shadow."""
    return Record(
        rules=tuple(
            RuleRecord(group=record.group, rule=rule)
            for record in known
            if record.rule == rule and record.shadowed_at is not None
        )
    )


def _rested(record: RuleRecord, group: Group, at: datetime) -> Notice:
    return Notice(
        id=notice_id(NoticeKind.RESTED, NoticeId(f"{group.id}:{record.rule}:{at.isoformat()}")),
        group=group.id,
        to=ToAdmins(),
        kind=NoticeKind.RESTED,
        due_at=out_of_quiet(at, group),
        created_at=at,
        rule=record.rule,
    )

"""Turns cases, notices and marks into rows, and rows back into exactly what they were."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeAlias, assert_never

from adapters.store.seal import Seal
from bot.case import Act, Case, CaseKind, CaseState, Decision
from bot.finding import Concern, RuleId
from bot.incident import CaseId
from bot.mark import Mark
from bot.message import ChatId, GroupId, MemberId, MessageId
from bot.notice import (
    Audience,
    Notice,
    NoticeId,
    NoticeKind,
    NoticeState,
    ToAdmins,
    ToDeputy,
    ToMember,
    ToOperator,
    Way,
)
from bot.ports import ClosedWay, Why
from bot.rulerecord import RuleRecord
from bot.unjudged import Unjudged

Values: TypeAlias = dict[str, Any]
"""What goes into a row."""
Row: TypeAlias = Mapping[Any, Any]
"""What comes out of one: anything, until one of these functions has made a value of it."""


def case_row(case: Case, seal: Seal) -> Values:
    return {
        "id": case.id,
        "group_id": case.group,
        "number": case.number,
        "kind": case.kind.value,
        "poster_id": case.poster,
        "target": sealed(seal, case.target, "cases", "target", case.id),
        "state": case.state.value,
        "opened_at": case.opened_at,
        "acknowledged_at": case.acknowledged_at,
        "acknowledged_by": case.acknowledged_by,
        "decided_at": case.decided_at,
        "decided_by": case.decided_by,
        "calmed_at": case.calmed_at,
        "decisions": [[each.act.value, each.by, each.at.isoformat()] for each in case.decisions],
    }


def case_of(row: Row, seal: Seal) -> Case:
    return Case(
        id=CaseId(row["id"]),
        number=row["number"],
        group=GroupId(row["group_id"]),
        kind=CaseKind(row["kind"]),
        poster=MemberId(row["poster_id"]),
        target=unsealed(seal, row["target"], "cases", "target", row["id"]),
        opened_at=row["opened_at"],
        state=CaseState(row["state"]),
        acknowledged_at=row["acknowledged_at"],
        acknowledged_by=row["acknowledged_by"],
        decided_at=row["decided_at"],
        decided_by=row["decided_by"],
        calmed_at=row["calmed_at"],
        decisions=tuple(
            Decision(act=Act(act), by=MemberId(by), at=datetime.fromisoformat(at)) for act, by, at in row["decisions"]
        ),
    )


def notice_row(notice: Notice, seal: Seal) -> Values:
    audience, member = addressed(notice.to)
    return {
        "id": notice.id,
        "group_id": notice.group,
        "audience": audience,
        "member_id": member,
        "kind": notice.kind.value,
        "state": notice.state.value,
        "way": notice.way.value if notice.way else None,
        "due_at": notice.due_at,
        "created_at": notice.created_at,
        "incident_id": notice.incident,
        "case_id": notice.case,
        "rule": notice.rule,
        "attempts": notice.attempts,
        "interrupted": notice.interrupted,
        "delivered_at": notice.delivered_at,
        "void_because": sealed(seal, notice.void_because, "notices", "void_because", notice.id),
        "reference": notice.reference,
    }


def notice_of(row: Row, seal: Seal) -> Notice:
    return Notice(
        id=NoticeId(row["id"]),
        group=GroupId(row["group_id"]),
        to=_audience(row["audience"], row["member_id"]),
        kind=NoticeKind(row["kind"]),
        due_at=row["due_at"],
        created_at=row["created_at"],
        incident=row["incident_id"],
        case=row["case_id"],
        state=NoticeState(row["state"]),
        way=Way(row["way"]) if row["way"] else None,
        rule=None if row["rule"] is None else RuleId(row["rule"]),
        attempts=row["attempts"],
        interrupted=row["interrupted"],
        delivered_at=row["delivered_at"],
        void_because=unsealed(seal, row["void_because"], "notices", "void_because", row["id"]),
        reference=row["reference"],
    )


def mark_row(mark: Mark, seal: Seal) -> Values:
    # A mark has no id of its own: the same one written twice is one.
    at = mark.at.astimezone(UTC).isoformat()
    identity = seal.trace("mark", mark.group, mark.poster, mark.target, mark.concern, mark.message, at)
    return {
        "id": identity,
        "group_id": mark.group,
        "poster_id": mark.poster,
        "target": seal.close(mark.target, "marks", "target", identity),
        "target_trace": target_trace(mark.group, mark.target, seal),
        "concern": mark.concern.value,
        "message_id": mark.message,
        "at": mark.at,
        "expires_at": mark.expires_at,
    }


def mark_of(row: Row, seal: Seal) -> Mark:
    return Mark(
        group=GroupId(row["group_id"]),
        poster=MemberId(row["poster_id"]),
        target=seal.open(row["target"], "marks", "target", row["id"]),
        concern=Concern(row["concern"]),
        message=MessageId(row["message_id"]),
        at=row["at"],
        expires_at=row["expires_at"],
    )


def rule_record_row(record: RuleRecord) -> Values:
    return {
        "group_id": record.group,
        "rule": record.rule,
        "right": record.right,
        "wrong": record.wrong,
        "shadowed_at": record.shadowed_at,
        "tried": record.tried,
    }


def rule_record_of(row: Row) -> RuleRecord:
    return RuleRecord(
        group=GroupId(row["group_id"]),
        rule=RuleId(row["rule"]),
        right=row["right"],
        wrong=row["wrong"],
        shadowed_at=row["shadowed_at"],
        tried=row["tried"],
    )


def closed_way_row(way: ClosedWay) -> Values:
    return {"group_id": way.group, "member_id": way.member, "until": way.until, "why": way.why.value}


def closed_way_of(row: Row) -> ClosedWay:
    return ClosedWay(
        group=GroupId(row["group_id"]), member=MemberId(row["member_id"]), until=row["until"], why=Why(row["why"])
    )


def unjudged_row(left: Unjudged, seal: Seal) -> Values:
    return {
        "id": unjudged_id(left.chat, left.message, seal),
        "group_id": left.group,
        "chat_id": left.chat,
        "message_id": left.message,
        "said_at": left.said_at,
        "error": left.error,
        "at": left.at,
    }


def unjudged_of(row: Row) -> Unjudged:
    return Unjudged(
        group=GroupId(row["group_id"]),
        chat=ChatId(row["chat_id"]),
        message=MessageId(row["message_id"]),
        said_at=row["said_at"],
        error=row["error"],
        at=row["at"],
    )


def unjudged_id(chat: ChatId, message: MessageId, seal: Seal) -> str:
    return seal.trace("unjudged", chat, message)


def target_trace(group: GroupId, target: str, seal: Seal) -> str:
    """Finds a target's marks without its key, which may hold a child's name; differs from group to group."""
    return seal.trace("target", group, target)


def addressed(to: Audience) -> tuple[str, MemberId | None]:
    match to:
        case ToMember(member):
            return "member", member
        case ToAdmins():
            return "admins", None
        case ToDeputy():
            return "deputy", None
        case ToOperator():
            return "operator", None
        case _:
            assert_never(to)


def _audience(audience: str, member: MemberId | None) -> Audience:
    if member is not None:
        return ToMember(member)
    others: dict[str, Audience] = {"admins": ToAdmins(), "deputy": ToDeputy(), "operator": ToOperator()}
    return others[audience]


def sealed(seal: Seal, text: str | None, *place: str) -> bytes | None:
    return None if text is None else seal.close(text, *place)


def unsealed(seal: Seal, field: bytes | None, *place: str) -> str | None:
    return None if field is None else seal.open(field, *place)

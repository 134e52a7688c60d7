"""Turns what was decided into rows, and rows back into exactly what they were."""

from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any, TypeAlias, assert_never

from adapters.store.seal import Seal
from bot.case import Appeal, Case, CaseKind, CaseState
from bot.finding import Alert, Concern, Finding, Level, RuleId, RuleMode, Span, Target, TargetKind
from bot.incident import CaseId, Count, Incident, IncidentId, Said
from bot.mark import Mark
from bot.message import ChatId, GroupId, Member, MemberId, MessageId
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
        "target": _close(seal, case.target, "cases", "target", case.id),
        "state": case.state.value,
        "opened_at": case.opened_at,
        "acknowledged_at": case.acknowledged_at,
        "acknowledged_by": case.acknowledged_by,
        "decided_at": case.decided_at,
        "decided_by": case.decided_by,
    }


def case_of(row: Row, seal: Seal) -> Case:
    return Case(
        id=CaseId(row["id"]),
        number=row["number"],
        group=GroupId(row["group_id"]),
        kind=CaseKind(row["kind"]),
        poster=MemberId(row["poster_id"]),
        target=_open(seal, row["target"], "cases", "target", row["id"]),
        opened_at=row["opened_at"],
        state=CaseState(row["state"]),
        acknowledged_at=row["acknowledged_at"],
        acknowledged_by=row["acknowledged_by"],
        decided_at=row["decided_at"],
        decided_by=row["decided_by"],
    )


def incident_row(incident: Incident, seal: Seal) -> Values:
    return {
        "id": incident.id,
        "group_id": incident.group,
        "chat_id": incident.chat,
        "poster_id": incident.poster.id,
        "poster_name": seal.close(incident.poster.name, "incidents", "poster_name", incident.id),
        "level": incident.level.value,
        "posted_at": incident.posted_at,
        "judged_at": incident.judged_at,
        "weight": incident.weight,
        "count": incident.count.value,
        "delivered_at": incident.delivered_at,
        "case_id": incident.case,
    }


def incident_of(row: Row, said: Iterable[Row], findings: Iterable[Row], seal: Seal) -> Incident:
    return Incident(
        id=IncidentId(row["id"]),
        group=GroupId(row["group_id"]),
        chat=ChatId(row["chat_id"]),
        poster=Member(
            id=MemberId(row["poster_id"]),
            name=seal.open(row["poster_name"], "incidents", "poster_name", row["id"]),
        ),
        said=tuple(said_of(each, seal) for each in said),
        level=Level(row["level"]),
        findings=tuple(finding_of(each, seal) for each in findings),
        judged_at=row["judged_at"],
        weight=row["weight"],
        count=Count(row["count"]),
        delivered_at=row["delivered_at"],
        case=row["case_id"],
    )


def said_row(incident: IncidentId, place: int, said: Said, seal: Seal) -> Values:
    return {
        "incident_id": incident,
        "place": place,
        "message_id": said.message,
        "sent_at": said.sent_at,
        "excerpt": _close(seal, said.excerpt, "said", "excerpt", incident, str(place)),
        "spans": _pairs(said.spans),
        "is_edited": said.is_edited,
    }


def said_of(row: Row, seal: Seal) -> Said:
    return Said(
        message=MessageId(row["message_id"]),
        sent_at=row["sent_at"],
        excerpt=_open(seal, row["excerpt"], "said", "excerpt", row["incident_id"], str(row["place"])),
        spans=_spans(row["spans"]),
        is_edited=row["is_edited"],
    )


def finding_row(incident: IncidentId, place: int, finding: Finding, seal: Seal) -> Values:
    return {
        "incident_id": incident,
        "place": place,
        "rule": finding.rule,
        "concern": finding.concern.value,
        "level": finding.level.value,
        "target_kind": finding.target.kind.value,
        "target_key": _close(seal, finding.target.key, "findings", "target_key", incident, str(place)),
        "spans": _pairs(finding.spans),
        "reason": seal.close(finding.reason, "findings", "reason", incident, str(place)),
        "wording": finding.wording,
        "signpost": list(finding.signpost),
        "alert": finding.alert.value,
        "mode": finding.mode.value,
    }


def finding_of(row: Row, seal: Seal) -> Finding:
    place = (row["incident_id"], str(row["place"]))
    return Finding(
        rule=RuleId(row["rule"]),
        concern=Concern(row["concern"]),
        level=Level(row["level"]),
        target=Target(
            TargetKind(row["target_kind"]),
            _open(seal, row["target_key"], "findings", "target_key", *place),
        ),
        spans=_spans(row["spans"]),
        reason=seal.open(row["reason"], "findings", "reason", *place),
        wording=row["wording"],
        signpost=tuple(row["signpost"]),
        alert=Alert(row["alert"]),
        mode=RuleMode(row["mode"]),
    )


def appeal_row(incident: IncidentId, appeal: Appeal, seal: Seal) -> Values:
    return {
        "incident_id": incident,
        "words": _close(seal, appeal.words, "appeals", "words", incident),
        "asked_at": appeal.asked_at,
        "decided_at": appeal.decided_at,
        "decided_by": appeal.decided_by,
        "upheld": appeal.upheld,
    }


def appeal_of(row: Row, seal: Seal) -> Appeal:
    return Appeal(
        words=_open(seal, row["words"], "appeals", "words", row["incident_id"]),
        asked_at=row["asked_at"],
        decided_at=row["decided_at"],
        decided_by=row["decided_by"],
        upheld=row["upheld"],
    )


def notice_row(notice: Notice, seal: Seal) -> Values:
    audience, member = _addressed(notice.to)
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
        "attempts": notice.attempts,
        "delivered_at": notice.delivered_at,
        "void_because": _close(seal, notice.void_because, "notices", "void_because", notice.id),
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
        attempts=row["attempts"],
        delivered_at=row["delivered_at"],
        void_because=_open(seal, row["void_because"], "notices", "void_because", row["id"]),
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


def target_trace(group: GroupId, target: str, seal: Seal) -> str:
    """Finds a target's marks without its key, which may hold a child's name; differs from group to group."""
    return seal.trace("target", group, target)


def _addressed(to: Audience) -> tuple[str, MemberId | None]:
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


def _close(seal: Seal, text: str | None, *place: str) -> bytes | None:
    return None if text is None else seal.close(text, *place)


def _open(seal: Seal, sealed: bytes | None, *place: str) -> str | None:
    return None if sealed is None else seal.open(sealed, *place)


def _pairs(spans: tuple[Span, ...]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]


def _spans(pairs: list[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)

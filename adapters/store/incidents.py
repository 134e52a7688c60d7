"""Turns incidents, with what was said and found and asked, into rows, and rows back into exactly what they were."""

from collections.abc import Iterable

from adapters.store.rows import Row, Values, sealed, unsealed
from adapters.store.seal import Seal
from bot.case import Appeal
from bot.finding import Alert, Concern, Finding, Level, RuleId, RuleMode, Span, Target, TargetKind
from bot.incident import Count, Incident, IncidentId, Said
from bot.message import ChatId, GroupId, Media, Member, MemberId, MessageId, kinds


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
        "excerpt": sealed(seal, said.excerpt, "said", "excerpt", incident, str(place)),
        "spans": _pairs(said.spans),
        "is_edited": said.is_edited,
        "is_forwarded": said.is_forwarded,
        "is_deleted": said.is_deleted,
        "media": kinds(said.media),
    }


def said_of(row: Row, seal: Seal) -> Said:
    return Said(
        message=MessageId(row["message_id"]),
        sent_at=row["sent_at"],
        excerpt=unsealed(seal, row["excerpt"], "said", "excerpt", row["incident_id"], str(row["place"])),
        spans=_spans(row["spans"]),
        is_edited=row["is_edited"],
        is_forwarded=row["is_forwarded"],
        is_deleted=row["is_deleted"],
        media=frozenset(map(Media, row["media"])),
    )


def finding_row(incident: IncidentId, place: int, finding: Finding, seal: Seal) -> Values:
    return {
        "incident_id": incident,
        "place": place,
        "rule": finding.rule,
        "concern": finding.concern.value,
        "level": finding.level.value,
        "target_kind": finding.target.kind.value,
        "target_key": sealed(seal, finding.target.key, "findings", "target_key", incident, str(place)),
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
            unsealed(seal, row["target_key"], "findings", "target_key", *place),
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
        "words": sealed(seal, appeal.words, "appeals", "words", incident),
        "asked_at": appeal.asked_at,
        "decided_at": appeal.decided_at,
        "decided_by": appeal.decided_by,
        "upheld": appeal.upheld,
    }


def appeal_of(row: Row, seal: Seal) -> Appeal:
    return Appeal(
        words=unsealed(seal, row["words"], "appeals", "words", row["incident_id"]),
        asked_at=row["asked_at"],
        decided_at=row["decided_at"],
        decided_by=row["decided_by"],
        upheld=row["upheld"],
    )


def _pairs(spans: tuple[Span, ...]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]


def _spans(pairs: list[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)

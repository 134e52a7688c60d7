"""The tables, as the newest migration leaves them."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from adapters.store.columns import Moment, Sealed

metadata = MetaData()


def _within(parent: str) -> ForeignKey:
    """Goes when its parent goes."""
    return ForeignKey(parent, ondelete="CASCADE")


def _in_order() -> Column[int]:
    """Counts up as rows are written: what is of one moment comes out in the order in which it was decided."""
    return Column("place", Integer, primary_key=True)


def _of_a_member() -> tuple[Column[str], Column[str]]:
    """One row for each member of a group."""
    group = Column("group_id", String, _within("groups.id"), primary_key=True)
    return group, Column("member_id", String, primary_key=True)


meta = Table(
    "meta",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

groups = Table(
    "groups",
    metadata,
    Column("id", String, primary_key=True),
    Column("profile", Sealed, nullable=False),
    Column("last_case_number", Integer, nullable=False, server_default="0"),
)

cases = Table(
    "cases",
    metadata,
    Column("id", String, primary_key=True),
    Column("group_id", String, _within("groups.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("poster_id", String, nullable=False),
    Column("target", Sealed),
    Column("state", String, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("acknowledged_at", Moment),
    Column("acknowledged_by", String),
    Column("decided_at", Moment),
    Column("decided_by", String),
    Column("calmed_at", Moment),
    Column("decisions", JSON, nullable=False, server_default="[]"),
    UniqueConstraint("group_id", "number", name="one_case_per_number"),
    Index("cases_of_group", "group_id", "state"),
)

incidents = Table(
    "incidents",
    metadata,
    _in_order(),
    Column("id", String, nullable=False),
    Column("group_id", String, _within("groups.id"), nullable=False),
    Column("chat_id", String, nullable=False),
    Column("poster_id", String, nullable=False),
    Column("poster_name", Sealed, nullable=False),
    Column("level", String, nullable=False),
    Column("posted_at", Moment, nullable=False),
    Column("judged_at", Moment, nullable=False),
    Column("weight", Integer, nullable=False),
    Column("count", String, nullable=False),
    Column("delivered_at", Moment),
    Column("case_id", String, _within("cases.id")),
    UniqueConstraint("id", name="one_incident_per_id"),
    Index("incidents_of_member", "group_id", "poster_id", "posted_at"),
    Index("incidents_in_case", "case_id"),
    Index("incidents_by_age", "posted_at"),
)

said = Table(
    "said",
    metadata,
    Column("incident_id", String, _within("incidents.id"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("message_id", String, nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("excerpt", Sealed),
    Column("spans", JSON, nullable=False),
    Column("is_edited", Boolean, nullable=False),
    Column("is_forwarded", Boolean, nullable=False),
    Column("is_deleted", Boolean, nullable=False, server_default="0"),
    Column("media", JSON, nullable=False, server_default="[]"),
    Index("said_by_message", "message_id"),
)

findings = Table(
    "findings",
    metadata,
    Column("incident_id", String, _within("incidents.id"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("rule", String, nullable=False),
    Column("concern", String, nullable=False),
    Column("level", String, nullable=False),
    Column("target_kind", String, nullable=False),
    Column("target_key", Sealed),
    Column("spans", JSON, nullable=False),
    Column("reason", Sealed, nullable=False),
    Column("wording", String, nullable=False),
    Column("signpost", JSON, nullable=False),
    Column("alert", String, nullable=False),
    Column("mode", String, nullable=False),
)

appeals = Table(
    "appeals",
    metadata,
    Column("incident_id", String, _within("incidents.id"), primary_key=True),
    Column("words", Sealed),
    Column("asked_at", Moment, nullable=False),
    Column("decided_at", Moment),
    Column("decided_by", String),
    Column("upheld", Boolean),
)

notices = Table(
    "notices",
    metadata,
    _in_order(),
    Column("id", String, nullable=False),
    Column("group_id", String, _within("groups.id"), nullable=False),
    Column("audience", String, nullable=False),
    Column("member_id", String),
    Column("kind", String, nullable=False),
    Column("state", String, nullable=False),
    Column("way", String),
    Column("due_at", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("incident_id", String, _within("incidents.id")),
    Column("case_id", String, _within("cases.id")),
    Column("rule", String),
    Column("attempts", Integer, nullable=False),
    Column("interrupted", Integer, nullable=False, server_default="0"),
    Column("delivered_at", Moment),
    Column("void_because", Sealed),
    Column("reference", String),
    UniqueConstraint("id", name="one_notice_per_id"),
    Index("notices_by_state", "state", "due_at"),
    Index("notices_of_incident", "incident_id"),
    Index("notices_about_case", "case_id"),
    Index("notices_of_member", "group_id", "member_id", "state"),
)

overlays = Table(
    "overlays",
    metadata,
    Column("group_id", String, _within("groups.id"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("text", Sealed, nullable=False),
    Column("by_id", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("began", JSON, nullable=False),
)

rule_records = Table(
    "rule_records",
    metadata,
    Column("group_id", String, _within("groups.id"), primary_key=True),
    Column("rule", String, primary_key=True),
    Column("right", Integer, nullable=False),
    Column("wrong", Integer, nullable=False),
    Column("shadowed_at", Moment),
    Column("tried", Integer, nullable=False, server_default="0"),
)

closed_ways = Table(
    "closed_ways",
    metadata,
    *_of_a_member(),
    Column("until", Moment, nullable=False),
    Column("why", String, nullable=False),
)

open_ways = Table(
    "open_ways",
    metadata,
    *_of_a_member(),
    Column("at", Moment, nullable=False),
)

languages = Table(
    "languages",
    metadata,
    *_of_a_member(),
    Column("language", String, nullable=False),
    Column("at", Moment, nullable=False),
)

unjudged = Table(
    "unjudged",
    metadata,
    Column("id", String, primary_key=True),
    Column("group_id", String, _within("groups.id"), nullable=False),
    Column("chat_id", String, nullable=False),
    Column("message_id", String, nullable=False),
    Column("said_at", Moment, nullable=False),
    Column("error", String, nullable=False),
    Column("at", Moment, nullable=False),
)

read_up_to = Table(
    "read_up_to",
    metadata,
    Column("chat_id", String, primary_key=True),
    Column("message_id", String, nullable=False),
)

marks = Table(
    "marks",
    metadata,
    Column("id", String, primary_key=True),
    Column("group_id", String, _within("groups.id"), nullable=False),
    Column("poster_id", String, nullable=False),
    Column("target", Sealed, nullable=False),
    Column("target_trace", String, nullable=False),
    Column("concern", String, nullable=False),
    Column("message_id", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index("marks_about_target", "group_id", "target_trace", "at"),
    Index("marks_by_expiry", "expires_at"),
)

conversations = Table(
    "conversations",
    metadata,
    Column("member_id", String, primary_key=True),
    Column("group_id", String, _within("groups.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("talk", Sealed, nullable=False),
)

evidence = Table(
    "evidence",
    metadata,
    Column("case_id", String, _within("cases.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("subject", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("salt", LargeBinary),
    Column("witness", LargeBinary, nullable=False),
    Column("link", LargeBinary, nullable=False),
    Index("evidence_of_subject", "subject"),
)

accesses = Table(
    "accesses",
    metadata,
    _in_order(),
    Column("group_id", String, _within("groups.id"), nullable=False),
    Column("viewer", String, nullable=False),
    Column("deed", String, nullable=False),
    Column("case_id", String),  # outlives its case
    Column("at", Moment, nullable=False),
    Index("accesses_of_case", "case_id"),
    Index("accesses_by_age", "at"),
)

"""Turns a group's profile into one sealed field, and back."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from pydantic import TypeAdapter

from adapters.store.rows import Row, Values
from adapters.store.seal import Seal
from bot.group import Group


def group_row(group: Group, seal: Seal) -> Values:
    profile = _adapter().dump_json(group).decode()
    return {"id": group.id, "profile": seal.close(profile, "groups", "profile", group.id)}


def group_of(row: Row, seal: Seal) -> Group:
    group = _adapter().validate_json(seal.open(row["profile"], "groups", "profile", row["id"]))
    return replace(
        group,
        live_from=_in_utc(group.live_from),
        watches_since=_in_utc(group.watches_since),
        goes_at=_in_utc(group.goes_at),
        wordings=tuple(replace(each, at=each.at.astimezone(UTC)) for each in group.wordings),
        rhythms=tuple(
            replace(each, last=each.last.astimezone(UTC), at=each.at.astimezone(UTC)) for each in group.rhythms
        ),
    )


def _in_utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC)


@cache
def _adapter() -> TypeAdapter[Group]:
    return TypeAdapter(Group)

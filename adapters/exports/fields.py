"""Fields of somebody else's JSON: there and of the right type, or a reason in words that quotes nothing."""

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

Record = Mapping[str, Any]

YEARS = range(1990, 2200)  # of chat; arithmetic on other years may leave the calendar


class FieldError(Exception):
    """What is wrong with a record; caught where its place in the file is known."""


def record_of(value: Any) -> Record:
    if not isinstance(value, Mapping):
        raise FieldError("is not an object")
    return value


def text(record: Record, key: str) -> str:
    value = _there(record, key)
    if not isinstance(value, str):
        raise FieldError(f"`{key}` must be text")
    return whole(value)


def name(record: Record, key: str) -> str:
    value = text(record, key).strip()
    if not value:
        raise FieldError(f"`{key}` is blank")
    return value


def number(record: Record, key: str) -> int:
    value = _there(record, key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise FieldError(f"`{key}` must be a whole number")
    return value


def optional_text(record: Record, key: str) -> str | None:
    """None when it is missing, null, blank or something else altogether."""
    value = record.get(key)
    return whole(value) if isinstance(value, str) and value.strip() else None


def optional_record(record: Record, key: str) -> Record:
    value = record.get(key)
    return value if isinstance(value, Mapping) else {}


def records(record: Record, key: str) -> tuple[Record, ...]:
    value = record.get(key)
    return tuple(part for part in value if isinstance(part, Mapping)) if isinstance(value, list) else ()


def moment(record: Record, key: str) -> datetime:
    """With the zone the file gives, or with none."""
    value = text(record, key)
    try:
        at = datetime.fromisoformat(value)
    except ValueError as error:
        raise FieldError(f"`{key}` must be a date and time such as 2026-03-02T08:41:00") from error
    if at.year not in YEARS:
        raise FieldError(f"`{key}` is not in {YEARS.start} to {YEARS.stop - 1}")
    return at


def unix_moment(record: Record, key: str) -> datetime | None:
    value = record.get(key)
    if not isinstance(value, int | str):
        return None
    try:
        at = datetime.fromtimestamp(int(value), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise FieldError(f"`{key}` must be seconds since 1970") from error
    if at.year not in YEARS:
        raise FieldError(f"`{key}` is not in {YEARS.start} to {YEARS.stop - 1}")
    return at


def placed(at: datetime, zone: tzinfo) -> datetime:
    """A time of the file with a zone: its own, else the group's."""
    return at if at.tzinfo is not None else at.replace(tzinfo=zone)


def whole(value: str) -> str:
    """Half a surrogate pair, which no output can carry, becomes the replacement character; nothing moves."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def _there(record: Record, key: str) -> Any:
    if key not in record:
        raise FieldError(f"`{key}` is missing")
    return record[key]

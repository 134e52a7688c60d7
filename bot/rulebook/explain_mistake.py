"""A schema's complaint in words an admin can act on."""

import difflib
from collections.abc import Iterable

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from bot.rulebook import schema

_KEYS = frozenset(
    field.alias or name
    for model in vars(schema).values()
    if isinstance(model, type) and issubclass(model, BaseModel) and model is not BaseModel
    for name, field in model.model_fields.items()
)


def meant(word: str, known: Iterable[str]) -> str:
    """What may have been meant, in brackets; nothing when nothing is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" (did you mean '{near[0]}'?)" if near else ""


def in_words(detail: ErrorDetails) -> str:
    """One mistake, naming the key and the value."""
    # A key that is itself wrong stands there as "[key]", behind the name of what it is a key of.
    named = [part for part in detail["loc"] if isinstance(part, str) and part != "[key]"]
    key = named[-1] if named else "the file"
    value = detail.get("input")
    match detail["type"]:
        case "extra_forbidden":
            return f"unknown key '{key}'{meant(key, _KEYS - {key})}"
        case "missing":
            return f"'{key}' is missing"
        case "enum" | "literal_error":
            expected = str(detail.get("ctx", {}).get("expected", "")).replace("'", "")
            words = expected.replace(" or ", ", ").split(", ")
            what = "key" if "[key]" in detail["loc"] else key
            return f"unknown {what} '{value}'{meant(str(value), words) or f' (one of: {expected})'}"
        case "string_pattern_mismatch":
            return f"'{value}' cannot be a name: use lower-case letters, digits and dashes"
        case "string_type":
            return f"'{key}' must be a text" + (" in quotes" if isinstance(value, int) else "")
        case "bool_type" | "bool_parsing":
            return f"'{key}' must be true or false"
        case "string_too_short":
            return f"'{key}' has an entry that is empty or one letter long: it would be found everywhere"
        case "tuple_type" | "list_type":
            return f"'{key}' is a list: [one, two] or lines that start with '-'"
        case "model_type" | "dict_type" | "model_attributes_type":
            return (
                f"'{key}' needs keys of its own below it, not '{value}'" if value is not None else f"'{key}' is empty"
            )
        case _:
            return f"'{key}': {detail['msg'][:1].lower()}{detail['msg'][1:]}"

"""A schema's complaint in words an admin can act on."""

import difflib
from collections.abc import Iterable

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from bot.located import Where
from bot.rulebook import schema

_SAID = {
    "missing": "'{key}' is missing",
    "string_pattern_mismatch": "'{value}' cannot be a name: use lower-case letters, digits and dashes",
    **dict.fromkeys(("bool_type", "bool_parsing"), "'{key}' must be true or false"),
    **dict.fromkeys(("int_type", "int_parsing"), "'{key}' must be a whole number"),
    "greater_than_equal": "'{key}' must be {ge} at least",
    "less_than_equal": "'{key}' must be {le} at most",
    **dict.fromkeys(("string_too_short", "too_short"), "{entry} is empty"),
    **dict.fromkeys(("tuple_type", "list_type"), "'{key}' is a list: [one, two] or lines that start with '-'"),
}
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


def _is_tried(part: str | int) -> bool:
    """What a value was tried as stands in its place too: "tuple[...]"; no key of ours is written so."""
    return isinstance(part, str) and ("[" in part or part == "constrained-str")


def is_said_better(detail: ErrorDetails) -> bool:
    """What may be one thing or a list of them is tried as both: only one of the two complaints is worth a word."""
    tried = detail["loc"][-1] if detail["loc"] else ""
    if str(tried).startswith("tuple["):
        return detail["type"] == "tuple_type"
    return _is_tried(tried) and isinstance(detail["input"], list)


def in_words(detail: ErrorDetails, where: Where) -> str:
    """One mistake, naming the key and the value. `where` the part stands that was read."""
    # A key that is itself wrong stands there as "[key]", behind the name of what it is a key of.
    place = [part for part in (*where, *detail["loc"]) if not _is_tried(part)]
    key = [part for part in place if isinstance(part, str)][-1]
    entry = f"an entry of '{key}'" if isinstance(place[-1], int) else f"'{key}'"
    value, limits = detail["input"], detail.get("ctx", {})
    if detail["type"] in _SAID:
        return _SAID[detail["type"]].format(key=key, entry=entry, value=value, **limits)
    match detail["type"]:
        case "extra_forbidden":
            return f"unknown key '{key}'{meant(key, _KEYS - {key})}"
        case "enum" | "literal_error":
            choices = str(limits["expected"]).split("'")[1::2] or [str(limits["expected"])]
            one_of = " or ".join(filter(None, (", ".join(choices[:-1]), choices[-1])))
            what = "key" if "[key]" in detail["loc"] else key
            said = f"{entry} is empty" if value == "" else f"unknown {what} '{value}'"
            return f"{said}{meant(str(value), choices) or f' (one of: {one_of})'}"
        case "string_type":
            return f"{entry} must be a text" + (" in quotes" if isinstance(value, int) else "")
        case "model_type" | "dict_type" | "model_attributes_type":
            if value == "":
                return f"{entry} is empty"
            return f"{entry} needs keys of its own below it" + ("" if isinstance(value, list) else f", not '{value}'")
        case _:
            return f"'{key}': {detail['msg'][:1].lower()}{detail['msg'][1:]}"

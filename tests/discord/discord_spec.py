"""Is every request one that Discord's own description of its API knows? Where that lies beside the project."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from discord_server import Asked
from source import ROOT

Json = dict[str, Any]
SPECIFICATION = ROOT.parent / "shared" / "specs" / "discord-openapi.json"
LONGEST = 2_000
"""Letters of a message: what the documents say, where the description allows more."""


@dataclass
class Seen:
    """Of everything that was asked, over all tests of one run."""

    stories: int = 0
    requests: int = 0
    checked: int = 0
    violations: list[str] = field(default_factory=list)

    def story(self, asked: list[Asked]) -> None:
        """One server's life."""
        self.stories += 1
        self.requests += len(asked)
        for each in asked:
            self.violations += _unlike(each)
            self.checked += _specification() is not None

    def __str__(self) -> str:
        against = "its specification" if _specification() is not None else "nothing: no specification lies beside us"
        return (
            f"Discord: {self.stories} servers, {self.requests} requests, {self.checked} checked against {against};"
            f" violations: {len(self.violations)}"
        )


def _unlike(asked: Asked) -> Iterator[str]:
    where = f"{asked.method} {asked.path.split('/')[0]}"
    if isinstance(asked.body, dict) and len(asked.body.get("content") or "") > LONGEST:
        yield f"{where}: longer than Discord takes"
    known = _specification()
    if known is None:
        return
    operation = _operation(known, asked)
    if operation is None:
        yield f"{asked.method} {asked.path}: there is no such request"
        return
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if body is not None and asked.body is not None:
        yield from (f"{where}: {wrong}" for wrong in _wrong(known, body, asked.body, "body"))


def _operation(known: Json, asked: Asked) -> Json | None:
    """Of paths that fit, the one with the most words of its own."""
    parts = asked.path.split("/")
    fitting = []
    for path, operations in known["paths"].items():
        named = path.strip("/").split("/")
        fits = len(named) == len(parts) and all(n.startswith("{") or n == p for n, p in zip(named, parts, strict=True))
        if fits and asked.method.lower() in operations:
            fitting.append((sum(not each.startswith("{") for each in named), path))
    return known["paths"][max(fitting)[1]][asked.method.lower()] if fitting else None


def _wrong(known: Json, schema: Json, value: Any, at: str) -> Iterator[str]:
    if "$ref" in schema:
        schema = known["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    for part in schema.get("allOf", ()):
        yield from _wrong(known, part, value, at)
    ways = schema.get("anyOf") or schema.get("oneOf")
    if ways and not any(not list(_wrong(known, way, value, at)) for way in ways):
        yield f"{at} is none of the kinds it may be"
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_is(kind, value) for kind in kinds):
        yield f"{at} is {type(value).__name__}, not {' or '.join(kinds)}"
    else:
        yield from _wrong_within(known, schema, value, at)


def _wrong_within(known: Json, schema: Json, value: Any, at: str) -> Iterator[str]:
    match value:
        case str() if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
            yield f"{at} has {len(value)} letters"
        case list():
            if len(value) > schema.get("maxItems", len(value)):
                yield f"{at} has {len(value)} parts"
            for place, each in enumerate(value):
                yield from _wrong(known, schema.get("items", {}), each, f"{at}[{place}]")
        case dict():
            yield from (f"{at} lacks {name}" for name in schema.get("required", ()) if name not in value)
            for name, inner in schema.get("properties", {}).items():
                if name in value:
                    yield from _wrong(known, inner, value[name], f"{at}.{name}")
        case _:
            pass


def _is(kind: str, value: Any) -> bool:
    match kind:
        case "string":  # the library sends numbers where Discord names strings of digits, and Discord takes them
            return isinstance(value, str | int) and not isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case "array":
            return isinstance(value, list)
        case "object":
            return isinstance(value, dict)
        case _:
            return value is None


@cache
def _specification() -> Json | None:
    """None where there is none: then only what the documents say is looked at."""
    if not SPECIFICATION.exists():
        return None
    known: Json = json.loads(SPECIFICATION.read_text(encoding="utf-8"))
    return known

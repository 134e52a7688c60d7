"""Is what goes over the wire what Telegram says it is?

Judged by aiogram's models, of Bot API 10.3; and by a specification, where one lies beside the project.
"""

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import aiogram
import aiogram.methods
import aiogram.types
from pydantic import BaseModel, TypeAdapter, ValidationError
from source import ROOT

Json = dict[str, Any]
SPECIFICATION = ROOT.parent / "shared" / "specs" / "telegram-api.json"
NEWER = {
    *("ephemeral_message_parameters", "ephemeral_message_id", "is_ephemeral", "community", "can_send_welcome_messages"),
    *("receiver_user",),
}
"""What came after the specification; the models know it."""
INSTEAD = {"ephemeral_message_id": "message_id"}
"""Of these, one may stand for another that was required before."""


@dataclass
class Seen:
    """Of everything that passed, over all tests of one run."""

    stories: int = 0
    requests: int = 0
    answers: int = 0
    updates: int = 0
    specified: int = 0
    violations: list[str] = field(default_factory=list)

    def request(self, method: str, data: Json) -> None:
        self.requests += 1
        model = _method(method)
        if model is None:
            self.violations.append(f"{method}: there is no such method")
            return
        self._look(method, model, data)
        known = _specification()
        if known is not None and method in known["methods"]:
            self.specified += 1
            self.violations += list(_unlike(method, known["methods"][method].get("fields", []), data))

    def answer(self, method: str, result: object) -> None:
        self.answers += 1
        model = _method(method)
        if model is None:
            return
        self._look(f"the answer to {method}", model.__returning__, result)  # type: ignore[attr-defined]  # every method has one

    def update(self, update: Json) -> None:
        self.updates += 1
        self._look("an update", aiogram.types.Update, update)

    def _look(self, what: str, shape: Any, value: object) -> None:
        try:
            read = TypeAdapter(shape).validate_python(value)
        except ValidationError as error:
            self.violations += [f"{what}: {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
            return
        self.violations += [f"{what}: {where}: there is no such field" for where in _unknown(read)]

    def __str__(self) -> str:
        second = "no specification near"
        if _specification() is not None:
            second = f"{self.specified} requests also by the specification"
        return (
            f"{self.stories} stories, {self.requests} requests, {self.answers} answers and {self.updates} updates"
            f" validated against aiogram {aiogram.__version__} (Bot API {aiogram.__api_version__}), {second};"
            f" violations {len(self.violations)}"
        )


SEEN = Seen()


def _method(name: str) -> type[BaseModel] | None:
    return _methods().get(name.casefold())


@cache
def _methods() -> dict[str, type[BaseModel]]:
    """Telegram does not care about a method's capitals."""
    return {name.casefold(): getattr(aiogram.methods, name) for name in aiogram.methods.__all__}


def _unknown(value: object, where: str = "") -> list[str]:
    """Fields the models keep although they do not know them."""
    if isinstance(value, BaseModel):
        extra = [f"{where}.{name}".lstrip(".") for name in value.model_extra or {}]
        return extra + [
            found for name in type(value).model_fields for found in _unknown(getattr(value, name), f"{where}.{name}")
        ]
    if isinstance(value, list | tuple):
        return [found for each in value for found in _unknown(each, where)]
    return []


@cache
def _specification() -> Json | None:
    if not SPECIFICATION.is_file():
        return None
    found: Json = json.loads(SPECIFICATION.read_text(encoding="utf-8"))
    return found


def _unlike(what: str, fields: list[Json], data: Json) -> list[str]:
    """What is missing, what is unknown, and what lies in it that is of no kind it may be."""
    known = {each["name"]: each for each in fields}
    given = {*data, *(INSTEAD[name] for name in data if name in INSTEAD)}
    missing = [f"{what}: {name} is missing" for name, each in known.items() if each["required"] and name not in given]
    unknown = [f"{what}: {name} is unknown" for name in data if name not in known and name not in NEWER]
    inner = [
        found
        for name, value in data.items()
        if name in known
        for found in _unfit(f"{what}.{name}", known[name]["types"], value)
    ]
    return missing + unknown + inner


def _unfit(what: str, kinds: list[str], value: object) -> list[str]:
    types = (_specification() or {})["types"]
    tried: list[list[str]] = []
    for kind in kinds:
        if kind.startswith("Array of "):
            inside = [kind.removeprefix("Array of ")]
            if isinstance(value, list):
                tried.append([found for each in value for found in _unfit(what, inside, each)])
        elif kind in types:
            fields = types[kind].get("fields")
            if isinstance(value, dict):
                choices = [types[name]["fields"] for name in types[kind].get("subtypes", [])] or [fields or []]
                tried += [_unlike(what, choice, value) for choice in choices]
        elif _is(kind, value):
            return []
    return min(tried, key=len, default=[f"{what}: {type(value).__name__} is none of {', '.join(kinds)}"])


def _is(kind: str, value: object) -> bool:
    match kind:
        case "Integer":
            return isinstance(value, int)
        case "Float":
            return isinstance(value, int | float)
        case "Boolean":
            return isinstance(value, bool)
        case _:
            return isinstance(value, str | int)  # a form's field has no quotes: "7" is read as a number

"""Reads a rules file, as plain values, into valid parts, each with its place; and every mistake in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from bot.errors import Mistake, RulesError
from bot.located import Where
from bot.rulebook.document import Document
from bot.rulebook.explain_mistake import in_words, is_said_better, meant
from bot.rulebook.schema import NAME, ContextPart, ListChange, RuleChange, RulePart, RulesFile

Part = TypeVar("Part", bound=BaseModel)
Part_co = TypeVar("Part_co", bound=BaseModel, covariant=True)


@dataclass(frozen=True, slots=True)
class Placed(Generic[Part_co]):
    """A valid part of a file and where it stands."""

    part: Part_co
    document: Document
    where: Where

    def mistake(self, text: str, *inner: str | int) -> Mistake:
        return Mistake(self.document.file, self.document.line((*self.where, *inner)), text)

    def at(self, *inner: str | int) -> str:
        return f"{self.document.file}:{self.document.line((*self.where, *inner))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A rules file with what it extends, as valid parts."""

    document: Document | None = None
    """The file itself; None for a sheet that says nothing."""
    rules: tuple[Placed[RulePart], ...] = ()
    lists: tuple[tuple[str, Placed[ListChange]], ...] = ()
    contexts: Mapping[str, Placed[ContextPart]] = field(default_factory=dict)
    broken_contexts: frozenset[str] = frozenset()
    """Names a rule may use without a second complaint."""
    is_learned: bool = True
    """Whether the learned reader is asked at all."""
    second_look: Document | None = None
    """The file whose own rules the learned reader may take back; what an admin wrote or changed, it never does."""
    mistakes: tuple[Mistake, ...] = ()
    """What kept other parts out."""
    extended: Mapping[str, RulePart] = field(default_factory=dict)
    """The rules of the file it extends, as they are there."""

    @property
    def outspoken(self) -> frozenset[str]:
        """The rules whose `mode` the file itself says."""
        value = {} if self.document is None else self.document.value
        raw = value.get("rules") if isinstance(value, dict) else None
        rules = raw if isinstance(raw, list) else []
        return frozenset(str(rule.get("id")) for rule in rules if isinstance(rule, dict) and "mode" in rule)

    @property
    def own(self) -> dict[str, RulePart]:
        """The rules the file itself writes or changes, by id."""
        return {placed.part.id: placed.part for placed in self.rules if placed.document is self.document}


def laid_over(rule: Placed[RulePart], change: Placed[RuleChange]) -> Placed[RulePart]:
    """The shipped rule with what the overlay says of it; mistakes are then the overlay's."""
    update = {name: getattr(change.part, name) for name in change.part.model_fields_set}
    return Placed(rule.part.model_copy(update=update), change.document, change.where)


def sheet_of(document: Document, extended: Callable[[], Sheet]) -> Sheet:
    """The valid parts, each with its place, an overlay's laid over those it extends; and the mistakes."""
    value = document.value
    if not isinstance(value, dict):
        raise RulesError((Mistake(document.file, 1, "a rules file starts with 'version: 1' and has 'rules:'"),))
    mistakes: list[Mistake] = []
    head = _part(RulesFile, {**value, "rules": [], "lists": {}, "contexts": {}}, (), document, mistakes)
    is_overlay = head.extends is not None if head else "extends" in value
    base = extended() if is_overlay else Sheet()
    raw = value.get("rules") or []
    if not isinstance(raw, list):
        mistakes.append(
            Mistake(document.file, document.line(("rules",)), "'rules' is a list: each starts with '- id:'")
        )
        raw = []
    elif not raw and not is_overlay:
        mistakes.append(
            Mistake(document.file, document.line(("rules",)), "there are no rules; each starts with '- id:'")
        )
    rules = _rules(raw, {placed.part.id: placed for placed in base.rules}, document, mistakes)
    contexts = _named(ContextPart, "contexts", document, mistakes)
    return Sheet(
        document=document,
        extended={placed.part.id: placed.part for placed in base.rules},
        rules=rules,
        lists=(*base.lists, *_named(ListChange, "lists", document, mistakes).items()),
        contexts={**base.contexts, **contexts},
        broken_contexts=frozenset(_keys(document, "contexts")) - contexts.keys(),
        is_learned=base.is_learned and (head is None or head.learned_reader),
        second_look=_second_look(head, base, document),
        mistakes=tuple(mistakes),
    )


def _second_look(head: RulesFile | None, base: Sheet, document: Document) -> Document | None:
    if head is None or head.second_look is None:
        return base.second_look
    return (base.second_look if head.extends else document) if head.second_look else None


def _rules(
    raw_rules: list[object], base: dict[str, Placed[RulePart]], document: Document, mistakes: list[Mistake]
) -> tuple[Placed[RulePart], ...]:
    rules = dict(base)
    seen: dict[str, int] = {}
    for number, raw in enumerate(raw_rules):
        where: Where = ("rules", number)
        keys = raw.keys() if isinstance(raw, dict) else set()
        name = str(raw["id"]) if isinstance(raw, dict) and "id" in raw else ""
        if name in seen:
            text = f"rule '{name}' stands here twice (first on line {seen[name]})"
            mistakes.append(Mistake(document.file, document.line((*where, "id")), text))
            continue
        if name:
            seen[name] = document.line((*where, "id"))
        if name in base:
            if change := _part(RuleChange, raw, where, document, mistakes):
                rules[name] = laid_over(base[name], Placed(change, document, where))
        elif base and name and not {"concern", "title"} & keys:
            text = f"no shipped rule is called '{name}'{meant(name, base)}"
            mistakes.append(Mistake(document.file, document.line(where), text))
        elif rule := _part(RulePart, raw, where, document, mistakes):
            rules[rule.id] = Placed(rule, document, where)
    return tuple(rules.values())


def _keys(document: Document, section: str) -> tuple[str, ...]:
    value = document.value
    parts = value.get(section) if isinstance(value, dict) else None
    return tuple(parts) if isinstance(parts, dict) else ()


def _named(model: type[Part], section: str, document: Document, mistakes: list[Mistake]) -> dict[str, Placed[Part]]:
    """The valid parts of a section of named parts."""
    value = document.value
    parts = (value.get(section) if isinstance(value, dict) else None) or {}
    if not isinstance(parts, dict):
        text = f"'{section}' needs names below it, each with keys of its own"
        mistakes.append(Mistake(document.file, document.line((section,)), text))
        return {}
    found: dict[str, Placed[Part]] = {}
    for name, raw in parts.items():
        where: Where = (section, name)
        if not NAME.fullmatch(name):
            text = f"'{name}' cannot be a name: use lower-case letters, digits and dashes"
            mistakes.append(Mistake(document.file, document.line(where), text))
        if part := _part(model, raw, where, document, mistakes):
            found[name] = Placed(part, document, where)
    return found


def _part(model: type[Part], raw: object, where: Where, document: Document, mistakes: list[Mistake]) -> Part | None:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        for detail in error.errors():
            if not is_said_better(detail):
                place = (*where, *detail["loc"])
                mistakes.append(Mistake(document.file, document.line(place), in_words(detail, where)))
        return None

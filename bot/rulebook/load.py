"""Reads rules files into a rulebook, or says everything that is wrong with them, by line."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bot.errors import Mistake, RulesError
from bot.located import Where
from bot.rulebook.book import Rulebook
from bot.rulebook.build import Placed, Sheet, build, laid_over
from bot.rulebook.document import Document, read_document
from bot.rulebook.examples import failed_examples
from bot.rulebook.explain_mistake import in_words, meant
from bot.rulebook.learned import MODEL, load_model
from bot.rulebook.lists import shipped_lists
from bot.rulebook.schema import NAME, ContextPart, ListChange, RuleChange, RulePart, RulesFile
from bot.shipped import RULES

Part = TypeVar("Part", bound=BaseModel)


def load_shipped(model: Path = MODEL) -> Rulebook:
    """The rules that ship with Schoolgate. Their examples were run when they were tested."""
    return build(_sheet(read_document(RULES)), shipped_lists(), str(RULES), partial(load_model, model))


def every_shipped_example() -> Iterator[tuple[RulePart, str | tuple[str, ...], bool]]:
    """Each with its rule, and whether the rule must flag it."""
    for placed in _sheet(read_document(RULES)).rules:
        if placed.part.mode != "off":
            yield from ((placed.part, each, True) for each in placed.part.examples.flag)
            yield from ((placed.part, each, False) for each in placed.part.examples.leave)


def load(path: Path) -> Rulebook:
    """A rules file, or one that `extends: shipped`. Raises FileError, or RulesError with every mistake in it."""
    return judged(read_document(path), str(path))


def check(path: Path) -> tuple[Rulebook, int]:
    """The rulebook and how many examples it was tried on. Raises as `load` does."""
    document = read_document(path)
    sheet = _sheet(document)
    examples = sum(len(placed.part.examples.flag) + len(placed.part.examples.leave) for placed in sheet.rules)
    return judged(document, str(path)), examples


def judged(document: Document, source: str, model: Path = MODEL) -> Rulebook:
    """The same for a file already read."""
    sheet = _sheet(document)
    book = build(sheet, shipped_lists(), source, partial(load_model, model))
    own = [placed for placed in sheet.rules if placed.document is document]
    failed = (*failed_examples(book, own, "flag"), *failed_examples(book, sheet.rules, "leave"))
    if failed:
        raise RulesError(failed)
    # An overlay may take away what a shipped rule looks for; it should know that it did.
    shipped = [placed for placed in sheet.rules if placed.document is not document]
    lost = map(str, failed_examples(book, shipped, "flag"))
    return replace(book, advice=(*book.advice, *_advice(sheet), *lost))


def _sheet(document: Document) -> Sheet:
    """The valid parts, each with its place, an overlay's laid over the shipped ones; and the mistakes."""
    value = document.value
    if not isinstance(value, dict):
        raise RulesError((Mistake(document.file, 1, "a rules file starts with 'version: 1' and has 'rules:'"),))
    mistakes: list[Mistake] = []
    head = _part(RulesFile, {**value, "rules": [], "lists": {}, "contexts": {}}, (), document, mistakes)
    is_overlay = head.extends is not None if head else "extends" in value
    base = _sheet(read_document(RULES)) if is_overlay else Sheet()
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
        rules=rules,
        lists=(*base.lists, *_named(ListChange, "lists", document, mistakes).items()),
        contexts={**base.contexts, **contexts},
        broken_contexts=frozenset(_keys(document, "contexts")) - contexts.keys(),
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
            place = (*where, *detail["loc"])
            mistakes.append(Mistake(document.file, document.line(place), in_words(detail)))
        return None


def _advice(sheet: Sheet) -> Iterator[str]:
    """What loads but is unwise."""
    for placed in sheet.rules:
        rule = placed.part
        if rule.when.repeats or rule.when.pile_on:
            continue  # one message is no example of what adds up
        if not rule.examples.flag:
            yield f"{placed.at('examples')}: rule '{rule.id}' has no example it must flag"
        if not rule.examples.leave:
            yield f"{placed.at('examples')}: rule '{rule.id}' has no example it must leave alone"
        if rule.when.says and rule.when.about is None and not rule.unless:
            yield f"{placed.at('when')}: rule '{rule.id}' asks neither whom the words are about nor when to leave them"

"""Reads rules files into a rulebook, or says everything that is wrong with them, by line."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bot.errors import Mistake, RulesError
from bot.rulebook.book import Rulebook
from bot.rulebook.build import Placed, Sheet, build, laid_over
from bot.rulebook.document import Document, Where, read_document
from bot.rulebook.examples import failed_examples
from bot.rulebook.explain_mistake import in_words, meant
from bot.rulebook.lists import shipped_lists
from bot.rulebook.schema import ListChange, RuleChange, RulePart, RulesFile
from bot.shipped import RULES

Part = TypeVar("Part", bound=BaseModel)


def load_shipped() -> Rulebook:
    """The rules that ship with Schoolgate. Their examples were run when they were tested."""
    return build(_sheet(read_document(RULES)), shipped_lists(), str(RULES))


def load(path: Path) -> Rulebook:
    """A rules file, or one that `extends: shipped`. Raises FileError, or RulesError with every mistake in it."""
    sheet = _sheet(read_document(path))
    book = build(sheet, shipped_lists(), str(path))
    failed = tuple(failed_examples(book, sheet))
    if failed:
        raise RulesError(failed)
    return replace(book, advice=tuple(_advice(sheet)))


def _sheet(document: Document) -> Sheet:
    """The file's parts, each a valid value with its place; an overlay's laid over the shipped ones."""
    mistakes: list[Mistake] = []
    value = document.value
    if not isinstance(value, dict):
        raise RulesError((Mistake(document.file, 1, "a rules file starts with 'version: 1' and has 'rules:'"),))
    raw_rules = value.get("rules") or []
    head = _part(RulesFile, {**value, "rules": []}, (), document, mistakes)
    if not isinstance(raw_rules, list):
        mistakes.append(
            Mistake(document.file, document.line(("rules",)), "'rules' is a list: each rule starts with '- id:'")
        )
        raw_rules = []
    base = _sheet(read_document(RULES)) if head and head.extends else Sheet()
    rules = {place.part.id: place for place in base.rules}
    seen: dict[str, int] = {}
    for number, raw in enumerate(raw_rules):
        where: Where = ("rules", number)
        name = str(raw.get("id", "")) if isinstance(raw, dict) else ""
        if name and name in seen:
            text = f"rule '{name}' stands here twice (first on line {seen[name]})"
            mistakes.append(Mistake(document.file, document.line((*where, "id")), text))
            continue
        seen[name] = document.line(where)
        if name in rules:
            change = _part(RuleChange, raw, where, document, mistakes)
            if change:
                rules[name] = laid_over(rules[name], Placed(change, document, where))
        elif base.rules and isinstance(raw, dict) and not {"concern", "title"} & raw.keys():
            mistakes.append(
                Mistake(document.file, document.line(where), f"no shipped rule is called '{name}'{meant(name, rules)}")
            )
        elif rule := _part(RulePart, raw, where, document, mistakes):
            rules[rule.id] = Placed(rule, document, where)
    if not raw_rules and head and not head.extends:
        mistakes.append(Mistake(document.file, 1, "there are no rules; each starts with '- id:'"))
    if mistakes or head is None:
        raise RulesError(tuple(mistakes))
    return Sheet(
        rules=tuple(rules.values()),
        lists=(*base.lists, *_placed_lists(head, document)),
        contexts={
            **base.contexts,
            **{name: Placed(part, document, ("contexts", name)) for name, part in head.contexts.items()},
        },
    )


def _placed_lists(head: RulesFile, document: Document) -> Iterator[tuple[str, Placed[ListChange]]]:
    for name, change in head.lists.items():
        yield name, Placed(change, document, ("lists", name))


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
        if not rule.examples.flag and not (rule.when.repeats or rule.when.pile_on):
            yield f"{placed.at('examples')}: rule '{rule.id}' has no example it must flag"
        if not rule.examples.leave:
            yield f"{placed.at('examples')}: rule '{rule.id}' has no example it must leave alone"
        if rule.when.says and rule.when.about is None and not rule.unless:
            yield f"{placed.at('when')}: rule '{rule.id}' asks neither whom the words are about nor when to leave them"

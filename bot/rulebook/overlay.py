"""Lays a group's own short file over the rules all groups share: what it does not change is not compiled again."""

from dataclasses import replace

from bot.detectors.says import Pattern
from bot.errors import Mistake, RulesError
from bot.finding import Alert, Level, RuleId, RuleMode
from bot.reading.laid import Laid
from bot.reading.phrases import Entry
from bot.reading.reading import Reader
from bot.rulebook.book import Rulebook
from bot.rulebook.build import Builder, Built, anchored, hidden_in
from bot.rulebook.document import parse_document
from bot.rulebook.gate import LaidGate
from bot.rulebook.lists import WordLists
from bot.rulebook.patterns import words_of
from bot.rulebook.proof import foreign, proved
from bot.rulebook.rule import Context, Rule
from bot.rulebook.schema import RulePart
from bot.rulebook.sheet import Placed, Sheet, sheet_of


class Overlaid:
    """`book.Ground`: one rulebook, and the files of many groups over it."""

    def __init__(self, built: Built) -> None:
        self.book = replace(built.book, ground=self)
        self._built = built

    def read(self, text: str, file: str) -> Sheet:
        document = parse_document(text, file)
        if not isinstance(document.value, dict) or "extends" not in document.value:
            line = document.line(("version",))
            raise RulesError((Mistake(file, line, "a group's own file says 'extends: shipped' below its version"),))
        return sheet_of(document, lambda: self._built.sheet)

    def lay(self, sheet: Sheet, on_trial: frozenset[RuleId] = frozenset()) -> Rulebook:
        return _Layer(self._built, _tried(sheet, self._built.sheet, on_trial)).laid()

    def prove(self, book: Rulebook, sheet: Sheet) -> tuple[str, ...]:
        base = self._built.sheet
        is_alike = sheet.lists == base.lists and sheet.contexts.keys() == base.contexts.keys()
        is_alike = is_alike and all(placed is base.contexts[name] for name, placed in sheet.contexts.items())
        return proved(book, sheet, () if is_alike else foreign(sheet))


def is_grave(rule: RulePart) -> bool:
    """Danger, or a life at risk: never silent, not even for a week."""
    return rule.level is Level.DANGER or rule.alert is Alert.URGENT


def _tried(sheet: Sheet, base: Sheet, on_trial: frozenset[RuleId]) -> Sheet:
    """With rules on trial in shadow; one that is grave stays for so long as it was."""
    before = {placed.part.id: placed for placed in base.rules if placed.part.mode != "off"}

    def tried(placed: Placed[RulePart]) -> Placed[RulePart]:
        old = before.get(placed.part.id)
        if old is not None and is_grave(old.part):
            return old
        return replace(placed, part=placed.part.model_copy(update={"mode": RuleMode.SHADOW}))

    return replace(sheet, rules=tuple(tried(p) if p.part.id in on_trial else p for p in sheet.rules))


class _Layer(Builder):
    def __init__(self, base: Built, sheet: Sheet) -> None:
        super().__init__(sheet, base.grammar)
        self.base = base
        self.trained = base.book.trained if sheet.is_learned else None

    def laid(self) -> Rulebook:
        old = self.base.grammar.lists
        lists = self.changed(old, self.sheet.lists[len(self.base.sheet.lists) :])
        self.grammar = self.base.grammar.with_lists(lists)
        known = set(self.grammar.known)
        contexts = self.contexts()
        rules = self.rules(contexts)
        if self.mistakes:
            raise RulesError(tuple(self.mistakes))
        changes = _changes(lists, old)
        phrases = Laid(self.base.phrases, changes, self.grammar.parts)
        words = {word for text, one in self.grammar.known.items() if text not in known for word in words_of(one.node)}
        words |= {word for more, _ in changes.values() for entry in more for word in entry}
        hidden = [w for name, (more, _) in changes.items() if lists.lists[name].hidden for w in hidden_in(more)]
        base = self.base.book
        reader = Reader(base.reader.lexicon.with_own(words, hidden), phrases, base.reader)
        places = {rule.id: number for number, rule in enumerate(rules)}
        shared = tuple(
            places[rule.id] if rule.id in places and rules[places[rule.id]].says == rule.says else None
            for rule in base.rules
        )
        own = [(place, pattern) for place, pattern in anchored(rules) if place[0] not in shared]
        return replace(
            base, rules=rules, reader=reader, gate=LaidGate(self.base.gate, shared, phrases, own),
            trained=self.trained, advice=(), ground=None,
        )  # fmt: skip

    def contexts(self) -> dict[str, Context]:
        found: dict[str, Context] = {}
        for name, placed in self.sheet.contexts.items():
            old = self.base.contexts.get(name)
            is_same = old is not None and placed is self.base.sheet.contexts.get(name) and self.is_known(old.patterns)
            found[name] = old if is_same and old is not None else self.context(name, placed)
        return found

    def rules(self, contexts: dict[str, Context]) -> tuple[Rule, ...]:
        before = {placed.part.id: placed for placed in self.base.sheet.rules}
        compiled = {rule.id: rule for rule in self.base.book.rules}
        rules: list[Rule] = []
        for placed in self.sheet.rules:
            if not self.is_used(placed):
                continue
            old = compiled.get(RuleId(placed.part.id))
            if old is not None and placed is before.get(placed.part.id) and self.is_shared(old, contexts):
                is_doubted = old.is_doubted and self.sheet.second_look is not None and self.sheet.is_learned
                rules.append(old if is_doubted == old.is_doubted else replace(old, is_doubted=is_doubted))
            elif (rule := self.rule(placed, contexts)) is not None:
                rules.append(rule)
        return tuple(rules)

    def is_known(self, patterns: tuple[Pattern, ...]) -> bool:
        return all(self.grammar.known.get(pattern.text) is pattern for pattern in patterns)

    def is_shared(self, rule: Rule, contexts: dict[str, Context]) -> bool:
        is_silenced_alike = all(contexts.get(context.name) is context for context in rule.unless)
        return is_silenced_alike and self.is_known((*rule.says, *rule.also, *rule.after))


def _changes(lists: WordLists, old: WordLists) -> dict[str, tuple[frozenset[Entry], frozenset[Entry]]]:
    found: dict[str, tuple[frozenset[Entry], frozenset[Entry]]] = {}
    for name, words in lists.lists.items():
        before = old.lists.get(name)
        if words is not before:
            entries = frozenset[Entry]() if before is None else before.entries
            found[name] = (words.entries - entries, entries - words.entries)
    return found

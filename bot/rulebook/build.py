"""Compiles the parts of a rules file into a rulebook; every mistake that only compiling shows is located too."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import TypeVar

from pydantic import BaseModel

from bot.detectors.model import Model
from bot.detectors.pile_on import PileOn
from bot.detectors.reads_like import ReadsLike, Trained
from bot.detectors.regex import Regex
from bot.detectors.repeats import Repeats
from bot.detectors.says import Pattern
from bot.detectors.traits import Words
from bot.errors import FileError, RulesError
from bot.finding import Alert, Concern, Level, RuleId, RuleMode
from bot.reading.lexicon import Lexicon
from bot.reading.phrases import Entry, Parts, Phrases
from bot.reading.reading import Reader
from bot.rulebook.book import Rulebook
from bot.rulebook.explain_mistake import meant
from bot.rulebook.gate import Gate, Place
from bot.rulebook.learned import load_model
from bot.rulebook.lists import WordLists
from bot.rulebook.ordinary import ordinary_words
from bot.rulebook.patterns import Grammar, UnknownListError
from bot.rulebook.rule import Context, Rule
from bot.rulebook.schema import ContextPart, ListChange, RulePart
from bot.rulebook.sheet import Placed, Sheet
from bot.rulebook.unwatched import unwatched
from bot.wording.phrasebook import load as load_phrasebook
from bot.wording.phrasebook import note_keys

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A rulebook, and what a group's own file needs to be laid over it."""

    book: Rulebook
    sheet: Sheet
    grammar: Grammar
    contexts: Mapping[str, Context]
    gate: Gate
    phrases: Phrases


def build(sheet: Sheet, lists: WordLists, source: str, model: Callable[[], Model] = load_model) -> Built:
    """Raises RulesError with every mistake. Without its model the rules that need the learned reader are left out."""
    with unwatched():
        return Builder(sheet, Grammar(lists, Parts()), model).built(source)


def anchored(rules: Iterable[Rule]) -> Iterator[tuple[Place, Pattern]]:
    """The patterns that some word gives away, each with its place."""
    for number, rule in enumerate(rules):
        yield from (((number, place), pattern) for place, pattern in enumerate(rule.says) if pattern.every)


def listed_words(grammar: Grammar) -> frozenset[str]:
    """Every word of a list, and those everybody uses. For a grammar that has read no patterns yet."""
    listed: set[str] = set()
    for name, words in grammar.lists.lists.items():
        listed.update(*words.entries)
        grammar.listed(name, "")
    listed |= grammar.words.forms
    # What is an ordinary word apart is not read as the beginning of a rude one.
    return frozenset(listed | ordinary_words().keys())


@cache
def _wordings() -> tuple[str, ...]:
    return tuple(note_keys(load_phrasebook("en")))


def hidden_in(entries: Iterable[Entry]) -> Iterator[str]:
    """Words of a list that people disguise."""
    return (entry[0] for entry in entries if len(entry) == 1 and len(entry[0]) > 2)


class Builder:
    def __init__(self, sheet: Sheet, grammar: Grammar, model: Callable[[], Model] = load_model) -> None:
        self.sheet = sheet
        self.model = model
        self.trained: Trained | None = None
        self.without_reader: str | None = None
        self.mistakes = list(sheet.mistakes)
        self.grammar = grammar
        self.wordings = _wordings()

    def changed(self, lists: WordLists, changes: Iterable[tuple[str, Placed[ListChange]]]) -> WordLists:
        for name, change in changes:
            tried = self.tried(change, partial(lists.changed, name, change.part.add, change.part.remove))
            lists = tried or lists
        return lists

    def built(self, source: str) -> Built:
        lists = self.changed(self.grammar.lists, self.sheet.lists)
        self.grammar = Grammar(lists, self.grammar.parts)
        entries = {name: words.entries for name, words in lists.lists.items()}
        listed = listed_words(self.grammar)
        self.trained = self.learned(listed)
        contexts = {name: self.context(name, placed) for name, placed in self.sheet.contexts.items()}
        rules = tuple(
            rule
            for placed in self.sheet.rules
            if self.is_used(placed) and (rule := self.rule(placed, contexts)) is not None
        )
        if self.mistakes:
            raise RulesError(tuple(self.mistakes))
        hidden = [word for words in lists.lists.values() if words.hidden for word in hidden_in(words.entries)]
        lexicon = Lexicon.of(listed | self.grammar.words.forms, hidden, lists.english.speak, ordinary_words())
        phrases = Phrases(entries, self.grammar.parts)
        gate = Gate(anchored(rules), phrases)
        book = Rulebook(
            rules=rules,
            reader=Reader(lexicon, phrases),
            gate=gate,
            ordinary=frozenset(ordinary_words()),
            source=source,
            trained=self.trained,
            advice=(self.without_reader,) if self.without_reader else (),
            without_reader=self.without_reader,
        )
        return Built(book=book, sheet=self.sheet, grammar=self.grammar, contexts=contexts, gate=gate, phrases=phrases)

    def is_used(self, placed: Placed[RulePart]) -> bool:
        return placed.part.mode != "off" and (self.trained is not None or not placed.part.when.reads_like)

    def learned(self, words: frozenset[str]) -> Trained | None:
        """The learned reader, if the file asks for it and it can be had."""
        asking = [placed for placed in self.sheet.rules if placed.part.mode != "off" and placed.part.when.reads_like]
        if not self.sheet.is_learned:
            return None
        try:
            return Trained(self.model(), Words(words)) if asking or self.sheet.second_look else None
        except FileError as error:
            names = ", ".join(placed.part.id for placed in asking)
            left_out = f"these rules are left out: {names}" if names else "there is no second look"
            self.without_reader = f"{error}\nWithout the learned reader {left_out}"
            return None

    def reads_like(self, placed: Placed[RulePart]) -> ReadsLike | None:
        wanted = placed.part.when.reads_like
        if not wanted or self.trained is None:
            return None
        for concern in wanted:
            if concern not in self.trained.model.concerns:
                text = f"the learned reader knows no '{concern}'; it knows {', '.join(self.trained.model.concerns)}"
                self.mistakes.append(placed.mistake(text, "when", "reads_like", concern))
        return ReadsLike(wanted, self.trained)

    def tried(self, placed: Placed[BaseModel], make: Callable[[], T], *inner: str | int) -> T | None:
        try:
            return make()
        except UnknownListError as error:
            self.mistakes.append(placed.mistake(f"{error}{meant(error.name, self.grammar.lists.lists)}", *inner))
        except ValueError as error:
            self.mistakes.append(placed.mistake(str(error), *inner))
        return None

    def patterns(
        self, placed: Placed[BaseModel], texts: Iterable[str], *inner: str | int, is_bound: bool = False
    ) -> tuple[Pattern, ...]:
        """`is_bound`: something else keeps them from matching nearly everything."""
        read = self.grammar.bound if is_bound else self.grammar.anchored
        found = [self.tried(placed, partial(read, text), *inner, number) for number, text in enumerate(texts)]
        return tuple(pattern for pattern in found if pattern is not None)

    def context(self, name: str, placed: Placed[ContextPart]) -> Context:
        part = placed.part
        if not part.says and not part.holds:
            self.mistakes.append(placed.mistake(f"context '{name}' says nothing: give it 'says' or 'is'"))
        return Context(
            name=name,
            title=part.title,
            patterns=self.patterns(placed, part.says, "says"),
            holds=part.holds,
            where=part.where,
        )

    def rule(self, placed: Placed[RulePart], contexts: Mapping[str, Context]) -> Rule | None:
        part, when = placed.part, placed.part.when
        if (when.after or when.answers) and not when.says:
            self.mistakes.append(
                placed.mistake(f"rule '{part.id}' says what comes before but not what is said: give it 'says'", "when")
            )
        elif not (when.says or when.shares or when.regex or when.reads_like or when.repeats or when.pile_on):
            text = (
                f"rule '{part.id}' would match every message: give it 'says', 'shares', 'regex', 'reads_like', "
                "'repeats' or 'pile_on'"
            )
            self.mistakes.append(placed.mistake(text, "when"))
        for number, name in enumerate(part.unless):
            if name not in contexts and name not in self.sheet.broken_contexts:
                text = f"unknown context '{name}'{meant(name, contexts)}"
                self.mistakes.append(placed.mistake(text, "unless", number))
        wording = part.wording or part.concern.value
        if wording not in self.wordings:
            self.mistakes.append(
                placed.mistake(f"unknown wording '{wording}'{meant(wording, self.wordings)}", "wording")
            )
        regexes = [
            self.tried(placed, partial(Regex, text), "when", "regex", number) for number, text in enumerate(when.regex)
        ]
        about = (when.about,) if isinstance(when.about, str) else when.about or ()
        counted = [part.concerns for part in (when.repeats, when.pile_on) if part]
        return Rule(
            id=RuleId(part.id),
            title=part.title,
            concern=part.concern,
            level=part.level,
            says=self.patterns(placed, when.says, "when", "says", is_bound=bool(when.after or when.answers)),
            also=self.patterns(placed, when.also, "when", "also"),
            after=self.patterns(placed, when.after, "when", "after", is_bound=True),
            answers=frozenset(when.answers),
            about=frozenset(about),
            shares=when.shares,
            regex=tuple(regex for regex in regexes if regex),
            reads_like=self.reads_like(placed),
            repeats=Repeats(times=when.repeats.times, days=when.repeats.days) if when.repeats else None,
            pile_on=PileOn(posters=when.pile_on.posters, minutes=when.pile_on.minutes) if when.pile_on else None,
            concerns=frozenset(concern for concerns in counted for concern in concerns),
            unless=tuple(contexts[name] for name in part.unless if name in contexts),
            wording=wording,
            signpost=part.signpost,
            alert=Alert.CROWD if when.pile_on else part.alert,
            is_strict=part.naming == "strict",
            is_doubted=placed.document is self.sheet.second_look
            and part.level is not Level.DANGER
            and part.naming is None  # civil criticism reads like everyday talk, and is what a strict group asked for
            and part.alert is not Alert.URGENT
            and part.concern is not Concern.RISK,  # a life may hang on it
            mode=RuleMode(part.mode),
        )

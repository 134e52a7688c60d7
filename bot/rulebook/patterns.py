"""The language of `says`: words, <lists>, (a|b), optional?, … for a gap, !(not this), ^ and $ for a sentence's ends."""

import re
from collections.abc import Iterator

from bot.detectors.nodes import LIVE, SOMEBODY, Edge, Either, Gap, Listed, Live, Node, Sequence, Without, Word
from bot.detectors.says import Pattern
from bot.reading.english import COMMON
from bot.reading.phrases import Needs, Parts, bits
from bot.rulebook.entries import Words, sequence
from bot.rulebook.lists import WordList, WordLists
from bot.rulebook.ordinary import likelihood

GAP = 4  # words a plain … may skip
WIDEST_GAP = 12

_PIECE = re.compile(
    r"\s*(?:(?P<gap>…|\.\.\.)(?P<size>\d*)|(?P<list><[^<>]*>)|(?P<sign>[()|?^$]|!(?=[(<\w]))|(?P<word>=?[^\s()|?^$<>…]+))"
)


class Grammar:
    """Reads patterns with the lists of one rulebook, and gives what they need its number."""

    def __init__(self, lists: WordLists, parts: Parts) -> None:
        self.lists = lists
        self.words = Words(lists.english)
        self.parts = parts
        self._listed: dict[str, Listed] = {}
        self.known: dict[str, Pattern] = {}
        """Patterns it has read; those that are written alike are alike."""

    def with_lists(self, lists: WordLists) -> "Grammar":
        """For a few patterns more, with some lists changed; shares whatever that makes no difference to."""
        other = Grammar(lists, Parts(self.parts))
        other.words = self.words
        changed = {name for name, words in lists.lists.items() if words is not self.lists.lists.get(name)}
        other._listed = {name: node for name, node in self._listed.items() if name not in changed}
        # A new entry like the others needs no other pattern; one that is longer, or looked for as a pattern, does.
        for name in changed & self._listed.keys():
            node = _listed(lists.lists[name], self.words)
            if (node.width, node.longer) == (self._listed[name].width, self._listed[name].longer):
                other._listed[name] = self._listed[name]
        stale = self._listed.keys() - other._listed.keys()
        other.known = {
            text: one for text, one in self.known.items() if not stale or stale.isdisjoint(lists_of(one.node))
        }
        return other

    def bound(self, text: str) -> Pattern:
        """A pattern that something else keeps from matching everything. Raises ValueError saying what is wrong."""
        if text not in self.known:
            self.known[text] = self._read(text)
        return self.known[text]

    def _read(self, text: str) -> Pattern:
        pieces = _pieces(text)
        node = _either(pieces, self, text)
        if pieces:
            raise ValueError(f"'{text}' has a ')' too many")
        sequence = node if isinstance(node, Sequence) else Sequence((node,))
        needs, number, begins = sequence.all_needs, self.parts.number, sequence.begins
        words = begins.without(SOMEBODY) if begins else None
        return Pattern(
            text=text,
            node=sequence,
            every=bits(map(number, needs)),
            rarest=number(min(needs, key=lambda part: part.likelihood)) if needs else None,
            begins=number(words) if words and (words.phrases or words.lists) else None,
            may_begin_with_somebody=begins is not None and begins.lists >= SOMEBODY.lists,
            width=sequence.width,
            is_whole=_is_start(sequence.nodes[0]) and _is_end(sequence.nodes[-1]),
        )

    def anchored(self, text: str) -> Pattern:
        """The same for a pattern that stands alone: it must hold some word. Raises ValueError."""
        pattern = self.bound(text)
        if not pattern.every:
            raise ValueError(f"'{text}' has no word or list that must be there: it would match nearly everything")
        return pattern

    def listed(self, name: str, text: str) -> Listed:
        """Raises UnknownListError."""
        if name not in self.lists.lists:
            raise UnknownListError(name, text)
        if name not in self._listed:
            self._listed[name] = _listed(self.lists.lists[name], self.words)
        return self._listed[name]


def _is_start(node: Node) -> bool:
    return isinstance(node, Edge) and node.is_start


def _is_end(node: Node) -> bool:
    return isinstance(node, Edge) and not node.is_start


def _pieces(text: str) -> list[re.Match[str]]:
    pieces: list[re.Match[str]] = []
    place = 0
    while place < len(text.rstrip()):
        match = _PIECE.match(text, place)
        if not match:
            raise ValueError(f"'{text}': cannot read '{text[place : place + 10].strip()}'")
        pieces.append(match)
        place = match.end()
    pieces.reverse()
    return pieces


def _either(pieces: list[re.Match[str]], grammar: Grammar, text: str) -> Node:
    options = [_sequence(pieces, grammar, text)]
    while pieces and pieces[-1]["sign"] == "|":
        pieces.pop()
        options.append(_sequence(pieces, grammar, text))
    return options[0] if len(options) == 1 else Either(tuple(options))


def _sequence(pieces: list[re.Match[str]], grammar: Grammar, text: str) -> Node:
    nodes: list[Node] = []
    while pieces and pieces[-1]["sign"] not in {"|", ")"}:
        nodes.append(_node(pieces, grammar, text))
    if not nodes:
        raise ValueError(f"'{text}' has an empty alternative; write 'word?' for a word that may be missing")
    return sequence(nodes)


def _node(pieces: list[re.Match[str]], grammar: Grammar, text: str) -> Node:
    piece = pieces.pop()
    node: Node
    if piece["gap"]:
        size = int(piece["size"] or GAP)
        if size > WIDEST_GAP:
            raise ValueError(f"'{text}': a gap may be {WIDEST_GAP} words at most, not {size}")
        return Gap(size)
    if piece["list"]:
        name = piece["list"][1:-1].strip()
        node = Live(name) if name in LIVE else grammar.listed(name, text)
    elif piece["word"]:
        node = _word(piece["word"], grammar, text)
    else:
        node = _signed(piece["sign"], pieces, grammar, text)
    if pieces and pieces[-1]["sign"] == "?":
        pieces.pop()
        node = Either((node,), is_optional=True)
    return node


def _signed(sign: str, pieces: list[re.Match[str]], grammar: Grammar, text: str) -> Node:
    match sign:
        case "(":
            node = _either(pieces, grammar, text)
            if not pieces or pieces.pop()["sign"] != ")":
                raise ValueError(f"'{text}' has a '(' without its ')'")
            return node
        case "!":
            return Without(_node(pieces, grammar, text))
        case "^" | "$":
            return Edge(is_start=sign == "^")
        case _:
            raise ValueError(f"'{text}': '{sign}' has nothing before it")


def _listed(known: WordList, words: Words) -> Listed:
    longer = tuple(words.node(choice, known.kind) for choice in known.longer)
    share = sum(min(map(likelihood, entry)) for entry in known.entries)
    needs = Needs(lists=frozenset({known.name}), likelihood=share)
    width = max(map(len, known.entries), default=0)
    if not longer:
        return Listed(known.name, width, needs)
    either = Either(longer)
    if either.needs is None:
        raise AssertionError(f"an entry of <{known.name}> that may be nothing is written out")
    return Listed(known.name, max(width, either.width), needs | either.needs, either)


class UnknownListError(ValueError):
    def __init__(self, name: str, text: str) -> None:
        self.name = name
        super().__init__(f"'{text}' names a list <{name}> that does not exist")


def _word(written: str, grammar: Grammar, text: str) -> Node:
    words = grammar.lists.english.read(written.lstrip("="))
    if not words:
        raise ValueError(f"'{text}': '{written}' has no letters to look for")
    inflects = not (written.startswith("=") or len(words) > 1)
    return sequence([grammar.words.word(word, "any" if inflects and word not in COMMON else "none") for word in words])


def lists_of(node: Node | None) -> Iterator[str]:
    """Every list it names."""
    match node:
        case Listed(name):
            yield name
        case Either(nodes) | Sequence(nodes):
            for part in nodes:
                yield from lists_of(part)
        case Without(part):
            yield from lists_of(part)
        case _:
            return


def words_of(node: Node | None) -> Iterator[str]:
    """Every single word a pattern looks for."""
    match node:
        case Word(forms):
            yield from forms
        case Either(nodes) | Sequence(nodes):
            for part in nodes:
                yield from words_of(part)
        case Without(part):
            yield from words_of(part)
        case _:
            return

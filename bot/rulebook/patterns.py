"""The language of `says`: words, <lists>, (a|b), optional?, … for a gap, !(not this), ^ and $ for a sentence's ends."""

import re
from functools import reduce
from operator import or_

from bot.detectors.nodes import LIVE, Edge, Either, Gap, Listed, Live, Node, Sequence, Without, Word
from bot.detectors.says import Pattern
from bot.reading.english import COMMON
from bot.reading.phrases import Needs, Parts
from bot.rulebook.lists import WordLists, likelihood

GAP = 4  # words a plain … may skip
WIDEST_GAP = 12

_PIECE = re.compile(
    r"\s*(?:(?P<gap>…|\.\.\.)(?P<size>\d*)|(?P<list><[^<>]*>)|(?P<sign>[()|?^$]|!(?=[(<\w]))|(?P<word>=?[^\s()|?^$<>…]+))"
)


def parse(text: str, lists: WordLists, parts: Parts) -> Pattern:
    """Raises ValueError saying what is wrong and where."""
    pieces = _pieces(text)
    node = _either(pieces, lists, text)
    if pieces:
        raise ValueError(f"'{text}' has a ')' too many")
    sequence = node if isinstance(node, Sequence) else Sequence((node,))
    needs = sequence.all_needs
    return Pattern(
        text=text,
        node=sequence,
        every=reduce(or_, map(parts.bit, needs), 0),
        rarest=parts.bit(min(needs, key=lambda part: part.likelihood)) if needs else 0,
        begins=parts.bit(sequence.begins) if sequence.begins else 0,
    )


def anchored(text: str, lists: WordLists, parts: Parts) -> Pattern:
    """The same for a pattern that stands alone: it must hold some word. Raises ValueError."""
    pattern = parse(text, lists, parts)
    if not pattern.every:
        raise ValueError(f"'{text}' has no word or list that must be there: it would match nearly everything")
    return pattern


def _pieces(text: str) -> list[re.Match[str]]:
    pieces: list[re.Match[str]] = []
    place = 0
    while place < len(text.rstrip()):
        match = _PIECE.match(text, place)
        if not match:
            raise ValueError(f"'{text}': cannot read '{text[place : place + 10].strip()}'")
        pieces.append(match)
        place = match.end()
    if not pieces:
        raise ValueError("an empty pattern would match every message")
    pieces.reverse()
    return pieces


def _either(pieces: list[re.Match[str]], lists: WordLists, text: str) -> Node:
    options = [_sequence(pieces, lists, text)]
    while pieces and pieces[-1]["sign"] == "|":
        pieces.pop()
        options.append(_sequence(pieces, lists, text))
    return options[0] if len(options) == 1 else Either(tuple(options))


def _sequence(pieces: list[re.Match[str]], lists: WordLists, text: str) -> Node:
    nodes: list[Node] = []
    while pieces and pieces[-1]["sign"] not in {"|", ")"}:
        nodes.append(_node(pieces, lists, text))
    if not nodes:
        raise ValueError(f"'{text}' has an empty alternative; write 'word?' for a word that may be missing")
    return nodes[0] if len(nodes) == 1 else Sequence(tuple(nodes))


def _node(pieces: list[re.Match[str]], lists: WordLists, text: str) -> Node:
    piece = pieces.pop()
    node: Node
    if piece["gap"]:
        size = int(piece["size"] or GAP)
        if size > WIDEST_GAP:
            raise ValueError(f"'{text}': a gap may be {WIDEST_GAP} words at most, not {size}")
        return Gap(size)
    if piece["list"]:
        node = _named(piece["list"][1:-1].strip(), lists, text)
    elif piece["word"]:
        node = _word(piece["word"], lists, text)
    else:
        node = _signed(piece["sign"], pieces, lists, text)
    if pieces and pieces[-1]["sign"] == "?":
        pieces.pop()
        node = Either((node,), is_optional=True)
    return node


def _signed(sign: str, pieces: list[re.Match[str]], lists: WordLists, text: str) -> Node:
    match sign:
        case "(":
            node = _either(pieces, lists, text)
            if not pieces or pieces.pop()["sign"] != ")":
                raise ValueError(f"'{text}' has a '(' without its ')'")
            return node
        case "!":
            return Without(_node(pieces, lists, text))
        case "^" | "$":
            return Edge(is_start=sign == "^")
        case _:
            raise ValueError(f"'{text}': '{sign}' has nothing before it")


def _named(name: str, lists: WordLists, text: str) -> Node:
    if name in LIVE:
        return Live(name)
    if name not in lists.lists:
        raise UnknownListError(name, text)
    entries = lists.lists[name].entries
    share = sum(min(map(likelihood, entry)) for entry in entries)
    return Listed(name, max(map(len, entries), default=0), Needs(lists=frozenset({name}), likelihood=share))


class UnknownListError(ValueError):
    def __init__(self, name: str, text: str) -> None:
        self.name = name
        super().__init__(f"'{text}' names a list <{name}> that does not exist")


def _word(written: str, lists: WordLists, text: str) -> Node:
    is_exact = written.startswith("=")
    words = lists.english.read(written.lstrip("="))
    if not words:
        raise ValueError(f"'{text}': '{written}' has no letters to look for")
    nodes: list[Node] = []
    for word in words:
        kind = "none" if is_exact or word in COMMON or len(words) > 1 else "any"
        said = frozenset(lists.english.forms(word, kind))
        nodes.append(Word.of(said, sum(map(likelihood, said))))
    return nodes[0] if len(nodes) == 1 else Sequence(tuple(nodes))

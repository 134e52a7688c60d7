"""Everybody a message speaks of: names, roles, relations, pronouns."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from bot.finding import Target, TargetKind
from bot.people.names import TITLES, Names, find_names, is_written_as_name, names_of, who_has
from bot.people.register import Register
from bot.reading.reading import Reading

HE = frozenset("he him his himself".split())
SHE = frozenset("she her hers herself".split())
HE_SHE = HE | SHE
THEY = frozenset("they them their theirs themselves".split())
_SEVERAL = frozenset("all lot two three bunch people parents mums dads guys".split())
_SURE_TITLES = TITLES - {"sir", "doctor", "father", "sister", "miss"}
_POINTING = frozenset("the that this those these them our your her his their a an another some any".split())
YOU = frozenset("you your yours yourself yourselves".split())


class How(IntEnum):
    """How surely words point at somebody; declared from weak to strong."""

    THEY = 1
    PRONOUN = 2
    YOU = 3
    WORD = 4
    """"that woman", "the kid"."""
    GUESS = 5
    """A capital in the middle of a sentence: a name, or a car, or a shop."""
    OWN_CHILD = 6
    ROLE = 7
    NAME = 8


@dataclass(frozen=True, slots=True)
class Mention:
    first: int
    last: int
    """[first, last) tokens."""
    target: Target | None
    """None: nobody of this school community (a politician, one's own husband, a film), so nobody's concern."""
    how: How
    name_ends: int | None = None
    """Where a name within it ends that is somebody's by itself: "Mrs Hall" of "Mrs Hall's lad"."""


LISTS = frozenset(
    "outsider own-child own-family parent-role parent-word staff-role pupil-role pupil-word person-word child-name "
    "grown-name generic-you staff-hint pupil-hint parent-hint he-kin she-kin several-kin".split()
)
"""Lists looked up by name here and in target.py; every entry of theirs is looked up as a whole."""


def mentions(
    reading: Reading, register: Register, ordinary: frozenset[str], members: frozenset[str]
) -> tuple[Mention, ...]:
    """Left to right, none inside another. Pronouns come unresolved, as TargetKind.OTHER without a key."""
    names = names_of(register, ordinary)
    found: dict[int, Mention] = {}
    taken: set[int] = set()
    for mention in _candidates(reading, names, ordinary, members):
        place = range(mention.first, mention.last)
        if taken.isdisjoint(place):
            found[mention.first] = mention
            taken.update(place)
    return tuple(found[first] for first in sorted(found))


def _candidates(reading: Reading, names: Names, ordinary: frozenset[str], members: frozenset[str]) -> Iterator[Mention]:
    yield from _listed(reading, "outsider", None)
    for first, last, key in find_names(reading, names, ordinary):
        yield _related(reading, first, last, Target(TargetKind.STAFF, key)) or Mention(
            first, last, Target(TargetKind.STAFF, key), How.NAME
        )
    yield from _listed(reading, "own-child", None, How.OWN_CHILD)
    yield from _listed(reading, "own-family", None)
    yield from _titled_strangers(reading)
    yield from _listed(reading, "parent-role", TargetKind.PARENT)
    yield from _roles(reading, names)
    yield from _first_names(reading, ordinary, members)
    yield from _listed(reading, "pupil-role", TargetKind.PUPIL)
    yield from _listed(reading, "person-word", TargetKind.OTHER, How.WORD)
    yield from _pronouns(reading)


def _pronouns(reading: Reading) -> Iterator[Mention]:
    in_general = {place for first, last in _longest(reading, "generic-you") for place in range(first, last)}
    for index, word in enumerate(reading.words):
        if word in HE_SHE:
            yield Mention(index, index + 1, Target(TargetKind.OTHER), How.PRONOUN)
        elif word in THEY:
            yield Mention(index, index + 1, Target(TargetKind.OTHER), How.THEY)
        elif word in YOU and index not in in_general:
            yield _addressed(reading, index)


def _addressed(reading: Reading, index: int) -> Mention:
    """One person, or several: "you lot"."""
    follows = reading.tokens[index + 1 : index + 3]
    several = next((place for place, token in enumerate(follows, 1) if token.text in _SEVERAL), 0)
    kind = TargetKind.GROUP if several else TargetKind.PARENT
    return Mention(index, index + 1 + several, Target(kind), How.YOU)


def _listed(reading: Reading, name: str, kind: TargetKind | None, how: How = How.ROLE) -> Iterator[Mention]:
    for first, last in _longest(reading, name):
        yield Mention(first, last, None if kind is None else Target(kind), how)


def _longest(reading: Reading, name: str) -> Iterator[tuple[int, int]]:
    """A list's entries with the "that" or "our" before them, the longest first."""
    entries = reading.hits.get(name)
    if entries is None:  # as of most lists
        return iter(())
    found = []
    for first, ends in entries.items():
        starts = first > 0 and reading.tokens[first - 1].text in _POINTING
        found.append((first - 1 if starts else first, ends[0]))
    return iter(sorted(found, key=lambda place: place[0] - place[1]))


def _related(reading: Reading, first: int, last: int, target: Target) -> Mention | None:
    """Somebody's mum is a parent, somebody's lad a pupil."""
    after = last + 1 if last < len(reading) and reading.tokens[last].text == "'s" else last
    for name, kind in (("parent-word", TargetKind.PARENT), ("pupil-word", TargetKind.PUPIL)):
        if (ends := reading.ends(name, after)) and (after > last or name == "parent-word"):
            key = f"{kind}-of:{target.key or reading.tokens[first].text}"
            return Mention(first, ends[0], Target(kind, key), How.NAME, last)
    return None


def _titled_strangers(reading: Reading) -> Iterator[Mention]:
    """A title and a name that is not on the register: more often than not somebody who works at a school."""
    tokens = reading.tokens
    for index in [place for place, word in enumerate(reading.words[:-1]) if word in TITLES]:
        token, follower = tokens[index], tokens[index + 1]
        is_title = token.text in _SURE_TITLES or (token.is_capital and follower.is_capital)
        if is_title and follower.sentence == token.sentence and follower.text.isalpha():
            yield Mention(index, index + 2, Target(TargetKind.STAFF, f"name:{follower.text}"), How.NAME)


def _roles(reading: Reading, names: Names) -> Iterator[Mention]:
    for first, last in _longest(reading, "staff-role"):
        words = tuple(token.text for token in reading.tokens[first:last] if token.text not in _POINTING)
        yield Mention(first, last, Target(TargetKind.STAFF, who_has(words, names)), How.ROLE)


def _first_names(reading: Reading, ordinary: frozenset[str], members: frozenset[str]) -> Iterator[Mention]:
    first_names = {*reading.hits.get("child-name", ()), *reading.hits.get("grown-name", ())}
    for index, token in enumerate(reading.tokens):
        word = token.text
        may_be_known = index in first_names or word in members
        if token.is_opened or not (may_be_known or (token.is_capital and word not in ordinary)):
            continue
        if may_be_known and (kind := _name_kind(reading, index, ordinary, members)):
            target = Target(kind, f"name:{word}")
            yield _related(reading, index, index + 1, target) or Mention(index, index + 1, target, How.NAME)
        elif (
            word not in ordinary and len(word) > 2 and word.isalpha() and is_written_as_name(reading, index)
        ) and not token.is_shouted:
            target = Target(TargetKind.PUPIL, f"name:{word}")
            yield _related(reading, index, index + 1, target) or Mention(index, index + 1, target, How.GUESS)


def _name_kind(reading: Reading, index: int, ordinary: frozenset[str], members: frozenset[str]) -> TargetKind | None:
    """A grown-up's or a child's first name, by who bears it nowadays and by how it is used; None when it is no name."""
    token = reading.tokens[index]
    is_child = bool(reading.ends("child-name", index))
    is_grown = bool(reading.ends("grown-name", index)) or token.text in members
    if not (is_child or is_grown) or (token.text in ordinary and not token.is_capital):
        return None
    before = reading.tokens[index - 1].text if index else ""
    if before in {"your", "his", "her", "their", "little"}:
        return TargetKind.PUPIL
    start, end = reading.sentence_at(index)
    is_spoken_to = any(other.text in YOU for other in reading.tokens[start:end])
    return TargetKind.PARENT if is_grown or is_spoken_to else TargetKind.PUPIL

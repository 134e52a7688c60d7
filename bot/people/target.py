"""Who is this about?"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from bot.finding import Target, TargetKind
from bot.message import Member
from bot.people.mentions import HE, SHE, How, Mention, mentions
from bot.reading.fold import plain
from bot.reading.reading import Reader, Reading
from bot.scene import Scene

_DONE_TO = frozenset("him her them his their".split())
_DOERS = frozenset("i we you he she they it who".split())
FAR = 60  # words within which a sentence names whom it is about
_STOOD_UP_FOR = frozenset(
    "about near against touch touches hurt hurts bully bullies film follow mention upset teach teaching".split()
)
_DOING = {How.PRONOUN, How.WORD, How.GUESS, How.ROLE, How.NAME}
TALK = 4  # messages back that still set the tone
BACK = 8  # of one's own people, how many a pronoun is tried on: a message may hold hundreds of either
SOMEBODY = Target(TargetKind.OTHER)
_NAME = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class About:
    """Whom words are about."""

    target: Target | None
    """None: somebody outside this school community, nobody's concern."""
    is_pointed: bool
    """Some word, or the talk so far, points at a person at all."""


def _first(mention: Mention) -> int:
    return mention.first


def _last_before(mention: Mention, among: Sequence[Mention]) -> Sequence[Mention]:
    """The last few of these in front of it; they stand in order."""
    place = bisect_left(among, mention.first, key=_first)
    return among[max(0, place - BACK) : place]


def _strength(mention: Mention, token: int) -> tuple[int, bool, bool, int]:
    """Sorts last whom a token is likeliest about: somebody named or with a role, the nearest before it."""
    return min(mention.how, How.ROLE), mention.how is How.NAME, mention.last <= token, mention.first


def _first_name(name: str) -> str | None:
    found = _NAME.match(plain(name))
    return found.group() if found else None


class People:
    """Whom the words of one message point at, in its scene. Pure: works things out when asked, once."""

    def __init__(self, reading: Reading, scene: Scene, reader: Reader, ordinary: frozenset[str]) -> None:
        self.reading = reading
        self.scene = scene
        self._reader = reader
        self._ordinary = ordinary
        self._meant: dict[int, Target | None] = {}

    @cached_property
    def earlier(self) -> tuple[tuple[Member | None, Reading], ...]:
        """What was said before, oldest first; the message replied to comes last."""
        said: list[tuple[Member | None, Reading]] = [
            (m.author, self._reader.read_message(m)) for m in self.scene.recent
        ]
        reply = self.scene.message.reply_to
        if reply is not None:
            found = next((m for m in self.scene.recent if m.id == reply.id), None)
            author = reply.author or (found.author if found else None)
            said.append((author, self._reader.read(reply.text or (found.text if found else ""))))
        return tuple(said)

    @cached_property
    def talk(self) -> "tuple[People, ...]":
        """The last four messages before this one; the one it answers is the last of them."""
        return tuple(People(reading, self.scene, self._reader, self._ordinary) for _, reading in self.earlier[-TALK:])

    @cached_property
    def members(self) -> frozenset[str]:
        """First names of those who wrote lately."""
        names = [
            reading.once(("first name", author.name), partial(_first_name, author.name))
            for author, reading in self.earlier
            if author
        ]
        return frozenset(name for name in names if name)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return self._mentions(self.reading)

    def _mentions(self, reading: Reading) -> tuple[Mention, ...]:
        """What a message that stays in the recent past speaks of is asked again by everyone that follows it."""
        register, members = self.scene.group.register, self.members
        return reading.once((register, members), lambda: mentions(reading, register, self._ordinary, members))

    @cached_property
    def by_first(self) -> dict[int, Mention]:
        return {mention.first: mention for mention in self.mentions}

    def about(self, first: int, last: int) -> About:
        """Whom tokens [first, last) are about: those they name, else their sentence, their message, the talk so far."""
        around = [m for m in self.mentions if first - FAR <= m.first <= last + FAR]
        named = [m for m in around if m.first < last and m.last > first]
        # "My brother will have him": one's own people who do it are not whom it is done to.
        doers = [m for m in named if m.target is None and m.how is How.ROLE and m.first == first and m.last < last]
        around = [m for m in around if m not in doers]
        inside = self._of_the_community([m for m in named if m not in doers])
        if not all(m.how is How.OWN_CHILD for m in inside):  # one's own child may be whom it is done to
            best = max(inside, key=lambda m: (m.how, -m.first))
            if best.how is How.YOU:
                best = self._called_by_name(first) or best
            if best.how is not How.GUESS:
                return self._pointing_at(best)
        start, end = self.reading.sentence_at(first)
        near = [m for m in around if start <= m.first < end] or [m for m in self.mentions if m not in doers]
        near = self._of_the_community(near)
        if near and all(self._is_stood_up_for(m) for m in near):
            return About(self._spoken_of or self._addressed(), is_pointed=True)
        if near:
            return self._pointing_at(max(near, key=lambda m: _strength(m, first)))
        spoken = self._spoken_of
        if spoken is None and self.reading.hits.get("staff-hint"):
            spoken = Target(TargetKind.STAFF)
        return About(spoken or SOMEBODY, is_pointed=spoken is not None)

    def _is_stood_up_for(self, mention: Mention) -> bool:
        """One's own child as what somebody else is told to leave alone: "one more word about my daughter and"."""
        before = self.reading.words[mention.first - 1] if mention.first else ""
        return mention.how is How.OWN_CHILD and before in _STOOD_UP_FOR

    def _called_by_name(self, token: int) -> Mention | None:
        """Whom the sentence of a "you" names: "Mr Pell you donut"."""
        start, end = self.reading.sentence_at(token)
        return next((m for m in self.mentions if m.how is How.NAME and m.target and start <= m.first < end), None)

    def _pointing_at(self, mention: Mention) -> About:
        target = self.resolve(mention)
        if target == SOMEBODY:
            target = Target(self._likely_kind)
        return About(target, is_pointed=True)

    @cached_property
    def _likely_kind(self) -> TargetKind:
        """Whom an unnamed "she" is, going by the rest of the message: most often somebody who works at the school."""
        for name, kind in (("pupil-hint", TargetKind.PUPIL), ("parent-hint", TargetKind.PARENT)):
            if self.reading.hits.get(name):
                return kind
        return TargetKind.STAFF

    def _of_the_community(self, found: list[Mention]) -> list[Mention]:
        """Those that point at somebody of this school, where there are any."""
        return [m for m in found if self.resolve(m) is not None] or found

    def is_own_child(self, first: int, last: int) -> bool:
        """Do tokens [first, last), or their sentence, speak of the writer's own child?"""
        start, end = self.reading.sentence_at(first)
        return any(m.how is How.OWN_CHILD and min(start, first) <= m.first < max(end, last) for m in self.mentions)

    def resolve(self, mention: Mention) -> Target | None:
        """A pronoun's person, from this message, then from what was said just before."""
        match mention.how:
            case How.YOU if mention.target and mention.target.kind is TargetKind.GROUP:
                return mention.target
            case How.YOU:
                return self._addressed()
            case How.PRONOUN | How.THEY | How.WORD | How.GUESS:
                if mention.first not in self._meant:
                    self._meant[mention.first] = self._antecedent(mention)
                return self._meant[mention.first]
            case _:
                return mention.target

    def _antecedent(self, mention: Mention) -> Target | None:
        """Whom a pronoun stands for: somebody named before it, in the talk, or after it; None for one's own people."""
        place = bisect_left(self._named, mention.first, key=_first)
        nearest = self._named[place - 1] if place else None
        for own in reversed(_last_before(mention, self._own_people)):
            if nearest is not None and own.first < nearest.first:
                break
            if self._can_be(own, mention):
                return None
        if nearest is not None:
            return nearest.target
        if self._spoken_of:
            return self._spoken_of
        if place < len(self._named):
            return self._named[place].target
        if any(self._can_be(own, mention) for own in _last_before(mention, self._own_children)):
            return None
        return self._guessed.target if self._guessed else mention.target

    @cached_property
    def _named(self) -> tuple[Mention, ...]:
        """Whoever of the community is named, or called by a role; left to right, as those below."""
        return tuple(m for m in self.mentions if m.how >= How.ROLE and m.target is not None)

    @cached_property
    def _own_people(self) -> tuple[Mention, ...]:
        """The writer's own, but for their children; and whoever else is nobody's concern."""
        return tuple(m for m in self.mentions if m.how >= How.ROLE and m.target is None)

    @cached_property
    def _own_children(self) -> tuple[Mention, ...]:
        return tuple(m for m in self.mentions if m.how is How.OWN_CHILD)

    @cached_property
    def _guessed(self) -> Mention | None:
        return next((m for m in self.mentions if m.how is How.GUESS), None)

    def _can_be(self, own: Mention, mention: Mention) -> bool:
        """Nobody calls one's own people "that woman", nor a husband "she", nor two brothers "him"."""
        return mention.how is not How.WORD and self._agrees(own, mention) and self._can_mean_own(own, mention)

    def _agrees(self, own: Mention, mention: Mention) -> bool:
        word = self.reading.tokens[mention.first].text
        others = ("she-kin", "several-kin") if word in HE else ("he-kin", "several-kin") if word in SHE else ()
        return not any(self.reading.ends(name, place) for name in others for place in range(own.first, own.last))

    def _can_mean_own(self, own: Mention, mention: Mention) -> bool:
        """One's own people are meant unless they are who it is done to: "he touches my lad, I'll have him"."""
        sentence = self.reading.tokens[own.first].sentence
        is_done_to = self._first_doing.get(sentence, own.first) < own.first
        return not is_done_to and not self._acts_on(own, mention)

    @cached_property
    def _first_doing(self) -> dict[int, int]:
        """By sentence: where somebody who may be doing something is spoken of first."""
        found: dict[int, int] = {}
        for m in self.mentions:
            if m.how in _DOING:
                found.setdefault(self.reading.tokens[m.first].sentence, m.first)
        return found

    def _acts_on(self, doer: Mention, other: Mention) -> bool:
        """One's own people in front of a "him" with no other doer between: "my brother will have him" is two people."""
        return (
            doer.target is None
            and self.reading.tokens[other.first].text in _DONE_TO
            and not any(token.text == "own" for token in self.reading.tokens[other.last : other.last + 1])
            and self.reading.tokens[doer.first].sentence == self.reading.tokens[other.first].sentence
            and not self._is_done_by_another(doer.last, other.first)
        )

    def _is_done_by_another(self, first: int, last: int) -> bool:
        place = bisect_left(self._doers, first)
        return place < len(self._doers) and self._doers[place] < last

    @cached_property
    def _doers(self) -> tuple[int, ...]:
        """The places of "I", "she", "who" and the like."""
        return tuple(place for place, token in enumerate(self.reading.tokens) if token.text in _DOERS)

    @cached_property
    def _spoken_of(self) -> Target | None:
        """The last person the conversation named, staff before others of the same message."""
        for _, reading in reversed(self.earlier):
            named = [m.target for m in self._mentions(reading) if m.how >= How.ROLE and m.target is not None]
            if named:
                return next((t for t in reversed(named) if t.kind is TargetKind.STAFF), named[-1])
        return None

    def _addressed(self) -> Target:
        """Whom "you" means: the author replied to, else whoever wrote last."""
        me = self.scene.message.author.id
        for author, _ in reversed(self.earlier):
            if author is not None and author.id != me:
                return Target(TargetKind.PARENT, f"member:{author.id}")
        return Target(TargetKind.PARENT)

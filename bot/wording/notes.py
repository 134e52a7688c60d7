"""What a member is told, privately, about what they wrote."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.finding import Alert, Level
from bot.group import Group
from bot.incident import Incident
from bot.place import ContactKind, Place
from bot.wording import contacts, counts, dates, mentions
from bot.wording.counts import Standing
from bot.wording.lint import MEMBER_WORDS, words
from bot.wording.phrasebook import Phrasebook

LISTED = 3  # messages named one by one in a note about several
HELPS = {Level.POINTER: 1, Level.REMINDER: 1, Level.SERIOUS: 1, Level.DANGER: 1, Level.SUPPORT: 4}
"""How many contacts a note offers at most; the rest are behind the button."""
CALM = frozenset(
    {
        *(ContactKind.CLASS_TEACHER, ContactKind.SCHOOL_OFFICE, ContactKind.HEAD, ContactKind.CHAIR),
        *(ContactKind.COMPLAINTS, ContactKind.POLICIES, ContactKind.SAFEGUARDING, ContactKind.REGULATOR),
    }
)
"""What a reminder may offer: nobody is sent to the police or a helpline for a hard word."""


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    spare: int = 0
    """0: it stays; else the highest goes first when the note would get too long."""
    shorter: str | None = None
    """What stands in its place before anything goes."""
    holds: int = 0
    """The lowest gets shorter first."""


def note(
    book: Phrasebook,
    *,
    group: Group,
    place: Place,
    incident: Incident,
    earlier: tuple[Incident, ...],
    standing: Standing,
    now: datetime,
) -> str:
    """To the poster about one incident. `earlier` is their history of the window; it quotes nothing of the message."""
    return _fitted(
        _Note(
            book=book, group=group, place=place, incident=incident, earlier=earlier, standing=standing, now=now
        ).lines()
    )


def several(
    book: Phrasebook,
    *,
    group: Group,
    place: Place,
    incidents: tuple[Incident, ...],
    earlier: tuple[Incident, ...],
    standing: Standing,
    now: datetime,
) -> str:
    """One note for what the quiet hours held back; oldest first."""
    gravest = max(incidents, key=lambda incident: incident.level.rank)
    hello = f"{mentions.hello(book, gravest)} {book.say('several.again')}"
    opening = Line(f"{hello} {book.say('note.only-you')}", shorter=hello)
    closing: list[Line] = []
    if gravest.level is Level.SERIOUS:
        closing.append(Line(book.say("several.serious")))
    else:
        counting = counts.for_several(
            book, group=group, incidents=incidents, earlier=earlier, standing=standing, now=now
        )
        closing.append(Line(counting))
    if gravest.level is Level.REMINDER:
        counted = tuple(incident for incident in incidents if counts.counts(incident))
        can_clear = bool(counted) and all(counts.can_clear(incident, earlier) for incident in counted)
        closing.append(Line(counts.grace(book, "several") if can_clear else book.say("several.change")))
    closing += _help(book, group, place, gravest)
    closing.append(Line(book.say("several.ask")))
    text = ""
    for listed in range(min(len(incidents), LISTED), 0, -1):
        named = Line("\n".join(_named(book, group, incidents, listed, now)))
        text = _fitted((opening, named, *closing))
        if len(words(text)) <= MEMBER_WORDS:
            break
    return text


def _named(
    book: Phrasebook, group: Group, incidents: tuple[Incident, ...], listed: int, now: datetime
) -> Iterator[str]:
    """The latest messages by their time, in a few words each, and how many more there are."""
    for incident in incidents[-listed:]:
        brief = book.say(f"notes.{_wording(book, incident)}.brief", whom=mentions.whom(book, incident))
        when = dates.moment(book, incident.posted_at, now, group.timezone)
        if now - incident.posted_at < timedelta(days=1):
            when = f"{incident.posted_at.astimezone(group.timezone):%H:%M}"
        yield book.say("several.line", when=when, words=brief)
    if len(incidents) > listed:
        yield book.amount("more-messages", len(incidents) - listed)


def shadowed(
    book: Phrasebook,
    *,
    group: Group,
    place: Place,
    incident: Incident,
    earlier: tuple[Incident, ...],
    standing: Standing,
    now: datetime,
) -> str:
    """To the admins of a group in shadow mode: what somebody would have got, without saying who."""
    if incident.level is Level.LOOK:
        return book.say("to-admins.practice-card")
    would = would_be(book, group=group, place=place, incident=incident, earlier=earlier, standing=standing, now=now)
    return f"{book.say('to-admins.practice')}\n\n{would}"


def would_be(
    book: Phrasebook,
    *,
    group: Group,
    place: Place,
    incident: Incident,
    earlier: tuple[Incident, ...],
    standing: Standing,
    now: datetime,
) -> str:
    """Its words alone, one of several; of what only a card would have told, that it would have."""
    if incident.level is Level.LOOK:
        return book.say("season.card")
    nobody = replace(incident, poster=replace(incident.poster, name=""))
    return note(book, group=group, place=place, incident=nobody, earlier=earlier, standing=standing, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Note:
    book: Phrasebook
    group: Group
    place: Place
    incident: Incident
    earlier: tuple[Incident, ...]
    standing: Standing
    now: datetime

    def lines(self) -> tuple[Line, ...]:
        level = self.incident.level
        ask = Line(self.book.say("note.ask-support" if level is Level.SUPPORT else "note.ask"))
        match level:
            case Level.POINTER:
                return (
                    *self._hello("note.bot"),
                    self._say("note.pointer"),
                    *self._noticed("says"),
                    *self._helps(),
                    ask,
                )
            case Level.REMINDER:
                return (*self._reminder(), *self._helps(), ask)
            case Level.SERIOUS:
                return (*self._noticed("plain", "note.down"), self._counting(), *self._helps(), ask)
            case Level.DANGER:
                told, talk = self._say("note.danger"), self._say("note.danger-talk", spare=1)
                return (*self._noticed("plain", "note.down-now"), told, *self._helps(), talk, ask)
            case Level.SUPPORT:
                return (*self._noticed("says"), *self._helps(), *self._support(), ask)
            case Level.LOOK | Level.NONE:
                raise ValueError(f"nobody gets a note at level {level.value}")
            case _:
                assert_never(level)

    def _reminder(self) -> tuple[Line, ...]:
        may_clear = counts.can_clear(self.incident, self.earlier)
        action = Line(counts.grace(self.book, "note")) if may_clear else self._say("note.change")
        hello = {Standing.FIRST: ("note.bot",), Standing.LATER: ("note.only-you",)}.get(self.standing, ())
        return (*self._hello(*hello), *self._noticed("says"), self._counting(), action)

    def _hello(self, *more: str) -> tuple[Line, ...]:
        hello = mentions.hello(self.book, self.incident)
        return (Line(" ".join((hello, *(self.book.say(key) for key in more))), shorter=hello, holds=1),)

    def _noticed(self, manner: str, action: str | None = None) -> tuple[Line, ...]:
        """What was noticed and why it may matter; never a word of the message."""
        key = f"notes.{_wording(self.book, self.incident)}"
        values = {
            **mentions.messages(self.book, self.group, self.incident, self.now),
            "whom": mentions.whom(self.book, self.incident),
            "emergency": self.place.emergency,
        }
        then = f" {self.book.say(action)}" if action else ""
        if self.book.offers(f"{key}.{manner}") and manner != "says":
            return (Line(self.book.say(f"{key}.{manner}", **values) + then),)
        said = self.book.say(f"{key}.says", **values)
        if not self.book.offers(f"{key}.why"):
            return (Line(said + then),)
        return (Line(f"{said} {self.book.say(f'{key}.why', **values)}{then}", shorter=said + then),)

    def _counting(self) -> Line:
        return Line(
            counts.for_one(
                self.book,
                group=self.group,
                incident=self.incident,
                earlier=self.earlier,
                standing=self.standing,
                now=self.now,
            )
        )

    def _helps(self) -> tuple[Line, ...]:
        return _help(self.book, self.group, self.place, self.incident)

    def _support(self) -> tuple[Line, ...]:
        match self.incident.chief.alert:
            case Alert.NONE | Alert.CROWD:
                return (self._say("note.support-nobody"),)
            case Alert.THIN:
                return (self._say("note.keep-out"), self._say("note.support-thin"))
            case Alert.URGENT:
                return (self._say("note.support-urgent"),)
            case _:
                assert_never(self.incident.chief.alert)

    def _say(self, key: str, spare: int = 0) -> Line:
        return Line(self.book.say(key), spare)


def _wording(book: Phrasebook, incident: Incident) -> str:
    """The rule's, or a general one when an older rulebook named a text that is no longer there."""
    wanted = incident.chief.wording
    return wanted if book.offers(f"notes.{wanted}.says") else "general"


def _help(book: Phrasebook, group: Group, place: Place, incident: Incident) -> tuple[Line, ...]:
    """Whom to turn to, best first, and never nobody."""
    wanted: tuple[str, ...] = incident.chief.signpost
    match incident.level:
        case Level.DANGER:
            wanted = (ContactKind.EMERGENCY, *wanted)
        case Level.SUPPORT if book.uses(f"notes.{_wording(book, incident)}.says", "emergency"):
            wanted = tuple(kind for kind in wanted if kind != ContactKind.EMERGENCY)
        case Level.SUPPORT:
            pass
        case _:
            wanted = tuple(kind for kind in wanted if kind in CALM)
    about = incident.chief.target
    lines: list[Line] = []
    for kind in dict.fromkeys((*contacts.offered(group, place, wanted, about), ContactKind.SCHOOL_OFFICE)):
        key = _help_key(book, kind, incident, is_about_head=contacts.is_about_head(group, place, about))
        contact = contacts.named(book, group, place, kind)
        if contact is None or key is None or len(lines) == HELPS[incident.level]:
            continue
        if kind == ContactKind.SCHOOL_OFFICE and lines and kind not in wanted:
            continue  # only there so that nobody is left without anybody
        brief = contacts.briefly(book, group, place, kind)
        least = 0 if kind == ContactKind.EMERGENCY else len(lines)
        full, shorter = book.say(key, contact=contact), book.say(key, contact=brief)
        lines.append(Line(full, spare=least, shorter=shorter, holds=2))
    return tuple(lines)


def _help_key(book: Phrasebook, kind: str, incident: Incident, *, is_about_head: bool) -> str | None:
    """Which sentence offers that kind of contact; None when there is none."""
    if kind == ContactKind.CHAIR and is_about_head:
        return "help.chair-first"
    if kind == ContactKind.SCHOOL_OFFICE and incident.level is Level.SUPPORT:
        return "help.school-office-support"
    return f"help.{kind}" if book.offers(f"help.{kind}") else None


def _fitted(lines: tuple[Line, ...]) -> str:
    """One paragraph a line; when there are more words than people read, lines get shorter, then the spare ones go."""
    kept = list(lines)
    for line in sorted(lines, key=lambda line: line.holds):
        if line.shorter is not None and _length(kept) > MEMBER_WORDS:
            kept[kept.index(line)] = replace(line, text=line.shorter)
    while _length(kept) > MEMBER_WORDS and any(line.spare for line in kept):
        kept.remove(max(kept, key=lambda line: line.spare))
    return "\n\n".join(line.text for line in kept)


def _length(lines: list[Line]) -> int:
    return sum(len(words(line.text)) for line in lines)

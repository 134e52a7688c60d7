"""What members would get in a group's own words: whole texts with realistic values, held to what ours are held to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

from bot.errors import Mistake
from bot.finding import Alert, Concern, Finding, Level, RuleId, Span, Target, TargetKind
from bot.group import Group, Sentence
from bot.incident import Count, Incident, IncidentId, Said
from bot.message import ChatId, Member, MemberId, MessageId
from bot.place import Place
from bot.wording import locale
from bot.wording.book import Phrasebook, note_keys
from bot.wording.counts import Standing
from bot.wording.lint import GRADE, MEMBER_WORDS, grade, words
from bot.wording.notes import note
from bot.wording.own import FILE
from bot.wording.public import calm, joining, pinned, where

SCREENS = {"pinned": 200, "where": 150}
"""Words of what stands in the group, or was asked for: it may take a screen, or two."""
LETTERS = 1_700
"""Of the notice: Discord takes 2,000, and the languages are named below it."""
NOBODY = Member(id=MemberId("nobody"), name="Sam")
SUPPORTING = {"distress", "risk", "abuse-at-home", "child-at-risk", "missing-child", "allegation"}
"""Notes that offer help; the others remind."""
REMINDING = (Level.POINTER, Level.REMINDER, Level.SERIOUS, Level.DANGER)
MOODS = (
    (TargetKind.STAFF, Standing.FIRST),
    (TargetKind.PARENT, Standing.LATER),
    (TargetKind.PUPIL, Standing.FIRST),
)


@dataclass(frozen=True, slots=True)
class Sample:
    name: str
    text: str

    @property
    def most(self) -> int:
        return SCREENS.get(self.name, MEMBER_WORDS)


def samples(book: Phrasebook, group: Group, place: Place, now: datetime) -> Iterator[Sample]:
    """The same ones in the same order for every book."""
    yield Sample("pinned", pinned(book, group=group, place=place))
    yield Sample("joining", joining(book, group=group))
    yield Sample("where", where(book, group=group, place=place))
    yield Sample("calm", calm(book, group=group, place=place))
    for wording in sorted(note_keys(book)):
        levels = (Level.SUPPORT,) if wording in SUPPORTING else REMINDING
        for level, (target, standing) in product(levels, MOODS):
            about = _incident(wording, level, target, group, now)
            earlier = (_incident(wording, Level.REMINDER, target, group, now - timedelta(days=7)),)
            before = earlier if standing is Standing.LATER else ()
            say = note(book, group=group, place=place, incident=about, earlier=before, standing=standing, now=now)
            yield Sample(f"{wording} {level.value}", say)


def overrun(
    language: str,
    own: tuple[Sentence, ...],
    lines: Mapping[str, int],
    ours: tuple[Sample, ...],
    theirs: tuple[Sample, ...],
) -> tuple[Mistake, ...]:
    """Each sentence that makes a whole text too long, or too hard to read, and where it is written."""
    wrong: dict[str, Mistake] = {}
    for shipped, said in zip(ours, theirs, strict=True):
        why = None if said.text == shipped.text else _why(said, shipped, is_english=language == locale.ENGLISH)
        for each in own if why else ():
            if each.language == language and each.key not in wrong and _stands_in(each, said.text):
                wrong[each.key] = Mistake(FILE, lines.get(each.key, 1), f"`{each.key}`: with it, {why}")
    return tuple(wrong.values())


def _why(theirs: Sample, ours: Sample, *, is_english: bool) -> str | None:
    said = len(words(theirs.text))
    if said > max(theirs.most, len(words(ours.text))):
        return f"a whole text has {said} words; {theirs.most} is the most"
    if is_english and (level := grade(theirs.text)) > max(GRADE, grade(ours.text)):
        return f"a whole text reads at grade {level:.1f}; {GRADE:.0f} is the most. Shorter words and sentences help"
    if theirs.name == "pinned" and len(theirs.text) > LETTERS:
        return f"the notice has {len(theirs.text)} letters; {LETTERS} is the most"
    return None


def _stands_in(own: Sentence, text: str) -> bool:
    """By its longest stretch without braces."""
    stretch = max((part.partition("}")[2] or part for part in own.text.replace("\n", "{}").split("{")), key=len)
    return stretch.strip() in text


def differing(before: tuple[Sample, ...], after: tuple[Sample, ...]) -> tuple[Sample, ...]:
    """What members would get another text in: the first of each name."""
    found: dict[str, Sample] = {}
    for old, new in zip(before, after, strict=True):
        if old.text != new.text:
            found.setdefault(new.name, new)
    return tuple(found.values())


def telling(changed: Iterable[Sentence], among: Iterable[Sample], most: int) -> tuple[Sample, ...]:
    """As few of them as show every sentence that is another one now, up to so many."""
    chosen: list[Sample] = []
    rest = list(changed)
    for sample in among:
        shows = [each for each in rest if _stands_in(each, sample.text)]
        if shows and len(chosen) < most:
            chosen.append(sample)
            rest = [each for each in rest if each not in shows]
    return tuple(chosen)


def _incident(wording: str, level: Level, target: TargetKind, group: Group, at: datetime) -> Incident:
    weight = {Level.REMINDER: 1, Level.SERIOUS: 2}.get(level, 0)
    finding = Finding(
        rule=RuleId(wording),
        concern=Concern.INSULT,
        level=level,
        target=Target(target),
        spans=(Span(0, 1),),
        reason="",
        wording=wording,
        signpost=("complaints", "safeguarding", "emergency") if level is Level.SUPPORT else ("school-office",),
        alert=Alert.URGENT if level is Level.SUPPORT else Alert.NONE,
    )
    return Incident(
        id=IncidentId(at.isoformat()),
        group=group.id,
        chat=ChatId(""),
        poster=NOBODY,
        said=(Said(message=MessageId(at.isoformat()), sent_at=at, excerpt=None, spans=()),),
        level=level,
        findings=(finding,),
        judged_at=at,
        weight=weight,
        count=Count.PROVISIONAL if weight else Count.NOTHING,
    )

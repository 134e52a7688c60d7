"""What of a message may be kept, and where in it the matched words are."""

from dataclasses import replace
from enum import Enum, auto
from typing import assert_never

from bot.finding import Alert, Finding, Level, Span
from bot.incident import Incident, Said
from bot.message import Message

LIMIT = 280
LEAD = 60
"""How many characters before the first matched word are worth their room."""
CUT = "…"


class Keeps(Enum):
    NOTHING = auto()
    EXCERPT = auto()
    WHOLE = auto()


def keeps(chief: Finding) -> Keeps:
    """The whole text only where it is evidence; none of it where no admin may read it."""
    match chief.level:
        case Level.SERIOUS | Level.DANGER:
            return Keeps.WHOLE
        case Level.REMINDER | Level.LOOK:
            return Keeps.EXCERPT
        case Level.SUPPORT:
            return Keeps.EXCERPT if chief.alert is Alert.URGENT else Keeps.NOTHING
        case Level.NONE | Level.POINTER:
            return Keeps.NOTHING
        case _:
            assert_never(chief.level)


def said(message: Message, findings: tuple[Finding, ...], chief: Finding) -> Said:
    """The message as its incident may keep it: `findings` are its own, `chief` decides the incident."""
    spans = tuple(sorted({span for finding in findings for span in finding.spans}))
    text, within = _kept(message.text, spans, keeps(chief))
    return Said(
        message=message.id,
        sent_at=message.sent_at,
        excerpt=text,
        spans=within,
        is_edited=message.edited_at is not None,
        is_forwarded=message.is_forwarded,
        media=message.media if text is not None else frozenset(),
    )


def before(earlier: Message | None, message: Message, chief: Finding) -> tuple[Said, ...]:
    """What an edited message said until then, where that is still in memory: both versions belong to the incident."""
    if earlier is None or earlier.text == message.text or keeps(chief) is Keeps.NOTHING:
        return ()
    text, _ = excerpt(earlier.text, ())
    line = Said(
        message=earlier.id,
        sent_at=earlier.sent_at,
        excerpt=text,
        spans=(),
        is_edited=earlier.edited_at is not None,
        is_forwarded=earlier.is_forwarded,
        media=earlier.media,
    )
    return (line,)


def _kept(text: str, spans: tuple[Span, ...], keeping: Keeps) -> tuple[str | None, tuple[Span, ...]]:
    match keeping:
        case Keeps.NOTHING:
            return None, ()
        case Keeps.EXCERPT:
            return excerpt(text, spans)
        case Keeps.WHOLE:
            return text, spans
        case _:
            assert_never(keeping)


def excerpt(text: str, spans: tuple[Span, ...], limit: int = LIMIT) -> tuple[str, tuple[Span, ...]]:
    """At most `limit` characters around the first span, and those spans that fall in it, clipped to it."""
    if len(text) <= limit:
        return text, spans
    room = limit - 2 * len(CUT)
    start = max(0, min(spans[0].start - LEAD if spans else 0, len(text) - room))
    end = min(len(text), start + room)
    before, after = CUT if start > 0 else "", CUT if end < len(text) else ""
    shift = len(before) - start
    clipped = ((max(span.start, start), min(span.end, end)) for span in spans)
    return before + text[start:end] + after, tuple(Span(a + shift, b + shift) for a, b in clipped if a < b)


def bare(line: Said) -> Said:
    """That it was said, and when."""
    return replace(line, excerpt=None, spans=(), media=frozenset())


def wiped(incident: Incident) -> Incident:
    """The same incident with none of its words, and nobody it was about."""
    return replace(
        incident,
        said=tuple(map(bare, incident.said)),
        findings=tuple(replace(each, spans=(), target=replace(each.target, key=None)) for each in incident.findings),
    )

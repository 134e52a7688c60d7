"""The bars of the report's chart: what would have been sent, by week, or by month when there are too many weeks."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from bot.finding import Level
from bot.report import words
from bot.report.summary import Summary, Week

WEEKS = 60  # more bars than this cannot be told apart on a phone
WIDTH, HEIGHT = 420, 130  # small, so that its letters can be read on a phone
LEFT, BOTTOM, TOP = 22, 18, 8
GAP = 0.25  # of a bar's place
LABELS = 7  # under the bars; more would touch


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    level: Level
    y: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    x: float
    width: float
    title: str
    """What a finger or a mouse resting on it is told."""
    label: str
    """Under the bar; empty for most when there are many."""
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    by: str
    """"week" or "month"."""
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, int], ...]
    """Heights on the left edge, with their numbers."""


def chart(summary: Summary) -> Chart | None:
    """None when there is nothing to draw."""
    if not any(week.total for week in summary.weeks):
        return None
    span = (summary.weeks[-1].begins - summary.weeks[0].begins).days // 7 + 1
    by = "week" if span <= WEEKS else "month"
    periods = _weeks(summary.weeks, span) if by == "week" else _months(summary.weeks)
    most = max(sum(sent.values()) for _, _, sent in periods)
    room = (WIDTH - LEFT) / len(periods)
    every = -(-len(periods) // LABELS)
    bars = tuple(
        Bar(
            x=round(LEFT + place * room + room * GAP / 2, 1),
            width=round(room * (1 - GAP), 1),
            title=f"{name}: {words.amount(messages, 'message', 'messages')}, {sum(sent.values())} sent",
            label=name if place % every == 0 else "",
            segments=_segments(sent, most),
        )
        for place, (name, messages, sent) in enumerate(periods)
    )
    numbers = sorted({0, most} if most < 4 else {0, most // 2, most})
    return Chart(by=by, bars=bars, ticks=tuple((_y(number, most), number) for number in numbers))


def _weeks(weeks: tuple[Week, ...], span: int) -> list[tuple[str, int, Counter[Level]]]:
    known = {week.begins: week for week in weeks}
    periods = []
    for number in range(span):
        begins = weeks[0].begins + timedelta(weeks=number)
        week = known.get(begins)
        sent = Counter(week.sent if week else {})
        periods.append((f"{begins.day} {begins:%b}", week.messages if week else 0, sent))
    return periods


def _months(weeks: tuple[Week, ...]) -> list[tuple[str, int, Counter[Level]]]:
    months: dict[date, tuple[int, Counter[Level]]] = {}
    for week in weeks:
        messages, sent = months.get(week.begins.replace(day=1), (0, Counter()))
        months[week.begins.replace(day=1)] = (messages + week.messages, sent + Counter(week.sent))
    return [(f"{begins:%b %Y}", messages, sent) for begins, (messages, sent) in sorted(months.items())]


def _segments(sent: Counter[Level], most: int) -> tuple[Segment, ...]:
    segments = []
    below = 0
    for level in words.SHOWN:
        if number := sent[level]:
            top = _y(below + number, most)
            segments.append(Segment(level=level, y=top, height=round(_y(below, most) - top, 1)))
            below += number
    return tuple(segments)


def _y(number: int, most: int) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * number / most, 1)

"""How the lines of one WhatsApp export begin: the form they share, and which number is the day."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice

from adapters.exports.whatsapp_marks import INVISIBLE

_M = f"[{INVISIBLE}]*"
_BEFORE_NOON = r"a\.?\s?m\.?|π\.?μ\.?|öö|ص|上午|오전|午前|दोपहर से पहले"
_AFTER_NOON = r"p\.?\s?m\.?|μ\.?μ\.?|ös|م|下午|오후|午後"
_HALF = rf"(?:(?P<am{{0}}>{_BEFORE_NOON})|(?P<pm{{0}}>{_AFTER_NOON}))"
_LINE = re.compile(
    rf"^{_M}(?P<bracket>\[)?{_M}"
    rf"(?P<a>\d{{1,4}}){_M}(?P<sep>[/.\-]){_M} ?(?P<b>\d{{1,2}}){_M}(?P=sep){_M} ?(?P<c>\d{{1,4}})\.?"
    rf"(?:,|،)?{_M}\s{_M}(?:(?:klo|kl\.?|um|at|à|o)\s)?(?:{_HALF.format('1')}\s?)?"
    rf"(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?:[:.](?P<second>\d{{2}}))?"
    rf"(?:\s?{_M}{_HALF.format('2')})?{_M}"
    r"(?(bracket)\]\s?|\s-\s)(?P<rest>.*)$",
    re.IGNORECASE,
)

FORM_LINES = 500  # enough lines to know the form by
VOTES = 20  # dates that settle the order before we believe them


class Order(StrEnum):
    """What the three numbers of a date are."""

    DAY_FIRST = "day/month/year"
    MONTH_FIRST = "month/day/year"
    YEAR_FIRST = "year/month/day"


@dataclass(frozen=True, slots=True)
class Form:
    """What every true beginning in one file looks like; a line of another form is part of a message."""

    bracket: bool
    separator: str
    has_seconds: bool
    has_halves: bool

    @property
    def phone(self) -> str:
        return "iPhone" if self.bracket else "Android"

    @property
    def clock(self) -> str:
        return "12-hour clock" if self.has_halves else "24-hour clock"


@dataclass(frozen=True, slots=True)
class Beginning:
    """A line that may begin a message, its date not understood yet."""

    form: Form
    date: tuple[str, str, str]
    hour: int
    minute: int
    second: int
    rest: str

    def at(self, order: Order) -> datetime | None:
        """None when there is no such day or hour."""
        a, b, c = (int(part) for part in self.date)
        year, month, day = {
            Order.DAY_FIRST: (c, b, a),
            Order.MONTH_FIRST: (c, a, b),
            Order.YEAR_FIRST: (a, b, c),
        }[order]
        try:
            at = datetime(year + 2000 if year < 100 else year, month, day, self.hour, self.minute, self.second)  # noqa: DTZ001  # the file knows no zone; the group's is added where it is known
        except ValueError:
            return None
        return at if 2009 <= at.year < 2100 else None  # WhatsApp began in 2009


def beginning(line: str) -> Beginning | None:
    found = _LINE.match(line)
    if found is None:
        return None
    hour = int(found["hour"])
    before, after = (found[f"{half}1"] or found[f"{half}2"] for half in ("am", "pm"))
    if before or after:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if after else 0)
    form = Form(
        bracket=found["bracket"] is not None,
        separator=found["sep"],
        has_seconds=found["second"] is not None,
        has_halves=bool(before or after),
    )
    return Beginning(
        form=form,
        date=(found["a"], found["b"], found["c"]),
        hour=hour,
        minute=int(found["minute"]),
        second=int(found["second"] or 0),
        rest=found["rest"],
    )


def form_of(lines: Iterable[str]) -> Form | None:
    """The commonest form among the first lines; None when no line begins a message."""
    forms = Counter(found.form for line in islice(lines, FORM_LINES) if (found := beginning(line)))
    return forms.most_common(1)[0][0] if forms else None


@dataclass(frozen=True, slots=True)
class Dating:
    """The order of a file's dates, and how we know."""

    order: Order
    why: str


def dating(lines: Iterable[tuple[int, str]], form: Form) -> Dating:
    """By a number that can only be a day; else by the order that runs forward; else, as in Britain, day first."""
    votes: Counter[Order] = Counter()
    settled_by: dict[Order, int] = {}
    backward: Counter[Order] = Counter()
    last: dict[Order, datetime] = {}
    for number, line in lines:
        found = beginning(line)
        if found is None or found.form != form:
            continue
        if len(found.date[0]) == 4:
            return Dating(Order.YEAR_FIRST, "the year comes first")
        a, b, _ = (int(part) for part in found.date)
        if (a > 12) != (b > 12):
            order = Order.DAY_FIRST if a > 12 else Order.MONTH_FIRST
            votes[order] += 1
            settled_by.setdefault(order, number)
            if votes.total() >= VOTES:
                break
        for order in (Order.DAY_FIRST, Order.MONTH_FIRST):
            if (at := found.at(order)) is not None:
                backward[order] += at < last.get(order, at)
                last[order] = at
    if votes:
        order = votes.most_common(1)[0][0]
        return Dating(order, f"line {settled_by[order]} can be nothing else")
    if backward[Order.DAY_FIRST] != backward[Order.MONTH_FIRST]:
        order = min((Order.DAY_FIRST, Order.MONTH_FIRST), key=lambda each: backward[each])
        return Dating(order, "only so do the messages follow each other in time")
    return Dating(Order.DAY_FIRST, "assumed: nothing in the file settles it")

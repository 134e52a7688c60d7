"""The report for a terminal: plain lines that read well from 40 to 80 columns."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.text import Text

from bot.finding import Level
from bot.report import words
from bot.report.summary import Item, Summary, Week

STYLES = {
    Level.POINTER: "blue",
    Level.REMINDER: "yellow",
    Level.LOOK: "cyan",
    Level.SUPPORT: "green",
    Level.SERIOUS: "bold yellow",
    Level.DANGER: "bold red",
}
BAR = 12  # blocks of the longest bar; leaves room for the words beside it on a phone
WEEKS = 30  # weeks listed; of a longer chat only those with something in them, the last ones


def text(summary: Summary) -> RenderableType:
    return Group(*_lines(summary))


def _lines(summary: Summary) -> Iterator[RenderableType]:
    yield Text(words.headline(summary), style="bold")
    for read in summary.files:
        yield _indented(words.file(read))
        for remark in read.remarks:
            yield _indented(remark, style="dim", by=4)
        if read.problem:
            yield _indented(
                f"Not read to its end: {read.problem}" if read.messages else read.problem, style="red", by=4
            )
    for line in words.basis(summary):
        yield _indented(line, style="dim", by=0)
    yield from _title("What would have been sent")
    if not summary.items:
        for line in words.nothing(summary):
            yield _indented(line, style="green" if summary.messages else "")
    for item in summary.items:
        yield from _item(item, with_chat=summary.chats > 1)
    if (rest := words.more(summary)) is not None:
        yield _indented(rest, style="dim")
    if summary.items:
        yield from _after(summary)
    yield from _unread(summary)


def _after(summary: Summary) -> Iterator[RenderableType]:
    yield from _title("On the ladder")
    for line in words.ladder(summary):
        yield _indented(line)
    yield _indented(f"{words.per_thousand(summary)}.")
    yield _indented(words.where_letters_are(), style="dim")
    yield from _title("Rules that fired")
    for rule in summary.rules:
        yield _indented(f"{rule.count:,}  {rule.title} ({rule.level.value})")
    yield from _title("By week")
    told = [week for week in summary.weeks if week.total] if len(summary.weeks) > WEEKS else list(summary.weeks)
    most = max((week.total for week in told), default=0)
    if len(told) > WEEKS:
        yield _indented(f"The last {WEEKS} with something in them; the page has all.", style="dim")
    for week in told[-WEEKS:]:
        yield _week(week, most)


def _unread(summary: Summary) -> Iterator[RenderableType]:
    unseen = words.unseen(summary)
    if not summary.skipped and unseen is None:
        return
    yield from _title("Could not be read")
    for skipped in summary.skipped:
        yield _indented(words.skipped(skipped))
    if unseen is not None:
        yield _indented(unseen)


def _item(item: Item, *, with_chat: bool) -> Iterator[RenderableType]:
    head = Text("  ")
    head.append("● ", style=STYLES.get(item.level, ""))
    head.append(words.moment(item.at), style="bold")
    head.append(f"  {words.who(item)}")
    yield head
    if with_chat:
        yield _indented(item.conversation, style="dim", by=4)
    quoted = Text()
    for piece in item.words:
        quoted.append(f"«{piece.text}»" if piece.is_matched else piece.text, style="bold" if piece.is_matched else "")
    yield _Indented(quoted if item.words else Text(words.unshown(), style="dim"), 4)
    yield _indented("; ".join((item.reason, *item.also)), style=STYLES.get(item.level, ""), by=4)
    yield _indented(words.outcome(item), by=4)
    yield Text()


def _week(week: Week, most: int) -> RenderableType:
    line = Text(f"  {words.day(week.begins):>11}  {words.amount(week.messages, 'message', 'messages'):>14}  ")
    for level in words.SHOWN:
        if number := week.sent.get(level, 0):
            line.append("█" * max(1, round(BAR * number / most)), style=STYLES[level])
    line.append(f" {week.total}" if week.total else "")
    return line


def _title(title: str) -> Iterator[RenderableType]:
    yield Text()
    yield Text(title, style="bold underline")


def _indented(line: str, *, style: str = "", by: int = 2) -> RenderableType:
    return _Indented(Text(line, style=style), by)


@dataclass(frozen=True, slots=True)
class _Indented:
    """A paragraph moved in, with no blanks after its lines: it may be going into a file."""

    text: Text
    by: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self.text.wrap(console, max(8, options.max_width - self.by)):
            line.rstrip()
            yield Text(" " * self.by) + line

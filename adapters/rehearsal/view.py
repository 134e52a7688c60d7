"""Shows who sees what: the group, one member alone, the admins; never by colour alone, and on forty columns."""

from datetime import datetime

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from adapters.rehearsal.chat import Line
from bot.message import Member

BAR = "     │ "
NARROWEST = 16


class View:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._day: str | None = None

    def said(self, line: Line) -> None:
        """What everybody in the group sees."""
        message, at = line.message, line.message.edited_at or line.message.sent_at
        head = Text(f"#{line.number} ").append(message.author.name, style="bold")
        if message.edited_at is not None:
            head.append(" (edited)")
        elif message.reply_to is not None:
            head.append(f" (to #{message.reply_to.id})")
        self._timed(at, head.append(": ").append(message.text))

    def taken_down(self, line: Line, at: datetime, by: str) -> None:
        self._timed(at, Text(f"#{line.number} taken down by {by}"))

    def pinned(self, text: str, button: str, at: datetime) -> None:
        """What stands in the group from the first day on."""
        self._boxed("Everybody sees this, pinned:", f"{text}\n[{button}]", (), at, "green")

    def everybody(self, text: str, at: datetime) -> None:
        """What an admin had the bot say to all."""
        self._boxed("Everybody sees this:", text, (), at, "green")

    def private(self, to: Member, text: str, buttons: tuple[tuple[int, str], ...], at: datetime) -> None:
        self._boxed(f"Only {to.name} sees this:", text, buttons, at, "cyan")

    def admins(self, to: tuple[Member, ...], text: str, buttons: tuple[tuple[int, str], ...], at: datetime) -> None:
        *others, last = [member.name for member in to]
        names = f"{', '.join(others)} and {last}" if others else last
        self._boxed(f"Only the admins see this ({names}):", text, buttons, at, "yellow")

    def passed(self, now: datetime) -> None:
        """Time has been moved."""
        self._date(now)
        self.aside(f"It is {_clock(now)}.")

    def told(self, words: str) -> None:
        """The narrator."""
        self._console.print()
        self._hanging("• ", Text(words, style="italic"))

    def heading(self, words: str) -> None:
        self._console.print()
        self._hanging("", Text(words, style="bold"))

    def aside(self, words: str) -> None:
        """The rehearsal itself speaking, not the bot."""
        self._hanging("  ", Text(f"({words})", style="dim"))

    def plain(self, words: str) -> None:
        self._hanging("", Text(words))

    def listed(self, rows: tuple[tuple[str, str], ...]) -> None:
        """Terms, and what each means."""
        for term, words in rows:
            self._hanging(f"  {term:<18}", Text(words))

    def _boxed(self, head: str, text: str, buttons: tuple[tuple[int, str], ...], at: datetime, style: str) -> None:
        self._timed(at, Text(head, style=f"bold {style}"))
        width = self._room(BAR)
        body = [*Text(text).wrap(self._console, width)]
        body += [
            Text(row, style="bold") for row in _in_rows([f"[{number}] {label}" for number, label in buttons], width)
        ]
        for row in body:
            self._row(Text(BAR, style=style).append_text(row))

    def _timed(self, at: datetime, text: Text) -> None:
        self._date(at)
        self._hanging(f"{_clock(at)}  ", text)

    def _hanging(self, start: str, text: Text) -> None:
        """What runs on stands under where it began."""
        before = start
        for row in text.wrap(self._console, self._room(start)):
            self._row(Text(before).append_text(row))
            before = " " * cell_len(start)

    def _room(self, start: str) -> int:
        """How wide a row may be beside this."""
        return max(self._console.width - cell_len(start), NARROWEST)

    def _row(self, row: Text) -> None:
        row.rstrip()
        self._console.print(row, no_wrap=True, crop=False)

    def _date(self, at: datetime) -> None:
        day = f"{at:%A} {at.day} {at:%B}"
        if day != self._day:
            self._day = day
            self.heading(day)


def _clock(at: datetime) -> str:
    return f"{at:%H:%M}"


def _in_rows(buttons: list[str], width: int) -> list[str]:
    """As many to a row as fit, each whole."""
    rows: list[str] = []
    for button in buttons:
        if rows and cell_len(rows[-1]) + 2 + cell_len(button) <= width:
            rows[-1] += f"  {button}"
        else:
            rows.append(button)
    return rows

"""Shows who sees what: the group, one member alone, the admins; never by colour alone, and on forty columns."""

from datetime import datetime

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from adapters.rehearsal.chat import Line
from bot.message import Member

BAR = "     │ "


class View:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._day: str | None = None

    def said(self, line: Line) -> None:
        """What everybody in the group sees."""
        message = line.message
        self._date(message.edited_at or message.sent_at)
        head = Text(f"{_clock(message.edited_at or message.sent_at)}  #{line.number} ")
        head.append(message.author.name, style="bold")
        if message.edited_at is not None:
            head.append(" (edited)")
        elif message.reply_to is not None:
            head.append(f" (to #{message.reply_to.id})")
        self._console.print(head.append(": ").append(message.text), soft_wrap=False)

    def taken_down(self, line: Line, at: datetime, by: str) -> None:
        self._date(at)
        self._console.print(Text(f"{_clock(at)}  #{line.number} taken down by {by}"))

    def everybody(self, text: str, button: str, at: datetime) -> None:
        """What the bot says to all: the pinned notice."""
        self._boxed("Everybody sees this, pinned:", f"{text}\n[{button}]", (), at, "green")

    def private(self, to: Member, text: str, buttons: tuple[tuple[int, str], ...], at: datetime) -> None:
        self._boxed(f"Only {to.name} sees this:", text, buttons, at, "cyan")

    def admins(self, to: tuple[Member, ...], text: str, buttons: tuple[tuple[int, str], ...], at: datetime) -> None:
        names = " and ".join(member.name for member in to)
        self._boxed(f"Only the admins see this ({names}):", text, buttons, at, "yellow")

    def passed(self, now: datetime) -> None:
        """Time has been moved."""
        self._date(now)
        self.aside(f"It is {_clock(now)}.")

    def told(self, words: str) -> None:
        """The narrator."""
        self._console.print()
        self._console.print(Text(f"• {words}", style="italic"))

    def heading(self, words: str) -> None:
        self._console.print()
        self._console.print(Text(words, style="bold"))

    def aside(self, words: str) -> None:
        """The rehearsal itself speaking, not the bot."""
        self._console.print(Text(f"  ({words})", style="dim"))

    def plain(self, words: str) -> None:
        self._console.print(Text(words))

    def _boxed(self, head: str, text: str, buttons: tuple[tuple[int, str], ...], at: datetime, style: str) -> None:
        self._date(at)
        self._console.print(Text(f"{_clock(at)}  {head}", style=f"bold {style}"))
        width = max(self._console.width - cell_len(BAR), 16)
        rows = [*Text(text).wrap(self._console, width)]
        rows += [
            Text(row, style="bold") for row in _in_rows([f"[{number}] {label}" for number, label in buttons], width)
        ]
        for row in rows:
            line = Text(BAR, style=style).append_text(row)
            line.rstrip()
            self._console.print(line, no_wrap=True, crop=False)

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

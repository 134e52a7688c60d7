"""What somebody typed at the prompt, as one of the few things it can mean."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import time, timedelta
from typing import TypeAlias

from bot.errors import SchoolgateError


class UnclearError(SchoolgateError):
    """The line means nothing here; its text says what would."""


@dataclass(frozen=True, slots=True)
class Say:
    text: str
    name: str | None = None
    """None: whoever spoke last."""
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class SpeakAs:
    name: str


@dataclass(frozen=True, slots=True)
class Edit:
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Delete:
    number: int


@dataclass(frozen=True, slots=True)
class Press:
    button: int | str
    """The number in brackets, or what stands on the button."""
    name: str | None = None
    """Who presses it, where several people have it."""
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Later:
    span: timedelta


@dataclass(frozen=True, slots=True)
class At:
    time: time


@dataclass(frozen=True, slots=True)
class Who:
    pass


@dataclass(frozen=True, slots=True)
class Cases:
    pass


@dataclass(frozen=True, slots=True)
class Inquire:
    """A command of the bot itself, sent by somebody."""

    command: str
    name: str
    words: str = ""
    about: int | None = None
    """The message they mean."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    name: str


@dataclass(frozen=True, slots=True)
class Block:
    name: str


@dataclass(frozen=True, slots=True)
class Unblock:
    name: str


@dataclass(frozen=True, slots=True)
class Help:
    pass


@dataclass(frozen=True, slots=True)
class Quit:
    pass


Typed: TypeAlias = (
    Say | SpeakAs | Edit | Delete | Press | Later | At | Who | Cases | Inquire | Mailbox | Block | Unblock | Help | Quit
)

UNITS = {"minute": 60, "min": 60, "hour": 3600, "day": 86400, "week": 604800}
LONGEST = timedelta(days=100)  # everything the bot keeps about a member's note has expired by then

_NAME = r"(?P<name>[^\W\d_][\w.'\u2019-]*(?: [\w.'\u2019-]+){0,2})"
_SPOKEN = re.compile(_NAME + r"(?: ?>(?P<reply>\d{1,6}))?:(?:\s+|$)(?P<text>.*)")
_REPLY = re.compile(r">(?P<reply>\d{1,6}):?\s+(?P<text>.*)")
_PRESS = re.compile(r"(?P<button>[^:]+?)(?:\s+as\s+(?P<name>[^:]+?))?(?:\s*:\s*(?P<words>.*))?")
_INQUIRY = re.compile(r"(?:#?(?P<about>\d{1,6})\s+)?as\s+(?P<name>[^:]+?)(?:\s*:\s*(?P<words>.*))?")
_SPAN = re.compile(r"(?P<amount>\d{1,4}|an?)\s*(?P<unit>[a-z]+?)s?")


def read(line: str, names: Collection[str] = ()) -> Typed | None:
    """None for an empty line. `Name:` speaks for anybody; `name:` only for those in `names`. Raises UnclearError."""
    line = line.strip()
    if not line:
        return None
    if line.startswith("/"):
        word, _, rest = line[1:].partition(" ")
        return _command(word.lower(), rest.strip())
    if line.isdecimal():
        return Press(int(line))
    return _said(line, names)


def _said(line: str, names: Collection[str]) -> Typed:
    if match := _REPLY.fullmatch(line):
        return Say(match["text"], reply_to=int(match["reply"]))
    match = _SPOKEN.fullmatch(line)
    if match and (match["name"][0].isupper() or match["name"].casefold() in {name.casefold() for name in names}):
        name, reply, text = match["name"], match["reply"], match["text"]
        return Say(text, name, int(reply) if reply else None) if text else SpeakAs(name)
    return Say(line)


def _press(rest: str) -> Press | None:
    match = _PRESS.fullmatch(rest)
    if match is None:
        return None
    button = match["button"]
    return Press(int(button) if button.isdecimal() else button, match["name"], match["words"] or None)


def _inquiry(command: str) -> Callable[[str], Inquire | None]:
    def read(rest: str) -> Inquire | None:
        match = _INQUIRY.fullmatch(rest)
        if match is None:
            return None
        about = match["about"]
        return Inquire(command, match["name"], match["words"] or "", int(about) if about else None)

    return read


def _cases(rest: str) -> Typed | None:
    return _inquiry("cases")(rest) if rest else Cases()


def _edit(rest: str) -> Edit | None:
    number, _, text = rest.removeprefix("#").partition(" ")
    return Edit(int(number), text.strip()) if number.isdecimal() and text.strip() else None


def _delete(rest: str) -> Delete | None:
    number = rest.removeprefix("#")
    return Delete(int(number)) if number.isdecimal() else None


def _later(rest: str) -> Later | None:
    match = _SPAN.fullmatch(rest.lower())
    if match is None or match["unit"] not in UNITS:
        return None
    amount = int(match["amount"]) if match["amount"].isdecimal() else 1
    return Later(min(timedelta(seconds=amount * UNITS[match["unit"]]), LONGEST))


def _at(rest: str) -> At | None:
    try:
        return At(time.fromisoformat(rest.zfill(5)))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Command:
    form: str
    does: str
    read: Callable[[str], Typed | None]
    """None when what follows the command's name does not fit its form."""


COMMANDS = {
    "as": Command("/as NAME", "speak as somebody", lambda rest: SpeakAs(rest) if rest else None),
    "edit": Command("/edit 3 new words", "edit message 3", _edit),
    "delete": Command("/delete 3", "delete message 3, as its author", _delete),
    "press": Command("/press 2 as NAME", "press button 2, for somebody", _press),
    "later": Command("/later 2 days", "let time pass", _later),
    "at": Command("/at 23:40", "let time pass until then", _at),
    "mailbox": Command("/mailbox NAME", 'press "Anything for me?"', lambda rest: Mailbox(rest) if rest else None),
    "block": Command("/block NAME", "NAME blocks the bot", lambda rest: Block(rest) if rest else None),
    "unblock": Command("/unblock NAME", "and lets it in again", lambda rest: Unblock(rest) if rest else None),
    "cases": Command("/cases as NAME: 1", "the open cases, as an admin sees them", _cases),
    "report": Command("/report 3 as NAME", "ask the admins to look at message 3", _inquiry("report")),
    "ask": Command("/ask as NAME: words", "ask an admin something", _inquiry("ask")),
    "why": Command("/why as NAME", "why they had a note", _inquiry("why")),
    "who": Command("/who", "who is in the group", lambda _: Who()),
    "help": Command("/help", "this list", lambda _: Help()),
    "quit": Command("/quit", "leave; nothing is kept", lambda _: Quit()),
}


def _command(word: str, rest: str) -> Typed:
    command = COMMANDS.get(word)
    if command is None:
        raise UnclearError(f"There is no /{word[:20]} here. /help lists what there is.")
    typed = command.read(rest)
    if typed is None:
        raise UnclearError(f"Please type it like this: {command.form}")
    return typed

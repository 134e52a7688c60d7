"""Letters as Telegram takes them: parts of at most 4,096 characters, with their buttons under the last."""

from collections.abc import Callable

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from adapters.telegram.ids import number
from bot.notice import Choice, Letter, NoticeId

LONGEST = 4_096
"""Counted in UTF-16 units, of which no way of counting finds more."""
POP_UP = 200
SUPERGROUPS = 1_000_000_000_000
"""Their numbers are this far below nothing, and links name them without it."""
ANYTHING = "anything"
"""What the standing button of the pinned notice sends."""


def parts(text: str) -> tuple[str, ...]:
    """Cut at a line's end where there is one. Nothing is ever read as markup, so nothing needs escaping."""
    found: list[str] = []
    rest = text
    while rest:
        if _units(rest) <= LONGEST:
            found.append(rest)
            break
        cut = _fitting(rest, LONGEST)
        line = rest.rfind("\n", 1, cut)
        cut = line if line > 0 else cut
        found.append(rest[:cut])
        rest = rest[cut:].lstrip("\n")
    return tuple(found)


def pop_up(text: str) -> str:
    if _units(text) <= POP_UP:
        return text
    return text[: _fitting(text, POP_UP - 1)] + "…"


def fits_pop_up(text: str) -> bool:
    return _units(text) <= POP_UP


def buttons(letter: Letter, label: Callable[[Choice], str]) -> InlineKeyboardMarkup | None:
    rows = [
        [InlineKeyboardButton(label(choice), callback_data=data(choice, letter.notice))] for choice in letter.choices
    ]
    link = link_to(letter)
    if letter.see_it is not None and link is not None:
        rows.append([InlineKeyboardButton(letter.see_it, url=link)])
    return InlineKeyboardMarkup(rows) if rows else None


def link_to(letter: Letter) -> str | None:
    """Opens the chat at the message, for its members alone; only supergroups have such links."""
    chat, message = letter.about or (None, "")
    place = None if chat is None else number(chat)
    if place is None or place > -SUPERGROUPS or not message.isdecimal():
        return None
    return f"https://t.me/c/{-place - SUPERGROUPS}/{message}"


def standing(label: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=ANYTHING)]])


def data(choice: Choice, notice: NoticeId) -> str:
    """A notice's name is 20 letters, well within the 64 bytes of a button."""
    return f"{choice.value}:{notice}"


def pressed(text: str) -> tuple[Choice, NoticeId] | None:
    """What a button said; None for what no button of ours says."""
    choice, _, notice = text.partition(":")
    if not notice or choice not in {each.value for each in Choice}:
        return None
    return Choice(choice), NoticeId(notice)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _fitting(text: str, room: int) -> int:
    """How many of its letters fit."""
    used = 0
    for index, sign in enumerate(text):
        used += 2 if ord(sign) > 0xFFFF else 1
        if used > room:
            return index
    return len(text)

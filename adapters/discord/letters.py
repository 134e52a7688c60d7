"""A letter as Discord shows it: pieces that fit, nothing in them markup, buttons below the last."""

from collections.abc import Callable

import discord

from bot.notice import Choice, Letter, NoticeId

MOST = 2_000
"""Letters of one message."""
SIGN = "note"
ANYTHING = "schoolgate:anything"
"""The standing button's id: the same for ever, so that one pinned last year still works."""


def pieces(text: str) -> tuple[str, ...]:
    """Escaped, and cut at a line's end where it is too long for one message."""
    found: list[str] = []
    room = ""
    for line in escaped(text).splitlines():
        for part in _short(line):
            if room and len(room) + 1 + len(part) > MOST:
                found.append(room)
                room = part
            else:
                room = f"{room}\n{part}" if room else part
    return (*found, room) if room.strip() else tuple(found)


def escaped(text: str) -> str:
    """What a person wrote or is called shows as it was written; nobody is called by it."""
    return discord.utils.escape_mentions(discord.utils.escape_markdown(text))


def _short(line: str) -> list[str]:
    return [line[at : at + MOST] for at in range(0, len(line), MOST)] or [""]


def shown(letter: Letter, label: Callable[[Choice], str], link: str | None) -> tuple[tuple[str, discord.ui.View], ...]:
    """Each piece and what stands below it: the buttons are below the last. `link` leads to the message it is about.

    They are answered whatever process put them up: what is meant stands in their ids.
    """
    view = discord.ui.View(timeout=None)
    for choice in letter.choices:
        view.add_item(discord.ui.Button(label=label(choice), custom_id=custom_id(choice, letter.notice)))
    if letter.see_it is not None and link is not None:
        view.add_item(discord.ui.Button(label=letter.see_it, url=link))
    texts = pieces(letter.text)
    view.stop()  # the library need not remember it for ever
    views = [discord.ui.View(timeout=None) for _ in texts[:-1]]
    return tuple(zip(texts, (*views, view), strict=True))


def standing(label: str) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label=label, custom_id=ANYTHING, style=discord.ButtonStyle.primary))
    view.stop()
    return view


def custom_id(choice: Choice, notice: NoticeId) -> str:
    return f"{SIGN}:{choice.value}:{notice}"


def meant(custom: str) -> tuple[Choice, NoticeId] | None:
    """What a pressed button means; None for an id that is not ours. Whose it is, the desk looks at."""
    sign, _, rest = custom.partition(":")
    choice, _, notice = rest.partition(":")
    if sign != SIGN or not notice or choice not in {each.value for each in Choice}:
        return None
    return Choice(choice), NoticeId(notice)

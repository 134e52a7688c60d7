"""What a check's findings are called, in the words of its reports."""

from datetime import date, datetime
from typing import assert_never

from bot.case import CaseKind
from bot.chatfile import Blank
from bot.finding import Level
from bot.message import Media
from bot.report.aftermath import Outcome
from bot.report.summary import Item, Read, Skipped, Summary

SHOWN = (Level.POINTER, Level.REMINDER, Level.LOOK, Level.SUPPORT, Level.SERIOUS, Level.DANGER)
"""From the mildest to the gravest, in the order of a legend."""

NOTES = {
    Level.POINTER: ("pointer", "pointers"),
    Level.REMINDER: ("reminder", "reminders"),
    Level.LOOK: ("card for the admins", "cards for the admins"),
    Level.SUPPORT: ("help note", "help notes"),
    Level.SERIOUS: ("serious note", "serious notes"),
    Level.DANGER: ("danger note", "danger notes"),
}

_CASES = {
    CaseKind.LOOK: ("quiet card: worth a look", "quiet cards: worth a look"),
    CaseKind.CROWD: ("case of several people about one", "cases of several people about one"),
    CaseKind.REPEATED: ("case because it kept happening", "cases because it kept happening"),
    CaseKind.SERIOUS: ("case for something serious", "cases for something serious"),
    CaseKind.DANGER: ("urgent alert about danger", "urgent alerts about danger"),
    CaseKind.WORRY: ("word that a serious worry was raised", "words that a serious worry was raised"),
    CaseKind.RISK: ("urgent alert about a life at risk", "urgent alerts about a life at risk"),
}

_BLANKS = {
    Blank.PHOTO: ("picture without words", "pictures without words"),
    Blank.VIDEO: ("video without words", "videos without words"),
    Blank.VOICE: ("voice message", "voice messages"),
    Blank.STICKER: ("sticker", "stickers"),
    Blank.FILE: ("file without a name", "files without a name"),
    Blank.CONTACT: ("contact card left out of the export", "contact cards left out of the export"),
    Blank.LOCATION: ("place on the map", "places on the map"),
    Blank.MEDIA: ("picture, video or file left out of the export", "pictures, videos or files left out of the export"),
    Blank.DELETED: ("message deleted before the export", "messages deleted before the export"),
    Blank.EMPTY: ("message with nothing in it", "messages with nothing in them"),
    Blank.UNSUPPORTED: ("message the export could not hold", "messages the export could not hold"),
    Blank.SYSTEM: ("line of the app itself", "lines of the app itself"),
    Blank.BOT: ("message by a bot", "messages by bots"),
    Blank.REPEATED: ("message a second time", "messages a second time"),
    Blank.TOO_LONG: ("message too long to read to its end", "messages too long to read to their end"),
    Blank.STRAY: ("run of lines before the first message", "runs of lines before the first message"),
    Blank.NOT_A_GROUP: (
        "private chat, channel or bot: not a group, so not read",
        "private chats, channels or bots: not groups, so not read",
    ),
}

_UNSEEN = {
    Media.PHOTO: ("picture", "pictures"),
    Media.VIDEO: ("video", "videos"),
    Media.VOICE: ("voice message", "voice messages"),
    Media.FILE: ("file", "files"),
    Media.STICKER: ("sticker", "stickers"),
}


def amount(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def day(at: date) -> str:
    return f"{at.day} {at:%b %Y}"


def moment(at: datetime) -> str:
    return f"{at:%a} {at.day} {at:%b %Y, %H:%M}"


def headline(summary: Summary) -> str:
    judged = amount(summary.messages, "message", "messages")
    if summary.chats > 1:
        judged += f" in {amount(summary.chats, 'chat', 'chats')}"
    if summary.first is None or summary.last is None:
        return judged
    first, last = day(summary.first), day(summary.last)
    return f"{judged}, {first}" if first == last else f"{judged}, {first} to {last}"


def basis(summary: Summary) -> tuple[str, ...]:
    on = summary.basis
    lines = [f"Judged by {on.rules}."]
    if on.register is None:
        lines.append("No staff register was given (--register), so nobody was known by name.")
    elif on.schools:
        lines.append(f"Staff register: {on.register}, {', '.join(on.schools)}.")
    if on.names_shown:
        lines.append("Names are shown as they stand in the files.")
    else:
        lines.append("Members are letters, new ones in every chat; names inside what they wrote are left as they are.")
    return tuple(lines)


def file(read: Read) -> str:
    """What was read of one file."""
    if not read.format:
        return read.name
    told = f"{read.name}: {read.format}, {amount(read.messages, 'message', 'messages')}"
    broken = f", {amount(read.broken, 'place', 'places')} could not be understood" if read.broken else ""
    return f"{told}{broken}"


def who(item: Item) -> str:
    return f"{item.member}, {item.place}"


def outcome(item: Item) -> str:
    """What would have been sent because of this message."""
    follows = item.outcome
    if follows.is_part:
        return "Part of what they had just been told about: no second note."
    poster, admins = _to_poster(item.level, follows), _to_admins(follows.case)
    parts = (*admins, *poster) if follows.note is Level.DANGER else (*poster, *admins)
    return " ".join(parts) or "Nothing: they had a pointer within the week."


def _to_poster(level: Level, follows: Outcome) -> tuple[str, ...]:
    held = ", held until the morning" if follows.is_held else ""
    if follows.note is None:
        return ("The writer hears nothing.",) if level is Level.LOOK else ()
    match follows.note:
        case Level.POINTER:
            return (f"A soft pointer to who can help{held}; counts nothing.",)
        case Level.REMINDER if follows.counts:
            return (f"A private reminder{held}; counts {follows.counts}.",)
        case Level.REMINDER:
            return (f"A private reminder{held}; counts nothing, as the last note had not arrived yet.",)
        case Level.SERIOUS:
            return (f"One plain private note{held}; counts {follows.counts or 'nothing'}.",)
        case Level.SUPPORT:
            return ("A private note offering help, never a reproach.",)
        case Level.DANGER:
            return ("The writer gets one plain private note, once an admin has seen it or after 15 minutes.",)
        case Level.LOOK | Level.NONE:
            return ()
        case _:
            assert_never(follows.note)


def _to_admins(case: CaseKind | None) -> tuple[str, ...]:
    match case:
        case None:
            return ()
        case CaseKind.LOOK:
            return ("The admins get a quiet card: worth a look.",)
        case CaseKind.CROWD:
            return ("The admins get one case for the whole event.",)
        case CaseKind.REPEATED:
            return ("It joins the case the admins already have.",)
        case CaseKind.SERIOUS:
            return ("The admins get a case now.",)
        case CaseKind.WORRY:
            return ("The admins hear that a serious worry was raised, without its words.",)
        case CaseKind.DANGER | CaseKind.RISK:
            return ("The admins are alerted at once.",)
        case _:
            assert_never(case)


def unshown() -> str:
    return "The words are not shown: they are for the person who can help."


def ladder(summary: Summary) -> tuple[str, ...]:
    """What the ladder would have made of it all."""
    if not summary.notes and not summary.cases:
        return ()
    notes = [amount(summary.notes[level], *NOTES[level]) for level in SHOWN if level in summary.notes]
    cases = [amount(number, *_CASES[kind]) for kind, number in summary.cases.items()]
    lines = [f"To members, privately: {_listed(notes) or 'nothing'}.", f"To the admins: {_listed(cases) or 'nothing'}."]
    if summary.lapsed:
        lapsed = amount(summary.lapsed, "case would have lapsed", "cases would have lapsed")
        lines.append(f"{lapsed} after 14 days without a decision.")
    lines.append(
        "As if every note had arrived when it was due and nobody had answered, taken anything back or asked a person."
    )
    return tuple(lines)


def per_thousand(summary: Summary) -> str:
    return f"{summary.per_thousand:.1f} notes to members per 1,000 messages"


def skipped(one: Skipped) -> str:
    first = ", ".join(one.first)
    rest = ", …" if one.count > len(one.first) else ""
    return f"{amount(one.count, *_BLANKS[one.reason])} ({first}{rest})"


def unseen(summary: Summary) -> str | None:
    """What came with words and was not itself looked at."""
    if not summary.unseen:
        return None
    kinds = [amount(number, *_UNSEEN[media]) for media, number in summary.unseen.items()]
    return f"{_listed(kinds)} came with words; only the words were read."


def where_letters_are() -> str:
    return "The notes word for word are in the page: --report FILE.html"


def more(summary: Summary) -> str | None:
    if not summary.more:
        return None
    return (
        f"{amount(summary.more, 'further message is', 'further messages are')} counted but not listed; --json has all."
    )


def nothing(summary: Summary) -> tuple[str, ...]:
    """For a chat nobody would have heard from Schoolgate about."""
    if not summary.messages:
        return ("There was no message to judge.",)
    return (
        "Nothing. Nobody in this chat would have heard from Schoolgate.",
        "Complaints, jokes and strong opinions are all welcome; it speaks only about how people are treated.",
    )


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""

"""What the admins are told by the day, the week and the year: numbers and words, never a name."""

from bot.finding import RuleId
from bot.wording.phrasebook import Phrasebook

SHOWN = 4
"""Notes whose words stand in one summary: a phone shows no more."""


def day(book: Phrasebook, *, would: tuple[str, ...]) -> str:
    """What a day of the trial would have sent, each note in its own words."""
    more = len(would) - SHOWN
    parts = [book.say("season.day", words=book.amount("notes", len(would))), *would[:SHOWN]]
    return "\n\n".join((*parts, *([book.amount("more-notes", more)] if more > 0 else [])))


def right_or_wrong(book: Phrasebook, *, rule: RuleId, title: str | None) -> tuple[str, ...]:
    """What an admin can do who finds a note wrong; nothing about a rule that is there no more."""
    return () if title is None else (book.say("season.right", rule=title, words=rule),)


def trial(book: Phrasebook, *, notes: int, alarms: int) -> str:
    """The trial is over, and what it would have been."""
    counted = book.say("season.trial", words=book.amount("notes", notes), number=book.amount("alarms", alarms))
    return f"{counted}\n\n{book.say('season.go-live')}"


def weekly(book: Phrasebook, *, notes: int, cases: int, alarms: int) -> str:
    lines = (book.amount("notes", notes), book.amount("cases", cases), book.amount("alarms", alarms))
    return "\n".join((book.say("season.weekly"), *(f"- {line}" for line in lines)))


def new_year(book: Phrasebook) -> str:
    return book.say("season.new-year")


def check(book: Phrasebook, *, old: tuple[str, ...], broken: tuple[str, ...]) -> str:
    """Contacts nobody has looked at for a year, and those whose link leads nowhere."""
    lines: list[str] = []
    for key, contacts in (("check", old), ("broken", broken)):
        if contacts:
            lines += (book.say(f"season.{key}"), *(f"- {each}" for each in contacts))
    return "\n".join((*lines, book.say("season.checked")))

"""A seeded stream of what a group hears: most of it harmless, some judged alone, some leaning on what came before."""

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from builders import MONDAY, member, message

from bot.message import Message, MessageId

PARENTS = tuple(f"Parent {n}" for n in range(24))
STAFF = ("Mr Dunn", "Mrs Kemp", "Mrs Ahmed")
TALK = ("The coats are in the hall", "Is it swimming on Friday?", "Thanks all", "The app is down", "Year 4 trip forms?")
KINDS = {"talk": 58, "oaf": 8, "dig": 12, "thump": 3, "cope": 1, "edit": 6, "again": 8, "gone": 4}
"""How often each comes, in a hundred. `edit`, `again` (the same update) and `gone` are about the last few."""
DANGERS = 4
"""How many in all: each alarms several people hourly until the stream ends, as nobody in it ever answers."""
RECENT = 8


@dataclass(frozen=True, slots=True)
class Said:
    message: Message
    at: datetime


@dataclass(frozen=True, slots=True)
class Gone:
    message: Message
    at: datetime


Event: TypeAlias = Said | Gone


def stream(seed: int, length: int) -> tuple[Event, ...]:
    """`length` messages, edits, redeliveries and deletions, in the order in which a platform brings them."""
    chance = random.Random(seed)
    dangers = set(chance.sample(range(length // 2, length), DANGERS))
    now, said = MONDAY, list[Message]()
    events: list[Event] = []
    for number in range(length):
        now += timedelta(seconds=chance.choice((2, 20, 60, 150, 240)))
        kind = "stab" if number in dangers else chance.choices(list(KINDS), list(KINDS.values()))[0]
        if kind in {"edit", "again", "gone"} and not said:
            kind = "talk"
        match kind:
            case "again":
                events.append(Said(chance.choice(said[-RECENT:]), now))
            case "gone":
                events.append(Gone(chance.choice(said[-RECENT:]), now))
            case "edit":
                place = chance.randrange(max(0, len(said) - RECENT), len(said))
                words = _words(chance.choice(("talk", "oaf", "thump")), chance)
                said[place] = replace(said[place], text=words, edited_at=now)
                events.append(Said(said[place], now))
            case _:
                by = chance.choice((said[-1].author.name, *PARENTS)) if said else PARENTS[0]
                new = message(_words(kind, chance), by=by, at=now, id=MessageId(str(number)))
                said.append(new)
                events.append(Said(new, now))
    return tuple(events)


def posters() -> tuple[str, ...]:
    return tuple(member(name).id for name in PARENTS)


def _words(kind: str, chance: random.Random) -> str:
    who = chance.choice(STAFF)
    match kind:
        case "oaf":
            return f"{who} is {chance.choice(('an oaf', 'a lump', 'a nitwit'))}"
        case "dig":
            return f"{who} was late again"
        case "thump":
            return f"{who} needs a thump"
        case "stab":
            return f"I will stab {who}"
        case "cope":
            return f"I cannot cope any more with {who}"
        case _:
            return chance.choice(TALK)

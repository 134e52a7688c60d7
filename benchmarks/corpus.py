"""What everything is measured on: everyday talk with one message in six of another kind, the same for every run."""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from bot.group import Group, Mode
from bot.message import ChatId, GroupId, Member, MemberId, Message, MessageId
from bot.people.register import Register, StaffMember
from bot.rulebook.book import Rulebook
from bot.rulebook.document import parse_document
from bot.rulebook.load import judged
from bot.rulebook.ordinary import ordinary_words
from bot.scene import Scene
from bot.shipped import DATA

SEED = 20260302
EVERYDAY = ("weekday.jsonl", "everyday.jsonl")
FLAGGED_IN = 6
STAFF = 80
BEFORE = 10  # messages of recent talk
PEOPLE = 7  # who take turns in it
BEGIN = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
APART = timedelta(seconds=50)  # so that ten of them are within the recent past
SAID = 75  # rare words of the corpus, one message in six has one
_STARTS = "Ash Bram Carl Dal East Fen Grim Hal Ing Kirk Lang Mar Nor Os Pres Rad Shel Thorn Wal Yar".split()
_ENDS = "by combe croft dale field ford ham hurst ley man more ridge sett shaw stead ton wick wood worth well".split()
_FIRST = "Amir Beth Carol Dev Ewa Farah George Hana Ian Jo Karim Lucy Mark Nina Owen Petra Rob Sara Tom Una".split()
_ROLES = ("Teaching assistant", "Year 4 teacher", "School office", "Lunchtime supervisor", "Caretaker")


@cache
def texts(count: int) -> tuple[str, ...]:
    """Messages of a chat; every sixth is one that somebody labelled as deserving something."""
    chance = random.Random(SEED)
    calm: list[str] = []
    flagged: list[str] = []
    for path in sorted((DATA / "training").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            text = case["messages"][case["judge"]]["text"]
            if case["expect"]["act"] != "leave":
                flagged.append(text)
            elif path.name in EVERYDAY:
                calm.append(text)
    calm, flagged = chance.sample(calm, len(calm)), chance.sample(flagged, len(flagged))
    return tuple(
        (flagged if place % FLAGGED_IN == FLAGGED_IN - 1 else calm)[place % len(calm)] for place in range(count)
    )


def register(number: int = 0) -> Register:
    """Eighty people of a school's staff; another school's are others."""
    chance = random.Random(SEED + number)
    surnames = chance.sample([start + end for start in _STARTS for end in _ENDS], STAFF)
    return Register(
        tuple(
            StaffMember(
                key=f"staff:{place}",
                name=f"{chance.choice(('Mr', 'Mrs', 'Miss'))} {chance.choice(_FIRST)} {surname}",
                role=chance.choice(_ROLES),
            )
            for place, surname in enumerate(surnames)
        )
    )


def school(number: int = 0) -> Group:
    name = f"school-{number}"
    return Group(
        id=GroupId(name), school="Millbrook School", chats=(ChatId(name),), mode=Mode.LIVE, register=register(number)
    )


def alone(said: tuple[str, ...], group: Group) -> list[Scene]:
    return [
        Scene(message=message(text, place, BEGIN + place * APART, group), group=group)
        for place, text in enumerate(said)
    ]


def in_talk(said: tuple[str, ...], group: Group) -> list[Scene]:
    """Each after the ten before it, by several people who take turns."""
    scenes = alone(said, group)
    return [
        replace(scene, recent=tuple(earlier.message for earlier in scenes[max(0, place - BEFORE) : place]))
        for place, scene in enumerate(scenes)
    ]


def message(text: str, number: int, at: datetime, group: Group) -> Message:
    who = f"parent-{number % PEOPLE}"
    return Message(
        group=group.id,
        chat=group.chats[0],
        id=MessageId(str(number)),
        author=Member(id=MemberId(who), name=f"{_FIRST[number % PEOPLE]} Brown"),
        text=text,
        sent_at=at,
    )


@cache
def phrases(count: int) -> tuple[str, ...]:
    """Phrases of one to three words: what a long list of an admin's looks like.

    The first stand in about one message of six, however long the list is; the others are made up.
    """
    chance = random.Random(SEED)
    ordinary = sorted(word for word in ordinary_words() if word.isascii() and word.isalpha() and len(word) > 3)
    said = [word.lower() for text in texts(600) for word in text.split() if word.isascii() and word.isalpha()]
    rare = sorted({word for word in said if len(word) > 6})
    found = dict.fromkeys(chance.sample(rare, SAID))
    while len(found) < count:
        found[" ".join(chance.choice(ordinary) for _ in range(chance.choice((2, 2, 2, 3))))] = None
    return tuple(found)


REGEXES = tuple(
    pattern
    for word in ("ofsted", "council", "solicitor", "petition", "strike")
    for pattern in (
        rf"(?i)\b{word}s?\b.{{0,20}}\b(now|today|tomorrow)\b",
        rf"(?i)^\s*(why|when) .*{word}",
        rf"(?i)\b[0-9]{{3,}}\s+{word}s?\b",
        rf"(?i){word}[!?]{{2,}}",
    )
)
"""Twenty, as an admin would write them."""


def rules(count: int) -> str:
    """A plain rulebook: one rule with a long list, one with twenty regular expressions."""
    return _file((_rule("a-long-list", 'says: ["<padded>"], about: anyone'), _EXPRESSIONS), {"padded": phrases(count)})


def many_rules(count: int) -> str:
    """So many rules with ten phrases each, beside the one with twenty regular expressions."""
    said, each = phrases(10 * count), range(count)
    lists = {f"padded-{place}": said[10 * place : 10 * place + 10] for place in each}
    return _file((*(_rule(f"rule-{n}", f'says: ["<padded-{n}>"], about: anyone') for n in each), _EXPRESSIONS), lists)


def loaded(rules: str) -> Rulebook:
    return judged(parse_document(rules, "rules.yaml"), "rules.yaml")


def _rule(name: str, when: str) -> str:
    return f"""\
  - id: {name}
    title: Says something on a list
    concern: insult
    level: reminder
    when: {{{when}}}
    examples: {{flag: [], leave: []}}
"""


_QUOTED = ", ".join(f"'{pattern}'" for pattern in REGEXES)
_EXPRESSIONS = _rule("expressions", f"regex: [{_QUOTED}]")


def _file(rules: Sequence[str], lists: Mapping[str, Sequence[str]]) -> str:
    listed = "".join(f"  {name}: {{add: {json.dumps(list(said))}}}\n" for name, said in lists.items())
    return f"version: 1\nlists:\n{listed}rules:\n{''.join(rules)}"

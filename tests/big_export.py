"""Writes an exported chat as large as you like, for measuring by hand.

python tests/big_export.py telegram 500 big.json && /usr/bin/time -v schoolgate check --json big.json > /dev/null
"""

import argparse
import json
import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TextIO

MEGABYTE = 1_000_000
START = datetime(2019, 9, 2, 7, 30)  # noqa: DTZ001  # exports know no zone
PEOPLE = 80
SAID = (
    "Morning all! Does anybody know what time the coach leaves?",
    "Half past eight from the front gate, they need wellies and a packed lunch",
    "Thank you, you have saved me again x",
    "I think the new homework policy is a mistake and I have told the governors so",
    "Has anyone seen a blue jumper, age 7-8, name inside is Theo",
    "Running late, can somebody tell them I'm parking",
    "honestly Mr Ashdown is an absolute muppet, I have had enough of this",
    "The PTA still needs two people for the cake stall on Friday 😊",
    "Our bus is stuck on Mill Road, back in twenty minutes\nplease tell Year 4",
    "👍",
)


def chat(seed: int) -> Iterator[tuple[int, datetime, int, str]]:
    """Number, time, author and text of message after message, for ever."""
    chance = random.Random(seed)
    at = START
    for number in count(1):
        at += timedelta(seconds=chance.randint(5, 200))
        yield number, at, chance.randrange(PEOPLE), f"{chance.choice(SAID)} ({number})"


def telegram(file: TextIO) -> Iterator[None]:
    file.write('{\n "name": "A big group",\n "type": "private_supergroup",\n "id": 1,\n "messages": [')
    for number, at, author, text in chat(1):
        message: dict[str, object] = {
            "id": number,
            "type": "message",
            "date": at.isoformat(),
            "date_unixtime": str(int(at.timestamp())),
            "from": f"Parent {author}",
            "from_id": f"user{author}",
            "text": text,
            "text_entities": [{"type": "plain", "text": text}],
        }
        file.write(("," if number > 1 else "") + "\n  " + json.dumps(message, indent=1))
        yield


def discord(file: TextIO) -> Iterator[None]:
    file.write('{"guild": {"id": "1", "name": "Big"}, "channel": {"id": "2", "name": "general"}, "messages": [')
    for number, at, author, text in chat(2):
        message: dict[str, object] = {
            "id": str(10**18 + number),
            "type": "Default",
            "timestamp": f"{at.isoformat()}+00:00",
            "timestampEdited": None,
            "content": text,
            "author": {"id": str(author), "name": f"parent{author}", "nickname": f"Parent {author}", "isBot": False},
            "attachments": [],
            "embeds": [],
            "stickers": [],
            "reactions": [],
            "mentions": [],
        }
        file.write(("," if number > 1 else "") + "\n" + json.dumps(message, indent=2))
        yield


def whatsapp(file: TextIO) -> Iterator[None]:
    for _, at, author, text in chat(3):
        file.write(f"{at:%d/%m/%Y, %H:%M} - Parent {author}: {text}\n")
        yield


def conversations(file: TextIO) -> Iterator[None]:
    messages: list[dict[str, object]] = []
    for number, at, author, text in chat(4):
        messages.append({"author": f"p{author}", "text": text, "reply_to": None, "at": at.isoformat()})
        if len(messages) == 5:
            file.write(json.dumps({"id": f"b{number}", "group": "big", "messages": messages}) + "\n")
            messages.clear()
        yield


FORMATS: dict[str, tuple[Callable[[TextIO], Iterator[None]], str]] = {
    "telegram": (telegram, "\n ]\n}\n"),
    "discord": (discord, "\n]}\n"),
    "whatsapp": (whatsapp, ""),
    "conversations": (conversations, ""),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("format", choices=FORMATS)
    parser.add_argument("megabytes", type=int)
    parser.add_argument("file", type=Path)
    wanted = parser.parse_args()
    write, ending = FORMATS[wanted.format]
    with wanted.file.open("w", encoding="utf-8") as file:
        for number, _ in enumerate(write(file)):
            if number % 1000 == 0 and file.tell() >= wanted.megabytes * MEGABYTE:
                break
        file.write(ending)


if __name__ == "__main__":
    main()

"""Everything that reads what the world sends, each as one question: is this read, refused in good order, or neither?"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import discord
import grown
from discord_heard import heard
from discord_server import Loopback
from discord_shapes import CHAT, Json
from exported import DISCORD, TELEGRAM, WHATSAPP, until_refused

from adapters.discord.translate import translated
from adapters.telegram import wire
from adapters.telegram.translate import passed_on, translate
from bot.errors import FileError, RulesError
from bot.message import GroupId
from bot.people.load import read_register
from bot.rulebook.bundled import starter
from bot.rulebook.examples import example_scene
from bot.rulebook.load import every_shipped_example, load_shipped
from bot.shipped import DATA

GROUP = GroupId("fuzz")
RULE = """
extends: shipped
lists: {hurt: {add: [bonk], remove: [slap]}}
rules:
  - id: no-donkeys
    title: Calls somebody a donkey
    concern: insult
    level: reminder
    when: {says: ['(donkey|<insult-word>) … (him|her)'], about: anyone}
    unless: [quoting]
    wording: insult
    signpost: [school-office]
    examples:
      flag: [Mr Pell is a donkey]
      leave: [the donkey is Leo]
"""
Attempt = Callable[[int], bool]
"""Tries the input of a number; True when it was refused in good order."""


@dataclass(frozen=True)
class Target:
    name: str
    ready: Callable[[Path], Attempt]


def as_file(text: str) -> str:
    """What was decoded from bytes holds no half characters."""
    return text.encode("utf-8", "replace").decode()


def said() -> list[str]:
    everyday = (DATA / "everyday.txt").read_text(encoding="utf-8").splitlines()
    examples = [each if isinstance(each, str) else "\n".join(each) for _, each, _ in every_shipped_example()]
    return [line for line in (*everyday, *examples) if line]


def reading(_: Path) -> Attempt:
    book, seeds = load_shipped(), said()

    def attempt(number: int) -> bool:
        text = grown.text(Random(f"reading {number}"), seeds)
        for finding in book.examine(example_scene(text)):
            assert all(0 <= span.start < span.end <= len(text) for span in finding.spans), finding.rule
        return False

    return attempt


def rules(_: Path) -> Attempt:
    ground, begins = load_shipped().ground, starter()
    assert ground is not None

    def attempt(number: int) -> bool:
        text = as_file(grown.text(Random(f"rules {number}"), [begins, RULE]))
        try:
            ground.lay(ground.read(text, "a file"), frozenset())
        except RulesError:
            return True
        return False

    return attempt


def registers(_: Path) -> Attempt:
    seeds = [
        "Mrs Anna Whitlock, head teacher, Anna, Mrs W\nMr Pell; Year 4; Pelly\nMiss Okonjo - TA\n",
        'staff:\n  - name: Mr Love\n    role: caretaker\n    aliases: [Lovey, "Mr L"]\n',
        '{"larkrise": {"school": "Larkrise", "staff": [{"name": "Ms Daley", "role": "SENCO", "aliases": []}]}}',
    ]

    def attempt(number: int) -> bool:
        try:
            read_register(as_file(grown.text(Random(f"registers {number}"), seeds)))
        except FileError:
            return True
        return False

    return attempt


def exports(folder: Path) -> Attempt:
    seeds = [path.read_bytes() for path in (TELEGRAM, WHATSAPP, DISCORD)]
    parsed = [json.loads(seeds[0]), json.loads(seeds[2])]

    def attempt(number: int) -> bool:
        random = Random(f"exports {number}")
        path = folder / "export"
        if random.random() < 0.5:
            path.write_bytes(grown.content(random, seeds))
        else:
            path.write_text(json.dumps(grown.value(random, random.choice(parsed))), encoding="utf-8")
        try:
            _, refused = until_refused(path)
        except FileError:
            return True
        return refused is not None

    return attempt


SAM = {"id": 7, "is_bot": False, "first_name": "Sam"}
SPOKEN = {"message_id": 5, "date": 1_772_476_920, "chat": {"id": -100, "type": "supergroup", "title": "Parents"}}
FILE = {"file_id": "f", "file_unique_id": "u"}
UPDATES = [
    {**SPOKEN, "from": SAM, "text": "Coats are in the hall", "entities": [{"type": "bold", "offset": 0, "length": 5}]},
    {**SPOKEN, "from": SAM, "caption": "look", "photo": [{**FILE, "width": 1, "height": 1}], "media_group_id": "1"},
    {**SPOKEN, "from": SAM, "text": "no", "reply_to_message": {**SPOKEN, "message_id": 4, "from": SAM, "text": "yes"}},
    {**SPOKEN, "from": SAM, "text": "x", "quote": {"text": "yes", "position": 0}, "message_thread_id": 3},
    {
        **SPOKEN,
        "sender_chat": SPOKEN["chat"],
        "text": "x",
        "forward_origin": {"type": "user", "date": 1, "sender_user": SAM},
    },
    {**SPOKEN, "from": SAM, "contact": {"phone_number": "07700900123", "first_name": "Jo"}},
    {**SPOKEN, "from": SAM, "checklist": {"title": "Party", "tasks": [{"id": 1, "text": "cake"}]}},
    {**SPOKEN, "new_chat_members": [SAM], "from": SAM},
    {**SPOKEN, "migrate_to_chat_id": -900},
]


def telegram_updates(_: Path) -> Attempt:
    def attempt(number: int) -> bool:
        random = Random(f"telegram {number}")
        update = {"update_id": 1, random.choice(["message", "edited_message"]): random.choice(UPDATES)}
        body = json.dumps(grown.value(random, update, is_typed=True)).encode()
        read = wire.read(body if random.random() < 0.9 else grown.content(random, [body]))
        message = None if read is None else read.effective_message
        if message is None or not message.chat:  # an empty chat is none to the library
            return True
        translate(message, GROUP)
        passed_on(message)
        return False

    return attempt


def is_message(message: discord.Message) -> bool:
    """discord.py checks nothing: without these it is not what Discord ever calls a message."""
    answered = message.reference and message.reference.resolved
    return (
        (not isinstance(answered, discord.Message) or is_message(answered))
        and isinstance(message.content, str)
        and isinstance(getattr(message, "author", None), discord.User | discord.Member)
        and isinstance(message.type, discord.MessageType)
    )


def discord_messages(_: Path) -> Attempt:
    there = Loopback()
    picture = {"id": "1", "filename": "oaf.png", "size": 1, "url": "", "proxy_url": "", "content_type": "image/png"}
    link = {"type": "link", "title": "Ten oafs", "url": "https://example.org"}
    answered = {"message_reference": {"type": 0, "message_id": "55", "channel_id": str(CHAT)}, "type": 19}
    good: list[Json] = [{"content": "hello"}, {"attachments": [picture]}, {"embeds": [link], "content": ""}, answered]
    good.append({**answered, "referenced_message": there.message(903, "Mr Pell is late", CHAT)})
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    state = discord.Client(intents=discord.Intents.none())._connection

    def attempt(number: int) -> bool:
        random = Random(f"discord {number}")
        told = grown.value(random, {**there.message(902, "hello", CHAT), **random.choice(good)}, is_typed=True)
        try:
            message = heard(state, **told) if isinstance(told, dict) else None
        except Exception:  # noqa: BLE001  # what the library cannot read never reaches us; it logs and goes on
            return True
        if message is None or not is_message(message):
            return True
        return translated(message, GROUP) is None

    return attempt


TARGETS = {
    name: Target(name, ready)
    for name, ready in {
        "reading": reading,
        "rules": rules,
        "registers": registers,
        "exports": exports,
        "telegram": telegram_updates,
        "discord": discord_messages,
    }.items()
}

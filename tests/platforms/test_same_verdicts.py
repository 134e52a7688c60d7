"""The same words get the same verdict on both platforms, whatever kind of message carries them."""

from datetime import datetime
from pathlib import Path
from typing import Any

import discord
import pytest
import small_rules
import telegram
from builders import GROUP, group
from discord_heard import heard
from fakes import FakeStore
from kinds import KINDS, Gap, Json, Kind
from source import ROOT
from transcripts import hold
from world import World

from adapters.discord.translate import translated
from adapters.telegram.translate import translate
from bot.finding import Level
from bot.message import Message

NOON = datetime.fromisoformat("2026-03-02T12:00:00+00:00")
SAM = {"id": 7, "is_bot": False, "first_name": "Sam"}
CHAT = {"id": -100, "type": "supergroup", "title": "Parents"}
TABLE = ROOT / "docs" / "message-kinds.md"

INTRODUCTION = """\
The tests give every kind below to both platforms and write this page (`tests/platforms`). *Read*: its words are judged,
and the same words get the same verdict on both. *Seen*: the bot knows that it is there, and judges nothing it shows or
says; nothing is ever downloaded. *Left alone*: no member said it.""".replace("\n", " ")


def _on_telegram(raw: Json) -> Message | None:
    told = {"message_id": 5, "date": int(NOON.timestamp()), "chat": CHAT, "from": SAM, **raw}
    update = telegram.Message.de_json({name: value for name, value in told.items() if value is not None}, None)
    said = translate(update, GROUP)
    return said if isinstance(said, Message) else None


async def _on_discord(raw: Json, place: Json) -> Message | None:
    client = discord.Client(intents=discord.Intents.none())
    state: Any = client._connection
    return translated(heard(state, **place, **raw), GROUP)


async def _verdict(said: Message) -> Level | None:
    """By the real rulebook, ladder and moderator."""
    world = World(store=FakeStore(group()), rules=lambda _: small_rules.read(), now=said.edited_at or said.sent_at)
    await world.hears(said)
    incident = await world.store.incident_of(said.chat, said.id)
    return None if incident is None else incident.level


@pytest.mark.parametrize("kind", KINDS, ids=lambda each: each.name)
async def test_what_is_said_gets_the_same_verdict_on_both(kind: Kind) -> None:
    said: list[Message | None] = []
    if not isinstance(kind.telegram, Gap):
        said.append(_on_telegram(kind.telegram))
    if not isinstance(kind.discord, Gap):
        said.append(await _on_discord(kind.discord, kind.place))

    assert said, "a kind neither platform has"
    assert [each is not None for each in said] == [kind.is_heard] * len(said)
    expected = Level.REMINDER if kind.is_read else None
    assert [await _verdict(each) for each in said if each is not None] == [expected] * len(said) * kind.is_heard


def test_the_page_about_kinds_of_message_is_up_to_date(tmp_path: Path) -> None:
    hold(TABLE, page(), tmp_path)


def page() -> str:
    rows = [f"| {kind.name} | {_cell(kind, kind.telegram)} | {_cell(kind, kind.discord)} |" for kind in KINDS]
    return "\n".join(
        (
            "# What is read of each kind of message",
            "",
            INTRODUCTION,
            "",
            "| kind | Telegram | Discord |",
            "|---|---|---|",
            *rows,
            "",
        )
    )


def _cell(kind: Kind, sample: Json | Gap) -> str:
    if isinstance(sample, Gap):
        return f"– ({sample.why})"
    if not kind.is_heard:
        return "left alone"
    return "read" if kind.is_read or kind.name == "an everyday message" else "seen"


if __name__ == "__main__":
    TABLE.write_text(page(), encoding="utf-8")

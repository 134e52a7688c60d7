"""A file that cannot reach somebody directly stands beside the answer they are waiting for."""

import asyncio
from dataclasses import dataclass, field
from typing import cast

import discord
from discord_shapes import OWNER
from discord_world import Served

from bot.message import GroupId, MemberId
from bot.notice import Document, Letter, NoticeId


@dataclass
class Place:
    """A message, or its channel, as far as anybody names it."""

    id: int = 1

    @property
    def channel(self) -> "Place":
        return self


@dataclass
class Pressed:
    """An interaction of the owner's, as far as a file beside its answer needs one."""

    shown: list[str] = field(default_factory=list)
    user: discord.Object = field(default_factory=lambda: discord.Object(OWNER))

    @property
    def followup(self) -> "Pressed":
        return self

    async def send(self, text: str, **_: object) -> Place:
        self.shown.append(text)
        return Place()


def a_file(text: str, to: int = OWNER) -> Letter:
    return Letter(
        notice=NoticeId(text),
        about=None,
        group=GroupId("larkrise"),
        to=MemberId(f"discord:{to}"),
        text=text,
        documents=(Document(name="own.yaml", content=b"version: 1"),),
    )


async def test_of_two_things_one_person_asks_for_at_once_each_file_stands_beside_its_own_answer(world: Served) -> None:
    world.discord.closed = {OWNER}
    begun = [asyncio.Event(), asyncio.Event()]

    async def asks(number: int, pressed: Pressed, text: str) -> None:
        with world.line.platform.beside(cast(discord.Interaction, pressed)):
            begun[number].set()
            await begun[1 - number].wait()
            await world.line.platform.tell(a_file(text))

    first, second = Pressed(), Pressed()
    async with world.running():
        await world.until_ready()
        await asyncio.gather(asks(0, first, "the rules"), asks(1, second, "my data"))

    assert (first.shown, second.shown) == (["the rules"], ["my data"])

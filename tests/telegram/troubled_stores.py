"""Stores that keep nothing for a while, for what Telegram is told meanwhile."""

import asyncio

from botapi import BotApi
from school import ToldStore, larkrise

from bot.errors import StoreError
from bot.ports import Record


class FailingStore(ToldStore):
    """Cannot write, twice."""

    def __init__(self, api: BotApi) -> None:
        super().__init__(api, larkrise())
        self.fails = 2

    async def record(self, record: Record) -> None:
        if self.fails:
            self.fails -= 1
            raise StoreError("the disk is full")
        await super().record(record)


class HeldStore(ToldStore):
    """Keeps nothing until it may; what stands on disk when the process dies is what was recorded."""

    def __init__(self, api: BotApi) -> None:
        super().__init__(api, larkrise())
        self.may = asyncio.Event()
        self.reached = asyncio.Event()

    async def record(self, record: Record) -> None:
        self.reached.set()
        await self.may.wait()
        await super().record(record)

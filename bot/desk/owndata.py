"""/mydata and /forgetme: what is kept about whoever asks, shown or erased; in every group when asked in private."""

from collections.abc import Callable
from datetime import datetime

from bot.desk.dataprotection import DataProtection
from bot.desk.files import send
from bot.group import Group
from bot.held import StillOpen
from bot.message import GroupId, Member
from bot.notice import Document
from bot.ports import Platform
from bot.wording.phrasebook import Phrasebook

OWN_DATA = ("mydata", "forgetme")
YES = "yes"
"""What /forgetme wants to hear: it cannot be undone."""
SHORT = 1_500
"""Letters of what is kept about somebody that are shown in a message; more comes as a file."""


class OwnData:
    def __init__(
        self,
        *,
        data: DataProtection,
        platform: Callable[[Group], Platform],
        clock: Callable[[], datetime],
    ) -> None:
        self._data = data
        self._platform = platform
        self._clock = clock

    async def asked(self, command: str, words: str, by: Member, groups: tuple[Group, ...], book: Phrasebook) -> str:
        now = self._clock()
        held = {group.id: shown for group in groups if (shown := await self._data.export(group.id, by.id, now))}
        if not held:
            return book.say("asked.mydata-none")
        if command == "mydata":
            for group in held:
                await self._data.shown(group, by.id, now)
            if await self._as_file(held, groups, by, book):
                return book.say("inquiries.file-sent")
            return "\n\n".join((book.say("asked.mydata"), *held.values()))
        if words.strip().casefold() != YES:
            return book.say("asked.forgetme")
        outcomes = [await self._data.forget(group, by.id, now) for group in held]
        is_open = any(isinstance(outcome, StillOpen) for outcome in outcomes)
        return book.say("asked.forget-open" if is_open else "asked.forgotten")

    async def _as_file(self, held: dict[GroupId, str], groups: tuple[Group, ...], by: Member, book: Phrasebook) -> bool:
        """What would fill screens comes as a file, where one can be handed over."""
        if sum(map(len, held.values())) <= SHORT:
            return False
        group = next(each for each in groups if each.id in held)
        files = tuple(Document(name=f"{name}.json", content=text.encode()) for name, text in held.items())
        text, about = book.say("file.mydata"), f"mydata{self._clock().isoformat()}"
        return await send(self._platform(group), by.id, group.id, text, files, about)

"""/check: is the group private, and can the bot do its work there? Each finding with the taps that mend it."""

from collections.abc import Callable

from bot.checkup import Outcome
from bot.group import Group
from bot.ports import Platform, PostponedError
from bot.wording.phrasebook import Phrasebook

CHECK = "check"
WORST_FIRST = (Outcome.FIX, Outcome.ASK, Outcome.GOOD)


class PrivacyCheck:
    def __init__(self, *, platform: Callable[[Group], Platform], books: Callable[[str], Phrasebook]) -> None:
        self._platform = platform
        self._books = books

    async def asked(self, group: Group) -> str:
        """By somebody who is an admin of this group. What needs them most comes first."""
        book = self._books(group.language)
        try:
            found = await self._platform(group).examine(group)
        except PostponedError:
            return book.say("check.unknown")
        if not found:
            return book.say("check.nowhere")
        ordered = sorted(found, key=lambda each: WORST_FIRST.index(each.outcome))
        return "\n".join(book.say(f"check.{each.outcome.value}", words=each.text) for each in ordered)

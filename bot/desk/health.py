"""What keeps the bot from reading a group, as the platforms found it when they last looked."""

from bot.group import Group
from bot.message import ChatId


class Health:
    def __init__(self) -> None:
        self._wrong: dict[ChatId, tuple[str, ...]] = {}

    def found(self, chat: ChatId, wrong: tuple[str, ...]) -> None:
        """All that is wrong there now, each with what to do about it; nothing when all is well."""
        if wrong:
            self._wrong[chat] = wrong
        else:
            self._wrong.pop(chat, None)

    def of(self, group: Group) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each for chat in group.chats for each in self._wrong.get(chat, ())))

"""The recent past of each chat: in memory only, bounded, gone with the process."""

from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import timedelta

from bot.group import Group
from bot.message import ChatId, Message, MessageId
from bot.scene import Scene

SPAN = timedelta(minutes=10)
MESSAGES = 20
CHATS = 10_000  # chats remembered at once; the one silent for longest goes first


class Memory:
    def __init__(self) -> None:
        self._chats: OrderedDict[ChatId, deque[Message]] = OrderedDict()

    def scene(self, message: Message, group: Group) -> Scene:
        """The message with what came before it: nothing older than ten minutes, never itself or a later one."""
        recent = tuple(
            earlier
            for earlier in self._chats.get(message.chat, ())
            if earlier.id != message.id and message.sent_at - SPAN <= earlier.sent_at <= message.sent_at
        )
        return Scene(message=message, group=group, recent=recent)

    def version(self, chat: ChatId, message: MessageId) -> Message | None:
        """As it was heard last, while that is remembered."""
        return next((known for known in self._chats.get(chat, ()) if known.id == message), None)

    def remember(self, message: Message) -> None:
        """Keep it for the messages that follow; an edit takes its own earlier place."""
        said = self._chats.setdefault(message.chat, deque(maxlen=MESSAGES))
        self._chats.move_to_end(message.chat)
        for place, earlier in enumerate(said):
            if earlier.id == message.id:
                said[place] = message
                break
        else:
            said.append(message)
        self._drop(said, lambda earlier: earlier.sent_at < message.sent_at - SPAN)
        while len(self._chats) > CHATS:
            self._chats.popitem(last=False)

    def forget(self, chat: ChatId, message: MessageId) -> None:
        """It was deleted: nothing said later is read against it."""
        self._drop(self._chats.get(chat, deque()), lambda earlier: earlier.id == message)

    @staticmethod
    def _drop(said: deque[Message], is_gone: Callable[[Message], bool]) -> None:
        for earlier in [earlier for earlier in said if is_gone(earlier)]:
            said.remove(earlier)

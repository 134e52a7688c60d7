"""The last messages of a chat being read, so that a reply can be given what it answers."""

from collections import OrderedDict

from bot.message import Message, MessageId, Reply

KEPT = 5_000  # a reply to something older goes without its text; this is weeks of a busy group


class Recent:
    def __init__(self) -> None:
        self._messages: OrderedDict[MessageId, Message] = OrderedDict()

    def __contains__(self, message: MessageId) -> bool:
        return message in self._messages

    def add(self, message: Message) -> None:
        self._messages[message.id] = message
        if len(self._messages) > KEPT:
            self._messages.popitem(last=False)

    def reply(self, to: MessageId) -> Reply:
        earlier = self._messages.get(to)
        if earlier is None:
            return Reply(id=to)
        return Reply(id=to, author=earlier.author, text=earlier.text)

"""What people are called in a report: Member A, Member B … by who spoke first, unless their names are asked for."""

from string import ascii_uppercase

from bot.message import ChatId, MemberId, Message


class Anonymous:
    """Letters, given out anew in every chat, so that nobody is followed from one to the next."""

    def __init__(self) -> None:
        self._chat: ChatId | None = None
        self._letters: dict[MemberId, str] = {}

    def name(self, message: Message) -> str:
        if message.chat != self._chat:
            self._chat = message.chat
            self._letters = {}
        author = message.author.id
        if author not in self._letters:
            self._letters[author] = f"Member {_letters(len(self._letters))}"
        return self._letters[author]

    def greeted(self, message: Message) -> str:  # noqa: ARG002  # whoever it is
        """How a letter addresses them: not at all."""
        return ""


class Named:
    """Their names as shown in the chat."""

    def name(self, message: Message) -> str:
        return message.author.name

    def greeted(self, message: Message) -> str:
        return message.author.name


def _letters(number: int) -> str:
    """A to Z, then AA, AB, as columns of a spreadsheet are called."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, len(ascii_uppercase))
        letters = ascii_uppercase[rest] + letters
    return letters

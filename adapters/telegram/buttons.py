"""What people press and type: answered where nobody else can see the answer."""

from collections.abc import Callable, Sequence

import structlog
import telegram
from telegram.error import BadRequest, TelegramError

from adapters.telegram.act import TelegramPlatform
from adapters.telegram.ephemeral import Asked, NotEphemeralError
from adapters.telegram.files import text_of
from adapters.telegram.ids import chat_id
from adapters.telegram.paper import ANYTHING, buttons, fits_pop_up, pop_up, pressed
from adapters.telegram.translate import member_of, passed_on, translate
from bot.group import Group
from bot.message import GroupId, Member, Message
from bot.notice import Choice, Letter
from bot.reception import COMMANDS, Reception

log = structlog.get_logger()

START = "anything"
"""What the link to the bot carries, so that Start opens the mailbox."""


class Buttons:
    def __init__(self, platform: TelegramPlatform, reception: Reception) -> None:
        self._platform = platform
        self._bot = platform.bot
        self._reception = reception

    async def press(self, query: telegram.CallbackQuery) -> None:
        """Whatever the data says, who pressed is who Telegram says it was."""
        by = member_of(query.from_user)
        chat = query.message.chat if query.message is not None else None
        group = await self._group(chat)
        if query.data == ANYTHING:
            await self._anything(query, by, chat, group)
            return
        meant = pressed(query.data or "")
        if meant is None:
            await self._answer(query, "")
            return
        choice, notice = meant
        answer = await self._reception.pressed(notice, choice, by)
        await self._show(query, answer, chat)

    async def typed(self, said: telegram.Message) -> None:
        """A command, or in private anything at all."""
        user = said.from_user
        if user is None or user.is_bot or said.sender_chat is not None:
            return  # an anonymous admin cannot be answered in private
        is_private = said.chat.type == "private"
        if is_private:
            self._platform.has_written(user.id)
        by = member_of(user)
        typed = command_of(said, self._bot.username)
        group = await self._group(said.chat)
        if typed is None or (is_private and said.document is not None):
            if is_private and said.document is not None:
                text, name = await text_of(self._bot, said.document), said.document.file_name or ""
                await self._tell(user.id, await self._reception.filed(said.caption or "", text, by, name), said.chat)
            elif is_private:
                await self._private_words(said, by, user.id)
            return
        command, words = typed
        here = None if group is None else group.id
        answer = await self._reception.asked(command, words, by, here, meant_by(said, group))
        answers = _unseen(said)
        if await self._tell(user.id, answer, said.chat, answers):
            await self._open(user.id, by, here, said.chat, answers)
        if is_private and command != "forgetme":
            await self._reception.reachability.met(by)

    async def _private_words(self, said: telegram.Message, by: Member, user: int) -> None:
        words = said.text or said.caption or ""
        forwarded = meant_by(said, None) if said.forward_origin is not None else None
        notice = None if said.forward_origin is not None else await self._reception.awaited(by)
        if forwarded is not None:
            answer = await self._reception.asked("report", "", by, None, forwarded)
        elif notice is not None and words:
            answer = await self._reception.pressed(notice, Choice.ASK_A_PERSON, by, words)
        else:
            answer = await self._reception.said(words, by) or await self._reception.asked("help", "", by, None)
        if await self._tell(user, answer, said.chat):
            await self._open(user, by, None, said.chat)
        await self._reception.reachability.met(by)

    async def _anything(
        self, query: telegram.CallbackQuery, by: Member, chat: telegram.Chat | None, group: Group | None
    ) -> None:
        """Opened only where it can be shown: here, or, after Start, in private."""
        if chat is None or group is None:
            await self._answer(query, await self._reception.nothing(group, by.id))
            return
        if not await self._can_whisper(chat):
            await self._to_start(query)
            return
        found = await self._open(query.from_user.id, by, group.id, chat, Asked(callback=query.id))
        await self._answer(query, "" if found else await self._reception.nothing(group, by.id))

    async def _can_whisper(self, chat: telegram.Chat) -> bool:
        """Proved, and the bot an admin: what has been opened can then be shown."""
        if not await self._platform.ephemeral.works():
            return False
        try:
            me = await self._bot.get_chat_member(chat.id, self._bot.id)
        except TelegramError:
            return False
        return me.status in {me.ADMINISTRATOR, me.OWNER}

    async def _to_start(self, query: telegram.CallbackQuery) -> None:
        """Telegram takes whoever pressed, and nobody else, to the bot; pressing Start there opens the mailbox."""
        try:
            await self._bot.answer_callback_query(
                query.id, url=f"https://t.me/{self._bot.username}?start={START}", cache_time=0
            )
        except BadRequest as error:
            log.info("a button could not be answered with a link", reason=type(error).__name__)
            await self._answer(query, f"t.me/{self._bot.username}: /start")

    async def _show(self, query: telegram.CallbackQuery, answer: str, chat: telegram.Chat | None) -> None:
        if fits_pop_up(answer):
            await self._answer(query, answer)
        elif await self._tell(query.from_user.id, answer, chat, Asked(callback=query.id)):
            await self._answer(query, "")
        else:
            await self._answer(query, answer)

    async def _answer(self, query: telegram.CallbackQuery, text: str) -> None:
        """A pop-up only they see. Too late for Telegram is no failure: what was pressed has been done."""
        try:
            await self._bot.answer_callback_query(query.id, pop_up(text) or None, show_alert=bool(text), cache_time=0)
        except TelegramError as error:
            log.info("a press could not be answered", error=type(error).__name__)

    async def _open(
        self, user: int, by: Member, group: GroupId | None, chat: telegram.Chat, answers: Asked | None = None
    ) -> int:
        """How many letters there were."""

        async def to_them(letter: Letter) -> bool:
            return await self._tell(user, letter.text, chat, answers, buttons(letter, self._label(letter)))

        return await self._reception.opened(by, group, to_them)

    def _label(self, letter: Letter) -> Callable[[Choice], str]:
        return lambda choice: self._reception.label(choice, letter.language)

    async def _tell(
        self,
        user: int,
        text: str,
        chat: telegram.Chat | None,
        answers: Asked | None = None,
        marks: telegram.InlineKeyboardMarkup | None = None,
    ) -> bool:
        """In private; else in the group, for their eyes. A press is answered where it was made first."""
        is_press = answers is not None and answers.callback is not None
        ways: Sequence[bool] = (False, True) if is_press else (True, False)
        for is_direct in ways:
            try:
                if is_direct:
                    await self._platform.write(user, text, marks)
                elif chat is not None and chat.id < 0:
                    await self._platform.whisper(chat.id, user, text, marks, answers)
                else:
                    continue
            except (TelegramError, NotEphemeralError) as error:
                log.info("an answer could not go this way", direct=is_direct, error=type(error).__name__)
            else:
                return True
        return False

    async def _group(self, chat: telegram.Chat | None) -> Group | None:
        if chat is None or chat.id > 0:
            return None
        group = await self._reception.group_of(chat_id(chat.id))
        if group is not None:
            self._platform.knows(group)
        return group


def _unseen(said: telegram.Message) -> Asked | None:
    """Something typed in a group that Telegram showed to the bot alone."""
    number = said.api_kwargs.get("ephemeral_message_id")
    return Asked(unseen=number) if said.message_id == 0 and isinstance(number, int) else None


def meant_by(said: telegram.Message, group: Group | None) -> Message | None:
    """The message that is answered, or that was passed on; None when there is none, or it is nobody's."""
    answered = said.reply_to_message
    if answered is None and said.forward_origin is not None:
        answered = said
    if answered is None or answered.forum_topic_created is not None:
        return None
    if group is not None:
        found = translate(answered, group.id)
        return found if isinstance(found, Message) else None
    return passed_on(answered) if answered.forward_origin is not None else None


def command_of(said: telegram.Message, me: str) -> tuple[str, str] | None:
    """The command and its words, when it is one of ours and for us; in private any command is."""
    text = said.text or ""
    first, _, rest = text.partition(" ") if "\n" not in text.split(" ")[0] else text.partition("\n")
    if not first.startswith("/"):
        return None
    command, _, to = first[1:].partition("@")
    command = command.casefold()
    if to and to.casefold() != me.casefold():
        return None
    if said.chat.type != "private" and not to and command not in COMMANDS:
        return None
    return command, rest.strip()

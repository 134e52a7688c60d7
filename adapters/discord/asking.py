"""What people press and type on Discord; every answer is shown to whoever asked, and to nobody else."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import aiohttp
import discord
import structlog
from discord import app_commands
from discord.app_commands import Choice as Offered

from adapters.discord.act import NOBODY, DiscordPlatform
from adapters.discord.answering import answer, is_waited_for, show
from adapters.discord.files import text_of
from adapters.discord.ids import member_id
from adapters.discord.letters import ANYTHING, meant, pieces, shown
from adapters.discord.translate import translated
from bot.bugs import where
from bot.desk.offers import OFFERED
from bot.group import Group
from bot.message import Member
from bot.notice import Choice, Letter, NoticeId
from bot.reception import COMMANDS, FOR_ADMINS, MENUS, Reception

log = structlog.get_logger()

ADMINS = discord.Permissions(manage_messages=True)
"""Who sees the admins' commands; who may use them, the core asks again."""
WORDS = "words:"
"""What the window for somebody's own words is called, before the notice it is about."""
BRINGS = "brings:"
"""The same for what is brought to the admins, before the command it stands for."""
WINDOWS = ("report", "ask")
"""Commands whose words are asked for in a window, where none were typed beside them."""
LONGEST = 1_000  # letters of their own words
TITLE = 45  # letters Discord shows of a window's title
OFFERED_AT_ONCE, OFFERED_LETTERS = 25, 100
"""What Discord takes of what could follow."""


class Asking:
    """Discord waits three seconds for a first sign; the answer itself may take longer."""

    def __init__(
        self, reception: Reception, platform: DiscordPlatform, group_of: Callable[[int | None], Group | None]
    ) -> None:
        self._reception = reception
        self._platform = platform
        self._group_of = group_of

    def commands(self, tree: app_commands.CommandTree[discord.Client]) -> None:
        """Puts every command on the tree; on a server, those for admins are shown to admins only."""
        for name in COMMANDS:
            command: app_commands.Command[Any, ..., None] = app_commands.Command(
                name=name, description=self._reception.about(name), callback=self._answer(name)
            )
            if name in FOR_ADMINS:
                command.default_permissions = ADMINS
            if name in OFFERED:
                command.autocomplete("words")(self._offered(name))
            tree.add_command(command)
        for name in MENUS:
            tree.add_command(app_commands.ContextMenu(name=self._reception.menu(name), callback=self._about(name)))

    def _answer(self, name: str) -> Callable[..., Coroutine[Any, Any, None]]:
        async def asked(interaction: discord.Interaction, words: str = "") -> None:
            if name in WINDOWS and not words.strip() and interaction.guild_id is not None:
                group = self._group_of(interaction.guild_id)
                says = self._reception.about(name) if group is None else self._reception.about(name, group.language)
                window = _window(says, f"{BRINGS}{name}", is_needed=True)
                await is_waited_for(interaction.response.send_modal(window))
                return
            await self._asked(interaction, name, words)

        return asked

    async def _asked(
        self, interaction: discord.Interaction, name: str, words: str, about: discord.Message | None = None
    ) -> None:
        await is_waited_for(interaction.response.defer(ephemeral=True, thinking=True))
        by, group = _member(interaction.user), self._group_of(interaction.guild_id)
        self._platform.opened(by.id)
        meant = None if group is None or about is None else translated(about, group.id)
        with self._platform.beside(interaction):
            says = await self._reception.asked(name, words, by, None if group is None else group.id, meant)
        await answer(interaction, says)

    def _about(self, name: str) -> Callable[[discord.Interaction, discord.Message], Coroutine[Any, Any, None]]:
        async def asked(interaction: discord.Interaction, message: discord.Message) -> None:
            await self._asked(interaction, name, "", message)

        return asked

    def _offered(self, name: str) -> Callable[[discord.Interaction, str], Coroutine[Any, Any, list[Offered[str]]]]:
        async def offered(interaction: discord.Interaction, current: str) -> list[Offered[str]]:
            group = self._group_of(interaction.guild_id)
            if group is None:
                return []
            try:
                offers = await self._reception.offers.of(name, current, _member(interaction.user), group.id)
            except Exception as error:  # noqa: BLE001  # the library would show a traceback, which may hold text
                log.error("what could follow could not be looked up", error=where(error))  # noqa: TRY400  # as above
                return []
            # What is cut short would be sent cut short.
            fitting = [each for each in offers if len(each.words) <= OFFERED_LETTERS]
            return [Offered(name=each.shown[:OFFERED_LETTERS], value=each.words) for each in fitting[:OFFERED_AT_ONCE]]

        return offered

    async def pressed(self, interaction: discord.Interaction) -> None:
        """A button, or a window of words sent off. Who may press it is asked of the desk, at this moment.

        It is done also where Discord does not wait for the answer; what waits in a mailbox is not handed over then.
        """
        data: Mapping[str, object] = {**(interaction.data or {})}
        custom = str(data.get("custom_id", ""))
        by = _member(interaction.user)
        self._platform.opened(by.id)
        if interaction.type is discord.InteractionType.modal_submit:
            await self._said(interaction, custom, by)
            return
        if custom == ANYTHING:
            await self.hand_over(interaction, by)
            return
        pressed = meant(custom)
        if pressed is None:
            return  # another bot's, or made up
        choice, notice = pressed
        if choice is Choice.ASK_A_PERSON:
            window = _window(self._reception.label(choice), f"{WORDS}{notice}", is_needed=False)
            await is_waited_for(interaction.response.send_modal(window))
            await self._reception.pressed(notice, choice, by)  # the count is frozen whether or not words follow
            return
        await self._press(interaction, notice, choice, by)

    async def _press(
        self, interaction: discord.Interaction, notice: NoticeId, choice: Choice, by: Member, words: str | None = None
    ) -> None:
        await is_waited_for(interaction.response.defer(ephemeral=True, thinking=True))
        with self._platform.beside(interaction):
            says = await self._reception.pressed(notice, choice, by, words)
        await answer(interaction, says)

    async def hand_over(self, interaction: discord.Interaction, by: Member) -> None:
        """What waits in their mailbox."""
        if not await is_waited_for(interaction.response.defer(ephemeral=True, thinking=True)):
            return
        group = self._group_of(interaction.guild_id)

        async def to_them(letter: Letter) -> bool:
            return all([await show(interaction, text, view) for text, view in self._shown(letter)])

        if not await self._reception.opened(by, None if group is None else group.id, to_them):
            await answer(interaction, await self._reception.nothing(group, by.id))

    async def written(self, message: discord.Message) -> None:
        """A direct message: what waits, and how to go on. It is nobody's to judge."""
        by = _member(message.author)
        self._platform.opened(by.id)

        async def to_them(letter: Letter) -> bool:
            try:
                for text, view in self._shown(letter):
                    await message.channel.send(text, view=view, allowed_mentions=NOBODY)
            except (discord.HTTPException, aiohttp.ClientError) as error:
                log.info("an answer could not be sent", error=type(error).__name__)
                return False
            return True

        letters = await self._reception.opened(by, None, to_them)
        if message.attachments:
            file = message.attachments[0]
            says = await self._reception.filed(message.content, await text_of(file), by, file.filename)
            for piece in pieces(says):
                await message.channel.send(piece, allowed_mentions=NOBODY)
            return
        command, _, words = message.content.strip().removeprefix("/").partition(" ")
        is_command = message.content.startswith("/") and command in COMMANDS
        said = None if is_command else await self._reception.said(message.content, by)
        if is_command or said is not None or not letters:
            says = said or await self._reception.asked(command if is_command else "help", words, by, None)
            for piece in pieces(says):
                await message.channel.send(piece, allowed_mentions=NOBODY)

    def _shown(self, letter: Letter) -> tuple[tuple[str, discord.ui.View], ...]:
        return shown(
            letter, lambda choice: self._reception.label(choice, letter.language), self._platform.link_to(letter)
        )

    async def _said(self, interaction: discord.Interaction, custom: str, by: Member) -> None:
        words = _typed(interaction.data)
        name = custom.removeprefix(BRINGS)
        if custom.startswith(BRINGS) and name in WINDOWS:
            await self._asked(interaction, name, words)
        elif custom.startswith(WORDS):
            await self._press(interaction, NoticeId(custom.removeprefix(WORDS)), Choice.ASK_A_PERSON, by, words or None)


def _window(says: str, custom: str, *, is_needed: bool) -> discord.ui.Modal:
    """For longer words than fit on a command's line."""
    window = discord.ui.Modal(title=says[:TITLE], custom_id=custom, timeout=None)
    window.add_item(
        discord.ui.TextInput(
            label=says[:TITLE],
            style=discord.TextStyle.paragraph,
            required=is_needed,
            max_length=LONGEST,
            custom_id="words",
        )
    )
    return window


def _member(user: discord.User | discord.Member) -> Member:
    return Member(id=member_id(user.id), name=user.display_name)


def _typed(data: object) -> str:
    """The words in a window that was sent off, wherever Discord nests them."""
    if isinstance(data, dict):
        if data.get("custom_id") == "words" and isinstance(data.get("value"), str):
            return str(data["value"]).strip()
        return next((found for each in data.values() if (found := _typed(each))), "")
    if isinstance(data, list | tuple):
        return next((found for each in data if (found := _typed(each))), "")
    return ""

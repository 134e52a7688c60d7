"""What people press and type on Discord; every answer is shown to whoever asked, and to nobody else."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import discord
from discord import app_commands

from adapters.discord.act import NOBODY, DiscordPlatform
from adapters.discord.files import text_of
from adapters.discord.ids import member_id
from adapters.discord.letters import ANYTHING, escaped, meant, pieces, shown
from adapters.discord.translate import translated
from bot.group import Group
from bot.message import Member
from bot.notice import Choice, Letter, NoticeId
from bot.reception import COMMANDS, FOR_ADMINS, MENUS, Reception

ADMINS = discord.Permissions(manage_messages=True)
"""Who sees the admins' commands; who may use them, the core asks again."""
WORDS = "words:"
"""What the window for somebody's own words is called, before the notice it is about."""
LONGEST = 1_000  # letters of their own words


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
            tree.add_command(command)
        for name in MENUS:
            tree.add_command(app_commands.ContextMenu(name=self._reception.menu(name), callback=self._about(name)))

    def _answer(self, name: str) -> Callable[..., Coroutine[Any, Any, None]]:
        async def asked(interaction: discord.Interaction, words: str = "") -> None:
            await interaction.response.defer(ephemeral=True, thinking=True)
            by, group = _member(interaction.user), self._group_of(interaction.guild_id)
            self._platform.opened(by.id)
            answer = await self._reception.asked(name, words, by, None if group is None else group.id)
            for piece in pieces(answer):
                await interaction.followup.send(piece, ephemeral=True, allowed_mentions=NOBODY)

        return asked

    def _about(self, name: str) -> Callable[[discord.Interaction, discord.Message], Coroutine[Any, Any, None]]:
        async def asked(interaction: discord.Interaction, message: discord.Message) -> None:
            await interaction.response.defer(ephemeral=True, thinking=True)
            by, group = _member(interaction.user), self._group_of(interaction.guild_id)
            self._platform.opened(by.id)
            about = None if group is None else translated(message, group.id)
            answer = await self._reception.asked(name, "", by, None if group is None else group.id, about)
            for piece in pieces(answer):
                await interaction.followup.send(piece, ephemeral=True, allowed_mentions=NOBODY)

        return asked

    async def pressed(self, interaction: discord.Interaction) -> None:
        """A button, or a window of words sent off. Who may press it is asked of the desk, at this moment."""
        data: Mapping[str, object] = {**(interaction.data or {})}
        custom = str(data.get("custom_id", ""))
        by = _member(interaction.user)
        self._platform.opened(by.id)
        if interaction.type is discord.InteractionType.modal_submit:
            await self._said(interaction, NoticeId(custom.removeprefix(WORDS)), by)
            return
        if custom == ANYTHING:
            await self.hand_over(interaction, by)
            return
        pressed = meant(custom)
        if pressed is None:
            return  # another bot's, or made up
        choice, notice = pressed
        if choice is Choice.ASK_A_PERSON:
            await interaction.response.send_modal(self._window(notice))
            await self._reception.pressed(notice, choice, by)  # the count is frozen whether or not words follow
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        answer = await self._reception.pressed(notice, choice, by)
        for piece in pieces(answer):
            await interaction.followup.send(piece, ephemeral=True, allowed_mentions=NOBODY)

    async def hand_over(self, interaction: discord.Interaction, by: Member) -> None:
        """What waits in their mailbox."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        group = self._group_of(interaction.guild_id)
        letters = await self._reception.opened(by, None if group is None else group.id)
        for letter in letters:
            for text, view in self._shown(letter):
                await interaction.followup.send(text, view=view, ephemeral=True, allowed_mentions=NOBODY)
        if not letters:
            await interaction.followup.send(escaped(self._reception.nothing(group)), ephemeral=True)

    async def written(self, message: discord.Message) -> None:
        """A direct message: what waits, and how to go on. It is nobody's to judge."""
        by = _member(message.author)
        self._platform.opened(by.id)
        letters = await self._reception.opened(by, None)
        for letter in letters:
            for text, view in self._shown(letter):
                await message.channel.send(text, view=view, allowed_mentions=NOBODY)
        if message.attachments:
            file = message.attachments[0]
            answer = await self._reception.filed(message.content, await text_of(file), by, file.filename)
            for piece in pieces(answer):
                await message.channel.send(piece, allowed_mentions=NOBODY)
            return
        command, _, words = message.content.strip().removeprefix("/").partition(" ")
        is_command = message.content.startswith("/") and command in COMMANDS
        said = None if is_command else await self._reception.said(message.content, by)
        if is_command or said is not None or not letters:
            answer = said or await self._reception.asked(command if is_command else "help", words, by, None)
            for piece in pieces(answer):
                await message.channel.send(piece, allowed_mentions=NOBODY)

    def _shown(self, letter: Letter) -> tuple[tuple[str, discord.ui.View], ...]:
        return shown(letter, lambda choice: self._reception.label(choice, letter.language))

    def _window(self, notice: NoticeId) -> discord.ui.Modal:
        label = self._reception.label(Choice.ASK_A_PERSON)
        window = discord.ui.Modal(title=label, custom_id=f"{WORDS}{notice}", timeout=None)
        window.add_item(
            discord.ui.TextInput(
                label=label, style=discord.TextStyle.paragraph, required=False, max_length=LONGEST, custom_id="words"
            )
        )
        return window

    async def _said(self, interaction: discord.Interaction, notice: NoticeId, by: Member) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        words = _typed(interaction.data)
        answer = await self._reception.pressed(notice, Choice.ASK_A_PERSON, by, words or None)
        await interaction.followup.send(escaped(answer), ephemeral=True, allowed_mentions=NOBODY)


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

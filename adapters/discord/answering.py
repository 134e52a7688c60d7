"""Answers whoever pressed or typed something, for their eyes alone."""

from collections.abc import Awaitable

import aiohttp
import discord
import structlog

from adapters.discord.act import NOBODY
from adapters.discord.letters import pieces

log = structlog.get_logger()


async def is_waited_for(sign: Awaitable[object]) -> bool:
    """Gives Discord its first sign. False when three seconds have passed, or it has forgotten what was pressed."""
    try:
        await sign
    except (discord.HTTPException, aiohttp.ClientError) as error:
        log.info("an answer is not waited for any more", error=type(error).__name__)
        return False
    return True


async def answer(interaction: discord.Interaction, text: str) -> None:
    for piece in pieces(text):
        await show(interaction, piece)


async def show(interaction: discord.Interaction, text: str, view: discord.ui.View | None = None) -> bool:
    """As the answer; where Discord does not take that any more, as a direct message. False when neither arrives."""
    below = discord.utils.MISSING if view is None else view
    try:
        await interaction.followup.send(text, view=below, ephemeral=True, allowed_mentions=NOBODY)
    except (discord.HTTPException, aiohttp.ClientError) as error:
        log.info("an answer goes as a direct message", error=type(error).__name__)
    else:
        return True
    try:
        await interaction.user.send(text, view=view, allowed_mentions=NOBODY, suppress_embeds=True)  # type: ignore[arg-type]  # none is taken too
    except (discord.HTTPException, aiohttp.ClientError) as error:
        log.warning("an answer could not be shown", error=type(error).__name__)
        return False
    return True

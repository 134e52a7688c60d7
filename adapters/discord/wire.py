"""Which server the library talks to, and what to click when Discord turns the bot away."""

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

LINE = "Discord"
BAD_TOKEN = (
    "SCHOOLGATE_DISCORD_TOKEN: Discord does not take this token. Copy it again from the developer"  # noqa: S105  # a sentence
    " portal (your application, Bot, Reset Token)."
)
INTENTS = (
    "Discord does not let this bot read messages. In the developer portal open your application,"
    " then Bot, and switch on"
)


def point_at(api: str | None, gateway: str | None = None) -> None:
    """A server of one's own in place of Discord's; the library knows one for the whole process."""
    if api is not None:
        Route.BASE = api.rstrip("/")
    if gateway is not None:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)

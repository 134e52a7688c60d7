"""How the core's ids are made of Discord's snowflakes, and back."""

from bot.message import ChatId, MemberId

NAME = "discord"
"""What every id of this platform begins with."""


def member_id(user: int) -> MemberId:
    return MemberId(f"{NAME}:{user}")


def chat_id(channel: int) -> ChatId:
    """A channel, or a thread."""
    return ChatId(f"{NAME}:{channel}")


def server_id(guild: int) -> ChatId:
    """Stands for all channels of a server: a group's profile names it, and so has them all."""
    return ChatId(f"{NAME}:server:{guild}")


def beginning_of(channel: int) -> ChatId:
    """Under this, and beside where a channel was read up to, stands from where on it may be read at all."""
    return ChatId(f"{NAME}:from:{channel}")


def hiding_of(channel: int) -> ChatId:
    """And under this, since when it is hidden from the bot; 0 when it is not."""
    return ChatId(f"{NAME}:hidden:{channel}")


def snowflake(name: str) -> int | None:
    """The number an id of ours ends with; None for one of another platform, or of another shape."""
    platform, _, rest = name.partition(":")
    number = rest.rpartition(":")[2]
    is_ours = platform == NAME and number.isascii() and number.isdigit() and len(number) <= 20
    return int(number) if is_ours else None

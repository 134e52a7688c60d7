"""A message in its place: its group, and what was said just before."""

from dataclasses import dataclass

from bot.group import Group
from bot.message import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    message: Message
    group: Group
    recent: tuple[Message, ...] = ()
    """The chat's last messages before this one, oldest first: at most ten minutes and twenty of them."""

"""A message in its place: its group, and what was said just before."""

from dataclasses import dataclass, replace

from bot.group import Group
from bot.message import Member, MemberId, Message

_NOBODY = Member(id=MemberId(""), name="")  # who wrote a message the platform says nothing of


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    message: Message
    group: Group
    recent: tuple[Message, ...] = ()
    """The chat's last messages before this one, oldest first: at most ten minutes and twenty of them."""


def before(scene: Scene, most: int) -> tuple[Scene, ...]:
    """What was said just before and, last, what the message answers: at most `most` messages, each in its place."""
    recent, reply = scene.recent, scene.message.reply_to
    places = list(range(len(recent)))
    unseen: tuple[Scene, ...] = ()
    if reply is not None:
        answered = [place for place in places if recent[place].id == reply.id]
        places += answered
        if not answered and reply.text:
            author = reply.author or _NOBODY
            message = replace(scene.message, id=reply.id, text=reply.text, author=author, reply_to=None)
            unseen = (Scene(message=message, group=scene.group),)
    seen = (Scene(message=recent[place], group=scene.group, recent=recent[:place]) for place in places)
    return (*seen, *unseen)[-most:]

"""What Discord calls a message, as the core's. Pure."""

import discord

from adapters.discord.ids import chat_id, member_id, server_id
from bot.message import GroupId, Media, Member, Message, MessageId, Reply

SAID = {discord.MessageType.default, discord.MessageType.reply, discord.MessageType.thread_created}
"""Whose words a person wrote, a new thread's title among them. Other kinds are Discord's own: joins, pins, boosts."""

KINDS = (("image/", Media.PHOTO), ("video/", Media.VIDEO), ("audio/", Media.VOICE))
"""By how a file's type begins. What is in a picture, a film or a recording is not read."""

PREVIEWS = {"link", "article", "video", "rich"}


def translated(message: discord.Message, group: GroupId) -> Message | None:
    """None for what no member of the group has said: another bot, a webhook, Discord itself."""
    if message.author.bot or message.webhook_id is not None or message.type not in SAID:
        return None
    return Message(
        group=group,
        chat=chat_id(message.channel.id),
        id=MessageId(str(message.id)),
        author=_member(message.author),
        text=_text(message),
        sent_at=message.created_at,
        reply_to=_reply(message),
        edited_at=message.edited_at,
        media=_media(message),
        is_forwarded=bool(message.message_snapshots),
        within=None if message.guild is None else server_id(message.guild.id),
    )


def _member(user: discord.User | discord.Member) -> Member:
    """By the name shown on this server."""
    return Member(id=member_id(user.id), name=user.display_name)


def _text(message: discord.Message) -> str:
    """All a reader sees as words, each part on a line of its own."""
    parts: list[str | None] = []
    channel = message.channel
    if isinstance(channel, discord.Thread) and channel.id == message.id:
        parts.append(channel.name)  # a post in a forum: its title is part of what was said first
    parts.append(message.clean_content)
    for snapshot in message.message_snapshots:
        parts.append(snapshot.content)
        parts += _named(snapshot.attachments)
        parts += _titles(snapshot.embeds)
        parts += [sticker.name for sticker in snapshot.stickers]
    if message.poll is not None:
        parts += [message.poll.question, *(answer.text for answer in message.poll.answers)]
    parts += _named(message.attachments)
    parts += _titles(message.embeds)
    parts += [sticker.name for sticker in message.stickers]
    return "\n".join(part for part in parts if part)


def _named(attachments: list[discord.Attachment]) -> list[str | None]:
    return [text for each in attachments for text in (each.title or each.filename, each.description)]


def _titles(embeds: list[discord.Embed]) -> list[str | None]:
    """Of what a link leads to, as its preview shows it; what stands on the page behind it is not the member's."""
    return [embed.title for embed in embeds if embed.type in PREVIEWS]


def _reply(message: discord.Message) -> Reply | None:
    answered = message.reference
    if answered is None or answered.message_id is None or message.type is not discord.MessageType.reply:
        return None
    known = answered.resolved
    if not isinstance(known, discord.Message):
        return Reply(id=MessageId(str(answered.message_id)))
    return Reply(id=MessageId(str(known.id)), author=_member(known.author), text=_text(known))


def _media(message: discord.Message) -> frozenset[Media]:
    found = {_kind(each.content_type or "") for each in message.attachments}
    found |= {_kind(each.content_type or "") for one in message.message_snapshots for each in one.attachments}
    if message.stickers or any(one.stickers for one in message.message_snapshots):
        found.add(Media.STICKER)
    if message.poll is not None:
        found.add(Media.POLL)
    return frozenset(found)


def _kind(content_type: str) -> Media:
    return next((media for begins, media in KINDS if content_type.startswith(begins)), Media.FILE)

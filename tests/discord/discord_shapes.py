"""What Discord's API sends, as JSON: one small server with two channels and three people."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import discord

BOT, OWNER, PARENT, OTHER = 900, 901, 902, 903
GUILD, GENERAL, CHAT, THREAD = 100, 101, 102, 150
DIRECT = 10_000
"""What stands between somebody's number and that of their talk with the bot."""
NAMES = {BOT: "schoolgate", OWNER: "Olu", PARENT: "Sam", OTHER: "Priya"}
"""Who is on the server."""
STRANGERS: dict[int, str] = dict(
    enumerate("Tom Lena Ade Ash Bea Dee Ewa Jo Kai Kim Lee Meg Nia Ola Raj Zed operator".split(), 904)
)
"""Who has an account, and is on a server that says so."""
BEFORE = "2026-01-05T09:00:00+00:00"
EVERYTHING = str(discord.Permissions.all().value)

Json = dict[str, Any]


def message(number: int, by: int, text: str, channel: int, **more: Any) -> Json:
    return {
        "id": str(number),
        "channel_id": str(channel),
        "author": user(by),
        "content": text,
        "timestamp": datetime.now(UTC).isoformat(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "pinned": False,
        "type": 0,
        "flags": 0,
        **more,
    }


def channel(number: int, name: str, last: list[Json]) -> Json:
    return {
        "id": str(number),
        "type": 0,
        "name": name,
        "position": number - GUILD,
        "permission_overwrites": [],
        "guild_id": str(GUILD),
        "last_message_id": last[-1]["id"] if last else None,
    }


def guild(said: dict[int, list[Json]]) -> Json:
    return {
        "id": str(GUILD),
        "name": "Larkrise parents",
        "owner_id": str(OWNER),
        "roles": [role(GUILD, "@everyone", position=0), role(110, "bot", EVERYTHING)],
        "emojis": [],
        "stickers": [],
        "features": [],
        "channels": [channel(GENERAL, "general", said[GENERAL]), channel(CHAT, "chat", said[CHAT])],
        "threads": [],
        "members": [member(BOT, "110")],
        "member_count": len(NAMES),
        "large": False,
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "system_channel_id": str(GENERAL),
        "system_channel_flags": 0,
        "preferred_locale": "en-GB",
        "afk_timeout": 0,
        "joined_at": BEFORE,
        "unavailable": False,
    }


def archived(last: str) -> Json:
    """A thread that has fallen asleep."""
    times = {"archived": True, "auto_archive_duration": 60, "archive_timestamp": datetime.now(UTC).isoformat()}
    told = {"id": str(THREAD), "guild_id": str(GUILD), "parent_id": str(CHAT), "owner_id": str(PARENT), "type": 11}
    rest: Json = {"name": "Trips", "message_count": 1, "member_count": 1, "last_message_id": last}
    return {**told, **rest, "thread_metadata": times}


def buttons(said: Json) -> dict[str, str]:
    """Label to custom id, or to where it leads."""
    found = [each for row in said.get("components", []) for each in row["components"]]
    return {each["label"]: each.get("custom_id") or each["url"] for each in found}


def application() -> Json:
    key = {"verify_key": "", "bot_public": False, "bot_require_code_grant": False, "flags": 0}
    return {"id": str(BOT), "name": "schoolgate", "description": "", "icon": None, "owner": user(OWNER), **key}


def command(place: int, body: Json) -> Json:
    told = {"id": str(place), "application_id": str(BOT), "version": "1", "type": 1, "description": ""}
    return told | body


def user(number: int) -> Json:
    is_bot = number == BOT
    return {
        "id": str(number),
        "username": (NAMES | STRANGERS)[number],
        "discriminator": "0",
        "global_name": None,
        "avatar": None,
        "bot": is_bot,
    }


def member(number: int, *roles: str, joined: str = BEFORE) -> Json:
    flags = {"deaf": False, "mute": False, "flags": 0, "nick": None, "avatar": None}
    return {"user": user(number), "roles": list(roles), "joined_at": joined, **flags}


def told(said: Json, where: int, bears: dict[int, str] | None = None) -> Json:
    """With whoever wrote it as a member, and the role they bear."""
    if where > DIRECT:
        return said
    number = int(said["author"]["id"])
    role_of = (bears or {}).get(number)
    by = {key: value for key, value in member(number, *filter(None, [role_of])).items() if key != "user"}
    return {**said, "guild_id": str(GUILD), "member": by}


def interaction(number: int, by: int, kind: int, data: Json, where: int, said: list[Json]) -> Json:
    return {
        "id": str(number),
        "application_id": str(BOT),
        "type": kind,
        "token": f"secret-{by}",
        "version": 1,
        "guild_id": str(GUILD),
        "channel_id": str(where),
        "channel": channel(where, "chat", said),
        "member": {**member(by), "permissions": EVERYTHING},
        "data": data,
        "entitlements": [],
        "authorizing_integration_owners": {},
        "context": 0,
        "attachment_size_limit": 1_000_000,
        "locale": "en-GB",
    }


def ready(session: str, gateway: str, *, is_in: bool) -> Json:
    return {
        "v": 10,
        "user": user(BOT),
        "guilds": [{"id": str(GUILD), "unavailable": True}] if is_in else [],
        "session_id": session,
        "resume_gateway_url": gateway,
        "application": {"id": str(BOT), "flags": 0},
    }


def role(number: int, name: str, rights: str = "0", **more: Any) -> Json:
    shown = {"hoist": False, "managed": False, "mentionable": False, "position": 1, "color": 0, "flags": 0}
    return {"id": str(number), "name": name, "permissions": rights, **shown, **more}


def chunk(nonce: object, joined: str, bears: dict[int, str], people: Iterable[int] = NAMES) -> Json:
    """Everybody on the server, each with the role they bear."""
    others = [member(each, *filter(None, [bears.get(each)])) for each in people if each != BOT]
    told = {"guild_id": str(GUILD), "members": [member(BOT, "110", joined=joined), *others], "nonce": nonce}
    return {**told, "chunk_index": 0, "chunk_count": 1}

"""A Discord on this computer: its REST and its gateway, as far as the adapter uses them, over real sockets."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import discord
from aiohttp import WSMsgType, web

BOT, OWNER, PARENT, OTHER = 900, 901, 902, 903
GUILD, GENERAL, CHAT = 100, 101, 102
NAMES = {BOT: "schoolgate", OWNER: "Olu", PARENT: "Sam", OTHER: "Priya"}
BEFORE = "2026-01-05T09:00:00+00:00"
EVERYTHING = str(discord.Permissions.all().value)
PATIENCE = 15.0
"""Seconds a test waits for what must happen before it fails."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    path: str
    body: Any


@dataclass
class Loopback:
    """Who is on the server, what was said there, what the bot asked for, in order."""

    asked: list[Asked] = field(default_factory=list)
    said: dict[int, list[Json]] = field(default_factory=lambda: {GENERAL: [], CHAT: []})
    pinned: dict[int, list[Json]] = field(default_factory=dict)
    answers: list[Json] = field(default_factory=list)
    """Follow-ups to what was pressed or typed: shown to whoever did, and to nobody else."""
    closed: set[int] = field(default_factory=set)
    """Who takes no direct messages."""
    slow_down: int = 0
    """So many direct messages are answered with 429."""
    bad_token: bool = False
    close_with: int | None = None
    """How the gateway ends whoever identifies."""
    refused_sockets: int = 0
    is_in: bool = True
    """Is the bot on the server?"""
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    identified: int = 0
    _last: int = 0
    _sequence: int = 0
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/gateway/", self._gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", self._rest)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        await self._runner.cleanup()

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v10"

    @property
    def gateway(self) -> str:
        return f"ws://127.0.0.1:{self.port}/gateway/"

    async def until(self, happened: Callable[[], bool]) -> None:
        """Waits for it; fails when it takes too long."""
        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(happened)

    async def changed(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def number(self) -> int:
        self._last = max(self._last + 1, discord.utils.time_snowflake(datetime.now(UTC)))
        return self._last

    def private(self, user: int) -> list[Json]:
        """What the bot wrote to somebody by direct message."""
        return self.said.get(user + 10_000, [])

    def written_in_channels(self) -> list[Json]:
        """What the bot wrote where everybody reads."""
        return [each for channel in (GENERAL, CHAT) for each in self.said[channel] if each["author"]["id"] == str(BOT)]

    # What people do

    async def says(self, user: int, text: str, channel: int = CHAT, **more: Any) -> Json:
        message = self.message(user, text, channel, **more)
        self.said.setdefault(channel, []).append(message)
        await self.tell("MESSAGE_CREATE", _told(message, channel))
        return message

    async def edits(self, message: Json, text: str) -> None:
        message |= {"content": text, "edited_timestamp": datetime.now(UTC).isoformat()}
        await self.tell("MESSAGE_UPDATE", _told(message, int(message["channel_id"])))

    async def deletes(self, message: Json) -> None:
        channel = message["channel_id"]
        self.said[int(channel)].remove(message)
        await self.tell("MESSAGE_DELETE", {"id": message["id"], "channel_id": channel, "guild_id": str(GUILD)})

    async def presses(self, user: int, custom: str, channel: int = CHAT) -> None:
        await self._interacts(user, 3, {"custom_id": custom, "component_type": 2}, channel)

    async def sends_off(self, user: int, custom: str, words: str) -> None:
        typed = {"type": 4, "custom_id": "words", "value": words}
        await self._interacts(user, 5, {"custom_id": custom, "components": [{"type": 1, "components": [typed]}]}, CHAT)

    async def types(self, user: int, command: str, words: str | None = None) -> None:
        options = [] if words is None else [{"name": "words", "type": 3, "value": words}]
        data = {"id": "1", "name": command, "type": 1, "options": options}
        await self._interacts(user, 2, data, CHAT)

    async def lets_bot_in(self) -> None:
        self.is_in = True
        guild = self.guild()
        del guild["unavailable"]  # only what was there before is said to be there again
        await self.tell("GUILD_CREATE", guild)

    async def cut(self, code: int = 4000) -> None:
        """Every socket, at once."""
        for socket in self.sockets[:]:
            await socket.close(code=code)

    async def _interacts(self, user: int, kind: int, data: Json, channel: int) -> None:
        await self.tell(
            "INTERACTION_CREATE",
            {
                "id": str(self.number()),
                "application_id": str(BOT),
                "type": kind,
                "token": f"secret-{user}",
                "version": 1,
                "guild_id": str(GUILD),
                "channel_id": str(channel),
                "channel": self.channel(channel, "chat"),
                "member": {**_member(user), "permissions": EVERYTHING},
                "data": data,
                "entitlements": [],
                "authorizing_integration_owners": {},
                "context": 0,
                "attachment_size_limit": 1_000_000,
                **({"message": self.message(BOT, "", channel)} if kind == 3 else {}),
                "locale": "en-GB",
            },
        )

    # What things look like

    def message(self, user: int, text: str, channel: int, **more: Any) -> Json:
        return {
            "id": str(self.number()),
            "channel_id": str(channel),
            "author": _user(user),
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

    def channel(self, number: int, name: str) -> Json:
        last = self.said.get(number, [])
        return {
            "id": str(number),
            "type": 0,
            "name": name,
            "position": number - GUILD,
            "permission_overwrites": [],
            "guild_id": str(GUILD),
            "last_message_id": last[-1]["id"] if last else None,
        }

    def guild(self) -> Json:
        everyone = {"id": str(GUILD), "name": "@everyone", "permissions": "0", "position": 0, "color": 0, "flags": 0}
        shown = {"hoist": False, "managed": False, "mentionable": False}
        rights = {"id": "110", "name": "bot", "permissions": EVERYTHING, "position": 1, "color": 0, "flags": 0}
        return {
            "id": str(GUILD),
            "name": "Larkrise parents",
            "owner_id": str(OWNER),
            "roles": [everyone | shown, rights | shown],
            "emojis": [],
            "stickers": [],
            "features": [],
            "channels": [self.channel(GENERAL, "general"), self.channel(CHAT, "chat")],
            "threads": [],
            "members": [_member(BOT, "110")],
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

    # The gateway

    async def tell(self, event: str, data: Json) -> None:
        self._sequence += 1
        for socket in self.sockets[:]:
            await socket.send_json({"op": 0, "s": self._sequence, "t": event, "d": data})

    async def _gateway(self, request: web.Request) -> web.StreamResponse:
        if self.refused_sockets:
            self.refused_sockets -= 1
            return web.Response(status=503)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 41_250}})
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                await self._heard(socket, json.loads(frame.data))
        if socket in self.sockets:
            self.sockets.remove(socket)
        await self.changed()
        return socket

    async def _heard(self, socket: web.WebSocketResponse, frame: Json) -> None:
        match frame["op"]:
            case 1:
                await socket.send_json({"op": 11})
            case 2 if self.close_with is not None:
                await socket.close(code=self.close_with)
            case 2:
                await self._identify(socket)
            case 6:  # no memory of earlier sessions
                await socket.send_json({"op": 9, "d": False})
            case 8:
                chunk = {
                    "guild_id": str(GUILD),
                    "members": [_member(user, "110") if user == BOT else _member(user) for user in NAMES],
                    "chunk_index": 0,
                    "chunk_count": 1,
                    "nonce": frame["d"].get("nonce"),
                }
                await socket.send_json({"op": 0, "s": 1, "t": "GUILD_MEMBERS_CHUNK", "d": chunk})

    async def _identify(self, socket: web.WebSocketResponse) -> None:
        ready = {
            "v": 10,
            "user": _user(BOT),
            "guilds": [{"id": str(GUILD), "unavailable": True}] if self.is_in else [],
            "session_id": f"session-{self.identified}",
            "resume_gateway_url": self.gateway,
            "application": {"id": str(BOT), "flags": 0},
        }
        await socket.send_json({"op": 0, "s": 1, "t": "READY", "d": ready})
        if self.is_in:
            await socket.send_json({"op": 0, "s": 2, "t": "GUILD_CREATE", "d": self.guild()})
        self.sockets.append(socket)
        self.identified += 1
        await self.changed()

    # REST

    async def _rest(self, request: web.Request) -> web.Response:
        path, text = request.match_info["path"], await request.text()
        body = json.loads(text) if text else None
        self.asked.append(Asked(request.method, path, body))
        status, answer = self._answer(request.method, path.split("/"), body, dict(request.query))
        await self.changed()
        if status == 204:
            return web.Response(status=204)
        headers = {"Content-Type": "application/json"}  # exactly: with a charset the library takes it for text
        if status == 429:
            headers |= {"Via": "1.1 google", "Retry-After": "0"}
        return web.Response(body=json.dumps(answer).encode(), status=status, headers=headers)

    def _answer(self, method: str, path: list[str], body: Any, query: dict[str, str]) -> tuple[int, Any]:
        match method, path:
            case _ if self.bad_token:
                return 401, {"message": "401: Unauthorized", "code": 0}
            case "GET", ["users", "@me"]:
                return 200, _user(BOT)
            case "GET", ["users", user]:
                return 200, _user(int(user))
            case "GET", ["oauth2", "applications", "@me"]:
                return 200, self._application()
            case "PUT", ["applications", _, "commands"]:
                return 200, [self._command(place, each) for place, each in enumerate(body, start=1)]
            case "POST", ["users", "@me", "channels"]:
                user = int(body["recipient_id"])
                return 200, {"id": str(user + 10_000), "type": 1, "recipients": [_user(user)], "last_message_id": None}
            case "GET", ["channels", channel, "messages", "pins"]:
                pinned = [{"pinned_at": BEFORE, "message": each} for each in self.pinned.get(int(channel), [])]
                return 200, {"items": pinned, "has_more": False}
            case "PUT", ["channels", channel, "messages", "pins", message]:
                self.pinned.setdefault(int(channel), []).append(self._found(int(channel), message))
                return 204, None
            case "GET", ["channels", channel, "messages"]:
                after = [m for m in self.said.get(int(channel), []) if int(m["id"]) > int(query.get("after", 0))]
                return 200, after[: int(query.get("limit", 50))][::-1]
            case "POST", ["channels", channel, "messages"]:
                return self._written(int(channel), body)
            case "DELETE", ["channels", channel, "messages", message]:
                self.said[int(channel)].remove(self._found(int(channel), message))
                return 204, None
            case "POST", ["interactions", number, _, "callback"]:
                return 200, {"interaction": {"id": number, "type": 3, "response_message_id": number}}
            case "POST", ["webhooks", _, token]:
                self.answers.append({**body, "for": int(token.removeprefix("secret-"))})
                return 200, self.message(BOT, body["content"], CHAT)
            case _:
                return 404, {"message": "404: Not Found", "code": 0}

    def _written(self, channel: int, body: Json) -> tuple[int, Any]:
        if channel - 10_000 in self.closed:
            return 403, {"message": "Cannot send messages to this user", "code": 50007}
        if channel > 10_000 and self.slow_down:
            self.slow_down -= 1
            return 429, {"message": "You are being rate limited.", "retry_after": 0.0, "global": False}
        message = self.message(BOT, body["content"], channel, components=body.get("components", []), sent=body)
        self.said.setdefault(channel, []).append(message)
        return 200, message

    def _found(self, channel: int, message: str) -> Json:
        return next(each for each in self.said[channel] if each["id"] == message)

    def _application(self) -> Json:
        key = {"verify_key": "", "bot_public": False, "bot_require_code_grant": False, "flags": 0}
        return {"id": str(BOT), "name": "schoolgate", "description": "", "icon": None, "owner": _user(OWNER), **key}

    def _command(self, place: int, body: Json) -> Json:
        return {"id": str(place), "application_id": str(BOT), "version": "1", "type": 1, **body}


def _user(user: int) -> Json:
    bot = user == BOT
    return {"id": str(user), "username": NAMES[user], "discriminator": "0", "global_name": None, "avatar": None, "bot": bot}


def _member(user: int, *roles: str) -> Json:
    flags = {"deaf": False, "mute": False, "flags": 0, "nick": None, "avatar": None}
    return {"user": _user(user), "roles": list(roles), "joined_at": BEFORE, **flags}


def _told(message: Json, channel: int) -> Json:
    if channel > 10_000:
        return message
    member = {key: value for key, value in _member(int(message["author"]["id"])).items() if key != "user"}
    return {**message, "guild_id": str(GUILD), "member": member}

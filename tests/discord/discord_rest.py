"""What the loopback Discord keeps, and what its REST answers, as far as the adapter uses it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import discord
import discord_shapes as shapes
from aiohttp import web
from discord_shapes import BEFORE, BOT, CHAT, GENERAL, Json


@dataclass
class Rest:
    """What was said and where; who cannot be reached."""

    said: dict[int, list[Json]] = field(default_factory=lambda: {GENERAL: [], CHAT: []})
    pinned: dict[int, list[Json]] = field(default_factory=dict)
    archived: dict[int, list[Json]] = field(default_factory=dict)
    """Threads nobody writes in any more, by their channel."""
    answers: list[Json] = field(default_factory=list)
    """Follow-ups to what was pressed or typed: shown to whoever did, and to nobody else."""
    files: dict[str, bytes] = field(default_factory=dict)
    """What people attached to messages of theirs."""
    closed: set[int] = field(default_factory=set)
    """Who takes no direct messages."""
    forgotten: set[int] = field(default_factory=set)
    """Whose presses Discord does not know of any more."""
    slow_down: int = 0
    """So many direct messages are answered with 429."""
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    """Numbers are made of it, and messages are as old as their number says."""
    _last: int = 0

    def number(self) -> int:
        self._last = max(self._last + 1, discord.utils.time_snowflake(self.clock()))
        return self._last

    def message(self, user: int, text: str, channel: int, **more: Any) -> Json:
        return shapes.message(self.number(), user, text, channel, **more)

    def answered(self, method: str, path: list[str], body: Any, query: dict[str, str]) -> tuple[int, Any]:
        match method, path:
            case "GET", ["users", "@me"]:
                return 200, shapes.user(BOT)
            case "GET", ["users", user]:
                return 200, shapes.user(int(user))
            case "GET", ["oauth2", "applications", "@me"]:
                return 200, shapes.application()
            case "PUT", ["applications", _, "commands"]:
                return 200, [shapes.command(place, each) for place, each in enumerate(body, start=1)]
            case "POST", ["users", "@me", "channels"]:
                person = int(body["recipient_id"])
                return 200, {
                    "id": str(person + shapes.DIRECT),
                    "type": 1,
                    "recipients": [shapes.user(person)],
                    "last_message_id": None,
                }
            case "GET" | "PATCH", ["guilds", _, "members", person]:
                return 200, shapes.member(int(person))
            case "GET", ["channels", channel, "threads", "archived", kind]:
                threads = self.archived.get(int(channel), []) if kind == "public" else []
                return 200, {"threads": threads, "members": [], "has_more": False}
            case _, ["channels", channel, "messages", *rest]:
                return self._in_channel(method, int(channel), rest, body, query)
            case _:
                return self._to_a_press(method, path, body)

    def _to_a_press(self, method: str, path: list[str], body: Any) -> tuple[int, Any]:
        match method, path:
            case "POST", ["interactions", _, token, "callback"] if int(token.removeprefix("secret-")) in self.forgotten:
                return 404, {"message": "Unknown interaction", "code": 10062}
            case "POST", ["interactions", number, _, "callback"]:
                return 200, {"interaction": {"id": number, "type": 3, "response_message_id": number}}
            case "POST", ["webhooks", _, token]:
                self.answers.append({**body, "for": int(token.removeprefix("secret-"))})
                return 200, self.message(BOT, body.get("content") or "", CHAT)
            case _:
                return 404, {"message": "404: Not Found", "code": 0}

    def _in_channel(
        self, method: str, channel: int, rest: list[str], body: Any, query: dict[str, str]
    ) -> tuple[int, Any]:
        match method, rest:
            case "GET", ["pins"]:
                pinned = [{"pinned_at": BEFORE, "message": each} for each in self.pinned.get(channel, [])]
                return 200, {"items": pinned, "has_more": False}
            case "PUT", ["pins", message]:
                self.pinned.setdefault(channel, []).append(self._found(channel, message))
                return 204, None
            case "GET", []:
                return 200, self._history(channel, query)
            case "POST", []:
                return self._written(channel, body)
            case "PATCH", [message]:
                found = self._found(channel, message)
                found.update({"content": body["content"], "components": body.get("components", [])})
                return 200, found
            case "DELETE", [message]:
                self.said[channel].remove(self._found(channel, message))
                return 204, None
            case _:
                return 404, {"message": "404: Not Found", "code": 0}

    def _history(self, channel: int, query: dict[str, str]) -> list[Json]:
        """Newest first; the oldest of those after one, or the newest of those before."""
        said, most = self.said.get(channel, []), int(query.get("limit", 50))
        if "before" in query:
            return [each for each in said if int(each["id"]) < int(query["before"])][-most:][::-1]
        return [each for each in said if int(each["id"]) > int(query.get("after", 0))][:most][::-1]

    def _written(self, channel: int, body: Json) -> tuple[int, Any]:
        if channel - shapes.DIRECT in self.closed:
            return 403, {"message": "Cannot send messages to this user", "code": 50007}
        if channel > shapes.DIRECT and self.slow_down:
            self.slow_down -= 1
            return 429, {"message": "You are being rate limited.", "retry_after": 0.0, "global": False}
        message = self.message(
            BOT, body.get("content") or "", channel, components=body.get("components", []), sent=body
        )
        self.said.setdefault(channel, []).append(message)
        return 200, message

    def _found(self, channel: int, message: str) -> Json:
        return next(each for each in self.said[channel] if each["id"] == message)


async def body_of(request: web.Request) -> Any:
    """With the files beside it, should there be any."""
    if not request.content_type.startswith("multipart/"):
        text = await request.text()
        return json.loads(text) if text else None
    parts = await request.post()
    told = json.loads(str(parts["payload_json"]))
    files = [each for each in parts.values() if isinstance(each, web.FileField)]
    return {**told, "files": {each.filename: each.file.read() for each in files}}

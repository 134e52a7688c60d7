"""A Discord on this computer: its REST and its gateway, as far as the adapter uses them, over real sockets."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import discord_shapes as shapes
from aiohttp import WSMsgType, web
from discord_rest import Rest, body_of
from discord_shapes import BEFORE, BOT, CHAT, DIRECT, GENERAL, GUILD, Json

PATIENCE = 15.0
"""Seconds a test waits for what must happen before it fails."""


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    path: str
    body: Any


@dataclass
class Loopback(Rest):
    """Who is on the server, what was said there, what the bot asked for, in order."""

    asked: list[Asked] = field(default_factory=list)
    bad_token: bool = False
    planned: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)
    """Answers to "METHOD path", one after the other; the last one stays."""
    close_with: int | None = None
    """How the gateway ends whoever identifies."""
    refused_sockets: int = 0
    beats_every: int = 41_250
    """Milliseconds."""
    beats: int = 0
    joined_at: str = BEFORE
    bears: dict[int, str] = field(default_factory=dict)
    """The role of each person who has one."""
    people: tuple[int, ...] = tuple(shapes.NAMES)
    server: Json = field(default_factory=dict)
    """What is not as usual about it."""
    is_in: bool = True
    """Is the bot on the server?"""
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    identified: int = 0
    _told: list[tuple[str, Json]] = field(default_factory=list)
    remembers: bool = False
    """Does it take up a session that was cut, and tell what it missed?"""
    resumed: int = 0
    fetched: list[str] = field(default_factory=list)
    """Files."""
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/gateway/", self._gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", self._rest)
        app.router.add_get("/files/{name}", self._file)
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

    @property
    def told_so_far(self) -> int:
        """Events."""
        return len(self._told)

    def asked_to(self, call: str) -> list[Asked]:
        """`call` is "METHOD path"."""
        return [each for each in self.asked if f"{each.method} {each.path}" == call]

    def signs(self, user: int) -> list[Json]:
        """The first thing the bot answered to each press of somebody."""
        theirs = [each for each in self.asked if each.path.endswith(f"/secret-{user}/callback")]
        return [each.body for each in theirs]

    def private(self, user: int) -> list[Json]:
        """What the bot wrote to somebody by direct message."""
        return [each for each in self.said.get(user + DIRECT, []) if each["author"]["id"] == str(BOT)]

    def written_in_channels(self) -> list[Json]:
        """What the bot wrote where everybody reads."""
        return [each for channel in (GENERAL, CHAT) for each in self.said[channel] if each["author"]["id"] == str(BOT)]

    # What people do

    async def says(self, user: int, text: str, channel: int = CHAT, **more: Any) -> Json:
        message = self.message(user, text, channel, **more)
        self.said.setdefault(channel, []).append(message)
        await self.tell("MESSAGE_CREATE", shapes.told(message, channel, self.bears))
        return message

    async def sends(self, user: int, name: str, content: bytes, size: int | None = None) -> None:
        """A file, to the bot alone; Discord says how large it is."""
        self.files[name] = content
        url = f"http://127.0.0.1:{self.port}/files/{name}"
        told = {"id": "77", "filename": name, "size": len(content) if size is None else size}
        await self.says(user, "", user + DIRECT, attachments=[told | {"url": url, "proxy_url": url}])

    async def edits(self, message: Json, text: str) -> None:
        message |= {"content": text, "edited_timestamp": self.clock().isoformat()}
        await self.tell("MESSAGE_UPDATE", shapes.told(message, int(message["channel_id"]), self.bears))

    async def deletes(self, message: Json) -> None:
        self.said[int(message["channel_id"])].remove(message)
        gone = {"id": message["id"], "channel_id": message["channel_id"], "guild_id": str(GUILD)}
        await self.tell("MESSAGE_DELETE", gone)

    async def presses(self, user: int, custom: str, channel: int = CHAT) -> None:
        await self._interacts(user, 3, {"custom_id": custom, "component_type": 2}, channel)

    async def sends_off(self, user: int, custom: str, words: str) -> None:
        typed = {"type": 4, "custom_id": "words", "value": words}
        await self._interacts(user, 5, {"custom_id": custom, "components": [{"type": 1, "components": [typed]}]}, CHAT)

    async def types(self, user: int, command: str, words: str | None = None) -> None:
        options = [] if words is None else [{"name": "words", "type": 3, "value": words}]
        await self._interacts(user, 2, {"id": "1", "name": command, "type": 1, "options": options}, CHAT)

    async def is_typing(self, user: int, command: str, words: str) -> None:
        """And is offered what could follow."""
        options = [{"name": "words", "type": 3, "value": words, "focused": True}]
        await self._interacts(user, 4, {"id": "1", "name": command, "type": 1, "options": options}, CHAT)

    async def chooses(self, user: int, menu: str, message: Json) -> None:
        """From the menu of a message."""
        meant = {"target_id": message["id"], "resolved": {"messages": {message["id"]: message}}}
        await self._interacts(user, 2, {"id": "1", "name": menu, "type": 3, **meant}, int(message["channel_id"]))

    async def lets_bot_in(self) -> None:
        self.is_in = True
        guild = shapes.guild(self.said) | {"members": [shapes.member(BOT, "110", joined=self.joined_at)]}
        guild |= self.server
        del guild["unavailable"]  # only what was there before is said to be there again
        await self.tell("GUILD_CREATE", guild)

    async def cut(self, code: int = 4000) -> None:
        for socket in self.sockets[:]:
            await socket.close(code=code)

    async def _interacts(self, user: int, kind: int, data: Json, channel: int) -> None:
        told = shapes.interaction(self.number(), user, kind, data, channel, self.said.get(channel, []))
        if kind == 3:
            told["message"] = self.message(BOT, "", channel)
        await self.tell("INTERACTION_CREATE", told)

    async def tell(self, event: str, data: Json) -> None:
        self._told.append((event, data))
        for socket in self.sockets[:]:
            await socket.send_json({"op": 0, "s": len(self._told), "t": event, "d": data})

    async def _gateway(self, request: web.Request) -> web.StreamResponse:
        if self.refused_sockets:
            self.refused_sockets -= 1
            return web.Response(status=503)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": self.beats_every}})
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                await self._heard(socket, json.loads(frame.data))
        if socket in self.sockets:
            self.sockets.remove(socket)
        await self.changed()
        return socket

    async def _heard(self, socket: web.WebSocketResponse, frame: Json) -> None:
        operation: int = frame["op"]
        match operation:
            case 1:
                await socket.send_json({"op": 11})
                self.beats += 1
                await self.changed()
            case 2 if self.close_with is not None:
                await socket.close(code=self.close_with)
            case 2:
                await self._identify(socket)
            case 6 if self.remembers:
                for number, (event, data) in list(enumerate(self._told, 1))[frame["d"]["seq"] :]:
                    await socket.send_json({"op": 0, "s": number, "t": event, "d": data})
                self.sockets.append(socket)
                self.resumed += 1
                await self.tell("RESUMED", {})
                await self.changed()
            case 6:  # the session is gone for good
                await socket.send_json({"op": 9, "d": False})
            case 8:
                chunk = shapes.chunk(frame["d"].get("nonce"), self.joined_at, self.bears, self.people)
                await self.tell("GUILD_MEMBERS_CHUNK", chunk)
            case _:
                pass

    async def _identify(self, socket: web.WebSocketResponse) -> None:
        self.sockets.append(socket)
        await self.tell("READY", shapes.ready(f"session-{self.identified}", self.gateway, is_in=self.is_in))
        if self.is_in:
            await self.tell("GUILD_CREATE", shapes.guild(self.said) | self.server)
        self.identified += 1
        await self.changed()

    async def _file(self, request: web.Request) -> web.Response:
        self.fetched.append(request.match_info["name"])
        return web.Response(body=self.files[request.match_info["name"]])

    # REST

    async def _rest(self, request: web.Request) -> web.Response:
        path, body = request.match_info["path"], await body_of(request)
        self.asked.append(Asked(request.method, path, body))
        planned = self.planned.get(f"{request.method} {path}")
        if self.bad_token:
            status, answer = 401, {"message": "401: Unauthorized", "code": 0}
        elif planned:
            status, answer = planned.pop(0) if len(planned) > 1 else planned[0]
        else:
            status, answer = self.answered(request.method, path.split("/"), body, dict(request.query))
        await self.changed()
        if status == 204:
            return web.Response(status=204)
        headers = {"Content-Type": "application/json"}  # exactly: with a charset the library takes it for text
        if status == 429:  # without a time of its own, it is whoever stands before Discord that bars us
            is_ours = "retry_after" in answer
            headers |= {"Via": "1.1 google", "Retry-After": "0"} if is_ours else {"Retry-After": "600"}
        return web.Response(body=json.dumps(answer, default=len).encode(), status=status, headers=headers)

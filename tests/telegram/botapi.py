"""A Bot API server on this machine: updates with offsets or by webhook, and what the people in its chats do.

Everything that passes is held against Telegram's own shapes; see telegram_shapes.py.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer
from botmethods import BOT, ME, TOKEN, Json, Methods, Place, RefusalError, Sent, unknown, value
from telegram_shapes import SEEN

__all__ = ["ME", "TOKEN", "BotApi", "Place", "RefusalError", "Sent", "serving"]
PATIENCE = 30.0
"""Seconds a test waits for what must happen before it fails: a group's own rules take a busy machine ten to read."""
LEFT: Json = {"user": BOT, "status": "left"}


class BotApi(Methods):
    def __init__(self) -> None:
        super().__init__()
        self.file = b""
        """What a file holds that is fetched."""
        self.restricted: list[tuple[int, int, bool, int | None]] = []
        """In which chat, who, whether they may write, and until when that holds."""
        self.requests: list[tuple[str, Json]] = []
        self.refuse: dict[str, list[RefusalError]] = {}
        self.token = TOKEN
        self.turned_away = 0
        """Requests with a token that is not this."""
        self.answered: list[int] = []
        """What the webhook's server said, update by update."""

    # what people do

    def person(self, number: int, name: str, *, started: bool = False) -> int:
        self.people[number] = name
        if started:
            self.started.add(number)
        return number

    def place(self, number: int, title: str, *admins: int) -> Place:
        self.places[number] = Place(number, title, set(admins))
        return self.places[number]

    def _private(self, number: int) -> Json:
        return {"id": number, "type": "private", "first_name": self.people[number]}

    async def says(self, by: int, text: str, place: Place | None = None, at: int = 0, **more: Any) -> int:
        if place is None:
            self.started.add(by)
        chat = place.shown if place else self._private(by)
        number = self.number()
        message = {"message_id": number, "date": at, "chat": chat, "from": self.user(by), "text": text, **more}
        await self.happens("message", message)
        return number

    async def sends(self, by: int, name: str, content: bytes, size: int | None = None) -> None:
        """A file, to the bot in private; Telegram says how large it is."""
        self.file = content
        told = {"file_name": name, "file_size": len(content) if size is None else size}
        await self.says(by, "", document={"file_id": "f", "file_unique_id": "u", **told})

    async def presses(self, by: int, data: str, place: Place | None = None, message: int = 1) -> None:
        chat = place.shown if place else self._private(by)
        under = {"message_id": message, "date": 0 if message == 0 else 1, "chat": chat}
        name = str(self.number())
        self.pressed[name] = (by, self.seconds)
        query = {"id": name, "from": self.user(by), "chat_instance": "1", "data": data, "message": under}
        await self.happens("callback_query", query)

    async def commands(self, by: int, text: str, place: Place) -> None:
        """Typed in a group, and shown to the bot alone."""
        number = self.number()
        self.unseen[number] = (by, self.seconds)
        typed = {"message_id": 0, "ephemeral_message_id": number, "date": 1, "chat": place.shown}
        await self.happens("message", typed | {"from": self.user(by), "text": text})

    async def asks_in(self, by: int, place: Place, **more: Any) -> None:
        """Somebody would like to join: until that is decided, the bot may write to them."""
        self.asks_to_join.add(by)
        wish = {"chat": place.shown, "from": self.user(by), "user_chat_id": by, "date": 1, **more}
        await self.happens("chat_join_request", wish)

    async def lets_in(self, by: int, place: Place, *, as_admin: bool = False) -> None:
        if as_admin:
            place.admins.add(ME)
        await self._stands(by, place, LEFT, self.member(ME, place))

    async def promotes(self, by: int, place: Place, *, is_admin: bool) -> None:
        """Or takes it back."""
        before = self.member(ME, place)
        (place.admins.add if is_admin else place.admins.discard)(ME)
        await self._stands(by, place, before, self.member(ME, place))

    async def kicks(self, by: int, place: Place) -> None:
        before = self.member(ME, place)
        place.is_gone = True
        place.admins.discard(ME)
        await self._stands(by, place, before, {"user": BOT, "status": "kicked", "until_date": 0})

    async def joins(self, by: int, place: Place, **how: Any) -> None:
        await self._comes_or_goes(by, place, "left", "member", how)

    async def leaves(self, by: int, place: Place) -> None:
        await self._comes_or_goes(by, place, "member", "left", {})

    async def _comes_or_goes(self, by: int, place: Place, before: str, after: str, how: Json) -> None:
        person = self.user(by)
        stood, stands = ({"user": person, "status": status} for status in (before, after))
        changed = {"chat": place.shown, "from": person, "date": 1} | how
        await self.happens("chat_member", changed | {"old_chat_member": stood, "new_chat_member": stands})

    async def _stands(self, by: int, place: Place, before: Json, after: Json) -> None:
        changed = {"chat": place.shown, "from": self.user(by), "date": 1}
        await self.happens("my_chat_member", changed | {"old_chat_member": before, "new_chat_member": after})

    async def happens(self, kind: str, what: Any, number: int | None = None) -> int:
        SEEN.update({"update_id": 1, kind: what})
        return await self.garbles(kind, what, number)

    async def garbles(self, kind: str, what: Any, number: int | None = None) -> int:
        """As it comes, whether Telegram would ever say it or not."""
        number = number or self.number()
        if self._allowed is None or kind in self._allowed:
            self.pending.append({"update_id": number, kind: what})
        await self.tell()
        return number

    # what a test looks at

    async def until(self, claim: Callable[[], bool], seconds: float = PATIENCE) -> None:
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(claim)

    async def quiet(self) -> None:
        """Everything that happened was heard and judged."""
        await self.until(lambda: not self.pending)

    def public(self, place: Place) -> list[str]:
        return [each.text for each in self.sent if each.chat == place.id and each.seen_by is None]

    def private(self, to: int) -> list[Sent]:
        return [each for each in self.sent if to in {each.chat, each.seen_by}]

    # the server

    def on_restrictchatmember(self, data: Json) -> bool:
        may = bool(data["permissions"]["can_send_messages"])
        self.restricted.append((int(data["chat_id"]), int(data["user_id"]), may, data.get("until_date")))
        return True

    def on_getfile(self, data: Json) -> Json:
        return {"file_id": data["file_id"], "file_unique_id": "u", "file_path": "documents/1"}

    async def gives(self, _: web.Request) -> web.Response:
        return web.Response(body=self.file)

    async def answer(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            self.turned_away += 1
            await self.tell()
            return _refused(RefusalError(401, "Unauthorized"))
        method = request.match_info["method"]
        data = {name: value(name, str(each)) for name, each in (await request.post()).items()}
        self.requests.append((method, data))
        if data.get("chat_id") != 0:  # the probe means to be refused
            SEEN.request(method, data)
        try:
            planned = self.refuse.get(method)
            if planned:
                raise planned.pop(0)
            result = getattr(self, f"on_{method.casefold()}", unknown)(data)
            result = await result if asyncio.iscoroutine(result) else result
        except RefusalError as refusal:
            return _refused(refusal)
        finally:
            await self.tell()
        if method != "getUpdates":  # what is in it was looked at when it happened, and some is garbage
            SEEN.answer(method, result)
        return web.json_response({"ok": True, "result": result})

    async def deliver(self, to: str) -> None:
        """By webhook, one after the other, for ever; what is not answered with 200 is brought again.

        `to` is where the proxy that speaks TLS with Telegram passes it on.
        """
        async with aiohttp.ClientSession() as client:
            while True:
                async with self._changed:
                    await self._changed.wait_for(lambda: bool(self.pending and self.webhook))
                first, secret = self.pending[0], (self.webhook or {}).get("secret_token", "")
                headers = {"X-Telegram-Bot-Api-Secret-Token": str(secret)}
                try:
                    async with client.post(to, json=first, headers=headers) as answered:
                        self.answered.append(answered.status)
                except aiohttp.ClientError:
                    self.answered.append(0)
                if self.answered[-1] == 200:
                    self.pending.remove(first)
                await self.tell()


def _refused(refusal: RefusalError) -> web.Response:
    body: Json = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return web.json_response(body, status=refusal.code)


@asynccontextmanager
async def serving(api: BotApi) -> AsyncIterator[str]:
    """Yields what to set SCHOOLGATE_TELEGRAM_API to; ends with the claim that all was as Telegram says it is."""
    SEEN.stories += 1
    before = len(SEEN.violations)
    app = web.Application()
    app.add_routes([web.post("/bot{token}/{method}", api.answer), web.get("/file/bot{token}/documents/1", api.gives)])
    async with TestServer(app) as server:
        yield str(server.make_url("/bot"))
    assert SEEN.violations[before:] == []

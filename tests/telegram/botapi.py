"""A Bot API server on this machine: updates with offsets, who may be written to, limits, ephemeral messages."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

TOKEN = "123456:AAloopback"  # noqa: S105  # of nobody's bot
ME = 123456
Json = dict[str, Any]


class RefusalError(Exception):
    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        self.code, self.description, self.parameters = code, description, parameters
        super().__init__(description)


@dataclass
class Sent:
    """A message as it stands on the server. `seen_by` is None when everybody in the chat sees it."""

    chat: int
    text: str
    buttons: list[tuple[str, str]]
    message: int
    seen_by: int | None = None


@dataclass
class Place:
    id: int
    title: str
    admins: set[int] = field(default_factory=set)
    kind: str = "supergroup"
    pinned: Sent | None = None
    is_gone: bool = False

    @property
    def shown(self) -> Json:
        return {"id": self.id, "type": self.kind, "title": self.title}


class BotApi:
    def __init__(self) -> None:
        self.people: dict[int, str] = {}
        self.started: set[int] = set()
        self.blocked: set[int] = set()
        self.places: dict[int, Place] = {}
        self.sent: list[Sent] = []
        self.pop_ups: list[Json] = []
        self.files: list[web.RouteDef] = []
        self.deleted: list[tuple[int, int]] = []
        self.requests: list[tuple[str, Json]] = []
        self.pending: list[Json] = []
        self.confirmed = 0
        self.reads_all = False
        self.knows_ephemeral = True
        self.refuses_probe_only = False  # knows of ephemeral messages when asked, and posts for everybody
        self.names_what_it_posts = False  # and calls it ephemeral
        self.token = TOKEN
        self.refuse: dict[str, list[RefusalError]] = {}
        self._allowed: list[str] | None = None
        self._numbers = 1000
        self._changed = asyncio.Condition()

    # what people do

    def person(self, number: int, name: str, *, started: bool = False) -> int:
        self.people[number] = name
        if started:
            self.started.add(number)
        return number

    def place(self, number: int, title: str, *admins: int) -> Place:
        self.places[number] = Place(number, title, set(admins))
        return self.places[number]

    def user(self, number: int) -> Json:
        return {"id": number, "is_bot": False, "first_name": self.people[number]}

    async def says(self, by: int, text: str, place: Place | None = None, at: int = 0, **more: Any) -> int:
        chat = place.shown if place else {"id": by, "type": "private", "first_name": self.people[by]}
        if place is None:
            self.started.add(by)
        number = self.number()
        message = {"message_id": number, "date": at, "chat": chat, "from": self.user(by), "text": text, **more}
        await self.happens("message", message)
        return number

    async def presses(self, by: int, data: str, place: Place | None = None, message: int = 1) -> None:
        chat = place.shown if place else {"id": by, "type": "private", "first_name": self.people[by]}
        under = {"message_id": message, "date": 0 if message == 0 else 1, "chat": chat}
        query = {"id": str(self.number()), "from": self.user(by), "chat_instance": "1", "data": data, "message": under}
        await self.happens("callback_query", query)

    async def lets_in(self, by: int, place: Place, *, as_admin: bool = False) -> None:
        if as_admin:
            place.admins.add(ME)
        me = {"id": ME, "is_bot": True, "first_name": "Gate", "username": "gate_bot"}
        changed = {
            "chat": place.shown,
            "from": self.user(by),
            "date": 1,
            "old_chat_member": {"user": me, "status": "left"},
            "new_chat_member": self.member(ME, place) | {"user": me},
        }
        await self.happens("my_chat_member", changed)

    async def happens(self, kind: str, what: Any, number: int | None = None) -> int:
        number = number or self.number()
        if self._allowed is None or kind in self._allowed:
            self.pending.append({"update_id": number, kind: what})
        await self.tell()
        return number

    # what a test looks at

    async def until(self, claim: Callable[[], bool], seconds: float = 10) -> None:
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(claim)

    async def quiet(self) -> None:
        """Everything that happened was heard and judged."""
        await self.until(lambda: not self.pending)

    def public(self, place: Place) -> list[str]:
        return [each.text for each in self.sent if each.chat == place.id and each.seen_by is None]

    def private(self, to: int) -> list[Sent]:
        return [each for each in self.sent if to in {each.chat, each.seen_by}]

    def number(self) -> int:
        self._numbers += 1
        return self._numbers

    async def tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def answer(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return _refused(RefusalError(401, "Unauthorized"))
        method = request.match_info["method"]
        data = {name: _value(str(value)) for name, value in (await request.post()).items()}
        self.requests.append((method, data))
        try:
            planned = self.refuse.get(method)
            if planned:
                raise planned.pop(0)
            result = getattr(self, f"on_{method.casefold()}", _unknown)(data)
            result = await result if asyncio.iscoroutine(result) else result
        except RefusalError as refusal:
            return _refused(refusal)
        finally:
            await self.tell()
        return web.json_response({"ok": True, "result": result})

    def on_getme(self, _: Json) -> Json:
        me = {"id": ME, "is_bot": True, "first_name": "Gate", "username": "gate_bot"}
        return me | {"can_read_all_group_messages": self.reads_all}

    def on_deletewebhook(self, _: Json) -> bool:
        return True

    on_setmycommands = on_setmydefaultadministratorrights = on_deletewebhook

    async def on_getupdates(self, data: Json) -> list[Json]:
        if "allowed_updates" in data:
            self._allowed = data["allowed_updates"]
        self.confirmed = max(self.confirmed, int(data.get("offset", 0)))
        self.pending = [each for each in self.pending if each["update_id"] >= self.confirmed]
        await self.tell()
        if not self.pending and data.get("timeout"):
            async with self._changed:
                await self._changed.wait_for(lambda: bool(self.pending))
        return self.pending[: int(data.get("limit", 100))]

    def on_sendmessage(self, data: Json) -> Json:
        chat, text = int(data["chat_id"]), str(data["text"])
        ephemeral = data.get("ephemeral_message_parameters") if self.knows_ephemeral else None
        if ephemeral is not None and not isinstance(ephemeral, dict):
            raise RefusalError(400, "Bad Request: can't parse ephemeral message parameters JSON object")
        if len(text) > 4096:
            raise RefusalError(400, "Bad Request: message is too long")
        self._may_write(chat)
        rows = (data.get("reply_markup") or {}).get("inline_keyboard", [])
        buttons = [(each["text"], each["callback_data"]) for row in rows for each in row]
        if any(len(said.encode()) > 64 for _, said in buttons):
            raise RefusalError(400, "Bad Request: BUTTON_DATA_INVALID")
        place = self.places.get(chat)
        shown = place.shown if place else {"id": chat, "type": "private", "first_name": self.people[chat]}
        number = self.number()
        if ephemeral is not None and not self.refuses_probe_only:
            if place is None or ME not in place.admins:
                raise RefusalError(400, "Bad Request: not enough rights to send ephemeral messages")
            self.sent.append(Sent(chat, text, buttons, number, int(ephemeral["receiver_user_id"])))
            return {"message_id": 0, "ephemeral_message_id": number, "date": 1, "chat": shown, "text": text}
        self.sent.append(Sent(chat, text, buttons, number))
        name = {"ephemeral_message_id": number} if ephemeral is not None and self.names_what_it_posts else {}
        return {"message_id": number, "date": 1, "chat": shown, "text": text, **name}

    def _may_write(self, chat: int) -> None:
        if chat < 0:
            place = self.places.get(chat)
            if place is None:
                raise RefusalError(400, "Bad Request: chat not found")
            if place.is_gone:
                raise RefusalError(403, "Forbidden: bot was kicked from the supergroup chat")
        elif chat in self.blocked:
            raise RefusalError(403, "Forbidden: bot was blocked by the user")
        elif chat not in self.people:
            raise RefusalError(400, "Bad Request: chat not found")
        elif chat not in self.started:
            raise RefusalError(403, "Forbidden: bot can't initiate conversation with a user")

    def on_deletemessage(self, data: Json) -> bool:
        key = (int(data["chat_id"]), int(data["message_id"]))
        if key in self.deleted:
            raise RefusalError(400, "Bad Request: message to delete not found")
        self.deleted.append(key)
        self.sent = [each for each in self.sent if (each.chat, each.message) != key or each.seen_by is not None]
        return True

    def on_answercallbackquery(self, data: Json) -> bool:
        self.pop_ups.append(data)
        return True

    def on_getchat(self, data: Json) -> Json:
        place = self._place(data)
        full: Json = place.shown | {"accent_color_id": 0, "max_reaction_count": 1, "accepted_gift_types": _GIFTS}
        if place.pinned is not None:
            me = {"id": ME, "is_bot": True, "first_name": "Gate"}
            full["pinned_message"] = {"message_id": place.pinned.message, "date": 1, "chat": place.shown, "from": me}
        return full

    def _place(self, data: Json) -> Place:
        if int(data["chat_id"]) not in self.places:
            raise RefusalError(400, "Bad Request: chat not found")
        return self.places[int(data["chat_id"])]

    def on_pinchatmessage(self, data: Json) -> bool:
        place = self.places[int(data["chat_id"])]
        place.pinned = next(each for each in self.sent if each.message == int(data["message_id"]))
        return True

    def on_getchatadministrators(self, data: Json) -> list[Json]:
        place = self.places.get(int(data["chat_id"]))
        if place is None or place.is_gone:
            raise RefusalError(403, "Forbidden: bot is not a member of the supergroup chat")
        return [self.member(each, place) for each in sorted(place.admins)]

    def on_getchatmember(self, data: Json) -> Json:
        return self.member(int(data["user_id"]), self.places[int(data["chat_id"])])

    def member(self, number: int, place: Place) -> Json:
        bot = {"id": ME, "is_bot": True, "first_name": "Gate"}
        user = bot if number == ME else self.user(number)
        if number not in place.admins:
            return {"user": user, "status": "member"}
        rights = dict.fromkeys(_RIGHTS, True)
        return {"user": user, "status": "administrator", "can_be_edited": False, "is_anonymous": False, **rights}


_GIFTS = dict.fromkeys("unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels".split(), 1)
_RIGHTS = """can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members
can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories can_pin_messages""".split()


def _unknown(_: Json) -> None:
    raise RefusalError(404, "Not Found")


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _refused(refusal: RefusalError) -> web.Response:
    body: Json = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return web.json_response(body, status=refusal.code)


@asynccontextmanager
async def serving(api: BotApi) -> AsyncIterator[str]:
    """Yields what to set SCHOOLGATE_TELEGRAM_API to."""
    app = web.Application()
    app.add_routes([web.post("/bot{token}/{method}", api.answer), *api.files])
    async with TestServer(app) as server:
        yield str(server.make_url("/bot"))

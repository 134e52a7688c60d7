"""What a Bot API server answers when a bot asks: who may be written to, limits, rights, ephemeral messages."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

TOKEN = "123456:AAloopback"  # noqa: S105  # of nobody's bot
ME = 123456
BOT: dict[str, Any] = {"id": ME, "is_bot": True, "first_name": "Gate", "username": "gate_bot"}
Json = dict[str, Any]
GIFTS = dict.fromkeys("unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels".split(), 1)
RIGHTS = """can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members
can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories can_pin_messages
can_send_welcome_messages""".split()


WORDS = {"text", "url", "callback_query_id", "secret_token", "language_code"}
"""Fields that are words even when they look like numbers."""


ANSWERED_WITHIN = 15
"""Seconds in which a bot that is no admin may answer somebody for their eyes only."""
PRESSED_WITHIN = 60
"""Seconds in which a press may be answered."""


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
    bots: dict[int, str] = field(default_factory=dict)
    """Other bots that are admins."""
    lacks: set[str] = field(default_factory=lambda: {"can_promote_members"})
    """Rights the bot was not given."""
    more: Json = field(default_factory=dict)
    """What getChat says besides."""

    @property
    def shown(self) -> Json:
        address = {"username": self.more["username"]} if "username" in self.more else {}
        return {"id": self.id, "type": self.kind, "title": self.title, **address}


class Methods:
    def __init__(self) -> None:
        self.people: dict[int, str] = {}
        self.bots: set[int] = set()
        """Of these, who is one."""
        self.started: set[int] = set()
        self.blocked: set[int] = set()
        self.asks_to_join: set[int] = set()
        self.places: dict[int, Place] = {}
        self.sent: list[Sent] = []
        self.pop_ups: list[Json] = []
        self.deleted: list[tuple[int, int]] = []
        self.menus: dict[tuple[str, str], list[str]] = {}
        self.pending: list[Json] = []
        self.confirmed = 0
        self.handed = 0
        self.webhook: Json | None = None
        self.trouble = ""
        """What Telegram met when it last brought something."""
        self.reads_all = False
        self.knows_ephemeral = True
        self.refuses_probe_only = False  # knows of ephemeral messages when asked, and posts for everybody
        self.names_what_it_posts = False  # and calls it ephemeral
        self.seconds = 0
        """This server's clock, for what Telegram lets a bot do only for a while."""
        self.pressed: dict[str, tuple[int, int]] = {}
        """By its id, who pressed a button and when."""
        self.unseen: dict[int, tuple[int, int]] = {}
        """By its id, who typed a command that only the bot was shown, and when."""
        self._allowed: list[str] | None = None
        self._numbers = 1000
        self._changed = asyncio.Condition()

    def number(self) -> int:
        self._numbers += 1
        return self._numbers

    async def tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def user(self, number: int) -> Json:
        return {"id": number, "is_bot": number in self.bots, "first_name": self.people[number]}

    def on_getme(self, _: Json) -> Json:
        return BOT | {"can_read_all_group_messages": self.reads_all}

    # updates

    def on_setwebhook(self, data: Json) -> bool:
        if not str(data["url"]).startswith("https://"):
            raise RefusalError(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if data.get("drop_pending_updates"):
            self.pending = []
        self.webhook, self._allowed = data, data.get("allowed_updates", self._allowed)
        return True

    def on_deletewebhook(self, data: Json) -> bool:
        if data.get("drop_pending_updates"):
            self.pending = []
        self.webhook = None
        return True

    def on_getwebhookinfo(self, _: Json) -> Json:
        url = "" if self.webhook is None else self.webhook["url"]
        known: Json = {"url": url, "has_custom_certificate": False, "pending_update_count": len(self.pending)}
        return known | ({"last_error_date": 1, "last_error_message": self.trouble} if self.trouble else {})

    async def on_getupdates(self, data: Json) -> list[Json]:
        if self.webhook is not None:
            raise RefusalError(409, "Conflict: can't use getUpdates method while webhook is active")
        if "allowed_updates" in data:
            self._allowed = data["allowed_updates"]
        self.confirmed = max(self.confirmed, int(data.get("offset", 0)))
        self.pending = [each for each in self.pending if each["update_id"] >= self.confirmed]
        await self.tell()
        if not self.pending and data.get("timeout"):
            async with self._changed:
                await self._changed.wait_for(lambda: bool(self.pending))
        self.handed += len(self.pending)
        return self.pending[: int(data.get("limit", 100))]

    # messages

    def on_sendmessage(self, data: Json) -> Json:
        chat, text = int(data["chat_id"]), str(data["text"])
        ephemeral = data.get("ephemeral_message_parameters") if self.knows_ephemeral else None
        if ephemeral is not None and not isinstance(ephemeral, dict):
            raise RefusalError(400, "Bad Request: can't parse ephemeral message parameters JSON object")
        if len(text) > 4096:
            raise RefusalError(400, "Bad Request: message is too long")
        self._may_write(chat)
        rows = (data.get("reply_markup") or {}).get("inline_keyboard", [])
        buttons = [(each["text"], each.get("callback_data") or each["url"]) for row in rows for each in row]
        if any(len(said.encode()) > 64 for _, said in buttons):
            raise RefusalError(400, "Bad Request: BUTTON_DATA_INVALID")
        place = self.places.get(chat)
        shown = place.shown if place else {"id": chat, "type": "private", "first_name": self.people[chat]}
        number = self.number()
        if ephemeral is not None and not self.refuses_probe_only:
            self._may_whisper(place, ephemeral, data.get("reply_parameters") or {})
            self.sent.append(Sent(chat, text, buttons, number, int(ephemeral["receiver_user_id"])))
            return {"message_id": 0, "ephemeral_message_id": number, "date": 1, "chat": shown, "text": text}
        self.sent.append(Sent(chat, text, buttons, number))
        name = {"ephemeral_message_id": number} if ephemeral is not None and self.names_what_it_posts else {}
        return {"message_id": number, "date": 1, "chat": shown, "text": text, **name}

    def _may_whisper(self, place: Place | None, ephemeral: Json, reply: Json) -> None:
        """An admin at any time; any bot for 15 seconds after what it answers; to nobody but whoever that came from."""
        to, is_answer = int(ephemeral["receiver_user_id"]), False
        came: dict[object, tuple[int, int]] = dict(self.pressed.items()) | dict(self.unseen.items())
        for answered in (ephemeral.get("callback_query_id"), reply.get("ephemeral_message_id")):
            if answered is None:
                continue
            by, at = came.get(answered, (0, 0))
            if by != to or self.seconds - at > ANSWERED_WITHIN:
                raise RefusalError(400, "Bad Request: what is answered is too old, or not theirs")
            is_answer = True
        if place is None or not (is_answer or ME in place.admins):
            raise RefusalError(400, "Bad Request: not enough rights to send ephemeral messages")

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
        elif chat not in self.started | self.asks_to_join:
            raise RefusalError(403, "Forbidden: bot can't initiate conversation with a user")

    def on_deletemessage(self, data: Json) -> bool:
        key = (int(data["chat_id"]), int(data["message_id"]))
        if key in self.deleted:
            raise RefusalError(400, "Bad Request: message to delete not found")
        self.deleted.append(key)
        self.sent = [each for each in self.sent if (each.chat, each.message) != key or each.seen_by is not None]
        return True

    def on_editmessagetext(self, data: Json) -> Json:
        found = next((each for each in self.sent if each.message == int(data["message_id"])), None)
        if found is None or found.text == data["text"]:
            raise RefusalError(
                400, f"Bad Request: message {'to edit not found' if found is None else 'is not modified'}"
            )
        found.text = data["text"]
        return {"message_id": found.message, "date": 1, "chat": self.places[found.chat].shown, "text": found.text}

    def on_answercallbackquery(self, data: Json) -> bool:
        _, at = self.pressed.get(str(data["callback_query_id"]), (0, 0))
        if self.seconds - at > PRESSED_WITHIN:
            refused = "query is too old and response timeout expired or query ID is invalid"
            raise RefusalError(400, f"Bad Request: {refused}")
        self.pop_ups.append(data)
        return True

    def on_pinchatmessage(self, data: Json) -> bool:
        place = self.places[int(data["chat_id"])]
        place.pinned = next(each for each in self.sent if each.message == int(data["message_id"]))
        return True

    # chats

    def on_getchat(self, data: Json) -> Json:
        place = self._place(data)
        full: Json = place.shown | {"accent_color_id": 0, "max_reaction_count": 1, "accepted_gift_types": GIFTS}
        if place.pinned is not None:
            shown = {"message_id": place.pinned.message, "text": place.pinned.text, "from": BOT}
            full["pinned_message"] = shown | {"date": 1, "chat": place.shown}
        return full | place.more

    def _place(self, data: Json) -> Place:
        place = self.places.get(int(data["chat_id"]))
        if place is None:
            raise RefusalError(400, "Bad Request: chat not found")
        if place.is_gone:
            raise RefusalError(403, "Forbidden: bot was kicked from the supergroup chat")
        return place

    def on_getchatadministrators(self, data: Json) -> list[Json]:
        place = self._place(data)
        people = [self.member(each, place) for each in sorted(place.admins)]
        if not data.get("return_bots"):
            return people
        others = [{"id": each, "is_bot": True, "first_name": name} for each, name in place.bots.items()]
        return people + [_administrator(each, set()) for each in others]

    def on_getchatmember(self, data: Json) -> Json:
        return self.member(int(data["user_id"]), self._place(data))

    def on_getchatmembercount(self, data: Json) -> int:
        return 1 + len(self.people) + len(self._place(data).bots)

    def member(self, number: int, place: Place) -> Json:
        user = BOT if number == ME else self.user(number)
        if number not in place.admins:
            return {"user": user, "status": "member"}
        return _administrator(user, place.lacks if number == ME else set())

    # the menu

    def on_setmycommands(self, data: Json) -> bool:
        scope = (data.get("scope") or {"type": "default"})["type"]
        named = [each["command"] + ("*" if each.get("is_ephemeral") else "") for each in data["commands"]]
        self.menus[scope, data.get("language_code", "")] = named
        return True

    def on_setmydefaultadministratorrights(self, _: Json) -> bool:
        return True


def _administrator(user: Json, lacks: set[str]) -> Json:
    rights = {right: right not in lacks for right in RIGHTS}
    return {"user": user, "status": "administrator", "can_be_edited": False, "is_anonymous": False, **rights}


def unknown(_: Json) -> None:
    raise RefusalError(404, "Not Found")


def value(name: str, text: str) -> Any:
    """A form's field, or the JSON in it."""
    if name in WORDS:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text

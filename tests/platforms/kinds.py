"""Every kind of message either platform knows: as each sends it, and what is to come of it on both."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
OAF = "Mr Pell is an oaf"


@dataclass(frozen=True, slots=True)
class Gap:
    """Why this platform has no such thing, or tells the bot nothing of it."""

    why: str


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    telegram: Json | Gap
    discord: Json | Gap
    is_read: bool = True
    """Its words are judged: each sample says something that gets a reminder. Otherwise it gets nothing."""
    is_heard: bool = True
    """A member said it."""
    place: Json = field(default_factory=dict)
    """Where on Discord, when not in an ordinary channel."""


_T_USER = {"id": 7, "is_bot": False, "first_name": "Sam"}
_T_CHAT = {"id": -100, "type": "supergroup", "title": "Parents"}
_T_FILE = {"file_id": "f", "file_unique_id": "u"}
_T_PHOTO = [{**_T_FILE, "width": 1, "height": 1}]
_T_CLIP = {**_T_FILE, "width": 1, "height": 1, "duration": 3}
_T_STICKER = {**_T_FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
_T_PLACE = {"longitude": 1.0, "latitude": 1.0}
_T_COUNTS = {"total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular"}
_T_VOTES = {"allows_multiple_answers": False, "allows_revoting": False, "members_only": False}
_T_ANSWER = {"voter_count": 0}
_WHEN = "2026-03-02T18:42:00+00:00"


def telegram_poll(question: str, *answers: str) -> Json:
    options = [{"text": text, "persistent_id": text, **_T_ANSWER} for text in answers]
    return {"id": "1", "question": question, "options": options, **_T_COUNTS, **_T_VOTES}


def discord_poll(question: str, *answers: str) -> Json:
    told = [{"answer_id": place, "poll_media": {"text": text}} for place, text in enumerate(answers, 1)]
    rest = {"expiry": _WHEN, "layout_type": 1, "allow_multiselect": False}
    return {"question": {"text": question}, "answers": told, **rest}


def discord_file(name: str, kind: str, **more: Any) -> Json:
    return {"id": "1", "filename": name, "size": 1, "url": "", "proxy_url": "", "content_type": kind, **more}


def discord_forwarded(**more: Any) -> Json:
    empty = {"flags": 0, "mentions": [], "mention_roles": [], "embeds": [], "components": [], "attachments": []}
    told = {"content": "", "type": 0, "timestamp": _WHEN, "edited_timestamp": None, **empty, **more}
    reference = {"type": 1, "message_id": "55", "channel_id": "7"}
    return {"content": "", "message_reference": reference, "message_snapshots": [{"message": told}]}


_NO_TEXT: Json = {"text": None}
_NO_SUCH = Gap("there is no such thing")

KINDS = (
    Kind("words", {"text": OAF}, {"content": OAF}),
    Kind("an everyday message", {"text": "Coats are in the hall"}, {"content": "Coats are in the hall"}, is_read=False),
    Kind("an edit", {"text": OAF, "edit_date": 1772477000}, {"content": OAF, "edited_timestamp": _WHEN}),
    Kind(
        "words behind a spoiler",
        {"text": OAF, "entities": [{"type": "spoiler", "offset": 0, "length": len(OAF)}]},
        {"content": f"||{OAF}||"},
    ),
    Kind(
        "a member mentioned by name",
        {"text": OAF, "entities": [{"type": "text_mention", "offset": 0, "length": 7, "user": _T_USER}]},
        {
            "content": "<@777777777777777777> is an oaf",
            "mentions": [
                {
                    "id": "777777777777777777",
                    "username": "Mr Pell",
                    "discriminator": "0",
                    "global_name": None,
                    "avatar": None,
                }
            ],
        },
    ),
    Kind(
        "an answer",
        {"text": OAF, "reply_to_message": {"message_id": 4, "date": 1, "chat": _T_CHAT, "from": _T_USER, "text": "Hm"}},
        {"content": OAF, "type": 19, "message_reference": {"type": 0, "message_id": "55", "channel_id": "102"}},
    ),
    Kind(
        "an answer to a part",
        {
            "text": OAF,
            "reply_to_message": {"message_id": 4, "date": 1, "chat": _T_CHAT, "from": _T_USER, "text": "Hm, late"},
            "quote": {"text": "late", "position": 4},
        },
        _NO_SUCH,
    ),
    Kind(
        "a message passed on",
        {"text": OAF, "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Zoe"}},
        discord_forwarded(content=OAF),
    ),
    Kind(
        "a file's name in a message passed on",
        {
            **_NO_TEXT,
            "document": {**_T_FILE, "file_name": "Mr Pell the oaf.pdf"},
            "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Zoe"},
        },
        discord_forwarded(attachments=[discord_file("Mr Pell the oaf.pdf", "application/pdf")]),
    ),
    Kind(
        "the words below a picture",
        {**_NO_TEXT, "caption": OAF, "photo": _T_PHOTO},
        {"content": OAF, "attachments": [discord_file("a.png", "image/png")]},
    ),
    Kind(
        "a picture",
        {**_NO_TEXT, "photo": _T_PHOTO},
        {"content": "", "attachments": [discord_file("a.png", "image/png")]},
        is_read=False,
    ),
    Kind(
        "what its poster says is on a picture",
        Gap("a picture has no such field"),
        {"content": "", "attachments": [discord_file("a.png", "image/png", description=OAF)]},
    ),
    Kind(
        "several pictures at once",
        {**_NO_TEXT, "caption": OAF, "photo": _T_PHOTO, "media_group_id": "77"},
        {"content": OAF, "attachments": [discord_file("a.png", "image/png"), discord_file("b.png", "image/png")]},
    ),
    Kind(
        "a film",
        {**_NO_TEXT, "video": _T_CLIP},
        {"content": "", "attachments": [discord_file("a.mp4", "video/mp4")]},
        is_read=False,
    ),
    Kind(
        "a voice message",
        {**_NO_TEXT, "voice": {**_T_FILE, "duration": 3}},
        {"content": "", "flags": 8192, "attachments": [discord_file("voice-message.ogg", "audio/ogg")]},
        is_read=False,
    ),
    Kind(
        "a file's name",
        {**_NO_TEXT, "document": {**_T_FILE, "file_name": "Mr Pell the oaf.pdf"}},
        {"content": "", "attachments": [discord_file("Mr_Pell.pdf", "application/pdf", title="Mr Pell the oaf")]},
    ),
    Kind(
        "a sticker's name",
        Gap("a sticker tells its emoji only, and that is read"),
        {"content": "", "sticker_items": [{"id": "1", "name": "Mr Pell the oaf", "format_type": 1}]},
    ),
    Kind(
        "a sticker's emoji",
        {**_NO_TEXT, "sticker": _T_STICKER | {"emoji": "🤡"}},
        Gap("a sticker tells its name instead"),
        is_read=False,
    ),
    Kind(
        "a poll's question",
        {**_NO_TEXT, "poll": telegram_poll("Is Mr Pell an oaf?", "Yes", "No")},
        {"content": "", "poll": discord_poll("Is Mr Pell an oaf?", "Yes", "No")},
    ),
    Kind(
        "a poll's answers",
        {**_NO_TEXT, "poll": telegram_poll("What is he?", "An oaf", "A dear")},
        {"content": "", "poll": discord_poll("What is he?", "An oaf", "A dear")},
    ),
    Kind(
        "a list to tick off", {**_NO_TEXT, "checklist": {"title": "Party", "tasks": [{"id": 1, "text": OAF}]}}, _NO_SUCH
    ),
    Kind(
        "what is added to a list to tick off",
        {**_NO_TEXT, "checklist_tasks_added": {"tasks": [{"id": 2, "text": OAF}]}},
        _NO_SUCH,
    ),
    Kind(
        "an answer somebody adds to a poll",
        {**_NO_TEXT, "poll_option_added": {"option_persistent_id": "c", "option_text": OAF}},
        _NO_SUCH,
    ),
    Kind(
        "a contact",
        {**_NO_TEXT, "contact": {"phone_number": "+44 1632 960001", "first_name": "Mr Pell the oaf"}},
        _NO_SUCH,
    ),
    Kind(
        "a place by name",
        {**_NO_TEXT, "venue": {"location": _T_PLACE, "title": "The oaf's house", "address": "4 Mill Lane"}},
        _NO_SUCH,
    ),
    Kind("a place on the map", {**_NO_TEXT, "location": _T_PLACE}, _NO_SUCH, is_read=False),
    Kind(
        "the title of a link's preview",
        Gap("a bot is not told what a preview shows"),
        {"content": "https://example.org", "embeds": [{"type": "link", "title": OAF, "url": "https://example.org"}]},
    ),
    Kind(
        "a message in a topic or a thread",
        {"text": OAF, "is_topic_message": True, "message_thread_id": 3},
        {"content": OAF},
        place={"thread": "Trips"},
    ),
    Kind(
        "the title of a post in a forum",
        Gap("opening a topic is no message; what is said in it is read"),
        {"content": "What do you think?"},
        place={"thread": OAF, "is_first": True},
    ),
    Kind(
        "the title of a thread opened in a channel",
        Gap("opening a topic is no message; what is said in it is read"),
        {"content": OAF, "type": 18},
    ),
    Kind("a private thread the bot can see", _NO_SUCH, {"content": OAF}, place={"thread": "Us", "kind": 12}),
    Kind("a channel of announcements", _NO_SUCH, {"content": OAF}, place={"kind": 5}),
    Kind("the chat beside a voice channel", _NO_SUCH, {"content": OAF}, place={"kind": 2}),
    Kind("the chat beside a stage", _NO_SUCH, {"content": OAF}, place={"kind": 13}),
    Kind(
        "an admin who does not show who they are",
        {"text": OAF, "from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}, "sender_chat": _T_CHAT},
        _NO_SUCH,
    ),
    Kind(
        "a channel's own voice",
        {"text": OAF, "sender_chat": {"id": -55, "type": "channel", "title": "News"}},
        Gap("a followed channel speaks through a webhook, see below"),
    ),
    Kind(
        "another bot's message",
        {"text": OAF, "from": {"id": 3, "is_bot": True, "first_name": "Other"}},
        {
            "content": OAF,
            "author": {"id": "77", "username": "other", "discriminator": "0", "avatar": None, "bot": True},
        },
        is_read=False,
        is_heard=False,
    ),
    Kind("a webhook's message", _NO_SUCH, {"content": OAF, "webhook_id": "77"}, is_read=False, is_heard=False),
    Kind(
        "somebody comes",
        {**_NO_TEXT, "new_chat_members": [{**_T_USER, "first_name": "Oaf"}]},
        {"content": "", "type": 7},
        is_read=False,
        is_heard=False,
    ),
    Kind(
        "something is pinned",
        {**_NO_TEXT, "pinned_message": {"message_id": 4, "date": 1, "chat": _T_CHAT, "from": _T_USER, "text": OAF}},
        {"content": "", "type": 6},
        is_read=False,
        is_heard=False,
    ),
)

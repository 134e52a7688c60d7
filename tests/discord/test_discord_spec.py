"""The look at what is asked of Discord sees what Discord would not take."""

import pytest
from discord_server import Asked
from discord_spec import SPECIFICATION, Seen


def seen(*asked: Asked) -> list[str]:
    found = Seen()
    found.story(list(asked))
    return found.violations


def test_a_message_that_is_too_long_is_seen_without_any_specification() -> None:
    assert seen(Asked("POST", "channels/1/messages", {"content": "a" * 2_001})) == [
        "POST channels: longer than Discord takes"
    ]


@pytest.mark.skipif(not SPECIFICATION.exists(), reason="no specification lies beside the project")
def test_what_the_specification_does_not_know_is_seen() -> None:
    assert seen(
        Asked("PUT", "channels/1/messages/pins/2", None),
        Asked("POST", "channels/1/whispers", {}),
        Asked("POST", "users/@me/channels", {"recipient_id": True}),
        Asked("POST", "channels/1/messages", {"content": "hello", "flags": "many"}),
    ) == [
        "POST channels/1/whispers: there is no such request",
        "POST users: body.recipient_id is none of the kinds it may be",
        "POST channels: body.flags is str, not integer or null",
    ]

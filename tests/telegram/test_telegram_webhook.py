"""Telegram brings its news itself: 200 only when all of it is kept, and nothing is dropped, in a switch either."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO

import aiohttp
import pytest
from aiohttp.test_utils import unused_port
from botapi import TOKEN, BotApi, serving
from builders import MONDAY
from school import CHAT, PRIYA, SAM, School, ToldStore, a_school, larkrise, plugged
from troubled_stores import FailingStore, HeldStore

from adapters.telegram import webhook
from adapters.telegram.hearing import HEARD
from adapters.telegram.serving import telegram
from adapters.telegram.webhook import SECRET
from bot.errors import SettingsError

PUBLIC_URL = "https://school.example/telegram"


@asynccontextmanager
async def hooked(api: BotApi | None = None, store: ToldStore | None = None) -> AsyncIterator[tuple[School, str]]:
    """A school whose Telegram brings its news through the proxy, and where that passes them on."""
    api, port = api or BotApi(), unused_port()
    here = f"http://127.0.0.1:{port}/telegram"
    async with a_school(api, store=store, webhook=(PUBLIC_URL, "127.0.0.1", port)) as school:
        await api.until(lambda: api.webhook is not None)
        yield school, here


@asynccontextmanager
async def brought(api: BotApi, here: str) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as work:
        telegram = work.create_task(api.deliver(here))
        yield
        telegram.cancel()


async def test_a_story_goes_through_the_webhook_and_telegram_was_told_all_it_needs() -> None:
    async with hooked() as (school, here), brought(school.api, here):
        await school.says(SAM, "[reminder] Dunn")
        note = await school.note(SAM)

        assert note.seen_by == SAM
        assert school.api.public(school.place) == []
        assert [method for method, _ in school.api.requests if method == "getUpdates"] == []
        hook = school.api.webhook or {}
        assert (hook["url"], hook["allowed_updates"]) == (PUBLIC_URL, list(HEARD))
        assert "drop_pending_updates" not in hook
        assert len(hook["secret_token"]) > 40


async def test_what_could_not_be_kept_is_answered_503_and_brought_again() -> None:
    api = BotApi()
    store = FailingStore(api)
    async with hooked(api, store) as (school, here), brought(api, here):
        await school.says(SAM, "[danger] Dunn")

        assert api.answered == [503, 503, 200]
        assert (len(store.incidents), len(store.cases)) == (1, 1)


async def test_it_is_answered_only_when_what_came_of_it_is_committed() -> None:
    api = BotApi()
    store = HeldStore(api)
    async with hooked(api, store) as (school, here), brought(api, here):
        await api.says(SAM, "[reminder] Dunn", school.place, int(school.now.timestamp()))
        await store.reached.wait()
        before = list(api.answered)
        store.may.set()
        await api.quiet()

        assert (before, api.answered) == ([], [200])


@pytest.mark.parametrize("headers", [{}, {SECRET: ""}, {SECRET: "guessed"}, {SECRET: "é"}])
async def test_whoever_does_not_know_the_secret_is_refused_and_nothing_is_read(headers: dict[str, str]) -> None:
    async with hooked() as (school, here), aiohttp.ClientSession() as client:
        said = {"message_id": 1, "date": int(MONDAY.timestamp()), "chat": school.place.shown, "text": "[danger] Dunn"}
        update = {"update_id": 1, "message": said | {"from": school.api.user(SAM)}}
        async with client.post(here, json=update, headers=headers) as answered:
            assert answered.status == 403

        assert school.store.records == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff\xfe", id="no text"),
        pytest.param(b"[1, 2]", id="no update"),
        pytest.param(b'{"update_id": "x"}', id="no number"),
        pytest.param(b'{"update_id": 1, "message": {"chat": 7}}', id="a wrong type"),
        pytest.param(b"[" * 100_000, id="nested without end"),
        pytest.param(json.dumps({"update_id": 1, "message": "a" * 5_000_000}).encode(), id="gigantic"),
    ],
)
async def test_garbage_is_passed_over_so_that_it_does_not_come_for_ever(
    body: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    async with hooked() as (school, here), aiohttp.ClientSession() as client:
        secret = str((school.api.webhook or {})["secret_token"])
        async with client.post(here, data=BytesIO(body), headers={SECRET: secret}) as answered:
            assert answered.status == 200

    assert "aaaa" not in capsys.readouterr().out


async def test_switching_to_polling_and_back_drops_nothing() -> None:
    api = BotApi()
    store = ToldStore(api, larkrise())
    async with hooked(api, store):
        pass
    assert api.webhook is not None  # Telegram keeps what comes meanwhile
    await api.says(SAM, "[reminder] Dunn", api.places[CHAT], int(MONDAY.timestamp()))
    async with a_school(api, store=store):
        await api.quiet()
    assert api.webhook is None
    await api.says(PRIYA, "[reminder] Dunn", api.places[CHAT], int(MONDAY.timestamp()))
    async with hooked(api, store) as (_, here), brought(api, here):
        await api.quiet()

    assert len(store.incidents) == 2


async def test_a_webhook_taken_away_is_set_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(webhook, "LOOK", 0.01)
    async with hooked() as (school, _):
        school.api.webhook = None
        await school.api.until(lambda: school.api.webhook is not None)

    assert "the webhook was taken away" in capsys.readouterr().out


async def test_a_place_somebody_else_listens_at_is_told_to_whoever_can_mend_it() -> None:
    api = BotApi()
    async with serving(api) as url:
        port = int(url.rpartition(":")[2].partition("/")[0])
        adapter = telegram(TOKEN, url, clock=lambda: MONDAY, webhook=(PUBLIC_URL, "127.0.0.1", port))
        whole = plugged(adapter, ToldStore(api, larkrise()))
        with pytest.RaisesGroup(SettingsError) as raised:
            await adapter.serve(whole.intake, whole.reception)

    assert str(raised.value.exceptions[0]).startswith(f"SCHOOLGATE_TELEGRAM_LISTEN: 127.0.0.1:{port} cannot be")

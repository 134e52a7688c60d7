"""What Telegram tells is acknowledged only when judged, and nothing Telegram does ends the listening."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from botapi import TOKEN, BotApi, RefusalError
from school import CHAT, PRIYA, SAM, TOM, a_school, refused
from telegram.error import TelegramError
from troubled_stores import FailingStore, HeldStore

from adapters.telegram import listen
from adapters.telegram.wire import BAD_TOKEN, _Listening
from bot.errors import StoreError
from bot.ports import Record


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trying again does not wait."""
    monkeypatch.setattr(listen, "FIRST_REST", 0.01)


async def test_a_message_is_not_acknowledged_before_what_came_of_it_is_committed() -> None:
    api = BotApi()
    store = HeldStore(api)
    async with a_school(api, store=store) as school:
        await api.says(SAM, "[reminder] Dunn", school.place, int(school.now.timestamp()))
        await store.reached.wait()
        asked = [data.get("offset") for method, data in api.requests if method == "getUpdates"]
        assert len(api.pending) == 1
        assert all(offset is None or offset <= api.pending[0]["update_id"] for offset in asked)

        store.may.set()
        await api.quiet()

        assert len(store.incidents) == 1


async def test_what_was_not_judged_when_the_process_died_is_judged_by_the_next_once() -> None:
    api = BotApi()
    dying = HeldStore(api)
    with pytest.raises(BaseExceptionGroup):  # noqa: PT012  # what dies is the whole of it
        async with a_school(api, store=dying) as school:
            await api.says(SAM, "[reminder] Dunn", school.place, int(school.now.timestamp()))
            await dying.reached.wait()
            api.token = "gone"  # noqa: S105  # nothing more gets through, as after SIGKILL
            dying.record = _dies  # type: ignore[method-assign]
            for job in school.jobs:
                job.cancel()
            dying.may.set()
            raise RuntimeError
    api.token = TOKEN
    assert len(api.pending) == 1

    async with a_school(api) as school:
        await api.quiet()

        assert len(school.store.incidents) == 1


async def _dies(record: Record) -> None:
    raise StoreError("the process is gone")


async def test_a_store_that_cannot_keep_it_is_brought_the_message_again() -> None:
    api = BotApi()
    store = FailingStore(api)
    async with a_school(api, store=store) as school:
        await school.says(SAM, "[danger] Dunn")

        assert (store.fails, len(store.incidents), len(store.cases)) == (0, 1, 1)


async def test_being_told_twice_is_being_told_once() -> None:
    async with a_school() as school:
        number = await school.says(SAM, "[reminder] Dunn")
        await school.note(SAM)
        school.api.confirmed = 0
        message = {"message_id": number, "date": int(school.now.timestamp()), "chat": school.place.shown}
        await school.api.happens("message", message | {"from": school.api.user(SAM), "text": "[reminder] Dunn"})
        await school.api.quiet()

        assert len(school.api.private(SAM)) == 1
        assert len(school.store.incidents) == 1


async def test_stopping_finishes_what_is_being_judged_and_acknowledges_it() -> None:
    api = BotApi()
    store = HeldStore(api)
    async with a_school(api, store=store) as school:
        await api.says(SAM, "[reminder] Dunn", school.place, int(school.now.timestamp()))
        await store.reached.wait()
        school.jobs[0].cancel()
        store.may.set()
        await asyncio.wait(school.jobs[:1])

        assert len(store.incidents) == 1
        assert api.pending == []


async def test_garbage_is_passed_over_and_what_comes_after_it_is_judged() -> None:
    async with a_school() as school:
        garbage: object
        for garbage in (7, [], {}, {"message_id": "x"}, {"chat": None}, "a" * 100_000, {"message_id": 1, "date": 1e30}):
            await school.api.garbles("message", garbage)
            await school.api.garbles("edited_message", garbage)
            await school.api.garbles("callback_query", garbage)
            await school.api.garbles("chat_join_request", garbage)
        await school.api.garbles("callback_query", {"id": 5})
        await school.api.garbles("my_chat_member", {"chat": {"id": "?"}})
        sam = {"message_id": 9, "date": int(school.now.timestamp()), "chat": school.place.shown}
        sam |= {"from": school.api.user(SAM), "text": "[reminder] Dunn", "unheard_of": {"a": [1]}}
        await school.api.garbles("message", sam)
        await school.api.quiet()

        assert len(school.store.incidents) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"text": 7}, id="a text that is a number"),
        pytest.param({"text": ["[reminder] Dunn"]}, id="a text that is a list"),
        pytest.param({"from": None}, id="from nobody"),
        pytest.param({"chat": {"id": "x", "type": "group"}}, id="in no chat"),
        pytest.param({"entities": [{"type": 5}]}, id="half an entity"),
        pytest.param({"reply_to_message": {"message_id": []}}, id="in answer to garbage"),
        pytest.param({"poll": {"question": {}, "options": 3}}, id="half a poll"),
        pytest.param({"date": -(10**18)}, id="before all time"),
        pytest.param({"message_id": 2**80}, id="a number no database holds"),
    ],
)
async def test_a_message_of_wrong_types_ends_nothing(wrong: dict[str, Any]) -> None:
    async with a_school() as school:
        said = {"message_id": 9, "date": int(school.now.timestamp()), "chat": school.place.shown}
        await school.api.garbles("message", said | {"from": school.api.user(SAM), "text": "hello"} | wrong)
        await school.says(SAM, "[reminder] Dunn")

        assert [each.poster.id for each in school.store.incidents.values()] == [f"telegram:{SAM}"]


async def test_a_gigantic_threat_is_a_threat_and_its_alert_fits_telegram() -> None:
    async with a_school() as school:
        await school.says(SAM, "[danger] Dunn " + "and so on " * 100_000)
        alert = await school.note(PRIYA)

        assert len(school.store.cases) == 1
        assert len(alert.text) <= 4096
        assert alert.buttons != []


@pytest.mark.parametrize("body", [b"", b"[", b"null", b"[" * 100_000, b'{"result":' * 50_000, b"\xff\xfe"])
def test_an_answer_that_cannot_be_read_is_an_answer_that_failed(body: bytes) -> None:
    with pytest.raises(TelegramError):
        _Listening.parse_json_payload(body)


async def test_a_token_revoked_and_given_back_while_it_runs_loses_nothing() -> None:
    async with a_school() as school:
        await school.says(TOM, "nothing in it")
        school.api.token = "654321:AAother"  # noqa: S105  # of nobody's bot
        await school.api.says(SAM, "[danger] Dunn", school.place, int(school.now.timestamp()))
        await school.api.until(lambda: school.api.turned_away >= 2)
        missed = await school.api.says(SAM, "[reminder] Dunn", school.place, int(school.now.timestamp()))
        school.api.token = TOKEN
        await school.api.quiet()
        school.now += timedelta(minutes=1)
        school.core.courier.wake()
        await school.note(PRIYA)

        said = {each.message for incident in school.store.incidents.values() for each in incident.said}
        assert str(missed) in said
        assert len(school.store.cases) == 1


@pytest.mark.parametrize(
    "refusal",
    [
        pytest.param(RefusalError(409, "Conflict: terminated by other getUpdates request"), id="another poller"),
        pytest.param(RefusalError(502, "Bad Gateway"), id="Telegram is down"),
        pytest.param(RefusalError(401, "Unauthorized"), id="the token was revoked and given back"),
        pytest.param(RefusalError(429, "Too Many Requests: retry after 1", retry_after=1), id="too many requests"),
    ],
)
async def test_goes_on_listening_after(refusal: RefusalError) -> None:
    async with a_school() as school:
        school.api.refuse["getUpdates"] = [refusal]
        await school.says(TOM, "nothing in it")
        await school.says(SAM, "[reminder] Dunn")

        assert len(school.store.incidents) == 1


async def test_a_conflict_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    async with a_school() as school:
        school.api.refuse["getUpdates"] = [RefusalError(409, "Conflict: terminated by other getUpdates request")]
        await school.says(TOM, "one")
        await school.says(TOM, "two")

    assert "another program uses this bot's token" in capsys.readouterr().out


@pytest.mark.parametrize("token", ["", " ", "no colon", "1:2/3", "654321:AAanother"])
async def test_a_token_telegram_does_not_know_is_explained(token: str) -> None:
    assert await refused(token, BotApi()) == BAD_TOKEN


async def test_nothing_anybody_wrote_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    async with a_school() as school:
        await school.api.garbles("message", {"message_id": "sesame", "text": "sesame"})
        await school.says(SAM, "[reminder] Dunn sesame")
        await school.note(SAM)
        await school.says(PRIYA, "/sesame")

    seen = capsys.readouterr()
    assert [word for word in ("sesame", "Sam", TOKEN) if word in seen.out + seen.err] == []


async def test_a_long_wait_for_one_member_holds_nobody_else_up() -> None:
    api = BotApi()
    async with a_school(api) as school:
        api.refuse["sendMessage"] = [RefusalError(429, "Too Many Requests: retry after 30", retry_after=30)]
        await school.says(TOM, "[reminder] Dunn")
        await school.api.until(lambda: not api.refuse["sendMessage"])
        await school.says(SAM, "[danger] Dunn")

        assert (await school.note(PRIYA)).chat == PRIYA
        assert api.public(api.places[CHAT]) == []

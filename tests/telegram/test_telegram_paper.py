"""Letters on Telegram's paper, and the pace at which they may be sent."""

import asyncio

import pytest
from telegram.error import RetryAfter

from adapters.telegram.ids import number
from adapters.telegram.limits import NOW, OR_LATER, Limits
from adapters.telegram.paper import buttons, data, parts, pop_up, pressed
from bot.message import ChatId, GroupId, MemberId, MessageId
from bot.notice import Choice, Letter, NoticeId


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        pytest.param("a" * 4096, [4096], id="as long as may be"),
        pytest.param("a" * 4097, [4096, 1], id="one too many"),
        pytest.param("😀" * 2049, [2048, 1], id="what Telegram may count twice"),
        pytest.param("a" * 4000 + "\n" + "b" * 200, [4000, 200], id="cut where a line ends"),
        pytest.param("<b>&amp;</b>", [12], id="what looks like markup stays as it was written"),
    ],
)
def test_a_letter_is_cut_to_what_telegram_takes(text: str, lengths: list[int]) -> None:
    assert [len(part) for part in parts(text)] == lengths
    assert "".join(parts(text)) == text.replace("\n", "")


def test_a_pop_up_is_at_most_two_hundred_letters() -> None:
    assert (pop_up("a" * 200), len(pop_up("😀" * 200)), pop_up("a" * 201)[-2:]) == ("a" * 200, 100, "a…")


@pytest.mark.parametrize("choice", list(Choice))
def test_a_button_says_what_it_is_and_fits(choice: Choice) -> None:
    notice = NoticeId("0123456789abcdef0123")

    assert pressed(data(choice, notice)) == (choice, notice)
    assert len(data(choice, notice).encode()) <= 64


def test_the_buttons_of_a_letter_stand_below_each_other() -> None:
    letter = Letter(
        notice=NoticeId("n"),
        to=MemberId("telegram:7"),
        group=GroupId("g"),
        about=None,
        text="x",
        choices=(Choice.ASK_A_PERSON, Choice.DELETE_IT),
    )

    shown = buttons(letter, lambda choice: choice.name)

    assert shown is not None
    assert [[(each.text, each.callback_data) for each in row] for row in shown.inline_keyboard] == [
        [("ASK_A_PERSON", "ask:n")],
        [("DELETE_IT", "delete:n")],
    ]


@pytest.mark.parametrize(
    ("chat", "message", "link"),
    [
        pytest.param("telegram:-1001234567890", "45", "https://t.me/c/1234567890/45", id="in a supergroup"),
        pytest.param("telegram:-4567", "45", None, id="in a small group, which has no such links"),
        pytest.param("telegram:7", "forwarded-telegram:9-1", None, id="passed on to the bot in private"),
        pytest.param("discord:7", "45", None, id="elsewhere"),
    ],
)
def test_a_link_leads_to_the_message_where_there_are_such_links(chat: str, message: str, link: str | None) -> None:
    letter = Letter(
        notice=NoticeId("n"),
        to=MemberId("telegram:7"),
        group=GroupId("g"),
        about=(ChatId(chat), MessageId(message)),
        text="x",
        see_it="See it",
    )

    shown = buttons(letter, lambda choice: choice.name)

    assert ([] if shown is None else [[each.url for each in row] for row in shown.inline_keyboard]) == (
        [] if link is None else [[link]]
    )


@pytest.mark.parametrize(
    ("name", "known"),
    [("telegram:-100", -100), ("telegram:7", 7), ("telegram:chat:-5", None), ("discord:7", None), ("telegram:x", None)],
)
def test_only_what_is_telegram_s_has_a_number(name: str, known: int | None) -> None:
    assert number(ChatId(name)) == known


async def test_deletes_and_look_ups_are_not_held_up_by_the_limit_of_a_group() -> None:
    limits, done = Limits(), []

    async def called() -> bool:
        done.append(1)
        return True

    async with asyncio.timeout(5):
        for endpoint in ("deleteMessage", "getChatMember") * 30:
            await limits.process_request(called, (), {}, endpoint, {"chat_id": -100}, None)

    assert len(done) == 60


async def test_more_than_twenty_messages_a_minute_wait() -> None:
    limits, done = Limits(), []

    async def called() -> bool:
        done.append(1)
        return True

    with pytest.raises(TimeoutError):  # noqa: PT012  # they go one after the other
        async with asyncio.timeout(0.2):
            for _ in range(21):
                await limits.process_request(called, (), {}, "sendMessage", {"chat_id": -100}, None)

    assert len(done) == 20


async def test_danger_overtakes_what_waits_and_a_letter_is_told_to_come_again() -> None:
    limits, done = Limits(), []

    async def called() -> bool:
        done.append(1)
        return True

    async def sent(pace: int) -> None:
        await limits.process_request(called, (), {}, "sendMessage", {"chat_id": -100}, pace)

    for _ in range(20):
        await sent(OR_LATER)
    with pytest.raises(RetryAfter):
        await sent(OR_LATER)
    async with asyncio.timeout(1):
        for _ in range(30):
            await sent(NOW)

    assert len(done) == 50

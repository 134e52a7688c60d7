"""What is odd about a chat, a voice, a name or a press: all of it is met, and the group sees nothing."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from botapi import ME, BotApi, Place
from builders import MONDAY
from school import CHAT, LENA, PRIYA, SAM, TOM, School, ToldStore, a_school, larkrise, populated, watching

from bot.message import Member, MemberId
from bot.ports import Record


async def test_the_notice_stands_before_the_first_message_of_a_chat_nobody_announced_is_judged() -> None:
    api = BotApi()
    stood: list[bool] = []

    class Watched(ToldStore):
        async def record(self, record: Record) -> None:
            stood.append(new.pinned is not None)
            await super().record(record)

    store = Watched(api, larkrise())
    new = populated(api).places.setdefault(-200, Place(-200, "Year 4", {PRIYA, ME}))
    async with a_school(api, store=store) as school:
        await api.says(SAM, "[danger] Dunn", new, int(school.now.timestamp()))
        await school.note(PRIYA)

        assert stood[0]
        assert len(api.public(new)) == 1


async def test_an_anonymous_admin_and_a_channel_are_judged_and_only_the_admins_hear_of_it() -> None:
    async with a_school() as school:
        for number, voice in ((1087968824, school.place.shown), (136817688, {"id": -55, "type": "channel"})):
            bot = {"id": number, "is_bot": True, "first_name": "Somebody"}
            said = {"message_id": school.api.number(), "date": int(school.now.timestamp()), "chat": school.place.shown}
            said |= {"from": bot, "sender_chat": {"title": "News"} | voice}
            await school.api.happens("message", said | {"text": "[danger] Dunn"})
            await school.api.happens("message", said | {"message_id": school.api.number(), "text": "/admin"})
        await school.api.quiet()
        await school.note(PRIYA, 2)
        await school.note(TOM, 2)

        posters = {each.poster.id for each in school.store.incidents.values()}
        assert posters == {f"telegram:chat:{CHAT}", "telegram:chat:-55"}
        assert {each.seen_by or each.chat for each in school.api.sent} == {PRIYA, TOM}


async def test_nothing_in_a_name_or_a_message_is_read_as_markup() -> None:
    async with a_school() as school:
        school.api.people[SAM] = "<b>Sam</b> [me](tg://user?id=8) \u202eevil Z\u0351\u0351\u0351\u0351\u0351\u0351"
        await school.says(SAM, "[danger] Dunn <a href='https://example.org'>x</a> _*`")
        alert = await school.note(PRIYA)

        sent = [data for method, data in school.api.requests if method == "sendMessage"]
        assert [data for data in sent if "parse_mode" in data or "entities" in data] == []
        assert "<b>Sam</b> [me](tg://user?id=8) evil" in alert.text
        assert "<a href='https://example.org'>x</a> _*`" in alert.text
        assert "\u202e" not in alert.text
        assert "\u0351" * 4 not in alert.text


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"data": None, "game_short_name": "chess"}, id="of a game"),
        pytest.param({"message": None, "inline_message_id": "7"}, id="under no message of a chat"),
        pytest.param({"message": {"message_id": 1, "date": 0, "chat": {"id": -999, "type": "group"}}}, id="elsewhere"),
        pytest.param({"data": "anything", "message": None, "inline_message_id": "7"}, id="the mailbox, from nowhere"),
    ],
)
async def test_a_press_from_nowhere_is_answered_and_changes_nothing(more: dict[str, Any]) -> None:
    async with a_school() as school:
        await school.says(SAM, "[reminder] Dunn")
        data = school.button(await school.note(SAM), "delete")
        under = {"message_id": 1, "date": 1, "chat": school.place.shown}
        query = {"id": "5", "from": school.api.user(PRIYA), "chat_instance": "1", "data": data, "message": under} | more
        await school.api.garbles("callback_query", {name: value for name, value in query.items() if value is not None})
        await school.api.quiet()

        assert len(school.api.pop_ups) == 1
        assert (school.api.deleted, school.api.public(school.place)) == ([], [])


ANYBODY = {"invite_link": "https://t.me/+x", "is_primary": True, "is_revoked": False}
MOMENT = timedelta(microseconds=1)
LINK = "Somebody joined Larkrise Primary School by a link"


def looks(api: BotApi) -> int:
    return sum(method == "getChatMember" for method, _ in api.requests)


async def joins(school: School, **how: Any) -> None:
    await school.api.joins(LENA, school.place, **how)
    await school.api.quiet()


@pytest.mark.parametrize(
    ("how", "is_told"),
    [
        pytest.param({}, False, id="added by somebody"),
        pytest.param({"invite_link": ANYBODY | {"creates_join_request": False}}, True, id="by a link for anybody"),
        pytest.param({"invite_link": ANYBODY | {"creates_join_request": True}}, False, id="by a link that asks"),
        pytest.param({"via_chat_folder_invite_link": True}, True, id="by the link of a folder"),
        pytest.param(
            {"invite_link": ANYBODY | {"creates_join_request": False}, "via_join_request": True},
            False,
            id="let in by an admin",
        ),
    ],
)
async def test_whoever_comes_in_by_a_link_for_anybody_is_told_of_once_and_not_named(
    how: dict[str, Any], *, is_told: bool
) -> None:
    if "invite_link" in how:
        how["invite_link"] |= {"creator": {"id": PRIYA, "is_bot": False, "first_name": "Priya"}}
    async with a_school() as school:
        for _ in range(2):
            await joins(school, **how)
        await school.api.promotes(PRIYA, school.place, is_admin=True)  # which makes it look
        await school.api.quiet()

        told = [each.text[: len(LINK)] for each in school.api.private(TOM)]
        assert told == ([LINK] if is_told else [])


async def test_once_people_come_in_by_a_link_that_asks_an_open_one_is_over_and_the_next_is_told_of_again() -> None:
    creator = {"creator": {"id": PRIYA, "is_bot": False, "first_name": "Priya"}}
    wrong = []
    async with a_school() as school:
        for asks in (False, True, False):
            await joins(school, invite_link=ANYBODY | creator | {"creates_join_request": asks})
            await school.api.promotes(PRIYA, school.place, is_admin=True)  # which makes it look
            await school.api.quiet()
            (group,) = await school.store.groups()
            wrong.append(len(school.core.reception.health.of(group)))

        assert wrong == [1, 0, 1]
        assert [each.text[: len(LINK)] for each in school.api.private(TOM)] == [LINK, LINK]


async def test_a_link_by_which_nobody_has_come_for_thirty_days_is_over() -> None:
    async with watching() as (_, watch):
        watch.let_in(CHAT)
        wrong = []
        for later in (timedelta(), timedelta(days=30) - MOMENT, timedelta(days=30)):
            watch.now = MONDAY + later
            await watch.look(CHAT, larkrise())
            wrong.append(len(watch.health.of(larkrise())))

        assert wrong == [1, 1, 0]


async def test_many_who_come_in_by_a_link_make_it_look_at_every_chat_once() -> None:
    async with watching() as (api, watch):
        looking = asyncio.create_task(watch.run())
        await api.until(lambda: looks(api) == 1)
        watch.let_in(CHAT)
        await api.until(lambda: looks(api) == 2 and len(api.private(TOM)) == 1)
        for _ in range(3):
            watch.let_in(CHAT)
            await watch.look(CHAT, larkrise())  # one look waits for another: a hurried one would be counted by then
        looking.cancel()

        assert looks(api) == 2 + 3


async def test_let_in_by_an_anonymous_admin_it_tells_another_what_to_do_next() -> None:
    async with a_school() as school:
        new = school.api.place(-200, "Year 4", TOM)
        school.api.people[1087968824] = "Group"
        school.api.bots = {1087968824}
        await school.api.lets_in(1087968824, new, as_admin=True)
        await school.api.quiet()

        assert "What is the school called?" in school.api.private(TOM)[0].text
        assert school.api.private(PRIYA) == []


async def test_where_nobody_can_be_told_yet_it_is_tried_again_when_the_bot_is_made_an_admin() -> None:
    async with a_school() as school:
        new = school.api.place(-200, "Year 4", LENA)
        school.api.started.discard(LENA)
        await school.api.lets_in(LENA, new)
        await school.api.quiet()
        before = school.api.private(LENA)
        answer = await school.core.reception.said("hello", Member(id=MemberId(f"telegram:{LENA}"), name="Lena"))
        await school.api.promotes(LENA, new, is_admin=True)
        await school.api.quiet()

        assert (before, answer) == ([], None)
        assert [each.seen_by for each in school.api.private(LENA)] == [LENA]
        assert "What is the school called?" in school.api.private(LENA)[0].text

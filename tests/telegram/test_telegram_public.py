"""In a group that anybody can read nothing counts but danger, until it is private again or an admin says otherwise."""

from collections.abc import Callable
from dataclasses import replace

from botapi import ME, BotApi
from school import CHAT, LENA, PRIYA, SAM, TOM, School, ToldStore, a_school, larkrise, watching

from bot.message import ChatId

NAME = ChatId(f"telegram:{CHAT}")
OPEN = {"username": "larkrise"}
AT_HOME = {"location": {"location": {"longitude": 1.0, "latitude": 1.0}, "address": "4 Mill Lane"}}
PUBLIC = "Larkrise Primary School is public now: anyone can read it."


async def looks(school: School) -> None:
    """Something about the bot's standing has changed, so it looks."""
    await school.api.promotes(PRIYA, school.place, is_admin=True)
    await school.api.quiet()


def is_alarmed(school: School) -> Callable[[int], bool]:
    return lambda admin: any(each.buttons for each in school.api.private(admin))


async def public(school: School) -> tuple[ChatId, ...]:
    (group,) = await school.store.groups()
    return group.public


async def test_made_public_it_rests_from_the_very_next_message_on_and_says_so_to_the_admins() -> None:
    async with a_school() as school:
        await school.says(SAM, "[reminder] Dunn")
        await school.note(SAM)
        school.place.more = dict(OPEN)
        await school.says(TOM, "[serious] Dunn")
        note = await school.note(PRIYA)

        assert note.text.startswith(PUBLIC)
        assert {each.poster.id for each in school.store.incidents.values()} == {f"telegram:{SAM}"}
        assert await public(school) == (NAME,)
        assert school.api.public(school.place) == []


async def test_danger_in_a_public_group_reaches_every_admin() -> None:
    async with a_school() as school:
        school.place.more = dict(OPEN)
        await school.says(SAM, "[danger] Dunn")
        await school.api.until(lambda: all(map(is_alarmed(school), (PRIYA, TOM))))

        assert len(school.store.cases) == 1
        assert school.api.public(school.place) == []


async def test_it_rests_also_after_a_restart_and_goes_on_when_the_group_is_private_again() -> None:
    api = BotApi()
    store = ToldStore(api, larkrise())
    async with a_school(api, store=store) as school:
        school.place.more = dict(AT_HOME)
        await looks(school)
    async with a_school(api, store=store) as school:
        await school.says(SAM, "[reminder] Dunn")
        resting = len(store.incidents)
        school.place.more = {}
        await looks(school)
        await school.says(SAM, "[reminder] Dunn")

        assert (resting, len(store.incidents)) == (0, 1)
        assert await public(school) == ()
        assert any("is private again" in each.text for each in api.private(TOM))


async def test_an_admin_may_have_it_go_on_and_is_not_told_again_until_it_was_private_meanwhile() -> None:
    async with a_school() as school:
        school.place.more = dict(OPEN)
        await looks(school)
        await school.api.says(SAM, "/live")
        await school.api.says(PRIYA, "/live")
        await school.api.quiet()
        await school.says(SAM, "[reminder] Dunn")
        for more in ({}, OPEN):
            await looks(school)
            going_on = [each.text for each in school.api.private(PRIYA) if each.text.startswith(PUBLIC)]
            school.place.more = dict(more)
            await looks(school)
        await school.says(SAM, "[reminder] Dunn again")

        assert len(going_on) == 1
        assert [each.text for each in school.api.private(PRIYA)][1] == "I go on, though anyone can read the group."
        assert [each.text.startswith(PUBLIC) for each in school.api.private(PRIYA)] == [True, False, True]
        assert len(school.store.incidents) == 1


async def test_admin_says_that_it_rests() -> None:
    api = BotApi()
    async with a_school(api, store=ToldStore(api, replace(larkrise(), public=(NAME,)))) as school:
        school.place.more = dict(OPEN)
        await api.says(TOM, "/admin")
        await api.until(lambda: any("so I rest there" in each.text for each in api.private(TOM)))


async def test_whoever_joins_a_public_group_is_told_nothing_that_is_not_so() -> None:
    api = BotApi()
    async with a_school(api, store=ToldStore(api, replace(larkrise(), public=(NAME,)))) as school:
        await api.asks_in(LENA, school.place)
        await api.quiet()

        assert api.private(LENA) == []


async def test_what_an_admin_said_of_one_chat_is_not_said_of_another() -> None:
    other = ChatId("telegram:-300")
    two = replace(larkrise(), chats=(NAME, other), public=(NAME,), goes_on_in_public=True)
    api = BotApi()
    async with a_school(api, store=ToldStore(api, two)) as school:
        school.place.more = dict(OPEN)
        second = api.place(-300, "Trips", PRIYA, TOM, ME)
        second.more = {"username": "trips"}
        await api.says(SAM, "[reminder] Dunn", second, int(school.now.timestamp()))
        await api.quiet()

        assert school.store.incidents == {}
        assert await public(school) == (NAME, other)


async def test_the_admins_are_told_of_a_second_public_chat_though_they_let_the_first_go_on() -> None:
    two = replace(larkrise(), chats=(NAME, ChatId("telegram:-300")), public=(NAME,), goes_on_in_public=True)
    async with watching(group=two) as (api, watch):
        api.places[CHAT].more = dict(OPEN)
        api.place(-300, "Trips", PRIYA, TOM, ME).more = {"username": "trips"}
        for _ in range(2):
            await watch.round()

        assert [each.text.startswith(PUBLIC) for each in api.private(PRIYA)] == [True]

"""Newcomers, menus, and a member's own side: each between one person and the bot."""

from dataclasses import replace

import pytest
from botapi import ME, BotApi
from fakes import FakeStore
from school import LENA, PRIYA, SAM, TOM, School, ToldStore, a_school, larkrise

from bot.group import Mode
from bot.message import Member, MemberId
from bot.notice import Choice

WELCOME = "Welcome to the parents' group of Larkrise Primary School."
NED = 11
MEMBERS = ["help", "raise", "report", "ask", "why", "rules", "privacy", "mydata", "forgetme", "language"]


async def joins(school: School, user: int) -> None:
    await school.api.joins(user, school.place)
    await school.api.quiet()


async def test_whoever_asks_to_join_is_welcomed_in_private_once_and_not_again_when_let_in() -> None:
    async with a_school() as school:
        school.api.person(NED, "Ned")
        for _ in range(2):
            await school.api.asks_in(NED, school.place)
        await joins(school, NED)

        assert [(each.chat, each.text.splitlines()[0]) for each in school.api.private(NED)] == [(NED, WELCOME)]
        assert school.api.public(school.place) == []


async def test_whoever_joins_without_asking_is_welcomed_where_only_they_see_it() -> None:
    async with a_school() as school:
        school.api.person(NED, "Ned")
        await joins(school, NED)
        await joins(school, NED)
        await joins(school, LENA)

        assert [(each.chat, each.seen_by) for each in school.api.private(NED)] == [(school.place.id, NED)]
        assert [(each.chat, each.seen_by) for each in school.api.private(LENA)] == [(LENA, None)]
        assert school.api.public(school.place) == []


async def test_whoever_cannot_be_written_to_in_private_is_not_welcomed_at_all() -> None:
    api = BotApi()
    api.knows_ephemeral = False
    async with a_school(api) as school:
        api.person(NED, "Ned")
        await joins(school, NED)

        assert api.private(NED) == []
        assert api.public(school.place) == []


@pytest.mark.parametrize("mode", [Mode.SHADOW, Mode.PAUSED])
async def test_while_members_get_nothing_newcomers_get_nothing(mode: Mode) -> None:
    api = BotApi()
    async with a_school(api, store=ToldStore(api, replace(larkrise(), mode=mode))) as school:
        api.person(NED, "Ned")
        await api.asks_in(NED, school.place)
        await joins(school, NED)

        assert api.private(NED) == []


async def test_each_sees_the_commands_they_may_give_and_in_groups_what_is_typed_is_not_shown() -> None:
    async with a_school() as school:
        await school.says(SAM, "hello")

        (rights,) = [data["rights"] for method, data in school.api.requests if "DefaultAdministratorRights" in method]
        in_groups = [f"{name}*" for name in MEMBERS]
        steering = ["admin*", "set*", "staff*", "live*", "shadow*", "pause*"]
        shown = school.api.menus
        assert shown["default", ""] == ["start", *MEMBERS]
        assert shown["all_private_chats", ""] == ["start", *MEMBERS, "admin", "cases"]
        assert shown["all_group_chats", ""] == in_groups
        assert shown["all_chat_administrators", ""][: len(in_groups)] == in_groups
        assert set(steering) <= set(shown["all_chat_administrators", ""])
        given = {name.removeprefix("can_") for name, is_given in rights.items() if is_given}
        assert given == {"manage_chat", "delete_messages", "invite_users", "pin_messages"}


async def test_an_admin_looks_at_the_groups_privacy_from_the_phone() -> None:
    async with a_school() as school:
        school.place.more = {"username": "larkrise"}
        await school.api.says(PRIYA, "/check")
        await school.api.quiet()

        lines = [line for sent in school.api.private(PRIYA) for line in sent.text.splitlines()]
        assert [line for line in lines if line.startswith("Fix: ") and "public" in line.casefold()]


async def test_who_has_written_in_private_is_counted_until_they_leave() -> None:
    async with a_school() as school:
        school.api.started |= {SAM, PRIYA}
        await school.api.says(SAM, "/start")
        await school.api.quiet()
        await school.api.says(PRIYA, "/admin")
        await school.api.says(PRIYA, "/admin")
        await school.api.quiet()
        await school.api.leaves(SAM, school.place)
        await school.api.quiet()
        await school.api.says(PRIYA, "/admin")
        await school.api.quiet()

        members = len(school.api.people)
        told = [line for sent in school.api.private(PRIYA) for line in sent.text.splitlines() if "reach" in line]
        assert [line.partition(" directly")[0] for line in told] == [
            f"I can reach 1 of {members} members",
            f"I can reach 2 of {members} members",
            f"I can reach 1 of {members} members",
        ]


async def test_a_command_only_the_bot_was_shown_is_answered_and_judged_by_nobody() -> None:
    async with a_school() as school:
        await school.api.commands(SAM, "/privacy [danger] Dunn", school.place)
        note = await school.note(SAM)

        assert note.seen_by == SAM
        assert school.store.incidents == {}


@pytest.mark.parametrize(
    ("is_admin", "late", "seen_by"),
    [
        pytest.param(False, 0, [SAM], id="the bot is no admin: as an answer, in time"),
        pytest.param(False, 16, [], id="the bot is no admin: too late, nobody sees it"),
        pytest.param(True, 16, [SAM], id="the bot is an admin: too late for an answer, so without"),
    ],
)
async def test_what_only_the_bot_was_shown_is_answered_as_an_answer_to_it(
    *, is_admin: bool, late: int, seen_by: list[int]
) -> None:
    async with a_school() as school:
        if not is_admin:
            school.place.admins.discard(ME)
        await school.api.commands(SAM, "/privacy", school.place)
        school.api.seconds += late
        await school.api.quiet()

        assert [each.seen_by for each in school.api.private(SAM)] == seen_by
        assert school.api.public(school.place) == []


async def test_a_press_answered_too_late_for_a_pop_up_is_done_all_the_same() -> None:
    async with a_school() as school:
        school.api.started.add(SAM)
        await school.says(SAM, "[reminder] Dunn")
        note = await school.note(SAM)
        await school.api.presses(SAM, school.button(note, "delete"))
        school.api.seconds += 61
        await school.api.quiet()

        assert (school.store.counts, school.api.pop_ups) == (["cleared"], [])


async def test_after_ask_a_person_what_the_member_writes_counts_as_their_side_also_after_a_restart() -> None:
    api = BotApi()
    store = ToldStore(api, larkrise())
    async with a_school(api, store=store) as school:
        api.started.add(SAM)
        await school.says(SAM, "[reminder] Dunn")
        note = await school.note(SAM)
        await api.presses(SAM, school.button(note, Choice.ASK_A_PERSON.value))
        await api.until(lambda: bool(api.pop_ups))
    async with a_school(api, store=store):
        await api.says(SAM, "it was a line from the panto")
        await api.quiet()
        await api.says(SAM, "thank you")
        await api.quiet()

    assert [appeal.words for appeal in store.appeals.values()] == ["it was a line from the panto"]


async def test_a_day_after_ask_a_person_words_are_about_something_else() -> None:
    async with a_school() as school:
        school.api.started.add(SAM)
        await school.says(SAM, "[reminder] Dunn")
        note = await school.note(SAM)
        await school.api.presses(SAM, school.button(note, Choice.ASK_A_PERSON.value))
        await school.api.until(lambda: bool(school.api.pop_ups))
        school.now = school.now.replace(day=school.now.day + 2)
        await school.api.says(SAM, "hello?")
        await school.api.quiet()

        assert [appeal.words for appeal in school.store.appeals.values()] == [None]


@pytest.mark.parametrize("payload", ["anything", "ask:0123456789abcdef0123", "../../etc", "x" * 64, "ändern", "-100 8"])
async def test_a_link_with_whatever_payload_opens_only_the_mailbox_of_whoever_pressed_it(payload: str) -> None:
    api = BotApi()
    api.knows_ephemeral = False
    async with a_school(api) as school:
        await school.says(SAM, "[reminder] Dunn")
        await school.waiting()
        await api.says(LENA, f"/start {payload}")
        await school.note(LENA)
        await api.quiet()
        await api.says(SAM, f"/start {payload}")
        await school.note(SAM, 2)
        await api.until(lambda: school.store.counts == ["counted"])

        assert len(api.private(LENA)) == 1


async def test_a_button_from_another_group_or_another_person_does_nothing() -> None:
    async with a_school() as school:
        other = school.api.place(-300, "Year 5", TOM, ME)
        await school.says(SAM, "[danger] Dunn")
        alert = await school.note(PRIYA)
        acknowledge = school.button(alert, Choice.ACKNOWLEDGE.value)
        await school.api.presses(LENA, acknowledge, other)
        await school.api.presses(SAM, acknowledge)
        await school.api.until(lambda: len(school.api.pop_ups) == 2)

        assert {each["text"] for each in school.api.pop_ups} <= {
            "Only the group's admins can do that.",
            "This is for someone else.",
        }
        assert {case.acknowledged_by for case in school.store.cases.values()} == {None}
        assert school.api.public(other) == []


@pytest.mark.parametrize("command", ["/admin", "/live", "/pause", "/set school=X", "/staff Mr X, Head", "/shadow"])
async def test_a_member_who_gives_an_admin_s_command_changes_nothing(command: str) -> None:
    store = FakeStore(larkrise())
    async with a_school(store=store) as school:
        await school.says(SAM, command)
        answer = await school.note(SAM)

        assert answer.text == "Only the group's admins can do that."
        assert await store.groups() == (larkrise(),)


async def test_let_in_again_by_another_it_takes_no_open_question_from_an_admin_it_cannot_write_to() -> None:
    api = BotApi()
    api.knows_ephemeral = False
    async with a_school(api) as school:
        await school.core.reception.asked("setup", "", Member(id=MemberId(f"telegram:{PRIYA}"), name="Priya"), None)
        begun = dict(school.store.talks)
        school.api.started = set()
        await school.api.lets_in(SAM, school.place, as_admin=True)
        await school.api.quiet()

        assert len(begun) == 1
        assert school.store.talks == begun

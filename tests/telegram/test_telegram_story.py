"""Whole stories on the loopback server: what each person sees, and that the group sees nothing."""

import pytest
from botapi import ME, BotApi, RefusalError
from fakes import FakeStore
from school import CHAT, PRIYA, SAM, TOM, a_school

from bot.group import Mode
from bot.message import ChatId
from bot.notice import Choice, Way


async def test_a_note_goes_to_whoever_pressed_start_and_a_person_can_be_asked() -> None:
    async with a_school() as school:
        school.api.started.add(SAM)
        await school.says(SAM, "[reminder] Dunn")
        note = await school.note(SAM)

        await school.api.presses(SAM, school.button(note, "ask"))
        await school.api.until(lambda: bool(school.api.pop_ups))
        await school.api.says(SAM, "it was a line from the panto")
        await school.api.until(lambda: any("panto" in each.text for each in school.api.private(TOM)))

        assert school.store.counts == ["frozen"]
        assert [each.seen_by for each in school.api.private(SAM)] == [None] * len(school.api.private(SAM))
        assert {each.chat for each in school.api.private(SAM)} == {SAM}
        assert school.api.public(school.place) == []


async def test_delete_it_for_me_takes_the_message_down_and_clears_it() -> None:
    async with a_school() as school:
        school.api.started.add(SAM)
        said = await school.says(SAM, "[reminder] Dunn")
        note = await school.note(SAM)

        await school.api.presses(SAM, school.button(note, "delete"))
        await school.api.until(lambda: bool(school.api.pop_ups))

        assert school.api.deleted == [(CHAT, said)]
        assert school.store.counts == ["cleared"]
        assert school.api.public(school.place) == []


async def test_somebody_who_never_pressed_start_sees_the_note_in_the_group_and_nobody_else_does() -> None:
    async with a_school() as school:
        await school.says(SAM, "[reminder] Dunn")
        note = await school.note(SAM)

        assert (note.chat, note.seen_by) == (CHAT, SAM)
        assert school.api.public(school.place) == []
        await school.api.presses(PRIYA, school.button(note, "delete"), school.place)
        await school.api.until(lambda: bool(school.api.pop_ups))
        assert school.api.pop_ups[-1]["text"] == "This is for someone else."
        assert school.api.deleted == []


async def test_a_server_that_does_not_know_ephemeral_messages_is_never_given_one() -> None:
    api = BotApi()
    api.knows_ephemeral = False
    async with a_school(api) as school:
        await school.says(SAM, "[reminder] Dunn")
        await school.waiting()

        assert school.api.public(school.place) == []
        assert school.api.private(SAM) == []


@pytest.mark.parametrize("is_named", [False, True])
async def test_a_note_that_came_out_public_is_deleted_at_once_and_the_way_is_closed(*, is_named: bool) -> None:
    api = BotApi()
    api.refuses_probe_only, api.names_what_it_posts = True, is_named
    async with a_school(api) as school:
        await school.says(SAM, "[reminder] Dunn")
        await school.api.until(lambda: bool(school.api.deleted))
        sent = [data for method, data in school.api.requests if method == "sendMessage" and data["chat_id"] == CHAT]
        await school.says(SAM, "[serious] Dunn")

        assert school.api.public(school.place) == []
        again = [data for method, data in school.api.requests if method == "sendMessage" and data["chat_id"] == CHAT]
        assert again == sent


async def test_what_waits_is_shown_to_whoever_presses_the_standing_button() -> None:
    async with a_school() as school:
        school.place.admins.discard(ME)
        await school.says(SAM, "[reminder] Dunn")
        await school.waiting()
        school.place.admins.add(ME)

        await school.api.presses(PRIYA, "anything", school.place)
        await school.api.until(lambda: len(school.api.pop_ups) == 1)
        await school.api.presses(SAM, "anything", school.place)
        note = await school.note(SAM)
        await school.api.quiet()

        assert school.api.pop_ups[0]["text"] == "Nothing for you. All is well."
        assert note.seen_by == SAM
        assert {notice.way for notice in school.store.notices.values()} >= {Way.MAILBOX}
        assert school.api.public(school.place) == []


async def test_what_telegram_would_not_show_stays_in_the_mailbox() -> None:
    async with a_school() as school:
        school.place.admins.discard(ME)
        await school.says(SAM, "[reminder] Dunn")
        await school.waiting()
        school.place.admins.add(ME)
        school.api.refuse["sendMessage"] = [RefusalError(400, "Bad Request: not now")] * 2

        await school.api.presses(SAM, "anything", school.place)
        await school.api.quiet()
        unseen = school.store.counts
        await school.api.presses(SAM, "anything", school.place)
        await school.api.quiet()

        assert (unseen, school.store.counts) == (["provisional"], ["counted"])
        assert len(school.api.private(SAM)) == 1


async def test_where_it_could_not_be_shown_the_standing_button_leads_to_start_which_shows_it() -> None:
    api = BotApi()
    api.knows_ephemeral = False
    async with a_school(api) as school:
        await school.says(SAM, "[reminder] Dunn")
        await school.waiting()
        await school.api.presses(SAM, "anything", school.place)
        await school.api.until(lambda: len(school.api.pop_ups) == 1)
        await school.api.says(SAM, "/start anything")
        await school.note(SAM, 2)

        assert school.api.pop_ups[0]["url"] == "https://t.me/gate_bot?start=anything"
        assert school.api.private(SAM)[1].buttons != []
        assert school.api.public(school.place) == []


async def test_danger_reaches_every_admin_and_the_group_sees_nothing() -> None:
    async with a_school() as school:
        await school.says(SAM, "[danger] Dunn")
        alert = await school.note(PRIYA)
        await school.note(TOM)

        await school.api.presses(PRIYA, school.button(alert, Choice.ACKNOWLEDGE.value))
        await school.api.until(lambda: bool(school.api.pop_ups))

        assert {case.acknowledged_by for case in school.store.cases.values()} == {f"telegram:{PRIYA}"}
        assert school.api.public(school.place) == []


async def test_a_press_made_up_or_made_twice_does_nothing_more() -> None:
    async with a_school() as school:
        school.api.started.add(SAM)
        await school.says(SAM, "[reminder] Dunn")
        note = await school.note(SAM)
        for forged in ("delete:" + "0" * 20, "delete", "nonsense:1", ":", "delete:", "\x00"):
            await school.api.presses(SAM, forged)
        await school.api.until(lambda: len(school.api.pop_ups) == 6)
        assert school.api.deleted == []

        for _ in range(2):
            await school.api.presses(SAM, school.button(note, "delete"))
        await school.api.until(lambda: len(school.api.pop_ups) == 8)

        assert len(school.api.deleted) == 1
        assert school.store.counts == ["cleared"]


async def test_a_command_typed_in_the_group_is_answered_in_private() -> None:
    async with a_school() as school:
        await school.says(SAM, "/privacy")
        await school.says(PRIYA, "/rules@gate_bot")
        await school.says(PRIYA, "/help@other_bot")

        assert (await school.note(SAM)).seen_by == SAM
        assert (await school.note(PRIYA)).chat == PRIYA
        assert len(school.api.private(PRIYA)) == 1
        assert school.api.public(school.place) == []


async def test_a_chat_the_bot_is_let_into_gets_its_notice_and_starts_in_shadow() -> None:
    async with a_school() as school:
        new = school.api.place(-200, "Year 4", PRIYA)
        await school.api.lets_in(PRIYA, new)
        await school.api.says(SAM, "[reminder] Dunn", new, int(school.now.timestamp()))
        await school.api.quiet()

        group = await school.core.reception.group_of(ChatId("telegram:-200"))
        assert group is not None
        assert (group.school, group.mode) == ("Year 4", Mode.SHADOW)
        assert len(school.api.public(new)) == 1
        assert new.pinned is not None
        assert new.pinned.buttons == [("Anything for me?", "anything")]
        assert ["I cannot read" in each.text for each in school.api.private(PRIYA)][:2] == [False, True]
        assert school.api.private(SAM) == []


async def test_a_group_that_becomes_a_supergroup_keeps_its_profile() -> None:
    async with a_school() as school:
        new = school.api.place(-1009, "Larkrise parents", PRIYA, TOM)
        await school.says(SAM, "", migrate_to_chat_id=-1009)
        await school.api.says(SAM, "", new, migrate_from_chat_id=CHAT)
        await school.api.quiet()

        assert [group.chats for group in await school.store.groups()] == [("telegram:-1009",)]


async def test_taken_out_of_the_group_the_bot_goes_on_for_the_others() -> None:
    async with a_school() as school:
        school.place.is_gone = True
        school.api.refuse["getChatAdministrators"] = [RefusalError(403, "Forbidden: bot was kicked")] * 2
        other = school.api.place(-300, "Year 5", PRIYA, ME)
        await school.says(SAM, "[danger] Dunn")
        await school.api.lets_in(PRIYA, other)
        await school.api.quiet()

        assert len(school.api.public(other)) == 1


async def test_a_leaving_admin_is_asked_for_nothing_more() -> None:
    async with a_school(store=FakeStore()) as school:
        await school.api.lets_in(PRIYA, school.place)
        await school.api.quiet()
        group = await school.core.reception.group_of(ChatId(f"telegram:{CHAT}"))
        assert group is not None
        await school.api.says(TOM, "/admin")
        first = await school.note(TOM)

        school.place.admins.discard(TOM)
        member = school.api.member(TOM, school.place)
        await school.api.happens(
            "chat_member",
            {"chat": school.place.shown, "from": school.api.user(PRIYA), "date": 1, "old_chat_member": member}
            | {"new_chat_member": member},
        )
        await school.api.says(TOM, "/admin")
        second = await school.note(TOM, 2)

        assert first.text != second.text
        assert second.text == "Only the group's admins can do that."


async def test_a_group_is_set_up_in_private_by_whoever_let_the_bot_in_and_nobody_else_sees_a_word() -> None:
    async with a_school() as school:
        new = school.api.place(-200, "Year 4", PRIYA)
        await school.api.lets_in(PRIYA, new)
        await school.api.quiet()
        for words in ("Millbrook School", "wales", "back", "Wales", "skip", "The office, 01632 960001", "stop"):
            await school.api.says(PRIYA, words)
            await school.api.quiet()
        await school.api.says(SAM, "Sam's School")
        await school.api.quiet()

        group = await school.core.reception.group_of(ChatId("telegram:-200"))
        assert group is not None
        assert (group.school, group.place, group.contacts[0].text) == (
            "Millbrook School",
            "wales",
            "The office, 01632 960001",
        )
        told = [each.text for each in school.api.private(PRIYA) if "blind" not in each.text]
        assert [text for text in told if "1/13 What is the school called?" in text] == [told[0]]
        assert told[-1].startswith("We stop here.")
        assert len(school.api.public(new)) == 1

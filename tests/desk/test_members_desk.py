"""What a member may do about a note of theirs."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import SAM, days, group, member, minutes
from fakes import FakeStore
from world import World, says

from bot.desk.answers import Answer
from bot.message import MessageId
from bot.notice import Choice, NoticeId, NoticeKind


async def test_asking_a_person_freezes_the_count_and_asks_for_the_member_s_own_words() -> None:
    world = World()
    await world.says("[reminder] Dunn")

    answer = await world.press("Sam", Choice.ASK_A_PERSON)

    assert answer == says(Answer.ASK_WORDS)
    assert await world.counts() == ("frozen",)


async def test_the_words_may_come_afterwards_and_reach_whoever_decides() -> None:
    world = World()
    said = await world.says("[reminder] Dunn")
    note = world.letters("Sam")[-1]
    await world.press("Sam", Choice.ASK_A_PERSON, letter=note)

    answer = await world.press("Sam", Choice.ASK_A_PERSON, "it was a quote", letter=note)

    assert answer == says(Answer.DONE)
    appeal = await world.store.appeal((await world.incident(said)).id)
    assert appeal is not None
    assert appeal.words == "it was a quote"


async def test_asking_twice_is_asking_once() -> None:
    world = World()
    await world.says("[reminder] Dunn")
    await world.press("Sam", Choice.ASK_A_PERSON, "it was a quote")
    letters = len(world.platform.seen)

    answer = await world.press("Sam", Choice.ASK_A_PERSON)

    assert answer == says(Answer.ASKED_ALREADY)
    assert len(world.platform.seen) == letters


async def test_the_member_gets_a_receipt_and_admins_without_a_tie_are_asked() -> None:
    world = World()
    await world.says("[reminder] Dunn")

    await world.press("Sam", Choice.ASK_A_PERSON, "it was a quote")

    assert len(world.letters("Sam")) == 2
    assert ["it was a quote" in world.letters(admin)[-1].text for admin in ("Priya", "Tom")] == [True, True]
    assert world.letters("Lena") == ()


async def test_delete_it_for_me_takes_the_message_down_and_clears_it() -> None:
    world = World()
    said = await world.says("[reminder] Dunn")

    answer = await world.press("Sam", Choice.DELETE_IT)

    assert answer == says(Answer.DELETED)
    assert world.platform.deleted == [(said.chat, said.id)]
    assert await world.counts() == ("cleared",)
    assert world.memory.scene(replace(said, id=MessageId("later")), group()).recent == ()


async def test_where_the_bot_may_not_delete_nothing_is_cleared_yet() -> None:
    world = World()
    world.platform.keeps_messages = True
    await world.says("[reminder] Dunn")

    answer = await world.press("Sam", Choice.DELETE_IT)

    assert answer == says(Answer.COULD_NOT_DELETE)
    assert await world.counts() == ("counted",)


@pytest.mark.parametrize(
    ("words", "after", "answer", "count"),
    [
        pytest.param("[reminder] Dunn", minutes(15), Answer.DONE, "cleared", id="within grace"),
        pytest.param("[reminder] Dunn", minutes(16), Answer.TOO_LATE, "counted", id="after grace"),
        pytest.param("[serious] Dunn", minutes(1), Answer.NOT_CLEARED, "counted", id="something serious"),
        pytest.param("[danger] Dunn", minutes(20), Answer.NOT_CLEARED, "nothing", id="danger"),
        pytest.param("[pointer] Dunn", minutes(1), Answer.DONE, "nothing", id="a pointer"),
    ],
)
async def test_i_have_taken_it_down(words: str, after: timedelta, answer: Answer, count: str) -> None:
    world = World()
    await world.says(words)
    await world.later(after)

    note = world.letters("Sam")[0]
    said = await world.press("Sam", Choice.TAKEN_DOWN, letter=note)

    assert (said, await world.counts()) == (says(answer), (count,))


async def test_twice_a_window_and_no_more() -> None:
    world = World()
    answers = []
    for n in range(3):
        await world.says(f"[reminder] Dunn {n}")
        answers.append(await world.press("Sam", Choice.TAKEN_DOWN))
        await world.later(days(1))

    assert answers == [says(Answer.DONE), says(Answer.DONE), says(Answer.TAKEN_BACK_TWICE)]
    assert await world.counts() == ("cleared", "cleared", "counted")


async def test_taking_it_down_twice_is_taking_it_down_once() -> None:
    world = World()
    await world.says("[reminder] Dunn")
    note = world.letters("Sam")[0]
    await world.press("Sam", Choice.TAKEN_DOWN, letter=note)
    letters = len(world.platform.seen)

    answer = await world.press("Sam", Choice.TAKEN_DOWN, letter=note)

    assert answer == says(Answer.DONE_ALREADY)
    assert len(world.platform.seen) == letters


async def test_what_a_person_is_asked_about_is_not_cleared_by_taking_it_down() -> None:
    world = World()
    await world.says("[reminder] Dunn")
    await world.press("Sam", Choice.ASK_A_PERSON, "it was a quote")

    answer = await world.press("Sam", Choice.TAKEN_DOWN)

    assert (answer, await world.counts()) == (says(Answer.NOT_CLEARED), ("frozen",))


async def test_the_third_taken_back_withdraws_its_case() -> None:
    world = World()
    for _ in range(3):
        await world.says("[reminder] Dunn")
        await world.later(minutes(1) if await world.cases() else days(3))
    assert await world.cases() == ("repeated",)

    await world.press("Sam", Choice.DELETE_IT)

    assert await world.cases() == ()
    assert await world.counts() == ("counted", "counted", "cleared")
    assert "Case 1 is withdrawn" in world.letters("Tom")[-1].text


async def test_where_do_i_raise_this_names_the_school_s_contacts() -> None:
    world = World()
    await world.says("[reminder] Dunn")

    assert "01632 960001" in await world.press("Sam", Choice.WHERE_TO_RAISE)


async def test_only_a_yes_tells_an_admin_about_somebody_who_needs_help() -> None:
    world = World()
    await world.says("[support] he hurt me")
    assert world.letters("Tom") == ()

    answers = [await world.press("Sam", Choice.TELL_AN_ADMIN) for _ in range(2)]

    assert answers == [says(Answer.TOLD), says(Answer.DONE_ALREADY)]
    (letter,) = world.letters("Tom")
    assert "Sam" in letter.text
    assert "hurt" not in letter.text


@pytest.mark.parametrize(
    "choice", [Choice.ASK_A_PERSON, Choice.DELETE_IT, Choice.TAKEN_DOWN, Choice.TELL_AN_ADMIN, Choice.OVERTURN]
)
async def test_a_note_is_nobody_else_s_to_answer(choice: Choice) -> None:
    world = World()
    await world.says("[reminder] Dunn")
    note = world.letters("Sam")[0]

    answer = await world.desk.press(note.notice, choice, member("Jo").id)

    assert (answer, await world.counts()) == (says(Answer.NOT_FOR_YOU), ("counted",))


async def test_a_button_of_which_nothing_is_left_says_so() -> None:
    assert await World().desk.press(NoticeId("gone"), Choice.CLOSE, SAM.id) == says(Answer.TOO_OLD)


async def test_what_is_decided_stays_decided() -> None:
    world = World()
    await world.says("[reminder] Dunn")
    await world.press("Sam", Choice.ASK_A_PERSON, "it was a quote")
    await world.press("Tom", Choice.OVERTURN)

    answers = [await world.press("Sam", choice) for choice in (Choice.ASK_A_PERSON, Choice.TAKEN_DOWN)]

    assert answers == [says(Answer.DECIDED_ALREADY)] * 2
    assert isinstance(world.store, FakeStore)
    assert sum(n.kind is NoticeKind.OVERTURNED for n in world.store.notices.values()) == 2  # Sam and Priya; Tom knows

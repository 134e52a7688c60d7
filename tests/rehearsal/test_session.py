"""What is typed at the prompt comes to what it would in a real group."""

from pathlib import Path

import pytest
from rehearsing import rehearsal

from adapters.rehearsal.typed import UnclearError

INSULT = "Kit: Mr Okell is a tosser"


async def test_everyday_talk_shows_in_the_group_and_nowhere_else(tmp_path: Path) -> None:
    async with rehearsal(tmp_path) as rehearsed:
        shown = await rehearsed.type("Kit: Anyone seen a blue coat?")

    assert shown == "08:00  #1 Kit: Anyone seen a blue coat?\n"


async def test_a_note_is_seen_by_its_poster_alone_with_numbered_buttons(tmp_path: Path) -> None:
    async with rehearsal(tmp_path) as rehearsed:
        shown = await rehearsed.type(INSULT)

    assert shown.startswith("08:00  #1 Kit: Mr Okell is a tosser\n08:00  Only Kit sees this:\n     │ Hi Kit.")
    assert shown.endswith(
        "     │ [1] Ask a person  [2] Delete it for me  [3] I've taken it down\n     │ [4] Where do I raise this?\n"
    )


@pytest.mark.parametrize("taken_back", ["/edit 1 Not happy with PE today", "/delete 1", "2", "3"])
async def test_what_is_taken_back_in_grace_is_cleared(tmp_path: Path, taken_back: str) -> None:
    async with rehearsal(tmp_path) as rehearsed:
        shown = await rehearsed.type(INSULT, taken_back)

    assert "     │ Thank you. Your message at 08:00 is cleared." in shown


async def test_the_group_sees_what_the_bot_takes_down_for_its_poster(tmp_path: Path) -> None:
    async with rehearsal(tmp_path) as rehearsed:
        shown = await rehearsed.type(INSULT, "2")

    assert shown.startswith("  (Kit presses Delete it for me)\n08:00  #1 taken down by the bot, as asked\n")


async def test_asks_for_the_members_own_words_and_shows_them_to_admins_without_a_tie(tmp_path: Path) -> None:
    async with rehearsal(tmp_path, answer="It was a joke") as rehearsed:
        shown = await rehearsed.type(INSULT, "1")

    assert "08:00  Only the admins see this (Nadia and Owen):\n" in shown
    assert "Kit asks a person (Monday 2 March, 08:00): It was a joke" in shown


async def test_an_admin_overturns_and_the_poster_hears_that_the_bot_was_wrong(tmp_path: Path) -> None:
    async with rehearsal(tmp_path) as rehearsed:
        shown = await rehearsed.type(INSULT, "/press 1 as Kit: It was a joke", "/press Overturn as Owen")

    assert "08:00  Only Kit sees this:\n     │ I was wrong about your message at 08:00." in shown


async def test_a_third_makes_a_case_which_an_admin_who_works_at_the_school_does_not_see(tmp_path: Path) -> None:
    async with rehearsal(tmp_path) as rehearsed:
        await rehearsed.type(INSULT, "/later 1 hour", "What a tosser Mr Okell is", "/later 1 hour")
        shown = await rehearsed.type("Mr Okell, the tosser!")
        cases = await rehearsed.type("/cases")
        closed = await rehearsed.type("/press Close as Nadia", "/cases")

    assert "10:00  Only the admins see this (Nadia and Owen):\n" in shown
    assert cases == "  (case 1: repeated, open since Monday 10:00)\n"
    assert closed == "  (no case is open)\n"


async def test_a_note_waits_for_the_morning_and_danger_does_not(tmp_path: Path) -> None:
    async with rehearsal(tmp_path) as rehearsed:
        insult = await rehearsed.type("/at 23:40", INSULT)
        danger = await rehearsed.type("Rhys: I'll break his jaw")
        told = await rehearsed.type("/press Acknowledge as Owen")
        morning = await rehearsed.type("/at 07:00")

    assert insult == "23:40  #1 Kit: Mr Okell is a tosser\n  (Kit's note waits until 07:00)\n"
    assert "23:40  Only the admins see this (Nadia and Owen):\n     │ Please act now" in danger
    assert "Only Rhys sees this" not in danger
    assert "23:40  Only Rhys sees this:\n" in told
    assert "\nTuesday 3 March\n07:00  Only Kit sees this:\n" in morning


async def test_says_that_the_same_words_again_are_one_incident(tmp_path: Path) -> None:
    async with rehearsal(tmp_path) as rehearsed:
        again = await rehearsed.type(INSULT, "/later 1 hour", INSULT)

    assert again == "09:00  #2 Kit: Mr Okell is a tosser\n  (one incident with #1: one note, one count)\n"


async def test_what_cannot_be_delivered_lies_in_the_mailbox(tmp_path: Path) -> None:
    async with rehearsal(tmp_path) as rehearsed:
        blocked = await rehearsed.type("/block Kit", INSULT)
        opened = await rehearsed.type("/mailbox Kit")
        again = await rehearsed.type("/mailbox Kit")

    assert blocked == "08:00  #1 Kit: Mr Okell is a tosser\n  (the note waits in Kit's mailbox)\n"
    assert opened.startswith("08:00  Only Kit sees this:\n     │ Hi Kit.")
    assert again == "08:00  Only Kit sees this:\n     │ Nothing for you. All is well.\n"


async def test_anybody_may_join_and_goes_on_speaking(tmp_path: Path) -> None:
    async with rehearsal(tmp_path) as rehearsed:
        joined = await rehearsed.type("Zoe: hello")
        went_on = await rehearsed.type("and thanks for having me")

    assert joined == "  (Zoe joins the group)\n08:00  #1 Zoe: hello\n"
    assert went_on == "08:00  #2 Zoe: and thanks for having me\n"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/edit 9 hello", "No message has the number 9."),
        ("/delete 9", "No message has the number 9."),
        ("Kit >9: hello", "No message has the number 9."),
        ("/block Zoe", "Nobody here is called Zoe. /who lists everybody."),
        ("7", "There is no such button. The numbers stand in [brackets]."),
    ],
)
async def test_says_what_makes_no_sense_now(tmp_path: Path, typed: str, answer: str) -> None:
    async with rehearsal(tmp_path) as rehearsed:
        with pytest.raises(UnclearError) as error:
            await rehearsed.type(typed)

    assert str(error.value) == answer


async def test_says_who_is_there_and_what_can_be_typed(tmp_path: Path) -> None:
    async with rehearsal(tmp_path) as rehearsed:
        who = await rehearsed.type("/block Ben", "/who")
        help_ = await rehearsed.type("/help")

    assert "  Admins            Nadia, Owen, Ruth (works at the school)\n" in who
    assert "  Blocked the bot   Ben\n" in who
    assert "  /later 2 days     let time pass\n" in help_


async def test_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    async with rehearsal(tmp_path) as rehearsed:
        await rehearsed.type(INSULT)
        while_open = stores(tmp_path)

    assert len(while_open) == 1
    assert stores(tmp_path) == []


def stores(folder: Path) -> list[Path]:
    return list(folder.glob("schoolgate-rehearsal-*/*.db"))


async def test_a_member_reports_a_message_and_an_admin_opens_its_case_again(tmp_path: Path) -> None:
    async with rehearsal(tmp_path) as rehearsed:
        await rehearsed.type("Kit: Nothing a rule minds")
        reported = await rehearsed.type("/report 1 as Jo: every single day")
        listed = await rehearsed.type("/cases as Owen")
        opened = await rehearsed.type("/cases as Owen: 1")

    assert (
        "  (Jo sends /report)\n08:00  Only Jo sees this:\n     │ Thank you. I have asked the admins to look."
        in reported
    )
    assert "     │ A member asks you to read this." in reported
    assert "     │ From: Kit" in reported
    assert "Case 1: a member asks you to look, since Monday 2 March, 08:00." in listed
    assert "] Close" in opened


async def test_why_is_answered_to_whoever_had_the_note(tmp_path: Path) -> None:
    async with rehearsal(tmp_path) as rehearsed:
        await rehearsed.type(INSULT)
        own = await rehearsed.type("/why as Kit")
        other = await rehearsed.type("/why as Jo")

    assert "Mr Okell is a «tosser»" in own
    assert "You have had no note from me this month." in other

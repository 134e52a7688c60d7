"""Under a case, and after an overturn, one tap shows what a change of the rule would do; another makes it."""

from datetime import timedelta

import pytest
from tuning_chat import ANN, BEA, CHAT, INSULT, SAM, THREAT, Chat

from bot.notice import Choice, NoticeKind


@pytest.fixture
def chat() -> Chat:
    return Chat()


@pytest.mark.parametrize(
    ("choice", "head", "file"),
    [
        (Choice.NEVER, "With this I would never flag it again: Calls somebody a dolt.", "mode: off"),
        (Choice.SOFTER, "With this I would be softer here: Calls somebody a dolt.", "level: reminder"),
    ],
)
async def test_a_tap_under_a_case_shows_what_it_would_do_and_apply_does_it(
    chat: Chat, choice: Choice, head: str, file: str
) -> None:
    await chat.says(INSULT)
    await chat.press(Choice.MORE)

    shown = (await chat.press(choice)).splitlines()
    untouched = list(chat.store.kept_overlays)
    applied = await chat.asks("apply")

    assert (shown[0], shown[1]) == (
        head,
        "I noticed 1 messages here of late. Of those, 1 would get less, and 0 would get more.",
    )
    assert shown[-1] == "To use it, tap “Use the change” or send /apply. Until then the old rules run."
    assert "Pell" not in "\n".join(shown)
    assert untouched == []
    assert applied == "Done. This is version 1 of your rules. To go back, send /undo."
    assert file in chat.store.kept_overlays[0].text


async def test_what_was_switched_off_by_a_tap_comes_back_by_undo(chat: Chat) -> None:
    await chat.says(INSULT)
    await chat.press(Choice.MORE)
    await chat.press(Choice.NEVER)
    await chat.asks("apply")
    await chat.later(timedelta(hours=1))
    quiet = await chat.says(INSULT)
    again = await chat.press(Choice.NEVER)
    await chat.asks("undo")
    await chat.later(timedelta(hours=1))
    heard = await chat.says(INSULT)

    assert await chat.store.incident_of(CHAT, quiet.id) is None
    assert again == "I do not look for this in your group any more. /rulesfile shows why."
    assert await chat.store.incident_of(CHAT, heard.id) is not None


async def test_a_tap_uses_the_change_that_was_shown_with_it_and_no_later_one(chat: Chat) -> None:
    await chat.says(INSULT)
    await chat.press(Choice.MORE)
    await chat.press(Choice.SOFTER)
    first = chat.letter(Choice.APPLY)
    chat.now += timedelta(seconds=1)
    await chat.press(Choice.NEVER)

    stale = await chat.press(Choice.APPLY, letter=first)
    stolen = await chat.press(Choice.APPLY, BEA, chat.letter(Choice.APPLY))
    untouched = list(chat.store.kept_overlays)
    applied = await chat.press(Choice.APPLY)
    twice = await chat.press(Choice.APPLY)

    assert (stale, stolen, untouched) == (
        "I have nothing from you to use. Send me the change again.",
        "This is for someone else.",
        [],
    )
    assert applied == "Done. This is version 1 of your rules. To go back, send /undo."
    assert [("mode: off" in each.text, each.by) for each in chat.store.kept_overlays] == [(True, ANN.id)]
    assert twice == stale


async def test_whoever_is_no_admin_any_more_uses_nothing(chat: Chat) -> None:
    await chat.says(INSULT)
    await chat.press(Choice.MORE)
    await chat.press(Choice.SOFTER)
    chat.platform.group_admins = (BEA,)

    assert await chat.press(Choice.APPLY) == "Only the group's admins can do that."
    assert chat.store.kept_overlays == []


async def test_where_no_letter_arrives_the_change_is_shown_in_the_answer_and_a_word_uses_it(chat: Chat) -> None:
    chat.platform.unreachable.add(ANN.id)

    shown = await chat.core.reception.asked("softer", "dolt", ANN, None)
    applied = await chat.asks("apply")

    assert shown.startswith("With this I would be softer here: Calls somebody a dolt.")
    assert applied.startswith("Done. This is version 1 of your rules.")


async def test_a_rule_goes_no_further_than_the_last_step(chat: Chat) -> None:
    await chat.says(INSULT)
    await chat.press(Choice.MORE)

    assert (await chat.press(Choice.STRICTER)).startswith("I cannot move this rule that way.")


@pytest.mark.parametrize("choice", [Choice.NEVER, Choice.SOFTER, Choice.STRICTER])
async def test_danger_is_not_quieted_by_a_tap_and_it_says_why(chat: Chat, choice: Choice) -> None:
    await chat.says(THREAT)
    await chat.press(Choice.MORE)

    assert await chat.press(choice) == (
        "I cannot do that. This rule is about danger, or about help for somebody. If one tap could quiet it, the next "
        "real cry for help would go unheard. If you must, change it in /rulesfile."
    )
    assert await chat.asks("apply") == "I have nothing from you to use. Send me the change again."


async def test_after_an_overturn_whoever_decided_is_offered_to_change_the_rule(chat: Chat) -> None:
    await chat.says(INSULT)
    await chat.press(Choice.OVERTURN)
    offered = chat.letter(Choice.NEVER)
    shown = await chat.press(Choice.NEVER)

    assert (offered.text, offered.choices) == (
        (
            "Thank you. This is the rule that was wrong: Calls somebody a dolt. Shall I change it? "
            "I show you first what that would do."
        ),
        (Choice.NEVER, Choice.SOFTER),
    )
    assert shown.splitlines()[:2] == [
        "With this I would never flag it again: Calls somebody a dolt.",
        "People found it right 0 times, and wrong once.",
    ]
    assert [seen.by for seen in chat.platform.seen if Choice.NEVER in seen.letter.choices] == [ANN.id]


async def test_nothing_is_offered_when_a_danger_rule_is_overturned(chat: Chat) -> None:
    await chat.says(THREAT)
    await chat.press(Choice.OVERTURN)

    assert chat.told(NoticeKind.TUNE) == []


async def test_nobody_else_presses_an_admins_button(chat: Chat) -> None:
    await chat.says(INSULT)
    await chat.press(Choice.MORE)
    letter = chat.letter(Choice.NEVER)

    assert await chat.press(Choice.NEVER, SAM, letter) == "This is for someone else."
    assert await chat.press(Choice.NEVER, BEA, letter) == "This is for someone else."
    chat.platform.group_admins = (BEA,)
    assert await chat.press(Choice.NEVER, ANN, letter) == "Only the group's admins can do that."

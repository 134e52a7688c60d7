"""Whoever has chosen a language is answered in it, whole; the notice stands in the group's own; English is near."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tuning_chat import GROUP, HEAD, INSULT, LUMP, SAM, Chat

from bot.group import Mode, Spoken
from bot.notice import Choice
from bot.wording.phrasebook import load

POLISH = Spoken(language="pl", edition=load("pl").edition)
PL = load("pl")


@pytest.fixture
async def chat() -> Chat:
    chat = Chat()
    await chat.store.save_group(replace(GROUP, languages=(POLISH,)))
    return chat


async def asks(chat: Chat, command: str, words: str = "") -> str:
    return await chat.core.reception.asked(command, words, SAM, GROUP.id)


@pytest.mark.parametrize(
    ("command", "begins"),
    [
        ("start", PL.say("answers.started")),
        ("help", PL.say("asked.help")),
        ("privacy", "Czytam każdą wiadomość i ją zapominam."),
        ("raise", "Jak zgłosić szkole, że coś cię martwi:\n1. Zacznij tutaj: wychowawca klasy."),
        ("rules", "Na to zwracam uwagę. Co myślisz o szkole, to twoja rzecz.\n- "),
        ("report", "Odpowiedz na wiadomość słowem /report"),
        ("ask", "Napisz /ask i swoje pytanie w jednej wiadomości."),
        ("why", "W tym miesiącu nie było ode mnie notki dla ciebie."),
        ("mydata", "Nie mam o tobie nic."),
        ("forgetme", "Nie mam o tobie nic."),
    ],
)
async def test_a_member_is_answered_in_the_language_they_chose(chat: Chat, command: str, begins: str) -> None:
    english = await asks(chat, command)
    chat.store.languages[GROUP.id, SAM.id] = "pl"

    assert (await asks(chat, command)).startswith(begins)
    assert not english.startswith(begins)


@pytest.mark.parametrize("command", ["start", "help", "privacy", "raise", "rules"])
async def test_the_english_of_an_answer_is_one_line_away(chat: Chat, command: str) -> None:
    english = await asks(chat, command)
    chat.store.languages[GROUP.id, SAM.id] = "pl"

    assert (await asks(chat, command)).splitlines()[-1] == f"English: /{command} en"
    assert await asks(chat, command, "en") == english


async def test_rules_are_told_in_the_words_of_their_notes_where_their_titles_are_english(chat: Chat) -> None:
    chat.store.languages[GROUP.id, SAM.id] = "pl"

    told = await asks(chat, "rules")

    assert "Calls somebody" not in told
    assert f"- {PL.say('notes.insult.brief', whom=PL.say('whom.other'))}" in told.splitlines()


async def test_in_private_they_are_answered_in_it_too(chat: Chat) -> None:
    chat.store.languages[GROUP.id, SAM.id] = "pl"

    assert (await chat.core.reception.asked("help", "", SAM, None)).startswith("Czytam, co się pisze w grupie.")


async def test_why_gives_the_reason_in_one_language(chat: Chat) -> None:
    await chat.says(INSULT)
    chat.store.languages[GROUP.id, SAM.id] = "pl"

    told = await asks(chat, "why")

    assert told.startswith("Oto dlaczego do ciebie napisałem.")
    assert "Na co tu patrzę: może " in told
    assert "Calls somebody" not in told


async def test_what_is_kept_about_them_is_erased_in_their_language(chat: Chat) -> None:
    await chat.says(INSULT)
    chat.store.languages[GROUP.id, SAM.id] = "pl"

    assert (await asks(chat, "mydata")).startswith("To wszystko, co o tobie mam:")
    assert (await asks(chat, "forgetme")).endswith("Aby to zrobić, wyślij: /forgetme yes")


async def test_an_admin_puts_a_language_first_and_the_notice_stands_in_it(chat: Chat) -> None:
    reception, group = chat.core.reception, GROUP
    before = await reception.pinned(group)
    told = await chat.asks("languages", "pl first")
    notice = await reception.pinned(group)

    assert before.splitlines()[-1] == "English: /language en · polski: /language pl"
    assert told.startswith("Done. My notice in the group is in polski from now on.")
    assert notice.startswith("W tej grupie jest cichy bot pomocnik.")
    assert notice.splitlines()[-1] == "English: /language en · polski: /language pl"
    assert await reception.anything(group) == PL.say("labels.anything")
    assert (reception.newcomer(await chat.group()) or "").startswith("Witaj w grupie rodziców: Millbrook School.")


async def test_whoever_chose_none_is_written_to_in_the_first_and_whoever_chose_english_is_not(chat: Chat) -> None:
    await chat.asks("languages", "pl first")
    await chat.says(INSULT)
    polish = next(seen.letter for seen in reversed(chat.platform.seen) if seen.by == SAM.id)
    chat.store.languages[GROUP.id, SAM.id] = "en"
    await chat.later(timedelta(days=2))
    await chat.says(INSULT)
    english = next(seen.letter for seen in reversed(chat.platform.seen) if seen.by == SAM.id)

    assert (polish.language, polish.choices[-1]) == ("pl", Choice.ENGLISH)
    assert (english.language, Choice.ENGLISH in english.choices) == ("en", False)
    assert (await asks(chat, "help")).startswith("I read what is written in the group.")


async def test_english_is_put_first_again_and_what_is_not_on_cannot_be(chat: Chat) -> None:
    await chat.asks("languages", "pl first")
    refused = await chat.asks("languages", "cy first")
    await chat.asks("languages", "en first")

    assert refused == "First have Cymraeg read and switched on: /languages cy."
    assert (await chat.group()).languages == (POLISH,)
    assert (await chat.core.reception.pinned(GROUP)).startswith("This group has a quiet helper bot.")


async def test_of_a_draft_that_changed_since_it_was_read_nothing_is_said(chat: Chat) -> None:
    old = replace(POLISH, edition="another", is_first=True)
    await chat.store.save_group(replace(GROUP, languages=(old,)))
    chat.store.languages[GROUP.id, SAM.id] = "pl"

    assert (await chat.core.reception.pinned(GROUP)).startswith("This group has a quiet helper bot.")
    assert (await asks(chat, "help")).startswith("I read what is written in the group.")


async def test_who_chooses_a_language_reads_the_notice_in_it_at_once(chat: Chat) -> None:
    told = await asks(chat, "language", "pl")

    assert told.startswith("Od teraz piszę do ciebie po polsku.\n\nW tej grupie jest cichy bot pomocnik.")


async def test_the_groups_own_words_are_said_where_the_answer_is_english(chat: Chat) -> None:
    await chat.asks("wording", "steps.class-teacher = Ask {contact} at the gate.")
    await chat.asks("apply")

    assert "1. Ask the class teacher at the gate." in await asks(chat, "raise")


async def test_a_change_of_the_rules_is_told_on_the_notice_and_behind_its_button_for_a_month(chat: Chat) -> None:
    reception = chat.core.reception
    before = await reception.nothing(GROUP, SAM.id)
    await chat.asks("rulesfile", HEAD + LUMP)
    await chat.asks("apply")
    after, notice = await reception.nothing(GROUP, SAM.id), await reception.pinned(GROUP)
    chat.store.languages[GROUP.id, SAM.id] = "pl"
    polish = await reception.nothing(GROUP, SAM.id)
    chat.now += timedelta(days=31)

    changed = "The admins last changed the rules on 2 March. /rules shows what is new."
    assert before == "Nothing for you. All is well."
    assert after == f"{before} {changed}"
    assert changed in notice.splitlines()
    assert polish.endswith("Admini ostatnio zmienili zasady: 2 marca. /rules pokazuje, co się zmieniło.")
    assert await reception.nothing(GROUP, SAM.id) == PL.say("answers.nothing-for-you")
    assert chat.platform.posted == []


async def test_rules_shows_what_the_last_change_changed(chat: Chat) -> None:
    asked = []
    for change in (
        HEAD + LUMP,
        HEAD + LUMP + "  - id: dolt\n    level: pointer\n",
        HEAD + "  - id: dolt\n    level: serious\n    when: {says: [dolt, dunce], about: anyone}\n",
        HEAD + "  - id: dolt\n    mode: 'off'\n",
        "version: 1\nextends: shipped\n",
        "# nothing else\nversion: 1\nextends: shipped\n",
    ):
        await chat.asks("rulesfile")
        first = chat.platform.seen[-1].letter.documents[0].content.decode().splitlines()[0]
        await chat.asks("rulesfile", f"{first}\n{change}")
        await chat.asks("apply")
        asked.append((await asks(chat, "rules")).splitlines()[3:])

    assert [[line for line in told if ":" in line or "points" in line] for told in asked] == [
        ["- New: Calls somebody a lump. Its first week it only watches."],
        ["- Softer: Calls somebody a dolt. Its first week it only watches."],
        [
            "- No longer looked for: Calls somebody a lump.",
            "- Stricter: Calls somebody a dolt. Its first week it only watches.",
        ],
        ["- No longer looked for: Calls somebody a dolt."],
        ["- New: Calls somebody a dolt."],
        ["- Only fine points, or what the admins see."],
    ]


async def test_a_group_in_shadow_greets_nobody_in_any_language(chat: Chat) -> None:
    await chat.store.save_group(replace(await chat.group(), mode=Mode.PAUSED))

    assert chat.core.reception.newcomer(await chat.group()) is None

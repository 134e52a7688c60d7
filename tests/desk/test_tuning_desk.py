"""How a group's admins change its rules from the chat: nothing runs that was not shown; all can be undone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import incident
from tuning_chat import ANN, BEA, DOLT, FISTS, GROUP, HEAD, INSULT, LUMP, SAM, START, THREAT, Chat

from bot.finding import Level
from bot.notice import NoticeKind, ToAdmins, ToMember
from bot.overlay import Overlay

NEW = HEAD + LUMP
TRIAL_TOLD = (
    "For 7 days I only watch with these, and send nothing. Where a rule is about danger, the old one runs for so long:"
)


@pytest.fixture
def chat() -> Chat:
    return Chat()


async def test_a_change_is_shown_then_applied_then_watches_for_a_week_before_it_speaks(chat: Chat) -> None:
    shown = await chat.asks("rulesfile", NEW)
    before = await chat.found("Mr Pell is a great lump")
    applied = await chat.asks("apply")
    on_trial = await chat.found("Mr Pell is a great lump")
    chat.now += timedelta(days=7)
    after = await chat.found("Mr Pell is a great lump")

    assert shown.splitlines()[0] == "The file is good. This is what it would change."
    assert shown.splitlines()[-3:-1] == [
        TRIAL_TOLD,
        "- Calls somebody a lump",
    ]
    assert applied == "Done. This is version 1 of your rules. To go back, send /undo."
    assert (before, on_trial, after) == ([], [], [("lump", Level.REMINDER)])


async def test_what_the_file_itself_says_of_a_rules_mode_holds_at_once(chat: Chat) -> None:
    await chat.asks("rulesfile", NEW.replace("level: reminder", "level: reminder\n    mode: live"))
    await chat.asks("apply")

    assert await chat.found("Mr Pell is a great lump") == [("lump", Level.REMINDER)]


async def test_a_restart_keeps_the_groups_own_rules(chat: Chat) -> None:
    await chat.asks("rulesfile", NEW)
    await chat.asks("apply")
    chat.now += timedelta(days=8)
    chat.restarts()

    assert await chat.found("Mr Pell is a great lump") == [("lump", Level.REMINDER)]


async def test_every_mistake_is_told_by_line_and_nothing_changes(chat: Chat) -> None:
    told = await chat.asks("rulesfile", NEW.replace("title:", "titel:").replace("Mr Pell is a great", "a great"))

    assert told.splitlines() == [
        "Nothing was changed. This is what is wrong, line by line:",
        "4: 'title' is missing",
        "5: unknown key 'titel' (did you mean 'title'?)",
    ]
    assert await chat.asks("apply") == "I have nothing from you to use. Send me the change again."
    assert chat.store.kept_overlays == []


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("version: 1\nrules: []\n", "1: a group's own file says 'extends: shipped' below its version"),
        ("a: &a [x]\nb: *a\n", "2: aliases (*name) are not used here; write the part out"),
        ("extends: [", "2: is not YAML: did not find expected node content"),
        ("hello", "1: a group's own file says 'extends: shipped' below its version"),
    ],
)
async def test_what_is_no_such_file_is_refused_in_words(chat: Chat, sent: str, told: str) -> None:
    assert (await chat.asks("rulesfile", sent)).splitlines()[1] == told


async def test_a_file_as_long_as_a_book_is_refused(chat: Chat) -> None:
    assert (await chat.asks("rulesfile", "#" * 20_000_000)).endswith("This is far too long for a group's own rules.")


async def test_a_file_is_worth_as_much_as_its_text(chat: Chat) -> None:
    reception = chat.core.reception

    by_file = chat.shown(await reception.filed("", NEW, ANN))
    captioned = chat.shown(await reception.filed("/rulesfile year4", NEW, ANN))

    assert by_file == captioned == await chat.asks("rulesfile", NEW)
    assert await reception.filed("", NEW, SAM) == "Only the group's admins can do that."
    assert (await reception.filed("", None, ANN)).startswith("Nothing was changed. I cannot read this file.")


async def test_failed_examples_are_mistakes_too(chat: Chat) -> None:
    told = await chat.asks("rulesfile", NEW.replace("a lump of clay", "you great lump"))

    assert told.splitlines()[1] == "9: rule 'lump' should leave alone but flags: you great lump"


async def test_of_two_admins_who_edit_at_once_the_second_is_told_and_nothing_is_lost(chat: Chat) -> None:
    anns, beas = await chat.file(ANN), await chat.file(BEA)
    await chat.asks("rulesfile", anns.replace("# learned_reader: false", "learned_reader: false"), ANN)
    await chat.asks("rulesfile", beas.replace("version: 1", "version: 1\nsecond_look: false"), BEA)
    await chat.asks("apply", by=ANN)

    assert "one of you has changed them since" in await chat.asks("apply", by=BEA)
    assert "one of you has changed them since" in await chat.asks("rulesfile", beas, BEA)
    assert [each.by for each in chat.store.kept_overlays] == [ANN.id]
    assert (await chat.file(BEA)).splitlines()[0] == "# Our rules, version 1. Please leave this line as it is."


async def test_the_version_before_comes_back_and_so_does_any_that_is_kept(chat: Chat) -> None:
    first = NEW.replace("level: reminder", "level: reminder\n    mode: live")
    await chat.asks("rulesfile", first)
    await chat.asks("apply")
    await chat.asks("rulesfile", (await chat.file()).replace("mode: live", "mode: off"))
    await chat.asks("apply")

    assert await chat.found("Mr Pell is a great lump") == []
    assert await chat.asks("undo") == "Done. This is version 3 of your rules. To go back, send /undo."
    assert await chat.found("Mr Pell is a great lump") == [("lump", Level.REMINDER)]
    assert (await chat.asks("undo", "9")).splitlines()[1:] == [
        "/undo 3 (2 March)",
        "/undo 2 (2 March)",
        "/undo 1 (2 March)",
    ]


async def test_a_rule_is_made_softer_or_switched_off_by_its_name(chat: Chat) -> None:
    shown = await chat.asks("softer", "dolt")
    await chat.asks("apply")
    in_trial = await chat.found(INSULT)
    chat.now += timedelta(days=8)
    softer = await chat.found(INSULT)
    await chat.asks("never", "dolt")
    await chat.asks("apply")

    assert shown.splitlines()[-2] == "- Calls somebody a dolt"
    assert (in_trial, softer) == ([], [(DOLT, Level.REMINDER)])
    assert await chat.found(INSULT) == []
    assert "level: reminder" in await chat.file()


@pytest.mark.parametrize("command", ["softer", "never", "stricter"])
async def test_a_danger_rule_is_not_silenced_with_one_word(chat: Chat, command: str) -> None:
    assert (await chat.asks(command, "fists")).startswith("I cannot do that. This rule is about danger,")
    assert await chat.asks("apply") == "I have nothing from you to use. Send me the change again."


async def test_a_danger_rule_that_is_changed_runs_as_it_was_until_its_week_is_over(chat: Chat) -> None:
    await chat.asks("rulesfile", "version: 1\nextends: shipped\nrules:\n  - id: fists\n    level: look\n")
    await chat.asks("apply")
    on_trial = await chat.found(THREAT)
    chat.now += timedelta(days=8)

    assert on_trial == [(FISTS, Level.DANGER)]
    assert await chat.found(THREAT) == [(FISTS, Level.LOOK)]


async def test_a_stricter_rule_shows_what_innocent_talk_it_would_hit(chat: Chat) -> None:
    wide = NEW.replace("great lump", "office").replace("a lump of clay", "hello").replace("about: anyone", "")
    told = await chat.asks("rulesfile", wide.replace("{says: [office], }", "{says: [office]}"))

    assert "harmless messages. I would speak up on" in told
    assert any(line.endswith("(reminder: Calls somebody a lump)") and "office" in line for line in told.splitlines())


async def test_of_what_members_wrote_only_numbers_are_shown(chat: Chat) -> None:
    flagged = incident(group=GROUP.id, at=START)
    words = replace(flagged.said[0], excerpt=INSULT)
    chat.store.incidents[flagged.id] = replace(flagged, said=(words,), group=GROUP.id)

    told = await chat.asks("softer", "dolt")

    assert "I noticed 1 messages here of late. Of those, 1 would get less, and 0 would get more." in told
    assert "Mr Pell" not in told


async def test_a_sentence_is_tried_and_not_kept(chat: Chat) -> None:
    told = await chat.asks("try", INSULT)

    assert told.splitlines()[1] == "! Calls somebody a dolt, serious (live): «dolt»"
    assert (chat.store.incidents, chat.store.records) == ({}, [])


@pytest.mark.parametrize("command", ["rulesfile", "apply", "undo", "softer", "stricter", "never", "try"])
async def test_nobody_but_an_admin_is_answered(chat: Chat, command: str) -> None:
    assert await chat.asks(command, NEW, by=SAM) == "Only the group's admins can do that."


async def test_rules_that_no_longer_fit_leave_the_shared_ones_running_and_the_admins_are_told_once(chat: Chat) -> None:
    broken = "version: 1\nextends: shipped\nrules:\n  - id: gone\n    mode: off\n"
    chat.store.kept_overlays.append(Overlay(group=GROUP.id, version=1, text=broken, by=ANN.id, at=START))
    found = await chat.found(INSULT)
    chat.restarts()
    await chat.found("hello")
    told = [each.to for each in chat.store.notices.values() if each.kind is NoticeKind.OWN_RULES]

    assert found == [(DOLT, Level.SERIOUS)]
    assert told == [ToAdmins(), ToMember(ANN.id), ToMember(BEA.id)]
    assert (await chat.asks("rulesfile", await chat.file())).splitlines()[1] == ("5: no shipped rule is called 'gone'")


async def test_members_are_told_when_the_rules_changed(chat: Chat) -> None:
    await chat.asks("rulesfile", NEW)
    await chat.asks("apply")

    told = await chat.core.reception.asked("rules", "", SAM, GROUP.id)

    assert told.splitlines()[1:] == [
        "The admins last changed the rules of this group on 2 March.",
        "What changed then:",
        "- New: Calls somebody a lump. Its first week it only watches.",
        "- Calls somebody a dolt",
        "- Threatens with fists",
    ]

"""A wording file is loaded whole or refused with every mistake, and a missing value never shows a brace."""

from pathlib import Path

import pytest
from worded import BOOK

from bot.errors import FactsError, FileError
from bot.notice import Choice
from bot.wording.phrasebook import WORDING, languages, load, note_keys

ENGLISH = (WORDING / "en.yaml").read_text(encoding="utf-8")


def mistakes_in(text: str, folder: Path) -> list[str]:
    (folder / "xx.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(FactsError) as refused:
        load("xx", folder)
    return str(refused.value).splitlines()


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_every_language_that_ships_can_be_loaded() -> None:
    assert {language: load(language).language for language in languages()} == {each: each for each in languages()}


def test_a_rule_may_name_these_notes() -> None:
    assert note_keys(BOOK) == frozenset(
        {
            *("threat", "intimidation", "harassment", "incitement", "insult", "obscene", "discrimination"),
            *("accusation", "allegation", "naming", "doxxing", "child", "photo", "rumour", "recording", "risk"),
            *("distress", "abuse-at-home", "child-at-risk", "missing-child", "general"),
        }
    )


def test_an_unknown_language_names_those_there_are() -> None:
    with pytest.raises(FileError, match="there is no wording in 'tlh'; there is ar, bn, cy, en, es"):
        load("tlh")


def test_a_value_is_filled_in_verbatim() -> None:
    assert BOOK.say("note.hello", name="{name} {0} %s") == "Hi {name} {0} %s."


@pytest.mark.parametrize("missing", [None, ""])
def test_a_missing_value_gives_way_to_a_safe_word(missing: str | None) -> None:
    assert BOOK.say("help.school-office", contact=missing) == "Worried about school? Ask the school office."


def test_labels_are_what_the_texts_name() -> None:
    assert {choice: BOOK.label(choice) for choice in Choice} == {
        Choice.ASK_A_PERSON: "Ask a person",
        Choice.DELETE_IT: "Delete it for me",
        Choice.TAKEN_DOWN: "I've taken it down",
        Choice.WHERE_TO_RAISE: "Where do I raise this?",
        Choice.TELL_AN_ADMIN: "Tell an admin",
        Choice.ACKNOWLEDGE: "Acknowledge",
        Choice.OVERTURN: "Overturn",
        Choice.STAYS: "The note stays",
        Choice.CLOSE: "Close",
        Choice.CALM: "Post a calm note",
        Choice.FRIENDLY: "A friendly word",
        Choice.MORE: "More",
        Choice.REMOVE: "Delete message",
        Choice.PAUSE: "Pause them for a day",
        Choice.RESUME: "Let them post again",
        Choice.PASS_ON: "Pass it on",
        Choice.ORDERLY: "Tick: school running",
        Choice.AT_RISK: "Tick: safety of others",
        Choice.CASE_FILE: "Case file",
        Choice.BRING_BACK: "Bring it back",
        Choice.GO_LIVE: "Start the notes",
        Choice.NEVER: "Never flag this again",
        Choice.SOFTER: "Softer",
        Choice.STRICTER: "Stricter",
        Choice.APPLY: "Use the change",
        Choice.ENGLISH: "English too",
    }


@pytest.mark.parametrize(("n", "said"), [(0, "0 messages"), (1, "1 message"), (2, "2 messages"), (30, "30 messages")])
def test_nouns_follow_their_number(n: int, said: str) -> None:
    assert BOOK.amount("messages", n) == said


@pytest.mark.parametrize(("n", "said"), [(0, "none"), (3, "three"), (10, "ten"), (11, "11"), (-1, "-1")])
def test_small_numbers_are_words(n: int, said: str) -> None:
    assert BOOK.number(n) == said


def test_every_mistake_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    changes = {
        "nine, ten]": "nine]",
        "  close: Close\n": "  close: Close this case for good now\n",
        "  until: its time is up\n": "",
        "  hello: Hi {name}.": "  hello: Hi {nmae}.",
        "  down: Please take it down.": "  down: Please take your abuse down.",
        "  down-now: Please take it down now.": "  down-now: Please take it {down now.",
        '  note-void: "Note: reached nobody."': "  note-void: [Note]",
        "  done: Done.": "  dun: Done.",
    }
    text = ENGLISH
    for was, becomes in changes.items():
        assert text.count(was) == 1
        text = text.replace(was, becomes)

    found = [mistake.removeprefix("wording/xx.yaml:").split(": ", 1) for mistake in mistakes_in(text, tmp_path)]

    assert [(text.splitlines()[int(line) - 1].strip(), mistake) for line, mistake in found] == [
        (
            "numbers: [none, one, two, three, four, five, six, seven, eight, nine]",
            "`numbers` must list 11 words",
        ),
        ("close: Close this case for good now", "`labels.close` has 28 letters; 24 is the most"),
        ('case: "?"', "`gaps` does not say what stands for a missing {until}"),
        ("hello: Hi {nmae}.", "`note.hello` cannot use {nmae} (did you mean `name`?)"),
        ("down: Please take your abuse down.", "`note.down` says `abuse`, which is on the list of words never said"),
        ("down-now: Please take it {down now.", "`note.down-now` opens a brace and never closes it"),
        (text.splitlines()[line_of(text, "card:\n")].strip(), "`card.note-void` is missing"),
        ("note-void: [Note]", "`card.note-void` must be a text"),
        (text.splitlines()[line_of(text, "answers:\n")].strip(), "`answers.done` is missing"),
        ("dun: Done.", "unknown text `answers.dun` (did you mean `answers.done`?)"),
    ]


def test_a_file_that_is_not_yaml_says_where(tmp_path: Path) -> None:
    assert mistakes_in("note:\n  hello: [Hi\n", tmp_path)[0].startswith("wording/xx.yaml:3: is not YAML: ")


def test_an_empty_file_lacks_everything(tmp_path: Path) -> None:
    found = mistakes_in("", tmp_path)

    assert "wording/xx.yaml:1: `gaps` is missing" in found
    assert "wording/xx.yaml:1: `note.hello` is missing" in found


def test_a_text_given_twice_is_refused(tmp_path: Path) -> None:
    again = ENGLISH.replace("note:\n  hello: Hi {name}.\n", "note:\n  hello: Hi {name}.\n  hello: Hey {name}.\n")
    first = line_of(again, "  hello: Hi")

    assert mistakes_in(again, tmp_path) == [
        f"wording/xx.yaml:{first + 1}: `hello` is here twice (first on line {first})"
    ]

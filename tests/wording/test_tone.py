"""Every text there is, with realistic values, is short, plain and kind, and gives away nothing it should not."""

import pytest
from worded import BLANK, BOOK, ENGLAND, Text, every_text

from bot.place import Place
from bot.wording.lint import GRADE, MEMBER_WORDS, forbidden, grade, too_long, words

LONG = {"pinned": 200, "where": 150}
"""What stands in the group or was asked for may take a screen, or two."""
ENGLISH = ("999", "101", "NSPCC", "LADO", "Ofsted", "DSL", "ICO", "Designated", "Samaritans", "governors", "Department")


def without_names(text: str, place: Place) -> str:
    """A helpline's name is its own."""
    for service in place.services:
        text = text.replace(service.name, "them")
    return text


def every(is_to_member: bool) -> tuple[Text, ...]:  # noqa: FBT001
    return tuple(text for text in every_text() if text.is_to_member is is_to_member)


def test_what_a_member_gets_has_ninety_words_at_most() -> None:
    long = {
        f"{text.name}: {len(words(text.text))}"
        for text in every(is_to_member=True)
        if len(words(text.text)) > LONG.get(text.name, MEMBER_WORDS)
    }

    assert long == set()


def test_what_a_member_gets_reads_at_the_age_of_ten() -> None:
    hard = {
        f"{text.name}: {grade(text.text):.1f}"
        for text in every(is_to_member=True)
        if grade(text.text) > GRADE and not text.name.startswith("labels.")
    }

    assert hard == set()


def test_no_sentence_runs_out_of_breath() -> None:
    assert {sentence for text in every_text() for sentence in too_long(text.text)} == set()


@pytest.mark.parametrize("place", [ENGLAND, BLANK], ids=lambda place: place.id)
def test_no_text_accuses_threatens_or_promises_what_is_not_kept(place: Place) -> None:
    found = {}
    for text in every_text(place=place):
        never = BOOK.forbidden.to_admins()
        if text.is_to_member:
            never = BOOK.forbidden.to_member_urgently() if text.is_urgent else BOOK.forbidden.to_member()
        if said := forbidden(without_names(text.text, place), never):
            found[text.name] = said

    assert found == {}


def test_no_fact_of_one_place_reaches_another() -> None:
    bare = tuple(every_text(place=BLANK))

    assert {(text.name, fact) for text in bare for fact in ENGLISH if fact in text.text} == set()


def test_every_place_has_somebody_to_turn_to() -> None:
    nobody = {
        text.name
        for place in (ENGLAND, BLANK)
        for text in every_text(place=place)
        if text.name.startswith(("insult", "naming", "threat reminder")) and "01632 960142" not in text.text
        if "school" not in text.text and "emergency" not in text.text and "999" not in text.text
    }

    assert nobody == set()


def test_a_brace_is_never_shown() -> None:
    assert {text.name for text in every_text() if "{" in text.text or "}" in text.text} == set()


def test_nothing_of_the_message_and_nobody_it_names_is_repeated_to_its_poster() -> None:
    quoted = {"muppet", "ask anyone", "Kemp", "Ahmed", "insults-staff"}

    assert {(t.name, word) for t in every(is_to_member=True) for word in quoted if word in t.text} == set()


def test_an_admins_text_fits_one_message_of_either_platform() -> None:
    assert max(len(text.text.encode("utf-16-le")) // 2 for text in every(is_to_member=False)) <= 2000


def test_a_pop_up_holds_every_answer_and_half_a_phone_every_label() -> None:
    answers = [text.text for text in every_text() if text.name.startswith("answers.")]
    labels = [text.text for text in every_text() if text.name.startswith("labels.")]

    assert max(map(len, answers)) <= 200
    assert max(map(len, labels)) <= 24


def test_numbers_of_the_ladder_are_never_repeated_in_the_texts() -> None:
    with_digits = {
        key
        for key, template in BOOK.texts.items()
        if any(letter.isdigit() for plain, _ in template for letter in plain)
    }

    assert with_digits == {key for key in BOOK.texts if key.startswith("plurals.") and key.endswith(".one")} - {
        "plurals.times.one"
    }


def test_every_note_about_a_message_says_who_will_see_an_ask_a_person() -> None:
    silent = {
        text.name
        for text in every_text()
        if text.name.split()[0] in {"insult", "threat", "several", "allegation", "distress"}
        if "“Ask a person”: an admin with no tie to it will see" not in text.text
    }

    assert silent == set()

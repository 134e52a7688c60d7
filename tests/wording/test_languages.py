"""Every wording that ships is held to the same rules; what a draft does not say is said in English, key by key."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from worded import BOOK, ENGLAND, LARKRISE, every_text

from bot.errors import FactsError
from bot.wording import dates, letters, locale
from bot.wording.draft import page
from bot.wording.lint import MEMBER_WORDS, forbidden, too_long, words
from bot.wording.phrasebook import WORDING, languages, load, note_keys
from bot.wording.shown import ISOLATE, POP

DRAFTS = tuple(each for each in languages() if each != "en")
NEEDED = ("dates", "joined", "whom", "contacts", "help", "messages", "notes", "note", "several", "to-member")
"""What a note is made of: a parent gets all of it in one language, or none."""
ANSWERS = ("steps", "inquiries", "why", "asked.help", "asked.privacy", "asked.rules", "asked.mydata", "asked.forgetme")
"""What is answered, and what stands in the group."""
LONG = {"pinned", "where"}
MONDAY = datetime(2026, 3, 2, 18, 42, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


def test_these_are_the_languages_there_is_a_wording_in() -> None:
    assert set(DRAFTS) == {"ar", "bn", "cy", "es", "fr", "pa", "pl", "pt", "ro", "ur"}


@pytest.mark.parametrize("language", DRAFTS)
def test_a_parent_reads_a_whole_note_in_one_language(language: str) -> None:
    own = load(language).own
    member = [key for key in BOOK.texts if key.partition(".")[0] in NEEDED]

    assert [key for key in (*member, "group.join", "language.chosen") if key not in own] == []


@pytest.mark.parametrize("language", DRAFTS)
def test_what_a_member_gets_is_as_short_and_kind_in_every_language(language: str) -> None:
    book = load(language)
    found = {}
    for text in every_text(book):
        if not text.is_to_member or (text.name in BOOK.texts and text.name not in book.own):
            continue
        said = text.text
        for service in ENGLAND.services:  # a helpline's name is its own
            said = said.replace(service.name, "")
        never = book.forbidden.to_member_urgently() if text.is_urgent else book.forbidden.to_member()
        wrong = (*forbidden(said, never), *too_long(said))
        if len(words(said)) > MEMBER_WORDS and text.name not in LONG:
            wrong = (*wrong, str(len(words(said))))
        if wrong:
            found[text.name] = wrong

    assert found == {}


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("pl", 1, "1 wiadomość"),
        ("pl", 22, "22 wiadomości"),
        ("pl", 5, "5 wiadomości"),
        ("pl", 15, "15 wiadomości"),
        ("ar", 2, "رسالتان"),
        ("ro", 20, "20 de mesaje"),
        ("cy", 2, "2 neges"),
        ("fr", 0, "0 message"),
    ],
)
def test_nouns_follow_their_number_by_the_languages_own_rules(language: str, n: int, said: str) -> None:
    assert load(language).amount("messages", n).replace(ISOLATE, "").replace(POP, "") == said


@pytest.mark.parametrize("language", DRAFTS)
def test_the_notice_and_every_answer_to_a_member_are_in_one_language(language: str) -> None:
    book = load(language)
    wanted = [key for key in BOOK.texts if key.startswith((*ANSWERS, "group.pinned", "group.rules", "tuning.since"))]
    left = [key for key in wanted if key not in book.own and not key.startswith("tuning.since-")]
    member = [key for key in book.own if key.startswith(("asked.", "tuning.", "file."))]
    said = {key: "".join(part for part, _ in book.texts[key]) for key in member}

    assert left == []
    assert {key for key in member if forbidden(said[key], book.forbidden.to_member()) or too_long(said[key])} == set()


@pytest.mark.parametrize("language", languages())
def test_the_notice_fits_one_message_of_either_platform_with_all_languages_named(language: str) -> None:
    text = letters.pinned(load(language), group=LARKRISE, place=ENGLAND, changed="2 March", languages=languages())

    assert len(text) <= 1_900


def test_a_noun_that_a_draft_does_not_have_is_english_and_in_the_right_form() -> None:
    assert [load("pl").amount("times", n) for n in (1, 2)] == ["once", "2 times"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Monday 2 March, 18:42"),
        ("pl", "poniedziałek, 2 marca, 18:42"),
        ("pt", "segunda-feira, 2 de março, 18:42"),
        ("cy", "Dydd Llun 2 Mawrth, 18:42"),
        ("ro", "luni, 2 martie, 18:42"),
    ],
)
def test_days_and_months_are_the_languages_own(language: str, said: str) -> None:
    assert dates.moment(load(language), MONDAY, MONDAY, LONDON) == said


@pytest.mark.parametrize("language", ["ar", "ur"])
def test_from_right_to_left_what_is_filled_in_keeps_to_itself(language: str) -> None:
    said = load(language).say("help.emergency", contact="999 (UK)")

    assert f"{ISOLATE}999 (UK){POP}" in said
    assert locale.runs_left(language)
    assert ISOLATE not in load("pl").say("help.emergency", contact="999")


def test_a_draft_is_refused_for_the_same_mistakes_with_their_lines(tmp_path: Path) -> None:
    shown = (WORDING / "pl.yaml").read_text(encoding="utf-8")
    broken = shown.replace("  down: Usuń to, proszę.", "  down: Usuń to, ofiaro {nmae}.").replace("  close: ", "")
    (tmp_path / "pl.yaml").write_text(broken, encoding="utf-8")

    with pytest.raises(FactsError) as refused:
        load("pl", tmp_path)

    line = broken[: broken.index("ofiaro")].count("\n") + 1
    assert str(refused.value).splitlines() == [
        f"wording/pl.yaml:{line}: `note.down` cannot use {{nmae}}",
        f"wording/pl.yaml:{line}: `note.down` says `ofiar*`, which is on the list of words never said",
    ]


def test_what_is_left_out_of_a_draft_is_english_and_no_form_of_its_nouns_may_be(tmp_path: Path) -> None:
    shown = (WORDING / "pl.yaml").read_text(encoding="utf-8")
    (tmp_path / "pl.yaml").write_text(shown.replace("  down: Usuń to, proszę.\n", ""), encoding="utf-8")
    left_out = load("pl", tmp_path)
    (tmp_path / "pl.yaml").write_text(shown.replace('few: "{n} minuty", ', ""), encoding="utf-8")

    assert left_out.say("note.down") == "Please take it down."
    assert left_out.edition != load("pl").edition
    with pytest.raises(FactsError, match=r"`plurals\.minutes\.few` is missing"):
        load("pl", tmp_path)


def test_languages_offer_the_same_notes() -> None:
    assert {note_keys(load(language)) for language in languages()} == {note_keys(BOOK)}


def test_whoever_reads_a_draft_sees_every_text_a_member_may_get_beside_the_english() -> None:
    shown = page(BOOK, load("pl")).decode("utf-8-sig")

    assert "note.down\n  Please take it down.\n  Usuń to, proszę." in shown
    assert "plurals.minutes.few\n  {n} minuty" in shown
    assert "gaps.contact\n  the school office\n  sekretariat szkoły" in shown
    assert "why.none\n  You have had no note from me this month.\n  W tym miesiącu nie było ode mnie notki" in shown
    assert "asked.rules\n  This is what I look for. What you think of school is yours to say.\n  Na to" in shown

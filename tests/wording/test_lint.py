"""The lint counts as readers do and finds what is never said."""

import pytest

from bot.wording.lint import forbidden, grade, sentences, too_long, words


def test_a_time_a_number_and_a_sign_are_counted_as_readers_count_them() -> None:
    assert words("At 18:42 – call 0808 800 5000!") == ("At", "18:42", "call", "0808", "800", "5000!")


def test_lines_and_stops_end_a_sentence() -> None:
    assert sentences("Hi. At 18.42\nyou wrote… Is it so? Yes") == ("Hi.", "At 18.42", "you wrote… Is it so?", "Yes")


def test_twenty_words_are_one_breath() -> None:
    assert too_long("word " * 20 + ".") == ()
    assert too_long("word " * 21 + ".") == (("word " * 21 + ".").strip(),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", 0.0, id="nothing"),
        pytest.param("The cat sat on the mat.", -1.4, id="first words"),
        pytest.param("The school office can help you if something is wrong.", 2.5, id="a reminder"),
        pytest.param(
            "Notwithstanding considerable institutional responsibilities, communication necessitates moderation.",
            42.8,
            id="an institution",
        ),
    ],
)
def test_the_grade_is_flesch_and_kincaids(text: str, expected: float) -> None:
    assert round(grade(text), 1) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("You were BULLYING her.", ("bully*",)),
        ("That is “abuse”, plainly.", ("abuse",)),
        ("Zero tolerance: it's the law.", ("law", "zero tolerance")),
        ("The lawn and the bull by the window.", ()),
        ("Zero-tolerance", ("zero tolerance",)),
    ],
)
def test_words_never_said_are_found_whole_or_by_their_beginning(text: str, found: tuple[str, ...]) -> None:
    assert forbidden(text, ("abuse", "bully*", "law", "zero tolerance")) == found

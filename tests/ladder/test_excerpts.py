"""How much of a message may be kept."""

import pytest
from builders import finding, incident, message
from hypothesis import given
from hypothesis import strategies as st

from bot.finding import Alert, Level, Span
from bot.ladder.excerpts import LIMIT, excerpt, said, wiped
from bot.message import Media

LONG = "x" * 500


@pytest.mark.parametrize(
    ("level", "alert", "kept"),
    [
        pytest.param(Level.POINTER, Alert.NONE, None, id="nothing of what only gets a pointer"),
        pytest.param(Level.REMINDER, Alert.NONE, 279, id="an excerpt for a reminder"),
        pytest.param(Level.LOOK, Alert.NONE, 279, id="an excerpt for a look"),
        pytest.param(Level.SERIOUS, Alert.NONE, 500, id="all of what is serious"),
        pytest.param(Level.DANGER, Alert.NONE, 500, id="all of what is dangerous"),
        pytest.param(Level.SUPPORT, Alert.NONE, None, id="nothing of a member who may want nobody told"),
        pytest.param(Level.SUPPORT, Alert.THIN, None, id="nothing of a worry about an adult"),
        pytest.param(Level.SUPPORT, Alert.URGENT, 279, id="an excerpt when a life is at risk"),
    ],
)
def test_the_level_says_how_much_is_kept(level: Level, alert: Alert, kept: int | None) -> None:
    found = finding(level, alert=alert)

    line = said(message(LONG), (found,), found)

    assert (None if line.excerpt is None else len(line.excerpt)) == kept


@pytest.mark.parametrize(
    ("level", "kept"), [(Level.REMINDER, frozenset({Media.PHOTO, Media.VOICE})), (Level.POINTER, frozenset())]
)
def test_what_was_with_the_words_is_kept_where_the_words_are(level: Level, kept: frozenset[Media]) -> None:
    line = said(message("oaf", media=frozenset({Media.VOICE, Media.PHOTO})), (finding(level),), finding(level))

    assert line.media == kept
    assert [each.media for each in wiped(incident(said=(line,))).said] == [frozenset()]


def test_an_excerpt_begins_a_little_before_the_matched_words_and_says_where_it_was_cut() -> None:
    text = "a" * 200 + " muppet " + "b" * 300

    cut, spans = excerpt(text, (Span(201, 207),))

    assert cut == "…" + "a" * 59 + " muppet " + "b" * 211 + "…"
    assert [cut[span.start : span.end] for span in spans] == ["muppet"]


def test_words_that_fall_outside_an_excerpt_are_no_longer_pointed_at_and_half_ones_as_far_as_they_go() -> None:
    text = "a" * 200 + " muppet " + "b" * 300  # its excerpt goes from 141 to 419

    cut, spans = excerpt(text, (Span(201, 207), Span(410, 425), Span(419, 425), Span(450, 460)))

    assert [cut[span.start : span.end] for span in spans] == ["muppet", "b" * 9]


@given(
    text=st.text(max_size=900),
    ends=st.lists(st.tuples(st.integers(0, 899), st.integers(1, 300)), max_size=4),
)
def test_spans_go_on_pointing_at_the_same_words(text: str, ends: list[tuple[int, int]]) -> None:
    spans = tuple(sorted(Span(a, min(a + n, len(text))) for a, n in ends if a < len(text)))

    cut, kept = excerpt(text, spans)

    assert len(cut) <= LIMIT
    assert all(0 <= span.start < span.end <= len(cut) for span in kept)
    assert all(cut[span.start : span.end] in text for span in kept)
    assert bool(kept) is bool(spans)

"""How much of a message may be kept."""

import pytest
from builders import finding, incident, message
from builders import said as bare
from hypothesis import given
from hypothesis import strategies as st

from bot.finding import Alert, Level, Span
from bot.ladder.excerpts import LIMIT, excerpt, said, wiped
from bot.message import Media

LONG = "x" * 500
PHOTO = frozenset({Media.PHOTO})


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

    line = said(message(LONG, media=PHOTO), (found,), found)

    assert (None if line.excerpt is None else len(line.excerpt)) == kept
    assert line.media == (frozenset() if kept is None else PHOTO)


def test_what_came_with_words_is_wiped_as_they_are() -> None:
    (line,) = wiped(incident(said=(bare("Dunn is a muppet", media=PHOTO),))).said

    assert line == bare(None, spans=())


def test_an_excerpt_begins_a_little_before_the_matched_words_and_says_where_it_was_cut() -> None:
    text = "a" * 200 + " muppet " + "b" * 300

    cut, spans = excerpt(text, (Span(201, 207),))

    assert cut == "…" + "a" * 59 + " muppet " + "b" * 211 + "…"
    assert [cut[span.start : span.end] for span in spans] == ["muppet"]


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

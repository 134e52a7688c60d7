"""What people wrote is shown so that it cannot upset the text around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.finding import Span
from bot.wording.shown import plain, quote

SPANS = st.builds(Span, st.integers(-5, 400), st.integers(-5, 400))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        pytest.param("Sam\n\n  Patel\t", "Sam Patel", id="one line"),
        pytest.param("S\u202eam\u200b", "Sam", id="hidden signs"),
        pytest.param("👩\u200d👧 mum", "👩\u200d👧 mum", id="a joined emoji"),
        pytest.param("سام", "\u2068سام\u2069", id="right to left is kept apart"),
        pytest.param("x" * 30, "x" * 19 + "…", id="cut"),
    ],
)
def test_a_name_is_one_short_line(written: str, shown: str) -> None:
    assert plain(written, 20) == shown


@pytest.mark.parametrize(
    ("written", "spans", "shown"),
    [
        pytest.param("you muppet", (Span(4, 10),), "you «muppet»", id="marked"),
        pytest.param("you muppet", (Span(4, 8), Span(6, 10)), "you «muppet»", id="overlapping marks are one"),
        pytest.param("you muppet", (Span(4, 99), Span(50, 60)), "you «muppet»", id="marks outside are cut"),
        pytest.param("a" * 50 + " muppet", (Span(51, 57),), "…" + "a" * 13 + " «muppet»", id="cut around the match"),
        pytest.param("ring 07700 900123 now", (), "ring ••••• ••••23 now", id="a number to call"),
        pytest.param("room 12, 3.15 on 9/3", (), "room 12, 3.15 on 9/3", id="a room and a time"),
    ],
)
def test_a_quote_marks_what_matched_and_hides_numbers(written: str, spans: tuple[Span, ...], shown: str) -> None:
    assert quote(written, spans, 20 if len(written) > 30 else 30) == shown


@given(st.text(max_size=300), st.lists(SPANS, max_size=5), st.integers(1, 300), st.none() | st.text(max_size=10))
def test_any_quote_is_one_bounded_line(text: str, spans: list[Span], most: int, name: str | None) -> None:
    shown = quote(text, spans, most, name)

    assert "\n" not in shown
    assert len(shown) <= 3 * most + 4


@given(st.text(max_size=300), st.integers(1, 100))
def test_any_name_is_one_bounded_line(text: str, most: int) -> None:
    shown = plain(text, most)

    assert shown.splitlines() in ([], [shown])
    assert len(shown) <= most + 2

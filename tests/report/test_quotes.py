"""A quoted message shows what matched, hides what is private and cannot steer a terminal."""

from typing import Any

import pytest
from builders import finding
from exported import said
from hypothesis import given
from hypothesis import strategies as some

from bot.finding import Alert, Concern, Finding, Level, Span
from bot.report.quotes import Piece, quote


def at(start: int, end: int, level: Level = Level.REMINDER, **more: Any) -> Finding:
    return finding(level, spans=(Span(start, end),), **more)


def quoted(text: str, *findings: Finding) -> tuple[Piece, ...]:
    return quote(said(text, chat="c", id="1", author=("a", "A")), findings)


def test_the_matched_words_are_marked() -> None:
    assert quoted("he is a muppet today", at(8, 14)) == (
        Piece("he is a "),
        Piece("muppet", is_matched=True),
        Piece(" today"),
    )


def test_findings_that_overlap_are_marked_once() -> None:
    pieces = quoted("what a silly muppet", at(7, 19), at(13, 19))

    assert pieces == (Piece("what a "), Piece("silly muppet", is_matched=True))


@pytest.mark.parametrize("concern", [Concern.DOXXING, Concern.DISCRIMINATION])
def test_a_private_detail_or_a_slur_is_masked(concern: Concern) -> None:
    assert quoted("at 4 Mill Road now", at(3, 14, concern=concern)) == (
        Piece("at "),
        Piece("• •••• ••••", is_matched=True),
        Piece(" now"),
    )


def test_a_long_number_is_masked_whatever_was_matched() -> None:
    assert quoted("ring 07700 900123 you muppet by 15.30", at(22, 28))[0] == Piece("ring ••••• •••••• you ")


@pytest.mark.parametrize(("alert", "is_shown"), [(Alert.NONE, False), (Alert.THIN, False), (Alert.URGENT, True)])
def test_a_cry_for_help_is_shown_only_where_an_admin_must_act(alert: Alert, is_shown: bool) -> None:  # noqa: FBT001
    pieces = quoted("it is hopeless", at(6, 14, level=Level.SUPPORT, alert=alert))

    assert bool(pieces) is is_shown


def test_of_a_long_message_the_part_around_the_match_is_shown() -> None:
    text = "a" * 400 + " muppet " + "b" * 400

    pieces = quoted(text, at(401, 407))

    assert Piece("muppet", is_matched=True) in pieces
    assert sum(len(piece.text) for piece in pieces) <= 280


def test_nothing_quoted_can_steer_a_terminal() -> None:
    pieces = quoted("\x1b[31mred\x07 \u202emuppet\nnext", at(12, 18))

    assert "".join(piece.text for piece in pieces) == "[31mred muppet next"


@given(text=some.text(max_size=400), start=some.integers(0, 400), length=some.integers(1, 50))
def test_any_message_can_be_quoted(text: str, start: int, length: int) -> None:
    for piece in quoted(text, at(start, start + length)):
        assert not any(ord(letter) < 32 for letter in piece.text)

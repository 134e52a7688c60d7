import pytest
from exported import said
from hypothesis import given
from hypothesis import strategies as some

from bot.finding import Alert, Concern, Finding, Level, RuleId, Span, Target, TargetKind
from bot.report.quotes import Piece, quote


def finding(
    *spans: tuple[int, int],
    concern: Concern = Concern.INSULT,
    level: Level = Level.REMINDER,
    alert: Alert = Alert.NONE,
) -> Finding:
    return Finding(
        rule=RuleId("r"),
        concern=concern,
        level=level,
        target=Target(TargetKind.STAFF),
        spans=tuple(Span(*span) for span in spans),
        reason="",
        wording="general",
        alert=alert,
    )


def quoted(text: str, *findings: Finding) -> tuple[Piece, ...]:
    return quote(said(text, chat="c", id="1", author=("a", "A")), findings)


def test_the_matched_words_are_marked() -> None:
    assert quoted("he is a muppet today", finding((8, 14))) == (
        Piece("he is a "),
        Piece("muppet", is_matched=True),
        Piece(" today"),
    )


def test_findings_that_overlap_are_marked_once() -> None:
    pieces = quoted("what a silly muppet", finding((7, 19)), finding((13, 19)))

    assert pieces == (Piece("what a "), Piece("silly muppet", is_matched=True))


@pytest.mark.parametrize("concern", [Concern.DOXXING, Concern.DISCRIMINATION])
def test_a_private_detail_or_a_slur_is_masked(concern: Concern) -> None:
    assert quoted("at 4 Mill Road now", finding((3, 14), concern=concern)) == (
        Piece("at "),
        Piece("• •••• ••••", is_matched=True),
        Piece(" now"),
    )


def test_a_long_number_is_masked_whatever_was_matched() -> None:
    assert quoted("ring 07700 900123 you muppet by 15.30", finding((22, 28)))[0] == Piece("ring ••••• •••••• you ")


@pytest.mark.parametrize(("alert", "is_shown"), [(Alert.NONE, False), (Alert.THIN, False), (Alert.URGENT, True)])
def test_a_cry_for_help_is_shown_only_where_an_admin_must_act(alert: Alert, is_shown: bool) -> None:  # noqa: FBT001
    pieces = quoted("it is hopeless", finding((6, 14), level=Level.SUPPORT, alert=alert))

    assert bool(pieces) is is_shown


def test_of_a_long_message_the_part_around_the_match_is_shown() -> None:
    text = "a" * 400 + " muppet " + "b" * 400

    pieces = quoted(text, finding((401, 407)))

    assert Piece("muppet", is_matched=True) in pieces
    assert sum(len(piece.text) for piece in pieces) <= 280


def test_nothing_quoted_can_steer_a_terminal() -> None:
    pieces = quoted("\x1b[31mred\x07 \u202emuppet\nnext", finding((12, 18)))

    assert "".join(piece.text for piece in pieces) == "[31mred muppet next"


@given(text=some.text(max_size=400), start=some.integers(0, 400), length=some.integers(1, 50))
def test_any_message_can_be_quoted(text: str, start: int, length: int) -> None:
    for piece in quoted(text, finding((start, start + length))):
        assert not any(ord(letter) < 32 for letter in piece.text)

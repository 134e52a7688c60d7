"""People are letters in a report, unless their names are asked for."""

from datetime import UTC, datetime

import pytest
from exported import said

from bot.message import Message
from bot.report.members import Anonymous, Named


def by(author: str, chat: str = "a") -> Message:
    return said("hi", chat=chat, id="1", author=(author, author.title()), at=datetime(2026, 3, 9, tzinfo=UTC))


def test_members_are_letters_in_the_order_they_first_spoke() -> None:
    names = Anonymous()

    assert [names.name(by(author)) for author in ("jo", "pat", "jo", "sam")] == [
        "Member A",
        "Member B",
        "Member A",
        "Member C",
    ]


def test_letters_are_given_out_anew_in_every_chat() -> None:
    names = Anonymous()

    assert [names.name(by(author, chat)) for author, chat in (("jo", "a"), ("pat", "a"), ("pat", "b"))] == [
        "Member A",
        "Member B",
        "Member A",
    ]


@pytest.mark.parametrize(("number", "letter"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (703, "AAA")])
def test_there_is_a_letter_for_everybody(number: int, letter: str) -> None:
    names = Anonymous()

    called = [names.name(by(f"p{place}")) for place in range(number)]

    assert called[-1] == f"Member {letter}"


def test_names_are_shown_when_asked_for() -> None:
    assert Named().name(by("jo")) == "Jo"

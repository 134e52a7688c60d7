"""Private details are found, and every one of them is marked for masking, whatever words gave it away."""

import pytest
from shipped import shipped

from bot.detectors.shares import Detail, details
from bot.group import Contact
from bot.message import Media
from bot.rulebook.examples import example_scene

OFFICE = (Contact(kind="school-office", text="The office, 01632 960142", link="https://millbrook.example"),)


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        (Detail.PHONE, "ring him on 07700 900 123", ["07700 900 123"]),
        (Detail.PHONE, "+44 7700 900123 is hers", ["+44 7700 900123"]),
        (Detail.PHONE, "the office is 01632 960142", []),
        (Detail.PHONE, "booking 12345 for 30 at £1200", []),
        (Detail.ADDRESS, "she is at 12 Mill Close, red door", ["12 Mill Close"]),
        (Detail.ADDRESS, "SW1A 1AA is the code", ["SW1A 1AA"]),
        (Detail.ADDRESS, "12 children from Mill", []),
        (Detail.EMAIL, "write to t.pell@mail.example", ["t.pell@mail.example"]),
        (Detail.EMAIL, "office@millbrook.sch.uk", []),
        (Detail.PROFILE, "look https://www.instagram.com/mrpell", ["https://www.instagram.com/mrpell"]),
        (Detail.PHONE, "ring her ０７７００ ９００１２３ tonight 😡", ["０７７００ ９００１２３"]),
        (Detail.ADDRESS, "12 𝓜𝓲𝓵𝓵 Close 😡", ["12 𝓜𝓲𝓵𝓵 Close"]),
        (Detail.ADDRESS, "12 M\u200bi\u200bll Clo\u200bse", ["12 M\u200bi\u200bll Clo\u200bse"]),
        (Detail.CAR, "the red one, AB12 CDE", ["AB12 CDE"]),
    ],
)
def test_details_are_found_and_official_ones_left(kind: Detail, text: str, found: list[str]) -> None:
    assert [text[s.start : s.end] for s in details(kind, text, frozenset(), OFFICE)] == found


def test_a_shared_contact_and_a_picture_are_details_of_the_whole_message() -> None:
    assert [(s.start, s.end) for s in details(Detail.PHONE, "Pell", frozenset({Media.CONTACT}), ())] == [(0, 4)]
    assert [(s.start, s.end) for s in details(Detail.PHOTO, "Pell", frozenset({Media.PHOTO}), ())] == [(0, 4)]


def test_the_detail_itself_is_among_the_spans_of_the_finding() -> None:
    text = "that Karen Fordham, she's at 22 Chapel Row, go and knock"
    scene = example_scene(text)
    findings = shipped().examine(scene)

    marked = {text[span.start : span.end] for finding in findings for span in finding.spans}
    assert "22 Chapel Row" in marked

"""Where a message of a WhatsApp export begins, in all the ways phones write it."""

from pathlib import Path

import pytest
from exported import heard_in, opened, whatsapp_export

LRM = "\u200e"
NNBSP = "\u202f"

FORMS = [
    ("09/03/2026, 14:05 - Jan: hi", "2026-03-09T14:05:00"),
    ("9/3/26, 2:05 pm - Jan: hi", "2026-03-09T14:05:00"),
    (f"9/3/26, 2:05{NNBSP}PM - Jan: hi", "2026-03-09T14:05:00"),
    ("9/3/2026, 2:05 p.\u00a0m. - Jan: hi", "2026-03-09T14:05:00"),
    ("9/3/26, 12:05 AM - Jan: hi", "2026-03-09T00:05:00"),
    ("9/3/26, 12:05 PM - Jan: hi", "2026-03-09T12:05:00"),
    ("09.03.26, 14:05 - Jan: hi", "2026-03-09T14:05:00"),
    ("2026-03-09, 14:05 - Jan: hi", "2026-03-09T14:05:00"),
    ("2026/03/09, 2:05 pm - Jan: hi", "2026-03-09T14:05:00"),
    ("9.3.2026 klo 14.05 - Jan: hi", "2026-03-09T14:05:00"),
    ("9. 3. 2026. 14:05 - Jan: hi", "2026-03-09T14:05:00"),
    ("9/3/2026 14:05 - Jan: hi", "2026-03-09T14:05:00"),
    ("[09/03/2026, 14:05:09] Jan: hi", "2026-03-09T14:05:09"),
    (f"[9/3/26, 2:05:09{NNBSP}PM] Jan: hi", "2026-03-09T14:05:09"),
    ("[09.03.26, 14:05:09] Jan: hi", "2026-03-09T14:05:09"),
    ("[2026/03/09, 14:05:09] Jan: hi", "2026-03-09T14:05:09"),
    (f"{LRM}[09/03/2026, 14:05:09] Jan: hi", "2026-03-09T14:05:09"),
    ("٩\u200f/٣\u200f/٢٠٢٦، ٢:٠٥ م - Jan: hi", "2026-03-09T14:05:00"),  # Arabic digits
    ("9.3.2026 öS 2:05 - Jan: hi", "2026-03-09T14:05:00"),
]


@pytest.mark.parametrize(("line", "at"), FORMS)
def test_every_form_of_beginning_is_known(tmp_path: Path, line: str, at: str) -> None:
    assert heard_in(whatsapp_export(tmp_path, line)) == [(1, at, "Jan", "hi")]


@pytest.mark.parametrize(
    "line", ["09/03/2026, 25:05 - Jan: hi", "40/40/2026, 14:05 - Jan: hi", "9/3/26, 13:05 PM - Jan: hi"]
)
def test_what_is_no_date_or_hour_begins_nothing(tmp_path: Path, line: str) -> None:
    path = whatsapp_export(tmp_path, "09/03/2026, 14:00 - Jan: one", line)

    assert [text for _, _, _, text in heard_in(path)] == [f"one\n{line}"]


@pytest.mark.parametrize(
    ("lines", "first", "remark"),
    [
        pytest.param(
            ("3/4/26, 10:00 - Jan: a", "3/25/26, 10:00 - Jan: b"),
            "2026-03-04T10:00:00",
            "dates are month/day/year (line 2 can be nothing else)",
            id="a day above twelve settles it",
        ),
        pytest.param(
            ("3/4/26, 10:00 - Jan: a", "4/4/26, 10:00 - Jan: b", "5/3/26, 10:00 - Jan: c", "6/1/26, 10:00 - Jan: d"),
            "2026-03-04T10:00:00",
            "dates are month/day/year (only so do the messages follow each other in time)",
            id="else the order of the messages does",
        ),
        pytest.param(
            ("3/4/26, 10:00 - Jan: a",),
            "2026-04-03T10:00:00",
            "dates are day/month/year (assumed: nothing in the file settles it)",
            id="else the day comes first",
        ),
        pytest.param(
            ("2026-03-04, 10:00 - Jan: a",),
            "2026-03-04T10:00:00",
            "dates are year/month/day (the year comes first)",
            id="a year in front",
        ),
    ],
)
def test_the_order_of_dates_is_inferred_and_stated(
    tmp_path: Path, lines: tuple[str, ...], first: str, remark: str
) -> None:
    path = whatsapp_export(tmp_path, *lines)

    assert heard_in(path)[0][1] == first
    assert remark in opened(path).remarks[0]


def test_a_pasted_timetable_stays_in_its_message(tmp_path: Path) -> None:
    path = whatsapp_export(
        tmp_path,
        "12/03/2026, 08:00 - Jan: Dates:",
        "16/03/2026, 09:00 - assembly: all welcome",
        "27/03/2026, 15:00 - break up",
        *(f"12/03/2026, 08:{minute:02} - Mo: noted" for minute in range(1, 9)),
    )

    assert heard_in(path)[0] == (
        1,
        "2026-03-12T08:00:00",
        "Jan",
        "Dates:\n16/03/2026, 09:00 - assembly: all welcome\n27/03/2026, 15:00 - break up",
    )
    assert len(heard_in(path)) == 9


def test_an_old_message_pasted_into_a_new_one_is_its_posters(tmp_path: Path) -> None:
    path = whatsapp_export(
        tmp_path,
        "12/03/2026, 08:00 - Jan: she wrote",
        "02/03/2026, 22:00 - Lee: you are a cow",
        "12/03/2026, 08:01 - Mo: oh dear",
        "12/03/2026, 08:02 - Mo: when",
        "12/03/2026, 08:03 - Jan: last week",
    )

    assert [(name, text) for _, _, name, text in heard_in(path)] == [
        ("Jan", "she wrote\n02/03/2026, 22:00 - Lee: you are a cow"),
        ("Mo", "oh dear"),
        ("Mo", "when"),
        ("Jan", "last week"),
    ]


def test_a_silence_of_days_is_no_paste(tmp_path: Path) -> None:
    path = whatsapp_export(
        tmp_path,
        "12/03/2026, 08:00 - Jan: bye",
        "20/04/2026, 08:00 - Mo: hello again",
        "20/04/2026, 08:01 - Jan: hello",
        "20/04/2026, 08:02 - Jan: had a good break?",
        "20/04/2026, 08:03 - Mo: yes",
    )

    assert len(heard_in(path)) == 5


def test_a_pasted_line_of_another_phone_begins_nothing(tmp_path: Path) -> None:
    path = whatsapp_export(
        tmp_path, "12/03/2026, 08:00 - Jan: look", "[12/03/2026, 07:00:00] Lee: cow", "12/03/2026, 08:01 - Mo: oh"
    )

    assert [name for _, _, name, _ in heard_in(path)] == ["Jan", "Mo"]

import json
from collections import Counter
from pathlib import Path

import pytest
from exported import WHATSAPP, entries, opened, said, until_refused, written

from bot.chatfile import Blank, Format, Spoken, Unread
from bot.message import Media

LRM = "\u200e"
NNBSP = "\u202f"
CHAT = "whatsapp:Y9"
JAN = ("whatsapp:Jan", "Jan")


def chat(folder: Path, *lines: str, name: str = "WhatsApp Chat with Y9.txt", end: str = "\n") -> Path:
    return written(folder / name, end.join(lines) + end)


def texts(path: Path) -> list[tuple[int | str, str, str, str]]:
    return [
        (entry.label, entry.at, entry.message.author.name, entry.message.text)
        for entry in entries(path)
        if isinstance(entry, Spoken)
    ]


def blanks(path: Path) -> list[tuple[str, Blank]]:
    return [(entry.place, entry.reason) for entry in entries(path) if isinstance(entry, Unread)]


def test_a_message_is_read_whole(tmp_path: Path) -> None:
    path = chat(tmp_path, "09/03/2026, 12:00 - Jan: 42 hasnt come")

    assert opened(path).format is Format.WHATSAPP
    assert entries(path) == [
        Spoken(
            conversation="Y9",
            label=1,
            at="2026-03-09T12:00:00",
            place="line 1",
            message=said("42 hasnt come", chat=CHAT, id="1", author=JAN),
        )
    ]


def test_every_line_of_a_real_export_is_read_or_counted() -> None:
    export = entries(WHATSAPP)

    assert opened(WHATSAPP).remarks == (
        "Android form; dates are day/month/year (line 103 can be nothing else); 24-hour clock.",
    )
    assert Counter(entry.reason for entry in export if isinstance(entry, Unread)) == {
        Blank.SYSTEM: 6,
        Blank.MEDIA: 3,
        Blank.DELETED: 1,
    }
    assert len([entry for entry in export if isinstance(entry, Spoken)]) == 134


def test_the_expected_incidents_are_where_their_list_says() -> None:
    spoken = {entry.label: entry for entry in entries(WHATSAPP) if isinstance(entry, Spoken)}
    listed = [json.loads(line) for line in (WHATSAPP.parent.parent / "expected.jsonl").read_text("utf-8").splitlines()]
    ours = [case for case in listed if case["format"] == "whatsapp_txt"]

    assert [
        (entry.message.author.name, entry.message.text, entry.at[:16])
        for entry in (spoken[case["line"]] for case in ours)
    ] == [(case["author"], case["text"], case["at"]) for case in ours]


def test_a_message_of_several_lines_keeps_those_that_begin_with_a_date() -> None:
    [entry] = [entry for entry in entries(WHATSAPP) if isinstance(entry, Spoken) and entry.label == 80]

    assert entry.message.text.splitlines()[1:3] == [
        "12/03/2026 - options evening, main hall",
        "27/03/2026 - forms back: Mr Good, exams office",
    ]
    assert entry.message.text.endswith("Then Easter!! 🐣")


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
    assert texts(chat(tmp_path, line)) == [(1, at, "Jan", "hi")]


@pytest.mark.parametrize(
    "line", ["09/03/2026, 25:05 - Jan: hi", "40/40/2026, 14:05 - Jan: hi", "9/3/26, 13:05 PM - Jan: hi"]
)
def test_what_is_no_date_or_hour_begins_nothing(tmp_path: Path, line: str) -> None:
    path = chat(tmp_path, "09/03/2026, 14:00 - Jan: one", line)

    assert [text for _, _, _, text in texts(path)] == [f"one\n{line}"]


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
    path = chat(tmp_path, *lines)

    assert texts(path)[0][1] == first
    assert remark in opened(path).remarks[0]


def test_a_pasted_timetable_stays_in_its_message(tmp_path: Path) -> None:
    path = chat(
        tmp_path,
        "12/03/2026, 08:00 - Jan: Dates:",
        "16/03/2026, 09:00 - assembly: all welcome",
        "27/03/2026, 15:00 - break up",
        *(f"12/03/2026, 08:{minute:02} - Mo: noted" for minute in range(1, 9)),
    )

    assert texts(path)[0] == (
        1,
        "2026-03-12T08:00:00",
        "Jan",
        "Dates:\n16/03/2026, 09:00 - assembly: all welcome\n27/03/2026, 15:00 - break up",
    )
    assert len(texts(path)) == 9


def test_an_old_message_pasted_into_a_new_one_is_its_posters(tmp_path: Path) -> None:
    path = chat(
        tmp_path,
        "12/03/2026, 08:00 - Jan: she wrote",
        "02/03/2026, 22:00 - Lee: you are a cow",
        "12/03/2026, 08:01 - Mo: oh dear",
        "12/03/2026, 08:02 - Mo: when",
        "12/03/2026, 08:03 - Jan: last week",
    )

    assert [(name, text) for _, _, name, text in texts(path)] == [
        ("Jan", "she wrote\n02/03/2026, 22:00 - Lee: you are a cow"),
        ("Mo", "oh dear"),
        ("Mo", "when"),
        ("Jan", "last week"),
    ]


def test_a_silence_of_days_is_no_paste(tmp_path: Path) -> None:
    path = chat(
        tmp_path,
        "12/03/2026, 08:00 - Jan: bye",
        "20/04/2026, 08:00 - Mo: hello again",
        "20/04/2026, 08:01 - Jan: hello",
        "20/04/2026, 08:02 - Jan: had a good break?",
        "20/04/2026, 08:03 - Mo: yes",
    )

    assert len(texts(path)) == 5


def test_a_pasted_line_of_another_phone_begins_nothing(tmp_path: Path) -> None:
    path = chat(
        tmp_path, "12/03/2026, 08:00 - Jan: look", "[12/03/2026, 07:00:00] Lee: cow", "12/03/2026, 08:01 - Mo: oh"
    )

    assert [name for _, _, name, _ in texts(path)] == ["Jan", "Mo"]


@pytest.mark.parametrize(
    ("rest", "reason"),
    [
        ("Jan: <Media omitted>", Blank.MEDIA),
        ("Jan: <Pominięto multimedia>", Blank.MEDIA),
        ("Jan: This message was deleted", Blank.DELETED),
        ("Jan: You deleted this message.", Blank.DELETED),
        ("Jan: IMG-20260309-WA0003.jpg (file attached)", Blank.PHOTO),
        ("Jan: PTT-20260309-WA0004.opus (file attached)", Blank.VOICE),
        ("Jan:", Blank.EMPTY),
        ("Jan: ", Blank.EMPTY),
        ("Jan added Steph Okafor", Blank.SYSTEM),
        ('Jan changed the group name from "Y9: parents" to "Y9"', Blank.SYSTEM),
        ("Messages and calls are end-to-end encrypted. Learn more.", Blank.SYSTEM),
    ],
)
def test_on_android_what_holds_no_words_is_counted_with_its_reason(tmp_path: Path, rest: str, reason: Blank) -> None:
    path = chat(tmp_path, f"09/03/2026, 12:00 - {rest}")

    assert entries(path) == [Unread(conversation="Y9", place="line 1", reason=reason)]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f"{LRM}image omitted", Blank.PHOTO),
        (f"{LRM}Video omitted", Blank.VIDEO),
        (f"{LRM}audio omitted", Blank.VOICE),
        (f"{LRM}sticker omitted", Blank.STICKER),
        (f"{LRM}Contact card omitted", Blank.CONTACT),
        (f"letter to head.pdf • {LRM}2 pages {LRM}document omitted", None),
        (f"{LRM}letter to head.pdf • 2 pages document omitted", Blank.FILE),
        (f"{LRM}<attached: 00000012-PHOTO-2026-03-09-12-00-00.jpg>", Blank.PHOTO),
        (f"{LRM}This message was deleted.", Blank.DELETED),
        (f"{LRM}Missed voice call. Tap to call back", Blank.SYSTEM),
        (f"{LRM}Jan added Steph", Blank.SYSTEM),
        ("Messages and calls are end-to-end encrypted. Only people in this chat can read them.", Blank.SYSTEM),
    ],
)
def test_on_an_iphone_what_holds_no_words_is_counted_with_its_reason(
    tmp_path: Path, body: str, reason: Blank | None
) -> None:
    path = chat(tmp_path, f"{LRM}[09/03/2026, 12:00:00] Jan: {body}", end="\r\n")

    assert [found for _, found in blanks(path)] == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("lines", "text", "media"),
    [
        (("IMG-20260309-WA0003.jpg (file attached)", "who is this?"), "who is this?", frozenset({Media.PHOTO})),
        (("letter to head.pdf (file attached)",), "letter to head.pdf", frozenset({Media.FILE})),
        (("Jan Smith.vcf (Datei angehängt)",), "Jan Smith.vcf", frozenset({Media.CONTACT})),
        (("POLL:", "Picnic?", "OPTION: Thurs (3 votes)"), "POLL:\nPicnic?\nOPTION: Thurs (3 votes)", frozenset()),
        (("at 8:30: the gate",), "at 8:30: the gate", frozenset()),
        (("half", "", "and half"), "half\n\nand half", frozenset()),
    ],
)
def test_captions_file_names_and_polls_are_words(
    tmp_path: Path, lines: tuple[str, ...], text: str, media: frozenset[Media]
) -> None:
    path = chat(tmp_path, f"09/03/2026, 12:00 - Jan: {lines[0]}", *lines[1:])

    [entry] = entries(path)

    assert isinstance(entry, Spoken)
    assert (entry.message.text, entry.message.media) == (text, media)


@pytest.mark.parametrize(
    "mark", [" <This message was edited>", f" {LRM}<This message was edited.>", " <Ta wiadomość została zmieniona>"]
)
def test_the_mark_of_an_edit_is_not_part_of_the_words(tmp_path: Path, mark: str) -> None:
    [entry] = entries(chat(tmp_path, f"09/03/2026, 12:00 - Jan: You star{mark}"))

    assert isinstance(entry, Spoken)
    assert (entry.message.text, entry.message.edited_at) == ("You star", entry.message.sent_at)


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        (f"~{NNBSP}Dana", "~ Dana"),
        ("\u202a+44 7700 900677\u202c", "+44 7700 900677"),
        ("Bex Tom's mum", "Bex Tom's mum"),
    ],
)
def test_a_name_is_shown_without_the_marks_around_it(tmp_path: Path, shown: str, name: str) -> None:
    assert texts(chat(tmp_path, f"[09/03/2026, 12:00:00] {shown}: hi"))[0][2] == name


@pytest.mark.parametrize(
    ("file", "title"),
    [
        ("WhatsApp Chat with Y9 Parents.txt", "Y9 Parents"),
        ("WhatsApp Chat - Y9 Parents.txt", "Y9 Parents"),
        ("_chat.txt", "WhatsApp chat"),
        ("Y9.txt", "Y9"),
    ],
)
def test_the_chat_is_called_what_its_file_is_called(tmp_path: Path, file: str, title: str) -> None:
    [entry] = entries(chat(tmp_path, "09/03/2026, 12:00 - Jan: hi", name=file))

    assert isinstance(entry, Spoken)
    assert entry.conversation == title


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_encoding_whatsapp_files_come_in_reads_the_same(tmp_path: Path, encoding: str, end: str) -> None:
    text = end.join(["09/03/2026, 12:00 - Jan: zażółć 🤣", "second", "09/03/2026, 12:01 - Mo: ok", ""])
    path = written(tmp_path / "chat.txt", text.encode(encoding))

    assert texts(path) == [
        (1, "2026-03-09T12:00:00", "Jan", "zażółć 🤣\nsecond"),
        (3, "2026-03-09T12:01:00", "Mo", "ok"),
    ]


def test_an_old_encoding_further_down_is_named_by_its_line(tmp_path: Path) -> None:
    good = b"09/03/2026, 12:00 - Jan: hello there everybody\n" * 2000
    path = written(tmp_path / "chat.txt", good + "09/03/2026, 12:00 - Jan: café\n".encode("cp1252"))

    read, refusal = until_refused(path)

    assert len(read) > 1900
    assert refusal == (
        f"{path}:2001: is not UTF-8, perhaps Windows-1252; open it in a text editor, save it as UTF-8 and try again"
    )


def test_lines_before_the_first_message_are_counted_once(tmp_path: Path) -> None:
    path = chat(tmp_path, "Exported by Jo", "for the file", "09/03/2026, 12:00 - Jan: hi")

    assert blanks(path) == [("line 1", Blank.STRAY)]


def test_a_message_longer_than_whatsapp_allows_is_read_from_its_start(tmp_path: Path) -> None:
    path = chat(tmp_path, "09/03/2026, 12:00 - Jan: start", *["x" * 1000] * 200)

    too_long, spoken = entries(path)

    assert too_long == Unread(conversation="Y9", place="line 1", reason=Blank.TOO_LONG)
    assert isinstance(spoken, Spoken)
    assert len(spoken.message.text) <= 70_000

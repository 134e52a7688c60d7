"""WhatsApp's exports are read whole: every line is one of ours, or is counted."""

from collections import Counter
from pathlib import Path

import pytest
from exported import WHATSAPP, entries, expected, heard_in, opened, said, until_refused, whatsapp_export, written

from bot.chatfile import Blank, Format, Spoken, Unread
from bot.message import Media

LRM = "\u200e"
NNBSP = "\u202f"
CHAT = "whatsapp:Y9"
JAN = ("whatsapp:Jan", "Jan")


def blanks(path: Path) -> list[tuple[str, Blank]]:
    return [(entry.place, entry.reason) for entry in entries(path) if isinstance(entry, Unread)]


def test_a_message_is_read_whole(tmp_path: Path) -> None:
    path = whatsapp_export(tmp_path, "09/03/2026, 12:00 - Jan: 42 hasnt come")

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
    ours = expected("whatsapp_txt")

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
    path = whatsapp_export(tmp_path, f"09/03/2026, 12:00 - {rest}")

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
    path = whatsapp_export(tmp_path, f"{LRM}[09/03/2026, 12:00:00] Jan: {body}", end="\r\n")

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
    path = whatsapp_export(tmp_path, f"09/03/2026, 12:00 - Jan: {lines[0]}", *lines[1:])

    [entry] = entries(path)

    assert isinstance(entry, Spoken)
    assert (entry.message.text, entry.message.media) == (text, media)


@pytest.mark.parametrize(
    "mark", [" <This message was edited>", f" {LRM}<This message was edited.>", " <Ta wiadomość została zmieniona>"]
)
def test_the_mark_of_an_edit_is_not_part_of_the_words(tmp_path: Path, mark: str) -> None:
    [entry] = entries(whatsapp_export(tmp_path, f"09/03/2026, 12:00 - Jan: You star{mark}"))

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
    assert heard_in(whatsapp_export(tmp_path, f"[09/03/2026, 12:00:00] {shown}: hi"))[0][2] == name


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
    [entry] = entries(whatsapp_export(tmp_path, "09/03/2026, 12:00 - Jan: hi", name=file))

    assert isinstance(entry, Spoken)
    assert entry.conversation == title


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_encoding_whatsapp_files_come_in_reads_the_same(tmp_path: Path, encoding: str, end: str) -> None:
    text = end.join(["09/03/2026, 12:00 - Jan: zażółć 🤣", "second", "09/03/2026, 12:01 - Mo: ok", ""])
    path = written(tmp_path / "chat.txt", text.encode(encoding))

    assert heard_in(path) == [
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
    path = whatsapp_export(tmp_path, "Exported by Jo", "for the file", "09/03/2026, 12:00 - Jan: hi")

    assert blanks(path) == [("line 1", Blank.STRAY)]


def test_a_message_longer_than_whatsapp_allows_is_read_from_its_start(tmp_path: Path) -> None:
    path = whatsapp_export(tmp_path, "09/03/2026, 12:00 - Jan: start", *["x" * 1000] * 200)

    too_long, spoken = entries(path)

    assert too_long == Unread(conversation="Y9", place="line 1", reason=Blank.TOO_LONG)
    assert isinstance(spoken, Spoken)
    assert len(spoken.message.text) <= 70_000

"""A list is read however the program it was written in saves text; what is no text is not guessed at."""

import pytest

from bot.plaintext import decoded

LIST = "Mrs Zoë O’Hara, Year 4 – Oak\n"  # as a word processor types it


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_as_it_was_saved(name: str) -> None:
    assert decoded(LIST.encode(name)) == LIST


def test_a_mark_of_either_end_of_utf_16_is_heeded() -> None:
    assert decoded(b"\xfe\xff" + LIST.encode("utf-16-be")) == LIST


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml", id="a workbook"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", id="a picture"),
        pytest.param(b"Mrs \x81 Hall", id="no letter of any page"),
        pytest.param(LIST.encode("utf-16")[:-1], id="cut off in a letter"),
    ],
)
def test_what_is_no_text_is_nothing(content: bytes) -> None:
    assert decoded(content) is None

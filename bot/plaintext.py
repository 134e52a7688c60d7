"""Text out of a file somebody sent, however the program they wrote it in saves text."""

import codecs
import unicodedata

MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""What stands at the beginning of a file that says how it was saved."""
UNMARKED = ("utf-8", "cp1252")
"""The second is how spreadsheets on Windows save a list; nearly anything can be read so, and is not tried first."""


def decoded(content: bytes) -> str | None:
    """None for what is no text: a picture, a workbook, a file cut off in the middle of a letter."""
    marked = next((name for mark, name in MARKED if content.startswith(mark)), None)
    for name in UNMARKED if marked is None else (marked,):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        return text if all(_is_text(letter) for letter in text) else None
    return None


def _is_text(letter: str) -> bool:
    return unicodedata.category(letter) != "Cc" or letter in "\t\n\r\f"

"""A file from outside, opened with care: it exists, it is text, its encoding is known, it is read piece by piece."""

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot.chatfile import Progress
from bot.errors import FileError

HEAD = 64 * 1024  # enough to recognise any format by
BLOCK = 64 * 1024

_ARCHIVES = {
    b"PK\x03\x04": "a zip archive; unzip it and give the chat inside (WhatsApp calls it _chat.txt)",
    b"\x1f\x8b": "a gzip archive; unpack it and give the file inside",
    b"%PDF": "a PDF; export the chat again as JSON or plain text",
}
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_NOT_UTF8 = "is not UTF-8, perhaps Windows-1252; open it in a text editor, save it as UTF-8 and try again"


class _Recoded(io.RawIOBase):
    """The file's bytes as UTF-8, whatever it was written in, with somebody told how far it has got."""

    def __init__(self, file: BinaryIO, source: "Source", progress: Progress) -> None:
        self._file = file
        self._source = source
        self._progress = progress
        self._decoder = codecs.getincrementaldecoder(source.encoding)("strict")
        self._held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, into: "memoryview") -> int:  # type: ignore[override]  # the buffer protocol's own type
        if not self._held:
            self._held = self._next()
        taken, self._held = self._held[: len(into)], self._held[len(into) :]
        into[: len(taken)] = taken
        return len(taken)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _next(self) -> bytes:
        try:
            while chunk := self._file.read(BLOCK):
                self._progress(self._file.tell())
                if self._source.encoding == "utf-8":
                    return chunk
                if decoded := self._decoder.decode(chunk):
                    return decoded.encode()
            if self._source.encoding != "utf-8":
                self._decoder.decode(b"", final=True)
        except UnicodeError as error:
            raise FileError(
                f"{self._source.path}: is damaged near byte {self._file.tell()}; export it again"
            ) from error
        except OSError as error:
            raise unreadable(self._source.path, error) from error
        return b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    path: Path
    size: int
    encoding: str
    mark: int
    """Bytes of the byte order mark in front."""
    head: str
    """The first characters, for recognising it."""

    def open(self, progress: Progress) -> io.BufferedReader:
        """Its text as UTF-8 bytes; the caller closes it."""
        try:
            file = self.path.open("rb")
            file.seek(self.mark)
        except OSError as error:
            raise unreadable(self.path, error) from error
        return io.BufferedReader(_Recoded(file, self, progress), BLOCK)

    def lines(self, progress: Progress, longest: int) -> Iterator[tuple[int, str]]:
        """Its lines with their numbers, without line ends; of a line longer than `longest` bytes only the start."""
        with self.open(progress) as file:
            number = 0
            while raw := file.readline(longest):
                number += 1
                whole = raw
                while not whole.endswith(b"\n") and (rest := file.readline(longest)):
                    whole = rest
                try:
                    text = raw.decode("utf-8", "strict" if whole is raw else "ignore")
                except UnicodeDecodeError as error:
                    raise FileError(f"{self.path}:{number}: {_NOT_UTF8}") from error
                yield number, text.removesuffix("\n").removesuffix("\r")

    @property
    def is_cut_off(self) -> bool:
        """A JSON document that does not end as one."""
        with self.path.open("rb") as file:
            file.seek(max(0, self.size - 64))
            return not file.read().rstrip(b" \t\r\n\0").endswith(b"}")


def open_source(path: Path) -> Source:
    try:
        if path.is_dir():
            raise FileError(f"{path}: is a folder; give the chat inside it, such as result.json or _chat.txt")
        if not path.exists():
            raise FileError(f"{path}: no such file; check the name and the folder")
        if not path.is_file():
            raise FileError(f"{path}: is not an ordinary file; save it to disk first")
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(HEAD)
    except OSError as error:
        raise unreadable(path, error) from error
    if not start:
        raise FileError(f"{path}: is empty; export the chat again")
    for magic, remedy in _ARCHIVES.items():
        if start.startswith(magic):
            raise FileError(f"{path}: is {remedy}")
    encoding, mark = _encoding(path, start)
    head = _head(path, start[mark:], encoding, size)
    if not head.strip():
        raise FileError(f"{path}: holds nothing but blanks; export the chat again")
    return Source(path=path, size=size, encoding=encoding, mark=mark, head=head)


def unreadable(path: Path, error: OSError) -> FileError:
    return FileError(
        f"{path}: cannot be read ({(error.strerror or 'input/output error').lower()}); check its rights and the disk"
    )


def not_utf8(path: Path, byte: int) -> FileError:
    return FileError(f"{path}: near byte {byte} it {_NOT_UTF8}")


def _encoding(path: Path, start: bytes) -> tuple[str, int]:
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise FileError(f"{path}: is in UTF-32; open it in a text editor, save it as UTF-8 and try again")
    for mark, encoding in _MARKS.items():
        if start.startswith(mark):
            return encoding, len(mark)
    if b"\0" in start:
        raise FileError(f"{path}: is not text; give a chat exported as JSON or plain text, saved as UTF-8")
    return "utf-8", 0


def _head(path: Path, start: bytes, encoding: str, size: int) -> str:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        return decoder.decode(start, final=size <= HEAD)
    except UnicodeDecodeError as error:
        controls = sum(byte < 9 or 13 < byte < 32 for byte in start)
        # A text in an old encoding has no control characters; a picture is full of them.
        if controls > len(start) // 50:
            raise FileError(f"{path}: is not text; give a chat exported as JSON or plain text") from error
        raise not_utf8(path, error.start) from error

"""The few parts of a huge JSON document that matter, one after another, without holding the rest."""

from collections.abc import Iterator
from typing import Any

import ijson
from ijson.common import ObjectBuilder

from adapters.exports.source import BLOCK, Source, not_utf8
from bot.chatfile import Progress
from bot.errors import FileError

_SCALARS = frozenset({"string", "number", "boolean", "null"})


def parts(
    source: Source, progress: Progress, *, records: frozenset[str], fields: frozenset[str]
) -> Iterator[tuple[str, Any]]:
    """Each object at a path in `records`, built; each scalar, and None for each object begun, at a path in `fields`.

    Raises FileError, naming the byte, where the document ends too early or is no longer JSON.
    """
    reached = 0

    def note(byte: int) -> None:
        nonlocal reached
        reached = byte
        progress(byte)

    builder: ObjectBuilder | None = None
    with source.open(note) as file:
        try:
            for path, event, value in ijson.parse(file, buf_size=BLOCK):
                if builder is not None:
                    builder.event(event, value)
                    if event == "end_map" and path in records:
                        yield path, builder.value
                        builder = None
                elif path in records:
                    if event == "start_map":
                        builder = ObjectBuilder()
                        builder.event(event, value)
                    elif event in _SCALARS or event == "start_array":
                        yield path, value
                elif path in fields and (event in _SCALARS or event == "start_map"):
                    yield path, value
        except (ijson.JSONError, UnicodeDecodeError) as error:
            raise _explained(source, reached, error) from None  # its text quotes the file


def _explained(source: Source, reached: int, error: ijson.JSONError | UnicodeDecodeError) -> FileError:
    reason = str(error)
    if source.is_cut_off or reason.startswith("parse error: premature EOF"):
        return FileError(
            f"{source.path}: is cut off at byte {source.size}; what came before was read. Export or copy the file again"
        )
    # The parser looks at every text but one that lies across two blocks; Python tells of that.
    if isinstance(error, UnicodeDecodeError) or "UTF8" in reason.partition("\n")[0]:
        return not_utf8(source.path, reached)
    return FileError(
        f"{source.path}: is not valid JSON, shortly before byte {reached}; what came before was read. "
        "Export the chat again and do not edit the file"
    )

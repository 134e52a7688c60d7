"""A sign by which some mean a member of staff: known as a name once an admin has said so, and no other sign is."""

import pytest

from bot.errors import FileError
from bot.people.load import read_register
from bot.people.names import find_names, names_of
from bot.people.register import Register, StaffMember
from bot.reading.lexicon import Lexicon
from bot.reading.phrases import Parts, Phrases
from bot.reading.reading import Reader

KEMP = Register((StaffMember(key="staff:1", name="Mrs Kemp 😀", role="Year 4", aliases=("🥕", "❤\ufe0f", "Kempy")),))


def found(text: str) -> list[str]:
    reading = Reader(Lexicon.of((), (), {}), Phrases({}, Parts())).read(text)
    ordinary = frozenset(reading.words)
    names = find_names(reading, names_of(KEMP, ordinary), ordinary)
    return [text[reading.tokens[first].start : reading.tokens[end - 1].end] for first, end, _ in names]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("the 🥕 is at it again", ["🥕"], id="a code-name"),
        pytest.param("🥕🥕 is at it again", ["🥕", "🥕"], id="twice"),
        pytest.param("❤ is at it again", ["❤"], id="a sign in another style"),
        pytest.param("the 🍎 is at it again 😀", [], id="another sign, and one that only stands beside her name"),
    ],
)
def test_a_code_name_is_a_name(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_a_code_name_is_an_alias_and_nobodys_only_name() -> None:
    assert read_register("Mrs Kemp, Year 4, 🥕; ❤\ufe0f").staff[0].aliases == ("🥕", "❤\ufe0f")
    for wrong in ("🥕, Year 4", "Mrs Kemp, Year 4, 🥕🥕", "Mrs Kemp, Year 4, !"):
        with pytest.raises(FileError, match="needs at least two letters"):
            read_register(wrong)

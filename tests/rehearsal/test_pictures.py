"""docs/pictures: what people see, drawn from what the rehearsal and the loopback server showed; never by hand."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from pictures import Bubble, bubbles, picture
from source import ROOT
from test_guide import rehearsed

FOLDER = ROOT / "docs" / "pictures"
SETUP = ROOT / "docs" / "telegram-setup.md"
SENT = re.compile(r"\*sends a file, (\S+):\*\n\n((?:    .*\n)+)\n\*from the bot, in private:\*\n\n((?:>.*\n)+)")
UNWRAPPED = 4_000


async def drawn(folder: Path) -> dict[str, str]:
    week = await rehearsed(folder, UNWRAPPED)
    note, card = bubbles(week["An ordinary note"]), bubbles(week["A case"])
    sent = SENT.search(SETUP.read_text(encoding="utf-8"))
    assert sent is not None
    file = Bubble(f"You send a file: {sent[1]}", tuple(line[4:] for line in sent[2].splitlines()), own=True, code=True)
    answer = Bubble("Helper bot", tuple(line.removeprefix("> ") for line in sent[3].splitlines()))
    return {
        "pinned.svg": picture("The pinned notice, which everybody sees", bubbles(week[""])[:1]),
        "note.svg": picture("What a parent sees: a note to them alone", note[:2]),
        "card.svg": picture("What an admin sees: a case", [each for each in card if "Acknowledge" in each.buttons]),
        "rules.svg": picture("A file of rules with mistakes, and the answer", [file, answer]),
    }


async def test_every_picture_of_the_guide_shows_what_was_shown(tmp_path: Path) -> None:
    pictures = await drawn(tmp_path)

    stale = [name for name, told in pictures.items() if _kept(name) != told]
    for name in stale:
        (tmp_path / name).write_text(pictures[name], encoding="utf-8")
    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    assert stale == [], f"if they are as they should be: cp {tmp_path}/*.svg docs/pictures/"
    assert {path.name for path in FOLDER.iterdir()} == set(pictures)
    assert [name for name in pictures if f"](pictures/{name})" not in guide] == []


def test_a_picture_fits_a_phone_and_asks_for_nothing_from_elsewhere() -> None:
    for told in (path.read_text(encoding="utf-8") for path in FOLDER.iterdir()):
        root = ET.fromstring(told)  # noqa: S314  # our own
        words = ["".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")]
        assert len(told) < 20_000
        assert max(map(len, words)) <= 44
        assert "http" not in told.replace("http://www.w3.org/2000/svg", "")
        assert "prefers-color-scheme:dark" in told


def _kept(name: str) -> str:
    path = FOLDER / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""

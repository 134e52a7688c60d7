"""`schoolgate evidence` writes a case's file, and `verify --file` knows it again."""

import json
from pathlib import Path

import pytest
from builders import case, incident
from installation import Installation

from bot.finding import Level
from bot.ports import Record


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    about = incident(Level.SERIOUS, case=case().id)
    return Installation(tmp_path, monkeypatch).with_larkrise(Record(cases=(case(),), incidents=(about,)))


def test_a_case_is_written_and_known_again_until_a_letter_of_it_is_changed(place: Installation) -> None:
    ran = place.run("evidence", "larkrise", "1")
    page, values = (place.folder / f"larkrise-case-1.{ending}" for ending in ("html", "json"))

    assert ran.lines == ["larkrise-case-1.html", "larkrise-case-1.json"]
    assert page.stat().st_mode & 0o077 == 0
    assert "«Dunn» is a muppet" in page.read_text(encoding="utf-8")
    assert "http" not in page.read_text(encoding="utf-8").replace("http-equiv", "")
    assert place.run("verify", "--file", values.name).lines == [
        "larkrise-case-1.json: as it was handed over, and its evidence as it stands here."
    ]
    assert place.run("verify").lines == ["1 checked, 0 broken."]

    values.write_text(values.read_text(encoding="utf-8").replace("muppet", "legend"), encoding="utf-8")

    ran = place.run("verify", "--file", values.name)
    assert (ran.status, ran.lines) == (
        1,
        ["BROKEN  larkrise-case-1.json: it was changed after it was handed over, or is another installation's."],
    )


def test_that_it_was_handed_over_stands_in_the_evidence(place: Installation) -> None:
    place.run("evidence", "larkrise", "1")

    values = json.loads((place.folder / "larkrise-case-1.json").read_bytes())

    assert [(each["what"], each["by"]) for each in values["decisions"]] == [
        ("Its file was handed to an admin", "Admin A")
    ]
    assert len(values["evidence"]) == 3


def test_what_is_there_is_not_written_over_and_what_is_not_is_said(place: Installation) -> None:
    place.run("evidence", "larkrise", "1")

    again, none = place.run("evidence", "larkrise", "1"), place.run("evidence", "larkrise", "7")

    assert (again.status, none.status) == (1, 1)
    assert "larkrise-case-1.html is there already." in again.err
    assert none.err == "evidence: there is no such case. See: schoolgate group list\n"


def test_a_page_is_no_file_to_verify(place: Installation) -> None:
    place.run("evidence", "larkrise", "1")

    ran = place.run("verify", "--file", "larkrise-case-1.html")

    assert (ran.status, ran.err) == (
        1,
        "larkrise-case-1.html: it is no JSON. Give the .json file of a case, not its page.\n",
    )

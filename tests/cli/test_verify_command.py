"""`schoolgate verify` names the case that no longer stands as its evidence says."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from builders import case
from installation import Installation

from bot.ports import Record


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    return Installation(tmp_path, monkeypatch).with_larkrise(Record(cases=(case(),)))


def test_a_whole_case_is_told_as_checked(place: Installation) -> None:
    assert place.run("verify").lines == ["1 checked, 0 broken."]


def test_a_case_changed_behind_its_back_is_named(place: Installation) -> None:
    with closing(sqlite3.connect(place.settings.database_file)) as database:
        number = database.execute("SELECT number FROM cases").fetchone()[0]
        database.execute("UPDATE cases SET state = 'closed'")
        database.commit()

    ran = place.run("verify", "--group", "larkrise", "--case", str(number))

    assert (ran.status, ran.lines) == (
        1,
        [
            f"BROKEN  group larkrise, case {number}: the case is not as its evidence says.",
            "1 checked, 1 broken.",
        ],
    )


def test_a_case_there_is_not_is_an_error(place: Installation) -> None:
    ran = place.run("verify", "--case", "999")

    assert (ran.status, ran.err) == (1, "verify: there is no such case. See: schoolgate group list\n")

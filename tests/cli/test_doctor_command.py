"""The doctor says what is wrong and how to mend it, and changes nothing."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import case, notice
from installation import Installation

from bot.case import CaseKind
from bot.keyfile import KeyFile
from bot.notice import NoticeKind, ToAdmins
from bot.ports import Record

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    return Installation(tmp_path, monkeypatch)


def finished(place: Installation) -> None:
    (place.folder / "staff.csv").write_text("Mrs Hall")
    place.run("group", "add", "larkrise", "--school", "Larkrise", "head=Mrs Hall")
    place.run("group", "import-staff", "larkrise", "staff.csv", "--yes")


def complaints(place: Installation) -> list[str]:
    ran = place.run("doctor")
    wrong = [line for line in ran.lines if line.startswith("WRONG")]
    assert ran.status == (1 if wrong else 0), ran.out
    return wrong


def test_before_the_first_run_all_is_well_and_nothing_is_made(place: Installation) -> None:
    ran = place.run("doctor")

    assert ran.status == 0
    assert ran.lines[-1] == "All is well."
    assert "note   Telegram: no token: Telegram groups are not served (SCHOOLGATE_TELEGRAM_TOKEN)" in ran.lines
    assert f"note   key: {place.folder}/config/key is made on the first run" in ran.lines
    assert list(place.folder.iterdir()) == []


def test_with_a_finished_group_all_is_well_and_keys_beside_the_one_in_force_are_named(place: Installation) -> None:
    finished(place)
    key = KeyFile(place.settings.key_file)
    key.draw()
    key.old.write_text(key.path.read_text())

    ran = place.run("doctor")

    assert ran.status == 0
    assert f"good   database: {place.folder}/state/schoolgate.db, whole and up to date" in ran.lines
    assert "good   group larkrise: its profile is finished" in ran.lines
    assert [line for line in ran.lines if line.startswith("note   key")] == [
        f"note   key: {key.new}: a change of the key was cut short. Finish it: schoolgate rotate-key",
        f"note   key: {key.old}: the key before. Delete it with the last copy made before it was changed",
    ]


def test_settings_that_cannot_be_used_are_told(place: Installation) -> None:
    place.set(log="loud")

    assert complaints(place) == ["WRONG  settings: SCHOOLGATE_LOG: must be 'debug', 'info', 'warning' or 'error'"]


def test_without_anybody_behind_the_admins_it_says_so(place: Installation) -> None:
    place.set(discord_token="token")  # noqa: S106  # no real one

    assert "note   operator: not set: when no admin answers an alert, nobody else hears (SCHOOLGATE_OPERATOR)" in (
        place.run("doctor").lines
    )


def test_an_unfinished_group_is_told_and_how_to_finish_it(place: Installation) -> None:
    place.run("group", "add", "larkrise", "--school", "Larkrise")

    assert complaints(place) == [
        (
            "WRONG  group larkrise: it has no contacts: notes cannot say where a worry can be taken."
            " See: schoolgate group set --help"
        ),
        (
            "WRONG  group larkrise: it has no staff: nobody is known to be meant by a name."
            " See: schoolgate group import-staff --help"
        ),
    ]


def test_an_alert_that_reached_nobody_is_told(place: Installation) -> None:
    finished(place)
    danger = case(CaseKind.DANGER, number=12, at=NOON)
    alert = notice(NoticeKind.ALERT, to=ToAdmins(), case=danger.id, at=NOON)
    asyncio.run(place.ask(lambda store: store.record(Record(cases=(danger,), notices=(alert,)))))

    assert complaints(place) == [
        (
            "WRONG  group larkrise: case 12, opened 02 March, 12:00 UTC: its alert has reached nobody."
            " See that the bot runs, then tell an admin yourself."
        )
    ]


def test_a_key_others_can_read_is_told(place: Installation) -> None:
    finished(place)
    place.settings.key_file.chmod(0o644)

    assert complaints(place) == [
        f"WRONG  key: others on this machine may read it. Close it: chmod 600 {place.folder}/config/key"
    ]


def test_a_lost_key_is_told_and_not_replaced(place: Installation) -> None:
    finished(place)
    place.settings.key_file.unlink()

    (wrong,) = complaints(place)

    assert wrong.startswith(f"WRONG  key: {place.folder}/config/key: the key is lost")
    assert not place.settings.key_file.exists()


def test_another_key_is_told(place: Installation) -> None:
    finished(place)
    place.settings.key_file.write_text("A" * 43 + "=\n")

    (wrong,) = complaints(place)

    assert "this database was written with another key" in wrong


def test_a_damaged_database_is_told(place: Installation) -> None:
    finished(place)
    file = place.settings.database_file
    file.write_bytes(file.read_bytes()[:4096] + b"\xff" * 8192)

    (wrong,) = complaints(place)

    assert "it is damaged. Move it away and put a backup back." in wrong


def test_rows_that_belong_to_nothing_are_told(place: Installation) -> None:
    finished(place)
    with closing(sqlite3.connect(place.settings.database_file, isolation_level=None)) as careless:
        careless.execute(
            "INSERT INTO notices (id, group_id, audience, kind, state, due_at, created_at, attempts)"
            " VALUES ('n', 'no such group', 'admins', 'note', 'void', '', '', 0)"
        )

    ran = place.run("doctor")

    assert ran.status == 1
    assert "  a row of notices belongs to nothing" in ran.lines


def test_a_state_folder_that_is_a_file_is_told(place: Installation) -> None:
    (place.folder / "state").write_text("a file where a folder should be")

    assert complaints(place) == [
        (
            f"WRONG  state folder: {place.folder}/state cannot be written to: Not a directory."
            " Set SCHOOLGATE_STATE to a folder that may be."
        )
    ]


def test_broken_rules_are_told_with_what_is_in_force_instead(place: Installation) -> None:
    (place.folder / "mine.yaml").write_text("rulez: []\n")
    place.set(rules=place.folder / "mine.yaml")

    ran = place.run("doctor")

    assert ran.status == 1
    assert "WRONG  rules: refused, so the shipped rules are in force:" in ran.lines
    assert "mine.yaml:1: unknown key 'rulez' (did you mean 'rules'?)" in ran.lines


def test_missing_rules_are_told(place: Installation) -> None:
    place.set(rules=place.folder / "nowhere.yaml")

    assert complaints(place) == ["WRONG  rules: refused, so the shipped rules are in force:"]

"""What docs/privacy.md says about data is so, and each line of it names a test that holds it."""

import re
from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest
from source import ROOT, belongs, modules, our_tests

from adapters.store import retention
from adapters.store.deletions import BACKUP
from bot.cli.__main__ import assembled
from bot.ladder.terms import WINDOW
from bot.people.register import StaffMember
from bot.reception import FOR_MEMBERS
from bot.wording import dates
from bot.wording.phrasebook import load

PAGE = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
PAPERS = (ROOT / "docs" / "data-protection.md").read_text(encoding="utf-8")

CONNECTS = {"aiohttp", "discord", "http", "httpx", "requests", "smtplib", "socket", "ssl", "telegram", "urllib.request"}
"""Modules that can open a connection."""
MAY_CONNECT = ("adapters.discord", "adapters.telegram", "adapters.watch")


def _rows() -> dict[str, str]:
    """By its number, the row of each requirement."""
    return dict(re.findall(r"^\| (DP-\d+) (\|.*\|)$", PAGE, re.MULTILINE))


def test_every_requirement_has_one_row() -> None:
    assert list(_rows()) == [f"DP-{number}" for number in range(1, 19)]


@pytest.mark.parametrize("number", range(1, 19))
def test_every_row_names_tests_and_places_that_there_are(number: int) -> None:
    row = _rows()[f"DP-{number}"]
    tests = {f"{m.where}::{name}" for m in our_tests() for name in _functions(m.tree)}

    named = re.findall(r"`(tests/[^`]+)`", row)
    places = re.findall(r"`((?:bot|adapters|data|docs|training)/[^`]*)`", row)

    assert named
    assert places
    assert [test for test in named if test not in tests] == []
    assert [place for place in places if not (ROOT / place).exists()] == []


def _functions(tree: Any) -> set[str]:
    return {node.name for node in tree.body if hasattr(node, "name")}


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (retention.INCIDENT, "30 days from the message"),
        (retention.CASE, "90 days from the decision"),
        (retention.DANGER_CASE, "180 days for danger"),
        (retention.ACCESS, "365 days"),
        (BACKUP, "put back for 30 days"),
    ],
)
def test_the_page_tells_the_spans_there_are(span: timedelta, said: str) -> None:
    assert said in PAGE
    assert f"{span.days} days" in said


def test_a_member_can_ask_for_their_rights_in_plain_commands() -> None:
    assert {"privacy", "mydata", "forgetme", "help"} <= set(FOR_MEMBERS)


def test_only_the_platforms_and_the_watch_open_connections() -> None:
    connecting = {
        module.name
        for module in modules()
        for name, _ in module.imports()
        if any(belongs(name, each) for each in CONNECTS)
    }

    assert [name for name in connecting if not any(belongs(name, to) for to in MAY_CONNECT)] == []


RULES_FILES = {"adapters/discord/files.py", "adapters/telegram/files.py"}
"""Fetch one thing: a file of rules that somebody sends the bot itself, as text."""


def test_no_picture_film_or_recording_is_ever_fetched() -> None:
    fetches = ("get_file", "download", "download_to_drive", "download_as_bytearray", "to_file")

    found = [
        f"{module.where}:{line} calls {name}"
        for module in modules()
        for name, line in module.calls()
        if name.rpartition(".")[2] in fetches or name.endswith(("attachment.read", "attachment.save"))
        if module.where not in RULES_FILES
    ]

    assert found == []


def test_there_is_no_command_that_exports_a_chat_or_its_members() -> None:
    app = assembled()
    commands = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    groups = {each.typer_instance.info.name or "" for each in app.registered_groups if each.typer_instance}

    assert [name for name in commands | groups if re.search("export|dump|members|search|history", name)] == []
    assert {"backup", "restore", "wipe", "verify"} <= commands


def test_the_staff_list_has_no_room_for_more_than_a_name_and_a_role() -> None:
    assert {field.name for field in fields(StaffMember)} == {"key", "name", "role", "aliases"}


def test_nothing_that_runs_can_train_the_reader() -> None:
    learns = [
        f"{module.where}:{line} imports {name}"
        for module in modules()
        for name, line in module.imports()
        if any(belongs(name, each) for each in ("sklearn", "training"))
    ]

    assert learns == []


def test_the_papers_a_group_needs_are_there() -> None:
    assert re.findall(r"^## (.*)$", PAPERS, re.MULTILINE) == [
        "Map of the data",
        "Weighing of interests",
        "Assessment of risks",
        "Agreement between the admins",
        "The day something leaks",
    ]
    assert "72 hours" in PAPERS


def test_whoever_asks_hears_what_is_not_done() -> None:
    book = load("en")

    said = book.say("asked.privacy", window=dates.span(book, WINDOW))

    assert [
        word for word in ("no private chats", "no scores", "nobody out", "the school nothing") if word not in said
    ] == []

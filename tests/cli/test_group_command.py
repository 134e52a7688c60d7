"""Groups are kept from the command line, step by step, each said and each to be undone."""

import asyncio
import shlex
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from installation import Installation

from bot.group import Contact, Group, Mode
from bot.message import GroupId
from bot.people.register import Register, StaffMember

TODAY = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    return Installation(tmp_path, monkeypatch)


def larkrise(place: Installation) -> Group:
    found = asyncio.run(place.ask(lambda store: store.group(GroupId("larkrise"))))
    assert found is not None
    return found


def staff_file(place: Installation, text: str, name: str = "staff.csv") -> str:
    (place.folder / name).write_text(text)
    return str(place.folder / name)


def added(place: Installation) -> None:
    assert place.run("group", "add", "larkrise", "--school", "Larkrise Primary School").status == 0


def test_without_groups_it_says_how_to_add_one_and_makes_nothing(place: Installation) -> None:
    ran = place.run("group", "list")

    assert ran.status == 0
    assert ran.lines == [
        "There are no groups yet. Add one:",
        '  schoolgate group add larkrise --school "Larkrise Primary School"',
    ]
    assert list(place.folder.iterdir()) == []


def test_a_group_is_added_in_shadow_and_listed_with_what_it_lacks(place: Installation) -> None:
    ran = place.run("group", "add", "larkrise", "--school", "Larkrise Primary School", "timezone=Europe/Dublin")

    assert ran.status == 0
    assert ran.lines[0] == (
        "Added larkrise: Larkrise Primary School, in shadow: members get nothing,"
        " admins see what would be sent, danger goes through."
    )
    assert larkrise(place).mode is Mode.SHADOW
    assert larkrise(place).timezone.key == "Europe/Dublin"
    assert place.run("group", "list").lines == [
        "larkrise: Larkrise Primary School",
        "  shadow, no members of staff, no contacts",
        "  ! it has no contacts: notes cannot say where a worry can be taken",
        "  ! it has no staff: nobody is known to be meant by a name",
    ]


@pytest.mark.parametrize("name", ["Larkrise", "lark rise", "larkrisé", "", "-", "x" * 65])
def test_a_group_needs_a_plain_name(place: Installation, name: str) -> None:
    ran = place.run("group", "add", "--school", "Larkrise", "--", name)

    assert ran.status == 2
    assert "lower-case letters" in ran.err


def test_a_group_is_not_added_twice(place: Installation) -> None:
    added(place)
    place.run("group", "set", "larkrise", "naming=off")

    ran = place.run("group", "add", "larkrise", "--school", "Another")

    assert ran.status == 1
    assert ran.err == "larkrise: there is a group of that name; to change it: schoolgate group set larkrise\n"
    assert larkrise(place).school == "Larkrise Primary School"


@pytest.mark.parametrize("command", [["show"], ["set", "naming=off"], ["import-staff", "staff.csv", "--yes"]])
def test_an_unknown_group_is_said_with_a_guess(place: Installation, command: list[str]) -> None:
    added(place)
    staff_file(place, "Mrs Hall")

    ran = place.run("group", command[0], "larkrse", *command[1:])

    assert ran.status == 1
    assert ran.err == (
        "larkrse: no group of that name (did you mean larkrise?); to add it: schoolgate group add larkrse\n"
    )


@time_machine.travel(TODAY, tick=False)
def test_a_change_says_what_was_and_the_command_it_prints_puts_it_back(place: Installation) -> None:
    added(place)
    before = larkrise(place)

    ran = place.run(
        "group", "set", "larkrise", "school=St Mary's", "school-office=The office|https://a.example", "mode=live"
    )

    assert ran.status == 0
    assert larkrise(place).contacts == (
        Contact(kind="school-office", text="The office", link="https://a.example", checked_on=date(2026, 3, 2)),
    )
    assert ran.lines[:-1] == [
        "school: St Mary's",
        "  was: Larkrise Primary School",
        "school-office: The office|https://a.example",
        "  was: not set",
        "mode: live",
        "  was: shadow",
        "To put it back:",
        "  schoolgate group set larkrise mode=shadow school-office= 'school=Larkrise Primary School'",
    ]
    undo = shlex.split(ran.lines[-2])
    assert place.run(*undo[1:]).status == 0
    assert larkrise(place) == before


def test_a_change_that_changes_nothing_says_so(place: Installation) -> None:
    added(place)

    assert place.run("group", "set", "larkrise", "mode=shadow").lines == [
        "larkrise says so already; nothing was changed."
    ]


def test_wrong_settings_are_wrong_usage_and_change_nothing(place: Installation) -> None:
    added(place)

    ran = place.run("group", "set", "larkrise", "naming=off", "timezon=Europe/London", "mode=loud")

    assert ran.status == 2
    assert ran.err.splitlines() == [
        "timezon=Europe/London: there is no such setting (did you mean timezone?)",
        "mode=loud: is one of live, shadow, paused",
    ]
    assert larkrise(place).naming == "with_attack"


@time_machine.travel(TODAY, tick=False)
def test_show_tells_everything_with_names(place: Installation) -> None:
    added(place)
    place.run("group", "set", "larkrise", "head=Mrs Hall|https://a.example/head", "mode=live", "quiet=off")
    place.run("group", "import-staff", "larkrise", staff_file(place, "Mrs Hall,Headteacher,Mrs H\nJean"), "--yes")

    assert place.run("group", "show", "larkrise").lines == [
        "Larkrise Primary School (larkrise)",
        "  place: england",
        "  timezone: Europe/London",
        "  naming: with_attack",
        "  quiet: off",
        "  weekly: off",
        "  mode: live: members get notes",
        "  chats: none yet",
        "",
        "Contacts:",
        "  head: Mrs Hall",
        "    https://a.example/head",
        "    checked 02 March 2026",
        "",
        "Staff: 2",
        "  Mrs Hall, Headteacher (also Mrs H)",
        "  Jean",
    ]


def test_importing_staff_shows_what_changes_and_asks(place: Installation) -> None:
    added(place)
    place.run("group", "import-staff", "larkrise", staff_file(place, "Mrs Hall,Head\nMiss Price\nMr Marsh"), "--yes")
    new = staff_file(place, "Mr Marsh,Deputy,Mr M\nMrs Hall,Head\nMrs Moss,,Mr M", "new.csv")

    refused = place.run("group", "import-staff", "larkrise", new, answer="n\n")
    assert refused.status == 1
    assert "Nothing was changed." in refused.out
    ran = place.run("group", "import-staff", "larkrise", new, answer="y\n")

    assert ran.status == 0
    assert ran.lines == [
        "+ Mrs Moss (also Mr M)",
        "~ Mr Marsh, Deputy (also Mr M)",
        "    was: Mr Marsh",
        "- Miss Price",
        "! Mr M could mean Mr Marsh or Mrs Moss; give it to one of them, or to neither",
        "Replace the list of 3 by this one of 3? [y/N]: y",
        "larkrise has 3 members of staff now.",
    ]
    assert larkrise(place).register == Register(
        (
            StaffMember(key="staff:3", name="Mr Marsh", role="Deputy", aliases=("Mr M",)),
            StaffMember(key="staff:1", name="Mrs Hall", role="Head"),
            StaffMember(key="staff:4", name="Mrs Moss", aliases=("Mr M",)),
        )
    )


def test_the_same_list_again_asks_nothing(place: Installation) -> None:
    added(place)
    file = staff_file(place, "Mrs Hall")
    place.run("group", "import-staff", "larkrise", file, "--yes")

    assert place.run("group", "import-staff", "larkrise", file).lines == [
        "larkrise has this list already; nothing was changed."
    ]


def test_with_nobody_to_answer_nothing_is_replaced(place: Installation) -> None:
    added(place)

    ran = place.run("group", "import-staff", "larkrise", staff_file(place, "Mrs Hall"))

    assert ran.status == 1
    assert ran.lines[-2:] == ["Nobody was there to answer; --yes does it without asking.", "Nothing was changed."]
    assert larkrise(place).register == Register()


def test_a_wrong_staff_list_is_refused_by_line(place: Installation) -> None:
    added(place)
    file = staff_file(place, "name,role,aliases\nMrs Hall,Head,H\n")

    ran = place.run("group", "import-staff", "larkrise", file, "--yes")

    assert ran.status == 1
    assert ran.err == f"{file}:2: `aliases`: needs at least two letters: one would be found in every message\n"


def test_an_unwritable_state_folder_is_said(place: Installation) -> None:
    (place.folder / "state").write_text("a file where a folder should be")

    ran = place.run("group", "add", "larkrise", "--school", "Larkrise")

    assert ran.status == 1
    assert ran.err == (
        f"{place.folder}/state/schoolgate.db: cannot be made or written to: File exists."
        " Set SCHOOLGATE_STATE to a folder that may be written to.\n"
    )


def test_a_lost_key_is_said(place: Installation) -> None:
    added(place)
    place.settings.key_file.unlink()

    ran = place.run("group", "list")

    assert ran.status == 1
    assert ran.err.startswith(f"{place.folder}/config/key: the key is lost")
    assert not place.settings.key_file.exists()

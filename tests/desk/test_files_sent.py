"""A file sent in private is read as what it is: a staff list is shown before it is taken, rules as ever."""

import pytest
from builders import MONDAY, PRIYA, SAM, group
from fake_rules import fake_rulebook
from fakes import FakePlatform, FakeStore, kept

from bot.app import core
from bot.conversation import Step
from bot.desk.filing import holds_staff
from bot.group import Group
from bot.message import GroupId
from bot.reception import Reception

CSV = "name,role\nMiss Love,Office\n"
SHOWN = ["+ Miss Love, Office", "- Mrs Kemp", "- Mr Dunn", "- Mrs Ahmed", "", "Send “yes” to take this list."]


def receive(*groups: Group) -> tuple[Reception, FakeStore]:
    store, platform = FakeStore(*groups), FakePlatform(group_admins=(PRIYA,))
    plugged = core(store=store, rulebook=fake_rulebook(), platform=lambda _: platform, clock=lambda: MONDAY)
    return plugged.reception, store


@pytest.mark.parametrize(
    ("name", "text", "is_staff"),
    [
        pytest.param("staff.csv", CSV, True, id="a table"),
        pytest.param("Staff list.txt", "Miss Love, Office\n", True, id="lines"),
        pytest.param("staff.yaml", "- name: Miss Love\n  role: Office\n", True, id="people in YAML"),
        pytest.param(
            "register.yaml", "larkrise:\n  school: Larkrise\n  staff:\n    - {name: Miss Love}\n", True, id="a register"
        ),
        pytest.param("staff.json", '[{"name": "Miss Love"}]', True, id="JSON"),
        pytest.param("rules.yaml", "version: 1\nextends: shipped\n", False, id="rules"),
        pytest.param(
            "rules.txt", "# ours, and theirs\nextends: shipped\nrules:\n  - id: oaf\n", False, id="rules saved as text"
        ),
        pytest.param("rules.yaml", "ruels:\n  - id: oaf\n", False, id="rules with a mistake"),
    ],
)
def test_a_file_is_taken_for_what_it_holds(name: str, text: str, is_staff: bool) -> None:  # noqa: FBT001  # a row says which
    assert holds_staff(name, text) is is_staff


@pytest.mark.parametrize(("caption", "name"), [("", "staff.csv"), ("/staff", "list"), ("/staff larkrise", "list")])
async def test_a_staff_list_is_shown_first_and_taken_at_a_yes(caption: str, name: str) -> None:
    reception, store = receive(group())

    shown = await reception.filed(caption, CSV, PRIYA, name)
    before = await kept(store)
    await reception.said("yes", PRIYA)

    assert before == group()
    assert [one.name for one in (await kept(store)).register.staff] == ["Miss Love"]
    assert [line for line, expected in zip(shown.splitlines(), SHOWN, strict=False) if line.startswith(expected)] == (
        shown.splitlines()[: len(SHOWN)]
    )


async def test_while_the_staff_are_asked_for_a_file_is_the_answer() -> None:
    reception, store = receive(group())
    await reception.asked("setup", "", PRIYA, None)
    while (talk := await store.conversation(PRIYA.id)) is not None and talk.step is not Step.STAFF:
        await reception.said("skip", PRIYA)

    await reception.filed("", CSV, PRIYA, "staff.csv")
    told = await reception.said("yes", PRIYA)

    assert [one.name for one in (await kept(store)).register.staff] == ["Miss Love"]
    assert told is not None
    assert told.startswith("Noted: 1.")


async def test_with_several_groups_the_sender_says_which_one_and_a_member_may_not() -> None:
    reception, store = receive(group(), group(id=GroupId("oak"), chats=()))

    asked = await reception.filed("", CSV, PRIYA, "staff.csv")
    shown = await reception.filed("oak", CSV, PRIYA, "staff.csv")
    refused = await reception.filed("oak", CSV, SAM, "staff.csv")

    assert asked.splitlines()[1:] == ["/staff larkrise", "/staff oak"]
    assert shown.startswith("+ Miss Love, Office")
    assert refused == "Only the group's admins can do that."
    assert await kept(store) == group()

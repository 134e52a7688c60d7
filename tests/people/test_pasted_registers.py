"""A staff list somebody typed or pasted is read in any of its shapes, or refused with every mistake by line."""

import json

import pytest

from bot.errors import FileError
from bot.people.load import LONGEST, read_register
from bot.people.register import Register, StaffMember

HALL = StaffMember(key="staff:1", name="Mrs Karen Hall", role="Headteacher", aliases=("Mrs Hall", "Mrs H"))
BRIGHT = StaffMember(key="staff:2", name="Jean Bright")
STAFF = [
    {"name": "Mrs Karen Hall", "role": "Headteacher", "aliases": ["Mrs Hall", "Mrs H"]},
    {"name": "Jean Bright"},
]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Mrs Karen Hall, Headteacher, Mrs Hall; Mrs H\nJean Bright", id="lines"),
        pytest.param(
            "- name: Mrs Karen Hall\n  role: Headteacher\n  aliases: [Mrs Hall, Mrs H]\n- name: Jean Bright", id="yaml"
        ),
        pytest.param(json.dumps(STAFF), id="json"),
        pytest.param(json.dumps({"school": "Larkrise", "staff": STAFF}), id="one school"),
        pytest.param(json.dumps({"larkrise": STAFF}), id="a file of one group"),
    ],
)
def test_a_pasted_list_is_read_in_any_form(text: str) -> None:
    assert read_register(text) == Register((HALL, BRIGHT))


def test_a_pasted_list_is_refused_with_every_mistake_in_it() -> None:
    with pytest.raises(FileError) as caught:
        read_register("- name: H\n- role: Caretaker\n- name: Mrs Hall")

    assert str(caught.value).split("\n") == [
        "line:1: `name`: needs at least two letters: one would be found in every message",
        "line:2: a member of staff needs a `name`",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(
            json.dumps({"larkrise": STAFF, "queensway": []}),
            "line: holds larkrise, queensway; send the staff of one school",
            id="two schools",
        ),
        pytest.param(
            '"the staff:\n Mrs Hall"', "line:1: a register file is `group:` with its staff below it", id="a sentence"
        ),
    ],
)
def test_a_pasted_list_of_another_shape_is_refused(text: str, reason: str) -> None:
    with pytest.raises(FileError) as caught:
        read_register(text)

    assert str(caught.value) == reason


def test_only_the_first_line_of_a_table_says_what_its_columns_are() -> None:
    assert read_register("role,name\nName,Mrs Hall").staff == (
        StaffMember(key="staff:1", name="Mrs Hall", role="Name"),
    )


@pytest.mark.parametrize("name", [pytest.param("Bo", id="two letters"), pytest.param("x" * 100, id="a hundred")])
def test_the_shortest_and_the_longest_name_are_read(name: str) -> None:
    assert read_register(f"{name}, Office").staff == (StaffMember(key="staff:1", name=name, role="Office"),)


def test_a_role_may_be_a_letter() -> None:
    assert read_register("Jean Bright, R").staff == (StaffMember(key="staff:1", name="Jean Bright", role="R"),)


def test_a_pasted_list_may_have_five_hundred_lines_and_blank_ones_are_none() -> None:
    full = "Mrs Hall, Head\n\n" * LONGEST

    assert len(read_register(full).staff) == LONGEST
    with pytest.raises(FileError) as caught:
        read_register(full + "Jean Bright")
    assert str(caught.value) == ("these are 501 lines; a school's staff has 500 at most. Pupils and parents stay out")

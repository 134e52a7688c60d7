"""Register files are read in any of their shapes, or refused with every mistake by line."""

import json
from pathlib import Path

import pytest

from bot.errors import FileError
from bot.people.load import School, load_registers, load_staff
from bot.people.register import Register, StaffMember

HALL = StaffMember(key="staff:1", name="Mrs Karen Hall", role="Headteacher", aliases=("Mrs Hall", "Mrs H"))
BRIGHT = StaffMember(key="staff:2", name="Jean Bright")
STAFF = [
    {"name": "Mrs Karen Hall", "role": "Headteacher", "aliases": ["Mrs Hall", "Mrs H"]},
    {"name": "Jean Bright"},
]
LARKRISE = {"larkrise": School("Larkrise Primary School", Register((HALL, BRIGHT)))}


def file(folder: Path, text: str, name: str = "staff.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path: Path) -> list[str]:
    with pytest.raises(FileError) as caught:
        load_registers(path)
    return [line.removeprefix(f"{path}") for line in str(caught.value).split("\n")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(json.dumps({"larkrise": {"school": "Larkrise Primary School", "staff": STAFF}}), id="json"),
        pytest.param(
            json.dumps({"larkrise": {"school": "Larkrise Primary School", "staff": STAFF}}, indent="\t"),
            id="json indented with tabs",
        ),
        pytest.param(
            "\ufefflarkrise:\n  school: Larkrise Primary School\n  staff:\n"
            "    - name: Mrs  Karen Hall\n      role: Headteacher\n      aliases: [Mrs Hall, Mrs H]\n"
            "    - name: Jean Bright\n      role:\n      aliases: ~\n",
            id="yaml with a byte order mark",
        ),
        pytest.param(
            json.dumps({"larkrise": {"school": "Larkrise Primary School", "phase": "primary", "staff": STAFF}}),
            id="with more than is needed",
        ),
    ],
)
def test_a_register_is_read_in_any_form(tmp_path: Path, text: str) -> None:
    assert load_registers(file(tmp_path, text)) == LARKRISE


def test_a_group_may_be_a_bare_list_and_is_then_its_own_school(tmp_path: Path) -> None:
    found = load_registers(file(tmp_path, json.dumps({"larkrise": STAFF, "queensway": []})))

    assert found == {
        "larkrise": School("larkrise", Register((HALL, BRIGHT))),
        "queensway": School("queensway", Register()),
    }


@pytest.mark.parametrize(
    ("school", "called"),
    [
        pytest.param({"name": "Larkrise Primary School"}, "Larkrise Primary School", id="named in another way"),
        pytest.param({}, "larkrise", id="not named: as its group"),
    ],
)
def test_what_a_school_is_called(tmp_path: Path, school: dict[str, str], called: str) -> None:
    found = load_registers(file(tmp_path, json.dumps({"larkrise": {**school, "staff": STAFF}})))

    assert found == {"larkrise": School(called, Register((HALL, BRIGHT)))}


def test_a_school_may_have_no_staff_yet(tmp_path: Path) -> None:
    assert load_registers(file(tmp_path, "larkrise:\n  staff:\n")) == {"larkrise": School("larkrise", Register())}


def test_the_sample_registers_are_read() -> None:
    found = load_registers(Path(__file__).parents[1] / "data" / "cases" / "registers.json")

    assert {name: (each.school, len(each.register.staff)) for name, each in found.items()} == {
        "larkrise": ("Larkrise Primary School", 16),
        "queensway": ("Queensway Academy (secondary)", 18),
    }


def test_letters_json_writes_in_pairs_are_read(tmp_path: Path) -> None:
    found = load_registers(file(tmp_path, '{"larkrise": [{"name": "Mrs Wi\\u015bniewska \\ud83d\\ude00"}]}'))

    assert found["larkrise"].register.staff[0].name == "Mrs Wiśniewska 😀"


def test_every_mistake_is_located(tmp_path: Path) -> None:
    text = """larkrise:
  school: [not, a, text]
  staff:
    - name: Mrs Karen Hall
      alias: [Mrs Hall]
    - role: Caretaker
    - just a name
    - name: Miss Price
      aliases: [P, Beth]
    - name: Mr Marsh
      aliases: Marshy
    - name: [Mr, Strong]
      role: "a\\u0007bell"
    - name: {Mr: Savage}
    - name: Mr Love
      aliases: {Lovey: yes}
queensway:
  teachers: []
quarry:
  staff: {Mr: Pell}
"""

    assert refusal(file(tmp_path, text)) == [
        ":2: `school` must be a text",
        ":5: unknown key `alias` (did you mean `aliases`?)",
        ":6: a member of staff needs a `name`",
        ":7: a member of staff has `name`, `role` and `aliases`",
        ":9: `aliases`: needs at least two letters: one would be found in every message",
        ":11: `aliases` must be a list",
        ":12: `name` must be a text",
        ":13: `role`: has a character that cannot be shown",
        ":14: `name` must be a text",
        ":16: `aliases` must be a list",
        ":18: `queensway` has no `staff`",
        ":20: `staff` must be a list",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("", ": is empty; a register names a school's staff", id="empty"),
        pytest.param(" \n", ": is empty; a register names a school's staff", id="blank"),
        pytest.param("{}", ": names no group", id="no group"),
        pytest.param("hello", ":1: a register file is `group:` with its staff below it", id="a word"),
        pytest.param("[]", ":1: a register file is `group:` with its staff below it", id="a list"),
        pytest.param(
            '{"larkrise":\n {"staff": [', ":2: is not JSON, or cut off: Expecting value", id="json that is cut off"
        ),
        pytest.param("a: [1\nb: 2", ":2: is not YAML: did not find expected ',' or ']'", id="yaml that is cut off"),
        pytest.param("[" * 100_000, ": has parts inside parts inside parts, without end", id="a trap for parsers"),
        pytest.param('{"a": [],\n "a": []}', ":2: `a` is here twice (first on line 1)", id="a group twice"),
        pytest.param(
            '{"a": [{"name": "Mr \\ud800 Hall"}]}',
            ":1: `name`: has a character that cannot be shown",
            id="half a letter",
        ),
        pytest.param(
            '{"a": [null, {"name": "Mr Hall \\ud83d\\ude00"}]}',
            ":1: a member of staff has `name`, `role` and `aliases`",
            id="nobody, in JSON that is no YAML",
        ),
        pytest.param(
            '{"a": [{"role": "Cook \\ud83d\\ude00"}]}',
            ":1: a member of staff needs a `name`",
            id="somebody without a name, in JSON that is no YAML",
        ),
        pytest.param("a:\n- name: " + "x" * 101, ":2: `name`: is longer than 100 letters", id="a name without end"),
    ],
)
def test_what_is_no_register_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    assert refusal(file(tmp_path, text)) == [reason]


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    binary = tmp_path / "register.json"
    binary.write_bytes(b'{"a": "\x00"}')

    assert refusal(tmp_path) == [": cannot be read: Is a directory"]
    assert refusal(tmp_path / "nowhere.json") == [": cannot be read: No such file or directory"]
    assert refusal(binary) == [": is no plain text; save it as CSV, or as UTF-8 text"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Mrs Karen Hall,Headteacher,Mrs Hall; Mrs H\nJean Bright\n", id="without a header"),
        pytest.param(
            "\ufeffAliases, Name ,Email,Role\nMrs Hall;Mrs H;,Mrs Karen Hall,k@x.example,Headteacher\n\n,Jean Bright\n",
            id="with a header, in another order and with more columns",
        ),
        pytest.param('name,role,aliases\n"Mrs Karen Hall","Headteacher","Mrs Hall;Mrs H"\nJean Bright,,', id="quoted"),
    ],
)
def test_staff_are_read_from_a_table(tmp_path: Path, text: str) -> None:
    assert load_staff(file(tmp_path, text, "staff.csv"), "larkrise") == Register((HALL, BRIGHT))


def test_every_mistake_of_a_table_is_located(tmp_path: Path) -> None:
    text = "name,rol,aliases\nMrs Hall,Head,of,all\nH,,\n,Caretaker,\nJean,,J;Jeannie\n"
    path = file(tmp_path, text, "staff.csv")

    with pytest.raises(FileError) as caught:
        load_staff(path, "larkrise")

    assert str(caught.value).replace(str(path), "").split("\n") == [
        ":1: unknown key `rol` (did you mean `role`?)",
        ":2: more than 3 columns; put a text that holds a comma in quotation marks",
        ":3: `name`: needs at least two letters: one would be found in every message",
        ":4: `name`: is empty",
        ":5: `aliases`: needs at least two letters: one would be found in every message",
    ]


def test_staff_come_from_the_group_asked_for_or_from_the_only_one(tmp_path: Path) -> None:
    one = file(tmp_path, json.dumps({"larkrise": STAFF}), "one.json")
    two = file(tmp_path, json.dumps({"larkrise": STAFF, "queensway": []}), "two.json")

    assert load_staff(one, "any name") == Register((HALL, BRIGHT))
    assert load_staff(two, "queensway") == Register()
    with pytest.raises(FileError) as caught:
        load_staff(two, "larkris")
    assert str(caught.value) == f"{two}: holds larkrise, queensway, and nothing of larkris (did you mean `larkrise`?)"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_as_a_spreadsheet_saves_it(tmp_path: Path, encoding: str) -> None:
    table = tmp_path / "staff.csv"
    table.write_bytes("name,role\nZoë Hâll,Office\n".encode(encoding))

    assert [one.name for one in load_staff(table, "larkrise").staff] == ["Zoë Hâll"]


def test_a_name_that_json_leaves_empty_is_located(tmp_path: Path) -> None:
    assert refusal(file(tmp_path, '{"a": [{"name": null}]}')) == [":1: a member of staff needs a `name`"]


def test_a_register_of_many_megabytes_is_refused(tmp_path: Path) -> None:
    told = ": 4,000,001 bytes are more than a register may have (4,000,000)"

    assert refusal(file(tmp_path, "x" * 4_000_001)) == [told]

"""Which group a chat is judged as, and what is said where that cannot be told."""

import pytest

from bot.errors import UnknownGroupError
from bot.group import Group, Mode
from bot.people.register import Register, StaffMember
from bot.report.groups import Groups

STAFF = Register((StaffMember(key="staff:1", name="Mrs Hall"),))
LARKRISE = {"larkrise": ("Larkrise Primary", STAFF)}
BOTH = LARKRISE | {"queensway": ("", Register())}


def refusal(groups: Groups, name: str | None) -> str:
    with pytest.raises(UnknownGroupError) as caught:
        groups(name)
    return str(caught.value)


def test_the_group_is_the_files_else_the_wanted_one_else_the_registers_only_one() -> None:
    assert Groups(BOTH, wanted="larkrise", source="r.json")("queensway").id == "queensway"
    assert Groups(BOTH, wanted="larkrise", source="r.json")(None).id == "larkrise"
    assert Groups(LARKRISE, wanted=None, source="r.json")(None).id == "larkrise"


def test_a_group_is_judged_as_if_it_were_live() -> None:
    group = Groups(LARKRISE, wanted=None, source="r.json")(None)

    assert (group.school, group.register, group.mode) == ("Larkrise Primary", STAFF, Mode.LIVE)


def test_the_same_group_is_the_same_value_every_time() -> None:
    groups = Groups(BOTH, wanted=None, source="r.json")

    assert groups("larkrise") is groups("larkrise")


def test_with_several_groups_one_must_be_named() -> None:
    groups = Groups(BOTH, wanted=None, source="r.json")

    assert refusal(groups, None) == "r.json holds 2 groups; say which with --group: larkrise, queensway"


def test_an_unknown_group_is_told_with_the_known_ones() -> None:
    has = "is not in r.json, which has: larkrise, queensway"

    assert refusal(Groups(BOTH, wanted="narnia", source="r.json"), None) == f"the group 'narnia' {has}"
    assert refusal(Groups(BOTH, wanted=None, source="r.json"), "narnia") == f"the group 'narnia' the file names {has}"


@pytest.mark.parametrize(("wanted", "named", "id_"), [(None, None, "group"), ("y4", None, "y4"), ("y4", "y5", "y5")])
def test_without_a_register_every_group_is_known_and_nobody_in_it(
    wanted: str | None, named: str | None, id_: str
) -> None:
    group = Groups({}, wanted=wanted, source=None)(named)

    assert (type(group), group.id, group.register) == (Group, id_, Register())

"""A place's pack holds its facts and nobody else's, and is refused with every mistake in it."""

from pathlib import Path

import pytest

from bot.errors import FactsError, FileError
from bot.place import ContactKind, Place, Service, load, names


def test_the_places_that_ship_can_be_loaded() -> None:
    assert {place: load(place).name for place in names()} == {
        "blank": "Anywhere",
        "england": "England",
        "ireland": "Ireland",
        "northern-ireland": "Northern Ireland",
        "scotland": "Scotland",
        "wales": "Wales",
    }


def test_england_knows_its_numbers() -> None:
    england = load("england")

    assert (england.emergency, england.police) == ("999", "101")
    assert {service.kind: service.phone for service in england.services if service.phone} == {
        ContactKind.CHILD_HELPLINE: "0808 800 5000",
        ContactKind.DISTRESS_HELPLINE: "116 123",
        ContactKind.ABUSE_HELPLINE: "0808 2000 247",
    }
    assert england.service("child-helpline") == Service(
        kind=ContactKind.CHILD_HELPLINE, name="the NSPCC", phone="0808 800 5000"
    )


def test_nowhere_knows_no_number_and_nobody() -> None:
    blank = load("blank")

    assert (blank.emergency, blank.police, blank.services, blank.service("child-helpline")) == (None, None, (), None)


@pytest.mark.parametrize(
    ("role", "is_head"),
    [
        ("Headteacher", True),
        ("Head Teacher", True),
        ("Co-Head", True),
        (" acting  head ", True),
        ("Deputy head", False),
        ("Head of Year 8", False),
        ("Year 4 teacher", False),
        ("", False),
    ],
)
def test_the_head_is_known_by_the_whole_role(role: str, is_head: bool) -> None:  # noqa: FBT001  # the expected answer
    assert load("england").is_head(role) is is_head


def test_an_unknown_place_names_those_there_are() -> None:
    with pytest.raises(FileError, match="no place is called 'atlantis'; there are blank, england, ireland"):
        load("atlantis")


def test_a_whole_pack_is_read(tmp_path: Path) -> None:
    (tmp_path / "there.yaml").write_text(
        "name: There\nemergency: 112\nheads: [Head-Master]\ncomplaints: [head]\nadults: [chair]\n"
        "contacts:\n  - {kind: regulator, name: them, link: https://them.example}\n",
        encoding="utf-8",
    )

    assert load("there", tmp_path) == Place(
        id="there",
        name="There",
        emergency="112",
        heads=frozenset({"head master"}),
        complaints=(ContactKind.HEAD,),
        adults=(ContactKind.CHAIR,),
        services=(Service(kind=ContactKind.REGULATOR, name="them", link="https://them.example"),),
    )


def test_every_mistake_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "there.yaml").write_text(
        "checked: soon\n"
        "emergancy: 112\n"
        "police: []\n"
        "heads: [head, [acting head]]\n"
        "complaints: head\n"
        "adults: [haed]\n"
        "contacts:\n"
        "  - {kind: child-helplin, name: them}\n"
        "  - {phone: 116 123}\n"
        "  - nobody\n",
        encoding="utf-8",
    )

    with pytest.raises(FactsError) as refused:
        load("there", tmp_path)

    assert str(refused.value).splitlines() == [
        "places/there.yaml:1: `checked` must be a date such as 2026-03-09",
        "places/there.yaml:1: `name` is missing",
        "places/there.yaml:2: unknown key `emergancy` (did you mean `emergency`?)",
        "places/there.yaml:3: `police` must be a text",
        "places/there.yaml:4: `heads` lists roles, each a text",
        "places/there.yaml:5: `complaints` must be a list",
        "places/there.yaml:6: unknown kind of contact `haed` (did you mean `head`?)",
        "places/there.yaml:8: unknown kind of contact `child-helplin` (did you mean `child-helpline`?)",
        "places/there.yaml:9: a contact needs a `kind`",
        "places/there.yaml:9: a contact needs a `name`",
        "places/there.yaml:10: expected `key: value` lines",
    ]


@pytest.mark.parametrize(
    ("written", "refusal"),
    [
        pytest.param(b"name: [There\n", "places/there.yaml:2: is not YAML: ", id="cut off"),
        pytest.param(b"\xff\xfe", "places/there.yaml: is not UTF-8 text", id="another encoding"),
        pytest.param(b"", "places/there.yaml:1: `name` is missing", id="empty"),
        pytest.param(b"name: a\nname: b\n", "places/there.yaml:2: `name` is here twice", id="a key twice"),
    ],
)
def test_a_file_of_the_wrong_form_says_where(written: bytes, refusal: str, tmp_path: Path) -> None:
    (tmp_path / "there.yaml").write_bytes(written)

    with pytest.raises((FactsError, FileError)) as refused:
        load("there", tmp_path)

    assert str(refused.value).startswith(refusal)

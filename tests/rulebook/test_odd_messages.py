"""Nothing anybody posts can make the shipped rules fail, or take long."""

import time
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import shipped

from bot.detectors.shares import Detail, details
from bot.finding import Span
from bot.group import Group
from bot.message import GroupId
from bot.people.register import Register, StaffMember
from bot.rulebook.examples import EXAMPLE_GROUP, example_scene
from bot.scene import Scene

SHIPPED = shipped()
MANY = Register(
    tuple(
        StaffMember(key=f"staff:{number}", name=f"Mrs {first}{last}ley", role="Teaching assistant")
        for number, (first, last) in enumerate(
            (a, b) for a in ("Hart", "Mot", "Ains", "Bur") * 25 for b in "abcdefghijklmnopqrst"
        )
    )
)
TWINS = Register(
    (
        StaffMember(key="staff:1", name="Mr Ian Pell", role="Year 4 teacher"),
        StaffMember(key="staff:2", name="Mrs Joan Pell", role="School office"),
    )
)


def judged(text: str, register: Register = EXAMPLE_GROUP.register) -> list[tuple[str, tuple[Span, ...]]]:
    group = Group(id=GroupId("odd"), school="Millbrook School", register=register)
    findings = SHIPPED.examine(Scene(message=example_scene(text).message, group=group))
    return [(finding.rule, finding.spans) for finding in findings]


@pytest.mark.parametrize(
    "text",
    [
        "bring the cakes to the hall " * 2_000,
        "🎂" * 9_000,
        "🎂🎈" * 4_000,
        "\u0301" * 9_000,
        "\ufdfa" * 4_096,
        "\ud800\udfff" * 2_000,
        "\u202eeb ot dlog" * 300,
        "07700 900123 " * 300,
        "a.b" * 1_300,
        "(((" * 1_300,
        "''''\"\"\"\"" * 500,
        "\x00\x01\x1f" * 1_000,
        "",
        " \n\t ",
    ],
    ids=[
        "10,000 words", "emoji", "two emoji", "marks", "one sign that unfolds", "surrogates", "right to left", "digits",
        "dots", "brackets", "quotes", "control characters", "nothing", "blanks",
    ],
)  # fmt: skip
def test_an_odd_but_harmless_message_is_left_alone(text: str) -> None:
    assert judged(text) == []


def cost(work: Callable[[], object]) -> float:
    """Seconds of processor time; the best of three, as other work on the machine only ever adds to it."""
    spent = []
    for _ in range(3):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent)


@pytest.mark.parametrize(
    "unit",
    ["he💩 ", "💩 my mum he ", "💩 my sister hit him ", "@.", "..@"],
    ids=["pronouns", "one's own", "one's own, done to", "at and dot", "dots and at"],
)
def test_what_a_message_costs_grows_with_its_length_and_no_faster(unit: str) -> None:
    short, long = (cost(partial(judged, (unit * size)[:size])) for size in (1_000, 8_000))

    assert long < 24 * short + 0.005  # eight times as long; were each part looked at with every other, 64 times


def test_so_does_the_search_for_an_address_that_is_none() -> None:
    def addresses(size: int) -> list[Span]:
        return list(details(Detail.EMAIL, "+" * size + " @", frozenset(), ()))

    short, long = (cost(partial(addresses, size)) for size in (1_000, 8_000))

    assert long < 24 * short + 0.001


@given(st.text(max_size=400))
def test_any_text_is_judged_and_every_span_lies_in_it(text: str) -> None:
    assert all(0 <= span.start < span.end <= len(text) for _, spans in judged(text) for span in spans)


def test_a_register_of_two_thousand_names_names_whom_it_should() -> None:
    assert len(MANY.staff) == 2_000
    assert [rule for rule, _ in judged("Mrs Hartaley is a useless tosser", MANY)] != []
    assert judged("Mrs Hartaley has the forms", MANY) == []


def test_where_two_have_one_name_the_first_is_meant() -> None:
    group = Group(id=GroupId("twins"), school="Millbrook School", register=TWINS)
    findings = SHIPPED.examine(Scene(message=example_scene("Pell is a useless tosser").message, group=group))

    assert {finding.target.key for finding in findings} == {"staff:1"}


def test_without_a_register_titles_and_roles_still_mean_staff() -> None:
    assert [rule for rule, _ in judged("Mr Pell is a useless tosser", Register())] != []

"""Who may see and decide, and who hears of danger when."""

import pytest
from builders import DUNN, LENA, PRIYA, SAM, TOM, finding, group, incident, minutes

from bot.finding import Target, TargetKind
from bot.group import Tie
from bot.incident import Incident
from bot.ladder.alarms import also, next_after
from bot.ladder.ties import is_tied, may_hear_appeal, untied
from bot.message import MemberId
from bot.notice import Audience, ToDeputy, ToOperator

TIES = (
    Tie(admin=LENA.id, to="staff"),
    Tie(admin=TOM.id, to="staff:2"),
    Tie(admin=PRIYA.id, to="member:sam"),
)


def about(target: Target, by: str = "sam") -> Incident:
    return incident(findings=(finding(target=target),), poster=SAM if by == "sam" else PRIYA)


@pytest.mark.parametrize(
    ("incidents", "free"),
    [
        pytest.param((about(DUNN, by="priya"),), {"sam"}, id="a colleague, and the one with a tie to him"),
        pytest.param((about(DUNN),), set(), id="also whoever has a tie to the poster, and the poster"),
        pytest.param(
            (about(Target(TargetKind.STAFF), by="priya"),),
            {"sam", "tom"},
            id="staff in general",
        ),
        pytest.param((about(Target(TargetKind.SCHOOL), by="priya"),), {"sam", "tom"}, id="the school"),
        pytest.param(
            (about(Target(TargetKind.PARENT, "member:tom"), by="priya"),), {"sam", "lena"}, id="an admin themselves"
        ),
        pytest.param((about(Target(TargetKind.PUPIL, "name:kayden"), by="priya"),), {"sam", "tom", "lena"}, id="child"),
        pytest.param(
            (about(Target(TargetKind.OTHER), by="priya"), about(DUNN, by="priya")), {"sam"}, id="any of several"
        ),
    ],
)
def test_poster_target_and_declared_ties_are_kept_out(incidents: tuple[Incident, ...], free: set[str]) -> None:
    everybody = (SAM, PRIYA, TOM, LENA)

    assert set(untied(everybody, group(ties=TIES), incidents)) == free


@pytest.mark.parametrize(
    ("kind", "called", "name", "ties"),
    [
        pytest.param(TargetKind.PARENT, "tom", "Tom", True, id="called by their name"),
        pytest.param(TargetKind.PARENT, "tom", "Tom Okafor 🚲", True, id="by the first of their names"),
        pytest.param(TargetKind.PARENT, "tom barker", "Tom Okafor", False, id="somebody else of that name"),
        pytest.param(TargetKind.PUPIL, "tom", "Tom", False, id="a child of that name"),
        pytest.param(TargetKind.PARENT, "tom", "", False, id="whose name nobody knows"),
    ],
)
def test_whoever_a_message_calls_by_name_has_a_tie_to_it(
    kind: TargetKind, called: str, name: str, *, ties: bool
) -> None:
    named = about(Target(kind, f"name:{called}"))

    assert is_tied(TOM.id, group(), (named,), name) is ties


def test_a_further_finding_ties_as_the_first_does() -> None:
    both = incident(findings=(finding(target=Target(TargetKind.OTHER)), finding(target=DUNN)))

    assert is_tied(TOM.id, group(ties=TIES), (both,))


ANN, BEN, DEPUTY = MemberId("ann"), MemberId("ben"), MemberId("deputy")


@pytest.mark.parametrize(
    ("admins", "deputy", "involved", "hear"),
    [
        pytest.param((ANN, BEN), DEPUTY, set[MemberId](), (ANN, BEN), id="nobody had a hand in it"),
        pytest.param((ANN, BEN), DEPUTY, {ANN}, (BEN,), id="one had a hand in it"),
        pytest.param((ANN,), DEPUTY, {ANN}, (DEPUTY,), id="the only one had: the deputy"),
        pytest.param((ANN,), None, {ANN}, (ANN,), id="the only one had, and there is no deputy"),
        pytest.param((), DEPUTY, set[MemberId](), (DEPUTY,), id="everybody has a tie: the deputy"),
        pytest.param((), None, set[MemberId](), (), id="there is nobody"),
    ],
)
def test_a_member_is_heard_by_somebody_with_no_hand_in_the_case(
    admins: tuple[MemberId, ...], deputy: MemberId | None, involved: set[MemberId], hear: tuple[MemberId, ...]
) -> None:
    assert may_hear_appeal(admins, deputy, involved) == hear


@pytest.mark.parametrize(
    ("times", "has_admins", "has_deputy", "besides"),
    [
        pytest.param(1, True, True, (), id="the first goes to the admins"),
        pytest.param(4, True, True, (), id="and three more"),
        pytest.param(5, True, True, (ToDeputy(),), id="then also to the deputy"),
        pytest.param(6, True, True, (ToDeputy(), ToOperator()), id="then to the operator too"),
        pytest.param(9, True, True, (ToDeputy(), ToOperator()), id="and so on"),
        pytest.param(5, True, False, (ToOperator(),), id="without a deputy the operator is next"),
        pytest.param(1, False, True, (ToDeputy(),), id="without an admin the deputy is first"),
        pytest.param(1, False, False, (ToOperator(),), id="with nobody the operator is first"),
    ],
)
def test_danger_goes_to_one_more_person_until_somebody_answers(
    times: int, besides: tuple[Audience, ...], *, has_admins: bool, has_deputy: bool
) -> None:
    assert also(times, has_admins=has_admins, has_deputy=has_deputy) == besides


def test_alarms_come_every_five_minutes_and_later_every_hour() -> None:
    assert [next_after(times) for times in range(1, 8)] == [*[minutes(5)] * 5, minutes(60), minutes(60)]

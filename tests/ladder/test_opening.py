"""What a new incident brings with it, and whom its case is about."""

from dataclasses import replace

import pytest
from builders import DUNN, KEMP, MONDAY, case, finding, incident

from bot.case import CaseKind
from bot.finding import Alert, Finding, Level
from bot.incident import Count
from bot.ladder.opening import introduced, target_of
from bot.ports import Record
from bot.verdict import Verdict

INSULT = finding(Level.SERIOUS, target=KEMP)
CROWDING = finding(Level.LOOK, target=DUNN, alert=Alert.CROWD)


@pytest.mark.parametrize(
    ("kind", "found", "target"),
    [
        pytest.param(CaseKind.CROWD, (INSULT, CROWDING), DUNN.key, id="a crowd: whomever they are crowding"),
        pytest.param(CaseKind.SERIOUS, (INSULT, CROWDING), KEMP.key, id="anything else: whom the gravest is about"),
        pytest.param(CaseKind.CROWD, (INSULT,), KEMP.key, id="a crowd nobody noticed as one"),
    ],
)
def test_a_case_is_about_whom_its_verdict_is_about(kind: CaseKind, found: tuple[Finding, ...], target: str) -> None:
    verdict = Verdict(findings=found, note_at=None, weight=0, count=Count.NOTHING, case=kind, case_at=MONDAY)

    assert target_of(verdict) == target


def test_what_joins_a_crowd_that_is_known_joins_its_case_and_brings_no_second_card() -> None:
    crowd, new = case(CaseKind.CROWD), incident(Level.LOOK)
    joins = Verdict(
        findings=(CROWDING,), note_at=None, weight=0, count=Count.NOTHING, case=CaseKind.CROWD, case_at=MONDAY
    )

    assert introduced(new, joins, standing=crowd, number=None, now=MONDAY) == Record(
        incidents=(replace(new, case=crowd.id),)
    )

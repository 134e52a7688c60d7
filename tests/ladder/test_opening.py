"""Whom a new case is about."""

import pytest
from builders import DUNN, KEMP, MONDAY, finding

from bot.case import CaseKind
from bot.finding import Alert, Finding, Level
from bot.incident import Count
from bot.ladder.opening import target_of
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

"""An alert that reaches nobody is said in the log, and not at every round."""

from builders import MONDAY, PRIYA, TOM, minutes
from structlog.testing import capture_logs
from world import OPERATOR, World


async def test_with_nobody_left_to_tell_and_no_operator_named_it_is_said_at_once() -> None:
    world = World(now=MONDAY, operator=None)
    world.platform.unreachable = {PRIYA.id, TOM.id}

    with capture_logs() as lines:
        await world.says("[danger] Dunn")

    assert [line["event"] for line in lines if line["log_level"] == "error"] == ["an alert has reached nobody"]


async def test_what_the_others_could_not_be_told_reaches_the_operator_and_nothing_is_said() -> None:
    world = World(now=MONDAY)
    world.platform.unreachable = {PRIYA.id, TOM.id}

    with capture_logs() as lines:
        await world.says("[danger] Dunn")

    assert [seen.by for seen in world.platform.seen] == [OPERATOR]
    assert [line for line in lines if line["log_level"] == "error"] == []


async def test_an_alert_that_reaches_nobody_is_logged_at_once_and_then_at_most_once_an_hour() -> None:
    world = World(now=MONDAY)
    world.platform.unreachable = {PRIYA.id, TOM.id, OPERATOR}

    with capture_logs() as lines:
        await world.says("[danger] Dunn")
        await world.later(minutes(59))
        first = [line for line in lines if line["log_level"] == "error"]
        await world.later(minutes(120))
        later = [line for line in lines if line["log_level"] == "error"]

    (case,) = await world.store.open_cases(first[0]["group"])
    assert first == [
        {"event": "an alert has reached nobody", "log_level": "error", "group": case.group, "case": case.id}
    ]
    assert 2 <= len(later) <= 3

"""What a new rule would have said is counted, what came of each rule is shown, and danger is not taken unawares."""

from datetime import timedelta

import pytest
from tuning_chat import ANN, DOLT, GROUP, HEAD, INSULT, LUMP, SAM, START, Chat

from bot.finding import RuleId
from bot.notice import Choice, NoticeKind, NoticeState
from bot.rulerecord import RuleRecord

MISSED = (
    "Take care. These rules are about danger, and with this file they miss what they are there to find:",
    "- Threatens with fists",
)
SILENCED = (
    (
        "Take care. These rules are about danger. With this file I would not act on them as I do now, "
        "and nobody would be told:"
    ),
    "- Threatens with fists",
)


@pytest.fixture
def chat() -> Chat:
    return Chat()


async def test_what_a_rule_on_trial_would_have_said_is_counted_and_told_when_it_ends(chat: Chat) -> None:
    await chat.asks("rulesfile", HEAD + LUMP)
    await chat.asks("apply")
    chat.platform.seen.clear()
    for _ in range(3):
        said = await chat.says("Mr Pell is a great lump")
        await chat.hears(said)  # once more, as a platform does that has not heard an answer
        await chat.later(timedelta(hours=1))
    await chat.says("Mr Pell is lovely")
    seen = len(chat.platform.seen)
    counted = await chat.store.rule_records(GROUP.id)
    private = await chat.asks("rules")
    await chat.later(timedelta(days=7))
    told = [each.letter.text for each in chat.platform.seen[seen:]]

    assert counted == (RuleRecord(group=GROUP.id, rule=RuleId("lump"), tried=3),)
    assert seen == 0
    assert private.splitlines()[-1] == "- Calls somebody a lump: It only watches now. It would have spoken up 3 times."
    assert told == 2 * [
        (
            "The week of watching is over for this rule: Calls somebody a lump. I would have spoken up 3 times. "
            "From now on I do. To take the rule back, send /undo."
        )
    ]


async def test_a_trial_that_was_taken_back_has_no_end_to_tell(chat: Chat) -> None:
    await chat.asks("rulesfile", HEAD + LUMP)
    await chat.asks("apply")
    await chat.asks("undo")
    chat.platform.seen.clear()
    await chat.later(timedelta(days=8))

    assert chat.told(NoticeKind.TRIED) == [NoticeState.VOID]
    assert chat.platform.seen == []


async def test_a_rule_that_was_changed_begins_its_record_anew(chat: Chat) -> None:
    await chat.says(INSULT)
    await chat.press(Choice.OVERTURN)
    await chat.press(Choice.SOFTER)
    before = await chat.store.rule_records(GROUP.id)
    await chat.asks("apply")

    assert before == (RuleRecord(group=GROUP.id, rule=DOLT, wrong=1),)
    assert await chat.store.rule_records(GROUP.id) == (RuleRecord(group=GROUP.id, rule=DOLT),)


async def test_an_admin_reads_in_private_what_came_of_each_rule_and_nobody_else_does(chat: Chat) -> None:
    chat.store.rules[GROUP.id, DOLT] = RuleRecord(group=GROUP.id, rule=DOLT, right=1, wrong=9, shadowed_at=START)

    told = await chat.asks("rules")

    assert told.split("\n\n")[1].splitlines() == [
        "For admins: what came of my rules so far.",
        (
            "- Calls somebody a dolt: People found it right once, and wrong 9 times. "
            "It was wrong too often, so I do not act on it."
        ),
    ]
    assert "dolt:" not in await chat.asks("rules", by=SAM)
    assert "dolt:" not in await chat.core.reception.asked("rules", "", ANN, GROUP.id)


async def test_admin_counts_the_rules_that_send_nothing_in_this_group(chat: Chat) -> None:
    def watch(told: str) -> list[str]:
        return [line for line in told.splitlines() if line.startswith("Rules that only watch")]

    none = watch(await chat.asks("admin"))
    await chat.asks("rulesfile", HEAD + LUMP)
    await chat.asks("apply")
    on_trial = watch(await chat.asks("admin"))
    chat.store.rules[GROUP.id, DOLT] = RuleRecord(group=GROUP.id, rule=DOLT, right=1, wrong=9, shadowed_at=START)
    wrong_too = watch(await chat.asks("admin"))
    await chat.later(timedelta(days=8))

    assert none == []
    assert on_trial == ["Rules that only watch, and send nothing: 1. /rules names them."]
    assert wrong_too == ["Rules that only watch, and send nothing: 2. /rules names them."]
    assert watch(await chat.asks("admin")) == on_trial


async def test_a_member_reads_in_private_too_since_when_the_rules_are_as_they_are(chat: Chat) -> None:
    await chat.asks("rulesfile", HEAD + LUMP)
    await chat.asks("apply")

    told = await chat.asks("rules", by=SAM)

    assert told.splitlines()[1] == "The admins last changed the rules of this group on 2 March."


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("    mode: off\n", SILENCED),
        ("    mode: shadow\n", SILENCED),
        ("    level: look\n", SILENCED),
        ("    when: {says: [my fists], about: anyone}\n    examples: {flag: [my fists for Mr Pell]}\n", MISSED),
        ("    title: Threatens\n", ()),
    ],
)
async def test_what_a_file_takes_from_a_danger_rule_is_said_before_it_is_applied(
    chat: Chat, change: str, told: tuple[str, ...]
) -> None:
    shown = (await chat.asks("rulesfile", f"{HEAD}  - id: fists\n{change}")).splitlines()

    assert tuple(shown[1 : 1 + len(told)]) == told
    assert any(line.startswith("Take care.") for line in shown) == bool(told)


async def test_the_file_comes_as_text_to_whom_no_document_reaches(chat: Chat) -> None:
    chat.platform.unreachable = {ANN.id}

    head, _, file = (await chat.asks("rulesfile")).partition("\n\n")

    assert head.startswith("These are your group's own rules.")
    assert file.splitlines()[0] == "# Our rules, version 0. Please leave this line as it is."

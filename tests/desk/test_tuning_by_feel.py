"""Under a case, and after an overturn, one tap shows what a change of the rule would do; /apply makes it."""

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from fakes import FakePlatform, FakeStore

from bot.app import core
from bot.finding import RuleId
from bot.group import Group, Mode
from bot.message import ChatId, GroupId, Member, MemberId, Message, MessageId
from bot.notice import Choice, Letter, NoticeKind, NoticeState
from bot.rulebook.book import Rulebook
from bot.rulebook.document import parse_document
from bot.rulebook.load import judged
from bot.rulerecord import RuleRecord

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ANN, BEA = Member(id=MemberId("telegram:1"), name="Ann"), Member(id=MemberId("telegram:2"), name="Bea")
SAM, DEPUTY = Member(id=MemberId("telegram:3"), name="Sam"), Member(id=MemberId("telegram:4"), name="Di")
CHAT = ChatId("telegram:-100")
GROUP = Group(id=GroupId("year4"), school="Millbrook School", chats=(CHAT,), mode=Mode.LIVE, deputy=DEPUTY.id)
RULES = """\
version: 1
rules:
  - id: dolt
    title: Calls somebody a dolt
    concern: insult
    level: serious
    when: {says: [dolt], about: anyone}
    examples: {flag: [Mr Pell is a dolt], leave: [hello]}
  - id: fists
    title: Threatens with fists
    concern: threat
    level: danger
    when: {says: [my fists, my boots], about: anyone}
    examples: {flag: ["my fists are waiting for Mr Pell", "my boots are waiting for Mr Pell"], leave: [hello]}
"""
DOLT, FISTS = RuleId("dolt"), RuleId("fists")
INSULT, THREAT = "Mr Pell is a dolt", "my fists are waiting for Mr Pell"
HEAD = "version: 1\nextends: shipped\nrules:\n"
LUMP = """\
  - id: lump
    title: Calls somebody a lump
    concern: insult
    level: reminder
    when: {says: [great lump], about: anyone}
    examples: {flag: [Mr Pell is a great lump], leave: [a lump of clay]}
"""
MISSED = (
    "Take care. These rules are about danger, and with this file they miss what they are there to find:",
    "- fists",
)
SILENCED = (
    (
        "Take care. These rules are about danger. With this file I would not act on them as I do now, "
        "and nobody would be told:"
    ),
    "- fists",
)


@cache
def rulebook() -> Rulebook:
    return judged(parse_document(RULES, "rules.yaml"), "rules.yaml")


class Chat:
    """A group with two admins and a deputy, everything real but the platform and the disk."""

    def __init__(self) -> None:
        self.now = START
        self.store = FakeStore(GROUP)
        self.platform = FakePlatform(group_admins=(ANN, BEA))
        self.core = core(
            store=self.store, rulebook=rulebook(), platform=lambda _: self.platform, clock=lambda: self.now
        )
        self.said = 0

    async def says(self, text: str) -> Message:
        self.said += 1
        said = Message(group=GROUP.id, chat=CHAT, id=MessageId(str(self.said)), author=SAM, text=text, sent_at=self.now)
        await self.hears(said)
        return said

    async def hears(self, said: Message) -> None:
        await self.core.moderator.handle(said)
        await self.core.courier.step(self.now)

    def letter(self, choice: Choice, to: Member = ANN) -> Letter:
        """The last one of theirs with that button."""
        return next(
            seen.letter for seen in reversed(self.platform.seen) if seen.by == to.id and choice in seen.letter.choices
        )

    async def press(self, choice: Choice, by: Member = ANN, letter: Letter | None = None) -> str:
        answer = await self.core.desk.press((letter or self.letter(choice, by)).notice, choice, by.id)
        await self.core.courier.step(self.now)
        return answer

    async def asks(self, command: str, words: str = "", by: Member = ANN) -> str:
        return await self.core.reception.asked(command, words, by, None)

    async def later(self, span: timedelta) -> None:
        self.now += span
        await self.core.courier.step(self.now)

    def told(self, kind: NoticeKind) -> list[NoticeState]:
        return [each.state for each in self.store.notices.values() if each.kind is kind]


@pytest.fixture
def chat() -> Chat:
    return Chat()


@pytest.mark.parametrize(
    ("choice", "head", "file"),
    [
        (Choice.NEVER, "With this I would never flag it again: Calls somebody a dolt.", "mode: off"),
        (Choice.SOFTER, "With this I would be softer here: Calls somebody a dolt.", "level: reminder"),
    ],
)
async def test_a_tap_under_a_case_shows_what_it_would_do_and_apply_does_it(
    chat: Chat, choice: Choice, head: str, file: str
) -> None:
    await chat.says(INSULT)
    await chat.press(Choice.MORE)

    shown = (await chat.press(choice)).splitlines()
    untouched = list(chat.store.kept_overlays)
    applied = await chat.asks("apply")

    assert (shown[0], shown[1]) == (
        head,
        "I noticed 1 messages here of late. Of those, 1 would get less, and 0 would get more.",
    )
    assert shown[-1] == "To use it, send /apply. Until then the old rules run."
    assert "Pell" not in "\n".join(shown)
    assert untouched == []
    assert applied == "Done. This is version 1 of your rules. To go back, send /undo."
    assert file in chat.store.kept_overlays[0].text


async def test_what_was_switched_off_by_a_tap_comes_back_by_undo(chat: Chat) -> None:
    await chat.says(INSULT)
    await chat.press(Choice.MORE)
    await chat.press(Choice.NEVER)
    await chat.asks("apply")
    await chat.later(timedelta(hours=1))
    quiet = await chat.says(INSULT)
    again = await chat.press(Choice.NEVER)
    await chat.asks("undo")
    await chat.later(timedelta(hours=1))
    heard = await chat.says(INSULT)

    assert await chat.store.incident_of(CHAT, quiet.id) is None
    assert again == "I do not look for this in your group any more. /rulesfile shows why."
    assert await chat.store.incident_of(CHAT, heard.id) is not None


async def test_a_rule_goes_no_further_than_the_last_step(chat: Chat) -> None:
    await chat.says(INSULT)
    await chat.press(Choice.MORE)

    assert (await chat.press(Choice.STRICTER)).startswith("I cannot move this rule that way.")


@pytest.mark.parametrize("choice", [Choice.NEVER, Choice.SOFTER, Choice.STRICTER])
async def test_danger_is_not_quieted_by_a_tap_and_it_says_why(chat: Chat, choice: Choice) -> None:
    await chat.says(THREAT)
    await chat.press(Choice.MORE)

    assert await chat.press(choice) == (
        "I cannot do that. This rule is about danger, or about help for somebody. If one tap could quiet it, the next "
        "real cry for help would go unheard. If you must, change it in /rulesfile."
    )
    assert await chat.asks("apply") == "I have nothing from you to use. Send me the change again."


async def test_after_an_overturn_whoever_decided_is_offered_to_change_the_rule(chat: Chat) -> None:
    await chat.says(INSULT)
    await chat.press(Choice.OVERTURN)
    offered = chat.letter(Choice.NEVER)
    shown = await chat.press(Choice.NEVER)

    assert (offered.text, offered.choices) == (
        "Thank you. This is the rule that was wrong: dolt. Shall I change it? I show you first what that would do.",
        (Choice.NEVER, Choice.SOFTER),
    )
    assert shown.splitlines()[:2] == [
        "With this I would never flag it again: Calls somebody a dolt.",
        "People found it right 0 times, and wrong once.",
    ]
    assert [seen.by for seen in chat.platform.seen if Choice.NEVER in seen.letter.choices] == [ANN.id]


async def test_nothing_is_offered_when_a_danger_rule_is_overturned(chat: Chat) -> None:
    await chat.says(THREAT)
    await chat.press(Choice.OVERTURN)

    assert chat.told(NoticeKind.TUNE) == []


async def test_nobody_else_presses_an_admins_button(chat: Chat) -> None:
    await chat.says(INSULT)
    await chat.press(Choice.MORE)
    letter = chat.letter(Choice.NEVER)

    assert await chat.press(Choice.NEVER, SAM, letter) == "This is for someone else."
    assert await chat.press(Choice.NEVER, BEA, letter) == "This is for someone else."
    chat.platform.group_admins = (BEA,)
    assert await chat.press(Choice.NEVER, ANN, letter) == "Only the group's admins can do that."


async def test_what_a_rule_on_trial_would_have_said_is_counted_and_told_when_it_ends(chat: Chat) -> None:
    await chat.asks("rulesfile", HEAD + LUMP)
    await chat.asks("apply")
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
    assert private.splitlines()[-1] == "- lump: It only watches now. It would have spoken up 3 times."
    assert told == 2 * [
        (
            "The week of watching is over for this rule: lump. I would have spoken up 3 times. From now on I do. "
            "To take the rule back, send /undo."
        )
    ]


async def test_a_trial_that_was_taken_back_has_no_end_to_tell(chat: Chat) -> None:
    await chat.asks("rulesfile", HEAD + LUMP)
    await chat.asks("apply")
    await chat.asks("undo")
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
        "- dolt: People found it right once, and wrong 9 times. It was wrong too often, so I do not act on it.",
    ]
    assert "dolt:" not in await chat.asks("rules", by=SAM)
    assert "dolt:" not in await chat.core.reception.asked("rules", "", ANN, GROUP.id)


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

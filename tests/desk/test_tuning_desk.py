"""How a group's admins change its rules from the chat: nothing runs that was not shown; all can be undone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from builders import incident
from fakes import FakePlatform, FakeStore

from bot.app import Core, core
from bot.finding import Level
from bot.group import Group, Mode
from bot.message import ChatId, GroupId, Member, MemberId, Message, MessageId
from bot.notice import NoticeKind, ToAdmins
from bot.overlay import Overlay
from bot.rulebook.book import Rulebook
from bot.rulebook.document import parse_document
from bot.rulebook.load import judged

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ANN, BEA = Member(id=MemberId("telegram:1"), name="Ann"), Member(id=MemberId("telegram:2"), name="Bea")
SAM = Member(id=MemberId("telegram:3"), name="Sam")
CHAT = ChatId("telegram:-100")
GROUP = Group(id=GroupId("year4"), school="Millbrook School", chats=(CHAT,), mode=Mode.LIVE)
RULES = """\
version: 1
rules:
  - id: oaf
    title: Calls somebody an oaf
    concern: insult
    level: reminder
    when: {says: [oaf], about: anyone}
    examples: {flag: [Mr Pell is an oaf], leave: [hello]}
  - id: fists
    title: Threatens with fists
    concern: threat
    level: danger
    when: {says: [my fists], about: anyone}
    examples: {flag: ["my fists are waiting for Mr Pell"], leave: [hello]}
"""
STRICT = """\
version: 1
extends: shipped
rules:
  - id: lump
    title: Calls somebody a lump
    concern: insult
    level: reminder
    when: {says: [great lump], about: anyone}
    examples: {flag: [Mr Pell is a great lump], leave: [a lump of clay]}
"""
TRIAL_TOLD = (
    "For 7 days I only watch with these, and send nothing. Where a rule is about danger, the old one runs for so long:"
)


@cache
def rulebook() -> Rulebook:
    return judged(parse_document(RULES, "rules.yaml"), "rules.yaml")


class Desk:
    """A group with two admins, and what they are answered."""

    def __init__(self) -> None:
        self.now = START
        self.store = FakeStore(GROUP)
        self.platform = FakePlatform(group_admins=(ANN, BEA))
        self.plugged = self.restarted()
        self.said = 0

    def restarted(self) -> Core:
        return core(store=self.store, rulebook=rulebook(), platform=lambda _: self.platform, clock=lambda: self.now)

    async def asks(self, command: str, words: str = "", by: Member = ANN) -> str:
        return self.shown(await self.plugged.reception.asked(command, words, by, None))

    def shown(self, answer: str) -> str:
        return self.platform.seen[-1].letter.text if answer.startswith("I have shown you what it") else answer

    async def file(self, by: Member = ANN) -> str:
        """What they were sent: one document, to them alone."""
        await self.asks("rulesfile", by=by)
        (document,) = self.platform.seen[-1].letter.documents
        assert (self.platform.seen[-1].by, document.name) == (by.id, "rules.yaml")
        return document.content.decode()

    async def found(self, text: str) -> list[tuple[str, Level]]:
        """What becomes of a message said now."""
        self.said += 1
        said = Message(group=GROUP.id, chat=CHAT, id=MessageId(str(self.said)), author=SAM, text=text, sent_at=self.now)
        await self.plugged.moderator.handle(said)
        incident = await self.store.incident_of(CHAT, said.id)
        self.now += timedelta(hours=1)
        return [] if incident is None else [(each.rule, each.level) for each in incident.findings]


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def test_a_change_is_shown_then_applied_then_watches_for_a_week_before_it_speaks(desk: Desk) -> None:
    shown = await desk.asks("rulesfile", STRICT)
    before = await desk.found("Mr Pell is a great lump")
    applied = await desk.asks("apply")
    on_trial = await desk.found("Mr Pell is a great lump")
    desk.now += timedelta(days=7)
    after = await desk.found("Mr Pell is a great lump")

    assert shown.splitlines()[0] == "The file is good. This is what it would change."
    assert shown.splitlines()[-3:-1] == [
        TRIAL_TOLD,
        "- Calls somebody a lump",
    ]
    assert applied == "Done. This is version 1 of your rules. To go back, send /undo."
    assert (before, on_trial, after) == ([], [], [("lump", Level.REMINDER)])


async def test_what_the_file_itself_says_of_a_rules_mode_holds_at_once(desk: Desk) -> None:
    await desk.asks("rulesfile", STRICT.replace("level: reminder", "level: reminder\n    mode: live"))
    await desk.asks("apply")

    assert await desk.found("Mr Pell is a great lump") == [("lump", Level.REMINDER)]


async def test_a_restart_keeps_the_groups_own_rules(desk: Desk) -> None:
    await desk.asks("rulesfile", STRICT)
    await desk.asks("apply")
    desk.now += timedelta(days=8)
    desk.plugged = desk.restarted()

    assert await desk.found("Mr Pell is a great lump") == [("lump", Level.REMINDER)]


async def test_every_mistake_is_told_by_line_and_nothing_changes(desk: Desk) -> None:
    told = await desk.asks("rulesfile", STRICT.replace("title:", "titel:").replace("Mr Pell is a great", "a great"))

    assert told.splitlines() == [
        "Nothing was changed. This is what is wrong, line by line:",
        "4: 'title' is missing",
        "5: unknown key 'titel' (did you mean 'title'?)",
    ]
    assert await desk.asks("apply") == "I have nothing from you to use. Send me the change again."
    assert desk.store.kept_overlays == []


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("version: 1\nrules: []\n", "1: a group's own file says 'extends: shipped' below its version"),
        ("a: &a [x]\nb: *a\n", "2: aliases (*name) are not used here; write the part out"),
        ("extends: [", "2: is not YAML: did not find expected node content"),
        ("hello", "1: a group's own file says 'extends: shipped' below its version"),
    ],
)
async def test_what_is_no_such_file_is_refused_in_words(desk: Desk, sent: str, told: str) -> None:
    assert (await desk.asks("rulesfile", sent)).splitlines()[1] == told


async def test_a_file_as_long_as_a_book_is_refused(desk: Desk) -> None:
    assert (await desk.asks("rulesfile", "#" * 20_000_000)).endswith("This is far too long for a group's own rules.")


async def test_a_file_is_worth_as_much_as_its_text(desk: Desk) -> None:
    reception = desk.plugged.reception

    by_file = desk.shown(await reception.filed("", STRICT, ANN))
    captioned = desk.shown(await reception.filed("/rulesfile year4", STRICT, ANN))

    assert by_file == captioned == await desk.asks("rulesfile", STRICT)
    assert await reception.filed("", STRICT, SAM) == "Only the group's admins can do that."
    assert (await reception.filed("", None, ANN)).startswith("Nothing was changed. I cannot read this file.")


async def test_failed_examples_are_mistakes_too(desk: Desk) -> None:
    told = await desk.asks("rulesfile", STRICT.replace("a lump of clay", "you great lump"))

    assert told.splitlines()[1] == "9: rule 'lump' should leave alone but flags: you great lump"


async def test_of_two_admins_who_edit_at_once_the_second_is_told_and_nothing_is_lost(desk: Desk) -> None:
    anns, beas = await desk.file(ANN), await desk.file(BEA)
    await desk.asks("rulesfile", anns.replace("# learned_reader: false", "learned_reader: false"), ANN)
    await desk.asks("rulesfile", beas.replace("version: 1", "version: 1\nsecond_look: false"), BEA)
    await desk.asks("apply", by=ANN)

    assert "one of you has changed them since" in await desk.asks("apply", by=BEA)
    assert "one of you has changed them since" in await desk.asks("rulesfile", beas, BEA)
    assert [each.by for each in desk.store.kept_overlays] == [ANN.id]
    assert (await desk.file(BEA)).splitlines()[0] == "# Our rules, version 1. Please leave this line as it is."


async def test_the_version_before_comes_back_and_so_does_any_that_is_kept(desk: Desk) -> None:
    first = STRICT.replace("level: reminder", "level: reminder\n    mode: live")
    await desk.asks("rulesfile", first)
    await desk.asks("apply")
    await desk.asks("rulesfile", (await desk.file()).replace("mode: live", "mode: off"))
    await desk.asks("apply")

    assert await desk.found("Mr Pell is a great lump") == []
    assert await desk.asks("undo") == "Done. This is version 3 of your rules. To go back, send /undo."
    assert await desk.found("Mr Pell is a great lump") == [("lump", Level.REMINDER)]
    assert (await desk.asks("undo", "9")).splitlines()[1:] == [
        "/undo 3 (2 March)",
        "/undo 2 (2 March)",
        "/undo 1 (2 March)",
    ]


async def test_a_rule_is_made_softer_or_switched_off_by_its_name(desk: Desk) -> None:
    shown = await desk.asks("softer", "oaf")
    await desk.asks("apply")
    in_trial = await desk.found("Mr Pell is an oaf")
    desk.now += timedelta(days=8)
    softer = await desk.found("Mr Pell is an oaf")
    await desk.asks("never", "oaf")
    await desk.asks("apply")

    assert shown.splitlines()[-2] == "- Calls somebody an oaf"
    assert (in_trial, softer) == ([], [("oaf", Level.POINTER)])
    assert await desk.found("Mr Pell is an oaf") == []
    assert "level: pointer" in await desk.file()


@pytest.mark.parametrize("command", ["softer", "never", "stricter"])
async def test_a_danger_rule_is_not_silenced_with_one_word(desk: Desk, command: str) -> None:
    assert (await desk.asks(command, "fists")).startswith("I cannot do that. This rule is about danger,")
    assert await desk.asks("apply") == "I have nothing from you to use. Send me the change again."


async def test_a_danger_rule_that_is_changed_runs_as_it_was_until_its_week_is_over(desk: Desk) -> None:
    await desk.asks("rulesfile", "version: 1\nextends: shipped\nrules:\n  - id: fists\n    level: look\n")
    await desk.asks("apply")
    on_trial = await desk.found("my fists are waiting for Mr Pell")
    desk.now += timedelta(days=8)

    assert on_trial == [("fists", Level.DANGER)]
    assert await desk.found("my fists are waiting for Mr Pell") == [("fists", Level.LOOK)]


async def test_a_stricter_rule_shows_what_innocent_talk_it_would_hit(desk: Desk) -> None:
    wide = STRICT.replace("great lump", "office").replace("a lump of clay", "hello").replace("about: anyone", "")
    told = await desk.asks("rulesfile", wide.replace("{says: [office], }", "{says: [office]}"))

    assert "harmless messages. I would speak up on" in told
    assert any(line.endswith("(reminder: Calls somebody a lump)") and "office" in line for line in told.splitlines())


async def test_of_what_members_wrote_only_numbers_are_shown(desk: Desk) -> None:
    flagged = incident(group=GROUP.id, at=START)
    words = replace(flagged.said[0], excerpt="Mr Pell is an oaf")
    desk.store.incidents[flagged.id] = replace(flagged, said=(words,), group=GROUP.id)

    told = await desk.asks("softer", "oaf")

    assert "I noticed 1 messages here of late. Of those, 1 would get less, and 0 would get more." in told
    assert "Mr Pell" not in told


async def test_a_sentence_is_tried_and_not_kept(desk: Desk) -> None:
    told = await desk.asks("try", "Mr Pell is an oaf")

    assert told.splitlines()[1] == "! Calls somebody an oaf, reminder (live): «oaf»"
    assert (desk.store.incidents, desk.store.records) == ({}, [])


@pytest.mark.parametrize("command", ["rulesfile", "apply", "undo", "softer", "stricter", "never", "try"])
async def test_nobody_but_an_admin_is_answered(desk: Desk, command: str) -> None:
    assert await desk.asks(command, STRICT, by=SAM) == "Only the group's admins can do that."


async def test_rules_that_no_longer_fit_leave_the_shared_ones_running_and_the_admins_are_told_once(desk: Desk) -> None:
    broken = "version: 1\nextends: shipped\nrules:\n  - id: gone\n    mode: off\n"
    desk.store.kept_overlays.append(Overlay(group=GROUP.id, version=1, text=broken, by=ANN.id, at=START))
    found = await desk.found("Mr Pell is an oaf")
    desk.plugged = desk.restarted()
    await desk.found("hello")
    told = [each for each in desk.store.notices.values() if each.kind is NoticeKind.OWN_RULES]

    assert found == [("oaf", Level.REMINDER)]
    assert [each.to for each in told] == [ToAdmins()]
    assert (await desk.asks("rulesfile", await desk.file())).splitlines()[1] == ("5: no shipped rule is called 'gone'")


async def test_members_are_told_when_the_rules_changed(desk: Desk) -> None:
    await desk.asks("rulesfile", STRICT)
    await desk.asks("apply")

    told = await desk.plugged.reception.asked("rules", "", SAM, GROUP.id)

    assert told.splitlines()[1:] == [
        "The admins last changed the rules of this group on 2 March.",
        "What changed then:",
        "- New: Calls somebody a lump. Its first week it only watches.",
        "- Calls somebody an oaf",
        "- Threatens with fists",
    ]

"""A group whose admins change its rules: everything real but the platform and the disk."""

from datetime import UTC, datetime, timedelta

import small_rules
from fakes import FakePlatform, FakeStore, kept

from bot.app import core
from bot.finding import Level, RuleId
from bot.group import Group, Mode
from bot.message import ChatId, GroupId, Member, MemberId, Message, MessageId
from bot.notice import Choice, Letter, NoticeKind, NoticeState

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


class Chat:
    """With two admins, and a deputy."""

    def __init__(self) -> None:
        self.now = START
        self.store = FakeStore(GROUP)
        self.platform = FakePlatform(group_admins=(ANN, BEA))
        self.said = 0
        self.restarts()

    def restarts(self) -> None:
        self.core = core(
            store=self.store,
            rulebook=small_rules.read(RULES),
            platform=lambda _: self.platform,
            clock=lambda: self.now,
        )

    async def group(self) -> Group:
        """As it is kept now."""
        return await kept(self.store, GROUP.id)

    async def says(self, text: str) -> Message:
        self.said += 1
        said = Message(group=GROUP.id, chat=CHAT, id=MessageId(str(self.said)), author=SAM, text=text, sent_at=self.now)
        await self.hears(said)
        return said

    async def hears(self, said: Message) -> None:
        await self.core.moderator.handle(said)
        await self.core.courier.step(self.now)

    async def found(self, text: str) -> list[tuple[RuleId, Level]]:
        """What becomes of a message said now, an hour before what is said next."""
        said = await self.says(text)
        incident = await self.store.incident_of(CHAT, said.id)
        self.now += timedelta(hours=1)
        return [] if incident is None else [(each.rule, each.level) for each in incident.findings]

    def letter(self, choice: Choice, to: Member = ANN) -> Letter:
        """The last one of theirs with that button."""
        return next(
            seen.letter for seen in reversed(self.platform.seen) if seen.by == to.id and choice in seen.letter.choices
        )

    async def press(self, choice: Choice, by: Member = ANN, letter: Letter | None = None) -> str:
        answer = await self.core.desk.press((letter or self.letter(choice, by)).notice, choice, by.id)
        await self.core.courier.step(self.now)
        return self.shown(answer)

    async def asks(self, command: str, words: str = "", by: Member = ANN) -> str:
        return self.shown(await self.core.reception.asked(command, words, by, None))

    def shown(self, answer: str) -> str:
        """The answer, or the letter it speaks of."""
        is_letter = answer.startswith("I have shown you what it would change, to you alone.")
        return self.platform.seen[-1].letter.text if is_letter else answer

    async def file(self, by: Member = ANN) -> str:
        """The group's own rules as they were sent: one document, to them alone."""
        await self.asks("rulesfile", by=by)
        (document,) = self.platform.seen[-1].letter.documents
        assert (self.platform.seen[-1].by, document.name) == (by.id, "rules.yaml")
        return document.content.decode()

    async def later(self, span: timedelta) -> None:
        self.now += span
        await self.core.courier.step(self.now)

    def told(self, kind: NoticeKind) -> list[NoticeState]:
        return [each.state for each in self.store.notices.values() if each.kind is kind]

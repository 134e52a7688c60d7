"""Runs the examples every rule carries: those it must flag, those it must leave alone."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeAlias

from bot.errors import Mistake
from bot.finding import RuleId
from bot.group import Group, Naming
from bot.message import ChatId, GroupId, Member, MemberId, Message, MessageId
from bot.people.register import Register, StaffMember
from bot.rulebook.book import Rulebook
from bot.rulebook.rule import EVERYDAY_TALK
from bot.rulebook.schema import RulePart
from bot.rulebook.sheet import Placed
from bot.scene import Scene

Kind: TypeAlias = Literal["flag", "leave"]

_BEGIN = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
_POSTER = "Sam"

EXAMPLE_GROUP = Group(
    id=GroupId("examples"),
    school="Millbrook School",
    register=Register(
        (
            StaffMember(key="staff:1", name="Mrs Anna Whitlock", role="Headteacher", aliases=("Mrs W",)),
            StaffMember(key="staff:2", name="Mr Gareth Pell", role="Year 4 teacher", aliases=("Mr P", "Pelly")),
            StaffMember(key="staff:3", name="Miss Tara Okonjo", role="Year 2 teacher", aliases=("Miss O",)),
            StaffMember(key="staff:4", name="Mr Ian Savage", role="PE teacher"),
            StaffMember(key="staff:5", name="Mrs Joan Love", role="School office", aliases=("Joan in the office",)),
            StaffMember(key="staff:6", name="Ms Ruth Daley", role="SENCO"),
        )
    ),
)
"""The small register examples are read with."""
_STRICT_GROUP = replace(EXAMPLE_GROUP, naming=Naming.STRICT)


def example_scene(example: str | tuple[str, ...], group: Group = EXAMPLE_GROUP) -> Scene:
    """A text, or "Name: text" lines a minute apart of which the last is judged."""
    lines = (example,) if isinstance(example, str) else example
    messages: list[Message] = []
    for number, line in enumerate(lines):
        name, text = _POSTER, line
        if not isinstance(example, str):
            head, sign, rest = line.partition(": ")
            if sign and head.isalpha():
                name, text = head, rest
        messages.append(
            Message(
                group=EXAMPLE_GROUP.id,
                chat=ChatId("examples"),
                id=MessageId(str(number)),
                author=Member(id=MemberId(name.lower()), name=name),
                text=text,
                sent_at=_BEGIN + timedelta(minutes=number),
            )
        )
    return Scene(message=messages[-1], group=group, recent=tuple(messages[:-1]))


def failed_examples(book: Rulebook, rules: Iterable[Placed[RulePart]], kind: Kind) -> Iterator[Mistake]:
    """Those of the rules that are not off."""
    known = {rule.id for rule in book.rules}
    for placed in rules:
        if placed.part.id in known:
            yield from _failed(book, placed, kind)


def _failed(book: Rulebook, placed: Placed[RulePart], kind: Kind) -> Iterator[Mistake]:
    rule = placed.part
    group = _STRICT_GROUP if rule.naming == "strict" else EXAMPLE_GROUP
    for number, example in enumerate(rule.examples.flag if kind == "flag" else rule.examples.leave):
        fired = book.explain(example_scene(example, group), RuleId(rule.id))
        is_flagged = any(one.silenced_by is None for one in fired)
        # What must be flagged tries the rule's own words; the learned reader may think more of them in another talk.
        is_found = is_flagged or any(one.silenced_by == EVERYDAY_TALK for one in fired)
        where = ("examples", kind, number)
        shown = example if isinstance(example, str) else example[-1]
        if kind == "flag" and not is_found:
            why = f" ({fired[0].silenced_by})" if fired else ""
            yield placed.mistake(f"rule '{rule.id}' should flag but leaves alone{why}: {shown}", *where)
        if kind == "leave" and is_flagged:
            yield placed.mistake(f"rule '{rule.id}' should leave alone but flags: {shown}", *where)

"""Judges an exported chat message by message, as if each were being said now."""

from collections import OrderedDict, deque
from dataclasses import replace

from bot.finding import Finding
from bot.group import Group
from bot.ladder.weighing import hear
from bot.mark import Mark
from bot.memory import Memory
from bot.message import GroupId, Message
from bot.moderator import Rules

TARGETS = 10_000  # people whose marks are kept; the one nobody has been harsh about for longest goes first


class Trial:
    """One run of one chat after the other, with the memory a moderator would have had."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._memory = Memory()
        self._marks: OrderedDict[tuple[GroupId, str], deque[Mark]] = OrderedDict()

    def judge(self, message: Message, group: Group) -> tuple[Finding, ...]:
        """What the group acts on, the finding that decides first; nothing for most messages."""
        # A file tells only the last words of an edited message: they are judged as if they had been the first.
        as_said = replace(message, edited_at=None)
        findings = self._rules.examine(self._memory.scene(as_said, group))
        marks = self._rules.marks(findings, as_said)
        if marks:
            earlier = tuple(mark for own in marks for mark in self._about(own))
            findings = (*findings, *self._rules.recall(findings, as_said, (*earlier, *marks)))
            self._keep(marks)
        self._memory.remember(as_said)
        return hear(findings, group=group, message=as_said, now=as_said.sent_at)

    def _about(self, own: Mark) -> tuple[Mark, ...]:
        kept = self._marks.get((own.group, own.target), ())
        return tuple(mark for mark in kept if mark.at >= own.at - self._rules.mark_span)

    def _keep(self, marks: tuple[Mark, ...]) -> None:
        for mark in marks:
            key = (mark.group, mark.target)
            kept = self._marks.setdefault(key, deque())
            self._marks.move_to_end(key)
            kept.append(mark)
            while kept[0].at < mark.at - self._rules.mark_span:
                kept.popleft()
        while len(self._marks) > TARGETS:
            self._marks.popitem(last=False)

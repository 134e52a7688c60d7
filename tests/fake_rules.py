"""A rulebook that finds what the test says it finds."""

from dataclasses import replace
from datetime import timedelta
from typing import cast

from builders import DUNN, finding

from bot.finding import Alert, Concern, Finding, Level, RuleId, Span, Target, TargetKind
from bot.mark import Mark
from bot.message import Message
from bot.reading.lexicon import Lexicon
from bot.reading.phrases import Parts, Phrases
from bot.reading.reading import Reader, Reading
from bot.rulebook.book import Rulebook
from bot.rulebook.rule import Rule
from bot.scene import Scene

TARGETS = {
    "Dunn": DUNN,
    "Kemp": Target(TargetKind.STAFF, "staff:1"),
    "Priya": Target(TargetKind.PARENT, "member:priya"),
}
REPEATS, CROWD = 4, 3


class FakeRules:
    """Finds what the message says it is: "[reminder] Dunn", "[support:thin]"; "[none] Dunn" is only remembered."""

    mark_span = timedelta(days=14)
    on_trial: frozenset[RuleId] = frozenset()
    rules: tuple[Rule, ...] = ()
    ordinary: frozenset[str] = frozenset()

    def read(self, text: str) -> Reading:
        return Reader(Lexicon.of((), (), {}), Phrases({}, Parts())).read(text)

    def examine(self, scene: Scene) -> tuple[Finding, ...]:
        text = scene.message.text
        found = [self._finding(text, level) for level in Level if f"[{level.value}" in text]
        return tuple(sorted(found, key=lambda each: each.order))

    def _finding(self, text: str, level: Level) -> Finding:
        start = text.index(f"[{level.value}")
        end = text.index("]", start) + 1
        _, _, alert = text[start + 1 : end - 1].partition(":")
        concern = Concern.NAMING if level is Level.POINTER else Concern.INSULT
        target = next((target for name, target in TARGETS.items() if name in text), DUNN)
        return finding(
            level,
            concern=concern,
            target=target,
            spans=(Span(start, end),),
            alert=Alert(alert) if alert else Alert.NONE,
        )

    def marks(self, findings: tuple[Finding, ...], message: Message) -> tuple[Mark, ...]:
        return tuple(
            Mark(
                group=message.group,
                poster=message.author.id,
                target=each.target.key,
                concern=each.concern,
                message=message.id,
                at=message.sent_at,
                expires_at=message.sent_at + self.mark_span,
            )
            for each in findings
            if each.target.key is not None and each.level is not Level.SUPPORT
        )

    def recall(self, findings: tuple[Finding, ...], message: Message, marks: tuple[Mark, ...]) -> tuple[Finding, ...]:
        """Serious when it is the fourth time; worth a look when three people have joined in."""
        found = []
        for each in findings:
            about = [mark for mark in marks if mark.target == each.target.key]
            if len({mark.message for mark in about if mark.poster == message.author.id}) >= REPEATS:
                found.append(finding(Level.SERIOUS, concern=Concern.HARASSMENT, target=each.target, spans=each.spans))
            if len({mark.poster for mark in about}) >= CROWD:
                crowd = finding(Level.LOOK, concern=Concern.INCITEMENT, target=each.target, spans=each.spans)
                found.append(replace(crowd, alert=Alert.CROWD))
        return tuple(found)


def fake_rulebook() -> Rulebook:
    """For `core`, which takes nothing less; nobody asks it for more than these rules know."""
    return cast(Rulebook, FakeRules())

"""What one author said in one breath: messages that follow each other within two minutes, read as one."""

from dataclasses import dataclass
from datetime import timedelta

from bot.finding import Span
from bot.rulebook.rule import Fired
from bot.scene import Scene

BREATH = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    offset: int
    """Where the last message begins in `text`."""


def joined_run(scene: Scene) -> Run | None:
    """The author's last messages with this one; None when they said nothing just before, or others spoke between."""
    parts: list[str] = []
    since = scene.message.sent_at
    for earlier in reversed(scene.recent):
        if earlier.author.id != scene.message.author.id or since - earlier.sent_at > BREATH:
            break
        parts.append(earlier.text)
        since = earlier.sent_at
    if not parts:
        return None
    before = " ".join(reversed(parts))
    return Run(f"{before} {scene.message.text}", len(before) + 1)


def across(fired: Fired, run: Run) -> Fired | None:
    """Only what the earlier messages and this one say together, with spans in this one."""
    spans = tuple(
        Span(0, span.end - run.offset) for span in fired.spans if span.start < run.offset - 1 and span.end > run.offset
    )
    if not spans:
        return None
    return Fired(rule=fired.rule, spans=spans, target=fired.target, silenced_by=fired.silenced_by)

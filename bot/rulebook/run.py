"""What one author said in one breath: messages that follow each other within two minutes, read as one."""

from dataclasses import dataclass
from datetime import timedelta

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

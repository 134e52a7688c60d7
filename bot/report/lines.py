"""One JSON object a message, for programs: the message's own level, before any ladder."""

import json

from bot.chatfile import Spoken
from bot.finding import Finding, Level


def line(spoken: Spoken, heard: tuple[Finding, ...], author: str) -> str:
    chief = heard[0] if heard else None
    return json.dumps(
        {
            "conversation": spoken.conversation,
            "message": spoken.label,
            "author": author,
            "at": spoken.at,
            "level": chief.level.value if chief else Level.NONE.value,
            "concern": chief.concern.value if chief else "none",
            "target": chief.target.kind.value if chief else "none",
            "rule": chief.rule if chief else None,
            "spans": [[span.start, span.end] for span in chief.spans] if chief else [],
            "reason": chief.reason if chief else "",
        }
    )

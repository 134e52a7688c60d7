"""A rehearsal on a few rules of the tests' own, and what it prints."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import StringIO
from pathlib import Path

from rich.console import Console

from adapters.rehearsal.session import Session
from adapters.rehearsal.typed import read
from bot.app import open_rehearsal
from bot.rulebook.load import load

RULES = """
version: 1
rules:
  - id: rude-word
    title: Calls somebody names
    concern: insult
    level: reminder
    when:
      says: ["tosser"]
      about: anyone
    wording: insult
    signpost: [school-office]
    examples:
      flag: ["Mrs Hall is a tosser"]
      leave: ["I was late this morning"]
  - id: threat
    title: Threatens to hurt someone
    concern: threat
    level: danger
    when:
      says: ["break his jaw"]
    wording: threat
    signpost: [emergency]
    examples:
      flag: ["I'll break his jaw"]
      leave: ["the jaw"]
"""


class Rehearsed:
    """Types lines and reads what they print."""

    def __init__(self, session: Session, paper: StringIO) -> None:
        self._session = session
        self._paper = paper

    async def type(self, *lines: str) -> str:
        """What the last of them prints."""
        for line in lines:
            self._paper.seek(0)
            self._paper.truncate()
            typed = read(line, self._session.names)
            if typed is not None:
                await self._session.do(typed)
        return self._paper.getvalue()


@asynccontextmanager
async def rehearsal(folder: Path, answer: str | None = None) -> AsyncIterator[Rehearsed]:
    """`answer` is what whoever sits there says when asked for words; None when nobody sits there."""
    rules = folder / "rules.yaml"
    rules.write_text(RULES, encoding="utf-8")
    paper = StringIO()
    console = Console(file=paper, width=80, color_system=None)
    ask = None if answer is None else lambda _: answer
    async with open_rehearsal(load(rules), console, ask=ask) as opened:
        yield Rehearsed(opened.session, paper)

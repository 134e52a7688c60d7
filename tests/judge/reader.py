"""What the learned reader finds where no rule does, right and wrong, and the words that made it think so."""

import json
from collections.abc import Iterator
from pathlib import Path

from bot.chatfile import Spoken
from bot.exported import open_chat_file
from bot.finding import Finding, weigh
from bot.ladder.weighing import hear
from bot.memory import Memory
from bot.message import Message
from bot.people.load import load_registers
from bot.report.groups import Groups
from bot.rulebook.book import Rulebook

HELD_OUT = Path(__file__).parents[1] / "data" / "held-out"
READER = "reads-like-"
SHOWN = 10  # of each; the first of the file, so that nobody chose them


def judged(folder: Path, book: Rulebook) -> Iterator[tuple[bool, Message, tuple[Finding, ...]]]:
    """Each labelled message of a folder: whether it deserves one, the message, what is found in it."""
    registers = load_registers(folder / "registers.json")
    groups = Groups({name: (one.school, one.register) for name, one in registers.items()}, wanted=None, source="cases")
    cases = {one["id"]: one for line in (folder / "cases.jsonl").open(encoding="utf-8") if (one := json.loads(line))}
    memories: dict[str, Memory] = {}
    for entry in open_chat_file(folder / "cases.jsonl", groups).read(lambda _: None):
        if not isinstance(entry, Spoken):
            raise ValueError(f"{folder}: cannot be read: {entry}")  # noqa: TRY004  # the file is wrong, not a type
        case, message = cases[str(entry.conversation)], entry.message
        memory, group = memories.setdefault(case["id"], Memory()), groups(message.group)
        scene = memory.scene(message, group)
        memory.remember(message)
        if int(entry.label) == case["judge"]:
            found = hear(book.examine(scene), group=group, message=scene.message, now=message.sent_at)
            yield case["expect"]["concern"] != "none", message, found


def told(message: Message, found: tuple[Finding, ...]) -> str:
    first = weigh(found)[0]
    words = " … ".join(f"‘{message.text[span.start : span.end]}’" for span in first.spans)
    return f"  {first.level}: {message.text}\n      {first.reason}, mostly because of {words}"


def show(book: Rulebook) -> None:
    alone = [
        (is_right, told(message, found))
        for is_right, message, found in judged(HELD_OUT, book)
        if found and all(one.rule.startswith(READER) for one in found)
    ]
    for wanted, name in ((True, "Rightly"), (False, "Wrongly")):
        those = [line for is_right, line in alone if is_right is wanted]
        shown = those[:SHOWN]
        print(f"{name} found by the reader where no rule finds anything: {len(those)}; the first {len(shown)}:")
        print("\n".join(shown))

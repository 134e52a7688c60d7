"""`schoolgate rules preview`: what a change of the rules would have changed, on a chat that has already happened."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Annotated, assert_never

import typer
from rich.console import Console
from rich.markup import escape

from bot.chatfile import Broken, Spoken, Unread
from bot.cli.progress import Bar
from bot.exported import open_chat_file
from bot.finding import Level
from bot.people.load import load_registers
from bot.report.groups import Groups
from bot.report.members import Anonymous, Named
from bot.report.trial import Trial
from bot.rulebook.book import Rulebook
from bot.rulebook.bundled import everyday_scenes
from bot.rulebook.document import read_document
from bot.rulebook.load import load, load_shipped
from bot.rulebook.preview import Difference, Outcome, differences

SHOWN = 20  # differences of each kind; who wants all of them judges the chat twice with `schoolgate check`
LONGEST = 160  # letters of a message that are shown


def preview(
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The rules file you would like to use.")],
    chat: Annotated[Path, typer.Argument(metavar="CHAT", help="A chat you exported, or conversations.")],
    *,
    rules: Annotated[
        Path | None, typer.Option("--rules", metavar="FILE", help="The rules in force; the shipped ones when left out.")
    ] = None,
    group: Annotated[
        str | None, typer.Option("--group", metavar="NAME", help="The group in the register the chat belongs to.")
    ] = None,
    register: Annotated[
        Path | None,
        typer.Option("--register", metavar="FILE", help="The school's staff, as JSON or YAML: {group: [staff…]}."),
    ] = None,
    names: Annotated[bool, typer.Option("--names", help="Show members' names instead of Member A, B, …")] = False,
) -> None:
    """What a change of the rules would have changed: in this chat, and in an everyday one. Nothing is sent.

    Exit status: 0 compared; 1 a file or the rules are missing or wrong; 2 wrong usage.
    """
    errors = Console(stderr=True, highlight=False, emoji=False, markup=False, soft_wrap=True)
    known = {} if register is None else load_registers(register)
    groups = Groups(
        {name: (school.school, school.register) for name, school in known.items()},
        wanted=group,
        source=None if register is None else str(register),
    )
    with errors.status("Reading both files of rules and running their examples"):
        before, after = _both(rules, new)
    comparing = _Comparing(before, after, groups, named=names, errors=errors)
    comparing.read(chat)
    with errors.status("Trying both on an everyday chat"):
        everyday = differences(before, after, everyday_scenes())
    out = Console(highlight=False, emoji=False)
    of = "the shipped rules" if rules is None else str(rules)
    out.print(escape(f"{new} in place of {of}, in {chat} ({comparing.messages:,} messages):"), soft_wrap=True)
    _print(out, comparing.found, comparing.said_by, comparing.messages)
    out.print(f"\nIn a bundled everyday chat ({len(everyday_scenes())} messages, none of them anybody's concern):")
    _print(out, everyday, [""] * len(everyday), len(everyday_scenes()))
    for advice in after.advice:
        out.print(f"Advice: {escape(advice)}", soft_wrap=True)
    if comparing.is_flawed:
        raise typer.Exit(1)


def _both(rules: Path | None, new: Path) -> tuple[Rulebook, Rulebook]:
    """A file that extends the shipped rules shares what it does not change with them: they are compiled once."""
    document = read_document(new)  # refused before anything that takes time
    before = load_shipped() if rules is None else load(rules)
    is_overlay = isinstance(document.value, dict) and "extends" in document.value
    if rules is not None or not is_overlay or before.ground is None:
        return before, load(new)
    sheet = before.ground.read(new.read_text(encoding="utf-8-sig"), new.name)
    after = before.ground.lay(sheet)
    return before, replace(after, advice=before.ground.prove(after, sheet))


class _Comparing:
    """One chat, judged twice side by side."""

    def __init__(self, before: Rulebook, after: Rulebook, groups: Groups, *, named: bool, errors: Console) -> None:
        self._rules = (before, after)
        self._groups = groups
        self._named = named
        self._errors = errors
        self.messages = 0
        self.found: list[Difference] = []
        self.said_by: list[str] = []
        self.is_flawed = False

    def read(self, path: Path) -> None:
        chat = open_chat_file(path, self._groups)
        names = Named() if self._named or chat.is_of_conversations else Anonymous()
        trials, conversation = [Trial(rules) for rules in self._rules], None
        with Bar(path.stat().st_size, self._errors) as bar:
            for entry in chat.read(bar.reached):
                match entry:
                    case Spoken():
                        if chat.is_of_conversations and entry.conversation != conversation:
                            trials, conversation = [Trial(rules) for rules in self._rules], entry.conversation
                        self._spoken(entry, trials, f"{entry.place}, {names.name(entry.message)}")
                    case Unread():
                        pass
                    case Broken():
                        self.is_flawed = True
                        self._errors.print(str(entry))
                    case _:
                        assert_never(entry)

    def _spoken(self, spoken: Spoken, trials: list[Trial], said_by: str) -> None:
        self.messages += 1
        group = self._groups(spoken.message.group)
        before, after = (Outcome.of(trial.judge(spoken.message, group)) for trial in trials)
        if before != after:
            self.found.append(Difference(text=spoken.message.text, before=before, after=after))
            self.said_by.append(said_by)


def _print(out: Console, found: list[Difference] | tuple[Difference, ...], said_by: list[str], messages: int) -> None:
    if not found:
        out.print("Nothing would change." if messages else "There is nothing to read in it.")
        return
    kinds = Counter(_kind(one) for one in found)
    out.print(", ".join(f"{number} {kind}" for kind, number in kinds.most_common()) + ".")
    left = dict.fromkeys(kinds, SHOWN)
    for one, who in zip(found, said_by, strict=True):
        left[_kind(one)] -= 1
        if left[_kind(one)] < 0:
            continue
        where = f"{who}: " if who else ""
        text = " ".join(one.text.split())
        shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
        out.print(escape(f"  {where}{_told(one.before)} -> {_told(one.after)}\n      {shown}"), soft_wrap=True)


def _kind(one: Difference) -> str:
    return (
        "would get more" if one.is_more else "would get less" if one.is_less else "would get the same by another rule"
    )


def _told(outcome: Outcome) -> str:
    return "nothing" if outcome.level is Level.NONE else f"{outcome.level.value} ({outcome.rule})"

"""`schoolgate check`: judges chats that have already happened and says what would have been sent, and why."""

import gc
import io
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, assert_never

import typer
from rich.console import Console

from bot.chatfile import Broken, ChatFile, GroupOf, Spoken, Unread
from bot.cli.progress import Bar
from bot.cli.report_file import ReportFile
from bot.errors import FileError, SchoolgateError
from bot.exported import open_chat_file
from bot.people.load import load_registers
from bot.report.groups import Groups
from bot.report.lines import line
from bot.report.members import Anonymous, Named
from bot.report.page import page
from bot.report.tally import Names, Tally
from bot.report.text import text
from bot.report.trial import Trial
from bot.rulebook.book import Rulebook
from bot.rulebook.load import load, load_shipped


def check(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="Chats: Telegram Desktop's result.json, WhatsApp's exported text, DiscordChatExporter's JSON, or "
            'conversations, one a line: {"id", "group", "messages": [{"author", "text", "reply_to", "at"}]}.',
            show_default=False,
        ),
    ],
    group: Annotated[
        str | None, typer.Option("--group", metavar="NAME", help="The group in the register the chats belong to.")
    ] = None,
    register: Annotated[
        Path | None,
        typer.Option("--register", metavar="FILE", help="The school's staff, as JSON or YAML: {group: [staff…]}."),
    ] = None,
    rules: Annotated[
        Path | None, typer.Option("--rules", metavar="FILE", help="A rules file; the shipped one when left out.")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a message, and nothing else.")] = False,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE.html", help="Write the report as a web page too.")
    ] = None,
    names: Annotated[bool, typer.Option("--names", help="Show members' names instead of Member A, B, …")] = False,
) -> None:
    """Judge chats that have already happened: what would have been sent, and why. Nothing is sent to anybody.

    Exit status: 0 judged; 1 a file or the rules are missing or wrong (what could be judged is told); 2 wrong usage.
    """
    rulebook = load_shipped() if rules is None else load(rules)
    gc.freeze()  # the rules stay for good: nothing in them is worth looking through for garbage
    known = {} if register is None else load_registers(register)
    groups = Groups(
        {name: (school.school, school.register) for name, school in known.items()},
        wanted=group,
        source=None if register is None else str(register),
    )
    shown: Names = Named() if names else Anonymous()
    tally = None if as_json and report is None else Tally({rule.id: rule.title for rule in rulebook.rules}, shown)
    with ExitStack() as open_:
        page_file = None if report is None else open_.enter_context(ReportFile(report))
        run = _Run(rulebook, groups, tally=tally, names=shown, prints=as_json)
        run.judge(files)
        if tally is not None and run.has_read:
            summary = tally.summary(
                rules="the shipped rules" if rules is None else str(rules),
                register=None if register is None else str(register),
                names_shown=names,
            )
            if not as_json:
                with _printing():
                    Console(highlight=False, emoji=False, markup=False).print(text(summary))
                    sys.stdout.flush()
            if page_file is not None:
                page_file.write(page(summary))
    if run.is_flawed:
        raise typer.Exit(1)


class _Run:
    """One pass over all files."""

    def __init__(
        self, rulebook: Rulebook, group_of: GroupOf, *, tally: Tally | None, names: Names, prints: bool
    ) -> None:
        self._rulebook = rulebook
        self._group_of = group_of
        self._tally = tally
        self._names = names
        self._prints = prints
        self._errors = Console(stderr=True, highlight=False, emoji=False, markup=False, soft_wrap=True)
        # A bar among lines of JSON on the same screen would be read by nobody.
        self._progress = Console(quiet=True) if prints and sys.stdout.isatty() else self._errors
        self.is_flawed = False
        self.has_read = False

    def judge(self, files: list[Path]) -> None:
        with Bar(sum(path.stat().st_size for path in files if path.is_file()), self._progress) as bar:
            for path in files:
                try:
                    chat = open_chat_file(path, self._group_of)
                    self._judge(chat, bar)
                except SchoolgateError as error:
                    self._stop(path, str(error))
        if self._prints:
            with _printing():
                sys.stdout.flush()

    def _judge(self, chat: ChatFile, bar: Bar) -> None:
        self.has_read = True
        if self._tally is not None:
            self._tally.begin(str(chat.path), chat)
        for remark in chat.remarks if self._prints and self._errors.is_terminal else ():
            self._errors.print(f"{chat.path}: {remark}")
        own = Named() if chat.is_of_conversations else self._names  # a conversation's authors are labels already
        trial, conversation = Trial(self._rulebook), None
        for entry in chat.read(bar.reached):
            match entry:
                case Spoken():
                    if chat.is_of_conversations and entry.conversation != conversation:
                        trial, conversation = Trial(self._rulebook), entry.conversation
                        if self._tally is not None:
                            self._tally.forget()
                    self._spoken(entry, trial, own)
                case Unread():
                    if self._tally is not None:
                        self._tally.unread(entry)
                case Broken():
                    self._broken(entry)
                case _:
                    assert_never(entry)
        bar.done(chat.size)

    def _spoken(self, spoken: Spoken, trial: Trial, names: Names) -> None:
        group = self._group_of(spoken.message.group)
        heard = trial.judge(spoken.message, group)
        if self._tally is not None:
            self._tally.spoken(spoken, heard, group)
        if self._prints:
            with _printing():
                sys.stdout.write(line(spoken, heard, names.name(spoken.message)) + "\n")

    def _broken(self, broken: Broken) -> None:
        self.is_flawed = True
        self._errors.print(str(broken))
        if self._tally is not None:
            self._tally.broken()

    def _stop(self, path: Path, problem: str) -> None:
        self.is_flawed = True
        self._errors.print(problem)
        if self._tally is not None:
            self._tally.stop(str(path), problem)


@contextmanager
def _printing() -> Iterator[None]:
    """Standard output that is full ends the command with a reason; what it cannot spell becomes a question mark."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        yield
    except BrokenPipeError:
        raise  # whoever read it has seen enough
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or it fails once more at exit
        reason = (error.strerror or "input/output error").lower()
        raise FileError(f"standard output: cannot be written ({reason}); free some space") from error

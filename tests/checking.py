"""Commands run in this process, `schoolgate check` first of all: what was printed, where, and the exit status."""

from dataclasses import dataclass
from pathlib import Path

import typer
from typer.testing import CliRunner

from bot.cli.check import check
from bot.errors import SchoolgateError

RULES = Path(__file__).parent / "data" / "check" / "rules.yaml"


@dataclass(frozen=True, slots=True)
class Ran:
    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


def ran(app: typer.Typer, *arguments: object, answer: str = "") -> Ran:
    """As `main` runs it: an error somebody can mend is a line on standard error and exit status 1."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=answer)
    if isinstance(result.exception, SchoolgateError):
        return Ran(1, result.stdout, f"{result.stderr}{result.exception}\n")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


def run(*arguments: object) -> Ran:
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(check)
    return ran(app, *arguments)


def checked(*arguments: object) -> Ran:
    """The same by the rules of these tests."""
    return run("--rules", RULES, *arguments)

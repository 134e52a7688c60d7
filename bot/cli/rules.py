"""`schoolgate rules`: check a rules file, explain a sentence, preview a change, print the schema for editors."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from bot.cli.preview import preview
from bot.finding import level_of, weigh
from bot.rulebook.book import Rulebook
from bot.rulebook.examples import example_scene
from bot.rulebook.load import check as check_rules
from bot.rulebook.load import load, load_shipped
from bot.rulebook.rule import Fired
from bot.rulebook.schema import json_schema
from bot.scene import Scene
from bot.shipped import RULES

rules_app = typer.Typer(
    name="rules", help="Check and try the rules messages are read by.", no_args_is_help=True, rich_markup_mode=None
)

rules_app.command()(preview)

RulesFile = Annotated[
    Path | None,
    typer.Option("--rules", metavar="FILE", help="A rules file; the shipped one when left out."),
]


@rules_app.command()
def check(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="The shipped rules when left out.")] = None,
) -> None:
    """Every mistake and every failed example of a rules file, by line."""
    console = Console(highlight=False)
    with Console(stderr=True).status("Reading the rules and running their examples") as status:
        book, examples = check_rules(file or RULES)
        status.stop()
    console.print(f"{escape(str(file or RULES))}: good.", soft_wrap=True)
    console.print(f"{len(book.rules)} rules in force, {examples} examples, all as they should be.")
    for advice in book.advice:
        console.print(f"Advice: {escape(advice)}", soft_wrap=True)


@rules_app.command()
def explain(
    text: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT...",
            help='What somebody says. Of several the last is judged; "Jo: hello" names who speaks.',
        ),
    ],
    rules: RulesFile = None,
) -> None:
    """Which rules fire on a text, where, and what kept others quiet; read with a made-up school."""
    book = load_shipped() if rules is None else load(rules)
    scene = example_scene(tuple(text) if len(text) > 1 else text[0])
    _print_explanation(Console(highlight=False), book, scene)


@rules_app.command()
def schema() -> None:
    """The JSON Schema of rules.yaml, for editors that check while you type."""
    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))


def _print_explanation(console: Console, book: Rulebook, scene: Scene) -> None:
    fired = book.explain(scene)
    findings = book.examine(scene)
    level = level_of(findings)
    console.print(f"Level: {level.value}")
    if weighed := weigh(findings):
        console.print(f"Because of: {weighed[0].rule}, {escape(weighed[0].reason)}", soft_wrap=True)
    else:
        console.print("Nothing would be sent.")
    loud = [one for one in fired if one.silenced_by is None]
    quiet = [one for one in fired if one.silenced_by is not None]
    for heading, group in (("Fires:", loud), ("Would fire, but is left alone:", quiet)):
        if group:
            console.print(f"\n{heading}")
        for one in group:
            console.print(_line(one, scene.message.text), soft_wrap=True)


def _line(one: Fired, text: str) -> str:
    said = [text[span.start : span.end] for span in one.spans]
    why = f"\n      left alone: {escape(one.silenced_by)}" if one.silenced_by else ""
    whom = f", about {one.target.kind.value}" if one.target else ""
    place = f"at: {' … '.join(said)}"
    if one.sureness is not None:
        title = one.rule.title[:1].lower() + one.rule.title[1:]
        quoted = " … ".join(f"'{words}'" for words in said)
        place = f"{title}, {one.sureness:.2f}, mostly because of {quoted}"
    return f"  {one.rule.id} ({one.rule.level.value}{whom})\n      {escape(place)}{why}"

"""`schoolgate rules preview` says what a change would have changed, and whom it would newly bother."""

from pathlib import Path

from checking import RULES
from exported import conversation, conversation_file, line, written
from typer.testing import CliRunner

from bot.cli.rules import rules_app
from bot.rulebook.bundled import everyday_scenes


def test_it_tells_message_by_message_what_would_become_of_it_and_whom_everyday_talk_would_cost(tmp_path: Path) -> None:
    old = written(tmp_path / "old.yaml", RULES.read_text(encoding="utf-8"))
    new = written(tmp_path / "new.yaml", RULES.read_text(encoding="utf-8").replace("level: reminder", "level: pointer"))
    chat = conversation_file(tmp_path, conversation(line("who"), line("that muppet", author="p2")))

    done = CliRunner().invoke(rules_app, ["preview", str(new), str(chat), "--rules", str(old)])

    assert done.exit_code == 0, done.output
    assert [each for each in done.stdout.splitlines() if not each.startswith("Advice")] == [
        f"{new} in place of {old}, in {chat} (2 messages):",
        "1 would get less.",
        "  message 1, p2: reminder (insults) -> pointer (insults)",
        "      that muppet",
        "",
        f"In a bundled everyday chat ({len(everyday_scenes())} messages, none of them anybody's concern):",
        "Nothing would change.",
    ]

"""`schoolgate check` in the terminal and as JSON: what would have been sent, and why."""

import json
from pathlib import Path
from typing import Any

import pytest
from checking import RULES, Ran, checked, run
from exported import (
    DISCORD,
    TELEGRAM,
    WHATSAPP,
    conversation,
    conversation_file,
    discord_export,
    discord_message,
    line,
    telegram_export,
    telegram_message,
    written,
)


def lines(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(each) for each in ran.out.splitlines()]


def register(folder: Path, *groups: str) -> Path:
    return written(folder / "registers.json", json.dumps({group: [{"name": "Mrs Hall"}] for group in groups}))


def test_each_message_is_one_json_object_in_order(tmp_path: Path) -> None:
    path = conversation_file(tmp_path, conversation(line("who"), line("that muppet", author="p2")))

    ran = checked("--json", path)

    assert (ran.status, ran.err) == (0, "")
    assert lines(ran) == [
        {
            "conversation": "c1",
            "message": 0,
            "author": "p1",
            "at": "2026-03-09T12:00:00",
            "level": "none",
            "concern": "none",
            "target": "none",
            "rule": None,
            "spans": [],
            "reason": "",
        },
        {
            "conversation": "c1",
            "message": 1,
            "author": "p2",
            "at": "2026-03-09T12:00:00",
            "level": "reminder",
            "concern": "insult",
            "target": "other",
            "rule": "insults",
            "spans": [[5, 11]],
            "reason": "Insults somebody (about somebody not named)",
        },
    ]


@pytest.mark.parametrize(
    ("export", "first"),
    [
        (TELEGRAM, ("Larkrise Y2 & Y5 parents 💛", 1044, "2026-03-09T07:31:00")),
        (WHATSAPP, ("Queensway Y9 Parents", 4, "2026-03-09T07:50:00")),
        (DISCORD, ("general", "1503286536437760000", "2026-05-11T07:44:00+01:00")),
    ],
)
def test_an_exports_messages_are_called_what_it_calls_them(export: Path, first: tuple[str, object, str]) -> None:
    [found, *_] = lines(checked("--json", export))

    assert (found["conversation"], found["message"], found["at"]) == first
    assert found["author"] == "Member A"


def test_names_are_shown_only_when_asked_for(tmp_path: Path) -> None:
    path = telegram_export(tmp_path, telegram_message("that muppet"))

    assert "Priya" not in checked(path).out + checked("--json", path).out
    assert "Priya M" in checked("--names", path).out
    assert lines(checked("--names", "--json", path))[0]["author"] == "Priya M"


def test_nothing_said_in_one_conversation_is_remembered_in_the_next(tmp_path: Path) -> None:
    three = conversation(*(line("that muppet", at=f"2026-03-0{day}T12:00:00") for day in (1, 3, 5)))
    one_each = [conversation(line("that muppet"), id=f"c{number}") for number in range(3)]

    together = checked(conversation_file(tmp_path, three)).out
    apart = checked(conversation_file(tmp_path, *one_each)).out

    assert "1 case because it kept happening" in together
    assert "case because" not in apart


def test_the_report_says_what_would_have_been_sent_and_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "rules.yaml", RULES.read_bytes())
    path = telegram_export(
        tmp_path,
        telegram_message("Trip money is £14"),
        telegram_message("what a muppet", id=2, date="2026-03-09T12:05:00", date_unixtime="1773057900"),
        telegram_message("", id=3, photo="p.jpg"),
    )

    assert run(path.name, "--rules", "rules.yaml") == Ran(
        0,
        """\
2 messages, 9 Mar 2026
  result.json: Telegram Desktop export, 2 messages
Judged by rules.yaml.
No staff register was given (--register), so nobody was known by name.
Members are letters, new ones in every chat; names inside what they wrote are
left as they are.

What would have been sent
  ● Mon 9 Mar 2026, 12:05  Member A, message 2
    what a «muppet»
    Insults somebody (about somebody not named)
    A private reminder; counts 1.


On the ladder
  To members, privately: 1 reminder.
  To the admins: nothing.
  As if every note had arrived when it was due and nobody had answered, taken
  anything back or asked a person.
  500.0 notes to members per 1,000 messages.
  The notes word for word are in the page: --report FILE.html

Rules that fired
  1  Insults somebody (reminder)

By week
   9 Mar 2026      2 messages  ████████████ 1

Could not be read
  1 picture without words (message 3)
""",
        "",
    )


def test_a_chat_nobody_would_have_heard_about_says_so_kindly(tmp_path: Path) -> None:
    ran = checked(telegram_export(tmp_path, telegram_message("Trip money is £14")))

    assert "Nobody in this chat would have heard from Schoolgate." in ran.out
    assert "On the ladder" not in ran.out


@pytest.mark.parametrize("columns", ["40", "60", "80"])
def test_the_report_fits_a_narrow_screen(tmp_path: Path, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    ran = checked(TELEGRAM, telegram_export(tmp_path, telegram_message("that muppet again " * 9)))

    assert ran.status == 0
    assert max(len(each) for each in ran.out.splitlines()) <= int(columns)


def test_several_files_are_one_report_by_chat(tmp_path: Path) -> None:
    first = telegram_export(tmp_path, telegram_message("that muppet"))
    second = discord_export(tmp_path, discord_message("that muppet"))

    ran = checked(first, second)

    assert ran.out.startswith("2 messages in 2 chats, 9 Mar 2026")
    assert "    Y2 parents\n" in ran.out
    assert "    general\n" in ran.out


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    missing = tmp_path / "missing.json"
    good = telegram_export(tmp_path, telegram_message("that muppet"))

    ran = checked("--json", missing, good)

    assert (ran.status, len(lines(ran))) == (1, 1)
    assert ran.err == f"{missing}: no such file; check the name and the folder\n"


def test_when_no_file_can_be_read_there_is_no_report(tmp_path: Path) -> None:
    report = tmp_path / "report.html"

    ran = checked(tmp_path / "missing.json", "--report", report)

    assert (ran.status, ran.out, report.exists()) == (1, "", False)


def test_lines_printed_before_a_cut_stand(tmp_path: Path) -> None:
    whole = TELEGRAM.read_bytes()
    path = written(tmp_path / "result.json", whole[: len(whole) // 2])

    ran = checked("--json", path)

    assert ran.status == 1
    assert lines(ran) == lines(checked("--json", TELEGRAM))[: len(lines(ran))]
    assert len(lines(ran)) > 50
    assert ran.err == (
        f"{path}: is cut off at byte {len(whole) // 2}; what came before was read. Export or copy the file again\n"
    )


def test_a_cut_is_told_in_the_report_too(tmp_path: Path) -> None:
    whole = TELEGRAM.read_bytes()
    path = written(tmp_path / "result.json", whole[: len(whole) // 2])

    ran = checked(path)

    assert ran.status == 1
    assert "Not read to its end:" in ran.out


def test_a_broken_line_is_told_by_its_number_and_the_rest_judged(tmp_path: Path) -> None:
    path = conversation_file(tmp_path, conversation(line()), {"id": "c2"}, conversation(line(), id="c3"))

    ran = checked("--json", path)

    assert (ran.status, ran.err) == (1, f"{path}:2: `messages` is missing\n")
    assert [each["conversation"] for each in lines(ran)] == ["c1", "c3"]


def test_the_group_is_the_lines_else_the_wanted_one_else_the_registers_only_one(tmp_path: Path) -> None:
    two = register(tmp_path, "larkrise", "queensway")
    ungrouped = conversation_file(tmp_path, conversation(line(), group=None))

    assert checked("--json", ungrouped, "--register", two, "--group", "queensway").status == 0
    assert checked("--json", ungrouped, "--register", two) == Ran(
        1, "", f"{ungrouped}:1: {two} holds 2 groups; say which with --group: larkrise, queensway\n"
    )
    assert checked("--json", ungrouped, "--register", register(tmp_path, "larkrise")).status == 0


def test_an_unknown_group_is_told_with_the_known_ones(tmp_path: Path) -> None:
    known = register(tmp_path, "larkrise", "queensway")
    path = telegram_export(tmp_path, telegram_message())

    assert checked(path, "--register", known, "--group", "narnia") == Ran(
        1, "", f"the group 'narnia' is not in {known}, which has: larkrise, queensway\n"
    )


def test_a_missing_register_or_rules_file_is_told_before_anything_is_judged(tmp_path: Path) -> None:
    path = telegram_export(tmp_path, telegram_message())

    no_register = checked(path, "--register", tmp_path / "r.json")
    no_rules = run(path, "--rules", tmp_path / "rules.yaml")

    assert [(ran.status, ran.out) for ran in (no_register, no_rules)] == [(1, ""), (1, "")]
    assert no_register.err.startswith(f"{tmp_path / 'r.json'}: ")
    assert no_rules.err.startswith(f"{tmp_path / 'rules.yaml'}: ")


def test_every_mistake_in_the_rules_is_told(tmp_path: Path) -> None:
    rules = written(tmp_path / "rules.yaml", "version: 1\nrules:\n  - idd: a\n    title: b\n")

    ran = run(telegram_export(tmp_path, telegram_message()), "--rules", rules)

    assert (ran.status, ran.out) == (1, "")
    assert len(ran.err.splitlines()) > 1


@pytest.mark.parametrize("arguments", [(), ("--nonsense",)])
def test_wrong_usage_is_exit_status_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).status == 2

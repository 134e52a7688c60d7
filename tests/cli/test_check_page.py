"""`schoolgate check --report`: one page that loads nothing, and is not made of what people wrote."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from checking import Ran, checked
from exported import TELEGRAM, discord_export, discord_message, telegram_export, telegram_message

VOID = {"meta", "br", "line", "rect"}


class Page(HTMLParser):
    """Tags that are opened are closed; what the page would load, and its text, are kept."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [f"{tag} {key}" for key, value in attrs if key in {"src", "href", "srcset", "action"} and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def page_of(folder: Path, *messages: str) -> str:
    path = telegram_export(folder, *(telegram_message(text, id=number) for number, text in enumerate(messages, 1)))
    report = folder / "report.html"
    ran = checked(path, "--report", report)
    assert (ran.status, ran.err) == (0, "")
    return report.read_text(encoding="utf-8")


def test_the_page_loads_nothing_and_runs_nothing(tmp_path: Path) -> None:
    text = page_of(tmp_path, "what a muppet", "thump")
    page = Page(text)

    assert page.open == []
    assert page.loads == []
    assert not {"script", "link", "img", "iframe", "form", "object"} & set(page.tags)
    assert not re.search(r"url\(|@import|https?:", text)


def test_the_page_tells_what_the_terminal_tells(tmp_path: Path) -> None:
    text = page_of(tmp_path, "what a muppet")

    assert "what a <mark>muppet</mark>" in text
    assert "Insults somebody (about somebody not named)" in text
    assert "A private reminder; counts 1." in text
    assert "<svg" in text


def test_what_people_wrote_cannot_become_part_of_the_page(tmp_path: Path) -> None:
    path = telegram_export(
        tmp_path,
        telegram_message("<script>alert(1)</script> muppet", **{"from": "<b>Jo</b>"}),
        name='"><img src=x>',
    )
    other = discord_export(tmp_path, discord_message("hi"))
    report = tmp_path / "report.html"

    checked(path, other, "--names", "--report", report)

    text = report.read_text(encoding="utf-8")
    assert not {"script", "img", "b"} & set(Page(text).tags)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>muppet</mark>" in text


def test_a_quiet_chat_has_a_page_without_a_chart(tmp_path: Path) -> None:
    text = page_of(tmp_path, "Trip money is £14")

    assert "Nobody in this chat would have heard from Schoolgate." in text
    assert "<svg" not in text


def test_json_and_a_page_can_be_asked_for_together(tmp_path: Path) -> None:
    report = tmp_path / "report.html"

    ran = checked(TELEGRAM, "--json", "--report", report)

    assert len(ran.out.splitlines()) == 159
    assert Page(report.read_text(encoding="utf-8")).open == []


def test_an_earlier_report_is_replaced_whole(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("old")

    text = page_of(tmp_path, "hello")

    assert text.startswith("<!doctype html>")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "result.json"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "is a folder; name a file in it, such as {path}/report.html"),
        ("nowhere/report.html", "there is no folder {parent}; make it or name another"),
    ],
)
def test_a_report_that_cannot_be_written_is_told_before_anything_is_judged(
    tmp_path: Path, name: str, reason: str
) -> None:
    path = tmp_path / name if name else tmp_path

    ran = checked(TELEGRAM, "--json", "--report", path)

    assert ran == Ran(1, "", f"{path}: {reason.format(path=path, parent=path.parent)}\n")


def test_a_report_that_fails_leaves_no_half_file(tmp_path: Path) -> None:
    report = tmp_path / "report.html"

    checked(tmp_path / "missing.json", "--report", report)

    assert list(tmp_path.iterdir()) == []


def test_the_note_stands_in_the_page_word_for_word_and_greets_nobody(tmp_path: Path) -> None:
    text = page_of(tmp_path, "what a muppet")

    assert "The note, word for word" in text
    assert "Ask a person" in text
    assert "Priya" not in text

"""docs/texts.md is the wording as it is: every text with its length and how hard it is to read."""

from pathlib import Path

from source import ROOT
from transcripts import hold
from worded import BOOK

from bot.wording import contract, locale
from bot.wording.lint import GRADE, MEMBER_WORDS, SENTENCE_WORDS, grade, words
from bot.wording.phrasebook import languages, load

PAGE = ROOT / "docs" / "texts.md"
HEAD = f"""\
# Every text, counted

This page is made from `data/wording/`; a test holds it to that. Words in braces are filled in when a text is sent.
A note to a member has {MEMBER_WORDS} words at most once it is put together, no sentence more than {SENTENCE_WORDS}.
The grade is the school grade of Flesch and Kincaid, of each text as it stands: plus five is a reading age.
What members get stays at {GRADE:.0f} or below as a whole; a label or a part of a sentence, counted alone, says little.
"""


def test_the_page_of_texts_is_what_is_said(tmp_path: Path) -> None:
    hold(PAGE, page(), tmp_path)


def page() -> str:
    parts = [HEAD, *_drafts()]
    sections: dict[str, list[str]] = {}
    for key in BOOK.texts:
        sections.setdefault(key.partition(".")[0], []).append(key)
    for section, keys in sections.items():
        whom = "members read it" if section in contract.MEMBER else "admins read it, or it is part of another text"
        parts.append(
            f"## {section}\n\n{whom[0].upper()}{whom[1:]}.\n\n| text | words | grade | English |\n|---|--:|--:|---|"
        )
        parts[-1] += "".join(_row(key) for key in keys) + "\n"
    return "\n".join(parts)


def _drafts() -> tuple[str, ...]:
    """How much of each language there is."""
    rows = [
        f"| {locale.own_name(each)} (`{each}`) | {len(load(each).own)} |\n"
        for each in languages()
        if each != locale.ENGLISH
    ]
    head = (
        "## Other languages\n\nAll are drafts: nothing is sent in one before a group's admin has had it read by"
        " somebody who speaks it, and switched it on (`/languages`). What a draft leaves out is said in English.\n\n"
        "| language | texts of its own |\n|---|--:|\n"
    )
    return (f"{head}{''.join(rows)}",)


def _row(key: str) -> str:
    text = "".join(f"{plain}{'' if value is None else '{' + value + '}'}" for plain, value in BOOK.texts[key])
    filled = "".join(plain + ("it" if value else "") for plain, value in BOOK.texts[key])
    shown = text.strip().replace("\n", " / ").replace("|", "\\|")
    return f"\n| `{key}` | {len(words(filled))} | {grade(filled):.1f} | {shown} |"

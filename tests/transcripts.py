"""How what people saw is written down for a page of docs/, and the page held to it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import indent


def from_the_bot(way: str, text: str, labels: Iterable[str]) -> str:
    buttons = " ".join(f"[{label}]" for label in labels)
    parts = (f"*from the bot, {way}:*\n", indent(text, "> ", lambda _: True), buttons and f"\n{buttons}")
    return "\n".join(filter(None, parts))


def file_sent(content: str) -> str:
    return f"*sends the bot a file, rules.yaml:*\n\n{indent(content, '    ')}".rstrip()


def by_person(seen: Mapping[int, list[str]], names: Mapping[int, str]) -> str:
    parts: list[str] = []
    for person, each in seen.items():
        parts.append(f"### {names[person]}\n")
        parts += [f"{one}\n" for one in each] or ["Nothing.\n"]
    return "\n".join(parts)


def hold(page: Path, told: str, folder: Path) -> None:
    """Fails unless the page says what was told, which is left in the folder for whoever finds that it is right."""
    written = page.read_text(encoding="utf-8") if page.is_file() else ""
    if written != told:
        (folder / page.name).write_text(told, encoding="utf-8")
    assert written == told, f"if that is as it should be: cp {folder / page.name} docs/"

"""Writes one change into a group's own file, and leaves every other line of it as its admins wrote it."""

from bot.errors import RulesError
from bot.rulebook.document import Document, parse_document

RULES = "rules"
"""What is in a file that is handed out, as its first line says."""


def marked(text: str, version: int, what: str = RULES) -> str:
    """With a first line that tells which version an admin has changed."""
    return f"{_mark(what)}{version}. Please leave this line as it is.\n{text}"


def unmarked(text: str, what: str = RULES) -> tuple[str, int | None]:
    """The file without that line, and the version it tells."""
    first, _, rest = text.partition("\n")
    if not first.startswith(_mark(what)):
        return text, None
    number = first.removeprefix(_mark(what)).split(".")[0].strip()
    return rest, int(number) if number.isdecimal() and len(number) < 10 else None


def _mark(what: str) -> str:
    return f"# Our {what}, version "


def with_rule(text: str, rule: str, key: str, value: str) -> str | None:
    """The file with this said of this rule; None where it is written so that nobody but its writer should change it."""
    try:
        document = parse_document(text, "rules.yaml")
    except RulesError:
        return None
    lines = text.splitlines()
    place = _place_of(document, rule)
    if place is None:
        _add(lines, document, rule, key, value)
    elif (at := document.lines.get(("rules", place, key))) is not None:
        head, sign, _ = lines[at - 1].partition(f"{key}:")
        if not sign:
            return None
        lines[at - 1] = f"{head}{key}: {value}"
    else:
        at = document.lines["rules", place, "id"]
        column = lines[at - 1].find("id:")
        lines.insert(at, f"{' ' * column}{key}: {value}")
    changed = "\n".join(lines) + "\n"
    return changed if _says(changed, rule, key, value) else None


def _add(lines: list[str], document: Document, rule: str, key: str, value: str) -> None:
    first = document.lines.get(("rules", 0))
    if first is None:
        if ("rules",) in document.lines:  # an empty `rules:` takes no second one beside it
            lines[:] = [line for line in lines if line.split("#")[0].strip() != "rules:"]
        lines += ["rules:", f"  - id: {rule}", f"    {key}: {value}"]
        return
    dash = " " * (len(lines[first - 1]) - len(lines[first - 1].lstrip()))
    lines[first - 1 : first - 1] = [f"{dash}- id: {rule}", f"{dash}  {key}: {value}"]


def _place_of(document: Document, rule: str) -> int | None:
    value = document.value
    rules = value.get("rules") if isinstance(value, dict) else None
    for place, raw in enumerate(rules if isinstance(rules, list) else ()):
        if isinstance(raw, dict) and raw.get("id") == rule:
            return place
    return None


def _says(text: str, rule: str, key: str, value: str) -> bool:
    try:
        document = parse_document(text, "rules.yaml")
    except RulesError:
        return False
    place = _place_of(document, rule)
    rules = document.value["rules"] if isinstance(document.value, dict) else []
    return place is not None and rules[place].get(key) == value

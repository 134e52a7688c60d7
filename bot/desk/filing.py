"""What is in a file that an admin sends in private: the staff of a school, a group's sentences, or its rules?"""

import re

from bot.wording.own import FILE as WORDING_FILE

STAFF = "staff"
OF_RULES = re.compile(r"^(version|extends|rules|lists|contexts)[ \t]*:", re.MULTILINE)
OF_STAFF = re.compile(r'^[ \t{\[-]*"?(name|staff)"?[ \t]*:', re.MULTILINE)
OF_WORDING = re.compile(r"(#[^\n]*\n|\s)*(language|group|notes|note|several|help|steps|whom|contacts)[ \t]*:")
TABLES = (".csv", ".tsv")
TREES = (".yaml", ".yml", ".json")


def holds_wording(name: str, text: str) -> bool:
    """Sentences: by what their file is called when it is handed out, or by what it begins with."""
    ending = name.casefold()
    if ending == WORDING_FILE or text.startswith("# Our wording, "):
        return True
    return ending.endswith(TREES) and OF_WORDING.match(text) is not None


def holds_staff(name: str, text: str) -> bool:
    """By what the file is called, and by what it holds; `name` is empty when nobody knows."""
    ending = name.casefold()
    if ending.endswith(TABLES):
        return True
    if OF_RULES.search(text):
        return False
    is_tree = ending.endswith(TREES) or re.match(r"\s*[\w'-]+:\s*$", text, re.MULTILINE) is not None
    return OF_STAFF.search(text) is not None if is_tree else bool(text.strip()) and "," in text

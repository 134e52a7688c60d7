"""What is in a file that an admin sends in private: the staff of a school, or a group's own rules?"""

import re

STAFF = "staff"
OF_RULES = re.compile(r"^(version|extends|rules|lists|contexts)[ \t]*:", re.MULTILINE)
OF_STAFF = re.compile(r'^[ \t{\[-]*"?(name|staff)"?[ \t]*:', re.MULTILINE)
TABLES = (".csv", ".tsv")
TREES = (".yaml", ".yml", ".json")


def holds_staff(name: str, text: str) -> bool:
    """By what the file is called, and by what it holds; `name` is empty when nobody knows."""
    ending = name.casefold()
    if ending.endswith(TABLES):
        return True
    if OF_RULES.search(text):
        return False
    is_tree = ending.endswith(TREES) or re.match(r"\s*[\w'-]+:\s*$", text, re.MULTILINE) is not None
    return OF_STAFF.search(text) is not None if is_tree else bool(text.strip()) and "," in text

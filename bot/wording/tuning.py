"""Which texts admins get who change their group's rules, and what may be filled into each."""

COMMANDS = ("rulesfile", "apply", "undo", "softer", "stricter", "never", "try")
"""Each has a line in a platform's menu."""

TEXTS = {
    "rulesfile": "",
    "wrong": "",
    "preview": "",
    "recent": "number more times",
    "everyday": "number more",
    "everyday-none": "number",
    "trial": "window",
    "apply": "",
    "applied": "number",
    "moved": "",
    "no-draft": "",
    "no-undo": "",
    "no-step": "",
    "which": "",
    "by-hand": "",
    "too-large": "",
    "unreadable": "",
    "since": "date",
    "try": "",
    "try-nothing": "",
    "try-found": "",
}

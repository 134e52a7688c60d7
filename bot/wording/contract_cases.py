"""Which texts about reports, cases and what is done about them a wording file must hold."""

from bot.case import Act, CaseKind
from bot.message import Media
from bot.wording.sections import alike, section

CASES: dict[str, frozenset[str]] = {
    **alike(
        "inquiries",
        ("in-group", "which-group", "report-how", "report-own", "reported", "too-many", "ask-how", "file-sent"),
    ),
    **section("inquiries", {"asked": "date"}),
    **section(
        "why",
        {
            "head": "",
            "said": "when excerpt",
            "not-kept": "",
            "rule": "reason",
            "learned": "reason words",
            "ask": "",
            "none": "",
        },
    ),
    **section("appeal", {"decide": "", "frozen": "", "by": "date", "case": "case", "limits": ""}),
    **section(
        "to-admins",
        {
            "taken": "case",
            "withdrawn": "case",
            "overturned": "case",
            "overturned-incident": "case",
            "overturned-no-case": "",
            "talk": "when name",
            "waiting": "",
            "unread": "when",
            "own-rules": "",
            "rested": "rule",
            "tune": "rule",
            "tried": "rule words",
            "practice": "",
            "practice-card": "",
        },
    ),
    **section("card", {"reported": "", "asked": "date", "again": "", "support": "whom", "did": "when words"}),
    **section("card", {"deleted": "", "before": "words", "note-before": "date rule"}),
    **alike("carried", tuple(kind.value for kind in Media)),
    **alike("did", tuple(act.value for act in Act)),
    **alike("kinds", (*(kind.value for kind in CaseKind), "reported", "asked")),
    **section(
        "cases", {"head": "", "none": "", "line": "case when words", "open": "case", "gone": "case", "shown": ""}
    ),
    **alike(
        "actions",
        (
            *("friendly", "more-sent", "removed", "could-not-remove", "second-asked", "second-waits", "second-nobody"),
            *("could-not-pause", "resumed", "not-paused", "ticked", "unticked", "file-sent", "file-unsent", "nobody"),
        ),
    ),
    **section("actions", {"paused": "until"}),
    **section("options", {"head": "case", "remove": "", "two": "", "ticks": "", "file": ""}),
    **section(
        "second",
        {
            "pause-asked": "case name",
            "paused": "case name until",
            "resumed": "case name",
            "pass-asked": "case",
            "passed": "case",
        },
    ),
    **section(
        "pass-on",
        {
            "head": "",
            "emergency": "emergency",
            "police": "police",
            "safeguarding": "contact",
            "head-teacher": "contact",
            "chair": "contact",
            "complaints": "contact",
            "tail": "",
        },
    ),
    **section("file", {"letter": "case", "mydata": ""}),
}

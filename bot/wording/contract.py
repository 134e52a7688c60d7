"""Which texts a wording file must hold, and what may be filled into each."""

from bot.finding import TargetKind
from bot.notice import Choice
from bot.place import ContactKind
from bot.wording import tuning
from bot.wording.contract_cases import CASES
from bot.wording.sections import alike, section
from bot.wording.steered import COUNTED, STEERED

LABELS = (*(choice.value for choice in Choice), "anything", "see")
"""Buttons; any text may name one in braces."""

LISTS = {"numbers": 11}
"""Lists of words, and how many each holds."""

PLURALS = ("minutes", "hours", "days", "messages", "more-messages", "counting", "times", "notes-waiting", *COUNTED)
"""Each has a text for every form that the language's numbers take, which may use {n}."""

NOTE_TEXTS = {"says": True, "why": False, "plain": False, "brief": True}
"""The texts of each note, and whether it needs them."""
NOTE_VALUES = frozenset({"message", "the_message", "whom", "emergency"})

GENERIC = ("class-teacher", "school-office", "head", "chair", "complaints", "policies", "safeguarding")
"""Contacts every school has, so that a language can name them without knowing the place."""

HELP = tuple(kind.value for kind in ContactKind if kind is not ContactKind.ADULT_WORRY)

MEMBER = (
    "notes",
    "note",
    "several",
    "help",
    "steps",
    "to-member",
    "answers",
    "group",
    "whom",
    "gaps",
    "labels",
    "inquiries",
    "why",
    "language",
)
"""Sections a member gets to read; the rest is read by admins, or is only a part of something."""

URGENT = ("help.police-non-emergency",)
"""Texts a member gets with danger or support alone."""

STEPS = ("class-teacher", "school-office", "head", "complaints", "chair", "regulator", "safeguarding", "policies")

COMMANDS = (
    "start help raise rules privacy mydata forgetme report ask why cases admin set staff setup "
    "contacts handover remove deputy live shadow pause language languages check wording"
).split()
"""What may be asked for, without its slash."""

_DATE = "day month year"
_MOMENT = "weekday day month year time"


TEXTS: dict[str, frozenset[str]] = {
    **section(
        "dates",
        {
            "day": _DATE,
            "day-of-another-year": _DATE,
            "moment": _MOMENT,
            "moment-of-another-year": _MOMENT,
            "at-today": "time",
            "at-moment": _MOMENT,
            "at-moment-of-another-year": _MOMENT,
        },
    ),
    **alike("joined", ("and", "comma"), "first last"),
    **alike("labels", LABELS),
    **alike("whom", (*(kind.value for kind in TargetKind),)),
    **alike("contacts", GENERIC),
    **section("contacts", {"phoned": "name phone", "linked": "name link"}),
    **alike("help", (*HELP, "chair-first", "school-office-support"), "contact"),
    **alike("steps", STEPS, "contact"),
    **section("steps", {"title": "", "danger": "emergency"}),
    **alike("messages", ("own", "own-several", "shared", "the-own", "the-own-several", "the-shared"), "when"),
    **section(
        "note",
        {
            "hello": "name",
            "hello-nobody": "",
            "bot": "",
            "only-you": "",
            "pointer": "",
            "first": "until three window",
            "later": "number dates until more date",
            "opens": "number dates until",
            "opens-alone": "until",
            "joins": "counting until",
            "uncounted": "",
            "uncounted-crowd": "",
            "serious-opens": "weight until",
            "serious-joins": "weight until",
            "serious-uncounted": "",
            "danger": "",
            "danger-talk": "",
            "support-nobody": "",
            "support-thin": "",
            "support-urgent": "",
            "grace": "grace",
            "change": "",
            "down": "",
            "down-now": "",
            "keep-out": "",
            "ask": "",
            "ask-support": "",
        },
    ),
    **section(
        "several",
        {
            "again": "",
            "line": "when words",
            "first": "counting until three window",
            "later": "counting dates weight until more date",
            "opens": "counting dates weight until",
            "opens-alone": "counting until",
            "joins": "counting until",
            "uncounted": "",
            "serious": "",
            "grace": "grace",
            "change": "",
            "ask": "",
        },
    ),
    **section(
        "to-member",
        {
            "cleared": "message the_message",
            "asked": "message the_message date",
            "asked-frozen": "",
            "asked-urgent": "",
            "overturned": "message the_message",
            "stays": "message the_message",
            "stays-counts": "until",
            "stays-talk": "",
        },
    ),
    **alike("card", ("look", "crowd", "repeated", "serious", "danger", "risk", "worry"), "emergency"),
    **section(
        "card",
        {
            "worry-route": "",
            "worry-now": "emergency",
            "worry-member": "",
            "opened": "case when",
            "calmed": "when",
            "calm-option": "",
            "state-acknowledged": "when",
            "state-closed": "when",
            "state-overturned": "when",
            "state-lapsed": "",
            "state-withdrawn": "",
            "member": "name",
            "about": "whom",
            "about-role": "whom role",
            "appeal": "name when words",
            "appeal-upheld": "",
            "appeal-stays": "",
            "said": "n when marks excerpt",
            "edited": "",
            "shared": "",
            "why": "reason",
            "note-none": "",
            "note-queued": "when",
            "note-held": "when",
            "note-waiting": "",
            "note-delivered": "when",
            "note-void": "",
            "count-counted": "until",
            "count-frozen": "",
            "count-cleared": "",
            "count-overturned": "",
            "count-void": "",
            "marked": "",
            "doubt": "",
            "limits": "",
            "options": "",
        },
    ),
    **section(
        "alert",
        {
            "again": "times",
            "danger": "",
            "risk": "",
            "call": "emergency",
            "police": "police",
            "ack": "",
            "contact": "",
            "safeguarding": "contact",
            "case": "case name when marks",
            "kept": "",
            "untold": "grace",
        },
    ),
    **CASES,
    **section("answers", {"too-late": "grace", "taken-back-twice": "window"}),
    **alike(
        "answers",
        (
            *("done", "done-already", "not-for-you", "nothing-for-you", "admins-only", "not-cleared"),
            *("deleted", "could-not-delete", "ask-words", "asked-already", "decided-already", "too-old", "told"),
            *("lapsed", "withdrawn"),
            *(
                "acknowledged",
                "acknowledged-already",
                "closed",
                "calmed",
                "brought-back",
                "could-not-post",
                "overturned",
                "stays",
                "live",
                "no-contact",
                "tied",
                "opened-it",
            ),
            "started",
        ),
    ),
    **alike("commands", (*COMMANDS, *tuning.COMMANDS)),
    **alike("menus", ("report", "why")),
    **section(
        "asked",
        {
            "help": "",
            "privacy": "window",
            "privacy-regulator": "contact",
            "rules": "",
            "raise-in-group": "",
            "mydata": "",
            "mydata-none": "",
            "forgetme": "",
            "forgotten": "",
            "forget-open": "",
            "which-group": "",
            "blind": "group",
            "removed": "group",
            "weak": "group",
            "public": "group",
            "public-server": "group",
            "shown": "group",
            "private-again": "group",
            "link": "group",
            "goes-on": "",
            "rests": "",
            "silent": "group",
            "hidden": "channels",
            "young": "channels",
            "admin": "number",
            "set": "",
            "set-already": "",
            "not-set": "",
            "staff": "",
            "not-staff": "",
        },
    ),
    **{f"{name}.{key}": frozenset(values.split()) for name, texts in STEERED.items() for key, values in texts.items()},
    **section("tuning", tuning.TEXTS),
    **section(
        "group",
        {
            "pinned": "three window school",
            "pinned-help": "contact",
            "rules-changed": "date",
            "join": "school",
            "calm": "contact",
        },
    ),
}
"""Every text by its full name, with what may be filled in."""

PARAGRAPHS = frozenset({"group.pinned", "group.join", "asked.help", "asked.privacy", "actions.friendly"})
"""Texts written as a list of paragraphs."""

PLACEHOLDERS = frozenset().union(*TEXTS.values(), NOTE_VALUES, {"n"})
"""Everything that can be filled in; a wording file says what stands there when the value is missing."""

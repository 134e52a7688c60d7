"""What was measured, beside what was hoped for."""

from collections.abc import Mapping
from dataclasses import dataclass

from names import BETTER, OBSCENITY, OFF_ALONE, ON_ALONE, TELEGRAM, UNIT, plain
from projection import Served
from rounds import Ratio, Took, ratio
from worst import Worst

MEGABYTES = 40
MILLISECONDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    machine: str
    made: str
    """When, how many rounds, how many messages."""
    took: Mapping[str, Took]
    worst: Mapping[str, tuple[Worst, ...]]
    """Of the longest messages, with the reader off and on."""
    curves: Mapping[str, Took]
    """By length, by rules and by groups, as `names.py` calls them."""
    served: tuple[Served, ...]
    """One process of its own at work; empty where a machine does not tell what a process uses."""
    started: Mapping[str, float]
    """Seconds of processor time and megabytes, by what `alone.py` calls them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    what: str
    reach: str
    found: str
    is_met: bool
    why: str = ""
    """Where it is missed."""


LIMIT = (
    "A pass is one call from Python into compiled code and takes about a microsecond. The check also cuts the message "
    "into words and looks through disguises, and in the one message of six that holds a phrase it asks whom that is "
    "about; all of this is Python, where a step costs a tenth of a pass. The hope was set by a prototype that only "
    "looked phrases, names and expressions up."
)
SHIPPED = (
    "The shipped rules know more than a hundred thousand phrases; in a usual message a dozen of their patterns have "
    "all their words and are looked at closely, with everybody the message speaks of, in Python."
)
REGISTERS = (
    "Every way a name may be said is kept ready for the 1,024 registers used last; the alternative is to work them out "
    "again with every message."
)
LONGER = (
    "The automaton itself hardly slows down. But every word of a long list is a word the reader knows, so that more "
    "disguises are seen through and more chunks of text lead somewhere."
)


def goals(results: Results) -> list[Goal]:
    """Each figure that design promised, in its order."""
    took = results.took
    check = took[plain(1_000)]
    of_telegram = (took[OFF_ALONE], took[TELEGRAM])
    found = [
        _goal(
            "the full check by a plain rulebook, in passes of the automaton", ratio(check, took[UNIT]), 12, why=LIMIT
        ),
        _goal(
            "the same, as a share of python-telegram-bot's decode and dispatch",
            ratio(check, took[TELEGRAM]),
            0.15,
            why=LIMIT,
        ),
        _goal("by the shipped rules, reader off, as a share of the same", ratio(*of_telegram), 0.15, why=SHIPPED),
        _goal(
            "by the shipped rules, reader on, as a share of the same",
            ratio(took[ON_ALONE], took[TELEGRAM]),
            0.5,
            why=f"{SHIPPED} The reader weighs every word and run of words besides.",
        ),
        _goal("5,000 phrases against 100", ratio(took[plain(5_000)], took[plain(100)]), 2, why=LONGER),
        *_longest(results),
    ]
    if BETTER in took:
        found.append(_cheaper(took[BETTER], check, 500))
    if OBSCENITY in took:
        found.append(_cheaper(took[OBSCENITY], check, 3.5))
    if "groups" in results.started:
        weight = results.started["groups"]
        reach = f"≤ {MEGABYTES} MB"
        found.append(
            Goal(
                what="1,000 groups of 80 staff, by the shipped rules",
                reach=reach,
                found=f"{weight:.0f} MB",
                is_met=weight <= MEGABYTES,
                why=REGISTERS,
            )
        )
    return found


def _goal(what: str, found: Ratio, reach: float, why: str = "") -> Goal:
    said = f"{reach:.0%}" if reach < 1 else f"{reach:g} ×"
    return Goal(
        what=what, reach=f"≤ {said}", found=spread(found, is_share=reach < 1), is_met=found.middle <= reach, why=why
    )


def _cheaper(peer: Took, check: Took, reach: float) -> Goal:
    found = ratio(peer, check)
    why = (
        "Ours looks for many more words, and asks whom they are about and what stands around them; to be that many "
        f"times cheaper it would have to do so in {short(peer.us / reach)} µs."
    )
    what = f"{peer.name} against the full check by a plain rulebook"
    return Goal(what=what, reach=f"≥ {reach:g} ×", found=spread(found), is_met=found.middle >= reach, why=why)


def _longest(results: Results) -> list[Goal]:
    why = (
        "Every word of it may begin something, and each beginning is looked at in Python; it stays linear in the text."
    )
    return [
        Goal(
            what=f"the dearest message of 4,096 characters, reader {reader} ({worst[0].kind})",
            reach=f"≤ {MILLISECONDS} ms",
            found=f"{worst[0].milliseconds:.1f} ms",
            is_met=worst[0].milliseconds <= MILLISECONDS,
            why=why,
        )
        for reader, worst in results.worst.items()
    ]


def spread(found: Ratio, *, is_share: bool = False) -> str:
    """The middle round, with the least and the most in brackets."""
    if is_share:
        return f"{found.middle:.0%} ({found.least:.0%} to {found.most:.0%})"
    return f"{short(found.middle)} × ({short(found.least)} to {short(found.most)})"


def short(number: float) -> str:
    """Two digits are as many as a shared machine is good for; thousands get their comma."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.1f}"

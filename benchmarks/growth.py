"""The part of the page on what grows: messages, rules, groups, and what one process can carry of them."""

from collections.abc import Iterator

from curves import GROUPS, LENGTHS, RULES
from names import in_groups, of_length, of_rules
from projection import BUSIEST, FLAGGED, LIMITS, READY, first, processor_of
from results import Results, short

SERVED = (100, 1_000)
"""Groups, as many as whoever runs it for a town, or for a county, may have."""


def growing(results: Results) -> Iterator[str]:
    curves = results.curves
    yield "## Longer messages, more rules, more groups"
    yield ""
    yield "Microseconds a message. By the shipped rules, as messages get longer:"
    yield ""
    yield f"| characters | {' | '.join(f'{length:,}' for length in LENGTHS)} |"
    yield f"|---|{'---|' * len(LENGTHS)}"
    for reader in ("off", "on"):
        yield f"| reader {reader} | {' | '.join(short(curves[of_length(n, reader)].us) for n in LENGTHS)} |"
    yield ""
    yield "By plain rules of ten phrases each, as they get more:"
    yield ""
    yield f"| rules | {' | '.join(f'{number:,}' for number in RULES)} |"
    yield f"|---|{'---|' * len(RULES)}"
    yield f"| reader off | {' | '.join(short(curves[of_rules(n)].us) for n in RULES)} |"
    yield ""
    yield "By the shipped rules, as groups of 80 staff get more and write in turn, a message each:"
    yield ""
    there = [number for number in GROUPS if in_groups(number) in curves]
    yield f"| groups | {' | '.join(f'{number:,}' for number in there)} |"
    yield f"|---|{'---|' * len(there)}"
    yield f"| reader off | {' | '.join(short(curves[in_groups(n)].us) for n in there)} |"
    yield ""
    yield (
        f"The registers of the {READY:,} groups that wrote last are kept ready. Where more take turns, every message "
        "works its own out again."
    )


def end_to_end(results: Results) -> Iterator[str]:
    if not results.served:
        return
    curves = results.curves
    yield "## One process, end to end"
    yield ""
    yield (
        "`schoolgate run` as it ships, reader on, in a process of its own, between a server on this machine that "
        "speaks the platform's protocol and a database on this disk. All messages are there at once. The figures hold "
        "all it takes, from the platform's library to the committed verdict and, of a flagged one, to the last notice."
    )
    yield ""
    yield "| messages | ms of processor a message | messages a second | requests to the platform a message |"
    yield "|---|---|---|---|"
    for one in results.served:
        for what, stream in (("talk", one.talk), ("flagged", one.flagged)):
            asked = stream.requests / stream.messages
            yield (
                f"| {one.platform}, {stream.messages} of {what} | {stream.milliseconds:.1f} | "
                f"{stream.per_second:,.0f} | {asked:.1f} |"
            )
    yield ""
    at_most = ", ".join(f"{one.megabytes:,.0f} MB on {one.platform}" for one in results.served)
    yield f"At the end the process used {at_most}. The server shares the machine's cores: more a second are possible."
    yield ""
    yield (
        "How many groups is that enough for? Say that every group has its busiest hour at once, with "
        f"{BUSIEST} messages, of which {FLAGGED:.0%} come to something:"
    )
    yield ""
    yield "| | " + " | ".join(one.platform for one in results.served) + " |"
    yield f"|---|{'---|' * len(results.served)}"
    for number in SERVED:
        shares = " | ".join(f"{processor_of(number, one):.1%}" for one in results.served)
        yield f"| of a core, {number:,} groups take | {shares} |"
    cold = max(0.0, curves[in_groups(GROUPS[-1])].us - curves[in_groups(GROUPS[-2])].us) / 1_000
    for what, enough in LIMITS.items():
        yield f"| {what} is enough for | {' | '.join(f'{_about(enough(one, cold))}' for one in results.served)} |"
    yield ""
    groups, what, platform = first(results.served, cold)
    yield f"What runs out first is {what}, on {platform}, at about {_about(groups)} groups."
    if "groups" in results.started:
        kept = READY * results.started["groups"] / 1_000
        yield (
            f"From {READY + 1:,} groups on a message costs up to {cold:.1f} ms more, to work its register out again; "
            f"that is reckoned in. Memory does not run out: the registers kept ready take {kept:.0f} MB at the most, "
            "however many groups there are. "
            "A second process with a token and a database of its own takes the next groups."
        )


def _about(number: int) -> str:
    """Two digits of it: the rest would be pretence."""
    return f"{float(f'{number:.2g}'):,.0f}"

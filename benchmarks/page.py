"""docs/benchmarks.md and its picture, from what was measured."""

from collections.abc import Iterator
from html import escape
from math import log10

from growth import end_to_end, growing
from names import ALT, BAD_WORDS, BETTER, DISCORD, OBSCENITY, TELEGRAM, UNIT
from results import Results, goals, short, spread
from rounds import Took, ratio

ROW, LEFT, WIDTH, TAIL = 22, 330, 760, 90
SVG = "http://www.w3.org/2000/svg"
TICKS = (1, 10, 100, 1_000, 10_000, 100_000)  # microseconds
OURS, THEIRS, FLOOR = "#2f6f4f", "#9a9a9a", "#5b7fb5"


def page(results: Results) -> str:
    parts = (
        _head(results),
        _hopes(results),
        _one_message(results),
        growing(results),
        _longest(results),
        _start(results),
        end_to_end(results),
    )
    written = ("\n".join(part) for part in parts)
    return "\n\n".join(part for part in written if part) + "\n"


def _head(results: Results) -> Iterator[str]:
    yield "# How fast it is"
    yield ""
    yield "<!-- Written by `make bench`; change benchmarks/page.py, not this file. -->"
    yield ""
    yield f"Measured on {results.machine}. {results.made}"
    yield ""
    yield (
        "All figures are processor time, not waiting time. In each round everything takes its turn, so that whatever "
        "else the machine does meets all alike: the microseconds are of the best round, the ratios are worked out "
        "within each round and shown as the middle one with the least and the most. Carrying a chat message costs a "
        "network tens of milliseconds; what stands here is what one processor core has to do for it."
    )
    yield ""
    yield "![Microseconds of processor time a message; each line is ten times the one before](benchmarks.svg)"


def _hopes(results: Results) -> Iterator[str]:
    yield "## What was hoped for"
    yield ""
    yield "| what | hoped for | found | met |"
    yield "|---|---|---|---|"
    missed: dict[str, list[str]] = {}
    for goal in goals(results):
        yield f"| {goal.what} | {goal.reach} | {goal.found} | {'yes' if goal.is_met else '**no**'} |"
        if not goal.is_met:
            missed.setdefault(goal.why, []).append(goal.what)
    if missed:
        yield ""
        yield "Where it was missed, and why:"
        yield ""
        yield from (f"- **{'; '.join(whats)}.** {why}" for why, whats in missed.items())


def _one_message(results: Results) -> Iterator[str]:
    took = results.took
    yield "## One message"
    yield ""
    yield "| what | µs a message | in passes of the automaton |"
    yield "|---|---|---|"
    yield from (f"| {each.name} | {short(each.us)} | {spread(ratio(each, took[UNIT]))} |" for each in took.values())
    yield ""
    yield (
        "A plain rulebook has one rule with a list of so many phrases and one of twenty regular expressions, "
        "beside the lists every rulebook knows people and sentences by. Every check reads for a register of 80 "
        "staff. The peers are asked whether a message holds a bad word; they do not ask whom it is about. The "
        "slow ones are asked about fewer messages than the others, the first of the same corpus. The whole path "
        "goes from a message to its committed verdict, with twenty messages of talk in memory; the commit waits "
        "for the disk as well, and only its processor time counts here."
    )


def _longest(results: Results) -> Iterator[str]:
    readers = list(results.worst)
    by_kind = {reader: {each.kind: each.milliseconds for each in dearest} for reader, dearest in results.worst.items()}
    yield "## The longest message a platform allows"
    yield ""
    yield "Milliseconds by the shipped rules for 4,096 characters; the best of a few rounds."
    yield ""
    yield f"| of what | {' | '.join(f'reader {reader}' for reader in readers)} |"
    yield f"|---|{'---|' * len(readers)}"
    for kind in by_kind[readers[0]]:
        yield f"| {kind} | {' | '.join(f'{by_kind[reader][kind]:.1f}' for reader in readers)} |"


def _start(results: Results) -> Iterator[str]:
    started = results.started
    yield "## Start and memory"
    yield ""
    yield (
        f"In a process of its own: {started['imports']:.1f} s for imports, {started['reader']:.2f} s for the learned "
        f"reader, {started['rules']:.1f} s for the shipped rules, once at the start and again when rules change."
    )
    if "groups" in started:
        yield (
            f"That process then uses {started['process']:.0f} MB; 1,000 groups of 80 staff add "
            f"{started['groups']:.0f} MB, {started['groups']:.0f} kB a group."
        )


def picture(results: Results) -> str:
    """Bars on a scale of powers of ten."""
    bars = list(results.took.values())
    height = ROW * (len(bars) + 1) + 8
    parts = [
        f'<svg xmlns="{SVG}" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for tick in TICKS:
        x = LEFT + _length(tick)
        parts.append(f'<path d="M{x:.0f} 4V{height - ROW}" stroke="#dddddd"/>')
        parts.append(f'<text x="{x:.0f}" y="{height - 8}" text-anchor="middle" fill="#555555">{tick:,} µs</text>')
    for place, bar in enumerate(bars):
        y, length = 6 + place * ROW, max(1.0, _length(bar.us))
        parts.append(f'<text x="{LEFT - 6}" y="{y + 13}" text-anchor="end">{escape(bar.name)}</text>')
        parts.append(f'<rect x="{LEFT}" y="{y}" width="{length:.0f}" height="{ROW - 5}" fill="{_colour(bar)}"/>')
        parts.append(f'<text x="{LEFT + length + 5:.0f}" y="{y + 13}" fill="#333333">{short(bar.us)}</text>')
    return "\n".join((*parts, "</svg>", ""))


def _length(us: float) -> float:
    """Half a microsecond is the left edge."""
    return max(0.0, (log10(us) + 0.3) / (log10(TICKS[-1]) + 0.3) * (WIDTH - LEFT - TAIL))


def _colour(bar: Took) -> str:
    if bar.name in {BETTER, ALT, OBSCENITY, BAD_WORDS}:
        return THEIRS
    return FLOOR if bar.name in {TELEGRAM, DISCORD, UNIT} else OURS

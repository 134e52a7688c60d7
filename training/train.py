"""`make train`: learns the reader from `data/training`, says how well it does, and writes `data/reader/model.npz`."""

import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import Progress

from bot.detectors.model import Sureness
from bot.detectors.traits import Words
from bot.finding import Level
from bot.rulebook.learned import MODEL, load_model, save_model

from cases import NONE, Case, known_words, read_cases
from fit import Examples, Weights, examples, fit, pack

EXPECTED = 40_000  # cases; only for the bar
FOLDS = 4
NEIGHBOURS = 20  # ids in a row that stay in one fold
MEANS = {Sureness.CAUTIOUS: 0.005, Sureness.NORMAL: 0.01, Sureness.KEEN: 0.014}
"""What each sureness means: how many of the harmless cases it would take for harmful."""
RATES = (0.005, 0.01, 0.014, 0.025, 0.04)
# The rules were written with these files at hand, which says nothing of what they would find elsewhere.
SEEN_BY_RULES = frozenset("examples context dialect disguise everyday lookalikes parents secondary short staff".split())
Shares = NDArray[np.float64]
Flags = NDArray[np.bool_]
console = Console(highlight=False, width=140)


def suspicion(odds: Shares, warmth: float = 1.0) -> Shares:
    top = np.maximum(0, (odds * warmth).max(axis=1))
    rest: Shares = np.exp(odds * warmth - top[:, None]).sum(axis=1)
    share: Shares = rest / (rest + np.exp(-top))
    return share


def folds_by_file(cases: Sequence[Case]) -> NDArray[np.int64]:
    """Whole files apart: the reader is asked about writers and schools it never met."""
    files = sorted({case.file for case in cases})
    return np.array([files.index(case.file) % FOLDS for case in cases])


def folds_by_neighbours(cases: Sequence[Case]) -> NDArray[np.int64]:
    return np.array([(case.number - 1) // NEIGHBOURS % FOLDS for case in cases])


def limit(found: Shares, is_harmless: Flags, rate: float) -> float:
    return float(np.quantile(found[is_harmless], 1 - rate))


class Training:
    def __init__(self, cases: list[Case], bar: Progress) -> None:
        self.cases, self.bar = cases, bar
        self.known: Examples = examples(cases, Words(known_words()))
        self.is_harmless: Flags = self.known.labels == NONE
        self.by_rules: Flags = np.array([case.by_rules is not Level.NONE for case in cases])
        self.unseen: Flags = np.array([case.file not in SEEN_BY_RULES for case in cases])

    def held_out(self, folds: NDArray[np.int64], what: str) -> tuple[tuple[str, ...], Shares]:
        """What is thought of every case by weights that never met its fold."""
        task = self.bar.add_task(what, total=FOLDS)
        found: Shares | None = None
        concerns: tuple[str, ...] = ()
        for fold in range(FOLDS):
            learned = fit(self.known, np.flatnonzero(folds != fold))
            inside, concerns = np.flatnonzero(folds == fold), learned.concerns
            found = np.zeros((len(self.cases), len(concerns))) if found is None else found
            found[inside] = learned.odds(self.known.rows[inside])
            self.bar.advance(task)
        if found is None:
            raise ValueError("there are no folds")
        return concerns, found

    def final(self) -> Weights:
        task = self.bar.add_task("Learning from all cases", total=1)
        learned = fit(self.known, np.arange(len(self.cases)))
        self.bar.advance(task)
        return learned

    def curve(self, folds: NDArray[np.int64]) -> list[tuple[int, float, float]]:
        rest, asked = np.flatnonzero(folds != 0), np.flatnonzero(folds == 0)
        order = np.random.default_rng(8).permutation(rest)
        shares, points = (0.25, 0.5, 1.0), []
        task = self.bar.add_task("Learning from fewer", total=len(shares))
        harmless = self.is_harmless[asked]
        for share in shares:
            some = np.sort(order[: int(share * len(order))])
            found = suspicion(fit(self.known, some).odds(self.known.rows[asked]))
            caught = [float((found[~harmless] > limit(found, harmless, rate)).mean()) for rate in (0.015, 0.04)]
            points.append((len(some), caught[0], caught[1]))
            self.bar.advance(task)
        return points


def warmth(odds: Shares, is_harmless: Flags) -> float:
    """By how much the odds must be stretched for the suspicion to be true as often as it says."""

    def loss(by: float) -> float:
        found = np.clip(suspicion(odds, by), 1e-6, 1 - 1e-6)
        return float(-np.log(np.where(is_harmless, 1 - found, found)).mean())

    return min((round(step * 0.05, 2) for step in range(8, 61)), key=loss)


def print_rates(title: str, found: Shares, training: Training, concerns: tuple[str, ...], odds: Shares) -> None:
    harmless, labels = training.is_harmless, training.known.labels
    likeliest = np.array(concerns)[odds.argmax(axis=1)]
    console.print(f"\n{title}")
    console.print(f"  {'caught, of false alarms':28}" + "".join(f"{rate:8.2%}" for rate in RATES) + "   right concern")
    for name in ("any", *concerns):
        those = ~harmless if name == "any" else labels == name
        caught = [those & (found > limit(found, harmless, rate)) for rate in RATES]
        right = float((likeliest[caught[-1]] == labels[caught[-1]]).mean())
        shares = "".join(f"{each.sum() / those.sum():8.1%}" for each in caught)
        console.print(f"  {f'{name} ({int(those.sum())})':28}{shares}   {right:.0%}")


def print_ablation(training: Training, found: Shares) -> None:
    for title, among in (("files the rules were written with", ~training.unseen), ("other files", training.unseen)):
        harmless, harmful = among & training.is_harmless, among & ~training.is_harmless
        console.print(f"\nRules and reader, {title}: caught, false alarms")

        def tell(name: str, flags: Flags, bad: Flags = harmful, good: Flags = harmless) -> None:
            console.print(f"  {name:34}{flags[bad].mean():8.1%}{flags[good].mean():8.1%}")

        tell("rules alone", training.by_rules)
        for sureness, rate in MEANS.items():
            flags = found > limit(found, training.is_harmless, rate)
            tell(f"reader alone, {sureness} ({rate:.2%})", flags)
            tell(f"both, {sureness}", flags | training.by_rules)


def print_calibration(found: Shares, is_harmless: Flags) -> None:
    console.print("\nCalibration: suspicion, cases, really harmful")
    for low in np.arange(0, 1, 0.1):
        inside = (found >= low) & (found < low + 0.1)
        if inside.any():
            console.print(f"  {low:.1f} to {low + 0.1:.1f}{int(inside.sum()):8}{(~is_harmless[inside]).mean():8.1%}")


def main() -> int:
    errors = Console(stderr=True)
    with Progress(console=errors) as bar:
        reading = bar.add_task("Reading the cases", total=EXPECTED)
        cases = list(read_cases(lambda done: bar.update(reading, completed=done)))
        training = Training(cases, bar)
        by_file = folds_by_file(cases)
        concerns, odds = training.held_out(by_file, "Asking about files left out")
        _, near = training.held_out(folds_by_neighbours(cases), "Asking about neighbours left out")
        points = training.curve(by_file)
        learned = training.final()
    by = warmth(odds, training.is_harmless)
    found = suspicion(odds, by)
    limits = {each: round(limit(found, training.is_harmless, rate), 6) for each, rate in MEANS.items()}
    save_model(pack(training.known, learned, by, limits), MODEL)
    load_model.cache_clear()
    load_model(MODEL)
    console.print(f"{len(cases)} cases, {len(learned.columns)} traits, stretched by {by}")
    print_rates("Files left out (another writer, another school)", found, training, concerns, odds)
    print_rates("Neighbours left out", suspicion(near, by), training, concerns, near)
    print_ablation(training, found)
    print_calibration(found, training.is_harmless)
    console.print("\nLearning curve: cases, caught at 1.5 % and at 4 % false alarms")
    for count, few, many in points:
        console.print(f"  {count:8}{few:8.1%}{many:8.1%}")
    console.print("\nSureness: suspicion from which it tells")
    for sureness, least in limits.items():
        console.print(f"  {sureness:10}{least:.4f}  ({MEANS[sureness]:.2%} of harmless cases)")
    console.print(f"\n{MODEL}: {MODEL.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())

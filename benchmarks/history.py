"""Change points of histories whose changes are known: what is found, where, and how fast.

Beside ``ruptures`` where that is installed, on the same histories in the same run: its optimal
partition (PELT, Killick and others, JASA 107, 2012) of the means, with a penalty in units of the
noise, and without the outliers, which are set aside for it. Both are tuned to the same rate of
false alarms.
"""

from __future__ import annotations

import argparse
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median
from typing import Final, NamedTuple

HOME: Final = Path(__file__).parent.parent
sys.path.insert(0, str(HOME))

from analysis.history.change_points import ALPHA, change_points  # noqa: E402
from analysis.history.changes import course  # noqa: E402
from analysis.history.outlying_nights import outlying_nights  # noqa: E402

NOISES: Final = (0.005, 0.01, 0.02, 0.03)
SIZES: Final = (0.01, 0.02, 0.05, 0.1)
EACH: Final = 15
"""Histories of each size and noise; with those without a step they are 300."""
OTHERS: Final = 20
NEAR: Final = 7
"""Nights from the step within which it counts as found."""
RATE: Final = 1.0
"""False alarms in 100 nights."""
MISSING: Final = 0.1
OUTLYING: Final = 0.02
Finder = Callable[[Sequence[float], float], list[int]]
"""Returns the change points; the number is the smaller, the more there are to be."""


class Known(NamedTuple):
    """A history: its values, and where its step is, None where it has none."""

    values: list[float]
    step: int | None
    size: float
    noise: float


def histories(seed: int = 18) -> dict[str, list[Known]]:
    """Return 300 histories: with a step, flat, with a drift, and flat with many outliers."""
    random = Random(seed)
    cells = [(size, noise) for size in SIZES for noise in NOISES]
    return {
        "step": [_step(random, size, noise) for size, noise in cells for _ in range(EACH)],
        "flat": [_step(random, 0.0, NOISES[n % 4]) for n in range(OTHERS)],
        "outliers": [_step(random, 0.0, NOISES[n % 4], 3 * OUTLYING) for n in range(OTHERS)],
        "drift": [_drift(random, NOISES[n % 4]) for n in range(OTHERS)],
    }


def _step(random: Random, size: float, noise: float, outlying: float = OUTLYING) -> Known:
    """A history of 120 to 300 nights, some of them missing, some of them bad."""
    nights = random.randint(120, 300)
    at = random.randint(20, nights - 20)
    size *= random.choice((-1, 1))
    values, step = [], 0
    for night in range(nights):
        if random.random() < MISSING:
            continue
        step += night < at
        bad = random.uniform(0.05, 0.4) if random.random() < outlying else 0.0
        level = 100 * (1 + size * (night >= at) + bad)
        values.append(level * (1 + random.gauss(0, noise)))
    return Known(values, step if size else None, abs(size), noise)


def _drift(random: Random, noise: float) -> Known:
    nights = random.randint(150, 300)
    start, length, size = nights // 4, nights // 2, 10 * noise
    values = [
        100 * (1 + size * min(max((night - start) / length, 0), 1)) * (1 + random.gauss(0, noise))
        for night in range(nights)
    ]
    return Known(values, None, size, noise)


def ours(values: Sequence[float], alpha: float) -> list[int]:
    """Return the change points of runcmp."""
    return _without_outliers(values, lambda usual: change_points(usual, alpha))


def theirs() -> Finder | None:
    """Return what finds those of ruptures, None where it is not installed."""
    try:
        import numpy as np
        import ruptures  # type: ignore[import-not-found]
    except ImportError:
        return None

    def found(values: Sequence[float], strictness: float) -> list[int]:
        def of_usual(usual: Sequence[float]) -> list[int]:
            steps = [abs(b - a) for a, b in pairwise(usual)]
            sigma = median(steps) / 0.6745 / math.sqrt(2)
            penalty = -math.log(strictness) * sigma**2 * math.log(len(usual))
            partition = ruptures.KernelCPD(kernel="linear", min_size=3).fit(np.array(usual))
            return [int(end) for end in partition.predict(pen=penalty)[:-1]]

        return _without_outliers(values, of_usual)

    return found


def _without_outliers(
    values: Sequence[float], find: Callable[[Sequence[float]], list[int]]
) -> list[int]:
    kept = [place for place, out in enumerate(outlying_nights(values)) if not out]
    return [kept[place] for place in find([values[place] for place in kept])]


def false_alarms(known: Sequence[Known], find: Finder, strictness: float) -> float:
    """Return how many change points in 100 nights are at no step."""
    alarms = 0
    for each in known:
        places = find(each.values, strictness)
        near = [p for p in places if each.step is not None and abs(p - each.step) <= NEAR]
        alarms += len(places) - min(len(near), 1)
    return 100 * alarms / sum(len(each.values) for each in known)


def tuned(known: Sequence[Known], find: Finder) -> float:
    """Return the strictness at which there are ``RATE`` false alarms in 100 nights."""
    low, high = -16.0, -0.2
    for _ in range(9):
        middle = (low + high) / 2
        if false_alarms(known, find, math.exp(middle)) > RATE:
            high = middle
        else:
            low = middle
    return math.exp(low)


def recall(known: Sequence[Known], find: Finder, strictness: float) -> Iterator[str]:
    """Yield a line for each size: recall and place error at each noise."""
    for size in SIZES:
        cells = []
        for noise in NOISES:
            group = [
                each for each in known if math.isclose(each.size, size) and each.noise == noise
            ]
            errors = []
            for each in group:
                near = [abs(p - (each.step or 0)) for p in find(each.values, strictness)]
                errors += [min(near)] if near and min(near) <= NEAR else []
            place = f"{sum(errors) / len(errors):.1f}" if errors else "-"
            cells.append(f"{len(errors) / len(group):>5.0%} {place:>4}")
        yield f"{size:>5.0%}  " + "  ".join(f"{cell:>12}" for cell in cells)


def quality() -> None:
    made = histories()
    alarmed = [*made["step"], *made["flat"], *made["outliers"]]
    nights = sum(len(each.values) for group in made.values() for each in group)
    print(f"{sum(map(len, made.values()))} histories, {nights:,} nights")
    peer = theirs()
    if peer is None:
        print("ruptures is not installed: pip install ruptures")
    for name, find in (("runcmp", ours), ("ruptures, PELT of means", peer)):
        if find is None:
            continue
        strictness = tuned(alarmed, find)
        rate = false_alarms(alarmed, find, strictness)
        print(f"\n{name}: recall and place error in nights at {rate:.2f} false alarms per 100")
        print("size   " + "  ".join(f"{f'noise {noise:.1%}':>12}" for noise in NOISES))
        for line in recall(made["step"], find, strictness):
            print(line)
    print(f"\nruncmp as it is (p < {ALPHA:g})")
    for line in recall(made["step"], ours, ALPHA):
        print(line)
    for name in ("flat", "outliers"):
        print(f"{name}: {false_alarms(made[name], ours, ALPHA):.3f} false alarms per 100 nights")
    kinds = [[change.kind for change in course(each.values).changes] for each in made["drift"]]
    drifts = sum(each == ["drift"] for each in kinds)
    print(f"drifts of ten times the noise: {drifts} of {len(kinds)} told as one drift")


def speed(benchmarks: int, nights: int) -> None:
    print(f"\n{'rows':>9}  {'s':>6}  {'CPU s':>6}  {'CPU µs per night':>16}")
    with tempfile.TemporaryDirectory() as folder:
        for part in (4, 2, 1):
            file = Path(folder) / "nightly.csv"
            rows = _write(file, benchmarks // part, nights)
            start, before = time.perf_counter(), _spent()
            command = [sys.executable, "-m", "runcmp", "history", str(file), "--format", "csv"]
            subprocess.run(command, check=True, cwd=HOME, stdout=subprocess.DEVNULL)
            spent = time.perf_counter() - start
            cpu = _spent() - before
            print(f"{rows:>9,}  {spent:>6.2f}  {cpu:>6.2f}  {cpu / rows * 1e6:>16.1f}")


def _spent() -> float:
    """Seconds of all cores that programs begun here took, whoever else uses the machine."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _write(file: Path, benchmarks: int, nights: int) -> int:
    random = Random(1)
    with file.open("w") as out:
        out.write("date,compiler,benchmark,nodes,seconds\n")
        for night in range(nights):
            day = date(2023, 1, 1) + timedelta(days=night)
            for number in range(benchmarks):
                step = 1.03 if night >= nights * (number % 7 + 1) // 9 else 1.0
                value = 100 * step * (1 + random.gauss(0, 0.01))
                out.write(f"{day},gcc {night // 300},code{number},4,{value:.3f}\n")
    return benchmarks * nights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speed", action="store_true", help="500 benchmarks of 1,000 nights, too")
    given = parser.parse_args()
    quality()
    if given.speed:
        speed(500, 1000)


if __name__ == "__main__":
    main()

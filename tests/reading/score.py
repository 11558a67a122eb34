"""How well runcmp reads: ``python -m tests.reading.score --draws 2000 --seed 1``."""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.reading.generator import Draw, draw
from tests.reading.judging import EXPLAINED, OUTCOMES, RIGHT, SILENT, WRONG, Verdict, judge
from tests.reading.plan import KINDS
from tests.reading.shown import Shown, show_files

ASKED = {"right": RIGHT, "explained": EXPLAINED, "silent": SILENT, "wrong": WRONG}


@dataclass(frozen=True, slots=True)
class Judged:
    """A draw with what was shown of it and the verdict."""

    draw: Draw
    shown: Shown
    verdict: Verdict


def judged(number: int, seed: int) -> Judged:
    """Draw, show and judge."""
    drawn = draw(number, seed)
    try:
        shown = show_files(drawn.files)
    except Exception as error:
        shown = Shown((), (), f"failed: {type(error).__name__}: {error}")
    return Judged(drawn, shown, judge(drawn, shown))


def score(draws: int, seed: int, kind: str | None = None) -> Iterator[Judged]:
    """Judge the draws of a seed, of one kind of layout if it is named."""
    names = list(KINDS)
    for number in range(draws):
        if kind is None or names[(number + seed) % len(names)] == kind:
            yield judged(number, seed)


def table(results: Sequence[Judged]) -> str:
    """Return the counts of each outcome for each kind of layout."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for each in results:
        counts[each.draw.kind][each.verdict.outcome] += 1
    wide = max(map(len, counts), default=0)
    lines = [f"{'':{wide}}  right  reason  silent  WRONG   right"]
    for name, found in counts.items():
        lines.append(_line(f"{name:{wide}}", found))
    total = sum(counts.values(), Counter[str]())
    lines.append(_line(f"{'all':{wide}}", total))
    shares = (f"{100 * total[each] / max(1, total.total()):.1f} % {each}" for each in OUTCOMES)
    return "\n".join([*lines, "", " · ".join(shares)])


def _line(name: str, found: Counter[str]) -> str:
    right, reason, silent, wrong = (found[each] for each in OUTCOMES)
    share = 100 * right / max(1, found.total())
    return f"{name}  {right:5}  {reason:6}  {silent:6}  {wrong:5}  {share:4.0f} %"


def causes(results: Sequence[Judged]) -> str:
    """Return the causes behind the outcomes, the most frequent first, each with two draws."""
    found: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for each in results:
        for cause in each.verdict.causes:
            found[each.verdict.outcome, cause].append(each)
        for remark in each.verdict.remarks:
            found[each.verdict.outcome, remark].append(each)
    ordered = sorted(found.items(), key=lambda item: (OUTCOMES.index(item[0][0]), -len(item[1])))
    lines = []
    for (outcome, cause), members in reversed(ordered):
        examples = ", ".join(f"{each.draw.number} ({each.draw.kind})" for each in members[:3])
        lines.append(f"{len(members):5}  {outcome}: {cause}; such as {examples}")
    return "\n".join(lines)


def portrait(each: Judged) -> str:
    """Return one draw in full: its files, what is to be read and what was shown."""
    drawn = each.draw
    lines = [f"draw {drawn.number} of seed {drawn.seed}: {drawn.kind}: {each.verdict.outcome}"]
    lines += [f"  {cause}" for cause in (*each.verdict.causes, *each.verdict.remarks)]
    lines.append(f"  {drawn.plan}")
    for name, text in drawn.files.items():
        lines += [f"--- {name}", text.rstrip()]
    lines.append("--- to be read: count, value, efficiency, words")
    for point in drawn.readings[0]:
        share = "-" if point.efficiency is None else f"{100 * point.efficiency:.1f} %"
        lines.append(f"{point.total:6}  {point.value}  {share}  {' '.join(point.words)}")
    lines.append("--- shown: count, n, value, efficiency, relative to, metric, text")
    for row in each.shown.rows:
        share = "-" if row.efficiency is None else f"{100 * row.efficiency:.1f} %"
        share = "baseline" if row.is_baseline else share
        start = "" if row.start is None else row.start
        lines.append(
            f"{row.count}  {row.n}  {row.value}  {share}  {start}  {row.metric}  {row.text}"
        )
    lines += [f"note: {note}" for note in each.shown.notes]
    if each.shown.error:
        lines.append(f"error: {each.shown.error}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the score, or single draws."""
    options = _options()
    if options.only is not None:
        print(portrait(judged(options.only, options.seed)))
        return
    results = list(score(options.draws, options.seed, options.kind))
    print(table(results))
    print()
    print(causes(results))
    if options.show:
        outcome, number = ASKED[options.show[0]], int(options.show[1])
        for each in [each for each in results if each.verdict.outcome == outcome][:number]:
            print()
            print(portrait(each))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of one draw, shown in full")
    parser.add_argument("--kind", choices=list(KINDS), help="draws of one kind of layout")
    parser.add_argument("--show", nargs=2, metavar=("OUTCOME", "N"), help="wrong 3, silent 2, ...")
    return parser.parse_args()


if __name__ == "__main__":
    main()

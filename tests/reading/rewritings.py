"""Whether runcmp reads rewritten tables alike: ``python -m tests.reading.rewritings PATH ...``."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.reading.rewriting.alike import OUTCOMES, SAME, Comparison, compared
from tests.reading.rewriting.all_rewritings import NAMES, rewritten
from tests.reading.rewriting.containers import Files, csv_file
from tests.reading.rewriting.rewritten_sheet import Sheet, sheets_in
from tests.reading.shown import Shown, show_files


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A sheet that was rewritten, with what was shown of it before and after."""

    sheet: Sheet
    name: str
    before: Files
    after: Files
    shown: tuple[Shown, Shown]
    comparison: Comparison


def chosen(paths: Sequence[Path], number: int | None, seed: int) -> list[Sheet]:
    """Return tables of the paths that are read, each once, as many as asked for by the seed."""
    sheets = {each.rows: each for path in paths for each in sheets_in(path)}
    order = list(sheets.values())
    Random(seed).shuffle(order)
    found: list[Sheet] = []
    for sheet in order:
        if number is not None and len(found) >= number:
            break
        if show_files(csv_file(sheet)).rows:
            found.append(sheet)
    return found


def rewritings(sheets: Sequence[Sheet], names: Sequence[str], seed: int) -> Iterator[Rewriting]:
    """Rewrite each sheet in each way that can be done to it, and compare what is shown."""
    for sheet in sheets:
        held: dict[tuple[tuple[str, str | bytes], ...], Shown] = {}
        for name in names:
            pair = rewritten(sheet, name, seed)
            if pair is None:
                continue
            before, after = pair
            key = tuple(before.items())
            held[key] = held.get(key) or show_files(before)
            shown = held[key], show_files(after)
            yield Rewriting(sheet, name, before, after, shown, compared(*shown))


def counted(results: Sequence[Rewriting]) -> str:
    """Return the counts of each outcome for each rewriting."""
    counts: dict[str, Counter[str]] = {}
    for each in results:
        counts.setdefault(each.name, Counter())[each.comparison.outcome] += 1
    wide = max(map(len, counts), default=3)
    lines = [" " * wide + "".join(f"{outcome:>18}" for outcome in OUTCOMES)]
    for name, found in [*counts.items(), ("all", sum(counts.values(), Counter()))]:
        lines.append(f"{name:{wide}}" + "".join(f"{found[outcome]:18}" for outcome in OUTCOMES))
    return "\n".join(lines)


def portrait(each: Rewriting) -> str:
    """Return one rewriting in full: both files, what was shown of both, and what differs."""
    lines = [f"=== {each.name}: {each.comparison.outcome}: {each.sheet.source}"]
    lines.append(f"    {each.comparison.difference}")
    for files, shown in zip((each.before, each.after), each.shown, strict=True):
        for name, text in files.items():
            lines.append(f"--- {name}")
            lines.append(text.rstrip() if isinstance(text, str) else f"{len(text)} bytes")
        for row in shown.rows[:12]:
            share = "-" if row.efficiency is None else f"{100 * row.efficiency:.1f} %"
            share = "baseline" if row.is_baseline else share
            lines.append(
                f"  {row.count}  n={row.n}  {row.value} {row.unit}  {share}  {row.metric}  "
                f"{row.scaling}  {row.text[:80]}"
            )
        lines += [f"  note: {note}" for note in shown.notes]
        lines += [f"  error: {shown.error}"] if shown.error else []
    return "\n".join(lines)


def main() -> None:
    """Print how often each rewriting was read alike, and those that were not."""
    options = _options()
    sheets = chosen(options.paths, options.sheets, options.seed)
    names = [name for name in NAMES if options.only in (None, name)]
    results = list(rewritings(sheets, names, options.seed))
    print(f"{len(sheets)} tables, seed {options.seed}\n")
    print(counted(results))
    for each in results:
        asked = options.show if options.show is not None else ()
        if each.comparison.outcome != SAME and any(
            each.comparison.outcome.startswith(word) for word in asked
        ):
            print()
            print(portrait(each))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, help="files, or folders of files")
    parser.add_argument("--sheets", type=int, help="how many of their tables; all by default")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=NAMES, help="one rewriting")
    parser.add_argument("--show", nargs="*", help="outcomes to show in full: DIFFERENT, more ...")
    return parser.parse_args()


if __name__ == "__main__":
    main()

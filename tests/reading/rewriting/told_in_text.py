"""A study of one quantity told in names of files, printed lines and sentences."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from random import Random
from typing import Final

from tests.reading.rewriting.containers import Files
from tests.reading.rewriting.narrowed_sheet import Point, Study, study_of
from tests.reading.rewriting.rewritten_sheet import Sheet


def counts_in_names(sheet: Sheet, rng: Random) -> Files | None:
    """Return a table for each count, which stands in the name of its file or folder alone."""
    study = study_of(sheet)
    form = rng.choice(("run_{n}{noun}.csv", "{noun}_{n}.csv", "{n}_{noun}/results.csv"))
    rows = defaultdict(list)
    for point in study.points:
        rows[point.count].append([point.name, point.value] if point.name else [point.value])
    headings = [*sheet.headings[:-2], sheet.headings[-1]]
    if any("," in cell for row in (headings, *sheet.rows) for cell in row):
        return None
    return {
        form.format(n=count, noun=study.noun): _lines(map(",".join, (headings, *found)))
        for count, found in rows.items()
    }


def run_logs(sheet: Sheet, rng: Random) -> Files | None:
    """Return a log for each run, its name and count in the name of the file."""
    study = study_of(sheet)
    label = rng.choice(("{} = {} {}", "{}: {} {}"))
    return {_log(study, point): _lines([_printed(study, point, label)]) for point in study.points}


def grepped(sheet: Sheet, _: Random) -> Files | None:
    """Return what grep finds in those logs."""
    study = study_of(sheet)
    lines = (f"{_log(study, each)}:{_printed(study, each, '{}: {} {}')}" for each in study.points)
    return {"times.txt": _lines(lines)}


def tailed(sheet: Sheet, _: Random) -> Files | None:
    """Return what tail prints of those logs."""
    study = study_of(sheet)
    blocks = (
        f"==> {_log(study, each)} <==\n{_printed(study, each, '{}: {} {}')}\n"
        for each in study.points
    )
    return {"times.txt": _lines(blocks)}


def echoed(sheet: Sheet, _: Random) -> Files | None:
    """Return what a loop prints that says what it runs and then runs it."""
    study = study_of(sheet)
    lines = (
        f"Running {each.name or 'benchmark'} on {study.counted(each.count)}\n"
        f"{_printed(study, each, '{}: {} {}')}"
        for each in study.points
    )
    return {"output.txt": _lines(lines)}


def sentences(sheet: Sheet, rng: Random) -> Files | None:
    """Return a list of sentences, one for each run."""
    study = study_of(sheet)
    is_time = study.measured.seconds is not None
    forms = (
        *(("{name}: {n}: {v}", "{n}: {v}"), ("{name} on {n}: {v}", "{n} took {v}")),
        *([("{name} took {v} on {n}", "On {n} it took {v}")] if is_time else []),
    )
    named, plain = rng.choice(forms)
    mark = rng.choice(("- ", "* ", ""))
    texts = (
        mark
        + (named if each.name else plain).format(
            name=each.name, n=study.counted(each.count), v=f"{each.value} {study.measured.unit}"
        )
        for each in study.points
    )
    return {"NOTES.md" if mark else "notes.txt": _lines(texts)}


def objects_by_counts(sheet: Sheet, _: Random) -> Files | None:
    """Return results as values of their counts, these as values of the names."""
    study = study_of(sheet)
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for point in study.points:
        found[point.name][point.count] = float(point.value)
    if "" in found or any(len(results) < 3 for results in found.values()):
        return None
    whole = {"unit": study.measured.unit, study.noun: found}
    return {"results.json": json.dumps(whole, indent=1)}


def arrays(sheet: Sheet, rng: Random) -> Files | None:
    """Return a script that plots what it holds in arrays, one for each name."""
    study = study_of(sheet)
    counts = list(dict.fromkeys(each.count for each in study.points))
    key = f"{study.measured.name}_{study.measured.unit}".replace(" ", "_").replace("/", "_per_")
    groups = defaultdict(list)
    for point in study.points:
        groups[f"{point.name}_{key}".replace("-", "_") if point.name else key].append(point.value)
    if any(len(group) != len(counts) for group in groups.values()):
        return None
    form = rng.choice(("{} = [{}]", "{} = np.array([{}])"))
    lines = [form.format(study.noun.split()[-1].strip("#"), ", ".join(counts))]
    lines += [form.format(name, ", ".join(values)) for name, values in groups.items()]
    return {"plot.py": _lines(["import numpy as np", "", *lines])}


def gnuplot_blocks(sheet: Sheet, _: Random) -> Files | None:
    """Return a data set for each name, headings in comments, two blank lines between."""
    study = study_of(sheet)
    heading = "# " + "  ".join(each.replace(" ", "_") for each in sheet.headings[-2:])
    blocks: dict[str, list[str]] = defaultdict(list)
    for point in study.points:
        blocks[point.name].append(f"{point.count}  {point.value}")
    parts = [
        "\n".join([*([f"# {name}"] if name else []), heading, *rows])
        for name, rows in blocks.items()
    ]
    return {"results.dat": "\n\n\n".join(parts) + "\n"}


def unit_in_a_sentence(sheet: Sheet, rng: Random) -> Files | None:
    """Return a table of times whose unit is told in the sentence above it."""
    study = study_of(sheet)
    if study.measured.seconds is None:
        return None
    name, unit = study.measured.name, study.measured.unit
    said = rng.choice(
        (
            "{name} in {unit}, measured on 3 days.",
            "All values in {unit}.",
            "{name} [{unit}]",
            "Unit: {unit}",
        )
    ).format(name=name.capitalize().replace("_", " "), unit=unit)
    table = sheet.rewritten((*sheet.headings[:-1], name))
    text = "".join(f"| {' | '.join(row)} |\n" for row in table.rows)
    head = f"| {' | '.join(table.headings)} |\n|{'---|' * len(table.headings)}\n"
    return {"README.md": f"# Results\n\n{said}\n\n{head}{text}"}


def transposed(sheet: Sheet, _: Random) -> Files | None:
    """Return a row for each heading and a column for each row."""
    if len(sheet.rows) > 12 or any("," in cell for row in sheet.rows for cell in row):
        return None
    columns = zip(sheet.headings, *sheet.rows, strict=True)
    return {"results.csv": _lines(map(",".join, columns))}


TOLD: Final[dict[str, Callable[[Sheet, Random], Files | None]]] = {
    "counts in file names": counts_in_names,
    "a log each": run_logs,
    "grep": grepped,
    "tail": tailed,
    "echoed by a loop": echoed,
    "sentences": sentences,
    "objects by counts": objects_by_counts,
    "arrays": arrays,
    "gnuplot": gnuplot_blocks,
    "unit in a sentence": unit_in_a_sentence,
    "transposed": transposed,
}


def _log(study: Study, point: Point) -> str:
    name = f"{point.name.replace(' ', '-')}_" if point.name else "run_"
    return f"{name}{point.count}{study.noun}.log"


def _printed(study: Study, point: Point, form: str) -> str:
    name = study.measured.name.replace("_", " ")
    return form.format(name, point.value, study.measured.unit)


def _lines(lines: Iterator[str] | list[str] | map[str]) -> str:
    return "".join(f"{line}\n" for line in lines)

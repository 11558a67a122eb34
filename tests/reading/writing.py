"""Writes a study down: the files of a document under a plan."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final

from tests.reading.columns import Columns
from tests.reading.documents.delimited import delimited
from tests.reading.documents.logs import log_form, log_text
from tests.reading.documents.markdown import markdown
from tests.reading.documents.objects import json_lines, json_text
from tests.reading.documents.text import gnuplot, text_blocks
from tests.reading.layouts import IN_FILES, speller
from tests.reading.plan import Plan
from tests.reading.table import Block, Table
from tests.reading.titles import shown_name, title_of
from tests.reading.truth import Series, Study

ENDINGS: Final = {
    "csv": ".csv",
    "tsv": ".tsv",
    "semicolon": ".csv",
    "psv": ".psv",
    "markdown": ".md",
    "text": ".txt",
    "gnuplot": ".dat",
    "json": ".json",
    "jsonl": ".jsonl",
    "log": ".log",
}
STEMS: Final = ("results", "benchmark", "scaling", "timings", "data", "bench_out", "perf")


def write(study: Study, plan: Plan, rng: Random) -> tuple[dict[str, str], list[Study]]:
    """Return the files, name -> text, and other readings that are right, too."""
    columns = Columns(study, plan, rng)
    if plan.counts == "files":
        return _by_count(study, plan, columns, rng), columns.alternatives
    if plan.naming == "files":
        return _by_series(study, plan, columns, rng), columns.alternatives
    blocks = _blocks(study, plan, columns, rng)
    return {_file_name(study, plan, rng): text_of(blocks, plan)}, columns.alternatives


def text_of(blocks: Sequence[Block], plan: Plan) -> str:
    """Return the text of a file with these blocks."""
    container, style, thousands = plan.container, plan.style, plan.thousands
    if container == "markdown":
        return markdown(blocks, style, thousands)
    if container == "text":
        return text_blocks(blocks, thousands)
    if container == "gnuplot":
        return gnuplot(blocks, style != "unnamed", thousands)
    if container == "json":
        return json_text(blocks, style)
    if container == "jsonl":
        return json_lines(blocks)
    return delimited(blocks, container, style, thousands)


def _blocks(study: Study, plan: Plan, columns: Columns, rng: Random) -> list[Block]:
    if plan.naming.startswith("wide"):
        wide = columns.wide_counts if plan.naming == "wide counts" else columns.wide_codes
        table, quantity = wide()
        return [Block(quantity, table)]
    if plan.naming != "sections":
        title = title_of(study.series[0], study, plan, rng) if plan.told == "title" else ""
        return [Block(title, columns.table(study.series))]
    return [_section(series, study, plan, columns, rng) for series in study.series]


def _section(series: Series, study: Study, plan: Plan, columns: Columns, rng: Random) -> Block:
    title = shown_name(title_of(series, study, plan, rng), rng)
    return Block(title, columns.table([series]))


def _file_name(study: Study, plan: Plan, rng: Random) -> str:
    stem = rng.choice(STEMS)
    if plan.container == "markdown" and plan.told != "file name":
        stem = rng.choice(("README", "benchmarks", "results"))
    if plan.told == "file name":
        law = study.series[0].law
        stem = rng.choice(("{}_scaling", "results_{}", "{}-scaling", "{}")).format(law)
    return stem + ENDINGS[plan.container]


def _by_series(study: Study, plan: Plan, columns: Columns, rng: Random) -> dict[str, str]:
    """Return a file for each series, named after it."""
    form = rng.choice(("{}", "results_{}", "{}_bench"))
    ending = ENDINGS[plan.container]
    files = {}
    for series in study.series:
        name = "_".join(value for _, value in series.factors)
        if plan.law == "both":
            name = f"{series.law}_scaling"
        text = text_of([Block("", columns.table([series]))], plan)
        files[form.format(name) + ending] = text
    return files


def _by_count(study: Study, plan: Plan, columns: Columns, rng: Random) -> dict[str, str]:
    """Return a file for each count, which only its name or its folder tells."""
    spell = speller(IN_FILES, study.scale, rng)
    layouts = dict.fromkeys(point.layout for each in study.series for point in each.points)
    inner = rng.choice(("result", "results", "out"))
    form = log_form(study, rng)
    files = {}
    for layout in layouts:
        ending = ".log" if plan.style == "log" else ENDINGS[plan.container]
        name = spell(layout) + (f"/{inner}" if plan.style == "folder" else "") + ending
        if plan.container == "log":
            files[name] = _log(study, layout, form)
        else:
            table = columns.table(study.series, [layout])
            files[name] = text_of([Block("", _filled(table))], plan)
    return files


def _log(study: Study, layout: tuple[int, ...], form: str) -> str:
    point = next(point for point in study.series[0].points if point.layout == layout)
    return log_text(f"{point.samples[0]:.{study.decimals}f}", form)


def _filled(table: Table) -> Table:
    """Return the table as it is; one column alone is no table, so a name is put beside it."""
    if len(table.headings) > 1:
        return table
    return Table(("case", *table.headings), tuple(("main", *row) for row in table.rows))

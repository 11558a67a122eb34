"""A plan: how a study is to be drawn and written, and the named kinds of layout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final

DELIMITED: Final = ("csv", "tsv", "semicolon", "psv")
TEXTUAL: Final = (*DELIMITED, "markdown", "text")
OBJECTS: Final = ("json", "jsonl")
TIMES: Final = ("seconds", "seconds", "seconds", "milliseconds", "minutes", "clock")
RATES: Final = ("images", "samples", "tokens", "gflops", "ns per day", "mlups", "steps")
PER_DEVICE: Final = ("tokens per GPU", "tflops per GPU", "images per GPU")
ONE_LEVEL: Final = ("nodes", "gpus", "ranks", "threads", "cores", "gpus", "nodes", "workers")
PRODUCTS: Final = ("nodes_gpus", "nodes_ranks", "ranks_threads", "nodes_ranks_threads")


@dataclass(frozen=True, slots=True)
class Plan:
    """The choices behind a document.

    ``naming``: what tells series apart: ``single`` (there is one), ``column``, ``sections``,
    ``files``, ``wide counts``, ``wide codes``.
    ``style``: how sections are titled. ``counts``: where the counts stand: ``columns``, one
    ``cell``, ``names`` of runs or ``files``. ``told``: what says strong or weak.
    """

    kind: str
    container: str = "csv"
    naming: str = "single"
    style: str = ""
    counts: str = "columns"
    scale: str = "nodes"
    quantity: str = "seconds"
    law: str = "strong"
    told: str = "nothing"
    repeats: str = "none"
    extras: int = 0
    failures: float = 0.0
    thousands: str = ""
    starts: str = "same"
    parts: str = ""
    factors: tuple[str, ...] = ()
    special: str = ""


Choices = dict[str, Any]


def draw_plan(kind: str, rng: Random) -> Plan:
    """Return a plan of the kind; whatever the kind leaves open is drawn."""
    plan = replace(_common(kind, rng), **KINDS[kind](rng))
    return _settled(plan, rng)


def _common(kind: str, rng: Random) -> Plan:
    """Draw what people mostly do."""
    naming = rng.choice(("single", "column", "column"))
    quantity = rng.choice(TIMES if rng.random() < 0.5 else RATES)
    return Plan(
        kind,
        container=rng.choice(("csv", "csv", "tsv", "semicolon", "psv", "markdown", "text", "json")),
        naming=naming,
        scale=rng.choice(ONE_LEVEL if rng.random() < 0.75 else PRODUCTS),
        quantity=quantity,
        repeats=rng.choice(("none", "none", "none", "rows", "trial", "columns")),
        extras=rng.choice((0, 0, 0, 1, 2, 3)),
        failures=rng.choice((0.0, 0.0, 0.0, 0.15)),
        starts=rng.choice(("same", "same", "same", "differ")),
    )


def _settled(plan: Plan, rng: Random) -> Plan:
    """Return the plan without choices that cannot go together."""
    if plan.quantity in PER_DEVICE and "gpus" not in plan.scale:
        plan = replace(plan, scale="gpus")
    if plan.container in ("gnuplot", "text") and plan.repeats in ("plus minus", "list"):
        plan = replace(plan, repeats="rows")
    if plan.repeats == "list" and plan.container not in OBJECTS:
        plan = replace(plan, repeats="rows")
    if plan.naming.startswith("wide"):
        plan = replace(plan, repeats="none", extras=0, counts="columns", starts="same")
    if plan.quantity == "clock" and plan.repeats in ("columns", "summary", "mean", "plus minus"):
        plan = replace(plan, quantity="seconds")
    if plan.special == "summary table" and plan.quantity == "clock":
        plan = replace(plan, quantity="seconds")
    if plan.quantity == "clock" and plan.naming.startswith("wide"):
        plan = replace(plan, quantity="seconds")
    if plan.thousands and plan.container == "semicolon":
        plan = replace(plan, container="csv")
    if plan.told == "per device" and plan.scale not in ("gpus", "ranks", "cores", "nodes"):
        plan = replace(plan, scale=rng.choice(("gpus", "ranks", "cores", "nodes")))
    if plan.naming == "column" and plan.told == "title" and plan.law == "both":
        plan = replace(plan, told="column")
    return plan


def _section(container: str, style: str) -> Callable[[Random], Choices]:
    def choose(_: Random) -> Choices:
        return {"container": container, "naming": "sections", "style": style}

    return choose


def _fixed(**choices: Any) -> Callable[[Random], Choices]:
    def choose(rng: Random) -> Choices:
        return {
            name: rng.choice(value) if isinstance(value, tuple) and name != "factors" else value
            for name, value in choices.items()
        }

    return choose


def _weak(told: str, **choices: Any) -> Callable[[Random], Choices]:
    return _fixed(law=("weak", "weak", "strong"), told=told, quantity=TIMES[:5], **choices)


KINDS: Final[dict[str, Callable[[Random], Choices]]] = {
    "csv": _fixed(container="csv"),
    "tsv": _fixed(container="tsv"),
    "semicolons, decimal commas": _fixed(container="semicolon"),
    "psv": _fixed(container="psv"),
    "markdown table": _fixed(container="markdown"),
    "aligned text": _fixed(container="text"),
    "json records": _fixed(container="json", style="records"),
    "json nested per code": _fixed(container="json", naming="sections", style=("nested", "groups")),
    "json of columns": _fixed(container="json", style="columns", naming="single", repeats="none"),
    "json lines": _fixed(container="jsonl"),
    "headings of one level": _section("markdown", "same"),
    "headings of deeper levels": _section("markdown", "deeper"),
    "two headings of one level": _section("markdown", "double"),
    "bold captions": _section("markdown", "bold"),
    "paragraphs of one word": _section("markdown", "paragraph"),
    "list items": _section("markdown", "list"),
    "stray code fence": _section("markdown", "fence"),
    "text blocks under a line": _section("text", "line"),
    "gnuplot blocks": _section("gnuplot", "comment"),
    "gnuplot blocks without names": _fixed(
        container="gnuplot", naming="sections", style="unnamed", starts="same"
    ),
    "csv with headings again": _fixed(
        container=("csv", "tsv", "csv"), naming="sections", style="again"
    ),
    "csv blocks under comments": _fixed(
        container=("csv", "semicolon", "csv"), naming="sections", style="comment"
    ),
    "counts as headings": _fixed(
        container=("csv", "markdown", "text"), naming="wide counts", scale=ONE_LEVEL
    ),
    "codes as headings": _fixed(
        container=("csv", "markdown", "tsv", "text"), naming="wide codes", scale=ONE_LEVEL
    ),
    "a file per count": _fixed(
        container=("csv", "tsv", "text"),
        counts="files",
        style="file",
        scale=ONE_LEVEL,
        naming="single",
    ),
    "a folder per count": _fixed(
        container=("csv", "csv", "tsv"), counts="files", style="folder", scale=ONE_LEVEL
    ),
    "a log per count": _fixed(
        container="text", counts="files", style="log", scale=ONE_LEVEL, naming="single"
    ),
    "a log of words per count": _fixed(
        container="log",
        counts="files",
        style="log",
        naming="single",
        repeats="none",
        scale=ONE_LEVEL,
        extras=0,
        failures=0.0,
        quantity=("seconds", "images", "tokens", "gflops"),
    ),
    "lines of a loop": _fixed(
        container="lines",
        style=("plain", "stamp"),
        scale=ONE_LEVEL,
        quantity=("seconds", "milliseconds"),
        repeats=("none", "rows"),
        failures=0.0,
        extras=0,
    ),
    "paragraphs of a loop": _fixed(
        container="paragraphs",
        style=("equals", "colon", "tab", "blanks"),
        scale=ONE_LEVEL,
        quantity=("seconds", "milliseconds", "images", "gflops"),
        repeats=("none", "rows", "trial"),
        failures=0.0,
        extras=0,
    ),
    "a file per repeat": _fixed(
        special="repeat files",
        container=("csv", "tsv"),
        repeats="trial",
        naming=("single", "column"),
        starts="same",
        failures=0.0,
        extras=0,
    ),
    "iterations that differ": _fixed(special="passes", repeats=("none", "rows", "trial")),
    "a file per series": _fixed(container=("csv", "tsv", "semicolon"), naming="files"),
    "counts in names": _fixed(
        counts="names",
        scale=(*ONE_LEVEL[:5], "nodes_gpus", "ranks_threads"),
        thousands="",
        container=("csv", "markdown", "json", "tsv"),
    ),
    "counts in a cell": _fixed(
        counts="cell",
        scale=("gpus", "workers", "nodes_gpus", "ranks_threads", "nodes"),
        container=("csv", "markdown", "json", "tsv"),
    ),
    "repeats as rows": _fixed(repeats="rows"),
    "repeats numbered": _fixed(repeats="trial"),
    "repeats as columns": _fixed(repeats="columns"),
    "repeats and their mean": _fixed(repeats="summary"),
    "means and deviations": _fixed(repeats=("mean", "plus minus", "median")),
    "repeats as a list": _fixed(repeats="list", container=OBJECTS),
    "nodes and GPUs per node": _fixed(scale="nodes_gpus"),
    "nodes, tasks and threads": _fixed(scale=("nodes_ranks_threads", "nodes_mpi_omp")),
    "ranks and threads": _fixed(scale="ranks_threads"),
    "constant count per node": _fixed(scale=("nodes_threads", "nodes_mpi", "nodes_ranks")),
    "nodes and a total": _fixed(
        scale=("nodes_then_gpus", "nodes_then_cores", "nodes_then_threads")
    ),
    "GPUs beside ranks and threads": _fixed(scale="gpus_ranks_threads"),
    "process grid": _fixed(scale="grid", quantity=("gflops", "seconds")),
    "strong or weak in a column": _weak("column"),
    "strong or weak in a title": _weak("title", container=("markdown", "csv", "text")),
    "strong or weak in a file name": _weak("file name"),
    "strong and weak in a column": _fixed(
        law="both", told="column", quantity=TIMES[:5], naming="column", starts="same"
    ),
    "strong and weak under titles": _fixed(
        law="both",
        told="title",
        quantity=TIMES[:5],
        naming="sections",
        starts="same",
        container="markdown",
        style=("same", "deeper", "bold"),
    ),
    "strong and weak in blocks": _fixed(
        law="both",
        told="title",
        quantity=TIMES[:5],
        naming="sections",
        starts="same",
        container=("csv", "text", "gnuplot"),
        style="comment",
    ),
    "strong and weak in files": _fixed(
        law="both",
        told="title",
        quantity=TIMES[:5],
        naming="files",
        starts="same",
        container=("csv", "tsv"),
    ),
    "a size": _weak("size"),
    "nx, ny, nz": _weak("nxyz"),
    "a grid in a cell": _weak("grid"),
    "a size per device": _weak("per device"),
    "global batch": _fixed(
        law=("weak", "strong"), told="global batch", quantity="step seconds", scale="gpus"
    ),
    "flat times, nothing said": _fixed(law="flat", quantity=TIMES[:5], failures=0.0),
    "size neither constant nor per device": _fixed(law="neither", told="size", quantity=TIMES[:5]),
    "ids": _fixed(special="ids", container=TEXTUAL),
    "one total on more nodes": _fixed(special="placement", container=TEXTUAL, naming="single"),
    "a row without GPUs": _fixed(
        special="zero",
        scale="gpus",
        naming="single",
        told="nothing",
        starts="same",
        failures=0.0,
        repeats=("none", "rows"),
    ),
    "failures": _fixed(failures=0.3),
    "accounting of jobs": _fixed(
        special="accounting",
        scale=("nodes_ranks_threads", "nodes", "ranks"),
        quantity="clock",
        container=("psv", "text", "csv"),
        failures=0.25,
        extras=0,
        repeats="none",
        naming="single",
    ),
    "rates per device": _fixed(quantity=PER_DEVICE, scale=("gpus", "nodes_gpus")),
    "times in parts": _fixed(
        parts=("solver", "user"), quantity="seconds", repeats=("none", "none", "rows"), extras=0
    ),
    "iterations and residuals": _fixed(
        parts="residual", quantity="seconds", scale=("ranks", "cores", "nodes", "gpus"), extras=0
    ),
    "stated speed-up and efficiency": _fixed(special="stated", repeats="none"),
    "thousands": _fixed(
        thousands=("comma", "k"), scale=("cores", "ranks", "gpus"), counts="columns"
    ),
    "series that start at other counts": _fixed(starts="differ", naming="column"),
    "hosts and jobs": _fixed(special="hosts", extras=2),
    "kinds of hosts": _fixed(
        special="host kinds", scale=("threads", "gpus"), naming="column", factors=("host",)
    ),
    "headings of two factors": _fixed(
        container="markdown", naming="sections", style="two levels", factors=("two",)
    ),
    "sections per repeat": _fixed(
        special="repeat blocks",
        repeats="trial",
        container=("markdown", "text", "csv"),
        naming="single",
        failures=0.0,
    ),
    "headings printed again per repeat": _fixed(
        special="repeat blocks",
        repeats="trial",
        container=("csv", "text"),
        style="loop",
        naming="single",
        failures=0.0,
        extras=0,
    ),
    "raw rows and a table of medians": _fixed(
        special="summary table",
        repeats="rows",
        container="markdown",
        naming="single",
        failures=0.0,
        extras=0,
    ),
    "a rate and a time": _fixed(parts="rate", quantity=RATES, repeats=("none", "rows"), extras=0),
    "comments before the table": _fixed(
        special="preamble", container=("csv", "text", "tsv"), naming=("single", "column")
    ),
    "units in cells": _fixed(
        special="unit cells",
        quantity=("seconds", "images", "tokens"),
        container=("markdown", "csv"),
    ),
}
"""Each named kind of layout and the choices that make it."""

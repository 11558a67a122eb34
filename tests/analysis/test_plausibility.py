"""Tables that look wrong are told so, with the option that decides it; others are not."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from analysis.audit import kinds
from analysis.plausibility import Doubt
from analysis.runs import Choice, Runs, runs
from parsers import load
from tests.analysis.audit.audit_documents import audited, lines
from tests.make import records
from tests.paths import SAMPLES
from tui.views.runs.doubt_marks import doubt_lines


def timed(*pairs: tuple[int, float], **more: object) -> list[dict[str, object]]:
    shared = {"metric": "runtime", "unit": "s", "better": "lower", **more}
    return [{"nodes": nodes, "value": value, **shared} for nodes, value in pairs]


def shown(*rows: dict[str, object], choice: Choice | None = None) -> Runs:
    return runs(records(*rows), choice or Choice())


def only(found: Runs) -> Doubt:
    (doubt,) = found.doubts
    return doubt


SOUND = timed((1, 100.0), (2, 52.0), (4, 27.5))


def test_sound_tables_have_no_doubt() -> None:
    found = shown(*SOUND)
    assert found.doubts == ()
    assert found.table["doubt"].null_count() == 3
    assert doubt_lines(found) == ()


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_the_sample_data_have_no_doubt(path: Path) -> None:
    if path.suffix == ".md":
        assert runs(load([str(path)]).records, Choice()).doubts == ()


def test_efficiencies_far_above_one() -> None:
    found = shown(*timed((1, 2410.0), (2, 610.0), (4, 160.0)))
    doubt = only(found)
    assert doubt.kind == "too efficient"
    assert doubt.text.startswith("2 of 2 efficiencies are above 115 %")
    assert found.table["doubt"].to_list() == [None, "too efficient", "too efficient"]


def test_one_fast_point_is_no_misreading() -> None:
    assert shown(*timed((1, 100.0), (2, 40.0), (4, 27.5), (8, 14.0))).doubts == ()


def test_every_row_a_series_of_its_own() -> None:
    rows = [{**row, "mode": f"m{place}"} for place, row in enumerate(SOUND)]
    doubt = only(shown(*rows))
    assert (doubt.kind, doubt.command) == ("no series", "--by -mode")
    cells = [{**row, "cells": 100 * 2**place} for place, row in enumerate(SOUND)]
    assert only(shown(*cells)).command.startswith("--by -cells --scaling weak")
    assert shown(*rows, choice=Choice(by="-mode")).doubts == ()


def test_repeats_of_two_files() -> None:
    rows = [
        *timed((1, 100.0), (2, 52.0), label="fp32.csv"),
        *timed((1, 40.0), (2, 21.0), label="fp16.csv"),
    ]
    found = shown(*rows, choice=Choice(by="nodes"))
    doubt = only(found)
    assert (doubt.kind, doubt.command) == ("mixed repeats", "--by +label")
    assert "differ in label" in doubt.text
    assert doubt_lines(found) == (f"? {doubt}",)


def test_repeats_of_two_tables(tmp_path: Path) -> None:
    path = tmp_path / "blocks.md"
    head = "| GPUs | images/s |\n|---|---|\n"
    path.write_text(
        f"## run 1\n\n{head}| 1 | 150 |\n| 2 | 290 |\n\n"
        f"## run 2\n\n{head}| 1 | 500 |\n| 2 | 970 |\n"
    )
    doubt = only(runs(load([str(path)]).records, Choice()))
    assert doubt.kind == "mixed repeats"
    assert "stand apart in their file" in doubt.text


def test_repeats_that_differ_threefold_are_doubtful() -> None:
    rows = [timed((1, value))[0] for value in (412.0, 207.0, 410.0, 101.0)]
    assert [str(doubt) for doubt in shown(*rows).doubts] == [
        "the repeats of 1 row differ threefold or more: --runs shows each"
    ]


def test_repeats_of_days_before_and_after_a_step_are_no_spread() -> None:
    quiet = [100.0, 100.4, 99.7, 100.2, 99.9, 100.1]
    levels = [*quiet, *(1.18 * value for value in quiet)]

    def told(values: list[float], hours: int) -> list[str]:
        rows = [
            {**timed((1, value))[0], "started": datetime(2026, 1, 1) + timedelta(hours=hours * at)}
            for at, value in enumerate(values)
        ]
        return [str(doubt) for doubt in shown(*rows).doubts]

    (said,) = told(levels, 24)
    assert said.startswith("repeats of 1 row span days between which the level shifted: see runcmp")
    assert told(quiet * 2, 24) == told(levels, 1) == []


def test_repeats_that_only_scatter_are_repeats() -> None:
    rows = [timed((1, value))[0] for value in (100.0, 120.0, 131.0, 90.0)]
    assert shown(*rows).doubts == ()


def test_values_of_different_things() -> None:
    rows = timed((1, 5000.0), (2, 2600.0), (4, 0.31))
    kinds_found = [doubt.kind for doubt in shown(*rows).doubts]
    assert "far apart" in kinds_found
    # A thousandfold is enough, and no more than that is needed.
    at_the_edge = timed((1, 310.0), (2, 160.0), (4, 0.31))
    assert "far apart" in [doubt.kind for doubt in shown(*at_the_edge).doubts]


def test_flat_times() -> None:
    rows = timed((1, 100.0), (2, 101.0), (4, 103.0))
    doubt = only(shown(*rows))
    assert doubt.kind == "flat times"
    assert doubt.command.startswith("--scaling weak")
    for kind in ("weak", "strong"):
        assert shown(*rows, choice=Choice(scaling=kind)).doubts == ()
    rates = timed((1, 100.0), (2, 101.0), (4, 103.0), metric="rate", unit="ns/day", better="higher")
    assert "flat times" not in [doubt.kind for doubt in shown(*rates).doubts]


def test_a_condition_hides_the_doubts_about_other_rows() -> None:
    rows = [*timed((1, 2410.0), (2, 610.0), (4, 160.0), case="a"), *(SOUND)]
    found = shown(*rows, choice=Choice(where="nodes = 1"))
    assert found.doubts
    assert doubt_lines(found) == ()


def test_the_audit_calls_nothing_super_linear_that_looks_misread(tmp_path: Path) -> None:
    text = "| Nodes | time (s) |\n|---|---|\n| 1 | 2410 |\n| 2 | 610 |\n| 4 | 160 |\n"
    assert lines(audited(tmp_path, text), kinds.SUPER_LINEAR) == []


def test_a_row_each_is_told_in_a_table_of_several_sizes_too() -> None:
    rows = [
        row
        for case in ("small", "large")
        for count, blob in ((1, "x"), (2, "y"), (4, "z"))
        for row in timed((count, 8.0 / count), case=case, blob=f"{blob} of {case}")
    ]
    doubt = only(shown(*rows))
    assert str(doubt) == ("every row is a series of its own, as blob differs in each: --by -blob")
    mended = shown(*rows, choice=Choice(by="-blob"))
    assert mended.doubts == ()
    assert mended.table["efficiency"].to_list() == [1.0] * 6


def test_benchmarks_on_one_count_each_are_no_series() -> None:
    rows = [
        row
        for number, count in enumerate((1, 2, 4, 1, 2, 4))
        for row in timed((count, 8.0), benchmark=f"code {number}")
    ]
    assert shown(*rows).doubts == ()

"""Ways in which people write scaling results: what an expert reads in each.

The files of ``layouts/`` are examples of kinds. Efficiencies are in percent, ``BASE`` is the row
that the others refer to, ``None`` a row without one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.audit.all_checks import audit
from analysis.compare.compare import compare
from analysis.compare.sides import of_inputs
from analysis.runs import Choice, Runs, runs
from parsers import load
from tests.reading.small_studies import BASE, Series, series_of_table

LAYOUTS = Path(__file__).with_name("layouts")

TRAINING_ON_DGX: list[Series] = [{1: BASE, 8: 77.1}, {1: BASE, 8: 77.2}]
GROWING_GRID: list[Series] = [{1: BASE, 2: 97.1, 4: 91.7, 8: 87.0}]
WEAK: Series = {1: BASE, 2: 97.7, 4: 94.5, 8: 90.7}

EXPECTED: dict[str, list[Series]] = {
    "s01_slurm_nodes_tpn_cpt.csv": [{128: BASE, 256: 95.5, 512: 88.6, 1024: None}],
    "s01b_nodes_threads.csv": [{48: BASE, 96: 98.9, 192: 95.8}],
    "s01c_nodes_mpi_per_node.csv": [{64: BASE, 128: 97.6, 256: 94.3}],
    "s01d_nodes_mpi_omp.csv": [{128: BASE, 256: 97.6, 512: 93.0, 1024: 83.3}],
    "s02_gnuplot_blocks.dat": [{1: BASE, 2: 98.5, 4: 94.8}, {1: None, 2: None, 4: None}],
    "s02b_two_clusters.txt": [{1: BASE, 2: 98.5, 4: 94.8}, {1: BASE, 2: 95.2, 4: 83.3}],
    "s02c_blocks.csv": [{1: BASE, 2: 98.5, 4: 94.8}, {1: BASE, 2: 97.6, 4: 94.2}],
    "s03_headings_same_level.md": [{1: BASE, 8: 85.0}, {1: BASE, 8: 95.0}],
    "s03c_headings_mach.md": TRAINING_ON_DGX,
    "s03d_bold.md": [{1: BASE, 4: 92.6}, {1: BASE, 4: 75.0}],
    "s03e_deep_headings.md": TRAINING_ON_DGX,
    "s03f_stray_fence.md": [{1: BASE, 8: 77.1}, {1: BASE, 8: 83.8}],
    "s06_scaling_column.csv": [WEAK, {1: BASE, 2: 94.7, 4: 88.0, 8: 75.3}],
    "s06b_weak_heading.md": [
        {1: BASE, 2: 98.0, 4: 92.6, 8: 83.3},
        {1: BASE, 2: 99.0, 4: 96.2, 8: 90.9},
    ],
    "s06c_weak_scaling.csv": [WEAK],
    "s06d_nxnynz.csv": GROWING_GRID,
    "s06e_mcells.csv": [{1: BASE, 2: 97.1, 4: 91.7}],
    "s06f_global_batch_grows.csv": [{1: BASE, 2: 95.0, 4: 91.7, 8: 84.7}],
    "s06g_gridtext.csv": GROWING_GRID,
    "s08_borrowed_baseline.csv": [{1: BASE}, {4: BASE, 8: 98.3}],
    "s08b_borrowed_input.csv": [{1: BASE}, {4: BASE, 8: 95.2, 16: 88.2}],
    "s09_real_user_sys.csv": [{1: BASE, 2: 96.2, 4: 92.6, 8: 83.3}],
    "s09b_residual_default.csv": [{1: BASE, 2: 94.4, 4: 87.9, 8: 76.9}],
    "s10_eff_stated_wrong.md": [{1: BASE, 2: 98.0, 4: 94.1, 8: 86.7}],
    "s12_host_column.md": [{1: BASE, 2: 98.7, 4: 96.2}],
    "s13_job_column.csv": [{16: BASE, 32: 85.3, 64: 65.9}],
    "s14_time_columns.csv": [{1: BASE, 2: 97.8, 4: 91.4}],
}


def shown(name: str) -> Runs:
    """The table of runs of a file, as it is shown without options."""
    return runs(load([str(LAYOUTS / name)]).records, Choice())


@pytest.mark.parametrize("name", EXPECTED)
def test_efficiencies_are_those_that_an_expert_computes(name: str) -> None:
    assert series_of_table(shown(name).table) == EXPECTED[name]


@pytest.mark.parametrize("name", ["s07_rank_ids.csv", "s07b_gpu_ids.csv", "s07c_node_ids.csv"])
def test_ids_tell_rows_apart_and_do_not_scale(name: str) -> None:
    table = shown(name).table
    assert table.height == 4
    assert table["n"].to_list() == [1] * 4
    assert table["efficiency"].null_count() == 4


def test_tables_under_a_word_each_are_never_repeats() -> None:
    table = shown("s03b_caption_paragraph.md").table
    assert table["n"].to_list() == [1] * 4
    assert table["value"].to_list() == [275.98, 376.68, 152.27, 180.84]


@pytest.mark.parametrize(
    ("name", "metric"),
    [
        ("s09_real_user_sys.csv", "real"),
        ("s09b_residual_default.csv", "solve_time"),
        ("s14_time_columns.csv", "time"),
    ],
)
def test_the_metric_is_what_the_source_is_about(name: str, metric: str) -> None:
    metrics = shown(name).table["metric"].unique().to_list()
    assert len(metrics) == 1
    assert metrics[0] in (metric, "runtime")


def test_columns_of_repeats_are_samples_of_one_quantity() -> None:
    assert shown("s14_time_columns.csv").table["n"].to_list() == [3, 3, 3]


@pytest.mark.parametrize("name", ["s10_eff_stated_wrong.md", "s11_middle_values.md"])
def test_the_audit_finds_one_error(name: str) -> None:
    loaded = load([str(LAYOUTS / name)])
    counts = audit(loaded.records, loaded.notes).counts()
    assert counts.get("error") == 1


def test_forty_old_runs_against_a_new_one_are_judged_exactly() -> None:
    inputs = [load([str(LAYOUTS / name)]) for name in ("s05_history40.csv", "s05_one_new.csv")]
    sides = of_inputs([each.records for each in inputs])
    table = compare(sides[0]).table
    assert table["p"].round(4).to_list() == [0.0488]
    assert table["verdict"].to_list() == ["regressed"]

"""The list, the read-out and the laws: what they say, in any width."""

from collections.abc import Sequence
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from analysis.runs import Choice, runs
from analysis.series.series import ScalingSeries, series_of
from tests.make import records, scaling_runs
from tui.drawing.series_labels import abbreviated, told_apart
from tui.drawing.series_styles import series_styles
from tui.formatting.glyphs import ASCII, BRAILLE, Glyphs
from tui.views.scaling.measures import final_efficiency
from tui.views.scaling.scaling_columns import limit_of, share
from tui.views.scaling.scaling_text import law_lines, note_lines, readout
from tui.views.scaling.series_list import ListedSeries, list_lines, list_width

NAMES = st.lists(
    st.lists(st.text(max_size=20).filter(lambda part: " · " not in part), max_size=5).map(
        " · ".join
    ),
    max_size=6,
)
AMDAHL = {n: 100 * n / (1 + 0.02 * (n - 1)) for n in (1, 2, 4, 8, 16, 32)}


def series(frame: pl.DataFrame, **choice: Any) -> list[ScalingSeries]:
    return series_of(runs(frame, Choice(**choice)))


def codes(*names: str) -> list[ScalingSeries]:
    rows = [
        {"devices": n, "value": 10.0 * n, "benchmark": name} for name in names for n in (1, 2, 4)
    ]
    return series(records(*rows))


def text(lines: Sequence[Text]) -> str:
    return "\n".join(line.plain.rstrip() for line in lines)


@given(NAMES, st.integers(0, 60), st.sampled_from([BRAILLE, ASCII]))
def test_names_fit_and_are_whole_where_there_is_room(
    names: list[str], width: int, glyphs: Glyphs
) -> None:
    short = abbreviated(names, width, glyphs)
    assert len(short) == len(names)
    assert all(cell_len(name) <= width for name in short)
    if glyphs.ascii:
        assert all(name.isascii() for name in short)


def test_the_longest_parts_are_cut_first_where_they_differ_least() -> None:
    versions = ["solver · PyTorch 2.0.0+cu117", "solver · PyTorch 2.0.0+cu118"]
    assert abbreviated(versions, 18, BRAILLE) == ["solver PyTor…cu117", "solver PyTor…cu118"]
    kinds = ["solver · with collectives", "solver · without collectives"]
    assert abbreviated(kinds, 15, BRAILLE) == ["solver with co…", "solver without…"]


def test_parts_that_differ_in_between_are_cut_to_where_they_do() -> None:
    names = ["MNIST · scale-up, one node", "MNIST · scale-out, 1 per node"]
    assert abbreviated(names, 12, BRAILLE) == ["MNIST …up,…", "MNIST …out,…"]


def test_what_most_names_share_goes_where_there_is_no_room_for_all() -> None:
    names = [f"{code} · lm1 · batch 128 · {how}" for code in ("A", "B") for how in ("ring", "tree")]
    names.append("C · lm1 · batch 128 · ring")
    assert abbreviated(names[:2], 12, BRAILLE) == ["A ring …", "A tree …"]


def test_a_narrow_list_leaves_out_what_all_its_names_share() -> None:
    names = [f"ResNet18 · {host} · batch 128 · {how}" for host in ("lm1", "lm6") for how in "ab"]
    listed = [ListedSeries(name, "98.8 %") for name in names]
    lines = list_lines(listed, series_styles(4, None, BRAILLE), 0, 24, 4, BRAILLE, "▶")
    assert [line.plain[4:16].rstrip() for line in lines] == [
        "lm1 · a",
        "lm1 · b",
        "lm6 · a",
        "lm6 · b",
    ]


@given(st.integers(1, 30), st.integers(0, 29), st.integers(24, 60), st.integers(1, 40))
def test_the_list_fits_and_shows_the_current_series(
    count: int, current: int, width: int, height: int
) -> None:
    many = [ListedSeries(f"code {number}", "100.0 %") for number in range(count)]
    current = min(current, count - 1)
    lines = list_lines(
        many, series_styles(count, None, BRAILLE), current, width, height, BRAILLE, "▶"
    )
    assert len(lines) <= height
    assert all(cell_len(line.plain) <= width for line in lines)
    assert sum(line.plain.startswith("▶") for line in lines) == 1
    assert f"code {current} " in next(line.plain for line in lines if line.plain.startswith("▶"))
    if count > height > 1:
        assert lines[-1].plain.endswith(f"of {count}")


def test_the_list_cuts_no_name_in_the_width_it_asks_for() -> None:
    many = [
        ListedSeries(each.name, final_efficiency(each))
        for each in codes("a", "a long name of a code")
    ]
    lines = list_lines(many, series_styles(2, None, BRAILLE), 0, list_width(many), 9, BRAILLE, "▶")
    assert text(lines) == "▶ ● a                      100.0 %\n  ■ a long name of a code  100.0 %"


@pytest.mark.parametrize("glyphs", [BRAILLE, ASCII])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_read_out_of_a_point(glyphs: Glyphs, width: int) -> None:
    rows = (
        {"devices": 1, "value": 10.0},
        *({"devices": 4, "value": v} for v in (35.0, 36.0, 38.0)),
    )
    (one,) = series(records(*rows))
    lines = readout(one, 1, series_styles(1, None, glyphs)[0], width, glyphs)
    assert all(cell_len(line.plain) <= width for line in lines)
    said = " ".join(text(lines).split())
    times = "x" if glyphs.ascii else "×"
    for fact in (
        "LAMMPS",
        "bench.csv:2",
        "4 devices",
        "throughput 36 steps/s [35..38], n 3",
        "ideal 40 steps/s",
        f"speedup 3.60{times}",
        "efficiency 90.0 %",
        "Karp-Flatt 0.0370",
    ):
        assert fact in said


def test_the_read_out_fits_a_narrow_terminal() -> None:
    (one,) = series(scaling_runs({1: 10.0, 2: 18.0}, metric="a_name_of_a_metric_that_is_long"))
    lines = readout(one, 1, series_styles(1, None, BRAILLE)[0], 40, BRAILLE)
    assert all(cell_len(line.plain) <= 40 for line in lines)


def test_the_read_out_of_a_baseline_and_of_nothing() -> None:
    (one,) = series(scaling_runs({1: 10.0, 2: 18.0}))
    look = series_styles(1, None, BRAILLE)[0]
    assert "baseline: speedup and efficiency 1 by definition" in text(
        readout(one, 0, look, 100, BRAILLE)
    )
    assert "no point has a value" in text(readout(one, None, look, 100, BRAILLE))


@pytest.mark.parametrize("glyphs", [BRAILLE, ASCII])
def test_laws_in_words(glyphs: Glyphs) -> None:
    (one,) = series(scaling_runs(AMDAHL))
    lines = law_lines(one, 80, glyphs)
    assert all(cell_len(line.plain) <= 80 for line in lines)
    said = " ".join(text(lines).split())
    assert "Amdahl: serial 2.00 %" in said
    assert "fitted to 6 points, 1 to 32 devices; max speedup 50x" in said
    assert ("R2 1.000" if glyphs.ascii else "R² 1.000") in said
    assert "Gustafson" not in said
    (few,) = series(scaling_runs({1: 10.0, 2: 18.0}))
    assert text(law_lines(few, 80, glyphs)).startswith("   Amdahl's law has one parameter")
    assert "USL" not in text(law_lines(few, 80, glyphs))


def test_a_tiny_share_is_in_percent_too() -> None:
    curve = {n: 100 * n / (1 + 2e-5 * (n - 1)) for n in (1, 2, 4, 8, 16, 32)}
    (one,) = series(scaling_runs(curve))
    assert "serial 0.0020 %" in text(law_lines(one, 120, BRAILLE))


def test_notes_end_where_there_is_no_more_room() -> None:
    (one,) = series(scaling_runs({4: 10.0, 8: 25.0}, metric="runtime", unit="s", better="lower"))
    everything = note_lines(one.notes, 40, 99, BRAILLE)
    assert len(everything) > 1
    assert all(cell_len(line.plain) <= 40 for line in everything)
    assert len(note_lines(one.notes, 40, len(everything) - 1, BRAILLE)) < len(everything)
    assert note_lines(one.notes, 40, 0, BRAILLE) == []


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["DDP, synthetic data · mahti", "DDP, real data · mahti"], ["synthetic", "real"]),
        (["fft · PyTorch 1.9", "fft · PyTorch 2.0"], ["PyTorch 1.9", "PyTorch 2.0"]),
        (["up, one node", "out, 1 per node"], ["up, one node", "out, 1 per node"]),
        (["f · fast 2 nodes", "f · slow 4 nodes"], ["fast 2 nodes", "slow 4 nodes"]),
        (["a · batch 32", "b · batch 64"], ["a · batch 32", "b · batch 64"]),
        (["a · x", "b"], ["a · x", "b"]),
        (["alone · whole name"], ["alone · whole name"]),
        (["fft", "fft · gpu"], ["fft", "fft · gpu"]),
        (["osu_bw_mpich-4.1.txt", "osu_bw_openmpi-4.1.txt"], ["mpich-4.1", "openmpi-4.1"]),
        (["mpich-4.1-2nodes.txt", "impi-21-2nodes.txt"], ["mpich-4.1", "impi-21"]),
        (["gpt-1.5b", "gpt-1.7b"], ["gpt-1.5b", "gpt-1.7b"]),
        (["lib-2.0-rc", "lib-2.1-rc"], ["lib-2.0", "lib-2.1"]),
        (["f · scale-up, one node", "f · scale-out"], ["scale-up, one node", "scale-out"]),
        (["run_4_nodes", "run_8_nodes"], ["run_4_nodes", "run_8_nodes"]),
        (["f · -O2", "f · -O3"], ["-O2", "-O3"]),
        (["no_tuning.csv", "with_tuning.csv"], ["no_tuning", "with_tuning"]),
        (["scale-up", "scale-out"], ["scale-up", "scale-out"]),
    ],
)
def test_names_keep_what_tells_them_apart(names: list[str], short: list[str]) -> None:
    assert told_apart(names) == short


@given(
    st.lists(
        st.lists(
            st.sampled_from(["a b", "a c", "d", "4", "5 x", "a_b", "a_c.b"]), min_size=1, max_size=3
        )
    )
)
def test_names_that_differ_stay_different(parts: list[list[str]]) -> None:
    names = [" · ".join(each) for each in parts]
    assert len(set(told_apart(names))) == len(set(names))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.00 %"),
        (0.0111, "1.11 %"),
        (1.2e-4, "0.01 %"),
        (5.9e-5, "0.0059 %"),
        (1.1e-9, "< 0.0001 %"),
    ],
)
def test_shares_have_no_exponents(value: float, text: str) -> None:
    assert share(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(6.754, "6.75"), (12.34, "12.3"), (999.9, "1000"), (1234.5, "1234"), (99999.0, "99999")],
)
def test_limits_are_in_three_digits_at_least(value: float, text: str) -> None:
    assert limit_of(value) == text

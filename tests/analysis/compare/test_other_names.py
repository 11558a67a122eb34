"""What both sides of a comparison have, and each calls otherwise."""

from __future__ import annotations

import pytest

from analysis.compare.compare import compare
from analysis.compare.sides import of_inputs
from tests.make import records
from tui.views.compare.compare_table import changed_lines

NAMES = ("BM_GemmNN", "BM_GemmNT", "BM_Fft")


def compared(base: tuple[str, ...], new: tuple[str, ...]) -> tuple[list[str], int]:
    """Return the lines above the table, and how many rows are pairs."""
    sides = (
        records(*({"benchmark": name, "value": 2.0} for name in names), label=label)
        for names, label in ((base, "a"), (new, "b"))
    )
    comparison = compare(of_inputs(list(sides))[0])
    return list(changed_lines(comparison))[1:], comparison.table["delta"].count()


@pytest.mark.parametrize(
    ("base", "new", "says"),
    [
        ("{}", "bench::{}", "BM_* → bench::BM_*"),
        ("{}", "{}/real_time", "BM_* → BM_*/real_time"),
        ("old/{}", "new/{}", "old/BM_* → new/BM_*"),
        ("{}_v1", "{}_v2", "BM_*_v1 → BM_*_v2"),
        ("{}", "{} (ours)", "BM_* → BM_* (ours)"),
    ],
)
def test_names_with_more_around_them_are_the_same(base: str, new: str, says: str) -> None:
    ours, theirs = (tuple(text.format(name) for name in NAMES) for text in (base, new))
    assert compared(ours, theirs) == ([f"benchmark named otherwise: {says}"], 3)
    assert compared(ours, theirs[:2])[1] == 2


def test_names_that_are_spelled_otherwise_are_the_same() -> None:
    line = "benchmark named otherwise: Copy → copy"
    assert compared(("Copy", "Big Add"), ("copy", "big_add")) == ([line], 2)


@pytest.mark.parametrize(
    ("base", "new"),
    [
        (("gemm_fp32", "fft_fp32"), ("gemm_fp64", "fft_fp64")),
        (("read_seq", "read_random"), ("write_seq", "write_random")),
        (("gemm_1024", "gemm_2048"), ("fft_1024", "fft_2048")),
        (("gemm", "fft"), ("fp16_gemm", "fp16_fft")),
        (("heat", "wave"), ("weak_heat", "weak_wave")),
        (("BM_a", "BM_b"), ("BM_a", "b")),
        (("BM_a", "BM_b"), ("a", "c")),
        (("a b", "ab"), ("a_b", "c")),
        (("gemm",), ("with io",)),
        (("yolo_v5",), ("yolo_v8",)),
    ],
)
def test_other_work_is_not_paired(base: tuple[str, ...], new: tuple[str, ...]) -> None:
    lines, pairs = compared(base, new)
    assert not any("named otherwise" in line for line in lines)
    assert pairs == len({*base} & {*new})


@pytest.mark.parametrize(
    ("base", "new"), [("v1.4", "v1.5"), ("v1", "v2"), ("solve-old", "solve-new")]
)
def test_a_benchmark_called_after_the_state_of_a_code(base: str, new: str) -> None:
    assert compared((base,), (new,)) == ([f"benchmark: {base} → {new}"], 1)

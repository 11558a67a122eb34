"""The audit of the sample data, against what a careful reader finds there."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.audit import kinds
from analysis.audit.all_checks import Audit, audit
from analysis.audit.by_row import Audited
from analysis.audit.kinds import KINDS, SEVERITIES
from analysis.runs import Choice, runs
from parsers import load
from tests.analysis.audit.audit_recall import Found, expected, match, of_samples, report
from tests.paths import DOCS, SAMPLES
from tui.formatting.glyphs import ASCII
from tui.options.option_groups import SEVERITIES as ON_THE_COMMAND_LINE
from tui.views.runs.details import detail_lines


@pytest.fixture(scope="module")
def samples() -> Audit:
    loaded = load([str(SAMPLES)])
    return audit(loaded.records, loaded.notes)


def test_errors_and_suspects_are_the_expected_ones() -> None:
    matching = match(expected(), of_samples())
    assert not matching.missed, list(report(matching))
    assert not matching.extra, list(report(matching))


def test_their_severities_are_the_expected_ones() -> None:
    given = of_samples()
    for want in expected():
        assert want.severity in {one.severity for one in given if want.is_same(one)}, str(want)


def test_matching_counts_every_finding_once() -> None:
    one, other = (Found("a.md", frozenset(lines), "error", "x") for lines in ((1, 2), (2, 3)))
    assert match([one, other], [other]) == ([one], [other], [])
    assert match([one], [one, other]).extra == [other]
    assert match([one], [one._replace(kind="y")]) == ([], [one], [one._replace(kind="y")])


def test_gaps_are_where_speedups_cannot_be(samples: Audit) -> None:
    gaps = samples.of(["gap"]).findings
    csc = gaps.filter(pl.col("source").str.ends_with("csc_pytorch_ddp.md"))
    of_kind = {kind: csc.filter(pl.col("kind") == kind.name)["line"].to_list() for kind in KINDS}
    pairs = ["9,10", "19,20", "29,30", "39,40"]
    singles = ["11", "12", "21", "31", "32", "41", "42"]
    assert of_kind[kinds.NO_BASELINE] == sorted([*pairs, *singles], key=_first)
    assert of_kind[kinds.SINGLE_POINT] == singles


def test_a_run_is_marked_with_the_worst_that_touches_it(samples: Audit) -> None:
    marks = dict(samples.marks.iter_rows())
    assert marks["rcc_mnist_ddp.md:25"] == "error"
    assert marks["rcc_mnist_ddp.md:18"] == "suspect"
    assert "csc_pytorch_ddp.md:3" not in marks
    assert marks["csc_pytorch_ddp.md:22"] == "error"


def test_the_details_of_a_row_tell_what_touches_it() -> None:
    loaded = load([str(SAMPLES)])
    found = Audited.of(loaded.records, loaded.notes)
    table = runs(loaded.records, Choice(), found)
    row = table.table.filter(pl.col("source").str.ends_with("rcc_mnist_ddp.md"), line=59).row(
        0, named=True
    )
    findings = found.findings(row, table.by)
    assert findings.row(0, named=True)["kind"] == kinds.HOST_COUNT.name
    assert findings["severity"].is_sorted()
    assert findings.filter(kind=kinds.WRONG_SUMMARY.name)["line"].to_list() == ["64"]
    assert kinds.MALFORMED_HOSTS.name not in findings["kind"]
    in_full = detail_lines(row, table, loaded.notes, 400, 99, ASCII, found)
    told = [line.plain for line in in_full if "names 2 hosts" in line.plain]
    assert len(told) == 1
    assert told[0].startswith("! error: node count contradicts host list (line 63): ")
    brief = detail_lines(row, table, loaded.notes, 60, 24, ASCII, found)
    assert "! error: node count contradicts host list (line 63)" in [line.plain for line in brief]
    assert len(brief) <= 24


def test_severities_are_the_same_on_the_command_line() -> None:
    assert ON_THE_COMMAND_LINE == SEVERITIES


def test_every_kind_is_explained() -> None:
    text = (DOCS / "audit.md").read_text()
    missing = [kind.name for kind in KINDS if f"| {kind.name} |" not in text]
    assert missing == []


def _first(line: str) -> int:
    return int(line.split(",")[0])

"""A check that fails costs its own findings in the file that it fails on, and says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from analysis.audit import all_checks, kinds
from analysis.audit.all_checks import audit
from analysis.audit.findings import Finding
from analysis.audit.subject import Subject
from parsers.run_records.conforming import from_rows

LOG = {"run": "a", "label": "a", "line": 1, "benchmark": "b", "metric": "throughput"}


def rows(*sources: str) -> list[Mapping[str, Any]]:
    return [LOG | {"run": name, "source": name, "value": 1.0} for name in sources]


def test_a_check_that_fails_on_one_file_still_finds_in_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def frail(subject: Subject) -> Iterator[Finding]:
        sources = subject.records["source"].unique(maintain_order=True).to_list()
        for source in sources:
            yield Finding(kinds.OUTLIER, source, (1,), "found")
        if "bad.csv" in sources:
            raise ZeroDivisionError("float division by zero")

    monkeypatch.setattr(all_checks, "CHECKS", (frail,))
    found = audit(from_rows(rows("bad.csv", "good.csv"))).findings
    assert found.select("kind", "source").rows() == [
        ("outlier among repeats", "good.csv"),
        ("check failed", "bad.csv"),
    ]
    assert "the check frail (ZeroDivisionError" in found["what"][1]


def test_a_running_mean_of_zero_is_no_rate() -> None:
    run = {
        "source": "a.log",
        "value": 0.0,
        "unit": "img/s",
        "progress": [50.0, 40.0, 0.0],
        "progress_at": [10.0, 20.0, 30.0],
        "progress_lines": [1, 2, 3],
    }
    found = audit(from_rows([LOG | run])).findings
    assert "check failed" not in found["kind"].to_list()
    assert "running mean drops" in found["kind"].to_list()


def test_what_is_not_there_is_not_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    records = from_rows(rows("a.csv", "b.csv"))
    subject = Subject.of(records, ())
    # What is left out would have found nothing.
    assert [finding for check in all_checks.NEEDED for finding in check(subject)] == []

    def frail(subject: Subject) -> Iterator[Finding]:
        raise ZeroDivisionError(subject)

    monkeypatch.setattr(all_checks, "CHECKS", (frail,))
    assert audit(records).findings["kind"].unique().to_list() == ["check failed"]
    monkeypatch.setattr(all_checks, "NEEDED", {frail: lambda subject: subject.summaries})
    assert audit(records).findings.is_empty()

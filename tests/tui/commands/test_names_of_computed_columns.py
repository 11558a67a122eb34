"""Parameters that are called like a column that a command computes beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.columns import COLUMNS
from analysis.output_columns import AUDIT, PLAN, SUMMARY, SWEEPS
from parsers.run_records.records import SCHEMA
from tui.cli import main

NAMES = sorted({*PLAN, *SUMMARY, *SWEEPS, *AUDIT} - {*COLUMNS, *SCHEMA})
COMMANDS = ("plan", "scaling", "scaling --summary", "scaling --over batch --summary", "audit")


@pytest.mark.parametrize("form", ["text", "csv"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_parameter_called_like_a_computed_column_stands_beside_it(
    command: str, form: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "runs.csv"
    names = [*NAMES, "deviation_given", "limit_given", "n_half_given"]
    rows = [[f"{each}{name}" for name in names] for each in "xy"]
    lines = [
        ",".join([f"{gpus}", f"{batch}", *row, f"{100 / gpus + batch}"])
        for row in rows
        for gpus, batch in ((1, 8), (2, 8), (4, 8), (4, 16), (4, 32))
    ]
    file.write_text("\n".join([",".join(["gpus", "batch", *names, "seconds"]), *lines]) + "\n")
    assert main([*command.split(), str(file), "--format", form]) in (0, 1)
    printed, said = capfd.readouterr()
    assert "internal error" not in printed + said
    if command == "plan" and form == "csv":
        assert ",deviation_given_given," in printed

"""``runcmp diff`` as a build calls it: sides, formats, which rows, and the exit status."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from tests.tui.commands.test_cli import CSC, rows, runcmp

HEADING = "benchmark,gpus,runtime (s)"
FIRST = {1: [80.0, 81.0, 82.0, 83.0], 2: [40.0, 41.0, 42.0, 43.0], 4: [20.0, 21.0, 22.0, 23.0]}


def write(folder: Path, name: str, repeats: dict[int, list[float]]) -> None:
    lines = [f"md,{gpus},{value}" for gpus, values in repeats.items() for value in values]
    (folder / name).write_text("\n".join([HEADING, *lines, ""]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three files: in b 1 GPU is slower by 10 % and 4 are missing; in c 2 take half."""
    write(tmp_path, "a.csv", FIRST)
    write(tmp_path, "b.csv", {1: [v * 1.1 for v in FIRST[1]], 2: FIRST[2]})
    write(tmp_path, "c.csv", {**FIRST, 2: [v * 0.5 for v in FIRST[2]], 8: [10.0]})
    return tmp_path


def test_verdicts_of_two_files(folder: Path) -> None:
    table = rows(runcmp("diff", "a.csv", "b.csv", "--format", "csv", cwd=folder).stdout)
    assert [row["verdict"] for row in table] == ["regressed", "unclear", "missing_new"]
    assert [bool(row["p"]) for row in table] == [True, True, False]
    text = runcmp("diff", "a.csv", "b.csv", cwd=folder).stdout
    for words in (
        "▼ worse",
        "~ unclear",
        "— missing: new",
        "geomean +4.9 % (worse), 2 of 3 rows",
        "missing: 1 only on the base side",
        "± 2 %",
        "[80.0..83.0]",
    ):
        assert words in text
    assert "expect ~0.1 false positives in 2 tests (--holm)" in text


def test_several_inputs_are_groups_of_columns_and_in_csv_one_below_another(folder: Path) -> None:
    files = ("a.csv", "b.csv", "c.csv")
    table = rows(runcmp("diff", *files, "--format", "csv", cwd=folder).stdout)
    assert next(iter(table[0])) == "new_label"
    alone = [
        {"new_label": name, **row}
        for name in files[1:]
        for row in rows(runcmp("diff", "a.csv", name, "--format", "csv", cwd=folder).stdout)
    ]
    assert table == alone
    as_json = json.loads(runcmp("diff", *files, "--format", "json", cwd=folder).stdout)
    assert [row["verdict"] for row in as_json] == [row["verdict"] for row in table]
    lines = runcmp("diff", *files, "--format", "md", cwd=folder).stdout.splitlines()
    pipes = [line for line in lines if line.startswith("|")]
    assert "| b.csv (s) |" in pipes[0]
    assert "| c.csv (s) |" in pipes[0]
    assert len({line.count("|") for line in pipes}) == 1
    assert [line.split("|")[1].strip() for line in pipes[2:]] == ["1", "2", "4", "8"]
    only_last = pipes[-1]
    assert only_last.count("missing") == 1


def test_columns_of_several_inputs_are_those_asked_for(folder: Path) -> None:
    def headings(names: str) -> list[str]:
        arguments = ("diff", "a.csv", "b.csv", "c.csv", "--columns", names, "--format", "md")
        lines = runcmp(*arguments, cwd=folder).stdout.splitlines()
        return [each.strip() for each in next(x for x in lines if x[:1] == "|").split("|")[1:-1]]

    assert headings("verdict,devices,new") == [
        *("devices", "b.csv verdict", "b.csv (s)", "c.csv verdict", "c.csv (s)")
    ]
    assert headings("base,n_base,reason,p") == [
        *("base (s)", "n", "b.csv reason", "p", "c.csv reason", "p")
    ]
    assert headings("metric,unit,line_base") == ["metric", "unit", "line base"]
    arguments = ("diff", "a.csv", "b.csv", "c.csv", "--columns", "devices,delta,verdict")
    lines = runcmp(*arguments, cwd=folder).stdout.splitlines()
    table = [line.split() for line in lines if line[:7].strip().isdigit()]
    assert [words[0] for words in table] == ["1", "2", "4", "8"]
    assert table[3][-3:] == ["—", "missing:", "base"]


def test_rows_that_did_not_change_are_counted_and_in_markdown_folded(folder: Path) -> None:
    def printed(*options: str) -> str:
        return runcmp("diff", "a.csv", "b.csv", "--only-changed", *options, cwd=folder).stdout

    text = printed()
    assert "1 row not shown: 1 unclear" in text.splitlines()
    assert "geomean +4.9 % (worse), 2 of all 3 rows" in text
    before, _, after = printed("--format", "md").partition("<details>")
    inside = after.partition("</details>")[0]
    assert inside.startswith("<summary>1 row not shown: 1 unclear</summary>\n\n|")

    def devices(text: str) -> list[str]:
        lines = [line for line in text.splitlines() if line.startswith("|")]
        return [line.split("|")[1].strip() for line in lines[2:]]

    assert (devices(before), devices(inside)) == (["1", "4"], ["2"])
    assert "<details>" not in runcmp("diff", "a.csv", "b.csv", "--format", "md", cwd=folder).stdout


def test_several_values_are_columns_too() -> None:
    wanted = "software=PyTorch 1.11.0+cu115,PyTorch 1.11.0+cu113,PyTorch 2.0.0+cu117"
    done = runcmp("diff", CSC, "--on", wanted, "--format", "csv", "--fail-on", "untested")
    labels = {row["new_label"] for row in rows(done.stdout)}
    assert labels == {"PyTorch 1.11.0+cu113", "PyTorch 2.0.0+cu117"}
    assert done.returncode == 1
    assert done.stderr.startswith("runcmp: PyTorch")
    text = runcmp("diff", CSC, "--on", wanted).stdout
    assert any("PyTorch 1.11.0+cu113" in line and "change" in line for line in text.splitlines())


def test_several_inputs_fit_a_narrow_terminal(folder: Path) -> None:
    lines = runcmp("diff", "a.csv", "b.csv", "c.csv", cwd=folder).stdout.splitlines()
    rows_ = [line for line in lines if line[:7].strip().isdigit()]
    assert [line.split()[0] for line in rows_] == ["1", "2", "4", "8"]
    assert "+10.0 % ▼" in rows_[0]
    assert "-50.0 % ▲" in rows_[1]
    assert "— missing: new" in rows_[2]
    assert any(line.startswith("▲ better  ▼ worse  ~ unclear  = same") for line in lines)
    folded = runcmp("diff", "a.csv", "b.csv", "c.csv", "--only-changed", cwd=folder).stdout
    assert "not shown" not in folded


def test_only_changed_sort_and_limit(folder: Path) -> None:
    def devices(*options: str) -> list[str]:
        done = runcmp("diff", "a.csv", "b.csv", *options, "--format", "csv", cwd=folder)
        return [row["devices"] for row in rows(done.stdout)]

    assert devices("--only-changed") == ["1", "4"]
    assert devices("--sort", "verdict") == ["1", "2", "4"]
    assert devices("--sort", "-verdict") == ["4", "2", "1"]
    assert devices("--sort", "delta") == ["2", "1", "4"]
    assert devices("--sort", "-p") == ["2", "1", "4"]
    assert devices("--sort", "-delta", "--limit", "1") == ["1"]


@pytest.mark.parametrize(
    ("files", "gates", "named"),
    [
        ("a b", [], []),
        ("a b", ["regression"], ["devices 1,"]),
        ("a b", ["regression:20%"], []),
        ("a b", ["missing"], ["devices 4,"]),
        ("a b", ["missing", "regression:2%"], ["devices 4,", "devices 1,"]),
        ("a b", ["untested"], []),
        ("a b", ["unclear"], ["devices 2,"]),
        ("a b", ["unclear", "regression"], ["devices 2,", "devices 1,"]),
        ("a c", ["regression"], []),
        ("a c", ["missing"], ["devices 8,"]),
        ("b a", ["regression"], []),
    ],
)
def test_a_gate_names_what_it_stops(
    folder: Path, files: str, gates: list[str], named: list[str]
) -> None:
    paths = [f"{name}.csv" for name in files.split()]
    options = [word for gate in gates for word in ("--fail-on", gate)]
    done = runcmp("diff", *paths, *options, "--only-changed", cwd=folder)
    assert done.returncode == (1 if named else 0)
    lines = done.stderr.splitlines()
    assert len(lines) == len(named)
    assert all(text in line for text, line in zip(named, lines, strict=True))
    assert done.stdout


def test_alpha_threshold_confidence_and_holm(folder: Path) -> None:
    def first(*options: str) -> dict[str, str]:
        names = "verdict,p,interval_base,reason"
        arguments = ("diff", "a.csv", "b.csv", *options, "--columns", names, "--format", "csv")
        return rows(runcmp(*arguments, cwd=folder).stdout)[0]

    assert first()["interval_base"] == "range"
    assert first("--confidence", "80%")["interval_base"] == "ci80"
    assert first("--alpha", "1%")["verdict"] == "untested"
    assert first("--threshold", "0.2")["verdict"] == "unchanged"
    assert float(first("--holm")["p"]) == 2 * float(first()["p"])
    assert first("--exact", "runtime")["verdict"] == "regressed"


def test_a_condition_that_only_one_input_meets(folder: Path) -> None:
    for inputs, verdict in (
        (("a.csv", "c.csv"), "missing_base"),
        (("c.csv", "a.csv"), "missing_new"),
    ):
        done = runcmp(
            "diff",
            *inputs,
            "--where",
            "devices = 8",
            "--format",
            "csv",
            "--fail-on",
            "missing",
            cwd=folder,
        )
        assert [row["verdict"] for row in rows(done.stdout)] == [verdict]
        assert done.returncode == 1
    nothing = runcmp("diff", "a.csv", "c.csv", "--where", "devices = 9", cwd=folder)
    assert (nothing.returncode, nothing.stdout) == (2, "")
    assert nothing.stderr == "runcmp: no runs match --where 'devices = 9'\n"


def test_a_metric_that_one_input_lacks_is_missing_there(folder: Path) -> None:
    (folder / "more.csv").write_text(f"{HEADING},bandwidth (GB/s)\nmd,1,80,2\n")
    done = runcmp(
        "diff", "a.csv", "more.csv", "--metric", "bandwidth", "--format", "csv", cwd=folder
    )
    assert [row["verdict"] for row in rows(done.stdout)] == ["missing_base"]
    for option in (["--metric", "speed"], ["--exact", "speed"], ["--better", "speed=higher"]):
        wrong = runcmp("diff", "a.csv", "more.csv", *option, cwd=folder)
        assert wrong.returncode == 2
        assert wrong.stderr.startswith("runcmp: no metric 'speed'; available: runtime, bandwidth")


def test_a_single_row_is_no_rows(folder: Path) -> None:
    def printed(*more: str) -> str:
        return runcmp("diff", "a.csv", "b.csv", *more, cwd=folder).stdout

    assert "for 1 tested row (Holm)" in printed("--where", "devices = 1", "--holm")
    assert "for 2 tested rows (Holm)" in printed("--holm")
    one = ("diff", "c.csv", "c.csv", "--where", "devices = 8")
    assert "1 of 1 row untested" in runcmp(*one, cwd=folder).stdout


def test_two_values_of_a_column() -> None:
    new = "PyTorch 2.0.0+cu117"
    wanted = f"software=PyTorch 1.11.0+cu115,{new}"
    table = rows(runcmp("diff", CSC, "--on", wanted, "--format", "csv").stdout)
    assert "software" not in table[0]
    assert {row["verdict"] for row in table} == {"untested", "missing_base"}
    text = runcmp("diff", CSC, "--on", "system", "--where", "software LIKE '%1.11%'").stdout
    assert (
        "software: PyTorch 1.11.0+cu115 → PyTorch 1.11.0+cu113, also changed (confounded)" in text
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--on", "software"], "has 3 values: PyTorch 1.11.0+cu115"),
        (["--on", "software=x,y"], "no 'x'"),
        (["--on", "value"], "cannot compare on 'value'"),
        (["--on", "software", "--base", "devices = 1"], "use either --on or"),
        (["--on", "system", "--threshold", "5"], "use 5% or 0.05"),
        (["--on", "system", "--alpha", "0"], "between 0 and 1"),
        (["--on", "system", "--fail-on", "change"], "is not regression"),
        (["--on", "system", "--fail-on", "missing:5%"], "is not regression"),
    ],
)
def test_what_cannot_be_compared_is_said(arguments: list[str], says: str) -> None:
    done = runcmp("diff", CSC, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_an_input_that_cannot_be_read_hides_no_other(folder: Path) -> None:
    (folder / "bad.csv.gz").write_bytes(gzip.compress(b"GPUs,seconds\n1,2\n" * 99)[:50])
    paths = ("a.csv", "bad.csv.gz", "b.csv")
    done = runcmp("diff", *paths, "--format", "csv", cwd=folder)
    assert (done.returncode, done.stdout) == (
        0,
        runcmp("diff", "a.csv", "b.csv", "--format", "csv", cwd=folder).stdout,
    )
    assert "bad.csv.gz: cannot be read: its compression ends early" in done.stderr
    assert "compared without bad.csv.gz" in done.stderr
    gate = ("--fail-on", "regression:50%")
    assert runcmp("diff", *paths, *gate, cwd=folder).returncode == 2
    assert runcmp("diff", "a.csv", "b.csv", *gate, cwd=folder).returncode == 0


@pytest.mark.parametrize(
    ("paths", "says"),
    [
        (["a.csv", "none.csv"], "nothing to compare a.csv with"),
        (["none.csv", "a.csv", "b.csv"], "nothing to compare a.csv and b.csv with"),
    ],
)
def test_where_one_input_alone_is_left_both_are_named(
    paths: list[str], says: str, folder: Path
) -> None:
    done = runcmp("diff", *paths, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "none.csv: no such file or folder" in done.stderr
    assert says in done.stderr


def test_a_change_beyond_what_numbers_hold_is_printed(tmp_path: Path) -> None:
    lines = ["side,gpus,throughput", "a,1,1e-300", "b,1,1e300", "a,2,1", "b,2,2", ""]
    (tmp_path / "absurd.csv").write_text("\n".join(lines))
    out = runcmp("diff", "absurd.csv", "--on", "side", cwd=tmp_path).stdout
    assert re.search(r"\+inf %  +│━*►", out)


def test_inputs_of_one_name_are_told_apart(folder: Path) -> None:
    for side in ("old", "new"):
        (folder / side).mkdir()
        write(folder / side, "a.csv", FIRST)
    lines = runcmp("diff", "old/a.csv", "new/a.csv", cwd=folder).stdout.splitlines()
    assert lines[0] == "old/a.csv → new/a.csv"
    lines = runcmp("diff", "a.csv", "c.csv", cwd=folder).stdout.splitlines()
    assert lines[0] == "label: a.csv → c.csv"


def test_benchmarks_called_after_their_files_are_told_apart_by_these(tmp_path: Path) -> None:
    for name in ("old.csv", "new.csv"):
        (tmp_path / name).write_text("nodes,runtime\n1,10\n2,5.4\n")
    lines = runcmp("diff", "old.csv", "new.csv", cwd=tmp_path).stdout.splitlines()
    assert lines[:2] == ["label: old.csv → new.csv", ""]


def test_hosts_may_tell_configurations_apart(folder: Path) -> None:
    (folder / "hosts.csv").write_text("nodes,runtime,hosts\n1,10,n1\n2,5.4,n[1-2]\n")
    table = rows(
        runcmp(
            "diff", "hosts.csv", "hosts.csv", "--by", "+hosts", "--format", "csv", cwd=folder
        ).stdout
    )
    assert [(row["hosts"], row["delta"]) for row in table] == [("n1", "0.0"), ("n[1-2]", "0.0")]


def test_gzipped_files_whose_names_stand_for_what_was_run(folder: Path) -> None:
    for name in ("before", "after"):
        text = b"nodes,runtime\n1,10\n2,5.4\n"
        (folder / f"{name}.csv.gz").write_bytes(gzip.compress(text))
    done = runcmp("diff", "before.csv.gz", "after.csv.gz", cwd=folder)
    assert "geomean +0.0 %, 2 rows" in done.stdout


def test_a_size_that_all_rows_share_keeps_its_unit(tmp_path: Path) -> None:
    for name, seconds in (("a.csv", 3), ("b.csv", 4)):
        (tmp_path / name).write_text(f"ranks,size,time (s)\n1,64 KiB,{seconds}\n2,64 KiB,1\n")
    text = runcmp("diff", str(tmp_path / "a.csv"), str(tmp_path / "b.csv")).stdout
    assert "size 64 KiB" in text

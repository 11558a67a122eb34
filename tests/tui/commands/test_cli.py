"""The command line as a user meets it: what is printed where, and the exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from contextlib import chdir
from pathlib import Path
from typing import NoReturn

import polars as pl
import pytest

from tests.paths import HOME
from tui.cli import main
from tui.options.arguments import COMMANDS

CSC = "sample_data/csc_pytorch_ddp.md"
MNIST = "sample_data/rcc_mnist_ddp.md"


def runcmp(
    *arguments: str, stdin: bytes = b"", cwd: Path = HOME, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command without a terminal: in a process of its own where that has to differ.

    A process takes half a second to start, and most commands less than a tenth of that.
    """
    if environment:
        return runcmp_apart(*arguments, stdin=stdin, cwd=cwd, **environment)
    given = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    raw = io.BytesIO(), io.BytesIO()
    written = [io.TextIOWrapper(each, encoding="utf-8") for each in raw]
    with chdir(cwd), pytest.MonkeyPatch.context() as patch:
        for name, stream in zip(("stdin", "stdout", "stderr"), (given, *written), strict=True):
            patch.setattr(sys, name, stream)
        try:
            status = main(arguments)
        except SystemExit as exit:
            status = exit.code if isinstance(exit.code, int) else 0
    for stream in written:
        stream.flush()
    texts = [each.getvalue().decode() for each in raw]
    return subprocess.CompletedProcess(arguments, status, *texts)


def runcmp_apart(
    *arguments: str, stdin: bytes = b"", cwd: Path = HOME, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, without a terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "runcmp", *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(HOME), **environment},
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_paths_and_options_come_in_any_order() -> None:
    apart = runcmp("show", CSC, "--sort", "-efficiency", "--limit", "2", MNIST)
    assert apart.returncode == 0
    assert apart.stdout == runcmp("show", CSC, MNIST, "--sort=-efficiency", "--limit=2").stdout


@pytest.mark.parametrize("command", ["show", "audit", "scaling"])
def test_the_name_of_the_file_says_the_format(command: str, tmp_path: Path) -> None:
    for form in ("csv", "md", "html", "json", "jsonl"):
        named, told = tmp_path / f"named.{form.upper()}", tmp_path / "told"
        assert runcmp(command, CSC, "-o", str(named)).returncode == 0
        assert runcmp(command, CSC, "--format", form, "-o", str(told)).returncode == 0
        assert named.read_bytes() == told.read_bytes()
    named, told = tmp_path / "named.tex", tmp_path / "told"
    assert runcmp(command, CSC, "-o", str(named)).returncode == 0
    assert runcmp(command, CSC, "--format", "latex", "-o", str(told)).returncode == 0
    assert named.read_bytes() == told.read_bytes()
    over, told = tmp_path / "over.csv", tmp_path / "told"
    assert runcmp(command, CSC, "--format", "md", "-o", str(over)).returncode == 0
    assert runcmp(command, CSC, "--format", "md", "-o", str(told)).returncode == 0
    assert over.read_bytes() == told.read_bytes()


def test_a_value_of_zero_has_no_spread_in_percent(tmp_path: Path) -> None:
    file = tmp_path / "zero.csv"
    file.write_text("gpus,throughput\n1,0\n1,0\n2,-0.0\n4,5\n")
    printed = runcmp("show", str(file)).stdout
    assert "nan" not in printed
    assert "-0" not in printed


def test_show_csv_has_the_documented_columns_in_order() -> None:
    done = runcmp("show", CSC, "--format", "csv")
    assert done.returncode == 0
    heading = done.stdout.splitlines()[0]
    assert heading == (
        "label,benchmark,software,system,devices,metric,unit,better,n,failed,value,low,high,"
        "interval,baseline_devices,is_baseline,speedup,efficiency,karp_flatt,status,source,line"
    )
    table = rows(done.stdout)
    assert len(table) == 40
    failed = next(row for row in table if row["line"] == "22")
    assert (failed["value"], failed["status"], failed["failed"]) == ("", "failed", "1")


def test_what_does_not_scale_has_no_baseline_in_the_table(tmp_path: Path) -> None:
    lines = ["code,gpus,runtime (s),memory (GB)", "a,1,100,11", "a,2,60,12", ""]
    (tmp_path / "runs.csv").write_text("\n".join(lines))
    done = runcmp("show", "runs.csv", "--metric", "all", cwd=tmp_path, LC_ALL="C.UTF-8")
    memory = [line.split() for line in done.stdout.splitlines() if "memory" in line]
    assert [line[-2:] for line in memory] == [["11", "GB"], ["12", "GB"]]


def test_sorting_by_efficiency_puts_the_best_earned_first() -> None:
    done = runcmp("show", "sample_data", "--sort", "-efficiency", "--format", "csv")
    table = rows(done.stdout)
    earned = [
        float(r["efficiency"]) for r in table if r["is_baseline"] == "false" and r["efficiency"]
    ]
    assert earned == sorted(earned, reverse=True)
    kinds = [2 if not r["efficiency"] else 1 if r["is_baseline"] == "true" else 0 for r in table]
    assert kinds == sorted(kinds)


def test_json_and_json_lines_hold_the_same_rows() -> None:
    as_json = json.loads(runcmp("show", CSC, "--format", "json").stdout)
    as_lines = runcmp("show", CSC, "--format", "jsonl").stdout.splitlines()
    assert as_json == [json.loads(line) for line in as_lines]
    assert as_json[1]["efficiency"] == 2836.54 / 758.9 / 4


def test_text_states_shared_facts_once_and_baselines_by_word() -> None:
    text = runcmp("show", CSC).stdout
    assert "1 file · 40 runs · 40 configurations · 1 failed" in text
    assert "metric throughput" in text
    assert text.count("baseline") == 19
    assert "ERROR" in text


def test_markdown_is_a_pipe_table_without_pictures() -> None:
    lines = runcmp("show", CSC, "--format", "md").stdout.splitlines()
    heading = next(line for line in lines if line.startswith("| benchmark"))
    assert "value (img/s)" in heading
    widths = {line.count("|") for line in lines if line.startswith("|")}
    assert len(widths) == 1
    assert not set("█▇▌│") & set("".join(lines))


def test_diff_of_two_conditions() -> None:
    done = runcmp(
        "diff",
        CSC,
        "--base",
        "software LIKE '%1.11%'",
        "--new",
        "software LIKE '%2.0%'",
        "--format",
        "csv",
    )
    table = rows(done.stdout)
    assert list(table[0]) == [
        "label", "benchmark", "system", "devices", "metric", "unit", "better",
        "n_base", "n_new", "base", "new", "delta", "delta_low", "delta_high", "ratio", "p",
        "verdict",
    ]  # fmt: skip
    assert len(table) == 20
    assert [row["verdict"] for row in table].count("failed") == 1
    assert float(table[1]["delta"]) == 3132.06 / 2836.54 - 1


def test_diff_of_two_files(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("benchmark,gpus,throughput (img/s)\nx,1,100\nx,2,190\n")
    (tmp_path / "b.csv").write_text("benchmark,gpus,throughput (img/s)\nx,1,110\nx,4,400\n")
    done = runcmp("diff", "a.csv", "b.csv", "--format", "csv", cwd=tmp_path)
    found = [(row["devices"], row["verdict"]) for row in rows(done.stdout)]
    assert found == [("1", "untested"), ("2", "missing_new"), ("4", "missing_base")]


@pytest.mark.parametrize("ending", ["parquet", "csv", "json", "jsonl"])
def test_what_export_writes_is_read_back_to_the_same_table(tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"runs.{ending}"
    assert runcmp("export", "sample_data", "-o", str(target)).returncode == 0
    first = runcmp("show", "sample_data", "--metric", "all", "--format", "csv").stdout
    again = runcmp("show", str(target), "--metric", "all", "--format", "csv").stdout
    assert again == first
    assert len(rows(first)) > 100


def test_standard_input_and_labels() -> None:
    content = (HOME / CSC).read_bytes()
    done = runcmp("show", "-", "--format", "csv", stdin=content)
    assert len(rows(done.stdout)) == 40
    labelled = runcmp("show", f"mine={CSC}", "--format", "csv")
    assert {row["label"] for row in rows(labelled.stdout)} == {"mine"}


def test_without_a_terminal_the_bare_command_prints() -> None:
    assert runcmp(CSC).stdout == runcmp("show", CSC).stdout


def test_limit_columns_where_and_runs() -> None:
    done = runcmp("show", CSC, "--columns", "line,value", "--limit", "2", "--format", "csv")
    assert done.stdout.splitlines() == ["line,value", "3,758.9", "4,2836.54"]
    large = runcmp("show", CSC, "--where", "devices = 8 AND efficiency > 0.93", "--format", "csv")
    assert {row["is_baseline"] for row in rows(large.stdout)} >= {"false"}
    records = rows(runcmp("show", CSC, "--runs", "--format", "csv").stdout)
    assert records[0]["run"] == "csc_pytorch_ddp.md:3"
    assert records[19]["reason"] == "ERROR"


def test_output_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "table.csv"
    done = runcmp("show", CSC, "--format", "csv", "-o", str(target))
    assert (done.returncode, done.stdout) == (0, "")
    assert len(rows(target.read_text())) == 40
    refused = runcmp("show", CSC, "-o", str(tmp_path / "no" / "where.csv"))
    assert refused.returncode == 2
    assert "cannot be written" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", CSC, "--where", "nodez > 1"], "no column 'nodez'"),
        (["show", CSC, "--where", "devices >"], "not an SQL condition"),
        (["show", CSC, "--sort", "-speed"], "no column 'speed'"),
        (["show", CSC, "--metric", "speed"], "no metric 'speed'"),
        (["show", CSC, "--columns", "x"], "no column 'x'"),
        (["show", CSC, "--by", "+value"], "cannot group by 'value'"),
        (["show", CSC, "--better", "throughput=up"], "use higher or lower"),
        (["diff", CSC], "takes two inputs"),
        (["diff", CSC, "--base", "devices = 1"], "go together"),
        (["diff", CSC, "--base", "devices = 3", "--new", "devices = 1"], ("no runs match --base")),
        (["show", "nowhere.csv"], "nowhere.csv"),
        (["export", CSC, "-o", "runs.xlsx"], "name a .parquet"),
        (["plot", CSC, "--width", "99999999"], "is too large; a chart has at most 1000x1000"),
        (["plot", CSC, "--height", "99999999"], "is too large; a chart has at most 1000x1000"),
        (["plot", CSC, "--width", "9" * 5000], "is not a count of 1 or more"),
        (["show"], "PATH; see runcmp show --help"),
        (["show", CSC, "--limit", "0"], "'0' is not a count of 1 or more; see runcmp show --help"),
        (["--format", "xml"], "invalid choice: 'xml'"),
    ],
)
def test_bad_usage_is_one_clear_line_and_status_2(arguments: list[str], says: str) -> None:
    done = runcmp(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_what_cannot_be_read_is_said_and_the_rest_is_shown(tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text("benchmark,gpus,throughput (img/s)\nx,1,100\n")
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "binary.dat").write_bytes(b"\x7fELF\x00\x01\x02" * 50)
    done = runcmp("show", "good.csv", "empty.csv", "binary.dat", cwd=tmp_path)
    assert done.returncode == 0
    assert "1 file · 1 run" in done.stdout
    assert "empty.csv" in done.stderr
    assert "binary.dat" in done.stderr
    alone = runcmp("show", "empty.csv", cwd=tmp_path)
    assert alone.returncode == 2


def test_hostile_text_is_shown_harmlessly(tmp_path: Path) -> None:
    (tmp_path / "evil.csv").write_bytes(
        b"benchmark,gpus,throughput (img/s)\n\x1b[31mred\x1b[0m [bold]x[/bold],1,100\n"
    )
    for form in ("text", "md", "csv"):
        done = runcmp("show", "evil.csv", "--format", form, "--runs", cwd=tmp_path)
        assert "\x1b" not in done.stdout
        assert "[bold]x[/bold]" in done.stdout.replace("\\", "")


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m runcmp show sample_data | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=HOME)
    assert done.stderr == ""


@pytest.mark.parametrize("theirs", ["parsers/__init__.py", "parsers.py"])
def test_a_shadowing_package_is_named_with_both_paths(theirs: str, tmp_path: Path) -> None:
    file = tmp_path / theirs
    file.parent.mkdir(exist_ok=True)
    file.write_text("")
    done = subprocess.run(
        [sys.executable, "-m", "runcmp", "show", CSC],
        capture_output=True,
        text=True,
        cwd=HOME,
        env={**os.environ, "PYTHONPATH": f"{tmp_path}:{HOME}", "PYTHONSAFEPATH": "1"},
    )
    assert done.returncode == 2
    assert str(file if file.parent == tmp_path else file.parent) in done.stderr
    assert str(HOME / "parsers") in done.stderr
    assert "env -u PYTHONPATH" in done.stderr


def test_version_and_help() -> None:
    from tui.version import VERSION

    assert runcmp("--version").stdout == f"runcmp {VERSION}\n"
    text = runcmp("--help").stdout
    for command in ("show", "diff", "export"):
        assert f"runcmp {command}" in text
        assert runcmp(command, "--help").returncode == 0


@pytest.mark.parametrize("name", ["report", "doctor", "man"])
def test_a_command_says_how_to_read_a_folder_of_its_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "runs.csv").write_text("gpus,runtime (s)\n1,10\n2,6\n")
    told = f"runcmp: {name} is a command here; runcmp ./{name} reads what is there\n"
    assert runcmp(name, cwd=tmp_path).stderr.endswith(told)
    read = runcmp(f"./{name}", cwd=tmp_path)
    assert (read.returncode, read.stderr) == (0, "")
    assert "2 runs" in read.stdout
    # With paths it is clear what is meant.
    if name == "report":
        assert "is a command" not in runcmp(name, name, cwd=tmp_path).stderr
    assert "is a command" not in runcmp(name, "--help").stderr


@pytest.mark.parametrize("defect", [RuntimeError, pl.exceptions.PanicException])
def test_an_error_nobody_foresaw_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], defect: type[BaseException]
) -> None:
    from tui import cli

    def fail(*_: object) -> NoReturn:
        raise defect("the unforeseen\nand more")

    monkeypatch.setattr(cli, "terminal", fail)
    assert cli.main(["show", CSC]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "the unforeseen" in line


def test_python_m_tui_is_the_same_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui", "show", CSC], capture_output=True, text=True, cwd=HOME
    )
    assert done.stdout == runcmp("show", CSC).stdout


SMALL = "benchmark,gpus,lr,throughput\na,1,0.1,10\na,2,0.00012345,19\na,4,1,OUT OF MEM\n"


@pytest.fixture
def small(tmp_path: Path) -> str:
    path = tmp_path / "small.csv"
    path.write_text(SMALL)
    return str(path)


def in_shell(command: str, small: str) -> subprocess.CompletedProcess[str]:
    """Run a shell command; ``$runcmp`` is the command, ``$small`` a readable file."""
    environment = {"PYTHONPATH": str(HOME), "runcmp": f"{sys.executable} -m runcmp", "small": small}
    return subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        cwd=HOME,
        timeout=60,
    )


FORMS = [*(f"show --format {f}" for f in ("text", "md", "csv", "json", "jsonl"))] + [
    f"export --format {f}" for f in ("parquet", "csv", "json", "jsonl")
]


APART = ("show --format text", "show --format jsonl", "export --format parquet")
"""Commands that write their output as any other does: as text, lines and bytes."""


@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_is_said_in_one_line(form: str, small: str) -> None:
    tried = [runcmp(*form.split(), small, "-o", "/dev/full")]
    tried += [in_shell(f"$runcmp {form} $small > /dev/full", small)] if form in APART else []
    for done in tried:
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert "cannot be written: No space left on device" in done.stderr


@pytest.mark.parametrize("form", ["text", "csv", "jsonl"])
def test_a_file_that_may_grow_no_further_is_what_it_was(
    form: str, small: str, tmp_path: Path
) -> None:
    target = tmp_path / "kept"
    target.write_text("the only copy\n")
    command = f"ulimit -f 1; $runcmp show --runs --format {form} {CSC} -o {target}"
    done = in_shell(command, small)
    assert done.returncode == 2
    assert done.stderr == (
        f"runcmp: {target}: cannot be written: File too large; name another file with -o\n"
    )
    assert target.read_text() == "the only copy\n"
    assert sorted(tmp_path.iterdir()) == [target, Path(small)]


def test_a_folder_that_cannot_be_written_is_said_before_any_work(tmp_path: Path) -> None:
    for command in (("show",), ("plot",), ("export",), ("diff", CSC), ("audit",)):
        done = runcmp(*command, "missing.csv", "-o", str(tmp_path / "no" / "runs.csv"))
        assert done.returncode == 2
        assert done.stderr.splitlines() == [
            f"runcmp: {tmp_path}/no/runs.csv: cannot be written: No such file or directory; "
            "name another file with -o"
        ]


def test_a_dash_is_standard_output(tmp_path: Path) -> None:
    for command in ("show", "audit", "scaling", "export", "plot", ""):
        words = [command] if command else []
        with chdir(tmp_path):
            there, expected = (
                runcmp(*words, str(HOME / CSC), *output) for output in (["-o", "-"], [])
            )
        assert there.returncode == 0
        assert there.stdout == expected.stdout
    assert list(tmp_path.iterdir()) == []


def test_standard_output_by_its_name_goes_where_the_shell_has_come_to(
    small: str, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    in_shell(f"(echo first; $runcmp show $small -o /dev/stdout; echo last) > {log}", small)
    assert log.read_text() == f"first\n{runcmp('show', small).stdout}last\n"


def test_a_cut_record_is_told(tmp_path: Path) -> None:
    whole, cut = tmp_path / "runs.jsonl", tmp_path / "cut.jsonl"
    assert runcmp("export", CSC, "-o", str(whole)).returncode == 0
    content = whole.read_bytes().rstrip()
    last = content.rindex(b"\n") + 1
    for end in range(last + 1, len(content), 40):
        cut.write_bytes(content[:end])
        assert "cut.jsonl:40: " in runcmp("show", str(cut)).stdout


@pytest.mark.parametrize("form", APART)
def test_a_pipe_that_nobody_reads_is_no_error(form: str, small: str) -> None:
    done = in_shell(f"$runcmp {form} sample_data | true; echo ${{PIPESTATUS[0]}}", small)
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_closed_streams_are_no_reason_to_fail(small: str) -> None:
    expected = in_shell("$runcmp show $small", small).stdout
    assert in_shell("$runcmp show $small <&-", small).stdout == expected
    assert in_shell("$runcmp show $small /nope 2>&-", small).stdout == expected
    done = in_shell("$runcmp show $small >&-", small)
    assert (done.returncode, done.stderr) == (
        2,
        "runcmp: stdout is closed; redirect it to a file\n",
    )
    assert in_shell("$runcmp show $small -o /dev/stderr >&-", small).stderr == expected
    assert in_shell("$runcmp doctor >&-", small).stderr == done.stderr


def test_the_doctor_says_that_a_disk_is_full(small: str) -> None:
    done = in_shell("$runcmp doctor > /dev/full", small)
    assert (done.returncode, done.stderr) == (
        2,
        "runcmp: stdout: cannot be written: No space left on device; redirect it to another file\n",
    )


def test_an_input_is_never_overwritten(small: str) -> None:
    for command in (
        "export $small -o $small",
        "show $small -o $small",
        "diff $small CSC -o $small",
    ):
        done = in_shell(f"$runcmp {command.replace('CSC', CSC)}", small)
        assert done.returncode == 2
        assert "is one of the inputs" in done.stderr
        assert Path(small).read_text() == SMALL


HOSTILE = "x\x1b]52;c;aGk=\x07[bold]\u202e\x9b31m"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--where", f"{HOSTILE} > 1"],
        ["--where", f"benchmark = '{HOSTILE}' and 1"],
        ["--sort", HOSTILE],
        ["--columns", HOSTILE],
        ["--by", HOSTILE],
        ["--metric", HOSTILE],
        ["--better", HOSTILE],
        ["--limit", HOSTILE],
        [f"--{HOSTILE}"],
        ["-o", f"/nope/{HOSTILE}"],
        [HOSTILE],
    ],
)
def test_what_an_argument_says_is_repeated_harmlessly(arguments: list[str], small: str) -> None:
    done = runcmp("show", small, *arguments)
    assert "bold" in done.stderr
    assert not set(done.stdout + done.stderr) & set("\x1b\x07\x9b\u202e")


def test_any_column_can_be_shown_once(small: str) -> None:
    names = "unit,better,low,devices,devices,line,scaling"
    text = runcmp("show", small, "--columns", names).stdout.splitlines()
    titles = next(line for line in text if "devices" in line).split()
    assert titles == ["unit", "better", "low", "devices", "line", "scaling"]
    table = rows(runcmp("show", small, "--columns", names, "--format", "csv").stdout)
    assert list(table[0]) == titles
    found = runcmp("show", small, "--runs", "--columns", "run,progress,role").stdout
    assert "small.csv:3            measured" in found


def test_no_number_and_no_reason_is_cut(small: str) -> None:
    text = runcmp("show", small).stdout
    assert "0.00012345" in text
    assert "OUT OF MEM" in text


def test_what_is_said_of_all_rows_is_true_of_those_that_a_limit_hides() -> None:
    where = "system = 'puhti' AND software LIKE '%2.0%'"
    lines = runcmp("show", CSC, "--where", where, "--limit", "3").stdout.splitlines()
    assert lines[0] == "1 file · 10 runs · 10 configurations · first 3 of 10 shown"
    assert lines[1] == "software PyTorch 2.0.0+cu117 · system puhti · metric throughput"
    assert lines[3].split()[:2] == ["benchmark", "devices"]


def test_a_limit_of_a_comparison_or_of_series_says_so() -> None:
    where = "software LIKE '%2.0%'"
    done = runcmp("diff", CSC, "--on", "system", "--where", where, "--limit", "3")
    lines = done.stdout.splitlines()
    assert lines[1:3] == [
        "same: label csc_pytorch_ddp.md · software PyTorch 2.0.0+cu117",
        "first 3 of 10 shown",
    ]
    done = runcmp("scaling", CSC, "--limit", "2")
    assert done.stdout.splitlines()[0].endswith(" · first 2 of 20 series")


def test_a_limit_may_be_larger_than_any_table(small: str) -> None:
    assert runcmp("show", small, "--limit", "9" * 30).stdout == runcmp("show", small).stdout


@pytest.mark.parametrize("command", ["show", "show --runs", "show --format md", "diff"])
def test_a_locale_without_utf8_gets_ascii(command: str, tmp_path: Path) -> None:
    cell = "Größe·×—µ█ 性能"
    text = f"benchmark,gpus,latency (us)\n{cell},1,9.5\n{cell},2,5.5\nb,4,1.25\n"
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = ["a.csv", "b.csv"]
    done = runcmp(*command.split(), *files, cwd=tmp_path, LC_ALL="C")
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert "Gro?e.x-u? ??" in done.stdout
    assert cell in runcmp(*command.split(), *files, cwd=tmp_path, LC_ALL="C.UTF-8").stdout


def test_lists_are_json_in_csv_too(tmp_path: Path) -> None:
    log = "## ResNet18, 2 GPUs\n\nStep1: 100 data/sec\nStep2: 110 data/sec\n"
    (tmp_path / "log.md").write_text(log)
    table = rows(runcmp("show", "log.md", "--runs", "--format", "csv", cwd=tmp_path).stdout)
    assert [json.loads(row["progress"]) for row in table] == [[100.0, 110.0]]


def test_markdown_shows_what_the_file_says_and_obeys_none_of_it(tmp_path: Path) -> None:
    name = "<b>a</b> [x](y) *z* `c` d|e \\ f_g"
    (tmp_path / "a.csv").write_text(f"benchmark,gpus,runtime\n{name},1,9.5\nb,1,8.5\n")
    text = runcmp("show", "a.csv", "--format", "md", cwd=tmp_path).stdout
    assert r"\<b>a\</b> \[x](y) \*z\* \`c\` d\|e \\ f_g" in text


@pytest.mark.parametrize("name", [None, *COMMANDS])
def test_help_says_what_every_option_does(
    name: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*([name] if name else []), "--help"])
    assert ended.value.code == 0
    help_text = capsys.readouterr().out.partition("options:")[2]
    options = re.findall(r"^  (-\S.*?)(?:  +(\S.*))?\n( {8,}\S.*)?", help_text, re.MULTILINE)
    assert options
    assert [option for option, beside, below in options if not (beside or below)] == []


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("show", "no rows match --where 'devices > 9'"),
        ("export", "no records match --where 'devices > 9'"),
        ("plot", "no series: no rows match the condition"),
    ],
)
def test_a_condition_that_leaves_nothing_is_said(
    command: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "two.csv").write_text("benchmark,gpus,throughput\na,1,10\na,2,19\n")
    assert main([command, str(tmp_path / "two.csv"), "--where", "devices > 9"]) == 0
    said = capsys.readouterr()
    assert said.err == f"runcmp: {says}\n"


def test_a_baseline_that_nobody_ran_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "two.csv").write_text("benchmark,gpus,throughput\na,1,10\na,2,19\n")
    assert main(["show", str(tmp_path / "two.csv"), "--baseline", "7"]) == 0
    assert "no speedup: no series has a run on the requested baseline, 7" in capsys.readouterr().out


def test_counts_of_many_names_are_noted_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for nodes in (1, 2, 4, 8):
        (tmp_path / f"run_{nodes}nodes.csv").write_text(f"time (s)\n{60 / nodes}\n")
    assert main(["show", str(tmp_path)]) == 0
    noted = [line for line in capsys.readouterr().out.splitlines() if "its name" in line]
    first = tmp_path / "run_1nodes.csv"
    assert noted == [f"{first}: 1 node: its name says so; likewise in 3 more files"]


def test_what_many_files_share_is_noted_once(tmp_path: Path) -> None:
    for size in range(1, 7):
        (tmp_path / f"run{size}.csv").write_text(f"workers,seconds\n{size},{60 / size}\n{size},9\n")
    out = runcmp("show", "results", cwd=tmp_path.rename(tmp_path.with_name("results")).parent)
    noted = [line for line in out.stdout.splitlines() if "read as ranks" in line]
    assert noted == [
        "results/run1.csv:1: `workers` read as ranks: nothing else is counted; same in 5 more files"
    ]

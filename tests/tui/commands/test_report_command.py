"""``report``: a document for a proposal, in three markup languages."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.paths import SAMPLES
from tests.tui.commands.test_cli import runcmp
from tests.tui.printed.tex_reader import check_document

STUDY = """\
software,system,size,nodes,gpus,runtime (s)
flow 2.1,alpha,4096,1,4,3600
flow 2.1,alpha,4096,1,4,3600
flow 2.1,alpha,4096,2,8,1900
flow 2.1,alpha,4096,2,8,1900
flow 2.1,alpha,4096,4,16,1200
flow 2.1,alpha,4096,4,16,1300
"""
FORMS = ("md", "html", "tex")
NASTY = (
    r"\input{/etc/passwd} \write18{id} $x^2_1$ 50% ~#& {{",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "![pic](http://example.org/x.png) [a](javascript:b) `c` **d** | e",
    "--> ]]> </style></title> &lt; &#x3c; \\",
    "速度 ħ ± σ² \U0001f600 \u202ekcab",
    "\"quoted\" 'single' [opt] * - \\\\[1cm] %",
)


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "study.csv"
    file.write_text(STUDY)
    return file


def written(folder: Path, form: str, *arguments: str) -> str:
    done = runcmp("report", *arguments, "-o", f"report.{form}", cwd=folder)
    assert done.returncode == 0, done.stderr
    return (folder / f"report.{form}").read_text(encoding="utf-8")


def test_it_has_what_a_call_asks_for(study: Path) -> None:
    text = written(study.parent, "md", "study.csv")
    assert "| system | alpha |" in text
    assert "| problem size | 4096 |" in text
    assert "## Strong scaling" in text
    heading = "| devices | nodes | n | runtime (s) | ± % | ideal (s) | speedup | efficiency |"
    assert heading in text
    assert "| 16 | 4 | 2 | 1250 | 4.0 | 900 | 2.88× | 72.0 % |" in text
    assert "Amdahl: serial" in text
    assert "fitted to 3 points, 4 to 16 devices" in text
    assert (
        "cost on 16 devices (the largest count with efficiency >= 70 %): "
        "5.556 device-hours per run, 1.389 node-hours"
    ) in text
    assert "| 16 | 2 | 1200 to 1300 s | smallest to largest | study.csv:6-7 |" in text
    assert "Each value is the median of its runs" in text


def test_what_the_sources_do_not_say_is_said_to_be_missing(study: Path) -> None:
    text = written(study.parent, "md", "study.csv")
    assert "| device model | not stated |" in text
    assert "- not stated in study.csv: device model, date of the runs" in text
    assert "- weak scaling: no series is stated to have a problem size that grows" in text
    study.write_text(re.sub(r",4096", "", STUDY).replace("size,", ""))
    text = written(study.parent, "md", "study.csv")
    assert "- not stated in study.csv: device model, problem size, date of the runs" in text
    assert "- neither strong nor weak scaling: no series is stated" in text
    assert "## Scaling, kind not stated" in text


def test_many_sources_are_named_once_where_something_is_missing(study: Path) -> None:
    (study.parent / "second.csv").write_text(study.read_text())
    text = written(study.parent, "md", "study.csv", "second.csv")
    assert "| device model | not stated |" in text
    assert text.count("not stated in study.csv, second.csv") == 1


def test_what_some_runs_do_not_say_is_counted(study: Path) -> None:
    silent = "flow 2.1,,4096,1,4,3500\nflow 2.1,,4096,2,8,1800\n"
    study.write_text(f"{STUDY}{silent}flow 3.0,alpha,4096,1,4,3000\n")
    text = written(study.parent, "md", "study.csv")
    assert "- system not stated for 2 of 8 runs" in text
    assert "- 1 series of a single count, or beyond --limit, not shown" in text


def test_a_count_is_chosen_and_what_was_chosen_is_told(study: Path) -> None:
    text = written(study.parent, "md", "study.csv", "--count", "8", "--where", "size = 4096")
    assert "cost on 8 devices (as chosen): 4.222 device-hours per run, 1.056 node-hours" in text
    assert "study.csv; where size = 4096; count 8" in text


@pytest.mark.parametrize("form", FORMS)
def test_doubts_and_findings_stand_in_it(form: str, study: Path) -> None:
    study.write_text("gpus,runtime (s)\n1,100\n2,10\n4,5\n8,2\n")
    text = written(study.parent, form, "study.csv")
    assert "Warnings" in text
    assert "efficien" in text.partition("Warnings")[2].partition("Scaling, kind")[0]


def test_findings_are_those_about_the_runs_shown() -> None:
    done = runcmp("report", str(SAMPLES / "rcc_mnist_ddp.md"), "--where", "benchmark = 'MNIST'")
    warnings = done.stdout.partition("## Warnings")[2].partition("## ")[0]
    assert "inconsistent step count" in warnings
    assert "node count contradicts host list" not in warnings
    assert "findings about other rows of the sources: runcmp audit" in warnings


def test_no_chart_is_put_beside_what_is_no_file(study: Path) -> None:
    device = study.parent / "device" / "report.md"
    device.parent.mkdir()
    device.symlink_to("/dev/null")
    assert runcmp("report", str(study), "-o", str(device)).returncode == 0
    assert [file.name for file in device.parent.iterdir()] == ["report.md"]


def test_the_chart_stands_beside_markdown_and_within_the_others(study: Path) -> None:
    folder = study.parent
    text = written(folder, "md", "study.csv")
    assert "](report-strong.svg)" in text
    assert (folder / "report-strong.svg").read_text().startswith("<svg")
    assert "```" in runcmp("report", "study.csv", cwd=folder).stdout
    html = written(folder, "html", "study.csv")
    (picture,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]*)"', html)
    assert base64.b64decode(picture).startswith(b"<svg")
    assert not re.search(r"https?://|<script|<link|url\(", html)
    tex = written(folder, "tex", "study.csv")
    assert r"(16,2.88) += (0,0.12) -= (0,0.110769)" in tex
    assert "dashed] coordinates {(4,1) " in tex
    check_document(tex)


def test_a_report_is_not_read_as_results(study: Path) -> None:
    folder = study.parent
    before = runcmp("show", ".", "--format", "csv", cwd=folder).stdout
    for form in FORMS:
        written(folder, form, "study.csv")
    after = runcmp("show", ".", "--format", "csv", cwd=folder)
    assert after.stdout == before
    named = runcmp("show", "report.md", cwd=folder)
    assert named.returncode == 2
    assert "written by runcmp; name the results it was made from" in named.stderr


def test_a_file_of_another_kind_and_an_input_are_refused(study: Path) -> None:
    folder = study.parent
    done = runcmp("report", "study.csv", "-o", "report.pdf", cwd=folder)
    assert (done.returncode, done.stderr) == (
        2,
        "runcmp: report.pdf: name a .md, .html or .tex file, or --format\n",
    )
    table = folder / "table.md"
    table.write_text("| gpus | runtime (s) |\n|---|---|\n| 1 | 10 |\n| 2 | 6 |\n")
    done = runcmp("report", "table.md", "-o", "table.md", cwd=folder)
    assert done.returncode == 2
    assert "is one of the inputs" in done.stderr
    assert "runtime (s)" in table.read_text()


def test_standard_input_is_called_so() -> None:
    done = runcmp("report", "-", stdin=b"gpus,runtime (s)\n1,100\n2,60\n")
    assert "| system | not stated |" in done.stdout


def test_what_has_no_series_says_so(study: Path) -> None:
    study.write_text("case,runtime (s)\na,1\nb,2\n")
    done = runcmp("report", "study.csv", cwd=study.parent)
    assert done.returncode == 0
    assert "no series: no run has a device" in done.stderr
    assert "| problem size | not stated" in done.stdout


# Text that is meant to be obeyed, in every place that a file or a path has


@pytest.fixture
def nasty(tmp_path: Path) -> Path:
    quoted = ['"' + text.replace('"', '""') + '"' for text in NASTY]
    rows = [f"{name},{name},{name},{n},{10 / n + 1}" for name in quoted for n in (1, 2, 4)]
    title = '"<b>_x_$</b>\\"'
    (tmp_path / "a <b>$&_{}.csv").write_text(
        "\n".join([f"benchmark,system,{title},gpus,runtime (s)", *rows])
    )
    return tmp_path


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


TAGS = (
    "html head meta title style body h1 h2 h3 p ul li div table thead tbody tr th td figure img "
    "figcaption"
)


@pytest.mark.parametrize("arguments", [["report"], ["show", "--format", "html"], ["scaling"]])
def test_html_shows_nasty_text_and_obeys_none(arguments: list[str], nasty: Path) -> None:
    (file,) = nasty.iterdir()
    out = nasty / "out.html"
    done = runcmp(*arguments, str(file), "-o", str(out))
    assert done.returncode == 0, done.stderr
    page = Tags()
    page.feed(out.read_text(encoding="utf-8"))
    assert page.tags <= set(TAGS.split())
    assert page.attributes <= {"lang", "charset", "http-equiv", "content", "name", "class"} | {
        "alt",
        "src",
    }
    for text in NASTY[:4]:
        assert text in page.text
    assert "\u202e" not in page.text
    assert "default-src 'none'" in out.read_text()


def test_markdown_shows_nasty_text_and_obeys_none(nasty: Path) -> None:
    (file,) = nasty.iterdir()
    out = nasty / "out.md"
    assert runcmp("report", str(file), "-o", str(out)).returncode == 0
    tokens = MarkdownIt("commonmark").enable("table").parse(out.read_text(encoding="utf-8"))
    inline = [each for token in tokens for each in token.children or ()]
    kinds = {each.type for each in inline}
    assert kinds <= {"text", "softbreak", "image", "text_special"}
    assert {each.attrs["src"] for each in inline if each.type == "image"} == {"out-assumed.svg"}
    blocks = [token for token in tokens if token.type == "html_block"]
    assert [token.content for token in blocks] == ["<!-- written by runcmp report -->\n"]
    assert sum(token.type == "table_open" for token in tokens) == 3 + len(NASTY)


@pytest.mark.parametrize("command", ["report", "show", "scaling", "audit"])
def test_latex_prints_nasty_text_and_obeys_none(command: str, nasty: Path) -> None:
    (file,) = nasty.iterdir()
    out = nasty / "out.tex"
    assert runcmp(command, str(file), "-o", str(out)).returncode == 0
    text = out.read_text(encoding="utf-8")
    check_document(text)
    assert not re.search(r"\\(?:input|write)\b(?! this;)", text)
    latex = shutil.which("pdflatex")
    if latex is None:
        return
    if command != "report":
        out = nasty / "whole.tex"
        declared = "".join(
            rf"\DeclareUnicodeCharacter{{{ord(char):04X}}}{{?}}"
            for char in {char for char in text if ord(char) > 0x17F or char == "ħ"}
        )
        out.write_text(
            r"\documentclass{article}\usepackage[T1]{fontenc}\usepackage{booktabs}"
            rf"{declared}\begin{{document}}\input{{out.tex}}\end{{document}}",
            encoding="utf-8",
        )
    done = subprocess.run(
        [latex, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", out.name],
        cwd=nasty,
        capture_output=True,
        text=True,
        errors="replace",
    )
    assert done.returncode == 0, done.stdout[-1500:]


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("size,bandwidth (MB/s)\n1024,900\n2048,1500\n4096,2300\n8192,3000\n", "size"),
        ("date,seconds\n2026-01-01,3\n2026-01-02,3\n2026-01-03,4\n", "time"),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_it_is_along_the_axis_that_the_data_give(
    form: str, text: str, over: str, study: Path
) -> None:
    study.write_text(text)
    report = written(study.parent, form, "study.csv")
    assert f"study over {over}" in report
    assert "fficiency" not in report
    if form == "tex":
        check_document(report)
        assert ("xmode=log" in report) == (over == "size")
        assert ("{2026-01-02}" in report) == (over == "time")


def test_its_axis_can_be_chosen(study: Path) -> None:
    study.write_text("gpus,tile,runtime (s)\n1,8,80\n1,16,64\n2,8,41\n2,16,33\n")
    assert "study over tile" in written(study.parent, "md", "study.csv", "--over", "tile")


@pytest.mark.parametrize(
    ("heading", "cells", "said"),
    [
        ("size", ("4 KiB", "64 KiB"), "4 KiB, 64 KiB"),
        ("size (elements)", ("1024", "4096"), "1024, 4096 elements"),
    ],
)
def test_the_problem_size_keeps_its_unit(
    heading: str, cells: tuple[str, str], said: str, tmp_path: Path
) -> None:
    study = tmp_path / "copy.csv"
    study.write_text(f"{heading},time (s)\n{cells[0]},0.1\n{cells[1]},0.3\n")
    assert f"| problem size | {said} |" in runcmp("report", str(study)).stdout

"""The same nasty strings through every output: each is shown as text, and none of them acts.

They stand wherever a file may have text: in cells, headings, names of columns, JSON keys, the names
of files and folders, and on the command line.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import polars as pl
import pytest
from textual.widgets import Input

from parsers import Loaded, load
from parsers.clean import clean
from tests.forked_program import forked
from tests.paths import HOME
from tests.pilot import app_on, press, settled
from tests.pseudo_terminal import KEYS, Terminal
from tests.tui.printed import tex_reader
from tui.cli import main
from tui.options import overruling
from tui.options.candidates import candidates
from tui.options.input_names import input_names
from tui.printed.latex_text import escaped as in_latex

NASTY: Final = {
    "escape sequence": "\x1b[2J\x1b]0;owned\x07",
    "one-byte sequence": "\x9b31m\x9d0;owned\x9c",
    "right to left": "\u202egnp.exe\u2066x\u2069",
    "NUL": "a\x00b",
    "zero width": "pass\u200bword\ufeff",
    "script": "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": "\" onload=alert(1) x='",
    "end of a style": "]]></style></text><script>alert(1)</script>&lt;",
    "end of a comment": "--> <b>x</b>",
    "TeX": "\\input{/etc/passwd}\\write18{id}$x$ % ^^M ~",
    "shell": "$(touch owned) `touch owned` ; touch owned",
    "Markdown": "| a | ![x](http://evil) [y](javascript:alert(1)) <b>",
    "markup of Rich": "[bold red]x[/] [link=http://evil]y[/link]",
    "formula": '=HYPERLINK("http://evil")',
    "formula with a sign": "+cmd|' /C calc'!A0",
    "formula with an at": "@SUM(1)",
    "long": "x" * 3000,
    "accents": "Z" + "\u0301" * 100,
    "wide": "漢" * 100,
    "line ends": "a\r\nb",
    "templates": "{{7*7}} %s {0}",
    "quotes": 'a","b\'',
    "TOML": 'x"]\n[owned]',
}
TAGS: Final = frozenset(
    [
        *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "ul", "li"),
        *("div", "table", "thead", "tbody", "tr", "th", "td", "figure", "img", "figcaption"),
    ]
)
ATTRIBUTES: Final = frozenset(
    ["lang", "charset", "http-equiv", "content", "name", "class", "alt", "src"]
)


def rows() -> Iterator[list[object]]:
    for text in NASTY.values():
        for version, gain in (("1", 1.0), ("2", 1.1)):
            for count in (1, 2):
                for night in (1, 2):
                    value = 100 * count * gain * (0.9 if count > 1 else 1) + night / 10
                    yield [text, text + version, text, f"2026-01-0{night}", text, count, value]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of a nasty name, of files with nasty names, cells, headings and keys."""
    made = tmp_path_factory.mktemp("nasty") / clean_name(NASTY["escape sequence"])
    made.mkdir()
    for name in ("script", "shell", "right to left", "TeX", "formula"):
        (made / f"{clean_name(NASTY[name])}.csv").write_text("gpus,throughput\n1,10\n2,19\n")
    with (made / "cells.csv").open("w", newline="") as file:
        out = csv.writer(file)
        heading = f"param {NASTY['markup of Rich']}{NASTY['escape sequence']}{NASTY['script']}"
        out.writerow(["benchmark", "software", "system", "date", heading, "gpus", "throughput"])
        out.writerows(rows())
    objects = [
        {"name": text, text: text, "gpus": count, "time": 10 / count}
        for text in NASTY.values()
        for count in (1, 2)
    ]
    (made / "keys.json").write_text(json.dumps(objects))
    document = "".join(
        f"# {line}\n\n| GPUs | {line} | time (s) |\n|---|---|---|\n| 1 | {line} | 9 |\n\n"
        for line in (" ".join(text.split()).replace("|", "\\|") for text in NASTY.values())
    )
    (made / "headings.md").write_text(document)
    return made


def clean_name(text: str) -> str:
    """A text as the name of a file: without what no name has."""
    return re.sub(r"[/\0]", "_", text)


def acts_on_a_terminal(text: str) -> list[str]:
    """Return the lines with a character that acts on a terminal, or hides on it."""
    return [line for line in text.split("\n") if clean(line) != line]


@pytest.fixture(scope="module")
def read(folder: Path) -> Loaded:
    """What the folder holds: the same for every command."""
    return load([str(folder)])


Run = Callable[..., str]


@pytest.fixture
def run(
    folder: Path,
    read: Loaded,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> Run:
    """Runs a command on the folder, and returns what it prints, none of which acts."""
    monkeypatch.chdir(tmp_path)

    def read_once(paths: Sequence[str], *rest: Any, **named: Any) -> Loaded:
        return read if list(paths) == [str(folder)] else load(paths, *rest, **named)

    monkeypatch.setattr(overruling, "load", read_once)

    def run(*words: str) -> str:
        with suppress(SystemExit):
            main([str(folder) if word == "FOLDER" else word for word in words])
        out, err = (stream.decode() for stream in capsysbinary.readouterr())
        assert acts_on_a_terminal(out) == []
        assert acts_on_a_terminal(err) == []
        assert "internal error" not in err
        return out

    return run


TWO_SIDES: Final = ("--base", "software LIKE '%1'", "--new", "software LIKE '%2'")
COMMANDS: Final = (
    ("show", "FOLDER"),
    ("show", "FOLDER", "--runs"),
    ("show", "FOLDER", "--pivot", "gpus"),
    ("scaling", "FOLDER"),
    ("scaling", "FOLDER", "--summary"),
    ("plan", "FOLDER"),
    ("history", "FOLDER"),
    ("diff", "FOLDER", *TWO_SIDES),
)
"""What is printed in every format."""
DOCUMENTS: Final = (*COMMANDS, ("report", "FOLDER"))
WITH_ALL_PARTS: Final = (("diff", "FOLDER", *TWO_SIDES), ("report", "FOLDER"))
"""A table, verdicts, prose and pictures: other commands write with the same pieces."""
of_each_command = pytest.mark.parametrize(
    "words",
    [
        pytest.param(words, marks=() if words in WITH_ALL_PARTS else pytest.mark.slow)
        for words in DOCUMENTS
    ],
    ids=" ".join,
)


@pytest.mark.parametrize(
    "words",
    [
        *DOCUMENTS,
        ("plot", "FOLDER"),
        ("audit", "FOLDER", "--severity", "all"),
        ("explain", "FOLDER"),
        ("export", "FOLDER", "--format", "extrap"),
        ("man",),
        ("doctor",),
    ],
    ids=" ".join,
)
def test_as_text(words: tuple[str, ...], run: Run) -> None:
    options = () if words[0] in ("man", "doctor", "export") else ("--glyphs", "unicode")
    assert len(run(*words, *options)) > 100


@pytest.mark.parametrize("command", ["show", "scaling", "plot", "diff"])
def test_as_ascii(command: str, run: Run) -> None:
    sides = TWO_SIDES if command == "diff" else ()
    assert len(run(command, "FOLDER", *sides, "--glyphs", "ascii")) > 100


class Page(HTMLParser):
    """The tags, attributes and texts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.pictures: list[str] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.pictures += [value for name, value in attrs if name == "src" and value]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def check_picture(svg: str) -> None:
    """Hold that a picture has shapes and text, and nothing that runs or fetches."""
    for element in ElementTree.fromstring(svg).iter():
        assert element.tag.rpartition("}")[2] in {"svg", "g", "rect", "path", "text", "title"} | {
            *("line", "circle", "polyline", "polygon", "defs", "clipPath", "style", "tspan", "desc")
        }
        for name in element.attrib:
            assert not name.startswith("on") and "href" not in name
    assert acts_on_a_terminal(svg) == []


@of_each_command
def test_as_html(words: tuple[str, ...], run: Run) -> None:
    page = Page(run(*words, "--format", "html"))
    assert page.tags <= TAGS
    assert page.attributes <= ATTRIBUTES
    assert clean(NASTY["script"]) in "".join(page.texts)
    for picture in page.pictures:
        start, _, content = picture.partition(",")
        assert start == "data:image/svg+xml;base64"
        check_picture(b64decode(content).decode())


@of_each_command
def test_as_latex(words: tuple[str, ...], run: Run) -> None:
    text = run(*words, "--format", "latex")
    tex_reader.check_document(text)
    obeyed = re.sub(r"(?m)^% .*$", "", text)
    assert not re.search(r"\\(input|write)", obeyed)
    assert in_latex(clean(NASTY["TeX"])) in text


@of_each_command
def test_as_markdown(words: tuple[str, ...], run: Run) -> None:
    text = re.sub(r"(?ms)^```$.*?^```$", "", run(*words, "--format", "md"))
    cells = 0
    for line in text.split("\n"):
        bare = re.sub(r"\\.", "", line)
        is_row = bare.startswith("|")
        cells = (cells or bare.count("|")) if is_row else 0
        assert bare.count("|") == cells, line
        tags = set(re.findall(r"<[^>]*>?", bare))
        assert tags <= {"<!-- written by runcmp report -->"} | {
            *("<details>", "<summary>", "</summary>", "</details>")
        }
        assert "[" not in bare and "`" not in bare, line


@pytest.mark.parametrize("words", [*COMMANDS, ("export", "FOLDER")], ids=" ".join)
def test_as_data(words: tuple[str, ...], run: Run) -> None:
    table = list(csv.reader(io.StringIO(run(*words, "--format", "csv"))))
    assert {len(row) for row in table} == {len(table[0])}
    cells = [cell for row in table for cell in row]
    # For other programs a formula is data: whoever opens it in a spreadsheet imports it as text.
    assert NASTY["formula"] in cells
    for line in run(*words, "--format", "jsonl").splitlines():
        assert acts_on_a_terminal(str(list(json.loads(line).values()))) == []
    json.loads(run(*words, "--format", "json"))


def test_what_is_exported_comes_back(run: Run) -> None:
    run("export", "FOLDER", "-o", "before.csv")
    run("export", "before.csv", "-o", "after.csv")
    assert Path("after.csv").read_bytes() == Path("before.csv").read_bytes()
    run("export", "FOLDER", "-o", "before.parquet")
    frame = pl.read_parquet("before.parquet").select(pl.col(pl.String, pl.Categorical))
    texts = {str(value) for column in frame for value in column.unique()}
    assert [text for text in texts if clean(text) != text] == []
    assert NASTY["formula"] in texts


@pytest.mark.parametrize("measure", ["efficiency", "value"])
def test_as_a_picture(measure: str, run: Run) -> None:
    run("plot", "FOLDER", "--y", measure, "-o", "chart.svg")
    check_picture(Path("chart.svg").read_text())


@pytest.mark.parametrize("name", sorted(NASTY.keys() - {"NUL"}))
def test_on_the_command_line(name: str, folder: Path, run: Run) -> None:
    text, file = NASTY[name], str(folder / f"{clean_name(NASTY['shell'])}.csv")
    for option in ("--where", "--metric", "--sort", "--columns", "--by", "--better", "--read"):
        run("show", file, f"{option}={text}")
    run("show", f"{text}={file}")
    run("show", text)
    run("report", file, "-o", f"{text}.pdf")
    run("diff", file, "--on", text)
    run("plot", file, "--over", text)
    run(text)


def test_completed_by_a_shell(folder: Path) -> None:
    file = str(folder / "cells.csv")
    for words in (["show", file, "--columns", ""], ["diff", file, "--on", "software="]):
        offered = candidates(words, input_names())
        assert offered
        assert [each for each in offered if clean(each) != each] == []


def test_completed_by_bash_nothing_is_run(tmp_path: Path) -> None:
    """Tab puts the one value into the line, quoted; nothing of it is run, then or on Enter."""
    (tmp_path / "runs.csv").write_text(
        "software,gpus,time\n" + "".join(f'"{NASTY["shell"]}",{n},{9 / n}\n' for n in (1, 2))
    )
    program = tmp_path / "runcmp"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m tui "$@"\n')
    program.chmod(0o755)
    environment = {"PYTHONPATH": str(HOME), "PATH": f"{tmp_path}:/usr/bin:/bin", "PS1": "> "}
    with Terminal(
        ["bash", "--norc", "-i"],
        cwd=tmp_path,
        environment=environment,
    ) as terminal:
        terminal.press("source <(runcmp completion bash); echo read" + "y" + KEYS["enter"])
        terminal.wait_for(lambda seen: "ready" in [line.strip() for line in seen.lines])
        for start in ("software=", '"software=', "soft"):
            terminal.press("clear; echo clea" + "r" + KEYS["enter"])
            terminal.settle(0.5)
            terminal.press(f"runcmp diff runs.csv --on {start}\t")
            if start == "software=":
                terminal.wait_for("touch")
            terminal.settle(1.0)
            assert ("touch" in terminal.text) == (start == "software=")
            terminal.press(
                "\x05" + ('"' if '"' in start else "") + "; echo don" + "e" + KEYS["enter"]
            )
            terminal.wait_for(lambda seen: "done" in seen.lines)
    assert not (tmp_path / "owned").exists()


async def test_in_the_app(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    async with app_on(".", "--no-state").run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        for keys in (["l", "F"], ["q", "I"], ["q", "a"], ["q", "p"], ["q", "5"], ["q", "i"]):
            lines = await press(pilot, *keys)
            assert [line for line in lines if clean(line) != line] == [], keys
        await press(pilot, "q")
        for text in NASTY.values():
            await press(pilot, "/")
            pilot.app.screen.query_one(Input).value = text
            lines = await press(pilot, "enter")
            assert [line for line in lines if clean(line) != line] == []


def test_nothing_of_a_file_reaches_the_terminal_as_a_sequence(folder: Path) -> None:
    """Titles, links, the bell, the clipboard: the app sends none unasked, whatever it shows."""
    with Terminal(
        [sys.executable, "-m", "tui", "--no-state", "."],
        cwd=folder,
        environment={"PYTHONPATH": str(HOME)},
        run=forked,
    ) as terminal:
        terminal.wait_for("? help")
        for key in ("l", "F", "q", "a", "q", "p", "q", "i", "q", "o", "q"):
            terminal.press(key)
            terminal.settle(0.2)
        sent = terminal.output.decode()
    assert "owned" in sent
    # The first is the shape of the mouse, which Textual sends.
    assert set(re.findall("\x1b\\][^\x07\x1b]*\x07?|\x07|\x9b|\x9d|\x1bP[^\x1b]*", sent)) <= {
        "\x1b]22;default\x07"
    }

"""The documents tell the truth: their commands, links, keys and pictures.

A ```console block is run line by line after ``$ `` in a folder that holds the sample data, and has
to print what stands there; a line ``…`` stands for any number of lines. With RUNCMP_DOCS=write
(``make docs``) the blocks and the tables of keys, columns and formats are written anew instead.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import chdir
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryFile
from unittest import mock

import pytest

from analysis import columns, output_columns
from analysis.column_spec import ColumnSpec
from analysis.record_columns import RECORD
from tests.parsers.programs.format_rows import format_rows
from tests.paths import HOME
from tui.app import actions
from tui.cli import main

DOCUMENTS = sorted(
    [*HOME.glob("*.md"), *(HOME / "docs").rglob("*.md"), *(HOME / "benchmarks").glob("*.md")]
)
PICTURES = HOME / "docs" / "pictures"
WRITE = os.environ.get("RUNCMP_DOCS") == "write"
ANY_LINES = "…"
STATUS = '; echo "exit status $?"'
QUOTED = re.compile(r"""'[^']*'|"[^"$`\\!]*\"""")
SPECIAL = re.compile(r"""[|&;<>()$`\\"'~*?\[{#!]""")
"""What a shell does not pass on as it stands, outside of quotes."""

BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
FILE = re.compile(r"`((?:\w+/)*\w+\.py)`")
PLACES = {
    "runs": "runs",
    "pairs": "comparison",
    "diff": "pair",
    "scaling": "scaling",
    "audit": "audit",
    "history": "history",
    "frequencies": "frequencies",
    "statistics": "statistics",
    "pivot": "pivot",
    "source": "source",
    "pager": "help",
}

by_name = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: str(path.relative_to(HOME))
)


@dataclass
class Example:
    """A command of a document, and the lines that it prints there."""

    command: str
    printed: list[str]

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in [f"$ {self.command}", *self.printed])

    def agrees_with(self, lines: list[str]) -> bool:
        """Whether the document's lines, with their gaps, are ``lines``."""
        parts = [
            list(part) for is_gap, part in groupby(self.printed, ANY_LINES.__eq__) if not is_gap
        ]
        if ANY_LINES not in self.printed:
            return self.printed == lines
        if self.printed[-1] != ANY_LINES:
            last = parts.pop()
            if lines[len(lines) - len(last) :] != last:
                return False
            lines = lines[: len(lines) - len(last)]
        at = 0
        for number, part in enumerate(parts):
            starts = range(at, len(lines) - len(part) + 1)
            if number == 0 and self.printed[0] != ANY_LINES:
                starts = range(1)
            found = next((i for i in starts if lines[i : i + len(part)] == part), None)
            if found is None:
                return False
            at = found + len(part)
        return True

    def renewed(self, lines: list[str]) -> Example:
        """Return the example with these lines, cut where it was cut."""
        if ANY_LINES not in self.printed:
            return Example(self.command, lines)
        gap = self.printed.index(ANY_LINES)
        tail = len(self.printed) - gap - 1
        return Example(
            self.command, [*lines[:gap], ANY_LINES, *lines[max(gap, len(lines) - tail) :]]
        )


def examples(block: str) -> list[Example]:
    found: list[Example] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(Example(line[2:], []))
        else:
            found[-1].printed.append(line)
    return found


def environment_in(folder: Path) -> dict[str, str]:
    """Where this project is installed, and nothing of whoever runs this."""
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(HOME),
        "LC_ALL": "C.UTF-8",
        "HOME": str(folder),
        "TERM": "xterm-256color",
    }


def prints(command: str, folder: Path) -> list[str]:
    """Return what a command prints on stdout and stderr; a shell runs what only a shell can."""
    alone = command.removesuffix(STATUS)
    arguments = arguments_of(alone)
    if arguments is None:
        return prints_in_shell(command, folder)
    status, text = run(arguments, folder)
    return (text + (f"exit status {status}\n" if alone != command else "")).splitlines()


def arguments_of(command: str) -> list[str] | None:
    """Return the arguments of a ``runcmp`` on its own; ``None`` for all that takes a shell."""
    words = shlex.split(command)
    if words[0] != "runcmp" or SPECIAL.search(QUOTED.sub("", command)):
        return None
    return words[1:]


def run(arguments: list[str], folder: Path) -> tuple[int, str]:
    """Run ``runcmp`` in this process; return its exit status and what it prints.

    A process of its own takes half a second to start, most commands less than a tenth of that. As
    in a process whose output goes into a pipe, stdout is written in blocks and stderr line by line.
    """
    with (
        TemporaryFile() as file,
        open(file.fileno(), "w", encoding="utf-8", closefd=False) as stdout,
        open(file.fileno(), "w", 1, encoding="utf-8", closefd=False) as stderr,
        Path(os.devnull).open(encoding="utf-8") as stdin,
        chdir(folder),
        mock.patch.dict(os.environ, environment_in(folder), clear=True),
        pytest.MonkeyPatch.context() as patch,
    ):
        for name, stream in (("stdin", stdin), ("stdout", stdout), ("stderr", stderr)):
            patch.setattr(sys, name, stream)
        try:
            status = main(arguments)
        except SystemExit as exit:
            status = exit.code if isinstance(exit.code, int) else 0
        stdout.flush()
        file.seek(0)
        return status, file.read().decode()


def prints_in_shell(command: str, folder: Path) -> list[str]:
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment_in(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return done.stdout.decode().splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the sample data and nothing else."""
    shutil.copytree(HOME / "sample_data", tmp_path / "sample_data")
    return tmp_path


@by_name
def test_commands_print_what_the_document_says(document: Path, folder: Path) -> None:
    text = document.read_text(encoding="utf-8")
    if WRITE:

        def renew(block: re.Match[str]) -> str:
            return "".join(
                str(example.renewed(prints(example.command, folder)))
                for example in examples(block[0])
            )

        document.write_text(BLOCK.sub(renew, text), encoding="utf-8")
        return
    for block in BLOCK.findall(text):
        for example in examples(block):
            lines = prints(example.command, folder)
            if not example.agrees_with(lines):
                assert example.printed == lines, example.command


def test_a_gap_stands_for_any_lines_and_for_nothing_else() -> None:
    lines = ["a", "b", "c", "d"]
    assert Example("", lines).agrees_with(lines)
    assert not Example("", lines[:3]).agrees_with(lines)
    for gapped in ("a…", "…d", "a…d", "…", "a…c…", "…b…d", "ab…cd"):
        assert Example("", list(gapped)).agrees_with(lines), gapped
    for gapped in ("b…", "…c", "a…c", "ac…", "…d…c…", "abcd…d", "…e…"):
        assert not Example("", list(gapped)).agrees_with(lines), gapped
    assert Example("", list("x…y")).renewed(lines).printed == list("a…d")


def test_a_command_alone_prints_in_this_process_what_it_prints_in_a_shell(folder: Path) -> None:
    commands = [
        """runcmp show sample_data/rcc_mnist_ddp.md --where "benchmark = 'MNIST'" --limit 1""",
        "runcmp audit sample_data --fail-on error --severity error",
        "runcmp show none.csv sample_data/rcc_mnist_ddp.md --limit 1",
        "runcmp show --colour",
    ]
    for command in commands:
        assert arguments_of(command) is not None, command
        with_status = command + STATUS
        assert prints(with_status, folder) == prints_in_shell(with_status, folder), command


def test_what_takes_a_shell_gets_one() -> None:
    assert arguments_of("""runcmp show 'a|b $x' --where "n <> 4 AND c LIKE '%1%'" """) == [
        "show",
        "a|b $x",
        "--where",
        "n <> 4 AND c LIKE '%1%'",
    ]
    for command in (
        "printf 1 | runcmp show -",
        "runcmp show - | head -2",
        "runcmp show a > b",
        "runcmp show a; runcmp show b",
        "runcmp show a && echo the same",
        "runcmp show *.csv",
        "runcmp show $HOME",
        'runcmp show "$HOME"',
        "runcmp show ~",
        "runcmp show a.{csv,md}",
        "runcmp show a # all",
        "cmp a b",
    ):
        assert arguments_of(command) is None, command


def test_there_are_commands_to_run() -> None:
    commands = [
        example.command
        for document in DOCUMENTS
        for block in BLOCK.findall(document.read_text(encoding="utf-8"))
        for example in examples(block)
    ]
    assert {command.split()[1] for command in commands} >= {
        "show",
        "diff",
        "scaling",
        "plot",
        "export",
    }


@by_name
def test_links_lead_somewhere(document: Path) -> None:
    # What a command prints is no link of the document.
    for target in LINK.findall(BLOCK.sub("", document.read_text(encoding="utf-8"))):
        if not target.startswith(("https://", "#")):
            assert (document.parent / target.partition("#")[0]).exists(), target


def key_table() -> Iterator[str]:
    """Yield the table of all keys: those of the screens, not of what opens for a moment."""
    yield "| | keys | what they do | where |"
    yield "|---|---|---|---|"
    for group, heading in actions.GROUPS.items():
        first = heading
        for action in actions.ACTIONS:
            places = [name for place, name in PLACES.items() if place in action.places]
            if action.group == group and places:
                keys = " ".join(f"`{actions.spoken(key)}`" for key in action.keys)
                where = "" if len(places) == len(PLACES) else ", ".join(places)
                yield f"| {first} | {keys} | {action.help} | {where} |"
                first = ""


def record_table() -> Iterator[str]:
    """Yield the table of the columns of a run record."""
    yield "| column | type | meaning |"
    yield "|---|---|---|"
    for column in RECORD:
        yield f"| `{column.name}` | {column.type} | {column.meaning} |"


def configurations_table() -> Iterator[str]:
    """Yield the table of the columns that are computed for configurations."""
    yield "| column | type | on screen | meaning |"
    yield "|---|---|---|---|"
    for column in map(columns.COLUMNS.__getitem__, output_columns.CONFIGURATIONS):
        if column in RECORD:
            continue
        parts = (column.title, "on request" if column.shown == "request" else "")
        on_screen = ", ".join(filter(None, parts))
        yield f"| `{column.name}` | {column.type} | {on_screen} | {column.meaning} |"


def others_table() -> Iterator[str]:
    """Yield the table of the columns that are in other tables alone."""
    yield "| | column | type | on screen | meaning |"
    yield "|---|---|---|---|---|"
    groups: dict[str, Iterable[ColumnSpec]] = {
        "comparison": columns.COMPARISON,
        "scaling": columns.POINT,
        "summary": output_columns.SUMMARY.values(),
        "sweeps": output_columns.SWEEPS.values(),
        "plan": output_columns.PLAN.values(),
        "audit": output_columns.AUDIT.values(),
        "history": columns.HISTORY,
    }
    for group, members in groups.items():
        first = group
        for each in members:
            if group in ("comparison", "scaling", "history") or not _is_shared(each):
                yield f"| {first} | `{each.name}` | {each.type} | {each.title} | {each.meaning} |"
                first = ""


def _is_shared(column: ColumnSpec) -> bool:
    """Whether a column is one of other tables, too."""
    return columns.COLUMNS.get(column.name) == column


@pytest.mark.parametrize(
    ("document", "name", "rows"),
    [
        ("keys.md", "keys", key_table),
        ("run-record.md", "record", record_table),
        ("run-record.md", "configurations", configurations_table),
        ("run-record.md", "others", others_table),
        ("formats.md", "formats", format_rows),
    ],
)
def test_the_tables_in_documents_are_those_of_the_code(
    document: str, name: str, rows: Callable[[], Iterator[str]]
) -> None:
    path = HOME / "docs" / document
    text = path.read_text(encoding="utf-8")
    place = re.compile(rf"(?<=<!-- {name}: )(.*?-->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
    table = "\n" + "".join(f"{line}\n" for line in rows()) + "\n"
    expected = place.sub(lambda found: found[1] + table, text)
    if WRITE:
        path.write_text(expected, encoding="utf-8")
        return
    assert place.search(text)
    assert text == expected


@pytest.mark.parametrize("rows", [24, pytest.param(40, marks=pytest.mark.slow)])
def test_pictures_are_what_the_app_draws_today(rows: int, tmp_path: Path) -> None:
    """Those of one size each time: the other size is drawn by the same code."""
    with chdir(tmp_path), mock.patch.dict(os.environ):
        from docs import pictures

        scenes = [
            replace(scene, sizes=tuple(size for size in scene.sizes if size[1] == rows))
            for scene in pictures.SCENES
        ]
        with mock.patch.object(pictures, "SCENES", scenes):
            pictures.main([str(tmp_path)])
    drawn, kept = (
        {file.name: file.read_text(encoding="utf-8") for file in folder.glob(f"*x{rows}.svg")}
        for folder in (tmp_path, PICTURES)
    )
    assert len(drawn) > 10
    assert drawn.keys() == kept.keys()
    changed = [name for name in drawn if drawn[name] != kept[name]]
    assert not changed, "`make pictures` draws them anew; look at them before you commit them"


def test_pictures_are_drawn_by_a_script_of_its_own(tmp_path: Path) -> None:
    script = [sys.executable, str(HOME / "docs" / "pictures.py"), "--help"]
    subprocess.run(script, check=True, cwd=tmp_path, stdout=subprocess.DEVNULL)


def test_pictures_are_small_and_fetch_nothing() -> None:
    pictures = list(PICTURES.iterdir())
    assert pictures
    for picture in pictures:
        text = picture.read_text(encoding="utf-8")
        # A recording is many screens.
        assert len(text.encode()) < (160_000 if picture.name.startswith("recording") else 100_000)
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg\")|@import|url\(", text)
        assert str(HOME) not in text


@by_name
def test_files_that_a_document_names_are_there(document: Path) -> None:
    folders = ("parsers", "analysis", "tui", "runcmp", "tests", "benchmarks", "docs")
    files = [
        *HOME.glob("*.py"),
        *(file for name in folders for file in (HOME / name).rglob("*.py")),
    ]
    paths = [f"/{file.relative_to(HOME).as_posix()}" for file in files]
    names = FILE.findall(document.read_text())
    assert [name for name in names if not any(path.endswith(f"/{name}") for path in paths)] == []

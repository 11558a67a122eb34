"""runcmp.toml: what it says, and how a mistake in it is told."""

from __future__ import annotations

import os
import re
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.clean import clean
from parsers.overruling.config_file import MOST_BYTES, read_config
from parsers.overruling.override import Layer, OverruleError

GOOD = """\
metric = "solve time"
baseline = 4
series = "weak"
names = ["run_{nodes}nodes.csv", "{system}/*.csv"]

[columns]
"Time (s)" = "measured"
cores = "threads"   # per rank

[units]
'Time (s)' = "ms"

[directions]
score = "higher is better"

[files."old/a.csv"]
series = "strong"

[files."old/a.csv".columns]
cores = "unused"
"""


def told(text: str, folder: Path) -> list[tuple[str, str, str, str | None, int]]:
    file = folder / "runcmp.toml"
    file.write_text(text)
    found = read_config(file, Layer.FOLDER)
    return [(each.what, each.name, each.value, each.file, each.said.line) for each in found]


def test_everything_is_read_with_its_line(tmp_path: Path) -> None:
    assert told(GOOD, tmp_path) == [
        ("metric", "", "solve time", None, 1),
        ("baseline", "", "4", None, 2),
        ("series", "", "weak", None, 3),
        ("names", "", "run_{nodes}nodes.csv", None, 4),
        ("names", "", "{system}/*.csv", None, 4),
        ("column", "Time (s)", "measured", None, 7),
        ("column", "cores", "threads", None, 8),
        ("unit", "Time (s)", "ms", None, 11),
        ("direction", "score", "higher", None, 14),
        ("series", "", "strong", "old/a.csv", 17),
        ("column", "cores", "unused", "old/a.csv", 20),
    ]


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ('metric = "t"\nseries = "wek"\n', "2:1", "'wek' is neither 'strong' nor 'weak'"),
        ('[columns]\n\n  "a=b" = "kernels"', "3:3", "'kernels' is no role of a column; use nodes"),
        ("[columns]\ncores = 3", "2:1", "'cores' needs a text in quotes behind the =, not a num"),
        ("[colums]\n", "1:1", "'colums' is nothing that can be overruled; did you mean columns?"),
        ("columns = 3", "1:1", "'columns' is a table: write [columns] and a line for each below"),
        ('[files."a.csv"]\nmetric = "t"', "2:1", "'metric' holds for all files, not for one"),
        ("series =\n", "1:9", "not TOML: invalid value"),
        ('series = "weak', "1:15", "not TOML:"),
        ("baseline = true", "1:1", "needs a text in quotes behind the =, not true or false"),
        (f"a = {'[' * 20_000}", "1:1", "not TOML: too deeply nested"),
        (f"a = {'9' * 5_000}", "1:1", "not TOML: a number has too many digits"),
        ('names = ["{a}{"]', "1:1", "is no pattern for names"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_column(
    text: str, place: str, problem: str, tmp_path: Path
) -> None:
    with pytest.raises(OverruleError) as raised:
        told(text, tmp_path)
    said = str(raised.value)
    assert said.startswith(f"{tmp_path}/runcmp.toml:{place}: ")
    assert problem in said
    assert said.endswith("mend it, or read without it: --config /dev/null")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"series = 'weak'\n\xff\xfe", ":2:1: not UTF-8 text; save it as UTF-8"),
        (b"#" * (MOST_BYTES + 1), ": longer than any configuration"),
    ],
)
def test_what_is_no_configuration_is_refused(content: bytes, problem: str, tmp_path: Path) -> None:
    file = tmp_path / "runcmp.toml"
    file.write_bytes(content)
    with pytest.raises(OverruleError, match=re.escape(problem)):
        read_config(file, Layer.FOLDER)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OverruleError, match=r"no\.toml: cannot be read: no such file"):
        read_config(tmp_path / "no.toml", Layer.NAMED)


def test_a_pipe_that_nobody_writes_to_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parsers.contents.pipes.PATIENCE", 0.05)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OverruleError, match="a pipe that nobody writes to"):
        read_config(tmp_path / "pipe", Layer.NAMED)


def test_hostile_text_is_cleaned(tmp_path: Path) -> None:
    [(_, name, *_), _] = told(
        '[columns]\n"\\u001b[2J\\u202e" = "nodes"\n[files."\\u001b"]\nseries = "weak"', tmp_path
    )
    assert name == "␛[2J<U+202E>"
    with pytest.raises(OverruleError) as raised:
        told('series = "\\u001b]0;x\\u0007"', tmp_path)
    assert str(raised.value).isprintable()


@given(st.text(max_size=80) | st.sampled_from(GOOD.splitlines()).map(lambda line: line[:-2]))
def test_any_text_is_read_or_refused(text: str) -> None:
    file = Path(mkdtemp()) / "runcmp.toml"
    file.write_text(text, encoding="utf-8", errors="surrogatepass")
    try:
        read_config(file, Layer.FOLDER)
    except OverruleError as error:
        assert clean(str(error)) == str(error)
    finally:
        file.unlink()

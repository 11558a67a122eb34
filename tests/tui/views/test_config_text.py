"""The reading written down: read back it is the same, whatever the layout."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from analysis.runs import Runs, runs
from parsers import Loaded, load
from tests.paths import HOME
from tests.reading.generator import draw
from tui.options.choices import choice
from tui.options.option_groups import NumberOptions, SelectionOptions
from tui.views.config_text import config_text

LAYOUTS = sorted((HOME / "tests/reading/layouts").iterdir())
SAMPLES = sorted((HOME / "sample_data").iterdir())


def shown(loaded: Loaded) -> Runs:
    return runs(loaded.records, choice(SelectionOptions(), NumberOptions(), loaded.wanted))


def check(folder: Path, paths: list[Path]) -> str:
    """Check that what is written of the files in ``folder`` reads them alike; return it."""
    inputs = [str(path) for path in paths]
    before = load(inputs)
    seen = shown(before)
    text = config_text(before, seen, str(folder))
    (folder / "runcmp.toml").write_text(text)
    after = load(inputs)
    assert after.records.equals(before.records)
    assert after.tables == before.tables
    assert shown(after).table.equals(seen.table)
    assert not after.wanted.vain
    added = [note.text for note in after.notes if note not in before.notes]
    assert added == ["says how the files in its folder are read"]
    return text


@pytest.mark.parametrize("file", [*LAYOUTS, *SAMPLES], ids=lambda path: path.name)
def test_every_layout_is_read_back_as_it_was(file: Path, tmp_path: Path) -> None:
    shutil.copy(file, tmp_path)
    check(tmp_path, [tmp_path / file.name])


@pytest.mark.parametrize("number", range(20))
def test_drawn_studies_are_read_back_as_they_were(number: int, tmp_path: Path) -> None:
    drawn = draw(number, 5)
    for name, text in drawn.files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    if not load([str(tmp_path)]).records.is_empty():
        check(tmp_path, [tmp_path])


def test_all_samples_are_read_back_at_once(tmp_path: Path) -> None:
    for file in SAMPLES:
        shutil.copy(file, tmp_path)
    check(tmp_path, [tmp_path])


def test_files_that_differ_have_words_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("GPU,Time (s)\nA100,8\nV100,4\n")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "b.csv").write_text("GPU,Time (s)\n1,8\n2,4\n")
    said = tomllib.loads(check(tmp_path, [tmp_path]))
    assert said["columns"] == {"Time (s)": "measured"}
    assert said["files"] == {
        "a.csv": {"columns": {"GPU": "device"}},
        "new/b.csv": {"columns": {"GPU": "devices"}},
    }


def test_it_says_in_comments_what_is_not_decided(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('cores,note,"Time ""wall"" [ms]"\n1,x,8\n2,y,4\n')
    text = check(tmp_path, [tmp_path / "a.csv"])
    assert '# series = "strong"  # strong or weak; assumed, as nothing says so' in text
    assert '\n"Time \\"wall\\" [ms]" = "ms"\n' in text
    assert list(tomllib.loads(text)) == ["columns", "units", "directions"]


def test_what_the_user_overruled_is_written(tmp_path: Path) -> None:
    from parsers.overruling.statements import read_statements

    file = tmp_path / "run_2x.csv"
    file.write_text("cores,Time,Setup (s)\n1,8,1\n2,4,1\n")
    said = (
        "column cores = threads; series = weak; baseline = 2; metric = setup; "
        "names = run_{trial}x.csv; direction setup = higher"
    )
    before = load([str(file)], given=read_statements(said))
    (tmp_path / "runcmp.toml").write_text(config_text(before, shown(before), str(tmp_path)))
    after = load([str(file)])
    assert after.records.equals(before.records)
    assert after.wanted[:3] == before.wanted[:3] == ("setup", 2, ("run_{trial}x.csv",))

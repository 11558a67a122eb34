"""Where configuration files stand, and which of them counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load
from parsers.overruling.config_places import standing
from parsers.overruling.override import Layer, Override, OverruleError
from parsers.overruling.statements import read_statements
from tests.parsers.overruling.studies import efficiencies

TABLE = "cores,ranks,Time\n1,2,10\n2,4,5\n4,8,2.5\n"


def counted(path: Path, given: list[Override], *, beside: bool = True) -> str:
    """Return what the column ``cores`` of the table became."""
    loaded = load([str(path)], given=given, beside=beside)
    [table] = loaded.tables
    return next(column.name for column in table.columns if column.heading == "cores")


def role(name: str) -> str:
    return f'[columns]\ncores = "{name}"\n'


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def test_the_nearer_word_counts(tmp_path: Path) -> None:
    data = write(tmp_path / "data" / "a.csv", TABLE)
    environ = {
        "XDG_CONFIG_DIRS": f"{tmp_path}/etc:{tmp_path}/etc2",
        "XDG_CONFIG_HOME": f"{tmp_path}/home",
    }
    assert counted(data, standing(environ)) == "cores"
    write(tmp_path / "etc2/runcmp/config.toml", role("case"))
    assert counted(data, standing(environ)) == "case"
    write(tmp_path / "etc/runcmp/config.toml", role("nodes"))
    assert counted(data, standing(environ)) == "nodes"
    write(tmp_path / "home/runcmp/config.toml", role("devices"))
    assert counted(data, standing(environ)) == "devices"
    write(tmp_path / "data/runcmp.toml", role("size"))
    assert counted(data, standing(environ)) == "size"
    assert counted(data, standing(environ), beside=False) == "devices"
    said = read_statements("column cores = threads")
    assert counted(data, [*standing(environ), *said]) == "threads"


def test_the_users_folder_is_in_the_home_without_a_variable(tmp_path: Path) -> None:
    write(tmp_path / ".config/runcmp/config.toml", 'series = "weak"')
    write(tmp_path / "relative/runcmp/config.toml", 'series = "strong"')
    environ = {"HOME": str(tmp_path), "XDG_CONFIG_DIRS": "relative"}
    assert [told.said.layer for told in standing(environ)] == [Layer.USER]


def test_a_folder_given_holds_for_those_below_it(tmp_path: Path) -> None:
    data = write(tmp_path / "new" / "a.csv", TABLE)
    write(tmp_path / "runcmp.toml", role("nodes"))
    assert counted(tmp_path, []) == "nodes"
    assert counted(data, []) == "cores"
    write(tmp_path / "new" / "runcmp.toml", role("devices"))
    assert counted(tmp_path, []) == "devices"


def test_what_is_said_of_one_file_counts_more_than_of_all(tmp_path: Path) -> None:
    data = write(tmp_path / "a.csv", TABLE)
    text = f'[files."a.csv".columns]\ncores = "nodes"\n{role("size")}'
    write(tmp_path / "runcmp.toml", text)
    assert counted(data, []) == "nodes"
    assert counted(data, read_statements("b.csv: column cores = case")) == "nodes"
    assert counted(data, read_statements("*.csv: column cores = case")) == "case"


def test_a_configuration_is_no_input_and_is_named(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", TABLE)
    write(tmp_path / "runcmp.toml", f'{role("nodes")}[units]\nTim = "ms"\n')
    loaded = load([str(tmp_path)])
    assert [Path(file.source).name for file in loaded.files] == ["a.csv"]
    assert [str(note).removeprefix(f"{tmp_path}/") for note in loaded.notes] == [
        "runcmp.toml: says how the files in its folder are read",
        "runcmp.toml:4: no column 'Tim'; did you mean 'Time'? there is cores, ranks, Time",
    ]


def test_what_it_says_of_other_files_is_not_told(tmp_path: Path) -> None:
    data = write(tmp_path / "a.csv", TABLE)
    more = 'Speed = "throughput"\nrank = "unused"\n[directions]\nscore = "higher"\n'
    text = f'names = "b{{nodes}}"\n{role("nodes")}ranks = "unused"\n{more}'
    write(tmp_path / "runcmp.toml", text)
    assert [note.line for note in load([str(data)]).notes] == [None]


def test_what_the_user_says_once_and_for_all_may_meet_nothing(tmp_path: Path) -> None:
    data = write(tmp_path / "a.csv", TABLE)
    text = 'metric = "score"\n[columns]\nother = "nodes"\n'
    write(tmp_path / "home/runcmp/config.toml", text)
    given = standing({"XDG_CONFIG_HOME": f"{tmp_path}/home", "XDG_CONFIG_DIRS": ":"})
    assert len(given) == 2
    loaded = load([str(data)], given=given)
    assert loaded.wanted.vain == {}
    assert loaded.wanted.metric is None
    assert loaded.notes == ()


def test_a_mistake_beside_the_data_stops_the_reading(tmp_path: Path) -> None:
    data = write(tmp_path / "a.csv", TABLE)
    write(tmp_path / "runcmp.toml", "series = weak")
    with pytest.raises(OverruleError, match=r"runcmp\.toml:1:10: not TOML"):
        load([str(data)])
    assert efficiencies(load([str(data)], beside=False)) == {1: 1.0, 2: 1.0, 4: 1.0}


def test_a_mistake_of_the_user_is_told_with_a_way_out_that_is_one(tmp_path: Path) -> None:
    write(tmp_path / "home/runcmp/config.toml", "series = weak")
    with pytest.raises(OverruleError, match=r"config\.toml:1:10: .*; mend it, or move it away"):
        standing({"XDG_CONFIG_HOME": f"{tmp_path}/home", "XDG_CONFIG_DIRS": ":"})


def test_what_is_no_file_is_no_configuration(tmp_path: Path) -> None:
    data = write(tmp_path / "a.csv", TABLE)
    (tmp_path / "runcmp.toml").mkdir()
    assert not load([str(data)]).notes

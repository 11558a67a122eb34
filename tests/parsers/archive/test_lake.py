"""An archive asked lazily gives what the files give, and says what of it cannot be read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polars as pl
import pytest

import parsers.archive.answer_size as answer_size
import parsers.archive.damaged_parts as damaged_parts
import parsers.archive.ingesting as ingesting
import parsers.archive.inputs_together as inputs_together
import parsers.archive.lake as lakes_module
import parsers.inputs.seen
import parsers.memory as memory
from analysis.runs import Choice, runs
from analysis.sql import conditions
from analysis.usage import UsageError
from parsers import Loaded, load
from parsers.archive.asked import Asked, RepeatsAs
from parsers.archive.compaction import compact
from parsers.archive.facets import facets_of
from parsers.archive.manifest import is_archive_folder, read_manifest
from parsers.archive.part_scan import PartOf, scan
from parsers.run_records.folded import PLACES
from parsers.run_records.records import named
from tests.parsers.archive.lakes import VERSION, files, ingested
from tests.paths import HOME
from tui.cli import main
from tui.options.option_groups import FileOptions, SelectionOptions
from tui.options.questions import asked_of, still_asked


@pytest.fixture(autouse=True)
def without_waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(parsers.inputs.seen, "CLOCK", 0)
    monkeypatch.setattr(ingesting, "MOST_FILES", 3)
    yield


def asked(where: str | None = None, metric: str | None = None) -> Asked:
    return asked_of(SelectionOptions(where, metric))


@cache
def folder_read(folder: Path) -> Loaded:
    """What a folder of files holds, whatever is asked: read once."""
    return load([str(folder)])


def rows_chosen(place: Path | str, where: str) -> list[tuple[object, ...]]:
    """Return the rows that a condition chooses, in one order whatever they come from."""
    is_archive = not isinstance(place, Path) or is_archive_folder(place)
    loaded = load([str(place)], asked=asked(where)) if is_archive else folder_read(place)
    choice = Choice(where=still_asked(where, [loaded]), metric="all")
    table = runs(loaded.records, choice).table
    told = [pl.col(name).cast(pl.String) for name in ("source", "metric")]
    numbers = ("line", "value", "speedup", "efficiency", "n")
    return sorted(table.select(*told, *numbers).rows(), key=repr)


def assert_same(one: Loaded, other: Loaded) -> None:
    columns = [name for name in one.records.columns if one.records[name].count()]
    assert columns == [name for name in other.records.columns if other.records[name].count()]
    mine, theirs = (
        named(each.records).select(columns).with_columns(pl.col(pl.Categorical).cast(pl.String))
        for each in (one, other)
    )
    assert mine.equals(theirs)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lake = tmp_path_factory.mktemp("samples") / "lake"
    ingested(lake, HOME / "sample_data")
    return lake


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of repeats over three years, uneven ones on one host and failed ones."""
    root = tmp_path_factory.mktemp("nights")
    (root / "runs").mkdir()
    header = "benchmark,system,started,hosts,nodes,status,runtime (s)"
    lines: dict[str, list[str]] = {"a": [header], "b": [header]}
    for night in range(30):
        for nodes in (1, 2, 4):
            value = 80 / nodes + night % 5 / 10 + (40 if night % 3 == 0 else 0)
            status = "failed" if night % 11 == 5 and nodes == 4 else "ok"
            day = f"{2024 + night % 3}-03-{1 + night % 9:02d}T10:0{nodes}:00"
            system, host = "ab"[night % 2], f"n{min(night % 3, 1)}"
            lines[system].append(f"solve,{system},{day},{host},{nodes},{status},{value}")
    for system, rows in lines.items():
        (root / "runs" / f"night-{system}.csv").write_text("\n".join(rows) + "\n")
    ingested(root / "lake", root / "runs")
    return root / "lake"


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a folder of files of many kinds, and the archive of it."""
    root = tmp_path_factory.mktemp("mixed")
    folder = files(root / "runs", 20)
    for number in range(4):
        (folder / f"slurm-{1000 + number}.csv").write_text(
            f"nodes,runtime (s)\n{2**number},{100 / 2**number}\n"
        )
        below = folder / "deep" / f"d{number}"
        below.mkdir(parents=True)
        (below / "n8.csv").write_text("layers,GPUs,Img/sec\n24,1,10\n24,2,18\n")
    (folder / "deep" / "text.csv").write_text("layers,GPUs,Img/sec\nmany,1,10\n")
    ingested(root / "lake", folder)
    return folder, root / "lake"


def test_the_samples_are_the_same_from_an_archive(samples: Path) -> None:
    assert_same(load([str(samples)]), load([str(HOME / "sample_data")]))


def test_many_files_are_the_same_from_an_archive(mixed: tuple[Path, Path]) -> None:
    folder, lake = mixed
    at_once, kept = load([str(folder)]), load([str(lake)])
    assert_same(kept, at_once)
    assert [each for each in kept.files if each.error is None] == [
        each for each in at_once.files if each.error is None
    ]


CONDITIONS = (
    *("benchmark = 'solve'", "system = 'a'", "system <> 'a'", "system IS NULL"),
    *("started >= DATE '2025-01-01'", "started < DATE '2025-06-01' AND nodes >= 2", "nodes = 4"),
    *("system = 'a' AND efficiency > 0.5", "system IN ('a', 'b') AND value BETWEEN 5 AND 20"),
    *("benchmark LIKE 's%'", "system = 'b' OR nodes = 1", "NOT (system = 'a')", "value > 10"),
    *("metric = 'runtime'", "devices > 3", "label LIKE '%slurm%'", "source LIKE '%run-00%'"),
    *("upper(system) = 'A'", "length(benchmark) = 5", "(system = 'a') AND (nodes / 2 = 1.5)"),
    "nodes / 2 = 1.5",
)


@pytest.mark.parametrize("where", CONDITIONS)
def test_a_condition_chooses_the_same_rows(mixed: tuple[Path, Path], where: str) -> None:
    folder, lake = mixed
    tables = [rows_chosen(place, where) for place in (folder, lake)]
    assert tables[0] == tables[1]
    assert tables[0]


def test_years_are_a_column(mixed: tuple[Path, Path]) -> None:
    _, lake = mixed
    where = "year = 2025 and nodes > 1"
    loaded = load([str(lake)], asked=asked(where))
    assert loaded.records["started"].dt.year().unique().to_list() == [2025]
    assert "year" not in loaded.records.columns
    assert still_asked(where, [loaded]) == "(nodes > 1)"


def test_only_what_is_asked_for_is_read(
    mixed: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, lake = mixed
    scanned: list[int] = []

    def counted(
        archive: Path, parts: list[PartOf], superseded: dict[int, list[str]]
    ) -> pl.LazyFrame:
        scanned.append(len(parts))
        return scan(archive, parts, superseded)

    monkeypatch.setattr(lakes_module, "scan", counted)
    load([str(lake)])
    everything = max(scanned)
    scanned.clear()
    load([str(lake)], asked=asked("system = 'a' and year = 2025"))
    assert 0 < max(scanned) < everything / 3


@pytest.mark.parametrize(
    "where", ["system = 'b' and nodes = 2", "started >= DATE '2026-01-01'", "system IS NOT NULL"]
)
def test_an_audit_of_some_files_is_the_same(
    mixed: tuple[Path, Path], capsys: pytest.CaptureFixture[str], where: str
) -> None:
    said = []
    for place in mixed:
        assert main(["audit", str(place), "--severity", "all", "--where", where]) == 0
        said.append(capsys.readouterr().out)
    assert "gap" in said[0]
    assert said[1] == said[0]


def test_files_are_taken_whole_where_they_are_chosen(mixed: tuple[Path, Path]) -> None:
    _, lake = mixed
    some = asked_of(FileOptions("system = 'b' and started < DATE '2025-01-01'"))
    whole = load([str(lake)], asked=some).records
    sources = load([str(lake)], asked=some._replace(of_files=False)).records["source"].unique()
    everything = load([str(lake)]).records
    assert whole.height < everything.height
    assert whole.height == everything["source"].is_in(sources.implode()).sum()


def test_what_nothing_meets_is_told_with_what_there_is(mixed: tuple[Path, Path]) -> None:
    _, lake = mixed
    (note,) = load([str(lake)], asked=asked("system = 'mahti'")).notes
    assert note.kind == "error"
    assert note.text == "no record meets system = 'mahti'; there are system: a, b"
    (note,) = load([str(lake)], asked=asked(metric="nothing")).notes
    assert note.text.startswith("no record meets metric nothing; there are metric: ")


class TestDamage:
    @pytest.fixture
    def lake(self, tmp_path: Path) -> Path:
        ingested(tmp_path / "lake", files(tmp_path / "runs", 12))
        return tmp_path / "lake"

    @pytest.mark.parametrize("how", ["missing", "cut", "garbled"])
    def test_one_damaged_part_is_named_and_the_rest_is_shown(self, lake: Path, how: str) -> None:
        whole = load([str(lake)]).records.height
        part = next(lake.glob("system=a/year=2025/*.parquet"))
        lost = pl.read_parquet(part).height
        content = part.read_bytes()
        if how == "missing":
            part.unlink()
        elif how == "cut":
            part.write_bytes(content[:-20])
        else:
            part.write_bytes(b"PAR1" + b"\xff" * (len(content) - 8) + b"PAR1")
        loaded = load([str(lake)])
        assert loaded.records.height == whole - lost
        (note,) = (each for each in loaded.notes if each.kind == "error")
        assert note.source == str(part)
        assert note.text.startswith("damaged part (")
        way = "remove it and ingest" if how == "garbled" else "ingest"
        assert note.text.endswith(f"{lost} records are not shown; {way} its files again")
        part.unlink(missing_ok=how != "garbled")
        ingested(lake, lake.parent / "runs")
        assert load([str(lake)]).records.height == whole

    def test_a_damaged_commit_is_named(self, lake: Path) -> None:
        path = next((lake / "_runcmp").glob("*.commit"))
        path.write_bytes(b"PAR1")
        loaded = load([str(lake)])
        assert loaded.records.height > 0
        assert [note.source for note in loaded.notes if note.kind == "error"] == [str(path)]

    def test_a_later_schema_is_told(self, lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(damaged_parts, "SCHEMA_VERSION", 0)
        loaded = load([str(lake)])
        assert loaded.records.height > 0
        assert any("version 1 of the schema, a later one" in note.text for note in loaded.notes)


@pytest.mark.parametrize(
    ("repeats", "most", "size"), [("runs", 40, "61.2 KB"), ("sums", 8, "11.5 KB")]
)
def test_an_answer_that_does_not_fit_is_refused_with_one_that_does(
    nights: Path, monkeypatch: pytest.MonkeyPatch, repeats: RepeatsAs, most: int, size: str
) -> None:
    monkeypatch.setattr(lakes_module, "FOLDED_FROM", 0)
    monkeypatch.setattr(answer_size, "MOST", most * 1000)
    question = asked()._replace(repeats=repeats)
    (note,) = load([str(nights)], asked=question).notes
    assert note.text == (
        f"90 records take some {size} of memory, and an answer may take {most} KB: narrow it, as "
        "in --where \"system = 'a'\" (at most 45 records), or allow more with --max-memory 1GB"
    )
    (note,) = load([str(nights)], asked=question._replace(is_narrowed=False)).notes
    assert f"as in runcmp export {nights} --where \"system = 'a'\" -o part.parquet" in note.text
    assert load([str(nights)], asked=asked("system = 'a'")._replace(repeats=repeats)).records.height
    monkeypatch.setattr(memory, "allowed", [70_000])
    assert load([str(nights)], asked=question).records.height


def test_who_asks_for_all_is_told_of_files_that_gave_no_run(tmp_path: Path) -> None:
    folder = files(tmp_path / "runs", 2)
    (folder / "broken.json").write_text('{"a":')
    ingested(tmp_path / "lake", folder)
    lake = str(tmp_path / "lake")
    told = load([lake], asked=Asked(is_narrowed=False)).files
    assert sorted(told) == sorted(load([str(folder)]).files)
    assert [each.error for each in load([lake]).files] == [None, None]


def test_columns_typed_differently_become_text(mixed: tuple[Path, Path]) -> None:
    _, lake = mixed
    assert load([str(lake)]).records.schema["layers"] == pl.String
    chosen = load([str(lake)], asked=asked("source LIKE '%n8.csv'"))
    assert set(chosen.records["layers"].to_list()) == {"24"}


def test_putting_parts_together_changes_nothing(tmp_path: Path) -> None:
    folder, lake = files(tmp_path / "runs", 20), tmp_path / "lake"
    ingested(lake, folder)
    before = load([str(lake)])
    compact(lake, VERSION)
    assert len(read_manifest(lake).commits) == 1
    assert_same(load([str(lake)]), before)


def test_what_files_say_of_each_other_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, lake = files(tmp_path / "runs", 3), tmp_path / "lake"
    for place in ("a", "b"):
        for n in (1, 2, 4):
            path = folder / place / f"job-{n}.out"
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"Nodes: {n}\nElapsed time: {12 / n} s\n")
            (folder / f"case_n{n}.out").write_text(f"Elapsed time: {12 / n} s\n")
    monkeypatch.setattr(inputs_together, "FEWEST_KEPT", 1)
    ingested(lake, folder)
    looked_for = [rows_chosen(lake, where) for where in KEPT]
    inputs_together.keep_together(lake)
    with monkeypatch.context() as patched:
        patched.setattr(inputs_together, "decided", None)
        kept = load([str(lake)])
        assert [rows_chosen(lake, where) for where in KEPT] == looked_for
        assert facets_of(lake, asked()).values["benchmark"]["job-*"] == 6
    at_once = load([str(folder)])
    assert_same(kept, at_once)
    assert (kept.notes, kept.files) == (at_once.notes, at_once.files)
    (folder / "a" / "job-8.out").write_text("Nodes: 8\nElapsed time: 2 s\n")
    ingested(lake, folder)
    assert_same(load([str(lake)]), load([str(folder)]))


KEPT = ("benchmark = 'job-*'", "source LIKE '%/a/%'", "source LIKE '%case_n2.out'")


def test_very_many_files_are_told_apart_all_the_same(
    mixed: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, lake = mixed
    monkeypatch.setattr(inputs_together, "MOST_TOGETHER", 3)
    loaded = load([str(lake)])
    labels = loaded.records["label"].unique().to_list()
    assert {f"d{number}/n8.csv" for number in range(4)} <= set(labels)
    assert any("was not looked for" in note.text for note in loaded.notes)
    assert named(loaded.records)["run"].str.starts_with("d3/n8.csv:").sum() == 2


def test_conditions_are_taken_apart_at_the_top_alone() -> None:
    assert conditions("a = 1 and (b = 2 or c = 3) AND d BETWEEN 1 and 2") == [
        "a = 1",
        "(b = 2 or c = 3)",
        "d BETWEEN 1 and 2",
    ]
    assert conditions("a = 1 and b = 2 or c = 3") == ["a = 1 and b = 2 or c = 3"]
    with pytest.raises(UsageError):
        conditions("a = = 1")


def test_what_looks_at_other_rows_is_put_to_the_table() -> None:
    question = asked("started = max(started) and system = 'a'")
    assert [each.text for each in question.choosing([])] == ["system = 'a'"]


@pytest.fixture
def series(tmp_path: Path) -> tuple[Path, Path]:
    """Files with one point each that make a series, and an archive of them."""
    runs_folder = tmp_path / "runs"
    runs_folder.mkdir()
    for number in (1, 2, 4):
        text = f"Nodes: {number}\nElapsed time: {12 / number} s\n"
        (runs_folder / f"job-{number}.out").write_text(text)
    ingested(tmp_path / "lake", runs_folder)
    return runs_folder, tmp_path / "lake"


OUTSIDE = {
    "directives": {"case-{n}{n}.out": "#!/bin/bash\n#SBATCH --nodes={n}\nElapsed time: {t} s\n"},
    "settings": {
        "{n}{n}/config.yaml": "model: gpt\nngpus: {n}\nuser: me\n",
        "{n}{n}/result.json": '{{"tokens_per_second": {t}}}',
    },
    "lines of other files": {"times.txt": "n{n}/run.out:Elapsed time: {t} s\n"},
}


@pytest.mark.parametrize("texts", OUTSIDE.values(), ids=OUTSIDE)
@pytest.mark.parametrize("packed", [False, True])
def test_files_that_are_gone_say_the_same(
    tmp_path: Path, texts: dict[str, str], packed: bool
) -> None:
    folder = tmp_path / "runs"
    for name, text in texts.items():
        for n in (1, 2, 4):
            path = folder / name.format(n=n)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a") as out:
                out.write(text.format(n=n, t=12 / n))
    (folder / "x-8.csv").write_text("nodes,runtime (s)\n8,3\n")
    if packed:
        shutil.make_archive(str(tmp_path / "packed" / "all"), "zip", folder)
        shutil.rmtree(folder)
        folder = tmp_path / "packed"
    at_once = load([str(folder)])
    ingested(tmp_path / "lake", folder)
    shutil.rmtree(folder)
    counts = [name for name in ("nodes", "devices") if name in at_once.records.columns]
    assert any(at_once.records[name].count() > 1 for name in counts)
    kept = load([str(tmp_path / "lake")])
    assert_same(kept, at_once)
    assert [*kept.notes] == [note for note in at_once.notes if note.kind == "assumed"]
    compact(tmp_path / "lake", VERSION)
    assert_same(load([str(tmp_path / "lake")]), at_once)


OF_SERIES = ("benchmark = 'job-*'", "benchmark = 'job-1' or nodes = 2")


@pytest.mark.parametrize("where", OF_SERIES)
def test_a_benchmark_called_after_a_series_of_files_can_be_asked_for(
    series: tuple[Path, Path], where: str
) -> None:
    runs_folder, lake = series
    chosen = rows_chosen(runs_folder, where)
    assert len(chosen) == (3 if "*" in where else 1)
    assert rows_chosen(lake, where) == chosen


def test_what_an_archive_holds_is_called_as_in_its_table(series: tuple[Path, Path]) -> None:
    _, lake = series
    assert facets_of(lake, asked()).values["benchmark"] == {"job-*": 3}
    assert facets_of(lake, asked("benchmark = 'job-*'")).records == 3
    assert facets_of(lake, asked("benchmark = 'job-1'")).records == 0


def test_few_records_chosen_from_many_are_not_folded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingested(tmp_path / "lake", files(tmp_path / "runs", 4))
    monkeypatch.setattr(lakes_module, "FOLDED_FROM", 7)
    few = asked("source like '%run-001.csv'")._replace(repeats="sums")
    assert PLACES in load([str(tmp_path / "lake")], asked=Asked(repeats="sums")).records.columns
    found = load([str(tmp_path / "lake")], asked=few).records
    assert (found.height, PLACES in found.columns) == (2, False)


@pytest.mark.parametrize(
    ("where", "rows"),
    [
        ("hosts is null", 2),
        ("system is null and colour is null", 2),
        ("system = 'a'", 2),
        ("year = 2025", 1),
        ("year > 2024 and speedup > 1", 0),
        ("year is null", 2),
        ("year = 2024 or colour = 'red'", 2),
        ("hosts = 'n1' and value < 100 and efficiency = 1", 1),
    ],
)
def test_the_same_is_printed_of_files_and_of_their_archive(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], where: str, rows: int
) -> None:
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "a.csv").write_text(
        "system,nodes,hosts,colour,started,runtime (s)\n"
        "a,1,n0,red,2024-03-01T10:00:00,5\na,2,n1,red,2025-03-01T10:00:00,4\n"
    )
    (tmp_path / "runs" / "b.csv").write_text("nodes,runtime (s)\n1,7\n2,4\n")
    ingested(tmp_path / "lake", tmp_path / "runs")
    printed = []
    for place in ("runs", "lake"):
        assert main(["show", str(tmp_path / place), "--where", where, "--format", "csv"]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]
    assert printed[0].count("\n") == rows + 1

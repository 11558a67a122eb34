"""What every known program has to stand, over an example of each."""

from __future__ import annotations

import json
import math
import re
from itertools import cycle

import polars as pl
import pytest

from parsers import Loaded, load
from parsers.contents.matching import matching
from parsers.contents.signatures import SIGNATURES
from parsers.objects.json_text import parse_several
from parsers.source import Source
from tests.parsers.programs.examples import (
    Example,
    as_it_is,
    documents,
    examples,
    loaded,
    texts,
    values,
)

TEXTS = [pytest.param(each, id=each.path.name) for each in texts()]
DOCUMENTS = [pytest.param(each, id=each.path.name) for each in documents()]
RESULTS_ALONE = (
    *(
        "asv_console",
        "fio_text_terse",
        "fish_time",
        "io500_2020",
        "hyperfine_console",
        "libtest",
        "pyperf_console",
    ),
    *("vllm_latency_console", "vllm_throughput_console"),
)
"""Those whose first line that tells the program is a result."""
JOINED = ("hpcc",)
"""Those that are one output with lines right above, which may have been copied from a summary."""
ALL = [*TEXTS, *DOCUMENTS]
MOST_CUTS = 8
"""Lines of a text in which it is cut, evenly spread over all."""
PREFIXES = ("0: ", " 0: ", "[1,0]<stdout>:", "[1,0]<stdout>: ", "nid001: ", "node1  | ", "[0] ")
WITHOUT_RESULTS = ("machine_reports",)
ODD = ("nan", "inf", "-inf", "1e999", "9" * 400, "")
NUMBER = r"(?<![\w.])\d+\.\d+(?:e[-+]?\d+)?(?![\w.])"
STREAM = next(each for each in texts() if each.path.stem == "stream")
TRAINING = "".join(
    f"step {step} loss 2.5 throughput: 31{step % 7} samples/s\n" for step in range(9)
)


def in_lines(example: Example) -> bool:
    """Whether a document of JSON has its outer braces in lines of their own."""
    ends = {line.strip() for line in (example.lines[0], example.lines[-1])}
    return ends in ({"{", "}"}, {"[", "]"})


def along(records: pl.DataFrame) -> set[tuple[str, float, str | None]]:
    """What was measured along the runs: the value of a log that goes on is the last one so far."""
    rows = records.filter(pl.col("progress").is_not_null()).explode("progress")
    return set(rows.select("metric", "progress", "unit").iter_rows())


def test_every_program_has_an_example() -> None:
    named = {each.path.stem for each in examples()}
    assert [
        each.module
        for each in SIGNATURES
        if each.module not in WITHOUT_RESULTS
        and not any(name.startswith(each.module) for name in named)
    ] == []


def test_the_table_of_programs_is_in_order_and_its_order_tells_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    modules = [each.module for each in SIGNATURES]
    assert modules == sorted(modules)
    paths = [str(each.path) for each in examples() if _matches_several(each)]
    assert paths
    read = [load([path]) for path in paths]
    monkeypatch.setattr("parsers.contents.matching.SIGNATURES", SIGNATURES[::-1])
    for before, after in zip(read, map(load, ([path] for path in paths)), strict=True):
        assert after.files == before.files
        assert values(after.records) == values(before.records)


def _matches_several(example: Example) -> bool:
    found = matching(Source(str(example.path), "", example.path))
    return len(found.documents) + len(found.texts) > 1


@pytest.mark.parametrize("example", [pytest.param(each, id=each.path.name) for each in examples()])
def test_it_is_read_with_its_primary_metric(example: Example) -> None:
    found = load([str(example.path)])
    assert found.files[0].readers == (example.program.name,)
    assert [note for note in found.notes if note.kind in ("error", "skipped")] == []
    primary = found.records.filter(found.records["primary"].fill_null(False))
    if example.program.primary:
        assert set(primary["metric"]) <= set(example.program.primary.split())
    assert primary["value"].count() > 0
    assert found.records["benchmark"].null_count() == 0


@pytest.mark.parametrize("example", TEXTS)
def test_cut_at_every_line_it_has_no_other_value_and_says_why_it_ended(example: Example) -> None:
    whole, lines = values(as_it_is(example.path).records), example.lines
    before: set[object] = set()
    found = [loaded("".join(lines[:end])) for end in range(1, len(lines) + 1)]
    for end, cut in enumerate(found, 1):
        known = values(cut.records)
        assert before <= known <= whole
        assert not cut.records.height or cut.files[0].readers == (example.program.name,)
        is_table = example.program.rows or example.program.columns
        if is_table and not example.program.results:
            assert known == {each for each in whole if each[0] is None or each[0] <= end}
        before = set(known)
    assert before == whole
    if not example.path.stem.startswith(RESULTS_ALONE):
        check_begun(found)
        check_killed(lines[: next(end for end, cut in enumerate(found, 1) if cut.records.height)])


def check_begun(found: list[Loaded]) -> None:
    """Hold that an output which ends before its first result is a run with a reason."""
    begun = [cut.records for cut in found[:-1] if cut.records.height]
    begun = [records for records in begun if not records["value"].count()]
    assert begun
    assert begun[-1].height == 1
    assert begun[-1]["status"].to_list() == ["unknown"]
    assert "ends before its result" in begun[-1]["reason"][0]


def check_killed(lines: list[str]) -> None:
    """Hold that what a batch system says of the end of an output is the reason."""
    killed = "slurmstepd: error: *** JOB 7 ON n1 CANCELLED AT 2026-03-02 DUE TO TIME LIMIT ***\n"
    records = loaded("".join(lines) + killed).records
    assert records["status"].to_list() == ["timeout"]
    assert records["reason"].to_list() == ["DUE TO TIME LIMIT"]


@pytest.mark.parametrize("first", [0, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("example", ALL)
def test_cut_within_a_line_it_has_no_other_value(example: Example, first: int) -> None:
    """Before its last character and in its middle, in turns, beginning with the ``first`` way."""
    records, lines = as_it_is(example.path).records, example.lines
    whole = {each[1:] for each in values(records)} | along(records)
    for turn, end in enumerate(range(1, len(lines), -(-len(lines) // MOST_CUTS)), first):
        last = lines[end].rstrip("\n")
        kept = len(last) // 2 if turn % 2 else len(last) - 1
        found = loaded("".join(lines[:end]) + last[:kept])
        assert {each[1:] for each in values(found.records)} <= whole


@pytest.mark.parametrize("example", TEXTS)
def test_prefixes_of_launchers_are_taken_off(example: Example) -> None:
    for prefix in PREFIXES:
        shown = "".join(f"{prefix}{line}" for line in example.lines)
        found = loaded(shown)
        assert values(found.records) == values(as_it_is(example.path).records), prefix


@pytest.mark.parametrize("example", DOCUMENTS)
def test_a_document_that_one_rank_prints_is_read(example: Example) -> None:
    for prefix in ("0: ", "[1,0]<stdout>:"):
        shown = "".join(f"{prefix}{line}" for line in example.lines)
        assert values(loaded(shown).records) == values(as_it_is(example.path).records), prefix


@pytest.mark.parametrize(
    "example", [pytest.param(each, id=each.path.name) for each in documents() if in_lines(each)]
)
def test_documents_in_a_row_and_below_other_output_are_each_read(example: Example) -> None:
    once, one = as_it_is(example.path).records, example.text.rstrip("\n")
    twice = loaded(f"{one}\n{one}\n").records
    assert {each[1:] for each in values(twice)} == {each[1:] for each in values(once)}
    assert twice["run"].n_unique() == 2 * once["run"].n_unique()
    below = loaded(f"Starting on node n1\n+ ./bench\n{one}\nDone.\n").records
    assert {each[1:] for each in values(below)} == {each[1:] for each in values(once)}


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(each, id=each.path.name)
        for each in documents()
        if each.path.suffix == ".json" and parse_several(each.text) is None
    ],
)
def test_documents_of_a_line_each_are_each_read(example: Example) -> None:
    once = as_it_is(example.path).records
    one = json.dumps(json.loads(example.text))
    twice = loaded(f"{one}\n{one}\n{one[: len(one) // 2]}").records
    measured = twice.filter(pl.col("value").is_not_null())
    assert {each[1:] for each in values(twice)} == {each[1:] for each in values(once)}
    assert measured.height >= 2 * once["value"].count()


@pytest.mark.parametrize("example", TEXTS)
def test_two_ranks_that_print_at_once_are_told_apart(example: Example) -> None:
    shown = "".join(f"{rank}: {line}" for line in example.lines for rank in (0, 1))
    once = [each[1:] for each in values(as_it_is(example.path).records)]
    twice = [each[1:] for each in values(loaded(shown).records)]
    assert sorted(twice, key=str) == sorted([*once, *once], key=str)


@pytest.mark.parametrize("example", ALL)
def test_encodings_change_nothing(example: Example) -> None:
    text = example.text
    for name, changed in {
        "CRLF": text.replace("\n", "\r\n").encode(),
        "BOM": text.encode("utf-8-sig"),
        "UTF-16": text.encode("utf-16"),
        "NUL": text.replace("\n", "\n\0\0\0").encode(),
    }.items():
        found = loaded(changed)
        assert values(found.records) == values(as_it_is(example.path).records), name


@pytest.mark.parametrize("example", TEXTS)
def test_what_only_a_terminal_shows_changes_nothing(example: Example) -> None:
    bars = "".join(f"10 %\r 50 %\r\x1b[1m{line.rstrip()}\x1b[0m\n" for line in example.lines)
    assert values(loaded(bars).records) == values(as_it_is(example.path).records)


@pytest.mark.parametrize("example", TEXTS)
def test_printed_twice_it_is_read_twice(example: Example) -> None:
    once, length = values(as_it_is(example.path).records), len(example.lines)
    twice = loaded(example.text + example.text).records
    assert values(twice.filter(twice["line"] <= length)) == once
    assert values(twice.filter(twice["line"] > length), length) == once


@pytest.mark.parametrize("example", TEXTS)
def test_an_output_beside_part_of_another_is_found(example: Example) -> None:
    """As where a text of two outputs is parted at the end of a line within one of them."""
    records, lines = as_it_is(example.path).records, example.lines
    whole, middle = values(records), len(lines) // 2
    before = loaded(example.text + "".join(lines[:middle])).records
    assert whole <= values(before)
    behind = loaded("".join(lines[middle:]) + example.text).records
    if example.path.stem not in JOINED:
        behind = behind.filter(pl.col("line") > len(lines) - middle)
    assert {each[1:] for each in whole} <= {each[1:] for each in values(behind)}


@pytest.mark.parametrize("example", TEXTS)
def test_another_program_and_a_training_log_stand_beside_it(example: Example) -> None:
    job = f"Starting on node n1\n{example.text}\n{STREAM.text}\n{TRAINING}"
    found = loaded(job)
    names = {example.program.name, STREAM.program.name, "training log"}
    assert set(found.files[0].readers) == names
    assert {each[1:] for each in values(as_it_is(example.path).records)} <= {
        each[1:] for each in values(found.records)
    }
    training = found.records.filter(found.records["progress"].is_not_null())
    assert training["metric"].unique().sort().to_list() == ["loss", "throughput"]


@pytest.mark.parametrize("example", ALL)
def test_no_number_is_too_odd(example: Example) -> None:
    """Each number in turn is another odd one, beginning with several of them."""
    for first in range(0, len(ODD), 2):
        numbers = cycle(ODD[first:] + ODD[:first])
        odd = re.sub(NUMBER, lambda _, numbers=numbers: next(numbers), example.text)  # type: ignore[misc]
        found = loaded(odd)
        assert not any("internal error" in note.text for note in found.notes), ODD[first]
        assert all(math.isfinite(each[2]) for each in values(found.records)), ODD[first]


@pytest.mark.parametrize("example", ALL)
def test_hostile_text_is_harmless(example: Example) -> None:
    hostile = re.sub(r"(?<=[A-Za-z])(?= )", "\x1b]0;owned\x07\u202e\u200b", example.text)
    found = loaded(hostile)
    assert not any("internal error" in note.text for note in found.notes)
    assert not re.search("[\x1b\x07\u202e\u200b]", str(found.records.rows()))

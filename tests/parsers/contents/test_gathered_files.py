"""Lines of several files in one text."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load
from parsers.contents.gathered_files import gathered_files
from parsers.run_records.records import named
from parsers.source import Source

COUNTS = (1, 2, 4)
GATHERED = {
    "grep": "slurm_n{n}.out:Total time: {time} s\n",
    "grep -n": "slurm_n{n}.out:37:Total time: {time} s\n",
    "grep -r": "logs/np_{n:03d}/output:Elapsed time = {time}\n",
    "grep -A1": "n{n}.log:nodes: {n}\nn{n}.log-Total time: {time} s\n--\n",
    "tail": "==> out/run {n}gpus.log <==\nTotal time: {time} s\n\n",
    "echo": "run_{n}ranks.txt\nTotal time: {time} s\n",
    "ruled": "=== run_{n}ranks.txt ===\nTotal time: {time} s\n",
}


def source(text: str, name: str = "summary.txt") -> Source:
    return Source(name, name, Path(name), text.encode())


def written(each: str) -> str:
    return "".join(each.format(n=n, time=100 / n + 2) for n in COUNTS)


@pytest.mark.parametrize("each", GATHERED.values(), ids=GATHERED)
def test_each_file_is_a_run_where_its_name_says(tmp_path: Path, each: str) -> None:
    path = tmp_path / "summary.txt"
    path.write_text(written(each))
    loaded = load([str(path)])
    table = runs(loaded.records, Choice()).table
    assert table.select("count", "value").rows() == [(n, 100 / n + 2) for n in COUNTS]
    assert table["efficiency"].to_list() == pytest.approx([1, 102 / 104, 102 / 108])
    lines = path.read_text().split("\n")
    assert all("ime" in lines[line - 1] for line in named(loaded.records)["line"])


def test_what_is_piped_is_read_so_too() -> None:
    loaded = load(["-"], BytesIO(written(GATHERED["grep"]).encode()))
    assert runs(loaded.records, Choice()).table["count"].to_list() == [*COUNTS]


@pytest.mark.parametrize(
    "text",
    [
        "images/sec:120\ntokens/sec:3000\n",
        "Add,8,0.25\nTriad,8,0.31\n",
        "0.25\n0.31\n",
        "time:12\nrate:13\n",
        "one.log:Total time: 3 s\none.log:Total time: 4 s\n",
        "one.log:Total time: 3 s\nAll done\n",
        "results.txt\n\nnodes time\n1 10\n2 6\n",
        "http://one.org\nhttp://two.org\n",
    ],
)
def test_a_text_of_its_own_is_none_of_files(text: str) -> None:
    assert gathered_files(source(text)) == []

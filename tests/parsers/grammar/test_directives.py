"""Lines of job scripts that schedulers read."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load
from parsers.grammar.directives import directed_counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("#SBATCH -n 4\n#SBATCH -t 01:00:00\n", {"ranks": 4}),
        ("#SBATCH --nodes=2 --ntasks-per-node=48\n", {"nodes": 2, "ranks_per_node": 48}),
        ("#SBATCH -N2 -c 8\n", {"nodes": 2, "threads": 8}),
        ("#SBATCH -N 1-4\n#SBATCH --ntasks 3 # three\n", {"ranks": 3}),
        ("#PBS -l select=2:ncpus=16:mem=4gb\n", {"nodes": 2, "cores": 32}),
        ("#PBS -l nodes=1:ppn=8\n", {"nodes": 1, "cores": 8}),
        ("#BSUB -n 32\n#BSUB -W 4:00\n", {"ranks": 32}),
        ("##SBATCH -n 4\nsrun -n 4 ./a.out\n", {}),
    ],
)
def test_directives_ask_for_counts(text: str, counts: dict[str, int]) -> None:
    assert directed_counts(text) == counts


def test_outputs_that_begin_with_their_script_are_a_series(tmp_path: Path) -> None:
    for job, (ranks, time) in enumerate(((1, 100), (2, 50), (4, 25))):
        said = f"#SBATCH -n {ranks}\nTotal time: {time} s\n"
        (tmp_path / f"run.o47{job}1").write_text(said)
    table = runs(load([str(tmp_path)]).records, Choice()).table
    assert table.select("count", "efficiency").rows() == [(1, 1.0), (2, 1.0), (4, 1.0)]

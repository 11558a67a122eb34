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
        ("#SBATCH --nodes=2 --ntasks-per-node=48\n", {"nodes": 2, "ranks": 96}),
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


def script(nodes: int) -> str:
    return f"#!/bin/bash\n#SBATCH -N {nodes}\n#SBATCH --output=%x-%j.out\nsrun ./solve\n"


@pytest.mark.parametrize(
    ("job", "output"),
    [
        ("case{0}/submit.sh", "case{0}/slurm-{1}.out"),
        ("jobs/mesh_{2}.sbatch", "jobs/mesh_{2}.out"),
        ("mesh_{2}.slurm", "mesh_{2}-{1}.out"),
        ("mesh_{2}.pbs", "mesh_{2}.o{1}"),
    ],
)
def test_the_script_beside_an_output_counts_its_nodes(
    job: str, output: str, tmp_path: Path
) -> None:
    for place, (nodes, seconds) in enumerate({2: 100, 4: 52, 8: 29}.items()):
        values = (place + 1, 80011 + place, "abc"[place])
        for name, text in ((job, script(nodes)), (output, f"Time: {seconds} s\n")):
            file = tmp_path / name.format(*values)
            file.parent.mkdir(exist_ok=True)
            file.write_text(text)
    records = load([str(tmp_path)]).records
    assert dict(records.select("value", "nodes").rows()) == {100: 2, 52: 4, 29: 8}


def test_one_script_of_all_jobs_counts_nothing(tmp_path: Path) -> None:
    (tmp_path / "submit.sh").write_text(script(8))
    for job, seconds in ((11, 100), (12, 52)):
        (tmp_path / f"slurm-{job}.out").write_text(f"Time: {seconds} s\n")
    assert load([str(tmp_path)]).records["nodes"].to_list() == [None, None]

"""Counts that an output does not state, from the command of the launcher above it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from parsers.programs.launched import launcher_counts
from parsers.training.launches import read_launch
from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import example, rows

OSU = """\
# OSU MPI Allreduce Latency Test v7.0
# Size       Avg Latency(us)
1024                   8.58
"""


@pytest.mark.parametrize(
    ("line", "counts"),
    {
        "$ mpirun -np 4 ./osu_allreduce -x 200": {"ranks": 4},
        "[user@login02 run]$ OMPI_MCA_coll=x srun -N8 --ntasks-per-node=4 --mpi=pmix ./hpl.sh": {
            "nodes": 8,
            "ranks": 32,
        },
        "+ mpirun -np 10 --bind-to core mdtest -n 3334 -N 2": {"ranks": 10},
        # Open MPI has the processes of a node behind -N, and Slurm the nodes.
        "$ mpirun -n 144 -N 36 -hostfile hosts osu_allreduce": {"ranks": 144, "nodes": 4},
        "$ mpirun -N 36 -hostfile hosts osu_allreduce": {},
        "$ mpirun --mca osc ^ucx -genv A 1 -n 2 --bind-to core ./osu_bw -i 9": {"ranks": 2},
        "$ mpirun -display-map -np 2 ./osu_mbw_mr": {"ranks": 2},
        "$ mpirun -np 2 -map-by ppr:1:node ./osu_latency": {"ranks": 2, "nodes": 2},
        # Of two that differ neither is believed.
        "$ mpirun -N 2 -np 2 -map-by ppr:1:node ./osu_latency": {"ranks": 2},
        "time flux run -N4 --tasks-per-node=96 -o cpu-affinity=per-task ./osu_barrier": {
            "nodes": 4,
            "ranks": 384,
        },
        "+ flux mini run -n 8 ./app -N 2": {"ranks": 8},
        "$ srun --exclusive xhpl -n 5": {},
        "$ mpiexec -np 16 -npernode 8 ./all_reduce_perf -g 1 -n 20": {"ranks": 16, "nodes": 2},
        "$ cd build && mpirun -np 8 ./app -np 2": {"ranks": 8},
        "module load mpi/5.0 ; X=1 ; mpiexec --np 384 --ppn 12 ./app": {"ranks": 384, "nodes": 32},
        "read on && mpirun -np 8 ./app": {},
        "$ srun -n 6 --gpus=6 ./app": {"ranks": 6, "devices": 6},
        "we used srun -n 4 for this": {},
        "+ jsrun -n 4 -a 2 -c 21 -g 3 -r 2 ./app": {"ranks": 8, "devices": 12, "nodes": 2},
        "+ jsrun -n6 -a1 -c7 -g1 -bpacked:7 ./app": {"ranks": 6, "devices": 6},
        "+ aprun -n 32 -N 8 -d 4 ./app": {"ranks": 32, "nodes": 4},
        "+ srun -N 2 --gpus-per-node=4 ./app": {"nodes": 2, "devices": 8},
        "+ srun -n 1 -c 8 ./app": {"ranks": 1, "threads": 8},
        "+ srun -n 8 -c 8 ./app": {"ranks": 8},
        "+ srun -N 2 torchrun --nproc_per_node=4 train.py": {"nodes": 2, "devices": 8},
        "+ flux run -N 2 -n 8 -g 1 ./app": {"nodes": 2, "ranks": 8, "devices": 8},
        "+ mpirun -c 8 ./app": {"ranks": 8},
        "+ mpirun -np 16 --map-by ppr:4:socket ./app -n 9": {"ranks": 16},
        "+ prterun --np 8 ./app": {"ranks": 8},
        "+ charmrun ++p 16 ++ppn 4 ./namd2 apoa1.namd": {"cores": 16},
        "$ ./osu_allreduce -n 4": {},
        'srun -n 4 echo "not closed': {},
    }.items(),
)
def test_commands(line: str, counts: dict[str, int]) -> None:
    assert launcher_counts(line) == counts


@pytest.mark.parametrize(
    ("line", "counts", "program"),
    [
        ("+ ./charmrun +p16 ./namd2 a.namd", {"cores": 16}, "./namd2 a.namd"),
        ("namd3 +p 8 +setcpuaffinity a.namd", {"cores": 8}, "namd3 +setcpuaffinity a.namd"),
        ("accelerate launch --num_processes 8 a.py", {"devices": 8}, "accelerate launch a.py"),
        ("taskset -c 0-3 ./cg", {"cores": 4}, "taskset -c 0-3 ./cg"),
        ("+ srun -n 4 -c 2 ./cg", {"ranks": 4}, "./cg (-c 2)"),
        ("Running: 'mpirun -np 2 ./cg'", {"ranks": 2}, "./cg"),
    ],
)
def test_what_a_command_starts(line: str, counts: dict[str, int], program: str) -> None:
    launch = read_launch(line)
    assert launch == (counts, program)


@given(st.text())
def test_any_text_gives_counts_or_none(text: str) -> None:
    assert isinstance(launcher_counts(f"$ srun {text}"), dict)


def test_the_nearest_command_above_counts() -> None:
    text = f"$ mpirun -np 2 hostname\nn1\n$ mpirun -np 64 osu_allreduce\n\n{OSU}"
    assert rows(text, "latency", "ranks") == [(64,)]


def test_a_command_belongs_to_the_first_output_below() -> None:
    assert rows(f"$ mpirun -np 64 osu_allreduce\n{OSU}\n{OSU}", "latency", "ranks") == [
        (64,),
        (None,),
    ]


def test_a_block_of_code_is_a_world_of_its_own() -> None:
    text = f"```\n$ mpirun -np 64 hostname\n```\nOn another day:\n```\n{OSU}```\n"
    assert rows(text, "latency", "ranks") == [(None,)]


def test_nodes_join_the_ranks_that_an_output_states() -> None:
    text = "$ srun -N 4 --ntasks-per-node=2 ./xhpl\n" + example("hpl.out")
    assert set(rows(text, "flops", "nodes", "ranks")) == {(4, 8)}


def test_a_command_of_other_counts_is_of_another_run() -> None:
    text = "$ srun -N 4 --ntasks-per-node=16 ./xhpl\n" + example("hpl.out")
    assert set(rows(text, "flops", "nodes", "ranks")) == {(None, 8)}


def test_what_one_process_reaches_stays_without_ranks() -> None:
    text = "$ mpirun -np 4 ./hpcc\n" + example("hpcc.txt")
    assert rows(text, "bandwidth_triad", "case", "ranks") == [("Star", None), ("Single", None)]


@pytest.mark.parametrize(
    ("command", "threads"),
    [
        ("$ OMP_NUM_THREADS=32 GOMP_CPU_AFFINITY=0-31 ./stream", 32),
        ("export OMP_NUM_THREADS=8\nsrun -n 4 ./stream", 8),
        ("$ mpirun -x OMP_NUM_THREADS=2 -np 4 ./stream", 2),
        ("$ OMP_NUM_THREADS=$THREADS ./stream", None),
        ("```\nOMP_NUM_THREADS=4 ./stream\n```", None),
        ("```\nOMP_NUM_THREADS=4 ./stream\n```\n\n```", 4),
    ],
)
def test_threads_that_were_set_for_an_output(command: str, threads: int | None) -> None:
    text = f"{command}\nFunction    Best Rate MB/s  Avg time     Min time     Max time\n"
    text += "Copy:          115552.5     0.027806     0.027693     0.028218\n"
    assert rows(text, "bandwidth", "threads") == [(threads,)]


_COMMANDS = [
    ("srun -p short -n 2 ./osu_latency", "srun -p long -n 2 ./osu_latency", ["short", "long"]),
    (
        "$ UCX_TLS=rc mpirun -np 2 ./osu_latency | tee 1.out",
        "$ UCX_TLS=tcp mpirun -np 2 ./osu_latency | tee 2.out",
        ["UCX_TLS=rc", "UCX_TLS=tcp"],
    ),
    ("srun -w n1 -n 2 ./osu_latency > a", "srun -w n2 -n 2 ./osu_latency > b", None),
    ("srun -N 2 -n 2 ./osu_latency", "srun -N 1 -n 2 ./osu_latency", None),
    ("srun -n 2 ./osu_latency", "", None),
]


@pytest.mark.parametrize("fences", [("", ""), ("```\n", "```\n\n```\n")])
@pytest.mark.parametrize(("first", "second", "told"), _COMMANDS)
def test_outputs_of_commands_that_differ_are_no_repeats(
    first: str, second: str, told: list[str] | None, fences: tuple[str, str]
) -> None:
    begin, between = fences
    text = "".join(
        f"{begin}{command}\n{between}# OSU MPI Latency Test v5.9\n"
        f"# Size          Latency (us)\n1                       {value}\n{begin}\n"
        for command, value in ((first, 1.1), (second, 15.1))
    )
    records = loaded(text).records
    assert records["value"].to_list() == [approx(1.1e-6), approx(15.1e-6)]
    assert records["ranks"].to_list()[0] == 2
    assert (records["command"].to_list() if "command" in records.columns else None) == told

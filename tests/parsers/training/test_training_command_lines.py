from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.training.command_lines import read_command

COMMANDS: dict[str, dict[str, Any]] = {
    "+ srun -N 2 -n 8 --gpus-per-node=4 python train.py": {
        "nodes": 2,
        "ranks": 8,
        "devices_per_node": 4,
    },
    "$ srun -N2 -n8 ./run.sh": {"nodes": 2, "ranks": 8},
    "srun --nodes=2 --gpus-per-node=a100:4 python train.py -n 5": {
        "nodes": 2,
        "devices_per_node": 4,
    },
    "mpirun -np 4 -H a:2,b:2 python a.py --batch-size=32 --model resnet50": {
        "ranks": 4,
        "batch": 32,
        "benchmark": "resnet50",
    },
    "NCCL_DEBUG=INFO torchrun --nproc_per_node 4 train.py --epochs 3 --local-rank 1": {
        "nodes": 1,
        "devices_per_node": 4,
        "epochs": 3,
    },
    "torchrun --nnodes=2 --nproc_per_node=4 train.py": {"nodes": 2, "devices_per_node": 4},
    "Command: deepspeed --num_nodes 2 --num_gpus 8 train.py": {
        "nodes": 2,
        "devices_per_node": 8,
    },
    "deepspeed --num_gpus 8 train.py": {"nodes": 1, "devices_per_node": 8},
    "deepspeed --hostfile hosts --num_gpus 8 train.py": {"devices_per_node": 8},
    "python -m torch.distributed.launch --nproc_per_node=2 main.py": {
        "nodes": 1,
        "devices_per_node": 2,
    },
    "horovodrun -np 8 python bench.py": {"ranks": 8},
    "===== torchrun --nproc_per_node=4 train.py --bs 32 =====": {
        "nodes": 1,
        "devices_per_node": 4,
        "batch": 32,
    },
}


@pytest.mark.parametrize(("line", "expected"), COMMANDS.items())
def test_commands(line: str, expected: dict[str, Any]) -> None:
    assert read_command(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "+ python train.py --batch-size 32",
        "srun: error: gn01: task 0: Killed",
        "we use srun -n 4 for this",
        "+ srun hostname",
        'srun -n 4 echo "not closed',
        "torchrun",
    ],
)
def test_other_lines(line: str) -> None:
    assert read_command(line) == {}


@given(st.text())
def test_any_text_is_a_command_or_none(text: str) -> None:
    assert isinstance(read_command(f"+ srun -n 4 {text}"), dict)

from __future__ import annotations

import pytest

from parsers.grammar.group_sizes import read_group_sizes

SIZES = {
    "TP4 DP2": {"tp": 4, "dp": 2},
    "tp=8, pp=2": {"tp": 8, "pp": 2},
    "TP4xFSDP2": {"tp": 4, "dp": 2},
    "llama_tp4_cp2": {"tp": 4, "cp": 2},
    "DDP 16": {"dp": 16},
    "tp2dp4": {"tp": 2, "dp": 4},
    "llama_tp4_pp512": {"tp": 4},
    "http8": None,
    "TP0": None,
    "tp 2.5": None,
    "DDP2 FSDP4": None,
}


@pytest.mark.parametrize("text", SIZES)
def test_sizes_of_groups(text: str) -> None:
    found = read_group_sizes(text)
    assert (found and found.sizes) == SIZES[text]

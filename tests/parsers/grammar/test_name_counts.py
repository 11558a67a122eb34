"""Counts in names of runs and files."""

from __future__ import annotations

import pytest

from parsers.grammar.name_counts import read_name
from parsers.grammar.names_by_counts import read_names

NAMES = {
    "run_4nodes": {"nodes": 4},
    "out.128nodes": {"nodes": 128},
    "hf_gpu2": {"devices": 2},
    "mpi8omp4": {"ranks": 8, "threads": 4},
    "2N4G": {"nodes": 2, "devices_per_node": 4},
    "aocc-4.1_4ranks_2threads": {"ranks": 4, "threads": 2},
    "1 CPU core": {"cores": 1},
    "4 MPI ranks": {"ranks": 4},
    "n2g8": {"nodes": 2, "devices_per_node": 8},
    "2 nodes x 4 GPUs": {"nodes": 2, "devices_per_node": 4},
    "2x4gpu": {"nodes": 2, "devices_per_node": 4},
    "2nodes_16ppn": {"nodes": 2, "ranks_per_node": 16},
    "ngpu8": {"devices": 8},
    "2 nodes x 48 cores": {"nodes": 2, "cores_per_node": 48},
    "2nodes_96cores": {"nodes": 2, "cores": 96},
    "lulesh_8ranks": {"ranks": 8},
    "tf32_icx-2024_mpi1": {"ranks": 1},
    "cores_128": {"cores": 128},
    "llama_tp4_pp2": {"devices": 8},
    "tp2dp4": {"devices": 8},
    "llama_tp4_cp2": {"devices": 8},
    "llama_tp2_fsdp4": {"devices": 8},
    "gpus8_tp2": {"devices": 8},
    "gpt-350m-8xA100": {"devices": 8},
    "2nodes-16xH100_bf16": {"nodes": 2, "devices": 16},
}


def test_names_without_a_gap_count_where_they_differ_in_it() -> None:
    names = [f"amber{atoms}katoms{nodes}nodes" for atoms in (20, 465) for nodes in (1, 2)]
    assert [each.counts for each in read_names(names).values()] == 2 * [{"nodes": 1}, {"nodes": 2}]
    assert read_names(["dgxh100gpus", "dgxh200gpus"]) == {}
    assert read_names(["mesh1nodes", "grid1nodes"]) == {}


@pytest.mark.parametrize("name", NAMES)
def test_counts_of_a_name(name: str) -> None:
    found = read_name(name)
    assert found is not None
    assert found.counts == NAMES[name]


@pytest.mark.parametrize(
    "name",
    [
        "ResNet50",
        "Intel Xeon E5 2690",
        "v1.2",
        "2 gpus 4 gpus",
        "a100",
        "pp512",
        "http8",
        "dp16",
        "tp2_ddp2_fsdp4",
    ],
)
def test_numbers_of_other_things_are_no_counts(name: str) -> None:
    assert read_name(name) is None


@pytest.mark.parametrize(
    ("one", "many"), [("1 CPU core", "128 CPU cores"), ("1 MPI rank", "4 MPI ranks")]
)
def test_one_and_many_leave_the_same_name(one: str, many: str) -> None:
    found = read_names([one, many])
    assert len({each.template for each in found.values()}) == 1


def test_single_letters_count_where_names_differ_in_them_alone() -> None:
    assert read_name("job_n8") is None
    assert {name: found.counts for name, found in read_names(["job_n1", "job_n8"]).items()} == {
        "job_n1": {"nodes": 1},
        "job_n8": {"nodes": 8},
    }
    assert read_names(["job_n1", "other_n8"]) == {}


def test_crosses_are_ranks_by_threads() -> None:
    found = read_names(["4x8", "8x8"])
    assert [each.counts for each in found.values()] == [
        {"ranks": 4, "threads": 8},
        {"ranks": 8, "threads": 8},
    ]


def test_what_grows_as_the_nodes_do_is_that_of_all() -> None:
    found = read_names(["job_1n_4g", "job_2n_8g"])
    assert [each.said for each in found.values()] == ["1 node, 4 devices", "2 nodes, 8 devices"]
    each_has = read_names(["job_1n_4g", "job_2n_4g"])
    assert [each.said for each in each_has.values()] == [
        "1 node, 4 devices per node",
        "2 nodes, 4 devices per node",
    ]


@pytest.mark.parametrize(
    ("names", "counts"),
    [
        ("r16t8 r32t8", [{"ranks": 16, "threads": 8}, {"ranks": 32, "threads": 8}]),
        ("p16_t8 p32_t8", [{"ranks": 16, "threads": 8}, {"ranks": 32, "threads": 8}]),
        ("N1_n16 N2_n32", [{"nodes": 1, "ranks": 16}, {"nodes": 2, "ranks": 32}]),
        (
            "1Nx128c 2Nx128c",
            [{"nodes": 1, "cores_per_node": 128}, {"nodes": 2, "cores_per_node": 128}],
        ),
        ("1n_128c 2n_256c", [{"nodes": 1, "cores": 128}, {"nodes": 2, "cores": 256}]),
        ("a_p1 a_p2 a_p4", [{"ranks": 1}, {"ranks": 2}, {"ranks": 4}]),
        ("c1 c2", []),
        ("p50 p90 p99", []),
        ("a_p1 b_p2 a_p4", []),
    ],
)
def test_what_letters_count_shows_in_several_names(
    names: str, counts: list[dict[str, int]]
) -> None:
    assert [each.counts for each in read_names(names.split()).values()] == counts


def test_threads_of_each_node_are_not_spread_over_more_nodes() -> None:
    found = read_names(["gcc-n1-t8", "gcc-n2-t8"])
    assert [each.counts for each in found.values()] == [
        {"nodes": nodes, "threads_per_node": 8} for nodes in (1, 2)
    ]

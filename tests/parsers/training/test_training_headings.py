from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.run_records.records import SCHEMA
from parsers.training.headings import read_title

TWO_HOSTS = {
    "hosts": "lm1:2x2080ti, lm6:2x2080ti",
    "system": "lm1+lm6",
    "nodes": 2,
    "devices": 4,
    "devices_per_node": 2,
    "device": "2080ti",
}
COLLECTIVE = {"communication": "with collective communication"}

FACTS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "ResNet18-2080ti-128batch_size": (("ResNet18",), {"device": "2080ti", "batch": 128}),
    "ResNet18-2x2080ti-128batch_size": (
        ("ResNet18",),
        {"device": "2080ti", "devices": 2, "batch": 128},
    ),
    "VGG16 on 4 x A100-SXM4-80GB, batch size = 256": (
        ("VGG16",),
        {"device": "A100-SXM4-80GB", "devices": 4, "batch": 256},
    ),
    "VGG16-V100x4-64batchsiz": (("VGG16",), {"device": "V100", "devices": 4, "batch": 64}),
    "BERT, 8 RTX 3090 GPUs, bs 32": (("BERT",), {"device": "RTX 3090", "devices": 8, "batch": 32}),
    "in 2x2080ti": ((), {"device": "2080ti", "devices": 2}),
    "3xMI250X": ((), {"device": "MI250X", "devices": 3}),
    "4xFoo9000": ((), {"device": "Foo9000", "devices": 4}),
    "1 GPUs": ((), {"devices": 1}),
    "Two nodes with 4 GPUs each": ((), {"nodes": 2, "devices_per_node": 4}),
    "1 node (4 GPUs), batch size 32": ((), {"nodes": 1, "devices": 4, "batch": 32}),
    "lm1+lm6: 4x2080ti": ((), TWO_HOSTS | {"hosts": "lm1+lm6: 4x2080ti"}),
    "Distributed, 16 nodes": ((), {"nodes": 16}),
    "Single node 2 GPUs (w/ NVLink)": ((), {"nodes": 1, "devices": 2, "interconnect": "NVLink"}),
    "T5 without NVLink": (("T5",), {"interconnect": "without NVLink"}),
    "T5 w/o XLA": (("T5",), {"xla": "without XLA"}),
    "Single node, MNIST With collective communication, Adam(lr=0.01*(1+world_size))": (
        ("MNIST",),
        {"nodes": 1, "optimizer": "Adam(lr=0.01*(1+world_size))", **COLLECTIVE},
    ),
    "SST5 dataset With collective communication": (("SST5",), COLLECTIVE),
    "Transformer 6 layer, 4 head, 256 max sentence length 128 batchsize in 2080ti": (
        ("Transformer 6 layer", "4 head", "256 max sentence length"),
        {"device": "2080ti", "batch": 128},
    ),
    "ResNeXt-101-32x8d, global batch size 1024": (("ResNeXt-101-32x8d",), {"global_batch": 1024}),
    "1. **ResNet18**, epochs: 4, lr=0.1": (("ResNet18",), {"epochs": 4, "learning_rate": 0.1}),
    "Benchmark results": ((), {}),
}


@pytest.mark.parametrize(("text", "expected"), FACTS.items())
def test_facts_and_names(text: str, expected: tuple[tuple[str, ...], dict[str, Any]]) -> None:
    title = read_title(text)
    assert (title.names, title.facts) == expected
    assert (title.headline, title.speedup, title.baseline) == (None, None, None)


RESULTS: dict[str, tuple[str | None, float, float | None, float | None]] = {
    "lm6-120.7": ("lm6", 120.7, None, None),
    "lm6-198.38-1.648x, baseline: 120.7": ("lm6", 198.38, 1.648, 120.7),
    "lm6-105.51-1.75x, Baseline:60.44": ("lm6", 105.51, 1.75, 60.44),
    "lm6: 105.51 data/sec, speed-up 1.75, basline=60.44": ("lm6", 105.51, 1.75, 60.44),
    "lm6 - 105.51 (1.75×, baseline 60.44)": ("lm6", 105.51, 1.75, 60.44),
    "lm6 105.51 img/s (speedup: 1.75x)": ("lm6", 105.51, 1.75, None),
    "gpu-node-3-1,205.5-1.75x": ("gpu-node-3", 1205.5, 1.75, None),
    "lm1+lm6-140.88-1.72x": ("lm1+lm6", 140.88, 1.72, None),
}


@pytest.mark.parametrize(("text", "expected"), RESULTS.items())
def test_results(text: str, expected: tuple[str | None, float, float | None, float | None]) -> None:
    title = read_title(text)
    assert title.headline is not None
    found = (title.headline.name, title.headline.value, title.speedup, title.baseline)
    assert found == expected
    assert (title.names, title.facts) == ((), {})
    assert title.headline.certain == (title.speedup is not None)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "ResNet18-lm1:2x2080ti, lm6:2x2080ti-128batch_size, 267.77-3.27x, baseline: 81.84",
            ("ResNet18",),
        ),
        ("lm1:2x2080ti, lm6:2x2080ti -267.77-3.27x, 128 batchsize, baseline: 81.84", ()),
    ],
)
def test_two_hosts(text: str, names: tuple[str, ...]) -> None:
    title = read_title(text)
    assert title.names == names
    assert title.facts == TWO_HOSTS | {"batch": 128}
    assert title.headline is not None
    assert (title.headline.name, title.headline.value) == (None, 267.77)
    assert (title.speedup, title.baseline) == (3.27, 81.84)


def test_unequal_hosts_have_no_devices_per_node() -> None:
    facts = read_title("a1:3xA100 & b2:1xA100").facts
    assert (facts["devices"], facts["nodes"], facts["devices_per_node"]) == (4, 2, None)


@pytest.mark.parametrize("text", ["ResNet-50", "PyTorch 2.0", "MNIST, 2021"])
def test_a_number_may_belong_to_a_name(text: str) -> None:
    title = read_title(text)
    assert title.headline is not None
    assert not title.headline.certain
    assert ", ".join(title.without_headline().names) == text


def test_a_host_number_is_no_result() -> None:
    assert read_title("node01-001").names == ("node01-001",)


def test_settings_are_read_where_a_heading_would_have_names() -> None:
    title = read_title("MNIST, batch_size: 128, alpha: 0.5, model: BERT, A100", setup=True)
    assert title.names == ("MNIST",)
    assert title.facts == {"batch": 128, "alpha": 0.5, "benchmark": "BERT", "device": "A100"}
    assert read_title("lm6: 0.5").headline is not None


PIECES = st.sampled_from(
    (
        *("ResNet18", "-", "2x2080ti", "lm1:1x2080ti", ", ", "128batch_size", "120.7"),
        *("1.6x", "(", ")", "baseline: ", "Adam(lr=", "with ", "NVLink", "two nodes"),
        *("run=3", "value: 4", " ", "=", "9" * 30),
    )
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)), st.booleans())
def test_any_text_is_a_title(text: str, setup: bool) -> None:
    title = read_title(text, setup=setup)
    described = title.facts.keys() & SCHEMA.keys()
    assert described <= {"benchmark", "software", "system", "device", "nodes", "devices"} | {
        "devices_per_node",
        "ranks",
        "batch",
        "hosts",
    }
    assert all(name.strip() for name in title.names)


MODELS = st.sampled_from(["ResNet18", "BERT-large", "GPT2", "EfficientNet-b0"])
DEVICES = st.sampled_from(["2080ti", "A100", "H100", "MI250X", "V100S"])
COUNTS = st.integers(min_value=1, max_value=512)
BATCHES = st.integers(min_value=1, max_value=65536)
BATCH_SPELLINGS = st.sampled_from(
    (
        *("{}batch_size", "{} batchsize", "batch_size: {}", "batch size = {}", "bs{}"),
        *("{} batch", "bacth_size {}", "(batch size {})"),
    )
)
COUNT_SPELLINGS = st.sampled_from(["{}x{}", "{} x {}", "{} × {}", "{}x {} GPUs", "{} {} GPUs"])


@given(
    MODELS, DEVICES, COUNTS, BATCHES, COUNT_SPELLINGS, BATCH_SPELLINGS, st.sampled_from(["-", ", "])
)
def test_spelling_does_not_change_a_heading(
    model: str,
    device: str,
    count: int,
    batch: int,
    count_spelling: str,
    batch_spelling: str,
    apart: str,
) -> None:
    parts = (model, count_spelling.format(count, device), batch_spelling.format(batch))
    title = read_title(apart.join(parts))
    assert title.names == (model,)
    assert title.facts == {"device": device, "devices": count, "batch": batch}


OTHER_SPELLINGS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "2 nodes x 4 GPUs": ((), {"nodes": 2, "devices_per_node": 4}),
    "2x4xA100": ((), {"nodes": 2, "devices_per_node": 4, "device": "A100"}),
    "T5, 2n8g": (("T5",), {"nodes": 2, "devices_per_node": 8}),
    "2 nodes, 4 GPUs per node, 8 GPUs in total": (
        (),
        {"nodes": 2, "devices_per_node": 4, "devices": 8},
    ),
    "T5 on 4x3090": (("T5",), {"devices": 4, "device": "3090"}),
    "16 A100s": ((), {"devices": 16, "device": "A100"}),
    "Quad-GPU": ((), {"devices": 4}),
    "4 gpu / 1 node": ((), {"devices": 4, "nodes": 1}),
    "#GPUs: 4": ((), {"devices": 4}),
    "World size 8": ((), {"ranks": 8}),
    "T5, 8 MPI ranks": (("T5",), {"ranks": 8}),
    "1 GPU (baseline)": ((), {"devices": 1}),
    "nodes=2 gpus=8 bs=64": ((), {"nodes": 2, "devices": 8, "batch": 64}),
    "Config: model=vit_b16, gpus=8": ((), {"benchmark": "vit_b16", "devices": 8}),
    "T5_2xA100_bs128": (("T5",), {"devices": 2, "device": "A100", "batch": 128}),
    "T5, per-GPU batch size: 32": (("T5",), {"batch": 32}),
    "T5, bsz 16": (("T5",), {"batch": 16}),
    "T5, batchsize 16/GPU": (("T5",), {"batch": 16}),
    "Nodes: gn01,gn02 (4 GPUs each)": (
        (),
        {"nodes": 2, "devices_per_node": 4, "system": "gn01+gn02", "hosts": "gn01,gn02"},
    ),
    "2 nodes (gn01, gn02), 8 GPUs": (
        (),
        {"nodes": 2, "devices": 8, "system": "gn01+gn02", "hosts": "gn01, gn02"},
    ),
    "gn[01-02]: 8xA100": (
        (),
        {"nodes": 2, "devices": 8, "device": "A100", "system": "gn[01-02]", "hosts": "gn[01-02]"},
    ),
}


@pytest.mark.parametrize(("text", "expected"), OTHER_SPELLINGS.items())
def test_size_and_batch_in_other_spellings(
    text: str, expected: tuple[tuple[str, ...], dict[str, Any]]
) -> None:
    title = read_title(text)
    assert (title.names, title.facts, title.headline) == (*expected, None)


@pytest.mark.parametrize(
    "text",
    [
        *("lm6 -> 120.7", "lm6 => 120.7 img/s", "lm6 (120.7 img/s)", "lm6 | 120.7", "lm6 ~ 120.7"),
        *("lm6 = 120.7", "lm6_120.7", "lm6--120.7", "lm6-120,7", "lm6, 120.7 img/s"),
    ],
)
def test_a_result_beside_a_host_in_other_spellings(text: str) -> None:
    title = read_title(text)
    assert title.headline is not None
    assert (title.headline.name, title.headline.value, title.names) == ("lm6", 120.7, ())


@pytest.mark.parametrize(
    ("text", "speedup", "baseline"),
    [
        ("lm6-198.38-1.648x (vs. 120.7)", 1.648, 120.7),
        ("lm6-198.38-1.648x, base: 120.7", 1.648, 120.7),
        ("lm6: 198.38 img/s (1.648x faster than baseline 120.7)", 1.648, 120.7),
        ("lm6-198.38, speed-up of 1.648 over 120.7", 1.648, 120.7),
        ("lm6-198.38, 1.648 times, base line 120.7", 1.648, 120.7),
        ("lm6-198.38-1.648x, 82.4% efficiency", 1.648, None),
        ("lm6-198.38-82.4%, baseline: 120.7", None, 120.7),
    ],
)
def test_claims_in_other_spellings(
    text: str, speedup: float | None, baseline: float | None
) -> None:
    title = read_title(text)
    assert title.headline is not None
    assert (title.headline.name, title.headline.value) == ("lm6", 198.38)
    assert (title.names, title.speedup, title.baseline) == ((), speedup, baseline)


def test_a_speedup_that_is_called_one_of_scaling_names_no_model() -> None:
    title = read_title("2 GPUs (1.9x scaling speed):")
    assert (title.names, title.facts, title.speedup) == ((), {"devices": 2}, 1.9)


def test_dashes_that_parted_facts_leave_no_trace() -> None:
    title = read_title("VGG - 4 GPU - batch 64 - 410.2 images/sec - 3.9x")
    assert title.headline is not None
    assert (title.headline.name, title.headline.value, title.speedup) == ("VGG", 410.2, 3.9)

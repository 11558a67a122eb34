"""What benchmarks of inference printed and wrote, value for value."""

from __future__ import annotations

import json

import pytest

from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import example, rows

# From a report on UCCL and SGLang: the lines around the results are left out.
WITHOUT_TITLE = """
```
Successful requests:                     128
Benchmark duration (s):                  167.22
Output token throughput (tok/s):         394.81
Mean E2E latency (ms):                   19127.80
```

```
Successful requests:                     128
Benchmark duration (s):                  102.00
Output token throughput (tok/s):         647.27
```
"""


class TestVllm:
    def test_served_and_copied_without_its_title(self) -> None:
        columns = ("line", "value", "unit", "primary")
        assert rows(WITHOUT_TITLE, "output_throughput", *columns) == [
            (3, 394.81, "tok/s", True),
            (10, 647.27, "tok/s", True),
        ]
        assert rows(WITHOUT_TITLE, "e2el", "value") == [(pytest.approx(19.1278),)]

    def test_throughput_as_printed_and_as_json(self) -> None:
        columns = ("benchmark", "devices", "value", "unit", "primary")
        assert rows(example("vllm_throughput_console.txt"), "total_token_throughput", *columns) == [
            ("throughput", 4, 4224.4, "tok/s", True)
        ]
        assert rows(example("vllm_throughput.json"), "total_token_throughput", *columns[2:]) == [
            (1913.92, "tok/s", True)
        ]

    def test_the_model_is_that_of_the_arguments(self) -> None:
        text = example("vllm_throughput_console.txt")
        assert rows(text, "output_throughput", "model", "value") == [
            ("meta-llama/Meta-Llama-3-70B-Instruct", 3975.9)
        ]

    def test_before_output_tokens_were_counted(self) -> None:
        text = "Throughput: 2.76 requests/s, 1913.92 tokens/s\n"
        assert rows(text, "total_token_throughput", "value") == [(1913.92,)]

    def test_latency_as_printed_and_as_json(self) -> None:
        printed, written = example("vllm_latency_console.txt"), example("vllm_latency.json")
        for text in (printed, written):
            assert rows(text, "latency", "benchmark", "value", "primary") == [
                ("latency", pytest.approx(1.2048372), True)
            ]
            assert rows(text, "latency_p99", "value", "better") == [(1.2065, "lower")]
        assert rows(printed, "latency", "devices") == [(4,)]
        assert rows(written, "latency", "samples") == [([1.2032, 1.2041, 1.2066, 1.2052, 1.2051],)]

    def test_before_units_stood_before_the_numbers(self) -> None:
        # a report to JetStream: two models, each below its name
        text = """\
LLAMA 3:
Successful requests: 1780
Benchmark duration: 294.101467 s
Request throughput: 6.05 requests/s
Output token throughput: 1412.49 tokens/s
Mean TTFT: 114960.78 ms

LLAMA 2:
Successful requests: 100
Benchmark duration: 29.060651 s
Request throughput: 3.44 requests/s
Output token throughput: 1038.35 tokens/s
Mean TTFT: 1274.09 ms
"""
        assert rows(text, "output_throughput", "section", "value") == [
            ("LLAMA 3", 1412.49),
            ("LLAMA 2", 1038.35),
        ]
        assert rows(text, "ttft", "value") == [(pytest.approx(114.96078),), (1.27409,)]
        assert rows(text, "runtime", "value") == [(294.101467,), (29.060651,)]


class TestTrtllmBench:
    def test_tokens_latencies_and_devices(self) -> None:
        text = example("trtllm_bench.txt")
        assert rows(text, "output_throughput", "devices", "value", "primary") == [
            (8, 9323.8784, True)
        ]
        assert rows(text, "latency_p99", "value") == [(pytest.approx(16.4129020),)]
        assert rows(text, "output_throughput_per_device", "value", "unit") == [
            (1165.4848, "tok/s/GPU")
        ]

    def test_the_statistics_of_release_0_12(self) -> None:
        text = """\
= STATISTICS
===========================================================
Number of requests:             3000
Token Throughput (tokens/sec):  23405.927
Request Throughput (req/sec):   182.859
Total Latency (seconds):        16.406
"""
        assert rows(text, "output_throughput", "value") == [(23405.927,)]
        assert rows(text, "runtime", "value") == [(16.406,)]

    def test_a_share_is_no_heading_of_a_percentile(self) -> None:
        text = "KV Memory Percentage:   70.00%\nIssue Rate (req/sec):   1.1684E+17\n"
        assert rows(text, "value_p70.00", "value") == []


class TestLlamaBatchedBench:
    def test_a_run_for_each_row(self) -> None:
        columns = ("threads", "n_prompt", "n_gen", "sequences", "value")
        assert rows(example("llama_batched_bench.txt"), "throughput", *columns) == [
            (8, 256, 64, 1, 224.72),
            (8, 256, 64, 2, 394.33),
            (8, 256, 64, 8, 867.50),
        ]

    def test_beside_a_table_of_llama_bench(self) -> None:
        text = f"{example('llama_batched_bench.txt')}\n{example('llama_bench.md')}"
        assert len(rows(text, "prompt_time", "value")) == 3


class TestMlperfInference:
    def test_a_server_of_language_models_is_for_its_tokens(self) -> None:
        columns = ("case", "system", "validity", "value", "unit", "primary")
        assert rows(example("mlperf_inference.txt"), "token_throughput", *columns) == [
            ("Server", "LLM SERVER", "VALID", 29178.71, "tok/s", True)
        ]
        assert rows(example("mlperf_inference.txt"), "ttft", "value", "better") == [
            (pytest.approx(0.357812456), "lower")
        ]

    def test_a_single_stream_is_for_its_latency(self) -> None:
        # From the README of mobile_open: TFLite on a telephone.
        text = (
            "MLPerf Results Summary\nSUT name : TFLite\nScenario : Single Stream\n"
            "90th percentile latency (ns) : 141426994\nResult is : VALID\n"
        )
        assert rows(text, "latency_p90", "value", "primary") == [(pytest.approx(0.141426994), True)]

    def test_an_invalid_result_says_so(self) -> None:
        text = example("mlperf_inference.txt").replace(": VALID", ": INVALID")
        assert rows(text, "throughput", "value", "validity") == [(99.46, "INVALID")]

    def test_the_tokens_of_an_offline_scenario(self) -> None:
        text = "MLPerf Results Summary\nScenario : Offline\nSamples per second: 33.6903\n"
        assert rows(text, "throughput", "case", "value", "unit", "primary") == [
            ("Offline", 33.6903, "samples/s", True)
        ]


class TestNccl:
    # From the description of a cluster by a university: only the tables were kept.
    TABLE = (
        "#                                                              out-of-place\n"
        "#       size         count      type   redop    root     time   algbw   busbw #wrong\n"
        "#        (B)    (elements)                               (us)  (GB/s)  (GB/s)\n"
        "  1073741824     268435456     float     sum      -1    22661   47.38   47.38      0\n"
        "# Out of bounds values : 0 OK\n"
        "# Avg bus bandwidth    : 47.4509\n"
    )

    def test_a_table_alone_is_one_too(self) -> None:
        text = f"```\n{self.TABLE}```\n\nWithout NVLink:\n```\n{self.TABLE}```\n"
        assert rows(text, "busbw", "line", "size", "value", "primary") == [
            (5, 1073741824.0, 47.38e9, True),
            (15, 1073741824.0, 47.38e9, True),
        ]

    def test_ranks_that_were_left_out_of_the_list_are_counted(self) -> None:
        # From a report on GB300: the ranks between the first and the last are "...".
        ranks = "".join(
            f"#  Rank {rank:2} Group  0 Pid 1 on {host} device  0 [0008:06:00] NVIDIA GB300\n"
            for rank, host in ((0, "n1"), (1, "n1"), (7, "n2"))
        )
        text = f"# nThread 1 nGpus 1 minBytes 8\n{ranks}{self.TABLE}"
        assert rows(text, "busbw", "ranks", "devices", "nodes") == [(8, 8, None)]

    def test_as_json(self) -> None:
        columns = ("benchmark", "nodes", "devices", "device", "size", "root", "value", "unit")
        assert rows(example("nccl_tests_json.json"), "busbw", *columns)[0] == (
            *("all_reduce_perf", 2, 2, "NVIDIA H100 80GB HBM3", 536870912.0, -1),
            *(298.4e9, "B/s"),
        )
        assert "not-to-be-read" not in str(loaded(example("nccl_tests_json.json")).records.rows())

    def test_as_json_wrong_results_are_a_failure(self) -> None:
        text = example("nccl_tests_json.json").replace('"nwrong":"0"', '"nwrong":"7"')
        records = loaded(text).records
        assert set(records["reason"]) == {"wrong: 7"}


class TestOldMlperfLog:
    # The reference of NCF in MLPerf Training 0.5.
    TEXT = (
        ":::MLPv0.5.0 ncf 1538678136.123 (./convert.py:119) preproc_hp_num_eval: 999\n"
        ":::MLPv0.5.0 ncf 1538678137.000 (./run.py:119) run_start\n"
        ':::MLPv0.5.0 ncf 1538678190.5 (ncf.py:187) eval_accuracy: {"epoch": 1, "value": 0.6356}\n'
        ':::MLPv0.5.0 ncf 1538678191.000 (ncf.py:187) run_stop: {"success": true}\n'
        ":::MLPv0.5.0 ncf 1538678191.500 (ncf.py:193) run_final\n"
    )

    def test_its_time_and_quality(self) -> None:
        assert rows(self.TEXT, "time_to_train", "benchmark", "value") == [("ncf", 54.0)]
        assert rows(self.TEXT, "eval_accuracy", "value") == [(0.6356,)]

    def test_without_success_it_failed(self) -> None:
        text = self.TEXT.replace("true", "false")
        assert loaded(text).records["status"].to_list() == ["failed"]


def test_lm_eval_without_its_examples_and_arguments() -> None:
    text = json.dumps(
        {
            "results": {"wikitext": {"alias": "wikitext", "word_perplexity,none": 100.0}},
            "versions": {"wikitext": 2.0},
            "higher_is_better": {"wikitext": {"word_perplexity": False}},
            "model_name": "tiny-model",
        }
    )
    assert rows(text, "word_perplexity", "benchmark", "model", "value", "better") == [
        ("wikitext", "tiny-model", 100.0, "lower")
    ]


def test_hyperfine_as_printed() -> None:
    columns = ("benchmark", "value", "unit", "primary")
    assert rows(example("hyperfine_console.txt"), "runtime", *columns) == [
        ("./fib 30", 1.106, "s", True),
        ("dvc repro", pytest.approx(0.6061), "s", True),
    ]
    assert rows(example("hyperfine_console.txt"), "runtime_max", "value") == [(1.13,)]


def test_composer_as_printed() -> None:
    columns = ("nodes", "devices", "value", "unit", "progress")
    text = example("composer_console.txt")
    assert rows(text, "token_throughput", *columns) == [
        (2, 16, 20082.8418, "tok/s", [19082.8418, 20082.8418])
    ]
    assert rows(text, "loss", "value", "better") == [(8.4213, "lower")]


def test_in_a_document_the_size_of_a_model_is_no_problem_size() -> None:
    # From a comparison of llama.cpp on Vulkan and ROCm, in a list.
    text = (
        "- Results\n\n"
        "  | model         | size     | params | backend | ngl | test  |            t/s |\n"
        "  | ------------- | -------- | ------ | ------- | --: | ----- | -------------: |\n"
        "  | llama 7B Q4_0 | 3.56 GiB | 6.74 B | Vulkan  |  99 | pp512 | 744.30 ± 28.18 |\n\n"
        "## Links\n"
    )
    row = loaded(text).records.row(0, named=True)
    assert (row["benchmark"], row["value"], row["size"]) == ("pp512", 744.3, None)


def test_sglang_before_its_means_were_written() -> None:
    # The fields that an early bench_serving of SGLang appends to its file.
    line = (
        '{"backend": "sglang", "mean_e2e_latency_ms": 40.4, "median_ttft_ms": 8.8,'
        ' "output_throughput": 30.3, "duration": 31.6, "completed": 100}\n'
    )
    assert rows(line * 2, "output_throughput", "value", "unit") == [(30.3, "tok/s")] * 2
    assert rows(line, "e2el", "value") == [(pytest.approx(0.0404),)]


def test_the_table_that_lm_eval_prints() -> None:
    records = loaded(example("lm_eval_console.txt")).records
    primary = records.filter(records["primary"]).select(
        "benchmark", "metric", "value", "better", "role", "model"
    )
    model = "Llama-2-7b-hf"
    assert primary.rows() == [
        ("boolq", "acc", 0.778, "higher", "measured", model),
        ("gsm8k", "exact_match_flexible_extract", 0.1425, "higher", "measured", model),
        ("mmlu", "acc", 0.4586, "higher", "summary", model),
        ("humanities", "acc", 0.4327, "higher", "summary", model),
        ("formal_logic", "acc", 0.2937, "higher", "measured", model),
        ("wikitext", "word_perplexity", 8.7916, "lower", "measured", model),
    ]
    assert rows(example("lm_eval_console.txt"), "exact_match_strict_match", "value") == [(0.1342,)]


def test_a_table_of_lm_eval_before_it_had_arrows_and_one_of_groups() -> None:
    text = """\
hf (pretrained=gpt2), gen_kwargs: (), limit: 10.0, num_fewshot: None, batch_size: 1
|Groups|Version|Filter|n-shot|Metric|Value |   |Stderr|
|------|-------|------|-----:|------|-----:|---|-----:|
|mmlu  |N/A    |none  |     0|acc   |0.2301|±  |0.0035|
"""
    assert rows(text, "acc", "benchmark", "role", "value") == [("mmlu", "summary", 0.2301)]


def test_tokens_of_prompts_are_no_stages_of_a_pipeline() -> None:
    text = "| PP | TG | B | t/s |\n|--|--|--|--|\n| 128 | 128 | 1 | 50 |\n| 512 | 128 | 2 | 70 |\n"
    assert loaded(text).records["devices"].null_count() == 2

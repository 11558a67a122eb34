"""What machine learning frameworks and their benchmarks recorded, value for value."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import polars as pl
import pytest

from parsers import load
from tests.parsers.programs.examples import FOLDER, loaded
from tests.parsers.programs.test_own_values import example, failures, rows

SYSTEM = {
    "number_of_nodes": "2",
    "accelerators_per_node": "8",
    "accelerator_model_name": "Example A1",
    "framework": "PyTorch 2.1",
}


class TestMlperf:
    def test_the_time_from_the_first_start_to_the_stop(self) -> None:
        columns = ("line", "benchmark", "system", "nodes", "value", "unit", "better", "primary")
        assert rows(example("mlperf.txt"), "time_to_train", *columns) == [
            (1, "resnet", "Example X1", 2, pytest.approx(750.823), "s", "lower", True)
        ]

    def test_the_last_quality_and_the_throughput(self) -> None:
        assert rows(example("mlperf.txt"), "eval_accuracy", "value", "better") == [
            (0.7591, "higher")
        ]
        assert rows(example("mlperf.txt"), "throughput", "value", "unit") == [
            (26514.25, "samples/s")
        ]

    def test_the_quality_of_a_language_model_is_a_loss(self) -> None:
        text = example("mlperf.txt").replace('"resnet"', '"llama2_70b_lora"')
        assert rows(text, "eval_loss", "value", "better") == [(0.7591, "lower")]

    def test_given_up_it_has_no_value(self) -> None:
        text = example("mlperf.txt").replace('"success"', '"aborted"')
        assert failures(text) == [(1, "run_stop: aborted")]

    @pytest.mark.parametrize("prefix", ["0: ", "[1,0]<stdout>:", "[0] ", "train  | [3] "])
    def test_what_a_launcher_prints_before_a_line_is_no_matter(self, prefix: str) -> None:
        lines = example("mlperf.txt").splitlines()
        text = "\n".join(prefix + line for line in lines)
        assert rows(text, "time_to_train", "value") == [(pytest.approx(750.823),)]

    def test_two_runs_in_a_file_and_one_that_was_killed(self) -> None:
        text = example("mlperf.txt")
        cut = text[: text.index('"key": "run_stop"')].rpartition("\n")[0]
        killed = "slurmstepd: error: *** JOB 7 ON n1 CANCELLED AT 2026-03-02 DUE TO TIME LIMIT ***"
        found = loaded(f"{text}{text}{cut}\n{killed}\n").records
        assert rows(text + text, "time_to_train", "line") == [(1,), (21,)]
        assert found["status"].to_list()[-1] == "timeout"

    @pytest.mark.parametrize("system", ["systems/x1.json", "results/x1/resnet/system.json"])
    def test_the_description_of_the_system(self, tmp_path: Path, system: str) -> None:
        log, described = tmp_path / "results" / "x1" / "resnet" / "result_0.txt", tmp_path / system
        for path in (log, described):
            path.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(example("mlperf.txt"))
        described.write_text(json.dumps(SYSTEM))
        found = load([str(tmp_path)])
        row = found.records.row(0, named=True)
        assert [row[name] for name in ("nodes", "devices", "device", "software")] == [
            *(2, 16, "Example A1", "PyTorch 2.1")
        ]
        assert [note.text for note in found.notes if note.kind == "skipped"] == [
            "no runs found: description of an MLPerf system; its results are in the logs with"
            " :::MLLOG lines"
        ]

    def test_a_part_of_a_log_says_why_it_has_no_result(self) -> None:
        lines = example("mlperf.txt").splitlines()
        part = "\n".join(line for line in lines if "run_stop" in line)
        run = loaded(part).records.row(0, named=True)
        assert (run["status"], run["reason"]) == ("unknown", "MLPerf log without run_start")


class TestLlamaBench:
    FORMS = ("json", "jsonl", "csv", "sql", "md")

    @pytest.mark.parametrize("form", FORMS)
    def test_each_form_holds_the_same_tests(self, form: str) -> None:
        found = rows(example(f"llama_bench.{form}"), "throughput", "benchmark", "value", "unit")
        assert found == [
            ("pp512", pytest.approx(7100.0, rel=1e-4), "tok/s"),
            ("tg128", pytest.approx(118.88, rel=1e-4), "tok/s"),
            ("pp512+tg128 @ d4096", pytest.approx(501.27, rel=1e-4), "tok/s"),
        ]

    def test_a_script_may_write_its_rows_as_comments(self) -> None:
        lines = example("llama_bench.csv").splitlines()
        commented = "".join(f"# {line}\n" for line in lines)
        columns = ("throughput", "benchmark", "value", "software")
        assert rows(commented, *columns) == rows(example("llama_bench.csv"), *columns)

    @pytest.mark.parametrize("form", FORMS)
    def test_the_model_is_no_problem_size(self, form: str) -> None:
        row = loaded(example(f"llama_bench.{form}")).records.row(0, named=True)
        assert row["size"] is None
        assert (row["model"], row["software"]) == (
            "qwen2 7B Q4_K - Medium",
            "llama.cpp 8cf427ff (5163)",
        )
        assert (row["n_gpu_layers"], row["backend"]) == (99, "CUDA")

    def test_repeats_are_samples(self) -> None:
        (samples,), *_ = rows(example("llama_bench.json"), "throughput", "samples")
        assert samples == [6863.1, 7147.55, 7136.37, 7115.79, 7237.21]

    def test_a_cut_array_gives_the_rows_that_are_whole(self) -> None:
        text = example("llama_bench.json")
        found = loaded(text[: text.index('"n_prompt": 0') + 5])
        assert found.records["benchmark"].to_list() == ["pp512"]
        assert [note.text for note in found.notes] == [
            "truncated; the rest is skipped",
            "the tool itself states the mean of its repeats; --center mean shows it",
        ]

    def test_below_headings_of_a_document_the_headings_count(self) -> None:
        text = f"# Results\n\n## RTX 4080\n\n{example('llama_bench.md')}"
        assert loaded(text).files[0].readers == ("markdown",)


class TestVllmServe:
    def test_the_throughput_of_output_tokens_is_what_it_is_for(self) -> None:
        columns = ("benchmark", "model", "tp", "request_rate", "value", "unit", "better", "primary")
        assert rows(example("vllm_serve.json"), "output_throughput", *columns) == [
            ("serving", "meta-llama/Llama-3.1-8B", 4, "inf", 3791.68, "tok/s", "higher", True)
        ]

    def test_latencies_are_times_and_deviations_none(self) -> None:
        records = loaded(example("vllm_serve.json")).records
        found = dict(records.select("metric", "value").rows())
        assert found["ttft"] == pytest.approx(9.02125)
        assert found["itl_median"] == pytest.approx(0.05025)
        assert found["tpot_p99"] == pytest.approx(0.20025)
        assert found["failed_requests"] == 2
        assert not any("std" in metric for metric in found)
        assert set(records["unit"].drop_nulls()) == {"tok/s", "req/s", "s", "req"}

    def test_results_appended_to_a_file_are_a_run_each(self) -> None:
        found = rows(example("vllm_serve_appended.json"), "output_throughput", "tp", "value")
        assert found == [(4, 3791.68), (8, 6100.25)]

    def test_without_a_completed_request_it_failed(self) -> None:
        result = json.loads(example("vllm_serve.json")) | {"completed": 0}
        assert failures(json.dumps(result)) == [(None, "no request completed")]

    def test_nothing_of_single_requests_is_kept(self) -> None:
        detailed = {"ttfts": [0.1, 0.2], "generated_texts": ["a", "b"], "errors": [""]}
        result = json.loads(example("vllm_serve.json")) | detailed
        records = loaded(json.dumps(result)).records
        assert records.equals(loaded(example("vllm_serve.json")).records)

    def test_what_it_prints(self) -> None:
        columns = ("max_concurrency", "request_rate", "value", "unit", "primary")
        text = example("vllm_serve_console.txt")
        assert rows(text, "output_throughput", *columns) == [(25, 1.5, 80.41, "tok/s", True)]
        assert rows(text, "total_token_throughput", "value") == [(723.84,)]
        assert rows(text, "itl_p99", "value", "unit") == [(pytest.approx(0.81227), "s")]

    def test_printed_without_a_successful_request_it_failed(self) -> None:
        text = example("vllm_serve_console.txt").replace("300  ", "0    ")
        assert failures(text) == [(5, "Successful requests: 0")]


class TestHfTrainer:
    def test_the_speed_of_training_is_what_it_is_for(self) -> None:
        columns = ("benchmark", "batch", "value", "unit", "better", "primary")
        assert rows(example("hf_trainer_state.json"), "train_throughput", *columns) == [
            ("training", 16.0, 480.0, "samples/s", "higher", True)
        ]
        assert rows(example("hf_trainer_results.json"), "train_throughput", *columns) == [
            ("training", None, 480.0, "samples/s", "higher", True)
        ]

    def test_the_time_that_it_took_is_in_seconds(self) -> None:
        ((unit,),) = rows(example("hf_trainer_results.json"), "train_runtime", "unit")
        assert unit == "s"

    def test_the_loss_is_the_last_and_has_its_progress(self) -> None:
        columns = ("value", "better", "progress_at")
        assert rows(example("hf_trainer_state.json"), "loss", *columns) == [
            (1.5, "lower", [float(step) for step in range(10, 110, 10)])
        ]

    def test_settings_and_gradients_are_no_results(self) -> None:
        metrics = set(loaded(example("hf_trainer_state.json")).records["metric"])
        assert not metrics & {"grad_norm", "learning_rate", "total_flos", "epoch"}

    def test_all_files_of_a_run_are_one_run(self, tmp_path: Path) -> None:
        for name in ("trainer_state.json", "checkpoint-50/trainer_state.json"):
            path = tmp_path / "run" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(example("hf_trainer_state.json"))
        results = tmp_path / "run" / "all_results.json"
        for path in (results, tmp_path / "run" / "train_results.json"):
            path.write_text(example("hf_trainer_results.json"))
        found = load([str(tmp_path)])
        assert found.records["source"].unique().to_list() == [
            str(tmp_path / "run" / "trainer_state.json")
        ]
        assert "tells of the same run" in found.notes[0].text
        assert load([str(results)]).records.height == 4

    def test_of_checkpoints_alone_the_last_counts(self, tmp_path: Path) -> None:
        for step in (50, 100):
            path = tmp_path / f"checkpoint-{step}" / "trainer_state.json"
            path.parent.mkdir()
            path.write_text(example("hf_trainer_state.json"))
        (source,) = load([str(tmp_path)]).records["source"].unique()
        assert "checkpoint-100" in source

    def test_json_with_the_same_words_elsewhere_is_no_result(self) -> None:
        text = json.dumps({"a": json.loads(example("hf_trainer_results.json"))})
        assert loaded(text).files[0].readers != ("Hugging Face Trainer",)


class TestLmEval:
    def test_a_run_for_each_task_with_its_direction(self) -> None:
        records = loaded(example("lm_eval.json")).records
        primary = records.filter(records["primary"]).select(
            "benchmark", "metric", "value", "better", "role"
        )
        assert primary.rows() == [
            ("hellaswag", "acc_norm", 0.3114, "higher", "measured"),
            ("gsm8k", "exact_match_strict_match", 0.3071, "higher", "measured"),
            ("wikitext", "word_perplexity", 16.4541, "lower", "measured"),
            ("mmlu", "acc", 0.2601, "higher", "summary"),
            ("mmlu_anatomy", "acc", 0.2222, "higher", "measured"),
            ("mmlu_virology", "acc", 0.2831, "higher", "measured"),
        ]
        assert rows(example("lm_eval.json"), "bits_per_byte", "better") == [("lower",)]

    def test_errors_are_no_metrics_and_the_environment_stays_out(self) -> None:
        records = loaded(example("lm_eval.json")).records
        assert not any("stderr" in metric for metric in records["metric"])
        assert "not_a_real_token" not in str(records.rows())
        assert set(records["model"]) == {"gpt2"}

    def test_before_version_0_4(self) -> None:
        old = {
            "results": {"lambada": {"ppl": 26.02, "ppl_stderr": 0.94, "acc": 0.3835}},
            "versions": {"lambada": 0},
            "config": {"model": "hf", "model_args": "pretrained=EleutherAI/pythia-70m,a=b"},
        }
        columns = ("benchmark", "model", "value", "better")
        assert rows(json.dumps(old), "ppl", *columns) == [
            ("lambada", "EleutherAI/pythia-70m", 26.02, "lower")
        ]


class TestMlflow:
    KINDS = ("mlflow_database.db", "mlflow_folder.tar.gz")

    @pytest.mark.parametrize("name", KINDS)
    def test_a_run_for_each_that_is_not_deleted(self, name: str) -> None:
        records = load([str(FOLDER / name)]).records
        columns = ("benchmark", "nodes", "value", "unit", "better", "primary", "status")
        found = records.filter(records["metric"] == "throughput").select(*columns)
        assert found.rows() == [
            ("resnet", 1, 102.5, "samples/s", "higher", True, "ok"),
            ("resnet", 2, 192.25, "samples/s", "higher", True, "ok"),
            ("resnet", 4, None, "samples/s", "higher", True, "failed"),
        ]
        assert records["reason"].drop_nulls().unique().to_list() == ["MLflow says FAILED"]

    @pytest.mark.parametrize("name", KINDS)
    def test_the_last_value_counts_and_the_others_are_progress(self, name: str) -> None:
        records = load([str(FOLDER / name)]).records
        loss = records.filter(records["metric"] == "train_loss").row(0, named=True)
        assert (loss["value"], loss["progress"], loss["progress_at"]) == (
            *(1.5, [2.5, 2.0, 1.5], [0.0, 1.0, 2.0]),
        )

    @pytest.mark.parametrize("name", KINDS)
    def test_users_and_tokens_stay_out(self, name: str) -> None:
        shown = str(load([str(FOLDER / name)]).records.drop("label", "source").rows())
        assert "alice" not in shown
        assert "not_a_real_token" not in shown

    def test_tags_of_a_database_are_settings(self) -> None:
        records = load([str(FOLDER / "mlflow_database.db")]).records
        assert records["system"].unique().to_list() == ["alps"]
        assert records["lr"].unique().to_list() == [0.1]

    def test_a_database_that_was_cut_off_is_refused(self, tmp_path: Path) -> None:
        content = (FOLDER / "mlflow_database.db").read_bytes()
        path = tmp_path / "mlflow.db"
        for kept in (2457, len(content) - 1):
            path.write_bytes(content[:kept])
            found = load([str(path)])
            assert found.records.height == 0
            assert f"cut off: {kept} of {len(content)} bytes" in found.notes[0].text

    def test_each_file_of_a_folder_that_was_cut_off_costs_its_own_run_alone(
        self, tmp_path: Path
    ) -> None:
        with tarfile.open(FOLDER / "mlflow_folder.tar.gz") as archive:
            archive.extractall(tmp_path, filter="data")
        whole = load([str(tmp_path)]).records.filter(pl.col("value").is_not_null())
        columns = ("nodes", "metric", "value")
        for path in (each for each in tmp_path.rglob("a1/**/*") if each.is_file()):
            content = path.read_bytes()
            path.write_bytes(content[: len(content) // 2])
            found = load([str(tmp_path)]).records.filter(pl.col("value").is_not_null())
            path.write_bytes(content)
            others = found.filter(pl.col("nodes") == 2).select(columns).rows()
            assert others == whole.filter(pl.col("nodes") == 2).select(columns).rows(), path.name

    def test_nothing_is_written_beside_a_database(self, tmp_path: Path) -> None:
        path = tmp_path / "mlflow.db"
        path.write_bytes((FOLDER / "mlflow_database.db").read_bytes())
        path.chmod(0o400)
        assert load([str(path)]).records.height == 6
        assert [each.name for each in tmp_path.iterdir()] == ["mlflow.db"]


class TestLightningCsv:
    def test_rows_with_gaps_are_one_run(self) -> None:
        records = loaded(example("lightning_csv.csv")).records
        columns = ("metric", "value", "better", "progress_at")
        assert records.select(columns).rows() == [
            ("train_loss", 0.5013, "lower", [49.0, 99.0, 149.0, 199.0, 249.0, 299.0]),
            ("train_accuracy", 0.7, "higher", [49.0, 99.0, 149.0, 199.0, 249.0, 299.0]),
            ("validation_loss", 0.7, "lower", [99.0, 199.0, 299.0]),
            ("validation_accuracy", pytest.approx(0.68), "higher", [99.0, 199.0, 299.0]),
        ]

    def test_settings_stand_beside_it(self, tmp_path: Path) -> None:
        (tmp_path / "metrics.csv").write_text(example("lightning_csv.csv"))
        (tmp_path / "hparams.yaml").write_text("lr: 0.001\ngpus: 4\ndata:\n  path: /x\n")
        row = load([str(tmp_path / "metrics.csv")]).records.row(0, named=True)
        assert (row["lr"], row["devices"]) == (0.001, 4)

    @pytest.mark.parametrize(
        "text",
        [
            "epoch,step,gpus,loss,acc\n0,10,1,2.5,\n0,10,2,2.4,\n",
            "epoch,step,loss,acc\n0,10,2.5,\n1,20,2.4,\n0,10,2.6,\n1,20,2.1,\n",
            "epoch,step,loss\n0,10,2.5\n1,20,2.4\n2,30,2.2\n",
        ],
        ids=["devices in a column", "several runs", "no gaps"],
    )
    def test_other_tables_with_steps_are_read_by_their_headings(self, text: str) -> None:
        assert loaded(text).files[0].readers == ("delimited text",)


class TestKerasHistory:
    FORMS = ("keras_history.csv", "keras_history.json", "keras_history_pandas.json")

    @pytest.mark.parametrize("name", FORMS)
    def test_the_epochs_are_the_progress_of_one_run(self, name: str) -> None:
        columns = ("value", "better", "progress", "primary")
        text = example(name)
        assert rows(text, "loss", *columns) == [(0.3, "lower", [0.9, 0.5, 0.3], True)]
        assert rows(text, "validation_accuracy", "value", "better") == [(0.78, "higher")]
        assert "learning_rate" not in loaded(text).records["metric"]

    def test_two_epochs_are_no_repeats(self) -> None:
        text = json.dumps({"loss": [0.9, 0.5], "val_loss": [1.0, 0.6]})
        assert rows(text, "loss", "value", "progress") == [(0.5, [0.9, 0.5])]

    @pytest.mark.parametrize(
        "text",
        [
            "gpus,loss,val_loss\n1,0.5,0.6\n2,0.4,0.5\n",
            "epoch,loss,val_loss,seconds\n1,0.5,0.6,10\n2,0.4,0.5,11\n",
        ],
    )
    def test_other_tables_are_read_by_their_headings(self, text: str) -> None:
        assert loaded(text).files[0].readers == ("delimited text",)


@pytest.mark.parametrize("name", ["keras_history.csv", "lightning_csv.csv", "llama_bench.csv"])
def test_a_cell_longer_than_any_is_no_failure(name: str) -> None:
    first, rest = example(name).split("\n", 1)
    long = "x" * 200_000
    for odd in (f"{first},{long}\n{rest}", f"{first}\n{long}{rest}", f"{first}\n{rest}{long}\n"):
        assert not any("internal error" in note.text for note in loaded(odd).notes)

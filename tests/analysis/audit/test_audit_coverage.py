"""What is missing, cannot be read, or changed together with something else."""

from __future__ import annotations

from pathlib import Path

from analysis.audit import kinds
from tests.analysis.audit.audit_documents import audited, found, grave, lines, table

HEAD = "Benchmark GPUs Img/sec"
COMPLETE = [f"{name} {count} {count * 99}" for name in "abc" for count in (1, 4, 8)]


def test_a_complete_table_has_no_findings(tmp_path: Path) -> None:
    assert audited(tmp_path, table(HEAD, *COMPLETE)).findings.is_empty()


def test_a_failed_run(tmp_path: Path) -> None:
    document = audited(tmp_path, table(HEAD, *COMPLETE, "d 1 99", "d 4 OOM", "d 8 792"))
    ((where, what),) = found(document, kinds.FAILED_RUN)
    assert where == [13]
    assert what == "'OOM' instead of a value"


def test_a_word_that_says_no_outcome(tmp_path: Path) -> None:
    document = audited(tmp_path, table(HEAD, *COMPLETE, "d 1 99", "d 4 later", "d 8 792"))
    assert lines(document, kinds.WORD) == [[13]]
    assert lines(document, kinds.NO_NUMBER) == []


def test_a_run_that_another_column_calls_wrong(tmp_path: Path) -> None:
    rows = ("1 100 yes", "2 52 no", "4 27 yes")
    document = audited(tmp_path, table("threads Runtime_(s) Correct", *rows))
    assert found(document, kinds.FAILED_RUN) == [
        ([4], "'Correct: no' beside its value"),
    ]


def test_cores_of_one_node_are_a_baseline(tmp_path: Path) -> None:
    rows = ("1 112 840", "2 224 431", "4 448 222")
    assert not found(audited(tmp_path, table("Nodes Cores Time_[s]", *rows)), kinds.NO_BASELINE)
    later = audited(tmp_path, table("Nodes Cores Time_[s]", *rows[1:]))
    assert [lines for lines, _ in found(later, kinds.NO_BASELINE)] == [[3, 4]]


def test_a_series_without_a_single_device(tmp_path: Path) -> None:
    document = audited(tmp_path, table(HEAD, *COMPLETE, "d 4 396", "d 8 792"))
    assert lines(document, kinds.NO_BASELINE) == [[12, 13]]
    assert lines(document, kinds.SINGLE_POINT) == []


def test_a_single_point(tmp_path: Path) -> None:
    document = audited(tmp_path, table(HEAD, *COMPLETE, "d 8 792"))
    assert lines(document, kinds.SINGLE_POINT) == [[12]]


def test_a_layout_that_most_series_have(tmp_path: Path) -> None:
    document = audited(tmp_path, table(HEAD, *COMPLETE, "d 1 99", "d 8 792"))
    ((where, what),) = found(document, kinds.MISSING_POINT)
    assert where == [13]
    assert what == "d: no run on 4 devices; most other series have one"


def test_a_quantity_without_a_unit(tmp_path: Path) -> None:
    text = table("GPUs Throughput", "1 100", "2 190")
    assert lines(audited(tmp_path, text), kinds.NO_UNIT) == [[3]]
    accuracies = table("GPUs Img/sec Accuracy", "1 100 0.7", "2 190 0.7")
    assert lines(audited(tmp_path, accuracies), kinds.NO_UNIT) == []


REPEATS = "GPUs Img/sec"
MEANS = {1: (99, 101), 2: (198, 202), 4: (396, 404), 8: (790, 810)}


def summarised(*more: str, means: dict[int, tuple[int, int]] = MEANS) -> str:
    runs = table(REPEATS, *(f"{n} {value}" for n, each in MEANS.items() for value in each), *more)
    stated = table(REPEATS, *(f"{n} {sum(each) // 2}" for n, each in means.items()))
    return f"# Averages\n\n{stated}\n# Runs\n\n{runs}"


def test_summaries_of_all_configurations(tmp_path: Path) -> None:
    assert grave(audited(tmp_path, summarised())) == []


def test_runs_without_a_summary(tmp_path: Path) -> None:
    document = audited(tmp_path, summarised("16 1600"))
    ((where, what),) = found(document, kinds.NO_SUMMARY)
    assert where == [22]
    assert what == ("1 run without a summary; the other 4 configurations have one (2 runs each)")


def test_a_summary_without_runs(tmp_path: Path) -> None:
    document = audited(tmp_path, summarised(means=MEANS | {16: (1600, 1600)}))
    assert lines(document, kinds.NO_RUNS) == [[9]]
    assert grave(document) == []


def test_sections_of_a_document_with_tables(tmp_path: Path) -> None:
    rows = [*COMPLETE, "e 1 99", "e 4 396", "e 8 792"]
    text = "# Results\n\n" + table(HEAD, *rows) + "\n# All of them\n\n" + table(HEAD, "d 1 99")
    text += "\n# Plans\n\n## Next year\n\nMore.\n\n# Large machines\n"
    document = audited(tmp_path, text)
    ((where, what),) = found(document, kinds.HEADING_CLAIM)
    assert where == [18]
    assert what == "heading 'All of them' covers 1 of 13 rows with these columns"
    assert lines(document, kinds.NO_CONTENT) == [[30]]
    assert lines(document, kinds.EMPTY_SECTION) == []


def test_a_title_above_sections_of_its_own_level_is_not_empty(tmp_path: Path) -> None:
    text = "# Results of this year\n\n# Training\n\n" + table(HEAD, *COMPLETE)
    assert grave(audited(tmp_path, text)) == []


def test_a_run_as_high_as_its_model(tmp_path: Path) -> None:
    steps = "- Step100: 99.00 samples/sec\n- Step200: 100.00 samples/sec\n"
    text = f"# MNIST\n\n## Net-A100-64batch_size\n### gn1-100.00\n{steps}## gn2-100.00\n{steps}"
    assert lines(audited(tmp_path, text), kinds.HEADING_LEVEL) == [[7]]
    right = text.replace("## gn2", "### gn2").replace("####", "###")
    assert lines(audited(tmp_path, right), kinds.HEADING_LEVEL) == []


FACTORS = "Framework Cluster GPUs Date Img/sec"


def test_factors_that_changed_together(tmp_path: Path) -> None:
    rows = ["v1 north 1 2024-05-01 100", "v2 south 1 2024-05-01 90"]
    document = audited(tmp_path, table(FACTORS, *rows))
    ((where, what),) = found(document, kinds.CONFOUNDED)
    assert where == [3, 4]
    assert (
        what == "software and system changed together on 2024-05-01: v1 with north, v2 with south"
    )
    crossed = audited(tmp_path, table(FACTORS, *rows, "v1 south 1 2024-05-01 95"))
    assert lines(crossed, kinds.CONFOUNDED) == []
    apart = audited(tmp_path, table(FACTORS, rows[0], rows[1].replace("05-01", "06-01")))
    assert lines(apart, kinds.CONFOUNDED) == []


def test_two_spellings_of_one_name(tmp_path: Path) -> None:
    text = table("Benchmark Cluster GPUs Img/sec", "ResNet-50 a 1 99", "resnet50 b 1 98")
    assert lines(audited(tmp_path, text), kinds.TWO_SPELLINGS) == [[3, 4]]
    text = table("Benchmark Cluster GPUs Img/sec", "ResNet50 a 1 99", "ResNet101 b 1 98")
    assert lines(audited(tmp_path, text), kinds.TWO_SPELLINGS) == []


def test_assumptions_are_information(tmp_path: Path) -> None:
    text = table("Nodes GPUs Img/sec", "1 1 99", "2 1 190")
    document = audited(tmp_path, text)
    assert grave(document) == []
    ((_, what),) = found(document, kinds.ASSUMED)
    assert "read as GPUs per node" in what


def test_a_gap_is_of_its_own_runs_where_each_measured_two_quantities(tmp_path: Path) -> None:
    rows = ("2 100 90", "4 52 95")
    document = audited(tmp_path, table("threads Runtime_(s) CPU_utilization", *rows))
    gap = document.findings.filter(document.findings["kind"] == kinds.NO_BASELINE.name)
    (runs,) = gap["runs"].to_list()
    assert [run.rpartition(":")[2] for run in runs] == ["3", "4"]

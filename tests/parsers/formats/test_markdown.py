from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import load
from parsers.formats.markdown import READER
from parsers.reader import Reading
from parsers.run_records.records import named
from parsers.source import Source


def source(text: str, name: str = "runs.md") -> Source:
    return Source(name, name, Path(name), text.encode())


def read(text: str) -> Reading:
    return READER.read(source(text))


def column(reading: Reading, name: str) -> list[object]:
    return named(reading.records)[name].to_list()


TABLE = "| GPUs | Img/sec |\n|------|---------|\n| 1 | 10 |\n| 2 | 19 |\n"


class TestRows:
    def test_rows_need_no_padding(self) -> None:
        reading = read("|GPUs|Img/sec|\n|-|-|\n|1|10|\n| 2     |   19    |\n")
        assert column(reading, "value") == [10.0, 19.0]
        assert column(reading, "line") == [3, 4]

    def test_outer_pipes_may_be_missing(self) -> None:
        reading = read("GPUs | Img/sec\n--- | :---:\n1 | 10\n2 | 19\n")
        assert column(reading, "devices") == [1, 2]

    def test_trailing_blanks_and_carriage_returns(self) -> None:
        reading = read("| GPUs | Img/sec | \r\n| --- | --- | \r\n| 1 | 10  | \r\n| 2 | 19 |\r\n")
        assert column(reading, "value") == [10.0, 19.0]
        assert reading.notes == []

    def test_a_table_may_be_indented_or_quoted(self) -> None:
        reading = read("- item\n\n      | GPUs | Img/sec |\n      |--|--|\n      | 1 | 10 |\n")
        assert column(reading, "value") == [10.0]
        assert column(read("> | GPUs | Img/sec |\n> |--|--|\n> | 1 | 10 |\n"), "value") == [10.0]

    def test_escaped_pipes_stay_in_their_cell(self) -> None:
        reading = read("| benchmark | Img/sec |\n|--|--|\n| a\\|b | 10 |\n")
        assert column(reading, "benchmark") == ["a|b"]

    def test_a_row_with_fewer_or_more_cells_is_read_as_far_as_it_goes(self) -> None:
        reading = read("| GPUs | Img/sec | System |\n|--|--|--|\n| 1 | 10 |\n| 2 | 19 | a | b |\n")
        assert column(reading, "value") == [10.0, 19.0]
        assert column(reading, "system") == [None, "a"]
        assert [(note.kind, note.line) for note in reading.notes] == [("skipped", 3)]

    def test_an_empty_cell_too_many_is_nothing(self) -> None:
        reading = read("| GPUs | Img/sec |\n|--|--|\n| 1 | 10 | |\n")
        assert reading.notes == []

    def test_blank_rows_and_rules_inside_are_no_runs(self) -> None:
        reading = read("| GPUs | Img/sec |\n|--|--|\n| 1 | 10 |\n| | |\n|--|--|\n| 2 | 19 |\n")
        assert column(reading, "line") == [3, 6]

    def test_groups_are_not_repeated_in_their_leading_columns(self) -> None:
        reading = read(
            "| Model | Precision | GPUs | Img/sec | System |\n|--|--|--|--|--|\n"
            "| resnet | FP32 | 1 | 10 | a |\n| | | 2 | 19 | |\n| | FP16 | 1 | 20 | b |\n"
            "| bert | - | 1 | 5 | |\n"
        )
        assert column(reading, "benchmark") == ["resnet"] * 3 + ["bert"]
        assert column(reading, "precision") == ["FP32", "FP32", "FP16", None]
        assert column(reading, "system") == ["a", None, "b", None]
        assert [(note.kind, note.line) for note in reading.notes] == [("assumed", 1)]

    def test_blank_numbers_of_a_group_are_the_ones_above_them(self) -> None:
        text = "| Nodes | GPUs | Mode | Time (s) |\n|-|-|-|-|\n| 1 | 1 | DDP | 9 |\n"
        text += "| | | FSDP | 8 |\n| | 4 | DDP | 3 |\n| 2 | | DDP | 2 |\n"
        reading = read(text)
        assert column(reading, "nodes") == [1, 1, 1, 2]
        assert column(reading, "devices") == [1, 1, 4, None]

    def test_blank_results_stay_blank(self) -> None:
        reading = read("| GPUs | Img/sec |\n|-|-|\n| 1 | 10 |\n| 2 | |\n")
        assert column(reading, "value") == [10.0, None]

    def test_a_text_in_the_middle_of_its_counts_is_of_all_of_them(self) -> None:
        text = (
            "| Size | Threads | Time (s) |\n|--|--|--|\n| | 1 | 9 |\n| 64 | 2 | 5 |\n| | 4 | 3 |\n"
        )
        reading = read(text)
        assert column(reading, "size") == [64, 64, 64]
        assert "from the only one" in reading.notes[0].text

    def test_a_leading_column_that_begins_blank_is_no_group(self) -> None:
        reading = read("| benchmark | Img/sec |\n|--|--|\n| | 10 |\n| x | 11 |\n| | 12 |\n")
        assert column(reading, "benchmark") == ["runs", "x", "runs"]

    @pytest.mark.parametrize(
        ("cell", "text"),
        [
            ("**DDP**", "DDP"),
            ("*DDP*", "DDP"),
            ("`DDP`", "DDP"),
            ("[DDP](https://example.org/a_b)", "DDP"),
            ("~~DDP~~", "DDP"),
            ("DDP<br>fast", "DDP fast"),
            ("a &amp; b", "a & b"),
            ("all_reduce_perf", "all_reduce_perf"),
            ("a \\* b", "a * b"),
            ("<sup>1</sup>DDP", "1DDP"),
            ("DDP<sup>1</sup>", "DDP"),
            ("256<sup>3</sup>", "256^3"),
        ],
    )
    def test_markup_is_taken_off(self, cell: str, text: str) -> None:
        reading = read(f"| benchmark | Img/sec |\n|--|--|\n| {cell} | **10** |\n| x | 11 |\n")
        assert column(reading, "benchmark")[0] == text
        assert column(reading, "value") == [10.0, 11.0]

    def test_a_raised_number_never_joins_the_one_before_it(self) -> None:
        text = "| GPUs | Img/sec |\n|-|-|\n| 1 | 99.5<sup>2</sup> |\n| 2 | 198<sup>2</sup> |\n"
        assert column(read(text), "value") == [99.5, None]

    def test_markup_in_headings_is_taken_off(self) -> None:
        reading = read("| **GPUs** | `Img/sec` |\n|--|--|\n| 1 | 10 |\n")
        assert column(reading, "devices") == [1]

    def test_escape_sequences_are_shown_harmlessly(self) -> None:
        reading = read("# \x1b[2Jx\n| benchmark | Img/sec |\n|--|--|\n| \x1b[31mred | 10 |\n")
        shown = "".join(str(value) for value in reading.records.row(0))
        assert "\x1b" not in shown
        assert "[31mred" in shown

    @given(
        st.lists(
            st.lists(st.sampled_from(["", "1", "a|b", "*x*", "-", "`c`"]), max_size=4), max_size=5
        )
    )
    def test_any_rows_are_read(self, rows: list[list[str]]) -> None:
        lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
        reading = read("\n".join(["| GPUs | Img/sec |", "|--|--|", *lines]))
        assert named(reading.records)["run"].n_unique() <= len(rows)
        assert all(note.line is None or note.line <= len(rows) + 2 for note in reading.notes)


class TestSpacedRows:
    def test_blank_lines_between_all_rows_end_no_table(self) -> None:
        spaced = read("# Solver\n\n" + TABLE.replace("\n", "\n\n") + "Text.\n")
        assert column(spaced, "devices") == [1, 2]
        assert column(spaced, "value") == [10.0, 19.0]
        assert column(spaced, "line") == [7, 9]

    def test_they_may_begin_below_the_rule(self) -> None:
        head, rule, *rows = TABLE.splitlines()
        assert column(read("\n".join([head, rule, "", "\n\n".join(rows)])), "value") == [10.0, 19.0]

    def test_the_next_table_is_another(self) -> None:
        other = TABLE.replace("GPUs", "Nodes")
        spaced = read(TABLE.replace("\n", "\n\n") + other.replace("\n", "\n\n"))
        assert column(spaced, "devices") == [1, 2, None, None]
        assert column(spaced, "nodes") == [None, None, 1, 2]

    def test_a_blank_line_elsewhere_ends_a_table(self) -> None:
        assert column(read(TABLE + "\n| 4 | 40 |\n"), "value") == [10.0, 19.0]

    @pytest.mark.parametrize(
        "rule", ["|======+=========|", "|======|=========|", "======+========"]
    )
    def test_a_rule_may_be_doubled(self, rule: str) -> None:
        reading = read(TABLE.replace("|------|---------|", rule))
        assert column(reading, "devices") == [1, 2]
        assert column(reading, "value") == [10.0, 19.0]


class TestWhereTablesAre:
    def test_a_heading_directly_above_and_below(self) -> None:
        reading = read(f"# A results\n{TABLE}# B results\n{TABLE}")
        assert column(reading, "benchmark") == ["A", "A", "B", "B"]
        assert column(reading, "line") == [4, 5, 9, 10]

    @pytest.mark.parametrize("fence", ["```", "~~~", "````bash"])
    def test_code_that_shows_how_a_table_is_written_is_none(self, fence: str) -> None:
        closing = fence.rstrip("abhs")
        reading = read(f"{TABLE}\n{fence}\n{TABLE}{closing}\n")
        assert column(reading, "line") == [3, 4]

    @pytest.mark.parametrize("fence", ["```", "~~~", "````bash"])
    def test_code_that_holds_the_only_table_is_one(self, fence: str) -> None:
        # So the results of lm-evaluation-harness stand in the model cards of NousResearch.
        closing = fence.rstrip("abhs")
        reading = read(f"GPT4All:\n{fence}\n{TABLE}{closing}\nAverage: 73.12\n")
        assert reading.records.height == 2

    def test_a_longer_fence_holds_a_shorter_one(self) -> None:
        reading = read(f"````\n```\n{TABLE}```\n{TABLE}````\n{TABLE}")
        assert reading.records.height == 2

    def test_a_comment_is_no_table(self) -> None:
        reading = read(f"<!-- old\n{TABLE}-->\n{TABLE}")
        assert column(reading, "line") == [9, 10]

    def test_pipes_without_a_rule_are_no_table(self) -> None:
        reading = read("run `a | b` and | c\nor | d\n")
        assert reading.records.height == 0

    def test_a_document_without_a_table_says_so(self) -> None:
        reading = read("# Notes\n\nnothing here\n")
        assert [note.kind for note in reading.notes] == ["skipped"]

    def test_tables_without_measured_columns_are_named(self) -> None:
        reading = read(f"| Feature | Yes |\n|--|--|\n| AMP | Yes |\n\n{TABLE}")
        assert reading.records.height == 2
        assert [(note.kind, note.line) for note in reading.notes] == [("skipped", 1)]


class TestHeadings:
    def test_inner_headings_are_the_case(self) -> None:
        reading = read(f"# DL\n## FP32\n{TABLE}## FP16\n{TABLE}# Other\n{TABLE}")
        assert column(reading, "benchmark")[::2] == ["DL", "DL", "Other"]
        assert column(reading, "case")[::2] == ["FP32", "FP16", None]

    def test_settings_are_columns(self) -> None:
        reading = read(f"# DL\n## batch size = 96 & without xla\n{TABLE}")
        assert column(reading, "batch") == [96.0, 96.0]
        assert column(reading, "case") == ["without xla"] * 2

    def test_a_column_counts_more_than_a_setting(self) -> None:
        reading = read("## GPUs = 9\n" + TABLE)
        assert column(reading, "devices") == [1, 2]
        assert not [name for name in reading.records.columns if "gpu" in name]

    def test_underlined_headings(self) -> None:
        reading = read(f"MNIST\n=====\n\nFP32\n----\n\n{TABLE}")
        assert column(reading, "benchmark") == ["MNIST"] * 2
        assert column(reading, "case") == ["FP32"] * 2

    def test_a_bold_line_is_the_innermost_heading(self) -> None:
        reading = read(f"# DL\n\n**batch_size = 64**\n\n{TABLE}\n**Inference**\n\n{TABLE}")
        assert column(reading, "batch") == [64.0, 64.0, None, None]
        assert column(reading, "case") == [None, None, "Inference", "Inference"]

    def test_headings_in_list_items(self) -> None:
        reading = read(f"# DL\n- #### FP32\n\n{TABLE}")
        assert column(reading, "case") == ["FP32"] * 2

    def test_closing_hashes_and_links(self) -> None:
        reading = read(f"# [MNIST](https://example.org) ##\n{TABLE}")
        assert column(reading, "benchmark") == ["MNIST"] * 2


class TestSummaries:
    RAW = "| GPUs | Img/sec |\n|--|--|\n| 1 | 9 |\n| 1 | 10 |\n| 1 | 12 |\n| 2 | 19 |\n| 2 | 21 |\n"

    def roles(self, text: str) -> dict[int, str]:
        return dict(read(text).records.select("line", "role").iter_rows())

    def test_a_bold_row_is_a_summary(self) -> None:
        roles = self.roles(
            "| GPUs | Img/sec |\n|--|--|\n| 1 | 9 |\n| **1** | **9** |\n| 2 | **19** |\n"
        )
        assert roles == {3: "measured", 4: "summary", 5: "measured"}

    @pytest.mark.parametrize("row", ["**AVX2** | **3.1**", "__AVX2__ | __3.1__"])
    def test_a_bold_row_with_a_setting_of_its_own_is_measured(self, row: str) -> None:
        text = f"| Version | Time (s) |\n|--|--|\n| plain | 9.3 |\n| SSE | 4.2 |\n| {row} |\n"
        assert self.roles(text) == {3: "measured", 4: "measured", 5: "measured"}

    def test_a_bold_row_with_the_settings_but_for_the_hosts_is_a_summary(self) -> None:
        text = (
            "| GPUs | Img/sec | Node(s) |\n|--|--|--|\n| 1 | 9 | gn01 |\n| 1 | 11 | gn02 |\n"
            "| **1** | **10** | **gn[01-02]** |\n"
        )
        assert self.roles(text) == {3: "measured", 4: "measured", 5: "summary"}

    @pytest.mark.parametrize("value", ["10", "10.33", "10.3333"])
    def test_a_table_of_medians_or_means_is_a_summary(self, value: str) -> None:
        roles = self.roles(
            "| GPUs | Img/sec | speedup |\n|--|--|--|\n"
            f"| 1 | {value} | 1 |\n| 2 | 20 | 2 |\n\n{self.RAW}"
        )
        assert roles[3] == roles[4] == "summary"
        assert {roles[line] for line in range(8, 13)} == {"measured"}

    def test_a_table_of_other_values_is_measured(self) -> None:
        roles = self.roles(f"| GPUs | Img/sec |\n|--|--|\n| 1 | 15 |\n| 2 | 30 |\n\n{self.RAW}")
        assert set(roles.values()) == {"measured"}

    def test_a_table_with_other_columns_is_measured(self) -> None:
        roles = self.roles(
            f"| GPUs | Img/sec | optimizer |\n|--|--|--|\n| 1 | 10 | adam |\n\n{self.RAW}"
        )
        assert set(roles.values()) == {"measured"}

    def test_a_repeat_of_single_runs_is_measured(self) -> None:
        assert set(self.roles(f"{TABLE}\n{TABLE}").values()) == {"measured"}


class TestSniff:
    @pytest.mark.parametrize("text", [TABLE, f"\ufeff{TABLE}", f"text\n\n{TABLE}", f"> {TABLE}"])
    def test_a_rule_under_headings_is_recognised(self, text: str) -> None:
        assert READER.sniff(source(text)) > READER.sniff(source(text, "runs.txt")) > 0

    @pytest.mark.parametrize("text", ["a,b\n1,2\n", "a|b\n1|2\n", "x\n---\ny\n", '{"a": 1}'])
    def test_other_text_is_not(self, text: str) -> None:
        assert READER.sniff(source(text, "runs.txt")) == 0


class TestCellsAsPeopleWriteThem:
    @pytest.mark.parametrize(
        ("cell", "value"),
        [
            ("3 980", 3980.0),
            ("1&nbsp;234 567", 1234567.0),
            ("~~101.2~~ 99.8", 99.8),
            ("99.8[^1]", 99.8),
            ("99.8 ![fast](fast.svg)", 99.8),
            ("1.1 - 1.3 img/s", 1.2),
            ("180~190 img/s", 185.0),
            ("1.5 to 2.5 kimg/s", 2000.0),
        ],
    )
    def test_numbers(self, cell: str, value: float) -> None:
        found = read(TABLE + f"| 4 | {cell} |\n")
        assert column(found, "value")[2] == pytest.approx(value)

    @pytest.mark.parametrize("cell", ["1 - 8", "2023-05-18", "1 2 3", "8-1 img/s"])
    def test_what_is_no_number_stays_a_word(self, cell: str) -> None:
        found = read(TABLE + f"| 4 | {cell} |\n")
        assert column(found, "value")[2] is None
        assert column(found, "reason")[2] == cell

    @pytest.mark.parametrize(
        ("cell", "text"),
        [
            ("A100 ![badge](a.svg)", "A100"),
            ("A100 ![badge][id]", "A100"),
            ("A100 [^note]", "A100"),
            ("~~V100~~ A100", "A100"),
            ("![A100](a.svg)", "A100"),
            ("[![A100](a.svg)](a.md)", "A100"),
            ("~~A100~~", "A100"),
        ],
    )
    def test_texts(self, cell: str, text: str) -> None:
        found = read(f"| GPU | Img/sec |\n|--|--|\n| {cell} | 10 |\n| V100 | 8 |\n")
        assert column(found, "device") == [text, "V100"]

    def test_marks_stand_for_outcomes(self) -> None:
        found = read(
            "| Job | Status | Duration |\n|--|--|--|\n| a | ✅ | 35s |\n| b | ❌ | 2m 3s |\n"
        )
        assert column(found, "status") == ["ok", "failed"]

    def test_headings_within_a_table_are_no_row(self) -> None:
        found = read(TABLE + "| GPUs | Img/sec |\n| 4 | 37 |\n")
        assert column(found, "line") == [3, 4, 6]
        assert found.notes == []

    def test_an_aggregate_among_numbered_repeats_is_a_summary(self) -> None:
        found = read(
            "| run | GPUs | time (s) |\n|--|--|--|\n"
            "| 1 | 2 | 5.0 |\n| 2 | 2 | 5.5 |\n| Average | 2 | 5.25 |\n"
        )
        assert column(found, "role") == ["measured", "measured", "summary"]

    def test_a_count_per_node_above_a_table_is_no_total(self) -> None:
        found = read("## Cluster, 8 GPUs per node\n\n| Nodes | time (s) |\n|--|--|\n| 1 | 9.5 |\n")
        assert column(found, "devices_per_node") == [8]
        assert found.notes == []


def test_an_escaped_tag_is_text() -> None:
    reading = read("| Model | Img/sec |\n|--|--|\n| \\<b\\> \\*x\\* | 10 |\n")
    assert column(reading, "benchmark") == ["<b> *x*"]


def test_a_blank_among_signs_is_not_the_sign_above() -> None:
    # asv compare: what got worse has a plus, what stayed has nothing.
    reading = read(
        "| Change | Before | After | Benchmark |\n|---|---|---|---|\n"
        "| + | 6.20±0.2μs | 6.72±0.04μs | time_astype |\n"
        "|   | 1.00±1s | 3.00±1s | time_ci_big |\n"
    )
    assert named(reading.records)["change_given"].to_list() == ["+", "+", None, None]


def test_arrows_and_signs_between_two_columns_are_no_settings() -> None:
    text = """\
|Tasks|Version|n-shot|Metric|   |Value |   |Stderr|
|-----|-------|-----:|------|---|-----:|---|-----:|
|mmlu |Yaml   |     0|acc   |↑  |0.2279|±  |0.0035|
"""
    (run,) = named(read(text).records).to_dicts()
    assert run["value"] == 0.2279
    assert not {"↑", "±"} & {str(value) for value in run.values()}


def test_a_title_in_the_first_heading_stands_above_the_headings() -> None:
    reading = read(
        "| OSU Alltoallv Latency (us) | | |\n|---|---|---|\n| Size | Before | After |\n"
        "| 1 | 14,276.09 | 14,388.25 |\n| 2 | 14,204.47 | 14,412.34 |\n"
    )
    assert column(reading, "size") == [1.0, 1.0, 2.0, 2.0]
    us = [14276.09, 14388.25, 14204.47, 14412.34]
    assert column(reading, "value") == [pytest.approx(each * 1e-6) for each in us]


@pytest.mark.parametrize(
    "text", ["||who||where||\n|ann|x|\n", "| who | where |\n|--|--|\n| ann | x |\n"]
)
def test_a_table_that_is_skipped_is_told_with_the_line_of_its_headings(text: str) -> None:
    (note,) = (note for note in read("\n" + text).notes if note.line is not None)
    assert note.line == 2


def test_headings_without_rows_are_no_table(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("| model | size | params | test | t/s |\n|---|---:|---:|---:|---:|\n")
    loaded = load([str(path)])
    assert loaded.records.is_empty()
    assert not any("internal error" in note.text for note in loaded.notes)

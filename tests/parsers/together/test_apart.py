"""Rows of two tables are repeats only where the document says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.formats import delimited, markdown, text_tables
from parsers.run_records.records import named
from parsers.source import Source

READERS = {"md": markdown, "txt": text_tables, "csv": delimited}
ROWS = {"FP16": (100, 190), "TF32": (50, 90)}


def read(text: str, suffix: str) -> list[object]:
    """The cases of the records of a text, each once."""
    name = f"runs.{suffix}"
    source = Source(name, name, Path(name), text.encode())
    records = named(READERS[suffix].READER.read(source).records)
    return records["case"].unique(maintain_order=True).to_list()


def pipes(first: float, second: float, headings: str = "| GPUs | img/s |") -> str:
    return f"{headings}\n|---|---|\n| 1 | {first} |\n| 2 | {second} |\n"


def aligned(first: float, second: float, headings: str = "cores  time(s)") -> str:
    return f"{headings}\n1  {first}\n2  {second}\n"


class TestMarkdown:
    @pytest.mark.parametrize(
        "above", ["{}", "{}:", "- {}", "*{}*", "===={}====", "Some words.\n\n{}", "{}\n\nimg/s"]
    )
    def test_a_text_above_names_a_table(self, above: str) -> None:
        parts = [f"{above.format(name)}\n\n{pipes(*row)}\n" for name, row in ROWS.items()]
        assert read(f"# Code\n\n{''.join(parts)}", "md") == ["FP16", "TF32"]

    def test_so_does_a_summary_above_one_in_html(self) -> None:
        row = "<tr><th>GPUs</th><th>img/s</th></tr><tr><td>1</td><td>{}</td></tr>"
        parts = [
            f"<details><summary>{name}</summary>\n\n<table>{row.format(rows[0])}</table>\n</details>\n"
            for name, rows in ROWS.items()
        ]
        assert read(f"# Code\n\n{''.join(parts)}", "md") == ["FP16", "TF32"]

    def test_else_its_line_does(self) -> None:
        text = f"# Code\n\n{pipes(100, 190)}\n\n{pipes(50, 90)}"
        assert read(text, "md") == ["table at line 3", "table at line 9"]

    def test_long_texts_name_nothing(self) -> None:
        text = f"# Code\n\n{pipes(100, 190)}\n\n{'So many words. ' * 9}\n\n{pipes(50, 90)}"
        assert read(text, "md") == ["table at line 3", "table at line 11"]

    def test_but_for_what_they_say_at_their_end_it_was_measured_on(self) -> None:
        words = "Our results were obtained by running the script with mixed precision many times on"
        text = f"# Code\n\n{words} a DGX A100.\n\n{pipes(100, 190)}\n\n{words} an AC922:\n\n"
        assert read(f"{text}{pipes(50, 90)}", "md") == ["DGX A100", "AC922"]

    def test_names_come_behind_the_headings_own(self) -> None:
        text = f"# Code\n\n## V100\n\nFP16\n\n{pipes(100, 190)}\n\nTF32\n\n{pipes(50, 90)}"
        assert read(text, "md") == ["V100 / FP16", "V100 / TF32"]

    def test_tables_that_go_on_are_one(self) -> None:
        more = "| GPUs | img/s |\n|---|---|\n| 4 | 370 |\n"
        assert read(f"# Code\n\nFew\n\n{pipes(100, 190)}\n\nMany\n\n{more}", "md") == [None]

    def test_tables_with_the_same_values_are_one(self) -> None:
        text = f"# Code\n\nOverview\n\n{pipes(100, 190)}\n\nDetails\n\n{pipes(100.2, 190)}"
        assert read(text, "md") == [None]

    def test_other_columns_beside_them_do_not_make_repeats(self) -> None:
        other = "| GPUs | img/s | speedup |\n|---|---|---|\n| 1 | 50 | 1 |\n| 2 | 90 | 1.8 |\n"
        assert read(f"# Code\n\nFP16\n\n{pipes(100, 190)}\n\nTF32\n\n{other}", "md") == [
            "FP16",
            "TF32",
        ]

    @pytest.mark.parametrize(
        ("one", "two"),
        [
            ("## Run 1", "## Run 2"),
            ("## Trial #1", "## Trial #2"),
            ("## First attempt", "## Second attempt"),
            ("Run 1 of 2:", "Run 2 of 2:"),
            ("**Repetition 1**", "**Repetition 2**"),
        ],
    )
    def test_what_is_called_a_repeat_is_one(self, one: str, two: str) -> None:
        text = f"# Code\n\n{one}\n\n{pipes(100, 190)}\n\n{two}\n\n{pipes(104, 187)}"
        assert read(text, "md") == [None]

    def test_a_program_that_prints_a_table_again_repeats_it(self) -> None:
        text = f"# Code\n\n```\n{aligned(512, 260)}\n{aligned(515, 258)}```\n"
        assert read(text, "md") == [None]


class TestText:
    def test_the_line_above_names_a_table(self) -> None:
        text = f"Cluster A\n{aligned(512, 260)}\nCluster B\n{aligned(400, 210)}"
        assert read(text, "txt") == ["Cluster A", "Cluster B"]

    def test_a_comment_does(self) -> None:
        head = "# nodes time"
        text = f"# 512^3\n{aligned(512, 260, head)}\n\n# 1024^3\n{aligned(4000, 2100, head)}"
        assert read(text, "txt") == ["512^3", "1024^3"]

    @pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n\n"])
    def test_blocks_need_no_headings_of_their_own(self, between: str) -> None:
        text = f"# nodes time\n1 512\n2 260\n4 135{between}\n1 8.1\n2 8.3\n4 8.6\n"
        second = 5 + len(between)
        assert read(text, "txt") == ["table at line 1", f"table at line {second}"]

    def test_titles_in_quotes_or_comments_stand_between_blocks(self) -> None:
        text = '# nodes time\n# A\n1 512\n2 260\n\n\n"B"\n1 400\n2 210\n'
        assert read(text, "txt") == ["A", "B"]

    def test_blocks_of_other_counts_are_one_table(self) -> None:
        assert read("# nodes time\n1 512\n2 260\n\n4 135\n8 70\n", "txt") == [None]

    def test_a_loop_that_prints_its_headings_again_repeats(self) -> None:
        runs = ((512, 260), (515, 258), (509, 262))
        assert read("".join(aligned(*run) for run in runs), "txt") == [None]
        dated = (f"12:0{n}:17 start\n{aligned(*run)}" for n, run in enumerate(runs))
        assert read("".join(dated), "txt") == [None]

    def test_remarks_in_brackets_below_each_table_do_not_end_a_loop(self) -> None:
        runs = ((512, 260), (515, 258))
        text = "\n".join(f"On CPU\n\n{aligned(*run)}\n(less is better)\n" for run in runs)
        assert read(text, "txt") == [None]

    def test_an_outlier_does_not_end_a_loop(self) -> None:
        rows = "cores  time(s)\n1  {}\n2  260\n4  135\n8  70\n"
        assert read(rows.format(512) + rows.format(1512), "txt") == [None]

    def test_values_that_differ_are_none(self) -> None:
        text = aligned(512, 260) + "\n\n" + aligned(8.1, 8.3)
        assert read(text, "txt") == ["table at line 1", "table at line 6"]

    def test_weak_and_strong_are_parted_where_no_count_is_in_both(self) -> None:
        one, two = aligned(512, 260), "cores  time(s)\n4  8.1\n8  8.3\n"
        text = f"Strong scaling\n{one}\n\nWeak scaling\n{two}"
        assert read(text, "txt") == ["Strong scaling", "Weak scaling"]


class TestDelimited:
    @pytest.mark.parametrize("title", ["# {}", "#{}", "{}", "{},"])
    def test_a_line_above_the_headings_names_a_table(self, title: str) -> None:
        one, two = title.format("Cluster A"), title.format("Cluster B")
        text = f"{one}\ncores,time\n1,512\n2,260\n4,135\n\n{two}\ncores,time\n1,400\n2,210\n4,120\n"
        assert read(text, "csv") == ["Cluster A", "Cluster B"]

    @pytest.mark.parametrize("between", ["# B\n", "\n# B\n", "\n\n# B\n"])
    def test_blocks_need_no_headings_of_their_own(self, between: str) -> None:
        text = f"cores,time\n# A\n1,512\n2,260\n{between}1,400\n2,210\n"
        assert read(text, "csv") == ["A", "B"]

    def test_a_blank_line_parts_blocks(self) -> None:
        text = "cores,time\n1,512\n2,260\n\n1,400\n2,210\n\ncores,time\n1,8.1\n2,8.3\n"
        lines = [f"table at line {line}" for line in (1, 4, 8)]
        assert read(text, "csv") == lines

    def test_rows_that_go_on_are_one_table(self) -> None:
        assert read("cores,time\n1,512\n2,260\n\n# more\n4,135\n8,70\n", "csv") == [None]

    @pytest.mark.parametrize("between", ["", "\n", "# run 2\n", "\n# second attempt\n"])
    def test_a_loop_that_prints_its_headings_again_repeats(self, between: str) -> None:
        text = f"cores,time\n1,512\n2,260\n{between}cores,time\n1,515\n2,258\n"
        assert read(text, "csv") == [None]

    def test_a_repeat_goes_on_below_the_title_of_the_first(self) -> None:
        # runs of two machines had been pooled, of one run each
        first = "# A\n# Run 1\ncores,time\n1,512\n2,260\n\n# Run 2\ncores,time\n1,515\n2,258\n\n"
        assert read(first + first.replace("# A", "# B").replace("512", "412"), "csv") == ["A", "B"]

    def test_a_day_above_each_table_tells_them_apart(self) -> None:
        text = "# 2021-05-03\ncores,time\n1,100\n2,52\n\n# 2022-06-07\ncores,time\n1,120\n2,64\n"
        assert read(text, "csv") == ["2021-05-03", "2022-06-07"]

    def test_a_comment_between_repeats_parts_nothing(self) -> None:
        text = "cores,time\n1,512\n1,515\n# restarted\n1,509\n2,260\n"
        assert read(text, "csv") == [None]

    def test_settings_in_comments_hold_for_the_table_below(self) -> None:
        text = "# system: A\ncores,time\n1,512\n2,260\n\n# system: B\ncores,time\n1,400\n2,210\n"
        source = Source("runs.csv", "runs.csv", Path("runs.csv"), text.encode())
        records = named(delimited.READER.read(source).records)
        assert records["system"].to_list() == ["A", "A", "B", "B"]
        assert records["line"].to_list() == [3, 4, 8, 9]

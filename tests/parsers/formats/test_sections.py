"""Headings without text of their own: parents of others of their level, or empty."""

from __future__ import annotations

from pathlib import Path

from parsers.formats.markdown import READER
from parsers.reader import Reading
from parsers.run_records.records import named
from parsers.source import Source

TABLE = "\n| GPUs | img/s |\n|---|---|\n| 1 | 10 |\n| 8 | 60 |\n\n"


def read(text: str) -> Reading:
    return READER.read(Source("runs.md", "runs.md", Path("runs.md"), text.encode()))


def cases(reading: Reading) -> list[object]:
    return named(reading.records)["case"].unique(maintain_order=True).to_list()


def empty_sections(reading: Reading) -> int:
    return sum("nothing under this heading" in note.text for note in reading.notes)


def test_a_heading_over_others_of_its_level_is_kept_where_that_comes_again() -> None:
    parts = "".join(f"### {name}\n\n### batch size = 64\n{TABLE}" for name in ("FP16", "FP32"))
    reading = read(f"# Code\n\n{parts}")
    assert cases(reading) == ["FP16", "FP32"]
    assert empty_sections(reading) == 0


def test_so_is_one_over_a_heading_of_a_higher_level() -> None:
    parts = "".join(f"#### {name}\n\n### ResNet\n{TABLE}" for name in ("V100", "A100"))
    assert cases(read(f"# Code\n\n{parts}")) == ["V100 / ResNet", "A100 / ResNet"]


def test_a_parent_holds_several() -> None:
    inner = f"## Training\n{TABLE}## Inference\n{TABLE}"
    reading = read(f"# Code\n\n## V100\n{inner}## A100\n{inner}")
    expected = ["V100 / Training", "V100 / Inference", "A100 / Training", "A100 / Inference"]
    assert cases(reading) == expected


def test_underlined_and_bold_headings_take_turns_too() -> None:
    parts = "".join(f"{name}\n----\n\nResNet\n------\n{TABLE}" for name in ("V100", "A100"))
    assert cases(read(f"# Code\n\n{parts}")) == ["V100 / ResNet", "A100 / ResNet"]
    parts = "".join(f"**{name}**\n\n**ResNet**\n{TABLE}" for name in ("V100", "A100"))
    assert cases(read(f"# Code\n\n{parts}")) == ["V100 / ResNet", "A100 / ResNet"]


def test_a_section_that_is_empty_stays_so() -> None:
    reading = read(f"# Code\n\n## Plans\n\n## V100\n{TABLE}## Thanks\n\n## A100\n{TABLE}")
    assert cases(reading) == ["V100", "A100"]
    assert empty_sections(reading) == 2

from __future__ import annotations

import pytest

from parsers.across_inputs.reading_progress import ReadingProgress
from tui.formatting.glyphs import ASCII, BRAILLE, Glyphs
from tui.views.reading_line import reading_line

SOME = ReadingProgress(10_000, 3_412, 9_120, "results/node07/run_3412.csv")


@pytest.mark.parametrize(
    ("progress", "width", "glyphs", "line"),
    [
        (
            SOME,
            118,
            BRAILLE,
            "reading ████▊         │ 3,412 of 10,000 files   9,120 runs   "
            "results/node07/run_3412.csv   esc shows these   q quits",
        ),
        (
            SOME,
            106,
            BRAILLE,
            "reading ████▊         │ 3,412 of 10,000 files   9,120 runs   "
            "results/…3412.csv   esc shows these   q quits",
        ),
        (
            SOME,
            90,
            BRAILLE,
            "reading ████▊         │ 3,412 of 10,000 files   9,120 runs   "
            "esc shows these   q quits",
        ),
        (
            SOME,
            78,
            BRAILLE,
            "reading ████▊         │ 3,412 of 10,000 files   esc shows these   q quits",
        ),
        (SOME, 40, BRAILLE, "reading 3,412 of 10,000 files   esc shows these   q quits"),
        (
            SOME,
            78,
            ASCII,
            "reading [=====         ] 3,412 of 10,000 files   esc shows these   q quits",
        ),
        (ReadingProgress(1), 78, BRAILLE, "reading ...   esc shows these   q quits"),
        (ReadingProgress(), 78, BRAILLE, "reading ...   esc shows these   q quits"),
        (
            ReadingProgress(9, 3, 4, "a\x1b[2Jb.csv", is_stopped=True),
            78,
            BRAILLE,
            "stopping after a␛[2Jb.csv ...",
        ),
    ],
)
def test_how_far_reading_has_come(
    progress: ReadingProgress, width: int, glyphs: Glyphs, line: str
) -> None:
    keys = "esc shows these   q quits"
    assert reading_line(progress, glyphs, width, doing="reading", keys=keys) == line

"""Headings in text that has no marks for them: lines that say what only headings say."""

from __future__ import annotations

import re
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.training.headings import Title, read_title

SECTION, MODEL, SCALE, RESULT = 8.0, 9.0, 10.0, 11.0
"""The levels of such headings: deeper than any with a mark."""
ORNAMENTS: Final = " \t#*=-~>+_|"
"""What stands around a line that is meant to stand out: ``==> 4 GPUs``, ``--- 8 GPUs ---``."""
LONGEST: Final = 200
_WORTH_READING = Pattern(r"[a-z]\w*-\d|\d\s?[x×]|gpu|node|batch|[a-z]\(", re.IGNORECASE)
_PROGRAM_OUTPUT = Pattern(r"\d:\d\d|\b(?:DEBUG|INFO|WARN|WARNING|ERROR)\b|[{}<>$\\]|://")
_NAME_ALONE = Pattern(r"[A-Z][\w.+-]*(?: [\w.+-]+){0,5}")


def plain_heading(text: str, *, set_off: bool) -> tuple[float, bool, Title]:
    """Return the level of a line without marks, 0 when it is no heading; whether that is sure.

    ``text`` is clean and without ornaments, which it had where it is ``set_off``. A name alone, or
    one with a batch size in a sentence, may be anything a program prints.
    """
    worth = _WORTH_READING.search(text) or _NAME_ALONE.fullmatch(text)
    title = read_title(text) if worth and not _PROGRAM_OUTPUT.search(text) else Title()
    headline = title.headline
    if headline is not None and not headline.certain and title.facts.keys() & {"batch", "device"}:
        # A number that only parts of a name have: ResNet-50 on A100, batch 128.
        unless_result = None if re.search(r"\w-\d+\.\d+\Z", text) else title.without_headline()
        title = unless_result or title
    level, sure = _level(text, title)
    if not sure and set_off and title.names and title.facts and title.headline is None:
        level, sure = MODEL, True
    return level, sure, title


def _level(text: str, title: Title) -> tuple[float, bool]:
    """Return the level of a line without marks, 0 when it is no heading, and whether that is sure.

    A name alone, or one with a batch size in a sentence, may be anything a program prints.
    """
    headline = title.headline
    if headline is not None and (headline.certain or re.search(r"\w-\d+\.\d+\Z", text)):
        return RESULT, True
    if headline is not None:
        return 0.0, False
    if not title.facts:
        return (MODEL, False) if _NAME_ALONE.fullmatch(text) else (0.0, False)
    if not title.names:
        return (SCALE if title.facts.keys() <= {"device", "devices"} else SECTION), True
    sized = title.facts.keys() & {"batch", "device"}
    if sized:
        one_word = len(title.names) == 1 and " " not in title.names[0]
        return MODEL, len(sized) == 2 or " " not in text or (one_word and "," in text)
    return (SECTION, True) if "," in text and len(title.facts) > 1 else (0.0, False)

"""Lines that a program sets apart as its results: ``RESULT nodes=4 time=12.3``, in a box."""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Callable
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.headings.read_heading import read_heading
from parsers.run_records.records import SCALE

Result = tuple[str, str]
_MARK = Pattern(
    r"[\W_]*(?:(?:RESULTS?|SUMMARY|PERF|BENCH(?:MARK)?|STATS|METRICS?|TIMINGS?|REPORT)\b"
    r"[\s:\]|>#=*-]*"
    r"|(?:results?|summary|perf|bench(?:mark)?|stats|metrics?|timings?|report)"
    r"\s*[\]:|>][\s:\]|>#=*-]*)"
    r"(?=[A-Za-z\d{])"
)
_FRAME = Pattern(r"\s*(?P<side>[*|│║#@]{1,2})\s+(?P<inner>\S.*?\S)\s+(?P=side)\s*")
_ARROW = Pattern(r"\s*(?:[-=]*>+|\*{2,}|\+{2,})\s*(?=[A-Za-z])")
_PAIR = Pattern(
    r"(?P<label>[A-Za-z][\w./()\[\]-]{0,40})\s*[=:]\s*(?P<number>[-+]?\d[\d,]*(?:\.\d+)?"
    r"(?:[eE][-+]?\d+)?)\s*(?P<unit>[A-Za-z%µ](?:[\w/%*^.-]*[\w/%*^-])?)?"
)
_BETWEEN = Pattern(r"\s*[,;|]\s*|(?<=[\w)%])\s+(?=[A-Za-z][\w./()\[\]-]*=)")
_OF_STEP = Pattern(r"(?i)(?:\w*_)?(?:step|iter|iteration|epoch|batch)(?:_?\w*)")
_SHARE = Pattern(r"(?<=[\w\d]) \(\s*\d+(?:\.\d+)?\s?%\)\s*$")
_LONGEST: Final = 200


def results_set_apart(
    line: str, bare: Callable[[str], Result | None], count: Callable[[str], Result | None]
) -> list[tuple[str, Result | None]] | None:
    """Return the parts of such a line with what each states; None of a line that is not set apart.

    It is set apart by a mark, a frame or an arrow, where ``bare`` takes results without a unit, or
    all of it is pairs, of which one counts and one is measured.
    """
    if len(line) > _LONGEST or not any(map(str.isdigit, line)):
        return None
    text = _SHARE.sub("", line)
    if framed := _FRAME.fullmatch(text):
        text = framed["inner"]
    marked = _MARK.match(text)
    text = text[marked.end() :] if marked else _ARROW.sub("", text)
    if not marked and text == line and not any(sign in line for sign in "={"):
        return None
    members = _members(text.strip())
    parts = members or _BETWEEN.split(text.strip())
    if not (marked or members) and text == line and len(parts) == 1:
        # Nothing sets it apart; a program may be named before it.
        return None
    found = [(part, bare(part) or count(part)) for part in parts]
    if not any(stated for _, stated in found):
        return None
    # One pair amid other lines is set apart by nothing: a program's name may stand before it.
    if not marked and text == line and len(parts) == 1:
        return None
    if not marked and len(parts) > 1 and not _counts_and_measures(parts, found):
        return None
    return found if all(stated or _PAIR.fullmatch(part) for part, stated in found) else None


def _counts_and_measures(parts: list[str], found: list[tuple[str, Result | None]]) -> bool:
    stated = [read_heading(each[0]) for _, each in found if each]
    counts = [heading for heading in stated if heading.name in SCALE]
    return all(map(_PAIR.fullmatch, parts)) and 0 < len(counts) < len(stated)


def _members(text: str) -> list[str]:
    """The numbers of an object in one line, as JSON or Python prints it, but not of a step."""
    if not (text.startswith("{") and text.endswith("}")):
        return []
    try:
        found = literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return []
    if not isinstance(found, dict) or any(map(_OF_STEP.fullmatch, map(str, found))):
        return []
    return [
        f"{name}={value}"
        for name, value in found.items()
        if isinstance(name, str) and type(value) in (int, float)
    ]

"""What a line of output states: ``NP=4 time=12.3 s``, ``code: alpha``, ``8 threads: 1.3 s``."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from parsers.clean import clean
from parsers.grammar.accelerators import ACCELERATOR
from parsers.grammar.beside_counts import (
    JOINING,
    counts_of,
    heading_beside,
    heading_of_unit,
    read_named_quantity,
)
from parsers.grammar.clauses import read_clauses
from parsers.grammar.outcomes import read_outcome
from parsers.grammar.patterns import Pattern
from parsers.grammar.prefixes import printed
from parsers.grammar.shared_units import with_unit_shared
from parsers.grammar.spelled_settings import with_settings_assigned
from parsers.grammar.words import words

NUMBER: Final = r"[-+]?\d+(?:[,'_]\d{3})*(?:\.\d+)?(?:[eE][-+]?\d+)?"
UNIT: Final = r"[A-Za-z%µ×](?:[\w/%*^.-]*[\w/%*^-])?"
_WARMING: Final = r"(?i:warm[ _-]?up\b)"
_LABEL: Final = r"(?P<label>(?:#|[^\W\d_])[\w ./()\[\]#%-]{0,40}?(?:, [A-Za-zµ/]{1,9})?)"
_MEASURED = Pattern(
    rf"{_LABEL}\s*[:=≈]\s*[~≈]?\s*(?P<number>{NUMBER})"
    rf"(?:(?:\s?|\s+(?=\S+\s*(?:[,;|]|$)))(?P<unit>(?!{_WARMING}){UNIT}))?\.?"
    r"(?=[\s,;|]|$)(?!\s*[:=])"
)
_CLOCK: Final = r"\d{1,3}(?::\d\d){1,2}(?:\.\d+)?"
_SAID = Pattern(
    rf"{_LABEL}\s*[:=]\s*(?:(?P<clock>{_CLOCK})|(?P<word>[\w.+/#–—-]+))(?=[\s,;|]|$)(?!\s*[:=])"
)
_REPEATED = Pattern(
    rf"{_LABEL}\s*[:=]\s*[\[(]?\s*(?P<numbers>\d+\.\d+(?:(?:,\s*|\s+)\d+\.\d+)+)\s*[\])]?"
    rf"\s*(?P<unit>{UNIT})?(?=[\s,;|]|$)(?!\s*[:=])"
)
"""``t = 9.81 9.77 9.90``: the repeats of one run, which have fractions."""
_WHOLE_LINE = Pattern(rf"\s*{_LABEL}\s*[:=]\s+(?P<word>\S(?:.{{0,58}}\S)?)\s*")
_QUOTED = Pattern(r'(?<==)"(?P<text>[^"\s][^"]{0,58})"')
"""``note="first run"``"""
_HELD: Final = "\u02cd"
"""A letter in place of a blank between quotes."""
_BETWEEN = Pattern(r"(?:[\s,;|-]|/(?=\s))+")
_STAMP = Pattern(
    r"\s*\[?(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\d\d:\d\d(?=:))"
    r"(?::\d\d(?:[.,]\d+)?)?Z?\]?[\s:-]*"
    r"|\s*(?:[A-Za-z_][\w.]*\s[-|]\s)?\[?(?:INFO|DEBUG|NOTICE|RESULT|LOG)\]?[\s:|-]+"
    r"|\s*(?:Info:|Charm\+\+>)\s+(?=[A-Z])"
    r"|\s*\[[A-Za-z][\w.:-]{0,20}\]\s+(?=[A-Za-z])"
    r"|\s*(?i:results?):?\s+(?=[A-Za-z_]\w*\s?=)",
)
"""What a logger prints before a line, or the part of a program that prints it, ``[mpi]``."""
_LOGGER = Pattern(r"[A-Za-z_][\w.]*(?:\[\d+\])?:\s+(?=[A-Za-z_]\w*=\S)")
"""Its name before pairs: ``bench: np=4 time=3``."""
_MARKED = Pattern(r"\s*(?:[=#*>+~-]{2,}\s*(?P<behind>\w.*)|\[\s*(?P<within>[^\[\]]*)\]\s*)")
"""``### np=4``, ``[np=4]``: the line between the runs of a loop."""
_FRAMES: Final = frozenset("=#*~-+[>")
_ANNOUNCED = Pattern(
    r"(?i)\s*(?:(?:running|run|using|with|on|for|testing|starting|benchmark\w*)\s+)+"
    r"(?P<pairs>[a-z_]\w*\s?[=:]\s?\d.*)"
)
"""``Running with nodes=4``."""
_CALL = Pattern(
    r"\s*(?:[A-Za-z_][\w.]*:?)?\s*[({](?P<pairs>['\"]?[A-Za-z_]\w*['\"]?\s?[=:][^(){}]*)[)}]\s*"
)
"""``Result(gpus=1, rate=412.2)``, ``bench: {'gpus': 1}``: objects as Python shows them."""
_COUNTED = Pattern(
    r"(?i)\b(?:running|run|using|with|on|for|testing|benchmark\w*)\b[^.\d]{0,30}?"
    r"(?P<number>\d{1,7})\s+(?P<noun>[a-z]+(?:\s(?:threads|processes|ranks|tasks))?)\b"
)
_COUNT: Final = r"(?P<count>\d{1,7}\s+[^\W\d_]+(?:\s[^\W\d_]+)?)"
"""``4 threads``, ``16 MPI ranks``."""
_TITLE = Pattern(rf"[\s=#*>-]*{_COUNT}\s*[=#*:-]*\s*")
_ORNAMENTS = Pattern(
    r"\s*(?:[*•]|[+-](?=\s+[A-Za-z])|[^\w\s#=*\[({<>+-]+)\s+|(?P<frame>[=#*~>-]{2,})\s*(?P<inside>\w.*?)\s*[=#*~<-]{2,}\s*\Z"
)
"""What draws the eye to a line: an emoji before it, a frame around it."""
_BRACKETED = Pattern(
    r"\[(?P<said>[A-Za-z#][\w -]{0,30}?[ =:]\s*\d{1,7}|\d{1,7} [A-Za-z]+(?: [A-Za-z]+)?)\]"
    r"[\s:]*(?=\S)"
)
"""``[np 16]``, ``[16 ranks]`` before what a line says of 16 processes."""
_TAKEN = Pattern(
    rf"(?P<what>[A-Za-z][\w /()-]{{0,40}}?)\s+(?:took|takes)\s*:?\s*(?P<number>{NUMBER})"
    rf"\s*(?P<unit>{UNIT})(?=[\s.,;]|$)"
)
_RESULT: Final = (
    rf"(?P<between>[^\d]{{1,40}}?)(?P<number>{NUMBER}(?:\s?[kKMG](?=\s))?)\s*"
    rf"(?P<unit>{UNIT}?)[\s.,;]*"
)
_OF_COUNT = Pattern(
    rf"(?P<before>(?:[A-Za-z][\w.+-]{{0,30}}[:,]?\s+)?[^\d:=]{{0,40}}?)(?<![\w.]){_COUNT}{_RESULT}"
)
"""``Elapsed time with 4 threads: 1.3 s``, ``4 threads: 1.3 s``, ``8 GPUs -> 12.3k tok/s``."""
_OF_MODEL = Pattern(
    rf"(?i)(?P<before>[^\d:=]{{0,40}}?)(?<![\w.])(?P<devices>\d{{1,5}})"
    rf"(?:\s*[x×]\s*|\s+(?=[\w -]+?(?:\ds|\sgpus?)\b))"
    rf"(?P<device>(?x:{ACCELERATOR}))s?(?:\s+gpus?)?{_RESULT}"
)
"""``8x A100: 1030 images/s``, ``8 A100s: 20 hours``."""
_COUNT_BEFORE = Pattern(rf"\s*{_COUNT}\s*[:,;]\s+(?=[A-Za-z]+\s*[=:\d])")
"""``4 threads: time = 12 s, speedup = 3.1``."""
_COUNT_ENDED = Pattern(rf"\s*{_COUNT}\s*(?:[:=]|-+>?|–|—|→)\s*(?P<how>[A-Za-z][^\d]{{1,40}})")
"""``8 nodes: out of memory``."""
_CLAIM = Pattern(
    r"(?i)(?<=\w)\.?\s*[(\[](?:baseline|reference|(?:speed-?up|efficiency)[ :=]*\d[\d.]*\s*[x×%]?"
    r"|\d[\d.]*\s*(?:[x×]|[x×%]?\s*(?:speed-?up|faster|efficiency|efficient|scaling"
    r"|of (?:linear|ideal))))[)\]]\s*\Z"
)
"""``(1.9x speedup)`` behind a result: what it comes to, and is computed here."""
_TITLE_WORDS: Final = 3
_POINTED_AT = Pattern(r"\s+(?:<[-=]+|←|⟵|⬅\S*|◀)\s*[^\d]*\Z")
"""``← fastest`` behind a result."""
_LAUNCHED = Pattern(
    r"(?i)(?:running|run|launching|using)\s+(?:mpirun|mpiexec|srun|mpi)\s+(?:with|on|using)\s+"
    r"(?P<count>\d{1,7})\W*"
)
"""``Running mpiexec with 4``."""
_WORDS = Pattern(rf"(?P<label>[A-Za-z_#][\w/()-]*)\s+(?P<number>{NUMBER})(?=[\s,;]|$)")
_UNMARKED = Pattern(
    rf"(?<=[,;|]\s)(?P<label>[A-Za-z]\w*)\s+(?P<number>{NUMBER})\s*(?P<unit>[A-Za-zµ%/]+)"
    r"\s*(?=[,;|]|$)"
)
"""``latency 1230 usec``, as it follows pairs with marks."""
_WARM_UP = Pattern(_WARMING)
_LEADER = Pattern(
    r"(?<=\w)\s*\.{3,}\s*(?=\d)"
    rf"|(?<=[A-Za-z)])\s{{2,}}(?={NUMBER}\s?(?:s|ms|us|µs|sec|secs|seconds|min)\s*\Z)"
)
"""``Cores ........ 16``, ``Solve     19.80 s``."""


class Statement(NamedTuple):
    """What a line states: heading -> cell, and which of these are words."""

    cells: dict[str, str]
    words: frozenset[str] = frozenset()


def read_statement(line: str) -> Statement | None:
    """Return what a line states, if that is all that it does.

    It may have a logger's prefix, and a word behind for how the run ended. The unit behind the last
    of several statistics is that of all: ``mean=101.2 std=0.4 samples/sec``. A warm-up is no run.
    """
    said = _read_statement(_QUOTED.sub(_held_together, line) if '"' in line else line)
    if said is None or any(map(_WARM_UP.match, said.cells)):
        return None
    cells = {name: cell.replace(_HELD, " ") for name, cell in said.cells.items()}
    return said._replace(cells=with_unit_shared(cells))


def _held_together(quoted: re.Match[str]) -> str:
    return " ".join(quoted["text"].split()).replace(" ", _HELD)


def _read_statement(line: str) -> Statement | None:
    bare = _LEADER.sub(": ", _CLAIM.sub("", _POINTED_AT.sub("", line)))
    stamped = _without_logger(printed(bare)[1])
    text = _announced(_without_ornaments(stamped))
    if (
        (label := _BRACKETED.match(text))
        and (said := _counted(label["said"]) or _without_marks_or_pairs(label["said"]))
        and (rest := _read_statement(text[label.end() :]))
    ):
        return Statement({**said.cells, **rest.cells}, rest.words)
    text = with_settings_assigned(text)
    if told := _beside_count(text) or _pairs(text):
        return told
    if clauses := read_clauses(text):
        in_words = (name for name, cell in clauses.items() if cell[:1].isalpha())
        return Statement(clauses, frozenset(in_words))
    if named := read_named_quantity(text):
        return Statement({named.heading: named.number})
    if launched := _LAUNCHED.fullmatch(text):
        return Statement({"ranks": launched["count"]})
    if counted := _COUNTED.search(text):
        return _counted(f"{counted['number']} {counted['noun']}")
    if title := _TITLE.fullmatch(text):
        return _counted(title["count"])
    is_framed = text.strip() != stamped.strip() and stamped.lstrip()[:1] in _FRAMES
    return (
        _whole_line(text)
        or _without_marks(text)
        or (_without_marks_or_pairs(text) if is_framed else None)
    )


def bare_line(line: str) -> str:
    """Return a line without what launchers and loggers put before it, and without ornaments."""
    return _without_ornaments(_without_logger(printed(line)[1]))


def title_beside_count(line: str) -> str | None:
    """Return what a line names that announces so many of something: ``MPI`` of ``MPI with 4 ...``.

    ``None`` where it announces nothing, or names nothing else.
    """
    text = bare_line(line)
    counted = _COUNTED.search(text)
    if counted is None or counts_of(f"{counted['number']} {counted['noun']}") is None:
        return None
    rest = f"{text[: counted.start('number')]} {text[counted.end('noun') :]}"
    said = [word for word in words(rest) if word not in JOINING]
    # What says more is a sentence about the runs.
    is_title = 0 < len(said) <= _TITLE_WORDS and not any(word[0].isdigit() for word in rest.split())
    return " ".join(said) if is_title else None


def _beside_count(text: str) -> Statement | None:
    """What a line says beside a count: one result, pairs, or how the run of so many ended."""
    if of_count := _OF_COUNT.fullmatch(text):
        number, noun, *others = of_count["count"].split()
        whole = _counted(of_count["count"])
        found = whole or _counted(f"{number} {noun}")
        between = " ".join((*([] if whole else others), of_count["between"]))
        heading = heading_beside(of_count["before"], between, of_count["unit"])
        if found and heading:
            return Statement({**found.cells, heading: of_count["number"]})
    if of_model := _OF_MODEL.fullmatch(text):
        heading = heading_beside(of_model["before"], of_model["between"], of_model["unit"])
        if heading:
            device = re.sub(r"(?<=\d)s\Z", "", clean(of_model["device"]))
            cells = {"devices": of_model["devices"], "device": device}
            return Statement({**cells, heading: of_model["number"]}, frozenset(("device",)))
    if (counted := _COUNT_BEFORE.match(text)) and (found := _counted(counted["count"])):
        rest = text[counted.end() :]
        pairs = _pairs(rest) or _without_marks(rest)
        if pairs:
            return Statement({**found.cells, **pairs.cells}, pairs.words)
    if ended := _COUNT_ENDED.fullmatch(text):
        found = _counted(ended["count"])
        if found and read_outcome(ended["how"]) not in (None, "ok"):
            return Statement({**found.cells, "status": ended["how"]}, frozenset(("status",)))
    return None


def _announced(text: str) -> str:
    """What is said in a line with marks before it or brackets around it, or of a run to come."""
    if marked := _MARKED.fullmatch(text):
        text = marked["behind"] or marked["within"] or ""
    if called := _CALL.fullmatch(text):
        return called["pairs"].replace("'", "").replace('"', "")
    announced = _ANNOUNCED.fullmatch(text)
    return announced["pairs"] if announced else text


def without_stamp(text: str) -> str:
    """Return a line without the times and the level that a logger prints before it."""
    while (stamp := _STAMP.match(text)) and stamp.end():
        text = text[stamp.end() :]
    return text


def _without_logger(text: str) -> str:
    bare = without_stamp(text)
    logger = _LOGGER.match(bare) if bare != text else None
    return bare[logger.end() :] if logger else bare


def _without_ornaments(text: str) -> str:
    found = _ORNAMENTS.match(text)
    if found is None:
        return text
    return found["inside"] if found["frame"] else text[found.end() :]


def _without_marks_or_pairs(text: str) -> Statement | None:
    """What ``np 16`` or ``np=16`` says."""
    return _pairs(text) or _pairs(re.sub(r"\s+(?=\d+\Z)", "=", text))


def _counted(name: str) -> Statement | None:
    counts = counts_of(name)
    return None if counts is None else Statement(counts)


def _is_time(unit: str) -> bool:
    return (heading_of_unit(unit) or "").startswith("time")


def _pairs(text: str) -> Statement | None:
    cells: dict[str, str] = {}
    named: set[str] = set()
    place = _skipped(text, 0)
    while place < len(text):
        if (taken := _TAKEN.match(text, place)) and (told := _taken(taken)):
            cells |= {name: cell for name, cell in told.cells.items() if name not in cells}
            place = _skipped(text, taken.end())
            continue
        pair = (
            _REPEATED.match(text, place)
            or _MEASURED.match(text, place)
            or _SAID.match(text, place)
            or (_UNMARKED.match(text, place) if cells else None)
        )
        if pair is None:
            if not cells or read_outcome(text[place:]) is None:
                return None
            break
        found = pair.groupdict()
        label = clean(found["label"]).strip()
        if (clock := found.get("clock")) is not None:
            cells.setdefault(label, clock)
        elif (word := found.get("word")) is not None:
            cells.setdefault(label, word)
            named.add(label)
        else:
            unit = found["unit"]
            number = found.get("number") or ", ".join(found["numbers"].replace(",", " ").split())
            cells.setdefault(f"{label} ({unit})" if unit else label, number)
        place = _skipped(text, pair.end())
    return Statement(cells, frozenset(named)) if cells else None


def _taken(found: re.Match[str]) -> Statement | None:
    """What ``epoch took 3.2 s`` says, if that is a time."""
    if not _is_time(found["unit"]):
        return None
    return Statement({f"{clean(found['what'])} time ({found['unit']})": found["number"]})


def _skipped(text: str, place: int) -> int:
    between = _BETWEEN.match(text, place)
    return between.end() if between else place


def _whole_line(text: str) -> Statement | None:
    """A line that is a name and a text of several words."""
    pair = _WHOLE_LINE.fullmatch(text)
    if pair is None:
        return None
    label = clean(pair["label"]).strip()
    return Statement({label: clean(pair["word"])}, frozenset((label,)))


def _without_marks(text: str) -> Statement | None:
    """``threads 4 time 0.8 s``: names and numbers in turn, perhaps with units."""
    cells: dict[str, str] = {}
    place = _skipped(text, 0)
    while place < len(text):
        pair = _WORDS.match(text, place)
        if pair is None:
            return None
        place = _skipped(text, pair.end())
        tail = text[place:].split(maxsplit=1)
        unit = tail[0].rstrip(",;") if tail and heading_of_unit(tail[0].rstrip(",;")) else None
        if unit:
            place = _skipped(text, place + len(tail[0]))
        cells[f"{pair['label']} ({unit})" if unit else pair["label"]] = pair["number"]
    return Statement(cells) if len(cells) > 1 else None

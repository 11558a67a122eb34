"""What an output says of how large its problem was: ``Message size: 8 bytes``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from parsers.clean import clean
from parsers.grammar.patterns import Pattern
from parsers.grammar.printed_line import bare_line
from parsers.grammar.words import word_set, words
from parsers.headings.read_heading import read_heading
from parsers.meaning.problem_sizes import GRIDS
from parsers.run_records.records import SCALE

_NUMBER: Final = r"\d[\d,]*(?:\.\d+)?(?:[eE]\+?\d+)?"
_LINE = Pattern(
    r"\s*(?P<label>[A-Za-z#][\w ./()\[\]#-]{0,40}?)\s*[:=]\s*"
    rf"(?P<size>{_NUMBER}(?:\s?[x×]\s?\d+){{0,2}})\s*(?P<unit>[A-Za-z]{{1,9}})?\.?\s*"
)
_BETWEEN = Pattern(r"[,;|]\s+|\s{2,}")
_SIZES: Final = frozenset({"size", "batch"})
_OTHERS: Final = frozenset(
    {
        *("grid", "dims", "global_batch", "seq_len", "hidden_size", "file_size", "buffer_size"),
        *("vector_length", "message", "dim", "nx", "ny", "nz"),
    }
)
"""Names of what has no column of its own, or becomes a size only beside others of its kind."""
_PARTS: Final = word_set(
    "local per each rank ranks gpu gpus core cores proc process processes node nodes thread threads"
    " world comm group pool page cache stack heap output max maximum min minimum"
)
"""Words beside which it is the size of a part, or of something else."""
_UNITS: Final = word_set(
    "b byte bytes kb kib mb mib gb gib tb tib elements element atoms particles cells points rows"
    " samples images tokens dofs bodies"
)


def sizes_said(lines: Iterable[str]) -> dict[str, str]:
    """Return heading -> cell of the sizes that ``lines`` state, each once or the same each time.

    A single letter may count the processes, and so does ``size`` where nothing else counts them.
    """
    stated: dict[str, set[str]] = {}
    counts = False
    parts = (part for line in lines for part in _BETWEEN.split(bare_line(line)))
    for match in filter(None, map(_LINE.fullmatch, parts)):
        label = clean(match["label"]).strip()
        name = read_heading(label).name
        counts = counts or name in SCALE
        is_size = _is_size(label, name) or _is_of_sides(label, match["size"])
        if is_size and (not match["unit"] or match["unit"].lower() in _UNITS):
            heading = f"{label} ({match['unit']})" if match["unit"] else label
            stated.setdefault(heading, set()).add(match["size"])
    return {
        heading: next(iter(sizes))
        for heading, sizes in stated.items()
        if len(sizes) == 1 and (counts or _says_of_what(heading))
    }


def _is_size(label: str, name: str) -> bool:
    heading = read_heading(label)
    is_size = heading.kind == "schema" and name in _SIZES
    return (is_size or name in _OTHERS) and _PARTS.isdisjoint(words(label))


def _is_of_sides(label: str, size: str) -> bool:
    """``Matrix: 512 x 512``."""
    said = words(label)
    return "x" in size.replace("×", "x") and not GRIDS.isdisjoint(said) and _PARTS.isdisjoint(said)


def _says_of_what(heading: str) -> bool:
    return len(heading) > 1 and heading.lower() != "size"

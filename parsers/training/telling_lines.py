"""The lines of a log that may say something of a run, found in the whole text at once.

Most lines of most logs say nothing of a run. To ask each what it is takes ten times as long as to
search all of them for what the others have: their own patterns (``counters``, ``log_summaries``,
``endings``, ``log_settings``, ``plain``) look closely at what is found here.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import accumulate, chain
from typing import Final, NamedTuple

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.grammar.prefixes import BEGINNING, ESCAPE, ESCAPES, LONGEST
from parsers.source import Source
from parsers.training.command_lines import LAUNCHERS
from parsers.training.counters import SPLITS
from parsers.training.cut_line import without_cut_number
from parsers.training.line_kinds import BLANK, QUIET, TELLING, LineKinds
from parsers.training.log_lines import shapes_of
from parsers.training.log_words import slips
from parsers.training.seen_lines import SeenLines

FEW: Final = 64 * 1024
"""Bytes of a text whose lines are asked one by one: to prepare the search takes longer."""
_BLOCK: Final = 1024 * 1024
"""So many bytes are looked through at once, so that memory does not grow with the text."""

_KEPT = Pattern(rf"{TELLING}|{BLANK}+|\{QUIET}+")
"""Lines that may say something, and those between that say nothing, of which the last is kept."""

_POINT: Final = r"['\"\s\[(#:=.-]*"
_PAIR: Final = r"[\s*_>+-]*#?[a-z][\w #./-]*(?:\([^()]*\))?[*_`]*\s*[:=][\s*_`]*\S"
_SLIPS: Final = "|".join(map(slips, ("step", "steps", "epoch", "iteration")))
_ORNAMENTS: Final = r"[\s#*=\-~>+_|]*"
_ANYWHERE: Final = (
    # What counts, with its number; bars.
    r"\bit\s?[=:]\s?\d",
    r"\dit\s*\[",
    rf"(?:steps?|iterations?|iters?|epochs?(?:\s*\(train\))?){_POINT}\d",
    r"batch(?:es)?\s*[:=]?\s*(?:\[|\d+\s*/)",
    r"train(?:ing)?\s*:?\s*(?:\d+\s*|\[\d+/\d+\]\s*)\[",
    r"\[\d+\]\s+[a-z][\w/]*=[\d.+-]",
    rf"{SPLITS}(?:ing)?\s*:?\s*(?:\d+\s*)?\[\s*\d+\s*/\s*\d",
    r"epoch\s*\((?:val|test)\)",
    r"\d/\d+\s*\[",
    r"\d/\d+,?\s+[a-z]*samples",
    # What a run came to.
    r"(?:elapsed|run(?:ning)?|wall|train(?:ing)?|total)[\s_-]*(?:elapsed\s+)?"
    r"(?:time|took|duration|(?:is\s+)?(?:finished|completed?|done)\s+in)[\s:=]*\d",
    rf"(?:^|[^a-z]|\dt){SPLITS}(?:ing)?(?:[^a-z].*)?\d",
    r"(?:elapsed|run|wall|train|total|test|val|/|per|ps|tim|ime).*[:=]\s*[+-]?[\d.,][^:=]*\W*$",
    r"[:=]\s*[+-]?[\d.,][^:=]*(?:/|per|ps|tim|ime)[^:=]*\W*$",
    r"warm(?:ing)?[ _-]?up",
    # How it ended.
    r"due to time limit|walltime \S+ exceeded limit|term_runlimit|cancelled",
    r"keyboardinterrupt\s*$",
    r"(?:error|exception):\s+\S",
    r"out[ _]of[ _]memory|oom[-_ ]?kill|segmentation fault|bus error|terminate called|mpi_abort",
    r"(?:oom|failed|crashed|timed out|timeout|hangs?|hung|diverged)(?:\s*\([^()]*\))?\W*$",
    r"traceback \(most",
    r"(?:srun|slurmstepd|mpirun|prterun|fatal): error:|nccl error:|fatal(?: error)?: [a-z]",
    r"received signal|exited on signal|core dumped|stack smashing|forrtl: |sh: line \d",
    r"exit(?:ed)?(?: with)?(?: exit)? ?code:? [1-9]",
    # Its settings.
    rf"(?:{LAUNCHERS}|torchrun|deepspeed|accelerate launch"
    r"|-m torch\.distributed\.(?:launch|run))\s",
    r"(?:namespace|args|arguments|config|settings|params)\(",
    r"['\"][a-z][\w.-]*['\"]\s*:",
    r"\w \.\.\.+ \S",
    r"(?:per\s+(?:device|gpu)|global)\s*$",
    r"training (?:on|with|across) \d|num_devices: \d",
    r"world[ _]size\s?[:=]?\s?\d",
    rf"(?:\s\s|[,;|]\s){_PAIR}",
)
_AT_START: Final = (
    r"\s*\d+/\d+[\s━╸╺─\[]",
    r"\s*\d+\s+[a-z]+/s",
    r"[\s*>-]*\[\s*\d+\s*/",
    r"\s*\d+\s*[,|:]\s*loss",
    rf"[\s*+•>-]*(?:{_SLIPS}){_POINT}\d",
    r"\s*\*\s+\S",
    r"killed\s*$|aborted",
    r"[\s*_>-]*(?:set-?up|settings?|config(?:uration)?|(?:hyper-?)?parameters?|environment)"
    r"[\s*_]*[:=]",
    _PAIR,
    rf"{_ORNAMENTS}$",
)
"""The same behind nothing but what launchers and loggers put before a line."""
_MARKED: Final = r"\s*(?:#|\*\*|__|```|~~~|[-*+•>]\s|==|--)"
"""What has a meaning at the start of a line of Markdown."""
_HEADING: Final = r"[a-z]\w*-\d|\d\s?[x×]|gpu|node|batch|[a-z]\("
_NAME: Final = rf"{_ORNAMENTS}[A-Z][\w.+-]*(?:\s[\w.+-]+)*{_ORNAMENTS}$"
"""Lines that may be headings where no text stands right above them."""
_STRANGE: Final = r"[\x00-\x08\x0b-\x1f\x7f]|[[\p{L}\p{N}\s]--[\x00-\x7fµμ]]"
"""The patterns know letters, digits and blanks of ASCII alone; a return overwrites a line."""
_IN_ASCII: Final = {
    r"\w": "[0-9A-Za-z_µμ]",
    r"\W": "[^0-9A-Za-z_µμ]",
    r"\d": "[0-9]",
    r"\s": r"[ \t]",
}
"""What classes of characters are in the patterns: those of all scripts make them a hundred times
as large."""


class TellingLine(NamedTuple):
    """A line of a log, 1-based ``number``; ``is_quiet``: it is known to say nothing of a run."""

    number: int
    text: str
    is_quiet: bool


def telling_lines(source: Source, seen: SeenLines, *, markdown: bool) -> Iterator[TellingLine]:
    """Yield the lines that may say something of a run, and the last of those between two of them.

    The last line of all is always among them. Raises ``OSError`` when ``source`` cannot be read.
    """
    if source.size <= FEW:
        for number, line in enumerate(_all_lines(source), 1):
            yield TellingLine(number, line, is_quiet=False)
        return
    headings = None if markdown else _may_be_headings
    kinds = LineKinds(seen, partial(_may_tell, markdown), headings)
    first = 1
    for block in map(_Block, _blocks(source)):
        of_lines = kinds.of(block.shapes, block.line)
        for kept in _KEPT.finditer(of_lines):
            place = kept.end() - 1
            text = block.line(place).decode(errors="replace")
            yield TellingLine(first + place, text, of_lines[place] == QUIET)
        first += len(of_lines)


class _Block:
    """The lines of a block, cut out of it only where they are asked for, and their shapes."""

    def __init__(self, block: bytes) -> None:
        self._block = block
        self.shapes = shapes_of(block)
        self._lengths = list(accumulate(map(len, self.shapes)))

    def line(self, place: int) -> bytes:
        """Return the line at a place, 0-based."""
        end = self._lengths[place] + place
        return self._block[end - len(self.shapes[place]) : end]


def _all_lines(source: Source) -> Iterator[str]:
    lines = source.lines
    if len(lines) == 1:
        return iter(lines)
    return chain(lines[:-1], [without_cut_number(*lines[-2:])])


def _blocks(source: Source) -> Iterator[bytes]:
    """Yield all lines, many at once, without the line feed behind the last of them."""
    with source.open() as file:
        rest = file.read(len(BOM_UTF8)).removeprefix(BOM_UTF8)
        above = b""
        while more := file.read(_BLOCK):
            rest += more
            if (end := rest.rfind(b"\n")) >= 0:
                yield _without_returns(rest[:end])
                above, rest = rest[rest.rfind(b"\n", 0, end) + 1 : end], rest[end + 1 :]
        above, rest = map(_without_returns, (above, rest))
        yield without_cut_number(
            *(each.decode(errors="replace") for each in (above, rest))
        ).encode()


def _without_returns(block: bytes) -> bytes:
    if b"\r" not in block:
        return block
    return block.removesuffix(b"\r").replace(b"\r\n", b"\n")


def _may_tell(markdown: bool, shapes: Sequence[bytes]) -> list[bool]:
    """Whether lines of each shape may say something of a run; of very long ones none can tell."""
    shown = _shown(shapes)
    telling = shown.str.contains(_says_something(markdown))
    if max(map(len, shapes), default=0) > LONGEST:
        telling |= pl.Series([len(shape) > LONGEST for shape in shapes])
    return telling.to_list()


def _may_be_headings(shapes: Sequence[bytes]) -> list[bool]:
    """Whether lines of each shape may be headings without a mark."""
    return _shown(shapes).str.contains(_heading_in_plain_text()).to_list()


def _shown(shapes: Sequence[bytes]) -> pl.Series:
    """What a terminal shows of the shapes.

    No pattern tells a digit from another, but for a code of an exit that is not 0.
    """
    text = b"\n".join(shapes).decode(errors="replace")
    found = pl.Series([text]).str.split("\n").explode()
    return found.str.replace_all(ESCAPES, "") if ESCAPE in text else found


@cache
def _says_something(markdown: bool) -> str:
    at_start = (*_AT_START, _MARKED) if markdown else _AT_START
    telling = "|".join((*_ANYWHERE, f"{BEGINNING}(?:{'|'.join(at_start)})"))
    return f"(?i:{_in_ascii(telling)})|{_STRANGE}"


@cache
def _heading_in_plain_text() -> str:
    return _in_ascii(f"(?i:{_HEADING})|(?i:{BEGINNING}){_NAME}")


def _in_ascii(pattern: str) -> str:
    for letter, meant in _IN_ASCII.items():
        pattern = pattern.replace(letter, meant)
    return pattern

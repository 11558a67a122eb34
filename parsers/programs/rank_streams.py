"""The lines of a file as the programs in it printed them, one stream for each rank that printed.

Escape sequences, what a progress bar overwrote, and the prefixes of launchers are taken off here,
so that a pattern need not know of them. A prefix is believed where what a known program prints
first stands behind it: ``8: 3.1`` alone may be a result.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType
from typing import Final, NamedTuple

from parsers.grammar.patterns import Pattern
from parsers.grammar.prefixes import last_state
from parsers.source import Source
from parsers.training.endings import read_ending

_TIME_ENDS: Final = r"(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\]?(?: [A-Z]{4,8}\| \[std(?:out|err)\])?"
_NAME: Final = r"[^\s:|<>\"'()=\[\]]"
_KINDS: Final = (
    Pattern(rf"(?P<rank>)\[?(?:\d{{4}}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d{_TIME_ENDS} ?"),  # a CI server
    # mpirun --tag-output, and --timestamp-output with it
    Pattern(
        r"(?:\w{3} \w{3} [\d ]\d \d\d:\d\d:\d\d \d{4})?(?P<rank>\[\d+,\d+\])<std(?:out|err)> ?: ?"
    ),
    Pattern(r" *(?P<rank>\d+): ?"),  # srun --label
    Pattern(r"(?P<rank>\[\d+\]) "),  # mpiexec.hydra -prepend-rank
    Pattern(r"(?P<rank>\[(?:rank|default)[ _]?\d+\]):? ?"),  # torchrun
    # pdsh, clush, parallel-ssh; so begins what fio says of a job, too.
    Pattern(r"(?P<rank>[A-Za-z][\w.-]*\d[\w.-]*): (?!\(g(?:roupid)?=\d)"),
    Pattern(r"(?P<rank>[\w.-]{1,64}) +\| (?:\[\d+\] )?"),  # docker compose
    Pattern(rf"(?P<rank>(?P<file>{_NAME}*[./]{_NAME}*)):(?:\d+:)?"),  # grep over several files
    Pattern(r"(?P<rank>>(?: ?>)*)(?: |$)"),  # a mail that quotes another
    Pattern(r"(?P<rank>)(?:\w+ *: ?\w+ *: ?)?\[ *\d+\.\d{6}\] ?"),  # the log of a kernel
)
_WORD: Final = Pattern(r"(?P<word>[A-Za-z][\w-]*): (?=#)")
"""What a script calls the output behind it: before a comment, as names stand before results."""
_ORIGINS: Final = {"file": "file", "section": "word"}
_ESCAPED: Final = Pattern(r"\s*\\(?=#)")
"""A comment in a Markdown document, where it would be a heading."""
_DIGITS: Final = Pattern(r"[\d ]")


class Stream(NamedTuple):
    """What one rank printed: a ``text`` of whole lines, each with its number in the file.

    ``origin`` has the ``file`` that the lines were picked from, where they say so, or the
    ``section`` that a script calls them.
    """

    numbers: Sequence[int]
    text: str
    starts: Sequence[int]
    origin: Mapping[str, str] = MappingProxyType({})

    def line_at(self, place: int) -> int:
        """Return the number in the file of the line that holds the character at ``place``."""
        return self.numbers[bisect_right(self.starts, place) - 1]

    def lines(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Yield the place and the text of each line that begins in ``start`` to ``end``."""
        for at in range(max(bisect_right(self.starts, start) - 1, 0), len(self.starts)):
            place = self.starts[at]
            if place >= end:
                return
            yield place, self.text[place : self.text.find("\n", place)]


def streams_of(source: Source, marks: Sequence[str]) -> list[Stream]:
    """Return the streams of ``source``; ``marks`` are texts that known programs begin with.

    A last line that is cut off is left out, as half a number is a wrong one. It is taken for whole
    where it looks like the one before, as the rows of a table do.
    """
    lines = source.lines
    whole = lines if [*map(_shape, lines[-2:-1])] == [_shape(lines[-1])] else lines[:-1]
    shown = [
        _ESCAPED.sub("", last_state(line), 1) if "\\#" in line else last_state(line)
        for line in whole
    ]
    kinds = _kinds_in_use(shown, marks)
    if not kinds:
        return [_stream(range(1, len(shown) + 1), shown)]
    parts: dict[str, tuple[list[int], list[str]]] = {}
    origins: dict[str, dict[str, str]] = {}
    for number, line in enumerate(shown, start=1):
        rank, origin, text = _split(line, kinds)
        parts.setdefault(rank, ([], []))
        origins |= {rank: origin} if origin else {}
        # What ends a job stands behind no prefix, and ends what each of the ranks printed.
        ends_all = not rank and read_ending(number, text) is not None
        for numbers, texts in parts.values() if ends_all else (parts[rank],):
            numbers.append(number)
            texts.append(text)
    # One word before all lines, as a logger has, tells none of them from others.
    alone = sum("section" in each for each in origins.values()) == 1
    return [
        _stream(*part, {} if alone and "section" in origin else origin)
        for rank, part in parts.items()
        for origin in [origins.get(rank, {})]
    ]


def _shape(line: str) -> str:
    """A line as numbers of any value in their places, which every row of a table shares."""
    return _DIGITS.sub("0", line)


def _stream(
    numbers: Sequence[int], lines: Sequence[str], origin: Mapping[str, str] = MappingProxyType({})
) -> Stream:
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))[:-1]
    return Stream(numbers, "".join(f"{line}\n" for line in lines), starts, origin)


def _kinds_in_use(lines: Sequence[str], marks: Sequence[str]) -> list[Pattern]:
    found: list[Pattern] = []
    words: dict[str, None] = {}
    for line in lines:
        if any(mark in line for mark in marks):
            for kind in _KINDS:
                match = kind.match(line)
                if match and _is_prefix(match, line, marks):
                    found += [] if kind in found else [kind]
                    break
            else:
                match = _WORD.match(line)
                words |= {match["word"]: None} if match and _is_prefix(match, line, marks) else {}
    # Only those words: a result of STREAM begins with one, too.
    chosen = "|".join(map(re.escape, words))
    return [*found, Pattern(rf"(?P<rank>(?P<word>{chosen})): ")] if words else found


def _is_prefix(match: re.Match[str], line: str, marks: Sequence[str]) -> bool:
    """Whether what ``match`` found stands before what a program prints.

    A path before a number is no file: Google Benchmark calls a row ``BM_copy/size:8``.
    """
    behind = line[match.end() :]
    is_row = "file" in match.re.groupindex and behind[:1].isdigit()
    return not is_row and any(mark in behind for mark in marks)


def _split(line: str, kinds: Sequence[Pattern]) -> tuple[str, dict[str, str], str]:
    """The rank that printed a line, where it comes from, and the line without both."""
    for kind in kinds:
        if match := kind.match(line):
            found = match.groupdict()
            origin = {name: found[group] for name, group in _ORIGINS.items() if found.get(group)}
            return found["rank"], origin, line[match.end() :]
    return "", {}, line

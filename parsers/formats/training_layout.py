"""How a document with training logs is laid out: headings, settings, and result lines below them.

Headings are Markdown's where the document is Markdown. Elsewhere a line is a heading when it says
what only headings say and leads to results: nothing but other headings between it and them.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from math import nan
from sys import intern
from typing import Any, Final

import polars as pl

from parsers.clean import clean
from parsers.formats.training_facts import setting
from parsers.formats.training_headings import Title, read_title
from parsers.formats.training_lines import Entry, printed, read_entry
from parsers.patterns import Pattern
from parsers.source import Source


@dataclass(slots=True)
class Block:
    """A heading, or the settings below one, and the place of its text.

    ``level``: 0 for the file itself, 1 to 6 as in Markdown, deeper for headings without marks,
    half a level below their heading for settings. ``blank``: no text stands under it.
    """

    line: int
    level: float
    title: Title = field(default_factory=Title)
    text: str = ""
    settings: bool = False
    blank: bool = True


@dataclass(slots=True)
class Layout:
    """The blocks of a document in order, and the quantities below them.

    ``entries``: one row per quantity: ``block`` (its place in ``blocks``), ``line``, ``rank``
    (the launcher's prefix or null), ``step``, ``epoch``, ``metric``, ``value``, ``unit``.
    ``unread``: lines that begin like result lines and could not be read, with their text.
    """

    blocks: list[Block]
    entries: pl.DataFrame
    unread: list[tuple[int, str]]


_MARKDOWN_NAMES: Final = (".md", ".markdown", ".mkd", ".mdown")
_HASHES = Pattern(r" {0,3}(#{1,6})(?:(?=\s)|(?<=##)(?=\w))(.*)")
_BOLD = Pattern(r"\s*(?:\*\*|__)([^*_].*?)(?:\*\*|__)\s*:?\s*\Z")
_FENCE = Pattern(r"\s*(?:```|~~~)")
_UNDERLINE = Pattern(r" {0,3}(?:==+|--+)\s*\Z")
_BULLET = Pattern(r"\s*[-*+•>]\s*\S")
_SETUP = Pattern(
    r"[\s*_>-]*(?:set-?up|settings?|config(?:uration)?|(?:hyper-?)?parameters?|environment)"
    r"[\s*_]*[:=][\s*_]*(?P<settings>[^{}<>]+)\Z",
    re.IGNORECASE,
)
_KEY_AND_VALUE = Pattern(
    r"[\s*_>+-]*(?P<name>[A-Za-z][\w .-]{0,30}?)[*_`]*\s*[:=]"
    r"[\s*_`]*(?P<value>\S.{0,80}?)[*_`\s]*\Z"
)
_COLUMN_GAP = Pattern(r"\s{2,}")
_WORTH_READING = Pattern(r"[a-z]\w*-\d|\d\s?[x×]|gpu|node|batch|[a-z]\(", re.IGNORECASE)
_PROGRAM_OUTPUT = Pattern(r"\d:\d\d|\b(?:DEBUG|INFO|WARN|WARNING|ERROR)\b|[{}<>$\\]|://")
_NAME_ALONE = Pattern(r"[A-Z][\w.+-]*(?: [\w.+-]+){0,5}")
_BOLD_LEVEL: Final = 7.0
_SECTION, _MODEL, _SCALE, _RESULT = 8.0, 9.0, 10.0, 11.0
_ORNAMENTS: Final = " \t#*=-~>+_|"
"""What stands around a line that is meant to stand out: ``==> 4 GPUs``, ``--- 8 GPUs ---``."""
_LONGEST_PLAIN: Final = 200
_APART: Final = 50
"""Lines between two result lines of one run, at most; anything may be printed between them."""


def lay_out(source: Source) -> Layout:
    """Return the layout of ``source``."""
    reading = _Reading(is_markdown(source))
    for number, line in enumerate(source.lines, 1):
        # A progress bar overwrites its line: what stood there before is as good as a line.
        for text in line.split("\r"):
            reading.read(number, text)
    return Layout(reading.blocks, reading.rows.frame(), reading.unread)


def is_markdown(source: Source) -> bool:
    """Tell whether a line with ``#`` in front is a heading there, not a comment."""
    if source.path.suffix.lower() in _MARKDOWN_NAMES:
        return True
    head = source.head.decode("utf-8", errors="replace")
    return any(re.match(r"##+ [^#]+\Z", line) for line in head.splitlines())


def has_results(source: Source) -> bool:
    """Tell whether lines in the head of ``source`` say, one after the other, how fast a run went.

    A single such line may be a sentence, or an excerpt quoted in a text about something else.
    """
    last = None
    head = source.head.decode("utf-8", errors="replace")
    for number, line in enumerate(re.split(r"[\r\n]+", head)):
        entry = read_entry(printed(line)[1])
        if entry is not None and entry.tells_speed():
            if last is not None and number - last <= _APART:
                return True
            last = number
    return False


class _Rows:
    """Columns of quantities, kept compact: a log may have millions."""

    def __init__(self) -> None:
        self.block, self.line = array("L"), array("L")
        self.step, self.epoch, self.value = array("d"), array("d"), array("d")
        self.rank: list[str | None] = []
        self.metric: list[str] = []
        self.unit: list[str | None] = []

    def add(self, block: int, line: int, rank: str | None, entry: Entry) -> None:
        """Append the quantities of one line."""
        for quantity in entry.quantities:
            self.block.append(block)
            self.line.append(line)
            self.rank.append(rank and intern(rank))
            self.step.append(nan if entry.step is None else entry.step)
            self.epoch.append(nan if entry.epoch is None else entry.epoch)
            self.metric.append(quantity.metric)
            self.value.append(quantity.value)
            self.unit.append(quantity.unit)

    def frame(self) -> pl.DataFrame:
        """Return the columns as a frame, as ``Layout.entries`` says."""
        return pl.DataFrame(
            {
                "block": pl.Series(self.block, dtype=pl.UInt32),
                "line": pl.Series(self.line, dtype=pl.UInt32),
                "rank": pl.Series(self.rank, dtype=pl.String),
                "step": pl.Series(self.step, dtype=pl.Float64).fill_nan(None),
                "epoch": pl.Series(self.epoch, dtype=pl.Float64).fill_nan(None),
                "metric": pl.Series(self.metric, dtype=pl.String),
                "value": pl.Series(self.value, dtype=pl.Float64),
                "unit": pl.Series(self.unit, dtype=pl.String),
            }
        )


class _Reading:
    """The state between two lines."""

    def __init__(self, markdown: bool) -> None:
        self.blocks = [Block(1, 0.0)]
        self.rows = _Rows()
        self.unread: list[tuple[int, str]] = []
        self._markdown = markdown
        self._fenced = False
        self._epoch: float | None = None
        self._home = 0
        self._has_results = False
        self._paragraph: tuple[int, str] | None = None
        self._pending: list[tuple[Block, bool]] = []

    def read(self, number: int, line: str) -> None:
        """Read one line, 1-based ``number``."""
        rank, text = printed(line)
        if not text or text.isspace():
            self._paragraph = None
        elif self._markdown and _FENCE.match(text):
            self._fenced = not self._fenced
        elif not (
            self._heading(number, text)
            or self._result(number, rank, text)
            or self._settings(number, text)
            or self._plain_heading(number, text)
        ):
            self._paragraph = (number, text)
            self.blocks[self._home].blank = False

    def _heading(self, number: int, text: str) -> bool:
        """Take a heading with Markdown's marks; ``### Epoch 2`` only says where the log stands."""
        if not self._markdown or self._fenced:
            return False
        level, title = 0.0, ""
        if match := _HASHES.match(text):
            level, title = float(len(match[1])), match[2].rstrip().rstrip("#").strip()
        elif match := _BOLD.match(text):
            level, title = _BOLD_LEVEL, match[1]
        elif _UNDERLINE.match(text) and self._paragraph is not None:
            level = 1.0 if "=" in text else 2.0
            number, title = self._paragraph
        if not level or ((entry := read_entry(title)) is not None and entry.leads):
            return False
        self._open(Block(number, level, read_title(clean(title)), clean(title)))
        return True

    def _open(self, block: Block) -> None:
        self.blocks.append(block)
        self._pending.clear()
        self._home = len(self.blocks) - 1
        self._paragraph = self._epoch = None
        self._has_results = False

    def _result(self, number: int, rank: str | None, text: str) -> bool:
        entry = read_entry(text)
        if entry is None:
            return False
        if entry.quantities:
            if entry.epoch is None:
                entry = entry._replace(epoch=self._epoch)
            self._commit(to_result=False)
            self._has_results = True
            self._paragraph = None
            self.rows.add(self._home, number, rank, entry)
            return True
        if not entry.leads:
            return False
        if entry.unexplained or (entry.step is not None and _BULLET.match(text)):
            self.unread.append((number, clean(text.strip())))
        elif entry.step is None:
            self._epoch = entry.epoch
        return True

    def _settings(self, number: int, text: str) -> bool:
        """Take a line of settings: after the word ``Setup:``, or as a name and its value."""
        facts: dict[str, Any] = {}
        names: tuple[str, ...] = ()
        if match := _SETUP.match(text):
            title = read_title(clean(match["settings"]), setup=True)
            facts, names = title.facts, tuple(filter(_NAME_ALONE.fullmatch, title.names))
        elif not self._has_results:
            pairs = map(_KEY_AND_VALUE.match, _COLUMN_GAP.split(text) if "  " in text else [text])
            for pair in filter(None, pairs):
                facts |= setting(clean(pair["name"]), clean(pair["value"])) or {}
        if not facts and not names:
            return False
        self._commit(to_result=False)
        self.blocks[self._home].blank = False
        block = self.blocks[-1]
        if not block.settings or self._has_results:
            level = block.level if block.settings else block.level + 0.5
            block = Block(number, level, Title(), settings=True, blank=False)
            self.blocks.append(block)
            if self._has_results:
                self._home = len(self.blocks) - 1
                self._has_results = False
        block.title = Title((*block.title.names, *names), block.title.facts | facts)
        return True

    def _plain_heading(self, number: int, text: str) -> bool:
        """Take a line without marks that may be a heading, and keep it until results follow."""
        text = clean(text.strip(_ORNAMENTS))
        if self._markdown or self._paragraph is not None or not 0 < len(text) <= _LONGEST_PLAIN:
            self._pending.clear()
            return False
        worth = _WORTH_READING.search(text) or _NAME_ALONE.fullmatch(text)
        title = read_title(text) if worth and not _PROGRAM_OUTPUT.search(text) else Title()
        level, sure = _plain_level(text, title)
        if not level:
            self._pending.clear()
            return False
        self._pending.append((Block(number, level, title, text), sure))
        if level == _RESULT:
            self._commit(to_result=True)
        return True

    def _commit(self, *, to_result: bool) -> None:
        """Open the headings kept; those that may be any text only above one with a result."""
        for block, sure in list(self._pending):
            if to_result or sure:
                self._open(block)
        self._pending.clear()


def _plain_level(text: str, title: Title) -> tuple[float, bool]:
    """Return the level of a line without marks, 0 when it is no heading, and whether that is sure.

    A name alone, or one with a batch size in a sentence, may be anything a program prints.
    """
    headline = title.headline
    if headline is not None and (headline.certain or re.search(r"\w-\d+\.\d+\Z", text)):
        return _RESULT, True
    if headline is not None:
        return 0.0, False
    if not title.facts:
        return (_MODEL, False) if _NAME_ALONE.fullmatch(text) else (0.0, False)
    if not title.names:
        return (_SCALE if title.facts.keys() <= {"device", "devices"} else _SECTION), True
    sized = title.facts.keys() & {"batch", "device"}
    if sized:
        return _MODEL, len(sized) == 2 or " " not in text
    return (_SECTION, True) if "," in text and len(title.facts) > 1 else (0.0, False)

"""How a document with training logs is laid out: headings, settings, and result lines below them.

Headings are Markdown's where the document is Markdown. Elsewhere a line is a heading when it says
what only headings say and leads to results: nothing but other headings between it and them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import nan
from typing import Final

from parsers.clean import clean
from parsers.grammar.patterns import Pattern
from parsers.grammar.prefixes import one_each, printed, states
from parsers.source import Source
from parsers.training.counters import ends_warm_up
from parsers.training.endings import Ending, read_ending, weightier
from parsers.training.headings import Title, read_title
from parsers.training.log_lines import LogEntry, read_entry
from parsers.training.log_settings import read_pairs, read_settings
from parsers.training.log_summaries import read_summary
from parsers.training.markdown_marks import CLAIM, FENCE, is_markdown, marked
from parsers.training.plain import LONGEST, ORNAMENTS, RESULT, SCALE, plain_heading
from parsers.training.position import Position
from parsers.training.rows import LogRows
from parsers.training.seen_lines import ResultShape, SeenLines
from parsers.training.telling_lines import telling_lines


@dataclass(slots=True)
class LogBlock:
    """A heading, or the settings below one, and the place of its text.

    ``level``: 0 for the file itself, 1 to 6 as in Markdown, deeper for headings without marks,
    half a level below their heading for settings. ``blank``: no text stands under it. ``anew``: the
    settings are of another run than the one before. ``ending``: what says that the run did not end
    well.
    """

    line: int
    level: float
    title: Title = field(default_factory=Title)
    text: str = ""
    settings: bool = False
    blank: bool = True
    anew: bool = False
    ending: Ending | None = None


@dataclass(slots=True)
class Layout:
    """The blocks of a document in order, and the quantities below them.

    ``unread``: lines that begin like result lines and could not be read, with their text.
    ``cut_off``: the last line, where no line feed ends it.
    """

    blocks: list[LogBlock]
    rows: LogRows
    unread: list[tuple[int, str]]
    cut_off: int | None = None


_BULLET = Pattern(r"\s*[-*+•>]\s*\S")
_BULLET_LEVEL, _CLAIM_LEVEL = 6.5, 99.0
_COUNTS: Final = frozenset({"devices", "nodes", "ranks", "threads"})
_OF_A_RUN: Final = ("devices", "device", "nodes", "devices_per_node", "ranks", "batch")


def lay_out(source: Source) -> Layout:
    """Return the layout of ``source``."""
    markdown = is_markdown(source)
    reading, seen = _Reading(markdown), SeenLines(markdown=markdown)
    number, line = 1, ""
    for number, line, is_quiet in telling_lines(source, seen, markdown=markdown):
        if is_quiet:
            reading.pass_over(number, printed(line)[1] if markdown else line)
            continue
        # A progress bar overwrites its line: what stood there before is as good as a line.
        for text in states(line):
            known = seen.result(text)
            if known is not None and reading.read_again(number, text, known):
                continue
            if text and seen.is_quiet(text):
                reading.pass_over(number, printed(text)[1] if markdown else text)
            else:
                for piece in one_each(text):
                    if reading.read(number, piece):
                        seen.keep(piece)
    cut_off = number if line else None
    return Layout(reading.blocks, reading.rows, reading.unread, cut_off)


_IN_ALL = Pattern(r"(?i)\W*(?:epochs|steps|iterations)\W*[:=]\W*\d+\W*\Z")
"""How many there will be, where the singular says how many there have been."""


class _Reading:
    """The state between two lines."""

    def __init__(self, markdown: bool) -> None:
        self.blocks = [LogBlock(1, 0.0)]
        self.rows = LogRows()
        self.unread: list[tuple[int, str]] = []
        self._markdown = markdown
        self._fenced = False
        self._home = 0
        self._place = Position()
        self._next: tuple[int, Title] | None = None
        self._counted: tuple[str, int] | None = None
        self._warmed = False
        self._paragraph: tuple[int, str] | None = None
        self._pending: list[tuple[LogBlock, bool]] = []

    def read(self, number: int, line: str) -> bool:
        """Read one line, 1-based ``number``; tell whether it states results or a place in a run."""
        rank, text = printed(line)
        if self._place.has_results and ends_warm_up(text):
            self._warmed = True
        if not text or text.isspace():
            self._paragraph = None
        elif self._markdown and FENCE.match(text):
            self._fenced = not self._fenced
        elif self._heading(number, text):
            return False
        elif self._result(number, rank, text):
            return True
        elif not (
            self._settings(number, text)
            or self._bullet(number, text)
            or self._ending(number, text)
            or self._plain_heading(number, text)
        ):
            self.pass_over(number, text)
        return False

    def read_again(self, number: int, line: str, known: ResultShape) -> bool:
        """Read a line of a shape that was read before; tell whether it is of that kind again."""
        waits = self._next or self._pending or self._warmed
        if known.alike is not None and self._place.goes_on and not waits:
            self.rows.add_alike(self._home, number, line, known.alike, self._place.epoch)
            self._place.follow_step(self.rows.epoch[-1])
            self._paragraph = None
            return True
        rank, text = line[: known.prefix].strip(), line[known.start :]
        return self._take(number, rank or None, text, known.shape.entry(text))

    def pass_over(self, number: int, text: str) -> None:
        """Take a line that says nothing of a run, so that no heading leads to what follows."""
        self._pending.clear()
        self._paragraph = (number, text)
        self.blocks[self._home].blank = False

    def _heading(self, number: int, text: str) -> bool:
        """Take a heading with Markdown's marks; ``### Epoch 2`` only says where the log stands."""
        if not self._markdown or self._fenced:
            return False
        found = marked(text, self._paragraph is not None)
        if found is None:
            return False
        level, title = found
        if title is None and self._paragraph is not None:
            number, title = self._paragraph
        if title is None or ((entry := read_entry(title)) is not None and entry.leads):
            return False
        block = LogBlock(number, level, read_title(clean(title)), clean(title))
        if _continues(self.blocks[-1], block):
            self.blocks[-1].title = self.blocks[-1].title.with_settings(block.title)
        else:
            self._open(block)
        return True

    def _open(self, block: LogBlock) -> None:
        self.blocks.append(block)
        self._pending.clear()
        self._home = len(self.blocks) - 1
        self._paragraph = self._next = self._counted = None
        self._place = Position()

    def _result(self, number: int, rank: str | None, text: str) -> bool:
        entry = read_entry(text)
        if entry is None and self._place.has_results:
            entry = read_summary(text, self._place.split)
        return entry is not None and self._take(number, rank, text, entry)

    def _take(self, number: int, rank: str | None, text: str, entry: LogEntry) -> bool:
        """Take what a line states, and tell whether it is anything."""
        entry = self._place.located(entry)
        if entry.quantities:
            self._keep(number, rank, entry)
            return True
        if not entry.leads or _IN_ALL.match(text):
            return entry.split is not None
        if entry.unexplained or (entry.step is not None and _BULLET.match(text)):
            self.unread.append((number, clean(text.strip())))
        elif entry.step is None:
            self._place.enter(entry.epoch)
        return True

    def _keep(self, number: int, rank: str | None, entry: LogEntry) -> None:
        """Keep what a line states, under the settings before it if they are of another run.

        Where a line says of how many devices it is, it is no step of a run on another number.
        """
        if entry.counted is not None and entry.counted != self._counted and self._place.has_results:
            self._next = self._next or (number, Title((), dict((entry.counted,))))
            self._place.done = True
        self._counted = entry.counted or self._counted
        if self._place.begins_anew(entry):
            if self._warmed:
                self.rows.forget(self._home)
                self._place = Position()
            if self._next is not None:
                self._set(*self._next)
            elif self._place.done:
                self._set(number, Title())
        self._next, self._warmed = None, False
        if self._pending:
            self._commit(to_result=False)
        self._place.follow(entry)
        if self._place.recovers(entry):
            self.blocks[self._home].ending = None
        self._paragraph = None
        if entry.counted is not None:
            self.blocks[self._home].title.facts.setdefault(*entry.counted)
        self.rows.add(self._home, number, rank, entry)

    def _settings(self, number: int, text: str) -> bool:
        """Take a line of settings; amid results it may be of the run that comes next."""
        title = read_settings(text)
        if title is None and (title := read_pairs(text)) is not None and self._place.has_results:
            if not title.facts:
                self._claim(title)
                return True
            line, before = self._next or (number, Title())
            self._next = (line, before.with_settings(title))
            return True
        if title is None:
            return False
        self._commit(to_result=False)
        self._set(number, title)
        return True

    def _claim(self, title: Title) -> None:
        """Add what a line claims of a run to the heading of that run, which claims nothing yet."""
        block = self.blocks[self._home]
        if block.title.headline is None and block.title.speedup is None:
            block.title = replace(block.title.with_settings(title), headline=title.headline)

    def _bullet(self, number: int, text: str) -> bool:
        """Take a bullet that states a result, as a heading does elsewhere, until results follow."""
        if not self._markdown or not (match := CLAIM.match(text)):
            return False
        bare = clean(match["claim"])
        title = read_title(bare)
        if title.headline is None or not title.headline.certain:
            return False
        named = title.headline.name or title.names or "hosts" in title.facts
        if named or not self._place.has_results:
            level = _BULLET_LEVEL if named else _CLAIM_LEVEL
            self._pending.append((LogBlock(number, level, title, bare), True))
        return True

    def _set(self, number: int, title: Title) -> None:
        """Add ``title`` to the settings in force; after results they are those of another run."""
        self.blocks[self._home].blank = False
        block, after = self.blocks[-1], self._place.has_results or self._place.done
        if not block.settings or after:
            level = block.level if block.settings else block.level + 0.5
            kept = Title() if "benchmark" in title.facts or not block.settings else block.title
            kept = kept.only_settings()
            if after and self._counted is not None:
                # Its own lines said so of the run before, and of no other.
                kept.facts.pop(self._counted[0], None)
            block = LogBlock(number, level, kept, settings=True, blank=False)
            block.anew = after
            self.blocks.append(block)
            if after:
                self._home = len(self.blocks) - 1
                self._place = Position()
        block.title = block.title.with_settings(title)

    def _ending(self, number: int, text: str) -> bool:
        """Take a line that says how the run ended, if not well."""
        ending = read_ending(number, text)
        if ending is None:
            return False
        if self._next is not None and len(self._next[1].facts.keys() & {*_OF_A_RUN}) > 1:
            self._set(*self._next)
            self._next = None
        home = self.blocks[self._home]
        home.ending = weightier(home.ending, ending)
        home.blank = False
        rows = self.rows
        at = (rows.epoch[-1], rows.step[-1]) if self._place.has_results else (nan, nan)
        self._place.fail(*at)
        return True

    def _plain_heading(self, number: int, text: str) -> bool:
        """Take a line without marks that may be a heading, and keep it until results follow."""
        bare = text.strip(ORNAMENTS)
        set_off, text = bare != text.strip(), clean(bare)
        if not text and not self._markdown and self._pending:
            block, _ = self._pending[-1]
            self._pending[-1] = (block, number == block.line + 1 or self._pending[-1][1])
            return True
        if self._markdown or not 0 < len(text) <= LONGEST:
            self._pending.clear()
            return False
        level, sure, title = plain_heading(text, set_off=set_off)
        # Behind other text only a count and nothing else is no part of that.
        counts = level == SCALE and not _COUNTS.isdisjoint(title.facts)
        if not level or (self._paragraph is not None and not counts):
            self._pending.clear()
            return False
        self._pending.append((LogBlock(number, level, title, text), sure))
        if level == RESULT:
            self._commit(to_result=True)
        return True

    def _commit(self, *, to_result: bool) -> None:
        """Open the headings kept; those that may be any text only above one with a result."""
        kept = list(self._pending)
        for (below, _), (block, _) in pairwise(reversed(kept)):
            # Nothing stands between the two, so that the first is meant to hold for the second.
            block.level = min(block.level, below.level - 0.5)
        for block, sure in kept:
            if block.level == _CLAIM_LEVEL:
                self._claim(block.title)
            elif to_result or sure:
                self._open(block)
        self._pending.clear()


def begun_at(blocks: list[LogBlock], place: int) -> int | None:
    """Return the line where the run of a block without results says how large it was to be."""
    for block in blocks[place : place + 2]:
        own = block is blocks[place] or block.settings
        if own and not block.title.facts.keys().isdisjoint(_OF_A_RUN):
            return block.line
    return None


def _continues(before: LogBlock, block: LogBlock) -> bool:
    """Tell whether a heading goes on with facts of its own where the one before it left off."""
    facts = before.title.facts
    alone = not before.settings and before.blank and before.level == block.level
    return (
        alone
        and bool(facts)
        and facts.keys().isdisjoint(block.title.facts)
        and block.title == (Title((), block.title.facts))
        and before.title == Title((), facts)
    )

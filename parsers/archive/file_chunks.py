"""Inputs -> chunks: so many files or bytes as a worker reads before it says that they are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from parsers.archive.manifest import digest
from parsers.inputs.inputs import Input
from parsers.inputs.seen import Seen

_MOST_BYTES: Final = 5_000_000
"""Of a chunk; one that is larger is a chunk of its own."""
MOST_FILES: Final = 500
"""Ten seconds of small files: what is lost where a worker dies, and what one part has at least."""


class Waiting(NamedTuple):
    """A file that is to be read, and what it looks like."""

    item: Input
    seen: Seen


class Chunk(NamedTuple):
    """What one worker reads at a time. ``sequence`` is the number of its commit.

    ``passed`` says by the place in ``files`` which are to be left out, and why.
    """

    sequence: int
    files: tuple[Waiting, ...]
    passed: tuple[tuple[int, str], ...] = ()

    @property
    def digest(self) -> str:
        """A name for these files as they are now."""
        told = ((item.path, seen.size, seen.changed, item.overrides) for item, seen in self.files)
        return digest(*told)

    @property
    def size(self) -> int:
        """How many bytes there are to read."""
        return sum(seen.size for _, seen in self.files)


def chunks(
    waiting: Iterable[Waiting], first: int, files: int = MOST_FILES, size: int = _MOST_BYTES
) -> Iterator[Chunk]:
    """Yield chunks of at most so many ``files`` and bytes, in order, numbered from ``first`` on."""
    taken: list[Waiting] = []
    held = 0
    for each in waiting:
        if taken and (len(taken) == files or held + each.seen.size > size):
            yield Chunk(first, tuple(taken))
            first, taken, held = first + 1, [], 0
        taken.append(each)
        held += each.seen.size
    if taken:
        yield Chunk(first, tuple(taken))

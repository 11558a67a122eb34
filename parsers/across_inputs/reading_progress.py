"""How far the reading of many inputs has come, and the wish to read no further."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from parsers.input_reading import InputReading
from parsers.inputs.inputs import Input
from parsers.notes import Note


@dataclass
class ReadingProgress:
    """What the thread that reads says to those that wait for it.

    ``read`` of the ``total`` inputs are read, which is null until all are found, with ``runs`` runs
    in them; ``name`` is the input that is being read. Once it ``is_stopped`` no other is begun.
    """

    total: int | None = None
    read: int = 0
    runs: int = 0
    name: str = ""
    is_stopped: bool = False

    @property
    def is_partial(self) -> bool:
        """Whether inputs were left out."""
        return self.is_stopped and self.read < (self.total or 0)

    def stop(self) -> None:
        """Have no further input read: what is read so far is what there is."""
        self.is_stopped = True

    def each(
        self,
        inputs: Sequence[Input],
        known: Callable[[Input], InputReading | None],
        read: Callable[[Input], InputReading],
    ) -> Iterator[InputReading]:
        """Yield what is ``known`` of inputs, and what is ``read`` of the others until stopped."""
        self.total = len(inputs)
        for item in inputs:
            reading = known(item)
            if reading is None:
                if self.is_stopped:
                    continue
                self.name = item.name or item.path
                reading = read(item)
            self.read += 1
            self.runs += reading.report.runs
            yield reading

    def left_out(self, inputs: Sequence[Input], readings: Sequence[InputReading]) -> list[Note]:
        """Return what is to be known of inputs that were not read."""
        if not self.is_partial:
            return []
        done = {each.item for each in readings}
        first = next((item for item in inputs if item not in done), inputs[-1])
        text = f"reading was stopped: {self.read:,} of {self.total:,} files are read"
        return [Note("error", f"{text}, this and others are not", first.source.name)]

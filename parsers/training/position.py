"""Where in a run the lines of a log stand: its epoch, its first counter, whether it is over."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import Final

from parsers.training.log_lines import LogEntry, LogQuantity

_AGAIN = {
    "loss": "test_loss",
    "accuracy": "test_accuracy",
    "epoch_time": "test_time",
    "step_time": "test_step_time",
}
"""What the bar of an epoch measures where another bar of that epoch went before it."""
_ON: Final = 3
"""So many steps past the place where a run failed are no rest of what it had in hand."""


@dataclass(slots=True)
class Position:
    """The place of a line in its run.

    ``epoch``: the one that a line of its own named. ``last``: the one that results were last of.
    ``split``: the test or validation that the lines are about. ``done``: the run is over.
    """

    has_results: bool = False
    done: bool = False
    epoch: float | None = None
    last: float | None = None
    split: str | None = None
    _first: tuple[float | None, float | None] | None = None
    _bars: int = 0
    _failed_at: tuple[float, float] | None = None
    _since: int = 0

    def enter(self, epoch: float | None) -> None:
        """Take note of a line that only names an epoch."""
        self.epoch = epoch
        self._bars = 0

    def located(self, entry: LogEntry) -> LogEntry:
        """Return ``entry`` with what the lines before it say of its place."""
        if entry.split is not None:
            self.split = entry.split
        elif entry.step is not None:
            self.split = None
        if entry.of_epoch and self.epoch is None:
            return entry._replace(quantities=())
        if entry.of_epoch and self._bars:
            entry = entry._replace(quantities=tuple(map(_of_test, entry.quantities)))
        epoch = self.epoch
        if entry.step is None and epoch is None:
            epoch = self.last
        if entry.epoch is not None or epoch is None or entry.final:
            return entry
        return entry._replace(epoch=epoch)

    def begins_anew(self, entry: LogEntry) -> bool:
        """Tell whether ``entry`` stands where this run began, or before that."""
        if not self.has_results:
            return self.done
        step, epoch = self._first or (None, None)
        later = None not in (epoch, entry.epoch) and (entry.epoch or 0) > (epoch or 0)
        if step is not None:
            return entry.step is not None and entry.step <= step and not later
        return None not in (epoch, entry.epoch) and not later

    @property
    def goes_on(self) -> bool:
        """Whether one more step is of this run, whatever its counter: nothing said it is over."""
        return self.has_results and not self.done

    def fail(self, epoch: float, step: float) -> None:
        """Take note that the run failed where ``epoch`` and ``step`` say, NaN where not known."""
        self.done = True
        if self._failed_at is None:
            self._failed_at = _place(epoch, step)
        self._since = 0

    def recovers(self, entry: LogEntry) -> bool:
        """Tell whether ``entry`` shows that a run went on past where it failed: it was resumed."""
        if self._failed_at is None or (entry.step is None and entry.epoch is None):
            return False
        if (place := _place(entry.epoch, entry.step)) > self._failed_at:
            # Other ranks may state one more step, each of them.
            self._failed_at = place
            self._since += 1
        if self._since < _ON:
            return False
        self._failed_at, self.done = None, False
        return True

    def follow_step(self, epoch: float) -> None:
        """Take note of one more step of a run that goes on; ``epoch`` is NaN if none is known."""
        self.split = None
        if not isnan(epoch):
            self.last = epoch

    def follow(self, entry: LogEntry) -> None:
        """Take note of the results of a line."""
        self.has_results = True
        self.done = self.done or entry.final
        self._bars += entry.of_epoch
        if entry.epoch is not None:
            self.last = entry.epoch
        if self._first is None:
            self._first = (entry.step, entry.epoch)


def _place(epoch: float | None, step: float | None) -> tuple[float, float]:
    """Return an epoch and a step to compare, -1 for what is not known."""
    known = (-1.0 if at is None or isnan(at) else at for at in (epoch, step))
    return next(known), next(known)


def _of_test(quantity: LogQuantity) -> LogQuantity:
    return quantity._replace(metric=_AGAIN.get(quantity.metric, quantity.metric))

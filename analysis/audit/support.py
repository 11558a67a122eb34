"""How many claims follow a rule for each that does not: what a single claim is judged by.

One claim that departs from several that follow is a slip. Where as many depart as follow, the
claims are of something else, or are misread. So the others decide first, and only then what a claim
may be relative to.
"""

from __future__ import annotations

from typing import Final, NamedTuple

LEAST: Final = 2
"""So many claims agree at least, and so many for each that does not, for a rule to be plain."""
MANY: Final = 3
"""So many claims that agree for each that does not leave no doubt."""


class RuleSupport(NamedTuple):
    """How many claims follow a rule, and of how many."""

    agreeing: int
    of: int

    @property
    def is_usual(self) -> bool:
        """Whether it is a rule at all: no more claims depart from it than follow."""
        return self.agreeing >= 1 and 2 * self.agreeing >= self.of

    @property
    def is_plain(self) -> bool:
        """Whether a claim that departs from it is a slip, unless another reading explains it."""
        return self._outnumbers(LEAST)

    @property
    def is_beyond_doubt(self) -> bool:
        """Whether a claim that departs from it is a slip whatever else it may be relative to."""
        return self._outnumbers(MANY)

    def _outnumbers(self, times: int) -> bool:
        return self.agreeing >= times and self.agreeing >= times * (self.of - self.agreeing)

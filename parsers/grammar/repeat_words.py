"""How people call the repeats of one run, in the singular."""

from __future__ import annotations

from typing import Final

REPEAT_WORDS: Final = ("run", "trial", "rep", "repeat", "repetition", "attempt", "replicate", "try")
"""What says it wherever it stands."""
MAY_BE_REPEATS: Final = ("round", "pass", "test", "sample", "measurement", "experiment")
"""What says it in some places, and something else in others."""
REPEAT: Final = "|".join(REPEAT_WORDS)
"""These as alternatives of a regular expression."""

"""How a run ended, from the word that stands for it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, Literal

import polars as pl

Outcome = Literal["ok", "failed", "timeout", "cancelled", "running"]

MARKS: Final = "✅✔✓☑❌✗✘"

_WORDS: Final[dict[Outcome, frozenset[str]]] = {
    "timeout": frozenset({"timeout", "timedout", "timelimit", "walltime", "deadline"}),
    "cancelled": frozenset({"cancelled", "canceled", "preempted", "revoked"}),
    "running": frozenset({"running", "pending", "requeued", "suspended", "completing", "queued"}),
    "failed": frozenset(
        {"fail", "fails", "failed", "failure", "error", "errors", "err", "oom", "crash", "crashed"}
        | {"killed", "abort", "aborted", "segfault", "sigsegv", "sigkill", "nodefail", "bootfail"}
        | {"outofmemory", "invalid", "diverged", "hang", "hung", "dnf", "didnotfinish", "exception"}
        | {"❌", "✗", "✘"}
    ),
    "ok": frozenset(
        {"ok", "pass", "passed", "success", "successful", "completed", "finished", "done"}
        | {"✅", "✔", "✓", "☑"}
    ),
}


def read_outcome(text: str) -> Outcome | None:
    """Return the outcome that ``text`` names, in any spelling of the words, or ``None``.

    Reads job states (``OUT_OF_MEMORY``, ``CANCELLED by 1000``), test results (``pass``) and what
    people write in place of a number (``OOM``, ``timed out``, ``CUDA error``). The worst word
    counts: ``completed with errors`` is ``failed``.
    """
    words = re.findall(rf"[a-z]+|[{MARKS}]", text.lower())
    pairs = {first + second for first, second in pairwise(words)}
    triples = {"".join(words[start : start + 3]) for start in range(len(words) - 2)}
    found = {*words, *pairs, *triples}
    return next((outcome for outcome, known in _WORDS.items() if known & found), None)


_ANSWERS: Final[dict[str, Outcome]] = {
    **dict.fromkeys(("true", "yes", "y"), "ok"),
    **dict.fromkeys(("false", "no", "n"), "failed"),
}


def read_answers(words: pl.Series) -> pl.Series:
    """Return what a column that asks for the outcome says: ``passed`` may be ``yes`` or ``no``."""
    answers = words.str.to_lowercase().replace_strict(
        list(_ANSWERS), list(_ANSWERS.values()), default=None, return_dtype=pl.String
    )
    return answers.fill_null(read_outcomes(words))


_BESIDE: Final = re.compile(r"(?:[(\[]|\s(?:#|//|<--?)\s)([^()\[\]\d]+)[)\]]?\s*$")
_WALL: Final = re.compile(r"wall[ _-]?(?:clock )?time")


def is_disowned(cell: str) -> bool:
    """Tell whether what stands behind a number says that it is none, as in ``51 (timeout)``.

    What has digits in it may be anything (``(error 0.3)``), and a wall time is no time limit.
    """
    beside = _BESIDE.search(cell)
    return beside is not None and read_outcome(_WALL.sub("", beside[1])) not in (None, "ok")


def read_outcomes(words: pl.Series) -> pl.Series:
    """Return the outcomes that a series of strings names, null where a word names none."""
    distinct = words.drop_nulls().unique()
    outcomes = pl.Series([read_outcome(word) for word in distinct], dtype=pl.String)
    return words.replace_strict(distinct, outcomes, default=None, return_dtype=pl.String)

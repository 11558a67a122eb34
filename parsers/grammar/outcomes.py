"""How a run ended, from the word that stands for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
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
        | {"outofmemory", "invalid", "diverged", "hang", "hung", "dnf", "exception"}
        | {"❌", "✗", "✘"}
    ),
    "ok": frozenset(
        {"ok", "pass", "passed", "success", "successful", "completed", "finished", "done", "ran"}
        | {"✅", "✔", "✓", "☑"}
    ),
}


_DENYING: Final = frozenset({"no", "zero", "without", "never", "not", "t"})
"""Before a word for an outcome these deny it: ``no errors``, ``not finished``, ``didn't pass``."""
_TO_END: Final = frozenset({"finish", "complete", "succeed"})
_POSSIBLE: Final = frozenset({"may", "might", "could", "can", "would", "possible", "potential"})
_ABOUT_IT: Final = frozenset(
    {"risk", "risks", "risky", "prone", "possible", "likely", "free", "safe", "tolerant", "fast"}
    | {"rate", "handling", "recovery", "tolerance", "bound", "bounds", "fixed", "avoided", "met"}
)
"""Behind a word for an outcome these say that it may be, or is kept off: ``OOM risk``."""
_NONE_OF_IT: Final = re.compile(r"(?<![\d.,])0+ (?=[a-z])")
_HOW_LARGE: Final = re.compile(r"\berr(?:or)?s?\b[ :=<>~≈±]*(?:\d*\.\d|\d+e-|\d+ ?%)")
"""An error of numbers, ``error < 1e-3``, is none of a run."""
_FURTHER: Final = re.compile(r"\s*[;(]|\s[—–-]\s")
"""What stands behind tells more about what stands before: ``ran; the first attempt crashed``."""


@lru_cache(maxsize=4096)
def read_outcome(text: str) -> Outcome | None:
    """Return the outcome that ``text`` names in place of a number, or ``None``.

    Reads job states (``OUT_OF_MEMORY``, ``CANCELLED by 1000``), test results (``pass``), what
    people write (``OOM``, ``timed out``, ``CUDA error``) and marks. The worst word counts:
    ``completed with errors`` is ``failed``, but ``passed (after a timeout)`` is ``ok``. What is
    denied or may happen has not happened: ``no errors``, ``OOM risk``.
    """
    return read_outcome_beside(text) or _worst(set(text) & set(MARKS))


def read_outcome_beside(text: str) -> Outcome | None:
    """Return the outcome that ``text`` names beside a number.

    There a mark is one only where it stands alone. With words it judges what the run gave, which
    has ended: ``❌ slowest``, ``✗ rejected``.
    """
    head = _FURTHER.split(text, maxsplit=1)[0]
    return "ok" if head != text and _said(head) == "ok" else _said(text)


def _said(text: str) -> Outcome | None:
    plain = _HOW_LARGE.sub(" ", _NONE_OF_IT.sub("no ", text.lower()))
    marks = set(plain) & set(MARKS)
    words = re.findall("[a-z]+", plain)
    if not words:
        return None if any(map(str.isalnum, plain)) else _worst(marks)
    kept: list[str] = []
    denied: set[str] = set()
    for before, word, behind in zip(["", *words], words, [*words[1:], ""], strict=False):
        if before in _DENYING:
            denied.add(word)
        elif before not in _POSSIBLE and behind not in _ABOUT_IT:
            kept.append(word)
    pairs = {first + second for first, second in pairwise(kept)}
    triples = {"".join(kept[start : start + 3]) for start in range(len(kept) - 2)}
    named = _worst({*kept, *pairs, *triples})
    if named is not None:
        return _worst({*kept, *pairs, *triples, *marks})
    if denied & _TO_END or _worst(denied) == "ok":
        return "failed"
    return "ok" if _worst(denied) in ("failed", "timeout") else None


def _worst(words: set[str]) -> Outcome | None:
    return next((outcome for outcome, known in _WORDS.items() if known & words), None)


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
    return beside is not None and read_outcome_beside(_WALL.sub("", beside[1])) not in (None, "ok")


def read_outcomes(
    words: pl.Series, read: Callable[[str], Outcome | None] = read_outcome
) -> pl.Series:
    """Return the outcomes that a series of strings names, null where a word names none."""
    distinct = words.drop_nulls().unique()
    outcomes = pl.Series([read(word) for word in distinct], dtype=pl.String)
    return words.replace_strict(distinct, outcomes, default=None, return_dtype=pl.String)

"""The run of the serial program as the baseline of a parallel one that has no run on one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl

_SERIAL: Final = re.compile(
    r"\A(?:serial|seq|sequential\w*|sequen[cz]ial\w*|secuencial\w*|séquentiel\w*|sequentiell\w*"
    r"|последовательн\w+|串行\w*|顺序\w*)\Z"
)
_BASELINE: Final = "baseline"
"""Says no more than that others are compared with it, unless the rest names what runs elsewhere."""
_FILLING: Final = frozenset(
    {
        *("code", "version", "run", "execution", "program", "programme", "implementation"),
        *("ref", "reference", _BASELINE, "the", "only", "версия", "версии"),
    }
)
"""What may stand beside the word and says nothing of the work."""
_ELSEWHERE: Final = frozenset({"cuda", "gpu", "gpus", "hip", "opencl", "openacc", "fpga"})
"""Words of programs whose threads are none of the processor that the serial one ran on."""
_WORDS: Final = re.compile(r"[^\W\d_][\w+]*?(?=_|\b|\Z)")


def serial_references(
    firsts: pl.DataFrame, largest: Mapping[int, int], columns: Sequence[str]
) -> dict[int, int]:
    """Return which series lean on which other one, whose single run is that of a serial program.

    Speedup is the time of the serial program by that of the parallel one. A table that has the
    parallel program on 2, 4 and 8 only, and names one row on 1 ``serial``, means that row: one
    column tells the two, and they are equal in all others. A series with a run on one is its own.

    ``firsts``: the baseline's row of each series, with ``series``, ``count``, ``counted`` and the
    metric. ``largest``: the largest count of each series. ``columns``: what tells series apart.
    """
    texts = [name for name in columns if firsts.schema[name] in (pl.String, pl.Categorical)]
    if not texts:
        return {}
    rows = firsts.select("series", "count", "metric", "unit", "better", *columns).rows(named=True)
    alone = [row for row in rows if row["count"] == 1 and largest[row["series"]] == 1]
    found: dict[int, set[int]] = {}
    for name in texts:
        offers: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
        for row in alone:
            if _says_serial(row[name]):
                offers.setdefault(_besides(row, name, columns), []).append(row)
        if not offers:
            continue
        for row in rows:
            if row["count"] is None or row["count"] <= 1:
                continue
            for offer in offers.get(_besides(row, name, columns), ()):
                if _is_parallel_of(row[name], offer[name]):
                    found.setdefault(row["series"], set()).add(offer["series"])
    return {series: next(iter(of)) for series, of in found.items() if len(of) == 1}


def _says_serial(name: str | None) -> bool:
    """Whether a name says that its program runs on one, ``Sequential``, ``seq_run_task``."""
    return any(_SERIAL.match(word) or word == _BASELINE for word in _words(name))


def _is_parallel_of(name: str | None, serial: str) -> bool:
    """Whether ``name`` has all that ``serial`` says beside that it is serial, on such a machine."""
    if not _ELSEWHERE.isdisjoint(_words(name)):
        return False
    said = [word for word in _words(serial) if not _SERIAL.match(word)]
    rest = {word for word in said if word not in _FILLING}
    is_serial = len(said) < len(_words(serial))
    return bool(name) and rest <= {*_words(name)} and (is_serial or bool(rest))


def _besides(row: Mapping[str, Any], name: str, columns: Sequence[str]) -> tuple[Any, ...]:
    others = ("metric", "unit", "better", *(column for column in columns if column != name))
    return (name, *(row[other] for other in others))


def _words(name: str | None) -> list[str]:
    return _WORDS.findall((name or "").casefold())

"""Units as people and programs write them, read into base units.

A unit is numerator atoms over denominator atoms: ``GB/s``, ``ns/op``, ``core-h``, ``tok/s/GPU``.
The numerator is brought to its base (``GB`` to ``B``, ``ns`` to ``s``); a denominator in time
becomes seconds, except days, which the field quotes as they are (``ns/day``). What is counted
(``img``, ``tok``) only takes one spelling. Nothing converts between different atoms.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from parsers.grammar.patterns import Pattern
from parsers.grammar.unit_words import Atom, Dimension, atom


class Unit(NamedTuple):
    """A unit read: one unit as written is ``factor`` of ``base`` (``ms`` is 0.001 of ``s``)."""

    base: str
    factor: float = 1.0


_LONGEST = 48
"""Characters; no unit in use is longer, and a cell of prose need not be tried."""

_PER = Pattern(r"\s*/\s*|\s+per\s+", re.I)
_TIMES_SIGN = Pattern(r"[\s*·⋅-]+")
_WORD = Pattern(r"[A-Za-z]{2,}(?:-[A-Za-z]+)*\Z")
_SO_MANY = Pattern(r"(?P<many>\d+[kKM]?)\s+(?P<what>[A-Za-z]{2,})\Z")
_TOKENS_OR_SAMPLES: Final = {"t": "tok", "T": "tok", "S": "samples"}


_MEASURED: Final[tuple[Dimension, ...]] = (
    "time",
    "bytes",
    "bits",
    "flop",
    "count",
    "rate",
    "energy",
    "power",
    "money",
)
"""What makes sense per anything at all, known or not."""


class _Fraction(NamedTuple):
    numerator: tuple[Atom, ...]
    denominators: tuple[Atom, ...]


_PER_SECOND: Final = Pattern(r"(?<=\w)[ ·*]s(?:\^?-1|\^\{-1\}|⁻¹)\Z")
"""``GB s^-1``, ``GB·s⁻¹``."""
_IN_FULL: Final = Pattern(r"(?<=\A[MGTPE])F\s*/(?=\s*s)")
"""``TF/s``; alone, ``TF`` may be TensorFlow."""


@lru_cache(maxsize=1024)
def _fraction(text: str) -> _Fraction | None:
    """Split a unit at its slashes and read every part, or return ``None``."""
    first, *rest = _PER.split(_IN_FULL.sub("flop/", _PER_SECOND.sub("/s", text.strip())))
    denominators = tuple(atom(part) or _so_many(part) or _opaque(part) for part in rest)
    per_time = bool(denominators) and _is(denominators[0], "time", "rate")
    if per_time and first in _TOKENS_OR_SAMPLES:
        first = _TOKENS_OR_SAMPLES[first]
    elif rest and not first:
        first = "1"
    numerator = _product(first)
    if numerator is None and per_time and (unknown := _opaque(first)):
        numerator = (unknown,)
    # ``tokens/GPU/day`` is ``tokens/day/GPU``.
    known = tuple(
        sorted((part for part in denominators if part), key=lambda part: not _is(part, "time"))
    )
    if numerator is None or len(known) < len(denominators):
        return None
    if any(_is(part, "opaque") for part in known) and not _is(numerator[0], *_MEASURED):
        return None
    return _Fraction(numerator, known)


def _product(text: str) -> tuple[Atom, ...] | None:
    whole = atom("-".join(_TIMES_SIGN.split(text)))
    if whole is not None:
        return (whole,)
    parts = _TIMES_SIGN.split(text)
    if parts[0] == "1":
        # `1 core` is how many there are.
        return None
    atoms = tuple(map(atom, parts))
    known = tuple(part for part in atoms if part is not None)
    return known if known and len(known) == len(atoms) > 1 else None


def _so_many(text: str) -> Atom | None:
    """``1k images``, as in seconds for so many: compared with itself alone, so never converted."""
    found = _SO_MANY.match(text)
    counted = atom(found["what"]) if found else None
    if found is None or counted is None or counted.dimension != "count":
        return None
    return Atom(f"{found['many']} {counted.label}", "count", counted.base)


def _opaque(word: str) -> Atom | None:
    return Atom(word, "opaque", word) if _WORD.match(word) else None


def _is(part: Atom | None, *dimensions: Dimension) -> bool:
    return part is not None and part.dimension in dimensions


_STATISTICS: Final = frozenset({"max", "min", "avg", "mean", "median", "maximum", "average"})
"""``Max/Min`` is how many times the one is the other, and nothing per minute."""


def parse_unit(text: str) -> Unit | None:
    """Return the unit that ``text`` spells, or ``None`` when it spells none.

    Something per time (``widgets/s``) and a known amount per something (``ms/frob``) are units
    even when that something is not known: it stays as written and compares with itself alone.
    Bytes take decimal prefixes (``KB`` is 1000) unless written ``KiB``.
    """
    if not 0 < len(text) <= _LONGEST:
        return None
    fraction = _fraction(text)
    if fraction is None:
        return None
    numerator, denominators = fraction.numerator, fraction.denominators
    if denominators and numerator[0].label.lower() in _STATISTICS:
        return None
    if len(numerator) > 1 or _quoted_as_is(fraction):
        labels = "-".join(part.label for part in numerator)
        return Unit("/".join((labels, *(part.label for part in denominators))))
    (counted,) = numerator
    base = counted.base
    factor = counted.factor
    for part in denominators:
        if part.dimension == "time" and part.label != "day":
            # GFLOPS/s is a slip for GFLOP/s, seen often enough; no rate of a rate is benchmarked.
            if not base.endswith("/s"):
                base += "/s"
                factor /= part.factor
        else:
            base += f"/{part.label}"
    return Unit(base, factor)


def _quoted_as_is(fraction: _Fraction) -> bool:
    """Tell whether a fraction keeps its time: ``ns/day``, ``h/ns``, ``$/h``."""
    return _is(fraction.numerator[0], "time", "money") and any(
        _is(part, "time") for part in fraction.denominators
    )


def dimensions(text: str) -> tuple[Dimension, ...] | None:
    """Return the dimension of each part of a unit, numerator first, or ``None``.

    ``img/s`` is ``("count", "time")``; a word that is a rate by itself stays one, so that
    ``GFLOPS/W`` is ``("rate", "power")``. A resource for a time (``core-h``) is ``"machine
    time"``, any other product or unknown word ``"opaque"``.
    """
    if not 0 < len(text) <= _LONGEST:
        return None
    fraction = _fraction(text)
    if fraction is None:
        return None
    return (_combined(fraction.numerator), *(part.dimension for part in fraction.denominators))


def _combined(product: tuple[Atom, ...]) -> Dimension:
    if len(product) == 1:
        return product[0].dimension
    of_machines = _is(product[0], "resource") and _is(product[-1], "time")
    return "machine time" if of_machines else "opaque"


_SPACES: Final = "\u00a0\u2009\u202f"
_NUMBER = Pattern(
    rf"[~≈]?[ ]?(?P<number>[-+\u2212]?"
    rf"(?:(?:[0-9]{{1,3}}(?:[,{_SPACES}'\u2019_][0-9]{{3}})+(?![0-9])|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)"
    rf"(?:[eE][-+]?[0-9]+)?)"
    rf"(?:[ ]?(?:±|\+/-)[ ]?[0-9.]+(?:[eE][-+]?[0-9]+)?)?"
    rf"(?P<gap>[ {_SPACES}]*)(?P<unit>.*)\Z"
)
_SEPARATORS = Pattern(rf"[,{_SPACES}'\u2019_]")


def parse_quantity(text: str) -> tuple[float, str | None] | None:
    """Return the number in a cell and its unit as written, or ``None`` when it is no quantity.

    Reads ``1,024 img/s``, ``12.5%``, ``1.2e+06``, ``3.98x``, ``~6.5 hours`` and ``132.2 ± 0.5``
    (without its spread). What follows the number has to be a unit: ``2.0.0+cu117``, ``14:55:01``
    and ``7B`` are none, the last because a model of seven billion parameters is written so.
    """
    match = _NUMBER.match(text.strip())
    if match is None:
        return None
    unit = match["unit"].strip()
    if unit and (parse_unit(unit) is None or (unit in "bBK" and not match["gap"])):
        return None
    value = float(_SEPARATORS.sub("", match["number"]).replace("\u2212", "-"))
    return (value, unit or None) if abs(value) != float("inf") else None

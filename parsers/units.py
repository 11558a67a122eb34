"""Units as people and programs write them, read into base units.

A unit is numerator atoms over denominator atoms: ``GB/s``, ``ns/op``, ``core-h``, ``tok/s/GPU``.
The numerator is brought to its base (``GB`` to ``B``, ``ns`` to ``s``); a denominator in time
becomes seconds, except days, which the field quotes as they are (``ns/day``). What is counted
(``img``, ``tok``) only takes one spelling. Nothing converts between different atoms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

Dimension = Literal[
    "time",
    "bytes",
    "bits",
    "flop",
    "count",
    "resource",
    "rate",
    "energy",
    "power",
    "money",
    "frequency",
    "temperature",
    "percent",
    "ratio",
    "machine time",
    "opaque",
]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit read: one unit as written is ``factor`` of ``base`` (``ms`` is 0.001 of ``s``)."""

    base: str
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class _Atom:
    """One word of a unit: its usual spelling, and the base it is ``factor`` of."""

    label: str
    dimension: Dimension
    base: str
    factor: float = 1.0


_LONGEST = 48
"""Characters; no unit in use is longer, and a cell of prose need not be tried."""

_DECIMAL: Final = {
    "k": 1e3,
    "K": 1e3,
    "M": 1e6,
    "G": 1e9,
    "T": 1e12,
    "P": 1e15,
    "E": 1e18,
    "Z": 1e21,
}
_BINARY: Final = {
    f"{letter}i": 1024.0**power for power, letter in enumerate(("K", "M", "G", "T", "P", "E"), 1)
}
_SPELLED: Final = {"kilo": 1e3, "mega": 1e6, "giga": 1e9, "tera": 1e12, "peta": 1e15}

_TIMES: Final = {
    "ps": (1e-12, "picosecond picoseconds"),
    "ns": (1e-9, "nsec nsecs nanosecond nanoseconds"),
    "us": (1e-6, "µs μs usec usecs µsec μsec microsecond microseconds"),
    "ms": (1e-3, "msec msecs millisecond milliseconds millis"),
    "s": (1.0, "sec secs second seconds"),
    "min": (60.0, "mins minute minutes"),
    "h": (3600.0, "hr hrs hour hours"),
    "day": (86400.0, "days"),
    "week": (604800.0, "weeks"),
}

# Singular as it stands in a denominator (s/step), plural as it stands in a rate (steps/s).
_COUNTS: Final = {
    ("img", "img"): "imgs image images",
    ("sample", "samples"): "data example examples",
    ("tok", "tok"): "toks token tokens",
    ("seq", "seq"): "seqs sequence sequences sentence sentences",
    ("req", "req"): "reqs request requests",
    ("query", "queries"): "",
    ("op", "ops"): "operation operations",
    ("it", "it"): "its iter iters iteration iterations",
    ("step", "steps"): "",
    ("timestep", "timesteps"): "time-step time-steps",
    ("epoch", "epochs"): "",
    ("batch", "batches"): "",
    ("frame", "frames"): "",
    ("msg", "msg"): "msgs message messages",
    ("packet", "packets"): "pkt pkts",
    ("edge", "edges"): "",
    ("update", "updates"): "",
    ("LUP", "LUP"): "lups",
    ("DOF", "DOF"): "dofs",
    ("cell", "cells"): "",
    ("point", "points"): "gridpoint gridpoints",
    ("particle", "particles"): "",
    ("atom", "atoms"): "",
    ("atom-step", "atom-steps"): "",
    ("atom-timestep", "atom-timesteps"): "",
    ("element", "elements"): "elem elems",
    ("item", "items"): "",
    ("row", "rows"): "",
    ("word", "words"): "",
    ("pair", "pairs"): "",
    ("event", "events"): "",
    ("file", "files"): "",
    ("transaction", "transactions"): "txn txns",
    ("call", "calls"): "",
    ("job", "jobs"): "",
    ("run", "runs"): "",
    ("alloc", "allocs"): "allocation allocations",
}

_RESOURCES: Final = {
    "GPU": "gpus",
    "device": "devices",
    "accelerator": "accelerators",
    "node": "nodes",
    "host": "hosts",
    "core": "cores",
    "CPU": "cpus",
    "rank": "ranks",
    "task": "tasks",
    "process": "processes proc procs",
    "thread": "threads",
    "worker": "workers",
    "user": "users",
}

# Rates that are one word. What they count keeps its own atom where there is one.
_RATES: Final = {
    "fps": ("frames/s", 1.0),
    "qps": ("queries/s", 1.0),
    "rps": ("req/s", 1.0),
    "tps": ("TPS", 1.0),
    "wps": ("words/s", 1.0),
    "sypd": ("SYPD", 1.0),
}
_PREFIXED_RATES: Final = {
    "flops": "flop/s",
    "iops": "ops/s",
    "teps": "edges/s",
    "ups": "updates/s",
    "lups": "LUP/s",
    "pps": "packets/s",
}

_MILLI_TO_TERA: Final = {"m": 1e-3, "": 1.0, **_DECIMAL}
_PHYSICAL: Final[dict[str, tuple[Dimension, float, tuple[str, ...]]]] = {
    "J": ("energy", 1.0, ("m", "", "k", "M", "G")),
    "Wh": ("energy", 3600.0, ("m", "", "k", "M")),
    "W": ("power", 1.0, ("m", "", "k", "M")),
    "Hz": ("frequency", 1.0, ("", "k", "M", "G")),
}


def _exact() -> dict[str, _Atom]:
    """Return the atoms whose case matters."""
    atoms = {
        "d": _Atom("day", "time", "s", 86400.0),
        "ps": _Atom("ps", "time", "s", 1e-12),
        "b": _Atom("b", "bits", "b"),
        "B": _Atom("B", "bytes", "B"),
        "K": _Atom("K", "temperature", "K"),
        "°C": _Atom("°C", "temperature", "°C"),
        "%": _Atom("%", "percent", "%"),
        "x": _Atom("x", "ratio", "x"),
        "X": _Atom("x", "ratio", "x"),
        "×": _Atom("x", "ratio", "x"),
        "1": _Atom("1", "count", "1"),
        "$": _Atom("$", "money", "$"),
        "€": _Atom("€", "money", "€"),
        "TOPS": _Atom("TOPS", "rate", "ops/s", 1e12),
    }
    for base, (dimension, scale, prefixes) in _PHYSICAL.items():
        home = "J" if dimension == "energy" else base
        for prefix in prefixes:
            factor = scale * _MILLI_TO_TERA[prefix]
            atoms[prefix + base] = _Atom(prefix + base, dimension, home, factor)
    return atoms


def _folded() -> dict[str, _Atom]:
    """Return the atoms that are read in any case."""
    atoms = {
        "percent": _Atom("%", "percent", "%"),
        "usd": _Atom("$", "money", "$"),
        "eur": _Atom("€", "money", "€"),
        "degc": _Atom("°C", "temperature", "°C"),
        "tau": _Atom("tau", "time", "tau"),
        "joule": _Atom("J", "energy", "J"),
        "joules": _Atom("J", "energy", "J"),
        "watt": _Atom("W", "power", "W"),
        "watts": _Atom("W", "power", "W"),
    }
    for label, (factor, spellings) in _TIMES.items():
        for spelling in (label, *spellings.split()):
            if spelling != "ps":
                atoms[spelling] = _Atom(label, "time", "s", factor)
    for (singular, plural), spellings in _COUNTS.items():
        for spelling in (singular, plural, *spellings.split()):
            atoms[spelling.lower()] = _Atom(singular, "count", plural)
    for label, spellings in _RESOURCES.items():
        for spelling in (label, *spellings.split()):
            atoms[spelling.lower()] = _Atom(label, "resource", label)
    for spelling, (base, factor) in _RATES.items():
        atoms[spelling] = _Atom(base, "rate", base, factor)
    return atoms


_EXACT: Final = _exact()
_FOLDED: Final = _folded()

_DATA = re.compile(
    r"(?:(?P<binary>[KMGTPE]i)|(?P<decimal>[kKMGTPEZ]))?"
    r"(?P<what>B|b|[Bb]ytes?|[Bb]its?|BYTES?)(?P<rate>ps)?\Z"
)
_CARELESS_DATA = re.compile(r"(?P<prefix>[kmgtpe])(?P<binary>i?)(?P<what>b|bytes?|bits?|bps)\Z")
_FLOP = re.compile(r"(?P<prefix>[kmgtpez]?)(?P<what>flops?)\Z", re.I)
_PREFIXED_RATE = re.compile(r"(?P<prefix>[kmgtp]?)(?P<what>iops|teps|lups|ups|pps)\Z", re.I)
_PREFIXED_COUNT = re.compile(r"(?P<prefix>[kKMGTP])-?(?P<what>[a-zA-Z-]{2,})\Z")
_SPELLED_DATA = re.compile(r"(?P<prefix>kilo|mega|giga|tera|peta)(?P<what>bytes?|bits?)\Z", re.I)


@lru_cache(maxsize=1024)
def _atom(word: str) -> _Atom | None:
    """Return what one word of a unit says."""
    return (
        _EXACT.get(word)
        or _FOLDED.get(word.lower())
        or _data(word)
        or _work(word)
        or _prefixed_count(word)
    )


def _data(word: str) -> _Atom | None:
    """Return an amount of bytes or bits.

    ``Gb`` is bits, but a lower-case ``gb`` was written by someone to whom case means nothing, and
    then bytes are meant; ``gbps`` is bits in any case, as networks are sold.
    """
    if match := _CARELESS_DATA.match(word):
        prefix = match["prefix"].upper()
        factor = _BINARY[prefix + "i"] if match["binary"] else _DECIMAL[prefix]
        rate = match["what"] == "bps"
        return _amount(word, bits=rate or "bit" in match["what"], rate=rate, factor=factor)
    if match := _DATA.match(word):
        factor = _BINARY.get(match["binary"] or "", _DECIMAL.get(match["decimal"] or "", 1.0))
        bits = match["what"][0] == "b" and not match["what"].lower().startswith("byte")
        return _amount(word, bits=bits, rate=bool(match["rate"]), factor=factor)
    if match := _SPELLED_DATA.match(word):
        bits = "bit" in match["what"].lower()
        return _amount(word, bits=bits, rate=False, factor=_SPELLED[match["prefix"].lower()])
    return None


def _amount(word: str, *, bits: bool, rate: bool, factor: float) -> _Atom:
    base = "b" if bits else "B"
    if rate:
        return _Atom(word, "rate", f"{base}/s", factor)
    return _Atom(word, "bits" if bits else "bytes", base, factor)


def _work(word: str) -> _Atom | None:
    """Return floating-point work, or one of the rates that take a prefix (``GFLOPS``, ``MLUPS``).

    With an ``s`` it is a rate, as nearly everyone who writes ``GFLOPS`` means.
    """
    if match := _FLOP.match(word):
        factor = _DECIMAL.get(match["prefix"].upper(), 1.0)
        if match["what"].lower() == "flops":
            return _Atom(word, "rate", "flop/s", factor)
        return _Atom(word if match["prefix"] else "flop", "flop", "flop", factor)
    if match := _PREFIXED_RATE.match(word):
        base = _PREFIXED_RATES[match["what"].lower()]
        return _Atom(word, "rate", base, _DECIMAL.get(match["prefix"].upper(), 1.0))
    return None


def _prefixed_count(word: str) -> _Atom | None:
    match = _PREFIXED_COUNT.match(word)
    counted = _FOLDED.get(match["what"].lower()) if match else None
    if match is None or counted is None or counted.dimension != "count":
        return None
    return _Atom(word, "count", counted.base, _DECIMAL[match["prefix"]])


_PER = re.compile(r"\s*/\s*|\s+per\s+", re.I)
_TIMES_SIGN = re.compile(r"[\s*·⋅-]+")
_WORD = re.compile(r"[A-Za-z]{2,}(?:-[A-Za-z]+)*\Z")
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


@dataclass(frozen=True, slots=True)
class _Fraction:
    numerator: tuple[_Atom, ...]
    denominators: tuple[_Atom, ...]


@lru_cache(maxsize=1024)
def _fraction(text: str) -> _Fraction | None:
    """Split a unit at its slashes and read every part, or return ``None``."""
    first, *rest = _PER.split(text.strip())
    denominators = tuple(_atom(part) or _opaque(part) for part in rest)
    per_time = bool(denominators) and _is(denominators[0], "time", "rate")
    if per_time and first in _TOKENS_OR_SAMPLES:
        first = _TOKENS_OR_SAMPLES[first]
    elif rest and not first:
        first = "1"
    numerator = _product(first)
    if numerator is None and per_time and (unknown := _opaque(first)):
        numerator = (unknown,)
    known = tuple(atom for atom in denominators if atom is not None)
    if numerator is None or len(known) < len(denominators):
        return None
    if any(_is(atom, "opaque") for atom in known) and not _is(numerator[0], *_MEASURED):
        return None
    return _Fraction(numerator, known)


def _product(text: str) -> tuple[_Atom, ...] | None:
    whole = _atom("-".join(_TIMES_SIGN.split(text)))
    if whole is not None:
        return (whole,)
    atoms = tuple(_atom(part) for part in _TIMES_SIGN.split(text))
    known = tuple(atom for atom in atoms if atom is not None)
    return known if known and len(known) == len(atoms) > 1 else None


def _opaque(word: str) -> _Atom | None:
    return _Atom(word, "opaque", word) if _WORD.match(word) else None


def _is(atom: _Atom | None, *dimensions: Dimension) -> bool:
    return atom is not None and atom.dimension in dimensions


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
    if len(numerator) > 1 or _quoted_as_is(fraction):
        labels = "-".join(atom.label for atom in numerator)
        return Unit("/".join((labels, *(atom.label for atom in denominators))))
    (counted,) = numerator
    base = counted.base
    factor = counted.factor
    for atom in denominators:
        if atom.dimension == "time" and atom.label != "day":
            # GFLOPS/s is a slip for GFLOP/s, seen often enough; no rate of a rate is benchmarked.
            if not base.endswith("/s"):
                base += "/s"
                factor /= atom.factor
        else:
            base += f"/{atom.label}"
    return Unit(base, factor)


def _quoted_as_is(fraction: _Fraction) -> bool:
    """Tell whether a fraction keeps its time: ``ns/day``, ``h/ns``, ``$/h``."""
    return _is(fraction.numerator[0], "time", "money") and any(
        _is(atom, "time") for atom in fraction.denominators
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
    return (_combined(fraction.numerator), *(atom.dimension for atom in fraction.denominators))


def _combined(product: tuple[_Atom, ...]) -> Dimension:
    if len(product) == 1:
        return product[0].dimension
    of_machines = _is(product[0], "resource") and _is(product[-1], "time")
    return "machine time" if of_machines else "opaque"


_SPACES: Final = "\u00a0\u2009\u202f"
_NUMBER = re.compile(
    rf"[~≈]?[ ]?(?P<number>[-+\u2212]?"
    rf"(?:(?:[0-9]{{1,3}}(?:[,{_SPACES}'\u2019_][0-9]{{3}})+(?![0-9])|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)"
    rf"(?:[eE][-+]?[0-9]+)?)"
    rf"(?:[ ]?(?:±|\+/-)[ ]?[0-9.]+(?:[eE][-+]?[0-9]+)?)?"
    rf"(?P<gap>[ {_SPACES}]*)(?P<unit>.*)\Z"
)
_SEPARATORS = re.compile(rf"[,{_SPACES}'\u2019_]")


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

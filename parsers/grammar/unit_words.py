"""The words of units: seconds, bytes, flops, whatever is counted, with their prefixes.

``Gb`` is bits and ``GB`` bytes, ``KB`` is 1000 and ``KiB`` 1024, ``MLUPS`` a rate and ``tok`` a
count; what a word means here it means wherever in a unit it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from parsers.grammar.patterns import Pattern

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


class Atom(NamedTuple):
    """One word of a unit: its usual spelling, and the base it is ``factor`` of."""

    label: str
    dimension: Dimension
    base: str
    factor: float = 1.0


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

_TIMES: Final = {
    "ps": (1e-12, "picosecond picoseconds"),
    "ns": (1e-9, "nsec nsecs nanosecond nanoseconds нс 纳秒 奈秒 ナノ秒 나노초"),
    "us": (1e-6, "µs μs usec usecs µsec μsec microsecond microseconds мкс 微秒 マイクロ秒"),
    "ms": (
        1e-3,
        "msec msecs millisecond milliseconds millis millisekunden millisecondes milisegundos"
        " millisecondi мс 毫秒 ミリ秒 밀리초",
    ),
    "s": (
        1.0,
        "sec secs second seconds sek sekunde sekunden seconde secondes seg segundo segundos"
        " secondi с сек секунд секунды 秒 초",
    ),
    "min": (60.0, "mins minute minutes minuten minutos minuti мин 分钟 分鐘"),
    "h": (3600.0, "hr hrs hour hours stunden heures horas ore ч 小时 小時"),
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
    ("point", "points"): "pt pts gridpoint gridpoints",
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
    ("transaction", "transactions"): "tx txn txns",
    ("zone", "zones"): "",
    ("history", "histories"): "",
    ("photon", "photons"): "",
    ("neutron", "neutrons"): "",
    ("lookup", "lookups"): "",
    ("interaction", "interactions"): "",
    ("ray", "rays"): "",
    ("pixel", "pixels"): "pix px",
    ("voxel", "voxels"): "",
    ("record", "records"): "",
    ("key", "keys"): "",
    ("hash", "hashes"): "",
    ("document", "documents"): "docs",
    ("spike", "spikes"): "",
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
    "sps": ("SPS", 1.0),
    "ips": ("IPS", 1.0),
    "tgs": ("tok/s/GPU", 1.0),
    # Of servers and databases in thousands and millions: `kTPS`, `MQPS`.
    **{
        f"{prefix}{word}": (base, factor)
        for word, base in (("qps", "queries/s"), ("rps", "req/s"), ("tps", "TPS"))
        for prefix, factor in (("k", 1e3), ("m", 1e6))
    },
}
_PREFIXED_RATES: Final = {
    "flops": "flop/s",
    "iops": "ops/s",
    "teps": "edges/s",
    "ups": "updates/s",
    "lups": "LUP/s",
    "flups": "LUP/s",
    "cups": "CUP/s",
    "sups": "updates/s",
    "pps": "packets/s",
}

_MILLI_TO_TERA: Final = {"m": 1e-3, "": 1.0, **_DECIMAL}
_PHYSICAL: Final[dict[str, tuple[Dimension, float, tuple[str, ...]]]] = {
    "J": ("energy", 1.0, ("m", "", "k", "M", "G")),
    "Wh": ("energy", 3600.0, ("m", "", "k", "M")),
    "W": ("power", 1.0, ("m", "", "k", "M")),
    "Hz": ("frequency", 1.0, ("", "k", "M", "G")),
}


def _exact() -> dict[str, Atom]:
    """Return the atoms whose case matters."""
    atoms = {
        "d": Atom("day", "time", "s", 86400.0),
        "ps": Atom("ps", "time", "s", 1e-12),
        "b": Atom("b", "bits", "b"),
        "B": Atom("B", "bytes", "B"),
        "K": Atom("K", "temperature", "K"),
        "°C": Atom("°C", "temperature", "°C"),
        "%": Atom("%", "percent", "%"),
        **dict.fromkeys("xX×倍배", Atom("x", "ratio", "x")),
        "1": Atom("1", "count", "1"),
        "$": Atom("$", "money", "$"),
        "€": Atom("€", "money", "€"),
        "TOPS": Atom("TOPS", "rate", "ops/s", 1e12),
    }
    for base, (dimension, scale, prefixes) in _PHYSICAL.items():
        home = "J" if dimension == "energy" else base
        for prefix in prefixes:
            factor = scale * _MILLI_TO_TERA[prefix]
            atoms[prefix + base] = Atom(prefix + base, dimension, home, factor)
    return atoms


def _folded() -> dict[str, Atom]:
    """Return the atoms that are read in any case."""
    atoms = {
        "percent": Atom("%", "percent", "%"),
        "pct": Atom("%", "percent", "%"),
        "usd": Atom("$", "money", "$"),
        "eur": Atom("€", "money", "€"),
        "degc": Atom("°C", "temperature", "°C"),
        "tau": Atom("tau", "time", "tau"),
        "joule": Atom("J", "energy", "J"),
        "joules": Atom("J", "energy", "J"),
        "watt": Atom("W", "power", "W"),
        "watts": Atom("W", "power", "W"),
    }
    for label, (factor, spellings) in _TIMES.items():
        for spelling in (label, *spellings.split()):
            if spelling != "ps":
                atoms[spelling] = Atom(label, "time", "s", factor)
    for (singular, plural), spellings in _COUNTS.items():
        for spelling in (singular, plural, *spellings.split()):
            atoms[spelling.lower()] = Atom(singular, "count", plural)
    for label, spellings in _RESOURCES.items():
        for spelling in (label, *spellings.split()):
            atoms[spelling.lower()] = Atom(label, "resource", label)
    for spelling, (base, factor) in _RATES.items():
        atoms[spelling] = Atom(base, "rate", base, factor)
    # `Kwh` is one unit however it is written, `mj` may be one of two.
    physical = [
        spelling for spelling in _EXACT if spelling.endswith(tuple(_PHYSICAL)) and len(spelling) > 1
    ]
    written = Counter(map(str.lower, physical))
    for spelling in physical:
        if written[spelling.lower()] == 1:
            atoms.setdefault(spelling.lower(), _EXACT[spelling])
    return atoms


_EXACT: Final = _exact()
_FOLDED: Final = _folded()

_DATA = Pattern(
    r"(?:(?P<binary>[KMGTPE]i)|(?P<decimal>[kKMGTPEZ]))?"
    r"(?P<what>B|b|[Bb]ytes?|[Bb]its?|BYTES?)(?P<rate>ps)?\Z"
)
_CARELESS_DATA = Pattern(r"(?P<prefix>[kmgtpe])(?P<binary>i?)(?P<what>b|bytes?|bits?|bps)\Z")
_FLOP = Pattern(r"(?P<prefix>kilo|mega|giga|tera|peta|exa|[kmgtpez]|)(?P<what>flops?)\Z", re.I)
_SHORT_FLOP = Pattern(r"(?P<prefix>[MGTP])F\Z")
_PREFIXED_RATE = Pattern(
    r"(?P<prefix>[kmgtp]?)(?P<what>iops|teps|f?lups|cups|sups|ups|pps)\Z", re.I
)
_PREFIXED_COUNT = Pattern(r"(?P<prefix>[kKMGTP])-?(?P<what>[a-zA-Z-]{2,})\Z")
_SPELLED_DATA = Pattern(r"(?P<prefix>kilo|mega|giga|tera|peta)(?P<what>bytes?|bits?)\Z", re.I)


@lru_cache(maxsize=1024)
def atom(word: str) -> Atom | None:
    """Return what one word of a unit says, or ``None`` when it is not a known one."""
    return (
        _EXACT.get(word)
        or _FOLDED.get(word.lower())
        or _data(word)
        or _work(word)
        or _prefixed_count(word)
    )


def _data(word: str) -> Atom | None:
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
        return _amount(word, bits=bits, rate=False, factor=_DECIMAL[match["prefix"][0].upper()])
    return None


def _amount(word: str, *, bits: bool, rate: bool, factor: float) -> Atom:
    base = "b" if bits else "B"
    if rate:
        return Atom(word, "rate", f"{base}/s", factor)
    return Atom(word, "bits" if bits else "bytes", base, factor)


def _work(word: str) -> Atom | None:
    """Return floating-point work, or one of the rates that take a prefix (``GFLOPS``, ``MLUPS``).

    With an ``s`` it is a rate, as nearly everyone who writes ``GFLOPS`` means.
    """
    if match := _SHORT_FLOP.match(word):
        return Atom(f"{match['prefix']}flop", "flop", "flop", _DECIMAL[match["prefix"]])
    if match := _FLOP.match(word):
        factor = _DECIMAL.get(match["prefix"][:1].upper(), 1.0)
        if match["what"].lower() == "flops":
            return Atom(word, "rate", "flop/s", factor)
        return Atom(word if match["prefix"] else "flop", "flop", "flop", factor)
    if match := _PREFIXED_RATE.match(word):
        base = _PREFIXED_RATES[match["what"].lower()]
        return Atom(word, "rate", base, _DECIMAL.get(match["prefix"].upper(), 1.0))
    return None


def _prefixed_count(word: str) -> Atom | None:
    match = _PREFIXED_COUNT.match(word)
    counted = _FOLDED.get(match["what"].lower()) if match else None
    if match is None or counted is None or counted.dimension != "count":
        return None
    return Atom(word, "count", counted.base, _DECIMAL[match["prefix"]])

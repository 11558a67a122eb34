"""The facts that headings and settings of training runs state, each found by its own shape.

A fact is taken out of the text where it stands: ``2x2080ti``, ``lm1:2x2080ti, lm6:2x2080ti``,
``128batch_size``, ``Adam(lr=0.01)``, ``1.65x``, ``baseline: 120.7``, ``with NVLink``. What is left
is for others to read.
"""

from __future__ import annotations

import re
from typing import Any, Final

from parsers.grammar.patterns import Pattern
from parsers.grammar.words import snake_case, word_set
from parsers.headings.read_heading import read_heading
from parsers.run_records.records import SCHEMA
from parsers.training.fact_text import FLAGS, NUMBER, Facts, number, step_of_decimals
from parsers.training.scale import DEVICE, look_like_hosts, take_hosts, take_scale

_SIZED = r"(?P<word>m?bsz?|[a-z]{4,6}(?:[\s_-]?[a-z]{3,5})?)"
_A_DEVICE = r"\s*(?:per|/)\s*(?:gpu|device)s?\b"

_BATCH: Final = (
    Pattern(
        rf"(?<![\w.])(?P<number>\d{{1,7}})[\s_-]*{_SIZED}\b(?!\s*[:=]\s*\d)(?:{_A_DEVICE})?", FLAGS
    ),
    Pattern(
        r"(?<![a-z])(?:(?P<whole>global|total|effective)[\s_-]*"
        rf"|(?:per[\s_-]*(?:gpu|device)|local|micro|mini)[\s_-]*)?{_SIZED}"
        rf"(?:{_A_DEVICE})?[\s:=_(-]*(?P<number>\d{{1,7}})(?![\w.])(?:{_A_DEVICE})?",
        FLAGS,
    ),
)
_BASELINE = Pattern(
    rf"\b(?P<word>[a-z]{{7,9}})[\s:;=.,-]*(?:of\s+)?(?P<number>{NUMBER})(?:\s*[a-z]+/[a-z]+)?",
    FLAGS,
)
_REFERENCE = Pattern(
    r"(?:\b(?:over|against|than|compared[ ](?:to|with))\s+)?"
    rf"\b(?:base(?:[ -]?line)?|ref(?:erence)?|vs|versus|over|than)[\s:=.]*(?P<number>{NUMBER})",
    FLAGS,
)
"""A baseline by other words, which mean one beside a speedup alone."""
_SPEEDUP = Pattern(
    r"(?:\bspeed[ -]?up(?:\s+of)?[\s:=]*)?"
    rf"(?<![\w.])(?P<number>{NUMBER})\s*(?:[x×](?!\w)|times\b)"
    r"(?:\s*(?:speed[ -]?up|faster)\b(?:\s+(?:than|over)(?![ ]*\d))?)?"
    rf"|\bspeed[ -]?up(?:\s+(?:of|is))?[\s:=]*(?P<bare>{NUMBER})(?:\s+over(?![ ]*\d))?",
    FLAGS,
)
_EFFICIENCY = Pattern(
    r"[-–—,(]?\s*(?<![\w.])\d{1,3}(?:\.\d{1,9})?\s?%"
    r"(?:\s*(?:(?:parallel|scaling)\s+)?eff(?:iciency)?\b|\s*(?=[,)]|\Z))",
    FLAGS,
)
_PAIR = Pattern(r"(?<![\w.-])(?P<name>[A-Za-z]\w*)=(?P<value>[\w./+-]+)(?=[\s,;)]|\Z)")
_CALL = Pattern(r"(?<![\w.])(?P<name>[a-z]\w*)\s?\((?:[^()]|\([^()]*\))*\)", re.IGNORECASE)
_CONDITION = Pattern(
    r"\(?(?<!\w)(?P<with>without|with|w/o|w/)\s*(?P<what>[^(),;]*)\)?", re.IGNORECASE
)
_SETTING = Pattern(r"(?P<name>#?[A-Za-z][\w -]{0,40}?)\s?(?P<sign>[:=])\s?(?P<value>.{1,80})")
_WORD = Pattern(r"[\w.+*/-]{1,40}(?:\([^()]{0,60}\))?")
_INTERCONNECTS: Final = word_set(
    "nvlink nvswitch pcie infiniband ib roce ethernet slingshot efa rdma"
)
_OPTIMIZERS: Final = word_set(
    "adam adamw adamax nadam radam sgd rmsprop adagrad adadelta adafactor lamb lars lion"
)
_DESCRIBING: Final = word_set(
    "benchmark software system device nodes devices devices_per_node ranks batch"
)
"""Schema columns that a setting may state; the others are results, or not for people to set."""

_OF_PEOPLE: Final = word_set("user users username account owner author")
"""Whose run it was, as environments have it (``SLURM_JOB_ACCOUNT``): no record holds it."""

_BATCH_NAMES: Final = ("batchsize", "batch", "bs", "bsz", "mbs", "mbsz")

EDGES: Final = " \t-–—:,;.@=|"
"""What parts the facts of a heading, and is left at the ends of names."""


def take_facts(text: str) -> Facts:
    """Return the facts that ``text`` states. ``text`` is clean and of bounded length."""
    facts = Facts(text)
    # Host lists and counted devices hold digits and an x, as speedups do, and come before them.
    for take in (_take_optimizer, _take_pairs, take_hosts, take_scale, _take_batch):
        facts.columns |= take(facts)
    if baseline := facts.take(_BASELINE, "baseline"):
        facts.baseline = number(baseline["number"])
    if speedup := facts.take(_SPEEDUP):
        facts.speedup = number(speedup["number"] or speedup["bare"])
        facts.speedup_digit = step_of_decimals(speedup["number"] or speedup["bare"])
        if facts.baseline is None and (reference := facts.take(_REFERENCE)):
            facts.baseline = number(reference["number"])
    if facts.speedup is not None or facts.baseline is not None:
        # What it would be computed to is known; left in place, it would pass for a result.
        facts.take(_EFFICIENCY)
    facts.columns |= _take_conditions(facts)
    return facts


def _take_pairs(facts: Facts) -> dict[str, Any]:
    """Read settings as a command line has them: ``nodes=2 gpus=8 model=bert``."""
    pairs = [(pair, setting(pair["name"], pair["value"])) for pair in _PAIR.finditer(facts.left)]
    for pair, known in reversed(pairs):
        if known is not None:
            facts.drop(pair)
    return {name: value for _, known in pairs for name, value in (known or {}).items()}


def _take_batch(facts: Facts) -> dict[str, Any]:
    """Read ``128batch_size``, ``batch size = 128``, ``bs 128``; a global batch stays apart."""
    if match := facts.take(_BATCH[0], *_BATCH_NAMES):
        return {"batch": float(match["number"])}
    if match := facts.take(_BATCH[1], *_BATCH_NAMES):
        return {"global_batch" if match["whole"] else "batch": float(match["number"])}
    return {}


def _take_optimizer(facts: Facts) -> dict[str, Any]:
    """Read a call such as ``Adam(lr=0.01)``."""
    for call in _CALL.finditer(facts.left):
        if call["name"].lower() in _OPTIMIZERS or re.search(r"\blr\s*=", call[0]):
            facts.drop(call)
            return {"optimizer": call[0]}
    return {}


def _take_conditions(facts: Facts) -> dict[str, Any]:
    """Read what a run was done with and without: ``w/ NVLink``, ``without XLA``."""
    conditions: dict[str, Any] = {}
    while match := facts.take(_CONDITION):
        what = match["what"].strip(EDGES)
        if not what:
            continue
        without = match["with"].lower() in ("without", "w/o")
        name = snake_case(what.split()[-1])
        if name in _INTERCONNECTS:
            conditions["interconnect"] = f"without {what}" if without else what
        else:
            name = name if name not in SCHEMA else f"with_{name}"
            conditions[name] = f"{'without' if without else 'with'} {what}"
    return conditions


def piece_of_setup(piece: str, *, certain: bool) -> dict[str, Any] | None:
    """Return the column that a piece such as ``lr: 0.1`` states, or ``None`` when it is a name.

    ``certain``: the piece is one of a list of settings. In a heading a colon may as well part a
    host from its result, and only what is known, or has an equals sign, is a setting.
    """
    if piece.lower() in _OPTIMIZERS:
        return {"optimizer": piece}
    match = _SETTING.fullmatch(piece)
    if match is None:
        return None
    known = setting(match["name"].lstrip("#"), match["value"])
    if known is None and look_like_hosts(match["name"]):
        return None
    own = snake_case(match["name"])
    if known is not None or own in SCHEMA or not match["value"][0].isdigit():
        return known
    return {own: _typed(match["value"])} if certain or match["sign"] == "=" else None


def setting(name: str, value: str) -> dict[str, Any] | None:
    """Return the schema column or known parameter that ``name`` and ``value`` state, or ``None``.

    Names mean what they mean above the columns of a table.
    """
    if value.lower() in ("none", "null"):
        return None
    heading = read_heading(name)
    if heading.name.rpartition("_")[2] in _OF_PEOPLE:
        return None
    if heading.kind == "parameter" and _WORD.fullmatch(value):
        return {heading.name: _typed(value)}
    if heading.kind != "schema" or heading.name not in _DESCRIBING:
        return None
    if SCHEMA[heading.name].is_numeric():
        is_count = re.fullmatch(r"\d{1,9}", value)
        of_all = heading.name == "batch" and heading.scope == "total"
        return {"global_batch" if of_all else heading.name: int(value)} if is_count else None
    if heading.name == "device" and not DEVICE.fullmatch(value):
        return None
    return {heading.name: value}


def _typed(value: str) -> int | float | str:
    if not re.fullmatch(NUMBER, value):
        return value
    return number(value) if "." in value else int(number(value))

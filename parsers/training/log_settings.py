"""Lines of settings in a training log: what a program says of its run before the run begins.

``Batch size: 32``, ``Setup: MNIST, Adam(lr=0.01)``, ``Namespace(batch_size=32, world_size=8)``,
``micro_batch_size ......... 4``, ``TensorFlow:  1.14``. Names mean what they mean above the columns
of a table.
"""

from __future__ import annotations

import re
from typing import Any, Final

from parsers.clean import clean
from parsers.grammar.counts_told import WORLD_SIZE
from parsers.grammar.patterns import Pattern
from parsers.training.command_lines import read_command
from parsers.training.dumps import kept_of, read_dump
from parsers.training.fact_text import Facts
from parsers.training.facts import setting, take_facts
from parsers.training.headings import Title, read_title

_SETUP = Pattern(
    r"[\s*_>-]*(?:set-?up|settings?|config(?:uration)?|(?:hyper-?)?parameters?|environment)"
    r"[\s*_]*[:=][\s*_]*(?P<settings>[^{}<>]+)\Z",
    re.IGNORECASE,
)
_NAME_ALONE = Pattern(r"[A-Z][\w.+-]*(?: [\w.+-]+){0,5}")
_KEY = r"#?[A-Za-z][\w #./-]{0,40}?(?:\s*\([^()]{0,60}\))?"
_KEY_AND_VALUE = Pattern(
    rf"[\s*_>+-]*(?P<name>{_KEY})[*_`]*\s*[:=][\s*_`]*"
    r"(?P<value>\S(?:.{0,199}[^*_`\s])?)[*_`\s]*\Z"
)
_APART = Pattern(rf"\s(?<![:=\s]\s)\s+|[,;|]\s+(?={_KEY}\s*[:=])")
_LOGGED: Final = r"(?:[^\n\]]{0,60}\w{1,60}\.py:\d+(?::\w+)?\]\s)?"
"""What a logger puts before a line ends with the place in the program."""
_DOTTED = Pattern(
    rf"(?:\[[^\n\]]{{0,40}}\] )*{_LOGGED}\s*(?P<name>\w+) \.{{3,}} (?P<value>\S+)\s*\Z"
)
_PER_DEVICE = Pattern(
    r"\s*(?P<number>\d{1,7})(?:\.0)?\s+(?:per\s+(?:device|gpu)|global)\s*\Z", re.I
)
_LISTED = Pattern(r"\[(?P<items>[^\[\]]*(?:gpu|cuda)[^\[\]]*)\]", re.IGNORECASE)
_FRAMEWORK = Pattern(
    r"(?P<name>tensorflow|pytorch|torch|jax|mxnet|keras|horovod|deepspeed|megatron(?:-lm)?"
    r"|paddle(?:paddle)?|oneflow)(?:\s+version)?",
    re.IGNORECASE,
)
_VERSION = Pattern(r"v?\d+(?:\.\d+)+[\w.+-]*")
_WORDS_BEFORE = Pattern(r"\A(?:using|instantaneous|running with|parameter)\s+", re.I)
_DEVICES_SAID = Pattern(
    r"(?:[^\n]*\|\s*)?training on (?P<fairseq>\d{1,7}) (?:devices|GPUs)(?: \(GPUs/TPUs\))?\s*\Z"
    rf"|{_LOGGED}\s*Num_devices: (?P<maxtext>\d{{1,7}}), shape \([\d, ]*\)\s*\Z"
    r"|\s*distributed training (?:on|with|across)"
    r" (?P<plain>\d{1,7}) (?:gpus?|devices|accelerators)\s*[.:]?\s*\Z",
    re.IGNORECASE,
)
"""How fairseq, MaxText and scripts say on how many devices they train."""


def read_settings(text: str) -> Title | None:
    """Return what a line of settings states, or ``None`` when it is none.

    After results it is of another run: nothing else is set up, or started by a command.
    """
    if command := read_command(text):
        return Title((), command)
    if match := _SETUP.match(text):
        title = read_title(clean(match["settings"]), setup=True)
        names = tuple(filter(_NAME_ALONE.fullmatch, title.names))
        return Title(names, title.facts) if names or title.facts else None
    return None


def read_pairs(text: str) -> Title | None:
    """Return what names and their values state, or ``None`` where a line has none that are known.

    Such lines stand anywhere in a log, and only those before results are settings.
    """
    if (dump := read_dump(text)) is not None:
        return _title(dump)
    if match := _DOTTED.match(text):
        return _title(kept_of([(match["name"], match["value"])]))
    if match := _PER_DEVICE.match(text):
        return _title({"batch": float(match["number"])}) if "global" not in text else None
    if match := _DEVICES_SAID.match(text):
        return _title({"devices": int(match["fairseq"] or match["maxtext"] or match["plain"])})
    facts = Facts("")
    pairs = [_KEY_AND_VALUE.match(piece) for piece in _APART.split(text) if piece.strip()]
    known = [
        pair is not None and _read_pair(clean(pair["name"]), clean(pair["value"]), facts)
        for pair in pairs
    ]
    if facts.columns.get("ranks") == 0:
        # `rank=0` is the one that prints.
        del facts.columns["ranks"]
    if "ranks" not in facts.columns and (match := WORLD_SIZE.match(text)):
        facts.columns["ranks"] = int(match["ranks"])
    title = Title((), facts.columns)
    if all(known):
        # Beside anything else a speedup is part of a heading.
        title = Title((), facts.columns, None, facts.speedup, facts.speedup_digit, facts.baseline)
    return title if title != Title() else None


def _read_pair(name: str, value: str, facts: Facts) -> bool:
    """Add what one name and its value state to ``facts``; tell whether they state anything."""
    name = _WORDS_BEFORE.sub("", name)
    if known := setting(name, value):
        facts.columns |= known
    elif (framework := _FRAMEWORK.fullmatch(name)) and _VERSION.fullmatch(value):
        facts.columns.setdefault("software", f"{framework['name']} {value}")
    elif batch := _PER_DEVICE.match(value):
        batch_of = "batch" if "global" not in value else "global_batch"
        facts.columns[batch_of] = float(batch["number"])
    elif (listed := _LISTED.search(value)) and name.lower() in ("devices", "gpus"):
        facts.columns["devices"] = listed["items"].count(",") + 1
    elif _TELLING.fullmatch(name) and len(value) <= _LONGEST_VALUE:
        stated = take_facts(f"{name}: {value}")
        if _LETTER.search(_TELLING.sub("", stated.left)):
            return False
        facts.columns |= stated.columns
        if stated.speedup is not None:
            facts.speedup, facts.speedup_digit = stated.speedup, stated.speedup_digit
        facts.baseline = facts.baseline if stated.baseline is None else stated.baseline
    else:
        return False
    return True


_LONGEST_VALUE: Final = 60
_LETTER = Pattern(r"[a-z\d]", re.IGNORECASE)
_TELLING = Pattern(
    r"(?:number of\s+)?\b(?:gpus?|devices?|hardware|accelerators?|nodes?|hosts?|machines?"
    r"|speed[ -]?ups?|base[ -]?line)\b",
    re.IGNORECASE,
)
"""Names whose values are read as a heading is."""


def _title(facts: dict[str, Any]) -> Title | None:
    return Title((), facts) if facts else None

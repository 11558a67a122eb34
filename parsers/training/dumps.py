"""All settings of a program at once: ``Namespace(...)``, ``TrainConfig(...)``, a dict, JSON.

They may be nested, cut off, or spread over lines; each name is read by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from parsers.clean import clean
from parsers.grammar.patterns import Pattern
from parsers.training.facts import setting

_VALUE = r"'[^'\n]*'|\"[^\"\n]*\"|[^,()\[\]{}\s'\"]+"
_CALLED: Final = ("Namespace", "Args", "Arguments", "Config", "Settings", "Params")
_CALL = Pattern(rf".{{0,80}}?\b\w{{0,40}}(?:{'|'.join(_CALLED)})\((?P<dump>.*)\)\s*\Z")
_PAIR = Pattern(rf"(?P<name>\w+)=(?P<value>{_VALUE})(?=[,)\s]|\Z)")
_BRACES = Pattern(r"(?P<before>[^{}]{0,120}?)(?P<dump>\{[^{}]{0,9999}[:{}].*)", re.DOTALL)
_SAYS_SO = Pattern(
    r"(?:^|[^a-z])(?:config(?:uration)?|arg(?:ument)?s|settings?|options|flags|cfg|conf"
    r"|(?:hyper[ -]?)?param(?:eter)?s|hparams)\W*\Z",
    re.IGNORECASE,
)
_MEMBER = Pattern(
    rf"(?<![\w.])['\"](?P<name>[A-Za-z][\w.-]{{0,60}})['\"]\s*:\s*(?P<value>{_VALUE})(?=[,}}\s]|\Z)"
)
_LINE = Pattern(
    rf"\s*['\"](?P<name>[A-Za-z][\w.-]{{0,60}})['\"]\s*:\s*(?P<value>{_VALUE})\s*,?\s*\Z"
)
_NAMED = Pattern(r"(['\"])(?P<what>model|network|optimizer|dataset)\1\s*:\s*\{\s*['\"]name['\"]")
_FEW: Final = frozenset(
    {"benchmark", "software", "device", "nodes", "devices", "devices_per_node", "ranks", "batch"}
    | {"global_batch", "epochs", "learning_rate", "optimizer", "precision", "seq_len"}
)
"""What is kept: the rest would be a hundred columns."""
_ANYTHING: Final = ("name", "type", "version")
"""Names that inside a dump tell nothing of the run."""
_FEWEST: Final = 2
"""So many settings make a dump of what stands in braces and is not called one."""
_HARDWARE = Pattern(r"(?:x86|aarch|arm|amd|sm_|ppc|gfx)\w*", re.IGNORECASE)


def read_dump(text: str) -> dict[str, Any] | None:
    """Return what a line that shows settings of a program states; ``None`` for any other line."""
    if "(" in text and any(map(text.__contains__, _CALLED)) and (call := _CALL.match(text)):
        return kept_of((pair["name"], pair["value"]) for pair in _PAIR.finditer(call["dump"]))
    if line := _LINE.match(text):
        return kept_of([(line["name"], line["value"])])
    braces = _BRACES.match(text) if "{" in text else None
    if braces is None:
        return None
    dump = _NAMED.sub(r"'\g<what>'", braces["dump"])
    facts = kept_of((pair["name"], pair["value"]) for pair in _MEMBER.finditer(dump))
    is_called = _SAYS_SO.search(braces["before"]) is not None
    return facts if is_called or len(facts) >= _FEWEST else None


def kept_of(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return what of the settings is worth a column, the first of each name."""
    facts: dict[str, Any] = {}
    for name, value in pairs:
        value = clean(value.strip("'\""))
        if name in _ANYTHING or not value:
            continue
        if name == "arch" and not _HARDWARE.match(value):
            name = "architecture"
        for column, known in (setting(clean(name), value) or {}).items():
            if column in _FEW:
                facts.setdefault(column, known)
    return facts

"""The description of a system that stands beside the results of MLPerf: nodes and accelerators."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from parsers.objects.values import is_plain
from parsers.programs.chosen_settings import plain_value
from parsers.source import STDIN, Source

_KEYS: Final = ("number_of_nodes", "accelerators_per_node", "accelerator_model_name")
_LARGEST: Final = 256 * 1024
_MOST: Final = 16
"""So many files of JSON beside a log are looked into."""
_LEVELS: Final = 4


def described(item: object) -> dict[str, Any] | None:
    """Return ``item`` where it is the description of a system."""
    return item if isinstance(item, dict) and all(key in item for key in _KEYS) else None


def system_beside(source: Source) -> dict[str, object]:
    """Return nodes and devices by the description of the system that ``source`` was measured on.

    Submissions have it in ``systems/NAME.json`` for ``results/NAME/BENCHMARK/result_0.txt``;
    else the one beside the log counts, where there is only one.
    """
    if source.name == STDIN:
        return {}
    named = [found for path in _submitted(source.path) if (found := _described_in(path))]
    beside = [found for path in _beside(source.path) if (found := _described_in(path))]
    if named or len(beside) == 1:
        return _facts((named or beside)[0])
    return {}


def _submitted(path: Path) -> Iterator[Path]:
    folders = list(path.absolute().parents)[: _LEVELS + 2]
    for name in folders[:_LEVELS]:
        for above in folders:
            if above in name.parents:
                yield above / "systems" / f"{name.name}.json"


def _beside(path: Path) -> list[Path]:
    return sorted(path.absolute().parent.glob("*.json"))[:_MOST]


def _described_in(path: Path) -> dict[str, Any] | None:
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        return described(json.loads(path.read_text(encoding="utf-8", errors="replace")))
    except (OSError, ValueError, RecursionError):
        return None


def _facts(system: dict[str, Any]) -> dict[str, object]:
    nodes, each = (plain_value(system[key]) for key in _KEYS[:2])
    facts: dict[str, object] = {
        "device": system["accelerator_model_name"],
        "software": system.get("framework"),
    }
    if isinstance(nodes, int) and nodes > 0:
        facts["nodes"] = nodes
        if isinstance(each, int) and each > 0:
            facts |= {"devices": nodes * each, "devices_per_node": each}
    return {name: fact for name, fact in facts.items() if is_plain(fact) and fact != ""}

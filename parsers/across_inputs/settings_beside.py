"""How large a run was, by the file of settings beside its results, such as ``config.yaml``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isclose
from pathlib import Path
from typing import Any, Final

from parsers.grammar.words import word_set, words
from parsers.headings.read_heading import read_heading
from parsers.headings.resources import NOUNS, read_count
from parsers.objects.json_text import parse
from parsers.objects.values import flat, is_number
from parsers.objects.yaml_text import Beyond, read_yaml, valued
from parsers.reader import ReadError
from parsers.source import Source

_NAMES: Final = ("config", "params", "hparams", "args", "settings", "run_config", ".hydra/config")
_ENDINGS: Final = (".yaml", ".yml", ".json")
_LONGEST: Final = 65_536
"""Bytes; settings that a person chose are shorter."""
_PLURALS: Final = frozenset(word for word in NOUNS if word.endswith("s"))
_OF_ITSELF: Final = word_set(
    "seed port address addr id name title dir directory path folder file output out save log logs"
    " logging date time timestamp run exp experiment job work master hostname tag notes comment"
    " project group wandb entity"
)
_KEPT: Final = frozenset({"desc", "value"})
_CLOSE: Final = 0.02
_OF_A_RUN: Final = frozenset({"devices", "devices_per_node", "ranks"})


def settings_beside(source: Source) -> dict[str, Any]:
    """Return the counts set beside an input and what tells runs apart; nothing without counts."""
    found = dict(flat(_settings(source)))
    if _OF_A_RUN.isdisjoint(dict(_counts(found))):
        return {}
    return {name: value for name, value in found.items() if _is_count(name) or _tells(name)}


def counts_beside(beside: Iterable[Mapping[str, Any]]) -> list[dict[str, int]]:
    """Return the counts in the settings ``beside`` each input, by the fields of a record.

    None where anything else that was set differs otherwise than in proportion to the count, as
    models do: nothing in the records would tell them apart. Devices that are as many on any number
    of nodes are those of one. Nodes alone may be those of a graph, and are none.
    """
    settings: list[Mapping[str, Any]] = []
    for each in beside:
        if not each:
            return []
        settings.append(each)
    found = [dict(_counts(each)) for each in settings]
    nodes, devices = ({each.get(name) for each in found} for name in ("nodes", "devices"))
    are_same = len(nodes) > 1 and len(devices) == 1
    if None not in nodes | devices and (are_same or all(map(_are_of_a_trainer, settings))):
        found = [{**each, "devices": each["devices"] * each["nodes"]} for each in found]
    totals = [each.get("devices") or each.get("ranks") or _of_nodes(each) for each in found]
    names = {name for each in settings for name in each}
    alike = all(
        _is_alike([each.get(name) for each in settings], totals)
        for name in names
        if not _is_count(name)
    )
    return found if alike else []


def _are_of_a_trainer(settings: Mapping[str, object]) -> bool:
    """Whether devices are called as Lightning's trainer has those of a node, ``num_nodes`` beside.

    ``Trainer(devices=8, num_nodes=2)`` runs on sixteen.
    """
    sections = (name.rpartition("devices") for name in settings if name.endswith("devices"))
    return any(not last and f"{section}num_nodes" in settings for section, _, last in sections)


def _of_nodes(counts: Mapping[str, int]) -> int:
    return counts["devices_per_node"] * counts.get("nodes", 1)


def _is_count(name: str) -> bool:
    return read_count(words(name.rpartition(".")[2])) is not None


def _tells(name: str) -> bool:
    """Whether a setting says what was run, and not where or when."""
    return not _OF_ITSELF.issuperset(words(name.rpartition(".")[2]))


def _is_alike(values: Sequence[object], totals: Sequence[int]) -> bool:
    """Whether a setting is one for all runs, or so much for each of what runs had, or shared."""
    if all(value == values[0] for value in values):
        return True
    if not all(map(is_number, values)):
        return False
    numbers = [float(str(value)) for value in values]
    shares = [number / total for number, total in zip(numbers, totals, strict=True)]
    wholes = [number * total for number, total in zip(numbers, totals, strict=True)]
    return any(isclose(min(each), max(each), rel_tol=_CLOSE) for each in (shares, wholes))


def _counts(settings: Mapping[str, object]) -> Iterator[tuple[str, int]]:
    for name, value in settings.items():
        said = words(name.rpartition(".")[2])
        count = read_count(said)
        if count is None or not isinstance(value, int | float) or isinstance(value, bool):
            continue
        heading = read_heading(" ".join(said))
        field = "devices" if heading.name == "device" else heading.name
        # The `rank` of LoRA's matrices is one; so may be `gpu`, the number of one of several.
        counts = count.sure or said[-1] in _PLURALS
        if counts and field in (*_OF_A_RUN, "nodes") and value >= 1 and value == int(value):
            yield field, int(value)


def _bare(value: object) -> object:
    """What was set, where a tracker keeps it beside what it says of that: ``{desc, value}``."""
    is_kept = isinstance(value, dict) and "value" in value and value.keys() <= _KEPT
    return value["value"] if isinstance(value, dict) and is_kept else value


def _settings(source: Source) -> dict[str, Any]:
    """The members of the first file of settings beside an input."""
    if source.content is not None:
        return {}
    folder = Path(source.path).parent
    for path in (folder / f"{name}{ending}" for name in _NAMES for ending in _ENDINGS):
        if path == source.path or not path.is_file():
            continue
        try:
            text = path.read_bytes()[:_LONGEST].decode(errors="replace")
            whole = parse(text) if path.suffix == ".json" else valued(read_yaml(text.splitlines()))
        except (OSError, Beyond, ReadError, json.JSONDecodeError):
            continue
        if isinstance(whole, dict):
            return {name: _bare(value) for name, value in whole.items()}
    return {}

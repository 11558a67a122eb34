"""nccl-tests with ``-J``: the JSON of a run, of which the environment is never read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from parsers.programs.json_program import JsonProgram, at, real
from parsers.programs.measurements import FoundRun
from parsers.short_columns.short_texts import as_int


def _of_whole(whole: Mapping[str, Any]) -> dict[str, object]:
    """What the program was, and on how many devices of how many hosts."""
    arguments = whole.get("args")
    facts: dict[str, object] = {}
    if isinstance(arguments, list) and arguments and isinstance(arguments[0], str):
        facts["benchmark"] = PurePath(arguments[0]).name
    devices = at(whole, "config.devices")
    devices = whole.get("devices") if devices is None else devices
    ranks = (
        [each for each in devices if isinstance(each, dict)] if isinstance(devices, list) else []
    )
    if ranks:
        models = {each.get("device_info") for each in ranks}
        hosts = {each.get("hostname") for each in ranks}
        facts |= {"ranks": len(ranks), "devices": len(ranks)}
        facts |= {"nodes": len(hosts)} if None not in hosts else {}
        facts |= {"device": models.pop()} if len(models) == 1 else {}
    return facts


def _refined(run: FoundRun, item: Mapping[str, Any]) -> FoundRun:
    wrong = [real(at(item, f"{place}.nwrong")) for place in ("out_of_place", "in_place")]
    failed = next((f"wrong: {each:.0f}" for each in wrong if each), None)
    facts = {name: _plain(value) for name, value in run.facts.items()}
    run = run._replace(facts=facts)
    return run if failed is None else run._replace(status="failed", reason=failed)


def _plain(value: object) -> object:
    """A root stands in blanks, as it is printed: ``"    -1"``."""
    if not isinstance(value, str):
        return value
    number = as_int(text := value.strip())
    return text if number is None else number


PROGRAM = JsonProgram(
    name="nccl-tests JSON",
    keys=("nccl_version",),
    primary="busbw",
    runs="results",
    of_whole=_of_whole,
    fields={name: name for name in ("size", "type", "redop", "root")},
    shared={"started": "start_time"},
    results={
        f"{metric}{suffix}": f"{place}.{path} {unit}"
        for suffix, place in (("", "out_of_place"), ("_in_place", "in_place"))
        for metric, path, unit in (
            ("collective_latency", "time", "us"),
            ("algbw", "alg_bw", "GB/s"),
            ("busbw", "bus_bw", "GB/s"),
        )
    },
    refined=_refined,
)

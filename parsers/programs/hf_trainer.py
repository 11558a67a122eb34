"""The Trainer of Hugging Face: ``trainer_state.json``, ``all_results.json`` and those of a part."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from parsers.objects.json_text import parse
from parsers.programs.file_program import FileProgram
from parsers.programs.json_program import real
from parsers.programs.logged_series import gathered, measurements, primary_of
from parsers.programs.measurements import FoundRun, as_reading
from parsers.reader import ReadError, Reading
from parsers.source import Source

_BENCHMARK: Final = "training"
_COUNTERS: Final = ("step", "epoch", "learning_rate", "num_input_tokens_seen", "max_steps")
_SETTINGS: Final = ("num_train_epochs", "train_samples", "eval_samples")


def _read(source: Source) -> Reading | None:
    try:
        whole = parse(source.text)
    except ReadError:
        return None
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            return None
        text = f"cut off in line {error.lineno}"
        run = FoundRun(None, {"benchmark": _BENCHMARK}, status="unknown", reason=text)
        return as_reading(source, [run])
    if not isinstance(whole, dict):
        return None
    history = whole.get("log_history")
    if isinstance(history, list) and "global_step" in whole:
        return as_reading(source, [_run(whole, history)])
    if any(real(whole.get(f"{part}_samples_per_second")) for part in ("train", "eval", "test")):
        return as_reading(source, [_run(whole, [whole])])
    return None


def _run(whole: Mapping[str, Any], history: list[Any]) -> FoundRun:
    facts: dict[str, object] = {
        "benchmark": "training",
        "batch": real(whole.get("train_batch_size")),
    }
    facts |= {name: whole[name] for name in _SETTINGS if real(whole.get(name))}
    entries = [
        (
            real(entry.get("step")) or float(place),
            {key: value for key, value in entry.items() if key not in (*_COUNTERS, *_SETTINGS)},
        )
        for place, entry in enumerate(history)
        if isinstance(entry, dict)
    ]
    measured = [
        each._replace(unit=each.unit or ("s" if each.metric.endswith("_runtime") else None))
        for each in measurements(gathered(entries))
    ]
    primary = primary_of([each.metric for each in measured])
    run = FoundRun(None, facts, measured, primary)
    return run if measured else run._replace(status="unknown", reason="nothing logged yet")


PROGRAM = FileProgram(
    name="Hugging Face Trainer",
    primary="",
    read=_read,
    assumes=(
        "`train_samples_per_second` is what a run is for, or else its evaluation",
        "of what was logged several times the last counts",
        "`train_batch_size` is that of one device",
        "`trainer_state.json`, `all_results.json` and checkpoints of a folder are one run",
    ),
)

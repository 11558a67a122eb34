"""lm-evaluation-harness: ``results_*.json``, a run for each task.

https://github.com/EleutherAI/lm-evaluation-harness: the quantities of a task are called
``metric,filter``; ``higher_is_better`` says of each which way it improves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from parsers.headings.directions import Better
from parsers.objects.json_text import parse
from parsers.programs.chosen_settings import settings
from parsers.programs.file_program import FileProgram
from parsers.programs.json_program import at, real
from parsers.programs.measurements import FoundRun, Measurement, as_reading
from parsers.reader import ReadError, Reading
from parsers.source import Source

_BENCHMARK: Final = "lm-eval"
_PREFERRED: Final = ("acc_norm", "acc", "exact_match", "f1", "pass@1", "word_perplexity")
_SETTINGS: Final = ("batch_size", "limit", "model_dtype", "num_fewshot")
_PATH: Final = re.compile(r"(?:^\{?|,) ?'?(?:pretrained|model|path)'?(?:=|: ?)'?(?P<name>[^,'}]+)")
"""``pretrained=gpt2,dtype=float``, or since release 0.4.10 ``{'pretrained': 'gpt2'}``."""
_ERROR: Final = re.compile(r"\w+_stderr")


def _read(source: Source) -> Reading | None:
    try:
        whole = parse(source.text)
    except ReadError:
        return None
    except json.JSONDecodeError as error:
        text = f"cut off in line {error.lineno}"
        run = FoundRun(None, {"benchmark": _BENCHMARK}, status="unknown", reason=text)
        return as_reading(source, [run])
    results = at(whole, "results")
    if not isinstance(whole, dict) or not isinstance(results, dict):
        return None
    groups = whole.get("group_subtasks")
    sums = {task for task, parts in groups.items() if parts} if isinstance(groups, dict) else set()
    runs = [
        _run(whole, task, found, is_sum=task in sums)
        for task, found in results.items()
        if isinstance(found, dict)
    ]
    return as_reading(source, runs) if runs else None


def _run(
    whole: Mapping[str, Any], task: str, found: Mapping[str, Any], *, is_sum: bool
) -> FoundRun:
    directions = at(whole, "higher_is_better")
    stated = directions.get(task) if isinstance(directions, dict) else None
    measured: dict[str, Measurement] = {}
    for key, value in found.items():
        name, _, chosen = key.partition(",")
        number = None if _ERROR.fullmatch(name) else real(value)
        if number is None or name in ("alias", "samples", "sample_len"):
            continue
        metric = metric_name(name, chosen)
        better = _better(stated, name)
        measured[metric] = Measurement(metric, number, better=better, summary=is_sum)
    facts = _facts(whole) | {"benchmark": task}
    if (shots := at(whole, "n-shot")) and isinstance(shots, dict):
        facts["num_fewshot"] = shots.get(task)
    run = FoundRun(None, facts, list(measured.values()), preferred(measured))
    return run if measured else run._replace(status="unknown", reason="no metric of this task")


def metric_name(metric: str, chosen: str) -> str:
    """Return what a metric is called of which a filter has ``chosen`` the answers."""
    return metric if chosen in ("", "none") else f"{metric}_{chosen.replace('-', '_')}"


def preferred(metrics: Iterable[str]) -> str | None:
    """Return the metric that a task is for."""
    names = list(metrics)
    by_rank = (metric for name in _PREFERRED for metric in names if metric.startswith(name))
    return next(by_rank, next(iter(names), None))


def model_of(arguments: str) -> str | None:
    """Return the model that its arguments name; of a path the last part."""
    match = _PATH.search(arguments)
    return None if match is None else _short(match["name"])


def _short(name: str) -> str:
    return name.rstrip("/").rpartition("/")[2] if name.startswith("/") else name


def _better(stated: object, name: str) -> Better | None:
    """Which way a metric improves; ``None`` asks the name."""
    value = stated.get(name) if isinstance(stated, dict) else None
    return None if not isinstance(value, bool) else "higher" if value else "lower"


def _facts(whole: Mapping[str, Any]) -> dict[str, object]:
    config = whole.get("config")
    given = {name: at(config, name) for name in _SETTINGS}
    arguments = at(config, "model_args")
    if isinstance(arguments, dict):
        arguments = ",".join(f"{name}={value}" for name, value in arguments.items())
    stated = whole.get("model_name")
    name = _short(stated) if isinstance(stated, str) else model_of(str(arguments))
    facts = settings({name: value for name, value in given.items() if value is not None})
    if name is not None:
        facts["model"] = name
    if (moment := real(whole.get("date"))) is not None and 0 < moment < 2**32:
        facts["started"] = datetime.fromtimestamp(moment, UTC).isoformat()
    return facts


PROGRAM = FileProgram(
    name="lm-eval",
    primary="",
    read=_read,
    assumes=(
        "a task is for `acc_norm`, `acc`, `exact_match` or else its first metric",
        "groups are summaries of their tasks; standard errors are left out",
    ),
)

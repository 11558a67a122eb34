"""``vllm bench serve`` and its kin (SGLang's ``bench_serving``): the JSON result of each run."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from parsers.objects.json_text import parse, parse_several
from parsers.programs.chosen_settings import settings
from parsers.programs.file_program import FileProgram
from parsers.programs.json_program import real
from parsers.programs.measurements import FoundRun, Measurement, as_reading
from parsers.reader import ReadError, Reading
from parsers.source import Source

_RATES: Final = {
    "output_throughput": "tok/s",
    "total_token_throughput": "tok/s",
    "total_throughput": "tok/s",
    "input_throughput": "tok/s",
    "request_throughput": "req/s",
    "request_goodput": "req/s",
}
_STATISTIC: Final = re.compile(r"(?P<which>mean|median|p[\d.]+)_(?P<name>\w+)_ms")
_NAMES: Final = {"e2e_latency": "e2el"}
"""What SGLang calls otherwise."""
_KEYS: Final = {"median_ttft_ms", "output_throughput"}
_OWN: Final = re.compile(
    r"date|label|tokenizer_id|endpoint_type|model_id|duration|completed|failed|rtfx|errors|tag"
    r"|accept_length|concurrency|total_\w+|max_output_tokens_per_s|max_concurrent_requests"
    r"|spec_decode_\w+|\w+_(?:in)?throughput|\w*goodput|\w+_ms|\w+_(lens|times)"
)


def _read(source: Source) -> Reading | None:
    found: object
    try:
        found = parse(source.text)
    except ReadError:
        return None
    except json.JSONDecodeError:
        found = parse_several(source.text)
    items = found if isinstance(found, list) else [found]
    runs = [_run(item) for item in items if isinstance(item, dict) and item.keys() >= _KEYS]
    return as_reading(source, runs) if runs else None


def _run(item: Mapping[str, Any]) -> FoundRun:
    own = {name: value for name, value in item.items() if not _OWN.fullmatch(name)}
    model, date = item.get("model_id"), str(item.get("date"))
    facts: dict[str, object] = {**settings(own), "benchmark": "serving", "started": _moment(date)}
    if isinstance(model, str):
        facts["model"] = model
    run = FoundRun(None, facts, primary=PROGRAM.primary)
    if item.get("completed") == 0:
        return run._replace(status="failed", reason="no request completed")
    return run._replace(measured=list(_measured(item)))


def _measured(item: Mapping[str, Any]) -> list[Measurement]:
    found = [
        Measurement(name, rate, unit, better="higher")
        for name, unit in _RATES.items()
        if (rate := real(item.get(name))) is not None
    ]
    for key, value in item.items():
        match, number = _STATISTIC.fullmatch(key), real(value)
        if match and number is not None:
            suffix = "" if match["which"] == "mean" else f"_{match['which']}"
            name = _NAMES.get(match["name"], match["name"]) + suffix
            found.append(Measurement(name, number, "ms", better="lower"))
    if (duration := real(item.get("duration"))) is not None:
        found.append(Measurement("runtime", duration, "s"))
    if (failed := real(item.get("failed"))) is not None:
        found.append(Measurement("failed_requests", failed, "req", better="lower"))
    return found


def _moment(date: str) -> str | None:
    """``20261129-101112`` in ISO 8601."""
    try:
        return datetime.strptime(date, "%Y%m%d-%H%M%S").isoformat()
    except ValueError:
        return None


PROGRAM = FileProgram(
    name="vLLM serving benchmark",
    primary="output_throughput",
    read=_read,
    assumes=(
        "a latency without a suffix is the mean; deviations are left out",
        "what `--metadata` added is a setting",
    ),
)

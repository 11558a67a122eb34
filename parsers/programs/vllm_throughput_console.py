"""What ``vllm bench throughput`` (``benchmark_throughput.py``) prints at its end."""

from __future__ import annotations

from typing import Any, Final

from parsers.programs.program import Program

_ARGUMENTS: Final = r"^Namespace\([^\n]*?\b"


def devices(facts: dict[str, Any]) -> dict[str, object]:
    """Return on how many devices a model was spread, where the arguments were printed."""
    sizes = [facts[name] for name in ("tp", "pp") if name in facts]
    return {"devices": sizes[0] * sizes[-1] if len(sizes) == 2 else sizes[0]} if sizes else {}


ARGUMENTS: Final = (
    _ARGUMENTS + r"model='(?P<model>[^'\n]+)'",
    _ARGUMENTS + r"tensor_parallel_size={tp}",
    _ARGUMENTS + r"pipeline_parallel_size={pp}",
)
"""Patterns of the arguments that vLLM prints before it begins."""

PROGRAM = Program(
    name="vLLM throughput benchmark console",
    begins=(r"^Namespace\([^\n]*\btensor_parallel_size=", r"^Throughput: {_} requests/s, "),
    primary="total_token_throughput",
    facts={"benchmark": "throughput"},
    fields=ARGUMENTS,
    derived=devices,
    rows=(
        r"^Throughput: {request_throughput:req/s} requests/s, "
        r"{total_token_throughput:tok/s} (?:total )?tokens/s"
        r"(?:, {output_throughput:tok/s} output tokens/s)?",
    ),
)

"""What ``trtllm-bench`` of TensorRT-LLM prints at its end."""

from __future__ import annotations

from typing import Any, Final

from parsers.programs.program import Program

_TIMES: Final = (
    ("ttft", r"time-to-first-token \[TTFT\]", "TTFT"),
    ("tpot", r"time-per-output-token \[TPOT\]", "TPOT"),
    ("latency", "request latency", "Latency"),
)
_STATISTICS: Final = {
    **{f"P{each}": f"_p{each}" for each in (50, 90, 95, 99)},
    "MINIMUM": "_min",
    "MAXIMUM": "_max",
}


def _devices(facts: dict[str, Any]) -> dict[str, object]:
    """The devices of all stages of the pipeline."""
    tensor, pipeline = facts.get("tp"), facts.get("pp", 1)
    return {"devices": tensor * pipeline} if tensor else {}


PROGRAM = Program(
    name="trtllm-bench",
    begins=(
        r"^(?:= )?(?:PYTORCH BACKEND|_AUTODEPLOY BACKEND|ENGINE DETAILS) *$",
        r"^(?:= )?(?:PERFORMANCE OVERVIEW|STATISTICS) *$(?=\n=)",
    ),
    primary="output_throughput total_token_throughput",
    fields=(
        r"^Model: {model=word} *$",
        r"^TensorRT[- ]LLM Version: {software=text} *$",
        r"^Dtype: (?P<precision>\S+)",
        r"^KV Cache Dtype: (?P<kv_cache>\S+)",
        r"^Quantization: (?P<quantization>\S+)",
        r"^TP Size: {tp} *$",
        r"^PP Size: {pp} *$",
        r"^EP Size: {ep} *$",
        r"^Number of requests: {requests} *$",
        r"^(?:Number of concurrent requests|Concurrency): {concurrency} *$",
        r"^Average Input Length \(tokens\): {input_length} *$",
        r"^Average Output Length \(tokens\): {output_length} *$",
    ),
    results=(
        r"^(?:Total Output|Token) Throughput \(tokens/sec\): {output_throughput:tok/s}",
        r"^Total Token Throughput \(tokens/sec\): {total_token_throughput:tok/s}",
        r"^Request Throughput \(req/sec\): {request_throughput:req/s}",
        r"^Total Latency \(ms\): {runtime:ms}",
        r"^Total Latency \(seconds\): {runtime:s}",
        r"^Per GPU Output Throughput \(tps/gpu\): {output_throughput_per_device:tok/s/GPU}",
        *(rf"^Average {words} \(ms\): {{{name}:ms}}" for name, words, _ in _TIMES),
        *(
            rf"^\[{short}\] {said} *: {{{name}{suffix}:ms}}"
            for name, _, short in _TIMES
            for said, suffix in _STATISTICS.items()
        ),
    ),
    derived=_devices,
    assumes=("its devices are TP × PP",),
)

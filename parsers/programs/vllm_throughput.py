"""``vllm bench throughput``: the JSON result of a run."""

from __future__ import annotations

from parsers.programs.json_program import JsonProgram

PROGRAM = JsonProgram(
    name="vLLM throughput benchmark",
    keys=("elapsed_time", "num_requests", "tokens_per_second"),
    primary="total_token_throughput",
    of_whole=lambda _: {"benchmark": "throughput"},
    fields={"requests": "num_requests"},
    results={
        "total_token_throughput": "tokens_per_second tok/s",
        "request_throughput": "requests_per_second req/s",
        "runtime": "elapsed_time s",
    },
    assumes=("tokens are those of prompts and answers together",),
)

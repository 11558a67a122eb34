"""What ``vllm bench serve`` and SGLang's ``bench_serving`` print at their end."""

from __future__ import annotations

from typing import Final

from parsers.programs.program import Program

_STATISTICS: Final = {
    "Mean": "",
    "Median": "_median",
    "Max": "_max",
    **{f"P{each}": f"_p{each}" for each in (50, 75, 90, 95, 99)},
}
_TIMES: Final = {
    "TTFT": "ttft",
    "TPOT": "tpot",
    "ITL": "itl",
    "E2EL": "e2el",
    "E2E [Ll]atency": "e2el",
}

PROGRAM = Program(
    name="vLLM serving benchmark console",
    # What people copy often lacks the lines that are drawn around the results.
    begins=(
        r"^=+ (?:Serving|Offline Throughput) Benchmark Result =+$",
        r"^Successful requests: {_=word} *$",
        # In 2023 there were four times alone.
        r"^Total time: {_} s\n *Throughput: {_} requests/s *$",
    ),
    ends=r"^={50,}$",
    is_always_ended=False,
    primary="output_throughput request_throughput",
    facts={"benchmark": "serving"},
    fields=(
        r"^=+ (?P<benchmark>Offline Throughput) Benchmark Result =+$",
        r"^Backend: {backend=word} *$",
        r"^(?:Maximum request|Max req[a-z]+|Max) concurrency: {max_concurrency} *$",
        r"^(?:Request rate configured \(RPS\)|Traffic request rate): {request_rate} *$",
    ),
    results=(
        r"^Output token throughput \(tok/s\): {output_throughput:tok/s}",
        r"^Total [Tt]oken throughput \(tok/s\): {total_token_throughput:tok/s}",
        r"^Input token throughput \(tok/s\): {input_throughput:tok/s}",
        r"^Request throughput \(req/s\): {request_throughput:req/s}",
        r"^Request goodput \(req/s\): {request_goodput:req/s}",
        r"^Benchmark duration \(s\): {runtime:s}",
        # Until 2024, units stood behind the numbers.
        r"^Output token throughput: {output_throughput:tok/s} tokens/s",
        r"^Input token throughput: {input_throughput:tok/s} tokens/s",
        r"^Request throughput: {request_throughput:req/s} requests/s",
        r"^Benchmark duration: {runtime:s} s$",
        r"^Total time: {runtime:s} s$",
        r"^Throughput: {request_throughput:req/s} requests/s *$",
        r"^Average latency: {e2el:s} s$",
        r"^Failed requests: {failed_requests:req}",
        *(
            f"^{said} {shown}(?: \\(ms\\)|(?=: [\\d.]+ ms *$)): {{{name}{suffix}:ms}}"
            for shown, name in _TIMES.items()
            for said, suffix in _STATISTICS.items()
        ),
    ),
    fails=(r"^Successful requests: {_=word}(?<=\s0) *$",),
    better={"failed_requests": "lower"},
    assumes=("a latency without a suffix is the mean",),
)

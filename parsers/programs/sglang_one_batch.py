"""What ``python -m sglang.bench_one_batch`` prints: a prefill and its decoding, after a warmup."""

from __future__ import annotations

from parsers.programs.measurements import FoundRun
from parsers.programs.program import Program


def _without_warmup(run: FoundRun) -> FoundRun | None:
    facts = {name: value for name, value in run.facts.items() if name != "phase"}
    return None if run.facts.get("phase") == "Warmup" else run._replace(facts=facts)


PROGRAM = Program(
    name="SGLang one batch",
    begins=(
        r"^Warmup \.\.\. *\n *Prefill\. latency: ",
        r"^(?:Benchmark \.\.\. *\n *)?Prefill\. latency: ",
    ),
    primary="total_token_throughput",
    facts={"benchmark": "one batch"},
    fields=(r"^Decode \d+\. +Batch size: {batch},",),
    rows=(
        r"^(?:(?P<phase>Warmup|Benchmark) \.\.\. *\n *)?"
        r"Prefill\. latency: +{prefill_latency:s} s, "
        r"throughput: +{prefill_throughput:tok/s} token/s *\n"
        r"(?: *Decode +\d*\.[^\n]*\n| *Decode\. +latency[^\n]*\n)*"
        r" *Decode\. +median latency: +{decode_latency:s} s, "
        r"median throughput: +{decode_throughput:tok/s} token/s *\n"
        r" *Total\. latency: +{runtime:s} s, throughput: +{total_token_throughput:tok/s} token/s",
    ),
    refined=_without_warmup,
    assumes=("the warmup is no run", "decoding is the median that it prints"),
)

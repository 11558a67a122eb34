"""What ``python -m sglang.bench_one_batch`` prints: a prefill and its decoding, after a warmup."""

from __future__ import annotations

from parsers.programs.measurements import FoundRun
from parsers.programs.program import Program, ProgramOutput


class _OneBatch(Program):
    """What it prints of the warmup is no run."""

    def read(self, output: ProgramOutput) -> tuple[list[FoundRun], int]:
        """Return the run of one output, none of a warmup, and where it ends."""
        runs, end = super().read(output)
        measured = [run for run in runs if run.facts.get("phase") != "Warmup"]
        return [run._replace(facts={**run.facts, "phase": None}) for run in measured], end


PROGRAM = _OneBatch(
    name="SGLang one batch",
    begins=(r"^(?:(?:Warmup|Benchmark) \.\.\. *\n *)?Prefill\. latency: ",),
    ends=r"^Total\. latency: [^\n]*",
    primary="total_token_throughput",
    facts={"benchmark": "one batch"},
    fields=(
        r"^(?P<phase>Warmup|Benchmark) \.\.\. *$",
        r"^Decode \d+\. +Batch size: {batch},",
    ),
    results=(
        r"^Prefill\. latency: +{prefill_latency:s} s, "
        r"throughput: +{prefill_throughput:tok/s} token/s",
        r"^Decode\. +median latency: +{decode_latency:s} s, "
        r"median throughput: +{decode_throughput:tok/s} token/s",
        r"^Total\. latency: +{runtime:s} s, throughput: +{total_token_throughput:tok/s} token/s",
    ),
    assumes=("the warmup is no run", "decoding is the median that it prints"),
)

"""MLPerf Inference: the summary that LoadGen prints, and writes as ``mlperf_log_summary.txt``.

https://github.com/mlcommons/inference/blob/master/loadgen: which quantity is the result depends on
the scenario: a rate where queries come in bulk or as they do at a server, else a latency.
"""

from __future__ import annotations

from typing import Final

from parsers.programs.program import Program

_PERCENTILES: Final = {
    name: rf"{whole}(?:th|\.{decimals})"
    for name, whole, decimals in (
        ("p50", "50", "00"),
        ("p90", "90", "00"),
        ("p95", "95", "00"),
        ("p97", "97", "00"),
        ("p99", "99", "00"),
    )
} | {"p99_9": r"99\.90?(?:th)?"}
_RESULTS: Final = (
    *("token_throughput", "throughput", "scheduled_throughput"),
    *("latency_p90", "latency_p99", "latency_p99_9"),
)
_LATENCIES: Final = {
    "latency": "latency",
    "ttft": "(?:[Ff]irst [Tt]oken latency|TTFT)",
    "tpot": "(?:[Tt]ime to [Oo]utput [Tt]oken|TPOT)",
}

PROGRAM = Program(
    name="MLPerf Inference",
    begins=(r"^MLPerf Results Summary *$",),
    ends=r"^(?:No errors|\d+ ERRORS?) encountered[^\n]*$",
    is_always_ended=False,
    primary=" ".join(_RESULTS),
    fields=(
        r"^SUT name *: {system=text} *$",
        r"^Scenario *: {case=text} *$",
        r"^Mode *: {mode=text} *$",
        r"^Result is *: {validity=word}",
    ),
    results=(
        r"^(?:Completed )?[Ss]amples per second *: {throughput:samples/s}",
        r"^(?:Completed )?[Tt]okens per second *: {token_throughput:tok/s}",
        r"^Scheduled samples per second *: {scheduled_throughput:samples/s}",
        *(
            rf"^{said} {shown} \(ns\) *: {{{name}{suffix}:ns}}"
            for name, shown in _LATENCIES.items()
            for said, suffix in (("Mean", ""), ("Min", "_min"), ("Max", "_max"))
        ),
        *(
            rf"^{said} percentile {shown} \(ns\) *: {{{name}_{suffix}:ns}}"
            for name, shown in _LATENCIES.items()
            for suffix, said in _PERCENTILES.items()
        ),
    ),
    better={"latency": "lower"},
    assumes=(
        "the result is a rate, or the percentile of the scenario where none is stated",
        "`latency` is the mean",
        "`validity` is what LoadGen says of the rules; an invalid result was measured all the same",
    ),
)

"""HPC Challenge: a run for each of its tests, from the summary at the end of ``hpccoutf.txt``.

The summary is also read where it stands alone, or lines of it do.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from parsers.programs.measurements import FoundRun, Measurement, weight_of_last_digit
from parsers.programs.program import Program, ProgramOutput
from parsers.programs.templates import number, whole_number

_LINE: Final = re.compile(r"^([A-Za-z]\w*)=([-+]?\d[-+.\deE]*|-?nan|-?inf)$", re.MULTILINE)

_VERSION: Final = ("VersionMajor", "VersionMinor", "VersionMicro")
_QUOTED: Final = ("HPL_Tflops", "PTRANS_GBs", "StarDGEMM_Gflops", "StarSTREAM_Triad")
"""Lines of the summary that stand alone where somebody copied the most important ones."""


class _Test(NamedTuple):
    """One test: ``results`` by metric, each a key and its unit, the primary one first.

    ``ranks``: the keys whose product is the number of processes that share its work; where each
    does work of its own, there are none.
    """

    name: str
    results: Mapping[str, str]
    size: str | None = None
    ranks: str | None = None


def _random_access(name: str) -> _Test:
    results = {"update_rate": f"{name}_GUPs GUP/s", "runtime": f"{name}_time s"}
    return _Test(name, results, f"{name}_N", "CommWorldProcs")


def _of_one_process(way: str) -> _Test:
    """What each process reaches, on its own (``Single``) or while all others do the same."""
    kernels = ("Triad", "Copy", "Scale", "Add")
    results = {f"bandwidth_{each.lower()}": f"{way}STREAM_{each} GB/s" for each in kernels}
    results |= {
        "flops_dgemm": f"{way}DGEMM_Gflops Gflop/s",
        "flops_fft": f"{way}FFT_Gflops Gflop/s",
        "update_rate": f"{way}RandomAccess_GUPs GUP/s",
        "update_rate_lcg": f"{way}RandomAccess_LCG_GUPs GUP/s",
    }
    return _Test(way, results)


_TESTS: Final = (
    _Test(
        "HPL",
        {"flops": "HPL_Tflops Tflop/s", "runtime": "HPL_time s"},
        "HPL_N",
        "HPL_nprow HPL_npcol",
    ),
    _Test(
        "PTRANS",
        {"bandwidth": "PTRANS_GBs GB/s", "runtime": "PTRANS_time s"},
        "PTRANS_n",
        "PTRANS_nprow PTRANS_npcol",
    ),
    _random_access("MPIRandomAccess_LCG"),
    _random_access("MPIRandomAccess"),
    _Test("MPIFFT", {"flops": "MPIFFT_Gflops Gflop/s"}, "MPIFFT_N", "MPIFFT_Procs"),
    _of_one_process("Star"),
    _of_one_process("Single"),
    _Test(
        "LatencyBandwidth",
        {
            "bandwidth_random_ring": "RandomlyOrderedRingBandwidth_GBytes GB/s",
            "latency_random_ring": "RandomlyOrderedRingLatency_usec us",
            "bandwidth_natural_ring": "NaturallyOrderedRingBandwidth_GBytes GB/s",
            "latency_natural_ring": "NaturallyOrderedRingLatency_usec us",
            "bandwidth_ping_pong": "AvgPingPongBandwidth_GBytes GB/s",
            "latency_ping_pong": "AvgPingPongLatency_usec us",
        },
    ),
)


class _Hpcc(Program):
    """The keys of the summary, which come in an order of their own."""

    def read(self, output: ProgramOutput) -> tuple[list[FoundRun], int]:
        """Return a run for each test whose keys are there, and where the output ends."""
        text = output.stream.text
        begin, end = output.start, output.end
        banner = next(next(iter(self.openings)).find(text, begin, end), None)
        if banner is not None:
            summary = text.find("Begin of Summary section", begin, end)
            begin = end if summary < 0 else summary
        lines = list(_LINE.finditer(text, begin, end))
        found = {match[1]: (match[2], match.start()) for match in lines}
        if banner is None and not output.ended:
            # What was copied out of a summary ends with its last line.
            end = max((match.end() for match in lines), default=end)
        runs = [run for test in _TESTS if (run := self._test(output, test, found)) is not None]
        if not runs:
            nothing = FoundRun(
                output.stream.line_at(output.start), {"benchmark": self.name}, (), "flops"
            )
            runs.append(self._unfinished(output, nothing))
        return runs, end

    def _test(
        self, output: ProgramOutput, test: _Test, found: Mapping[str, tuple[str, int]]
    ) -> FoundRun | None:
        keys = {metric: result.split() for metric, result in test.results.items()}
        has = {metric: key for metric, (key, _) in keys.items() if key in found}
        primary = next(iter(keys))
        if primary not in has:
            return None
        version = ".".join(found[key][0] for key in _VERSION if key in found)
        facts: dict[str, object] = {
            "benchmark": self.name,
            "case": test.name,
            "software": f"{self.name} {version}" if version else None,
        }
        if test.ranks is not None:
            facts |= {"size": _value(found, test.size), "ranks": _product(found, test.ranks)}
        else:
            facts["processes"] = _value(found, "CommWorldProcs")
        run = FoundRun(output.stream.line_at(found[has[primary]][1]), facts, (), primary)
        text = found[has[primary]][0]
        if found.get("Success", ("1",))[0] != "1":
            return run._replace(status="failed", reason="Success is not 1")
        if number(text) <= 0:
            return run._replace(status="failed", reason=f"{has[primary]} is {text}")
        measured = [
            Measurement(
                metric,
                number(found[key][0]),
                keys[metric][1],
                digit=weight_of_last_digit(found[key][0]),
            )
            for metric, key in has.items()
        ]
        return run._replace(measured=[each for each in measured if (each.value or 0) > 0])


def _value(found: Mapping[str, tuple[str, int]], key: str | None) -> float | int | None:
    """The number at ``key``; ``None`` where there is none above 0."""
    text = found[key][0] if key is not None and key in found else "0"
    return whole_number(text) if number(text) > 0 else None


def _product(found: Mapping[str, tuple[str, int]], keys: str) -> float | int | None:
    values = [_value(found, key) for key in keys.split()]
    return None if None in values else math.prod(value for value in values if value is not None)


PROGRAM = _Hpcc(
    name="HPCC",
    begins=(
        r"^This is the DARPA/DOE HPC Challenge Benchmark version",
        r"^Begin of (?!Summary)\w+ section\.\n(?:(?!This is the DARPA)[^\n]*\n)*?Begin of Summary",
        r"^Begin of Summary section",
        *(rf"^{key}=\d" for key in _QUOTED),
    ),
    ends=r"^End of HPC Challenge tests\.",
    encloses=True,
    primary="flops bandwidth update_rate bandwidth_triad bandwidth_random_ring",
    assumes=(
        "the values of `Star` are those of one process while all work",
        "a value that is not above 0 was not measured",
    ),
)

"""ApacheBench (``ab``): requests per second."""

from __future__ import annotations

from parsers.programs.program import Program

_STAMP = r"(?:\d{4}-\d\d-\d\dT[\d:.]+Z )?"
"""What runners of workflows write before each line."""

PROGRAM = Program(
    name="ApacheBench",
    begins=(
        rf"^{_STAMP}This is ApacheBench, Version ",
        rf"^{_STAMP}Concurrency Level: *\d+",
        rf"^{_STAMP}Requests per second: *[\d.]+ \[#/sec\]",
    ),
    primary="request_rate",
    better={"request_rate": "higher"},
    fields=(
        rf"^{_STAMP}Server Software: *{{server=word}} *$",
        rf"^{_STAMP}Document Path: *{{case=word}} *$",
        rf"^{_STAMP}Document Length: *{{size}} bytes *$",
        rf"^{_STAMP}Concurrency Level: *{{concurrency}} *$",
        rf"^{_STAMP}Complete requests: *{{requests}} *$",
    ),
    results=(
        rf"^{_STAMP}Requests per second: *{{request_rate:req/s}} \[#/sec\]",
        rf"^{_STAMP}Time taken for tests: *{{runtime:s}} seconds",
        rf"^{_STAMP}Time per request: *{{latency:ms}} \[ms\] \(mean\) *$",
        rf"^{_STAMP}Transfer rate: *{{bandwidth:KiB/s}} \[Kbytes/sec\]",
        rf"^{_STAMP}Failed requests: *{{failed_requests:req}} *$",
    ),
    assumes=("`Kbytes` are of 1024",),
)

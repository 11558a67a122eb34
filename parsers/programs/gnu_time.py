"""GNU time with ``-v``: how long a command took, and how much memory it had."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="GNU time",
    begins=(r"^Command being timed: ",),
    ends=r"^Exit status: [^\n]*",
    is_always_ended=False,
    primary="runtime",
    fields=(r'^Command being timed: "{case=text}"$',),
    results=(
        r"^User time \(seconds\): {user_time:s} *$",
        r"^System time \(seconds\): {system_time:s} *$",
        r"^Elapsed \(wall clock\) time \([^)\n]*\): {runtime=duration} *$",
        r"^Maximum resident set size \(kbytes\): {max_rss:KiB} *$",
    ),
    fails=(r"^(?P<reason>Exit status: [1-9]\d*) *$", r"^(?P<reason>Command terminated by [^\n]*)$"),
    better={"max_rss": "lower"},
)

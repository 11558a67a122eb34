"""What jobs print of a machine beside their results: its lines are claimed, and no result.

``vmstat`` has a column ``us``, ``numactl`` a table of distances, ``iostat`` rates of disks,
``nvidia-smi`` a box for each device: read by their headings they would be runs.
"""

from __future__ import annotations

import re
from typing import Final

from parsers.programs.measurements import FoundRun
from parsers.programs.program import Program, ProgramOutput

_BLOCK: Final = re.compile(
    r"[ \t]*procs -+memory-+[^\n]*\n(?:[ \t]*(?:r  ?b |\d)[^\n]*\n)*"
    r"|[ \t]*node distances:[ \t]*\n(?:[ \t]*(?:node|\d+:)[ \t\d]*\n)*"
    r"|[ \t]*(?:avg-cpu: |Device:? +(?:tps|r/s|rrqm/s) )[^\n]*\n(?:(?![ \t]*\n)[^\n]*\n)*"
    r"|[ \t]*\|[ ]NVIDIA-SMI [^\n]*\n(?:[ \t]*(?:\+[-=]|\|)[^\n]*\n|[ \t]*\n(?=[ \t]*\+-))*"
    r"|[ \t]*Architecture: [^\n]*\n(?:[ \t]*[A-Z][^:\n]{1,40}:[^\n]*\n)*"
)
_BLOCKS: Final = re.compile(rf"(?:(?:[ \t]*\n)*(?:{_BLOCK.pattern}))+")


class _Report(Program):
    def read(self, output: ProgramOutput) -> tuple[list[FoundRun], int]:
        """Return no run, and where the blocks end of which the first begins at the output."""
        block = _BLOCKS.match(output.stream.text, output.start)
        return [], block.end() if block else output.start + 1


PROGRAM = _Report(
    name="report of a machine",
    begins=(
        r"^procs -+memory-+",
        r"^node distances: *$",
        r"^avg-cpu: +%user",
        r"^Device:? +(?:tps|r/s|rrqm/s) ",
        r"^ *\| NVIDIA-SMI ",
        r"^Architecture: +(?:x86_64|aarch64|ppc64le|riscv64) *$",
    ),
    primary="",
)

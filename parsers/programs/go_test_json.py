"""``go test -json``: the output of benchmarks in events, parted within lines."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.objects.json_text import parse_line
from parsers.programs.file_program import FileProgram
from parsers.programs.go_bench import PROGRAM as GO_BENCH
from parsers.programs.go_bench import read_lines
from parsers.reader import Reading
from parsers.source import Source


def _read(source: Source) -> Reading | None:
    reading = read_lines(source, _printed(source))
    return None if reading is None else reading._replace(claims=())


PROGRAM = FileProgram("Go benchmark (JSON)", GO_BENCH.primary, _read, GO_BENCH.assumes)


def _printed(source: Source) -> Iterator[tuple[int, str]]:
    """Yield what each package printed, line by line, with the line of its last event.

    Packages are tested at once, so that their events stand between one another.
    """
    printed: dict[str, list[tuple[int, str]]] = {}
    for number, line in enumerate(source.lines, start=1):
        event = parse_line(line) if line.startswith("{") else None
        if event is None or event.get("Action") != "output":
            continue
        output = event.get("Output")
        if isinstance(output, str):
            printed.setdefault(str(event.get("Package")), []).append((number, output))
    for events in printed.values():
        begun = ""
        for number, output in events:
            begun += output
            if output.endswith("\n"):
                yield number, begun.rstrip("\n")
                begun = ""
    yield len(source.lines), ""

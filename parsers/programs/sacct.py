"""``sacct`` of Slurm, with a separator (``-P``, ``-p``) or with aligned columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from parsers.grammar.durations import parse_duration
from parsers.grammar.words import word_set
from parsers.notes import Note, and_more
from parsers.programs.file_program import FileProgram
from parsers.programs.measurements import as_reading
from parsers.programs.slurm_jobs import SlurmJob, without_counts
from parsers.reader import Reading
from parsers.short_columns.short_texts import as_int
from parsers.source import Source

Row = Mapping[str, str]

_ABOVE: Final = 3
"""So many lines may stand above the headings, such as the command.

Below more, as at the end of the output of a job, a table ends at the first line that is no row.
"""
_FREE: Final = ("jobname", "comment", "admincomment", "systemcomment", "workdir", "submitline")
_FIELDS: Final = word_set(
    """account admincomment alloccpus allocgres allocnodes alloctres associd avecpu avecpufreq
    avediskread avediskwrite avepages averss avevmsize blockid cluster comment constraints
    consumedenergy consumedenergyraw container cputime cputimeraw dbindex derivedexitcode
    elapsed elapsedraw eligible end exitcode extra failednode flags gid group jobid jobidraw
    jobname layout licenses maxdiskread maxdiskreadnode maxdiskreadtask maxdiskwrite
    maxdiskwritenode maxdiskwritetask maxpages maxpagesnode maxpagestask maxrss maxrssnode
    maxrsstask maxvmsize maxvmsizenode maxvmsizetask mcslabel mincpu mincpunode mincputask ncpus
    nnodes nodelist ntasks partition planned plannedcpu plannedcpuraw priority qos qosraw qosreq
    reason reqcpufreq reqcpufreqgov reqcpufreqmax reqcpufreqmin reqcpus reqgres reqmem reqnodes
    reqreservation reqtres reservation reservationid reserved resvcpu resvcpuraw restarts
    segment sluid start state stderr stdin stdout stepmgr steplayout submit submitline suspended
    systemcomment systemcpu timelimit timelimitraw totalcpu tresusageinave tresusageinmax
    tresusageinmaxnode tresusageinmaxtask tresusageinmin tresusageinminnode tresusageinmintask
    tresusageintot tresusageoutave tresusageoutmax tresusageoutmaxnode tresusageoutmaxtask
    tresusageoutmin tresusageoutminnode tresusageoutmintask tresusageouttot uid user usercpu
    wckey wckeyid workdir"""
)
_TIME: Final = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"
_LENGTH: Final = r"(?:(?:\d+-)?\d\d:)?\d\d:\d\d(?:\.\d+)?"
_FORMS: Final = {
    "jobid": r"\d+(?:[_+][\d\[\]\-,%]+)?(?:\.\w+\+?)*\+?",
    "state": r"[A-Z_]+(?: by \d+|\+)?",
    "elapsed": _LENGTH,
    "totalcpu": _LENGTH,
    "timelimit": rf"{_LENGTH}|UNLIMITED|Partition_Limit|",
    "exitcode": r"\d+:\d+",
    "submit": rf"{_TIME}|Unknown|None|",
    "start": rf"{_TIME}|Unknown|None|",
    "end": rf"{_TIME}|Unknown|None|",
    "nnodes": r"\d*",
    "alloccpus": r"\d*",
    "ncpus": r"\d*",
    "ntasks": r"\d*",
    "maxrss": r"(?:\d+(?:\.\d+)?[KMGTP]?)?",
}
"""What stands in columns whose cells tell where they end."""
_COMPLETE: Final = ("state", "elapsed", "totalcpu", "exitcode", "submit", "start", "end")
"""Columns of which a part of a cell does not look like one."""


def _read(source: Source) -> Reading | None:
    at = _headings_at(source.lines)
    if at is None:
        return None
    names, split = _layout(source.lines, at)
    is_whole, until = at <= _ABOVE, at + 1
    jobs: list[SlurmJob] = []
    places: dict[str, int] = {}
    odd: list[int] = []
    for number, line in enumerate(source.lines[at + 1 :], start=at + 2):
        if not line.strip() or not line.strip("- "):
            continue
        is_last = number == len(source.lines)
        row = _row(split(line), names, cut=is_last)
        if row is None and not is_whole:
            break
        until = number
        if row is None:
            odd.append(number)
            continue
        own, _, step = (row.get("jobid") or row.get("jobidraw") or "").partition(".")
        if step and own in places:
            _fold(jobs[places[own]], row)
            continue
        places[own] = len(jobs)
        jobs.append(_job(row, number))
        if step:
            _fold(jobs[-1], row)
    notes = []
    if jobs and odd and odd[-1] == len(source.lines):
        # Cut off: steps of the last job may be missing, and with them what is the most of any.
        jobs[-1].max_rss = jobs[-1].ranks = jobs[-1].energy = None
    if odd:
        text = f"line does not fit the headings of sacct{and_more(len(odd))}"
        notes.append(Note("skipped", text, source.name, odd[0]))
    runs = without_counts([job.as_run() for job in jobs])
    return as_reading(source, runs, notes, [] if is_whole else [(at + 1, until)])


PROGRAM = FileProgram(
    name="Slurm sacct",
    primary="runtime",
    read=_read,
    assumes=(
        "`K`, `M` and `G` of memory are powers of 1024",
        "separators too many in a line belong to the free text whose place makes the rest fit",
        "a job is called by its JobName, without a count of nodes, tasks or GPUs in it",
    ),
)


def _headings_at(lines: Sequence[str]) -> int | None:
    """The place of the headings: names of fields alone, the id and the state or time among them."""
    for place, line in enumerate(lines):
        if place > _ABOVE and "JobID" not in line:
            continue
        names = {name.lower() for name in re.findall(r"[A-Za-z]+", line)}
        known = names & {"state", "elapsed", "elapsedraw", "exitcode"}
        is_of_jobs = bool(names & {"jobid", "jobidraw"} and known) and names <= _FIELDS
        if is_of_jobs and _separator(line) is not None:
            return place
    return None


def _separator(line: str) -> str | None:
    """What parts the headings: one character, or blanks; ``None`` where they are no headings."""
    others = set(re.sub(r"[A-Za-z0-9]", "", line.strip()))
    if len(others) != 1:
        return None
    (separator,) = others
    return separator


def _layout(lines: Sequence[str], at: int) -> tuple[list[str], Callable[[str], list[str]]]:
    """The headings, in lower case, and how the lines below them are split."""
    separator = _separator(lines[at]) or "|"
    rule = lines[at + 1] if at + 1 < len(lines) else ""
    spans = [] if rule.strip("- ") else [match.span() for match in re.finditer(r"-+", rule)]
    if separator == " " and len(spans) == len(lines[at].split()):
        # One rule below all headings shows no columns.

        def sliced(line: str) -> list[str]:
            if any(line[end : end + 1].strip() for _, end in spans):
                # Slurm cuts what is wider than its column: a cell was written anew by hand.
                return line.split()
            return [line[start:end].strip() for start, end in spans]

        return lines[at].lower().split(), sliced

    if separator == " ":
        return lines[at].lower().split(), str.split
    names = lines[at].strip().lower().split(separator)
    ends = names[-1] == ""

    def separated(line: str) -> list[str]:
        shown = line.lstrip()
        return (shown.removesuffix(separator) if ends else shown).split(separator)

    return names[:-1] if ends else names, separated


def _row(cells: list[str], names: Sequence[str], *, cut: bool) -> Row | None:
    """The cells by their headings; ``None`` where they do not fit.

    Slurm does not escape separators in names and comments.
    """
    surplus = len(cells) - len(names)
    if surplus < 0 or (cut and names[-1] not in _COMPLETE):
        return None
    if surplus == 0:
        row = dict(zip(names, cells, strict=True))
        return row if _fits(row) else None
    for place in sorted(
        (at for at, name in enumerate(names) if name in _FREE),
        key=lambda at: names[at] != "jobname",
    ):
        joined = "|".join(cells[place : place + surplus + 1])
        whole = [*cells[:place], joined, *cells[place + surplus + 1 :]]
        row = dict(zip(names, whole, strict=True))
        if _fits(row):
            return row
    return None


def _fits(row: Row) -> bool:
    return all(re.fullmatch(_FORMS[name], row[name]) for name in row.keys() & _FORMS.keys())


def _job(row: Row, number: int) -> SlurmJob:
    return SlurmJob(
        line=number,
        name=row.get("jobname"),
        state=row.get("state", ""),
        exit_code=row.get("exitcode"),
        elapsed=_seconds(row.get("elapsed"))
        if "elapsed" in row
        else _number(row.get("elapsedraw")),
        cpu_time=_seconds(row.get("totalcpu")),
        submitted=_date(row.get("submit")),
        started=_date(row.get("start")),
        energy=_energy(row),
        nodes=_count(row.get("nnodes") or row.get("allocnodes")),
        cores=_count(row.get("alloccpus") or row.get("ncpus")),
        hosts=row.get("nodelist"),
        resources=dict(_resources(row.get("alloctres") or "")),
        others={
            "system": row.get("cluster") or None,
            "partition": row.get("partition") or None,
            "user": row.get("user") or None,
        },
    )


def _fold(job: SlurmJob, row: Row) -> None:
    """Put what only steps have into their job: memory, tasks, and energy where it has none."""
    job.max_rss = max(filter(None, (job.max_rss, _bytes(row.get("maxrss")))), default=None)
    step = (row.get("jobid") or row.get("jobidraw") or "").partition(".")[2]
    if not step.startswith(("ba", "ex")):
        tasks = _count(row.get("ntasks"))
        job.ranks = max(filter(None, (job.ranks, tasks)), default=None)
    job.energy = max(filter(None, (job.energy, _energy(row))), default=None)


def _seconds(text: str | None) -> float | None:
    return parse_duration(text) if text else None


def _number(text: str | None) -> float | None:
    return float(text) if text and text.isdecimal() else None


def _count(text: str | None) -> int | None:
    number = as_int(text) if text else None
    return number if number is not None and 0 < number < 2**31 else None


def _date(text: str | None) -> datetime | None:
    """A time as sacct writes it; none where there is no such hour or day."""
    if not text or not re.fullmatch(_TIME, text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _bytes(text: str | None) -> float | None:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([KMGTP]?)", text or "")
    return float(match[1]) * 1024.0 ** " KMGTP".index(match[2] or " ") if match else None


def _energy(row: Row) -> float | None:
    raw = _number(row.get("consumedenergyraw"))
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([KMG]?)", row.get("consumedenergy") or "")
    if raw or match is None:
        return raw
    return float(match[1]) * 1000.0 ** " KMG".index(match[2] or " ")


def _resources(text: str) -> Iterator[tuple[str, int]]:
    for part in text.split(","):
        name, _, number = part.partition("=")
        if (counted := as_int(number)) is not None:
            yield name, counted

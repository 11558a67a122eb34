"""Kill runcmp, send it signals, take away what it needs, and count what survives.

    python benchmarks/faults.py [--kills N] [--seconds S] [--seed S] [PART ...]

``kills``: an export over an older file is killed with SIGKILL at a random moment, every second time
while it writes; the file has to be the older one or the whole new one, and no temporary file may be
left after the next export.
``signals``: each signal that ends a process is sent to each of the two processes of the open app;
the terminal has to be as it was (``stty -a``, alternate screen, mouse, bracketed paste, cursor).
``limits``: the app and ``show`` under limits of the shell have to work, or to say in a sentence
why not before anything is drawn. ``places``: the same without a home, a folder for temporary
files or streams. ``inputs``: a file of each format is cut off at every byte, ``hostile_inputs.py``
searches for so many ``--seconds``, and commands are given what is no file to read or asks for too
much; each has to end in time, with a table or a sentence. Each case that did not survive is
printed.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HOME = Path(__file__).parent.parent
sys.path.insert(0, str(HOME))

from benchmarks import hostile_inputs, hostile_targets  # noqa: E402
from benchmarks.hostile_seeds import MADE  # noqa: E402
from tests.limited import limited, may_limit_processes  # noqa: E402
from tests.pseudo_terminal import Terminal  # noqa: E402

COMMAND = (sys.executable, "-m", "runcmp")
ENVIRONMENT = {"PYTHONPATH": str(HOME)}
ROWS = 20_000
ON_AFTERWARDS = {7, 25}
"""Wrapping at the margin, and the cursor."""
HARMLESS = {
    signal.SIGCHLD,
    signal.SIGCONT,
    signal.SIGPIPE,
    signal.SIGSTOP,
    signal.SIGTSTP,
    signal.SIGTTIN,
    signal.SIGTTOU,
    signal.SIGURG,
    signal.SIGWINCH,
    signal.SIGXFSZ,
}
"""Signals that end no process, or not one of Python's."""
LIMITS = [
    *(f"-u {count}" for count in (60, 40, 20, 14, 12, 10, 8, 6, 4, 3)),
    *(f"-v {size * 1024}" for size in (2048, 1536, 1024, 900, 800, 700, 600, 500, 400, 300, 200)),
    *(f"-n {count}" for count in (40, 20, 16, 14, 12, 10, 8, 7)),
]
SETTINGS = {
    "missing home": "HOME=/nonexistent",
    "home that cannot be written": "HOME=/proc",
    "no home": "-u HOME",
    "missing TMPDIR": "TMPDIR=/nonexistent",
    "TMPDIR that cannot be written": "TMPDIR=/proc",
    "log of Textual on a full disk": "TEXTUAL_LOG=/dev/full",
}
STREAMS = ("<&-", ">&-", "2>&-", "<&- >&- 2>&-", "> /dev/full", "2> /dev/full", "-o /dev/full")
ODD_INPUTS = {
    "endless device": "show /dev/zero",
    "random device": "show /dev/urandom",
    "terminal": "show /dev/tty",
    "endless pipe": "show <(yes 1,2,3)",
    "endless standard input": "show - < <(yes 1,2,3)",
    "pipe that nobody writes to": "show fifo",
    "sparse file of 1 TB": "show sparse.csv",
    "one line of 600 MB": "show - < <(head -c 600000000 /dev/zero | tr '\\0' 1)",
    "bomb of gzip, 2 GB of numbers": "show bomb.csv.gz",
    "cut gzip": "show runs.csv cut.csv.gz",
    "folder without rights": "show runs.csv closed",
    "name that is no UTF-8": "show runs.csv $'\\xff.csv'",
    "condition that is no UTF-8": "show runs.csv --where $'\\xff'",
    "15,000 terms of and": "show runs.csv --where \"$(printf '1=1 and %.0s' {1..15000}) 1=1\"",
    "5,000 terms of or": "show runs.csv --where \"$(printf 'gpus > 9 or %.0s' {1..4998}) 1 = 1\"",
    "deep brackets": "show runs.csv --where \"$(printf '(%.0s' {1..9000})\"",
    "text of 2 GB in SQL": "show runs.csv --where \"lpad(benchmark, 2000000000) = 'a'\"",
    "columns of all names": "show runs.csv --where \"columns('.*') > 1\"",
    "chart of 99,999,999 columns": "plot runs.csv --width 99999999",
    "output into a missing folder": "export runs.csv -o missing/runs.csv",
    "output over an input": "export runs.csv -o runs.csv",
}
"""What is no file to read, or asks for too much, and the arguments of a command that meets it."""
PATIENCE = 300
"""Seconds of the clock for a command, which on a busy machine may be a few of its own."""
Options = argparse.Namespace
Case = tuple[str, str]
"""A name, and what is wrong; empty where it survived."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    random.seed(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        data = Path(folder) / "runs.csv"
        lines = (f"solver,{2 ** (row % 10)},{row}.5\n" for row in range(ROWS))
        data.write_text("benchmark,gpus,runtime\n" + "".join(lines))
        print(f"{'':38}{'tried':>7}{'survived':>10}")
        lost = []
        for part in options.parts or PARTS:
            for title, cases in PARTS[part](data, options):
                found = list(cases)
                lost += [f"{title}: {name}: {wrong}" for name, wrong in found if wrong]
                survived = sum(not wrong for _, wrong in found)
                print(f"{title:38}{len(found):7}{survived:10}", flush=True)
    print("\n".join(lost))


Part = Iterator[tuple[str, Iterator[Case]]]


def kills(data: Path, options: Options) -> Part:
    count = options.kills
    for form in ("jsonl", "csv", "parquet"):
        writing, others, left = killed_exports(data, form, count if form == "jsonl" else count // 5)
        yield f"SIGKILL while {form} is written", iter(writing)
        yield f"SIGKILL before or after that, {form}", iter(others)
        yield "nothing left by the next export", iter([left])
    yield "ulimit -f during export", cut_exports(data)


def killed_exports(data: Path, form: str, count: int) -> tuple[list[Case], list[Case], Case]:
    """Return what came of kills that left a temporary file, and of others, and what was left."""
    target = data.parent / "kept" / f"runs.{form}"
    target.parent.mkdir(exist_ok=True)
    argv = [*COMMAND, "export", str(data), "-o", str(target)]
    started = time.monotonic()
    process = export(argv)
    began = wait_until_written(process, target.parent)
    process.wait()
    ended = time.monotonic()
    new, old = target.read_bytes(), b"the only copy\n"
    writing: list[Case] = []
    others: list[Case] = []
    for turn in range(count):
        target.write_bytes(old)
        known = set(target.parent.iterdir())
        process = export(argv)
        if turn % 2:
            wait_until_written(process, target.parent)
            time.sleep(random.uniform(0, ended - began))
        else:
            time.sleep(random.uniform(0, ended - started))
        process.kill()
        process.wait()
        found = writing if set(target.parent.iterdir()) - known else others
        whole = target.read_bytes() in (old, new)
        found.append((f"kill {turn}", "" if whole else f"{target.stat().st_size} bytes are left"))
    export(argv).wait()
    left = [file.name for file in target.parent.iterdir() if file.name != target.name]
    target.unlink()
    return writing, others, (form, f"{left} are left" if left else "")


def wait_until_written(process: subprocess.Popen[bytes], folder: Path) -> float:
    """Wait until the first bytes are in the folder's temporary file; return when that was."""
    name = f".runcmp-{os.uname().nodename}-{process.pid}-*"
    while process.poll() is None:
        with contextlib.suppress(FileNotFoundError):
            if any(file.stat().st_size for file in folder.glob(name)):
                break
    return time.monotonic()


def cut_exports(data: Path) -> Iterator[Case]:
    target = data.parent / "kept" / "cut.jsonl"
    for blocks in (0, 1, 10, 100, 1000):
        target.write_bytes(b"the only copy\n")
        words = f"ulimit -f {blocks}; exec {' '.join(COMMAND)} export {data} -o {target}"
        done = subprocess.run(["bash", "-c", words], capture_output=True, env=environment())
        kept = target.read_bytes() == b"the only copy\n" and done.returncode == 2
        yield f"{blocks} blocks", "" if kept else f"status {done.returncode}"


def export(argv: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(argv, env=environment(), stderr=subprocess.DEVNULL)


def signals(data: Path, _: Options) -> Part:
    for place, title in enumerate(("signal to the waiting process", "signal to the app")):
        yield title, signalled(data, place)


def signalled(data: Path, place: int) -> Iterator[Case]:
    for number in sorted(set(signal.Signals) - HARMLESS):
        if number > signal.SIGSYS:
            continue
        with Terminal([*COMMAND, data], columns=80, rows=24, environment=ENVIRONMENT) as terminal:
            before = terminal.attributes()
            terminal.wait_for("? help", 60)
            processes = terminal.processes()
            os.kill(processes[place], number)
            # The app leaves by itself where nobody waits for it any more.
            ended = wait(terminal, lambda: not any(map(runs, processes)))  # noqa: B023
            status = abs(terminal.process.returncode or 0)
            wrong = "" if ended else "still runs"
            if status not in (number, 128 + number):
                wrong = f"status {status}"
            yield number.name, wrong or raw(terminal, before)


def limits(data: Path, _: Options) -> Part:
    tried = [limit for limit in LIMITS if limit[:2] != "-u" or may_limit_processes()]
    for option in dict.fromkeys(limit[:2] for limit in tried):
        chosen = [limit for limit in tried if limit.startswith(option)]
        apps = ((limit, opened(limited(limit, data))) for limit in chosen)
        yield f"app under ulimit {option}", apps
        shows = ((limit, printed(limited(limit, "show", data))) for limit in chosen)
        yield f"show under ulimit {option}", shows


def places(data: Path, _: Options) -> Part:
    app = " ".join([*COMMAND, str(data)])
    homes = ((name, opened(["sh", "-c", f"env {of} {app}"])) for name, of in SETTINGS.items())
    yield "app without home, TMPDIR, log", homes
    yield "app without /dev/tty", iter([("setsid", opened(["setsid", "--wait", *app.split()]))])
    show = " ".join([*COMMAND, "show", str(data)])
    streams = ((of, printed(["sh", "-c", f"{show} {of}"])) for of in STREAMS)
    yield "show with closed or full streams", streams


def inputs(data: Path, options: Options) -> Part:
    for suffix, content in MADE:
        yield f"{suffix} cut off at every byte", cut_inputs(data.parent, suffix, content)
    for name, tried, survived in mutated_inputs(options):
        lost = [("", "an input is in tests/corpus")] * (tried - survived)
        yield f"mutated {name}", iter([("", "")] * survived + lost)
    yield "what is no file, or too much", odd_inputs(data.parent)


def mutated_inputs(options: Options) -> list[tuple[str, int, int]]:
    # What Rust prints of a panic, which runcmp catches, would stand in the table.
    with Path(os.devnull).open("w") as nowhere:
        printing = os.dup(2)
        os.dup2(nowhere.fileno(), 2)
        try:
            return hostile_inputs.rows(options.seconds, options.seed)
        finally:
            os.dup2(printing, 2)
            os.close(printing)


def cut_inputs(folder: Path, suffix: str, content: bytes) -> Iterator[Case]:
    names = {target.name: target for target in hostile_targets.targets(folder)}
    target = names[f"file {suffix}"]
    for end in range(len(content)):
        yield f"{end} bytes", target.try_on(content[:end])


def odd_inputs(folder: Path) -> Iterator[Case]:
    os.mkfifo(folder / "fifo")
    with (folder / "sparse.csv").open("wb") as sparse:
        sparse.truncate(10**12)
    with gzip.open(folder / "bomb.csv.gz", "wb", compresslevel=1) as bomb:
        for _ in range(2_000):
            bomb.write(b"1,2,3,4\n" * 125_000)
    (folder / "cut.csv.gz").write_bytes(gzip.compress(b"gpus,seconds\n1,2\n" * 99)[:60])
    (folder / "closed").mkdir(mode=0)
    for name, arguments in ODD_INPUTS.items():
        words = f"cd {folder}; exec {' '.join(COMMAND)} {arguments} --max-memory 1GB"
        yield name, printed(["bash", "-c", words])


PARTS: dict[str, Callable[[Path, Options], Part]] = {
    "kills": kills,
    "signals": signals,
    "limits": limits,
    "places": places,
    "inputs": inputs,
}


def opened(argv: list[str]) -> str:
    """Open the app, plot, reload and quit; return what is wrong with how it ends."""
    with Terminal(argv, columns=80, rows=24, environment=ENVIRONMENT) as terminal:
        before = terminal.attributes()
        try:
            terminal.wait_for("? help", 60)
            for key in "pqrQ":
                terminal.press(key)
                terminal.settle()
        except (EOFError, OSError):
            pass
        if not wait(terminal, lambda: terminal.process.poll() is not None):
            return f"hangs: {terminal.text.strip()[:60]}"
        drawn = b"?1049h" in terminal.output
        if terminal.process.returncode == 0 and drawn:
            return raw(terminal, before)
        if terminal.process.returncode == 2 and not drawn and says_why(terminal.text):
            return ""
        said = terminal.text.strip()[-70:]
        return f"{raw(terminal, before)} status {terminal.process.returncode}: {said}".strip()


def printed(argv: list[str]) -> str:
    """Run a command; return what is wrong with how it ends."""
    try:
        done = subprocess.run(
            argv, capture_output=True, text=True, env=environment(), timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        return "hangs"
    if done.returncode in (0, 2) and (not done.stderr or says_why(done.stderr)):
        return ""
    return f"status {done.returncode}: {done.stderr[:70]!r}"


def says_why(text: str) -> bool:
    """Whether ``text`` is a sentence of runcmp's, and no more than that."""
    text = text.strip()
    return text.startswith("runcmp: ") and "internal error" not in text and len(text) < 400


def raw(terminal: Terminal, before: object) -> str:
    """Return what of the terminal is not as it was before."""
    terminal.settle(0.2)
    if terminal.attributes() != before:
        return "stty -a differs"
    left = [number for number, on in terminal.modes().items() if on and number not in ON_AFTERWARDS]
    cursor = [] if terminal.modes().get(25, True) else ["no cursor"]
    return ", ".join([*(f"mode {number} is on" for number in left), *cursor])


def wait(terminal: Terminal, over: Callable[[], bool], seconds: float = 30) -> bool:
    """Wait, while the terminal is read, until ``over``; return whether it came to that."""
    deadline = time.monotonic() + seconds
    while not over():
        terminal.settle(0.05)
        if time.monotonic() > deadline:
            return False
    terminal.process.poll()
    return True


def runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def environment() -> dict[str, str]:
    return {**os.environ, **ENVIRONMENT}


if __name__ == "__main__":
    main()

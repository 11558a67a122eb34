"""What may follow on a command line, and what shells make of it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import get_args

import pytest

from tests.paths import HOME, SAMPLES
from tests.pseudo_terminal import Terminal
from tests.tui.commands.test_cli import runcmp
from tui.commands.completion import SCRIPTS
from tui.options.arguments import COMMANDS, parser_of
from tui.options.candidates import candidates
from tui.options.input_names import LARGEST, input_names
from tui.options.option_groups import ChartMeasure

CSC = str(SAMPLES / "csc_pytorch_ddp.md")


def answer(*words: str) -> list[str]:
    return candidates(words, input_names())


def test_commands_and_options_are_those_of_the_parsers() -> None:
    assert answer("") == list(COMMANDS)
    assert answer("sca") == ["scaling"]
    for name in COMMANDS:
        offered = set(answer(name, "--"))
        known = {each for action in parser_of(name)._actions for each in action.option_strings}
        assert offered == {each for each in known if each.startswith("--")}
    assert answer("--wh") == ["--where"]
    assert answer("completion", "") == ["bash", "zsh", "fish"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("plot --y ", list(get_args(ChartMeasure))),
        ("plot --y=eff", ["--y=efficiency"]),
        ("audit --severity error,su", ["error,suspect"]),
        ("diff --fail-on mis", ["missing"]),
        ("diff --fail-on missing,unc", []),
        ("audit --fail-on er", ["error"]),
        ("audit --fail-on error,su", ["error,suspect"]),
        (f"show {CSC} --metric ", ["throughput", "all"]),
        (f"show {CSC} --columns devices,sof", ["devices,software"]),
        (f"show {CSC} --columns devices,dev", []),
        (f"{CSC} --sort -eff", ["-efficiency"]),
        (f"show {CSC} --by=-sof", ["--by=-software"]),
        (f"show {CSC} --better thr", ["throughput="]),
        (f"show {CSC} --better throughput=", ["throughput=higher", "throughput=lower"]),
        (f"show {CSC} --where syst", ["system"]),
        (f"diff {CSC} --on sys", ["system"]),
        (f"diff {CSC} --on system=", ["system=mahti", "system=puhti"]),
        (f"diff {CSC} --on system=mahti,", ["system=mahti,puhti"]),
        (f"show label={CSC} --metric thr", ["throughput"]),
        # Names of files are the shell's.
        ("show ", []),
        ("plot -o ", []),
        ("show --limit ", []),
    ],
)
def test_values_are_those_of_the_inputs(line: str, found: list[str]) -> None:
    assert answer(*line.split(" ")) == found


def test_a_condition_is_completed_at_its_last_name() -> None:
    assert answer("show", CSC, "--where", "devices > 4 AND sof") == ["devices > 4 AND software"]


def test_columns_are_offered_without_an_input_too(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as out:
        out.truncate(LARGEST + 1)
    for words in (["show", "none.csv"], ["show", str(large)], ["show", "-"]):
        assert answer(*words, "--sort", "effi") == ["efficiency"]
        assert answer(*words, "--metric", "thr") == []


def test_nothing_is_printed_beside_an_answer(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text("{")
    done = runcmp("completion", "answer", "show", "broken.json", "--metric", "", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "all\n", "")
    done = runcmp("completion", "answer", "diff", "broken.json", "--on", "(", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert runcmp("completion").returncode == 2


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A folder with a result file, and a ``runcmp`` of this tree on the path."""
    command = tmp_path / "bin" / "runcmp"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m runcmp "$@"\n')
    command.chmod(0o755)
    (tmp_path / "my runs").mkdir()
    shutil.copy(CSC, tmp_path / "my runs" / "csc.md")
    for shell, script in SCRIPTS.items():
        (tmp_path / f"{shell}.sh").write_text(script)
    return {
        **os.environ,
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(HOME),
        "HOME": str(tmp_path),
        "LC_ALL": "C.UTF-8",
    }


STARTS = {
    "bash": (["bash", "--rcfile", "start", "-i"], "start", "PS1='> '; source ./bash.sh"),
    "zsh": (
        ["zsh", "-i"],
        ".zshrc",
        "autoload -U compinit; compinit -D -u; PS1='> '; source ./zsh.sh",
    ),
    "fish": (
        ["fish", "--private", "-i"],
        ".config/fish/config.fish",
        "function fish_prompt; printf '> '; end; set -g fish_greeting; source ./fish.sh",
    ),
}
"""How each shell starts, and what it reads then."""


TYPED = {
    "runcmp sca": "runcmp scaling",
    "runcmp diff 'my runs/csc.md' --on syst": "'my runs/csc.md' --on system",
    r"runcmp diff my\ runs/csc.md --on system=m": "--on system=mahti",
    r"runcmp diff my\ runs/csc.md --on software=PyTorch\ 2": r"software=PyTorch\ 2.0.0+cu117",
    "runcmp show --format=la": "runcmp show --format=latex",
    "runcmp plot --wh": "runcmp plot --where",
    'runcmp show my\\ runs/csc.md --where "syst': '--where "system',
    "runcmp show my": r"runcmp show my\ runs/",
}


@pytest.mark.parametrize("shell", STARTS)
def test_a_real_shell_completes(shell: str, environment: dict[str, str], tmp_path: Path) -> None:
    arguments, file, start = STARTS[shell]
    if not shutil.which(shell):
        pytest.skip(f"there is no {shell}")
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(f"{start}\n")
    # Without this folder, fish reads all of the machine's manuals, for minutes after the test.
    data = tmp_path / ".local"
    (data / "fish" / "generated_completions").mkdir(parents=True)
    own = {
        "ZDOTDIR": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / ".config"),
        "XDG_DATA_HOME": str(data),
    }
    with Terminal(arguments, environment={**environment, **own}, cwd=tmp_path) as terminal:
        terminal.wait_for(lambda seen: any(line.startswith(">") for line in seen.lines))
        for typed, completed in TYPED.items():
            terminal.press(f"{typed}\t")
            terminal.wait_for(completed)
            terminal.press("ctrl+u")

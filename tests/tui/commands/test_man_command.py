"""The manual page: made of the parsers, and roff that nothing is wrong with."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tests.tui.commands.test_cli import runcmp
from tui.options.arguments import COMMANDS, parser_of


def test_every_command_and_option_has_its_place() -> None:
    page = runcmp("man").stdout
    plain = page.replace(r"\-", "-")
    for name in COMMANDS:
        assert f'.SS "runcmp {name}"' in page
        for action in parser_of(name)._actions:
            for option in action.option_strings:
                assert option in plain or option in ("-h", "--help")
    assert "%%" not in page
    # A line that begins with a dot is a request, and these are the ones that are meant.
    requests = set(re.findall(r"^\.(\w+)", page, re.MULTILINE))
    assert requests == {"TH", "SH", "SS", "TP", "PP", "nf", "fi"}


def test_groff_has_nothing_against_it() -> None:
    groff = shutil.which("groff")
    if groff is None:
        pytest.skip("there is no groff")
    done = subprocess.run(
        [groff, "-man", "-ww", "-Tutf8"],
        input=runcmp("man").stdout,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "see how benchmark runs scale" in done.stdout

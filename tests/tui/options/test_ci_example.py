"""The workflow in docs/ci.md is YAML, and the command in it is the one that is shown to work."""

from __future__ import annotations

import re
import shlex

from tests.paths import DOCS
from tui.options.arguments import parse
from tui.options.settings import DiffSettings

TEXT = (DOCS / "ci.md").read_text(encoding="utf-8")


def test_the_command_of_the_workflow_is_the_one_that_is_run_here() -> None:
    workflow = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)[0]
    (command,) = re.findall(r"^ +(runcmp .*)$", workflow, re.MULTILINE)
    assert f"; {command}; echo" in TEXT
    settings = parse(shlex.split(command.partition(" >>")[0])[1:])
    assert isinstance(settings, DiffSettings)
    assert [gate.kind for gate in settings.verdicts.fail_on] == ["regression", "missing"]
    assert settings.output.form == "md"

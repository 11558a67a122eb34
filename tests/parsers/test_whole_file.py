"""Files written whole or not at all, whatever ends the process."""

from __future__ import annotations

import io
import os
import signal
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from parsers.whole_file import MARK, check_writable, whole_file

OLD = b"old and the only copy\n" * 100
NEW = b"new, and longer than what was there before\n" * 300

DYING = ("open", "fchown", "fchmod", "fsync", "replace", "link", "unlink", "close")
"""Steps of ``os`` that write; each may be the last one."""
RAN_ON = 200
"""Less than the status of a process that came to its end: the number of its steps is added."""


def dying(target: Path, last: int, *, half: bool, new: bool) -> int:
    """Write NEW to ``target`` and be killed after step ``last``; return how many steps it took."""
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def stopping(do: Callable[..., Any]) -> Callable[..., Any]:
        def done(*given: Any, **named: Any) -> Any:
            result = do(*given, **named)
            step()
            return result

        return done

    class Raw(io.FileIO):
        def write(self, data: Any) -> int:
            size = super().write(bytes(data)[: max(1, len(data) // 2)] if half else data)
            step()
            return size

    if last:
        for name in DYING:
            setattr(os, name, stopping(getattr(os, name)))
        os.fdopen = lambda descriptor, mode: io.BufferedWriter(Raw(descriptor, mode))  # type: ignore[assignment]
    with whole_file(target, new=new) as out:
        out.write(NEW)
    return steps


def write(target: Path, last: int = 0, how: str = "", name: str = "") -> tuple[int, int]:
    """Write NEW to ``target`` and die after step ``last``; return status and number of steps.

    In a copy of this process, which takes no time to start.
    """
    child = os.fork()
    if not child:
        try:
            steps = dying(target, last, half=how == "half", new=name == "new")
            os._exit(RAN_ON + steps)
        finally:
            os._exit(1)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status == -signal.SIGKILL or status >= RAN_ON
    return (status, 0) if status < 0 else (0, status - RAN_ON)


def refused(*_: object) -> None:
    raise PermissionError


@pytest.mark.parametrize("how", ["whole", pytest.param("half", marks=pytest.mark.slow)])
def test_no_step_that_is_the_last_one_loses_what_was_there(how: str, tmp_path: Path) -> None:
    target = tmp_path / "runs.jsonl"
    _, steps = write(target, -1, how)
    assert steps >= 7
    seen = set()
    for last in range(1, steps + 1):
        target.write_bytes(OLD)
        status, _ = write(target, last, how)
        assert status == -signal.SIGKILL
        seen.add(target.read_bytes())
        assert seen <= {OLD, NEW}
        assert write(target) == (0, 0)
        assert [file.name for file in tmp_path.iterdir()] == ["runs.jsonl"]
        assert target.read_bytes() == NEW
    assert seen == {OLD, NEW}


def test_no_step_that_is_the_last_one_leaves_a_part_under_a_new_name(tmp_path: Path) -> None:
    target = tmp_path / "runs.jsonl"
    _, steps = write(target, -1, "", "new")
    assert steps >= 5
    for last in range(1, steps + 1):
        target.unlink(missing_ok=True)
        write(target, last, "", "new")
        assert not target.exists() or target.read_bytes() == NEW


def test_what_fails_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "runs.csv"
    target.write_bytes(OLD)
    with pytest.raises(ZeroDivisionError), whole_file(target) as out:
        out.write(NEW)
        raise ZeroDivisionError
    assert target.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_one_and_its_target_keeps_its_mode_and_group(tmp_path: Path) -> None:
    target, link = tmp_path / "kept" / "runs.csv", tmp_path / "latest.csv"
    target.parent.mkdir()
    target.write_bytes(OLD)
    target.chmod(0o640)
    group = 12345 if os.geteuid() == 0 else os.getgid()
    os.chown(target, -1, group)
    link.symlink_to("kept/runs.csv")
    with whole_file(link) as out:
        out.write(NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert target.stat().st_gid == group
    dangling = tmp_path / "next.csv"
    dangling.symlink_to("kept/next.csv")
    with whole_file(dangling) as out:
        out.write(NEW)
    assert (tmp_path / "kept" / "next.csv").read_bytes() == NEW


def test_a_group_that_cannot_be_kept_gives_its_rights_to_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "runs.csv"
    target.write_bytes(OLD)
    target.chmod(0o660)
    monkeypatch.setattr(os, "fchown", refused)
    with whole_file(target) as out:
        out.write(NEW)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_new_file_has_the_mode_that_the_user_wants(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with whole_file(tmp_path / "runs.csv"):
            pass
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "runs.csv").stat().st_mode) == 0o640


def test_temporary_files_go_where_their_process_is_gone_and_it_was_here(tmp_path: Path) -> None:
    here, ended = os.uname().nodename, subprocess.Popen(["true"])
    ended.wait()
    gone, kept = tmp_path / f"{MARK}-{here}-{ended.pid}-1", []
    others = f"{here}-{os.getpid()}-1", f"other{here}-{ended.pid}-1", f"{here}-{ended.pid}-1.csv"
    kept = [tmp_path / f"{MARK}-{name}" for name in others]
    for file in (gone, *kept):
        file.touch()
    check_writable(tmp_path / "runs.csv")
    assert sorted(tmp_path.iterdir()) == sorted(kept)


def test_what_is_no_regular_file_is_written_as_it_goes(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        check_writable(pipe)
        with whole_file(pipe) as out:
            out.write(b"first")
            out.flush()
            assert os.read(reader, 100) == b"first"
    finally:
        os.close(reader)
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_name_of_what_is_open_is_that_and_not_the_file_behind_it(tmp_path: Path) -> None:
    file = tmp_path / "log"
    link = tmp_path / "link"
    with file.open("wb") as log:
        log.write(b"before\n")
        log.flush()
        link.symlink_to(f"/dev/fd/{log.fileno()}")
        with whole_file(link) as out:
            out.write(b"ours\n")
        log.write(b"after\n")
    assert file.read_bytes() == b"before\nours\nafter\n"


def test_two_at_once_end_as_one_of_the_two(tmp_path: Path) -> None:
    target = tmp_path / "runs.csv"
    with whole_file(target) as first:
        first.write(OLD)
        with whole_file(target) as second:
            second.write(NEW)
        assert target.read_bytes() == NEW
    assert target.read_bytes() == OLD
    with pytest.raises(FileExistsError), whole_file(tmp_path / "new", new=True) as first:
        first.write(OLD)
        with whole_file(tmp_path / "new", new=True) as second:
            second.write(NEW)
    assert (tmp_path / "new").read_bytes() == NEW
    assert sorted(file.name for file in tmp_path.iterdir()) == ["new", "runs.csv"]


def test_a_new_file_needs_no_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", refused)
    with whole_file(tmp_path / "new", new=True) as out:
        out.write(NEW)
    assert (tmp_path / "new").read_bytes() == NEW
    with pytest.raises(FileExistsError), whole_file(tmp_path / "new", new=True) as out:
        out.write(OLD)
    assert (tmp_path / "new").read_bytes() == NEW
    assert len([*tmp_path.iterdir()]) == 1


@pytest.mark.parametrize("name", ["no/file", ".", "file/below", "locked"])
def test_what_cannot_be_written_is_known_beforehand(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "locked").write_bytes(OLD)
    # Nothing is locked for root.
    monkeypatch.setattr(os, "access", lambda file, _: Path(file).name != "locked")
    with pytest.raises(OSError) as error:
        check_writable(tmp_path / name)
    assert error.value.strerror
    check_writable(tmp_path / "file")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "locked"]


def test_links_that_lead_nowhere_end(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OSError):
        check_writable(tmp_path / "a")

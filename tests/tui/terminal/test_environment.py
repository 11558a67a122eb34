from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from parsers.archive.manifest import FOLDER
from tui.terminal import environment


class Stream:
    def __init__(self, is_terminal: bool) -> None:
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal


def pretend_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a fixture: between set-up and call, capturing puts its own streams back."""
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, Stream(True))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.delenv("NO_COLOR", raising=False)


def test_a_terminal_gets_the_app_in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_terminal(monkeypatch)
    found = environment.terminal()
    assert (found.interactive, found.color, found.unicode) == (True, True, True)


@pytest.mark.parametrize("name", ["stdin", "stdout", "stderr"])
def test_a_redirected_stream_means_printing(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    pretend_terminal(monkeypatch)
    monkeypatch.setattr(sys, name, Stream(False))
    found = environment.terminal()
    assert not found.interactive
    assert name in found.why_not


def test_a_dumb_terminal_means_printing_without_colour(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pretend_terminal(monkeypatch)
    monkeypatch.setenv("TERM", "dumb")
    found = environment.terminal()
    assert (found.interactive, found.color) == (False, False)


def test_no_color_and_color_never(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_terminal(monkeypatch)
    assert not environment.terminal("never").color
    monkeypatch.setenv("NO_COLOR", "1")
    assert not environment.terminal().color
    assert environment.terminal("always").color


@pytest.mark.parametrize(
    ("locale", "unicode"),
    [
        ("en_US.UTF-8", True),
        ("C.UTF-8", True),
        ("de_DE.utf8", True),
        ("C", False),
        ("POSIX", False),
        ("en_US.ISO-8859-1", False),
        ("en_US.nonsense", False),
    ],
)
def test_glyphs_follow_the_locale(
    monkeypatch: pytest.MonkeyPatch, locale: str, unicode: bool
) -> None:
    pretend_terminal(monkeypatch)
    monkeypatch.setenv("LC_ALL", locale)
    assert environment.terminal().unicode is unicode
    assert environment.terminal(glyphs="ascii").unicode is False
    assert environment.terminal(glyphs="unicode").unicode is True


def test_the_users_thread_count_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLARS_MAX_THREADS", "7")
    environment.prepare_polars()
    assert os.environ["POLARS_MAX_THREADS"] == "7"


@pytest.mark.parametrize(("cores", "threads"), [(1, "1"), (2, "2"), (64, "2")])
def test_threads_are_few_on_a_large_node(
    monkeypatch: pytest.MonkeyPatch, cores: int, threads: str
) -> None:
    monkeypatch.setattr(os, "environ", {})
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)))
    environment.prepare_polars()
    assert os.environ["POLARS_MAX_THREADS"] == threads


def test_where_the_app_asks_an_archive_each_pool_has_one_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lake" / FOLDER).mkdir(parents=True)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)))
    for paths, threads in [((), "2"), ((".", "a\0b"), "2"), ((".", str(tmp_path / "lake")), "1")]:
        monkeypatch.setattr(os, "environ", {})
        environment.prepare_polars(paths)
        assert os.environ["POLARS_MAX_THREADS"] == threads
        assert {os.environ[name] for name in environment.ONE_OF_EACH} == {"1"}
        assert os.environ["POLARS_MAX_BLOCKING_THREAD_COUNT"] == "2"


def test_the_allocator_has_one_thread_whatever_it_was_told_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As by a program that has imported Polars; what is said last counts."""
    monkeypatch.setattr(os, "environ", {"_RJEM_MALLOC_CONF": "dirty_decay_ms:500"})
    for _ in range(2):
        environment.prepare_polars()
        said = os.environ["_RJEM_MALLOC_CONF"].split(",")
        assert said.count("max_background_threads:1") == 1
        assert said[-1] == "dirty_decay_ms:500"

"""Work in the background: a few threads, in turn, and none for what nobody waits for any more."""

from __future__ import annotations

from threading import Event, Lock, Thread

import pytest

from tui.app.background import MOST, begin


def test_few_work_at_once_and_all_get_their_turn() -> None:
    go, lock, at_once, most = Event(), Lock(), 0, 0

    def work() -> None:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        go.wait(20)
        with lock:
            at_once -= 1

    futures = [begin(work) for _ in range(3 * MOST)]
    go.set()
    for future in futures:
        future.result(20)
    assert most == MOST


def test_what_was_cancelled_before_its_turn_is_left_out() -> None:
    go, done = Event(), list[str]()
    held = [begin(lambda: go.wait(20)) for _ in range(MOST)]
    cancelled = begin(lambda: done.append("cancelled"))
    last = begin(lambda: done.append("last"))
    assert cancelled.cancel()
    go.set()
    last.result(20)
    assert all(future.result(20) for future in held)
    assert done == ["last"]


def test_what_fails_keeps_nothing_else_from_its_turn() -> None:
    def fail() -> None:
        raise KeyboardInterrupt

    failing = [begin(fail) for _ in range(2 * MOST)]
    assert begin(lambda: 5).result(20) == 5
    assert all(isinstance(future.exception(20), KeyboardInterrupt) for future in failing)


def test_where_no_thread_may_start_it_is_done_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("threading.Thread.start", refuse)
    assert begin(lambda: 5).done()

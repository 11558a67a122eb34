"""Work that takes a while, in a thread that nobody has to wait for."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


async def in_background(do: Callable[[], Result]) -> Result:
    """Return what ``do`` returns, or raise what it raises, while the event loop goes on.

    Its thread is a daemon: the threads of an executor would be waited for on the way out. Whatever
    ``do`` needs has to be imported before: see ``tui.app.opening``.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Result] = loop.create_future()

    def tell(result: Result | None, error: BaseException | None) -> None:
        if done.cancelled():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]

    def work() -> None:
        try:
            outcome: tuple[Result | None, BaseException | None] = do(), None
        except BaseException as error:
            outcome = None, error
        # The app may have been left in the meantime.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(tell, *outcome)

    threading.Thread(target=work, name="background", daemon=True).start()
    return await done

"""Keys that come faster than they are acted on, kept in their order."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any, Final

from textual.app import App
from textual.dom import DOMNode
from textual.events import Key
from textual.message_pump import MessagePump

_PATIENCE: Final = 2.0
"""Seconds to wait for a key that has not come through: what had it may be gone."""


class KeyOrder:
    """Hands on a key when the one before has come through.

    Textual hands a key to what has the focus, from where it climbs to the app, which does what it
    is bound to; one that comes meanwhile would be handed to what the first is about to close. So
    something is sent behind each key that climbs the same way. A screen that a key opens, or
    leaves for another one, has to be there for the next.
    """

    def __init__(self, app: App[None], hand_on: Callable[[Key], Awaitable[None]]) -> None:
        """Hand keys of ``app`` on with ``hand_on``."""
        self._app = app
        self._hand_on = hand_on
        self._waiting: deque[Key] = deque()
        self._number = 0
        self._is_on_its_way = False

    async def take(self, key: Key) -> None:
        """Hand a key on, at once or in its turn."""
        if not self._is_on_its_way:
            await self._send(key)
            return
        if not self._waiting:
            self._app.set_timer(_PATIENCE, self._give_up(self._number))
        self._waiting.append(key)

    async def _send(self, key: Key) -> None:
        self._is_on_its_way = True
        self._number += 1
        screen = self._app.screen
        start: DOMNode = self._app.focused or screen
        await self._hand_on(key)
        self._climb(start, self._number, screen)

    def _climb(self, node: DOMNode | None, number: int, screen: DOMNode) -> None:
        """Follow a key to the app."""
        if node is None or node is self._app:
            self._app.call_later(self._arrived, number, screen)
            return
        above = node.parent
        if not node.call_later(self._climb, above, number, screen):
            self._climb(above, number, screen)

    async def _arrived(self, number: int, screen: DOMNode | None = None) -> None:
        """Hand on the next key, unless that was done."""
        if number != self._number or not self._is_on_its_way:
            return
        while screen is not None and self._app.return_code is None:
            now = self._app.screen
            if now is screen:
                break
            # It may be left for another one at once, by what is done with the answer.
            screen = now
            await _handled(now)
        self._is_on_its_way = False
        await self._send_next()

    async def again(self, keys: Sequence[Key]) -> None:
        """Hand on keys that came too early, before those that wait.

        They are sent anew, by the app: what has been stopped climbs no further.
        """
        self._waiting.extendleft(Key(each.key, each.character) for each in reversed(keys))
        if not self._is_on_its_way:
            await self._send_next()

    async def _send_next(self) -> None:
        if self._waiting:
            await self._send(self._waiting.popleft())
            if self._waiting:
                self._app.set_timer(_PATIENCE, self._give_up(self._number))

    def _give_up(self, number: int) -> Callable[[], Any]:
        return lambda: self._arrived(number)


async def _handled(pump: MessagePump) -> None:
    """Wait until a screen has handled what has come to it, its own opening first."""
    handled = asyncio.Event()
    pump.call_later(handled.set)
    with suppress(TimeoutError):
        await asyncio.wait_for(handled.wait(), _PATIENCE)

"""Parts of the app whose failures are told instead of ending it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.message import Message
from textual.message_pump import MessagePump

from parsers.guard import DEFECTS

if TYPE_CHECKING:
    from tui.app.host import Host


class Surviving(MessagePump):
    """Takes the next message where the one before could not be taken.

    Textual stops taking messages after a failure, since it leaves then, and does not catch Polars'
    panics at all.
    """

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except DEFECTS as error:
            cast("Host", self.app).failed(error)

"""What a terminal sends, as keys: escape is one of its own, whatever comes right behind it."""

from __future__ import annotations

import codecs
from collections.abc import Iterable

from textual._xterm_parser import XTermParser
from textual.events import Key
from textual.message import Message


class KeyParser(XTermParser):
    """Textual's parser, but for keys that come within a tenth of a second after escape.

    Textual takes the two for one key with alt, or forgets the escape where that has no name. Typed
    fast, or held up on a slow line, they arrive together; nothing here takes alt.
    """

    def __init__(self) -> None:
        super().__init__()
        self._decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode

    def read(self, data: bytes) -> Iterable[Message]:
        """Yield what ``data`` are events of, with those before: a letter may come in two parts."""
        text = self._decode(data)
        # Of no text Textual makes the end of the file, behind which it takes nothing.
        return self.feed(text) if text else ()

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[Key]:
        if alt:
            yield Key("escape", "\x1b")
        yield from super()._sequence_to_key_events(sequence)

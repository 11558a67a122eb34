from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.text import Span, Text

from tui.app.widgets.segments import segments

STYLES = st.sampled_from(["", "bold", "dim", "green", "not bold", "red on blue", "reverse"])
SPANS = st.lists(st.builds(Span, st.integers(0, 9), st.integers(0, 14), STYLES), max_size=5)


@given(st.text("ab █\u202e", max_size=9), STYLES, SPANS)
def test_a_text_is_drawn_as_rich_draws_it(text: str, style: str, spans: Sequence[Span]) -> None:
    console = Console()
    spans = [span for span in spans if span.start < min(span.end, len(text))]
    whole = [Span(0, len(text), style)] if style and text else []
    drawn = Text(text, spans=[*whole, *spans], end="").render(console)
    unsafe = [each._replace(text=each.text.replace("\u202e", "\ufffd")) for each in drawn]

    own = segments(Text(text, style, spans=list(spans)), console)

    assert cells(own) == cells(unsafe)


def cells(parts: Sequence[Segment]) -> list[tuple[str, object]]:
    return [(sign, part.style or None) for part in parts for sign in part.text]

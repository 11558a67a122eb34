"""Names that count elsewhere, and are settings beside others of their kind."""

from __future__ import annotations

import pytest

from parsers.headings.read_heading import read_headings


@pytest.mark.parametrize(
    ("texts", "kinds"),
    [
        # LoRA fine-tuning, VASP, and the same words where they count.
        (["rank", "alpha", "GPUs", "img/s"], ["parameter", "unknown", "schema", "metric"]),
        (["rank", "bs", "GPUs"], ["parameter", "schema", "schema"]),
        (["ranks", "bs"], ["schema", "schema"]),
        (["rank", "time"], ["schema", "metric"]),
        (["Nodes", "KPAR", "NCORE"], ["schema", "unknown", "parameter"]),
        (["Nodes", "NCORE"], ["schema", "schema"]),
    ],
)
def test_what_stands_beside_a_name_tells(texts: list[str], kinds: list[str]) -> None:
    assert [heading.kind for heading in read_headings(texts)] == kinds

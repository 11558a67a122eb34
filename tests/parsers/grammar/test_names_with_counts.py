from __future__ import annotations

import pytest

from parsers.grammar import names_with_counts
from parsers.grammar.name_counts import NameCounts, read_name


def test_a_name_of_many_rows_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(name: str) -> NameCounts | None:
        read.append(name)
        return read_name(name)

    monkeypatch.setattr(names_with_counts, "read_name", counted)
    names = ["scal4", "scal8", None, "other"] * 250
    counts = ["4", "8", "8", "1"] * 250

    found = names_with_counts.with_field_for_count(names, counts, "nodes")

    assert found == ["scal{nodes}", "scal{nodes}", None, "other"] * 250
    assert sorted(read) == ["", "other", "scal4", "scal8"]

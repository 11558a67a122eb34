"""A sheet as settings files and programs write records: YAML, TOML, INI, Python, key=value."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from tests.reading.rewriting.containers import STEM, Files
from tests.reading.rewriting.rewritten_sheet import NUMBER, Sheet
from tests.reading.rewriting.told_by_headings import unit_heading


def yaml_list(sheet: Sheet) -> Files | None:
    """Return the sheet as a list of mappings."""
    items = [
        "\n".join(
            f"{'  ' if at else '- '}{_yaml(heading)}: {_yaml(cell) if cell else 'null'}"
            for at, (heading, cell) in enumerate(zip(sheet.headings, row, strict=True))
        )
        for row in sheet.rows
    ]
    return {f"{STEM}.yaml": "\n".join(items) + "\n"}


def toml_tables(sheet: Sheet) -> Files | None:
    """Return the sheet as an array of tables."""
    return _by_lines(sheet, "toml", lambda _: "[[run]]", "{} = {}", quotes=True)


def ini_sections(sheet: Sheet) -> Files | None:
    """Return the sheet with a section for each row."""
    return _by_lines(sheet, "ini", lambda at: f"[run{at + 1}]", "{} = {}", quotes=False)


def python_literal(sheet: Sheet) -> Files | None:
    """Return the sheet as a list of dicts, as Python prints it."""
    rows = [
        "{" + ", ".join(f"{h!r}: {_python(c)}" for h, c in zip(sheet.headings, row, strict=True))
        for row in sheet.rows
    ]
    return {f"{STEM}.txt": "[" + ",\n ".join(f"{row}}}" for row in rows) + "]\n"}


def key_values(sheet: Sheet) -> Files | None:
    """Return the sheet with a line of key=value for each row."""
    keys = _keys(sheet)
    if keys is None or any(" " in cell for row in sheet.rows for cell in row):
        return None
    lines = [
        " ".join(f"{k}={c}" for k, c in zip(keys, row, strict=True) if c) for row in sheet.rows
    ]
    return {f"{STEM}.txt": "\n".join(lines) + "\n"}


def key_blocks(sheet: Sheet) -> Files | None:
    """Return the sheet with a block of ``key: value`` for each row, blank lines between."""
    return _by_lines(sheet, "txt", lambda _: "", "{}: {}", quotes=False)


SETTINGS: Final[dict[str, Callable[[Sheet], Files | None]]] = {
    "YAML": yaml_list,
    "TOML": toml_tables,
    "INI": ini_sections,
    "Python": python_literal,
    "key=value": key_values,
    "blocks of keys": key_blocks,
}


def _by_lines(
    sheet: Sheet, suffix: str, title: Callable[[int], str], form: str, quotes: bool
) -> Files | None:
    keys = _keys(sheet)
    if keys is None:
        return None
    blocks = []
    for at, row in enumerate(sheet.rows):
        cells = [f'"{c}"' if quotes and not NUMBER.fullmatch(c) else c for c in row]
        lines = [form.format(k, c) for k, c in zip(keys, cells, strict=True) if c]
        blocks.append("\n".join([line for line in (title(at),) if line] + lines))
    return {f"{STEM}.{suffix}": "\n\n".join(blocks) + "\n"}


def _keys(sheet: Sheet) -> list[str] | None:
    """Return the headings as keys, units at their ends; None where one has other signs."""
    parts = [unit_heading(heading) for heading in sheet.headings]
    keys = [
        (heading if part is None else f"{part.name}_{part.unit}").replace(" ", "_").lower()
        for heading, part in zip(sheet.headings, parts, strict=True)
    ]
    is_plain = all(re.fullmatch(r"[a-z][a-z0-9_]*", key) for key in keys)
    return keys if is_plain and len(set(keys)) == len(keys) else None


def _yaml(cell: str) -> str:
    return cell if re.fullmatch(r"[\w.+-]+", cell) else '"' + cell.replace('"', '\\"') + '"'


def _python(cell: str) -> str:
    return cell if NUMBER.fullmatch(cell) and not re.match(r"-?0\d", cell) else repr(cell or None)

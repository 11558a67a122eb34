"""Batch sizes that titles state beside a name: ``VGG16 (batch size 32 per GPU)``."""

from __future__ import annotations

from parsers.grammar.patterns import Pattern

_BATCH = (
    r"(?P<key>(?:(?:micro|mini|global|total|effective|local|per[ -](?:gpu|device))[ -])?"
    r"(?:batch(?:[ -]?size)?|mbs|gbs|bs))"
    r"\s*(?:of\s|=|:)?\s*(?P<value>\d[\d,]*)(?P<each>\s?(?:per|/)\s?(?:gpu|device|rank|node))?"
)
_IN_BRACKETS = Pattern(rf"(?i)\s*[(\[]{_BATCH}[)\]]")
_BEHIND = Pattern(
    rf"(?i)(?:\s+(?:with|at|for|using)(?:\s+an?)?\s+|\s+[-–—]\s+|\s*[,:]\s+|\A){_BATCH}\s*\Z"
)


def batch_said(title: str) -> tuple[dict[str, str], str]:
    """Return the batch that a title states, under its heading, and the title without it.

    In brackets of its own, or at the end; of a range, or of several, it states none.
    """
    found = _IN_BRACKETS.search(title) or _BEHIND.search(title)
    if found is None:
        return {}, title
    each = " ".join((found["each"] or "").replace("/", "per ").split())
    heading = f"{found['key']} {each}".strip()
    return {heading: found["value"]}, f"{title[: found.start()]}{title[found.end() :]}".strip()

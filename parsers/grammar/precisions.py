"""How precisions are called: ``fp16``, ``TF32``, ``bf16``, ``int8``, ``AMP``."""

from __future__ import annotations

from typing import Final

from parsers.grammar.patterns import Pattern

PRECISIONS: Final = r"(?:fp|tf|bf|int)-?\d{1,2}|amp|(?:automatic )?mixed[ -]precision"
"""A pattern, of small letters."""
_PRECISION = Pattern(rf"(?i){PRECISIONS}")


def is_precision(text: str) -> bool:
    """Return whether a text is the name of a precision and nothing else."""
    return _PRECISION.fullmatch(text.strip()) is not None

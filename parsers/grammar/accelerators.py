"""The names of accelerators, as people write them."""

from __future__ import annotations

from typing import Final

import polars as pl

ACCELERATOR: Final = r"""
    (?: (?:nvidia|amd|intel|geforce|tesla|radeon|instinct|quadro) [ -] )*
    (?: (?:rtx|gtx) [ -]? a?\d{3,4} (?: [ -]? (?:ti|super)\b )? | titan [ -]? (?:v|xp?|rtx)
      | \d{3,4} [ -]? (?:ti|super)
      | [abhpv]\d00[stx]? | a[2456]000 | a10g? | a16 | a[34]0 | k[248]0m? | l4 | l40s?
      | m[46]0 | p40? | t4 | h20 | gh200 | gb[23]00
      | mi\d{2,3}[ax]? | tpu [ -]? v\d\w* | gaudi [ -]? \d? | trainium\d? | ascend [ -]? \w+
    )
    (?: [ -] (?: sxm\d? | pcie | nvl | \d{2,3} [ ]? gb ) \b )*
"""
"""A verbose, case-blind regular expression for the model of an accelerator (``2080ti``, ``A100``,
``NVIDIA H100 80GB``). A list, since nothing in a name's shape tells ``T4`` from ``T5``; it is only
needed where a name stands without a count."""

_MODEL_NUMBERS: Final = r"^(?:10[5-8]0|16[56]0|20[678]0|30[5-9]0|40[6-9]0|50[5-9]0)$"
"""What GeForce cards are called for short, as no counts of them are."""


def name_models(cells: pl.Series) -> bool:
    """Return whether all ``cells`` are such numbers: ``3090`` and ``4090`` under ``GPU``."""
    found = cells.drop_nulls()
    if found.dtype.is_numeric():
        found = found.cast(pl.Int64, strict=False).drop_nulls()
    if found.is_empty() or found.dtype not in (pl.Int64, pl.String, pl.Categorical):
        return False
    return bool(found.cast(pl.String).str.strip_chars().str.contains(_MODEL_NUMBERS).all())

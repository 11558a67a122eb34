"""The names of accelerators, as people write them."""

from __future__ import annotations

from typing import Final

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

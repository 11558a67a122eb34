"""Sizes of the groups of parallel training: ``tp``, ``pp`` and ``dp`` in columns or ``TP4 DP2``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import mul
from typing import Final

import polars as pl

from parsers.grammar.group_sizes import read_group_sizes
from parsers.grammar.name_counts import read_name
from parsers.grammar.words import snake_case
from parsers.meaning.column import Column
from parsers.meaning.decisions import FOLLOWS, NOTHING, Decision, Fields, RowRemark, into
from parsers.meaning.node_levels import COUNTED, level_counts
from parsers.run_records.records import SCALE
from parsers.short_columns.short_series import repeated
from parsers.tables.cells import is_text
from parsers.tables.context import read_context

_GROUPS: Final = (
    ("tp", "tp_size", "tensor_parallel", "tensor_parallel_size", "tensor_model_parallel_size"),
    (
        "pp",
        "pp_size",
        "pipeline_parallel",
        "pipeline_parallel_size",
        "pipeline_model_parallel_size",
    ),
    ("cp", "cp_size", "context_parallel", "context_parallel_size"),
    ("dp", "dp_size", "data_parallel", "data_parallel_size", "fsdp_size"),
)
_BETWEEN: Final = " \t,;xX×*/+_|()-"
_PROMPTS: Final = "pp"
"""By itself the tokens of a prompt, as llama.cpp counts them: ``pp512``."""
_MOST: Final = 200


def parallel_cells(column: Column, columns: Sequence[Column]) -> Decision:
    """Take a column whose cells are all sizes of groups, as ``DP4 TP2`` or ``tp=8, pp=2``.

    Their product counts the devices where nothing else of the table does. Where a column has that
    product already, the cells follow from it, unless more than one size varies.
    """
    if column.given or not is_text(column.cells) or column.cells.null_count():
        return NOTHING
    if column.heading.kind not in ("schema", "parameter", "unknown"):
        return NOTHING
    distinct = column.texts.unique().to_list()
    if len(distinct) > _MOST:
        return NOTHING
    read = {text: sizes for text in distinct if (sizes := _sizes(text))}
    if not read or len(read) < len(distinct):
        return NOTHING
    kinds = sorted({kind for sizes in read.values() for kind in sizes})
    if kinds == [_PROMPTS]:
        return NOTHING
    cells = column.cells.cast(pl.String)
    by_kind = {
        kind: cells.replace_strict(
            {text: sizes.get(kind, 1) for text, sizes in read.items()}, return_dtype=pl.Int64
        )
        for kind in kinds
    }
    devices = reduce(mul, by_kind.values())
    varying = [kind for kind in kinds if by_kind[kind].n_unique() > 1]
    known = [each for each in columns if each is not column and each.heading.name in SCALE]
    if known:
        follows = len(varying) < 2 and any(_counts(each, devices) for each in known)
        return Decision(aside={column: FOLLOWS}) if follows else NOTHING
    settings = {kind: by_kind[kind] for kind in kinds if varying != [kind]}
    text = f"sizes of groups in `{column.heading.text}` multiplied to GPUs: nothing else is counted"
    return into(column, RowRemark("assumed", text), devices=devices, **settings)


def _sizes(text: str) -> dict[str, int]:
    """The size of each kind of group in ``text``; none where it says anything else."""
    found = read_group_sizes(text)
    return found.sizes if found and not found.template.replace("*", "").strip(_BETWEEN) else {}


def _counts(column: Column, devices: pl.Series) -> bool:
    numbers = column.numbers
    return numbers is not None and bool(
        (numbers.values.cast(pl.Int64, strict=False) == devices).all()
    )


def parallel_groups(free: Sequence[Column], fields: Fields, around: Sequence[str]) -> Decision:
    """Take the product of tensor, pipeline, context and data parallelism for the devices.

    Each device is in one group of each kind; experts are spread over groups that are there. The
    sizes stay what tells rows apart, but for the only one that varies, which counts. Where the
    texts ``around`` state more devices, replicas of the model fill these in every row.
    """
    if "nodes" in fields or not COUNTED.isdisjoint(fields):
        return NOTHING
    named = [
        column
        for names in _GROUPS
        if (column := next(filter(None, (_of_group(free, name) for name in names)), None))
    ]
    if not named:
        return NOTHING
    counts, odd = zip(*map(level_counts, named), strict=True)
    alone = named[0].heading if len(named) == 1 else None
    if alone and (alone.name == _PROMPTS or not _are_powers(counts[0])):
        # `dp` by itself may be double precision.
        return NOTHING
    devices = {"devices": reduce(mul, counts)}
    varying = [column for column in named if column.cells.drop_nulls().n_unique() > 1]
    is_data_free = not any(column.heading.name in _GROUPS[-1] for column in named)
    if is_data_free and (all_of_them := _filled(devices["devices"], around, len(varying))):
        text = f"{all_of_them} GPUs stated around the table: all rows have them"
        filled = {"devices": repeated(all_of_them, len(counts[0]), pl.Int64())}
        return Decision(filled, remarks=(RowRemark("assumed", text),))
    taken = (("devices", varying[0]),) if len(varying) == 1 else ()
    names = " × ".join(f"`{column.heading.text}`" for column in named)
    text = f"{names} read as GPUs: nothing else is counted"
    remarks = tuple(remark for several in odd for remark in several)
    return Decision(devices, taken, remarks=(*remarks, RowRemark("assumed", text)))


def _filled(products: pl.Series, around: Sequence[str], varying: int) -> int | None:
    """The devices that the nearest of the texts ``around`` states, if groups of them fill it.

    As many as the largest of groups of one kind may be what a machine has, of which others use
    fewer.
    """
    stated = next(filter(None, map(_stated_devices, around)), None)
    sizes = [int(size) for size in products.drop_nulls()]
    if stated is None or not sizes or any(size < 1 or stated % size for size in sizes):
        return None
    return stated if stated > max(sizes) or varying > 1 else None


def _stated_devices(text: str) -> int | None:
    """The devices in all that a text states, or the name of a file."""
    said = read_context([text]).settings
    each, nodes = said.get("GPUs per node"), said.get("nodes")
    total = said.get("GPUs") or (str(int(each) * int(nodes)) if each and nodes else None)
    if total is None and read_group_sizes(text) is None and (named := read_name(text)):
        return named.counts.get("devices")
    return int(total) if total else None


def _of_group(free: Sequence[Column], name: str) -> Column | None:
    """The free column of the setting ``name``, in a section of its own too: ``parallel.tp``."""
    for column in free:
        heading, numbers = column.heading, column.numbers
        own = snake_case(heading.text.rpartition(".")[2])
        if name not in (heading.name, own) or heading.kind not in ("parameter", "unknown"):
            continue
        if not column.given and numbers is not None and numbers.words is None:
            values = numbers.values
            return None if (values.floor() != values).any() else column
    return None


def _are_powers(values: pl.Series) -> bool:
    """Whether all are powers of two."""
    return all(value > 0 and value & (value - 1) == 0 for value in values.drop_nulls().unique())

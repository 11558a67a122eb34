"""The size of a problem stated as the share of each device, rank, core or node."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.grammar.words import snake_case, word_set, words
from parsers.headings.resources import NOUNS, PER
from parsers.headings.vocabulary import column_of
from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Fields, RowRemark, into
from parsers.meaning.scaled_batches import are_of_several_counts
from parsers.meaning.trend import SCALES, Trend
from parsers.run_records.records import SCHEMA
from parsers.tables.cells import is_text
from parsers.tables.grids import points_of_grids

_SHARE: Final = word_set("per local each every / share")
"""Words of what one part of a machine has of a problem, as in ``iter_per_worker`` or ``N/P``."""
_LOCAL: Final = ("local",)
"""What a rank has, as MPI has it."""
_EXTENTS: Final = word_set("grid domain block subdomain box lattice workload")
"""What a part of a problem is, by its sides, or as work."""
_IN_BRACKETS = Pattern(r"\s*[(\[][^()\[\]]*[)\]]\s*\Z")
_NO_WORK: Final = NOUNS.keys() | word_set(
    "domain domains subdomain subdomains partition partitions block blocks chunk chunks memory mem"
    " ram file files batch batches"
)
"""Words of what a problem is cut into, of what it takes, and of batches, which are read apart."""
_COUNTED = Pattern(r"(?P<number>\d{1,6}(?:\.\d+)?)\s?(?P<letter>[kKmMgG])")
_THOUSANDS: Final = {"k": 1e3, "m": 1e6, "g": 1e9}
_WHOLE_PARTS: Final = 10
"""So many pieces may have been shared out whole, so that one part has one more than another."""

_MOST_PRODUCTS: Final = 1000
"""Each is held against each; a study has a few sizes."""


def size_share(column: Column, fields: Fields) -> Decision:
    """Take ``cells_per_gpu`` and its like as the size, before anything else does."""
    if "size" in fields or column.heading.kind not in ("unknown", "parameter"):
        return NOTHING
    if _part_of(column) is None:
        return NOTHING
    if column.numbers is not None and column.numbers.units is None:
        return into(column, size=column.in_base_units())
    return NOTHING if (sizes := _written_sizes(column)) is None else into(column, size=sizes)


def _written_sizes(column: Column) -> pl.Series | None:
    """The points of grids, ``64^3``, or counts as ``1M``; ``None`` where a cell is neither."""
    if not is_text(column.cells) or column.given:
        return None
    texts = column.texts.drop_nulls().unique()
    if not 0 < len(texts) <= _MOST_PRODUCTS:
        return None
    counted = {text: _COUNTED.fullmatch(text) for text in texts}
    sizes = points_of_grids(texts) or {
        text: float(each["number"]) * _THOUSANDS[each["letter"].lower()]
        for text, each in counted.items()
        if each
    }
    if len(sizes) < len(texts):
        return None
    return column.cells.cast(pl.String).replace_strict(sizes, default=None, return_dtype=pl.Float64)


def size_of_whole(fields: Fields, owner: Column | None, trend: Trend) -> Decision:
    """Multiply a share by what it is the share of, or by what is counted in its place.

    So much is only assumed where rows do not get faster, as those that share the work do, or where
    it makes one size of all shares; a share of each node stays one where nodes are not counted.

    ``owner``: the column that the size comes from.
    """
    part = None if owner is None else _part_of(owner)
    if owner is None or part is None:
        return NOTHING
    counts = _counts(fields)
    if part not in counts:
        varied = [
            name
            for name, each in counts.items()
            if _grows_alone(each, trend) or _share_one_whole(fields["size"], each)
        ]
        if not varied or part == "node":
            return Decision(renamed={"size": snake_case(owner.heading.text)})
        # As many of these are on each of what is counted as on the next.
        part = varied[0]
    counted = counts[part]
    remark = RowRemark("assumed", f"`{owner.heading.text}` × {part}s read as the problem size")
    return Decision({"size": _products(fields["size"], counted)}, remarks=(remark,))


def _grows_alone(counts: pl.Series, trend: Trend) -> bool:
    """Whether counts grow and rows do not get faster with them."""
    gain = trend.exponent(counts)
    return gain is not None and gain < SCALES


def _share_one_whole(shares: pl.Series, counts: pl.Series) -> bool:
    """Whether shares fall as counts grow, so that each size is there on several counts."""
    if shares.null_count() or counts.null_count() or shares.n_unique() < 2:
        return False
    return are_of_several_counts(_products(shares, counts), counts, 2)


def _products(shares: pl.Series, counts: pl.Series) -> pl.Series:
    """Return shares times counts; of whole shares, products that rounding alone sets apart as one.

    A share is off by half at most, and so a product by half for each part: 174763 on 48 cores and
    349525 on 24 are of one problem.
    """
    products = shares * counts
    if not shares.drop_nulls().eq(shares.drop_nulls().floor()).all():
        return products
    pairs = dict.fromkeys(zip(products, counts, strict=True))
    if len(pairs) > _MOST_PRODUCTS:
        return products
    known = sorted((pair for pair in pairs if None not in pair), key=lambda pair: pair[1])
    exact: list[tuple[float, float]] = []
    one_of: dict[tuple[float, float], float] = {}
    for product, count in known:
        near = (each for each, of in exact if abs(each - product) <= (count + of) / 2)
        one_of[product, count] = next(near, product)
        if one_of[product, count] == product:
            exact.append((product, count))
    return pl.Series(
        products.name,
        [one_of.get(pair) for pair in zip(products, counts, strict=True)],
        dtype=products.dtype,
    )


def size_with_its_share(fields: Fields, owners: Mapping[str, Column]) -> Decision:
    """Take a number for the problem size where another column is its share of each part, exactly.

    ``ntot`` beside ``iter_per_worker``, which is ``ntot`` / ``workers`` in each row: the share says
    nothing that the others do not, and with it each row would be a series of its own, beside a size
    that is known as well. ``owners``: the columns that the fields come from.
    """
    if "size" in fields:
        return _without_shares(fields, owners)
    numbers = [
        name
        for name in fields
        if name in owners and name not in SCHEMA and _may_be_size(fields[name])
    ]
    for share in numbers:
        said = words(owners[share].heading.text.replace("/", " per "))
        if _SHARE.isdisjoint(said):
            continue
        for whole in numbers:
            heading = owners[whole].heading.text
            if whole == share or not _NO_WORK.isdisjoint(words(heading)):
                continue
            parts = [
                part
                for part, counts in _counts(fields).items()
                if counts.n_unique() > 1 and _is_share(fields[share], fields[whole] / counts)
            ]
            if parts:
                text = f"`{heading}` read as the problem size, of which each {parts[0]} has a share"
                return Decision(
                    renamed={whole: "size"},
                    dropped={share: f"follows from `{heading}` and the {parts[0]}s"},
                    remarks=(RowRemark("assumed", text),),
                )
    return NOTHING


def _without_shares(fields: Fields, owners: Mapping[str, Column]) -> Decision:
    """Drop what each part has of a problem beside its size: numbers, or the sides of a grid."""
    dropped = {}
    for name in fields:
        owner = owners.get(name)
        if owner is None or name in SCHEMA or owner.given or owner.heading.role:
            continue
        if _SHARE.isdisjoint(words(owner.heading.text.replace("/", " per "))):
            continue
        shares = _amounts(fields[name])
        if shares is None or shares.n_unique() < 2:
            continue
        parts = [
            part
            for part, counts in _counts(fields).items()
            if (counts.n_unique() > 1 and _is_share(shares, fields["size"] / counts))
            or _share_one_whole(shares, counts)
        ]
        if parts:
            dropped[name] = f"follows from the size and the {parts[0]}s"
    return Decision(dropped=dropped) if dropped else NOTHING


def _amounts(values: pl.Series) -> pl.Series | None:
    """The numbers of a column, or of the points of its grids; ``None`` where it has others."""
    if values.null_count():
        return None
    if not is_text(values):
        return values if _may_be_size(values) else None
    points = points_of_grids(values.cast(pl.String).head(_MOST_PRODUCTS).unique())
    if points is None or len(values) > _MOST_PRODUCTS:
        return None
    return values.cast(pl.String).replace_strict(points, return_dtype=pl.Float64)


def _may_be_size(values: pl.Series) -> bool:
    return values.dtype.is_numeric() and not values.null_count() and bool((values > 1).all())


def _is_share(share: pl.Series, quotient: pl.Series) -> bool:
    """Whether numbers are quotients, or these in whole parts."""
    away = (share - quotient).abs()
    return bool((away <= 1e-3 * quotient).all()) or (
        share.dtype.is_integer() and bool(((away < 1) & (quotient >= _WHOLE_PARTS)).all())
    )


def _part_of(column: Column) -> str | None:
    """What the heading says that its numbers are the share of: ``device`` of ``atoms/GPU``."""
    said = words(_IN_BRACKETS.sub("", column.heading.text).replace("/", " per "))
    if said[:1] == _LOCAL and _is_of_size(said[1:]):
        return "rank"
    if len(said) < 3 or said[-2] != "per" or not _is_of_size(said[:-2]):
        return None
    return PER.get(said[-1])


def _is_of_size(said: tuple[str, ...]) -> bool:
    return column_of(said) == "size" or (bool(said) and said[-1] in _EXTENTS)


def _counts(fields: Fields) -> dict[str, pl.Series]:
    """How many of each part every row has, as far as that is known."""
    known = {
        part: fields[name]
        for part, name in (
            ("node", "nodes"),
            ("device", "devices"),
            ("rank", "ranks"),
            ("thread", "threads"),
        )
        if name in fields
    }
    if "device" not in known and {"nodes", "devices_per_node"} <= fields.keys():
        known["device"] = fields["nodes"] * fields["devices_per_node"]
    if "cores" in fields:
        known["core"] = fields["cores"]
    elif "rank" in known:
        known["core"] = known["rank"] * known["thread"] if "thread" in known else known["rank"]
    elif "thread" in known:
        known["core"] = known["thread"]
    return known

"""The grammar of headings above training logs: model, devices, hosts, batch, result, speedup.

They are written by hand: ``ResNet18-2x2080ti-128batch_size``, ``in 2x2080ti``,
``lm6-198.38-1.648x, baseline: 120.7``, ``Two nodes, MNIST with collective communication``. Each
fact has a shape of its own, is found wherever it stands and taken out of the text; what remains
are names and, perhaps, one number: the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from parsers.grammar.patterns import Pattern
from parsers.grammar.units import Unit, parse_unit
from parsers.training.fact_text import NUMBER, number, step_of_decimals
from parsers.training.facts import EDGES, piece_of_setup, take_facts
from parsers.training.scale import look_like_hosts

_LONGEST: Final = 300
"""Characters; a longer line is no heading."""


class Headline(NamedTuple):
    """The result that a heading states: in ``lm6-198.38`` 198.38, beside the name ``lm6``.

    ``digit`` is the weight of its last digit, 0.01.

    ``certain`` when a unit, speedup, baseline or hosts stand beside it. Else the number may be
    part of a name, as in ``ResNet-50`` or ``PyTorch 2.0``, which then is ``text``.
    """

    value: float
    digit: float
    unit: Unit | None
    name: str | None
    text: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Title:
    """What one heading or setup line states.

    ``facts`` are schema columns and parameters, ``names`` what no fact explains, in order.
    """

    names: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    headline: Headline | None = None
    speedup: float | None = None
    speedup_digit: float | None = None
    baseline: float | None = None

    def without_headline(self) -> Title:
        """Return this title with its number read as part of a name."""
        if self.headline is None:
            return self
        return replace(self, names=(*self.names, self.headline.text), headline=None)

    def with_settings(self, more: Title) -> Title:
        """Return this title with the settings of a line below it."""
        return Title(
            (*self.names, *more.names),
            self.facts | more.facts,
            self.headline,
            self.speedup if more.speedup is None else more.speedup,
            self.speedup_digit if more.speedup is None else more.speedup_digit,
            self.baseline if more.baseline is None else more.baseline,
        )

    def only_settings(self) -> Title:
        """Return this title without what it claims, which holds for one run alone."""
        return Title(self.names, dict(self.facts))


_RESULT = Pattern(
    rf"(?:(?P<name>.*?[^\s~=>–—:|/(-])[-–—:=~>|/\s]{{1,5}}(?P<opened>\()?)?(?P<value>{NUMBER})"
    r"(?:\s*(?:±|\+/?-)\s*[\d.]{1,12})?"
    r"(?P<unit>\s?[a-z]+\s?(?:/|per)\s?[a-z]+)?(?(opened)\)|)",
    re.IGNORECASE,
)
_UNDERSCORE = Pattern(r"_(?=\d+x|m?bsz?\d|\d+(?:gpus?|nodes?|n\d)(?![a-z])|\d+\.\d)|(?<=gb)_", re.I)
_DECIMAL_COMMA = Pattern(r"(?<=\d),(?=\d{1,2}(?![\d.]))")
_REPEATED = Pattern(r"(?:\s+[-–—/]+(?=\s)){2,}")
_PREFIX = Pattern(
    r"\A(?:set-?up|settings?|config(?:uration)?|run|experiment|test|case)\s*:\s+", re.I
)
_MEASURE = Pattern(r"(?:\w+ )?(?:throughput|speed|rate|results?|performance)", re.IGNORECASE)
_THOUSANDS = Pattern(r"\d,\d{3}(?!\d)")
_NUMBERING = Pattern(r"\A\s*\d{1,3}[.)]\s+")
_DANGLING = Pattern(
    r"\A(?:running|training|launching|starting|in|on|at|using|and|for|of)\b"
    r"|\b(?:in|on|at|using|and|for|of|with)\Z",
    re.IGNORECASE,
)
_DATASET = Pattern(r"\Adata ?set[ :=]+|\s+data ?sets?\Z", re.IGNORECASE)
_SAYS_NOTHING = Pattern(
    r"distributed|multi[- ]?(?:node|gpu)|baseline|reference|each|total|"
    r"(?:linear )?scaling(?: (?:speed|factor|efficiency|ratio))?|speed-?up|faster|"
    r"(?:(?:training|benchmarks?|performance|test|raw|full)\s)*"
    r"(?:results?|logs?|output|data|runs?|benchmarks?|measurements?)(?:\s#?\d+)?",
    re.IGNORECASE,
)


def read_title(text: str, *, setup: bool = False) -> Title:
    """Return what a heading, or with ``setup`` a list of settings, states.

    ``text`` is clean and without the marks of a heading.
    """
    facts = take_facts(_respelled(text[:_LONGEST]))
    names: list[str] = []
    for piece in _pieces(facts.left):
        column = piece_of_setup(piece, certain=setup)
        facts.columns |= column or {}
        if column is None:
            names.append(piece)
    title = Title(
        tuple(names), facts.columns, None, facts.speedup, facts.speedup_digit, facts.baseline
    )
    return title if setup else _with_headline(title)


def _respelled(text: str) -> str:
    """Return ``text`` without markup and numbering, its facts parted as most people part them."""
    bare = _PREFIX.sub("", _NUMBERING.sub("", text.replace("**", "").replace("`", "")))
    if " " not in bare:
        bare = _UNDERSCORE.sub("-", bare)
    if "." not in bare and ", " not in bare:
        bare = _DECIMAL_COMMA.sub(".", bare)
    return bare


def _pieces(text: str) -> Iterator[str]:
    """Yield what stands between the commas outside parentheses, without dangling words."""
    depth, start = 0, 0
    text = _REPEATED.sub(" -", re.sub(r"[(][ ,;]*[)]", "", text)).replace("|", ",")
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if character in ",;" and depth <= 0 and not _THOUSANDS.match(text, max(place - 1, 0)):
            yield from filter(None, [_bare(text[start:place])])
            start = place + 1
    yield from filter(None, [_bare(text[start:])])


def _bare(piece: str) -> str:
    """Return ``piece`` without separators and prepositions at its ends, or nothing to keep."""
    left = " ".join(piece.split()).strip(EDGES + "/")
    if left.startswith("(") and left.endswith(")"):
        left = left[1:-1].strip(EDGES)
    if left.count("(") != left.count(")"):
        left = left.strip("()" + EDGES)
    while (bare := _DANGLING.sub("", left).strip(EDGES)) != left:
        left = bare
    left = _DATASET.sub("", left)
    return "" if _SAYS_NOTHING.fullmatch(left) else left


def _with_headline(title: Title) -> Title:
    """Find the piece that ends in the result; one that is nothing else goes first."""
    results = [(piece, match) for piece in title.names if (match := _RESULT.fullmatch(piece))]
    results.sort(key=lambda found: (found[1]["name"] is not None, "." not in found[1]["value"]))
    if not results:
        return title
    piece, match = results[0]
    before = title.names[: title.names.index(piece)]
    host = before[-1] if before and match["name"] is None and look_like_hosts(before[-1]) else None
    unit = parse_unit(match["unit"].strip()) if match["unit"] else None
    stated = unit or title.speedup or title.baseline or "hosts" in title.facts
    name = match["name"] if match["name"] and not _MEASURE.fullmatch(match["name"]) else host
    apart = name is None or "." in match["value"] or unit is not None or look_like_hosts(name)
    factor = unit.factor if unit else 1.0
    headline = Headline(
        value=number(match["value"]) * factor,
        digit=step_of_decimals(match["value"]) * factor,
        unit=unit,
        name=name,
        text=piece if host is None else f"{host}, {piece}",
        certain=bool(stated) and apart,
    )
    names = tuple(name for name in title.names if name not in (piece, host))
    return replace(title, names=names, headline=headline)

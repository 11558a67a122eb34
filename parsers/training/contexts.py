"""What the headings above some result lines say, together, about their run.

A heading holds until the next one of its level or above. One that states a result (``lm6-120.7``)
is the heading of a run and holds for nothing else, so that a run heading one level too high does
not cost the runs after it their model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, NamedTuple

from parsers.training.headings import Headline, Title
from parsers.training.log_layout import LogBlock
from parsers.training.scale import host_names, look_like_hosts, on_hosts

_OF_A_MODEL: Final[tuple[str, ...]] = ("device", "batch")
_NEAR: Final = 1.05
_FAR: Final = 2.0
"""By which factor a number in a heading may be off the rates below it and still state them."""


class RunContext(NamedTuple):
    """What is known of the runs of one block.

    ``line`` is that of the heading, null for the file itself. ``benchmark`` is the innermost name
    of a heading, ``case`` the names around it and those of the settings; ``facts`` are schema
    columns and parameters. ``astray``: the heading of a run stands as high as the heading that
    names its model. ``one_device``: a device is named without a count, and taken as one.
    """

    line: int | None
    benchmark: str | None
    case: str | None
    facts: dict[str, Any]
    headline: Headline | None = None
    speedup: float | None = None
    speedup_digit: float | None = None
    baseline: float | None = None
    astray: bool = False
    one_device: bool = False

    def claims(self) -> dict[str, float | None]:
        """Return the speedup and the baseline that the heading states, as record columns."""
        return {
            "stated_speedup": self.speedup,
            "speedup_digit": self.speedup_digit,
            "stated_baseline": self.baseline,
        }

    def claiming(self, title: Title) -> RunContext:
        """Return this context with the speedup and the baseline that ``title`` states, if any."""
        context = self
        if title.speedup is not None:
            context = context._replace(speedup=title.speedup, speedup_digit=title.speedup_digit)
        return context if title.baseline is None else context._replace(baseline=title.baseline)


class _Scope(NamedTuple):
    """A heading in force, with or without a result of its own, or the settings below one."""

    level: float
    names: tuple[str, ...]
    facts: Mapping[str, Any]
    kind: Literal["heading", "run", "settings"]


def contexts(
    blocks: Sequence[LogBlock], rates: Mapping[int, tuple[float, float]]
) -> list[RunContext]:
    """Return the context of each block. ``rates``: the range of the rates right below a block."""
    state = _State()
    found: list[RunContext] = []
    for order, block in enumerate(blocks):
        below = blocks[order + 1] if order + 1 < len(blocks) else None
        of_it = below is not None and below.settings and not below.anew and not block.settings
        settings = below.title if below is not None and of_it else Title()
        found.append(state.enter(block, settings, rates.get(order), found))
    return found


@dataclass
class _State:
    """The headings in force, and the names that were models and hosts so far."""

    scopes: list[_Scope] = field(default_factory=list)
    models: set[str] = field(default_factory=set)
    hosts: set[str] = field(default_factory=set)

    def enter(
        self,
        block: LogBlock,
        settings: Title,
        rates: tuple[float, float] | None,
        before: list[RunContext],
    ) -> RunContext:
        """Return the context below ``block``, and keep what holds for the blocks after it."""
        if block.settings and not block.anew and before and before[-1].headline is not None:
            # Settings of one run: its own context has them, and no other should.
            facts = _merged(before[-1].facts, block.title.facts)
            context = RunContext(block.line, before[-1].benchmark, before[-1].case, facts)
            return context.claiming(block.title)
        headline = block.title.headline
        if headline is None or not self._is_result(headline, rates):
            title = self._with_host(block.title.without_headline())
            kind: Literal["heading", "settings"] = "settings" if block.settings else "heading"
            self._keep(_Scope(block.level, title.names, title.facts, kind))
            context = self._context(block, settings.names, settings.facts)
            return context.claiming(settings).claiming(title)
        return self._run(block, block.title, headline, settings)

    def _is_result(self, headline: Headline, rates: tuple[float, float] | None) -> bool:
        """Tell a result beside a name (``lm6-120.7``) from a name (``ResNet-50``, ``PyTorch 2.0``).

        The rates below decide. A whole number has to be very near, and below the name of a model,
        unless a host carries it.
        """
        if headline.certain:
            return True
        whole = headline.value.is_integer()
        if rates is None:
            return self._is_host(headline.name) and not whole
        on_host = self._may_be_host(headline.name)
        if whole and not on_host and not self._knows_model():
            return False
        far = _NEAR if whole and not on_host else _FAR
        return rates[0] / far <= headline.value <= rates[1] * far

    def _is_host(self, name: str | None) -> bool:
        """Tell a host from a model: one seen before, or a name like ``lm6`` below a model."""
        if name is None or name in self.hosts:
            return name is not None
        return self._knows_model() and look_like_hosts(name)

    def _may_be_host(self, name: str | None) -> bool:
        """Tell what may be a host where there is a result as well: below a name of any kind."""
        if name is None or self._is_host(name):
            return name is not None
        return bool(self._named()) and look_like_hosts(name)

    def _knows_model(self) -> bool:
        """Tell whether a heading in force names a model, and not only a data set or the like."""
        named = self._named()
        sized = bool(named) and not named[-1].facts.keys().isdisjoint(_OF_A_MODEL)
        return sized or len(named) > 1

    def _with_host(self, title: Title) -> Title:
        """Return ``title`` with a name that is a host's as one."""
        if len(title.names) != 1 or not self._is_host(title.names[0]):
            return title
        facts = on_hosts(title.names[0])
        self.hosts.update(host_names(title.names[0]))
        return replace(title, names=(), facts=facts | title.facts)

    def _named(self) -> list[_Scope]:
        return [scope for scope in self.scopes if scope.names and scope.kind != "settings"]

    def _keep(self, scope: _Scope) -> None:
        self.scopes = [outer for outer in self.scopes if outer.level < scope.level]
        self.scopes.append(scope)
        if scope.names and scope.kind != "settings":
            self.models.add(", ".join(scope.names))

    def _run(
        self, block: LogBlock, title: Title, headline: Headline, settings: Title
    ) -> RunContext:
        if not self._is_host(headline.name):
            # The model of the run before, where that named its own, is not the model of this one.
            self.scopes = [
                scope for scope in self.scopes if scope.kind != "run" or scope.level < block.level
            ]
        names, facts = title.names, dict(title.facts)
        model, host = self._model_and_host(headline.name, "hosts" in facts)
        if model is not None:
            names = (*names, model)
        if host is not None:
            facts = on_hosts(host) | facts
        self.hosts.update(host_names(facts["system"]) if "hosts" in facts else ())
        named = self._named()
        astray = not names and bool(named) and block.level <= named[-1].level
        if names:
            lasting = {name: facts[name] for name in _OF_A_MODEL if name in facts}
            self._keep(_Scope(block.level, names, lasting, "run"))
        context = self._context(block, settings.names, _merged(facts, settings.facts))
        context = context._replace(headline=headline, astray=astray)
        return context.claiming(settings).claiming(title)

    def _model_and_host(
        self, name: str | None, hosts_stated: bool
    ) -> tuple[str | None, str | None]:
        """Tell what a name beside a result is: a host where the model is known, else the model."""
        if name is None or hosts_stated or name in self.models:
            return name, None
        model, _, host = name.rpartition("-")
        if model and (model in self.models or host in self.hosts):
            return model, host
        is_host = self._may_be_host(name) or self._knows_model()
        return (None, name) if is_host else (name, None)

    def _context(
        self, block: LogBlock, names: tuple[str, ...], facts: Mapping[str, Any]
    ) -> RunContext:
        """Return what the headings in force say, with ``names`` and ``facts`` of settings."""
        merged: dict[str, Any] = {}
        for scope in self.scopes:
            merged = _merged(merged, scope.facts)
        merged = _merged(merged, facts)
        headings = [", ".join(scope.names) for scope in self._named()]
        stated = [name for scope in self.scopes if scope.kind == "settings" for name in scope.names]
        benchmark = merged.pop("benchmark", None) or (headings.pop() if headings else None)
        one_device = "device" in merged and not merged.keys() & {"devices", "devices_per_node"}
        if one_device:
            merged["devices"] = 1
        if "hosts" in merged:
            merged.setdefault("nodes", 1)
        return RunContext(
            line=block.line if block.level else None,
            benchmark=benchmark,
            case=", ".join(dict.fromkeys((*headings, *stated, *names))) or None,
            facts=merged,
            one_device=one_device,
        )


def _merged(outer: Mapping[str, Any], inner: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of both, the inner ones where they disagree.

    A count of devices replaces a count per node and the other way round: the one was not meant
    for the other's machine.
    """
    kept = dict(outer)
    if inner.get("devices") is not None:
        kept.pop("devices_per_node", None)
    elif inner.get("devices_per_node") is not None:
        kept.pop("devices", None)
    return kept | dict(inner)

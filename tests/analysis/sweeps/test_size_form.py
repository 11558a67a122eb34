"""The unit of the sizes of a table."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.size_form import SizeForm, size_form


@pytest.mark.parametrize(
    ("units", "form"),
    [
        ([None, None], SizeForm()),
        (["B", None], SizeForm(is_stated=True)),
        (["bytes"], SizeForm(is_stated=True)),
        (["B", "KiB", "MiB"], SizeForm(prefixes=1024, is_stated=True)),
        (["K", "M"], SizeForm(prefixes=1024, is_stated=True)),
        (["B", "KB", "MB"], SizeForm(prefixes=1000, is_stated=True)),
        (["kB"], SizeForm(prefixes=1000, is_stated=True)),
        (["elements"], SizeForm("elements", is_stated=True)),
    ],
)
def test_the_form_of_units(units: list[str | None], form: SizeForm) -> None:
    assert size_form(pl.DataFrame({"size_unit": units}, {"size_unit": pl.String})) == form

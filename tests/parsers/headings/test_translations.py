"""The usual headings in German, French and Spanish."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.formats import delimited
from parsers.headings.read_heading import read_heading
from parsers.source import Source


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("Knoten", "nodes", None),
        ("Anzahl Knoten", "nodes", None),
        ("GPUs pro Knoten", "devices_per_node", None),
        ("Kerne", "cores", None),
        ("Laufzeit [s]", "runtime", "s"),
        ("Zeit in s", "runtime", "s"),
        ("Durchsatz (GB/s)", "throughput", "B/s"),
        ("Beschleunigung", "stated_speedup", None),
        ("Effizienz [%]", "stated_efficiency", None),
        ("noeuds", "nodes", None),
        ("Nœuds", "nodes", None),
        ("nombre de coeurs", "cores", None),
        ("temps (s)", "runtime", "s"),
        ("Temps d'exécution (s)", "runtime", "s"),
        ("temps total", "runtime", None),
        ("Débit (img/s)", "throughput", "img/s"),
        ("nodos", "nodes", None),
        ("núcleos por nodo", "cores_per_node", None),
        ("tiempo (ms)", "runtime", "s"),
        ("aceleración", "stated_speedup", None),
    ],
)
def test_a_heading_means_what_it_does_in_english(text: str, name: str, unit: str | None) -> None:
    heading = read_heading(text)
    assert (heading.name, heading.unit, heading.text) == (name, unit, text)


@pytest.mark.parametrize("text", ["GPU temps", "par", "La", "je", "Execution model"])
def test_words_of_several_languages_stay_what_they_are(text: str) -> None:
    assert read_heading(text).name not in ("runtime", "per", "")


def test_a_table() -> None:
    text = "Knoten;Kerne;Laufzeit [s]\n1;8;100,5\n2;16;50,25\n"
    source = Source("a.csv", "a.csv", Path("a.csv"), text.encode())
    records = delimited.READER.read(source).records
    assert records.select("nodes", "cores", "metric", "value", "unit").rows() == [
        (1, 8, "runtime", 100.5, "s"),
        (2, 16, "runtime", 50.25, "s"),
    ]

"""The usual headings in German, French, Spanish, Portuguese and Italian."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load
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
        ("Processos", "ranks", None),
        ("nº de processos", "ranks", None),
        ("Tempo de execução (s)", "runtime", "s"),
        ("Eficiência", "stated_efficiency", None),
        ("Nós", "nodes", None),
        ("Numero di processi", "ranks", None),
        ("Numero di thread", "threads", None),
        ("tempo medio (ms)", "runtime", "s"),
        ("efficienza", "stated_efficiency", None),
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


@pytest.mark.parametrize(
    ("above", "kind"),
    [
        ("Schwache Skalierung", "weak"),
        ("Starke Skalierung", "strong"),
        ("Scalabilité faible", "weak"),
        ("Escalabilidad débil", "weak"),
        ("Escalabilidade fraca", "weak"),
        ("Escalabilidade forte", "strong"),
        ("Scalabilità debole", "weak"),
        ("Forte dei Marmi", None),
    ],
)
def test_the_kind_of_scaling_above_a_table(tmp_path: Path, above: str, kind: str | None) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"## {above}\n\n| nodes | time (s) |\n|---|---|\n| 1 | 10 |\n| 2 | 11 |\n")
    records = load([str(path)]).records
    stated = records["stated_scaling"].to_list()
    assert stated == [kind] * 2


def test_a_prediction_and_a_check_tell_no_series_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "| Processos | Tempo (s) | Amdahl previsto | Verificado |\n|---|---|---|---|\n"
        "| 1 (sequencial) | 10,5 | 1,0 | - |\n| 2 | 5,4 | 1,9 | sim |\n| 4 | 2,8 | 3,6 | não |\n"
    )
    table = runs(load([str(path)]).records, Choice()).table
    assert table["efficiency"].to_list() == [1, pytest.approx(10.5 / 10.8), None]

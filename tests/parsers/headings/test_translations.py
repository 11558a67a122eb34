"""The usual headings in other languages."""

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
        ("aantal kernen", "cores", None),
        ("cantidad de núcleos", "cores", None),
        ("处理器数", "cores", None),
        ("ランク数", "ranks", None),
        ("körtid (s)", "runtime", "s"),
        ("GPUs pro Knoten", "devices_per_node", None),
        ("Kerne", "cores", None),
        ("Rechenkerne", "cores", None),
        ("Anzahl der Prozessoren", "cores", None),
        ("Knotenzahl", "nodes", None),
        ("Nombre de tâches MPI", "ranks", None),
        ("Hebras", "threads", None),
        ("Wanduhrzeit [s]", "runtime", "s"),
        ("Temps de restitution (s)", "runtime", "s"),
        ("Tiempo de pared", "runtime", None),
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
        ("Duração", "runtime", None),
        ("Numero di processi", "ranks", None),
        ("Numero di thread", "threads", None),
        ("tempo medio (ms)", "runtime", "s"),
        ("efficienza", "stated_efficiency", None),
        ("Ränge", "ranks", None),
        ("s je Schritt", "step_time", "s"),
        ("Effizienz / %", "stated_efficiency", None),
        ("Bewertung", "comment", None),
        ("Rdzenie", "cores", None),
        ("Liczba wątków", "threads", None),
        ("Liczba procesów", "ranks", None),
        ("Węzły", "nodes", None),
        ("Czas [s]", "runtime", "s"),
        ("Średni czas (ms)", "runtime", "s"),
        ("Przyspieszenie", "stated_speedup", None),
        ("Efektywność", "stated_efficiency", None),
        ("Temps mur", "runtime", None),
        ("Rendement", "stated_efficiency", None),
        ("Efficacite", "stated_efficiency", None),
        ("Hilos", "threads", None),
        ("Tiempo promedio", "runtime", None),
        ("Tiempo real (s)", "runtime", "s"),
        ("tiempo en segundos", "runtime", "s"),
        ("Eficiencia", "stated_efficiency", None),
        ("Eficiência de Escala", "stated_efficiency", None),
        ("Потоки", "threads", None),
        ("Число процессов", "ranks", None),
        ("Время, с", "runtime", "s"),
        ("Время выполнения (мс)", "runtime", "s"),
        ("Ускорение", "stated_speedup", None),
        ("Эффективность", "stated_efficiency", None),
        ("线程数", "threads", None),
        ("进程数", "ranks", None),
        ("节点数", "nodes", None),
        ("核数", "cores", None),
        ("GPU数", "devices", None),
        ("运行时间(us)", "runtime", "s"),
        ("时间（秒）", "runtime", "s"),
        ("运行时间/s", "runtime", "s"),
        ("吞吐量 (ops/sec)", "throughput", "ops/s"),
        ("加速比", "stated_speedup", None),
        ("并行效率/%", "stated_efficiency", None),
        ("スレッド数", "threads", None),
        ("実行時間 (ミリ秒)", "runtime", "s"),
        ("並列化効率", "stated_efficiency", None),
        ("스레드 수", "threads", None),
        ("실행 시간 (초)", "runtime", "s"),
        ("병렬 효율", "stated_efficiency", None),
    ],
)
def test_a_heading_means_what_it_does_in_english(text: str, name: str, unit: str | None) -> None:
    heading = read_heading(text)
    assert (heading.name, heading.unit, heading.text) == (name, unit, text)


@pytest.mark.parametrize(
    ("text", "better"),
    [("Tiempo Compresión", "lower"), ("Temps de tri", None), ("GPU temps", None), ("读比例", None)],
)
def test_a_word_for_a_time_tells_which_way_is_better(text: str, better: str | None) -> None:
    assert read_heading(text).better == better


@pytest.mark.parametrize("text", ["GPU temps", "par", "La", "je", "Execution model", "Media"])
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
        ("强扩展性测试", "strong"),
        ("弱可扩展性", "weak"),
        ("弱スケーリング", "weak"),
        ("Слабая масштабируемость", "weak"),
        ("强化学习", None),
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

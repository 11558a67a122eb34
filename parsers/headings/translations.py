"""The usual headings of other languages, word by word in the words of the vocabulary.

German, French, Spanish, Portuguese and Italian.
"""

from __future__ import annotations

from typing import Final

from parsers.grammar.words import by_spelling, word_set

_ENGLISH: Final = by_spelling(
    {
        "nodes": "knoten rechenknoten noeud noeuds nœud nœuds nodo nodos nodi nós",
        "cores": "kerne kernen cpukerne coeur coeurs cœur cœurs núcleo núcleos nucleo nucleos",
        "processes": "prozesse processus procesos processos processi",
        "threads": "hilos",
        "time": "zeit temps tiempo tempo tempi",
        "runtime": "laufzeit rechenzeit ausführungszeit gesamtzeit durée duración",
        "execution": "exécution execution ejecución execução execucao esecuzione",
        "throughput": "durchsatz débit vazão",
        "bandwidth": "bandbreite",
        "latency": "latenz latence latencia latência latenza",
        "speedup": "beschleunigung accélération aceleración aceleração accelerazione",
        "efficiency": "effizienz efficacité eficiencia eficiência efficienza",
        "mean": "mittlere moyen medio médio",
        "total": "gesamt totale",
        "size": "größe problemgröße taille tamaño tamanho dimensione",
        "number": "anzahl nombre número numero nº",
        "predicted": "vorhergesagt prédit previsto prevista",
        "verified": "geprüft vérifié verificado verificato",
        "per": "pro je par por",
        "": "der de des d du del la le di do dos",
    }
)
_MACHINES: Final = word_set("gpu gpus cpu cpus")
_INTERNATIONAL: Final = _MACHINES | word_set(
    "mpi openmp omp total thread threads core cores amdahl gustafson"
)
_ANY_LANGUAGE: Final = word_set("execution je pro par por der de des d du del la le di do dos")
"""Spellings that alone show no language: ``La`` may be a name."""


def in_english(said: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a heading in English where all are known in another language.

    ``GPU temps`` are temperatures; ``temps`` is a time only among words of its own language.
    """
    foreign = [word for word in said if word in _ENGLISH and word not in _ANY_LANGUAGE]
    if not foreign or not all(word in _ENGLISH or word in _INTERNATIONAL for word in said):
        return said
    if foreign == ["temps"] and not _MACHINES.isdisjoint(said):
        return said
    english = (_ENGLISH.get(word, word) for word in said)
    return tuple(word for word in english if word)

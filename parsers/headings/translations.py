"""The usual headings of other languages, word by word in the words of the vocabulary.

German, Dutch, French, Spanish, Portuguese, Italian, Polish, Czech, Slovene, Russian, Vietnamese,
Indonesian and Turkish; Chinese, Japanese and Korean, whose words stand without blanks and are
looked for from the left, the longest first.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.grammar.words import by_spelling, is_ideographic, word_set

_EUROPEAN: Final = by_spelling(
    {
        "nodes": "knoten rechenknoten knotenzahl noeud noeuds nœud nœuds nodo nodos nodi nós узлы"
        " узлов узел węzły węzłów węzeł knooppunten uzly uzlů"
        " noder düğüm",
        "cores": "kerne kernen kern cpukerne rechenkerne rechenkernen"
        " prozessorkerne kernzahl kernanzahl"
        " coeur coeurs cœur cœurs noyau noyaux"
        " núcleo núcleos nucleo nucleos ядра ядер ядро lõi nhân rdzenie rdzeni rdzeń jádra jader"
        " kärnor çekirdek",
        "processors": "prozessoren processeurs processeur procesadores processadores processori"
        " процессоры процессоров",
        "tasks": "tâches tâche tareas tarefas",
        "processes": "prozess prozesse prozessen prozesszahl prozessanzahl"
        " processus procesos proceso processos"
        " processo processi procesi procesov процессы процессов процесс trình procesy procesů"
        " procesów processen proses süreç processer",
        "ranks": "ränge rängen",
        "cards": "karty kart karten grafikkarten cartes tarjetas schede карты карт",
        "threads": "threadanzahl threadzahl"
        " hilos hilo hebras hebra потоки потоков поток luồng wątki wątków wątek vlákna"
        " vláken",
        "workers": "trabajadores trabalhadores",
        "time": "zeit temps tiempo tiempos tempo tempi tempos время времени gian czas čas tijd"
        " waktu süresi süre zaman",
        "runtime": "laufzeit rechenzeit ausführungszeit gesamtzeit gesamtlaufzeit wanduhrzeit"
        " wandzeit dauer gesamtdauer ausführungsdauer durée duración duracion"
        " duração duracao durata looptijd rekentijd körtid",
        "wall": "mur reloj pared стенное",
        "elapsed": "écoulé restitution transcurrido decorrido trascorso verstrichene",
        "execution": "exécution execution ejecución ejecucion execução execucao esecuzione"
        " выполнения исполнения работы wykonania eksekusi çalışma",
        "compute": "calcul cálculo calcolo вычислений расчёта расчета obliczeń",
        "performance": "rechenleistung rendimiento desempenho prestazioni",
        "throughput": "durchsatz débit vazão производительность przepustowość",
        "bandwidth": "bandbreite",
        "latency": "latenz latence latencia latência latenza задержка",
        "speedup": "beschleunigung accélération aceleración aceleracion aceleração aceleracao"
        " pospešek accelerazione ускорение przyspieszenie percepatan hızlanma",
        "efficiency": "effizienz efficacité efficacite rendement eficiencia eficiência efficienza"
        " эффективность efektywność wydajność efisiensi verimlilik",
        "concurrent": "concorrente concurrente",
        "parallel": "parallele parallèle paralela paralelo parallela параллельная параллельное",
        "scale": "escala échelle skalierung",
        "serial": "séquentiel sequencial secuencial sequenziale sequentiell последовательное"
        " sekwencyjny",
        "mean": "mittlere mittelwert durchschnitt durchschnittliche moyen moyenne medio médio"
        " promedio média media среднее средняя średni średnia średnie"
        " povprečni povprečno rerata rata ortalama",
        "repetition": "repetición repeticiones répétition répétitions wiederholung wiederholungen"
        " repetição repetições ripetizione ripetizioni herhaling powtórzenie повтор",
        "trial": "versuch versuche versuchs essai essais ensayo ensayos tentativa tentativas"
        " percobaan попытка deneme",
        "run": "rodada rodadas durchlauf lauf corrida запуск прогон замер",
        "measurement": "messung messungen mesure mesures medida medidas medición misura misure",
        "total": "gesamt totale общее całkowity łączny",
        "size": "größe problemgröße taille tamaño tamano tamanho dimensione размер rozmiar",
        "step": "schritt zeitschritt paso pas passo шаг krok",
        "iteration": "itération itérations iteración iteraciones iteração iterações iterazione"
        " iterazioni iterationen итерация итерации итераций iteracja iteracji",
        "number": "anzahl nombre nbre antal número numero nº число количество кол số liczba ilość"
        " jumlah sayısı aantal počet cantidad num",
        "predicted": "vorhergesagt prédit previsto prevista",
        "expected": "erwartet attendu esperado esperada atteso ожидаемое ожидаемая oczekiwane",
        "theoretical": "theoretisch theoretische théorique teórico teórica teorico teorica"
        " teoretyczne теоретическое теоретическая",
        "ideal": "ideale idéale idéal ideell идеальное идеальная",
        "verified": "geprüft vérifié verificado verificato",
        "comment": "bemerkung bemerkungen anmerkung bewertung remarque remarques commentaire"
        " observación observaciones evaluación avaliação observação observações valutazione"
        " примечание комментарий",
        "per": "pro je par por на",
        "old": "alt alte altes alter ancien ancienne antiguo antigua vecchio viejo",
        "new": "neu neue neues neuer nouveau nouvelle nuevo nueva nuovo",
        "before": "vorher avant antes prima",
        "after": "nachher danach après despues después dopo",
        "": "der de des d du del la le di do dos во в thời tiến",
    }
)
_OF_IDEOGRAPHS: Final = by_spelling(
    {
        "nodes": "节点 節點 ノード 노드",
        "cores": "核心 核 コア 코어",
        "processors": "处理器 處理器 プロセッサ",
        "ranks": "ランク",
        "processes": "进程 行程 處理程序 プロセス 프로세스",
        "threads": "线程 執行緒 线程数量 スレッド 스레드 쓰레드",
        "workers": "ワーカー 워커",
        "gpus": "卡",
        "number": "个数 個數 数量 數量 数 數 개수 수",
        "time": "耗时 耗時 用时 用時 时间 時間 시간",
        "run": "运行 運行",
        "execution": "执行 執行 実行 실행",
        "compute": "计算 計算 계산",
        "elapsed": "経過 경과",
        "throughput": "吞吐量 吞吐率 吞吐 スループット 처리량",
        "bandwidth": "带宽 頻寬 帯域幅 帯域 대역폭",
        "latency": "延迟 延遲 時延 时延 レイテンシ 遅延 지연",
        "speedup": "加速比 加速倍数 加速 スピードアップ 速度向上率 台数効果 高速化率 高速化"
        " 스피드업 가속비 속도향상",
        "efficiency": "效率 効率 효율성 효율",
        "parallel": "并行化 并行 並行 平行 並列化 並列 병렬화 병렬",
        "scaling": "可扩展性 扩展性 扩展 擴展 スケーリング 확장성 확장",
        "strong": "强 強",
        "weak": "弱",
        "ideal": "理想",
        "theoretical": "理论 理論 이론",
        "expected": "预期 預期 予想 예상",
        "actual": "实际 實際 実際 실제 实测 實測 実測",
        "mean": "平均 평균",
        "median": "中位数 中位 中央値",
        "total": "总 總 総 合計 总体 전체 총",
        "comment": "备注 備註 備考 说明 說明 비고 설명",
        "size": "规模 規模 大小 サイズ 크기",
        "": "的 の",
    }
)
_ENGLISH: Final = _EUROPEAN | _OF_IDEOGRAPHS
_LONGEST: Final = max(map(len, _OF_IDEOGRAPHS))
_MACHINES: Final = word_set("gpu gpus cpu cpus")
_INTERNATIONAL: Final = _MACHINES | word_set(
    "mpi openmp omp total thread threads core cores amdahl gustafson speedup wall real serial min"
    " max p n nb"
)
_ANY_LANGUAGE: Final = word_set(
    "execution je pro par por der de des d du del la le di do dos media mur kern pas na tempos"
)
"""Spellings that alone show no language: ``La`` may be a name, ``Media`` what is on a disk."""
_COUNTRYLESS: Final = word_set("temps tempo")


_COUNTED_ABROAD: Final = {
    spelling: english
    for spelling, english in _EUROPEAN.items()
    if english in ("nodes", "cores", "processes", "ranks", "cards", "threads", "workers")
}
"""Nouns behind a number in English: there ``1 Kern`` is no name."""
_COUNT_ABROAD = Pattern(
    rf"(?i)(?<![\w.,])(?P<number>\d{{1,7}} )(?P<noun>{'|'.join(_COUNTED_ABROAD)})(?!\w)"
)
_LAST_LATIN: Final = "\u024f"
"""Of the Latin letters; Cyrillic ones and ideographs are behind it."""


def counts_in_english(text: str) -> str:
    """Return ``text`` with the English noun behind each count: ``4 nodes`` for ``4 Knoten``."""
    return _COUNT_ABROAD.sub(_counted, text) if _COUNT_ABROAD.search(text) else text


def _counted(found: re.Match[str]) -> str:
    return f"{found['number']}{_COUNTED_ABROAD[found['noun'].lower()]}"


def _is_latin_or_known(word: str) -> bool:
    return word in _ENGLISH or word.isascii()


@lru_cache(maxsize=8192)
def in_english(said: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a heading in English where all are known in another language.

    ``GPU temps`` are temperatures; ``temps`` is a time only among words of its own language.
    """
    if "#" in said:
        return _translated(tuple(word for word in said if word != "#")) or said
    if any(map(is_ideographic, said)):
        parted = tuple(part for word in said for part in _parted(word))
        return _translated(parted) or said
    return _translated(said) or said


def _translated(said: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words in English; none where one is not known, or none shows a language."""
    foreign = [word for word in said if word in _ENGLISH and word not in _ANY_LANGUAGE]
    # What is written in other letters than the rest of a heading is of no other language.
    is_plain = all(word[:1] > _LAST_LATIN for word in foreign)
    known = (word in _ENGLISH or word in _INTERNATIONAL for word in said)
    if not foreign or not all(known if not is_plain else map(_is_latin_or_known, said)):
        return ()
    if foreign == ["temps"] and not _MACHINES.isdisjoint(said):
        return ()
    english = (_ENGLISH.get(word, word) for word in said)
    # ``rata-rata`` says it twice.
    return tuple(word for word, _ in groupby(filter(None, english)))


def _parted(word: str) -> tuple[str, ...]:
    """Split ``并行效率`` into the words known; a whole word with one that is not stays one."""
    parts: list[str] = []
    rest = word if is_ideographic(word) else ""
    while rest:
        known = (rest[:end] for end in range(min(_LONGEST, len(rest)), 0, -1))
        part = next((part for part in known if part in _OF_IDEOGRAPHS), None)
        if part is None:
            return (word,)
        parts.append(part)
        rest = rest[len(part) :]
    return tuple(parts) or (word,)


def word_in_english(word: str) -> str:
    """Return one word of a name in English where it can be nothing else."""
    if word in _ANY_LANGUAGE or word in _COUNTRYLESS:
        return word
    return _ENGLISH.get(_parted(word)[-1], word)


def writes_decimal_commas(said: tuple[str, ...]) -> bool:
    """Return whether words are of a language that has decimal commas."""
    return any(word in _EUROPEAN and word not in _ANY_LANGUAGE for word in said)

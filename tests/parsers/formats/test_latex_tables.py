"""Tables in the source of a LaTeX document."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load
from parsers.documents.latex import as_document
from tests.reading.small_studies import BASE, THREE, Series, series_of_table

SOURCES: dict[str, tuple[str, list[Series]]] = {
    "booktabs, the caption below": (
        r"""
\begin{table}[t]
\begin{tabular}{rrr}
\toprule
Nodes & Time [s] & Speedup \\
\midrule
1 & 100 & 1.00 \\
2 & 52 & 1.92$\times$ \\ % as measured
4 & \textbf{28} & 3.57 \\
\bottomrule
\end{tabular}
\caption{Weak is not what this is: strong scaling of the solver.}
\end{table}
""",
        [THREE],
    ),
    "two codes under merged headings": (
        r"""
\section{Results}
\begin{tabular}{|l|*{2}{r}|rr|}
\hline
 & \multicolumn{2}{c}{Alpha} & \multicolumn{2}{c|}{Beta} \\
GPUs & time (s) & eff. & time (s) & eff. \\ \hline
1 & 100 & 1 & 50 & 1 \\ \hline
2 & 52 & .96 & 27 & .93 \\ \hline
4 & 28 & .89 & 15 & .83 \\ \hline
\end{tabular}
""",
        [THREE, {1: BASE, 2: 92.6, 4: 83.3}],
    ),
    "units, a row over two lines, a long table": (
        r"""
\begin{longtable}{ll}
Cores & Run time \\
\endhead
1 & \SI{100}{\second} \\
2 &
  \SI{52}{\second} \\
4 & \SI{28}{\second}
\end{longtable}
""",
        [THREE],
    ),
    "weak by its heading": (
        "\\subsection{Weak scaling}\n\\begin{tabular}{cc}\nranks & t [s]\\\\\n"
        "1 & 100 \\\\\n2 & 104 \\\\\n4 & 112 \\\\\n\\end{tabular}\n",
        [THREE],
    ),
}


@pytest.mark.parametrize("written", SOURCES)
def test_efficiencies_are_those_of_the_table(written: str, tmp_path: Path) -> None:
    text, expected = SOURCES[written]
    path = tmp_path / "paper.tex"
    path.write_text(text)
    assert series_of_table(runs(load([str(path)]).records, Choice()).table) == expected


def test_a_record_has_the_line_of_its_row(tmp_path: Path) -> None:
    path = tmp_path / "paper.tex"
    path.write_text(SOURCES["booktabs, the caption below"][0])
    records = load([str(path)]).records
    assert records["line"].to_list() == [7, 8, 9]


def test_a_float_that_is_never_ended_keeps_its_table() -> None:
    rows = "\\begin{tabular}{rr}\nnodes & time (s) \\\\\n1 & 2 \\\\\n\\end{tabular}\n"
    lines = f"\\begin{{table}}\n{rows}\\begin{{table}}\n{rows}".split("\n")
    assert sum(line.text == "| 1 | 2 |" for line in as_document(lines)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "\\begin{tabular}{rr}\nnodes & time (s) \\\\\n1 & 2",
        "\\begin{tabular}{{{{\n\\caption{never closed\n\\end{table}",
        "\\begin{tabular}[\n&&&\\\\\\\\\n\\multicolumn{99}{c}{x}\n\\end{tabular}",
    ],
)
def test_what_is_cut_off_or_odd_is_read_as_far_as_it_goes(text: str) -> None:
    assert isinstance(as_document(text.split("\n")), list)

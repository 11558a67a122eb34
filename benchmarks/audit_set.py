"""How many of the audit's findings on public documents are true, and how many slips it finds.

    python -m benchmarks.audit_set [FOLDER...]

``audit_set.json`` names the origin of each document and what was judged. The tables of the newest
sets are in ``audit_tables``, read without being named; the other documents are not part of this
repository: a ``FOLDER`` may hold them. A document is the whole file or consecutive lines of it,
known by the SHA-256 of its text, so that a file may have any name and may go on before and behind.
A finding that nobody has judged is counted apart, as is a document that is not there.

The findings of now are about documents whose false ones were mended since. What was found in a
``set`` of them by an audit that had seen none of it stands in the labels, as ``at_first``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from analysis.audit.all_checks import audit
from benchmarks.seeded_slips import slips
from parsers import load

LABELS: Final = Path(__file__).with_suffix(".json")
TABLES: Final = Path(__file__).with_name("audit_tables")
SLIPS: Final = 50
SEED: Final = 14
_GRAVE: Final = ("error", "suspect")

Finding = tuple[str, str, tuple[int, ...]]


class Document(NamedTuple):
    """A document and its label in ``audit_set.json``."""

    label: Mapping[str, Any]
    text: str

    @property
    def name(self) -> str:
        """Its short name, with the ending that it is read by."""
        return str(self.label["name"])


def documents(folders: Sequence[Path], labels: Sequence[Mapping[str, Any]]) -> Iterator[Document]:
    """Yield the labelled documents that ``folders`` hold."""
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    texts = [path.read_text(errors="replace") for path in paths]
    for label in labels:
        found = next((part for text in texts if (part := _part(text, label)) is not None), None)
        if found is not None:
            yield Document(label, found)


def _part(text: str, label: Mapping[str, Any]) -> str | None:
    lines, size = text.split("\n"), label["lines"]
    for first in range(len(lines) - size + 1):
        if lines[first].startswith(label["first"]):
            part = "\n".join(lines[first : first + size])
            if sha256(part) == label["sha256"]:
                return part
    return None


def sha256(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def findings(text: str, name: str) -> list[Finding]:
    """Return severity, kind and lines of the errors and suspects about a text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"study{Path(name).suffix}"
        path.write_text(text)
        loaded = load([str(path)])
        found = audit(loaded.records, loaded.notes).of(_GRAVE).findings
    rows = found.select("severity", "kind", "lines").iter_rows()
    return [(severity, kind, tuple(lines)) for severity, kind, lines in rows]


def judged(document: Document) -> Counter[str]:
    """Count the findings by severity and truth, and the inconsistencies that none is about."""
    label = document.label
    truths = {(each["kind"], each["line"]): each["true"] for each in label["findings"]}
    counts: Counter[str] = Counter()
    found: set[int] = set()
    for severity, kind, lines in findings(document.text, document.name):
        truth = truths.get((kind, lines[0] if lines else 0))
        word = {True: "true", False: "false", None: "not judged"}[truth]
        counts[f"{severity} {word}"] += 1
        found |= set(lines)
        if truth is not True:
            print(f"{document.name}:{lines[0] if lines else ''}: {severity} {word}: {kind}")
    for line, what in label["wrong"].items():
        counts["wrong"] += 1
        if int(line) not in found:
            counts["missed"] += 1
            print(f"{document.name}:{line}: missed: {what}")
    return counts


def at_first(labels: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield what was true of the first findings about each set, about all and the named ones."""
    untuned = [label for label in labels if "set" in label]
    sets = {
        name: [label for label in untuned if label["set"] == name]
        for name in sorted({str(label["set"]) for label in untuned})
    }
    named = [label for label in untuned if label["repository"]]
    for name, of in {**sets, "all": untuned, "named": named}.items():
        first = [label["at_first"] for label in of]
        of_all = Counter(each["severity"] for found in first for each in found)
        true = Counter(each["severity"] for found in first for each in found if each["true"])
        said = (f"{severity} {true[severity]} of {of_all[severity]}" for severity in _GRAVE)
        yield f"{name}: {len(first)} documents, true at first sight: {', '.join(said)}"


def seeded(
    found: Sequence[Document], number: int, seed: int
) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """Count the slips in right documents by the worst finding about their lines; of each kind too.

    Those in tables of two rows count twice: with their kind, and together. What a slip brings about
    in other lines, where nothing is wrong, is counted as ``error elsewhere``.
    """
    right = [(each.name, each.text) for each in found if each.label["right"]]
    texts, before = dict(right), dict[str, set[Finding]]()
    counts: Counter[str] = Counter()
    of_kind: dict[str, Counter[str]] = {}
    for name, slip in slips(right, number, seed):
        if name not in before:
            before[name] = set(findings(texts[name], name))
        severities = set()
        for severity, kind, lines in findings(slip.text, name):
            if not set(lines).isdisjoint(slip.lines):
                severities.add(severity)
            elif (severity, kind, lines) not in before[name]:
                counts[f"{severity} elsewhere"] += 1
                print(f"{name}:{lines[0] if lines else ''}: {severity} elsewhere: {kind}")
        worst = next((each for each in _GRAVE if each in severities), "nothing")
        counts[worst] += 1
        for kind in slip.kind.split(", "):
            of_kind.setdefault(kind, Counter())[worst] += 1
        if worst != "error":
            print(f"{name}:{slip.lines[0]}: {worst} said of {slip.what} ({slip.kind})")
    return counts, of_kind


def _worst(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[each]} {each}" for each in (*_GRAVE, "nothing"))


def main() -> None:
    """Score the documents of a folder and print the counts."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folders", metavar="FOLDER", type=Path, nargs="*")
    parser.add_argument("--slips", type=int, default=SLIPS)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    labels = json.loads(LABELS.read_text())
    print(*at_first(labels), sep="\n")
    found = list(documents([TABLES, *options.folders], labels))
    counts = sum(map(judged, found), Counter[str]())
    named = sum(bool(each.label["repository"]) for each in found)
    right = sum(each.label["right"] for each in found)
    print(f"documents: {len(found)} of {len(labels)}, {named} of them named, {right} right")
    for severity in _GRAVE:
        true, false, unjudged = (
            counts[f"{severity} {word}"] for word in ("true", "false", "not judged")
        )
        print(f"{severity}: {true} true, {false} false, {unjudged} not judged")
    print(f"inconsistencies: {counts['wrong'] - counts['missed']} of {counts['wrong']} found")
    slips_found, of_kind = seeded(found, options.slips, options.seed)
    print(f"slips: {options.slips} seeded (seed {options.seed}): {_worst(slips_found)}")
    elsewhere = (f"{slips_found[f'{each} elsewhere']} {each}" for each in _GRAVE)
    print(f"  said of other lines: {', '.join(elsewhere)}")
    for kind, counted in of_kind.items():
        print(f"  {kind}: {_worst(counted)}")


if __name__ == "__main__":
    main()

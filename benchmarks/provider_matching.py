"""Is the best match the right recording? Precision, recall and calibration of the confidence.

    python benchmarks/provider_matching.py ../shared/data/music              # the test half
    python benchmarks/provider_matching.py ../shared/data/music --split dev  # the other one
    python benchmarks/provider_matching.py ../shared/data/music --markdown   # as in the guide

Each question is a recording as one catalogue writes it, and up to ten candidates: recordings of the
tables, among which it is, or is not. Which recordings are the same is told by their sound: two
entries with different identifiers whose tempo, key, danceability, valence, energy, acousticness and
length are equal, or nearly, are one recording, however they are spelled (a few in a thousand are
equal by chance). So titles judge nothing that they are judged by.

The questions:
- two entries: the spellings of two catalogue entries of one recording.
- artist unknown: the same where one table does not name the artist.
- respelled: one entry, and the same as people, files and other programs would write it.

The candidates besides the right one: of the artist those with the most similar titles, other takes
of the piece included; pieces of the same or nearly the same title by others; and made-up other
versions of the recording itself (live, karaoke, remix, ...), some of them of the same length.

Artists are parted in two halves. Constants were chosen on the one and are judged on the other.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import math
import random
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import TextIO, cast

from rapidfuzz import fuzz, process

from affetto.providers.capabilities import ProviderTrack, TrackQuery
from affetto.providers.matching import OFFERED_FROM, SURE_FROM, best_match
from affetto.providers.recording_titles import names_of, parse_title
from affetto.text import fold

SEED = 9
MOST_CANDIDATES = 10
RESPELLED = 3000
# How often a question does not know the length, as of many playlists.
WITHOUT_LENGTH = 0.2

# How nearly equal the sound of one recording is in two entries.
TEMPO_BPM, DANCEABILITY, VALENCE, ENERGY, ACOUSTICNESS = 0.1, 0.01, 0.02, 0.08, 0.1
LENGTH_S = 8.0


@dataclass(frozen=True)
class Entry:
    """A row of a table; `artist` is "" where it does not name one."""

    id: str
    title: str
    artist: str
    duration_s: float
    tempo_bpm: float
    key: int
    danceability: float
    valence: float
    energy: float
    acousticness: float

    @property
    def track(self) -> ProviderTrack:
        """As a service offers it."""
        return ProviderTrack(
            self.id, f"spotify:track:{self.id}", self.title, self.artist, duration_s=self.duration_s
        )

    @property
    def query(self) -> TrackQuery:
        """As it is asked for."""
        return TrackQuery(self.title, self.artist, duration_s=self.duration_s)


@dataclass(frozen=True)
class Question:
    """What is asked, what is offered, and which of it is right (none, if `right` is empty)."""

    kind: str
    split: str
    query: TrackQuery
    candidates: tuple[ProviderTrack, ...]
    right: frozenset[str]


@dataclass
class Tally:
    """What came of questions of one kind."""

    with_right: int = 0
    found: dict[float, int] = field(default_factory=lambda: defaultdict(int))
    offered: dict[float, int] = field(default_factory=lambda: defaultdict(int))


def main() -> None:
    arguments = _arguments()
    questions = [
        question for question in make_questions(arguments.data) if question.split == arguments.split
    ]
    tallies: dict[str, Tally] = defaultdict(Tally)
    everything = Tally()
    judged: list[tuple[float, bool]] = []
    for question in questions:
        match = best_match(question.query, question.candidates)
        is_right = match is not None and match.track.id in question.right
        if match is not None:
            judged.append((match.confidence, is_right))
        if arguments.show and match is not None and not is_right:
            print(f"{match.confidence:.2f} {question.query} -> {match.track} ({match.reason})")
        for tally in (tallies[question.kind], everything):
            tally.with_right += bool(question.right)
            for threshold in (OFFERED_FROM, SURE_FROM):
                is_offered = match is not None and match.confidence >= threshold
                tally.offered[threshold] += is_offered
                tally.found[threshold] += is_offered and is_right
    print(f"{len(questions)} questions of the {arguments.split} half\n")
    report({**tallies, "all": everything}, judged, bar="|" if arguments.markdown else " ")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path, help="folder with spotify_decades.csv.gz and its like")
    parser.add_argument("--split", choices=("dev", "test"), default="test")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--show", action="store_true", help="print what is wrongly offered")
    return parser.parse_args()


def report(tallies: dict[str, Tally], judged: list[tuple[float, bool]], bar: str) -> None:
    rows = [("questions", "threshold", "precision", "recall")]
    for kind, tally in tallies.items():
        for threshold in (SURE_FROM, OFFERED_FROM):
            found = tally.found[threshold]
            rows.append(
                (
                    kind,
                    f"{threshold:g}",
                    share(found, tally.offered[threshold]),
                    share(found, tally.with_right),
                )
            )
    print_table(rows, bar)
    print()
    edges = (OFFERED_FROM, 0.6, 0.7, 0.8, SURE_FROM, 0.95, 1.01)
    rows = [("confidence", "mean", "right")]
    error = 0.0
    for low, high in pairwise(edges):
        inside = [(each, is_right) for each, is_right in judged if low <= each < high]
        if not inside:
            continue
        mean = sum(each for each, _ in inside) / len(inside)
        right = sum(is_right for _, is_right in inside)
        error += abs(sum(each for each, _ in inside) - right)
        rows.append((f"{low:g} to {min(high, 1):g}", f"{mean:.2f}", share(right, len(inside))))
    print_table(rows, bar)
    print(f"\nexpected calibration error {error / len(judged):.3f} (n = {len(judged)})")


def print_table(rows: Sequence[tuple[str, ...]], bar: str) -> None:
    if bar == "|":
        rows = [rows[0], ("---",) * len(rows[0]), *rows[1:]]
        for row in rows:
            print("|", " | ".join(row), "|")
    else:
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))


def share(k: int, n: int) -> str:
    """A share in percent with Wilson's 95% interval."""
    if n == 0:
        return "none"
    z, p = 1.96, k / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return f"{100 * p:.1f}% ({100 * low:.1f}–{100 * high:.1f}%, n = {n})"


def make_questions(folder: Path) -> Iterator[Question]:
    chance = random.Random(SEED)
    entries = list(read_entries(folder))
    catalogue = Catalogue([entry for entry in entries if entry.artist])
    for one, other in same_sound(entries):
        for asked, offered in ((one, other), (other, one)):
            if offered.artist:
                kind = "two entries" if asked.artist else "artist unknown"
                yield from both_ways(kind, asked.query, asked, offered, catalogue, chance)
    for entry in chance.sample(catalogue.entries, RESPELLED):
        query = respell(entry.query, chance)
        yield from both_ways("respelled", query, entry, entry, catalogue, chance)


def both_ways(
    kind: str,
    query: TrackQuery,
    asked: Entry,
    offered: Entry,
    catalogue: Catalogue,
    chance: random.Random,
) -> Iterator[Question]:
    """The question with the right one among the candidates, and without."""
    if chance.random() < WITHOUT_LENGTH:
        query = replace(query, duration_s=None)
    others = [track for track in catalogue.others(offered, chance) if track.id != asked.id]
    split = split_of(offered.artist)
    for right in ([offered.track], []):
        candidates = [*right, *others][:MOST_CANDIDATES]
        chance.shuffle(candidates)
        yield Question(
            kind, split, query, tuple(candidates), frozenset(track.id for track in right)
        )


def split_of(artist: str) -> str:
    """The half of all artists; the first named one decides."""
    first = (names_of(fold(artist)) or [""])[0]
    return "dev" if zlib.crc32(first.encode()) % 2 else "test"


def read_entries(folder: Path) -> Iterator[Entry]:
    """The recordings of three tables, each identifier once."""
    seen = set()
    for name, artist_column in (
        ("spotify_decades.csv.gz", "artist"),
        ("spotify_moods.csv", "artist"),
        ("spotify_popular_10k.csv.gz", None),  # has numbers for artists
    ):
        with _open(folder / name) as file:
            for row in csv.DictReader(file):
                entry = _entry(row, artist_column)
                if entry is not None and entry.id not in seen:
                    seen.add(entry.id)
                    yield entry


def _open(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return cast("TextIO", gzip.open(path, "rt", encoding="utf-8"))
    return path.open(encoding="utf-8")


def _entry(row: dict[str, str], artist_column: str | None) -> Entry | None:
    title = row.get("track") or row.get("name") or ""
    tempo_bpm = float(row["tempo"] or 0)
    if not title.strip() or tempo_bpm <= 0:
        return None
    length_ms = row.get("duration_ms") or row.get("length") or row.get("duration") or "0"
    return Entry(
        id=row.get("id") or row["uri"].rpartition(":")[2],
        title=title,
        artist=row[artist_column] if artist_column else "",
        duration_s=float(length_ms) / 1000,
        tempo_bpm=tempo_bpm,
        key=int(float(row["key"])),
        **{
            name: float(row[name]) for name in ("danceability", "valence", "energy", "acousticness")
        },
    )


def same_sound(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pairs of entries that are one recording by their sound."""
    by_tempo = sorted(entries, key=lambda entry: (entry.tempo_bpm, entry.id))
    for i, one in enumerate(by_tempo):
        for other in by_tempo[i + 1 :]:
            if other.tempo_bpm - one.tempo_bpm > TEMPO_BPM:
                break
            if (
                one.key == other.key
                and abs(one.danceability - other.danceability) <= DANCEABILITY
                and abs(one.valence - other.valence) <= VALENCE
                and abs(one.energy - other.energy) <= ENERGY
                and abs(one.acousticness - other.acousticness) <= ACOUSTICNESS
                and abs(one.duration_s - other.duration_s) <= LENGTH_S
            ):
                yield one, other


def is_clearly_another(one: Entry, other: Entry) -> bool:
    """Whether two takes of one title sound so different that they cannot be one recording."""
    ratio = one.tempo_bpm / other.tempo_bpm
    is_other_tempo = all(abs(ratio / octave - 1) > 0.02 for octave in (0.5, 1, 2))
    return is_other_tempo and abs(one.danceability - other.danceability) > 0.03


class Catalogue:
    """Recordings whose artists are known."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries
        self._by_artist = defaultdict[str, list[Entry]](list)
        self._by_name = defaultdict[str, list[Entry]](list)
        for entry in entries:
            self._by_artist[_first_artist(entry)].append(entry)
            self._by_name[parse_title(entry.title).short_name].append(entry)

    def others(self, entry: Entry, chance: random.Random) -> list[ProviderTrack]:
        """Recordings that are easily taken for one, without it."""
        name = parse_title(entry.title).short_name
        of_artist = [
            other
            for other in self._by_artist[_first_artist(entry)]
            if other.id != entry.id
            and (parse_title(other.title).short_name != name or is_clearly_another(entry, other))
        ]
        nearest = process.extract(
            entry.title, [other.title for other in of_artist], scorer=fuzz.ratio, limit=3
        )
        others = [of_artist[place].track for _, _, place in nearest]
        namesakes = [
            other.track
            for other in self._by_name[name]
            if _first_artist(other) != _first_artist(entry)
            and fuzz.ratio(fold(other.artist), fold(entry.artist)) < 60
        ]
        others += chance.sample(namesakes, min(2, len(namesakes)))
        versions = chance.sample(VERSIONS, 4)
        return others + [
            replace(make(entry.track, chance), id=f"made-{n}") for n, make in enumerate(versions)
        ]


def _first_artist(entry: Entry) -> str:
    return (names_of(fold(entry.artist)) or [""])[0]


Change = Callable[[ProviderTrack, random.Random], ProviderTrack]


def marked(mark: str, *, stretch: float = 1.0, seconds: float = 0.0, artist: str = "") -> Change:
    """A version with a mark behind the title, of another length and perhaps by somebody else."""

    def make(track: ProviderTrack, chance: random.Random) -> ProviderTrack:
        length_s = (track.duration_s or 0) * stretch + chance.uniform(-seconds, seconds)
        return replace(
            track,
            title=parse_title(track.title).name.title() + mark,
            artist=artist or track.artist,
            duration_s=max(20.0, length_s),
        )

    return make


VERSIONS: list[Change] = [
    marked(" (Live)", seconds=40),
    marked(" - Live at the Harbour Hall", seconds=40),
    marked(" (Karaoke Version)", seconds=4, artist="Evening Singers Karaoke"),
    marked(" (In the Style of Somebody)", seconds=4, artist="Backing Track Crew"),
    marked(" (Instrumental)", seconds=1),
    marked(" - Sped Up", stretch=0.8),
    marked(" (Slowed + Reverb)", stretch=1.2),
    marked(" - Night Shift Remix", seconds=60),
    marked(" (Acoustic)", seconds=30),
    marked(" - Demo", seconds=20),
    marked("", seconds=15, artist="Second Hand Covers"),
    marked("", seconds=5, artist="Lullaby Tribute Players"),
    marked(" (A Cappella)", seconds=2),
    marked(" - Orchestral Version", seconds=30),
    marked(" (Spanish Version)", seconds=3),
    marked(" - Piano Version", seconds=30),
]


def respell(query: TrackQuery, chance: random.Random) -> TrackQuery:
    """A query as people, files and other programs would write it."""
    for change in chance.sample(RESPELLINGS, chance.randint(1, 3)):
        query = change(query, chance)
    length_s = (query.duration_s or 0) + chance.choice((0, 0, 0.5, -0.5, 2, -2))
    return replace(query, duration_s=length_s)


def _slip(query: TrackQuery, chance: random.Random) -> TrackQuery:
    """Leaves a letter out."""
    if len(query.title) < 6:
        return query
    at = chance.randrange(1, len(query.title) - 1)
    return replace(query, title=query.title[:at] + query.title[at + 1 :])


def _guest_with_title(query: TrackQuery, _chance: random.Random) -> TrackQuery:
    before, word, guest = query.artist.partition(" Featuring ")
    if not word:
        return replace(query, title=f"{query.title} (feat. Guest of Honour)")
    return replace(query, artist=before, title=f"{query.title} (feat. {guest})")


RESPELLINGS: list[Callable[[TrackQuery, random.Random], TrackQuery]] = [
    lambda query, _: replace(query, title=query.title.upper()),
    lambda query, _: replace(query, title=fold(query.title), artist=fold(query.artist)),
    lambda query, _: replace(query, title=f"{query.title} - Remastered 2011"),
    lambda query, _: replace(query, title=f"{query.title} (2003 Digital Remaster)"),
    lambda query, _: replace(query, title=f"{query.title} (Official Video)"),
    lambda query, _: replace(query, title=f'{query.title} (From "A Film")'),
    lambda query, _: replace(query, title=f"{query.artist} - {query.title}"),
    lambda query, _: replace(query, title=query.title.replace("'", "").replace(",", "")),
    lambda query, _: replace(query, title=query.title.replace("&", "and")),
    lambda query, _: replace(query, artist=query.artist.replace("&", "and")),
    lambda query, _: replace(query, artist=query.artist.removeprefix("The ")),
    lambda query, _: replace(query, artist=f"{query.artist}; Somebody Else"),
    lambda query, _: replace(query, artist=f"{query.artist} - Topic"),
    lambda query, _: replace(query, title=f"{query.title} - Single Version"),
    _guest_with_title,
    _slip,
]


if __name__ == "__main__":
    main()

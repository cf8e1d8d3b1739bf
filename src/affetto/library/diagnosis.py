"""What is amiss in a library, and what mends it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from affetto.library.diagnosis_repository import DiagnosisRepository, Moodless, NamedTrack
from affetto.library.moods import MoodOrigin
from affetto.library.music_library import Library
from affetto.library.records import AnalyserId
from affetto.library.texts import show_path
from affetto.library.watch_repository import WatchRepository
from affetto.library.watching import tell_gone
from affetto.licences import is_rights_notice, read_licence
from affetto.text import printable

# Of each kind of thing that is amiss so many are named, of reasons so many are told apart.
_EXAMPLES, _MOST_REASONS = 5, 10

_SAID_BY = {
    MoodOrigin.USER: "you",
    MoodOrigin.TAGS: "mood words",
    MoodOrigin.MODEL: "a model",
    MoodOrigin.CATALOGUE: "a catalogue",
    MoodOrigin.HEARD: "what is heard",
}


@dataclass(frozen=True)
class Finding:
    """One kind of thing that is amiss.

    Attributes:
        kind: in a word or two, always the same for the same kind.
        count: of what is amiss: files, tracks, pairs.
        what: the same as a sentence.
        examples: some of them.
        mend: the command, or the deed, that mends it.
        is_serious: whether the library itself is at risk.
    """

    kind: str
    count: int
    what: str
    examples: tuple[str, ...]
    mend: str
    is_serious: bool = False


def diagnose(library: Library, analyser: AnalyserId) -> Iterator[Finding]:
    """Looks for everything that may be amiss, the worst first.

    Args:
        library: is not changed.
        analyser: the one by which music is heard now.

    Raises:
        LibraryError: the library cannot be read any further.
    """
    damage = library.find_damage()
    if damage:
        yield Finding(
            "damage",
            len(damage),
            "the library's file is damaged",
            tuple(map(printable, damage[:_EXAMPLES])),
            "put back a backup (see the guide), or move the file away and add your music again",
            is_serious=True,
        )
        return
    yield from _missing_files(library)
    with library.looking() as session:
        repository = DiagnosisRepository(session)
        yield from _unfinished_jobs(repository)
        yield from _failures(repository)
        yield from _stale_analyses(repository, analyser)
        yield from _tracks_without_mood(repository)
        yield from _contradictions(repository)
        yield from _duplicates(repository)
        yield from _licences(repository)


def _missing_files(library: Library) -> Iterator[Finding]:
    with library.looking() as session:
        watched = WatchRepository(session).folders()
        files = DiagnosisRepository(session).files()
    gone = tell_gone((path, _folder_of(path, watched)) for path in files)
    if gone.out_of_reach:
        yield Finding(
            "out of reach",
            len(gone.out_of_reach),
            "folders that hold music of the library cannot be reached",
            tuple(str(obstacle) for obstacle in gone.out_of_reach[:_EXAMPLES]),
            "connect or mount the disk; if they are gone for good: affetto library remove FOLDER",
        )
    if gone.files:
        yield Finding(
            "gone",
            len(gone.files),
            "files are no longer where they were",
            tuple(show_path(path) for path in gone.files[:_EXAMPLES]),
            "if they were moved: affetto library add FOLDER; if they were deleted: affetto library "
            "remove PATH, or in watched folders affetto library watch --once --remove-missing",
        )


def _folder_of(path: Path, watched: Iterable[Path]) -> Path:
    return next((folder for folder in watched if folder in path.parents), Path(path.anchor))


def _unfinished_jobs(repository: DiagnosisRepository) -> Iterator[Finding]:
    jobs = repository.unfinished_jobs()
    if jobs:
        yield Finding(
            "unfinished",
            len(jobs),
            "work was stopped before its end",
            tuple(
                printable(f"{kind}: {subject} ({done} of {total})")
                for kind, subject, done, total in jobs[:_EXAMPLES]
            ),
            "give the same command again, it goes on where it stopped",
        )


def _failures(repository: DiagnosisRepository) -> Iterator[Finding]:
    for reason, count, path in repository.failures()[:_MOST_REASONS]:
        yield Finding(
            "failed",
            count,
            printable(f"files could not be analysed: {reason}"),
            (show_path(path),),
            "once mended: affetto library add --retry-failed PATH",
        )


def _stale_analyses(repository: DiagnosisRepository, analyser: AnalyserId) -> Iterator[Finding]:
    count = repository.count_stale(analyser)
    if count:
        what = f"tracks were heard by another analyser than {analyser.name} {analyser.version}"
        yield Finding("stale", count, what, (), "affetto library analyse")


_MOODLESS = {
    Moodless.UNHEARD: ("tracks without mood have not been heard", "affetto library analyse"),
    Moodless.CATALOGUED: (
        "tracks have no mood but features from a catalogue",
        "affetto library moods --rules",
    ),
    Moodless.OTHER: (
        "tracks have no mood: they are silent, or nothing is known of their sound",
        "affetto library edit ID --mood WORD, or add their files",
    ),
}


def _tracks_without_mood(repository: DiagnosisRepository) -> Iterator[Finding]:
    for kind, (what, mend) in _MOODLESS.items():
        count, examples = repository.without_mood(kind, _EXAMPLES)
        if count:
            yield Finding("no mood", count, what, tuple(map(_name, examples)), mend)


def _contradictions(repository: DiagnosisRepository) -> Iterator[Finding]:
    found: dict[tuple[MoodOrigin, ...], list[NamedTrack]] = defaultdict(list)
    for track, mood in repository.contradictions():
        found[(mood.origins[0], *mood.left_aside)].append(track)
    for (trusted, *others), tracks in sorted(found.items(), key=lambda item: -len(item[1])):
        said = " and ".join(_SAID_BY[origin] for origin in others)
        yield Finding(
            "contradiction",
            len(tracks),
            f"tracks: {said} contradicted by {_SAID_BY[trusted]}, which counts",
            tuple(map(_name, tracks[:_EXAMPLES])),
            "affetto library show ID; if the mood is wrong: affetto library edit ID --mood WORD",
        )


def _duplicates(repository: DiagnosisRepository) -> Iterator[Finding]:
    pairs = list(dict.fromkeys(repository.duplicates()))
    if pairs:
        yield Finding(
            "duplicates",
            len(pairs),
            "pairs of tracks may be one recording",
            tuple(f"{_name(one)} = {other[0]}" for one, other in pairs[:_EXAMPLES]),
            "compare with affetto library show ID; affetto library remove ID forgets one",
        )


def _licences(repository: DiagnosisRepository) -> Iterator[Finding]:
    unread = [
        (licence, count, track)
        for licence, count, track in repository.licences()
        if read_licence(licence) is None and not is_rights_notice(licence)
    ]
    if unread:
        yield Finding(
            "licence",
            sum(count for _, count, _ in unread),
            "tracks have a licence that is not understood, and count as not free",
            tuple(
                printable(f"{licence!r}: {count}, such as {_name(track)}")
                for licence, count, track in unread[:_EXAMPLES]
            ),
            "affetto library edit ID --licence CC-BY-4.0, or what its owner says",
        )


def _name(track: NamedTrack) -> str:
    track_id, artist, title = track
    return printable(f"{track_id} {artist} – {title}" if artist else f"{track_id} {title}")

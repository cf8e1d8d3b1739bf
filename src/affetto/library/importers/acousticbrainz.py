"""AcousticBrainz: what Essentia heard in millions of recordings of MusicBrainz.

Its dumps come as JSON documents, one per submission of a recording ("highlevel" with the moods,
"lowlevel" with tempo and key), in tar archives or unpacked into folders, and as tables
("rhythm.csv", "tonal.csv"), also in tar archives. Answers of its former web service and tables of
its moods are read as well. Of several submissions of a recording the first counts.

Its moods were told by classifiers (Porter, Bogdanov, Kaye, Tsukanov & Serra 2015, "AcousticBrainz:
a community platform for gathering music information obtained from audio", ISMIR), so they count as
a catalogue's, not as people's words.
"""

from __future__ import annotations

import io
import json
import re
import tarfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from affetto.errors import InputError
from affetto.library.importers import BadRow, FileImporter, ImportedTrack
from affetto.library.importers.reading import values
from affetto.library.importers.reading.json_records import BAD_JSON, field_text, read_objects
from affetto.library.importers.reading.locations import musicbrainz_links, musicbrainz_uri
from affetto.library.importers.reading.opening import open_unpacked, read_head
from affetto.library.importers.reading.tables import (
    Row,
    convert,
    has_columns,
    read_table,
    read_table_from,
)
from affetto.library.mood_words import statement_from_words
from affetto.library.moods import MoodOrigin, MoodStatement
from affetto.music import CatalogueFeatures, TrackTags

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_NAME = "acousticbrainz"

_MOODS = ("happy", "sad", "aggressive", "relaxed", "party")
_COLUMNS = {
    "mbid": ("mbid", "musicbrainz_recordingid", "recording_mbid", "mb_trackid"),
    "submission": ("submission_offset", "submission", "offset"),
    "title": ("title", "recording_name", "track_name"),
    "artist": ("artist", "artist_name", "artist_credit"),
    "tempo": ("bpm", "tempo"),
    "key": ("key_key", "key"),
    "scale": ("key_scale", "scale"),
    "danceable": ("danceable", "danceability_danceable", "danceability_prob"),
    "instrumental": ("instrumental", "voice_instrumental_instrumental"),
    "acoustic": ("mood_acoustic", "mood_acoustic_prob", "mood_acoustic_acoustic"),
    **{mood: (f"mood_{mood}", f"mood_{mood}_prob", f"mood_{mood}_{mood}") for mood in _MOODS},
}
_STATED = ("tempo", "key", "danceable", "instrumental", "acoustic", *_MOODS)
_STATED_KEYS = frozenset(
    {"submissionoffset", "keykey", "keyscale", *(f"mood{mood}" for mood in _MOODS)}
    | {f"mood{mood}prob" for mood in _MOODS}
)

_DOCUMENT = re.compile(rb'"(?:highlevel|lowlevel)"\s*:\s*\{')
_TABLE = b"mbid,submission_offset"
_TAR_MAGIC, _TAR_MAGIC_AT = b"ustar", 257
_FILE_NAME = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-(\d+))?\.json")
# A document of low-level features is 100 kB.
_LARGEST_DOCUMENT = 1 << 24
_FILES_TO_LOOK_AT = 8


def _recognize(path: Path, head: bytes) -> bool:
    if path.is_dir():
        some = islice(_list_documents(path), _FILES_TO_LOOK_AT)
        return any(_DOCUMENT.search(_head_or_nothing(file)) for file in some)
    if _is_tar(head):
        return bool(_DOCUMENT.search(head)) or _TABLE in head
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}:
        return bool(_DOCUMENT.search(head))
    return has_columns(head, ("mbid", "musicbrainzrecordingid", "recordingmbid"), _STATED_KEYS)


def _read(path: Path) -> Iterator[ImportedTrack | BadRow]:
    """The recordings of a dump, of a part of one, or of an answer."""
    if path.is_dir():
        yield from _read_folder(path)
        return
    head = read_head(path)
    if _is_tar(head):
        yield from _read_tar(path)
    elif head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}:
        with open_unpacked(path) as file:
            yield from _read_documents(path, file)
    else:
        rows = read_table(path, _COLUMNS, required=(("mbid",), _STATED))
        yield from convert(rows, _track_of_row)


def _is_tar(head: bytes) -> bool:
    return head[_TAR_MAGIC_AT:].startswith(_TAR_MAGIC)


def _list_documents(folder: Path) -> Iterator[Path]:
    """The documents below a folder, each folder's in the order of their names."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(folder, f"cannot be read ({error.strerror})") from error
    for entry in entries:
        if entry.is_dir() and not entry.is_symlink():
            yield from _list_documents(entry)
        elif entry.name.endswith((".json", ".json.gz", ".json.bz2")) and entry.is_file():
            yield entry


def _head_or_nothing(path: Path) -> bytes:
    try:
        return read_head(path)
    except InputError:
        return b""


def _read_folder(folder: Path) -> Iterator[ImportedTrack | BadRow]:
    found = False
    for number, file in enumerate(_list_documents(folder), 1):
        found = True
        yield from _convert(number, partial(_track_of_file, file))
    if not found:
        raise InputError(folder, "has no .json files in it")


def _track_of_file(path: Path) -> ImportedTrack | None:
    try:
        with open_unpacked(path) as file:
            data = file.read(_LARGEST_DOCUMENT + 1)
    except InputError as error:  # of one of many files
        raise ValueError(str(error)) from error
    return _track_of_bytes(data, path.name.removesuffix(".gz").removesuffix(".bz2"))


def _read_tar(path: Path) -> Iterator[ImportedTrack | BadRow]:
    with open_unpacked(path) as unpacked:
        try:
            with tarfile.open(fileobj=unpacked, mode="r|") as archive:
                for number, member in enumerate(_files_of(archive), 1):
                    content = archive.extractfile(member)
                    if content is None:
                        continue
                    if member.name.endswith(".csv"):
                        rows = read_table_from(
                            _as_stream(content), path, _COLUMNS, (("mbid",), _STATED)
                        )
                        yield from convert(rows, _track_of_row)
                    elif member.name.endswith(".json"):
                        name = member.name.rpartition("/")[2]
                        data = content.read(_LARGEST_DOCUMENT + 1)
                        yield from _convert(number, partial(_track_of_bytes, data, name))
        except tarfile.TarError as error:
            raise InputError(path, f"is damaged: it is no whole tar archive ({error})") from error


def _files_of(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """The files in an archive, which forgets them again: there may be millions."""
    for member in archive:
        archive.members.clear()  # type: ignore[attr-defined]  # not in the stubs
        if member.isfile():
            yield member


class _Stream(io.RawIOBase):
    """A file in an archive, which is read in one go, for those who ask whether it can be."""

    def __init__(self, content: IO[bytes]) -> None:
        super().__init__()
        self._content = content

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """See `io.RawIOBase`."""
        view = memoryview(buffer)
        data = self._content.read(len(view))
        view[: len(data)] = data
        return len(data)


def _as_stream(content: IO[bytes]) -> IO[bytes]:
    return io.BufferedReader(_Stream(content))


def _read_documents(path: Path, file: IO[bytes]) -> Iterator[ImportedTrack | BadRow]:
    """The documents of one file: one, several in a row, or an answer of the web service."""
    name = _FILE_NAME.fullmatch(path.name)
    hint = name[1] if name else ""
    for number, value in read_objects(path, file):
        for mbid, document in _unfold(value, hint):
            yield from _convert(number, partial(_track_of_document, document, mbid))


def _unfold(value: Any, hint: str) -> Iterator[tuple[str, Any]]:
    """The documents in a value, each with the identifier under which it stands there.

    The web service answered {identifier: {number of the submission: document}}.
    """
    if (
        not isinstance(value, dict)
        or {"highlevel", "lowlevel", "metadata", "rhythm"} & value.keys()
    ):
        yield hint, value
        return
    for key, submissions in value.items():
        if mbid := values.mbid(key):
            first = submissions.get("0") if isinstance(submissions, dict) else None
            yield mbid, submissions if first is None else first


def _convert(
    number: int, to_track: Callable[[], ImportedTrack | None]
) -> Iterator[ImportedTrack | BadRow]:
    try:
        track = to_track()
    except ValueError as error:
        yield BadRow(number, str(error))
        return
    if track is not None:
        yield replace(track, line=number)


def _track_of_bytes(data: bytes, file_name: str) -> ImportedTrack | None:
    name = _FILE_NAME.fullmatch(file_name)
    if name and name[2] and int(name[2]) > 0:
        return None
    if len(data) > _LARGEST_DOCUMENT:
        raise ValueError(f"{values.shown(file_name)} is too large to be a document")
    try:
        document = json.loads(data)
    except BAD_JSON as error:
        raise ValueError(f"{values.shown(file_name)} is no JSON ({error})") from error
    return _track_of_document(document, name[1] if name else "")


def _track_of_document(document: Any, hint: str) -> ImportedTrack:
    """The recording that a document describes; its line is set by whoever knows it."""
    if not isinstance(document, dict):
        raise ValueError("is no document of AcousticBrainz")  # noqa: TRY004  a bad row
    tags = _dig(document, "metadata", "tags")
    tags = tags if isinstance(tags, dict) else {}
    mbid = (
        values.mbid(_tag(tags, "musicbrainz_recordingid"))
        or values.mbid(_tag(tags, "musicbrainz_trackid"))
        or hint
    )
    if not mbid:
        raise ValueError("does not say which recording it is of")
    length = _dig(document, "metadata", "audio_properties", "length")
    return _track(
        mbid,
        title=_tag(tags, "title"),
        artist=_tag(tags, "artist"),
        album=_tag(tags, "album"),
        genres=_tag(tags, "genre"),
        date=_tag(tags, "originaldate") or _tag(tags, "date"),
        isrc=_tag(tags, "isrc"),
        duration_s=values.seconds(field_text(length), "the length"),
        catalogue=_features_of_document(document),
        mood=_mood(
            mood for mood in _MOODS if _is_likely(_probability(document, f"mood_{mood}", mood))
        ),
    )


def _features_of_document(document: Mapping[str, Any]) -> CatalogueFeatures:
    tonic, _ = values.key(field_text(_dig(document, "tonal", "key_key")))
    return CatalogueFeatures(
        danceability=_probability(document, "danceability", "danceable"),
        acousticness=_probability(document, "mood_acoustic", "acoustic"),
        instrumentalness=_probability(document, "voice_instrumental", "instrumental"),
        key=tonic,
        mode=values.mode(field_text(_dig(document, "tonal", "key_scale"))),
        tempo_bpm=values.tempo(field_text(_dig(document, "rhythm", "bpm"))),
    )


def _track_of_row(row: Row) -> ImportedTrack | None:
    mbid = values.mbid(row.text("mbid"))
    if not mbid:
        raise ValueError(
            f"the recording is {values.shown(row.text('mbid'))}, no MusicBrainz identifier"
        )
    if values.number(row.text("submission"), "the submission"):
        return None
    tonic, mode = values.key(row.text("key"))
    return _track(
        mbid,
        line=row.line,
        title=row.text("title"),
        artist=row.text("artist"),
        catalogue=CatalogueFeatures(
            danceability=_share_or_word(row.text("danceable"), "danceable"),
            acousticness=_share_or_word(row.text("acoustic"), "acoustic"),
            instrumentalness=_share_or_word(row.text("instrumental"), "instrumental"),
            key=tonic,
            mode=values.mode(row.text("scale")) if row.text("scale") else mode,
            tempo_bpm=values.tempo(row.text("tempo")),
        ),
        mood=_mood(mood for mood in _MOODS if _is_likely(_share_or_word(row.text(mood), mood))),
    )


def _track(
    mbid: str,
    *,
    title: str,
    artist: str,
    catalogue: CatalogueFeatures,
    mood: MoodStatement | None,
    line: int = 1,
    album: str = "",
    genres: str = "",
    date: str = "",
    isrc: str = "",
    duration_s: float | None = None,
) -> ImportedTrack:
    return ImportedTrack(
        tags=TrackTags(
            title=values.clean(title) or f"MusicBrainz recording {mbid}",
            artist=values.clean(artist),
            album=values.clean(album),
            genres=values.names(genres, ",;/"),
            year=_year_if_any(date),
            isrc=values.isrc(isrc),
            mbid=mbid,
        ),
        uri=musicbrainz_uri(mbid),
        line=line,
        duration_s=duration_s,
        catalogue=catalogue if catalogue != CatalogueFeatures() else None,
        mood=mood,
        links=musicbrainz_links(mbid),
    )


def _mood(words: Iterable[str]) -> MoodStatement | None:
    return statement_from_words(words, _NAME, MoodOrigin.CATALOGUE)


def _is_likely(probability: float | None) -> bool:
    return probability is not None and probability > 0.5


def _share_or_word(text: str, word: str) -> float | None:
    """A probability, or what a classifier answered: "happy" or "not_happy"."""
    if text == word:
        return 1.0
    if text == f"not_{word}":
        return 0.0
    return values.share(text, word)


def _probability(document: Mapping[str, Any], model: str, label: str) -> float | None:
    return values.share(field_text(_dig(document, "highlevel", model, "all", label)), model)


def _dig(document: Any, *keys: str) -> Any:
    for key in keys:
        if not isinstance(document, dict):
            return None
        document = document.get(key)
    return document


def _tag(tags: Mapping[str, Any], name: str) -> str:
    return field_text(tags.get(name))


def _year_if_any(date: str) -> int | None:
    try:  # tags hold whatever people wrote into their files
        return values.year(date)
    except ValueError:
        return None


IMPORTER = FileImporter(_NAME, _recognize, _read)

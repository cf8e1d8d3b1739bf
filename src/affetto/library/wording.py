"""What a track's row holds beside its words so that they can be searched, sorted and compared."""

from __future__ import annotations

from collections.abc import Iterable

from affetto.library.identity import recording_key
from affetto.library.tables import GenreRow, TrackRow
from affetto.library.texts import make_storable
from affetto.music import TrackTags
from affetto.text import fold, words_key

# Longer than any title; keeps an index entry within what databases allow.
_FOLDED_PART_LENGTH = 200


def index_words(row: TrackRow) -> None:
    """Makes what is searched, sorted and compared by agree with title, artist and album."""
    row.recording_key = recording_key(TrackTags(title=row.title, artist=row.artist))
    row.folded_text = fold_words(row.artist, row.album, row.title)


def fold_words(artist: str, album: str, title: str) -> str:
    """What is searched and sorted by."""
    return "\n".join(fold(part)[:_FOLDED_PART_LENGTH] for part in (artist, album, title))


def name_genres(row: TrackRow, genres: Iterable[str]) -> None:
    """Gives a track these genres, in this order; rows that say so already stay."""
    names = [make_storable(genre) for genre in genres]
    if [genre.name for genre in row.genres] != names:
        row.genres = [
            GenreRow(position=position, name=name, folded_name=words_key(name).strip())
            for position, name in enumerate(names)
        ]

"""How two descriptions of the same recording are recognized."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from affetto.music import TrackTags
from affetto.text import fold

T = TypeVar("T")


class Evidence(StrEnum):
    """Why two descriptions are taken for the same recording, the strongest first."""

    MBID = "MusicBrainz identifier"
    ISRC = "ISRC"
    WORDS = "artist, title and length"


@dataclass(frozen=True)
class Recording:
    """What a description says of which recording it describes.

    Attributes:
        key: artist and title, from `recording_key`; "" where one of them is not known.
        album: folded by `fold_name`.
    """

    key: str = ""
    duration_s: float | None = None
    isrc: str = ""
    mbid: str = ""
    album: str = ""
    year: int | None = None


# Catalogues round and cut silence; another take of a song rarely comes so close. Our own choice.
_SAME_LENGTH_S = 2.0
_SAME_LENGTH_SHARE = 0.01
# Codes are copied by mistake, sometimes over a whole album; then the lengths tell. Our own choice.
_CODE_LENGTH_S = 10.0
_CODE_LENGTH_SHARE = 0.1

# Guests, who stand now with the title, now with the artist.
_GUESTS = re.compile(
    r"""\s*(?:[(\[]\s*(?:feat|ft|featuring)\b\.?\s*(?P<within>[^)\]]*)[)\]]
          |\s(?:feat|ft|featuring)\b\.?\s+(?P<after>[^(\[]*))""",
    re.VERBOSE,
)
# A remaster is the same recording, by MusicBrainz's guidelines on recordings too; so is what only
# says that it stands on the album. "Live", "acoustic", "remix", "edit" and "mono" name others.
_SAME_MASTER = re.compile(
    r"""\s*(?:
        [(\[]\s*(?:(?:\d{4}\s+)?(?:digital(?:ly)?\s+)?re-?master(?:ed)?(?:\s+version)?(?:\s+\d{4})?
                  |(?:album|original)\s+version)\s*[)\]]
       |\s[-–]\s+(?:(?:\d{4}\s+)?(?:digital(?:ly)?\s+)?re-?master(?:ed)?(?:\s+version)?(?:\s+\d{4})?
                  |(?:album|original)\s+version)\s*$
    )""",
    re.VERBOSE,
)
_ARTICLE = re.compile(r"^the\s+(?=\S)")
# What stands between the names of several artists.
_AND = re.compile(r"\s+(?:and|x)\s+|[&+,;/]")
_NO_LETTER = re.compile(r"[\W_]+")


def fold_name(text: str) -> str:
    """A name without case, accents, spaces and punctuation; "" where it has nothing else."""
    return _NO_LETTER.sub("", fold(text))


def recording_key(tags: TrackTags) -> str:
    """What descriptions of the same recording have in common: artist and title, folded.

    Guests, marks of a remaster, a leading "the", and what joins the names of artists make no
    difference. "" where artist or title is unknown, for titles alone are shared by many
    recordings.
    """
    title, guests = _take_out_guests(fold(tags.title))
    artists = _fold_names(_take_out_guests(fold(tags.artist))[0])
    # Catalogues name a guest twice: as one of the artists, and with the title.
    artist = "".join([name for name in artists if name not in guests] or artists)
    title = _fold_title(title)
    return f"{artist}\t{title}" if artist and title else ""


def describe_recording(tags: TrackTags, duration_s: float | None) -> Recording:
    """What tags and a length say of which recording they describe."""
    return Recording(
        key=recording_key(tags),
        duration_s=duration_s,
        isrc=tags.isrc,
        mbid=tags.mbid,
        album=fold_name(tags.album),
        year=tags.year,
    )


def compare_recordings(one: Recording, other: Recording) -> Evidence | None:
    """Why two descriptions are of the same recording; None where they are not, or may not be.

    - An equal MusicBrainz identifier or ISRC says so, unless the lengths are far apart.
    - So do equal artist and title and a length that differs by no more than 2 s or 1%. Where a
      length is not known, the album or the year has to be the same: artists record a song anew,
      but hardly twice for one album, or in one year.
    - Different MusicBrainz identifiers say that they are not, for people have looked. Different
      ISRCs do not: a recording gets a new one with every remaster, and often with every release.
    """
    if not _lengths_agree(one, other, _CODE_LENGTH_S, _CODE_LENGTH_SHARE):
        return None
    if one.mbid and other.mbid:
        return Evidence.MBID if one.mbid == other.mbid else None
    if one.isrc and one.isrc == other.isrc:
        return Evidence.ISRC
    if one.key and one.key == other.key and _is_same_take(one, other):
        return Evidence.WORDS
    return None


def find_same(
    recording: Recording, candidates: Iterable[tuple[T, Recording]]
) -> tuple[T, Evidence] | None:
    """The candidate that is the same recording, and why; None where there is none.

    Of several it is the one with the strongest evidence, then of the most similar length, then
    the first.
    """
    best: tuple[tuple[int, float], T, Evidence] | None = None
    for candidate, other in candidates:
        evidence = compare_recordings(recording, other)
        if evidence is None:
            continue
        rank = _STRENGTH[evidence], _length_difference_s(recording, other)
        if best is None or rank < best[0]:
            best = rank, candidate, evidence
    return None if best is None else best[1:]


def have_same_length(one_s: float | None, other_s: float | None) -> bool:
    """Whether two lengths may be of one take; False where one is not known."""
    if one_s is None or other_s is None:
        return False
    return _are_close(one_s, other_s, _SAME_LENGTH_S, _SAME_LENGTH_SHARE)


_STRENGTH = {evidence: strength for strength, evidence in enumerate(Evidence)}


def _take_out_guests(folded: str) -> tuple[str, set[str]]:
    """The text without its guests, and the names of those."""
    if "f" not in folded:  # much faster, and often so
        return folded, set()
    guests = [found["within"] or found["after"] or "" for found in _GUESTS.finditer(folded)]
    if not guests:
        return folded, set()
    bare = _GUESTS.sub(" ", folded).strip()
    return bare or folded, {name for guest in guests for name in _fold_names(guest)}


def _fold_names(folded: str) -> list[str]:
    names = [_NO_LETTER.sub("", name) for name in _AND.split(_ARTICLE.sub("", folded))]
    # There are artists called "!!!".
    return [name for name in names if name] or [folded.strip()]


def _fold_title(folded: str) -> str:
    if "version" in folded or "master" in folded:
        folded = _SAME_MASTER.sub("", folded) or folded
    # There are songs called "?".
    return _NO_LETTER.sub("", _AND.sub(" ", _ARTICLE.sub("", folded))) or folded.strip()


def _is_same_take(one: Recording, other: Recording) -> bool:
    if one.duration_s is not None and other.duration_s is not None:
        return have_same_length(one.duration_s, other.duration_s)
    is_same_album = bool(one.album) and one.album == other.album
    return is_same_album or (one.year is not None and one.year == other.year)


def _lengths_agree(one: Recording, other: Recording, least_s: float, share: float) -> bool:
    if one.duration_s is None or other.duration_s is None:
        return True
    return _are_close(one.duration_s, other.duration_s, least_s, share)


def _are_close(one_s: float, other_s: float, least_s: float, share: float) -> bool:
    return abs(one_s - other_s) <= max(least_s, share * max(one_s, other_s))


def _length_difference_s(one: Recording, other: Recording) -> float:
    if one.duration_s is None or other.duration_s is None:
        return float("inf")
    return abs(one.duration_s - other.duration_s)

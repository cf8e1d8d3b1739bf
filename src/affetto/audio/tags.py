"""What a file's tags say about a recording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from affetto.licences import is_rights_notice, read_licence
from affetto.music import TrackTags
from affetto.text import title_of_file

# Field names of ID3v2 frames and of MP4 atoms, as Vorbis comments write them.
_ID3_FIELDS = {
    "TIT2": "title",
    "TPE1": "artist",
    "TALB": "album",
    "TCON": "genre",
    "TDRC": "date",
    "TDOR": "originaldate",
    "TSRC": "isrc",
    "TLAN": "language",
    "UFID:http://musicbrainz.org": "mbid",
    "WCOP": "license",
    "TCOP": "copyright",
}
_MP4_FIELDS = {
    "\xa9nam": "title",
    "\xa9ART": "artist",
    "\xa9alb": "album",
    "\xa9gen": "genre",
    "\xa9day": "date",
    "cprt": "copyright",
    "rtng": "itunesadvisory",
}
# Windows Media and APE have names of their own for some.
_SYNONYMS = {
    "author": "artist",
    "wm/albumtitle": "album",
    "wm/genre": "genre",
    "wm/year": "date",
    "wm/isrc": "isrc",
    "wm/language": "language",
    "year": "date",
    "licence": "license",
    "copyright_url": "license",
    # What MusicBrainz Picard calls a track is the recording; "release track id" is another thing.
    "musicbrainz_trackid": "mbid",
    "musicbrainz track id": "mbid",
    "musicbrainz/track id": "mbid",
}
# Comments are left alone: they speak of samples, pictures and other songs as well.
_LICENCE_FIELDS = ("license", "copyright")

_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}\d{7}")  # ISO 3901
_MBID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z]{2,4})?")  # ISO 639, perhaps with a country
# As iTunes writes it; 4 is what it wrote for explicit in its first years.
_IS_EXPLICIT = {"0": False, "1": True, "2": False, "4": True}


def read_tags(path: Path) -> TrackTags:
    """The tags of an audio file; where they name no title, its name does.

    Broken tags count as missing ones: a recording is worth having without them.
    """
    fields = _read_fields(path)
    return TrackTags(
        title=_first(fields, "title") or title_of_file(path.stem),
        artist=", ".join(fields.get("artist", ())),
        album=_first(fields, "album"),
        genres=_split_genres(fields.get("genre", ())),
        year=_find_year(fields),
        isrc=_normalise_isrc(_first(fields, "isrc")),
        licence=_find_licence(fields),
        mbid=_normalise_mbid(_first(fields, "mbid")),
        language=_normalise_language(_first(fields, "language")),
        is_explicit=_IS_EXPLICIT.get(_first(fields, "itunesadvisory")),
    )


def _read_fields(path: Path) -> dict[str, list[str]]:
    """Values by the field's name in Vorbis comments, whatever the format."""
    import mutagen

    try:
        file = mutagen.File(path)
        return _collect_fields(file.tags) if file is not None and file.tags else {}
    except Exception:  # noqa: BLE001  damaged tags make mutagen raise errors of any class
        return {}


def _collect_fields(tags: Mapping[str, Any]) -> dict[str, list[str]]:
    from mutagen.id3 import ID3
    from mutagen.mp4 import MP4Tags

    fields: dict[str, list[str]] = {}
    for key, value in tags.items():
        if isinstance(tags, ID3):
            name, values = _id3_field(key, value)
        elif isinstance(tags, MP4Tags):
            # Free-form atoms are called ----:com.apple.iTunes:NAME.
            name = _MP4_FIELDS.get(key, key.rsplit(":", 1)[-1])
            values = value if isinstance(value, list) else [value]
        else:
            name, values = key, value if isinstance(value, list) else [value]
        name = _SYNONYMS.get(name.lower(), name.lower())
        fields.setdefault(name, []).extend(filter(None, map(_to_text, values)))
    return fields


def _id3_field(key: str, frame: Any) -> tuple[str, list[Any]]:
    if key.startswith("TXXX:"):
        return frame.desc, list(frame.text)
    if key.startswith("UFID:"):
        return _ID3_FIELDS.get(key, key), [frame.data]
    name = _ID3_FIELDS.get(frame.FrameID, frame.FrameID)
    if name == "genre":
        return name, list(frame.genres)  # resolves the numbers of ID3v1
    return name, [frame.url] if hasattr(frame, "url") else list(getattr(frame, "text", ()))


def _to_text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").strip("\0 \t\r\n")
    return str(value).strip("\0 \t\r\n")


def _first(fields: Mapping[str, list[str]], name: str) -> str:
    return next(iter(fields.get(name, ())), "")


def _split_genres(values: Iterable[str]) -> tuple[str, ...]:
    genres = (genre.strip() for value in values for genre in re.split(r"[;,\0]", value))
    return tuple(dict.fromkeys(filter(None, genres)))


def _find_year(fields: Mapping[str, list[str]]) -> int | None:
    for name in ("originaldate", "date"):
        match = _YEAR.search(_first(fields, name))
        if match:
            return int(match[1])
    return None


def _normalise_isrc(text: str) -> str:
    code = re.sub(r"[^A-Za-z0-9]", "", text).upper().removeprefix("ISRC")
    return code if _ISRC.fullmatch(code) else ""


def _normalise_mbid(text: str) -> str:
    identifier = text.lower()
    return identifier if _MBID.fullmatch(identifier) else ""


def _normalise_language(text: str) -> str:
    code = _LANGUAGE.fullmatch(text.lower())
    return code[1] if code else ""


def _find_licence(fields: Mapping[str, list[str]]) -> str:
    """The SPDX identifier of the licence on which all that the tags say agrees; "" for none."""
    texts = [text for name in _LICENCE_FIELDS for text in fields.get(name, ())]
    said = [text for text in texts if not is_rights_notice(text)]
    licences = {read_licence(text) for text in said}
    licence = licences.pop() if len(licences) == 1 else None
    if licence is None or (not licence.terms.attribution and len(said) < len(texts)):
        return ""  # nobody holds rights in what was given up
    return licence.spdx_id

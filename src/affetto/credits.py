"""The lines by which the authors of music are credited.

They name title, author, source and licence, as Creative Commons recommends
(https://wiki.creativecommons.org/wiki/Recommended_practices_for_attribution, "TASL").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from affetto.licences import read_licence
from affetto.music import Track
from affetto.text import printable

_UNKNOWN_AUTHOR = "unknown artist"
_CC_ADDRESS = "https://creativecommons.org/licenses"
_SPDX_ADDRESS = "https://spdx.org/licenses"


def credit_tracks(tracks: Iterable[Track]) -> Iterator[str]:
    """One line for each track that may be used if its author is credited.

    Such as: "Reverie" – Ada (CC BY 4.0, https://creativecommons.org/licenses/by/4.0/),
    https://www.jamendo.com/track/948. Tracks without an open licence, and those that were given
    to the public domain, have none.
    """
    for track in tracks:
        licence = read_licence(track.tags.licence)
        if licence is not None and licence.terms.attribution:
            yield printable(_credit(track, licence.spdx_id))


def _credit(track: Track, spdx_id: str) -> str:
    author = track.tags.artist or _UNKNOWN_AUTHOR
    source = _source_of(track)
    line = f"“{track.tags.title}” – {author} ({_name_licence(spdx_id, track.tags.licence)})"
    return f"{line}, {source}" if source else line


def _name_licence(spdx_id: str, written: str) -> str:
    """The licence by the name people know, and where its text is."""
    if not spdx_id:
        return " ".join(written.split())
    if not spdx_id.startswith("CC-"):
        return f"{spdx_id}, {_SPDX_ADDRESS}/{spdx_id}.html"
    elements, _, version = spdx_id.removeprefix("CC-").rpartition("-")
    return f"CC {elements} {version}, {_CC_ADDRESS}/{elements.lower()}/{version}/"


def _source_of(track: Track) -> str:
    """Where others find the track; files of this machine tell them nothing."""
    addresses = [track.uri, *track.links.values()]
    return next((uri for uri in addresses if uri.startswith(("https:", "http:"))), "")

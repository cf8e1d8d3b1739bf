"""XSPF version 1, the XML playlist of Xiph.org (xspf.org/spec)."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from affetto.music import Playlist, Recommendation
from affetto.playlists.locations import as_uri, links_of
from affetto.playlists.texts import SEPARATOR, describe, duration_of

NAMESPACE = "http://xspf.org/ns/0/"
# What XML 1.0 (section 2.2) forbids in any document, escaped or not.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(playlist: Playlist) -> str:
    """The playlist with the reason for every track as its annotation."""
    root = ElementTree.Element("playlist", {"version": "1", "xmlns": NAMESPACE})
    _add(root, "title", playlist.name)
    _add(root, "creator", "Affetto")
    _add(root, "annotation", describe(playlist))
    track_list = ElementTree.SubElement(root, "trackList")
    for recommendation in playlist.recommendations:
        _add_track(track_list, recommendation)
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _add_track(track_list: ElementTree.Element, recommendation: Recommendation) -> None:
    track = recommendation.track
    duration_s = duration_of(track)
    element = ElementTree.SubElement(track_list, "track")
    _add(element, "location", as_uri(track.uri))
    _add(element, "title", track.tags.title)
    _add(element, "creator", track.tags.artist)
    _add(element, "annotation", SEPARATOR.join(recommendation.reasons))
    _add(element, "album", track.tags.album)
    if duration_s is not None:
        _add(element, "duration", str(round(duration_s * 1000)))
    for address in links_of(track).values():
        # The relation must be a URI too; the service's own address says which service it is.
        link = ElementTree.SubElement(element, "link", {"rel": _site(address)})
        link.text = as_uri(address)


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    if text:
        ElementTree.SubElement(parent, name).text = _FORBIDDEN.sub(" ", text)


def _site(address: str) -> str:
    return "/".join(as_uri(address).split("/", 3)[:3])

"""Extended M3U in UTF-8: the list every player opens."""

from __future__ import annotations

from affetto.music import Playlist, Recommendation
from affetto.playlists.locations import as_path_or_uri
from affetto.playlists.texts import duration_of, on_one_line


def write(playlist: Playlist) -> str:
    """The playlist with title and length of every track; files as paths, all else as URIs."""
    lines = ["#EXTM3U"]
    if name := on_one_line(playlist.name):
        lines.append(f"#PLAYLIST:{name}")
    for recommendation in playlist.recommendations:
        lines += _write_track(recommendation)
    return "\n".join(lines) + "\n"


def _write_track(recommendation: Recommendation) -> list[str]:
    track = recommendation.track
    duration_s = duration_of(track)
    # Players count in whole seconds; -1 says that the length is not known.
    seconds = -1 if duration_s is None else round(duration_s)
    title = " - ".join(filter(None, map(on_one_line, (track.tags.artist, track.tags.title))))
    return [f"#EXTINF:{seconds},{title}", as_path_or_uri(track.uri)]

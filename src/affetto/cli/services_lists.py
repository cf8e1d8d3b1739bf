"""Takes the list of a match to the services where somebody listens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from affetto.cli.services import opened_services
from affetto.text import printable

if TYPE_CHECKING:
    from affetto.app.services.tracks import FoundTrack
    from affetto.music import Playlist


def take_along(
    playlist: Playlist,
    user: str,
    *,
    find_on: str | None,
    save_to: str | None,
    name: str | None,
    play_on: str | None,
) -> None:
    """Finds a list at a service, saves it to one, plays it on one; says on stderr what came of it.

    Raises:
        AffettoError: the service cannot be asked, has none of the tracks, or fails.
    """
    from affetto.app.services.players import play_tracks
    from affetto.app.services.playlists import send_playlist
    from affetto.app.services.tracks import find_tracks

    tracks = [entry.track for entry in playlist.recommendations]
    with opened_services() as services:
        if find_on is not None:
            found = find_tracks(services, user, find_on, tracks)
            title = services.providers[find_on].title
            _tell(f"found on {title}", found, title)
            for each in found:
                if each.at_service is not None:
                    typer.echo(printable(each.at_service.url or each.at_service.uri), err=True)
        if save_to is not None:
            sent = send_playlist(services, user, save_to, name or playlist.name, tracks)
            title = services.providers[save_to].title
            _tell(f"saved to {title} as {sent.playlist.name!r}", sent.tracks, title)
            if sent.playlist.url:
                typer.echo(printable(sent.playlist.url), err=True)
        if play_on is not None:
            found = play_tracks(services, user, play_on, tracks)
            title = services.providers[play_on].title
            _tell(f"playing on {title}", found, title)


def _tell(done: str, found: Sequence[FoundTrack], title: str) -> None:
    there = [each for each in found if each.at_service is not None]
    typer.echo(printable(f"{done}: {len(there)} of {len(found)} tracks"), err=True)
    for each in found:
        if each.at_service is None:
            tags = each.track.tags
            typer.echo(printable(f"  not on {title}: {tags.artist} – {tags.title}"), err=True)

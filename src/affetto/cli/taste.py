"""`affetto taste`: what somebody likes, so that matching learns from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from affetto.app.matching import DEFAULT_USER
from affetto.cli.arguments import MAX_TRACK_ID, JsonOption, UserOption, parse_path
from affetto.errors import InputError
from affetto.listening import Reaction

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="What you like, so that matching learns from it. It never leaves this machine.",
)

_SHOWN_BAD_ROWS = 5


TrackIds = Annotated[
    list[int], typer.Argument(metavar="ID", min=1, max=MAX_TRACK_ID, show_default=False)
]


@app.command("like")
def like(tracks: TrackIds, user: UserOption = DEFAULT_USER) -> None:
    """Say that you like tracks; it takes the place of an earlier dislike."""
    _react(Reaction.LIKE, tracks, user)


@app.command("dislike")
def dislike(tracks: TrackIds, user: UserOption = DEFAULT_USER) -> None:
    """Say that you do not like tracks; it takes the place of an earlier like."""
    _react(Reaction.DISLIKE, tracks, user)


@app.command("skip")
def skip(tracks: TrackIds, user: UserOption = DEFAULT_USER) -> None:
    """Say that you skipped tracks."""
    _react(Reaction.SKIP, tracks, user)


@app.command("play")
def play(tracks: TrackIds, user: UserOption = DEFAULT_USER) -> None:
    """Say that you heard tracks to their end."""
    _react(Reaction.PLAY, tracks, user)


def _react(reaction: Reaction, tracks: list[int], user: str) -> None:
    from affetto.app.music_library import open_library
    from affetto.app.taste import react

    with open_library() as library:
        react(library, user, reaction, tracks)
    typer.echo(f"{reaction}: {len(set(tracks))} noted")


@app.command("import")
def import_history(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", parser=parse_path, show_default=False)
    ],
    user: UserOption = DEFAULT_USER,
    file_format: Annotated[
        str | None,
        typer.Option("--format", help="affetto, spotify, listenbrainz or lastfm."),
    ] = None,
) -> None:
    """Learn from histories of Spotify, ListenBrainz or Last.fm, or from another Affetto."""
    from affetto.app.music_library import open_library
    from affetto.app.taste import import_listening

    with open_library() as library:
        for file in files:
            report = import_listening(library, user, file, file_format)
            for row in report.bad_rows[:_SHOWN_BAD_ROWS]:
                typer.echo(f"affetto: {file}: record {row.line}: {row.reason}", err=True)
            if (more := len(report.bad_rows) - _SHOWN_BAD_ROWS) > 0:
                typer.echo(f"affetto: {file}: {more} more that cannot be used", err=True)
            recorded = report.recorded
            typer.echo(
                f"{file.name}: {recorded.new} new, {recorded.known} known already; "
                f"{report.unknown} in all belong to music that is not in the library"
            )


@app.command("show")
def show(user: UserOption = DEFAULT_USER, as_json: JsonOption = False) -> None:
    """Show what is known of a taste, and what was learned from it."""
    from affetto.app.music_library import open_library
    from affetto.app.taste import describe_taste

    with open_library() as library:
        taste = describe_taste(library, user)
    if as_json:
        shown = {
            "user": user,
            "reactions": taste.stats.reactions,
            "tracks": taste.stats.tracks,
            "unknown": taste.stats.unknown,
            "likings": [
                {"music": liking.word, "reward": liking.reward, "sd": liking.sd}
                for liking in taste.likings
            ],
        }
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    if not taste.stats.reactions:
        typer.echo(f"nothing is known of {user} yet; try `affetto taste like ID`")
        return
    counts = ", ".join(f"{count} {kind}" for kind, count in taste.stats.reactions.items())
    typer.echo(f"{counts}; of {taste.stats.tracks} tracks in the library")
    if taste.stats.unknown:
        typer.echo(f"{taste.stats.unknown} of music that is not in the library, kept for later")
    for liking in taste.likings:
        typer.echo(f"  {liking.word:16} {liking.reward:+.2f} ± {liking.sd:.2f}")
    if not taste.likings:
        typer.echo("no particular taste can be told from that yet")


@app.command("forget")
def forget(
    tracks: Annotated[
        list[int] | None,
        typer.Argument(metavar="ID", min=1, max=MAX_TRACK_ID, show_default=False),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Forget all of it.")] = False,
    user: UserOption = DEFAULT_USER,
) -> None:
    """Forget what you did with tracks, or all of it, as if it had never been told."""
    from affetto.app.music_library import open_library
    from affetto.library.listening_repository import ListeningRepository

    if bool(tracks) == everything:
        raise typer.BadParameter("give numbers of tracks, or --all", param_hint="ID")
    with open_library() as library, library.changing() as session:
        listening = ListeningRepository(session)
        forgotten = (
            listening.forget_listener(user) if everything else listening.forget(user, tracks or [])
        )
    typer.echo(f"{forgotten} forgotten")


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", parser=parse_path, show_default=False)],
    user: UserOption = DEFAULT_USER,
) -> None:
    """Write all that is known of a taste to a file that `taste import` reads."""
    from affetto.app.music_library import open_library
    from affetto.library.histories.affetto import write_history
    from affetto.library.listening_repository import ListeningRepository

    with open_library() as library, library.looking() as session:
        listening = ListeningRepository(session)
        if user not in listening.listeners():
            raise InputError("--user", f"nothing is known of {user}")
        count = write_history(listening.listens(user), file)
    typer.echo(f"{count} written")

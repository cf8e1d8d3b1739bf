"""The pages of the demonstration, which say what they are and look like nobody's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from affetto.providers.spotify.demo.authority import CLIENT_ID
from affetto.providers.spotify.demo.catalogue import Recording
from affetto.providers.spotify.demo.listeners import DemoPlaylist, Listener

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem;
  color: #222; background: #fff }
.what { border: 2px solid #7a5c00; background: #fff6d6; padding: .75rem 1rem }
fieldset { border: 1px solid #999; margin: 1rem 0 }
button { font: inherit; padding: .5rem 1rem; margin-right: .5rem }
code { background: #eee; padding: 0 .25rem }
@media (prefers-color-scheme: dark) {
  body { color: #eee; background: #1b1b1f }
  a { color: #9db8ff }
  .what { background: #3a3000; border-color: #d9b64c }
  code { background: #333 }
}
"""
_WHAT = (
    "This is a demonstration that comes with Affetto. It is not Spotify, and has nothing to do "
    "with the company: its music is invented and cannot be heard, and all of it is forgotten when "
    "the program ends."
)

# What people are asked for, in words.
_SCOPES = {
    "playlist-modify-private": "make and change your private playlists",
    "playlist-modify-public": "make and change your public playlists, and take playlists away",
    "playlist-read-collaborative": "see playlists that you share",
    "playlist-read-private": "see your private playlists",
    "streaming": "play in the page",
    "user-library-modify": "change what you like",
    "user-modify-playback-state": "play on your devices",
    "user-read-currently-playing": "see what plays",
    "user-read-email": "see your e-mail address",
    "user-read-playback-state": "see your devices",
    "user-read-private": "see your subscription",
    "user-read-recently-played": "see what you heard",
    "user-top-read": "see what you play most",
}


def consent_page(
    question: Mapping[str, str], scopes: Iterable[str], listeners: Sequence[Listener]
) -> str:
    """The form on which leave is given.

    Args:
        question: the query of the visit, sent again with the answer.
        scopes: what is asked for.
        listeners: as whom it may be answered.
    """
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in question.items()
    )
    wishes = "".join(f"<li>{escape(_SCOPES.get(scope, scope))}</li>" for scope in sorted(scopes))
    people = "".join(
        f'<p><label><input type="radio" name="listener" value="{escape(listener.id)}"'
        f"{'' if number else ' checked'}> {escape(_described(listener))}</label></p>"
        for number, listener in enumerate(listeners)
    )
    return _page(
        "Let Affetto in?",
        f'<form method="post" action="/authorize">{hidden}<p>Affetto would like to:</p>'
        f"<ul>{wishes}</ul><fieldset><legend>You are</legend>{people}</fieldset>"
        '<button name="decision" value="agree">Agree</button>'
        '<button name="decision" value="cancel">Cancel</button></form>',
    )


def home_page(listeners: Sequence[Listener]) -> str:
    """What everybody plays and keeps."""
    return _page(
        "A player to try Affetto with",
        f"<p>Client ID of the app that may ask here: <code>{CLIENT_ID}</code></p>"
        + "".join(map(_listener_part, listeners)),
    )


def playlist_page(playlist: DemoPlaylist) -> str:
    """What is in a playlist."""
    tracks = "".join(
        f"<li>{escape(recording.title)} – {escape(recording.artist)}</li>"
        for recording in playlist.recordings
    )
    return _page(playlist.name, f"<ol>{tracks}</ol>" if tracks else "<p>Nothing is in it.</p>")


def track_page(recording: Recording) -> str:
    """What a recording is."""
    told = f"{recording.artist}, {recording.album}, {recording.year}; {recording.duration_s:.0f} s"
    return _page(recording.title, f"<p>{escape(told)}</p>")


def problem_page(problem: str) -> str:
    """Why somebody is sent nowhere."""
    return _page("This did not work", f"<p>{escape(problem)}</p>")


def _listener_part(listener: Listener) -> str:
    player = listener.player
    current, active = player.current, player.active
    playing = "Nothing plays."
    if current is not None and active is not None:
        doing = "plays" if player.is_playing else "is paused"
        playing = f"{current.title} {doing} on {active.name}, at {player.position_s:.0f} s."
    lists = "".join(
        f'<li><a href="/playlist/{escape(playlist.id)}">{escape(playlist.name)}</a> '
        f"({len(playlist.recordings)})</li>"
        for playlist in listener.playlists
    )
    return (
        f"<h2>{escape(_described(listener))}</h2><p>{escape(playing)}</p>"
        f"<ul>{lists}</ul>"
        f'<form method="post" action="/revoke">'
        f'<input type="hidden" name="listener" value="{escape(listener.id)}">'
        "<button>Disconnect Affetto</button></form>"
    )


def _described(listener: Listener) -> str:
    return f"{listener.name}, {'with' if listener.has_premium else 'without'} Premium"


def _page(title: str, content: str) -> str:
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)} – demonstration, not Spotify</title><style>{_STYLE}</style>"
        f'<p class="what" role="note">{escape(_WHAT)}</p><h1>{escape(title)}</h1>{content}</html>'
    )

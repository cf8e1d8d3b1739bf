from collections.abc import Callable
from pathlib import Path

import pytest

from affetto.affect import Affect, Point
from affetto.music import AudioFeatures, Mode, Playlist, Recommendation, Track, TrackTags

MakePlaylist = Callable[..., Playlist]


@pytest.fixture
def playlist_of() -> MakePlaylist:
    """A playlist of the given tracks, ranked in that order."""

    def make(*tracks: Track, name: str = "Music for a happy picture") -> Playlist:
        return Playlist(
            name,
            Affect.said("happy"),
            "match",
            "affect",
            tuple(
                Recommendation(rank, track, 1 / rank, ("fast (120 bpm): near the joy",))
                for rank, track in enumerate(tracks, start=1)
            ),
        )

    return make


@pytest.fixture
def full_track() -> Track:
    """A track of which everything is known."""
    return Track(
        7,
        TrackTags(
            "Daybreak", "Ada", "Mornings", ("Folk", "Indie Rock"), 1984, "DEXX17700001", "CC BY 4.0"
        ),
        "https://example.org/music/daybreak.ogg?quality=high&x=1",
        duration_s=187.4567,
        mood=Point(0.25, -0.5),
        features=AudioFeatures(187.4567, tempo_bpm=96.0, key=2, mode=Mode.MAJOR),
    )


@pytest.fixture
def bare_track() -> Track:
    """A track of which nothing is known but where it is."""
    return Track(8, TrackTags("untitled"), "file:///music/untitled.mp3")


ODD_NAMES = {
    "commas": "Hey, you, there",
    "quotes": "The \"Great\" 'Escape'",
    "line break": "first line\nsecond line\r\nthird",
    "line separators": "a\u2028b\u0085c\x0bd",
    "unicode": "Ænima – 夜に駆ける 🎵",
    "right to left": "שלום عالم",
    "bidi override": "abc\u202edef",
    "hash": "#EXTINF:1,not a tag",
    "formula": "=HYPERLINK(A1)",
    "markup": "<b>R&B</b> ]]>",
    "percent": "100% %20 off",
    "control": "bell\x07 null\x00 end",
    "half a character": "broken\ud800",
    "outer spaces": "  spaced  ",
    "semicolon": "a;b; c",
}


@pytest.fixture(params=ODD_NAMES.values(), ids=ODD_NAMES.keys())
def odd_name(request: pytest.FixtureRequest) -> str:
    """A title that breaks careless formats."""
    return request.param


ODD_FILES = [
    "plain.mp3",
    "with space.mp3",
    "100% real %20.mp3",
    "hash # question ?.mp3",
    "夜に駆ける é.mp3",
    "quote ' \" & <.mp3",
    "line\nbreak.mp3",
    "line\u2028separator.mp3",
    " outer space .mp3 ",
    "a;b,c=d+e@f.mp3",
]


@pytest.fixture(params=ODD_FILES, ids=lambda name: ascii(name))
def odd_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file that is there, under a name that breaks careless formats."""
    path = tmp_path / request.param
    path.write_bytes(b"")
    return path

"""The service as a browser on the same machine sees it, with a small library and real networks."""

from __future__ import annotations

import shutil
import wave
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import skimage.data
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from PIL import Image
from sklearn.datasets import load_sample_images

from affetto.affect import Point
from affetto.api.access import LOOPBACK, Access
from affetto.api.application import create_app
from affetto.app import passwords
from affetto.app.accounts import add_account
from affetto.app.music_library import add_to_library
from affetto.config import Settings
from affetto.library.import_repository import ImportRepository
from affetto.library.importers import ImportedTrack
from affetto.library.moods import MoodOrigin, MoodStatement
from affetto.library.music_library import Library
from affetto.music import TrackTags
from affetto.providers.capabilities import Provider

ADDRESS = "http://127.0.0.1:8000"

StartClient = Callable[..., TestClient]
OpenBrowser = Callable[..., TestClient]

# Who may log in where the service has accounts; Ada is the administrator.
PASSWORDS = {"Ada": "tulips in may, 1843", "Bo": "a hedge in the rain"}

# What a catalogue tells: title, artist, genre, year, licence, place in the plane.
CATALOGUE = [
    ("Sunrise Run", "Ada", "Pop", 1984, "CC BY 4.0", Point(0.8, 0.6)),
    ("Confetti", "Ada", "Pop", 1986, "CC BY 4.0", Point(0.7, 0.7)),
    ("Fireworks", "Bo", "Dance", 1999, "", Point(0.5, 0.9)),
    ("Garden Tea", "Cleo", "Folk", 1991, "CC0-1.0", Point(0.6, -0.4)),
    ("Soft Lamp", "Cleo", "Folk", 1992, "CC0-1.0", Point(0.4, -0.6)),
    ("Grey Window", "Dan", "Ambient", 2004, "CC BY-NC 4.0", Point(-0.3, -0.5)),
    ("Empty Station", "Dan", "Ambient", 2005, "CC BY-NC 4.0", Point(-0.5, -0.4)),
    ("Broken Glass", "Eve", "Metal", 2011, "", Point(-0.6, 0.7)),
    ("Pursuit", "Eve", "Metal", 2012, "", Point(-0.5, 0.8)),
    ("Plain Road", "Finn", "Rock", 2015, "CC BY-SA 4.0", Point(0.0, 0.1)),
]
# Pitches of the three files that are really heard: two chords in major, one in minor.
CHORDS_HZ = {
    "bright": (261.6, 329.6, 392.0),
    "calm": (196.0, 246.9, 293.7),
    "dark": (220.0, 261.6, 329.6),
}


def jpeg_of(rgb: np.ndarray, **options: object) -> bytes:
    """An array as the JPEG file a browser would send."""
    buffer = BytesIO()
    Image.fromarray(rgb).save(buffer, "JPEG", **{"quality": 92, **options})
    return buffer.getvalue()


@pytest.fixture(scope="session")
def face_jpeg() -> bytes:
    """scikit-image's portrait of a smiling astronaut."""
    return jpeg_of(skimage.data.astronaut())


@pytest.fixture(scope="session")
def scene_jpeg() -> bytes:
    """scikit-learn's picture of a palace, nobody near."""
    return jpeg_of(load_sample_images().images[0])


@pytest.fixture(scope="session")
def trees_jpeg() -> bytes:
    """The trees of that picture alone, under their sky."""
    return jpeg_of(load_sample_images().images[0][:200, 400:])


@pytest.fixture(scope="session")
def heard_music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three WAV files of four seconds each: bright, calm and dark."""
    folder = tmp_path_factory.mktemp("music")
    sr = 22050
    time_s = np.arange(4 * sr) / sr
    for name, pitches_hz in CHORDS_HZ.items():
        sound = sum(np.sin(2 * np.pi * hz * time_s) for hz in pitches_hz)
        pulse = 0.2 + 0.8 * (np.sin(2 * np.pi * 2 * time_s) > 0)
        samples = (sound * pulse * 5000).astype("<i2")
        with (folder / f"{name}.wav").open("wb") as raw, wave.open(raw, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(sr)
            file.writeframes(samples.tobytes())
    return folder


@pytest.fixture(scope="session")
def filled_home(tmp_path_factory: pytest.TempPathFactory, heard_music: Path) -> Path:
    """A home to copy: three files heard by the real analyser, ten tracks a catalogue told of."""
    home = tmp_path_factory.mktemp("home")
    with Library.open(home / "library.db") as library:
        add_to_library(library, [heard_music], workers=1)
        told = [
            ImportedTrack(
                TrackTags(title, artist, genres=(genre,), year=year, licence=licence),
                f"https://music.example/{number}",
                number,
                duration_s=180.0,
                mood=MoodStatement(MoodOrigin.CATALOGUE, "example", point, 0.1),
            )
            for number, (title, artist, genre, year, licence, point) in enumerate(CATALOGUE, 1)
        ]
        with library.changing() as session:
            ImportRepository(session, "example").add(told)
    return home


@pytest.fixture
def settings(tmp_path: Path, filled_home: Path) -> Settings:
    """Settings of a home that holds the small library; each test has a copy of its own."""
    home = tmp_path / "home"
    shutil.copytree(filled_home, home)
    return Settings(home=home, workers=1)


@pytest.fixture
def empty_settings(tmp_path: Path) -> Settings:
    """Settings of a home in which nothing lies."""
    return Settings(home=tmp_path / "empty-home", workers=1)


@pytest.fixture
def start_client() -> Iterator[StartClient]:
    """Starts the service with given settings; it is stopped at the end of the test.

    Further keywords go to `TestClient`, such as `headers` or `base_url`.
    """
    with ExitStack() as running:

        def start(
            settings: Settings,
            access: Access = LOOPBACK,
            providers: Mapping[str, Provider] | None = None,
            **options: object,
        ) -> TestClient:
            options = {"base_url": ADDRESS, "client": ("127.0.0.1", 50000), **options}
            app = create_app(settings, access=access, providers=providers)
            return running.enter_context(TestClient(app, **options))

        yield start


@pytest.fixture
def client(start_client: StartClient, settings: Settings) -> TestClient:
    """A browser on the same machine, at a service with the small library."""
    return start_client(settings)


@pytest.fixture
def empty_client(start_client: StartClient, empty_settings: Settings) -> TestClient:
    """A browser on the same machine, at a service whose library is empty."""
    return start_client(empty_settings)


@pytest.fixture
def library(client: TestClient) -> Library:
    """The library of `client`, open."""
    return client.app.state.library


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lets passwords be hashed as they are, but with little work."""
    hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)
    passwords._nobodys_hash.cache_clear()
    yield
    passwords._nobodys_hash.cache_clear()


@pytest.fixture
def open_browser(
    start_client: StartClient, settings: Settings, quick_passwords: None
) -> OpenBrowser:
    """Opens browsers at one service with accounts, each with cookies of its own.

    With a name, the browser is logged in and sends its token along with changes.
    """
    with Library.open(settings.library_path) as library:
        for name, password in PASSWORDS.items():
            add_account(library, name, password)
    app = start_client(settings, Access(has_accounts=True)).app

    def open_(name: str | None = None, **options: object) -> TestClient:
        options = {"base_url": ADDRESS, "client": ("127.0.0.1", 50000), **options}
        browser = TestClient(app, **options)
        if name is not None:
            log_in(browser, name)
        return browser

    return open_


def log_in(browser: TestClient, name: str) -> None:
    """Logs a browser in, and lets it send its token along with changes from now on."""
    credentials = {"name": name, "password": PASSWORDS[name]}
    answer = browser.post("/api/v1/session", json=credentials)
    assert answer.status_code == 200, answer.text
    browser.headers["X-CSRF-Token"] = answer.json()["csrf_token"]

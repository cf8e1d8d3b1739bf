import errno
import json
import os
import stat
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from affetto.errors import InputError
from affetto.music import Playlist, Track
from affetto.playlists import PlaylistFormat, export_playlist, format_of, save_playlist

MakePlaylist = Callable[..., Playlist]


@pytest.fixture
def playlist(playlist_of: MakePlaylist, full_track: Track) -> Playlist:
    return playlist_of(full_track)


@pytest.mark.parametrize("playlist_format", PlaylistFormat)
def test_writes_the_format_that_the_suffix_names(
    playlist: Playlist, tmp_path: Path, playlist_format: PlaylistFormat
) -> None:
    path = tmp_path / f"list.{playlist_format.upper()}"
    save_playlist(playlist, path)
    assert path.read_bytes().decode("utf-8") == export_playlist(playlist, playlist_format)


def test_the_format_that_is_said_goes_before_the_suffix(playlist: Playlist, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    save_playlist(playlist, path, PlaylistFormat.JSON)
    assert json.loads(path.read_text("utf-8"))["intent"] == "match"


def test_knows_the_older_name_of_m3u8() -> None:
    assert format_of("list.m3u") is PlaylistFormat.M3U8


@pytest.mark.parametrize("name", ["list", "list.txt", ".m3u8", "list.m3u8.bak"])
def test_asks_for_the_format_where_the_name_does_not_say_it(
    playlist: Playlist, tmp_path: Path, name: str
) -> None:
    with pytest.raises(InputError, match=r"\.m3u8, \.xspf") as raised:
        save_playlist(playlist, tmp_path / name)
    assert name in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_leaves_nothing_but_the_list(playlist: Playlist, tmp_path: Path) -> None:
    save_playlist(playlist, tmp_path / "list.csv")
    save_playlist(playlist, tmp_path / "list.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


def test_says_that_the_folder_is_missing(playlist: Playlist, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file or directory"):
        save_playlist(playlist, tmp_path / "nowhere" / "list.csv")


def test_says_that_the_target_is_a_folder(playlist: Playlist, tmp_path: Path) -> None:
    folder = tmp_path / "list.csv"
    folder.mkdir()
    with pytest.raises(InputError, match="Is a directory"):
        save_playlist(playlist, folder)
    assert folder.is_dir()


def test_says_that_the_name_is_too_long(playlist: Playlist, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=os.strerror(errno.ENAMETOOLONG)):
        save_playlist(playlist, tmp_path / f"{'x' * 300}.csv")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_says_that_the_disk_is_full(playlist: Playlist) -> None:
    with pytest.raises(InputError, match=os.strerror(errno.ENOSPC)):
        save_playlist(playlist, "/dev/full", PlaylistFormat.CSV)


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX limits")
def test_a_write_that_fails_half_way_keeps_the_older_list(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("older")
    # A limit on the size of files stops the write as a full disk does.
    script = """
        import resource, signal, sys
        from affetto.affect import Affect
        from affetto.errors import InputError
        from affetto.music import Playlist, Recommendation, Track, TrackTags
        from affetto.playlists import save_playlist

        tracks = (Track(i, TrackTags("x" * 100), "file:///x") for i in range(1000))
        entries = tuple(Recommendation(i, t, 0.5, ("r",)) for i, t in enumerate(tracks, 1))
        playlist = Playlist("p", Affect.said("happy"), "match", "affect", entries)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        try:
            save_playlist(playlist, sys.argv[1])
        except InputError as error:
            print(error)
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "cannot be written" in said
    assert path.read_text() == "older"
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="the superuser may write everywhere"
)
def test_does_not_replace_a_file_that_is_protected(playlist: Playlist, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("older")
    path.chmod(0o444)
    with pytest.raises(InputError, match="Permission denied"):
        save_playlist(playlist, path)
    assert path.read_text() == "older"


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX permissions")
def test_others_may_read_it_as_any_new_file(playlist: Playlist, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_text("")
    save_playlist(playlist, tmp_path / "list.csv")
    mode = stat.S_IMODE((tmp_path / "list.csv").stat().st_mode)
    assert mode == stat.S_IMODE(plain.stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX permissions")
def test_a_replaced_list_keeps_who_may_read_it(playlist: Playlist, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("older")
    path.chmod(0o600)
    save_playlist(playlist, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text("utf-8").startswith("rank,")


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_a_link_stays_a_link(playlist: Playlist, tmp_path: Path) -> None:
    target = tmp_path / "real.csv"
    link = tmp_path / "list.csv"
    link.symlink_to(target)
    save_playlist(playlist, link)
    assert link.is_symlink()
    assert target.read_text("utf-8").startswith("rank,")

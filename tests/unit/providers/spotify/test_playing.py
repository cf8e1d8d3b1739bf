"""Playing on devices: orders, what is no error, and refusals told kindly."""

from __future__ import annotations

import pytest
from tests.servers.spotify import KNOWN
from tests.unit.providers.spotify.conftest import Bench

from affetto.providers.errors import NotAllowedError, NotThereError, PremiumNeededError
from affetto.providers.spotify.connection import SpotifyConnection
from affetto.providers.spotify.demo.catalogue import RECORDINGS

_FIRST, _SECOND, _THIRD = RECORDINGS[:3]


def test_music_is_played_paused_skipped_and_moved(
    bench: Bench, connection: SpotifyConnection
) -> None:
    page, phone, _ = connection.devices()
    connection.play([_FIRST.id, _SECOND.id, _THIRD.id])
    bench.clock.pass_by(12.5)
    playback = connection.playback()
    assert playback.track is not None
    assert (playback.track.id, playback.is_playing) == (_FIRST.id, True)
    assert playback.position_s == pytest.approx(12.5, abs=0.001)
    assert playback.device is not None
    assert playback.device.id == page.id

    connection.pause()
    bench.clock.pass_by(60)
    assert connection.playback().position_s == pytest.approx(12.5, abs=0.001)
    connection.resume()
    connection.next()
    connection.seek(20.25)
    connection.set_volume(35)
    connection.transfer(phone.id)
    playback = connection.playback()
    assert playback.track is not None
    assert (playback.track.id, playback.position_s) == (_SECOND.id, 20.25)
    assert playback.device is not None
    assert (playback.device.id, playback.is_playing) == (phone.id, True)
    connection.set_volume(0)
    assert connection.playback().volume == 0
    connection.previous()
    playback = connection.playback()
    assert playback.track is not None
    assert playback.track.id == _FIRST.id


def test_what_is_enqueued_comes_next(bench: Bench, connection: SpotifyConnection) -> None:
    connection.play([_FIRST.id, _SECOND.id])
    connection.enqueue(_THIRD.id)
    bench.clock.pass_by(_FIRST.duration_s + 1)
    playback = connection.playback()
    assert playback.track is not None
    assert (playback.track.id, round(playback.position_s)) == (_THIRD.id, 1)
    connection.previous()
    playback = connection.playback()
    assert playback.track is not None
    assert playback.track.id == _FIRST.id


def test_to_pause_what_is_paused_and_to_resume_what_plays_is_no_error(
    connection: SpotifyConnection,
) -> None:
    connection.pause()
    connection.play([_FIRST.id])
    connection.resume()
    connection.pause()
    connection.pause()
    assert not connection.playback().is_playing


def test_there_is_nothing_to_go_on_with_before_anything_played(
    connection: SpotifyConnection,
) -> None:
    with pytest.raises(NotAllowedError):
        connection.resume()


def test_at_either_end_of_the_list_it_says_so(connection: SpotifyConnection) -> None:
    connection.play([_FIRST.id])
    with pytest.raises(NotAllowedError, match="no track after"):
        connection.next()
    with pytest.raises(NotAllowedError, match="no track before"):
        connection.previous()


def test_where_nothing_is_switched_on_it_says_what_to_do(
    bench: Bench, connection: SpotifyConnection
) -> None:
    bench.listener.player.release()
    assert connection.playback().track is None
    connection.pause()  # nothing plays, so nothing is to be done
    with pytest.raises(NotThereError, match="open it on a device, or choose one"):
        connection.play([_FIRST.id])
    connection.play([_FIRST.id], device_id=connection.devices()[1].id)
    assert connection.playback().is_playing


def test_a_device_that_went_away_is_told(connection: SpotifyConnection) -> None:
    with pytest.raises(NotThereError, match="choose another one"):
        connection.transfer("0123456789")


def test_a_volume_that_cannot_be_set_is_told(connection: SpotifyConnection) -> None:
    radio = connection.devices()[2]
    assert radio.volume is None
    connection.play([_FIRST.id], radio.id)
    with pytest.raises(NotAllowedError, match="on the device only"):
        connection.set_volume(10)


def test_a_track_that_is_gone_is_told(connection: SpotifyConnection) -> None:
    with pytest.raises(NotThereError):
        connection.play(["0" * 22])


def test_who_has_no_premium_is_told_kindly_after_a_second_try(
    bench: Bench, connection_without_premium: SpotifyConnection
) -> None:
    connection = connection_without_premium
    with pytest.raises(PremiumNeededError, match="playlists work without it"):
        connection.play([_FIRST.id])
    assert bench.asked() == ["PUT /v1/me/player/play"] * 2
    assert connection.search(KNOWN)
    assert connection.write_playlist("Evening", [_FIRST.id]).track_count == 1


def test_one_false_refusal_for_want_of_premium_is_not_believed(
    bench: Bench, connection: SpotifyConnection
) -> None:
    connection.play([_FIRST.id, _SECOND.id])
    bench.service.web_api.false_refusals = 1
    connection.next()
    playback = connection.playback()
    assert playback.track is not None
    assert playback.track.id == _SECOND.id

"""What is sealed is read by its key alone."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from affetto.errors import AffettoError
from affetto.secret_box import SecretBox, SecretsLostError

SECRETS = {"password": "tulips in may", "token": "żółć"}


def test_what_was_sealed_is_read_by_the_next_program(tmp_path: Path) -> None:
    sealed = SecretBox.open(tmp_path / "home" / "secrets.key").seal(SECRETS)
    assert SecretBox.open(tmp_path / "home" / "secrets.key").unseal(sealed) == SECRETS


def test_sealed_secrets_say_nothing(tmp_path: Path) -> None:
    sealed = SecretBox.open(tmp_path / "secrets.key").seal(SECRETS)
    assert b"tulips" not in sealed
    assert b"password" not in sealed


def test_only_the_owner_may_read_the_key(tmp_path: Path) -> None:
    SecretBox.open(tmp_path / "secrets.key")
    assert stat.S_IMODE((tmp_path / "secrets.key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secrets.key"]


def test_another_key_does_not_open_it(tmp_path: Path) -> None:
    sealed = SecretBox.open(tmp_path / "one").seal(SECRETS)
    with pytest.raises(SecretsLostError, match="connect the service anew"):
        SecretBox.open(tmp_path / "other").unseal(sealed)


def test_what_was_changed_is_not_believed(tmp_path: Path) -> None:
    box = SecretBox.open(tmp_path / "secrets.key")
    sealed = bytearray(box.seal(SECRETS))
    sealed[len(sealed) // 2] ^= 1
    with pytest.raises(SecretsLostError):
        box.unseal(bytes(sealed))


def test_programs_that_start_together_share_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        boxes = list(pool.map(lambda _: SecretBox.open(tmp_path / "secrets.key"), range(8)))
    sealed = boxes[0].seal(SECRETS)
    assert all(box.unseal(sealed) == SECRETS for box in boxes)


def test_a_file_that_is_no_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "secrets.key").write_text("not a key")
    with pytest.raises(AffettoError, match=r"secrets\.key: is no key"):
        SecretBox.open(tmp_path / "secrets.key")

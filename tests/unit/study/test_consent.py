from __future__ import annotations

import pytest

from affetto.errors import InputError
from affetto.study.consent import MAX_CHARACTERS, read_consent


def test_a_text_is_read_as_it_was_written(tmp_path):
    path = tmp_path / "consent.txt"
    path.write_text("\ufeffZgoda\n\nMożesz zrezygnować.\n\n", encoding="utf-8")
    assert read_consent(path) == "Zgoda\n\nMożesz zrezygnować.\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"  \n", "empty"), (b"\xff\xfe\x00", "UTF-8"), (b"x" * (MAX_CHARACTERS + 1), "more than")],
)
def test_what_nobody_can_agree_to_is_refused(tmp_path, content, reason):
    path = tmp_path / "consent.txt"
    path.write_bytes(content)
    with pytest.raises(InputError, match=reason):
        read_consent(path)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_consent(tmp_path / "none.txt")

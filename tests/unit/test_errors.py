from __future__ import annotations

import pickle

from affetto.errors import InputError, LibraryError, PictureError


def test_message_is_one_line_whatever_the_file_is_called():
    error = PictureError("a\nb\x1b[31m.jpg", "cannot be read:\nbad\x07 header")
    assert str(error) == "a b�[31m.jpg: cannot be read: bad� header"
    assert str(LibraryError("/home\n/library.db: is damaged")) == "/home /library.db: is damaged"


def test_message_can_be_written_though_a_name_is_no_text():
    assert str(InputError("\udcff.wav", "is empty")).encode().decode() == "�.wav: is empty"


def test_survives_the_way_back_from_a_worker_process():
    error = pickle.loads(pickle.dumps(PictureError("a\nb.jpg", "is empty")))
    assert isinstance(error, PictureError)
    assert (error.source, error.reason) == ("a\nb.jpg", "is empty")

"""What can go wrong in a way the user can do something about."""

from __future__ import annotations

from os import PathLike

from affetto.text import printable


class AffettoError(Exception):
    """Base of all errors that are shown to the user as one line."""

    def __str__(self) -> str:
        # Messages quote file names and other people's errors, which may hold anything.
        return printable(super().__str__())


class InputError(AffettoError):
    """An input cannot be used.

    Args:
        source: the file, folder or option that is at fault.
        reason: what is wrong with it and, where there is one, the way out.
    """

    def __init__(self, source: str | PathLike[str], reason: str) -> None:
        self.source = str(source)
        self.reason = reason
        super().__init__(f"{self.source}: {reason}")

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        # The default would call the class with the whole message only, and fail on the way back
        # from a worker process.
        return type(self), (self.source, self.reason)


class PictureError(InputError):
    """A file is not a picture that can be read."""


class AudioError(InputError):
    """A file is not music that can be read."""


class ModelError(AffettoError):
    """A model file is missing, damaged or not the one its spec describes."""


class LibraryError(AffettoError):
    """The music library cannot be opened, read or written."""

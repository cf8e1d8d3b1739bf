"""What can go wrong with a study, and what a participant may be told."""

from __future__ import annotations

from affetto.errors import AffettoError, InputError


class StudyFileError(InputError):
    """The file of a study cannot be opened, read or written."""


class ParticipationError(AffettoError):
    """Something that this participant cannot do, or not now."""


class UnknownTokenError(ParticipationError):
    """No study knows the link."""

    def __init__(self) -> None:
        super().__init__("no study knows this link; look whether it was copied whole")


class WithdrawnError(ParticipationError):
    """The participant has withdrawn."""

    def __init__(self) -> None:
        super().__init__("you have left this study, and your answers were deleted")


class ConsentMissingError(ParticipationError):
    """The participant has not agreed to take part."""

    def __init__(self) -> None:
        super().__init__("this is shown after you have agreed to take part")


class OutOfTurnError(ParticipationError):
    """An answer to what is not asked now, or to what was answered otherwise before."""

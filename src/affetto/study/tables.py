"""Tables of the file of a study."""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from affetto.study.responses import BEST_FIT, LEAST_FIT


class Base(DeclarativeBase):
    """Base of all tables of a study."""


class StudyRow(Base):
    """The one row of what was fixed; columns as in `design.StudyDesign`."""

    __tablename__ = "study"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    first_strategy: Mapped[str] = mapped_column(Text)
    second_strategy: Mapped[str] = mapped_column(Text)
    tracks_per_list: Mapped[int]
    words: Mapped[list[str]] = mapped_column(JSON)
    consent: Mapped[str] = mapped_column(Text)
    shows_titles: Mapped[bool]
    licence: Mapped[str] = mapped_column(Text)
    seed: Mapped[int]
    created_on: Mapped[date]
    made_by: Mapped[str] = mapped_column(Text)


class PictureRow(Base):
    """A picture, upright and without what its file said of camera and place."""

    __tablename__ = "pictures"

    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    jpeg: Mapped[bytes] = mapped_column(deferred=True)
    emotions: Mapped[dict[str, float]] = mapped_column(JSON)
    valence: Mapped[float]
    arousal: Mapped[float]
    confidence: Mapped[float]
    # An `AffectSource`.
    source: Mapped[str] = mapped_column(Text)


class ListedTrackRow(Base):
    """A track of a list; columns as in `design.ListedTrack`."""

    __tablename__ = "listed_tracks"

    picture: Mapped[int] = mapped_column(ForeignKey("pictures.number"), primary_key=True)
    strategy: Mapped[str] = mapped_column(Text, primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True)
    track_id: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    artist: Mapped[str] = mapped_column(Text)
    licence: Mapped[str] = mapped_column(Text)
    uri: Mapped[str] = mapped_column(Text)
    duration_s: Mapped[float | None]
    excerpt_start_s: Mapped[float | None]
    excerpt_end_s: Mapped[float | None]
    score: Mapped[float]
    valence: Mapped[float | None]
    arousal: Mapped[float | None]


class ParticipantRow(Base):
    """Somebody with a link. Days are all that is kept of when."""

    __tablename__ = "participants"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(Text, unique=True)
    number: Mapped[int] = mapped_column(unique=True)
    # As of `allocation.allocate`; NULL while they have not agreed, and after they withdrew.
    place: Mapped[int | None] = mapped_column(unique=True)
    invited_on: Mapped[date]
    agreed_on: Mapped[date | None]
    withdrew_on: Mapped[date | None]


class AssignmentRow(Base):
    """What a participant meets at one place; columns as in `design.Assignment`."""

    __tablename__ = "assignments"
    __table_args__ = (UniqueConstraint("participant_id", "picture"),)

    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    picture: Mapped[int] = mapped_column(ForeignKey("pictures.number"))
    # A `Side`.
    first_on: Mapped[str] = mapped_column(Text)


class ResponseRow(Base):
    """What a participant answered at one place; columns as in `responses.Response`."""

    __tablename__ = "responses"
    __table_args__ = (
        CheckConstraint("valence BETWEEN -1 AND 1", name="valence_range"),
        CheckConstraint("arousal BETWEEN -1 AND 1", name="arousal_range"),
        CheckConstraint(f"fit_a BETWEEN {LEAST_FIT} AND {BEST_FIT}", name="fit_a_range"),
        CheckConstraint(f"fit_b BETWEEN {LEAST_FIT} AND {BEST_FIT}", name="fit_b_range"),
    )

    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    word: Mapped[str] = mapped_column(Text)
    valence: Mapped[float | None]
    arousal: Mapped[float | None]
    # A `Choice`; NULL, as the next three, until the lists were judged.
    choice: Mapped[str | None] = mapped_column(Text)
    fit_a: Mapped[int | None]
    fit_b: Mapped[int | None]
    comment: Mapped[str | None] = mapped_column(Text)

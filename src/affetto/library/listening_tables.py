"""Tables of what people do with the music of a library."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from affetto.library.tables import Base, UtcDateTime


class ListenerRow(Base):
    """Somebody whose taste is learned."""

    __tablename__ = "listeners"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True)
    # When the newest track had been added that was there when reactions were last joined to tracks.
    linked_up_to: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ListenRow(Base):
    """One reaction of one listener to one recording; columns as in `affetto.listening.Listen`.

    It describes the recording itself, so that it finds its track again after that was removed and
    added anew, and is kept for the day on which an unknown one is added.
    """

    __tablename__ = "listens"
    __table_args__ = (
        UniqueConstraint("listener_id", "event_key"),
        CheckConstraint("fit BETWEEN 0 AND 1", name="fit_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    listener_id: Mapped[int] = mapped_column(ForeignKey("listeners.id", ondelete="CASCADE"))
    # Equal for what is the same event, told twice.
    event_key: Mapped[str] = mapped_column(String(64))
    # A `Reaction`.
    reaction: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    title: Mapped[str] = mapped_column(Text)
    artist: Mapped[str] = mapped_column(Text)
    uri: Mapped[str] = mapped_column(Text)
    isrc: Mapped[str] = mapped_column(Text)
    mbid: Mapped[str] = mapped_column(Text)
    recording_key: Mapped[str] = mapped_column(Text)
    fit: Mapped[float | None]
    # NULL while the library has no such track.
    track_id: Mapped[int | None] = mapped_column(
        ForeignKey("tracks.id", ondelete="SET NULL"), index=True
    )

"""Tables of the playlists that people saved."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from affetto.library.kept_tracks import KeptTrackColumns
from affetto.library.tables import Base, UtcDateTime


class PlaylistRow(Base):
    """A playlist under a name; columns as in `affetto.music.Playlist`."""

    __tablename__ = "playlists"
    __table_args__ = (
        UniqueConstraint("user_name", "name_key"),
        # A number is never given twice: an old page may still ask for the old playlist.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_name: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    # The name, folded: what makes two names the same, and what is sorted by.
    name_key: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # What it answers; NULL for one that was put together by hand.
    affect: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    intent: Mapped[str] = mapped_column(String(16))
    strategy: Mapped[str] = mapped_column(String(32))


class PlaylistTrackRow(KeptTrackColumns, Base):
    """A track of a playlist."""

    __tablename__ = "playlist_tracks"
    __table_args__ = (CheckConstraint("score BETWEEN 0 AND 1", name="score_range"),)

    playlist_id: Mapped[int] = mapped_column(
        ForeignKey("playlists.id", ondelete="CASCADE"), primary_key=True
    )
    # From 1.
    position: Mapped[int] = mapped_column(primary_key=True)
    # As it was offered; NULL for a track that was put in by hand.
    score: Mapped[float | None]
    reasons: Mapped[list[str]] = mapped_column(JSON)

"""Tables of the music that was offered to people."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from affetto.library.kept_tracks import KeptTrackColumns
from affetto.library.tables import Base, UtcDateTime


class MatchRow(Base):
    """One answer to one question. No picture is kept, nor anything that was read from it but this.

    Columns as in `affetto.music.Playlist`.
    """

    __tablename__ = "matches"
    __table_args__ = (
        Index(None, "user_name", "id"),
        # A number is never given twice: an old page may still ask for the old match.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_name: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    # What the user called the picture; NULL unless they wish it to be kept.
    picture_name: Mapped[str | None] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    affect: Mapped[dict[str, Any]] = mapped_column(JSON)
    intent: Mapped[str] = mapped_column(String(16))
    strategy: Mapped[str] = mapped_column(String(32))
    # [k, 2] valence and arousal; empty but for journeys.
    path: Mapped[list[list[float]]] = mapped_column(JSON)


class MatchTrackRow(KeptTrackColumns, Base):
    """A track that was offered."""

    __tablename__ = "match_tracks"
    __table_args__ = (
        CheckConstraint("score BETWEEN 0 AND 1", name="score_range"),
        CheckConstraint("fit BETWEEN 0 AND 1", name="fit_range"),
    )

    match_id: Mapped[int] = mapped_column(
        ForeignKey("matches.id", ondelete="CASCADE"), primary_key=True
    )
    rank: Mapped[int] = mapped_column(primary_key=True)
    score: Mapped[float]
    # How well it fits the mood, whatever the user's taste: what the taste is learned by.
    fit: Mapped[float]
    reasons: Mapped[list[str]] = mapped_column(JSON)


class HistoryRefusalRow(Base):
    """Somebody who wishes that nothing that is offered to them is kept."""

    __tablename__ = "history_refusals"

    user_name: Mapped[str] = mapped_column(Text, primary_key=True)

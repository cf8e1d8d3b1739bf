"""Tables of the accounts that people have with services."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from affetto.library.tables import Base, UtcDateTime


class ProviderAccountRow(Base):
    """Somebody's account with a service."""

    __tablename__ = "provider_accounts"
    __table_args__ = (UniqueConstraint("user_name", "provider"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_name: Mapped[str] = mapped_column(Text)
    provider: Mapped[str] = mapped_column(String(32))
    # What the service calls the account; "" where it gives no names.
    account_name: Mapped[str] = mapped_column(Text)
    settings: Mapped[dict[str, str]] = mapped_column(JSON)
    # By `affetto.secret_box`: who reads the file, or a backup of it, has no use of it.
    sealed_secrets: Mapped[bytes]
    # The service no longer takes the secrets.
    needs_sign_in: Mapped[bool]
    # Whether the person wishes the service to know what they hear.
    submits_plays: Mapped[bool]
    connected_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ProviderAnswerRow(Base):
    """What a service told that need not be asked again, for its answers are counted."""

    __tablename__ = "provider_answers"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("provider_accounts.id", ondelete="CASCADE"), primary_key=True
    )
    question: Mapped[str] = mapped_column(Text, primary_key=True)
    answer: Mapped[str] = mapped_column(Text)


class WaitingPlayRow(Base):
    """A play of which a service is to be told as soon as it listens."""

    __tablename__ = "waiting_plays"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("provider_accounts.id", ondelete="CASCADE"), index=True
    )
    play: Mapped[dict[str, Any]] = mapped_column(JSON)

"""Tables of who may use a library over the network."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from affetto.library.tables import Base, UtcDateTime


class AccountRow(Base):
    """Somebody who can log in: with a password, or by way of an identity provider."""

    __tablename__ = "accounts"
    __table_args__ = (
        UniqueConstraint("issuer", "subject"),
        CheckConstraint("(issuer IS NULL) = (subject IS NULL)", name="whole_identity"),
        # A number is never given twice.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    # The name in the form in which two names are the same.
    name_key: Mapped[str] = mapped_column(Text, unique=True)
    # By which an identity provider's user is known at their first login; lower case.
    email: Mapped[str | None] = mapped_column(Text, unique=True)
    # Argon2id in PHC's string format; NULL for who logs in elsewhere only.
    password_hash: Mapped[str | None] = mapped_column(Text)
    # Who vouches for the person, and by which name it knows them (OpenID Connect Core, 2).
    issuer: Mapped[str | None] = mapped_column(Text)
    subject: Mapped[str | None] = mapped_column(Text)
    is_administrator: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LoginSessionRow(Base):
    """A browser in which somebody is logged in.

    Tokens are kept as hashes only: who reads the file, or a backup of it, is not logged in by it.
    """

    __tablename__ = "login_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    # SHA-256, hexadecimal; enough for tokens of 256 random bits.
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    # Of the token before it, which requests under way may still carry.
    former_token_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    # Not a secret before who reads the file: it is worth nothing without the token.
    csrf_token: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # When the token was last exchanged for a new one.
    renewed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)

    account: Mapped[AccountRow] = relationship(lazy="joined", innerjoin=True)

"""All questions to, and changes of, accounts and where they are logged in: the only SQL of them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, or_, select
from sqlalchemy.orm import Session

from affetto.library.account_tables import AccountRow, LoginSessionRow
from affetto.library.history_tables import HistoryRefusalRow, MatchRow
from affetto.library.listening_tables import ListenerRow
from affetto.library.playlist_tables import PlaylistRow
from affetto.library.provider_tables import ProviderAccountRow


@dataclass(frozen=True)
class Account:
    """Somebody who can log in.

    Attributes:
        name: as they spell it; what is kept of them is kept under it.
        email: by which an identity provider's user is known at their first login.
        has_password: whether they can log in with one.
        issuer: the identity provider that vouches for them; None for none.
        is_administrator: whether they may change the library for all.
    """

    id: int
    name: str
    email: str | None
    has_password: bool
    issuer: str | None
    is_administrator: bool
    created_at: datetime


@dataclass(frozen=True)
class LoginSession:
    """A browser in which somebody is logged in.

    Attributes:
        is_found_by_former: whether it was found by the token before its present one.
        has_former_token: whether it can be.
        renewed_at: when it was given its present token.
    """

    id: int
    account: Account
    csrf_token: str
    is_found_by_former: bool
    has_former_token: bool
    started_at: datetime
    renewed_at: datetime
    seen_at: datetime


class AccountRepository:
    """Accounts and login sessions, within one transaction of the given session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_all(self) -> list[Account]:
        """All accounts, by name."""
        query = select(AccountRow).order_by(AccountRow.name_key)
        return [_account_of(row) for row in self._session.scalars(query)]

    def count(self) -> int:
        """How many accounts there are."""
        return self._session.scalar(select(func.count()).select_from(AccountRow)) or 0

    def has_administrator(self) -> bool:
        """Whether any account may change the library for all."""
        query = select(AccountRow.id).where(AccountRow.is_administrator).limit(1)
        return self._session.scalar(query) is not None

    def find(self, name: str) -> Account | None:
        """The account of a name, whatever its case; None where there is none."""
        row = self._row(AccountRow.name_key == name_key(name))
        return None if row is None else _account_of(row)

    def is_name_known(self, name: str) -> bool:
        """Whether there is an account of a name, or anything is kept under it."""
        kept = (
            select(ListenerRow.id).where(ListenerRow.name == name),
            select(MatchRow.id).where(MatchRow.user_name == name),
            select(HistoryRefusalRow.user_name).where(HistoryRefusalRow.user_name == name),
            select(PlaylistRow.id).where(PlaylistRow.user_name == name),
            select(ProviderAccountRow.id).where(ProviderAccountRow.user_name == name),
        )
        return self.find(name) is not None or any(
            self._session.scalar(query.limit(1)) is not None for query in kept
        )

    def find_by_identity(self, issuer: str, subject: str) -> Account | None:
        """The account of an identity provider's user; None where there is none."""
        row = self._row(AccountRow.issuer == issuer, AccountRow.subject == subject)
        return None if row is None else _account_of(row)

    def find_by_email(self, email: str) -> Account | None:
        """The account that waits for, or has, an e-mail address; None where there is none."""
        row = self._row(AccountRow.email == email.lower())
        return None if row is None else _account_of(row)

    def password_hash(self, account_id: int) -> str | None:
        """What the password of an account is checked by; None where it has none."""
        return self._session.scalar(
            select(AccountRow.password_hash).where(AccountRow.id == account_id)
        )

    def add(
        self,
        name: str,
        at: datetime,
        *,
        password_hash: str | None = None,
        email: str | None = None,
        is_administrator: bool = False,
    ) -> Account:
        """Enters an account; there must be none of that name or e-mail address."""
        row = AccountRow(
            name=name,
            name_key=name_key(name),
            email=None if email is None else email.lower(),
            password_hash=password_hash,
            is_administrator=is_administrator,
            created_at=at,
        )
        self._session.add(row)
        self._session.flush()
        return _account_of(row)

    def set_password(self, account_id: int, password_hash: str) -> None:
        """Gives an account another password."""
        self._session.get_one(AccountRow, account_id).password_hash = password_hash

    def set_identity(self, account_id: int, issuer: str, subject: str) -> None:
        """Joins an account to an identity provider's user."""
        row = self._session.get_one(AccountRow, account_id)
        row.issuer, row.subject = issuer, subject

    def remove(self, account_id: int) -> None:
        """Removes an account, and logs it out everywhere."""
        self._session.execute(delete(AccountRow).where(AccountRow.id == account_id))

    def start_session(
        self, account_id: int, token_hash: str, csrf_token: str, at: datetime
    ) -> None:
        """Enters a browser in which an account is logged in from now on."""
        self._session.add(
            LoginSessionRow(
                account_id=account_id,
                token_hash=token_hash,
                csrf_token=csrf_token,
                started_at=at,
                renewed_at=at,
                seen_at=at,
            )
        )

    def find_session(self, token_hash: str) -> LoginSession | None:
        """The session of a token, or of the one before it; None where there is none."""
        query = select(LoginSessionRow).where(
            or_(
                LoginSessionRow.token_hash == token_hash,
                LoginSessionRow.former_token_hash == token_hash,
            )
        )
        row = self._session.scalar(query)
        if row is None:
            return None
        return LoginSession(
            id=row.id,
            account=_account_of(row.account),
            csrf_token=row.csrf_token,
            is_found_by_former=row.token_hash != token_hash,
            has_former_token=row.former_token_hash is not None,
            started_at=row.started_at,
            renewed_at=row.renewed_at,
            seen_at=row.seen_at,
        )

    def mark_seen(self, session_id: int, at: datetime) -> None:
        """Notes that a session is in use."""
        self._session.get_one(LoginSessionRow, session_id).seen_at = at

    def renew_session(
        self, session_id: int, token_hash: str, former_token_hash: str, at: datetime
    ) -> None:
        """Gives a session another token; it is found by the former one as well."""
        row = self._session.get_one(LoginSessionRow, session_id)
        row.token_hash, row.former_token_hash = token_hash, former_token_hash
        row.renewed_at = row.seen_at = at

    def drop_former_token(self, session_id: int) -> None:
        """Lets a session be found by its present token only."""
        self._session.get_one(LoginSessionRow, session_id).former_token_hash = None

    def end_session(self, session_id: int) -> None:
        """Logs out one browser."""
        self._session.execute(delete(LoginSessionRow).where(LoginSessionRow.id == session_id))

    def end_sessions(self, account_id: int) -> int:
        """Logs an account out everywhere; in how many browsers it was logged in."""
        return self._delete_sessions(LoginSessionRow.account_id == account_id)

    def end_stale_sessions(self, *, seen_before: datetime, started_before: datetime) -> int:
        """Forgets sessions that have ended by their age; how many there were."""
        return self._delete_sessions(
            or_(
                LoginSessionRow.seen_at < seen_before,
                LoginSessionRow.started_at < started_before,
            )
        )

    def _row(self, *conditions: Any) -> AccountRow | None:
        return self._session.scalar(select(AccountRow).where(*conditions))

    def _delete_sessions(self, condition: Any) -> int:
        statement = delete(LoginSessionRow).where(condition)
        result = self._session.execute(statement, execution_options={"synchronize_session": False})
        return cast("CursorResult[Any]", result).rowcount


def name_key(name: str) -> str:
    """A name in the form in which two names are the same (Unicode's compatibility caseless match).

    Not without accents, as words are searched: Zoë and Zoe may be two people.
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _account_of(row: AccountRow) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        email=row.email,
        has_password=row.password_hash is not None,
        issuer=row.issuer,
        is_administrator=row.is_administrator,
        created_at=row.created_at,
    )

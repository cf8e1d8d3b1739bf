"""All questions to, and changes of, people's accounts with services: the only SQL of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, select
from sqlalchemy.orm import Session

from affetto.library.provider_tables import ProviderAccountRow, ProviderAnswerRow, WaitingPlayRow
from affetto.library.texts import make_storable


@dataclass(frozen=True)
class ProviderAccount:
    """Somebody's account with a service.

    Attributes:
        account_name: as the service shows it; "" where it gives no names.
        settings: fields that anybody may see.
        sealed_secrets: of `affetto.secret_box`.
        needs_sign_in: whether the service no longer takes the secrets.
        submits_plays: whether the person wishes the service to know what they hear.
    """

    id: int
    provider: str
    account_name: str
    settings: Mapping[str, str]
    needs_sign_in: bool
    submits_plays: bool
    connected_at: datetime
    sealed_secrets: bytes = field(repr=False)


@dataclass(frozen=True)
class WaitingPlay:
    """A play of which a service is to be told, as JSON."""

    id: int
    play: Mapping[str, Any]


class ProviderRepository:
    """Accounts with services, within one transaction of the given session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_all(self, user: str) -> list[ProviderAccount]:
        """Somebody's accounts, by service."""
        query = (
            select(ProviderAccountRow)
            .where(ProviderAccountRow.user_name == user)
            .order_by(ProviderAccountRow.provider)
        )
        return [_account_of(row) for row in self._session.scalars(query)]

    def find(self, user: str, provider: str) -> ProviderAccount | None:
        """Somebody's account with a service; None where they have none."""
        row = self._row(user, provider)
        return None if row is None else _account_of(row)

    def save(
        self,
        user: str,
        provider: str,
        at: datetime,
        *,
        account_name: str,
        settings: Mapping[str, str],
        sealed_secrets: bytes,
    ) -> ProviderAccount:
        """Enters an account, in the place of the one before; who it is keeps its answers."""
        row = self._row(user, provider)
        if row is not None and row.account_name != account_name:
            self._session.delete(row)
            self._session.flush()
            row = None
        if row is None:
            row = ProviderAccountRow(user_name=user, provider=provider, submits_plays=False)
            self._session.add(row)
        row.account_name = make_storable(account_name)
        row.settings = {name: make_storable(value) for name, value in settings.items()}
        row.sealed_secrets = sealed_secrets
        row.needs_sign_in = False
        row.connected_at = at
        self._session.flush()
        return _account_of(row)

    def keep_secrets(self, account_id: int, sealed_secrets: bytes) -> None:
        """Puts renewed secrets in the place of those before; nothing where the account is gone."""
        row = self._session.get(ProviderAccountRow, account_id)
        if row is not None:
            row.sealed_secrets = sealed_secrets

    def drop_secrets(self, account_id: int, sealed_nothing: bytes) -> None:
        """Notes that the service no longer takes an account's secrets, which are forgotten."""
        row = self._session.get(ProviderAccountRow, account_id)
        if row is not None:
            row.sealed_secrets, row.needs_sign_in = sealed_nothing, True

    def set_submitting(self, user: str, provider: str, *, wanted: bool) -> bool:
        """Notes whether a service may know what somebody hears; whether there is the account.

        What waits to be told is forgotten where it may not.
        """
        row = self._row(user, provider)
        if row is None:
            return False
        row.submits_plays = wanted
        if not wanted:
            self._session.execute(delete(WaitingPlayRow).where(WaitingPlayRow.account_id == row.id))
        return True

    def remove(self, user: str, provider: str) -> bool:
        """Forgets an account and all that came of it; whether there was one."""
        return self._remove(
            ProviderAccountRow.user_name == user, ProviderAccountRow.provider == provider
        )

    def remove_all(self, user: str) -> None:
        """Forgets all accounts of somebody."""
        self._remove(ProviderAccountRow.user_name == user)

    def answer(self, account_id: int, question: str) -> str | None:
        """What a service answered before; None where it was not asked."""
        return self._session.scalar(
            select(ProviderAnswerRow.answer).where(
                ProviderAnswerRow.account_id == account_id, ProviderAnswerRow.question == question
            )
        )

    def keep_answer(self, account_id: int, question: str, answer: str) -> None:
        """Keeps what a service answered; nothing where the account is gone."""
        if self._session.get(ProviderAccountRow, account_id) is not None:
            self._session.merge(
                ProviderAnswerRow(account_id=account_id, question=question, answer=answer)
            )

    def add_plays(self, account_id: int, plays: Sequence[Mapping[str, Any]]) -> None:
        """Lets plays wait until the service listens."""
        self._session.add_all(
            WaitingPlayRow(account_id=account_id, play=dict(play)) for play in plays
        )

    def waiting_plays(self, account_id: int, limit: int) -> list[WaitingPlay]:
        """Plays that wait, the oldest first."""
        query = (
            select(WaitingPlayRow)
            .where(WaitingPlayRow.account_id == account_id)
            .order_by(WaitingPlayRow.id)
            .limit(limit)
        )
        return [WaitingPlay(row.id, row.play) for row in self._session.scalars(query)]

    def count_waiting(self, account_id: int) -> int:
        """How many plays wait."""
        query = (
            select(func.count())
            .select_from(WaitingPlayRow)
            .where(WaitingPlayRow.account_id == account_id)
        )
        return self._session.scalar(query) or 0

    def drop_plays(self, plays: Sequence[WaitingPlay]) -> None:
        """Forgets plays that were told."""
        ids = [play.id for play in plays]
        self._session.execute(delete(WaitingPlayRow).where(WaitingPlayRow.id.in_(ids)))

    def _row(self, user: str, provider: str) -> ProviderAccountRow | None:
        return self._session.scalar(
            select(ProviderAccountRow).where(
                ProviderAccountRow.user_name == user, ProviderAccountRow.provider == provider
            )
        )

    def _remove(self, *conditions: Any) -> bool:
        statement = delete(ProviderAccountRow).where(*conditions)
        return cast("CursorResult[Any]", self._session.execute(statement)).rowcount > 0


def _account_of(row: ProviderAccountRow) -> ProviderAccount:
    return ProviderAccount(
        id=row.id,
        provider=row.provider,
        account_name=row.account_name,
        settings=row.settings,
        needs_sign_in=row.needs_sign_in,
        submits_plays=row.submits_plays,
        connected_at=row.connected_at,
        sealed_secrets=row.sealed_secrets,
    )

"""Whose account with which service, and the connections that are open with them."""

from __future__ import annotations

import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING, Self

from affetto.errors import AffettoError, InputError
from affetto.library.provider_repository import ProviderAccount, ProviderRepository
from affetto.providers import find_provider
from affetto.providers.capabilities import (
    Account,
    BrowserSignIn,
    BrowserVisit,
    Capability,
    Connection,
    Provider,
    SignIn,
)
from affetto.providers.errors import ProviderError, SignInNeededError
from affetto.secret_box import SecretsLostError

if TYPE_CHECKING:
    from affetto.library.music_library import Library
    from affetto.secret_box import SecretBox

# The field by which a service is found that people run themselves.
ADDRESS_FIELD = "address"
_MAX_FIELD_LENGTH = 2000
# How long somebody may take on a service's page, and how many may be there. Our own choice.
_VISIT_LIFETIME_S = 600.0
_MAX_VISITS = 1000
# What comes back from a service's page must name its visit.
_STATE = "state"


class NotConnectedError(AffettoError):
    """Somebody has no account with a service, or one that no longer lets them in."""

    def __init__(self, provider: Provider, reason: str = "is not connected") -> None:
        self.provider = provider.name
        super().__init__(f"{provider.title} {reason}; connect it under Settings")


class CannotError(AffettoError):
    """A service cannot do what it is asked to."""

    def __init__(self, provider: Provider, capability: Capability) -> None:
        super().__init__(f"{provider.title} cannot do this ({capability})")


@dataclass(frozen=True)
class ServiceState:
    """A service, and how somebody stands with it.

    Attributes:
        account: None where they have not connected it.
        waiting_plays: plays of which the service is still to be told.
    """

    provider: Provider
    account: ProviderAccount | None
    waiting_plays: int = 0

    @property
    def is_usable(self) -> bool:
        """Whether it may be asked."""
        if self.account is None:
            return self.provider.sign_in is SignIn.NONE
        return not self.account.needs_sign_in


@dataclass(frozen=True)
class _Visit:
    """Somebody who is on a service's page."""

    user: str
    provider: str
    fields: Mapping[str, str]
    return_url: str
    visit: BrowserVisit
    begun_s: float


class _Lease:
    """A connection, and how many use it; closed by the last one after it was let go."""

    def __init__(self, connection: Connection, kept: ProviderAccount | None) -> None:
        self.connection = connection
        self.kept = kept
        self.users = 0
        self.is_let_go = False


class Services:
    """The services of a library's people; all threads may use it.

    Args:
        library: open as long as this.
        providers: by name, from `affetto.providers.load_providers`.
        box: seals what people's accounts are opened by.
        open_addresses: servers that everybody may connect to, however restricted.
    """

    def __init__(
        self,
        library: Library,
        providers: Mapping[str, Provider],
        box: SecretBox,
        open_addresses: frozenset[str] = frozenset(),
    ) -> None:
        self.library = library
        self.providers = providers
        self._box = box
        self._open_addresses = open_addresses
        self._lock = Lock()
        self._visits: OrderedDict[str, _Visit] = OrderedDict()
        self._leases: dict[tuple[str, str], _Lease] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        with self._lock:
            leases = list(self._leases)
        for user, name in leases:
            self._let_go(user, name)

    def list_states(self, user: str) -> list[ServiceState]:
        """All services, and how somebody stands with each.

        Raises:
            LibraryError: the library cannot be read.
        """
        with self.library.looking() as session:
            repository = ProviderRepository(session)
            accounts = {account.provider: account for account in repository.list_all(user)}
            waiting = {
                name: repository.count_waiting(account.id) for name, account in accounts.items()
            }
        return [
            ServiceState(provider, accounts.get(name), waiting.get(name, 0))
            for name, provider in self.providers.items()
        ]

    def state(self, user: str, name: str) -> ServiceState:
        """How somebody stands with one service.

        Raises:
            InputError: no service is called so.
            LibraryError: the library cannot be read.
        """
        find_provider(self.providers, name)
        return next(state for state in self.list_states(user) if state.provider.name == name)

    def connect(
        self, user: str, name: str, fields: Mapping[str, str], *, is_restricted: bool = False
    ) -> ServiceState:
        """Connects a service by what somebody filled in, once it has let them in.

        Args:
            user: whose account it is.
            name: of the service.
            fields: by name; secret ones are kept sealed.
            is_restricted: whether they may not choose which address is asked.

        Raises:
            InputError: a field cannot be used; its source is the field's name.
            ProviderError: the service cannot be reached, or does not let them in.
            LibraryError: the library cannot be written.
        """
        provider = find_provider(self.providers, name)
        if provider.sign_in is SignIn.BROWSER:
            raise InputError(name, f"{provider.title} is connected on its own page")
        account = self._filled_in(provider, fields, is_restricted=is_restricted)
        renewed: dict[str, str] = {}
        trial = Account(account.settings, account.secrets, renewed.update)
        return self._save(user, provider, trial, renewed)

    def start_sign_in(
        self,
        user: str,
        name: str,
        fields: Mapping[str, str],
        return_url: str,
        *,
        is_restricted: bool = False,
    ) -> str:
        """The page of a service on which somebody gives leave.

        Raises:
            InputError: a field cannot be used, or the service has no such page.
            ProviderError: the service must be asked first, and fails.
        """
        provider = find_provider(self.providers, name)
        if not isinstance(provider, BrowserSignIn):
            raise InputError(name, f"{provider.title} has no page to sign in on")
        account = self._filled_in(provider, fields, is_restricted=is_restricted)
        visit = provider.start_sign_in(account, return_url)
        begun = _Visit(user, name, dict(fields), return_url, visit, time.monotonic())
        with self._lock:
            self._forget_old_visits()
            self._visits[secrets.token_urlsafe()] = begun
        return visit.url

    def finish_sign_in(self, user: str, name: str, answer: Mapping[str, str]) -> ServiceState:
        """Connects a service by what somebody came back with from its page.

        Raises:
            InputError: they did not go there from here, or too long ago.
            ProviderError: they did not give leave, or the service fails.
            LibraryError: the library cannot be written.
        """
        provider = find_provider(self.providers, name)
        begun = self._take_visit(user, name, answer.get(_STATE, ""))
        if begun is None or not isinstance(provider, BrowserSignIn):
            raise InputError(name, "nobody went to sign in there from here; start again")
        account = self._split(provider, begun.fields)
        gained = provider.finish_sign_in(account, begun.visit, begun.return_url, answer)
        renewed: dict[str, str] = {}
        trial = Account(account.settings, {**account.secrets, **gained}, renewed.update)
        return self._save(user, provider, trial, renewed)

    def disconnect(self, user: str, name: str) -> bool:
        """Forgets somebody's account with a service, and all that came of it; whether they had one.

        Raises:
            InputError: no service is called so.
            LibraryError: the library cannot be written.
        """
        find_provider(self.providers, name)
        with self.library.changing() as session:
            was_there = ProviderRepository(session).remove(user, name)
        self._let_go(user, name)
        return was_there

    def set_submitting(self, user: str, name: str, *, wanted: bool) -> None:
        """Notes whether a service may know what somebody hears.

        Raises:
            CannotError: it keeps no history.
            NotConnectedError: they have not connected it.
            LibraryError: the library cannot be written.
        """
        provider = find_provider(self.providers, name)
        if Capability.SUBMIT not in provider.capabilities:
            raise CannotError(provider, Capability.SUBMIT)
        with self.library.changing() as session:
            if not ProviderRepository(session).set_submitting(user, name, wanted=wanted):
                raise NotConnectedError(provider)

    @contextmanager
    def connection(self, user: str, name: str, capability: Capability) -> Iterator[Connection]:
        """A block in which a service is asked as somebody's; its connection stays for the next.

        Where the service no longer lets them in, what it was opened by is forgotten.

        Raises:
            InputError: no service is called so.
            CannotError: the service cannot do it.
            NotConnectedError: they have not connected it, or must sign in anew.
            LibraryError: the library cannot be read.
        """
        provider = find_provider(self.providers, name)
        if capability not in provider.capabilities:
            raise CannotError(provider, capability)
        lease = self._borrow(user, provider)
        try:
            yield lease.connection
        except ProviderError as error:
            # A playlist that stopped midway stopped because of something.
            if isinstance(error, SignInNeededError) or isinstance(
                error.__cause__, SignInNeededError
            ):
                self._lock_out(user, provider)
            raise
        finally:
            self._give_back(lease)

    def _save(
        self, user: str, provider: Provider, account: Account, renewed: Mapping[str, str]
    ) -> ServiceState:
        """Keeps an account once the service has said whose it is."""
        connection = provider.open(account)
        try:
            account_name = connection.describe_account()
        finally:
            connection.close()
        with self.library.changing() as session:
            ProviderRepository(session).save(
                user,
                provider.name,
                datetime.now(UTC),
                account_name=account_name,
                settings=account.settings,
                sealed_secrets=self._box.seal({**account.secrets, **renewed}),
            )
        self._let_go(user, provider.name)
        return self.state(user, provider.name)

    def _filled_in(
        self, provider: Provider, fields: Mapping[str, str], *, is_restricted: bool
    ) -> Account:
        known = {field.name for field in provider.fields}
        for name, value in fields.items():
            if name not in known:
                raise InputError(name, f"{provider.title} has no such field")
            if len(value) > _MAX_FIELD_LENGTH:
                raise InputError(name, f"takes at most {_MAX_FIELD_LENGTH} characters")
        for field in provider.fields:
            if field.is_required and not fields.get(field.name, "").strip():
                raise InputError(field.name, "is needed")
        address = fields.get(ADDRESS_FIELD, "").rstrip("/")
        if is_restricted and address and address not in self._open_addresses:
            raise InputError(
                ADDRESS_FIELD, "is not open to everybody; ask an administrator to allow it"
            )
        return self._split(provider, fields)

    def _split(self, provider: Provider, fields: Mapping[str, str]) -> Account:
        secret = {field.name for field in provider.fields if field.is_secret}
        filled = {name: value for name, value in fields.items() if value.strip()}
        return Account(
            {name: value.strip() for name, value in filled.items() if name not in secret},
            {name: value for name, value in filled.items() if name in secret},
        )

    def _take_visit(self, user: str, name: str, state: str) -> _Visit | None:
        """The visit that an answer belongs to, which ends with it."""
        with self._lock:
            self._forget_old_visits()
            for key, begun in reversed(self._visits.items()):
                if (begun.user, begun.provider) == (user, name) and hmac.compare_digest(
                    begun.visit.kept.get(_STATE, ""), state
                ):
                    return self._visits.pop(key)
        return None

    def _forget_old_visits(self) -> None:
        now = time.monotonic()
        while self._visits:
            oldest = next(iter(self._visits.values()))
            is_full = len(self._visits) >= _MAX_VISITS
            if not is_full and now - oldest.begun_s < _VISIT_LIFETIME_S:
                break
            self._visits.popitem(last=False)

    def _borrow(self, user: str, provider: Provider) -> _Lease:
        with self.library.looking() as session:
            kept = ProviderRepository(session).find(user, provider.name)
        with self._lock:
            lease = self._leases.get((user, provider.name))
            if lease is not None and _is_same(lease.kept, kept):
                lease.users += 1
                return lease
        # It was connected anew, by this program or another.
        self._let_go(user, provider.name)
        opened = _Lease(provider.open(self._account(provider, kept)), kept)
        opened.users = 1
        with self._lock:
            if (user, provider.name) in self._leases:  # another thread was quicker
                opened.is_let_go = True
            else:
                self._leases[user, provider.name] = opened
        return opened

    def _account(self, provider: Provider, kept: ProviderAccount | None) -> Account:
        if kept is None:
            if provider.sign_in is SignIn.NONE:
                return Account()
            raise NotConnectedError(provider)
        if kept.needs_sign_in:
            raise NotConnectedError(provider, "no longer lets you in")
        try:
            opened = self._box.unseal(kept.sealed_secrets)
        except SecretsLostError as error:
            raise NotConnectedError(provider, "cannot be opened with this key") from error

        def keep(renewed: Mapping[str, str]) -> None:
            opened.update(renewed)
            self._keep_secrets(kept.id, opened)

        # The connection has a copy of its own.
        return Account(kept.settings, dict(opened), keep, _KeptAnswers(self.library, kept.id))

    def _keep_secrets(self, account_id: int, renewed: Mapping[str, str]) -> None:
        with self.library.changing() as session:
            ProviderRepository(session).keep_secrets(account_id, self._box.seal(renewed))

    def _lock_out(self, user: str, provider: Provider) -> None:
        with self.library.changing() as session:
            repository = ProviderRepository(session)
            kept = repository.find(user, provider.name)
            if kept is not None:
                repository.drop_secrets(kept.id, self._box.seal({}))
        self._let_go(user, provider.name)

    def _let_go(self, user: str, name: str) -> None:
        """Opens a new connection the next time."""
        with self._lock:
            lease = self._leases.pop((user, name), None)
            if lease is None:
                return
            lease.is_let_go = True
            is_unused = lease.users == 0
        if is_unused:
            lease.connection.close()

    def _give_back(self, lease: _Lease) -> None:
        with self._lock:
            lease.users -= 1
            is_last = lease.is_let_go and lease.users == 0
        if is_last:
            lease.connection.close()


def _is_same(one: ProviderAccount | None, other: ProviderAccount | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.id, one.connected_at, one.needs_sign_in) == (
        other.id,
        other.connected_at,
        other.needs_sign_in,
    )


class _KeptAnswers:
    """See `affetto.providers.capabilities.Answers`."""

    def __init__(self, library: Library, account_id: int) -> None:
        self._library = library
        self._account_id = account_id

    def get(self, question: str) -> str | None:
        with self._library.looking() as session:
            return ProviderRepository(session).answer(self._account_id, question)

    def keep(self, question: str, answer: str) -> None:
        with self._library.changing() as session:
            ProviderRepository(session).keep_answer(self._account_id, question, answer)

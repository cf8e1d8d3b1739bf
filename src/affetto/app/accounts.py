"""Who may use the library over the network, and in which browsers they are logged in."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from affetto.app.passwords import check_new_password, hash_password, is_outdated, is_password
from affetto.errors import InputError
from affetto.library.account_repository import Account, AccountRepository, LoginSession
from affetto.library.history_repository import HistoryRepository
from affetto.library.listening_repository import ListeningRepository
from affetto.library.playlist_repository import PlaylistRepository
from affetto.library.provider_repository import ProviderRepository

if TYPE_CHECKING:
    from affetto.library.music_library import Library

# A login ends when it has not been used for so long, and at the latest after so long. These, and
# the following, are our own choice: a month away, a season at most.
IDLE_TIMEOUT = timedelta(days=30)
ABSOLUTE_TIMEOUT = timedelta(days=90)
# A token that was copied is worth little: it is exchanged for a new one so often.
RENEWED_EVERY = timedelta(days=1)
# Requests that were under way when a token was exchanged still carry the former one.
FORMER_TOKEN_GRACE = timedelta(minutes=1)
# How exactly it is noted that a login is in use: every request would be a change of the file.
_SEEN_EVERY = timedelta(minutes=10)

_TOKEN_BYTES = 32
_MAX_NAME_LENGTH = 64
_MAX_EMAIL_LENGTH = 254  # RFC 5321, 4.5.3.1.3


@dataclass(frozen=True)
class Login:
    """Somebody who is logged in.

    Attributes:
        csrf_token: what their page must send along with whatever changes something.
        new_token: what their browser is to carry from now on; None for what it carries.
    """

    account: Account
    csrf_token: str
    new_token: str | None = None


def add_account(
    library: Library,
    name: str,
    password: str | None = None,
    *,
    email: str | None = None,
    is_administrator: bool = False,
) -> Account:
    """Enters an account; the first one is an administrator's, whatever is said.

    Args:
        library: what it is for.
        name: under which everything of the person is kept.
        password: None for who logs in by way of an identity provider only.
        email: by which an identity provider's user is known at their first login.
        is_administrator: whether they may change the library for all.

    Raises:
        InputError: the name, the password or the address cannot be used, or is taken.
        LibraryError: the library cannot be written.
    """
    name = check_name(name)
    if email is not None:
        email = check_email(email)
    password_hash = None
    if password is not None:
        check_new_password(password, name)
        password_hash = hash_password(password)
    with library.changing() as session:
        accounts = AccountRepository(session)
        if accounts.find(name) is not None:
            raise InputError(name, "there is an account of this name already")
        if email is not None and accounts.find_by_email(email) is not None:
            raise InputError(email, "there is an account with this address already")
        return accounts.add(
            name,
            datetime.now(UTC),
            password_hash=password_hash,
            email=email,
            is_administrator=is_administrator or not accounts.has_administrator(),
        )


def check_name(name: str) -> str:
    """A name as it is kept.

    Raises:
        InputError: it is empty, too long, or cannot be shown.
    """
    name = unicodedata.normalize("NFC", name).strip()
    if not name:
        raise InputError("name", "is empty")
    if len(name) > _MAX_NAME_LENGTH:
        raise InputError("name", f"takes at most {_MAX_NAME_LENGTH} characters")
    if not name.isprintable():
        raise InputError("name", "holds characters that cannot be shown")
    return name


def check_email(email: str) -> str:
    """An e-mail address as it is kept.

    Raises:
        InputError: it is none.
    """
    email = email.strip()
    local, _, domain = email.rpartition("@")
    is_one = local and domain and email.isprintable() and not any(map(str.isspace, email))
    if not is_one or len(email) > _MAX_EMAIL_LENGTH:
        raise InputError(email or "e-mail", "is no e-mail address")
    return email


def list_accounts(library: Library) -> list[Account]:
    """All accounts, by name.

    Raises:
        LibraryError: the library cannot be read.
    """
    with library.looking() as session:
        return AccountRepository(session).list_all()


def reset_password(library: Library, name: str, password: str) -> None:
    """Gives an account another password, and logs it out everywhere.

    Raises:
        InputError: there is no such account, or the password is too easily guessed.
        LibraryError: the library cannot be written.
    """
    account = get_account(library, name)
    check_new_password(password, account.name)
    password_hash = hash_password(password)
    with library.changing() as session:
        accounts = AccountRepository(session)
        accounts.set_password(account.id, password_hash)
        accounts.end_sessions(account.id)


def get_account(library: Library, name: str) -> Account:
    """The account of a name, whatever its case.

    Raises:
        InputError: there is none.
        LibraryError: the library cannot be read.
    """
    with library.looking() as session:
        account = AccountRepository(session).find(name)
    if account is None:
        raise InputError(name, "there is no account of this name; see `affetto account list`")
    return account


def log_in(library: Library, name: str, password: str) -> Login | None:
    """Logs somebody in who knows the password; None where it is wrong, or there is no such account.

    Both take equally long to tell, so that nobody learns which names there are.

    Raises:
        BusyError: too many are logging in.
        LibraryError: the library cannot be written.
    """
    with library.looking() as session:
        accounts = AccountRepository(session)
        account = accounts.find(name)
        password_hash = None if account is None else accounts.password_hash(account.id)
    if not is_password(password, password_hash) or account is None or password_hash is None:
        return None
    if is_outdated(password_hash):
        renewed = hash_password(password)
        with library.changing() as session:
            AccountRepository(session).set_password(account.id, renewed)
    return start_login(library, account)


def start_login(library: Library, account: Account) -> Login:
    """Logs in somebody who has shown who they are; old logins of anybody are forgotten.

    Raises:
        LibraryError: the library cannot be written.
    """
    now = datetime.now(UTC)
    token, csrf_token = secrets.token_urlsafe(_TOKEN_BYTES), secrets.token_urlsafe(_TOKEN_BYTES)
    with library.changing() as session:
        accounts = AccountRepository(session)
        accounts.end_stale_sessions(
            seen_before=now - IDLE_TIMEOUT, started_before=now - ABSOLUTE_TIMEOUT
        )
        accounts.start_session(account.id, _hash_token(token), csrf_token, now)
    return Login(account, csrf_token, token)


def resume_login(library: Library, token: str) -> Login | None:
    """Who carries a token, and the next token where it is time for one; None where it has ended.

    Raises:
        LibraryError: the library cannot be read or written.
    """
    with library.looking() as session:
        found = AccountRepository(session).find_session(_hash_token(token))
    if found is None or _has_ended(found, datetime.now(UTC)):
        return None
    if not _needs_change(found, datetime.now(UTC)):
        return Login(found.account, found.csrf_token)
    return _change_login(library, token)


def log_out(library: Library, token: str) -> None:
    """Ends the login of a token, if there is one.

    Raises:
        LibraryError: the library cannot be written.
    """
    with library.changing() as session:
        accounts = AccountRepository(session)
        found = accounts.find_session(_hash_token(token))
        if found is not None:
            accounts.end_session(found.id)


def change_password(library: Library, account: Account, old: str, new: str) -> Login | None:
    """Gives an account another password; it is then logged in by the returned login only.

    None where the old password is wrong.

    Raises:
        InputError: the new one is too easily guessed.
        BusyError: too many passwords are being checked.
        LibraryError: the library cannot be written.
    """
    check_new_password(new, account.name)
    with library.looking() as session:
        password_hash = AccountRepository(session).password_hash(account.id)
    if not is_password(old, password_hash):
        return None
    reset_password(library, account.name, new)
    return start_login(library, account)


def forget_person(library: Library, user: str) -> None:
    """Forgets everything that is kept of somebody, their account and its logins included.

    What they changed in the library itself (titles, moods, licences) is everybody's, and stays.

    Raises:
        LibraryError: the library cannot be written.
    """
    with library.changing() as session:
        history = HistoryRepository(session)
        history.forget_all(user)
        history.want(user)
        PlaylistRepository(session).forget_all(user)
        ListeningRepository(session).forget_listener(user)
        ProviderRepository(session).remove_all(user)
        accounts = AccountRepository(session)
        account = accounts.find(user)
        if account is not None:
            accounts.remove(account.id)


def _has_ended(found: LoginSession, now: datetime) -> bool:
    return now - found.seen_at > IDLE_TIMEOUT or now - found.started_at > ABSOLUTE_TIMEOUT


def _needs_change(found: LoginSession, now: datetime) -> bool:
    is_settled = now - found.renewed_at > FORMER_TOKEN_GRACE
    return (
        now - found.seen_at > _SEEN_EVERY
        or now - found.renewed_at > RENEWED_EVERY
        or (is_settled and found.has_former_token)
    )


def _change_login(library: Library, token: str) -> Login | None:
    """Notes that a login is used, and exchanges its token where it is time to.

    What is to be done is decided again within the transaction: of requests that come together
    only one exchanges the token, and the others then carry the former one.
    """
    now = datetime.now(UTC)
    token_hash = _hash_token(token)
    with library.changing() as session:
        accounts = AccountRepository(session)
        found = accounts.find_session(token_hash)
        if found is None:
            return None
        login = Login(found.account, found.csrf_token)
        is_settled = now - found.renewed_at > FORMER_TOKEN_GRACE
        # Who still carries the former token after that never received the present one: the
        # answer that brought it was lost, as when a page is closed.
        is_lost = found.is_found_by_former and is_settled
        if is_lost or (not found.is_found_by_former and now - found.renewed_at > RENEWED_EVERY):
            new_token = secrets.token_urlsafe(_TOKEN_BYTES)
            accounts.renew_session(found.id, _hash_token(new_token), token_hash, now)
            return Login(found.account, found.csrf_token, new_token)
        if is_settled and found.has_former_token:
            accounts.drop_former_token(found.id)
        accounts.mark_seen(found.id, now)
    return login


def _hash_token(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()

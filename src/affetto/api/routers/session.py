"""Logging in and out."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import quote, unquote, urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.requests import HTTPConnection

from affetto.api.access import Access
from affetto.api.dependencies import LibraryDep, SettingsDep
from affetto.api.login_cookie import is_secure, read_token, write_token
from affetto.api.login_limits import LoginLimiter
from affetto.api.problems import ProblemError, wrong_field
from affetto.api.schemas.problems import problems
from affetto.api.schemas.session import CredentialsIn, PasswordChangeIn, SessionOut
from affetto.api.security import not_logged_in
from affetto.app.accounts import Login, change_password, log_in, log_out, start_login
from affetto.app.matching import DEFAULT_USER
from affetto.app.oidc import (
    CancelledError,
    IdentityProvider,
    NoAccountError,
    OidcError,
    account_of,
)
from affetto.app.passwords import BusyError
from affetto.errors import InputError

router = APIRouter(prefix="/session", tags=["session"])

_FIRST_PAGE = "/"
_LOGIN_PAGE = "/login"
# A path of this service and nothing else: browsers read "//" and "/\\" as the beginning of a
# foreign host, and pass over tabs and ends of lines in between.
_OWN_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f-\x9f]*")
_MAX_PATH_LENGTH = 2000
# Ties a login at the identity provider to the browser that began it, and says, after a colon, which
# page it is to come back to.
_STATE_COOKIE = "affetto_oidc"
_STATE_LIFETIME_S = 600
# Somebody is waiting in front of the page, and hashing takes a fraction of this.
_BUSY_RETRY_S = 5
_REDIRECTS: dict[int | str, dict[str, Any]] = {
    303: {
        "description": "Where the browser is to go next.",
        "headers": {"Location": {"schema": {"type": "string"}}},
    }
}


def get_access(connection: HTTPConnection) -> Access:
    """Whether people log in."""
    access: Access = connection.app.state.access
    return access


def get_login(connection: HTTPConnection) -> Login | None:
    """Who is logged in; None without accounts, or where nobody is."""
    login: Login | None = getattr(connection.state, "login", None)
    return login


def get_limiter(connection: HTTPConnection) -> LoginLimiter:
    """What counts failed logins."""
    limiter: LoginLimiter = connection.app.state.login_limiter
    return limiter


def get_identity_provider(connection: HTTPConnection) -> IdentityProvider | None:
    """By way of whom people may log in; None where the settings name nobody."""
    provider: IdentityProvider | None = connection.app.state.identity_provider
    return provider


AccessDep = Annotated[Access, Depends(get_access)]
LoginDep = Annotated[Login | None, Depends(get_login)]
LimiterDep = Annotated[LoginLimiter, Depends(get_limiter)]
IdentityProviderDep = Annotated[IdentityProvider | None, Depends(get_identity_provider)]


@router.get("", summary="Tell who is logged in", response_model=SessionOut)
def show_session(
    access: AccessDep, login: LoginDep, provider: IdentityProviderDep, response: Response
) -> dict[str, Any]:
    """Who is logged in, and what their page must send along with changes."""
    response.headers["Cache-Control"] = "no-store"
    return _session_as_dict(access, login, provider)


@router.post(
    "",
    summary="Log in",
    response_model=SessionOut,
    responses=problems(HTTPStatus.TOO_MANY_REQUESTS),
)
def begin_session(
    request: Request,
    response: Response,
    credentials: CredentialsIn,
    library: LibraryDep,
    access: AccessDep,
    limiter: LimiterDep,
    provider: IdentityProviderDep,
) -> dict[str, Any]:
    """Logs in with a name and a password; the session is kept by a cookie.

    A wrong name and a wrong password are told alike: 401 of kind `credentials`.
    """
    _require_accounts(access)
    address = _address_of(request)
    _begin_try(limiter, credentials.name, address)
    try:
        login = log_in(library, credentials.name, credentials.password)
    except BusyError as error:
        raise _busy(error) from error
    if login is None:
        raise ProblemError(
            HTTPStatus.UNAUTHORIZED,
            "the name or the password is wrong",
            "credentials",
            headers=not_logged_in().headers,
        )
    limiter.succeed(credentials.name, address)
    if (former := read_token(request)) is not None:
        log_out(library, former)
    _keep(request, response, login)
    return _session_as_dict(access, login, provider)


@router.delete("", summary="Log out", status_code=HTTPStatus.NO_CONTENT)
def end_session(request: Request, response: Response, library: LibraryDep) -> None:
    """Ends the session; without one, nothing happens."""
    token = read_token(request)
    if token is not None:
        log_out(library, token)
        response.headers.append("Set-Cookie", write_token(request, None))


@router.put(
    "/password",
    summary="Change the password",
    response_model=SessionOut,
    responses=problems(HTTPStatus.TOO_MANY_REQUESTS),
)
def change(
    request: Request,
    response: Response,
    wanted: PasswordChangeIn,
    library: LibraryDep,
    access: AccessDep,
    login: LoginDep,
    limiter: LimiterDep,
    provider: IdentityProviderDep,
) -> dict[str, Any]:
    """Changes your password; you stay logged in here, and are logged out everywhere else."""
    _require_accounts(access)
    if login is None:
        raise not_logged_in()
    name, address = login.account.name, _address_of(request)
    _begin_try(limiter, name, address)
    try:
        changed = change_password(library, login.account, wanted.old, wanted.new)
    except InputError as error:
        limiter.succeed(name, address)
        raise wrong_field("new", error.reason) from error
    except BusyError as error:
        raise _busy(error) from error
    if changed is None:
        raise wrong_field("old", "is not your password")
    limiter.succeed(name, address)
    _keep(request, response, changed)
    return _session_as_dict(access, changed, provider)


@router.get(
    "/oidc/start",
    summary="Log in by way of the identity provider",
    status_code=HTTPStatus.SEE_OTHER,
    response_class=RedirectResponse,
    responses={**_REDIRECTS, **problems(HTTPStatus.NOT_FOUND)},
)
def start_oidc(
    request: Request,
    provider: IdentityProviderDep,
    to: Annotated[
        str, Query(description="The page to come back to: a path of this service.", examples=["/"])
    ] = _FIRST_PAGE,
) -> RedirectResponse:
    """Sends the browser to the identity provider, which sends it back to `/session/oidc/callback`.

    Where that fails, the browser is sent to `/login?problem=…`, with the kind of the problem. What
    is no page of this service counts as the first page.
    """
    provider = _require_provider(provider)
    page = _own_page(to)
    try:
        target, state = provider.start(str(request.url_for("finish_oidc")))
    except OidcError:
        return _to_login("oidc-failed", page)
    response = _redirect(target)
    response.set_cookie(
        _STATE_COOKIE,
        f"{state}:{quote(page, safe='')}",
        max_age=_STATE_LIFETIME_S,
        path=request.url_for("finish_oidc").path,
        secure=is_secure(request),
        httponly=True,
        samesite="lax",
    )
    return response


@router.get(
    "/oidc/callback",
    summary="Come back from the identity provider",
    status_code=HTTPStatus.SEE_OTHER,
    response_class=RedirectResponse,
    responses={**_REDIRECTS, **problems(HTTPStatus.NOT_FOUND)},
)
def finish_oidc(
    request: Request, library: LibraryDep, settings: SettingsDep, provider: IdentityProviderDep
) -> RedirectResponse:
    """Logs in whom the identity provider vouches for, and sends the browser where it came from."""
    provider = _require_provider(provider)
    state, _, wanted = request.cookies.get(_STATE_COOKIE, "").partition(":")
    # A cookie may be anybody's: another host of the same domain can set one.
    page = _own_page(unquote(wanted))
    try:
        identity = provider.finish(request.query_params, state or None)
        account = account_of(library, identity, sign_up=settings.oidc_sign_up)
    except CancelledError:
        return _to_login("oidc-cancelled", page)
    except NoAccountError:
        return _to_login("oidc-no-account", page)
    except OidcError:
        return _to_login("oidc-failed", page)
    if (former := read_token(request)) is not None:
        log_out(library, former)
    response = _redirect(page)
    _keep(request, response, start_login(library, account))
    response.delete_cookie(_STATE_COOKIE, path=request.url.path)
    return response


def _session_as_dict(
    access: Access, login: Login | None, provider: IdentityProvider | None
) -> dict[str, Any]:
    if not access.has_accounts:
        user = {"name": DEFAULT_USER, "is_administrator": True, "has_password": False}
        return {"accounts": False, "user": user, "csrf_token": None, "oidc": None}
    return {
        "accounts": True,
        "user": None if login is None else vars(login.account),
        "csrf_token": None if login is None else login.csrf_token,
        "oidc": None if provider is None else {"name": provider.name},
    }


def _keep(request: Request, response: Response, login: Login) -> None:
    response.headers["Cache-Control"] = "no-store"
    response.headers.append("Set-Cookie", write_token(request, login.new_token))


def _address_of(request: Request) -> str:
    return request.client.host if request.client else ""


def _begin_try(limiter: LoginLimiter, name: str, address: str) -> None:
    wait_s = limiter.begin(name, address)
    if wait_s:
        minutes = max(1, round(wait_s / 60))
        raise ProblemError(
            HTTPStatus.TOO_MANY_REQUESTS,
            f"too many wrong passwords; try again in {minutes} minute{'s' if minutes > 1 else ''}",
            "login-limit",
            headers={"Retry-After": str(wait_s)},
        )


def _busy(error: BusyError) -> ProblemError:
    return ProblemError(
        HTTPStatus.TOO_MANY_REQUESTS,
        str(error),
        "busy",
        headers={"Retry-After": str(_BUSY_RETRY_S)},
    )


def _require_accounts(access: Access) -> None:
    if not access.has_accounts:
        raise ProblemError(
            HTTPStatus.CONFLICT,
            "nobody needs to log in here: this service answers its own machine only",
            "no-accounts",
        )


def _require_provider(provider: IdentityProvider | None) -> IdentityProvider:
    if provider is None:
        raise ProblemError(
            HTTPStatus.NOT_FOUND, "no identity provider is set up here", "no-identity-provider"
        )
    return provider


def _redirect(target: str) -> RedirectResponse:
    return RedirectResponse(target, HTTPStatus.SEE_OTHER, {"Cache-Control": "no-store"})


def _to_login(problem: str, page: str) -> RedirectResponse:
    wanted = {"problem": problem} | ({} if page == _FIRST_PAGE else {"to": page})
    return _redirect(f"{_LOGIN_PAGE}?{urlencode(wanted)}")


def _own_page(to: str) -> str:
    """The page itself where it is one of this service; else the first page."""
    is_own = len(to) <= _MAX_PATH_LENGTH and _OWN_PATH.fullmatch(to) is not None
    return to if is_own and not to.startswith(_LOGIN_PAGE) else _FIRST_PAGE

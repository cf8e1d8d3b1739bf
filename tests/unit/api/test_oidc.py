"""Logging in by way of an identity provider: a small real one, with real keys and signatures."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

from affetto.api.access import Access
from affetto.app.accounts import add_account, list_accounts
from affetto.app.oidc import OidcError, open_provider
from affetto.app.taste import react
from affetto.config import Settings
from affetto.errors import InputError
from affetto.library.music_library import Library
from affetto.listening import Reaction

CLIENT_ID, CLIENT_SECRET = "affetto", "a secret between the two"
ADA = {
    "sub": "0815",
    "email": "Ada@Example.org",
    "email_verified": True,
    "preferred_username": "ada.l",
}
HERE = "http://localhost:8000"


class OpenIdProvider(ThreadingHTTPServer):
    """An OpenID provider at which one person is always logged in (OpenID Connect Core, 3.1).

    Attributes:
        person: their claims.
        key: what tokens are signed with.
        published: the keys that are told of.
        spoil: changes what stands in a token, for providers that lie.
        refusal: what to answer instead of a code; "" for a code.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.person = dict(ADA)
        self.key = RSAKey.generate_key(2048, {"kid": "first"})
        self.algorithm = "RS256"
        self.published = [self.key]
        self.spoil = {}
        self.refusal = ""
        self.codes = {}
        self.asked = []

    def metadata(self):
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize?tenant=1",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }

    def authorize(self, question):
        """Where the browser is sent with a code."""
        assert question["response_type"] == "code"
        assert question["client_id"] == CLIENT_ID
        assert question["code_challenge_method"] == "S256"
        assert set(question["scope"].split()) == {"openid", "profile", "email"}
        answer = {"state": question["state"], "iss": self.issuer}
        if self.refusal:
            answer["error"] = self.refusal
        else:
            answer["code"] = secrets.token_urlsafe()
            self.codes[answer["code"]] = question
        return f"{question['redirect_uri']}?{urlencode(answer)}"

    def token(self, form):
        """Status and body of the token endpoint's answer; a code is good once."""
        question = self.codes.pop(form.get("code", ""), None)
        if question is None or form["redirect_uri"] != question["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        if form["client_secret"] != CLIENT_SECRET or form["client_id"] != CLIENT_ID:
            return 401, {"error": "invalid_client"}
        challenge = hashlib.sha256(form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(challenge).rstrip(b"=").decode() != question["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        return 200, {"token_type": "Bearer", "id_token": self.sign(question["nonce"])}

    def sign(self, nonce):
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            **self.person,
            **self.spoil,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        header = {"alg": self.algorithm, "kid": self.key.kid}
        return jwt.encode(header, claims, self.key, algorithms=[self.algorithm])


class _Handler(BaseHTTPRequestHandler):
    server: OpenIdProvider

    def do_GET(self):
        parts = urlsplit(self.path)
        self.server.asked.append(parts.path)
        match parts.path:
            case "/.well-known/openid-configuration":
                self._answer(200, self.server.metadata())
            case "/keys":
                keys = KeySet(self.server.published).as_dict(private=False)
                self._answer(200, keys)
            case "/authorize":
                self.send_response(302)
                self.send_header("Location", self.server.authorize(dict(parse_qsl(parts.query))))
                self.end_headers()
            case _:
                self._answer(404, {})

    def do_POST(self):
        self.server.asked.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer(*self.server.token({k: v[0] for k, v in parse_qs(body).items()}))

    def _answer(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def provider() -> Iterator[OpenIdProvider]:
    with OpenIdProvider() as provider:
        thread = Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield provider
        provider.shutdown()
        thread.join()


@pytest.fixture
def oidc_settings(settings, provider) -> Settings:
    return replace(
        settings,
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT_ID,
        oidc_client_secret=CLIENT_SECRET,
        oidc_name="Example University",
    )


@pytest.fixture
def open_service(start_client, oidc_settings):
    """Starts a service whose people log in by way of the provider; a browser in front of it."""

    def open_(*, sign_up=False):
        with Library.open(oidc_settings.library_path) as library:
            add_account(library, "Ada", email="ada@example.org")
        settings = replace(oidc_settings, oidc_sign_up=sign_up)
        return start_client(settings, Access(has_accounts=True), base_url=HERE)

    return open_


def start(browser, **query):
    """Goes to the provider; the address that it sends the browser back to."""
    answer = browser.get("/api/v1/session/oidc/start", params=query, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    there = httpx.get(answer.headers["Location"])
    assert there.status_code == 302
    return there.headers["Location"]


def come_back(browser, address):
    """Where the service sends the browser at the end."""
    answer = browser.get(address, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def log_in(browser, **query):
    return come_back(browser, start(browser, **query))


def user_of(browser):
    return browser.get("/api/v1/session").json()["user"]


def test_the_page_is_told_whom_to_ask(open_service):
    assert open_service().get("/api/v1/session").json()["oidc"] == {"name": "Example University"}


def test_the_first_login_finds_the_account_by_its_verified_address(open_service):
    browser = open_service()
    assert log_in(browser) == "/"
    assert user_of(browser)["name"] == "Ada"
    assert browser.get("/api/v1/history").status_code == 200
    browser.headers["X-CSRF-Token"] = browser.get("/api/v1/session").json()["csrf_token"]
    assert browser.delete("/api/v1/history").status_code == 204


@pytest.mark.parametrize("page", ["/library", "/library?text=a%20b&genre=Folk", "/study/abc-1"])
def test_who_comes_back_finds_the_page_they_wanted(open_service, page):
    browser = open_service()
    assert log_in(browser, to=page) == page
    assert user_of(browser)["name"] == "Ada"


FOREIGN = [
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/library\r\nSet-Cookie: a=b",
    "/a\\..\\evil.example",
    "javascript:alert(1)",
    "library",
    "",
    "/" + "a" * 2001,
    "/login?to=/login",
]


@pytest.mark.parametrize("page", FOREIGN)
def test_nobody_is_led_out_of_this_service(open_service, page):
    browser = open_service()
    assert log_in(browser, to=page) == "/"
    assert user_of(browser)["name"] == "Ada"


@pytest.mark.parametrize("page", FOREIGN)
def test_nor_by_a_cookie_that_another_host_of_the_domain_set(open_service, page):
    browser = open_service()
    address = start(browser)
    (cookie,) = [cookie for cookie in browser.cookies.jar if cookie.name == "affetto_oidc"]
    state = cookie.value.partition(":")[0]
    cookie.value = f"{state}:{quote(page, safe='')}"
    assert come_back(browser, address) == "/"


def test_the_page_is_not_lost_where_the_login_fails(open_service, provider):
    provider.refusal = "access_denied"
    browser = open_service()
    back = log_in(browser, to="/library?text=x")
    assert parse_qs(urlsplit(back).query) == {
        "problem": ["oidc-cancelled"],
        "to": ["/library?text=x"],
    }


def test_later_logins_find_it_by_who_they_are(open_service, provider):
    browser = open_service()
    log_in(browser)
    browser.cookies.clear()
    provider.person = {"sub": ADA["sub"], "email": "married@example.org"}
    assert log_in(browser) == "/"
    assert user_of(browser)["name"] == "Ada"


def test_who_has_the_address_later_is_not_who_had_it_first(open_service, provider):
    browser = open_service()
    log_in(browser)
    browser.cookies.clear()
    provider.person["sub"] = "4711"
    assert log_in(browser) == "/login?problem=oidc-no-account"
    assert user_of(browser) is None


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "true"},
        {"email": "eve@example.org", "preferred_username": "Ada"},
        {"email": None, "name": "Ada"},
    ],
)
def test_without_a_verified_address_of_an_account_nobody_comes_in(open_service, provider, claims):
    provider.person |= claims
    browser = open_service()
    assert log_in(browser) == "/login?problem=oidc-no-account"
    assert user_of(browser) is None


def test_where_people_sign_up_they_get_a_name_under_which_nothing_is_kept(open_service, provider):
    browser = open_service(sign_up=True)
    library = browser.app.state.library
    react(library, "eve", Reaction.LIKE, [4])  # somebody's, kept without an account
    taken = {"sub": "1", "email": None, "preferred_username": "ADA"}
    for number, name in enumerate(["ADA", "eve", "default"]):
        provider.person = {**taken, "sub": str(number), "preferred_username": name}
        browser.cookies.clear()
        assert log_in(browser) == "/"
    names = [account.name for account in list_accounts(library)]
    assert sorted(names) == ["ADA 2", "Ada", "default 2", "eve 2"]
    assert not user_of(browser)["is_administrator"]
    assert browser.get("/api/v1/reactions").json()["likes"] == []


@pytest.mark.parametrize(
    "spoil",
    [
        {"iss": "http://127.0.0.1:1"},
        {"aud": "another service"},
        {"aud": [CLIENT_ID, "another service"]},
        {"azp": "another service"},
        {"exp": 1},
        {"exp": None},
        {"nonce": "of another login"},
        {"nonce": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_this_login_is_refused(open_service, provider, spoil):
    provider.spoil = spoil
    browser = open_service(sign_up=True)
    assert log_in(browser) == "/login?problem=oidc-failed"
    assert user_of(browser) is None


def test_a_token_for_several_services_is_taken_when_issued_to_this_one(open_service, provider):
    provider.spoil = {"aud": [CLIENT_ID, "another service"], "azp": CLIENT_ID}
    assert log_in(open_service()) == "/"


def test_a_token_of_another_key_is_refused(open_service, provider):
    provider.published = [RSAKey.generate_key(2048, {"kid": "first"})]
    assert log_in(open_service()) == "/login?problem=oidc-failed"


def forge(provider, nonce, header, sign):
    """An ID token that says all the right things, put together by hand."""
    now = int(time.time())
    claims = {"iss": provider.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300}
    claims |= {"nonce": nonce, **ADA}
    said = b".".join(encode(json.dumps(part).encode()) for part in (header, claims))
    return (said + b"." + encode(sign(said))).decode()


def encode(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=")


def test_a_token_signed_with_what_anybody_knows_is_refused(open_service, provider, monkeypatch):
    """The public key taken for a shared secret (RFC 8725, 2.1)."""
    secret = provider.key.as_pem(private=False)
    header = {"alg": "HS256", "kid": "first"}

    def sign(nonce):
        return forge(
            provider, nonce, header, lambda said: hmac.digest(secret, said, hashlib.sha256)
        )

    monkeypatch.setattr(provider, "sign", sign)
    assert log_in(open_service()) == "/login?problem=oidc-failed"


def test_a_token_without_a_signature_is_refused(open_service, provider, monkeypatch):
    def sign(nonce):
        return forge(provider, nonce, {"alg": "none"}, lambda _said: b"")

    monkeypatch.setattr(provider, "sign", sign)
    assert log_in(open_service()) == "/login?problem=oidc-failed"


def test_new_keys_are_found_when_they_are_first_used(open_service, provider):
    browser = open_service()
    assert log_in(browser) == "/"
    provider.key = ECKey.generate_key("P-256", {"kid": "second"})
    provider.algorithm = "ES256"
    provider.published = [provider.key]
    browser.cookies.clear()
    assert log_in(browser) == "/"
    assert provider.asked.count("/keys") == 2
    assert provider.asked.count("/.well-known/openid-configuration") == 1


def test_an_answer_is_good_once_and_in_the_browser_that_asked(open_service):
    browser = open_service()
    address = start(browser)
    cookies = dict(browser.cookies)
    browser.cookies.clear()
    # As when somebody is lured into another one's login.
    assert come_back(browser, address) == "/login?problem=oidc-failed"
    browser.cookies.update(cookies)
    assert come_back(browser, address) == "/login?problem=oidc-failed"

    browser.cookies.clear()
    address = start(browser)
    assert come_back(browser, address) == "/"
    browser.cookies.clear()
    assert come_back(browser, address) == "/login?problem=oidc-failed"
    assert user_of(browser) is None


@pytest.mark.parametrize("change", [{"state": "x"}, {"code": "x"}, {"iss": "http://127.0.0.1:1"}])
def test_a_changed_answer_is_refused(open_service, change):
    browser = open_service()
    parts = urlsplit(start(browser))
    query = urlencode({**dict(parse_qsl(parts.query)), **change})
    assert come_back(browser, f"{parts.path}?{query}") == "/login?problem=oidc-failed"


def test_who_thinks_better_of_it_comes_back_to_the_login(open_service, provider):
    provider.refusal = "access_denied"
    assert log_in(open_service()) == "/login?problem=oidc-cancelled"


def test_the_session_is_as_safe_as_any(open_service):
    browser = open_service()
    answer = browser.get(start(browser), follow_redirects=False)
    (cookie,) = [
        value
        for value in answer.headers.get_list("Set-Cookie")
        if value.startswith("affetto_session=")
    ]
    assert {"HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_provider_that_does_not_answer_leads_back_to_the_login(open_service, provider):
    browser = open_service()
    address = start(browser)
    provider.shutdown()
    provider.server_close()
    assert come_back(browser, address) == "/login?problem=oidc-failed"


def test_a_provider_that_speaks_for_another_is_not_believed(oidc_settings, provider, monkeypatch):
    metadata = provider.metadata() | {"issuer": "https://id.example"}
    monkeypatch.setattr(provider, "metadata", lambda: metadata)
    with pytest.raises(OidcError, match=r"calls itself 'https://id\.example'"):
        open_provider(oidc_settings).start(HERE)


def test_endpoints_must_be_safe_to_send_secrets_to(oidc_settings, provider, monkeypatch):
    metadata = provider.metadata() | {"authorization_endpoint": "http://id.example/authorize"}
    monkeypatch.setattr(provider, "metadata", lambda: metadata)
    with pytest.raises(OidcError, match="authorization_endpoint"):
        open_provider(oidc_settings).start(HERE)


@pytest.mark.parametrize(
    "issuer", ["http://id.example", "id.example", "ftp://id.example", "https://"]
)
def test_only_a_safe_address_can_be_set(tmp_path, issuer):
    settings = Settings(home=tmp_path, workers=1, oidc_issuer=issuer, oidc_client_id="affetto")
    with pytest.raises(InputError, match="AFFETTO_OIDC_ISSUER"):
        open_provider(settings)


def test_a_provider_needs_to_know_this_service(tmp_path):
    settings = Settings(home=tmp_path, workers=1, oidc_issuer="https://id.example")
    with pytest.raises(InputError, match="AFFETTO_OIDC_CLIENT_ID"):
        open_provider(settings)


@pytest.mark.parametrize("path", ["start", "callback"])
def test_without_a_provider_there_is_none_to_ask(client, open_browser, path):
    for browser in (client, open_browser()):
        answer = browser.get(f"/api/v1/session/oidc/{path}", follow_redirects=False)
        assert answer.status_code == 404
        assert answer.json()["type"].endswith("no-identity-provider")

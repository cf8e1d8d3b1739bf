"""Who is kept out before any path is asked."""

from __future__ import annotations

import pytest
from starlette.websockets import WebSocketDisconnect

from affetto.api.access import LOOPBACK, Access, choose_access
from affetto.api.login_limits import (
    MAX_PER_ADDRESS,
    MAX_PER_NAME,
    MAX_PER_PAIR,
    LoginLimiter,
)
from affetto.app.accounts import add_account
from affetto.config import Settings
from affetto.errors import InputError
from affetto.library.music_library import Library

OPEN = {"/api/v1/session", "/api/v1/session/oidc/start", "/api/v1/session/oidc/callback"}


def kind_of(answer):
    return answer.json()["type"].removeprefix("urn:affetto:problem:")


class TestHosts:
    @pytest.mark.parametrize(
        "host",
        ["127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000", "127.0.0.2", "localhost."],
    )
    def test_this_machine_is_known_by_its_names(self, client, host):
        assert client.get("/api/v1/history", headers={"Host": host}).status_code == 200

    @pytest.mark.parametrize(
        "host",
        [
            "evil.example",
            "evil.example:8000",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "192.0.2.1",
            "127.0.0.1@evil.example",
            "evil.example#localhost",
            "localhost:port",
            "[::1",
            "",
        ],
    )
    @pytest.mark.parametrize("path", ["/", "/api/v1/history", "/healthz"])
    def test_a_name_that_was_bound_to_this_machine_is_refused(self, client, host, path):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 403
        assert kind_of(answer) == "host"

    def test_with_accounts_addresses_and_named_hosts_are_known(self):
        access = Access(has_accounts=True, hosts=frozenset({"music.example"}))
        known = ["music.example", "192.0.2.1", "2001:db8::1", "localhost"]
        assert all(access.is_known_host(host) for host in known)
        assert not access.is_known_host("evil.example")


class TestOrigins:
    @pytest.mark.parametrize(
        "origin",
        [
            "http://evil.example",
            "http://127.0.0.1:8001",
            "http://localhost:8000",
            "null",
            "http://127.0.0.1:8000.evil.example",
            "file://",
            "http://[",
            "",
        ],
    )
    @pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "OPTIONS"])
    def test_pages_of_foreign_origins_are_refused(self, client, origin, method):
        answer = client.request(method, "/api/v1/history", headers={"Origin": origin})
        assert answer.status_code == 403
        assert kind_of(answer) == "origin"
        assert "Access-Control-Allow-Origin" not in answer.headers

    @pytest.mark.parametrize(
        ("origin", "host"),
        [
            ("http://127.0.0.1:8000", "127.0.0.1:8000"),
            ("http://localhost", "localhost:80"),
            ("https://localhost", "localhost"),
            ("http://[::1]:8000", "[::1]:8000"),
        ],
    )
    def test_its_own_pages_may_ask(self, client, origin, host):
        headers = {"Origin": origin, "Host": host}
        assert client.get("/api/v1/history", headers=headers).status_code == 200

    @pytest.mark.parametrize("site", ["cross-site", "same-site"])
    def test_what_foreign_pages_embed_is_refused(self, client, site):
        headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors"}
        assert kind_of(client.get("/api/v1/tracks/1/cover", headers=headers)) == "origin"

    def test_a_link_from_elsewhere_may_be_followed(self, client):
        headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
        assert client.get("/healthz", headers=headers).status_code == 200
        assert kind_of(client.post("/api/v1/reactions", headers=headers)) == "origin"

    @pytest.mark.parametrize(
        "headers", [{"Origin": "http://evil.example"}, {"Host": "evil.example"}]
    )
    def test_foreign_pages_open_no_socket(self, client, headers):
        with (
            pytest.raises(WebSocketDisconnect),
            client.websocket_connect("/api/v1/live", headers=headers) as socket,
        ):
            socket.receive_text()


class TestLogin:
    def paths(self, browser):
        """Every path of the service with its methods, and numbers where names stand."""
        for path, operations in browser.app.openapi()["paths"].items():
            for method in operations:
                concrete = path
                while "{" in concrete:
                    before, _, rest = concrete.partition("{")
                    concrete = f"{before}1{rest.partition('}')[2]}"
                yield method.upper(), path, concrete

    def test_no_path_answers_strangers_but_the_open_ones(self, open_browser):
        browser = open_browser()
        closed = 0
        for method, path, concrete in self.paths(browser):
            if not path.startswith("/api/") or path.startswith("/api/v1/study/"):
                continue
            answer = browser.request(method, concrete, follow_redirects=False)
            if path in OPEN:
                assert answer.status_code != 401, path
            else:
                assert (answer.status_code, kind_of(answer)) == (401, "session"), (method, path)
                closed += 1
        assert closed > 30

    def test_what_does_not_exist_is_closed_as_well(self, open_browser):
        assert open_browser().get("/api/v1/nothing").status_code == 401

    def test_strangers_open_no_socket(self, open_browser):
        with (
            pytest.raises(WebSocketDisconnect),
            open_browser().websocket_connect("/api/v1/live") as socket,
        ):
            socket.receive_text()

    def test_health_is_told_to_all_and_figures_to_this_machine_only(self, open_browser):
        here, there = open_browser(), open_browser(client=("192.0.2.7", 5000))
        assert there.get("/healthz").status_code == 200
        assert here.get("/metrics").status_code == 200
        assert there.get("/metrics").status_code == 403

    def test_changes_need_the_token_of_the_session(self, open_browser):
        ada, bo = open_browser("Ada"), open_browser("Bo")
        token = ada.headers.pop("X-CSRF-Token")
        wrong = [{}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": bo.headers["X-CSRF-Token"]}]
        for headers in (*wrong, {"X-CSRF-Token": "ż".encode()}):
            for method, path in (
                ("POST", "/api/v1/matches"),
                ("PUT", "/api/v1/session/password"),
                ("PATCH", "/api/v1/playlists/1"),
                ("DELETE", "/api/v1/me"),
                ("DELETE", "/api/v1/session"),
            ):
                answer = ada.request(method, path, headers=headers)
                assert (answer.status_code, kind_of(answer)) == (403, "csrf"), (method, path)
        assert ada.get("/api/v1/history").status_code == 200
        headers = {"X-CSRF-Token": token}
        assert ada.delete("/api/v1/history", headers=headers).status_code == 204

    def test_administration_is_the_administrators(self, open_browser):
        assert open_browser("Ada").get("/api/v1/library/folders").status_code == 200
        answer = open_browser("Bo").get("/api/v1/library/folders")
        assert (answer.status_code, kind_of(answer)) == (403, "administrator")


class TestWhereToListen:
    @pytest.fixture
    def home(self, tmp_path):
        return Settings(home=tmp_path / "home", workers=1)

    @pytest.fixture
    def library(self, home):
        with Library.open(home.library_path) as library:
            yield library

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
    def test_this_machine_alone_needs_no_accounts(self, home, library, host):
        assert choose_access(host, home, library) == LOOPBACK

    @pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "music.example"])
    def test_others_are_let_in_only_where_somebody_could_log_in(self, home, library, host):
        with pytest.raises(InputError, match=r"^\S+: .*affetto account add NAME.*$"):
            choose_access(host, home, library)
        add_account(library, "Ada", "tulips in may, 1843")
        access = choose_access(host, home, library)
        assert access.has_accounts
        assert access.is_known_host(host)

    def test_a_proxy_in_front_of_this_machine_lets_others_in(self, tmp_path, library):
        behind = Settings(home=tmp_path, workers=1, hosts=("music.example",))
        with pytest.raises(InputError, match="AFFETTO_HOSTS"):
            choose_access("127.0.0.1", behind, library)
        add_account(library, "Ada", "tulips in may, 1843")
        access = choose_access("127.0.0.1", behind, library)
        assert access.has_accounts
        assert access.is_known_host("music.example")

    def test_where_people_sign_up_the_first_need_not_be_there(self, tmp_path, library):
        settings = Settings(
            home=tmp_path, workers=1, oidc_issuer="https://id.example", oidc_sign_up=True
        )
        assert choose_access("0.0.0.0", settings, library).has_accounts


class TestLoginLimits:
    @pytest.fixture
    def clock(self):
        return Clock()

    @pytest.fixture
    def limiter(self, clock):
        return LoginLimiter(clock)

    def test_waiting_ends_when_the_first_failure_is_old_enough(self, limiter, clock):
        for _ in range(MAX_PER_PAIR):
            assert limiter.begin("ada", "192.0.2.1") == 0
            clock.now_s += 60
        assert limiter.begin("ada", "192.0.2.1") == 15 * 60 - MAX_PER_PAIR * 60
        clock.now_s += 15 * 60 - MAX_PER_PAIR * 60
        assert limiter.begin("ada", "192.0.2.1") == 0
        assert limiter.begin("ada", "192.0.2.1") > 0

    def test_an_address_cannot_try_many_names(self, limiter):
        for number in range(MAX_PER_ADDRESS):
            assert limiter.begin(f"name {number}", "192.0.2.1") == 0
        assert limiter.begin("another", "192.0.2.1") > 0
        assert limiter.begin("another", "192.0.2.2") == 0

    def test_many_addresses_cannot_try_one_name(self, limiter):
        for number in range(MAX_PER_NAME):
            assert limiter.begin("ada", f"192.0.2.{number}") == 0
        assert limiter.begin("ADA", "198.51.100.1") > 0

    def test_a_customer_with_a_network_of_addresses_is_one(self, limiter):
        for number in range(MAX_PER_PAIR):
            assert limiter.begin("ada", f"2001:db8::{number:x}") == 0
        assert limiter.begin("ada", "2001:db8::ffff") > 0
        assert limiter.begin("ada", "2001:db8:0:1::1") == 0

    def test_a_success_is_no_failure(self, limiter):
        for _ in range(MAX_PER_NAME + 1):
            assert limiter.begin("ada", "192.0.2.1") == 0
            limiter.succeed("ada", "192.0.2.1")

    def test_a_refused_try_is_not_counted(self, limiter, clock):
        for _ in range(MAX_PER_PAIR * 3):
            limiter.begin("ada", "192.0.2.1")
        clock.now_s += 15 * 60
        assert limiter.begin("ada", "192.0.2.1") == 0

    def test_memory_is_bounded(self, limiter):
        for number in range(20_000):
            limiter.begin(f"name {number}", f"198.51.{number // 250}.{number % 250}")
        assert len(limiter._failures) <= 10_000


class Clock:
    def __init__(self):
        self.now_s = 0.0

    def __call__(self):
        return self.now_s

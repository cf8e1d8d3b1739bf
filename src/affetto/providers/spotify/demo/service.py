"""The demonstration as a whole: from a request to a reply, apart from any server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from http import HTTPStatus

from affetto.providers.spotify.demo.authority import Authority, Visit, WrongVisitError
from affetto.providers.spotify.demo.catalogue import BY_URI
from affetto.providers.spotify.demo.listeners import Listener
from affetto.providers.spotify.demo.messages import Reply, Request, page_reply, redirect_reply
from affetto.providers.spotify.demo.pages import (
    consent_page,
    home_page,
    playlist_page,
    problem_page,
    track_page,
)
from affetto.providers.spotify.demo.sdk import answer_sdk, is_of_sdk
from affetto.providers.spotify.demo.web_api import PREFIX, WebApi

_QUESTION = (
    *("client_id", "redirect_uri", "response_type", "scope", "state"),
    *("code_challenge", "code_challenge_method"),
)


class DemoSpotify:
    """A service with the documented rules of Spotify's, and invented music; safe for threads.

    Args:
        clock: seconds since 1970, by which tokens end and music moves.

    Attributes:
        address: where it is reached, for the addresses in its replies.
        listeners: one with Premium and one without.
        authority: gives tokens and takes them back.
        web_api: counts calls.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.address = ""
        self.listeners = (
            Listener("Robin", clock, has_premium=True),
            Listener("Sam", clock, has_premium=False),
        )
        self.authority = Authority(clock)
        self.web_api = WebApi(self.authority, clock)
        self._lock = threading.Lock()

    def answer(self, request: Request) -> Reply:
        """The reply to a request."""
        with self._lock:
            if request.path.startswith(f"{PREFIX}/"):
                return self.web_api.answer(request, self.address)
            if is_of_sdk(request):
                return answer_sdk(request, self.authority)
            match request.method, request.path:
                case "POST", "/api/token":
                    return self.authority.answer_token_request(request)
                case (("GET" | "POST"), "/authorize"):
                    return self._authorize(request)
                case "POST", "/revoke":
                    return self._revoke(request)
                case "GET", "/":
                    return page_reply(home_page(self.listeners))
                case "GET", _:
                    return self._show(request.path)
            return page_reply(problem_page("There is no such page."), HTTPStatus.NOT_FOUND)

    def _authorize(self, request: Request) -> Reply:
        fields = request.query if request.method == "GET" else request.read_form()
        try:
            visit = self.authority.read_visit(fields)
        except WrongVisitError as error:
            return page_reply(problem_page(str(error)), HTTPStatus.BAD_REQUEST)
        if not isinstance(visit, Visit):
            return visit
        if request.method == "GET":
            question = {name: fields[name] for name in _QUESTION if name in fields}
            return page_reply(consent_page(question, visit.scopes, self.listeners))
        listener = self._find_listener(fields.get("listener", ""))
        if fields.get("decision") != "agree" or listener is None:
            return visit.answer(error="access_denied")
        return self.authority.give_code(visit, listener)

    def _revoke(self, request: Request) -> Reply:
        listener = self._find_listener(request.read_form().get("listener", ""))
        if listener is not None:
            self.authority.revoke(listener)
        return redirect_reply("/")

    def _show(self, path: str) -> Reply:
        kind, _, wanted = path.removeprefix("/").partition("/")
        if kind == "track" and (recording := BY_URI.get(f"spotify:track:{wanted}")):
            return page_reply(track_page(recording))
        if kind == "playlist":
            for listener in self.listeners:
                if playlist := listener.find_playlist(wanted):
                    return page_reply(playlist_page(playlist))
        return page_reply(problem_page("There is no such page."), HTTPStatus.NOT_FOUND)

    def _find_listener(self, listener_id: str) -> Listener | None:
        return next((each for each in self.listeners if each.id == listener_id), None)

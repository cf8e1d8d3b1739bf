"""Asks services over HTTP: tries again where that may help, and says what went wrong."""

from __future__ import annotations

import json as json_text
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar

import httpcore
import httpx

from affetto import __version__
from affetto.providers import quiet_logs
from affetto.providers.capabilities import AudioStream
from affetto.providers.deadlines import DeadlineTransport, deadline
from affetto.providers.errors import (
    BadAnswerError,
    BusyError,
    NotAllowedError,
    NotThereError,
    ProviderError,
    ServiceDownError,
    SignInNeededError,
    UnreachableError,
)
from affetto.providers.header_values import read_retry_after, read_whole_number

quiet_logs.keep_queries_out()

# Doing these twice does no more than doing them once (RFC 9110, 9.2.2).
_IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE"})
# Of the faults of a server those that may pass by themselves.
_PASSING = frozenset({500, 502, 503, 504})
_MAX_ANSWER_BYTES = 16_000_000
_MAX_ERROR_BYTES = 64_000
_MOST_REDIRECTIONS = 5
# Bytes per second: 16 kbit/s, at which not even speech is broadcast.
_SLOWEST_SOUND = 2000.0


@dataclass(frozen=True)
class Patience:
    """How long one request may take in all.

    Attributes:
        connect_s: until a connection stands.
        silence_s: between two signs of life.
        total_s: until the answer is there, for each try.
        tries: how often it is tried at most.
        first_pause_s: before the second try; twice as long before each further one.
        longest_wait_s: a service that asks for a longer pause is not waited for.
    """

    connect_s: float = 5.0
    silence_s: float = 10.0
    total_s: float = 30.0
    tries: int = 3
    first_pause_s: float = 0.5
    longest_wait_s: float = 10.0


@dataclass(frozen=True)
class Answer:
    """What a service said, with a status below 400.

    Attributes:
        headers: names in lower case.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


Explain = Callable[[int, bytes], ProviderError | None]
T = TypeVar("T")


class ServiceClient:
    """Asks one service; all threads may use it.

    What is asked is tried again where nothing can have come of it yet, or where doing it twice
    does no harm: after a lost connection, a fault of the server that may pass, or the pause that
    the service asks for. A redirection is not followed: nothing secret is carried elsewhere.

    Args:
        service: what people call it, for errors.
        address: what paths are appended to, http:// or https://.
        headers: sent with each request.
        patience: how long to wait and how often to try.
        explain: the error for a status and body that the service means in a way of its own;
            None where it means what everybody means.
    """

    def __init__(
        self,
        service: str,
        address: str,
        *,
        headers: Mapping[str, str] | None = None,
        patience: Patience | None = None,
        explain: Explain | None = None,
    ) -> None:
        self.service = service
        self._patience = patience or Patience()
        self._explain = explain
        self._client = httpx.Client(
            base_url=address,
            headers={"User-Agent": f"Affetto/{__version__}", **(headers or {})},
            timeout=httpx.Timeout(self._patience.silence_s, connect=self._patience.connect_s),
            transport=DeadlineTransport(),
            trust_env=False,
        )

    def close(self) -> None:
        """Closes all connections."""
        self._client.close()

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        form: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        is_repeatable: bool | None = None,
    ) -> Answer:
        """The answer to a request.

        Args:
            method: such as "GET".
            path: appended to the address; an address of its own is taken as it is.
            params: the query.
            json: the body, as JSON.
            form: the body, as a form.
            headers: besides those of all requests.
            is_repeatable: whether doing it twice does no more than once; None to tell by the
                method.

        Raises:
            ProviderError: the kind that fits what went wrong.
        """
        request = self._client.build_request(
            method, path, params=params, json=json, data=form, headers=headers
        )
        if is_repeatable is None:
            is_repeatable = method in _IDEMPOTENT
        return self._persist(lambda: self._try(request), is_repeatable=is_repeatable)

    def get_json(
        self,
        path: str,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """What a GET request answers, read as JSON.

        Raises:
            BadAnswerError: it is no JSON.
            ProviderError: see `request`.
        """
        return self.read_json(self.request("GET", path, params=params, headers=headers))

    def read_json(self, answer: Answer) -> Any:
        """An answer's body as JSON.

        Raises:
            BadAnswerError: it is none.
        """
        try:
            return json_text.loads(answer.body)
        except (ValueError, RecursionError) as error:
            raise BadAnswerError(self.service, "answered with something that is no JSON") from error

    @contextmanager
    def stream(
        self,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        byte_range: str = "",
        headers: Mapping[str, str] | None = None,
        may_follow: Callable[[str], bool] = lambda _address: False,
    ) -> Iterator[AudioStream]:
        """The sound that a GET request answers, as it comes.

        Args:
            path: appended to the address; an address of its own is taken as it is.
            params: the query.
            byte_range: the part that is wanted, as in a `Range` header; "" for all.
            headers: besides those of all requests.
            may_follow: whether a redirection to an address is followed; such a request must hold
                nothing secret.

        Raises:
            BadAnswerError: the answer is no sound.
            ProviderError: see `request`; also while the chunks are read.
        """
        own_headers = {**(headers or {}), **({"Range": byte_range} if byte_range else {})}
        request = self._client.build_request("GET", path, params=params, headers=own_headers)
        response, media_type = self._persist(
            lambda: self._open_sound(request, may_follow),
            is_repeatable=True,
        )
        try:
            yield AudioStream(
                media_type,
                self._chunks(response),
                read_whole_number(response.headers.get("content-length")),
                response.headers.get("content-range", ""),
            )
        finally:
            response.close()

    def _persist(self, attempt: Callable[[], T], *, is_repeatable: bool) -> T:
        """What comes of an attempt, made again where that may help."""
        for number in range(self._patience.tries):
            is_last = number == self._patience.tries - 1
            try:
                return attempt()
            except ProviderError as error:
                pause_s = self._pause(error, number, is_repeatable=is_repeatable)
                if is_last or pause_s is None:
                    raise
            time.sleep(pause_s)
        raise AssertionError("unreachable")  # the last attempt answers or raises

    def _open_sound(
        self, request: httpx.Request, may_follow: Callable[[str], bool]
    ) -> tuple[httpx.Response, str]:
        """An answer that is sound, not read yet, and its media type."""
        with self._translating(), deadline(self._patience.total_s):
            response = self._client.send(request, stream=True)
            for _ in range(_MOST_REDIRECTIONS):
                onward = response.next_request
                if onward is None or not may_follow(str(onward.url)):
                    break
                response.close()
                response = self._client.send(onward, stream=True)
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        is_sound = media_type.startswith("audio/") or media_type in _SOUND_TYPES
        if response.status_code < HTTPStatus.MULTIPLE_CHOICES and is_sound:
            return response, media_type
        try:
            body = self._beginning(response)
            self._check(response, body)
            own = self._explain(response.status_code, body) if self._explain else None
            raise own or BadAnswerError(self.service, "answered with something that is no sound")
        finally:
            response.close()

    def _try(self, request: httpx.Request) -> Answer:
        with self._translating(), deadline(self._patience.total_s):
            response = self._client.send(request, stream=True)
            try:
                body = bytearray()
                for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > _MAX_ANSWER_BYTES:
                        raise BadAnswerError(self.service, "its answer has no end")
                self._check(response, bytes(body))
                return Answer(response.status_code, response.headers, bytes(body))
            finally:
                response.close()

    def _beginning(self, response: httpx.Response) -> bytes:
        """As much of a body as an error is told in."""
        beginning = bytearray()
        with self._translating(), deadline(self._patience.total_s):
            for chunk in response.iter_bytes():
                beginning += chunk
                if len(beginning) > _MAX_ERROR_BYTES:
                    break
        return bytes(beginning)

    def _chunks(self, response: httpx.Response) -> Iterator[bytes]:
        """A body as it comes, given up where it comes more slowly than any music is heard.

        Who listens may take as long as they like between the chunks.
        """
        chunks = response.iter_bytes()
        waited_s, received = 0.0, 0
        with self._translating():
            while True:
                begun_at = time.monotonic()
                with deadline(self._patience.total_s + received / _SLOWEST_SOUND - waited_s):
                    chunk = next(chunks, None)
                if chunk is None:
                    return
                waited_s += time.monotonic() - begun_at
                received += len(chunk)
                yield chunk

    def _check(self, response: httpx.Response, body: bytes) -> None:
        status = response.status_code
        if status < HTTPStatus.MULTIPLE_CHOICES:
            return
        if status < HTTPStatus.BAD_REQUEST:
            raise BadAnswerError(self.service, "points elsewhere; check its address")
        own = self._explain(status, body) if self._explain else None
        if own is not None:
            raise own
        retry_after_s = read_retry_after(
            response.headers.get("retry-after") or response.headers.get(_RESET_HEADER, "")
        )
        match status:
            case HTTPStatus.UNAUTHORIZED:
                raise SignInNeededError(self.service, "does not know who asks; sign in again")
            case HTTPStatus.FORBIDDEN:
                raise NotAllowedError(self.service, "does not allow this for your account")
            case HTTPStatus.NOT_FOUND | HTTPStatus.GONE:
                raise NotThereError(self.service, "has no such thing, or has it no longer")
            case HTTPStatus.TOO_MANY_REQUESTS:
                raise BusyError(self.service, _busy_reason(retry_after_s), retry_after_s)
            case _ if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise (
                    _PassingFaultError(self.service, f"is out of order ({status})", retry_after_s)
                    if status in _PASSING
                    else ServiceDownError(self.service, f"is out of order ({status})")
                )
            case _:
                raise BadAnswerError(self.service, f"does not understand the request ({status})")

    def _pause(self, error: ProviderError, attempt: int, *, is_repeatable: bool) -> float | None:
        """How long to wait before the next try, seconds; None where there shall be none."""
        match error:
            case BusyError():  # it says that it has done nothing
                pass
            case _NotConnectedError():
                pass
            case _PassingFaultError() | UnreachableError() if is_repeatable:
                pass
            case _:
                return None
        if error.retry_after_s is not None:
            is_short = error.retry_after_s <= self._patience.longest_wait_s
            return error.retry_after_s if is_short else None
        # At another moment than all others that were put off (exponential backoff with jitter).
        jitter = random.uniform(0.5, 1.0)  # noqa: S311
        pause_s: float = self._patience.first_pause_s * 2**attempt * jitter
        return pause_s

    @contextmanager
    def _translating(self) -> Iterator[None]:
        try:
            yield
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            raise _NotConnectedError(
                self.service, "cannot be reached; is it running, and is the network on?"
            ) from error
        except (httpcore.TimeoutException, httpx.TimeoutException) as error:
            raise UnreachableError(self.service, "takes too long to answer") from error
        except (
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpcore.ProxyError,
            httpcore.UnsupportedProtocol,
            httpx.HTTPError,
            httpx.InvalidURL,
        ) as error:
            raise UnreachableError(self.service, "broke the connection off") from error


class _NotConnectedError(UnreachableError):
    """There was no connection, and so nothing can have come of the request."""


class _PassingFaultError(ServiceDownError):
    """A fault that may pass by itself."""


# In how many seconds requests are counted anew, as ListenBrainz says it in place of Retry-After.
_RESET_HEADER = "x-ratelimit-reset-in"

# What servers call sound besides audio/*.
_SOUND_TYPES = frozenset(
    {
        "application/ogg",
        "application/octet-stream",
        "video/mp4",
        "video/ogg",
        "video/quicktime",
        "video/webm",
    }
)


def _busy_reason(retry_after_s: float | None) -> str:
    if retry_after_s is None:
        return "was asked too often; try again later"
    return f"was asked too often; try again in {max(1, round(retry_after_s))} s"

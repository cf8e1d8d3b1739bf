"""Speaks the line protocol of MPD (https://mpd.readthedocs.io/en/stable/protocol.html)."""

from __future__ import annotations

import random
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from affetto.errors import InputError
from affetto.providers.errors import (
    BadAnswerError,
    NotThereError,
    SignInNeededError,
    UnreachableError,
)
from affetto.providers.http import Patience
from affetto.providers.mpd.parsers import (
    TITLE,
    Line,
    PermissionNeededError,
    SystemBelowError,
    error_of,
    read_line,
)

DEFAULT_PORT = 6600
_MAX_ANSWER_BYTES = 16_000_000
_CHUNK_BYTES = 65_536
_MAX_PORT = 65_535

# A command and its arguments.
Command = tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """Where an MPD listens: at a port of a host, or at a socket of this computer.

    Attributes:
        host: a name or number of a computer, or the path of a socket.
        port: 0 for a socket.
    """

    host: str
    port: int

    @classmethod
    def read(cls, text: str, field: str) -> Place:
        """The place that somebody wrote: `host`, `host:port`, `[::1]:port` or `/path/of/socket`.

        What stands before "://" is left out, for people who are used to it.

        Raises:
            InputError: it is none; its source is the field.
        """
        text = text.strip().rpartition("://")[2]
        if text.startswith(("/", "@")):
            return cls(text, 0)
        if text.startswith("["):
            host, _, rest = text[1:].partition("]")
            port = rest.removeprefix(":")
        elif text.count(":") > 1:
            host, port = text, ""
        else:
            host, _, port = text.partition(":")
        is_number = port.isascii() and port.isdigit() and 0 < int(port) <= _MAX_PORT
        if not host or "/" in host or any(map(str.isspace, host)) or not (is_number or not port):
            raise InputError(
                field, "is no address; write a host, host:port, or the path of MPD's socket"
            )
        return cls(host, int(port) if port else DEFAULT_PORT)

    def connect(self, timeout_s: float) -> socket.socket:
        """A connection.

        Raises:
            OSError: there is none.
        """
        if self.port:
            return socket.create_connection((self.host, self.port), timeout_s)
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(timeout_s)
            # MPD writes an address of Linux's abstract sockets with @.
            connection.connect(
                self.host.replace("@", "\0", 1) if self.host[0] == "@" else self.host
            )
        except BaseException:
            connection.close()
            raise
        return connection


def quote(argument: str) -> str:
    """An argument as a command holds it, whatever is in it.

    Raises:
        NotThereError: it holds a line break, which nothing of MPD's can.
    """
    if "\n" in argument or "\0" in argument:
        raise NotThereError(TITLE, "has nothing with a line break in its name")
    escaped = argument.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class MpdClient:
    """Asks one MPD; all threads may use it.

    Each request has a connection of its own: it costs a round trip, and none is ever found dead
    (MPD ends those that are silent for a minute) or in the middle of another's answer.

    Args:
        place: where it listens.
        password: "" for none.
        patience: how long to wait and how often to try.
    """

    def __init__(self, place: Place, password: str, patience: Patience) -> None:
        self._place = place
        self._password = password
        self._patience = patience

    def ask(self, *command: str, is_repeatable: bool = True) -> list[Line]:
        """The lines that a command is answered with.

        Args:
            command: its name and arguments.
            is_repeatable: whether doing it twice does no more than once.

        Raises:
            ProviderError: the kind that fits what went wrong.
        """
        return self.ask_all([command], is_repeatable=is_repeatable)[0]

    def ask_all(
        self, commands: Sequence[Command], *, is_repeatable: bool = True
    ) -> list[list[Line]]:
        """The lines that each of several commands is answered with; ends at the first that fails.

        Args:
            commands: at least one.
            is_repeatable: whether doing them twice does no more than once.

        Raises:
            ProviderError: the kind that fits what went wrong.
        """
        order = _order_of(commands)
        for attempt in range(self._patience.tries):
            is_last = attempt == self._patience.tries - 1
            try:
                return self._try(order, len(commands))
            except _NotConnectedError:
                if is_last:
                    raise
            except (UnreachableError, SystemBelowError):
                if is_last or not is_repeatable:
                    raise
            # At another moment than all others that were put off.
            jitter = random.uniform(0.5, 1.0)  # noqa: S311
            time.sleep(self._patience.first_pause_s * 2**attempt * jitter)
        raise AssertionError("unreachable")  # the last try answers or raises

    def _try(self, order: bytes, count: int) -> list[list[Line]]:
        with self._conversation() as conversation:
            if self._password:
                conversation.say(_order_of([("password", self._password)]))
                conversation.hear(1)
            conversation.say(order)
            try:
                return conversation.hear(count)
            except PermissionNeededError:
                if self._password:
                    raise
                raise SignInNeededError(TITLE, "wants a password for this") from None

    @contextmanager
    def _conversation(self) -> Iterator[_Conversation]:
        ends_at = time.monotonic() + self._patience.total_s
        try:
            connection = self._place.connect(min(self._patience.connect_s, self._patience.total_s))
        except (OSError, UnicodeError) as error:
            raise _NotConnectedError(
                TITLE, "cannot be reached; is it running, and is the network on?"
            ) from error
        try:
            with connection:
                conversation = _Conversation(connection, ends_at, self._patience.silence_s)
                try:
                    conversation.hear_greeting()
                except (UnreachableError, OSError) as error:
                    # So it ends connections that are too many.
                    raise _NotConnectedError(TITLE, "does not answer; is it too busy?") from error
                yield conversation
        except TimeoutError as error:
            raise UnreachableError(TITLE, "takes too long to answer") from error
        except OSError as error:
            raise UnreachableError(TITLE, "broke the connection off") from error


class _NotConnectedError(UnreachableError):
    """There was no connection, and so nothing can have come of the request."""


class _Conversation:
    """What goes to and fro on a connection until a moment."""

    def __init__(self, connection: socket.socket, ends_at: float, silence_s: float) -> None:
        self._connection = connection
        self._ends_at = ends_at
        self._silence_s = silence_s
        self._unread = bytearray()
        self._read_bytes = 0

    def say(self, order: bytes) -> None:
        """Sends commands."""
        self._connection.settimeout(self._time_left())
        self._connection.sendall(order)

    def hear_greeting(self) -> None:
        """Reads what MPD says first."""
        if not self._line().startswith("OK MPD "):
            raise BadAnswerError(TITLE, "does not greet as MPD does; is something else there?")

    def hear(self, count: int) -> list[list[Line]]:
        """The answers to so many commands."""
        answers: list[list[Line]] = [[]]
        while True:
            line = self._line()
            if line == "list_OK":
                answers.append([])
            elif line == "OK":
                break
            elif line.startswith("ACK "):
                raise error_of(line)
            else:
                answers[-1].append(read_line(line))
        # Behind the last of several commands there is nothing.
        answers = answers[:-1] if count > 1 else answers
        if len(answers) != count:
            raise BadAnswerError(TITLE, "answered more or less than it was asked")
        return answers

    def _line(self) -> str:
        while (end := self._unread.find(b"\n")) < 0:
            self._connection.settimeout(self._time_left())
            chunk = self._connection.recv(_CHUNK_BYTES)
            if not chunk:
                raise UnreachableError(TITLE, "broke the connection off")
            self._read_bytes += len(chunk)
            if self._read_bytes > _MAX_ANSWER_BYTES:
                raise BadAnswerError(TITLE, "its answer has no end")
            self._unread += chunk
        line = bytes(self._unread[:end])
        del self._unread[: end + 1]
        # Tags of damaged files may hold anything.
        return line.decode(errors="replace")

    def _time_left(self) -> float:
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, self._silence_s)


def _order_of(commands: Sequence[Command]) -> bytes:
    lines = [" ".join([name, *map(quote, arguments)]) for name, *arguments in commands]
    if len(lines) > 1:
        lines = ["command_list_ok_begin", *lines, "command_list_end"]
    return "".join(f"{line}\n" for line in lines).encode(errors="surrogateescape")

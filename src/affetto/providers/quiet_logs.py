"""Keeps what is secret out of the logs of the libraries that services are asked with."""

from __future__ import annotations

import logging

import httpx


class _WithoutQuery(logging.Filter):
    """Takes the query out of addresses: it may hold a key."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                argument.copy_with(query=None) if isinstance(argument, httpx.URL) else argument
                for argument in record.args
            )
        return True


_FILTER = _WithoutQuery()


def keep_queries_out() -> None:
    """From now on httpx logs neither every request nor, where it is asked to, their queries."""
    logger = logging.getLogger("httpx")
    logger.setLevel(logging.WARNING)
    logger.addFilter(_FILTER)

"""Who is logged in."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

_Password = Annotated[str, Field(max_length=1024, json_schema_extra={"format": "password"})]


class CredentialsIn(BaseModel):
    """A name and a password."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"name": "ada", "password": "tulips in may, 1843"}]},
    )

    name: str = Field(min_length=1, max_length=200)
    password: _Password


class PasswordChangeIn(BaseModel):
    """The present password and the one that is to take its place."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"old": "tulips in may, 1843", "new": "a bernoulli number, or two"}]
        },
    )

    old: _Password
    new: _Password


class UserOut(BaseModel):
    """Somebody who is logged in."""

    name: str
    is_administrator: bool = Field(description="Whether they may change the library for all.")
    has_password: bool = Field(description="Whether there is a password to be changed.")


class IdentityProviderOut(BaseModel):
    """By way of whom else people may log in: follow `/session/oidc/start`."""

    name: str


class SessionOut(BaseModel):
    """Who is logged in, and how others may be."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "accounts": True,
                    "user": {"name": "ada", "is_administrator": True, "has_password": True},
                    "csrf_token": "mcWY0X9uQdJ3Z8mVbKpXy2nT5sRfLhGe",
                    "oidc": {"name": "Example University"},
                },
                {
                    "accounts": False,
                    "user": {"name": "default", "is_administrator": True, "has_password": False},
                    "csrf_token": None,
                    "oidc": None,
                },
            ]
        }
    )

    accounts: bool = Field(
        description="Whether people log in; if not, everybody at this machine is the one user."
    )
    user: UserOut | None = Field(description="Null where nobody is logged in.")
    csrf_token: str | None = Field(
        description="To be sent as `X-CSRF-Token` along with every POST, PUT, PATCH and DELETE."
    )
    oidc: IdentityProviderOut | None

"""The login: credentials in, a token out."""

from typing import Literal

from .base import Input, Output
from .fields import LoginEmail, LoginPassword


class Login(Input):
    email: LoginEmail
    password: LoginPassword


class Token(Output):
    access_token: str
    token_type: Literal["Bearer"] = "Bearer"
    expires_in: int

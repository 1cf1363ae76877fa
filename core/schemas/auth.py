"""What is sent to log in, and what comes back."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from core.schemas.base import Input, Output
from core.schemas.fields import LoginEmail


class Login(Input):
    email: LoginEmail
    password: Annotated[str, StringConstraints(strict=True, max_length=128)]


class Token(Output):
    access_token: str
    token_type: Literal["Bearer"] = "Bearer"
    expires_in: int

"""Issues and reads bearer tokens."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import jwt
from jwt.utils import base64url_encode

from ..errors import InvalidToken, Unauthenticated
from ..headers import BLANKS
from ..schemas.auth import Token
from ..schemas.fields import parse_uuid
from ..settings import Settings

ALGORITHM = "HS256"
SUPERUSER_CLAIM = "superuser"
# Every token that is issued has exactly these. A token with others is invalid, whoever signed it.
HEADER = {"alg": ALGORITHM, "typ": "JWT"}
CLAIMS = {"iss", "aud", "sub", SUPERUSER_CLAIM, "iat", "exp"}


@dataclass(frozen=True, slots=True)
class Caller:
    """The user that a token names."""

    id: UUID
    is_superuser: bool


class Tokens:
    """Bearer tokens (RFC 6750), signed JWTs (RFC 7519) that carry the user id and the superuser flag."""

    def __init__(self, settings: Settings) -> None:
        self._secret = settings.secret.get_secret_value()
        self._lifetime = settings.token_lifetime
        self._issuer = settings.token_issuer
        self._audience = settings.token_audience
        self._leeway = settings.clock_leeway

    def issue(self, caller: Caller) -> Token:
        now = datetime.now(UTC)
        claims = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": str(caller.id),
            SUPERUSER_CLAIM: caller.is_superuser,
            "iat": now,
            "exp": now + timedelta(seconds=self._lifetime),
        }
        return Token(access_token=jwt.encode(claims, self._secret, ALGORITHM), expires_in=self._lifetime)

    def read(self, authorization: str | None) -> Caller:
        """Read an Authorization header.

        Raises `Unauthenticated` if there is no Bearer token, `InvalidToken` if the token is bad.
        """
        scheme, _, token = (authorization or "").strip(BLANKS).partition(" ")
        # Some WSGI servers drop header values that are not ASCII; treat that as a missing token.
        if scheme.lower() != "bearer" or not token.isascii():
            raise Unauthenticated
        try:
            return self._read(token.strip(BLANKS))
        except (jwt.InvalidTokenError, ValueError):
            raise InvalidToken from None

    def _read(self, token: str) -> Caller:
        """Read a token. Raises `jwt.InvalidTokenError`, ValueError."""
        decoded = jwt.decode_complete(
            token,
            self._secret,
            algorithms=[ALGORITHM],
            issuer=self._issuer,
            audience=self._audience,
            leeway=self._leeway,
            options={"require": sorted(CLAIMS), "strict_aud": True},
        )
        claims = decoded["payload"]
        # PyJWT decodes signatures leniently: it accepts padding, and characters that are not base64url.
        signature = base64url_encode(decoded["signature"]).decode()
        if decoded["header"] != HEADER or claims.keys() != CLAIMS or token.rpartition(".")[2] != signature:
            raise InvalidToken
        return Caller(parse_uuid(claims["sub"]), claims[SUPERUSER_CLAIM] is True)

"""Forged and altered tokens: every operation refuses them with the same 401. White box: the test knows the secret."""

import base64
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from core.settings import Settings
from tests.clients.base import Client
from tests.contract.answers import check_problem
from tests.people import People, Person

HEADER = {"alg": "HS256", "typ": "JWT"}
BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

# An operation that trusts the token, one that looks the caller up, and one with a body.
SENT_TO = [("GET", "/users?limit=1"), ("GET", "/auth/me"), ("POST", "/tags")]


def claims(person: Person, **changes: Any) -> dict[str, Any]:
    """The claims of a good token, with these changes; None removes a claim."""
    now = datetime.now(UTC)
    payload = {
        "iss": "likewise",
        "aud": "likewise",
        "sub": person.id,
        "superuser": False,
        "iat": now,
        "exp": now + timedelta(minutes=1),
        **changes,
    }
    return {name: value for name, value in payload.items() if value is not None}


@pytest.fixture
def secret(settings: Settings) -> str:
    return settings.secret.get_secret_value()


@pytest.fixture
def person(client: Client, create_user: People, secret: str) -> Person:
    """A user whose token, signed by the test, is accepted."""
    person = create_user()
    check_good(client, jwt.encode(claims(person), secret, "HS256"))
    return person


def check_good(client: Client, token: str) -> None:
    assert client.call("GET", "/auth/me", token=token).status == 200


def check_bad(client: Client, token: str) -> None:
    for method, target in SENT_TO:
        answer = client.request(method, target, headers=[("Authorization", f"Bearer {token}")])
        check_problem(answer, "invalid-token")


def segment(content: bytes | dict[str, Any]) -> str:
    """One segment of a token, encoded as in RFC 7515."""
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def by_hand(secret: str, payload: dict[str, Any], header: dict[str, Any] = HEADER, digest: str = "sha256") -> str:
    """A token with any header and payload, signed with HMAC."""
    numeric = {
        name: int(value.timestamp()) if isinstance(value, datetime) else value for name, value in payload.items()
    }
    signed = f"{segment(header)}.{segment(numeric)}"
    return f"{signed}.{segment(hmac.digest(secret.encode(), signed.encode(), digest))}"


def test_a_token_signed_by_the_test_is_accepted(client: Client, person: Person, secret: str) -> None:
    """Otherwise the refusals below would prove nothing."""
    check_good(client, by_hand(secret, claims(person)))


HEADERS: dict[str, dict[str, Any]] = {
    "none": {"alg": "none"},
    "None": {"alg": "None"},
    "no algorithm": {"alg": None},
    "HS384": {"alg": "HS384"},
    "RS256": {"alg": "RS256"},
    "ES256": {"alg": "ES256"},
    "lower case": {"alg": "hs256"},
    "a list": {"alg": ["HS256"]},
    "kid": {"kid": "1"},
    "kid, a path": {"kid": "../../../../dev/null"},
    "kid, SQL": {"kid": "' UNION SELECT 'secret"},
    "kid, no text": {"kid": 1},
    "jku": {"jku": "https://127.0.0.1:1/keys"},
    "jwk": {"jwk": {"kty": "oct", "k": "AAAA"}},
    "x5u": {"x5u": "https://127.0.0.1:1/chain"},
    "crit": {"crit": ["exp"], "exp": 1},
    "crit, empty": {"crit": []},
    "b64": {"b64": False, "crit": ["b64"]},
    "another type": {"typ": "at+jwt"},
    "no type": {"typ": None},
    "compressed": {"zip": "DEF"},
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS.keys())
def test_a_token_with_another_header_is_refused(
    client: Client, person: Person, secret: str, header: dict[str, Any]
) -> None:
    whole = {name: value for name, value in {**HEADER, **header}.items() if value is not None}
    check_bad(client, by_hand(secret, claims(person), whole))


@pytest.mark.parametrize("ahead", [timedelta(seconds=3), timedelta(seconds=-3)], ids=["ahead", "behind"])
def test_a_token_of_a_machine_whose_clock_is_a_little_off_is_accepted(
    client: Client, person: Person, secret: str, ahead: timedelta
) -> None:
    now = datetime.now(UTC)
    issued = {"iat": now + ahead} if ahead > timedelta() else {"iat": now - timedelta(minutes=15), "exp": now + ahead}
    check_good(client, jwt.encode(claims(person, **issued), secret, "HS256"))


PAST, FUTURE = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "somebody"},
        {"iss": None},
        {"iss": ["likewise"]},
        {"aud": "others"},
        {"aud": ["likewise"]},
        {"aud": ["likewise", "others"]},
        {"aud": None},
        {"sub": "ada"},
        {"sub": "00000000000070008000000000000000"},
        {"sub": 1},
        {"sub": None},
        {"superuser": None},
        {"exp": PAST},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iat": FUTURE},
        {"iat": None},
        {"iat": "now"},
        {"nbf": FUTURE},
        {"nbf": PAST},  # true, but no claim of this contract
        {"is_superuser": True},
        {"scope": "admin"},
    ],
    ids=str,
)
def test_a_token_with_wrong_claims_is_refused(
    client: Client, person: Person, secret: str, changes: dict[str, Any]
) -> None:
    check_bad(client, by_hand(secret, claims(person, **changes)))


def test_a_token_with_another_signature_is_refused(client: Client, person: Person, secret: str) -> None:
    payload = claims(person)
    signed = by_hand(secret, payload).rpartition(".")[0]
    for token in (
        by_hand("another key of the right length and more", payload),
        by_hand(f"{secret} ", payload),
        by_hand("", payload),
        by_hand(secret, payload, {**HEADER, "alg": "HS384"}, "sha384"),
        by_hand(secret, payload, {**HEADER, "alg": "HS512"}, "sha512"),
        by_hand(secret, payload, digest="sha512"),
        f"{signed}.{segment(bytes(256))}",  # as long as an RSA signature
        f"{signed}.{segment(bytes(32))}",
        f"{signed}.",
        signed,
    ):
        check_bad(client, token)


def test_a_token_with_the_claims_of_another_user_is_refused(
    client: Client, person: Person, create_user: People, superuser: Person
) -> None:
    header, mine, signature = person.token.split(".")
    for other in (create_user(), superuser):
        _, theirs, their_signature = other.token.split(".")
        check_bad(client, f"{header}.{theirs}.{signature}")
        check_bad(client, f"{header}.{mine}.{their_signature}")


def test_a_token_in_another_spelling_is_refused(client: Client, person: Person) -> None:
    token = person.token
    header, payload, signature = token.split(".")
    twin = BASE64URL[BASE64URL.index(signature[-1]) ^ 1]  # differs only in a bit that decoders ignore
    for bad in (
        token[:-1],
        token[: len(token) // 2],
        token[1:],
        f"{token}=",
        f"{token}==",
        f"{header}=.{payload}.{signature}",
        f"{header}.{payload}=.{signature}",
        f"{token[:-1]}{twin}",
        f"{token}!",
        f"{token[:-5]}*{token[-5:]}",
        f"{token}.",
        f".{token}",
        f"{token}.{signature}",
        f"{header}..{signature}",
        token.replace(".", ","),
        f'"{token}"',
        f"{token},",
        f"{token} {token}",
        f"{token},{token}",
        f"{token}, Bearer {token}",
        token.upper(),
    ):
        check_bad(client, bad)
    check_good(client, token)


def test_two_authorization_headers_are_refused(client: Client, person: Person, superuser: Person) -> None:
    for headers in (person.headers * 2, person.headers + superuser.headers):
        check_problem(client.request("GET", "/users", headers=headers), "invalid-token")


def test_the_token_of_a_deleted_user_is_refused_except_for_plain_reads(
    client: Client, person: Person, secret: str, superuser: Person
) -> None:
    """Plain reads trust a token until it expires; no other operation does."""
    token = person.token
    assert client.call("DELETE", f"/users/{person.id}", token=superuser.token).status == 204
    for method, target in (*SENT_TO[1:], ("GET", "/documents"), ("DELETE", f"/users/{person.id}")):
        check_problem(client.call(method, target, token=token), "invalid-token")
    nobody = jwt.encode(claims(person, sub="00000000-0000-7000-8000-000000000000"), secret, "HS256")
    check_problem(client.call("GET", "/auth/me", token=nobody), "invalid-token")


def test_a_token_of_a_former_superuser_grants_no_superuser_rights(
    client: Client, person: Person, secret: str, create_user: People
) -> None:
    token = jwt.encode(claims(person, superuser=True), secret, "HS256")
    check_problem(client.call("DELETE", f"/users/{create_user().id}", token=token), "forbidden")
    check_problem(client.call("POST", "/analytics/refresh", token=token), "forbidden")

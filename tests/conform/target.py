"""The server under test: its address, the superuser there, and whether it answers at all."""

import json
import ssl
import time
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlsplit

from tests.clients.response import Response
from tests.clients.socket import SocketClient
from tests.people import Person

LONGEST_WAIT = 90  # seconds, for a server that limits logins by the minute


class Unusable(Exception):
    """The contract cannot run; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Address:
    """The address of the application; `prefix` is the path of its mount, empty or with a leading slash."""

    url: str
    host: str
    port: int
    prefix: str = ""
    tls: ssl.SSLContext | None = None

    def connect(self) -> SocketClient:
        return SocketClient(self.host, self.port, self.tls)

    @property
    def is_near(self) -> bool:
        """Whether it is on this machine, where no proxy in front of it looks at the `Host`."""
        return self.host in {"localhost", "::1"} or self.host.startswith("127.")

    def inside(self, response: Response) -> Response:
        """Return an answer as the tests expect it: a Location inside the mount loses the path of the mount."""
        mount = f"{self.prefix}/"
        headers = [
            (name, value.removeprefix(self.prefix))
            if name.lower() == "location" and value.startswith(mount)
            else (name, value)
            for name, value in response.headers
        ]
        return Response(response.status, headers, response.body)

    def __str__(self) -> str:
        return self.url


def parse(url: str, ca_file: str | None = None) -> Address:
    """Read a URL.

    Raises:
        Unusable: it is not a URL, or has more than a path.
    """
    advice = f"{url!r} is not the address of a server: give http://host:port, with the path of a mount if there is one."
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Unusable(advice) from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise Unusable(advice)
    secure = parts.scheme == "https"
    try:
        tls = ssl.create_default_context(cafile=ca_file) if secure else None
    except OSError as error:
        raise Unusable(f"--ca-file {ca_file}: {error.strerror or error}") from None
    return Address(url, parts.hostname, port or (443 if secure else 80), parts.path.rstrip("/"), tls)


@dataclass
class Superuser:
    """A login for the whole run: a token serves for half of its lifetime, so that few logins are needed."""

    address: Address
    email: str
    password: str = field(repr=False)
    name: str = ""
    token: str = field(default="", repr=False)
    lifetime: int = 0
    renewed: float = 0

    def current(self) -> str:
        """Return a token that stays valid for a while.

        Raises:
            Unusable: the server does not let us in.
        """
        if not self.token or time.monotonic() - self.renewed > self.lifetime / 2:
            self.log_in()
        return self.token

    def log_in(self) -> None:
        with self.address.connect() as client:
            document = {"email": self.email, "password": self.password}
            answer = client.call("POST", f"{self.address.prefix}/auth/login", document)
            if answer.status == 429:
                time.sleep(min(LONGEST_WAIT, int("".join(answer.header("retry-after")[:1]) or LONGEST_WAIT)))
                answer = client.call("POST", f"{self.address.prefix}/auth/login", document)
            self.token, self.lifetime = self.granted(answer)
            self.renewed = time.monotonic()
            told = client.call("GET", f"{self.address.prefix}/auth/me", token=self.token)
        me = member(told, "name", "is_superuser")
        if me is None:
            raise Unusable(f"Logged in as {self.email}, but GET /auth/me answers {short(told)}")
        if me["is_superuser"] is not True:
            raise Unusable(
                f"{self.email} is not a superuser. Name one (create-superuser creates one), or"
                " leave out --email: then the tests that need one do not run."
            )
        self.name = me["name"]

    def granted(self, answer: Response) -> tuple[str, int]:
        """Return the token of a login, and how many seconds it lasts."""
        token = member(answer, "access_token", "expires_in")
        if answer.status == 200 and token is not None:
            return token["access_token"], int(token["expires_in"])
        reasons = {
            401: f"{self.email} cannot log in: the email or the password is wrong. See --email and LIKEWISE_PASSWORD.",
            403: f"{self.email} cannot log in: the account is inactive.",
            429: f"{self.email} cannot log in: too many failed logins. Wait a minute and run it again.",
        }
        raise Unusable(reasons.get(answer.status, f"POST /auth/login answers {short(answer)}, which is not a token."))

    def person(self, client: SocketClient) -> Person:
        """Return the superuser as the tests know them, with this client."""
        person = Person(client, self.email, self.name, self.password)
        person.__dict__["token"] = self.current()  # saves a login, which the server may limit
        return person


def reach(address: Address) -> None:
    """Ask whether the application is alive.

    Raises:
        Unusable: no server listens, or the application does not answer.
    """
    path = f"{address.prefix}/health/live"
    try:
        with address.connect() as client:
            answer = client.request("GET", path)
    except ssl.SSLError as error:
        if error.reason == "WRONG_VERSION_NUMBER":
            raise Unusable(f"The server at {address} does not speak TLS: give it as http://.") from None
        raise Unusable(f"{address} cannot be trusted: {error.reason or error}. See --ca-file.") from None
    except OSError as error:
        reason = error.strerror or str(error) or type(error).__name__
        raise Unusable(f"No server answers at {address}: {reason}. Start the server, or correct the address.") from None
    except Exception as error:
        raise Unusable(f"The server at {address} does not answer in HTTP/1.1: {error}. Is it http or https?") from None
    if answer.status != 200 or member(answer) is None:
        raise Unusable(
            f"{address} answers, but GET {path} is {short(answer)}. Give the address under which /health/live"
            " answers, with the path of a mount if there is one."
        )


def member(answer: Response, *names: str) -> dict[str, Any] | None:
    """Return the object in an answer, if it has all these members."""
    try:
        document = answer.json()
    except ValueError:
        return None
    if not isinstance(document, dict):
        return None
    members = cast("dict[str, Any]", document)
    return members if members.keys() >= set(names) else None


def short(answer: Response) -> str:
    """Show an answer in a few words."""
    return f"{answer.status} {json.dumps(answer.body[:60].decode('utf-8', 'replace'), ensure_ascii=False)}"

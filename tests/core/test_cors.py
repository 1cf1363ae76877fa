"""The setting of CORS; and its headers, as far as no answer of the contract shows them."""

import pytest
from pydantic import ValidationError

from core.http.cors import cors_headers
from core.settings import Settings


@pytest.fixture
def variables(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Sets variables of the environment, which has a secret already."""
    monkeypatch.setenv("LIKEWISE_SECRET", "thirty-two characters, or rather more")
    return monkeypatch


ORIGINS = [
    "https://app.example.com",
    "http://localhost:5173",
    "http://127.0.0.1",
    "https://[::1]:8443",
    "http://x:443",
    "https://x:80",
    "https://xn--mller-kva.example",
    "capacitor://localhost",
    "chrome-extension://abcdefghijklmnop",
]


@pytest.mark.parametrize("origin", ORIGINS)
def test_pages_of_other_origins_may_be_allowed(variables: pytest.MonkeyPatch, origin: str) -> None:
    variables.setenv("LIKEWISE_CORS_ORIGINS", origin)
    assert Settings().cors_origins == (origin,)


def test_origins_are_separated_by_commas(variables: pytest.MonkeyPatch) -> None:
    for written, expected in [
        ("", ()),
        (" ", ()),
        ("https://a.example,http://b:1", ("https://a.example", "http://b:1")),
        (" https://a.example , http://b:1, ", ("https://a.example", "http://b:1")),
    ]:
        variables.setenv("LIKEWISE_CORS_ORIGINS", written)
        assert Settings().cors_origins == expected
    assert Settings.model_validate({"cors_origins": ["https://a.example"]}).cors_origins == ("https://a.example",)


NO_ORIGINS = [
    "*",
    "null",
    "app.example.com",
    "localhost:5173",
    "https://",
    "https://app.example.com/",
    "https://app.example.com/path",
    "https://*.example.com",
    "https://APP.example.com",
    "HTTPS://app.example.com",
    "https://app.example.com:443",
    "http://app.example.com:80",
    "https://app.example.com:",
    "https://user@app.example.com",
    "https://app.example.com http://localhost:5173",
    "https://müller.example",
    '["https://app.example.com"]',
    "https://app.example.com,*",
]


@pytest.mark.parametrize("written", NO_ORIGINS)
def test_what_is_no_origin_is_refused(variables: pytest.MonkeyPatch, written: str) -> None:
    variables.setenv("LIKEWISE_CORS_ORIGINS", written)
    with pytest.raises(ValidationError, match=r"without a path.*: https://app\.example\.com,http://localhost:5173"):
        Settings()


SETTINGS = Settings.model_validate({"secret": "xy" * 16, "cors_origins": "https://app.example"})


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (None, "Origin"),
        ("", "Origin"),
        ("Origin", "Origin"),
        ("origin", "Origin"),
        ("Accept-Encoding", "Accept-Encoding, Origin"),
        ("origin,Accept-Encoding", "Accept-Encoding, Origin"),
        ("Accept-Encoding, Cookie", "Accept-Encoding, Cookie, Origin"),
    ],
)
def test_an_answer_keeps_the_vary_that_it_has(own: str | None, expected: str) -> None:
    for preflight in (False, True):
        assert cors_headers(SETTINGS, dict[str, str]().get, preflight=preflight, vary=own)["Vary"] == expected

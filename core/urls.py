"""The URL of the database, for each driver: the words of libpq mean the same to all of them."""

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from sqlalchemy.engine import URL, make_url

ANY = ".+"
# https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS: those that asyncpg has too
WORDS: Mapping[str, str] = {
    "host": ANY,
    "sslmode": "disable|allow|prefer|require|verify-ca|verify-full",
    "sslrootcert": ANY,
    "sslcert": ANY,
    "sslkey": ANY,
    "sslpassword": ANY,
    "sslcrl": ANY,
    "ssl_min_protocol_version": ANY,
    "ssl_max_protocol_version": ANY,
    "application_name": ANY,
    "options": ANY,
    "target_session_attrs": "any|read-write|read-only|primary|standby|prefer-standby",
    "connect_timeout": "[1-9][0-9]*",
}
REPEATED = {"host"}
SEVERAL_HOSTS = re.compile(r"(postgresql://(?:[^/?#@]*@)?)([^/?#@]*,[^/?#@]*)(/[^?]*)?(?:\?(.*))?")


def with_hosts_in_query(url: str) -> str:
    """Write several hosts, as libpq takes them, in the way of SQLAlchemy: ?host=one:5432&host=two:5432."""
    several = SEVERAL_HOSTS.fullmatch(url)
    if several is None:
        return url
    hosts = [f"host={host if ':' in host else f'{host}:5432'}" for host in several[2].split(",")]
    return f"{several[1]}{several[3] or '/'}?{'&'.join([*hosts, *filter(None, [several[4]])])}"


def check_words(url: URL) -> None:
    """Raise ValueError for a word or a value that not all drivers take. The message has no value of the URL."""
    for word, value in url.query.items():
        if word not in WORDS:
            named = word if re.fullmatch("[a-z_]{1,40}", word) else "an option"
            known = ", ".join(WORDS)
            raise ValueError(f"Has {named} after the question mark, which not every driver knows. Known are {known}.")
        values = (value,) if isinstance(value, str) else value
        if word in REPEATED and len(values) > 1 and not all(":" in each for each in values):
            raise ValueError("Needs a port for each of several hosts, such as one:5432.")
        if (len(values) > 1 and word not in REPEATED) or not all(re.fullmatch(WORDS[word], each) for each in values):
            expected = WORDS[word] if WORDS[word] != ANY else "one value"
            raise ValueError(f"Has a wrong {word} after the question mark. Must be {expected.replace('|', ', ')}.")


def words_of(url: str) -> dict[str, str]:
    """Return the words of a URL but for its hosts."""
    return {word: value for word, value in make_url(url).query.items() if isinstance(value, str) and word != "host"}


def without_words(url: URL) -> URL:
    """Return the URL without its words but for its hosts: SQLAlchemy would hand them to asyncpg, which knows few."""
    return url.difference_update_query([word for word in url.query if word != "host"])


def dsn_of(words: Mapping[str, str]) -> str:
    """Return the words as asyncpg takes them: as a `dsn` beside its arguments, by which it also sets up TLS."""
    return f"postgresql://?{urlencode({word: value for word, value in words.items() if word != 'connect_timeout'})}"

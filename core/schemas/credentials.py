"""How emails and passwords are written: sign-up, login and commands read every spelling alike."""

import re
import unicodedata

from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email
from pydantic_core import PydanticCustomError

PRIVATE_DOMAIN = re.compile(r"(?<=[^@.])\.(local|test|home\.arpa)$", re.IGNORECASE)


def check_email(value: str) -> str:
    """Return an address in the form that is stored: IDNA decoded, NFC, in lower case."""
    # The library refuses these domains. They are for private use, so people have addresses there.
    private = PRIVATE_DOMAIN.search(value)
    public = value if private is None else f"{value[: private.start()]}.example.com"
    try:
        email = validate_email(public, check_deliverability=False).normalized
    except EmailNotValidError:
        # The library's own message contains the input.
        if value.lower().rpartition(".")[2].rpartition("@")[2] in SPECIAL_USE_DOMAIN_NAMES:
            raise PydanticCustomError("email", "Must be at a domain that is not reserved.") from None
        raise PydanticCustomError("email", "Must be an email address.") from None
    if private is not None:
        email = email.removesuffix(".example.com") + private[0]
    email = unicodedata.normalize("NFC", email).lower()
    if len(email) > 254:
        raise PydanticCustomError("string_too_long", "", {"max_length": 254})
    return email


def read_email(value: str) -> str:
    """Return the address of a login as it is stored. No user has a text that is not an address."""
    try:
        return check_email(value.strip())
    except PydanticCustomError:
        return unicodedata.normalize("NFC", value.strip()).lower()


def normalize_password(value: str) -> str:
    """Return a password as it is hashed: keyboards differ in how they write a letter (NIST SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", value)

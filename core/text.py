"""How text is compared and named: the folding that stored text and search terms share, and slugs."""

import unicodedata

from slugify import slugify

# Stands between the fields of a searched text, so that no term matches across two; `Search` refuses control characters.
FIELD_SEPARATOR = "\x1f"

# All that may stand round a header's value. Python's own strip() takes a byte beyond ASCII, read as latin-1, for blank.
BLANKS = " \t"


def fold(value: str) -> str:
    """Casefold between two normalisations, so that "Straße" finds "STRASSE" (Unicode Standard, section 3.13)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", value).casefold())


def searchable(*fields: str) -> str:
    """The text a row is searched by."""
    return FIELD_SEPARATOR.join(map(fold, fields))


LONGEST_SLUG = 100


def slug_of(name: str, number: int = 1) -> str:
    """ASCII `[a-z0-9-]`, at most 100 characters, transliterated; empty where nothing of the name can be kept.

    `number` tells namesakes apart: the second ends in `-2`.
    """
    suffix = f"-{number}" if number > 1 else ""
    return slugify(name, max_length=LONGEST_SLUG - len(suffix)) + suffix

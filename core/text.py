"""Folds text, so that stored text and search terms compare equal."""

import unicodedata

# Separates the fields in a searched text. `Search` refuses control characters, so no term matches across two fields.
FIELD_SEPARATOR = "\x1f"


def fold(value: str) -> str:
    """Normalise, casefold and normalise again, so that "Straße" finds "STRASSE" (Unicode Standard, section 3.13)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", value).casefold())


def searchable(*fields: str) -> str:
    """Return the text in which a search looks for a row."""
    return FIELD_SEPARATOR.join(map(fold, fields))

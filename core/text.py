"""How text is compared: the folding that stored text and search terms share."""

import unicodedata

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

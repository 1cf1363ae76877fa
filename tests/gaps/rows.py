"""All rows of the ledger, in the order in which they are told."""

from tests.gaps.row import Row
from tests.gaps.rows_headers import HEADERS, TOKENS
from tests.gaps.rows_http import FIRST, METHODS, PATHS
from tests.gaps.rows_input import BODIES, FORMS, LENGTHS, QUERIES
from tests.gaps.rows_output import DOWNLOADS, JSON_OUT

CHAPTERS: dict[str, tuple[Row, ...]] = {
    "What must never happen": FIRST,
    "Paths": PATHS,
    "Methods": METHODS,
    "Tokens": TOKENS,
    "Queries": QUERIES,
    "JSON bodies": BODIES,
    "Bodies that are too large": LENGTHS,
    "Uploads": FORMS,
    "JSON answers": JSON_OUT,
    "Downloads": DOWNLOADS,
    "Every answer": HEADERS,
}
ROWS = tuple(row for rows in CHAPTERS.values() for row in rows)

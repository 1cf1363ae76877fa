"""All rows of the ledger, in the order of the page."""

from lab.gaps.row import Row
from lab.gaps.rows_headers import HEADERS, TOKENS
from lab.gaps.rows_http import METHODS, PATHS
from lab.gaps.rows_input import BODIES, FORMS, LENGTHS, QUERIES
from lab.gaps.rows_output import DOWNLOADS, JSON_OUT
from lab.gaps.rows_worst import FIRST

CHAPTERS: dict[str, tuple[Row, ...]] = {
    "The worst failures": FIRST,
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

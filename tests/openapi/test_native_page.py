"""Each framework's own page of its own OpenAPI document, at /native/docs, works offline."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from tests.clients.base import Client
from tests.openapi.test_native import UNSAID
from tests.variants import Variant

PAGE = "/native/docs"
# What a page gives to its script: url: '…', "configUrl": "…".
IN_SCRIPTS = re.compile(r"""(?i)\burl["']?:\s*["']([^"']+)["']""")
# What keeps a page's script from loading more, as browsers have shown: RapiDoc fonts, ReDoc a logo.
OFFLINE = {
    "rapidoc-min.js": b'<rapi-doc load-fonts="false" ',
    "redoc.standalone.js": b"img-src 'self' data:",
    "swagger-ui-bundle.js": b"",
}


class References(HTMLParser):
    """Collects what a page refers to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if value and name in {"src", "href", "spec-url", "action"}]

    def handle_data(self, data: str) -> None:
        self.found += IN_SCRIPTS.findall(data)


def references(page: str) -> Iterator[str]:
    """The paths that a page refers to. Raises AssertionError if it refers to another host."""
    parser = References()
    parser.feed(page)
    for reference in parser.found:
        if reference.startswith("data:"):
            continue
        address = urlsplit(urljoin(f"http://here{PAGE}", reference))
        assert address.netloc == "here", f"the page refers to {reference}"
        yield address.path


def test_only_frameworks_that_make_a_document_have_a_page(client: Client, variant: Variant) -> None:
    assert client.call("GET", PAGE).status == (200 if variant.adapter.name in UNSAID else 404)


def test_the_page_refers_to_what_is_there_and_to_nothing_elsewhere(client: Client, variant: Variant) -> None:
    if variant.adapter.name not in UNSAID:
        return
    page = client.call("GET", PAGE)
    assert page.one("Content-Type").startswith("text/html")
    referred = list(references(page.body.decode()))
    assert "/native/openapi.json" in referred
    assert [path for path in referred if path.endswith(".js")]
    for path in referred:
        answer = client.call("GET", path)
        assert answer.status == 200, path
        if path.endswith(".js"):
            assert "javascript" in answer.one("Content-Type")
            assert OFFLINE[path.rpartition("/")[2]] in page.body
    assert not re.search(rb"https?://(?!www\.w3\.org/)", page.body)

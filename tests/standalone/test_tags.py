"""Tags on the command line."""

from tests.clients.wsgi import WsgiClient
from tests.standalone.conftest import Invoke, read_json


def test_json_output_of_tags_is_the_body_of_the_http_answer(invoke: Invoke, web: WsgiClient, token: str) -> None:
    tag = read_json(invoke("tags", "create", "--name", "Straße", "--json"))
    assert (tag["name"], tag["slug"]) == ("Straße", "strasse")
    assert read_json(invoke("tags", "create", "--name", " STRASSE ", "--json")) == tag
    listed = invoke("tags", "list", "--search", "stras", "--order-by", "name", "--json")
    assert listed.stdout_bytes == web.call("GET", "/tags?search=stras&order_by=name", token=token).body
    renamed = invoke("tags", "update", "strasse", "--name", "Street", "--json")
    assert renamed.stdout_bytes == web.call("GET", "/tags/strasse", token=token).body
    assert invoke("tags", "show", "strasse", "--json").stdout_bytes == renamed.stdout_bytes
    assert read_json(invoke("tags", "update", "strasse", "--json")) == read_json(renamed)


def test_a_deleted_tag_is_no_longer_listed(invoke: Invoke) -> None:
    assert "strasse" in invoke("tags", "create", input="Straße\n").stdout
    assert "Straße" in invoke("tags", "list").stdout
    result = invoke("tags", "delete", "strasse")
    assert (result.exit_code, result.output) == (0, "")
    assert "Straße" not in invoke("tags", "list").stdout


def test_an_error_about_a_tag_is_printed_with_exit_code_1(invoke: Invoke) -> None:
    invoke("tags", "create", "--name", "one")
    invoke("tags", "create", "--name", "two")
    refused = {
        ("create", "--name", "!"): "Error: Validation failed.",
        ("show", "three"): "Error: Not found.",
        ("update", "two", "--name", "ONE"): "Error: Tag taken.",
        ("delete", "three"): "Error: Not found.",
    }
    for arguments, message in refused.items():
        result = invoke("tags", *arguments)
        assert (result.exit_code, result.stdout, result.stderr[: len(message)]) == (1, "", message)

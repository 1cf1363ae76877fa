"""live, ready, metrics, openapi and docs."""

import json
import re

import pytest
from openapi_spec_validator import validate

from tests.clients.base import Client
from tests.contract.answers import check
from tests.contract.operations import OPERATIONS
from tests.people import People

OK = b'{"status":"ok"}'


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_live_and_ready_are_200_ok(client: Client, path: str) -> None:
    check(client.call("GET", path), 200, OK)


def counted(client: Client, **labels: str) -> float:
    """The sum of likewise_requests_total over the samples that have these labels."""
    samples = re.findall(r"^likewise_requests_total\{(.*)\} (\S+)$", client.call("GET", "/metrics").body.decode(), re.M)
    return sum(
        float(value)
        for sample_labels, value in samples
        if labels.items() <= dict(re.findall(r'(\w+)="([^"]*)"', sample_labels)).items()
    )


def test_metrics_count_by_operation_method_and_status(client: Client, create_user: People) -> None:
    token = create_user().token
    steps = [
        ("GET", "/users?limit=0", {"operation": "list_users", "method": "GET", "status": "422"}),
        ("PUT", "/users", {"operation": "none", "method": "PUT", "status": "405"}),
        ("GET", "/nowhere", {"operation": "none", "method": "GET", "status": "404"}),
    ]
    for method, target, labels in steps:
        check_counted(client, method, target, token, labels)


@pytest.mark.strict
def test_head_counts_for_the_operation_of_get(client: Client, create_user: People) -> None:
    labels = {"operation": "list_users", "method": "HEAD", "status": "200"}
    check_counted(client, "HEAD", "/users", create_user().token, labels)


@pytest.mark.strict
@pytest.mark.only(further=False)  # uvicorn and gunicorn refuse such a method themselves
def test_a_method_in_lower_case_counts_as_another_method(client: Client, create_user: People) -> None:
    labels = {"operation": "none", "method": "other", "status": "405"}
    check_counted(client, "get", "/users", create_user().token, labels)


def check_counted(client: Client, method: str, target: str, token: str, labels: dict[str, str]) -> None:
    before = counted(client, **labels)
    client.call(method, target, token=token)
    assert counted(client, **labels) == before + 1, labels


def test_metrics_are_prometheus_text(client: Client) -> None:
    client.call("GET", "/health/live")
    answer = client.call("GET", "/metrics")
    check(answer, 200, answer.body, "text/plain; version=1.0.0; charset=utf-8")
    names = set(re.findall(r"^# TYPE (\w+)", answer.body.decode(), re.M))
    assert {"likewise_requests_total", "likewise_request_seconds"} <= names
    assert set(re.findall(r"^# HELP (likewise_\w+ .*)", answer.body.decode(), re.M)) == {
        "likewise_requests_total Requests answered.",
        "likewise_request_seconds Seconds until the answer's head.",
        "likewise_errors_total Errors answered.",
        "likewise_pool_connections Database connections in use.",
    }


def test_the_openapi_document_is_valid_and_has_every_operation(client: Client) -> None:
    answer = client.call("GET", "/openapi.json")
    check(answer, 200, answer.body)
    document = answer.json()
    assert answer.body == json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    validate(document)
    assert document["openapi"] == "3.1.0"
    operations = [
        (operation["operationId"], method.upper(), path)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    assert operations == [(each.name, each.method, each.path) for each in OPERATIONS]


def test_the_docs_page_loads_nothing_from_elsewhere(client: Client) -> None:
    answer = client.call("GET", "/docs")
    check(answer, 200, answer.body, "text/html; charset=utf-8")
    head, page = answer.body.split(b"<script>", 1)
    assert not re.search(rb'(src|href)=(?!"data:)', head + page.rsplit(b"</script>", 1)[1])
    assert b'spec-url="openapi.json"' in head

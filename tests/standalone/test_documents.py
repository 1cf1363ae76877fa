"""Documents on the command line."""

import hashlib
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.clients.wsgi import WsgiClient
from tests.standalone.conftest import Invoke, read_json

CONTENT = bytes(range(256)) * 1024  # more than is read or sent at once


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / 'Entwürfe für \'the "engine".pdf'
    path.write_bytes(CONTENT)
    return path


def create(invoke: Invoke, path: Path | str, *options: str, **more: Any) -> dict[str, Any]:
    return read_json(invoke("documents", "create", str(path), "--as", "ada@example.com", *options, "--json", **more))


def test_json_output_of_documents_is_the_body_of_the_http_answer(
    invoke: Invoke, web: WsgiClient, token: str, ada: dict[str, Any], file: Path
) -> None:
    document = create(invoke, file)
    assert (document["owner_id"], document["name"], document["filename"]) == (ada["id"], file.name, file.name)
    assert (document["content_type"], document["size"]) == ("application/pdf", len(CONTENT))
    assert document["sha256"] == hashlib.sha256(CONTENT).hexdigest()
    target = f"/documents/{document['id']}"
    assert web.call("GET", f"{target}/content", token=token).body == CONTENT
    assert (
        invoke("documents", "show", document["id"], "--json").stdout_bytes == web.call("GET", target, token=token).body
    )
    renamed = invoke("documents", "update", document["id"], "--name", "Drafts", "--json")
    assert renamed.stdout_bytes == web.call("GET", target, token=token).body
    listed = invoke("documents", "list", "--order-by", "name", "--json")
    assert listed.stdout_bytes == web.call("GET", "/documents?order_by=name", token=token).body
    assert read_json(listed)["items"] == [read_json(renamed)]


def test_a_download_is_the_file_that_was_stored(
    invoke: Invoke, ada: dict[str, Any], file: Path, tmp_path: Path
) -> None:
    document = create(invoke, file)
    assert invoke("documents", "download", document["id"]).stdout_bytes == CONTENT
    assert invoke("documents", "download", document["id"], str(tmp_path / "copy")).output == ""
    assert (tmp_path / "copy").read_bytes() == CONTENT


def test_an_empty_file_can_be_stored_and_downloaded(invoke: Invoke, ada: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    document = create(invoke, tmp_path / "empty.txt")
    assert (document["size"], document["content_type"]) == (0, "text/plain")
    assert invoke("documents", "download", document["id"], str(tmp_path / "copy")).exit_code == 0
    assert (tmp_path / "copy").read_bytes() == b""


def test_a_file_can_come_from_standard_input_and_go_to_standard_output(invoke: Invoke, ada: dict[str, Any]) -> None:
    document = create(invoke, "-", "--name", "Drafts", "--content-type", "Image/PNG", input=CONTENT)
    assert (document["name"], document["filename"], document["content_type"]) == ("Drafts", "-", "image/png")
    assert invoke("documents", "download", document["id"], "-").stdout_bytes == CONTENT


@pytest.mark.parametrize(
    ("filename", "content_type"),
    [
        ("notes.txt", "text/plain"),
        ("notes.txt.gz", "application/octet-stream"),  # mimetypes says text/plain, compressed
        ("notes", "application/octet-stream"),
    ],
)
def test_the_media_type_is_guessed_from_the_filename(
    invoke: Invoke, ada: dict[str, Any], tmp_path: Path, filename: str, content_type: str
) -> None:
    (tmp_path / filename).write_bytes(CONTENT)
    assert create(invoke, tmp_path / filename)["content_type"] == content_type


def test_a_filename_that_is_not_printable_text_is_stored_as_well_as_possible(
    invoke: Invoke, ada: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "caf\udce9\r\n.txt"
    path.write_bytes(CONTENT)
    document = create(invoke, path)
    assert (document["name"], document["filename"]) == ("caf?.txt", "caf?.txt")
    assert create(invoke, path, "--name", "Coffee")["name"] == "Coffee"


def test_a_file_without_any_printable_name_is_refused(invoke: Invoke, ada: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "\x01").touch()
    result = invoke("documents", "create", str(tmp_path / "\x01"), "--as", ada["id"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("/\\x01' has no printable filename.\n")


def test_the_limit_of_uploads_does_not_apply_to_the_command_line(
    invoke: Invoke, ada: dict[str, Any], file: Path
) -> None:
    assert create(invoke, file, env={"LIKEWISE_UPLOAD_LIMIT": "1"})["size"] == len(CONTENT)


def test_deleting_a_document_deletes_its_file(
    invoke: Invoke, ada: dict[str, Any], file: Path, stored: dict[str, str]
) -> None:
    document = create(invoke, file)
    assert len(list(Path(stored["storage"]).iterdir())) == 1
    result = invoke("documents", "delete", document["id"])
    assert (result.exit_code, result.output) == (0, "")
    assert read_json(invoke("documents", "list", "--json"))["total"] == 0
    assert list(Path(stored["storage"]).iterdir()) == []


def test_an_error_about_a_document_is_printed_with_exit_code_1(
    invoke: Invoke, ada: dict[str, Any], file: Path, tmp_path: Path, stored: dict[str, str]
) -> None:
    nobody = str(uuid4())
    failed = "Error: Validation failed. The input breaks the rules listed in errors.\n"
    refused = {
        ("show", nobody): "Error: Not found. There is nothing here.\n",
        ("update", nobody, "--name", "N"): "Error: Not found. There is nothing here.\n",
        ("download", nobody, str(tmp_path / "copy")): "Error: Not found. There is nothing here.\n",
        ("delete", nobody): "Error: Not found. There is nothing here.\n",
        ("create", str(file), "--as", nobody): f"Error: There is no user {nobody}.\n",
        ("create", str(file), "--as", ada["id"], "--name", " "): failed
        + "/name: Must be at least 1 characters long.\n",
    }
    for arguments, message in refused.items():
        result = invoke("documents", *arguments)
        assert (result.exit_code, result.stdout, result.stderr) == (1, "", message)
    assert not (tmp_path / "copy").exists()
    assert not Path(stored["storage"]).exists(), "a file was stored before its description was checked"

"""The texts and constants of the OpenAPI document, against a list of the contract's own."""

from typing import Any

from tests.openapi.validating import DOCUMENTED

Json = dict[str, Any]
SUMMARIES = {
    "login": ("auth", "Exchange email and password for a token"),
    "get_me": ("auth", "The caller"),
    "create_user": ("users", "Sign up"),
    "list_users": ("users", "Users, a page at a time"),
    "get_user": ("users", "One user"),
    "update_user": ("users", "Change oneself, or as a superuser anybody"),
    "delete_user": ("users", "Delete oneself, or as a superuser anybody"),
    "create_post": ("posts", "Write a post"),
    "list_posts": ("posts", "Posts, a page at a time"),
    "export_posts": ("posts", "All posts that match, oldest first, one a line"),
    "get_post": ("posts", "One post"),
    "update_post": ("posts", "Change one's own post, or as a superuser any"),
    "delete_post": ("posts", "Delete one's own post, or as a superuser any"),
    "create_team": ("teams", "Found a team and own it"),
    "list_teams": ("teams", "Teams, a page at a time"),
    "get_team": ("teams", "One team"),
    "update_team": ("teams", "Change a team, as its admin or a superuser"),
    "delete_team": ("teams", "Delete a team, as its owner or a superuser"),
    "list_members": ("members", "Members of a team, a page at a time"),
    "add_member": ("members", "Add a user to a team, as its admin"),
    "update_member": ("members", "Change a role, as an admin, or hand the team over, as its owner"),
    "remove_member": ("members", "Remove a member, or leave"),
    "create_tag": ("tags", "The tag of a name, made if there is none"),
    "list_tags": ("tags", "Tags, a page at a time"),
    "get_tag": ("tags", "One tag"),
    "update_tag": ("tags", "Rename a tag, as a superuser"),
    "delete_tag": ("tags", "Delete a tag and take it off everything, as a superuser"),
    "create_document": ("documents", "Upload a file"),
    "list_documents": ("documents", "One's own documents, a page at a time; a superuser's all"),
    "get_document": ("documents", "One document"),
    "update_document": ("documents", "Rename a document"),
    "delete_document": ("documents", "Delete a document and its content"),
    "get_document_content": ("documents", "Download a document"),
    "get_activity": ("analytics", "What happened, by day and kind"),
    "refresh_activity": ("analytics", "Count anew, as a superuser"),
    "live": ("system", "The process answers"),
    "ready": ("system", "The databases answer too"),
    "metrics": ("system", "Prometheus metrics"),
    "openapi": ("system", "This contract as OpenAPI 3.1"),
    "docs": ("system", "A page to read and to try the operations"),
}
TAGS = {
    "auth": "Logging in, and who is logged in.",
    "users": "People: any caller reads, oneself or a superuser changes.",
    "posts": "What people write: any caller reads, the author or a superuser changes.",
    "teams": "Groups of users with one owner: any caller reads, admins change, the owner or a superuser deletes.",
    "members": "Who is in a team, and as what.",
    "tags": "Names that are put on posts and teams: any caller makes them, a superuser changes them.",
    "documents": "Files: to anybody but their owner and superusers they do not exist.",
    "analytics": "What happened, counted by day and kind.",
    "system": "Health, metrics, and this contract.",
}
PAGES = ("DocumentPage", "MemberPage", "PostPage", "TagPage", "TeamPage", "UserPage")
MEMBERS = {
    ("Activity", "items"): "by day, then kind",
    ("Activity", "refreshed_at"): "null before the first refresh",
    ("BodyFault", "pointer"): "RFC 6901.",
    ("Document", "size"): "bytes",
    ("MemberUpdate", "is_owner"): "true hands the team over",
    ("Post", "tags"): "by slug",
    ("PostUpdate", "tags"): "replaces the whole set",
    ("Refreshed", "events"): "how many there are in all",
    ("TeamCreate", "seats"): "the most members there may be",
    ("TeamDetail", "members"): "the first 100 by joining",
    ("TeamDetail", "tags"): "by slug",
    ("TeamUpdate", "seats"): "the most members there may be",
    ("TeamUpdate", "tags"): "replaces the whole set",
    ("UserDetail", "posts"): "the newest 20",
    ("UserUpdate", "is_active"): "only a superuser sets it",
    **{(page, "total"): "how many match in all; null unless asked for" for page in PAGES},
    **{(page, "next"): "cursor of the page that follows; null on the last" for page in PAGES},
}
TEXT = {"type": "string"}
BYTES = {**TEXT, "format": "binary"}
DOWNLOAD_HEADERS = {
    "Range": "One range of bytes, such as `bytes=0-99`; anything else gets the whole.",
    "If-Range": "The entity tag that the range is of.",
    "If-None-Match": "Entity tags that the client has.",
}
OPERATIONS: dict[str, Json] = {
    operation["operationId"]: operation for methods in DOCUMENTED["paths"].values() for operation in methods.values()
}


def test_the_document_says_whose_it_is() -> None:
    info = {
        "title": "Likewise",
        "version": "0.1.0",
        "description": "One domain on five frameworks; whichever answers, the answer is the same.",
        "license": {"name": "MIT", "identifier": "MIT"},
    }
    assert (DOCUMENTED["openapi"], DOCUMENTED["info"], DOCUMENTED["servers"]) == ("3.1.0", info, [{"url": "."}])


def test_every_operation_has_its_tag_and_summary() -> None:
    found = {name: (*operation["tags"], operation["summary"]) for name, operation in OPERATIONS.items()}
    assert found == SUMMARIES


def test_every_tag_has_its_description() -> None:
    assert {tag["name"]: tag["description"] for tag in DOCUMENTED["tags"]} == TAGS
    assert [tag["name"] for tag in DOCUMENTED["tags"]] == list(TAGS)


def test_members_whose_names_do_not_say_enough_have_a_description() -> None:
    schemas = DOCUMENTED["components"]["schemas"]
    members = ((name, member, each) for name in schemas for member, each in schemas[name]["properties"].items())
    assert {(name, member): each["description"] for name, member, each in members if "description" in each} == MEMBERS
    assert not [name for name, schema in schemas.items() if {"title", "description"} & schema.keys()]


def test_the_document_has_the_headers_of_all_answers() -> None:
    request_id = {"required": True, "description": "Echoed from the request, or new."}
    assert DOCUMENTED["components"]["headers"] == {
        "X-Request-ID": {**request_id, "schema": {**TEXT, "pattern": "^[!-~]{1,128}$"}},
        "X-Content-Type-Options": {"required": True, "schema": {"const": "nosniff"}},
        "Cache-Control": {"required": True, "schema": {"const": "no-store"}},
    }


def test_every_operation_takes_a_request_id() -> None:
    text = "Echoed if it is 1 to 128 visible ASCII characters; else the answer has a new one."
    assert DOCUMENTED["components"]["parameters"] == {
        "X-Request-ID": {"name": "X-Request-ID", "in": "header", "description": text, "schema": TEXT}
    }
    reference = {"$ref": "#/components/parameters/X-Request-ID"}
    assert [name for name, operation in OPERATIONS.items() if reference not in operation["parameters"]] == []


def test_a_download_has_the_conditions_that_it_reads() -> None:
    headers = [each for each in OPERATIONS["get_document_content"]["parameters"] if each.get("in") == "header"]
    assert headers == [
        {"name": name, "in": "header", "description": text, "schema": TEXT} for name, text in DOWNLOAD_HEADERS.items()
    ]


def test_tokens_are_bearer_tokens_in_the_form_of_a_jwt() -> None:
    bearer = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    assert DOCUMENTED["components"]["securitySchemes"] == {"bearer": bearer}


def test_the_file_of_an_upload_may_be_of_any_type() -> None:
    body = OPERATIONS["create_document"]["requestBody"]
    content = body["content"]["multipart/form-data"]
    assert (body["required"], list(body["content"])) == (True, ["multipart/form-data"])
    assert content["schema"]["properties"]["file"] == {**BYTES, "description": "With a filename, of any type."}
    assert content["schema"]["required"] == ["name", "file"]
    assert content["schema"]["additionalProperties"] is False
    assert content["encoding"] == {"file": {"contentType": "application/octet-stream"}}


def test_every_body_is_required() -> None:
    bodies = {name: each["requestBody"] for name, each in OPERATIONS.items() if "requestBody" in each}
    assert [name for name, body in bodies.items() if body["required"] is not True] == []


def test_answers_that_are_not_json_have_the_type_of_their_body() -> None:
    found = {
        (name, status): content
        for name, operation in OPERATIONS.items()
        for status, response in operation["responses"].items()
        for content in [response.get("content", {})]
        if not any("json" in kind and "ndjson" not in kind for kind in content)
        if content
    }
    lines = {**TEXT, "description": "A Post as JSON on each line."}
    assert found == {
        ("export_posts", "200"): {"application/x-ndjson": {"schema": lines}},
        ("get_document_content", "200"): {"*/*": {"schema": BYTES}},
        ("get_document_content", "206"): {"*/*": {"schema": BYTES}},
        ("metrics", "200"): {"text/plain; version=1.0.0; charset=utf-8": {"schema": TEXT}},
        ("docs", "200"): {"text/html; charset=utf-8": {"schema": TEXT}},
    }

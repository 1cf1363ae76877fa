"""The examples in the OpenAPI document: one for each body and answer, by the name of its schema."""

from typing import Any

TIMES = {"created_at": "2026-01-31T12:00:00.000000Z", "updated_at": "2026-01-31T12:00:00.000000Z"}
USER_ID = "019c14a0-7c00-7a5e-8f3b-2d1c4e5f6a7b"
TAG = {"name": "Reading", "slug": "reading"}

USER = {"id": USER_ID, "email": "ada@example.com", "name": "Ada Lovelace", "is_active": True, "is_superuser": False}
POST = {
    "id": "019c14a1-1d20-7b6f-9a4c-3e2d5f6a7b8c",
    "author_id": USER_ID,
    "title": "On engines",
    "body": "They weave algebraic patterns.",
    "published_at": None,
    "tags": [TAG],
    **TIMES,
}
TEAM = {
    "id": "019c14a2-2e30-7c7a-8b5d-4f3e6a7b8c9d",
    "slug": "analysts",
    "name": "Analysts",
    "description": "Who read the cards.",
    "seats": 10,
}
MEMBER = {"user_id": USER_ID, "name": "Ada Lovelace", "role": "admin", "is_owner": True, **TIMES}
WHOLE_TAG = {"id": "019c14a3-3f40-7d8b-9c6e-5a4f7b8c9dae", "slug": "reading", "name": "Reading", **TIMES}
DOCUMENT = {
    "id": "019c14a4-4a50-7e9c-8d7f-6b5a8c9daebf",
    "owner_id": USER_ID,
    "name": "Notes",
    "filename": "notes.txt",
    "content_type": "text/plain",
    "size": 5,
    "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
    **TIMES,
}


def page(item: dict[str, Any]) -> dict[str, Any]:
    """A page that is the last."""
    return {"items": [item], "total": 1, "limit": 20, "offset": 0, "next": None}


EXAMPLES: dict[str, dict[str, Any]] = {
    "Login": {"email": "ada@example.com", "password": "a long passphrase"},
    "Token": {"access_token": "eyJhbGciOiJIUzI1NiJ9.e30.signature", "token_type": "Bearer", "expires_in": 900},
    "UserCreate": {"email": "ada@example.com", "name": "Ada Lovelace", "password": "a long passphrase"},
    "UserUpdate": {"name": "Ada King"},
    "User": {**USER, **TIMES},
    "UserDetail": {
        **USER,
        "posts": [{"id": POST["id"], "title": POST["title"], "created_at": TIMES["created_at"]}],
        **TIMES,
    },
    "UserPage": page({**USER, **TIMES}),
    "PostCreate": {"title": "On engines", "body": "They weave algebraic patterns.", "tags": ["Reading"]},
    "PostUpdate": {"published_at": "2026-02-01T08:00:00Z"},
    "Post": POST,
    "PostPage": page(POST),
    "TeamCreate": {"name": "Analysts", "description": "Who read the cards.", "seats": 10, "tags": ["Reading"]},
    "TeamUpdate": {"seats": None},
    "TeamDetail": {**TEAM, "tags": [TAG], "members": [MEMBER], **TIMES},
    "TeamPage": page({**TEAM, **TIMES}),
    "MemberCreate": {"user_id": USER_ID, "role": "member"},
    "MemberUpdate": {"role": "admin"},
    "Member": MEMBER,
    "MemberPage": page(MEMBER),
    "TagCreate": {"name": "Reading"},
    "TagUpdate": {"name": "Reading aloud"},
    "Tag": WHOLE_TAG,
    "TagPage": page(WHOLE_TAG),
    "DocumentUpdate": {"name": "Notes on engines"},
    "Document": DOCUMENT,
    "DocumentPage": page(DOCUMENT),
    "Activity": {
        "items": [{"day": "2026-01-31", "kind": "post_created", "count": 3}],
        "refreshed_at": "2026-01-31T12:00:00.000000Z",
    },
    "Refreshed": {"events": 12, "refreshed_at": "2026-01-31T12:00:00.000000Z"},
    "Health": {"status": "ok"},
}

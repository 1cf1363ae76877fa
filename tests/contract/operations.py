"""Every operation of the contract: the suite's own list, written down here alone and compared with each implementation.

It owes nothing to any implementation, so that a mistake there cannot hide here. What tests say of all operations, or of
all of a resource, they derive from this list.
"""

import re

OPERATIONS = [
    ("login", "POST", "/auth/login"),
    ("get_me", "GET", "/auth/me"),
    ("create_user", "POST", "/users"),
    ("list_users", "GET", "/users"),
    ("get_user", "GET", "/users/{user_id}"),
    ("update_user", "PATCH", "/users/{user_id}"),
    ("delete_user", "DELETE", "/users/{user_id}"),
    ("create_post", "POST", "/posts"),
    ("list_posts", "GET", "/posts"),
    ("export_posts", "GET", "/posts/export"),
    ("get_post", "GET", "/posts/{post_id}"),
    ("update_post", "PATCH", "/posts/{post_id}"),
    ("delete_post", "DELETE", "/posts/{post_id}"),
    ("create_team", "POST", "/teams"),
    ("list_teams", "GET", "/teams"),
    ("get_team", "GET", "/teams/{slug}"),
    ("update_team", "PATCH", "/teams/{slug}"),
    ("delete_team", "DELETE", "/teams/{slug}"),
    ("list_members", "GET", "/teams/{slug}/members"),
    ("add_member", "POST", "/teams/{slug}/members"),
    ("update_member", "PATCH", "/teams/{slug}/members/{user_id}"),
    ("remove_member", "DELETE", "/teams/{slug}/members/{user_id}"),
    ("create_tag", "POST", "/tags"),
    ("list_tags", "GET", "/tags"),
    ("get_tag", "GET", "/tags/{slug}"),
    ("update_tag", "PATCH", "/tags/{slug}"),
    ("delete_tag", "DELETE", "/tags/{slug}"),
    ("create_document", "POST", "/documents"),
    ("list_documents", "GET", "/documents"),
    ("get_document", "GET", "/documents/{document_id}"),
    ("update_document", "PATCH", "/documents/{document_id}"),
    ("delete_document", "DELETE", "/documents/{document_id}"),
    ("get_document_content", "GET", "/documents/{document_id}/content"),
    ("get_activity", "GET", "/analytics/activity"),
    ("refresh_activity", "POST", "/analytics/refresh"),
    ("live", "GET", "/health/live"),
    ("ready", "GET", "/health/ready"),
    ("metrics", "GET", "/metrics"),
    ("openapi", "GET", "/openapi.json"),
    ("docs", "GET", "/docs"),
]
# These need no token.
OPEN = {"login", "create_user", "live", "ready", "metrics", "openapi", "docs"}

# An id that nothing has, and a slug.
NOBODY = "00000000-0000-7000-8000-000000000000"
NO_SLUG = "there-is-no-such-slug"


def absent(path: str) -> str:
    """A path of the list with values that nothing has: `/users/{user_id}` becomes `/users/00000000-…`."""
    return re.sub(r"\{\w+_id\}", NOBODY, path).format(slug=NO_SLUG)


NO_USER = absent("/users/{user_id}")
NO_POST = absent("/posts/{post_id}")
NO_TEAM = absent("/teams/{slug}")
NO_TAG = absent("/tags/{slug}")
NO_DOCUMENT = absent("/documents/{document_id}")


def allow(path: str) -> str:
    """The value of the `Allow` header on a path of the list."""
    methods = {method for _, method, other in OPERATIONS if other == path}
    return ", ".join(sorted(methods | {"OPTIONS"} | ({"HEAD"} if "GET" in methods else set())))


def allowed(*resources: str) -> dict[str, str]:
    """`{absent path: Allow}` for every path of these resources; a resource is the first part of its paths."""
    return {absent(path): allow(path) for _, _, path in OPERATIONS if path.split("/")[1] in resources}


def protected(*resources: str) -> list[tuple[str, str]]:
    """`(method, absent path)` of every operation of these resources that needs a token."""
    return [
        (method, absent(path))
        for name, method, path in OPERATIONS
        if path.split("/")[1] in resources and name not in OPEN
    ]

"""The table of operations: their methods, paths, bodies, statuses, and the caller that each needs.

`standalone` routes by it, and documents, metrics and strictness follow it. An adapter's handler of the same name asks
for its caller; what a caller may do with one resource is a rule of its service. A new row is also a row of
docs/contract.md, which the tests read instead of this table.
"""

import re
from functools import cache

from .. import errors, schemas
from ..telemetry.metrics import MEDIA_TYPE as METRICS
from .operation import ANY, HTML, NDJSON, Access, Operation, parameter_pattern

# The groups of operations in the OpenAPI document; `tags` in openapi/document.py fails for a tag that is missing here.
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
# A row is an operation: its name and place, then its answers.
# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "login", "auth", "POST", "/auth/login", "Exchange email and password for a token", Access.OPEN,
        body=schemas.Login, answer=schemas.Token,
        raises=(errors.InvalidCredentials, errors.AccountInactive, errors.TooManyRequests),
    ),
    Operation("get_me", "auth", "GET", "/auth/me", "The caller", Access.CURRENT, answer=schemas.UserDetail),

    Operation(
        "create_user", "users", "POST", "/users", "Sign up", Access.OPEN,
        body=schemas.UserCreate, status=201, answer=schemas.User, raises=(errors.EmailTaken,),
    ),
    Operation(
        "list_users", "users", "GET", "/users", "Users, a page at a time",
        query=schemas.UserQuery, answer=schemas.UserPage,
    ),
    Operation(
        "get_user", "users", "GET", "/users/{user_id}", "One user",
        answer=schemas.UserDetail, raises=(errors.NotFound,),
    ),
    Operation(
        "update_user", "users", "PATCH", "/users/{user_id}", "Change oneself, or as a superuser anybody",
        Access.CURRENT,
        body=schemas.UserUpdate, answer=schemas.User, raises=(errors.NotFound, errors.Forbidden, errors.EmailTaken),
    ),
    Operation(
        "delete_user", "users", "DELETE", "/users/{user_id}", "Delete oneself, or as a superuser anybody",
        Access.CURRENT,
        status=204, media_type=None, raises=(errors.NotFound, errors.Forbidden, errors.OwnsTeams),
    ),

    Operation(
        "create_post", "posts", "POST", "/posts", "Write a post", Access.CURRENT,
        body=schemas.PostCreate, status=201, answer=schemas.Post,
    ),
    Operation(
        "list_posts", "posts", "GET", "/posts", "Posts, a page at a time",
        query=schemas.PostQuery, answer=schemas.PostPage,
    ),
    Operation(
        "export_posts", "posts", "GET", "/posts/export", "All posts that match, oldest first, one a line",
        query=schemas.PostFilterQuery, answer=schemas.Post, media_type=NDJSON,
    ),
    Operation(
        "get_post", "posts", "GET", "/posts/{post_id}", "One post",
        answer=schemas.Post, raises=(errors.NotFound,),
    ),
    Operation(
        "update_post", "posts", "PATCH", "/posts/{post_id}", "Change one's own post, or as a superuser any",
        Access.CURRENT,
        body=schemas.PostUpdate, answer=schemas.Post, raises=(errors.NotFound, errors.Forbidden),
    ),
    Operation(
        "delete_post", "posts", "DELETE", "/posts/{post_id}", "Delete one's own post, or as a superuser any",
        Access.CURRENT,
        status=204, media_type=None, raises=(errors.NotFound, errors.Forbidden),
    ),

    Operation(
        "create_team", "teams", "POST", "/teams", "Found a team and own it", Access.CURRENT,
        body=schemas.TeamCreate, status=201, answer=schemas.TeamDetail,
    ),
    Operation(
        "list_teams", "teams", "GET", "/teams", "Teams, a page at a time",
        query=schemas.TeamQuery, answer=schemas.TeamPage,
    ),
    Operation(
        "get_team", "teams", "GET", "/teams/{slug}", "One team",
        answer=schemas.TeamDetail, raises=(errors.NotFound,),
    ),
    Operation(
        "update_team", "teams", "PATCH", "/teams/{slug}", "Change a team, as its admin or a superuser",
        Access.CURRENT,
        body=schemas.TeamUpdate, answer=schemas.TeamDetail,
        raises=(errors.NotFound, errors.Forbidden, errors.TeamFull),
    ),
    Operation(
        "delete_team", "teams", "DELETE", "/teams/{slug}", "Delete a team, as its owner or a superuser",
        Access.CURRENT,
        status=204, media_type=None, raises=(errors.NotFound, errors.Forbidden),
    ),

    Operation(
        "list_members", "members", "GET", "/teams/{slug}/members", "Members of a team, a page at a time",
        query=schemas.MemberQuery, answer=schemas.MemberPage, raises=(errors.NotFound,),
    ),
    Operation(
        "add_member", "members", "POST", "/teams/{slug}/members", "Add a user to a team, as its admin",
        Access.CURRENT,
        body=schemas.MemberCreate, status=201, answer=schemas.Member,
        raises=(errors.NotFound, errors.Forbidden, errors.NoSuchUser, errors.AlreadyMember, errors.TeamFull),
    ),
    Operation(
        "update_member", "members", "PATCH", "/teams/{slug}/members/{user_id}",
        "Change a role, as an admin, or hand the team over, as its owner", Access.CURRENT,
        body=schemas.MemberUpdate, answer=schemas.Member,
        raises=(errors.NotFound, errors.Forbidden, errors.OwnerStays),
    ),
    Operation(
        "remove_member", "members", "DELETE", "/teams/{slug}/members/{user_id}", "Remove a member, or leave",
        Access.CURRENT,
        status=204, media_type=None, raises=(errors.NotFound, errors.Forbidden, errors.OwnerStays),
    ),

    Operation(
        "create_tag", "tags", "POST", "/tags", "The tag of a name, made if there is none", Access.CURRENT,
        body=schemas.TagCreate, status=201, others=(200,), answer=schemas.Tag,
    ),
    Operation(
        "list_tags", "tags", "GET", "/tags", "Tags, a page at a time",
        query=schemas.TagQuery, answer=schemas.TagPage,
    ),
    Operation(
        "get_tag", "tags", "GET", "/tags/{slug}", "One tag",
        answer=schemas.Tag, raises=(errors.NotFound,),
    ),
    Operation(
        "update_tag", "tags", "PATCH", "/tags/{slug}", "Rename a tag, as a superuser", Access.CURRENT,
        body=schemas.TagUpdate, answer=schemas.Tag, raises=(errors.NotFound, errors.Forbidden, errors.TagTaken),
    ),
    Operation(
        "delete_tag", "tags", "DELETE", "/tags/{slug}", "Delete a tag and take it off everything, as a superuser",
        Access.CURRENT,
        status=204, media_type=None, raises=(errors.NotFound, errors.Forbidden),
    ),

    Operation(
        "create_document", "documents", "POST", "/documents", "Upload a file", Access.CURRENT,
        body=schemas.DocumentCreate, upload=True, status=201, answer=schemas.Document,
    ),
    Operation(
        "list_documents", "documents", "GET", "/documents", "One's own documents, a page at a time; a superuser's all",
        Access.CURRENT, query=schemas.DocumentQuery, answer=schemas.DocumentPage,
    ),
    Operation(
        "get_document", "documents", "GET", "/documents/{document_id}", "One document", Access.CURRENT,
        answer=schemas.Document, raises=(errors.NotFound,),
    ),
    Operation(
        "update_document", "documents", "PATCH", "/documents/{document_id}", "Rename a document", Access.CURRENT,
        body=schemas.DocumentUpdate, answer=schemas.Document, raises=(errors.NotFound,),
    ),
    Operation(
        "delete_document", "documents", "DELETE", "/documents/{document_id}", "Delete a document and its content",
        Access.CURRENT, status=204, media_type=None, raises=(errors.NotFound,),
    ),
    Operation(
        "get_document_content", "documents", "GET", "/documents/{document_id}/content", "Download a document",
        Access.CURRENT, others=(206, 304), media_type=ANY, raises=(errors.NotFound, errors.RangeNotSatisfiable),
    ),

    Operation(
        "get_activity", "analytics", "GET", "/analytics/activity", "What happened, by day and kind",
        query=schemas.ActivityQuery, answer=schemas.Activity,
    ),
    Operation(
        "refresh_activity", "analytics", "POST", "/analytics/refresh", "Count anew, as a superuser", Access.CURRENT,
        answer=schemas.Refreshed, raises=(errors.Forbidden, errors.RefreshRunning),
    ),

    Operation(
        "live", "system", "GET", "/health/live", "The process answers", Access.OPEN,
        answer=schemas.Health,
    ),
    Operation(
        "ready", "system", "GET", "/health/ready", "The databases answer too", Access.OPEN,
        answer=schemas.Health, raises=(errors.NotReady, errors.Busy),
    ),
    Operation("metrics", "system", "GET", "/metrics", "Prometheus metrics", Access.OPEN, media_type=METRICS),
    Operation("openapi", "system", "GET", "/openapi.json", "This contract as OpenAPI 3.1", Access.OPEN),
    Operation(
        "docs", "system", "GET", "/docs", "A page to read and to try the operations", Access.OPEN,
        media_type=HTML,
    ),
)
# fmt: on


@cache
def templates() -> dict[str, dict[str, Operation]]:
    """The operations of each path template, by method."""
    found: dict[str, dict[str, Operation]] = {}
    for operation in OPERATIONS:
        found.setdefault(operation.path, {})[operation.method] = operation
    return found


@cache
def _patterns() -> list[tuple[re.Pattern[str], dict[str, Operation]]]:
    """The templates that have parameters, as patterns."""
    return [(_pattern(template), methods) for template, methods in templates().items() if "{" in template]


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", lambda name: f"(?P<{name[1]}>{parameter_pattern(name[1])})", template))


def match_path(path: str) -> tuple[dict[str, Operation], dict[str, str]]:
    """The operations at a decoded path, relative to the mount, by method, and the path's parameters."""
    if "{" not in path and (fixed := templates().get(path)) is not None:
        return fixed, {}
    for pattern, methods in _patterns():
        if match := pattern.fullmatch(path):
            return methods, match.groupdict()
    return {}, {}

"""Who may do what: the status of every operation for each kind of caller. docs/rights.md shows the same table."""

ROLES = ("nobody", "user", "other", "member", "admin", "owner", "superuser", "deactivated", "deleted")

# The user, their posts and documents are those of `user`; the team is that of `member`, `admin` and `owner`.
TABLE = """
| operation | nobody | user | other | member | admin | owner | superuser | deactivated | deleted |
|---|---|---|---|---|---|---|---|---|---|
| login | 401 | 200 | 200 | 200 | 200 | 200 | 200 | 403 | 401 |
| get_me | 401 | 200 | 200 | 200 | 200 | 200 | 200 | 401 | 401 |
| create_user | 201 | 201 | 201 | 201 | 201 | 201 | 201 | 201 | 201 |
| list_users | 401 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| get_user | 401 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| update_user | 401 | 200 | 403 | 403 | 403 | 403 | 200 | 401 | 401 |
| update_user: `is_active` | 401 | 403 | 403 | 403 | 403 | 403 | 200 | 401 | 401 |
| delete_user | 401 | 204 | 403 | 403 | 403 | 403 | 204 | 401 | 401 |
| create_post | 401 | 201 | 201 | 201 | 201 | 201 | 201 | 401 | 401 |
| list_posts | 401 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| export_posts | 401 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| get_post | 401 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| update_post | 401 | 200 | 403 | 403 | 403 | 403 | 200 | 401 | 401 |
| delete_post | 401 | 204 | 403 | 403 | 403 | 403 | 204 | 401 | 401 |
| create_team | 401 | 201 | 201 | 201 | 201 | 201 | 201 | 401 | 401 |
| list_teams | 401 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| get_team | 401 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| update_team | 401 | 403 | 403 | 403 | 200 | 200 | 200 | 401 | 401 |
| delete_team | 401 | 403 | 403 | 403 | 403 | 204 | 204 | 401 | 401 |
| list_members | 401 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| add_member | 401 | 403 | 403 | 403 | 201 | 201 | 201 | 401 | 401 |
| update_member: `role` | 401 | 403 | 403 | 403 | 200 | 200 | 200 | 401 | 401 |
| update_member: `is_owner` | 401 | 403 | 403 | 403 | 403 | 200 | 200 | 401 | 401 |
| remove_member | 401 | 403 | 403 | 403 | 204 | 204 | 204 | 401 | 401 |
| remove_member: oneself | 401 | 404 | 404 | 204 | 204 | 409 | 404 | 401 | 401 |
| create_tag | 401 | 201 | 201 | 201 | 201 | 201 | 201 | 401 | 401 |
| list_tags | 401 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| get_tag | 401 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| update_tag | 401 | 403 | 403 | 403 | 403 | 403 | 200 | 401 | 401 |
| delete_tag | 401 | 403 | 403 | 403 | 403 | 403 | 204 | 401 | 401 |
| create_document | 401 | 201 | 201 | 201 | 201 | 201 | 201 | 401 | 401 |
| list_documents | 401 | 200 | 200 | 200 | 200 | 200 | 200 | 401 | 401 |
| get_document | 401 | 200 | 404 | 404 | 404 | 404 | 200 | 401 | 401 |
| update_document | 401 | 200 | 404 | 404 | 404 | 404 | 200 | 401 | 401 |
| delete_document | 401 | 204 | 404 | 404 | 404 | 404 | 204 | 401 | 401 |
| get_document_content | 401 | 200 | 404 | 404 | 404 | 404 | 200 | 401 | 401 |
| get_activity | 401 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| refresh_activity | 401 | 403 | 403 | 403 | 403 | 403 | 200 | 401 | 401 |
| live | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| ready | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| metrics | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| openapi | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| docs | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
"""


def rows() -> list[tuple[str, str, dict[str, int]]]:
    """The rows of TABLE: `(operation, part, {role: status})`; `part` is what of it is changed, or ""."""
    read: list[tuple[str, str, dict[str, int]]] = []
    for line in TABLE.strip().splitlines()[2:]:
        first, *cells = (cell.strip(" `") for cell in line.strip("|").split("|"))
        operation, _, part = first.partition(": ")
        read.append((operation, part.strip("`"), dict(zip(ROLES, map(int, cells), strict=True))))
    return read

"""Adds the sample data to a database where it is missing, and removes it again."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Table, delete, func, insert, or_, select, union
from sqlalchemy.orm import InstrumentedAttribute, Session

from ..models import Base, Document, Event, Post, Tag, Team, TeamMember, User, post_tag, team_tag
from ..schemas.analytics import Kind
from ..schemas.fields import parse_uuid
from ..services_sync.user import lock_users
from ..text import fold
from .reading import Row, parse, read, read_file

Counts = dict[str, int]
Store = Callable[[bytes], str]
"""Stores a file and returns its key in the object store."""


def add(session: Session, store: Store | None) -> Counts:
    """Add the sample rows that are missing, with their events. Return how many of each kind were added.

    Without a store, no documents are added. A row is left out, with the rows that depend on it, when somebody else's
    row has its email, name, slug or seat. Tags are attached only where the tag, the post or the team is new: a tag that
    somebody has taken off stays off.
    """
    users, posts, teams = read("users"), read("posts"), read("teams")
    tags = [{**row, "folded_name": fold(row["name"])} for row in read("tags")]
    new_users = missing_rows(session, users, User.id, User.email)
    new_tags = missing_rows(session, tags, Tag.id, Tag.slug, Tag.folded_name)
    insert_rows(session, User, new_users)
    insert_rows(session, Tag, new_tags)
    user_ids = lock_users(session, (row["id"] for row in users))
    new_posts = [row for row in missing_rows(session, posts, Post.id) if row["author_id"] in user_ids]
    new_teams = [row for row in missing_rows(session, teams, Team.id, Team.slug) if owner_id_of(row) in user_ids]
    insert_rows(session, Post, new_posts, without=("tags",))
    insert_rows(session, Team, new_teams, without=("tags", "members"))
    tag_ids = tag_ids_by_slug(session, tags)
    new_ids = {row["id"] for row in (*new_tags, *new_posts, *new_teams)}
    attach_tags(session, post_tag, posts, tag_ids, new_ids)
    attach_tags(session, team_tag, teams, tag_ids, new_ids)
    new_members = missing_members(session, teams, user_ids)
    insert_rows(session, TeamMember, new_members)
    new_documents: list[Row] = []
    if store is not None:
        documents = missing_rows(session, read("documents"), Document.id)
        new_documents = [{**row, **store_file(row, store)} for row in documents if row["owner_id"] in user_ids]
    insert_rows(session, Document, new_documents, without=("file",))
    insert_events(session, "user_created", new_users)
    insert_events(session, "tag_created", new_tags)
    insert_events(session, "post_created", new_posts)
    insert_events(session, "team_created", new_teams)
    insert_events(session, "member_added", [row for row in new_members if not row["is_owner"]])
    insert_events(session, "document_created", new_documents)
    return {
        "users": len(new_users),
        "tags": len(new_tags),
        "posts": len(new_posts),
        "teams": len(new_teams),
        "members": len(new_members),
        "documents": len(new_documents),
    }


def missing_rows(session: Session, rows: list[Row], *columns: InstrumentedAttribute[Any]) -> list[Row]:
    """Return the rows that can be inserted: their values in these unique columns are all free."""
    for column in columns:
        taken = set(session.scalars(select(column).where(column.in_([row[column.key] for row in rows]))))
        rows = [row for row in rows if row[column.key] not in taken]
    return rows


def insert_rows(session: Session, model: type[Base], rows: Iterable[Row], without: Iterable[str] = ()) -> None:
    """Insert through the ORM, whose events set derived columns; a flush sends many rows in one statement."""
    session.add_all(model(**{key: value for key, value in row.items() if key not in without}) for row in rows)
    session.flush()


def store_file(document: Row, store: Store) -> Row:
    """Store the file of a document. Return the columns that describe the stored file."""
    content = read_file(document)
    return {"size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "key": store(content)}


def insert_events(session: Session, kind: Kind, rows: list[Row]) -> None:
    """Insert an event for each row, with the row's time, and with its id so that `remove` can find the event."""
    times = ((row["id"], row["created_at"]) for row in rows)
    events = [{"id": row_id, "kind": kind, "created_at": time, "updated_at": time} for row_id, time in times]
    if new := missing_rows(session, events, Event.id):
        session.execute(insert(Event), new)


def owner_id_of(team: Row) -> UUID:
    """Return the id of the user who owns a sample team."""
    return next(parse_uuid(member["user_id"]) for member in team["members"] if member["is_owner"])


def tag_ids_by_slug(session: Session, tags: list[Row]) -> dict[str, UUID]:
    """Map each sample slug to the id of the sample tag, or else of somebody's tag with the same name."""
    ids, names = [tag["id"] for tag in tags], [tag["folded_name"] for tag in tags]
    statement = select(Tag.id, Tag.folded_name).where(or_(Tag.id.in_(ids), Tag.folded_name.in_(names)))
    stored = session.execute(statement).tuples().all()
    found = {name: tag_id for tag_id, name in stored} | {tag_id: tag_id for tag_id, _ in stored}
    ids_by_slug = ((tag["slug"], found.get(tag["id"]) or found.get(tag["folded_name"])) for tag in tags)
    return {slug: tag_id for slug, tag_id in ids_by_slug if tag_id is not None}


def attach_tags(session: Session, table: Table, rows: list[Row], tag_ids: dict[str, UUID], new_ids: set[UUID]) -> None:
    """Attach their tags to the stored posts or teams, wherever the row or the tag is new."""
    row_column, tag_column = table.primary_key.columns
    parent = next(iter(row_column.foreign_keys)).column
    stored = set(session.scalars(select(parent).where(parent.in_([row["id"] for row in rows]))))
    tagged = [row for row in rows if row["id"] in stored]
    pairs = {(row["id"], tag_ids[slug]) for row in tagged for slug in row["tags"] if slug in tag_ids}
    columns = row_column.name, tag_column.name
    values = [dict(zip(columns, pair, strict=True)) for pair in pairs if not new_ids.isdisjoint(pair)]
    if values:
        session.execute(insert(table), values)


def missing_members(session: Session, teams: list[Row], user_ids: set[UUID]) -> list[Row]:
    """Return the members to add to the stored teams. No team gets more members than seats, or a second owner."""
    team_ids = [row["id"] for row in teams]
    locked = select(Team.id, Team.seats).where(Team.id.in_(team_ids)).order_by(Team.id).with_for_update()
    seats = dict(session.execute(locked).tuples().all())
    stored = select(TeamMember.team_id, TeamMember.user_id, TeamMember.is_owner).where(TeamMember.team_id.in_(team_ids))
    ownership: dict[UUID, dict[UUID, bool]] = {team_id: {} for team_id in seats}
    for team_id, user_id, is_owner in session.execute(stored).tuples():
        ownership[team_id][user_id] = is_owner
    missing: list[Row] = []
    for team in teams:
        if (members := ownership.get(team["id"])) is None:
            continue
        limit = seats[team["id"]]
        for member in map(parse, team["members"]):
            if member["user_id"] not in user_ids or member["user_id"] in members:
                continue
            if limit is not None and len(members) >= limit:
                break
            is_owner = member["is_owner"] and not any(members.values())
            members[member["user_id"]] = is_owner
            missing.append({**member, "team_id": team["id"], "is_owner": is_owner})
    return missing


def remove(session: Session) -> tuple[Counts, list[str]]:
    """Delete the sample rows and their events. Return how many rows of each kind, and the keys of the stored files.

    Users and tags stay when other rows refer to them. Users who have a password stay too.
    """
    connection = session.connection()
    names = ("users", "tags", "posts", "teams", "documents")
    users, tags, posts, teams, documents = ([row["id"] for row in read(name)] for name in names)
    members = [parse_uuid(member["id"]) for team in read("teams") for member in team["members"]]
    counts = {"members": session.scalars(select(func.count()).where(TeamMember.id.in_(members))).one()}
    keys = connection.scalars(delete(Document).where(Document.id.in_(documents)).returning(Document.key)).all()
    counts["teams"] = connection.execute(delete(Team).where(Team.id.in_(teams))).rowcount
    counts["posts"] = connection.execute(delete(Post).where(Post.id.in_(posts))).rowcount
    tags_in_use = union(select(post_tag.c.tag_id), select(team_tag.c.tag_id))
    unused = delete(Tag).where(Tag.id.in_(tags), Tag.id.not_in(tags_in_use))
    counts["tags"] = connection.execute(unused).rowcount
    users_in_use = union(select(Post.author_id), select(Document.owner_id), select(TeamMember.user_id))
    idle = delete(User).where(User.id.in_(users), User.hashed_password.is_(None), User.id.not_in(users_in_use))
    counts["users"] = connection.execute(idle).rowcount
    sample_ids = {User: users, Tag: tags, Post: posts, Team: teams, TeamMember: members, Document: documents}
    for model, ids in sample_ids.items():
        connection.execute(delete(Event).where(Event.id.in_(ids), Event.id.not_in(select(model.id))))
    return {**dict(reversed(counts.items())), "documents": len(keys)}, list(keys)

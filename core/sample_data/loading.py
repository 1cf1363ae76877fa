"""The sample data in a database: added where it is missing, taken out again by its ids."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Table, delete, func, insert, or_, select, union
from sqlalchemy.orm import InstrumentedAttribute, Session

from ..models import Base, Document, Event, Post, Tag, Team, TeamMember, User, post_tag, team_tag
from ..schemas.analytics import Kind
from ..schemas.fields import parse_uuid
from ..services_sync.locks import lock_users
from ..text import fold
from .reading import Row, content_of, parse, read

Counts = dict[str, int]
Store = Callable[[bytes], str]
"""Puts a file into the object store and answers its key."""


def add(session: Session, store: Store | None) -> Counts:
    """Add what is not there, with the events that tell of it; answers how many of each. Without a store no documents.

    What finds its place taken (an email, a name, a slug, a seat) is left out, with what depends on it. Tags go on new
    posts and teams only, and new tags on whatever is there: nobody's changes are undone.
    """
    users, posts, teams = read("users"), read("posts"), read("teams")
    tags = [{**row, "folded_name": fold(row["name"])} for row in read("tags")]
    new_users = missing(session, users, User.id, User.email)
    new_tags = missing(session, tags, Tag.id, Tag.slug, Tag.folded_name)
    insert_all(session, User, new_users)
    insert_all(session, Tag, new_tags)
    users_there = lock_users(session, (row["id"] for row in users))
    new_posts = [row for row in missing(session, posts, Post.id) if row["author_id"] in users_there]
    new_teams = [row for row in missing(session, teams, Team.id, Team.slug) if founder(row) in users_there]
    insert_all(session, Post, new_posts, without=("tags",))
    insert_all(session, Team, new_teams, without=("tags", "members"))
    ids, new = tag_ids(session, tags), {row["id"] for row in (*new_tags, *new_posts, *new_teams)}
    put_under_tags(session, post_tag, posts, ids, new)
    put_under_tags(session, team_tag, teams, ids, new)
    new_members = missing_members(session, teams, users_there)
    insert_all(session, TeamMember, new_members)
    new_documents: list[Row] = []
    if store is not None:
        documents = missing(session, read("documents"), Document.id)
        new_documents = [{**row, **stored(row, store)} for row in documents if row["owner_id"] in users_there]
    insert_all(session, Document, new_documents, without=("text", "base64"))
    record_all(session, "user_created", new_users)
    record_all(session, "tag_created", new_tags)
    record_all(session, "post_created", new_posts)
    record_all(session, "team_created", new_teams)
    record_all(session, "member_added", [row for row in new_members if not row["is_owner"]])
    record_all(session, "document_created", new_documents)
    return {
        "users": len(new_users),
        "tags": len(new_tags),
        "posts": len(new_posts),
        "teams": len(new_teams),
        "members": len(new_members),
        "documents": len(new_documents),
    }


def missing(session: Session, rows: list[Row], *columns: InstrumentedAttribute[Any]) -> list[Row]:
    """The rows that could be inserted: none of these unique columns is taken."""
    for column in columns:
        taken = set(session.scalars(select(column).where(column.in_([row[column.key] for row in rows]))))
        rows = [row for row in rows if row[column.key] not in taken]
    return rows


def insert_all(session: Session, model: type[Base], rows: Iterable[Row], without: Iterable[str] = ()) -> None:
    """Insert by way of the models' events, which keep what is derived; a flush sends a statement for many rows."""
    session.add_all(model(**{key: value for key, value in row.items() if key not in without}) for row in rows)
    session.flush()


def stored(document: Row, store: Store) -> Row:
    """What is known of a document's file once it is in the store."""
    content = content_of(document)
    return {"size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "key": store(content)}


def record_all(session: Session, kind: Kind, rows: list[Row]) -> None:
    """Events of when the rows were made; each has the id of its row, by which it is known when the row is removed."""
    made = ((row["id"], row["created_at"]) for row in rows)
    events = [{"id": row_id, "kind": kind, "created_at": time, "updated_at": time} for row_id, time in made]
    if new := missing(session, events, Event.id):
        session.execute(insert(Event), new)


def founder(team: Row) -> UUID:
    return next(parse_uuid(member["user_id"]) for member in team["members"] if member["is_owner"])


def tag_ids(session: Session, tags: list[Row]) -> dict[str, UUID]:
    """What each slug of the fixture stands for: the sample tag, or else whoever's tag has its name."""
    ids, names = [tag["id"] for tag in tags], [tag["folded_name"] for tag in tags]
    statement = select(Tag.id, Tag.folded_name).where(or_(Tag.id.in_(ids), Tag.folded_name.in_(names)))
    known = session.execute(statement).tuples().all()
    found = {name: tag_id for tag_id, name in known} | {tag_id: tag_id for tag_id, _ in known}
    told = ((tag["slug"], found.get(tag["id"]) or found.get(tag["folded_name"])) for tag in tags)
    return {slug: tag_id for slug, tag_id in told if tag_id is not None}


def put_under_tags(session: Session, table: Table, rows: list[Row], tags: dict[str, UUID], new: set[UUID]) -> None:
    """Tag those of the rows that are there, where they or the tag are new."""
    row_column, tag_column = table.primary_key.columns
    parent = next(iter(row_column.foreign_keys)).column
    there = set(session.scalars(select(parent).where(parent.in_([row["id"] for row in rows]))))
    tagged = [row for row in rows if row["id"] in there]
    pairs = {(row["id"], tags[slug]) for row in tagged for slug in row["tags"] if slug in tags}
    values = [
        dict(zip((row_column.name, tag_column.name), pair, strict=True)) for pair in pairs if not new.isdisjoint(pair)
    ]
    if values:
        session.execute(insert(table), values)


def missing_members(session: Session, teams: list[Row], users_there: set[UUID]) -> list[Row]:
    """Members to add to the teams that are there: as many as have a seat, and nobody a second owner."""
    team_ids = [row["id"] for row in teams]
    locked = select(Team.id, Team.seats).where(Team.id.in_(team_ids)).order_by(Team.id).with_for_update()
    seats = dict(session.execute(locked).tuples().all())
    owning: dict[UUID, dict[UUID, bool]] = {team_id: {} for team_id in seats}
    present = select(TeamMember.team_id, TeamMember.user_id, TeamMember.is_owner).where(
        TeamMember.team_id.in_(team_ids)
    )
    for team_id, user_id, is_owner in session.execute(present).tuples():
        owning[team_id][user_id] = is_owner
    added: list[Row] = []
    for team in teams:
        if (inside := owning.get(team["id"])) is None:
            continue
        free = seats[team["id"]]
        for member in map(parse, team["members"]):
            if member["user_id"] not in users_there or member["user_id"] in inside:
                continue
            if free is not None and len(inside) >= free:
                break
            is_owner = member["is_owner"] and not any(inside.values())
            inside[member["user_id"]] = is_owner
            added.append({**member, "team_id": team["id"], "is_owner": is_owner})
    return added


def remove(session: Session) -> tuple[Counts, list[str]]:
    """Delete the sample rows that are there, and their events; answers how many of each, and the keys of their objects.

    Users and tags stay that rows of people's own refer to, and users who can log in: what people made is left whole.
    """
    connection = session.connection()
    names = ("users", "tags", "posts", "teams", "documents")
    users, tags, posts, teams, documents = ([row["id"] for row in read(name)] for name in names)
    members = [parse_uuid(member["id"]) for team in read("teams") for member in team["members"]]
    counts = {"members": session.scalars(select(func.count()).where(TeamMember.id.in_(members))).one()}
    keys = connection.scalars(delete(Document).where(Document.id.in_(documents)).returning(Document.key)).all()
    counts["teams"] = connection.execute(delete(Team).where(Team.id.in_(teams))).rowcount
    counts["posts"] = connection.execute(delete(Post).where(Post.id.in_(posts))).rowcount
    tagging = union(select(post_tag.c.tag_id), select(team_tag.c.tag_id))
    unused = delete(Tag).where(Tag.id.in_(tags), Tag.id.not_in(tagging))
    counts["tags"] = connection.execute(unused).rowcount
    having = union(select(Post.author_id), select(Document.owner_id), select(TeamMember.user_id))
    idle = delete(User).where(User.id.in_(users), User.hashed_password.is_(None), User.id.not_in(having))
    counts["users"] = connection.execute(idle).rowcount
    told = {User: users, Tag: tags, Post: posts, Team: teams, TeamMember: members, Document: documents}
    for model, ids in told.items():
        connection.execute(delete(Event).where(Event.id.in_(ids), Event.id.not_in(select(model.id))))
    return {**dict(reversed(counts.items())), "documents": len(keys)}, list(keys)

"""Plain Flask: views that read `request`, Advanced Alchemy's sync services in autocommit mode."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

import jwt
from advanced_alchemy.extensions.flask import AdvancedAlchemy, FlaskServiceMixin, SQLAlchemySyncConfig, filters
from advanced_alchemy.repository import SQLAlchemySyncRepository
from advanced_alchemy.service import ModelDictT, SQLAlchemySyncRepositoryService, is_dict, schema_dump
from flask import Flask, Response, abort, jsonify, request, send_file
from pydantic import BaseModel, ValidationError
from sqlalchemy.orm import selectinload

from compare.documented import SECRET, schemas
from compare.documented import models as m
from compare.documented.domain import LIMIT, database_url, document_of, path_of, register_storage
from compare.documented.services import HASHER

Schema = TypeVar("Schema", bound=BaseModel)
Answer = tuple[Response, int]


class UserService(SQLAlchemySyncRepositoryService[m.User]):
    class Repo(SQLAlchemySyncRepository[m.User]):
        model_type = m.User

    repository_type = Repo

    def to_model_on_create(self, data: "ModelDictT[m.User]") -> "ModelDictT[m.User]":
        data = schema_dump(data)
        if is_dict(data) and (password := data.pop("password", None)) is not None:
            data["hashed_password"] = HASHER.hash(password)
        return data


class PostService(SQLAlchemySyncRepositoryService[m.Post]):
    class Repo(SQLAlchemySyncRepository[m.Post]):
        model_type = m.Post

    repository_type = Repo


# With the mixin for `jsonify`, which writes JSON in Advanced Alchemy's way; the other views write it in Flask's.
class TagService(FlaskServiceMixin, SQLAlchemySyncRepositoryService[m.Tag]):
    class Repo(SQLAlchemySyncRepository[m.Tag]):
        model_type = m.Tag
        match_fields = ["name"]  # noqa: RUF012 -- as documented

    repository_type = Repo


class DocumentService(SQLAlchemySyncRepositoryService[m.Document]):
    class Repo(SQLAlchemySyncRepository[m.Document]):
        model_type = m.Document

    repository_type = Repo


def parse(schema: type[Schema]) -> Schema:
    """Flask validates nothing; what is wrong is a 422, as `abort` makes one."""
    try:
        return schema.model_validate(request.get_json())
    except ValidationError:
        abort(422)


def shown(schema: BaseModel, status: int = 200) -> Answer:
    return jsonify(schema.model_dump()), status


def token_required(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def wrapper(**values: Any) -> Any:
        authorization = request.authorization
        if authorization is None or authorization.token is None:
            abort(401)
        try:
            claims = jwt.decode(authorization.token, SECRET, algorithms=["HS256"])
        except jwt.InvalidTokenError:
            abort(401)
        return view(**values, caller=claims["sub"])

    return wrapper


def create_app(config: SQLAlchemySyncConfig | None = None) -> Flask:
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LIMIT
    config = config or SQLAlchemySyncConfig(connection_string=database_url("sqlite"), commit_mode="autocommit")
    alchemy = AdvancedAlchemy(config, app)
    register_storage()

    @app.get("/health/live")
    def live() -> Response:
        return jsonify(status="ok")

    @app.get("/auth/me")
    @token_required
    def get_me(caller: str) -> Response:
        return jsonify(id=caller)

    @app.post("/users")
    def create_user() -> Answer:
        users_service = UserService(alchemy.get_sync_session())
        user = users_service.create(parse(schemas.UserCreate))
        return shown(users_service.to_schema(user, schema_type=schemas.User), 201)

    @app.get("/users")
    def list_users() -> Answer:
        limit = request.args.get("limit", 20, type=int)
        total = request.args.get("total", default=True, type=bool)
        users_service = UserService(alchemy.get_sync_session())
        users, count = users_service.get_many_and_count(filters.LimitOffset(limit, 0))
        items = [users_service.to_schema(user, schema_type=schemas.User) for user in users]
        return shown(schemas.Users(items=items, limit=limit, total=count if total else None))

    @app.get("/users/<uuid:user_id>")
    def get_user(user_id: UUID) -> Answer:
        users_service = UserService(alchemy.get_sync_session())
        user = users_service.get_one(id=user_id, load=[selectinload(m.User.posts)])
        return shown(users_service.to_schema(user, schema_type=schemas.UserDetail))

    @app.patch("/users/<uuid:user_id>")
    @token_required
    def update_user(user_id: UUID, caller: str) -> Answer:
        users_service = UserService(alchemy.get_sync_session())
        user = users_service.update(parse(schemas.UserUpdate), item_id=user_id)
        return shown(users_service.to_schema(user, schema_type=schemas.User))

    @app.delete("/users/<uuid:user_id>")
    def delete_user(user_id: UUID) -> tuple[str, int]:
        UserService(alchemy.get_sync_session()).delete(user_id)
        return "", 204

    @app.post("/teams")
    @token_required
    def create_team(caller: str) -> Answer:
        return shown(parse(schemas.TeamCreate), 201)

    @app.post("/posts")
    @token_required
    def create_post(caller: str) -> Answer:
        posts_service = PostService(alchemy.get_sync_session())
        post = posts_service.create({**parse(schemas.PostCreate).model_dump(), "author_id": UUID(caller)})
        return shown(posts_service.to_schema(post, schema_type=schemas.Post), 201)

    @app.get("/tags")
    @token_required
    def list_tags(caller: str) -> Response:
        page = filters.LimitOffset(request.args.get("limit", 20, type=int), request.args.get("offset", 0, type=int))
        tags_service = TagService(alchemy.get_sync_session())
        tags, total = tags_service.get_many_and_count(page)
        return tags_service.jsonify(tags_service.to_schema(tags, total, filters=[page], schema_type=schemas.Tag))

    @app.put("/tags")
    @token_required
    def put_tag(caller: str) -> Response:
        tags_service = TagService(alchemy.get_sync_session())
        tag = tags_service.upsert(parse(schemas.TagCreate))
        return tags_service.jsonify(tags_service.to_schema(tag, schema_type=schemas.Tag))

    @app.post("/documents")
    def create_document() -> Answer:
        file = request.files["file"]
        documents_service = DocumentService(alchemy.get_sync_session())
        document = documents_service.create(
            document_of(request.form["name"], file.filename, file.content_type, file.read())
        )
        return shown(documents_service.to_schema(document, schema_type=schemas.Document), 201)

    @app.get("/documents/<uuid:document_id>/content")
    def get_document_content(document_id: UUID) -> Response:
        document = DocumentService(alchemy.get_sync_session()).get(document_id)
        return send_file(path_of(document.file.path), as_attachment=True, download_name=document.filename)

    return app

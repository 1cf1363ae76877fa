"""Plain Flask: views that read `request` and return `jsonify`, Advanced Alchemy's extension in autocommit mode."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

import jwt
from advanced_alchemy.extensions.flask import AdvancedAlchemy, SQLAlchemySyncConfig
from flask import Flask, Response, abort, jsonify, request, send_file
from pydantic import BaseModel, ValidationError
from sqlalchemy import select

from compare.documented import SECRET
from compare.documented.domain import LIMIT, Account, PostCreate, Shelf, TeamCreate, User, UserCreate, database_url

Schema = TypeVar("Schema", bound=BaseModel)


def parse(schema: type[Schema]) -> Schema:
    """Flask validates nothing; what is wrong is a 422, as `abort` makes one."""
    try:
        return schema.model_validate(request.get_json())
    except ValidationError:
        abort(422)


def token_required(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def wrapper(**values: Any) -> Any:
        authorization = request.authorization
        if authorization is None or authorization.token is None:
            abort(401)
        try:
            jwt.decode(authorization.token, SECRET, algorithms=["HS256"])
        except jwt.InvalidTokenError:
            abort(401)
        return view(**values)

    return wrapper


def create_app() -> Flask:
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LIMIT
    config = SQLAlchemySyncConfig(connection_string=database_url("sqlite"), commit_mode="autocommit")
    alchemy = AdvancedAlchemy(config, app)
    shelf = Shelf()

    @app.get("/health/live")
    def live() -> Response:
        return jsonify(status="ok")

    @app.get("/auth/me")
    @token_required
    def get_me() -> Response:
        return jsonify(id="me")

    @app.post("/users")
    def create_user() -> tuple[Response, int]:
        account = Account(**parse(UserCreate).model_dump())
        session = alchemy.get_sync_session()
        session.add(account)
        session.flush()
        return jsonify(User.model_validate(account).model_dump()), 201

    @app.get("/users")
    def list_users() -> Response:
        limit = request.args.get("limit", 20, type=int)
        total = request.args.get("total", default=True, type=bool)
        accounts = alchemy.get_sync_session().scalars(select(Account).limit(limit))
        return jsonify(
            items=[User.model_validate(account).model_dump() for account in accounts], limit=limit, total=total
        )

    @app.get("/users/<uuid:user_id>")
    def get_user(user_id: UUID) -> Response:
        account = alchemy.get_sync_session().get(Account, user_id)
        if account is None:
            abort(404)
        return jsonify(User.model_validate(account).model_dump())

    @app.delete("/users/<uuid:user_id>")
    def delete_user(user_id: UUID) -> tuple[str, int]:
        session = alchemy.get_sync_session()
        session.delete(session.get_one(Account, user_id))
        return "", 204

    @app.post("/teams")
    @token_required
    def create_team() -> tuple[Response, int]:
        return jsonify(parse(TeamCreate).model_dump()), 201

    @app.post("/posts")
    @token_required
    def create_post() -> tuple[Response, int]:
        return jsonify(parse(PostCreate).model_dump()), 201

    @app.post("/documents")
    def create_document() -> tuple[Response, int]:
        file = request.files["file"]
        return jsonify(shelf.keep(request.form["name"], file.filename, file.read()).model_dump()), 201

    @app.get("/documents/<uuid:document_id>/content")
    def get_document_content(document_id: UUID) -> Response:
        return send_file(shelf.path(document_id), as_attachment=True, download_name=shelf.filenames[document_id])

    return app

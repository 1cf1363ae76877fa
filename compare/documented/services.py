"""The services of the plain applications, as Advanced Alchemy's documentation writes them. Flask's are in flask.py."""

from asyncio import to_thread

from advanced_alchemy.repository import SQLAlchemyAsyncRepository
from advanced_alchemy.service import ModelDictT, SQLAlchemyAsyncRepositoryService, is_dict, schema_dump
from pwdlib import PasswordHash

from compare.documented import models as m

HASHER = PasswordHash.recommended()


class UserService(SQLAlchemyAsyncRepositoryService[m.User]):
    class Repo(SQLAlchemyAsyncRepository[m.User]):
        model_type = m.User

    repository_type = Repo

    async def to_model_on_create(self, data: "ModelDictT[m.User]") -> "ModelDictT[m.User]":
        data = schema_dump(data)
        if is_dict(data) and (password := data.pop("password", None)) is not None:
            data["hashed_password"] = await to_thread(HASHER.hash, password)
        return data


class PostService(SQLAlchemyAsyncRepositoryService[m.Post]):
    class Repo(SQLAlchemyAsyncRepository[m.Post]):
        model_type = m.Post

    repository_type = Repo


class TagService(SQLAlchemyAsyncRepositoryService[m.Tag]):
    class Repo(SQLAlchemyAsyncRepository[m.Tag]):
        model_type = m.Tag
        # Of the repository: `upsert` does not look at the service's.
        match_fields = ["name"]  # noqa: RUF012 -- as documented

    repository_type = Repo


class DocumentService(SQLAlchemyAsyncRepositoryService[m.Document]):
    class Repo(SQLAlchemyAsyncRepository[m.Document]):
        model_type = m.Document

    repository_type = Repo

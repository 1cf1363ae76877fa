"""The bodies and the answers of the plain applications."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, EmailStr, Field


class UserCreate(BaseModel):
    email: EmailStr
    name: str = Field(min_length=1, max_length=100)
    password: str = Field(min_length=8, max_length=128)


class UserUpdate(BaseModel):
    email: EmailStr | None = None
    name: str | None = Field(None, min_length=1, max_length=100)


class User(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    email: str
    name: str


class Users(BaseModel):
    items: list[User]
    limit: int
    total: int | None


class UserQuery(BaseModel):
    limit: int = Field(20, ge=1, le=100)
    total: bool = True


class TeamCreate(BaseModel):
    name: str = Field(min_length=1, max_length=100)
    seats: int | None = Field(None, ge=1, le=1_000_000)


class PostCreate(BaseModel):
    title: str = Field(min_length=1, max_length=200)
    body: str
    published_at: datetime | None = None


class Post(PostCreate):
    model_config = ConfigDict(from_attributes=True)

    id: UUID


class UserDetail(User):
    posts: list[Post]


class TagCreate(BaseModel):
    name: str
    colour: str | None = None


class Tag(TagCreate):
    model_config = ConfigDict(from_attributes=True)

    id: UUID


class TagQuery(BaseModel):
    limit: int = Field(20, ge=1, le=100)
    offset: int = Field(0, ge=0)


class Document(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    filename: str | None

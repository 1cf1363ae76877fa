"""`create-superuser`: creates a superuser, or makes an existing user one."""

from advanced_alchemy.config import SQLAlchemySyncConfig
from sqlalchemy import select

from ..database.engine import sync_config
from ..database.unit_of_work import sync_unit_of_work
from ..models import User
from ..schemas import UserCreate
from ..security import Passwords
from ..settings import CommandSettings


def create_superuser(settings: CommandSettings, email: str, name: str, password: str) -> str:
    """Create an active superuser, and return the email as it is stored.

    An existing user gets this name and password. Raises `pydantic.ValidationError`.
    """
    data = UserCreate(email=email, name=name, password=password)
    hashed_password = Passwords(settings).hash(data.password)
    config = sync_config(SQLAlchemySyncConfig, settings)
    with config.get_session() as session, sync_unit_of_work(session):
        user = session.scalar(select(User).where(User.email == data.email)) or User(email=data.email)
        user.name, user.hashed_password, user.is_active, user.is_superuser = data.name, hashed_password, True, True
        session.add(user)
    config.get_engine().dispose()
    return data.email

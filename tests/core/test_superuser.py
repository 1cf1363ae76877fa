"""The function behind `create-superuser`."""

import pytest
from pydantic import ValidationError
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.commandline.seed import seed
from core.commandline.superuser import create_superuser
from core.models import User
from core.settings import Settings


def test_create_superuser_gives_an_existing_user_a_name_and_rights(own_settings: Settings, session: Session) -> None:
    seed(own_settings)
    create_superuser(own_settings, "USER0001@example.com", "New Name", "12345678")
    with session.begin():
        user = session.scalars(select(User).where(User.email == "user0001@example.com")).one()
        assert (user.name, user.is_superuser) == ("New Name", True)


def test_create_superuser_reactivates_an_inactive_user(own_settings: Settings, session: Session) -> None:
    create_superuser(own_settings, "root@example.com", "Root", "12345678")
    with session.begin():
        session.execute(update(User).values(is_active=False, is_superuser=False))
    create_superuser(own_settings, "root@example.com", "Root", "12345678")
    with session.begin():
        user = session.scalars(select(User).where(User.email == "root@example.com")).one()
        assert (user.is_active, user.is_superuser) == (True, True)


def test_create_superuser_refuses_a_short_password(own_settings: Settings) -> None:
    with pytest.raises(ValidationError, match="password"):
        create_superuser(own_settings, "root@example.com", "Root", "short")

"""Every rule of the domain, over one database session."""

from .database import check_database as check_database
from .database import unit_of_work as unit_of_work
from .security import Security as Security
from .user import UserService as UserService

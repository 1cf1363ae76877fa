"""Every rule of the domain. Async is the source; core.services_sync is its generated twin."""

from core.services.database import check_database, unit_of_work
from core.services.security import LoginLimiter, Security
from core.services.user import UserService

__all__ = ("LoginLimiter", "Security", "UserService", "check_database", "unit_of_work")

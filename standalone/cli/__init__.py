"""The domain on the command line, without HTTP: commands call the sync services as a superuser."""

from .analytics import analytics as analytics
from .documents import documents as documents
from .members import members as members
from .posts import posts as posts
from .system import openapi as openapi
from .tags import tags as tags
from .teams import teams as teams
from .users import users as users

COMMANDS = (users, posts, teams, members, tags, documents, analytics, openapi)

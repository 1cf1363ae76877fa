"""The routes: a module for each resource; a handler has the name of its operation."""

from core.http.operations import OPERATIONS

from . import analytics, auth, documents, members, posts, system, tags, teams, users

MODULES = (auth, users, posts, teams, members, tags, documents, analytics, system)

NAMES = {name: value for module in MODULES for name, value in vars(module).items()}
HANDLERS = {operation.id: NAMES[operation.id] for operation in OPERATIONS}

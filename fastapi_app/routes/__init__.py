"""The routes: a module with a `router` for each resource, in the order of the contract."""

from . import analytics, auth, documents, members, posts, system, tags, teams, users

ROUTERS = [module.router for module in (auth, users, posts, teams, members, tags, documents, analytics, system)]

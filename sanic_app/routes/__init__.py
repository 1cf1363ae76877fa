"""The routes, a blueprint for each tag of the contract."""

from . import auth, system, users

blueprints = (auth.blueprint, users.blueprint, system.blueprint)

"""The table of routes: method, path, handler."""

from . import auth, system, users

ROUTES = (
    ("POST", "/auth/login", auth.login),
    ("GET", "/auth/me", auth.get_me),
    ("POST", "/users", users.create_user),
    ("GET", "/users", users.list_users),
    ("GET", "/users/{user_id}", users.get_user),
    ("PATCH", "/users/{user_id}", users.update_user),
    ("DELETE", "/users/{user_id}", users.delete_user),
    ("GET", "/health/live", system.live),
    ("GET", "/health/ready", system.ready),
    ("GET", "/metrics", system.metrics),
    ("GET", "/openapi.json", system.openapi),
    ("GET", "/docs", system.docs),
)

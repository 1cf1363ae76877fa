"""The routes, one module a resource: auth, users, system."""

"""The routes, one module a resource: auth, users, posts, teams, members, tags, documents, analytics, system."""

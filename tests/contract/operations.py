"""The operations as the contract lists them: the tests' own copy, which core's is held against."""

OPERATIONS = [
    ("login", "POST", "/auth/login"),
    ("get_me", "GET", "/auth/me"),
    ("create_user", "POST", "/users"),
    ("list_users", "GET", "/users"),
    ("get_user", "GET", "/users/{user_id}"),
    ("update_user", "PATCH", "/users/{user_id}"),
    ("delete_user", "DELETE", "/users/{user_id}"),
    ("live", "GET", "/health/live"),
    ("ready", "GET", "/health/ready"),
    ("metrics", "GET", "/metrics"),
    ("openapi", "GET", "/openapi.json"),
    ("docs", "GET", "/docs"),
]

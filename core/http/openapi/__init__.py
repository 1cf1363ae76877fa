"""The OpenAPI document and its page: the same bytes from every adapter."""

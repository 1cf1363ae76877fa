"""The HTTP side that all adapters share: operations, problems, one parser for queries and bodies, the OpenAPI document."""

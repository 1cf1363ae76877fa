"""The HTTP side that all adapters share: operations, problems, one parser and one serializer, the OpenAPI document."""

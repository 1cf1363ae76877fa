"""The HTTP side that all adapters share: operations, problems, parsing, uploads and downloads, the OpenAPI document."""

"""The OpenAPI document, the clients made from it, and the frameworks' native documents."""

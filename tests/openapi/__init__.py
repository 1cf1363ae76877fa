"""What is made from the OpenAPI document, and what the frameworks make beside it."""

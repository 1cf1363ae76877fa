"""Generated requests to all adapters at once, and the tests of what generates them."""

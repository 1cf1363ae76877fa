"""Shows that the comparison calls nothing between copies of one application, and what is planted in one of them."""

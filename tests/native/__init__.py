"""Each adapter is native: its framework routes first, handles the errors, and sends the answers."""

"""The adapters mirror one another: opened side by side, they line up."""

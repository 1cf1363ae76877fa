"""Command lines as their users type them: each test starts the real command and asks it something."""

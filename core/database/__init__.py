"""The primary database: engines, sessions, the unit of work, the filters of lists, and the meaning of errors."""

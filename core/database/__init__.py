"""The primary database: engines, sessions, the unit of work, paging, and the meaning of errors."""

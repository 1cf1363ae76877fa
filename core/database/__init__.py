"""The primary database: engines, sessions, the unit of work, and what its errors mean."""

"""The analytics side: DuckDB files, how they are read and how a refresh builds a new one."""

"""Analytics on DuckDB: reading the current file, and building the next one."""

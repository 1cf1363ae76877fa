"""Generates the rows of the sample data: users, posts, teams and tags. Nobody generates the documents."""

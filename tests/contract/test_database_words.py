"""What a database's URL has after its question mark reaches the server. White box: the test asks PostgreSQL."""

from collections.abc import Callable

import pytest
from sqlalchemy.engine import make_url

from tests.databases import Database
from tests.deployment import Deployment

WORDS = "application_name=words%20of%20libpq&options=-c%20geqo%3Doff&sslmode=prefer&connect_timeout=7"


@pytest.mark.only(database="postgresql")
@pytest.mark.each_database
def test_the_words_of_a_database_url_reach_the_server(deploy: Callable[..., Deployment], database: Database) -> None:
    url = make_url(database.url).update_query_string(WORDS).render_as_string(hide_password=False)
    application = deploy(Database("postgresql", url))
    assert application.client.call("GET", "/health/ready").status == 200
    with database.connect() as connection:
        seen = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'words of libpq'"
        [(connections,)] = connection.execute(seen).fetchall()
    assert connections > 0

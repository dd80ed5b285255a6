"""Tables are made and brought up to date when a database is opened; nothing is lost, nothing newer is touched."""

import shutil

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import insert, inspect, select, text

from compass.errors import UnavailableError
from compass.store import tables
from compass.store.database import MIGRATIONS, open_database

LATER = '''
"""A later revision."""
from alembic import op
revision = "9999"
down_revision = "{before}"

def upgrade():
    {does}
'''


def head() -> str:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config).get_current_head()


def with_revision(tmp_path, does: str):
    folder = shutil.copytree(MIGRATIONS, tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "later.py").write_text(LATER.format(before=head(), does=does), encoding="utf-8")
    return folder


def keep_a_setting(url: str) -> None:
    database = open_database(url)
    with database.writing() as connection:
        connection.execute(insert(tables.settings).values(key="a", value="kept"))
    database.close()


def test_migrations_make_the_tables_that_the_program_knows(url):
    database = open_database(url)
    with database.reading() as connection:
        found = inspect(connection)
        for name, table in tables.metadata.tables.items():
            assert {column["name"] for column in found.get_columns(name)} == set(table.columns.keys()), name
            assert found.get_pk_constraint(name)["constrained_columns"] == [c.name for c in table.primary_key], name
        assert set(found.get_table_names()) == {*tables.metadata.tables, "alembic_version"}
    database.close()


def test_an_upgrade_keeps_what_is_there(url, tmp_path):
    keep_a_setting(url)
    database = open_database(url, with_revision(tmp_path, 'op.execute("CREATE TABLE more (a INTEGER)")'))
    with database.reading() as connection:
        assert connection.execute(select(tables.settings.c.value)).scalars().all() == ["kept"]
        assert inspect(connection).has_table("more")
    database.close()


def test_an_upgrade_that_would_lose_rows_is_taken_back(url, tmp_path):
    keep_a_setting(url)
    with pytest.raises(UnavailableError) as caught:
        open_database(url, with_revision(tmp_path, 'op.execute("DELETE FROM settings")'))
    assert caught.value.problem.code == "S007"
    database = open_database(url)
    with database.reading() as connection:
        assert connection.execute(select(tables.settings.c.value)).scalars().all() == ["kept"]
    database.close()


def test_a_newer_database_is_refused_and_left_alone(url):
    database = open_database(url)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(UnavailableError) as caught:
        open_database(url)
    assert caught.value.problem.code == "S006"
    assert caught.value.problem.details["found"] == "9999"


def test_a_database_that_cannot_be_opened_is_told_without_its_password(tmp_path):
    with pytest.raises(UnavailableError) as caught:
        open_database("postgresql://me:secret@localhost:1/none")
    assert caught.value.problem.code == "S005"
    assert "secret" not in str(caught.value.problem.details)


def fail_halfway(database) -> None:
    with database.writing() as connection:
        connection.execute(insert(tables.settings).values(key="a", value="half"))
        raise ZeroDivisionError


def test_a_transaction_that_fails_leaves_nothing(url):
    database = open_database(url)
    with pytest.raises(ZeroDivisionError):
        fail_halfway(database)
    with database.reading() as connection:
        assert connection.execute(select(tables.settings)).all() == []
    database.close()

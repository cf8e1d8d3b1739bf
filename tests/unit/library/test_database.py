from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

import affetto.library.account_tables  # these declare tables of the same library
import affetto.library.history_tables
import affetto.library.listening_tables
import affetto.library.playlist_tables  # noqa: F401
from affetto.errors import LibraryError
from affetto.library import database
from affetto.library.analysis import HeardFile
from affetto.library.database import migrate, open_database
from affetto.library.file_repository import FileRepository
from affetto.library.migrations import HEAD_REVISION, SCRIPT_LOCATION
from affetto.library.music_library import Library
from affetto.library.records import AnalyserId, FileStamp, JobState
from affetto.library.tables import Base
from affetto.music import AudioFeatures, TrackTags


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "library.db"


def add_tracks(library: Library, names: Iterable[str]) -> None:
    with library.changing() as session:
        for name in names:
            FileRepository(session).save_heard(
                FileStamp(Path(f"/music/{name}.mp3"), 1, 1, name),
                HeardFile(TrackTags(name), AudioFeatures(duration_s=1.0)),
                AnalyserId("test", "1"),
            )


def add_track(library: Library, name: str) -> None:
    add_tracks(library, [name])


def add_track_and_fail(library: Library) -> None:
    with library.changing() as session:
        FileRepository(session).save_heard(
            FileStamp(Path("/a.mp3"), 1, 1, "a"),
            HeardFile(TrackTags("a"), AudioFeatures(duration_s=1.0)),
            AnalyserId("test", "1"),
        )
        raise ZeroDivisionError


def scripts_with(folder: Path, upgrade: str) -> str:
    """The migrations of this version and one more, that does `upgrade`."""
    with resources.as_file(resources.files("affetto.library.migrations")) as package:
        shutil.copytree(package, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "9999_next.py").write_text(
        "import sqlalchemy as sa\n"
        "from alembic import op\n"
        f"revision, down_revision = '9999', '{HEAD_REVISION}'\n"
        "branch_labels = depends_on = None\n"
        f"def upgrade():\n    {upgrade}\n"
    )
    return str(folder)


def test_migrations_lead_to_the_tables_of_this_version(path):
    engine = open_database(path)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrations_lead_to_the_checks_of_this_version(path, tmp_path):
    # Alembic's comparison leaves these out.
    declared_engine = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    Base.metadata.create_all(declared_engine)
    migrated, declared = inspect(open_database(path)), inspect(declared_engine)
    for table in Base.metadata.tables:
        checks = [
            {check["name"]: check["sqltext"] for check in inspector.get_check_constraints(table)}
            for inspector in (migrated, declared)
        ]
        assert checks[0] == checks[1]
        options = [i.get_table_options(table) for i in (migrated, declared)]
        assert options[0] == options[1]


def test_named_head_is_the_newest_migration():
    scripts = ScriptDirectory.from_config(database._alembic_config(SCRIPT_LOCATION))
    assert scripts.get_heads() == [HEAD_REVISION]


def test_up_to_date_library_is_opened_without_alembic(path, monkeypatch):
    open_database(path)

    def refuse(*_arguments: object) -> None:
        raise AssertionError("it was migrated")

    monkeypatch.setattr(database, "migrate", refuse)
    assert open_database(path) is not None


def test_migration_changes_tables_keeps_rows_and_leaves_a_backup(path, tmp_path):
    with Library.open(path) as library:
        add_track(library, "a")
    location = scripts_with(
        tmp_path / "next",
        # Copies the table under SQLite, and must not take genres and sources along.
        "with op.batch_alter_table('tracks') as tracks:\n"
        "        tracks.alter_column('title', new_column_name='name')",
    )
    engine = open_database(path)

    migrate(engine, path, location)

    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM tracks").fetchall() == [("a",)]
        assert connection.execute("SELECT count(*) FROM sources").fetchall() == [(1,)]
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)
    (backup,) = path.parent.glob("library-schema-*.db")
    with Library.open(backup) as old:
        assert [track.tags.title for track in old.tracks()] == ["a"]


def test_migration_that_fails_changes_nothing(path, tmp_path):
    with Library.open(path) as library:
        add_track(library, "a")
    location = scripts_with(
        tmp_path / "next",
        "op.add_column('tracks', sa.Column('colour', sa.Text()))\n"
        "    op.execute('DELETE FROM tracks')\n"
        "    op.execute('SELECT * FROM nothing')",
    )
    with pytest.raises(LibraryError, match="nothing"):
        migrate(open_database(path), path, location)

    with Library.open(path) as library:
        assert library.count() == 1
        assert library.find_damage() == ()
    assert "colour" not in {
        column["name"] for column in inspect(open_database(path)).get_columns("tracks")
    }


def test_new_library_leaves_no_backup(path):
    Library.open(path).close()
    assert sorted(file.name for file in path.parent.iterdir()) == ["library.db", "library.db.lock"]


def test_refuses_a_library_of_a_newer_version(path):
    Library.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(LibraryError, match=r"library\.db: was written by a newer Affetto \(schema"):
        Library.open(path)
    assert path.read_bytes() == before


def test_refuses_a_database_of_another_program(path):
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE tracks (name TEXT)")
    with pytest.raises(LibraryError, match="this is no music library"):
        Library.open(path)


def test_refuses_what_is_no_database(path):
    path.parent.mkdir()
    path.write_text("shopping list: " * 500)
    with pytest.raises(LibraryError, match=r"library\.db: this is no music library; move it away"):
        Library.open(path)
    assert path.read_text() == "shopping list: " * 500


def test_tells_of_a_damaged_file(path):
    with Library.open(path) as library:
        add_tracks(library, [f"{number}" * 20 for number in range(500)])
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xa5" * (size // 3))
    with Library.open(path) as library:
        with pytest.raises(LibraryError, match="is damaged; move it away"):
            list(library.tracks())
        assert library.find_damage()


def test_takes_an_empty_file_for_a_new_library(path):
    path.parent.mkdir()
    path.touch()
    with Library.open(path) as library:
        assert library.count() == 0


def test_names_a_home_that_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match=r"file/home: Not a directory; choose another place"):
        Library.open(tmp_path / "file" / "home" / "library.db")


def test_names_a_library_that_is_a_folder(path):
    path.mkdir(parents=True)
    with pytest.raises(LibraryError, match=r"library\.db: cannot be opened"):
        Library.open(path)


def test_names_a_home_it_may_not_write_to(open_folder, as_ordinary_user):
    with as_ordinary_user(), pytest.raises(LibraryError, match=r"Permission denied; choose"):
        Library.open(open_folder / "library.db")
    with as_ordinary_user(), pytest.raises(LibraryError, match=r"Permission denied; choose"):
        Library.open(open_folder / "home" / "library.db")


def test_names_a_library_in_a_folder_it_may_not_look_into(open_folder, as_ordinary_user):
    path = open_folder / "home" / "library.db"
    Library.open(path).close()
    path.parent.chmod(0o600)
    with as_ordinary_user(), pytest.raises(LibraryError, match=r"Permission denied; choose"):
        Library.open(path)


def test_names_a_library_it_may_not_write_to(open_folder, as_ordinary_user):
    path = open_folder / "library.db"
    Library.open(path).close()
    with (
        as_ordinary_user(),
        pytest.raises(LibraryError, match=r"cannot be (written|opened); check"),
    ):
        Library.open(path)
    open_folder.chmod(0o777)
    path.chmod(0o444)
    with as_ordinary_user(), Library.open(path) as library:
        assert library.count() == 0
        with pytest.raises(LibraryError, match="cannot be written; check its permissions"):
            add_track(library, "a")


def test_changes_are_made_together_or_not_at_all(path):
    with Library.open(path) as library:
        with pytest.raises(ZeroDivisionError):
            add_track_and_fail(library)
        assert library.count() == 0


def test_reading_is_not_disturbed_by_writing(path):
    with Library.open(path) as library, Library.open(path) as other:
        add_tracks(library, [f"{number}" for number in range(600)])
        tracks = library.tracks()
        next(tracks)
        add_track(other, "new")
        assert sum(1 for _ in tracks) == 599
        assert library.count() == 601


def test_job_without_a_sign_of_life_is_marked_as_interrupted(path, read_jobs):
    with Library.open(path) as library, library.running_job("train", "a model", total=3):
        Library.open(path).close()
        assert [job["state"] for job in read_jobs(path)] == [JobState.RUNNING]
        with sqlite3.connect(path) as connection:
            # This process lives, but the job may have been another's with the same number.
            connection.execute("UPDATE jobs SET updated_at = datetime('now', '-1 hour')")
        Library.open(path).close()
        assert [job["state"] for job in read_jobs(path)] == [JobState.INTERRUPTED]


def test_job_shows_its_progress_while_it_runs(path, read_jobs):
    with Library.open(path) as library, library.running_job("train", "a model", total=3) as job:
        job.done, job.failed = 2, 1
        while read_jobs(path)[0]["done"] == 0:
            job.show()
            time.sleep(0.05)
        (seen,) = read_jobs(path)
        assert (seen["kind"], seen["subject"]) == ("train", "a model")
        assert (seen["state"], seen["total"]) == (JobState.RUNNING, 3)
        assert (seen["done"], seen["failed"]) == (2, 1)

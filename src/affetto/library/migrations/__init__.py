"""Steps by which the library's schema came to be, oldest first, run by Alembic."""

# The newest step under `versions`, here so that opening an up-to-date library need not load
# Alembic to learn it.
HEAD_REVISION = "0008"

SCRIPT_LOCATION = "affetto.library:migrations"

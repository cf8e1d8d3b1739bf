"""The music library: which recordings there are, and what was heard in them.

`music_library.Library` opens it, `scanner.add_music` fills it. Nothing is imported here, for the
worker processes that analyse music need no database.
"""

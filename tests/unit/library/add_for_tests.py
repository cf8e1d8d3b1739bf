"""Adds a folder to a library as a program of its own: python add_for_tests.py '{...}'."""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from reader_for_tests import WavReader

from affetto.errors import AffettoError
from affetto.library.music_library import Library
from affetto.library.scanner import add_music


def main() -> int:
    order = json.loads(sys.argv[1])
    if "file_limit_bytes" in order:
        limit = order["file_limit_bytes"]
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    log = Path(order["log"]) if "log" in order else None
    reader = WavReader(log=log, delay_s=order.get("delay_s", 0.0))
    try:
        with Library.open(Path(order["library"])) as library:
            report = add_music(
                library,
                [Path(order["music"])],
                reader,
                workers=2,
                on_progress=lambda progress: print(progress.done, flush=True),
            )
            print(
                json.dumps(
                    {
                        "added": report.added,
                        "copies": report.copies,
                        "unchanged": report.unchanged,
                        "failed": [str(failure) for failure in report.failed],
                        "is_interrupted": report.is_interrupted,
                        "tracks": library.count(),
                        "files": library.stats().files,
                        "damage": library.find_damage(),
                        "pid": os.getpid(),
                    }
                )
            )
    except AffettoError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What participants agree to."""

from __future__ import annotations

from pathlib import Path

from affetto.errors import InputError

MAX_CHARACTERS = 20_000

# Names what the European Union's GDPR asks for: what is kept, what for, and how to take it back
# (art. 7, 13 and 17). Whoever runs a study at an institution has a text of their own.
DEFAULT_CONSENT = """Music for pictures: a study

You will see pictures. For each you say which emotion you see in it, then hear two short lists of
music, A and B, and say which fits the picture better and how well each fits. There are no right or
wrong answers. Headphones help.

Taking part is voluntary. You may stop at any time, come back by the same link and go on where you
were, or leave the study; then all your answers are deleted.

Kept are your answers and the days on which you gave them, under a random number: no name, no
address, nothing about your device, no picture of you. Nothing about your own feelings is inferred.
Comments are kept as you write them, so do not put names into them. The answers are used to find
out which music people find fitting, and may be published without the comments. Once they are
published they cannot be taken back.

If you have questions, ask whoever gave you this link before you agree.
"""


def read_consent(path: Path) -> str:
    """The text of a file.

    Raises:
        InputError: it cannot be read, is no UTF-8 text, or is empty or longer than
            `MAX_CHARACTERS`.
    """
    try:
        text = path.read_text(encoding="utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise InputError(path, "is no text in UTF-8") from error
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror})") from error
    if not text:
        raise InputError(path, "is empty; participants must know what they agree to")
    if len(text) > MAX_CHARACTERS:
        raise InputError(path, f"has more than {MAX_CHARACTERS:,} characters; nobody reads that")
    return text + "\n"

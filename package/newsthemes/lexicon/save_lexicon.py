"""A lexicon -> a file, which is never one that somebody else has changed."""

import os
import stat
from dataclasses import replace
from pathlib import Path

from ..files.write_files import ChangedMeanwhile, write
from .arguments import accepts_plain_inputs
from .model import Lexicon, LexiconError


@accepts_plain_inputs
def save_lexicon(lexicon: Lexicon, path: str | Path, expected_sha256: str | None = None) -> Lexicon:
    """Write a lexicon to a file, under another name first.

    `expected_sha256` is that of the file as it was read (`lexicon.sha256`); without it no file must
    stand there yet. A file's rights are kept, and a link stays one.
    Returns the lexicon with its new path. Raises LexiconError, and leaves the file as it is, where
    it is another by now, is read-only, or cannot be written.
    """
    target = Path(path)
    name, before = target.as_posix(), None
    try:
        if target.exists():
            before = expected_sha256
            if before is None:
                todo = (
                    "give its sha256, read_lexicon(path).sha256, to write over it, or another name"
                )
                raise LexiconError(f"{name}: exists already; {todo}")
            # which a rename would replace all the same
            if not (target.stat().st_mode & stat.S_IWUSR and os.access(target, os.W_OK)):
                raise LexiconError(f"{name}: is read-only; change that, or give another name")
        write(target, lexicon.source.encode("utf-8"), before)
    except ChangedMeanwhile:
        todo = "save under another name, or read it again and make your changes there"
        message = f"was changed on disk since it was read, so it was not written over; {todo}"
        raise LexiconError(f"{name}: {message}") from None
    except OSError as error:
        raise LexiconError(
            f"{name}: cannot be written ({error.strerror}); check folder, rights and space"
        ) from None
    return replace(lexicon, path=name)

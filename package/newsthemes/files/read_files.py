"""A file -> its bytes. Nothing but regular files is opened."""

import stat
from pathlib import Path

MAX_BYTES = 200_000_000


class FileError(ValueError):
    """A file that cannot be read: says, without its name, why, and what to do."""


def file_bytes(file: Path) -> bytes:
    """A regular file's bytes; FileError, without its name, where it cannot be read, or has 200 MB
    or more.
    """
    try:
        status = file.stat()
        if status.st_size >= MAX_BYTES:
            raise FileError(f"has {status.st_size / 1e6:.0f} MB, too much for one file; split it")
        if not stat.S_ISREG(status.st_mode):  # a pipe would block
            raise FileError("is a folder, a pipe or a device, not a file; name a file")
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise FileError("does not exist; check the name and the folder") from None
    except OSError as error:
        todo = "check the name and its permissions"
        raise FileError(f"cannot be opened ({error.strerror}); {todo}") from None

"""Everything that can go wrong and is somebody's to mend; any other exception is a bug of ours."""

from dataclasses import dataclass


class SchoolgateError(Exception):
    """A mistake or a failure we can explain. Its text says where, what is wrong and what to do; never what was said."""


class SettingsError(SchoolgateError):
    """The environment, the key, the state folder or the database cannot be used as they are."""


class StoreError(SchoolgateError):
    """The database could not keep or give back something; of what was being written, nothing was kept."""


class StoppingError(SchoolgateError):
    """The process is ending and takes nothing more in; what was brought must be brought again."""


class FileError(SchoolgateError):
    """A file is missing, unreadable or not of a kind we know."""


class UnknownGroupError(SchoolgateError):
    """No group of that name has a profile."""


class ProfileError(SchoolgateError):
    """What a group's profile was asked to say cannot be; nothing of it was changed."""


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing wrong in a file, and where."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


class MistakenError(SchoolgateError):
    """A file was refused; `mistakes` holds every reason, in the order of the file."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        self.mistakes = tuple(sorted(mistakes))
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class RulesError(MistakenError):
    """Of rules."""


class FactsError(MistakenError):
    """Of wording, or of a place."""

"""Encrypts texts and names field by field, and makes the keyed traces they are looked up by."""

import hmac
import json
import os
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import StoreError
from bot.message import ChatId, GroupId, MemberId, MessageId

KEY_BYTES = 32
NONCE_BYTES = 12  # what AES-GCM is defined for; drawn anew for every field written
VERSION = b"\x01"  # leads every sealed field, so that a later key can tell which ones are not its own


class Fields:
    """A sealed field opens only in the table, column and row it was written for."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(_derived(key, b"schoolgate: fields"))

    def close(self, text: str, *place: str) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        # A chat may hand us half a surrogate pair; what cannot be encoded strictly still comes back as it went in.
        return (
            VERSION
            + nonce
            + self._cipher.encrypt(nonce, text.encode("utf-8", "surrogatepass"), _binding(VERSION, place))
        )

    def open(self, sealed: bytes, *place: str) -> str:
        version, nonce, body = sealed[:1], sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, body, _binding(version, place)).decode("utf-8", "surrogatepass")
        except (InvalidTag, ValueError) as error:
            raise StoreError(
                f"the database: a field of {'.'.join(place[:2])} does not open with this key. It was damaged or"
                " changed by something else: put a backup back."
            ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class SubKeys:
    """The database's own keys. They outlive a change of the key that seals them: what they have made stays."""

    traces: bytes
    chains: bytes

    @classmethod
    def drawn(cls) -> Self:
        return cls(traces=os.urandom(KEY_BYTES), chains=os.urandom(KEY_BYTES))

    @classmethod
    def of_old(cls, key: bytes) -> Self:
        """What both followed from before a database had keys of its own."""
        both = _derived(key, b"schoolgate: traces")
        return cls(traces=both, chains=both)


class Seal(Fields):
    def __init__(self, key: bytes, own: SubKeys) -> None:
        super().__init__(key)
        self._own = own

    def trace(self, *parts: str) -> str:
        """The same for the same parts in one database; tells nothing about them without its key."""
        return _keyed(self._own.traces, parts)

    def chain_key(self, case: str) -> bytes:
        """What the evidence of a case is chained with."""
        return bytes.fromhex(_keyed(self._own.chains, ("evidence key", case)))


def keyed_name(group: GroupId, member: MemberId, seal: Seal) -> str:
    """What a forgotten member's counts are kept under: found again from the id, never the id from it."""
    return seal.trace("forgotten", group, member)


def keyed_message(chat: ChatId, message: MessageId, seal: Seal) -> str:
    """What a forgotten message is known again by, should the platform bring it once more."""
    return seal.trace("forgotten message", chat, message)


def keyed_group(group: GroupId, seal: Seal) -> str:
    return seal.trace("wiped", group)


def _keyed(key: bytes, parts: tuple[str, ...]) -> str:
    return hmac.new(key, json.dumps(parts).encode(), sha256).hexdigest()


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(key)


def _binding(version: bytes, place: tuple[str, ...]) -> bytes:
    return version + json.dumps(place).encode()

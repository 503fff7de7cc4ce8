"""A local folder or an S3 bucket, by URL, through obstore."""

from __future__ import annotations

from pathlib import Path

from obstore.store import LocalStore, ObjectStore, from_url

from loanwright.documents.model import BytesMissing


class ObjectDocumentStore:
    """`DocumentStore` on an object store. A put is atomic: a file is written beside its place and then renamed."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    @classmethod
    def at(cls, location: str | Path) -> ObjectDocumentStore:
        """A folder (made if missing) or a URL such as ``s3://bucket/prefix``, its keys from the environment."""
        if "://" in str(location):
            return cls(from_url(str(location)))
        return cls(LocalStore(prefix=Path(location), mkdir=True))

    def put(self, key: str, content: bytes) -> None:
        """Store `content`; overwriting the same bytes repairs a damaged copy."""
        self._store.put(key, content)

    def get(self, key: str) -> bytes:
        """The bytes under `key`.

        Raises:
            BytesMissing
        """
        try:
            return bytes(self._store.get(key).bytes())
        except FileNotFoundError:
            raise BytesMissing(key) from None

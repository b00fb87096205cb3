"""Papers in an S3-compatible store. Loaded only where the settings name one; its library is the extra `s3`."""

import functools
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from expatdesk.documents.store import ContentMissing, StoreAway

if TYPE_CHECKING:
    from botocore.response import StreamingBody
    from mypy_boto3_s3 import S3Client

AWAY = (BotoCoreError, ClientError)
SECONDS = 10


@dataclass(frozen=True, slots=True)
class Bucket:
    """One bucket of the store."""

    client: "S3Client"
    name: str

    def put(self, name: str, content: bytes | Iterable[bytes]) -> None:
        """Keep the content under the name; how long it is has to be known before the first byte goes."""
        try:
            if isinstance(content, bytes):
                self.client.put_object(Bucket=self.name, Key=name, Body=content)
            else:
                self._put_pieces(name, content)
        except (*AWAY, OSError) as error:
            raise StoreAway(_said(error)) from error

    def _put_pieces(self, name: str, pieces: Iterable[bytes]) -> None:
        """What comes here is encrypted already: it may lie on our disk for a moment."""
        with tempfile.TemporaryFile() as file:
            file.writelines(pieces)
            file.seek(0)
            self.client.put_object(Bucket=self.name, Key=name, Body=file)

    def get(self, name: str) -> bytes:
        """The content under the name. Raises ContentMissing."""
        try:
            return self._body(name).read()
        except AWAY as error:
            raise StoreAway(_said(error)) from error

    def open(self, name: str) -> "StreamingBody":
        """The same, to be read bit by bit."""
        return self._body(name)

    def _body(self, name: str) -> "StreamingBody":
        try:
            return self.client.get_object(Bucket=self.name, Key=name)["Body"]
        except self.client.exceptions.NoSuchKey as error:
            raise ContentMissing(name) from error
        except AWAY as error:
            raise StoreAway(_said(error)) from error

    def erase(self, name: str) -> None:
        """Forget the content."""
        try:
            self.client.delete_object(Bucket=self.name, Key=name)
        except AWAY as error:
            raise StoreAway(_said(error)) from error

    def lying_in(self, drawer: str) -> Iterator[tuple[str, datetime]]:
        """The names that begin so, each with when it was put."""
        try:
            for part in self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=drawer):
                for found in part.get("Contents", []):
                    yield found["Key"], found["LastModified"]
        except AWAY as error:
            raise StoreAway(_said(error)) from error


@functools.cache
def bucket_at(url: str) -> Bucket:
    """The bucket at s3://bucket (Amazon's own), or s3+https://key:secret@host:port/bucket of any other."""
    parts = urlsplit(url)
    calm = Config(connect_timeout=SECONDS, read_timeout=SECONDS, retries={"total_max_attempts": 3})
    if parts.scheme == "s3":
        # Who we are there, Amazon's library finds by itself: environment, role of the machine.
        return Bucket(boto3.client("s3", config=calm), parts.netloc)
    host = parts.netloc.rpartition("@")[2]
    client = boto3.client(
        "s3",
        endpoint_url=f"{parts.scheme.removeprefix('s3+')}://{host}",
        aws_access_key_id=unquote(parts.username or ""),
        aws_secret_access_key=unquote(parts.password or ""),
        region_name="us-east-1",
        # Other stores know buckets as folders, and few know Amazon's newer checksums.
        config=calm.merge(
            Config(
                s3={"addressing_style": "path"},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            )
        ),
    )
    return Bucket(client, parts.path.strip("/"))


def _said(error: Exception) -> str:
    """What went wrong, without the address, which may hold a secret."""
    return str(error) if isinstance(error, ClientError) else type(error).__name__

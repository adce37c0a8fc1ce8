"""Uploads stop as soon as they are too large: nothing of a 50 MB file is kept, and the form says so."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from parvis.kit.env import env


class TooLarge(Exception):
    """A file over the limit of PARVIS_MAX_UPLOAD_MB."""


class SizeLimitHandler(FileUploadHandler):
    """Counts what arrives; past the limit the file is dropped and its name kept on the request."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.seen = 0
        self.dropped = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.seen += len(raw_data)
        if self.seen > env().max_upload_mb * 1024 * 1024:
            if not self.dropped:
                self.dropped = True
                names = getattr(self.request, "too_large", [])
                names.append(self.file_name or "fichier")
                self.request.too_large = names  # type: ignore[union-attr]
            if self.seen > 4 * env().max_upload_mb * 1024 * 1024:
                raise StopUpload(connection_reset=False)
            return None
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

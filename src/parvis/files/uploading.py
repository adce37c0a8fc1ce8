"""Uploads stop as soon as they are too large: nothing of a 50 MB file is kept, the rest of the form is, and it says so."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from parvis.kit.env import env

MEGABYTE = 1024 * 1024
#: Beyond so many times what a form may carry, reading on to keep the typed text is no longer worth it.
PATIENCE = 4


class SizeLimitHandler(FileUploadHandler):
    """Counts what arrives. Past the limit the file is dropped and its name kept in ``request.too_large``."""

    def handle_raw_input(self, input_data: Any, meta: Any, content_length: int, *args: Any) -> None:  # type: ignore[override]
        if content_length > PATIENCE * env().max_upload_mb * env().max_files * MEGABYTE:
            raise RequestDataTooBig("more than a form may carry")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.seen += len(raw_data)
        if self.seen > env().max_upload_mb * MEGABYTE:
            names = getattr(self.request, "too_large", [])
            names.append(self.file_name or "fichier")
            self.request.too_large = names  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

"""The built site, served as a static host would: gzip, cache headers, its own 404 page."""

import gzip
import mimetypes
import sys
import threading
import time
from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

TEXT = ("text/", "application/json", "application/xml", "image/svg")
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@cache
def packed(file: Path, published: str, root: str) -> tuple[bytes, str, bool]:
    """Return a file's bytes as they are sent, its type, and whether they are gzipped."""
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    content = file.read_bytes()
    if file.name == "sitemap.xml":  # the theme navigates by it: it must name this host
        content = content.replace(published.encode(), root.encode())
    if kind.startswith(TEXT) or kind.endswith("javascript"):
        return gzip.compress(content, 6), kind, True
    return content, kind, False


class Host(ThreadingHTTPServer):
    """Serves `folder` on a free port, below the path for which the site was built.

    Addresses of pages are written relative to that path: "", "en/notation/", "404.html".
    """

    request_queue_size = 64  # a browser opens six connections at once, and tests run side by side

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder = folder
        first = ElementTree.parse(folder / "sitemap.xml").find(f".//{LOC}")
        self.published = first.text  # the home page's address in the world
        self.root = f"http://127.0.0.1:{self.server_port}{urlsplit(self.published).path}"
        self.sent: list[tuple[str, int]] = []  # (address, bytes) of each response
        self.delay: Callable[[int], float] = lambda size: 0  # seconds before so many bytes arrive
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def pages(self) -> list[str]:
        """Every page that was built."""
        files = sorted(file.relative_to(self.folder) for file in self.folder.rglob("*.html"))
        return [str(file).removesuffix("index.html") for file in files]

    def file(self, path: str) -> Path | None:
        """Return the file that answers an address, or None where there is none."""
        file = self.folder / unquote(path)
        file = file / "index.html" if file.is_dir() else file
        return file if file.is_file() else None

    def local(self, url: str) -> str | None:
        """Return the address of a full URL of the site, here or in the world; None for others."""
        for root in (self.root, self.published):
            if url.startswith(root):
                return url.removeprefix(root)
        return None

    def handle_error(self, request, client_address) -> None:
        """Report a fault; a browser that hangs up because it leaves a page is none."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    server: Host
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.server.local(f"http://{self.headers['Host']}{urlsplit(self.path).path}")
        file = None if path is None else self.server.file(path)
        if file and file.name == "index.html" and path and not path.endswith(("/", ".html")):
            self.reply(301, b"", {"Location": f"{self.path}/"})
        elif file:
            self.reply(200, *self.body(file))
        else:
            self.reply(404, *self.body(self.server.folder / "404.html"))

    def body(self, file: Path) -> tuple[bytes, dict[str, str]]:
        content, kind, gzipped = packed(file, self.server.published, self.server.root)
        kind += "; charset=utf-8" if gzipped else ""
        headers = {"Content-Type": kind, "Cache-Control": "max-age=600"}
        return content, headers | ({"Content-Encoding": "gzip"} if gzipped else {})

    def reply(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        headers = {"Content-Length": len(content), "Vary": "Accept-Encoding", **headers}
        lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        answer = "\r\n".join([*lines, "", ""]).encode() + content
        time.sleep(self.server.delay(len(answer)))
        self.server.sent.append((self.path, len(answer)))
        self.wfile.write(answer)

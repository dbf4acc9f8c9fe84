"""The nginx configuration of docs/website.md, run by nginx before the channel."""

from __future__ import annotations

import datetime
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from commands.network import HOST, free_ports, is_free
from tests.programs import program

ROOT = Path(__file__).resolve().parents[3]
SITE = "bot.example.org"


def certify(folder: Path) -> None:
    """A certificate for this machine, with its key, under the names of the document."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, SITE)])
    now = datetime.datetime.now(datetime.timezone.utc)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
    (folder / "fullchain.pem").write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def configuration(folder: Path, bot: str, ports: list[int]) -> str:
    """The document's configuration with the ports and files of this test."""
    document = (ROOT / "docs" / "website.md").read_text(encoding="utf-8")
    (snippet,) = re.findall(r"```nginx\n(.*?)```", document, flags=re.DOTALL)
    for told, here in {
        "listen 443": f"listen {HOST}:{ports[0]}",
        "listen 80": f"listen {HOST}:{ports[1]}",
        f"/etc/ssl/{SITE}": str(folder),
        "http://127.0.0.1:5005": bot,
    }.items():
        assert told in snippet
        snippet = snippet.replace(told, here)
    own = f"pid {folder}/pid; error_log {folder}/error.log; daemon off; events {{}}"
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    return f"{own}\nhttp {{ access_log {folder}/access.log;\n{paths}{snippet} }}\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where nginx keeps its files."""
    return tmp_path_factory.mktemp("nginx")


@pytest.fixture(scope="module")
def site(server: str, folder: Path) -> Iterator[str]:
    """The address of nginx with TLS."""
    ports = free_ports(2)
    certify(folder)
    (folder / "nginx.conf").write_text(configuration(folder, server, ports))
    command = [
        program("nginx"),
        "-p",
        str(folder),
        "-c",
        str(folder / "nginx.conf"),
        "-e",
        str(folder / "error.log"),
    ]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    with subprocess.Popen(command) as process:
        deadline = time.monotonic() + 20
        while is_free(ports[0]) and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        yield f"https://{HOST}:{ports[0]}"
        process.terminate()


def ask(site: str, path: str, headers: dict[str, str] | None = None, body: object = None) -> requests.Response:
    """A request to nginx, whose certificate nobody vouches for."""
    with requests.Session() as session:
        session.trust_env, session.verify = False, False
        return session.request(
            "GET" if body is None else "POST", f"{site}{path}", headers={"Host": SITE, **(headers or {})}, json=body
        )


@pytest.mark.filterwarnings("ignore::urllib3.exceptions.InsecureRequestWarning")
def test_the_chat_works_through_it_from_its_own_page(site: str) -> None:
    origin = {"Origin": f"https://{SITE}"}
    token = ask(site, "/webhooks/web/session", origin, {}).json()["token"]
    answer = ask(site, "/webhooks/web/messages", {**origin, "Authorization": f"Bearer {token}"}, {"text": "hello"})
    assert answer.json()["messages"][0]["text"] == "You said hello"
    assert answer.headers["Strict-Transport-Security"]
    assert answer.headers["Access-Control-Allow-Origin"] == origin["Origin"]


@pytest.mark.filterwarnings("ignore::urllib3.exceptions.InsecureRequestWarning")
def test_foreign_pages_and_the_bots_other_addresses_stay_out(site: str) -> None:
    assert ask(site, "/webhooks/web/session", {"Origin": "https://evil.example"}, {}).status_code == 403
    for path in ("/", "/bot", "/webhooks/rest/webhook", "/webhooks/web/../tight/health"):
        assert ask(site, path).status_code == 404


@pytest.mark.filterwarnings("ignore::urllib3.exceptions.InsecureRequestWarning")
def test_the_widget_comes_compressed(site: str) -> None:
    script = ask(site, "/webhooks/web/assets/deep-chat.js", {"Accept-Encoding": "gzip"})
    assert script.headers["Content-Encoding"] == "gzip"
    assert len(script.content) > 100_000


@pytest.mark.filterwarnings("ignore::urllib3.exceptions.InsecureRequestWarning")
def test_it_keeps_no_addresses_of_visitors(site: str, folder: Path) -> None:
    assert ask(site, "/webhooks/web/").status_code == 200
    assert (folder / "access.log").read_text() == ""

"""The files of deploy/ with the ports of this machine, for a cluster on it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from commands.command import CommandError
from commands.network import HOST

DEPLOY = Path(__file__).resolve().parent.parent / "deploy"
SITE = "bot.example.org"
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def nginx(folder: Path, site: int, redirect: int, actions: int, bots: Sequence[int], acting: Sequence[int]) -> Path:
    """deploy/nginx.conf, as a whole configuration in `folder`, with a certificate for this machine."""
    _certify(folder)
    text = _replaced(
        (DEPLOY / "nginx.conf").read_text(encoding="utf-8"),
        {
            "listen 443": f"listen {HOST}:{site}",
            "listen 80": f"listen {HOST}:{redirect}",
            "listen 127.0.0.1:5054": f"listen {HOST}:{actions}",
            f"/etc/ssl/{SITE}": str(folder),
            _upstream((5005, 5006)): _upstream(bots),
            _upstream((5055, 5056)): _upstream(acting),
        },
    )
    paths = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in _TEMPORARY)
    head = f"pid {folder}/pid;\nerror_log {folder}/error.log;\ndaemon off;\nevents {{ worker_connections 4096; }}\n"
    path = folder / "nginx.conf"
    path.write_text(f"{head}http {{\naccess_log off;\n{paths}{text}}}\n", encoding="utf-8")
    return path


def credentials(folder: Path, limit: str) -> Path:
    """deploy/credentials.yml with another limit for a session and only nginx here as a proxy."""
    text = _replaced(
        (DEPLOY / "credentials.yml").read_text(encoding="utf-8"),
        {
            "limit_per_session: 30/minute": f"limit_per_session: {limit}",
            '"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"': f'"{HOST}"',
        },
    )
    path = folder / "credentials.yml"
    path.write_text(text, encoding="utf-8")
    return path


def _upstream(ports: Sequence[int]) -> str:
    return "".join(f"    server 127.0.0.1:{port} max_fails=1 fail_timeout=2s;\n" for port in ports)


def _replaced(text: str, parts: dict[str, str]) -> str:
    for told, here in parts.items():
        if told not in text:
            raise CommandError(
                f"deploy/: there is no {told!r} any more: name what stands for it in {Path(__file__).name}."
            )
        text = text.replace(told, here)
    return text


def _certify(folder: Path) -> None:
    """A certificate of a day that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, SITE)])
    now = datetime.datetime.now(datetime.timezone.utc)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    signed = builder.not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1)).sign(key, hashes.SHA256())
    (folder / "fullchain.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    encoding = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "privkey.pem").write_bytes(key.private_bytes(*encoding))

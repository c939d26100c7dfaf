"""A certificate of this machine's own, for a service that is served over https as councils serve it."""

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Certificate:
    """A certificate for this machine's own address and its key, in files, and what makes Chromium trust it."""

    path: Path
    key: Path
    trusted: str
    """An option of Chromium. A page whose certificate is merely overlooked never enters the back/forward cache."""

    @property
    def options(self) -> tuple[str, ...]:
        """What `serve` is told."""
        return "--certificate", str(self.path), "--certificate-key", str(self.key)

    @classmethod
    def make(cls, folder: Path) -> "Certificate":
        """A new one, good for a day."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
            .not_valid_before(now - timedelta(hours=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
            .sign(key, hashes.SHA256())
        )
        public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        pin = b64encode(hashlib.sha256(public).digest()).decode()
        made = cls(folder / "tls.pem", folder / "tls.key", f"--ignore-certificate-errors-spki-list={pin}")
        made.path.write_bytes(certificate.public_bytes(Encoding.PEM))
        made.key.touch(0o600)
        made.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return made

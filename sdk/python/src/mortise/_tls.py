"""AutoMTLS. OpenSSL speaks it, in this process, and gRPC's own TLS does not: a Go host's certificate has a P-521 key,
which the BoringSSL inside grpcio refuses. So each TLS connection is carried over to a socket that only we can reach."""

from __future__ import annotations

import asyncio
import base64
import datetime
import hmac
import os
import secrets
import shutil
import ssl
import tempfile
from typing import Optional

_CHUNK = 64 << 10
_MAX_PATH = 107


class StartFailure(Exception):
    """The process cannot serve; the message goes to the host as the last error line on stderr."""


class Sockets:
    """Where this process listens: one path that the host is told, and a directory that only we may enter."""

    def __init__(self, directory: str, group: Optional[str]) -> None:
        self._group = group
        self.public = os.path.join(directory, "plugin" + secrets.token_hex(8))
        try:
            self._private = tempfile.mkdtemp(prefix="m", dir=directory)
        except OSError as e:
            raise StartFailure(f"cannot listen in {directory}: {e}") from e
        for path in (self.public, self.private("plugin")):
            if len(os.fsencode(path)) > _MAX_PATH:
                self.remove()
                raise StartFailure(f"socket {path} has {len(os.fsencode(path))} bytes; the kernel takes {_MAX_PATH}")

    def private(self, name: str) -> str:
        return os.path.join(self._private, name)

    def restrict(self) -> None:
        """Only the owner, or with PLUGIN_UNIX_SOCKET_GROUP the owner and that group, may connect."""
        if self._group is None:
            os.chmod(self.public, 0o600)
        else:
            shutil.chown(self.public, group=int(self._group) if self._group.isdecimal() else self._group)
            os.chmod(self.public, 0o660)

    def remove(self) -> None:
        """Leaves nothing in the socket directory."""
        if os.path.lexists(self.public):
            os.unlink(self.public)
        shutil.rmtree(self._private, ignore_errors=True)


class Identity:
    """This process's certificate, and the one of the host that it pins."""

    def __init__(self, host_pem: str, scratch: str) -> None:
        try:
            self.host_der = ssl.PEM_cert_to_DER_cert(host_pem.strip())
        except ValueError as e:
            raise StartFailure("PLUGIN_CLIENT_CERT holds no PEM certificate") from e
        self._host_pem = host_pem
        key, self.der = _make()
        # the standard library reads keys from files only
        self._files = os.path.join(scratch, "key.pem")
        with open(os.open(self._files, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(key + ssl.DER_cert_to_PEM_cert(self.der).encode())
        try:
            self.server = self._context(ssl.PROTOCOL_TLS_SERVER)
            self.client = self._context(ssl.PROTOCOL_TLS_CLIENT)
        except ssl.SSLError as e:
            raise StartFailure(f"PLUGIN_CLIENT_CERT cannot be pinned: {e}") from e
        finally:
            os.unlink(self._files)

    @property
    def field(self) -> str:
        """Field 6 of the handshake."""
        return base64.b64encode(self.der).decode().rstrip("=")

    def is_host(self, connection: ssl.SSLObject) -> bool:
        shown = connection.getpeercert(binary_form=True)
        return shown is not None and hmac.compare_digest(shown, self.host_der)

    def _context(self, side: int) -> ssl.SSLContext:
        context = ssl.SSLContext(side)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.check_hostname = False  # the certificate itself is pinned
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(cadata=self._host_pem)
        context.load_cert_chain(self._files)
        context.set_alpn_protocols(["h2"])
        return context


def _make() -> tuple:
    """A fresh P-256 key and its self-signed certificate, which both roles may use: the broker turns them around."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Mortise"), x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.timezone.utc)
    usage = x509.KeyUsage(True, False, True, False, True, True, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return pem, certificate.public_bytes(serialization.Encoding.DER)


async def server_bridge(path: str, inner: str, identity: Identity) -> asyncio.AbstractServer:
    """Listens with TLS; the host's connections, and no other's, go on to the plain server behind `inner`."""

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not identity.is_host(writer.get_extra_info("ssl_object")):
            writer.close()
            return
        await _join((reader, writer), await asyncio.open_unix_connection(inner))

    return await asyncio.start_unix_server(accept, path, ssl=identity.server)


async def client_bridge(path: str, network: str, address: str, identity: Identity) -> asyncio.AbstractServer:
    """Listens plainly on a private path; each connection goes on to the host's server with TLS."""

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if network == "tcp":
                name, _, port = address.rpartition(":")
                far = await asyncio.open_connection(name, int(port), ssl=identity.client, server_hostname="localhost")
            else:
                far = await asyncio.open_unix_connection(address, ssl=identity.client, server_hostname="localhost")
        except OSError:
            writer.close()  # the host is gone: the channel says so to whoever calls
            return
        if identity.is_host(far[1].get_extra_info("ssl_object")):
            await _join((reader, writer), far)
        else:
            far[1].close()
            writer.close()

    return await asyncio.start_unix_server(accept, path)


async def _join(near: tuple, far: tuple) -> None:
    try:
        await asyncio.wait(
            [asyncio.ensure_future(_pump(near[0], far[1])), asyncio.ensure_future(_pump(far[0], near[1]))],
        )
    finally:
        near[1].close()
        far[1].close()


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    try:
        while data := await source.read(_CHUNK):
            sink.write(data)
            await sink.drain()
    except OSError:
        pass  # an end like any other: gRPC on both sides notices
    finally:
        sink.close()

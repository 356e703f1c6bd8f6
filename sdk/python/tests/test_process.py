"""A plugin as a process, as far as its handshake."""

import base64
import json
import os
import subprocess
import sys
import tempfile
import textwrap
import unittest

from mortise import _streams, _tls

PLUGIN = """
import os, sys
import mortise
print("noise on stdout")
os.write(1, b"noise past sys.stdout\\n")
mortise.Plugin("p").serve()
"""


class Started:
    def __init__(self, *arguments, **environment):
        self.sockets = tempfile.TemporaryDirectory(prefix="s")
        inherited = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(PLUGIN), *arguments],
            env={**inherited, "PLUGIN_UNIX_SOCKET_DIR": self.sockets.name, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()
        self.sockets.cleanup()


COOKIE = {_streams.COOKIE_KEY: _streams.COOKIE_VALUE}


class ProcessTest(unittest.TestCase):
    def test_handshake_isTheFirstLine_whateverIsPrinted(self):
        with Started(**COOKIE) as started:
            fields = started.process.stdout.readline().decode().strip().split("|")

            self.assertEqual(fields[:3] + fields[4:], ["1", "1", "unix", "grpc", ""])
            self.assertEqual(os.stat(fields[3]).st_mode & 0o777, 0o600)

    def test_certificateAndMultiplexing_areAnsweredOnlyWhenAsked(self):
        with tempfile.TemporaryDirectory() as scratch:
            _, der = _tls._make()
            pem = _tls.ssl.DER_cert_to_PEM_cert(der)
        with Started(PLUGIN_CLIENT_CERT=pem, PLUGIN_MULTIPLEX_GRPC="true", **COOKIE) as started:
            fields = started.process.stdout.readline().decode().strip().split("|")

            self.assertEqual(fields[6], "false")
            self.assertNotIn("=", fields[5])
            self.assertEqual(base64.b64decode(fields[5] + "=" * (-len(fields[5]) % 4))[0], 0x30)

    def test_badCertificate_isTheLastErrorRecord(self):
        with Started(PLUGIN_CLIENT_CERT="nonsense", **COOKIE) as started:
            out, err = started.process.communicate(timeout=30)
            record = json.loads(err.decode().splitlines()[-1])

            self.assertEqual((out, started.process.returncode), (b"", 1))
            self.assertEqual((record["@level"], record["@message"]), ("error", "plugin init error: PLUGIN_CLIENT_CERT holds no PEM certificate"))
            self.assertEqual(os.listdir(started.sockets.name), [])

    def test_startedByHand_saysSo(self):
        with Started() as started:
            out, err = started.process.communicate(timeout=30)

            self.assertEqual(started.process.returncode, 1)
            self.assertIn(b"is started by a Mortise host, not by hand", err)

    def test_endOfStdin_endsIt_underAMortiseHost(self):
        with Started(MORTISE_HOST_PID="1", **COOKIE) as started:
            started.process.stdout.readline()
            started.process.stdin.close()

            self.assertEqual(started.process.wait(timeout=30), 3)
            self.assertEqual(os.listdir(started.sockets.name), [])


if __name__ == "__main__":
    unittest.main()

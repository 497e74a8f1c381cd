"""How the relay gets into a broker that does not let everybody in."""

import os
import ssl
import subprocess
import tempfile
from pathlib import Path

import nkeys
from odoo.tests import tagged

from .relay_case import Broker, RelayCase, settings_for


@tagged("post_install", "-at_install")
class TestRelayLogin(RelayCase):
    def test_an_nkey_opens_the_broker_and_another_does_not(self):
        seed, public = _new_nkey()
        extra = f'authorization {{ users: [ {{ nkey: {public} }}, {{ user: "admin", password: "admin" }} ] }}'
        broker = Broker(self, extra)
        login = {"user": "admin", "password": "admin"}
        broker.make_stream(**login)
        self.committed(2)
        seed_file = Path(broker.folder, "relay.nk")
        self.drain(settings_for(broker))
        self.assertEqual(broker.messages(**login), [])
        seed_file.write_bytes(seed)
        self.drain(settings_for(broker, nkey_file=str(seed_file)))
        self.assertEqual(len(broker.messages(**login)), 2)

    def test_the_brokers_certificate_is_checked_and_ours_is_shown(self):
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        _make_certificates(folder)
        extra = (
            f'tls {{ cert_file: "{folder}/server.pem", key_file: "{folder}/server.key",'
            f' ca_file: "{folder}/ca.pem", verify: true }}'
        )
        broker = Broker(self, extra)
        context = ssl.create_default_context(cafile=folder / "ca.pem")
        context.load_cert_chain(folder / "relay.pem", folder / "relay.key")
        broker.make_stream(tls=context)
        self.committed(2)
        ours = {"tls_cert_file": str(folder / "relay.pem"), "tls_key_file": str(folder / "relay.key")}
        self.drain(settings_for(broker, url=f"tls://127.0.0.1:{broker.port}", **ours))
        self.assertEqual(broker.messages(tls=context), [], "an authority that nobody knows")
        self.drain(settings_for(broker, tls_ca_file=str(folder / "ca.pem"), **ours))
        self.assertEqual(len(broker.messages(tls=context)), 2)


    def test_no_login_goes_to_a_broker_without_tls_when_tls_was_asked_for(self):
        broker = Broker(self, 'authorization { user: "relay", password: "in-clear" }')
        login = {"user": "relay", "password": "in-clear"}
        broker.make_stream(**login)
        self.committed(2)
        self.drain(settings_for(broker, url=f"tls://127.0.0.1:{broker.port}", **login))
        self.assertEqual(broker.messages(**login), [])
        self.drain(settings_for(broker, **login))
        self.assertEqual(len(broker.messages(**login)), 2, "the same login without TLS is good")


def _new_nkey():
    """(seed, public key) of a user."""
    seed = nkeys.encode_seed(os.urandom(32), nkeys.PREFIX_BYTE_USER)
    return seed, nkeys.from_seed(bytearray(seed)).public_key.decode()


def _make_certificates(folder):
    """An authority, and certificates of the broker and of the relay."""
    _openssl(folder, "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.pem")
    for name in ("server", "relay"):
        _openssl(folder, f"req -newkey rsa:2048 -nodes -subj /CN={name} -keyout {name}.key -out {name}.csr")
        (folder / "names").write_text("subjectAltName=IP:127.0.0.1")
        signing = "-CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names"
        _openssl(folder, f"x509 -req -in {name}.csr -out {name}.pem {signing}")


def _openssl(folder, arguments):
    subprocess.run(["openssl", *arguments.split()], cwd=folder, check=True, capture_output=True)

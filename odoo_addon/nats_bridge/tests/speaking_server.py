"""A broker of a few lines that says what a test wants. That nats-server says the same was tried against it."""

import json
import socket
import threading

_NO_MESSAGE = {"error": {"err_code": 10037, "description": "no message found"}}
_OTHER_STREAM = {"error": {"err_code": 10060, "description": "expected stream does not match"}}


class SpeakingServer:
    """Speaks enough of NATS for one client. ``with SpeakingServer(...) as server: server.url``

    :param login: the answer to the login, "" for none
    :param read: JetStream's answer to a look at the stream
    :param publish: JetStream's answer to a publication
    :param denies: beginning of the subjects that the client may not publish to
    """

    def __init__(self, login="PONG", read=_NO_MESSAGE, publish=_OTHER_STREAM, denies=None):
        self._login, self._answers, self._denies = login, {"$JS.API": read, "odoo.": publish}, denies
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"nats://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self):
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_exception):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _serve(self):
        while True:
            try:
                connection, _address = self._listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as lines:
                self._converse(connection, lines)

    def _converse(self, connection, lines):
        info = {"server_id": "x", "version": "2.15.1", "max_payload": 1 << 20, "headers": True, "proto": 1}
        try:
            self._say(connection, f"INFO {json.dumps(info)}")
            sid = None
            for line in lines:
                verb, *words = line.decode().split()
                if verb == "PING":
                    self._say(connection, self._login)
                elif verb == "SUB":
                    sid = words[-1]
                elif verb in ("PUB", "HPUB"):
                    lines.read(int(words[-1]) + 2)
                    reply = words[1]
                    self._answer(connection, words[0], reply, sid)
        except OSError:
            return  # the client has what it wanted

    def _answer(self, connection, subject, reply, sid):
        if self._denies and subject.startswith(self._denies):
            self._say(connection, f"-ERR 'Permissions Violation for Publish to \"{subject}\"'")
            return
        body = json.dumps(next(answer for start, answer in self._answers.items() if subject.startswith(start)))
        self._say(connection, f"MSG {reply} {sid} {len(body)}\r\n{body}")

    @staticmethod
    def _say(connection, words):
        if words:
            connection.sendall(f"{words}\r\n".encode())

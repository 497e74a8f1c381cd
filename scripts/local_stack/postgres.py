"""The one Postgres cluster of the stack, shared by all instances."""

import json
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

from local_stack import layout, ports, secret_words
from local_stack.account import account
from local_stack.failure import StackFailure
from local_stack.files import read_json, write_json, write_whole
from local_stack.process import Process, fingerprint_of
from local_stack.progress import run_long, say

SUPERUSER = "stack"
ROLES = {"odoo": "ODOO_DB_PASSWORD", "bridge": "BRIDGE_DB_PASSWORD", "bridge_owner": "BRIDGE_OWNER_DB_PASSWORD"}
"""The roles of Odoo, of the bridge, and of who migrates the bridge's database and owns its audit; the names of their passwords."""

DATA = layout.POSTGRES / "data"
CLUSTER = layout.POSTGRES / "cluster.json"
LOG = layout.POSTGRES / "postgres.log"
PROCESS = Process(layout.POSTGRES / "process.json")
OLDEST_VERSION = 15

CONFIGURATION = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''    # a path below a deep checkout would break the limit of 107 bytes
password_encryption = scram-sha-256
wal_level = logical             # tests compare captured changes with logical decoding
max_connections = 300           # an Odoo with relay and bridge takes about 40, and tests run several
shared_buffers = 256MB
max_wal_size = 2GB
recovery_init_sync_method = syncfs  # after kill -9; file by file, the templates alone take half a minute
lc_messages = 'C.UTF-8'
log_line_prefix = '%m [%p] %q%u@%d '
"""


def binaries() -> Path | None:
    """Folder with the newest usable Postgres programs, or that of the cluster's own version."""
    found = {int(path.parts[-3]): path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")
             if path.parts[-3].isdigit() and int(path.parts[-3]) >= OLDEST_VERSION}
    version = DATA / "PG_VERSION"
    if version.exists():
        return found.get(int(version.read_text()))
    return found[min(found)] if found else None


def _program(name: str) -> str:
    folder = binaries()
    if folder is None:
        raise StackFailure("no PostgreSQL 15 or newer found", "run scripts/stack install as root")
    return str(folder / name)


def credentials() -> dict:
    """Ports and passwords of the cluster: {"ports": {"postgres": n}, "POSTGRES_PASSWORD", "ODOO_DB_PASSWORD", ...}."""
    return read_json(CLUSTER)


def port() -> int:
    return credentials()["ports"]["postgres"]


def is_healthy() -> bool:
    """Whether the server of this cluster answers a query."""
    if PROCESS.pid is None:
        return False
    try:
        return query("postgres", "SELECT 1") == "1"
    except StackFailure:
        return False


def start() -> None:
    """Bring the cluster up; makes it first when it is not there. Call with the lock `cluster` held."""
    if is_healthy():
        if _complete_passwords():
            _create_roles()
        return
    if PROCESS.pid is None:
        _complete_credentials()
        _create_cluster()
        _clear_stale_lock()
        _launch()
    _wait_healthy()
    _create_roles()


def stop(first: signal.Signals = signal.SIGINT) -> bool:
    """Stop the cluster. SIGINT is Postgres's fast shutdown: open connections are cut, nothing is lost."""
    return PROCESS.stop(first, patience_s=60)


def query(database: str, sql: str, variables: dict[str, str] | None = None) -> str:
    """Run SQL as superuser and return psql's unaligned rows; `:'name'` in the SQL is a quoted variable."""
    known = credentials()
    given = "".join(f"\\set {name} {_psql_quoted(value)}\n" for name, value in (variables or {}).items())
    done = subprocess.run(
        [_program("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1",
         "-p", str(known["ports"]["postgres"]), "-U", SUPERUSER, "-d", database],
        # By standard input, not -c: arguments of a process can be read by everybody.
        input=given + sql, text=True, capture_output=True, check=False,
        env={"PGPASSWORD": known["POSTGRES_PASSWORD"], "PGCONNECT_TIMEOUT": "5", "PGCLIENTENCODING": "UTF8"},
    )
    if done.returncode:
        raise StackFailure(f"Postgres refused in database {database}: {done.stderr.strip()}", f"see {LOG}")
    return done.stdout.strip()


def database_exists(name: str) -> bool:
    return query("postgres", "SELECT 1 FROM pg_database WHERE datname = :'name'", {"name": name}) == "1"


def drop_database(name: str) -> None:
    """Drop a database, its connections and its template mark; no error when there is none."""
    if database_exists(name):
        query("postgres", "ALTER DATABASE :\"name\" IS_TEMPLATE false; DROP DATABASE :\"name\" WITH (FORCE);",
              {"name": name})


def comment_of(name: str) -> dict:
    """JSON comment that we put on a database; {} when there is none."""
    text = query("postgres", "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = :'name'",
                 {"name": name})
    return json.loads(text) if text else {}


def _psql_quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"


def _complete_passwords() -> bool:
    """Make up the passwords that are missing; True when there were any."""
    known = credentials()
    missing = [name for name in ("POSTGRES_PASSWORD", *ROLES.values()) if name not in known]
    if missing:
        write_json(CLUSTER, known | {name: secret_words.password() for name in missing})
    return bool(missing)


def _complete_credentials() -> None:
    account().own_folder(layout.POSTGRES, 0o755)
    _complete_passwords()
    known = credentials()
    chosen = known.setdefault("ports", {})
    if "postgres" not in chosen or not ports.is_free(chosen["postgres"]):
        chosen["postgres"] = ports.choose(set())
    write_json(CLUSTER, known)


def _create_cluster() -> None:
    if DATA.exists():
        return
    fresh = layout.POSTGRES / "data.new"
    shutil.rmtree(fresh, ignore_errors=True)
    password_file = layout.POSTGRES / "initdb.password"
    write_whole(password_file, credentials()["POSTGRES_PASSWORD"], owner=account().owner)
    try:
        run_long("creating the Postgres cluster", [
            _program("initdb"), "-D", str(fresh), "-U", SUPERUSER, "-E", "UTF8", "--locale=C.UTF-8",
            "--auth=scram-sha-256", f"--pwfile={password_file}",
        ], env={"PATH": "/usr/bin:/bin"}, cwd="/", **account().popen_options())
    finally:
        password_file.unlink(missing_ok=True)
    with open(fresh / "postgresql.conf", "a") as configuration:
        configuration.write(CONFIGURATION)
    fresh.rename(DATA)


def _clear_stale_lock() -> None:
    """Remove postmaster.pid of a server that died: its pid may by now be another program's.

    Postgres itself would then refuse to start. It still checks its shared memory, so two servers on one
    cluster stay impossible.
    """
    lock = DATA / "postmaster.pid"
    if not lock.exists():
        return
    pid = lock.read_text().split("\n", 1)[0]
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        command = b""
    if str(DATA).encode() in command:
        raise StackFailure(f"a Postgres that this stack did not start runs on {DATA} (pid {pid})", f"kill -INT {pid}")
    lock.unlink()


def _launch() -> None:
    command = [_program("postgres"), "-D", str(DATA), "-p", str(port())]
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    say(f"starting Postgres on port {port()}")
    PROCESS.start(command, environment, LOG, fingerprint_of(command, environment))


def _wait_healthy(patience_s: float = 120) -> None:
    # After a kill -9 Postgres first replays its log, hence the patience.
    limit = time.monotonic() + patience_s
    while not is_healthy():
        if PROCESS.pid is None and re.search("pre-existing shared memory", _log_tail()):
            # The children of a killed server need a moment to notice.
            time.sleep(1)
            _launch()
        elif PROCESS.pid is None or time.monotonic() > limit:
            raise StackFailure(f"Postgres did not start:\n    {_log_tail()}", f"see {LOG}")
        time.sleep(0.1)


def _log_tail() -> str:
    return "\n    ".join(LOG.read_text(errors="replace").splitlines()[-5:]) if LOG.exists() else ""


def _create_roles() -> None:
    for role, secret in ROLES.items():
        query("postgres", """
            SELECT format('CREATE ROLE %I LOGIN PASSWORD %L', :'role', :'verifier')
             WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \\gexec
        """, {"role": role, "verifier": secret_words.scram_verifier(credentials()[secret])})
    # the owner hands tables to the bridge: only a member may
    query("postgres", "GRANT bridge TO bridge_owner")

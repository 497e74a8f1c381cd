"""Runs inside Odoo, one process per variant: takes a task per line of standard input, answers with its CPU seconds.

usage: worker.py OPTIONS-OF-ODOO ...     The last option is -d DATABASE; the first line of input sets up the variant.
"""

import gc
import json
import os
import sys
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path

import odoo
import odoo.cli  # the addon asks which command runs
from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.service import server
from odoo.tools import config
from werkzeug.serving import make_server

from work import ADMIN, Work


def postgres_cpu_s(pids):
    """CPU seconds of backends; nanoseconds where the kernel counts them, else clock ticks."""
    def one(pid):
        try:
            return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
        except (OSError, ValueError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return sum(map(one, pids))


class Worker:
    """One database, loaded as Odoo's server loads it."""

    def __init__(self, database):
        server.load_server_wide_modules()
        self._registry = Registry(database)
        self._database = database

    def set_up(self, options):
        """Push watches, subscribe auditlog; make what the tasks need; listen for HTTP."""
        with self._registry.cursor() as cr:
            env = Environment(cr, SUPERUSER_ID, {})
            if options.get("watches"):
                env["bridge.watch"].push(options["watches"])
            for model in options.get("audited", ()):
                rule = env["auditlog.rule"].create({
                    "name": model, "model_id": env["ir.model"]._get_id(model), "log_read": False, "log_type": "full"})
                rule.set_to_confirmed()
            expires = datetime.now() + timedelta(days=1)
            key = env(user=ADMIN)["res.users.apikeys"].sudo()._generate("rpc", "bench", expires)
        self._work = Work(self._registry)
        listening = make_server("127.0.0.1", 0, odoo.http.root, request_handler=server.RequestHandler)
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        return {"port": listening.server_port, "key": key, "partner_id": self._work.partner_id}

    def _backends(self):
        with self._registry.cursor() as cr:
            cr.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'",
                       (self._database,))
            return [pid for (pid,) in cr.fetchall()]

    def begin(self, _task):
        """Start counting, for work that comes in over HTTP."""
        gc.collect()
        self._pids = self._backends()
        self._before = time.process_time(), postgres_cpu_s(self._pids)
        return {}

    def end(self, _task):
        """CPU seconds since ``begin``."""
        python, postgres = time.process_time() - self._before[0], postgres_cpu_s(self._pids) - self._before[1]
        return {"python_s": python, "postgres_s": postgres}

    def run(self, task):
        """Prepare and do a task; CPU seconds of the doing."""
        prepared = self._work.prepare(task)
        self.begin(task)
        self._work.do(task, prepared)
        return self.end(task)


def main():
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what Odoo prints is not an answer
    config.parse_config(sys.argv[1:])
    worker = Worker(config["db_name"][0] if isinstance(config["db_name"], list) else config["db_name"])
    print("{}", file=answers, flush=True)
    for line in sys.stdin:
        verb, argument = json.loads(line)
        print(json.dumps(getattr(worker, verb)(argument)), file=answers, flush=True)


main()

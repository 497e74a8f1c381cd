"""The databases and Odoo processes that are compared."""

import contextlib
import json
import subprocess
from dataclasses import dataclass, field

from local_stack import layout, lifecycle, locks, odoo, postgres, programs, templates
from local_stack.account import account
from local_stack.failure import StackFailure
from local_stack.progress import die_with_parent, run_long, say

INSTANCE = "bench-capture"
AUDITLOG = "odoo-addon-auditlog==19.0.2.0.1"
_AUDITLOG_PLACE = layout.PROGRAMS / "auditlog"
_HERE = layout.REPO / "test" / "bench" / "capture"
_AUDITED = ["res.partner", "purchase.order", "purchase.order.line", "stock.picking", "stock.move",
            "account.move", "account.move.line"]


@dataclass
class Variant:
    """One way to run Odoo; ``ask`` talks to its process."""

    name: str
    template: str
    addons: list = field(default_factory=list)
    set_up: dict = field(default_factory=dict)
    facts: dict = field(default_factory=dict)
    process: subprocess.Popen | None = None

    @property
    def database(self):
        return f"{INSTANCE}-{self.name}"

    def ask(self, verb, argument):
        """Have the worker do something; its answer."""
        self.process.stdin.write(json.dumps([verb, argument]) + "\n")
        return self._answer()

    def _answer(self):
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise StackFailure(f"the worker of {self.name} ended", f"read the log of {self.database}")
        return json.loads(line)


def chosen(names):
    """The variants, and why auditlog is missing (None when it is not)."""
    watches = json.loads((layout.REPO / "contracts" / "generated" / "watches.json").read_text())["watches"]
    bridge = [str(layout.ADDONS)]
    variants = [
        Variant("none", templates.PLAIN),
        Variant("idle", templates.BRIDGE, bridge),
        Variant("watched", templates.BRIDGE, bridge, {"watches": watches}),
    ]
    reason = None
    try:
        _install_auditlog()
        place = str(_AUDITLOG_PLACE / "odoo" / "addons")
        variants.append(Variant("auditlog", templates.PLAIN, [place], {"audited": _AUDITED}))
    except StackFailure as failure:
        reason = str(failure)
    return [variant for variant in variants if not names or variant.name in names], reason


def _install_auditlog():
    stamp = _AUDITLOG_PLACE / "installed.txt"
    if not stamp.exists() or stamp.read_text() != AUDITLOG:
        run_long("installing OCA's auditlog", [
            programs.PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", "--upgrade",
            "--target", str(_AUDITLOG_PLACE), AUDITLOG])
        stamp.write_text(AUDITLOG)


@contextlib.contextmanager
def running(variants):
    """Copies of the templates with a loaded Odoo each; all of it is gone afterwards."""
    with lifecycle.working_on(INSTANCE):
        programs.install({"postgres", "odoo"})
        instance = lifecycle.prepare(INSTANCE, with_addon=True)
        odoo.write_conf(instance.places.odoo_conf, instance.places.odoo_data, instance.secrets["ODOO_MASTER_PASSWORD"])
        with locks.hold("cluster"):
            postgres.start()
            templates.ensure(with_addon=True)
            for variant in variants:
                postgres.drop_database(variant.database)
                postgres.query("postgres", 'CREATE DATABASE :"new" OWNER odoo TEMPLATE :"old" STRATEGY file_copy',
                               {"new": variant.database, "old": variant.template})
        try:
            for variant in variants:
                _start(instance, variant)
            yield
        finally:
            for variant in variants:
                if variant.process is not None:
                    variant.process.kill()
                    variant.process.wait()
                postgres.drop_database(variant.database)
    lifecycle.reset(INSTANCE)


def _start(instance, variant):
    say(f"loading Odoo: {variant.name}")
    variables = odoo.program_environment(instance.places.odoo_data) | odoo.instance_environment(instance)
    variables = {key: value for key, value in variables.items() if value}
    variables["ODOO_ADDONS_PATH"] = ",".join(variant.addons)
    options = [*([f"--addons-path={','.join(variant.addons)}"] if variant.addons else []),
               "--log-level=warn", "--max-cron-threads=0", "-d", variant.database]
    log = instance.places.logs / f"{variant.database}.log"
    if variant.set_up.get("audited"):
        launcher = odoo.place(variant.database, with_addon=False).launcher
        run_long("installing auditlog into its copy", [
            *launcher, *options, "-i", "auditlog", "--stop-after-init", "--no-http"],
            log=log, env=variables, cwd="/", **account().popen_options())
    with log.open("a") as errors:
        variant.process = subprocess.Popen(
            [programs.PYTHON, str(_HERE / "worker.py"), *options], env=variables, cwd="/", text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, preexec_fn=die_with_parent,
            **account().popen_options())
    variant._answer()
    variant.facts = variant.ask("set_up", variant.set_up)

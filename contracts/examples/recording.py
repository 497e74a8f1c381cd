"""What a scenario is given: a transaction of Odoo, a clock, commands applied for real, and a recorder of changes."""

import hashlib
import json
import os
import subprocess
from datetime import timedelta

import freezegun
from odoo.addons.nats_bridge.capture.fold import fold_external
from odoo.addons.nats_bridge.clock.run import tell_batch
from odoo.api import SUPERUSER_ID, Environment
from odoo.sql_db import Cursor
from odoo.tools import mute_logger

CONTRACTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BEGIN = "2026-11-23 08:00:00"
TO_OPERATIONS = """
import { catalog } from '%s/dist/index.js';
const [, type, input] = process.argv;
const contract = catalog.commands.get(type) ?? catalog.queries.get(type);
console.log(JSON.stringify(contract.toOdoo(contract.input.parse(JSON.parse(input)))));
"""


class Recording:
    """``env`` is a superuser's, in a transaction that ``record`` commits."""

    def __init__(self, cr, domain, target):
        self.env = Environment(cr, SUPERUSER_ID, {})
        self.stored, self.passed_over = [], []
        self._domain = domain
        self._target = target
        self._transactions = {}
        self._freezer = freezegun.freeze_time(BEGIN)
        for folder in ("changes", "commands", "queries"):
            os.makedirs(os.path.join(target, folder), exist_ok=True)

    def __enter__(self):
        self._clock = self._freezer.start()
        self._odoo_now = Cursor.now
        Cursor.now = lambda cr: self._clock().replace(tzinfo=None)
        watcher = self._user("bridge-watch")
        if any(user["login"] == f"bridge-{self._domain}" for user in _generated("service-users.json")["users"]):
            self._user(f"bridge-{self._domain}")
        self._as(watcher)["bridge.watch"].push(_generated("watches.json")["watches"])
        self.env.cr.commit()
        return self

    def __exit__(self, *error):
        Cursor.now = self._odoo_now
        self._freezer.stop()

    def later(self, **duration):
        """Move the clock on, for example ``later(days=2)``. Each ``record`` moves it by a minute."""
        self._clock.tick(timedelta(**duration))

    def settle(self):
        """Commit what is not to be recorded."""
        self.env.cr.commit()

    def record(self, names, outside=None):
        """Commit, and store each change since the last commit under the name that ``names`` gives its model and op.

        ``names``: {"purchase.order update": "purchase-order-approved"}; a change without a name is passed over, and a
        list of names is used up one by one. ``outside``: an SQL statement, committed past Odoo as psql would do it.
        """
        cr = self.env.cr
        cr.execute("SELECT coalesce(max(id), 0) FROM bridge_outbox")
        start = cr.fetchone()[0]
        if outside:
            cr.commit()
            cr.execute(*outside)
            cr._cnx.commit()  # past Odoo's commit, so that nothing folds it before
            fold_external(cr)
        cr.commit()
        cr.execute("SELECT payload FROM bridge_outbox WHERE id > %s ORDER BY id", [start])
        left = {key: [name] if isinstance(name, str) else list(name) for key, name in names.items()}
        for (change,) in cr.fetchall():
            key = f"{change['model']} {change['op']}"
            if left.get(key):
                self._store("changes", left[key].pop(0), self._without_chance(change, len(self.stored)))
            else:
                self.passed_over.append(key)
        cr.commit()
        missing = [f"{key} ({name})" for key, rest in left.items() for name in rest]
        assert not missing, f"no such change came: {', '.join(missing)}"
        self.later(minutes=1)

    def fall_due(self, records):
        """Tell what has fallen due by now, as the scheduled action does; stored for {name: the record told about}.

        By record, because documents of the template fall due, too.
        """
        cr = self.env.cr
        cr.commit()
        cr.execute("SELECT coalesce(max(id), 0) FROM bridge_outbox")
        start = cr.fetchone()[0]
        for moment in self.env["bridge.clock"]._moments():
            tell_batch(cr, moment, 0)
        cr.execute("SELECT payload FROM bridge_outbox WHERE id > %s ORDER BY id", [start])
        told = {(change["model"], change["record_id"]): change for (change,) in cr.fetchall()}
        for name, record in records.items():
            self._store("changes", name, self._without_chance(told[record._name, record.id], len(self.stored)))
        cr.commit()
        self.later(minutes=1)

    def apply(self, contract, data):
        """Apply a command as its domain's service user; stored as the contract's example. Record what comes of it."""
        answer, operations = self._applied(contract, data)
        assert answer["outcome"] == "applied", answer
        self._store("commands", contract, {"input": data, "operations": operations, "fromAddon": answer["answer"]})

    def ask(self, contract, data):
        """Ask a query as its domain's service user; stored as the contract's example."""
        operations = self._operations(contract, data)
        query = {"type": contract, "actor": "example", "correlation_id": "example", "operations": operations}
        self.env.flush_all()
        reply = self._as(self._user_of(contract))["bridge.query"].answer(query)
        assert reply["outcome"] == "answered", reply
        self._store("queries", contract, {"input": data, "operations": operations, "fromAddon": reply["answer"]})

    def canonical(self, record):
        return f"odoo:{self.env.cr.dbname}:{record._name}:{record.id}"

    def _applied(self, contract, data):
        operations = self._operations(contract, data)
        request = {
            "command_id": f"example-{contract}",
            "type": contract,
            "digest": hashlib.sha256(json.dumps(data).encode()).hexdigest(),
            "actor": "example",
            "correlation_id": f"example-{contract}",
            "operations": operations,
        }
        self.env.flush_all()
        return self._as(self._user_of(contract))["bridge.command"].apply(request), operations

    def _operations(self, contract, data):
        command = ["node", "--input-type=module", "-e", TO_OPERATIONS % CONTRACTS, contract, json.dumps(data)]
        return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)

    def _user_of(self, contract):
        return self._user(f"bridge-{contract.split('.', maxsplit=1)[0]}")

    def _as(self, user):
        return self.env(user=user.id, su=False)

    def _user(self, login):
        """The service user. Made when it is needed: a user is a partner, whose id would move those of the examples."""
        user = self.env["res.users"].search([("login", "=", login)])
        if not user:
            (wanted,) = (each for each in _generated("service-users.json")["users"] if each["login"] == login)
            user = self._make_user(wanted)
        return user

    @mute_logger("odoo.addons.auth_signup.models.res_users")
    def _make_user(self, wanted):
        groups = [self.env.ref(name).id for name in wanted["groups"]]
        values = {"name": wanted["name"], "login": wanted["login"], "group_ids": [(6, 0, groups)]}
        user = self.env["res.users"].with_context(no_reset_password=True).create(values)
        for allowance in wanted["allowances"]:
            fields = ",".join(allowance.get("fields", []))
            values = {key: allowance.get(key) for key in ("model", "operation", "method")}
            self.env["bridge.allowance"].create({**values, "user_id": user.id, "field_names": fields})
        return user

    def _without_chance(self, change, number):
        """Times of the database's own clock and ids made at random, replaced by what is the same each time."""
        transaction = self._transactions.setdefault(change["transaction_id"], len(self._transactions) + 1)
        at = self._clock().strftime("%Y-%m-%dT%H:%M:%S.000000Z")
        return {**change, "change_id": f"golden:{number + 1}", "transaction_id": str(transaction), "occurred_at": at}

    def _store(self, folder, name, content):
        self.stored.append(f"{folder}/{name}")
        with open(os.path.join(self._target, folder, f"{name}.json"), "w", encoding="utf-8") as file:
            json.dump(content, file, indent=2, ensure_ascii=False)


def _generated(name):
    with open(os.path.join(CONTRACTS, "generated", name), encoding="utf-8") as file:
        return json.load(file)

"""One run: one seed, one fresh database, M transactions, judged after each."""

import random
import traceback
from collections import Counter
from pathlib import Path

from odoo.api import SUPERUSER_ID, Environment
from odoo.exceptions import RedirectWarning, UserError
from odoo.modules.registry import Registry

from . import company, operations  # noqa: F401  importing declares the operations
from .judge import Judge
from .log import Log
from .self_test import self_test
from .stage import Stage
from .watch import merged_specifications
from .work import OPERATIONS, SCENARIOS

_HERE = Path(__file__).parent
_CONTRACTS = _HERE.parents[1] / "contracts" / "generated" / "watches.json"
_KINDS_AT_LEAST = 60


class Run:
    """Counts what happened; ``divergences`` holds the verdicts."""

    def __init__(self, database, log_address, seed):
        self.seed = seed
        self.rng = random.Random(seed)
        self.divergences = Counter(missed=0, spurious=0, wrong=0)
        self.kinds = Counter()
        self.refused = Counter()
        self.problems = []
        registry = Registry(database)
        self._settle(registry)
        self.stage = Stage(registry, self.rng, OPERATIONS)
        self._watch(registry, log_address)

    def _settle(self, registry):
        with registry.cursor() as cr:
            company.settle(Environment(cr, SUPERUSER_ID, {}))

    def _watch(self, registry, log_address):
        # contracts filter some records; every other seed tells about all, so that those are compared as well
        watches = merged_specifications([_CONTRACTS, _HERE / "watches.json"], with_domains=self.seed % 2 == 0)
        with registry.cursor() as cr:
            Environment(cr, SUPERUSER_ID, {})["bridge.watch"].push(watches)
        self.log = Log(log_address)
        self.judge = Judge(registry, self.log, watches, self.stage.outside_transactions)
        self.log.execute(
            "; ".join(f'ALTER TABLE "{table}" REPLICA IDENTITY FULL' for table in sorted(self.judge.tables))
        )

    def play(self, transactions):
        """Run ``transactions`` operations. Every kind has its turn, in random order, before any has its second."""
        everything = {kind: (lambda do=do: self.stage.transact(do)) for kind, do in OPERATIONS.items()}
        everything |= {kind: (lambda do=do: do(self.stage)) for kind, do in SCENARIOS.items()}
        deck = []
        done = tried = 0
        while done < transactions and tried < 20 * transactions:
            if not deck:
                deck = self.rng.sample(sorted(everything), len(everything))
            kind = deck.pop()
            tried += 1
            if self._attempt(kind, everything[kind]):
                done += 1
                self.kinds[kind] += 1
            self._report(kind, done)
            if done % 50 == 0 and done:
                print(
                    f"seed {self.seed}: {done} of {transactions} operations, {len(self.kinds)} kinds,"
                    f" {dict(self.judge.compared)}",
                    flush=True,
                )

    def _attempt(self, kind, act):
        try:
            act()
        except (UserError, RedirectWarning) as error:
            self.refused[kind, str(error.args[0]).strip()[:150]] += 1
            return False
        except Exception as error:  # noqa: BLE001  an operation that does not fit Odoo must not end the run, but fails it
            trace = "".join(traceback.format_tb(error.__traceback__)[-2:])
            self.problems.append(f"{kind} is broken: {type(error).__name__}: {error}\n{trace}")
            return False
        return True

    def _report(self, kind, transaction):
        for found in self.judge.judge():
            self.divergences[found.verdict] += 1
            print(
                f"seed {self.seed}, transaction {transaction} ({found.xid}), {kind}: {found.verdict}:"
                f" {found.table} {found.row}: {found.what}",
                flush=True,
            )

    def test_itself(self):
        self.problems += self_test(self.stage, self.judge, self.log)

    def weigh(self):
        """What makes a run worth nothing, whatever it found."""
        if len(self.kinds) < _KINDS_AT_LEAST:
            self.problems.append(f"only {len(self.kinds)} kinds of operations ran; {_KINDS_AT_LEAST} are the least")
        if not self.stage.retried:
            self.problems.append("no transaction had to be done again: nothing was tried about serialization")
        if self.kinds["several: commands that share a call"] and not self.judge.compared["shared"]:
            self.problems.append("no commands shared a transaction")
        for what in ("transactions", "aggregates", "rows", "snapshots", "actors"):
            if not self.judge.compared[what]:
                self.problems.append(f"no {what} were compared")
        return self.problems

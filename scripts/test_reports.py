"""Reads a test runner's report and prints `passed failed skipped`; fails when there is no report to read.

usage: test_reports.py jest REPORT.json | odoo LOG | unittest LOG
"""

import json
import re
import sys
from pathlib import Path

# the closing line of Odoo's runner: "0 failed, 0 error(s) of 61 tests when loading database 'x'"
ODOO_CLOSING = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests when loading database")

# the closing lines of Python's: "Ran 15 tests in 0.3s" and "OK (skipped=1)" or "FAILED (failures=1, errors=2)"
UNITTEST_RAN = re.compile(r"^Ran (\d+) tests? in ", re.MULTILINE)
UNITTEST_CLOSING = re.compile(r"^(?:OK|FAILED|NO TESTS RAN)(?: \((.*)\))?$", re.MULTILINE)


def jest(path):
    report = json.loads(Path(path).read_text())
    suites_that_died = sum(1 for suite in report["testResults"] if suite["status"] == "failed" and not suite["assertionResults"])
    return report["numPassedTests"], report["numFailedTests"] + suites_that_died, report["numPendingTests"] + report["numTodoTests"]


def odoo(path):
    text = Path(path).read_text(errors="replace")
    closing = ODOO_CLOSING.findall(text)
    if not closing:
        raise SystemExit("Odoo's log has no closing line of its test runner")
    failed, errors, total = map(int, closing[-1])
    skipped = len(re.findall(r" skipped test_\w+", text))
    return total - failed - errors - skipped, failed + errors, skipped


def unittest(path):
    text = Path(path).read_text(errors="replace")
    ran, closing = UNITTEST_RAN.findall(text), UNITTEST_CLOSING.findall(text)
    if not ran or not closing:
        raise SystemExit("the log has no closing lines of Python's test runner")
    told = {name: int(count) for name, count in re.findall(r"([a-z ]+)=(\d+)", closing[-1])}
    skipped = told.get("skipped", 0)
    # one test may fail in several of its subtests
    failed = min(int(ran[-1]), told.get("failures", 0) + told.get("errors", 0) + told.get("unexpected successes", 0))
    return int(ran[-1]) - failed - skipped, failed, skipped


if __name__ == "__main__":
    _, kind, report_path = sys.argv
    print(*{"jest": jest, "odoo": odoo, "unittest": unittest}[kind](report_path))

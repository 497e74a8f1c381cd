"""Reads a test runner's report and prints `passed failed skipped`; fails when there is no report to read.

usage: test_reports.py jest REPORT.json | odoo LOG
"""

import json
import re
import sys
from pathlib import Path

# the closing line of Odoo's runner: "0 failed, 0 error(s) of 61 tests when loading database 'x'"
ODOO_CLOSING = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests when loading database")


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


if __name__ == "__main__":
    _, kind, report_path = sys.argv
    print(*{"jest": jest, "odoo": odoo}[kind](report_path))

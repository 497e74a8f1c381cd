"""Applying one command: parse it, judge it, carry it out (SPEC of the door: models/bridge_command.py).

``request`` parses strictly, ``permission`` judges by the caller's allowances
without touching a record, ``execution`` acts inside one savepoint.
"""

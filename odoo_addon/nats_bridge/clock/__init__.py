"""From a date that passes to an event. Nothing is written in Odoo at that moment, so capture cannot see it.

moment    what a date of a watched model brings, as a contract names it: an invoice is overdue
passing   one record's date that lies behind, while the record still waits for what was due
ledger    the passings that are done with: told, or past already when the moment was first asked for
run       one look at all moments; the scheduled action makes one every quarter of an hour
"""

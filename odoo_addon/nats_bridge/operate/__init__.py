"""What an administrator sees and does in Odoo: how the outbox stands, what the relay would connect to, retries.

Reads only, but for ``retry``. The pages in ``models`` and ``views`` show what is found here.
"""

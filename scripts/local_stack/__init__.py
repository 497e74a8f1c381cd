"""The local stack: Postgres, nats-server, Odoo 19 with the addon, its relay and the bridge, without Docker.

Terminology
    stack     the folder `.stack/`: programs, one Postgres cluster, any number of instances
    instance  one independent system (`--name`), with its databases, ports, secrets and logs
    service   one long-running process of an instance; Postgres is shared by all instances
    template  an initialised Odoo database that instances are copied from
"""

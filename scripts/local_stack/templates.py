"""Templates: initialised Odoo databases with their filestores, made once and copied for each instance.

`odoo_template` holds Odoo's own modules, `odoo_template_bridge` the addon as well. Each is built under
another name and renamed when it is complete, so a half-built one is never copied; it is thrown away by
the next start. A comment on the database says what it was made from. Call with the lock `cluster` held.
"""

import json
import shutil
from pathlib import Path

from local_stack import layout, odoo, postgres, secret_words
from local_stack.account import account
from local_stack.failure import StackFailure
from local_stack.files import link_tree, read_json
from local_stack.instance import Instance
from local_stack.progress import say
from local_stack.settings import settings

PLAIN, BRIDGE = "odoo_template", "odoo_template_bridge"
ADDON_NAME = "nats_bridge"
DATA = layout.TEMPLATES / "data"


def ensure(with_addon: bool) -> str:
    """Name of a complete template; builds it when it is missing or made from something else."""
    made_from = {"modules": settings().modules, "demo_data": settings().demo_data, "odoo": _odoo_version()}
    _ensure_one(PLAIN, made_from, None, settings().modules,
                "creating Odoo's template database with demo data (2 to 5 minutes, once)")
    if not with_addon:
        return PLAIN
    # what the plain one really holds: it may lack modules that were added to the settings since
    made_from = postgres.comment_of(PLAIN) | {"addon": odoo.addon_digest()}
    _ensure_one(BRIDGE, made_from, PLAIN, [ADDON_NAME], "installing the addon into a copy of the template")
    return BRIDGE


def create_database(instance: Instance, new_passwords: bool = True) -> None:
    """Give the instance its own copy of the template; nothing happens when it has one.

    Without `new_passwords` the users keep those of Odoo's demo data, which Odoo's own tests log in with.
    """
    name = instance.database
    if postgres.database_exists(name):
        return
    template = ensure(instance.with_addon)
    say(f"copying {template} to {name}")
    fresh = f"{name}_new"
    postgres.drop_database(fresh)
    _copy_database(template, fresh)
    store = instance.places.odoo_data / "filestore" / name
    shutil.rmtree(store, ignore_errors=True)
    link_tree(DATA / "filestore" / template, store)
    _give_to_servers(instance.places.odoo_data)
    _make_unique(instance, fresh)
    if new_passwords:
        _set_passwords(instance, fresh)
    instance.state["addon"] = postgres.comment_of(template).get("addon")
    instance.save()
    _rename_database(fresh, name)


def create_bridge_database(instance: Instance) -> None:
    """The bridge's own, empty database; it belongs to who migrates it."""
    name = {"name": instance.bridge_database}
    if not postgres.database_exists(instance.bridge_database):
        postgres.query("postgres", 'CREATE DATABASE :"name" OWNER bridge_owner', name)
    else:
        postgres.query("postgres", 'ALTER DATABASE :"name" OWNER TO bridge_owner', name)


def drop_all() -> None:
    """Remove the filestores of the templates; their databases go with the cluster."""
    shutil.rmtree(layout.TEMPLATES, ignore_errors=True)


def _ensure_one(name: str, made_from: dict, source: str | None, modules: list[str], title: str) -> None:
    if postgres.database_exists(name):
        if _serves(postgres.comment_of(name), made_from):
            return
        say(f"{name} was made from something else: making it again")
    building = f"{name}_building"
    postgres.drop_database(building)
    shutil.rmtree(DATA / "filestore" / building, ignore_errors=True)
    account().own_folder(layout.TEMPLATES, 0o755)
    account().own_folder(DATA)
    if source:
        _copy_database(source, building)
        link_tree(DATA / "filestore" / source, DATA / "filestore" / building)
        _give_to_servers(DATA)
    else:
        postgres.query("postgres", 'CREATE DATABASE :"name" OWNER odoo TEMPLATE template0', {"name": building})
    _install(building, modules, with_addon=source is not None, title=title)
    postgres.query("postgres", 'COMMENT ON DATABASE :"name" IS :\'made_from\'',
                   {"name": building, "made_from": json.dumps(made_from)})
    _complete(building, name)


def _serves(found: dict, wanted: dict) -> bool:
    """A template that lacks modules serves as well: `lifecycle` installs them into the copy, where they cost seconds."""
    return found | {"modules": wanted["modules"]} == wanted and set(found["modules"]) <= set(wanted["modules"])


def _install(database: str, modules: list[str], with_addon: bool, title: str) -> None:
    conf, log = layout.TEMPLATES / "odoo.conf", layout.TEMPLATES / f"{database}.log"
    log.unlink(missing_ok=True)
    odoo.write_conf(conf, DATA, secret_words.password())
    at = odoo.place(database, with_addon)
    variables = odoo.program_environment(DATA) | {
        "PGHOST": "127.0.0.1", "PGPORT": str(postgres.port()), "PGUSER": "odoo",
        "PGPASSWORD": postgres.credentials()["ODOO_DB_PASSWORD"],
        "ODOO_RC": str(conf), "ODOO_ADDONS_PATH": at.addons_path,
    }
    odoo.run(title, at.install(modules, settings().demo_data), variables, log)
    # Odoo ends with 0 even when a module could not be loaded.
    installed = postgres.query(database, "SELECT name FROM ir_module_module WHERE state = 'installed'").split()
    absent = sorted(set(modules) - set(installed))
    if absent:
        raise StackFailure(f"Odoo did not install {', '.join(absent)}", f"read the errors in {log}")


def _complete(building: str, name: str) -> None:
    postgres.drop_database(name)
    store = DATA / "filestore" / name
    shutil.rmtree(store, ignore_errors=True)
    account().own_folder(DATA / "filestore" / building)
    (DATA / "filestore" / building).rename(store)
    _rename_database(building, name)
    # Nobody may change it by accident; it can still be copied.
    postgres.query("postgres", 'ALTER DATABASE :"name" WITH IS_TEMPLATE true ALLOW_CONNECTIONS false', {"name": name})


def _copy_database(source: str, target: str) -> None:
    postgres.query("postgres", 'CREATE DATABASE :"target" OWNER odoo TEMPLATE :"source" STRATEGY file_copy',
                   {"source": source, "target": target})


def _rename_database(old: str, new: str) -> None:
    postgres.query("postgres", 'ALTER DATABASE :"old" RENAME TO :"new"', {"old": old, "new": new})


def _make_unique(instance: Instance, database: str) -> None:
    """What must differ between two copies: identity and secret, as when Odoo itself copies a database."""
    postgres.query(database, """
        BEGIN;
        UPDATE ir_config_parameter SET value = gen_random_uuid() WHERE key IN ('database.uuid', 'database.secret');
        UPDATE ir_config_parameter SET value = :'url' WHERE key = 'web.base.url';
        COMMIT;
    """, {"url": f"http://127.0.0.1:{instance.port('odoo')}"})


def _set_passwords(instance: Instance, database: str) -> None:
    """All users of the demo data get the admin's password: their own ones are known to everybody."""
    postgres.query(database, "UPDATE res_users SET password = :'hash' WHERE password IS NOT NULL AND active",
                   {"hash": secret_words.odoo_password_hash(instance.secrets["ODOO_ADMIN_PASSWORD"])})


def _give_to_servers(top: Path) -> None:
    for path in [top, *top.rglob("*")]:
        if path.is_dir():
            account().own_folder(path)


def _odoo_version() -> str:
    for places in layout.program_places():
        version = read_json(places / "odoo.json").get("version")
        if version:
            return version
    return "unknown"

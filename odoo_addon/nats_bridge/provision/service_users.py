"""Makes the service users of a parsed file true in the database."""

from dataclasses import dataclass

# External ids of what we made; a module of their own, so that no upgrade of the addon drops them.
_OWNER = "nats_bridge_service_users"
_KEY_NAME = "NATS bridge"
_SCOPE = "rpc"


class WrongServiceUsers(Exception):
    """The file cannot be carried out here; the text is for whoever runs the command."""


@dataclass(frozen=True)
class ServiceUser:
    """groups are external ids; allowances map (model, operation, method or None) to field names."""

    login: str
    name: str
    groups: tuple
    allowances: dict


def parse(document):
    """The service users of a parsed JSON document; raises WrongServiceUsers naming what is wrong."""
    try:
        return [_parse_user(raw) for raw in document["users"]]
    except (KeyError, TypeError, AttributeError) as error:
        raise WrongServiceUsers(f"Not a file of service users: {type(error).__name__} {error}") from error


def _parse_user(raw):
    allowances = {}
    for grant in raw["allowances"]:
        unknown = grant.keys() - {"model", "operation", "method", "fields"}
        if unknown:
            raise WrongServiceUsers(f"{raw['login']}: unknown key {min(unknown)!r} in an allowance")
        key = (grant["model"], grant["operation"], grant.get("method"))
        allowances[key] = tuple(grant.get("fields") or ())
    return ServiceUser(raw["login"], raw["name"], tuple(raw["groups"]), allowances)


def provision(env, service_users, known_keys):
    """Create or correct the users; {login: API key}.

    :param env: a superuser environment
    :param known_keys: {login: key} handed out earlier; one that still works is kept
    :raise WrongServiceUsers: a login belongs to somebody else, or a group does not exist
    """
    env = env(context={"no_reset_password": True, "tracking_disable": True, "active_test": False})
    keys = {}
    for service_user in service_users:
        user = _user(env, service_user)
        _grant(env, user, service_user.allowances)
        keys[service_user.login] = _key(env, user, known_keys.get(service_user.login))
    return keys


def fitting(env, service_users):
    """Those that this database has everything for, and ``{login: [what is missing]}`` of the others."""
    missing = {service_user.login: _missing(env, service_user) for service_user in service_users}
    return [each for each in service_users if not missing[each.login]], {k: v for k, v in missing.items() if v}


def _missing(env, service_user):
    groups = [name for name in service_user.groups if not _group(env, name)]
    models = {model for model, _operation, _method in service_user.allowances if model not in env}
    return [*groups, *sorted(models)]


def retire(env):
    """Nobody is a service user any more: archived, and without keys. Provisioning them again brings them back."""
    signs = env["ir.model.data"].search([("module", "=", _OWNER), ("model", "=", "res.users")])
    users = env["res.users"].with_context(active_test=False).browse(signs.mapped("res_id")).exists()
    env["res.users.apikeys"].search([("user_id", "in", users.ids)]).sudo().unlink()
    users.active = False


def _user(env, service_user):
    values = {
        "name": service_user.name,
        "active": True,
        "group_ids": [(6, 0, _groups(env, service_user).ids)],
    }
    user = env["res.users"].search([("login", "=", service_user.login)])
    if not user:
        # one company would hide the others' records; an administrator may take companies away
        companies = env["res.company"].search([])
        user = env["res.users"].create(
            {
                **values,
                "login": service_user.login,
                "lang": "en_US",
                "tz": "UTC",
                "company_ids": [(6, 0, companies.ids)],
            }
        )
        _sign(env, user)
    elif not _is_ours(env, user):
        raise WrongServiceUsers(f"The login {service_user.login} belongs to a user who is no service user.")
    else:
        user.write(values)
    user.flush_recordset()
    # no password, no log-in with one; the API key is the only way in
    env.cr.execute("UPDATE res_users SET password = NULL WHERE id = %s", [user.id])
    user.invalidate_recordset(["password"])
    return user


def _groups(env, service_user):
    groups = env.ref("base.group_user")
    for name in service_user.groups:
        group = _group(env, name)
        if not group:
            raise WrongServiceUsers(
                f"{service_user.login}: there is no group {name}. Install its module, or leave such users out with --only-installed."
            )
        groups |= group
    return groups


def _group(env, name):
    group = env.ref(name, raise_if_not_found=False)
    return group if group and group._name == "res.groups" else None


def _sign(env, user):
    env["ir.model.data"].create(
        {"module": _OWNER, "name": f"user_{user.id}", "model": "res.users", "res_id": user.id, "noupdate": True}
    )


def _is_ours(env, user):
    return bool(
        env["ir.model.data"].search_count(
            [("module", "=", _OWNER), ("model", "=", "res.users"), ("res_id", "=", user.id)]
        )
    )


def _grant(env, user, wanted):
    """Exactly the allowances of the file. One that an administrator archived stays archived."""
    rows = env["bridge.allowance"].search([("user_id", "=", user.id)])
    present = {(row.model, row.operation, row.method or None): row for row in rows}
    env["bridge.allowance"].union(*(row for key, row in present.items() if key not in wanted)).unlink()
    for key, names in wanted.items():
        values = {"field_names": ",".join(names) or False}
        if key not in present:
            model, operation, method = key
            values.update(user_id=user.id, model=model, operation=operation, method=method)
            env["bridge.allowance"].create(values)
        elif present[key].field_names != values["field_names"]:
            present[key].write(values)


def _key(env, user, known):
    keys = env["res.users.apikeys"]
    if known and keys._check_credentials(scope=_SCOPE, key=known) == user.id:
        return known
    keys.search([("user_id", "=", user.id), ("name", "=", _KEY_NAME)]).sudo().unlink()
    # superuser rights allow a key without an end; the key belongs to the user it is made as
    return keys.with_user(user).sudo()._generate(_SCOPE, _KEY_NAME, False)

"""Describes fields of a model and tries an example record. scripts/new-contract runs it in `odoo shell`, which knows `env`,
behind a line that sets `request`; the answer is one line of JSON behind MARK. Nothing is committed.

``request``: ``{"model": str, "fields": [str] or None, "when": str or None, "becomes": str or None, "set": {field: text}}``

An example's value is ``{"value": scalar}`` or a record that is there: ``{"of": model, "at": position}``, in the order of ids, or
``{"of": model, "by": field, "named": text}``.
"""

import json

from odoo.fields import NO_ACCESS

MARK = "DESCRIBED "
LOG_FIELDS = {"id", "create_uid", "create_date", "write_uid", "write_date"}


class Refused(Exception):
    def __init__(self, code, message):
        super().__init__(message)
        self.code = code

    def told(self):
        return {"refused": self.code, "message": str(self)}


def answer(env, request):
    """The description, or why there is none."""
    try:
        told = describe(env, request)
    except Refused as refused:
        return refused.told()
    try:
        return told | {"example": Example(env, request, told["names"]).tried()}
    except Refused as refused:
        return told | {"example": refused.told()}  # what is wrong with a field is said first


def describe(env, request):
    model = env.get(request["model"])
    if model is None or model._abstract or model._transient:
        raise Refused("unknown-model", f"this Odoo has no records of {request['model']}")
    problems = problems_of(env, model._name)
    if problems:
        raise Refused("model-not-watchable", "; ".join(problems))
    names = request["fields"] or usual_fields(model)
    asked = list(dict.fromkeys([*names, *filter(None, [request["when"]]), *request["set"]]))
    unknown = [name for name in asked if name not in model._fields]
    if unknown:
        raise Refused("unknown-field", f"{model._name} has no field {', '.join(unknown)}")
    return {
        "model": model._name,
        "title": model._description,
        "module": model._original_module,
        "names": names,
        "fields": {name: description(env, model._fields[name]) for name in asked},
    }


def problems_of(env, model):
    """Why the addon would not watch it, in the addon's words: no table of its own, or a place of secrets."""
    return env["bridge.watch"]._problems_of({"model": model, "spec": {"id": {}}})


def usual_fields(model):
    """The record's name and what Odoo demands of it."""
    known = [model._rec_name] if model._rec_name in model._fields else []
    return list(dict.fromkeys([*known, *demanded(model)]))


def demanded(model):
    return [name for name, field in model._fields.items() if field.required and field.store and name not in LOG_FIELDS]


def description(env, field):
    relation = env.get(field.comodel_name) if field.comodel_name else None
    return {
        "type": field.type,
        "label": field._description_string(env) or field.name,
        "help": field._description_help(env) or "",
        "stored": bool(field.store),
        "column": bool(field.store and field.column_type),
        "required": bool(field.required),
        "forbidden": field.groups == NO_ACCESS,
        "groups": field.groups or "",
        "perCompany": bool(field.company_dependent),
        "translated": bool(field.translate),
        "selection": [[str(value), str(label)] for value, label in selection_of(env, field)],
        "currency": field.get_currency_field(env[field.model_name]) if field.type == "monetary" else None,
        "relation": None if relation is None else {
            "model": relation._name,
            "name": name_field(relation),
            "secret": bool(problems_of(env, relation._name)),
        },
    }


def selection_of(env, field):
    return field._description_selection(env(context={"lang": "en_US"})) if field.type == "selection" else []


def name_field(model):
    """The stored text that people know a record by; None when there is none."""
    field = model._fields.get(model._rec_name or "")
    return field.name if field is not None and field.type == "char" and field.store and not field.company_dependent else None


class Example:
    """A record that is created, and changed afterwards. Only what Odoo took is told."""

    def __init__(self, env, request, names):
        self.env = env
        self.model = env[request["model"]]
        self.request = request
        self.names = names

    def tried(self):
        try:
            return self._tried(fill_computed=False)
        except Refused as refused:
            if refused.code != "no-example":
                raise
            # Odoo may have nothing to compute a demanded field from
            return self._tried(fill_computed=True)

    def _tried(self, fill_computed):
        create = self._to_create(fill_computed)
        try:
            with self.env.cr.savepoint():
                record = self.model.create(self._resolved(create))
                record.flush_recordset()
                edit = self._to_edit(record, create)
                record.write(self._resolved(edit))
                record.flush_recordset()
        except Refused:
            raise
        except Exception as error:  # Odoo's modules raise what they like
            tried = ", ".join(sorted(create)) or "nothing"
            raise Refused("no-example", f"Odoo does not take an example with {tried}: {str(error).strip()}") from error
        return {"create": create, "edit": edit}

    def _to_create(self, fill_computed):
        when, given = self.request["when"], self.request["set"]
        must = demanded(self.model)
        defaults = self.model.default_get([*must, *self.names])
        chosen = {}
        for name in dict.fromkeys([*must, *self.names, *given]):
            field = self.model._fields[name]
            # a default of nothing is none, but for a yes/no field
            given_by_odoo = defaults.get(name) or (name in defaults and field.type == "boolean")
            computed = field.compute and not (fill_computed and name in must and not field.readonly)
            leave = given_by_odoo or computed or not field.column_type or (name == when and name not in must)
            if name in given:
                chosen[name] = self._given(field, given[name])
            elif not leave:
                value = self._usual(field)
                if value is not None:
                    chosen[name] = value
        return chosen

    def _to_edit(self, record, created):
        """What makes the moment; without a field that tells it, an edit that is no moment."""
        when = self.request["when"]
        if when is not None:
            return {when: self._other(record, self.model._fields[when])}
        # of the fields asked for, because a change of another one is not captured
        texts = [name for name in self.names if name in created and self.model._fields[name].type in ("char", "text")]
        return {name: {"value": self._text(self.model._fields[name], "Edited")} for name in texts[:1]}

    def _text(self, field, word):
        return f"{word} {field.string}"[: getattr(field, "size", None)]

    def _given(self, field, text):
        if field.type == "many2one":
            comodel = self.env[field.comodel_name]
            return {"of": comodel._name, "by": comodel._rec_name, "named": text}
        read = {"integer": int, "float": float, "monetary": float, "boolean": lambda said: said == "true"}
        try:
            return {"value": read.get(field.type, str)(text)}
        except ValueError as error:
            raise Refused("bad-value", f"{text} is no {field.type} for {field.name}") from error

    def _usual(self, field):
        if field.type == "many2one":
            return self._record(field, 0) if self.env[field.comodel_name].search_count([], limit=1) else None
        values = {
            "char": self._text(field, "Example"), "text": self._text(field, "Example"), "html": "<p>Example</p>",
            "boolean": True, "integer": 2, "float": 1.5, "monetary": 10.0, "date": "2026-11-24",
            "datetime": "2026-11-24 09:00:00",
        }
        if field.type == "selection":
            return {"value": selection_of(self.env, field)[0][0]}
        return {"value": values[field.type]} if field.type in values else None

    def _other(self, record, field):
        """Another value than the record has."""
        now = record[field.name]
        if field.name in self.request["set"] and not now:
            return self._given(field, self.request["set"][field.name])
        if field.type == "many2one":
            ids = self.env[field.comodel_name].search([], limit=2, order="id").ids
            others = [position for position, id_ in enumerate(ids) if id_ != now.id]
            if not others:
                raise Refused("no-example", f"there is no other record of {field.comodel_name} for {field.name}")
            return self._record(field, others[0])
        if field.type == "selection":
            values = [value for value, _label in selection_of(self.env, field)]
            wanted = self.request["becomes"] or next((value for value in values if value != now), None)
            if wanted not in values:
                raise Refused("bad-value", f"{field.name} has no value {wanted}; it has {', '.join(values)}")
            return {"value": wanted}
        if field.type in ("integer", "float", "monetary"):
            return {"value": now + 1}
        others = {
            "boolean": True, "char": self._text(field, "Another"), "text": self._text(field, "Another"),
            "date": "2026-11-25", "datetime": "2026-11-25 09:00:00",
        }
        return {"value": others[field.type]}

    def _record(self, field, position):
        return {"of": field.comodel_name, "at": position}

    def _resolved(self, values):
        return {name: self._resolve(value) for name, value in values.items()}

    def _resolve(self, value):
        if "of" not in value:
            return value["value"]
        model = self.env[value["of"]]
        domain = [(value["by"], "=", value["named"])] if "named" in value else []
        found = model.search(domain, offset=value.get("at", 0), limit=1, order="id")
        if not found:
            raise Refused("bad-value", f"there is no {model._name} called {value.get('named')}")
        return found.id


print(MARK + json.dumps(answer(env, request)))  # noqa: F821  `env` is the shell's, `request` in the line before this file

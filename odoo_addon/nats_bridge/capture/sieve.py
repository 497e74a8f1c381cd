"""Which touched roots a watch leaves out, told by their notes alone.

Most changes of a table are no business of a narrow watch: one of finished moves is touched by each step of each
move. A condition on a column that the notes carry is judged on the row as the transaction left it, before anything
of that row is merged or read.
"""


def plain_conditions(domain, columns):
    """{column: texts it may have} of those conditions of the domain that a note can judge; all of them must hold.

    :param columns: watched column -> kind. Only texts are compared: '=' and 'in' mean there what they mean in SQL.
    """
    if not all(isinstance(term, (list, tuple)) for term in domain):
        return {}
    found = {}
    for column, operator, value in domain:
        texts = {"=": [value], "in": value}.get(operator)
        if columns.get(column) == "text" and isinstance(texts, (list, tuple)) and all(_is_text(text) for text in texts):
            found[column] = found.get(column, set(texts)) & set(texts)
    return found


def _is_text(value):
    return isinstance(value, str) and value != ""  # Odoo takes empty for null


def left_out(conditions, notes_by_id):
    """Ids of the rows that are there and fail a condition. What has no note of its own is not judged."""
    return {
        id_
        for id_, notes in notes_by_id.items()
        if (row := notes[-1].new) is not None
        and any(column in row and row[column] not in texts for column, texts in conditions.items())
    }

"""The kinds of work, by department. Importing a module declares what is in it."""

from . import (  # noqa: F401
    accounting,
    crm,
    falling_due,
    imports,
    interrupted,
    maintenance,
    manufacturing,
    outside,
    partners,
    products,
    projects,
    purchasing,
    selling,
    several,
    warehouse,
)

"""The kinds of work, by department. Importing a module declares what is in it."""

from . import accounting, crm, imports, interrupted, maintenance, manufacturing, outside, partners, products, projects
from . import purchasing, selling, several, warehouse

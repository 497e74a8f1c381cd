"""Service users as a file says: users, groups, allowances, keys. Repeating it changes nothing."""

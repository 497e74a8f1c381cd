/** JSON for a statement's parameter. Postgres takes neither NUL nor half a surrogate pair: both become U+FFFD. */
export const storableJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? inner.replace(/[\0\p{Surrogate}]/gu, '\uFFFD') : inner));

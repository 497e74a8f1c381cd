/** JSON for a statement's parameter. Postgres takes neither NUL nor half a surrogate pair: both become U+FFFD. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  // looked for in the text: asked for each value, it would cost more than the writing
  return ESCAPED.test(text) ? JSON.stringify(value, clean) : text;
}

const clean = (_key: string, inner: unknown): unknown =>
  typeof inner === 'string' ? inner.replace(/[\0\p{Surrogate}]/gu, '\uFFFD') : inner;
// as JSON.stringify writes them; text that only looks like it takes the long way, too
const ESCAPED = /\\u(?:0000|d[89a-f])/;

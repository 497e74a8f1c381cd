/** Which journey covers which contract: a test that names the contract's id in its title. */
export interface JourneyTest {
  readonly file: string;
  readonly title: string;
}

export interface Covered {
  readonly id: string;
  readonly tests: readonly JourneyTest[];
}

/** `a.b.v1` is named by "a.b.v1: ..." and not by "a.b.v10" or "x.a.b.v1". */
const names = (title: string, id: string): boolean => title.split(/[^A-Za-z0-9.-]+/).some((word) => word.replace(/[.-]+$/, '') === id);

export const coverageOf = (ids: Iterable<string>, tests: readonly JourneyTest[]): readonly Covered[] =>
  [...ids].map((id) => ({ id, tests: tests.filter((test) => names(test.title, id)) }));

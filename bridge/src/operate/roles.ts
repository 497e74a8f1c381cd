/** What the roles of operators open. Deny by default: who has none of them sees and does nothing here. */

/** counts: how many of what */
export const MAY_COUNT = ['viewer', 'support', 'operator'] as const;
/** single letters and attempts; payloads masked */
export const MAY_READ = ['support', 'operator'] as const;
/** everything that changes or sends something */
export const MAY_ACT = ['operator'] as const;

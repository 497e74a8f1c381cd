/** The door of this room: who may ask for what, and who may receive what. */
export { Policy } from './judge.js';
export type { JudgedEvent } from './questions.js';
export { type Circumstances, type Requester, type Sent, type Window, NOTHING_SENT, volumeOf } from './circumstances.js';
export { type Approval, type ApprovalRequired, type Verdict, refusalOf, withApprovals } from './verdict.js';
export type { Approvers, PolicyCode } from './notes.js';
export { type PolicySet, type PolicyText } from './policy-files.js';
export { Shadow, type ShadowReport } from './shadow.js';
export { InForce, type PolicyState, type PastSet } from './in-force.js';
export { Reload } from './reload.js';
export { type Unmatched, unmatched } from './unmatched.js';

/**
 * Before Cedar is called for the first time. Node 20's V8 (11.3) inlines calls into WebAssembly, and now and then the whole process ends
 * with "unreachable code" in `Deoptimizer::DoComputeBuiltinContinuation` when such a function is deoptimised: two of two runs of
 * `test/bench/replay.mjs` (20,000 events fanned out and judged again) died of it, two of two without the inlining did not.
 */
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--no-turbo-inline-js-wasm-calls');

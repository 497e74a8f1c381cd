/** The checkout: new-contract writes into several of its folders. */
import { fileURLToPath } from 'node:url';

// contracts/{src,dist}/new-contract
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

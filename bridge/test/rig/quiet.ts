import { Logger } from '@nestjs/common';

/** Nest's log of a suite is noise unless it fails: BRIDGE_TEST_LOG=1 shows it. */
export function quiet(): void {
  if (process.env.BRIDGE_TEST_LOG === undefined) Logger.overrideLogger(false);
}

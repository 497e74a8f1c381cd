/** Unit suites run on sources; suites on real servers live in test/ and are started by their own npm scripts. */
const swc = [
  '@swc/jest',
  {
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
    module: { type: 'es6' },
  },
];
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': swc },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@odoo-nats-bridge/client$': '<rootDir>/contracts/client/src/index.ts',
    '^@odoo-nats-bridge/contracts$': '<rootDir>/contracts/src/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/.stack', '/dist/'],
  rootDir: import.meta.dirname,
};

export default {
  projects: [
    { ...shared, displayName: 'contracts', testMatch: ['<rootDir>/contracts/test/**/*.test.ts'] },
    { ...shared, displayName: 'client', testMatch: ['<rootDir>/contracts/client/test/**/*.test.ts'] },
    {
      ...shared,
      displayName: 'bridge',
      testMatch: ['<rootDir>/bridge/test/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/bridge/test/rig/patience.ts'],
    },
    { ...shared, displayName: 'integration', testMatch: ['<rootDir>/test/integration/**/*.test.ts'] },
    {
      ...shared,
      displayName: 'journeys',
      testMatch: ['<rootDir>/test/journeys/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/rig/patience.ts'],
    },
    { ...shared, displayName: 'faults', testMatch: ['<rootDir>/test/faults/**/*.test.ts'] },
    { ...shared, displayName: 'soak', testMatch: ['<rootDir>/test/soak/**/*.test.ts'] },
  ],
};

import tseslint from 'typescript-eslint';
import prettier from 'eslint-config-prettier';

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.stack/**',
      'contracts/generated/**',
      'contracts/client/src/contract-types.ts',
      'odoo_addon/**',
      '**/*.mjs',
      '**/*.cjs',
      '**/*.js',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      // Nest modules are classes that hold only decorators
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // node:test-less Jest globals return promises that the runner awaits
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [] }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Nest awaits what a factory provides: an object with a method `then` hangs the start without a word
      'no-restricted-syntax': [
        'error',
        { selector: "MethodDefinition[key.name='then']", message: 'Nest, and whoever else awaits it, takes it for a promise.' },
      ],
    },
  },
  prettier,
);

import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'

/** A feature is a folder of its own: what two of them share belongs in the app's shell or in `ui`. */
const noFeatureImportsAnother = {
  files: ['*/src/features/**'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [{ group: ['@/features/*', '../../features/*'], message: 'No feature imports another.' }],
      },
    ],
  },
}

export default ts.config(
  { ignores: ['**/dist/', 'client/src/generated/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.{ts,vue}'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      'no-undef': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-macros-order': 'error',
      'vue/multi-word-component-names': 'off',
      'vue/no-v-html': 'error',
      'vue/require-default-prop': 'off',
      'vue/no-undef-components': ['error', { ignorePatterns: ['^Router(Link|View)$', '^El[A-Z]'] }],
    },
  },
  {
    files: ['**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        ['console', 'document', 'localStorage', 'matchMedia', 'process', 'URL'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
  },
  noFeatureImportsAnother,
  prettier,
)

import { defineConfig } from '@hey-api/openapi-ts'

export default defineConfig({
  input: 'openapi.json',
  output: 'src/generated',
  plugins: [
    { name: '@hey-api/client-fetch', runtimeConfigPath: '../connection', throwOnError: true },
    { name: '@hey-api/sdk', responseStyle: 'data' },
    '@hey-api/typescript',
    { name: '@tanstack/vue-query', mutationOptions: false, infiniteQueryOptions: false },
  ],
})

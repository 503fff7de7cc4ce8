import { defineConfig } from '@hey-api/openapi-ts'
import { readFileSync } from 'node:fs'

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

interface Operation {
  responses: Record<string, Json>
}
interface Document {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Json> }
}

/** Failures reach a screen as `ApiProblem`, whatever the operation: only successes are typed one by one. */
function successesOnly(document: Document): void {
  for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
    for (const status of Object.keys(operation.responses)) {
      if (!status.startsWith('2')) Reflect.deleteProperty(operation.responses, status)
    }
  }
}

/** The schema of an amount stands inline wherever there is one; here it becomes one `Money`. */
function oneMoney(node: Json, schemas: Record<string, Json>): Json {
  if (Array.isArray(node)) return node.map((each) => oneMoney(each, schemas))
  if (node === null || typeof node !== 'object') return node
  if (node.title === 'Money' && node.type === 'object') {
    schemas.Money = node
    return { $ref: '#/components/schemas/Money' }
  }
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, oneMoney(value, schemas)]))
}

function forClient(document: Document): Record<string, unknown> {
  successesOnly(document)
  const schemas: Record<string, Json> = {}
  const shared = oneMoney(document as unknown as Json, schemas) as unknown as Document
  Object.assign(shared.components.schemas, schemas)
  return shared as unknown as Record<string, unknown>
}

export default defineConfig({
  input: forClient(JSON.parse(readFileSync('openapi.json', 'utf8')) as Document),
  output: 'src/generated',
  plugins: [
    { name: '@hey-api/client-fetch', runtimeConfigPath: '../connection', throwOnError: true },
    { name: '@hey-api/sdk', responseStyle: 'data' },
    '@hey-api/typescript',
    { name: '@tanstack/vue-query', mutationOptions: false, infiniteQueryOptions: false },
  ],
})

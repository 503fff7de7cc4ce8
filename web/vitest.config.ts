import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  plugins: [vue()],
  test: {
    projects: ['ui', 'client', 'borrower', 'console'].map((name) => ({
      extends: true as const,
      resolve: { alias: { '@': at(`${name}/src`) } },
      test: { name, root: at(name), environment: 'happy-dom', include: ['src/**/*.test.ts'] },
    })),
  },
})

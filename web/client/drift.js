// Fails when what is generated differs from what openapi.json says, or openapi.json from what is given as argument.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const kept = join(mkdtempSync(join(tmpdir(), 'client-')), 'generated')
cpSync('src/generated', kept, { recursive: true })
try {
  execFileSync('npx', ['openapi-ts', '--silent'], { stdio: 'inherit' })
  execFileSync('diff', ['-r', kept, 'src/generated'], { stdio: 'inherit' })
} catch {
  console.error('web/client is out of step with its openapi.json: run `npm run generate` in web/ and commit.')
  process.exitCode = 1
} finally {
  rmSync(kept, { recursive: true })
}

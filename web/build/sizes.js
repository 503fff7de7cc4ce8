// What a first visit downloads, gzipped, against the budget: the entry, everything it imports, and the first language.
import { readFileSync, readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const BUDGETS_KB = { borrower: { js: 100, css: 10 }, console: { js: 250, css: 60 } }
const STATIC_IMPORT = /(?:from|import)\s*["']\.\/([^"']+\.js)["']/g

function reached(folder, entry, seen = new Set()) {
  if (seen.has(entry)) return seen
  seen.add(entry)
  for (const [, next] of readFileSync(`${folder}/${entry}`, 'utf8').matchAll(STATIC_IMPORT))
    reached(folder, next, seen)
  return seen
}

const kilobytes = (folder, files) =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(`${folder}/${file}`)).length, 0) / 1000

for (const [app, budget] of Object.entries(BUDGETS_KB)) {
  const folder = `${app}/dist/assets`
  const page = readFileSync(`${app}/dist/index.html`, 'utf8')
  const named = (end) =>
    [...page.matchAll(new RegExp(`assets/([^"]+\\.${end})"`, 'g'))].map((match) => match[1])
  const language = readdirSync(folder).filter((file) => /^zh-CN-[^.]+\.js$/.test(file))
  const scripts = [...named('js'), ...language].reduce(
    (seen, entry) => reached(folder, entry, seen),
    new Set(),
  )
  const sizes = { js: kilobytes(folder, scripts), css: kilobytes(folder, named('css')) }
  for (const kind of ['js', 'css']) {
    const within = sizes[kind] <= budget[kind]
    console.log(
      `${app} ${kind}: ${sizes[kind].toFixed(1)} of ${budget[kind]} kB${within ? '' : '  OVER BUDGET'}`,
    )
    if (!within) process.exitCode = 1
  }
}

/** Prints what the Studio's first load weighs, and fails the build when it is over the budget. */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const OUT = new URL('../../podium/web/static/canvas/', import.meta.url)
const BUDGET = 170 * 1024

const manifest = JSON.parse(readFileSync(new URL('manifest.json', OUT), 'utf8'))

/** The files a browser fetches before the entry runs: the entry and everything it imports statically. */
function firstLoad(key, seen = new Set()) {
  const chunk = manifest[key]
  if (!chunk || seen.has(chunk.file)) return seen
  seen.add(chunk.file)
  for (const child of chunk.imports ?? []) firstLoad(child, seen)
  return seen
}

let bytes = 0
for (const file of firstLoad('src/main.tsx')) {
  if (file.endsWith('.js')) bytes += gzipSync(readFileSync(new URL(file, OUT)), { level: 9 }).length
}
console.log(`Studio, first load: ${(bytes / 1024).toFixed(1)} KB of JavaScript gzipped (budget ${BUDGET / 1024} KB)`)
if (bytes > BUDGET) {
  console.error('Over the budget: load something lazily.')
  process.exit(1)
}

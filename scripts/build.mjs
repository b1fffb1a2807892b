// Builds dist/ out of src/: deleted first, so that nothing stale stays in it. TypeScript's own compiler strips the
// types, for ncc cannot load the one that is written in Go.
import { execFileSync } from 'node:child_process'
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { mistakesOf } from './bundled.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

function run(script, ...args) {
  execFileSync(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
}

for (const folder of ['build', 'dist']) rmSync(`${root}${folder}`, { recursive: true, force: true })
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json')
run(
  'node_modules/@vercel/ncc/dist/ncc/cli.js',
  'build',
  'build/main.js',
  '-o',
  'dist',
  '--license',
  'licenses.txt',
  '--quiet',
  '--stats-out',
  'build/stats.json',
)

// Plain ASCII: Node.js decodes and compiles it faster, and no character of it is invisible to who reads it.
for (const file of globSync('dist/*.js', { cwd: root })) {
  const text = readFileSync(`${root}${file}`, 'utf8')
  // A backslash before it would make the escape a text: none of it may be in what is shipped.
  if (/\\[^\0-\x7f]/.test(text)) throw new Error(`${file} has a backslash before a character that is not ASCII`)
  writeFileSync(
    `${root}${file}`,
    text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )
}

const read = (file) => readFileSync(`${root}${file}`, 'utf8')
const mistakes = mistakesOf({
  stats: JSON.parse(read('build/stats.json')),
  licences: read('dist/licenses.txt'),
  lock: JSON.parse(read('package-lock.json')),
})
for (const mistake of mistakes) console.error(mistake)
process.exitCode = mistakes.length === 0 ? 0 : 1
rmSync(`${root}build`, { recursive: true, force: true })

// Builds dist/ out of src/: deleted first, so that nothing stale stays in it. TypeScript's own compiler strips the
// types, for ncc cannot load the one that is written in Go.
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

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
)
rmSync(`${root}build`, { recursive: true, force: true })

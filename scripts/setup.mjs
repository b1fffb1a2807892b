/**
 * Installs the dependencies, where they are missing or not those of package-lock.json; says and does nothing where
 * they are. Runs before `npm test` and its like, with whichever Node.js is there, hence plain JavaScript.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')

if (whatIsStale() !== null) {
  const status = install()
  if (status !== 0) fail(`npm ci failed with status ${status}`)
  const stale = whatIsStale()
  if (stale !== null) fail(`npm ci ran, and still ${stale}: are install scripts switched off?`)
}

/** What differs from package-lock.json, or null. */
function whatIsStale() {
  const wanted = readPackages(join(root, 'package-lock.json'))
  const installed = readPackages(join(modules, '.package-lock.json'))
  if (wanted === null) fail('package-lock.json is missing or is not JSON')
  if (installed === null) return 'node_modules is missing'
  // What is optional is for some other platform more often than not.
  const differs = Object.entries(wanted).find(
    ([path, { version, optional }]) => path !== '' && !optional && installed[path]?.version !== version,
  )
  if (differs) return `${differs[0]} is not of version ${differs[1].version}`
  return whatIsWrongWithNode()
}

function whatIsWrongWithNode() {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const { stdout } = spawnSync(join(modules, '.bin', 'node'), ['--version'], { encoding: 'utf8' })
  if (stdout?.trim() === `v${devDependencies.node}`) return null
  return `node_modules/.bin/node is not of version ${devDependencies.node}`
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return null
  }
}

/**
 * `npm ci` by the Node.js that runs npm, never by the one in node_modules: that one is about to be deleted, and npm
 * puts it first on the path of every script.
 */
function install() {
  const { npm_execpath: npm, npm_node_execpath: node, PATH = '' } = process.env
  const path = PATH.split(delimiter).filter((folder) => !folder.startsWith(modules))
  const env = { ...process.env, PATH: path.join(delimiter) }
  const [command, ...start] = npm && node ? [node, npm] : ['npm']
  // An older Node.js may install: what it would be warned of, once for each package, runs by the one that is installed.
  const options = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  return spawnSync(command, [...start, ...options], { cwd: root, env, stdio: ['ignore', 2, 2] }).status
}

function fail(message) {
  process.stderr.write(`setup: ${message}\n`)
  process.exit(1)
}

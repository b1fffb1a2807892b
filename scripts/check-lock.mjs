// The lock file has to pin what is installed: an integrity for every package, no source but the npm registry, and in
// package.json exact versions only. What is used at run time installs without a script of its own; for development, only
// what package.json allows has one.
import { readFileSync } from 'node:fs'

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
const mistakes = []

for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === '') continue
  if (!path.startsWith('node_modules/')) mistakes.push(`${path}: not a package of the registry`)
  if (!/^sha512-/.test(entry.integrity ?? '') && !entry.inBundle) mistakes.push(`${path}: no sha512 integrity`)
  if (entry.resolved && !/^https:\/\/[^?#]+\.tgz$/.test(entry.resolved)) mistakes.push(`${path}: ${entry.resolved}`)
  if (entry.link) mistakes.push(`${path}: a link`)
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  if (entry.hasInstallScript && !(entry.dev && manifest.allowScripts?.[name])) {
    mistakes.push(`${path}: it has an install script`)
  }
}
for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
  if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version))
    mistakes.push(`package.json: ${name} is not pinned to one version: ${version}`)
}

for (const mistake of mistakes) console.error(mistake)
console.log(`${Object.keys(lock.packages).length - 1} packages, ${mistakes.length} mistakes`)
process.exitCode = mistakes.length === 0 ? 0 : 1

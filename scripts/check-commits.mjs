/**
 * Fails where the subject of a commit is too long to be read in a list: `node scripts/check-commits.mjs BASE..HEAD`.
 * Merge commits and Dependabot's write their own. Runs before anything is installed, hence plain JavaScript.
 */
import { spawnSync } from 'node:child_process'

/** What `git log --oneline` and GitHub show without cutting. */
const longest = 72

process.exitCode = 1
const [range, ...more] = process.argv.slice(2)
if (range === undefined || !/^[^-].*\.\./.test(range) || more.length > 0) {
  console.error('usage: node scripts/check-commits.mjs BASE..HEAD')
} else {
  const log = spawnSync('git', ['log', '--no-merges', '--format=%h%x00%an%x00%s', range, '--'], { encoding: 'utf8' })
  if (log.status !== 0) console.error(log.stderr || String(log.error))
  else check(log.stdout.split('\n').filter((line) => line !== ''))
}

function check(lines) {
  const commits = lines.map((line) => line.split('\0'))
  const long = commits.filter(([, author, subject]) => author !== 'dependabot[bot]' && [...subject].length > longest)
  for (const [hash, , subject] of long) {
    console.error(
      `${hash}: the subject has ${[...subject].length} characters, at most ${longest} are allowed: ${subject}`,
    )
  }
  if (long.length > 0) console.error('Say one thing in about 60 characters, and why in the body.')
  else console.log(`${commits.length} commits, each with a subject of at most ${longest} characters`)
  process.exitCode = long.length === 0 ? 0 : 1
}

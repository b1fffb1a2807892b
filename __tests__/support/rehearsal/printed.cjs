/**
 * Loaded before every JavaScript action by `--require`: notes what it prints, in the file of the job summary. act does not
 * read to the end what a failing step prints, and that is what a red step is about; it does read that file.
 */
const { appendFileSync } = require('node:fs')

const file = process.env.GITHUB_STEP_SUMMARY
const { write } = process.stdout

if (file !== undefined)
  process.stdout.write = function (chunk, ...rest) {
    appendFileSync(file, `\n<!--printed ${Buffer.from(chunk).toString('base64')}-->\n`)
    return write.call(this, chunk, ...rest)
  }

// Preloaded where memory is measured: leaves the peak of the process, in KiB, in the file that PEAK_FILE names. What getrusage
// tells begins, on Linux, with what the process had that started this one; what stands in /proc does not.
const { existsSync, readFileSync, writeFileSync } = require('node:fs')

function peak() {
  const status = '/proc/self/status'
  const own = existsSync(status) ? /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(status, 'utf8')) : null
  return own?.[1] ?? String(process.resourceUsage().maxRSS)
}

process.on('exit', () => writeFileSync(process.env.PEAK_FILE, peak()))

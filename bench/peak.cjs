// Preloaded where memory is measured: leaves the peak of the process, in KiB, in the file that PEAK_FILE names.
const { writeFileSync } = require('node:fs')

process.on('exit', () => writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS)))

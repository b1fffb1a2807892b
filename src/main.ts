process.exitCode = 1

/** As `runs.using` of action.yml has it. Runners that take the node of the job's image start any (threats R-100). */
const neededNode = 24

/** Set once the verdict was shown; until then nothing may end this process quietly (threats A-04). */
let finished = false

process.once('beforeExit', () => {
  if (!finished) abort('The process exited before verification finished.')
})
process.on('uncaughtException', (error) => abort(`An error was not caught (${kindOf(error)}).`))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => abort(`Stopped by ${signal} before verification finished.`))
}

void main()

async function main(): Promise<void> {
  try {
    if (!(Number.parseInt(process.versions.node, 10) >= neededNode)) {
      const { refuseOldNode } = await import('./actions/old-node.ts')
      refuseOldNode(process.env, process.versions.node, neededNode)
      finished = true
      return
    }
    const { runVerify } = await import('./actions/verify.ts')
    process.exitCode = await runVerify(process.env)
    finished = true
    // A proxy that never answers keeps a socket that nobody can reach: what is said is said, so end here.
    process.stdout.write('', () => process.exit())
  } catch (error) {
    abort(
      `The action could not start or could not write its outputs (${kindOf(error)}). Check that GITHUB_OUTPUT names a writable file.`,
    )
  }
}

/** Its class alone, and of that only letters: a message may hold what is not ours, and nothing is loaded to escape it. */
function kindOf(error: unknown): string {
  return error instanceof Error ? String(error.name).replace(/[^A-Za-z]/g, '') : 'no error given'
}

/** Says why, by the one means that needs nothing to be loaded, and ends the process non-zero. */
function abort(reason: string): never {
  process.stdout.write(`::error title=INTERNAL_ERROR::${reason} Nothing was verified.\n`)
  process.exit(1)
}

export {}

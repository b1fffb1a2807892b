/** Where and for whom the step runs, as the runner says it. */

/** What surrounds the run and gives the profile's short forms their meaning. */
export interface PolicyContext {
  /** `https://github.com`, without a trailing slash. */
  serverUrl: string
  /** `owner/name` of the repository that runs the workflow; null outside a workflow. */
  repository: string | null
  /** The commit that the workflow runs on; null outside a workflow. */
  commit: string | null
  /** Number of the workflow run; null outside a workflow. */
  runId: string | null
  /** When the run began: what the age of a signature is counted from. */
  now: Date
}

/** Where the step runs, for what reports point to; each null where the runner does not say. */
export interface RunLocation {
  /** The repository that runs the workflow, as a URL. */
  repository: string | null
  /** The workflow's file, relative to the workspace; only where it is there. */
  workflowFile: string | null
  /** The action itself, as a URL with its version: `https://github.com/owner/name@v1`. */
  action: string | null
}

/** The runner's own variables. */
export interface WorkflowContext extends PolicyContext {
  workspace: string
  /** Who started the workflow. */
  actor: string | null
  /** GitHub's API, without a trailing slash: `https://api.github.com`, `https://ghe.example/api/v3`. */
  apiUrl: string
  /** The environment itself, for what other programs put there: docker's config folder, proxies. */
  env: NodeJS.ProcessEnv
  /** The runner's folder for temporary files. */
  temporaryFolder: string
}

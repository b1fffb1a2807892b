/**
 * Where to read on: the run, the commit, the workflow's file, the log entry. Made only of what is verified, the claims
 * of a certificate, only on the server that they are all about, and only of claims in their strict form (threats H-03).
 */
import type { AttestationResult, Signer } from '../model/index.ts'
import { link } from '../text/escape.ts'

const ownerAndName = '[A-Za-z0-9-][A-Za-z0-9._-]*/[A-Za-z0-9_-][A-Za-z0-9._-]*'
const repositoryForm = new RegExp(`^(https://[a-z0-9-]+(?:\\.[a-z0-9-]+)+)/${ownerAndName}$`)
const workflowForm = new RegExp(`^/(${ownerAndName})/(\\.github/workflows/[A-Za-z0-9_-][A-Za-z0-9._-]*\\.ya?ml)@`)
const runForm = /^\/actions\/runs\/\d+(?:\/attempts\/\d+)?$/
const commitForm = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

/** The public-good log, which alone has a page for each entry. */
const publicGoodLog = 'c0d23d6ad406973f9559f3ba2d1ca01f84147d8ffc5b8445c224f98b9591801d'

/** The links of this attestation as HTML, each with our own words; none where nothing is verified. */
export function linksOf({ signer, logEntry }: Pick<AttestationResult, 'signer' | 'logEntry'>): string[] {
  const entry = logEntry?.log === publicGoodLog ? `https://search.sigstore.dev/?logIndex=${logEntry.index}` : null
  const links = [...(signer === null ? [] : signerLinks(signer)), [entry, 'transparency log entry'] as const]
  return links.flatMap(([url, text]) => (url === null ? [] : (link(url, text) ?? [])))
}

function signerLinks(signer: Signer): (readonly [string | null, string])[] {
  const { repository, commit, run } = signer
  const [, server] = repositoryForm.exec(repository ?? '') ?? []
  if (repository === null || server === undefined) return []
  const ofRun = run?.startsWith(repository) && runForm.test(run.slice(repository.length))
  const signed = fileOf(server, signer.signer_identity, signer.signer_digest)
  const called = fileOf(server, signer.build_config, signer.build_config_digest)
  return [
    [ofRun ? run : null, 'workflow run'],
    [commit !== null && commitForm.test(commit) ? `${repository}/commit/${commit}` : null, 'commit'],
    [signed, 'workflow file'],
    [called === signed ? null : called, 'file of the calling workflow'],
  ]
}

/** The workflow's file as it was in that commit. */
function fileOf(server: string, workflow: string | null, commit: string | null): string | null {
  if (!workflow?.startsWith(server) || commit === null || !commitForm.test(commit)) return null
  const [, repository, file] = workflowForm.exec(workflow.slice(server.length)) ?? []
  return file === undefined ? null : `${server}/${repository}/blob/${commit}/${file}`
}

/**
 * The names of the inputs, and the slips in them. The runner hands every key of `with` on as `INPUT_NAME`, also one that
 * action.yml does not have, with no more than a warning in its own log: a constraint with a misspelled name would simply
 * be gone (threats A-40).
 */
import { configError } from '../../core/errors.ts'
import { closest } from '../../text/did-you-mean.ts'

type Environment = NodeJS.ProcessEnv

/** Every input of action.yml; a test compares the two. */
export const inputNames = [
  'image',
  'digest',
  'profile',
  'repository',
  'branch',
  'signer-identity',
  'cert-issuer',
  'runner-environment',
  'sources',
  'bundle',
  'trusted-root',
  'sigstore',
  'tuf-root',
  'platforms',
  'wait',
  'auth-hosts',
  'mode',
  'token',
  'summary',
] as const

/** An input, as action.yml names it. */
export type InputName = (typeof inputNames)[number]

/**
 * The variable in which the runner passes an input: upper case, a space as an underscore, a hyphen kept.
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/Handlers/Handler.cs, `AddInputsToEnvironment`
 */
export function variableOf(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`
}

/** What other tools, and people, call the inputs. */
const synonyms: Readonly<Record<string, InputName>> = {
  images: 'image',
  tag: 'image',
  tags: 'image',
  'image-name': 'image',
  'image-ref': 'image',
  'subject-name': 'image',
  'image-digest': 'digest',
  'subject-digest': 'digest',
  policy: 'profile',
  'policy-file': 'profile',
  'profile-path': 'profile',
  repo: 'repository',
  'source-repository': 'repository',
  'source-uri': 'repository',
  'source-branch': 'branch',
  signer: 'signer-identity',
  identity: 'signer-identity',
  workflow: 'signer-identity',
  'workflow-file': 'signer-identity',
  'signer-workflow': 'signer-identity',
  'cert-identity': 'signer-identity',
  'certificate-identity': 'signer-identity',
  issuer: 'cert-issuer',
  'oidc-issuer': 'cert-issuer',
  'cert-oidc-issuer': 'cert-issuer',
  'certificate-oidc-issuer': 'cert-issuer',
  runner: 'runner-environment',
  'runs-on': 'runner-environment',
  'self-hosted': 'runner-environment',
  'bundle-path': 'bundle',
  'custom-trusted-root': 'trusted-root',
  'github-token': 'token',
}

/** Keys of a profile's rules that are no inputs, and what other tools call them; a test compares them with the rules. */
const profileKeys: Readonly<Record<string, string>> = {
  'is-signed': 'is_signed',
  'is-verified': 'is_verified',
  ref: 'ref',
  refs: 'ref',
  'git-ref': 'ref',
  'source-ref': 'ref',
  'certificate-github-workflow-ref': 'ref',
  'source-tag': 'tag',
  'source-versioned-tag': 'tag',
  commit: 'commit',
  sha: 'commit',
  'source-digest': 'commit',
  owner: 'owner',
  'owner-id': 'owner_id',
  'repository-id': 'repository_id',
  visibility: 'visibility',
  'signer-digest': 'signer_digest',
  'build-config': 'build_config',
  'build-config-digest': 'build_config_digest',
  event: 'event',
  events: 'event',
  trigger: 'event',
  'certificate-github-workflow-trigger': 'event',
  run: 'run',
  'predicate-type': 'predicate_type',
  'builder-id': 'builder_id',
  'build-type': 'build_type',
  'max-age': 'max_age',
  'workflow-repository': 'workflow_repository',
  'workflow-ref': 'workflow_ref',
}

/** Words that say who must have built it, and from what: whatever they stand beside, a constraint is meant. */
const telling: Readonly<Record<string, string>> = {
  signer: 'signer-identity',
  identity: 'signer-identity',
  identities: 'signer-identity',
  certificate: 'signer-identity',
  cert: 'signer-identity',
  workflow: 'signer-identity',
  issuer: 'cert-issuer',
  oidc: 'cert-issuer',
  repository: 'repository',
  repositories: 'repository',
  repo: 'repository',
  branch: 'branch',
  branches: 'branch',
  runner: 'runner-environment',
  digest: 'digest',
}

/** The same of what a profile alone can ask for. */
const tellingKeys: Readonly<Record<string, string>> = {
  commit: 'commit',
  sha: 'commit',
  revision: 'commit',
  owner: 'owner',
  organization: 'owner',
  org: 'owner',
  builder: 'builder_id',
  predicate: 'predicate_type',
}

/** A variable that no input is passed in: how it is shown, and what was probably meant, if anything was. */
interface Stray {
  shown: string
  variable: string
  meant: string | null
}

/**
 * Checks that nothing was passed as an input that is not one. The values are never shown.
 * @returns what to warn about: unknown names that are probably the job's own variables, and empty ones
 * @throws {CodedError} CONFIG_ERROR where one of the names is probably meant to be an input
 */
export function checkInputNames(env: Environment): string[] {
  const strays = Object.keys(env).flatMap((variable) => {
    const stray = strayOf(variable, env)
    return stray === null ? [] : [{ ...stray, empty: (env[variable] ?? '').trim() === '' }]
  })
  const [slip, ...slips] = strays.filter(({ meant, empty }) => meant !== null && !empty)
  if (slip !== undefined) {
    const names = listOf([slip, ...slips].map(({ shown, meant }) => `${shown} (${meant})`))
    throw configError(`These inputs do not exist in this action: ${names}.`, {
      hint:
        'Correct the name, because an unknown input checks nothing. If it is an environment variable of your ' +
        `own, rename it, or set ${slip.variable} to "" in the env of this step.`,
    })
  }
  if (strays.length === 0) return []
  const names = listOf(strays.map(({ shown, meant }) => (meant === null ? shown : `${shown} (${meant})`)))
  return [`These inputs do not exist in this action and are ignored: ${names}.`]
}

function strayOf(variable: string, env: Environment): Stray | null {
  if (!variable.startsWith('INPUT_')) return null
  const upper = variable.toUpperCase()
  const known = inputNames.find((name) => variableOf(name) === upper)
  // Windows does not tell them apart; elsewhere only the runner's own spelling is read.
  if (known !== undefined && (variable === upper || env[upper] === env[variable])) return null
  const name = variable.slice('INPUT_'.length)
  const shown = (variable === upper ? name.toLowerCase() : variable).slice(0, 64)
  return { shown: shown === '' ? 'INPUT_' : shown, variable, meant: known ? `write ${known}` : meantBy(name) }
}

function meantBy(name: string): string | null {
  const word = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  const synonym = Object.hasOwn(synonyms, word) ? synonyms[word] : undefined
  if (synonym !== undefined) return `did you mean ${synonym}?`
  if (Object.hasOwn(profileKeys, word)) return `write it in a profile, as ${profileKeys[word]}`
  const near = nearTo(word)
  return near === null ? meantByWords(word.split('-')) : `did you mean ${near}?`
}

/** The last of several is the noun: `cert-oidc-issuer` is about the issuer. */
function meantByWords(words: readonly string[]): string | null {
  const forms = words.toReversed().flatMap((word) => [word, word.replace(/s$/, '')])
  const input = forms.find((form) => Object.hasOwn(telling, form))
  const key = forms.find((form) => Object.hasOwn(tellingKeys, form))
  if (key !== undefined && (input === undefined || forms.indexOf(key) < forms.indexOf(input)))
    return `write it in a profile, as ${tellingKeys[key]}`
  return input === undefined ? null : `did you mean ${telling[input]}?`
}

/** Closer than what is only suggested has to be: a job may well have a variable `INPUT_NAME` or `INPUT_PATH`. */
function nearTo(word: string): string | null {
  const swapped = inputNames.find((name) => isSwapOf(word, name))
  if (swapped !== undefined) return swapped
  const near = closest(word, inputNames)
  if (near === null) return null
  const { length } = near.candidate
  return near.distance <= (length < 6 ? 1 : length < 10 ? 2 : 3) ? near.candidate : null
}

/** Whether two neighboring letters changed places. */
function isSwapOf(word: string, name: string): boolean {
  return Array.from(name).some(
    (letter, at) => `${name.slice(0, at)}${name[at + 1]}${letter}${name.slice(at + 2)}` === word,
  )
}

/** At most ten of them: the environment may hold any number. */
function listOf(names: readonly string[]): string {
  const more = names.length > 10 ? `, and ${names.length - 10} more` : ''
  return `${names.slice(0, 10).join(', ')}${more}`
}

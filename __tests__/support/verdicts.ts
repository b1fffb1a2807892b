/** Verdicts as the pipeline would hand them on, and texts of people who wish to look like us. */
import { CodedError, type ErrorCode } from '../../src/core/errors.ts'
import type {
  AttestationCode,
  AttestationResult,
  ClaimResult,
  Code,
  Digest,
  ImageVerdict,
  RuleResult,
  RunLocation,
  Signer,
  Verdict,
} from '../../src/model/index.ts'

export const digest: Digest = `sha256:${'ab'.repeat(32)}`

export const attestationDigest: Digest = `sha256:${'cd'.repeat(32)}`

/** Of a step of `acme/app`. */
export const whereabouts: RunLocation = {
  repository: 'https://github.com/acme/app',
  workflowFile: '.github/workflows/release.yml',
  action: 'https://github.com/acme/verify-image-provenance@v1',
}

export const codes: readonly Code[] = [
  'VERIFIED',
  'NO_PROVENANCE',
  'NO_MATCHING_PROVENANCE',
  'DIGEST_MISMATCH',
  'NOT_COVERED',
  'IMAGE_NOT_FOUND',
  'REGISTRY_ERROR',
  'GITHUB_API_ERROR',
  'TRUST_ROOT_ERROR',
  'TIMEOUT',
  'LIMIT_EXCEEDED',
  'CONFIG_ERROR',
  'INTERNAL_ERROR',
]

export const hostileTexts: readonly string[] = [
  '<img src=x onerror=1>',
  '<img/src=x>',
  '</td></tr></table><h1>VERIFIED</h1>',
  'https://github.com/acme/app\n::error::forged\n::set-output name=verified::true',
  '::error file=a.ts,line=1::forged',
  '   ::stop-commands::token',
  '\r::add-mask::x',
  '##[error]forged',
  'harmless ##[set-output name=verified]true',
  '#\u0023[group]forged',
  '%0A::error::forged%0D%0A',
  '| a | b |\n|---|---|',
  '```\n# heading\n```',
  '~~~ `code` ``code``',
  '@team and @acme/team, mail a@b.example',
  '#1 acme/app#2 :tada: $x^2$ **bold** _it_ ~~gone~~',
  '[x](javascript:1) ![x](https://evil.example/pixel.png) <https://evil.example>',
  'https://evil.example www.evil.example WWW.evil.example',
  '\u202egnp.exe\u2066 \u200b\u200d\ufeff',
  '\u001b[2K\u001b[1A\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007 \u009b31m',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the expression is the attack
  '${{ secrets.TOKEN }}',
  '<!-- comment --> &lt;b&gt; &#60;b&#62;',
  '\ud800 lone \udfff',
  'x'.repeat(10_000),
  '\u0000'.repeat(10_000),
]

export function signer(changes: Partial<Signer> = {}): Signer {
  return {
    signer_identity: 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main',
    identity_type: 'uri',
    cert_issuer: 'https://token.actions.githubusercontent.com',
    event: 'push',
    commit: 'c'.repeat(40),
    workflow_name: null,
    repository: 'https://github.com/acme/app',
    ref: 'refs/heads/main',
    signer_uri: null,
    signer_digest: null,
    runner_environment: 'github-hosted',
    repository_id: null,
    owner: null,
    owner_id: null,
    build_config: null,
    build_config_digest: null,
    run: null,
    visibility: null,
    deployment_environment: null,
    token_subject: null,
    ...changes,
  }
}

export function attestation(code: AttestationCode, changes: Partial<AttestationResult> = {}): AttestationResult {
  const proven = code === 'VERIFIED' || code === 'CLAIM_MISMATCH' || code === 'PREDICATE_MISMATCH'
  return {
    platform: null,
    source: 'referrers',
    location: `ghcr.io/acme/app@${digest}`,
    kind: 'bundle',
    digest: attestationDigest,
    predicateType: 'https://slsa.dev/provenance/v1',
    code,
    message: code === 'VERIFIED' ? '' : `what is the matter with it: ${code}`,
    instance: proven ? 'public-good' : null,
    signedAt: proven ? new Date('2026-03-04T05:06:07Z') : null,
    signer: proven ? signer() : null,
    logEntry: null,
    ...changes,
  }
}

export function claim(ok: boolean, changes: Partial<ClaimResult> = {}): ClaimResult {
  return { claim: 'branch', expected: 'main', actual: ok ? 'main' : 'feature-x', ok, position: null, ...changes }
}

export function rule(code: Code, changes: Partial<RuleResult> = {}): RuleResult {
  const met = code === 'VERIFIED'
  return {
    type: 'artifact_signature',
    platform: null,
    position: { file: '.github/images.yml', line: 5, column: 5 },
    code,
    satisfiedBy: met ? 0 : null,
    assurance: 'named-signer',
    buildLevel: 0,
    compared: true,
    closest: met ? null : 0,
    claims: [
      claim(true, {
        claim: 'repository',
        expected: 'https://github.com/acme/app',
        actual: 'https://github.com/acme/app',
      }),
      claim(met),
    ],
    ...changes,
  }
}

export function image(code: Code, changes: Partial<ImageVerdict> = {}): ImageVerdict {
  const met = code === 'VERIFIED'
  return {
    reference: 'ghcr.io/acme/app:1.2.3',
    repository: 'ghcr.io/acme/app',
    digest,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    code,
    message: met ? 'Every rule is met.' : `What is the matter: ${code}.`,
    hint: met ? null : `Do what helps against ${code}.`,
    position: null,
    suggestedProfile: null,
    rules: met || code === 'NO_MATCHING_PROVENANCE' ? [rule(code)] : [],
    attestations: met || code === 'NO_MATCHING_PROVENANCE' ? [attestation(met ? 'VERIFIED' : 'CLAIM_MISMATCH')] : [],
    sources: [{ platform: null, source: 'referrers', status: 'answered', found: 1, message: 'listed 1 referrer' }],
    ...changes,
  }
}

export function error(code: ErrorCode, message = `What went wrong: ${code}.`): CodedError {
  return new CodedError(code, message, {
    hint: `Do what helps against ${code}.`,
    position: { file: '.github/images.yml', line: 7, column: 9 },
  })
}

/** A verdict on these images that contradicts none of them. */
export function verdict(images: readonly ImageVerdict[], changes: Partial<Verdict> = {}): Verdict {
  const code = images.find((each) => each.code !== 'VERIFIED')?.code ?? 'VERIFIED'
  return {
    verified: code === 'VERIFIED',
    code,
    mode: 'enforce',
    at: new Date('2026-03-04T05:06:08.900Z'),
    policy: { kind: 'file', path: '.github/images.yml', digest: `sha256:${'ef'.repeat(32)}` },
    images,
    errors: [],
    warnings: [],
    durations: { total: 12 },
    ...changes,
  }
}

/** A failed verdict that holds this text wherever a text of others can stand. */
export function verdictFullOf(text: string, code: Code = 'NO_MATCHING_PROVENANCE'): Verdict {
  const position = { file: text, line: 3, column: 4 }
  const hostileSigner = Object.fromEntries(Object.keys(signer()).map((name) => [name, text])) as unknown as Signer
  const failed = new CodedError('REGISTRY_ERROR', text, { hint: text, position })
  const everywhere = image(code, {
    reference: text,
    mediaType: text,
    message: text,
    hint: text,
    position,
    suggestedProfile: `${text}\n${text}`,
    rules: [
      rule(code, {
        position,
        satisfiedBy: null,
        closest: 1,
        claims: [claim(false, { claim: text, expected: [text, text], actual: text }), claim(true, { actual: text })],
      }),
      rule('VERIFIED', { position, platform: text }),
    ],
    attestations: [
      attestation('VERIFIED', { location: text, predicateType: text, instance: text, signer: hostileSigner }),
      attestation('CLAIM_MISMATCH', {
        platform: text,
        location: text,
        predicateType: text,
        message: text,
        signer: hostileSigner,
      }),
    ],
    sources: [
      { platform: null, source: 'referrers', status: 'answered', found: 1, message: text },
      { platform: text, source: 'github', status: 'failed', found: 0, error: failed },
    ],
  })
  const changes = { errors: [failed], warnings: [{ message: text, position }] }
  return verdict([everywhere, { ...everywhere, code: 'VERIFIED' }], { code, verified: false, ...changes })
}

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { runAction } from '../support/action.ts'
import { failed, seen } from '../support/action-fixture.ts'
import { dockerConfig, loginEntry } from '../support/docker.ts'
import { type Loopback, serve } from '../support/loopback.ts'

const secret = 'canary-secret'
const entry = loginEntry('robot', secret)

interface Refusal {
  status: number
  body?: string | object
  headers?: Record<string, string>
}

/** A registry that wants a token, and refuses then: at its token endpoint, or with the token. */
function serveRefusal({ status, body = '', headers = {} }: Refusal, at: 'token' | 'registry' = 'registry') {
  return serve(
    (one, response) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      const isToken = one.path.startsWith('/token')
      if (isToken && at === 'registry') response.end('{"token":"canary-token"}')
      else if (isToken || one.headers.authorization) response.writeHead(status, headers).end(text)
      else response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="http://${one.headers.host}/token"` }).end()
    },
    { mayHaveLogins: true },
  )
}

async function refused(server: Loopback, login: object = entry) {
  const run = await runAction(
    { image: `${server.host}/acme/app`, sources: 'registry', sigstore: 'bundled', wait: '0' },
    { env: { RUNNER_DEBUG: '1', DOCKER_CONFIG: dockerConfig({ auths: { [server.host]: login } }) } },
  )
  assert.equal(seen(run), failed('REGISTRY_ERROR'))
  return { run, message: run.annotations[0]?.message ?? '' }
}

const oci = (code: string, message?: string) => ({ errors: [{ code, message }] })

suite("dist quotes the registry's message and derives the hint from it", () => {
  const rows: [string, Refusal, RegExp, RegExp][] = [
    [
      'expired (ECR)',
      { status: 403, body: oci('DENIED', 'Your authorization token has expired. Reauthenticate and try again.') },
      /answered 403, denied: "DENIED: Your authorization token has expired\. Reauthenticate and try again\."/,
      /The login at \S+ has expired: log in again/,
    ],
    [
      'a permission by name (GAR)',
      {
        status: 403,
        body: oci(
          'DENIED',
          'Permission "artifactregistry.repositories.downloadArtifacts" denied on resource "projects/x" (or it may not exist)',
        ),
      },
      /Permission 'artifactregistry\.repositories\.downloadArtifacts' denied on resource/,
      /lacks the permission that is named/,
    ],
    [
      'a secondary rate limit (ghcr.io)',
      {
        status: 403,
        body: { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' },
      },
      /secondary rate limit/,
      /limits requests: re-run the job in some minutes/,
    ],
    [
      'an allow list of addresses (GitHub)',
      {
        status: 403,
        body: oci(
          'DENIED',
          'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.',
        ),
      },
      /IP allow list enabled/,
      /runner that has one of them/,
    ],
    [
      'a firewall (ACR)',
      {
        status: 403,
        body: oci(
          'DENIED',
          "client with IP '192.0.2.7' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.",
        ),
      },
      /client with IP '192\.0\.2\.7'/,
      /allow list/,
    ],
    [
      'single sign-on',
      {
        status: 403,
        body: {
          message:
            'Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization.',
        },
      },
      /SAML enforcement/,
      /single sign-on/,
    ],
    [
      'a scope',
      { status: 403, body: oci('DENIED', 'permission_denied: The token provided does not match expected scopes.') },
      /does not match expected scopes/,
      /read:packages/,
    ],
    [
      'a rate limit (Docker Hub)',
      {
        status: 429,
        body: oci('TOOMANYREQUESTS', 'You have reached your pull rate limit.'),
        headers: { 'Retry-After': '3600' },
      },
      /rate limited until .*"TOOMANYREQUESTS: You have reached your pull rate limit\."/,
      /Log in with docker\/login-action for a higher limit/,
    ],
    [
      'OAuth2',
      { status: 401, body: { error: 'invalid_grant', error_description: 'refresh token expired' } },
      /"invalid_grant: refresh token expired"/,
      /has expired/,
    ],
    [
      'Google',
      { status: 403, body: { error: { code: 403, status: 'PERMISSION_DENIED', message: 'API disabled' } } },
      /"PERMISSION_DENIED: API disabled"/,
      /permission that is named/,
    ],
    [
      'Artifactory',
      { status: 401, body: { errors: [{ status: 401, message: 'Bad credentials' }] } },
      /"Bad credentials"/,
      /does not accept that user name and password/,
    ],
    [
      'Docker Hub',
      { status: 401, body: { details: 'incorrect username or password' } },
      /"incorrect username or password"/,
      /check the secrets/,
    ],
    [
      'plain text (ECR)',
      { status: 401, body: 'Not Authorized\n', headers: { 'Content-Type': 'text/plain' } },
      /unauthorized: "Not Authorized", with the credentials of/,
      /docker\/login-action/,
    ],
    [
      'another status',
      { status: 400, body: oci('NAME_INVALID', 'repository name is odd') },
      /answered 400: "NAME_INVALID: repository name is odd"/,
      /OCI registry/,
    ],
    [
      'the distribution',
      { status: 403, body: oci('DENIED', 'requested access to the resource is denied') },
      /denied: "DENIED: requested access/,
      /docker\/login-action/,
    ],
  ]
  for (const at of ['registry', 'token'] as const)
    for (const [name, refusal, words, hint] of rows)
      test(`${name}, from the ${at === 'token' ? 'token endpoint' : 'registry'}`, async () => {
        await using server = await serveRefusal(refusal, at)
        const { run, message } = await refused(server)
        assert.match(message, words)
        assert.match(message, hint)
        assert.match(run.stdout, /^::debug::GET http:\S+ 4\d\d: "/m)
      })
  test('a web page is not quoted', async () => {
    await using server = await serveRefusal({ status: 403, body: '<html>Sign in</html>' })
    assert.match((await refused(server)).message, /answered 403, denied, with the credentials of/)
  })
  test('H-01: the words are bounded, in one line, escaped, and cannot end their quotation', async () => {
    const words = `a"\n::error::b\r\u001b[31m\u202e${'x'.repeat(5000)}`
    await using server = await serveRefusal({ status: 403, body: oci('DENIED', words) })
    const { run, message } = await refused(server)
    assert.match(
      message,
      /denied: "DENIED: a' ::error::b \\\\?x1b\[31m\\\\?u\{202e\}x{200,290}\.\.\.", with the credentials/,
    )
    assert.ok(!/^::error::b/m.test(run.stdout))
    assert.ok(!run.stdout.includes('\u001b') && !run.summary.includes('\u202e'))
  })
  test('H-80: what was sent is cut out of them', async () => {
    for (const at of ['registry', 'token'] as const) {
      const forms = `Basic ${entry.auth} ${secret} Bearer canary-token ${Buffer.from(secret).toString('base64')}`
      await using server = await serveRefusal({ status: 403, body: oci('DENIED', `you sent: ${forms}`) }, at)
      const { run, message } = await refused(server)
      assert.match(
        message,
        at === 'token' ? /you sent: Basic \*\*\* \*\*\* Bearer/ : /you sent: Basic \*\*\* \*\*\* Bearer \*\*\* \*\*\*/,
      )
      const shown = [run.stdout.replaceAll(/^::add-mask::.*$/gm, ''), run.summary, JSON.stringify(run.report)].join(
        '\n',
      )
      const own = [
        secret,
        entry.auth,
        Buffer.from(secret).toString('base64'),
        ...(at === 'registry' ? ['canary-token'] : []),
      ]
      for (const one of own) assert.ok(!shown.includes(one), one)
    }
  })
})

suite('H-80: a secret is cut out before anything else is made of what a registry says', { concurrency: 2 }, () => {
  const passwords: [string, string][] = [
    ['with quotes', 'canary"pass"word'],
    ['with several spaces', 'canary  pass  word'],
    ['with a tab', 'canary\tpass\tword'],
    ['with slashes', 'canary/password/of/several/parts=='],
    ['beyond ASCII', 'canary-p\u00e4\u00dfw\u00f6rd'],
  ]
  /** What is left of it when its spaces and quotes are others, or its parts stand by themselves. */
  const pieces = (text: string) => text.split(/[^A-Za-z]+/).filter(({ length }) => length > 3)
  const echoes: [string, (password: string) => Refusal][] = [
    ['in an error of the specification', (password) => ({ status: 403, body: oci('DENIED', `for ${password}.`) })],
    ['as text', (password) => ({ status: 500, body: `for ${password}.` })],
    ['as a scheme', (password) => ({ status: 401, headers: { 'WWW-Authenticate': `Odd, ${password}` } })],
  ]
  for (const [name, password] of passwords) {
    test(`a password ${name}`, async () => {
      for (const [, echo] of echoes) {
        const refusal = echo(password)
        await using server = await serve(
          (_, response) =>
            response
              .writeHead(refusal.status, {
                'Retry-After': '120',
                ...Object.fromEntries(
                  Object.entries(refusal.headers ?? {}).map(([key, value]) => [
                    key,
                    Buffer.from(value).toString('latin1'),
                  ]),
                ),
              })
              .end(typeof refusal.body === 'object' ? JSON.stringify(refusal.body) : refusal.body),
          { mayHaveLogins: true },
        )
        const { run } = await refused(server, loginEntry('robot', password))
        const shown = [run.stdout.replaceAll(/^::add-mask::.*$/gm, ''), run.summary, JSON.stringify(run.report)].join(
          '\n',
        )
        for (const piece of pieces(password)) assert.ok(!shown.includes(piece), `${piece} is shown`)
      }
    })
  }
})

suite('dist names only logins that it sent', () => {
  for (const words of ['the token has expired', 'protected by SAML', 'scope is missing', 'no permission']) {
    test(`"${words}" to somebody without any`, async () => {
      await using server = await serveRefusal({ status: 403, body: oci('DENIED', words) }, 'token')
      const { message } = await refused(server, {})
      assert.match(message, /without credentials \(no login for/)
      assert.match(message, /log in to \S+ with docker\/login-action before this step/)
      assert.doesNotMatch(message, /[Tt]he login at|that login|of the login/)
    })
  }
  const identity = { auth: loginEntry('x', 'y').auth, identitytoken: 'canary-identity' }
  const rows: [string, Record<string, string>, object, RegExp, RegExp][] = [
    [
      'without any challenge',
      {},
      entry,
      /\(it names none\); the credentials of \S+config\.json .*were not sent/,
      /WWW-Authenticate/,
    ],
    ['with Negotiate alone', { 'WWW-Authenticate': 'Negotiate' }, entry, /\(Negotiate\)/, /Bearer tokens and Basic/],
    [
      'with several that are not supported',
      { 'WWW-Authenticate': 'NTLM, Digest realm="x", nonce="y"' },
      entry,
      /\(NTLM, Digest\)/,
      /Bearer/,
    ],
    ['with Bearer that names no realm', { 'WWW-Authenticate': 'Bearer service="x"' }, entry, /\(Bearer\)/, /Bearer/],
    [
      'with Basic against an identity token',
      { 'WWW-Authenticate': 'Basic realm="x"' },
      identity,
      /\(Basic, which does not accept an identity token\)/,
      /user name and a password/,
    ],
    [
      'with Negotiate against an identity token',
      { 'WWW-Authenticate': 'Negotiate' },
      identity,
      /\(Negotiate\)/,
      /Bearer/,
    ],
    ['without any login', { 'WWW-Authenticate': 'Negotiate' }, {}, /\(Negotiate\)/, /Bearer/],
  ]
  for (const [name, headers, login, what, hint] of rows)
    test(`401 ${name}`, async () => {
      await using server = await serve((_, response) => response.writeHead(401, headers).end())
      const { run, message } = await refused(server, login)
      assert.match(message, /answered 401, unauthorized: the registry offers no supported login method/)
      assert.match(message, what)
      assert.match(message, hint)
      assert.doesNotMatch(message, /with the credentials of/)
      assert.ok(run.requests.every(({ authorization }) => !authorization))
    })
})

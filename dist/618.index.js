export const id = 618;
export const ids = [618];
export const modules = {

/***/ 7618:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runVerify: () => (/* binding */ runVerify)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./build/core/errors.js
var errors = __webpack_require__(2807);
// EXTERNAL MODULE: ./build/core/secrets.js + 1 modules
var secrets = __webpack_require__(6101);
// EXTERNAL MODULE: ./build/http/proxy.js
var proxy = __webpack_require__(2749);
// EXTERNAL MODULE: ./build/pipeline/verdict.js
var pipeline_verdict = __webpack_require__(3934);
// EXTERNAL MODULE: ./build/core/concurrency.js
var concurrency = __webpack_require__(4949);
// EXTERNAL MODULE: ./build/core/limits.js
var limits = __webpack_require__(332);
// EXTERNAL MODULE: ./build/core/clock.js
var clock = __webpack_require__(4300);
;// CONCATENATED MODULE: ./build/core/stopwatch.js

class Stopwatch {
    #start = (0,clock/* now */.t)();
    #stages = new Map();
    async time(stage, work) {
        const start = (0,clock/* now */.t)();
        try {
            return await work();
        }
        finally {
            this.#stages.set(stage, (this.#stages.get(stage) ?? 0) + (0,clock/* now */.t)() - start);
        }
    }
    measure(stage, work) {
        const start = (0,clock/* now */.t)();
        const result = work();
        this.#stages.set(stage, (this.#stages.get(stage) ?? 0) + (0,clock/* now */.t)() - start);
        return result;
    }
    durations() {
        const stages = [...this.#stages, ['total', (0,clock/* now */.t)() - this.#start]];
        return Object.fromEntries(stages.map(([stage, ms]) => [stage, Math.round(ms)]));
    }
}

;// CONCATENATED MODULE: ./build/policy/guidance/warnings.js
const hosted = new Set(['github-hosted', 'gitlab-hosted']);
function selfHostedRunnerWarnings({ code, reference, rules, attestations }) {
    if (code !== 'VERIFIED')
        return [];
    return rules.flatMap(({ satisfiedBy, claims, position }) => {
        const signer = satisfiedBy === null ? null : (attestations[satisfiedBy]?.signer ?? null);
        const runner = signer?.runner_environment ?? null;
        if (runner === null || hosted.has(runner))
            return [];
        const asked = new Set(claims.map(({ claim }) => claim));
        if (asked.has('runner_environment'))
            return [];
        const issuer = asked.has('cert_issuer') ? '' : ` and cert_issuer: ${signer?.cert_issuer}`;
        const message = `${reference}: the image was built on a ${runner} runner, and the policy does not restrict the runner. If you expected that, set runner_environment: ${runner}${issuer}.`;
        return [{ message, position }];
    });
}

// EXTERNAL MODULE: ./build/core/digest.js
var core_digest = __webpack_require__(2552);
// EXTERNAL MODULE: ./build/formats/image-name.js
var image_name = __webpack_require__(9500);
// EXTERNAL MODULE: ./build/http/client.js + 2 modules
var client = __webpack_require__(3543);
// EXTERNAL MODULE: ./build/http/failure.js
var failure = __webpack_require__(1923);
// EXTERNAL MODULE: ./build/http/origin.js
var http_origin = __webpack_require__(3391);
// EXTERNAL MODULE: ./build/http/redirect.js
var redirect = __webpack_require__(3701);
;// CONCATENATED MODULE: ./build/registry/challenge.js

const maxLength = 16 * 1024;
const tokenCharacter = /[!#$%&'*+\-.^_`|~0-9A-Za-z]/;
const maxOffers = 5;
function parseChallenges(header) {
    if (header.length > maxLength)
        return [];
    return readRaw(header).flatMap(({ scheme, parameters }) => {
        const realm = parameters.get('realm') ?? null;
        if (scheme === 'basic')
            return [{ scheme, realm }];
        if (scheme !== 'bearer' || realm === null)
            return [];
        return [{ scheme, realm, service: parameters.get('service') ?? null, scope: parameters.get('scope') ?? null }];
    });
}
function offeredSchemes(header) {
    if (header.length > maxLength)
        return [];
    return readRaw((0,secrets/* redact */.E$)(header))
        .slice(0, maxOffers)
        .map(({ name }) => name.slice(0, 40));
}
function readRaw(header) {
    const challenges = [];
    let at = 0;
    while (at < header.length) {
        const word = readToken(header, at);
        if (word === '') {
            at = header[at] === '"' ? readQuoted(header, at).end : at + 1;
            continue;
        }
        const equals = skipSpaces(header, at + word.length);
        if (header[equals] !== '=') {
            challenges.push({ scheme: word.toLowerCase(), name: word, parameters: new Map() });
            at += word.length;
            continue;
        }
        const { value, end } = readValue(header, skipSpaces(header, equals + 1));
        const parameters = challenges.at(-1)?.parameters;
        if (parameters && !parameters.has(word.toLowerCase()))
            parameters.set(word.toLowerCase(), value);
        at = end;
    }
    return challenges;
}
function readToken(text, start) {
    let end = start;
    while (end < text.length && tokenCharacter.test(text[end] ?? ''))
        end++;
    return text.slice(start, end);
}
function readValue(text, start) {
    if (text[start] === '"')
        return readQuoted(text, start);
    let end = start;
    while (end < text.length && !', \t'.includes(text[end] ?? ''))
        end++;
    return { value: text.slice(start, end), end };
}
function readQuoted(text, start) {
    const characters = [];
    let at = start + 1;
    while (at < text.length && text[at] !== '"') {
        if (text[at] === '\\')
            at++;
        characters.push(text[at] ?? '');
        at++;
    }
    return { value: characters.join(''), end: at + 1 };
}
function skipSpaces(text, start) {
    let at = start;
    while (text[at] === ' ' || text[at] === '\t')
        at++;
    return at;
}

;// CONCATENATED MODULE: ./build/registry/credential.js
function basicValue(login) {
    return Buffer.from(`${login.username}:${login.password}`).toString('base64');
}

// EXTERNAL MODULE: ./build/formats/strict-json.js
var strict_json = __webpack_require__(6609);
;// CONCATENATED MODULE: ./build/registry/words.js



const longestRead = 4096;
const sayNothing = new Set(['UNAUTHORIZED', 'DENIED', 'UNKNOWN']);
function wordsIn(body) {
    const text = (0,secrets/* redact */.E$)(wholeWordsIn(body), longestRead).replaceAll(/\s+/g, ' ').trim();
    if (text === '' || sayNothing.has(text))
        return null;
    return text.length <= limits/* limits */.F.registryWords ? text : `${text.slice(0, limits/* limits */.F.registryWords - 3)}...`;
}
function quoted(body) {
    const words = wordsIn(body);
    return words === null ? '' : `: "${words.replaceAll('"', "'")}"`;
}
function wholeWordsIn(body) {
    const text = new TextDecoder().decode(body).trim();
    if (text.startsWith('<'))
        return '';
    if (!/^[[{"]/.test(text))
        return text;
    try {
        return fromJson((0,strict_json/* parseJsonObject */.dw)(body));
    }
    catch {
        return '';
    }
}
function fromJson(body) {
    const errors = (0,strict_json/* member */.Dc)(body, 'errors');
    const error = (0,strict_json/* member */.Dc)(body, 'error');
    const sources = [...(Array.isArray(errors) ? errors.slice(0, 3) : []), ...((0,strict_json/* isJsonObject */.OW)(error) ? [error] : []), body];
    for (const source of sources) {
        const words = (0,strict_json/* isJsonObject */.OW)(source) ? sentence(source) : '';
        if (words !== '')
            return words;
    }
    return '';
}
function sentence(source) {
    const first = (...names) => names.map((name) => (0,strict_json/* member */.Dc)(source, name)).find(isText) ?? '';
    const code = first('code', 'error', 'status');
    const message = first('message', 'error_description', 'details', 'detail', 'reason');
    return [code, message].filter(Boolean).join(': ');
}
function isText(value) {
    return typeof value === 'string' && value !== '';
}

;// CONCATENATED MODULE: ./build/registry/remedy.js

const kinds = [
    ['rate limit', /rate.?limit|too.?many.?requests|throttl|abuse detection|quota/i],
    ['address', /\bip\b.*(?:allow|permit|block|denied)|(?:allow|white).?list|firewall/i],
    ['sso', /\bsaml\b|\bsso\b|single sign/i],
    ['expired', /\bexpired?\b/i],
    ['scope', /\bscopes?\b/i],
    [
        'wrong login',
        /bad credentials|(?:incorrect|invalid|wrong) (?:user|password|credential|login)|authentication failed/i,
    ],
    ['permission', /permission|denied on resource|insufficient|not authorized to perform/i],
];
function refusalKind(status, body) {
    if (status === 429)
        return 'rate limit';
    const words = wordsIn(body);
    return (words === null ? undefined : kinds.find(([, pattern]) => pattern.test(words)))?.[0] ?? null;
}
function remedyFor(kind, host) {
    switch (kind) {
        case 'rate limit':
            return `${host} limits requests: re-run the job in some minutes, with fewer images at a time; a login with docker/login-action may have a higher limit.`;
        case 'address':
            return `${host} lets only some IP addresses in: run the job on a runner that has one of them, or have its address added to the allow list.`;
        case 'sso':
            return 'Authorize the token of that login for the organization\'s single sign-on (on GitHub: "Configure SSO" among the settings of the token), or log in with the job\'s GITHUB_TOKEN.';
        case 'expired':
            return `The login at ${host} has expired: log in again, with docker/login-action right before this step; a secret that holds the token has to be renewed first.`;
        case 'scope':
            return `The token of the login at ${host} lacks a scope: for ghcr.io a personal access token (classic) needs \`read:packages\`.`;
        case 'wrong login':
            return `${host} does not accept that user name and password: check the secrets with which docker/login-action logs in.`;
        case 'permission':
            return `The login at ${host} lacks the permission that is named: give it the right to read this repository; on ghcr.io the job needs \`permissions: packages: read\`.`;
    }
}

;// CONCATENATED MODULE: ./build/registry/failure.js




function registryStatusError(answer, method) {
    const { status, url, body } = answer;
    const message = `${(0,failure/* requestLine */.uA)(method, url)} answered ${status}${quoted(body)}`;
    return new errors/* CodedError */.AK('REGISTRY_ERROR', message, { hint: statusHint(status, url, refusalKind(status, body)) });
}
function statusHint(status, url, kind) {
    if (kind !== null && (status < 500 || kind === 'rate limit'))
        return remedyFor(kind, url.host);
    if (status >= 500)
        return `${url.host} has an internal problem: re-run the job later.`;
    return `Is ${url.host} an OCI registry, and no proxy or login page in between?`;
}

;// CONCATENATED MODULE: ./build/registry/refusal.js





function refusalError(host, tried, refused) {
    const unanswerable = refused.unanswerable === true ? whyUnanswerable(host, tried, refused.answer) : null;
    const { what, hint } = unanswerable ?? {
        what: `, ${credentialsUsed(host, tried)}`,
        hint: authHint(host, tried, refused.answer),
    };
    return new errors/* RefusedError */.fk('REGISTRY_ERROR', `${refusedLine(refused)}${what}`, { hint });
}
function refusedLine({ answer, method }) {
    const word = answer.status === 401 ? 'unauthorized' : 'denied';
    return `${(0,failure/* requestLine */.uA)(method, answer.url)} answered ${answer.status}, ${word}${quoted(answer.body)}`;
}
function refusedElsewhere(host, answer) {
    const line = `${(0,failure/* requestLine */.uA)('GET', answer.url)} answered ${answer.status}${quoted(answer.body)}`;
    return new errors/* CodedError */.AK('REGISTRY_ERROR', `${line}, without credentials: ${host} sent the action there`, {
        hint: `Re-run the job. If it keeps failing, ask the operators of ${host} why ${answer.url.host} refuses what they send to it.`,
    });
}
function whyUnanswerable(host, { lookup }, answer) {
    const credential = lookup?.credential ?? null;
    const schemes = offeredSchemes(answer.headers['www-authenticate'] ?? '');
    const offersBasic = schemes.some((scheme) => scheme.toLowerCase() === 'basic');
    const sent = credential === null ? '' : `; the credentials of ${credential.from} were not sent`;
    const what = (why) => `: the registry offers no supported login method (${why})${sent}`;
    if (offersBasic)
        return {
            what: what('Basic, which does not accept an identity token'),
            hint: `Log in to ${host} with a user name and a password or access token, in place of the identity token.`,
        };
    if (schemes.length === 0)
        return {
            what: what('it names none'),
            hint: `Is ${host} an OCI registry? One that wants a login says which, in the header WWW-Authenticate; a proxy in between may have taken it away.`,
        };
    return {
        what: what(schemes.join(', ')),
        hint: `This action logs in with Bearer tokens and Basic: ask the operators of ${host} for an address where one of these is offered.`,
    };
}
function credentialsUsed(host, { lookup, withheldFrom, jobTokenRefused }) {
    if (lookup === null)
        return `without credentials, for which ${host} did not ask`;
    const { credential, note } = lookup;
    if (credential === null)
        return `without credentials (${note ?? 'none were found'})`;
    const why = note === null ? '' : ` (${note})`;
    if (withheldFrom !== null) {
        return `without credentials: those of ${credential.from} were not sent to ${withheldFrom}, which is not the registry's own host${why}`;
    }
    if (jobTokenRefused !== null)
        return `without credentials; before, with ${credential.from}: ${jobTokenRefused}${why}`;
    return `with the credentials of ${credential.from}${why}`;
}
function authHint(host, { lookup, withheldFrom }, answer) {
    const credential = lookup?.credential ?? null;
    if (credential !== null && withheldFrom !== null && credential.kind !== 'job-token')
        return `If ${withheldFrom} is the token endpoint of ${host}, list it in the \`auth-hosts\` input.`;
    const kind = refusalKind(answer.status, answer.body);
    const logIn = `log in to ${host} with docker/login-action before this step`;
    const isAboutLogin = kind !== 'rate limit' && kind !== 'address';
    const hasLogin = credential !== null && credential.kind !== 'job-token';
    if (kind !== null && (hasLogin || !isAboutLogin))
        return remedyFor(kind, host);
    if (credential?.kind === 'job-token')
        return `Give the job \`permissions: packages: read\`, and its repository access to the package; or ${logIn}.`;
    return `Check that the image exists, and ${logIn}; on ghcr.io the job needs \`permissions: packages: read\`.`;
}

// EXTERNAL MODULE: ./build/core/loopback.js
var loopback = __webpack_require__(9729);
;// CONCATENATED MODULE: ./build/registry/origin.js


const dockerHub = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);
function isDockerHub(host) {
    return dockerHub.has(host);
}
function originOf(host) {
    if (isDockerHub(host))
        return new URL('https://registry-1.docker.io');
    const text = `https://${host}/`;
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url === null || url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
        throw (0,errors/* configError */.Fj)(`"${host.slice(0, 255)}" is not a registry host: expected a host name with an optional port`);
    }
    return (0,loopback/* isLoopback */.U)(url.hostname) ? new URL(`http://${host}/`) : url;
}

;// CONCATENATED MODULE: ./build/registry/token-endpoint.js








function wellKnownChallenge(host) {
    if (isDockerHub(host))
        return 'Bearer realm="https://auth.docker.io/token",service="registry.docker.io"';
    if (host === 'ghcr.io')
        return 'Bearer realm="https://ghcr.io/token",service="ghcr.io"';
    return null;
}
function askForToken(http, realm, wanted, credential) {
    if (credential?.kind === 'identity-token')
        return postRefreshToken(http, realm, wanted, credential.token);
    return getToken(http, realm, wanted, credential);
}
function getToken(http, realm, wanted, credential) {
    const url = new URL(realm);
    if (wanted.service !== null)
        url.searchParams.set('service', wanted.service);
    url.searchParams.set('scope', scopeFor(wanted.path, wanted.scope));
    const login = credential !== null && 'username' in credential ? `Basic ${basicValue(credential)}` : null;
    const headers = { Accept: 'application/json' };
    return (0,redirect/* followRedirects */.FE)(http, { method: 'GET', url, headers, maxBytes: limits/* limits */.F.tokenBytes }, login);
}
function postRefreshToken(http, realm, wanted, token) {
    const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'verify-image-provenance' });
    if (wanted.service !== null)
        form.set('service', wanted.service);
    form.set('scope', scopeFor(wanted.path, wanted.scope));
    form.set('refresh_token', token);
    const headers = { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' };
    return http.send({ method: 'POST', url: realm, headers, body: form.toString(), maxBytes: limits/* limits */.F.tokenBytes });
}
function readRealm(text, origin) {
    if (!URL.canParse(text))
        return null;
    const realm = new URL(text);
    const bare = realm.username === '' && realm.password === '' && realm.hash === '';
    const spoken = realm.protocol === 'https:' || (realm.protocol === 'http:' && origin.protocol === 'http:');
    return bare && spoken ? realm : null;
}
function maySeeCredentials(realm, host, origin, authHosts) {
    if ((0,http_origin/* sameOrigin */.Nm)(realm, origin))
        return true;
    if (realm.protocol !== 'https:' && !(0,loopback/* isLoopback */.U)(realm.hostname))
        return false;
    if (isDockerHub(host) && realm.origin === 'https://auth.docker.io')
        return true;
    if (host === 'registry.gitlab.com' && realm.origin === 'https://gitlab.com')
        return true;
    return authHosts.some((name) => name.trim().toLowerCase() === realm.host);
}
function mayBeAskedAnonymously(realm, origin) {
    if ((0,loopback/* isLoopback */.U)(realm.hostname))
        return (0,loopback/* isLoopback */.U)(origin.hostname);
    return realm.protocol === 'https:' && (0,http_origin/* isPublicName */.XC)(realm.hostname);
}
function scopeFor(path, asked) {
    const modest = asked?.split(' ').every((scope) => /^repository:[A-Za-z0-9._/:-]+:pull$/.test(scope)) ?? false;
    return asked !== null && modest ? asked : `repository:${path}:pull`;
}
function token_endpoint_readToken(answer) {
    try {
        const body = (0,strict_json/* parseJsonObject */.dw)(answer.body);
        const token = (0,strict_json/* member */.Dc)(body, 'token') ?? '';
        return usable(token === '' ? (0,strict_json/* member */.Dc)(body, 'access_token') : token, answer.url);
    }
    catch (error) {
        if (error instanceof errors/* CodedError */.AK)
            throw error;
        throw noToken(answer.url);
    }
}
function usable(token, url) {
    if (typeof token === 'string' && token.length <= limits/* limits */.F.tokenLength && /^[\x21-\x7e]+$/.test(token))
        return token;
    throw noToken(url);
}
function noToken(url) {
    return new errors/* CodedError */.AK('REGISTRY_ERROR', `the token endpoint at ${url.host} returned no usable token`, {
        hint: `Is ${url.origin}${url.pathname} what hands out the registry's tokens, and no proxy or login page in between?`,
    });
}

;// CONCATENATED MODULE: ./build/registry/auth.js









function createAuth(host, origin, http, options) {
    const context = { ...options, host, origin, http };
    const sessions = new Map();
    const sessionOf = (path) => {
        const session = sessions.get(path) ?? newSession();
        sessions.set(path, session);
        return session;
    };
    return {
        begin: (path) => initialHeader(context, path, sessionOf(path)),
        renew: (path, refused, used) => authenticate(context, path, sessionOf(path), refused, used),
        retreat: (path, refused, used) => retryAnonymously(context, path, sessionOf(path), refused, used),
        refusal(path, answer) {
            if (!(0,http_origin/* sameOrigin */.Nm)(answer.url, context.origin))
                return refusedElsewhere(host, answer);
            return refusalError(host, sessionOf(path), { answer, method: 'GET' });
        },
    };
}
function newSession() {
    const nothing = { header: null, pending: null, ahead: null, lookup: null, withheldFrom: null, challenged: null };
    return { ...nothing, logins: 0, byJobToken: null, jobTokenRefused: null };
}
async function initialHeader(context, path, session) {
    session.ahead ??= preauthenticate(context, path, session);
    return session.header ?? (await session.ahead);
}
async function preauthenticate(context, path, session) {
    const challenge = wellKnownChallenge(context.host);
    if (challenge === null)
        return null;
    const headers = { 'www-authenticate': challenge };
    try {
        session.header = await logIn(context, path, session, { status: 401, headers, body: noBytes, url: context.origin });
        return session.header;
    }
    catch {
        Object.assign(session, newSession(), { ahead: session.ahead });
        return null;
    }
}
const noBytes = new Uint8Array();
async function authenticate(context, path, session, refused, used) {
    if (session.pending)
        return session.pending;
    if (session.header !== null && session.header !== used)
        return session.header;
    if (session.logins === limits/* limits */.F.loginsOfRepository)
        throw endlessLogins(context.host, path);
    session.pending = logIn(context, path, session, refused);
    try {
        session.header = await session.pending;
        session.logins++;
        return session.header;
    }
    finally {
        session.pending = null;
    }
}
async function retryAnonymously(context, path, session, refused, used) {
    if (used === null || used !== session.byJobToken || session.challenged === null)
        return null;
    session.jobTokenRefused ??= refusedLine({ answer: refused, method: 'GET' });
    return authenticate(context, path, session, session.challenged, used);
}
async function logIn(context, path, session, challenged) {
    session.challenged = challenged;
    session.withheldFrom = null;
    session.lookup ??= await context.credentialsFor(context.host, path);
    const { credential } = session.lookup;
    const tried = credential?.kind === 'job-token' && session.jobTokenRefused !== null ? null : credential;
    const attempt = await answerChallenge(context, path, session, challenged, tried);
    const byJobToken = tried?.kind === 'job-token' && session.withheldFrom === null;
    if (typeof attempt === 'string') {
        session.byJobToken = byJobToken ? attempt : null;
        return attempt;
    }
    if (!byJobToken)
        throw refusalError(context.host, session, attempt);
    session.jobTokenRefused = refusedLine(attempt);
    return logIn(context, path, session, challenged);
}
async function answerChallenge(context, path, session, challenged, credential) {
    if (credential?.kind === 'registry-token')
        return `Bearer ${credential.token}`;
    const challenges = parseChallenges(challenged.headers['www-authenticate'] ?? '');
    const bearer = challenges.find((challenge) => challenge.scheme === 'bearer');
    if (bearer)
        return fetchToken(context, path, session, bearer, credential);
    const basic = challenges.some((challenge) => challenge.scheme === 'basic');
    if (basic && credential !== null && 'username' in credential)
        return `Basic ${basicValue(credential)}`;
    return { answer: challenged, method: 'GET', unanswerable: !basic || credential !== null };
}
async function fetchToken(context, path, session, challenge, known) {
    const { host, origin, http } = context;
    const realm = readRealm(challenge.realm, origin);
    const authHosts = known?.kind === 'job-token' ? [] : context.authHosts;
    const trusted = realm !== null && maySeeCredentials(realm, host, origin, authHosts);
    if (realm === null || !(trusted || mayBeAskedAnonymously(realm, origin)))
        throw refusedRealm(context, challenge.realm);
    const credential = trusted ? known : null;
    if (known !== null)
        session.withheldFrom = trusted ? null : realm.host;
    const method = credential?.kind === 'identity-token' ? 'POST' : 'GET';
    const wanted = { service: challenge.service, path, scope: challenge.scope };
    const answer = await askForToken(http, realm, wanted, credential);
    if (answer.status === 401 || answer.status === 403)
        return { answer, method };
    if (answer.status !== 200)
        throw registryStatusError(answer, method);
    const header = `Bearer ${token_endpoint_readToken(answer)}`;
    (0,secrets/* learnSecretsOf */.Fb)({ authorization: header });
    return header;
}
function endlessLogins(host, path) {
    const message = `The registry ${host} asked for more than ${limits/* limits */.F.loginsOfRepository} logins for ${path}: it accepts its own tokens for too short a time.`;
    return new errors/* CodedError */.AK('REGISTRY_ERROR', message, {
        hint: `Re-run the job. If it keeps failing, ask the operators of ${host} how long its tokens are valid, and whether its clock is right.`,
    });
}
function refusedRealm(context, text) {
    const realm = URL.canParse(text) ? new URL(text) : null;
    const where = realm === null || realm.host === '' ? 'not an http(s) URL' : `${realm.protocol}//${realm.host}`;
    const hint = realm?.protocol === 'https:'
        ? `If that is the token endpoint of ${context.host}, list ${realm.host} in the \`auth-hosts\` input.`
        : 'Token endpoints must use https unless both hosts are loopback addresses.';
    const message = `The registry ${context.host} names an untrusted token endpoint: ${where}.`;
    return new errors/* CodedError */.AK('REGISTRY_ERROR', message, { hint });
}

// EXTERNAL MODULE: ./build/http/link.js
var http_link = __webpack_require__(8961);
// EXTERNAL MODULE: ./build/registry/manifest.js
var manifest = __webpack_require__(9329);
;// CONCATENATED MODULE: ./build/registry/referrers.js






const unsupported = new Set([400, 404, 405, 406, 415, 501]);
const indexType = 'application/vnd.oci.image.index.v1+json';
async function listReferrers(get, first, path) {
    const answer = await get(path, first, indexType, limits/* limits */.F.apiPageBytes);
    if (unsupported.has(answer.status))
        return 'unsupported';
    const found = new Map();
    let unusable = 0;
    const keep = (page) => {
        unusable += page.unusable;
        for (const descriptor of page.descriptors) {
            if (!found.has(descriptor.digest)) {
                if (found.size === limits/* limits */.F.listedReferrers)
                    throw tooManyReferrersError(first);
                found.set(descriptor.digest, { ...descriptor, annotations: {} });
            }
        }
    };
    const page = readPage(answer);
    let incomplete = null;
    try {
        keep(page);
        await readFurtherPages(get, path, first, answer, keep);
    }
    catch (error) {
        incomplete = (0,errors/* toCodedError */.Bt)(error);
    }
    return { descriptors: [...found.values()], unusable, incomplete };
}
async function readFurtherPages(get, path, first, firstAnswer, keep) {
    const seen = new Set([first.href]);
    let bytes = firstAnswer.body.length;
    for (let next = nextPageOf(firstAnswer, first); next !== null;) {
        if (seen.has(next.href))
            throw malformedListError(first, 'its pages lead in a circle');
        if (seen.size === limits/* limits */.F.pages)
            throw tooManyPagesError(first);
        seen.add(next.href);
        const answer = await get(path, next, indexType, limits/* limits */.F.apiPageBytes);
        bytes += answer.body.length;
        if (bytes > limits/* limits */.F.listedBytes)
            throw tooLong(first);
        keep(readPage(answer));
        next = nextPageOf(answer, first);
    }
}
function readPage(answer) {
    if (answer.status !== 200)
        throw registryStatusError(answer, 'GET');
    try {
        return (0,manifest/* readReferrersPage */._m)(answer.body);
    }
    catch (error) {
        if (error instanceof SyntaxError)
            throw malformedListError(answer.url, `malformed list of referrers (${error.message})`);
        throw error;
    }
}
function nextPageOf(answer, first) {
    try {
        return (0,http_link/* nextPage */.Z)(answer, first);
    }
    catch (error) {
        if (error instanceof SyntaxError)
            throw malformedListError(answer.url, error.message);
        throw error;
    }
}
function malformedListError(url, why) {
    return new errors/* CodedError */.AK('REGISTRY_ERROR', `${(0,failure/* requestLine */.uA)('GET', url)}: ${why}`, {
        hint: `The list of attestations cannot be read as a whole; is ${url.host} an OCI registry, and no proxy in between?`,
    });
}
function tooManyReferrersError(url) {
    const message = `${(0,failure/* requestLine */.uA)('GET', url)} lists more than ${limits/* limits */.F.listedReferrers} referrers`;
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', message, {
        hint: 'Delete the ones you do not need, because a valid attestation may be beyond the limit.',
    });
}
function tooLong(url) {
    const message = `the pages of ${(0,failure/* requestLine */.uA)('GET', url)} are longer than ${limits/* limits */.F.listedBytes} bytes together`;
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', message, {
        hint: 'Delete referrers you do not need, because a valid attestation may be beyond the limit.',
    });
}
function tooManyPagesError(url) {
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', `${(0,failure/* requestLine */.uA)('GET', url)} has more than ${limits/* limits */.F.pages} pages`, {
        hint: 'Delete referrers you do not need, because a valid attestation may be beyond the limit.',
    });
}

;// CONCATENATED MODULE: ./build/registry/client.js













const rateLimitHint = 'Log in with docker/login-action for a higher limit, or re-run the job after that time.';
const manifestTypes = [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
function createRegistry(host, options = {}) {
    const origin = originOf(host);
    const words = (answer) => quoted(answer.body);
    const http = (0,client/* createHttp */.V)({ ...options, rateLimitHint, words });
    const auth = createAuth(host, origin, http, {
        credentialsFor: options.credentialsFor ?? (async () => ({ credential: null, note: null })),
        authHosts: options.authHosts ?? [],
    });
    const get = async (path, url, accept, maxBytes) => {
        const send = async (login) => (0,redirect/* followRedirects */.FE)(http, { method: 'GET', url, headers: { Accept: accept }, maxBytes }, login);
        return withLogin(send, auth, path, origin);
    };
    return {
        host,
        manifest: (path, reference) => fetchManifest(get, origin, path, reference),
        blob: (path, digest, maxBytes) => fetchBlob(get, origin, path, digest, maxBytes),
        referrers: (path, digest) => listReferrers(get, urlOf(origin, path, 'referrers', digest), path),
    };
}
async function withLogin(send, auth, path, origin) {
    let login = await auth.begin(path);
    let answer = await send(login);
    const isOwn = () => (0,http_origin/* sameOrigin */.Nm)(answer.url, origin);
    if (answer.status === 401 && isOwn()) {
        login = await auth.renew(path, answer, login);
        answer = await send(login);
    }
    if (isRefusal(answer) && isOwn()) {
        const other = await auth.retreat(path, answer, login);
        if (other !== null)
            answer = await send(other);
    }
    if (isRefusal(answer))
        throw auth.refusal(path, answer);
    return answer;
}
function isRefusal({ status }) {
    return status === 401 || status === 403;
}
async function fetchManifest(get, origin, path, reference) {
    const url = urlOf(origin, path, 'manifests', reference);
    const answer = await get(path, url, manifestTypes, limits/* limits */.F.manifestBytes);
    if (isAbsent(answer))
        return null;
    if (answer.status !== 200)
        throw registryStatusError(answer, 'GET');
    const digest = (0,core_digest/* digestOf */.ol)(answer.body);
    const wanted = (0,core_digest/* asDigest */.J6)(reference);
    if (wanted !== null && digest !== wanted)
        throw digestMismatchError(answer, digest, wanted);
    return {
        bytes: answer.body,
        digest,
        contentType: answer.headers['content-type'] ?? null,
        contentDigest: bodyText(answer.headers['docker-content-digest']),
    };
}
async function fetchBlob(get, origin, path, digest, maxBytes) {
    const answer = await get(path, urlOf(origin, path, 'blobs', digest), '*/*', maxBytes);
    if (isAbsent(answer))
        return null;
    if (answer.status !== 200)
        throw registryStatusError(answer, 'GET');
    const served = (0,core_digest/* digestOf */.ol)(answer.body);
    if (served !== digest)
        throw digestMismatchError(answer, served, digest);
    return answer.body;
}
function isAbsent(answer) {
    return answer.status === 404 && !/^\s*text\/html\b/i.test(answer.headers['content-type'] ?? '');
}
function bodyText(header) {
    return header === undefined ? null : header.toString();
}
function digestMismatchError(answer, served, wanted) {
    const line = (0,failure/* requestLine */.uA)('GET', answer.url);
    return new errors/* CodedError */.AK('DIGEST_MISMATCH', `${line}: the registry returned ${served} for ${wanted}`, {
        hint: 'The registry, or a proxy or mirror in front of it, serves other bytes than were pushed. Do not deploy them.',
    });
}
function urlOf(origin, path, kind, reference) {
    const referenced = (0,core_digest/* asDigest */.J6)(reference) !== null || (kind === 'manifests' && (0,image_name/* isTag */.dz)(reference));
    if (!(0,image_name/* isRepositoryPath */.og)(path) || !referenced)
        throw new TypeError('not the path of an image, or neither a tag nor a digest');
    return new URL(`/v2/${path}/${kind}/${reference}`, origin);
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/registry/credential-helper.js




const notFound = 'credentials not found in native keychain';
const tokenUser = '<token>';
function isHelperName(name) {
    return /^[a-z0-9._-]{1,64}$/.test(name) && !name.includes('..');
}
async function askHelper(name, address, env, timeoutMs = limits/* limits */.F.helperMs) {
    if (!isHelperName(name))
        throw new TypeError('not the name of a credential helper');
    const path = findProgram(`docker-credential-${name}`, env);
    if (path === null)
        return { why: 'was not found in the folders of PATH' };
    const ended = await runHelper(path, address, environmentFor(env), timeoutMs);
    const why = whyFailed(ended, address, timeoutMs);
    return why === null ? readAnswer(ended.stdout) : { why };
}
function findProgram(program, env) {
    const file = process.platform === 'win32' ? `${program}.exe` : program;
    const folders = (env.PATH ?? '').split(external_node_path_.delimiter).filter((folder) => (0,external_node_path_.isAbsolute)(folder));
    return folders.map((folder) => (0,external_node_path_.join)(folder, file)).find(isProgram) ?? null;
}
function isProgram(path) {
    try {
        (0,external_node_fs_.accessSync)(path, external_node_fs_.constants.X_OK);
        return (0,external_node_fs_.statSync)(path).isFile();
    }
    catch {
        return false;
    }
}
function environmentFor(env) {
    return Object.fromEntries(Object.entries(env).filter(([name]) => !name.toUpperCase().startsWith('INPUT_')));
}
async function runHelper(path, address, env, timeoutMs) {
    const { execFile } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 1421, 19));
    return new Promise((resolve) => {
        const options = {
            env,
            timeout: timeoutMs,
            maxBuffer: limits/* limits */.F.helperBytes,
            killSignal: 'SIGKILL',
            shell: false,
        };
        const child = execFile(path, ['get'], options, (error, stdout) => resolve({ error, stdout }));
        child.stdin?.on('error', () => { });
        child.stdin?.end(address);
    });
}
function whyFailed({ error, stdout }, address, timeoutMs) {
    if (error === null)
        return null;
    if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
        return `wrote more than ${limits/* limits */.F.helperBytes} bytes`;
    if (error.killed)
        return `gave no answer within ${timeoutMs / 1000} s`;
    if (stdout.trim() === notFound)
        return `has no login for ${address}`;
    if (typeof error.code === 'number')
        return `failed with exit code ${error.code}`;
    if (typeof error.signal === 'string')
        return `was ended by ${error.signal}`;
    return `could not be run (${typeof error.code === 'string' ? error.code : 'no reason given'})`;
}
function readAnswer(stdout) {
    const [username, secret] = readStrings(stdout, ['Username', 'Secret']);
    if (username === '' && secret === '')
        return { why: 'gave an empty login' };
    if (!username || !secret)
        return { why: 'gave no usable login' };
    const login = username === tokenUser ? { kind: 'token', token: secret } : { kind: 'basic', username, password: secret };
    return { login };
}
function readStrings(stdout, names) {
    try {
        const answer = (0,strict_json/* parseJsonObject */.dw)(Buffer.from(stdout));
        const values = names.map((name) => (0,strict_json/* member */.Dc)(answer, name));
        return values.map((value) => (typeof value === 'string' ? value : undefined));
    }
    catch {
        return [];
    }
}

;// CONCATENATED MODULE: ./build/registry/login-key.js

function serverAddress(host) {
    return scopeOf(host).host === 'docker.io' ? 'https://index.docker.io/v1/' : host;
}
function keyDepth(key, target) {
    const { host, path } = scopeOf(key);
    if (host !== scopeOf(target.host).host)
        return null;
    if (path === '')
        return 0;
    return `${target.path}/`.startsWith(`${path}/`) ? path.split('/').length : null;
}
function isOtherNamespace(key, target) {
    return keyDepth(key, target) === null && scopeOf(key).host === scopeOf(target.host).host;
}
function isBesideLogin(key) {
    const { host, path } = scopeOf(key);
    return host === 'docker.io' && /^v1\/(?:access|refresh)-token$/.test(path);
}
function scopeOf(key) {
    const [, scheme = '', name = '', rest = ''] = /^(https?:\/\/)?([^/]*)(?:\/(.*))?$/is.exec(key) ?? [];
    const host = isDockerHub(name.toLowerCase()) ? 'docker.io' : name.toLowerCase();
    const isApi = /^v[12]\/*$/.test(rest) && (scheme !== '' || rest.endsWith('/') || host === 'docker.io');
    return { host, path: isApi ? '' : rest.replace(/\/+$/, '') };
}

;// CONCATENATED MODULE: ./build/registry/login-file.js






const maxBytes = 1024 * 1024;
function readLoginFile(file, onSecret) {
    return parseLogins(readBounded(file), file, onSecret);
}
function parseLogins(bytes, name, onSecret) {
    const config = bytes === null ? {} : parseConfig(bytes, name);
    const entries = readEntries(config, name, onSecret);
    return {
        name,
        isThere: bytes !== null,
        loginFor: (target) => findLogin(target, entries),
        helperFor: (target) => findHelper(target, config, name),
        hasOthers: (target) => entries.some(({ key }) => isOtherNamespace(key, target)),
        credentialOf({ key, credential }) {
            if (credential === 'malformed')
                throw unusable(name, `its entry ${key} holds no usable login`);
            return credential;
        },
    };
}
function parseConfig(bytes, name) {
    const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    const body = bytes.subarray(start);
    if (body.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d))
        return {};
    try {
        return (0,strict_json/* parseJsonObject */.dw)(body);
    }
    catch {
        throw unusable(name, 'it is not a well-formed JSON object');
    }
}
function readBounded(file) {
    try {
        const stats = (0,external_node_fs_.statSync)(file);
        if (!stats.isFile())
            throw unusable(file, 'it is not a regular file');
        if (stats.size > maxBytes)
            throw unusable(file, `it is larger than ${maxBytes} bytes`);
        return (0,external_node_fs_.readFileSync)(file);
    }
    catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : null;
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return null;
        throw error instanceof errors/* CodedError */.AK || code === null ? error : unusable(file, String(code));
    }
}
function membersLike(object, name) {
    const pattern = new RegExp(`^${name}$`, 'iu');
    return Object.keys(object).filter((key) => pattern.test(key));
}
function topLevel(config, member, name) {
    const [key, ...others] = membersLike(config, member);
    if (others.length > 0)
        throw unusable(name, `its "${member}" is there twice, in different letter case`);
    return key === undefined ? undefined : config[key];
}
function objectAt(config, member, name) {
    const value = topLevel(config, member, name) ?? {};
    if (!(0,strict_json/* isJsonObject */.OW)(value))
        throw unusable(name, `its "${member}" is not an object`);
    return value;
}
function readEntries(config, name, onSecret) {
    return Object.entries(objectAt(config, 'auths', name))
        .filter(([key]) => !isBesideLogin(key))
        .flatMap(([key, value]) => {
        const credential = readEntry(value ?? {}, `${name} (entry ${key})`, onSecret);
        return credential === null ? [] : [{ key, credential }];
    });
}
function readEntry(entry, from, onSecret) {
    if (!(0,strict_json/* isJsonObject */.OW)(entry))
        return 'malformed';
    const texts = new Map();
    let malformed = false;
    for (const name of ['auth', 'username', 'password', 'identitytoken', 'registrytoken']) {
        const values = membersLike(entry, name).map((key) => entry[key] ?? '');
        for (const value of values) {
            if (typeof value === 'string' && value !== '' && name !== 'username')
                onSecret(value);
        }
        const [value = '', ...others] = values;
        if (typeof value !== 'string' || others.length > 0)
            malformed = true;
        else if (value !== '')
            texts.set(name, value);
    }
    return malformed ? 'malformed' : choose(texts, from, onSecret);
}
function choose(texts, from, onSecret) {
    const registryToken = texts.get('registrytoken');
    if (registryToken !== undefined) {
        return /^[\x21-\x7e]+$/.test(registryToken) ? { kind: 'registry-token', token: registryToken, from } : 'malformed';
    }
    const identityToken = texts.get('identitytoken');
    if (identityToken !== undefined)
        return { kind: 'identity-token', token: identityToken, from };
    const [auth, username, password] = [texts.get('auth'), texts.get('username'), texts.get('password')];
    if (auth === undefined && (username === undefined || password === undefined))
        return null;
    const login = auth === undefined ? { username: username ?? '', password: password ?? '' } : decodeLogin(auth);
    if (login === 'malformed')
        return login;
    onSecret(login.password);
    onSecret(basicValue(login));
    return { kind: 'basic', ...login, from };
}
function decodeLogin(auth) {
    const base64 = auth.replaceAll(/[\r\n]/g, '');
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64))
        return 'malformed';
    const text = Buffer.from(base64, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    if (colon < 1)
        return 'malformed';
    let end = text.length;
    while (text[end - 1] === '\0')
        end--;
    const password = text.slice(colon + 1, end);
    return password === '' ? 'malformed' : { username: text.slice(0, colon), password };
}
function longest(keys, target) {
    const written = [serverAddress(target.host), `${target.host}/${target.path}`];
    let best = null;
    for (const value of keys) {
        const depth = keyDepth(value, target);
        if (depth === null)
            continue;
        const isBetter = best === null || depth > best.depth || (depth === best.depth && written.includes(value));
        if (isBetter)
            best = { value, depth };
    }
    return best;
}
function findLogin(target, entries) {
    const keys = entries.map(({ key }) => key);
    const found = longest(keys, target);
    const value = entries.find(({ key }) => key === found?.value);
    return found === null || value === undefined ? null : { value, depth: found.depth };
}
function findHelper(target, config, file) {
    const helpers = objectAt(config, 'credHelpers', file);
    const own = longest(Object.keys(helpers), target);
    const [name, where] = own === null
        ? [topLevel(config, 'credsStore', file) ?? '', 'credsStore']
        : [helpers[own.value], `credHelpers (${own.value})`];
    if (name === '')
        return null;
    if (typeof name === 'string' && isHelperName(name))
        return { value: name, depth: own?.depth ?? 0 };
    throw unusable(file, `its ${where} names no credential helper`);
}
function unusable(name, why) {
    const what = name.endsWith('config.json') ? `docker's config file ${name}` : name;
    return (0,errors/* configError */.Fj)(`${what} cannot be used: ${why}`, {
        hint: 'docker/login-action writes a new entry; DOCKER_CONFIG names another directory.',
    });
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./build/registry/login-places.js




function dockerConfigFile(env) {
    return (0,external_node_path_.join)(dockerFolder(env), 'config.json');
}
function loginPlaces(env, target) {
    const base = (0,external_node_path_.join)(env.BUILDX_CONFIG || (0,external_node_path_.join)(dockerFolder(env), 'buildx'), 'config');
    const scoped = scopedFolders(base, target);
    const files = (ones) => ones.map(({ folder }) => ({ file: (0,external_node_path_.join)(folder, 'config.json') }));
    return [
        { variable: 'DOCKER_AUTH_CONFIG', text: env.DOCKER_AUTH_CONFIG || null },
        ...files(scoped.filter(({ actions }) => mayRead(actions))),
        ...(scoped.length === 0 ? [{ file: (0,external_node_path_.join)(base, target.host, target.path, 'config.json') }] : []),
        { file: dockerConfigFile(env) },
        ...podmanFiles(env).map((file) => ({ file })),
        ...files(scoped.filter(({ actions }) => !mayRead(actions))),
    ];
}
function dockerFolder(env) {
    return env.DOCKER_CONFIG || (0,external_node_path_.join)(home(env), '.docker');
}
function home(env) {
    return env.HOME || (0,external_node_os_.homedir)();
}
function podmanFiles(env) {
    if (env.REGISTRY_AUTH_FILE)
        return [env.REGISTRY_AUTH_FILE];
    const session = env.XDG_RUNTIME_DIR
        ? [env.XDG_RUNTIME_DIR, 'containers']
        : ['/run/containers', `${process.getuid?.()}`];
    const user = (0,external_node_path_.join)(env.XDG_CONFIG_HOME || (0,external_node_path_.join)(home(env), '.config'), 'containers', 'auth.json');
    return process.platform === 'linux' ? [(0,external_node_path_.join)(...session, 'auth.json'), user] : [user];
}
function mayRead(actions) {
    return actions === null || actions.every((action) => action === 'pull');
}
function scopedFolders(base, { host, path }) {
    const segments = path.split('/');
    const spellings = isDockerHub(host) ? ['registry-1.docker.io', 'docker.io', 'index.docker.io'] : [host];
    const found = spellings.flatMap((name) => [
        ...foldersCalled((0,external_node_path_.join)(base, name, ...segments.slice(0, -1)), segments.at(-1) ?? '', true),
        ...foldersCalled(base, name, false),
    ]);
    const rank = ({ isOfRepository, actions }) => (isOfRepository ? 100 : 0) + (actions?.length ?? 0);
    return found.sort((a, b) => rank(b) - rank(a));
}
function foldersCalled(parent, name, isOfRepository) {
    return namesIn(parent).flatMap((entry) => {
        if (entry === name)
            return [{ folder: (0,external_node_path_.join)(parent, entry), actions: null, isOfRepository }];
        if (!entry.startsWith(`${name}@`))
            return [];
        const actions = entry
            .slice(name.length + 1)
            .split(',')
            .filter(Boolean);
        return [{ folder: (0,external_node_path_.join)(parent, entry), actions: actions.length === 0 ? null : actions, isOfRepository }];
    });
}
function namesIn(folder) {
    try {
        return (0,external_node_fs_.readdirSync)(folder).sort();
    }
    catch {
        return [];
    }
}

;// CONCATENATED MODULE: ./build/registry/keychain.js






function createKeychain(sources) {
    const config = readLoginFile(dockerConfigFile(sources.env), sources.onSecret);
    const helpers = new Map();
    const known = new Map();
    return (host, path) => {
        const key = `${serverAddress(host)} ${path}`;
        const lookup = known.get(key) ?? lookUp({ host, path }, { ...sources, config, helpers });
        known.set(key, lookup);
        return lookup;
    };
}
function takesJobToken(host, serverUrl) {
    if (serverUrl === 'https://github.com')
        return host === 'ghcr.io';
    const [, tenant] = /^https:\/\/([a-z0-9-]+)\.ghe\.com$/.exec(serverUrl) ?? [];
    return tenant !== undefined && host === `containers.${tenant}.ghe.com`;
}
async function lookUp(target, keychain) {
    const notes = [];
    const looked = [];
    for (const place of loginPlaces(keychain.env, target)) {
        const file = readPlace(place, keychain);
        if (!(file instanceof errors/* CodedError */.AK))
            looked.push(file);
        const credential = file instanceof errors/* CodedError */.AK ? file : await loginIn(file, target, keychain, notes);
        if (credential instanceof errors/* CodedError */.AK)
            notes.push(credential.message);
        else if (credential !== null)
            return { credential, note: notes.length === 0 ? null : notes.join('; ') };
    }
    const note = [...notes, ...whereNot(target, looked)].join('; ');
    return { credential: fromJob(target.host, keychain), note };
}
function readPlace(place, { config, onSecret }) {
    if ('file' in place && place.file === config.name)
        return config;
    return codedOr(() => {
        if ('file' in place)
            return readLoginFile(place.file, onSecret);
        const text = place.text === null ? null : Buffer.from(place.text);
        return { ...parseLogins(text, place.variable, onSecret), helperFor: () => null };
    });
}
function codedOr(read) {
    try {
        return read();
    }
    catch (error) {
        if (error instanceof errors/* CodedError */.AK)
            return error;
        throw error;
    }
}
async function loginIn(file, target, keychain, notes) {
    try {
        const [helper, login] = [file.helperFor(target), file.loginFor(target)];
        if (helper !== null && helper.depth >= (login?.depth ?? 0)) {
            const asked = await fromHelper(helper.value, target.host, file, keychain);
            if (asked.credential !== null)
                return asked.credential;
            if (asked.note !== null)
                notes.push(asked.note);
        }
        return login === null ? null : file.credentialOf(login.value);
    }
    catch (error) {
        if (error instanceof errors/* CodedError */.AK && file !== keychain.config)
            return error;
        throw error;
    }
}
function whereNot(target, looked) {
    const files = [...new Set(looked)];
    const there = files.filter(({ isThere }) => isThere);
    const named = there.map((file) => (file.hasOthers(target) ? `${file.name} (only for other paths)` : file.name));
    const missing = files.filter(({ isThere }) => !isThere).map(({ name }) => name);
    return [
        ...(named.length === 0 ? [] : [`no login for ${target.host} in ${inWords(named, 'and')}`]),
        ...(missing.length === 0 ? [] : [`there is no ${inWords(missing, 'or')}`]),
    ];
}
function inWords(names, word) {
    return [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(` ${word} `);
}
async function fromHelper(name, host, file, { env, onSecret, helpers }) {
    const address = serverAddress(host);
    const asked = helpers.get(`${name} ${address}`) ?? askHelper(name, address, env);
    helpers.set(`${name} ${address}`, asked);
    const answer = await asked;
    const from = `docker-credential-${name}, named in ${file.name}`;
    if ('why' in answer)
        return { credential: null, note: `${from}, ${answer.why}` };
    const { login } = answer;
    const secret = login.kind === 'token' ? login.token : login.password;
    for (const form of [secret, Buffer.from(secret).toString('base64')])
        onSecret(form);
    if (login.kind === 'token')
        return { credential: { kind: 'identity-token', token: login.token, from }, note: null };
    onSecret(basicValue(login));
    return { credential: { ...login, from }, note: null };
}
function fromJob(host, { jobToken, onSecret }) {
    if (jobToken === null || !takesJobToken(host, jobToken.serverUrl))
        return null;
    const login = { username: jobToken.username, password: jobToken.token };
    for (const form of [jobToken.token, basicValue(login)])
        onSecret(form);
    return { kind: 'job-token', ...login, from: 'the `token` input' };
}

;// CONCATENATED MODULE: ./build/setup/clients.js


function createClients(workflow, { authHosts, token }, { signal, log }) {
    const { env, actor, serverUrl, apiUrl } = workflow;
    const { request: onRequest, secret: onSecret } = log;
    const jobToken = token === null ? null : { token, username: actor ?? 'x-access-token', serverUrl };
    const credentialsFor = createKeychain({ env, jobToken, onSecret });
    const registries = new Map();
    let github;
    const loadGitHub = async () => {
        const { createGitHub } = await __webpack_require__.e(/* import() */ 600).then(__webpack_require__.bind(__webpack_require__, 9600));
        if (token !== null)
            onSecret(token);
        return createGitHub({ apiUrl, serverUrl, token, signal, env, onRequest });
    };
    return {
        registry({ registry: host }) {
            const registry = registries.get(host) ?? createRegistry(host, { credentialsFor, authHosts, signal, onRequest, env });
            registries.set(host, registry);
            return registry;
        },
        github() {
            github ??= loadGitHub();
            return github;
        },
    };
}

// EXTERNAL MODULE: ./build/core/regular-file.js
var regular_file = __webpack_require__(4105);
// EXTERNAL MODULE: ./build/policy/claims/identity.js
var claims_identity = __webpack_require__(9971);
// EXTERNAL MODULE: ./build/policy/claims/requirements.js + 1 modules
var requirements = __webpack_require__(3990);
// EXTERNAL MODULE: ./build/policy/claims/rule-warnings.js
var rule_warnings = __webpack_require__(4489);
;// CONCATENATED MODULE: ./build/policy/claims/input-policy.js




function policyOfClaims(asked, surroundings) {
    const mistakes = (0,requirements/* claimDiagnostics */.vh)('artifact_signature', asked, surroundings);
    if (mistakes.length > 0)
        return mistakes;
    if (saysWhoSigned(asked))
        return claimPolicy(asked, surroundings);
    const { repository, serverUrl } = surroundings;
    if (repository === null)
        return [noRepository(asked)];
    const label = 'GITHUB_REPOSITORY';
    const running = {
        claim: 'repository',
        expected: [`${serverUrl}/${repository}`],
        position: null,
        label,
    };
    const unknown = (0,requirements/* claimDiagnostics */.vh)('artifact_signature', [running], surroundings);
    if (unknown.length > 0)
        return unknown;
    const { rules, warnings } = claimPolicy([running, ...asked], surroundings);
    return { rules, warnings: [...otherIssuer(asked, surroundings), ...warnings] };
}
function defaultPolicy(surroundings) {
    return policyOfClaims([], surroundings);
}
function saysWhoSigned(asked) {
    return asked.some(({ claim, expected }) => {
        const identity = claim === 'signer_identity' ? (0,claims_identity/* parseIdentity */.aZ)(expected[0]) : null;
        return claim === 'repository' || (identity !== null && (0,claims_identity/* pinsSigner */.vw)(identity));
    });
}
function otherIssuer(asked, surroundings) {
    if ((0,requirements/* isGitHubs */.bC)(asked, surroundings))
        return [];
    const message = `Input cert-issuer: certificates of this issuer do not name ${surroundings.repository}, which is required because the claim inputs (${namesOf(asked)}) do not say who must have signed. Set signer-identity to a whole identity (a URI or an email address), or set repository to the URL in the certificate.`;
    return [{ message, position: null }];
}
function noRepository(asked) {
    if (asked.length === 0) {
        return (0,errors/* configError */.Fj)('No profile or claim input is given, and GITHUB_REPOSITORY is not set, so no signer is named.', {
            hint: 'Set the input profile or repository.',
        });
    }
    return (0,errors/* configError */.Fj)(`GITHUB_REPOSITORY is not set, and the claim inputs (${namesOf(asked)}) name no repository, so no signer is named.`, { hint: 'Set the input repository, or set signer-identity to a whole identity.' });
}
function namesOf(asked) {
    return asked.map(({ label }) => label.replace('Input ', '')).join(', ');
}
function claimPolicy(asked, surroundings) {
    const rule = { ...anyImage, constraints: (0,requirements/* constraintsOf */.Im)('artifact_signature', asked, surroundings) };
    return { rules: [rule], warnings: (0,rule_warnings/* warningsOf */.n)(rule, asked, surroundings) };
}
const anyImage = {
    type: 'artifact_signature',
    position: null,
    applies: { name: null, tags: [], tagRegex: null },
    verified: true,
    sigstore: null,
};

// EXTERNAL MODULE: ./build/text/quoted.js
var text_quoted = __webpack_require__(1416);
// EXTERNAL MODULE: ./build/setup/load-profile-module.js
var load_profile_module = __webpack_require__(4357);
;// CONCATENATED MODULE: ./build/setup/load-policy.js










async function loadPolicy(input, runner) {
    switch (input.kind) {
        case 'file': {
            const [{ readProfile }, { path, bytes, text }] = await Promise.all([
                (0,load_profile_module/* loadProfileModule */.U)(),
                readProfileFile(input.path, runner.workspace),
            ]);
            return loaded(readProfile(text, path, runner), { kind: 'file', path, digest: (0,core_digest/* digestOf */.ol)(bytes) });
        }
        case 'inline': {
            const { readProfile } = await (0,load_profile_module/* loadProfileModule */.U)();
            const digest = (0,core_digest/* digestOf */.ol)(Buffer.from(input.text));
            return loaded(readProfile(input.text, null, runner), { kind: 'inline', digest });
        }
        case 'claims':
            return loaded(policyOfClaims(input.asked, runner), { kind: 'inputs' });
        case 'default':
            return loaded(defaultPolicy(runner), { kind: 'default' });
    }
}
function loaded(policy, source) {
    return Array.isArray(policy) ? policy : { policy, source };
}
async function readProfileFile(given, workspace) {
    try {
        const [root, file] = await Promise.all([external_node_fs_.promises.realpath(workspace), external_node_fs_.promises.realpath((0,external_node_path_.resolve)(workspace, given))]);
        if (!file.startsWith(root + external_node_path_.sep))
            throw new Error('it is outside the workspace');
        const bytes = await (0,regular_file/* readRegularFile */.X)(file, limits/* limits */.F.profileBytes);
        return { path: (0,external_node_path_.relative)(root, file).replaceAll(external_node_path_.sep, '/'), bytes, text: (0,strict_json/* decodeUtf8 */._6)(bytes) };
    }
    catch (error) {
        throw (0,errors/* configError */.Fj)(`Input profile: the file ${(0,text_quoted/* quoted */.T)(given)} cannot be used: ${(0,regular_file/* reasonOf */.A)(error)}.`, {
            hint: 'Give a path relative to the workspace (run actions/checkout before this step), or the YAML itself in several lines.',
            cause: error,
        });
    }
}

// EXTERNAL MODULE: ./build/trust/instance-names.js
var instance_names = __webpack_require__(4899);
;// CONCATENATED MODULE: ./build/setup/load-trust.js





async function loadTrust(input, rules, run) {
    if (input.kind === 'files') {
        refuseBesideFiles(rules);
        const { instancesOfFiles } = await Promise.all(/* import() */[__webpack_require__.e(187), __webpack_require__.e(417)]).then(__webpack_require__.bind(__webpack_require__, 5417));
        const trust = { instances: await instancesOfFiles(input.files, run.workflow.workspace), fallback: null };
        return () => trust;
    }
    const nameOf = (rule) => rule.sigstore?.name ?? input.sigstore;
    const positions = new Map(rules.map((rule) => [nameOf(rule), rule.sigstore?.position ?? null]));
    checkName(input.sigstore, 'Input sigstore', null);
    for (const [name, position] of positions)
        checkName(name, "The profile's params.sigstore", position);
    refuseUnusedRoot(input, [...positions.keys()]);
    run.scope.log.progress('Sigstore', 'loading the trusted roots');
    const load = await createLoader(run);
    const loading = [...positions].map(async ([name, position]) => {
        const tufRootFile = instance_names/* instanceNames */.aF.includes(name) ? null : input.tufRootFile;
        return [name, await at(position, () => load(name, tufRootFile))];
    });
    const trusted = new Map(await Promise.all(loading));
    return (rule) => {
        const trust = trusted.get(nameOf(rule));
        if (trust === undefined)
            throw new Error('a rule trusts an instance that was not loaded');
        return trust;
    };
}
async function createLoader({ workflow, scope, }) {
    const { signal, log } = scope;
    const { serverUrl, workspace, temporaryFolder, env } = workflow;
    const http = (0,client/* createHttp */.V)({ errorCode: 'TRUST_ROOT_ERROR', signal, env, onRequest: log.request });
    const { trustFor } = await Promise.all(/* import() */[__webpack_require__.e(187), __webpack_require__.e(637), __webpack_require__.e(0)]).then(__webpack_require__.bind(__webpack_require__, 2619));
    const get = (url, maxBytes) => (0,redirect/* followRedirects */.FE)(http, { method: 'GET', url, headers: {}, maxBytes }, null, 'TRUST_ROOT_ERROR');
    return (sigstore, tufRootFile) => trustFor({ sigstore, tufRootFile, serverUrl, workspace, temporaryFolder, get });
}
function checkName(name, label, position) {
    try {
        if (!instance_names/* instanceNames */.aF.includes(name))
            (0,instance_names/* repositoryUrl */.Ek)(name, label);
    }
    catch (error) {
        throw placed(error, position);
    }
}
function refuseUnusedRoot({ sigstore, tufRootFile }, names) {
    if (tufRootFile === null || names.some((name) => !instance_names/* instanceNames */.aF.includes(name)))
        return;
    throw (0,errors/* configError */.Fj)(`Input tuf-root needs the URL of a TUF repository in the input sigstore, got ${(0,text_quoted/* quoted */.T)(sigstore)}.`, {
        hint: 'Remove tuf-root, or set sigstore to the URL of the repository that it belongs to.',
    });
}
function refuseBesideFiles(rules) {
    const named = rules.find(({ sigstore }) => sigstore !== null)?.sigstore;
    if (!named)
        return;
    throw (0,errors/* configError */.Fj)(`The input trusted-root and the profile's params.sigstore (${(0,text_quoted/* quoted */.T)(named.name)}) cannot be used together.`, { hint: 'Remove one of them.', position: named.position });
}
async function at(position, load) {
    try {
        return await load();
    }
    catch (error) {
        throw placed(error, position);
    }
}
function placed(error, position) {
    const { code, message, hint, cause } = (0,errors/* toCodedError */.Bt)(error);
    return new errors/* CodedError */.AK(code, message, { ...(hint !== null && { hint }), position, cause });
}

// EXTERNAL MODULE: ./build/pipeline/poll.js
var poll = __webpack_require__(7770);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/image/manifest-kind.js
var manifest_kind = __webpack_require__(5648);
;// CONCATENATED MODULE: ./build/image/resolve.js





async function resolveImage(registry, reference, expected) {
    const manifest = await registry.manifest(reference.path, reference.digest ?? reference.tag ?? 'latest');
    if (manifest === null)
        throw imageNotFoundError(reference);
    refuseOtherContentDigest(manifest, reference);
    if (expected !== null && manifest.digest !== expected)
        throw resolve_digestMismatchError(reference, manifest.digest, expected);
    const { mediaType } = (0,manifest_kind/* readImageManifest */.lb)(manifest, reference.given);
    return { reference, digest: manifest.digest, mediaType, manifest: manifest.bytes };
}
async function digestOfTag(registry, path, tag) {
    if (!(0,image_name/* isTag */.dz)(tag)) {
        throw (0,errors/* configError */.Fj)(`"${tag.slice(0, 128)}" is not a tag: expected letters, digits, "_", "." and "-", at most 128 of them`);
    }
    const manifest = await registry.manifest(path, tag);
    if (manifest === null)
        return null;
    refuseOtherContentDigest(manifest, { registry: registry.host, path });
    return manifest.digest;
}
function imageNotFoundError(reference) {
    return new errors/* CodedError */.AK('IMAGE_NOT_FOUND', `${reference.registry} has no image ${reference.given}`, {
        hint: 'Did the push step succeed, and push to this very name? A registry may also hide what a login does not reach.',
    });
}
function resolve_digestMismatchError(reference, found, expected) {
    const message = `Expected ${reference.given} to resolve to ${expected}, got ${found}.`;
    return new errors/* CodedError */.AK('DIGEST_MISMATCH', message, {
        hint: 'Do not use this image until you know why. Find out who moved the tag since it was pushed, or whether the push step reported the digest of another image.',
    });
}
function refuseOtherContentDigest(manifest, name) {
    const { contentDigest, bytes, digest } = manifest;
    if (contentDigest === null || namesTheseBytes(contentDigest, bytes))
        return;
    const shown = (0,secrets/* redact */.E$)(contentDigest, 'sha512:'.length + 128);
    const message = `the registry calls the manifest of ${(0,image_name/* imageNameOf */.mi)(name)} ${shown}, but what it sent is ${digest}`;
    throw new errors/* CodedError */.AK('DIGEST_MISMATCH', message, {
        hint: 'The registry, or a proxy or mirror in front of it, serves other bytes than were pushed. Do not deploy them.',
    });
}
function namesTheseBytes(contentDigest, bytes) {
    const [algorithm = '', hex] = contentDigest.trim().toLowerCase().split(':');
    return /^sha(?:256|512)$/.test(algorithm) && (0,external_node_crypto_.createHash)(algorithm).update(bytes).digest('hex') === hex;
}

// EXTERNAL MODULE: ./build/policy/evaluation/rule-scope.js
var rule_scope = __webpack_require__(6959);
;// CONCATENATED MODULE: ./build/pipeline/carried-tags.js




async function carriedTags({ reference, digest }, references, rules, registry) {
    const written = new Set(references.flatMap(({ tag }) => tag ?? []));
    if (!(0,rule_scope/* tagsMatter */.X1)(rules, reference))
        return { carried: new Set(), written, warnings: [] };
    const resolved = new Set(references.flatMap(({ tag, digest }) => (digest === null ? (tag ?? []) : [])));
    const beside = [...written].filter((tag) => !resolved.has(tag));
    const asked = (0,rule_scope/* tagsToAsk */.Ek)(rules, reference, resolved, beside);
    const answers = await Promise.all(asked.map(async (tag) => {
        try {
            return { tag, found: await digestOfTag(registry(), reference.path, tag) };
        }
        catch (error) {
            if (!written.has(tag))
                throw error;
            const { code, message } = (0,errors/* toCodedError */.Bt)(error);
            return { tag, failure: `${code}: ${message}` };
        }
    }));
    const found = answers.flatMap((answer) => ('found' in answer && answer.found === digest ? [answer.tag] : []));
    const own = answers.filter(({ tag }) => tag === reference.tag && !found.includes(tag));
    const warnings = own.map((answer) => {
        const name = `${(0,image_name/* imageNameOf */.mi)(reference)}:${answer.tag}`;
        const state = 'failure' in answer
            ? `it could not be found out whether ${name} still is this image (${answer.failure})`
            : answer.found === null
                ? `the registry has no ${name} any more`
                : `${name} is ${answer.found} by now: the tag was moved`;
        const message = `${reference.given}: ${state}. The rules for ${answer.tag} are applied to ${digest} all the same, because you wrote that it carries this tag. If that is wrong, correct the reference.`;
        return { message, position: null };
    });
    return { carried: new Set([...written, ...found]), written, warnings };
}

;// CONCATENATED MODULE: ./build/pipeline/resolve.js







async function resolve(reference, expected, patience, { clients, scope }) {
    const ask = async () => {
        try {
            const image = resolveImage(clients.registry(reference), reference, expected);
            scope.log.progress(reference.given, `resolving at ${reference.registry}`);
            return { reference, image: await image };
        }
        catch (error) {
            return { reference, error: (0,errors/* toCodedError */.Bt)(error) };
        }
    };
    return (0,poll/* pollUntil */.g3)(ask, (resolved) => !('error' in resolved) || resolved.error.code !== 'IMAGE_NOT_FOUND', patience);
}
async function rulesFor(image, policy, resolved, { clients, scope }) {
    const { reference } = image;
    const references = (0,rule_scope/* tagsMatter */.X1)(policy, reference) ? referencesTo(image, await resolved) : [reference];
    const tags = await carriedTags(image, references, policy, () => clients.registry(reference));
    const skipped = (0,rule_scope/* skippedRules */.cK)(policy, reference, tags.carried, tags.written).slice(0, limits/* limits */.F.mistakes);
    for (const rule of skipped)
        scope.log.progress(reference.given, skippedLine(rule));
    const warnings = [...tags.warnings, ...skipped.flatMap(({ warning }) => warning ?? [])];
    return { rules: (0,rule_scope/* applicableRules */.V5)(policy, reference, tags.carried), warnings };
}
function referencesTo({ reference, digest }, resolved) {
    return resolved.flatMap((other) => {
        const isSame = 'image' in other && (0,image_name/* imageNameOf */.mi)(other.reference) === (0,image_name/* imageNameOf */.mi)(reference) && other.image.digest === digest;
        return isSame ? [other.reference] : [];
    });
}
function skippedLine({ rule: { type, position }, reason }) {
    const where = position === null ? '' : ` (line ${position.line} of the profile)`;
    return `rule ${type}${where} is not applied: ${reason}`;
}

;// CONCATENATED MODULE: ./build/pipeline/verify-images.js












async function verifyImages(inputs, workflow, mode, log) {
    if (inputs.token !== null)
        log.secret(inputs.token);
    const run = createRunContext(inputs, workflow, log);
    const { stopwatch } = run;
    const outcome = { mode, policy: null, errors: [], warnings: [], images: [] };
    const prepared = await stopwatch.time('prepare', () => prepare(inputs, workflow));
    if (Array.isArray(prepared))
        return (0,pipeline_verdict/* verdictOf */.Vj)({ ...outcome, errors: prepared, durations: stopwatch.durations() });
    const { policy, source, bundles } = prepared;
    const patience = (0,poll/* pollOptions */.Oh)(inputs.waitSeconds, run.scope.signal, stopwatch);
    const resolving = (0,concurrency/* startBounded */.o)(inputs.images, limits/* limits */.F.concurrentImages, (reference) => resolve(reference, inputs.digest, patience, run));
    const resolved = stopwatch.time('resolve', () => Promise.all(resolving));
    await (0,promises_.setImmediate)();
    const trustOf = stopwatch.time('trust', () => loadTrust(inputs.trust, policy.rules, run));
    const deciding = createGrounds(inputs, { policy, bundles, trustOf, patience }, run).then((grounds) => stopwatch.time('judge', () => (0,concurrency/* mapBounded */.y)(resolving, limits/* limits */.F.concurrentImages, async (one) => {
        const decided = await decide(await one, policy, resolved, grounds);
        log.progress(decided.image.reference, decided.image.code);
        return decided;
    })));
    const [decided] = await Promise.all([deciding, trustOf, resolved]);
    const images = decided.map(({ image }) => image);
    const warnings = [
        ...policy.warnings,
        ...decided.flatMap((one) => one.warnings),
        ...images.flatMap(selfHostedRunnerWarnings),
    ];
    return (0,pipeline_verdict/* verdictOf */.Vj)({ ...outcome, policy: source, images, warnings, durations: stopwatch.durations() });
}
function createRunContext({ authHosts, token }, workflow, log) {
    const scope = { signal: (0,poll/* deadline */.nl)(limits/* limits */.F.runMs - limits/* limits */.F.judgeMs), log };
    const clients = createClients(workflow, { authHosts, token }, scope);
    return { workflow, clients, stopwatch: new Stopwatch(), scope, end: (0,poll/* deadline */.nl)(limits/* limits */.F.runMs) };
}
async function prepare(inputs, workflow) {
    const [loaded, bundles] = await Promise.all([
        loadPolicy(inputs.policy, workflow),
        inputs.bundles.length > 0 ? readBundles(inputs.bundles, workflow.workspace) : null,
    ]);
    return Array.isArray(loaded) ? loaded : { ...loaded, bundles };
}
async function readBundles(bundles, workspace) {
    const { readBundleFiles } = await __webpack_require__.e(/* import() */ 541).then(__webpack_require__.bind(__webpack_require__, 6541));
    return readBundleFiles(bundles, workspace);
}
async function createGrounds(inputs, { policy, bundles, trustOf, patience }, run) {
    const { createCollect, createSources } = await __webpack_require__.e(/* import() */ 452).then(__webpack_require__.bind(__webpack_require__, 452));
    const sources = bundles !== null ? [async () => bundles] : createSources(inputs.sources, policy.rules, run);
    const collect = createCollect(sources, run.scope.log);
    if (bundles === null && inputs.platforms === 'index')
        for (const subject of subjectsGiven(inputs))
            collect(subject, 1, 0);
    const { createVerifyBy } = await Promise.all(/* import() */[__webpack_require__.e(187), __webpack_require__.e(452), __webpack_require__.e(79)]).then(__webpack_require__.bind(__webpack_require__, 5079));
    return { collect, trustOf, platforms: inputs.platforms, patience, verifyBy: createVerifyBy(run), run };
}
function subjectsGiven({ images, digest: expected }) {
    return images.flatMap((reference) => {
        const digest = reference.digest ?? expected;
        return digest === null ? [] : [{ reference, digest, platform: null, attestationManifests: [] }];
    });
}
async function decide(one, policy, resolved, grounds) {
    const { reference } = one;
    if ('error' in one)
        return { image: (0,pipeline_verdict/* failedImage */.HZ)(reference, null, one.error), warnings: [] };
    try {
        const { rules, warnings } = await rulesFor(one.image, policy.rules, resolved, grounds.run);
        const { decideImage } = await Promise.all(/* import() */[__webpack_require__.e(187), __webpack_require__.e(452), __webpack_require__.e(79)]).then(__webpack_require__.bind(__webpack_require__, 5079));
        return { image: await decideImage(one.image, rules, grounds), warnings };
    }
    catch (error) {
        return { image: (0,pipeline_verdict/* failedImage */.HZ)(reference, one.image, (0,errors/* toCodedError */.Bt)(error)), warnings: [] };
    }
}

// EXTERNAL MODULE: ./build/text/escape.js
var text_escape = __webpack_require__(3699);
// EXTERNAL MODULE: ./build/report/output.js
var output = __webpack_require__(9018);
// EXTERNAL MODULE: ./build/report/workflow-commands.js
var workflow_commands = __webpack_require__(3141);
;// CONCATENATED MODULE: ./build/report/progress.js




function announceUnverified() {
    (0,output/* writeOutput */.z)('verified', 'false');
}
function maskSecrets() {
    (0,secrets/* tellSecretsTo */.c8)(workflow_commands/* addMask */.eu);
}
function progressLine(about, what) {
    (0,workflow_commands/* info */.pq)(`${(0,text_escape/* plain */.pj)(about)}: ${(0,text_escape/* sentence */.em)(what)}`);
}
function debugLine(line) {
    (0,workflow_commands/* command */.G5)('debug', (0,text_escape/* sentence */.em)(line));
}

// EXTERNAL MODULE: ./build/text/did-you-mean.js
var did_you_mean = __webpack_require__(9903);
;// CONCATENATED MODULE: ./build/actions/inputs/input-names.js


const inputNames = [
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
];
function variableOf(name) {
    return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}
const synonyms = {
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
};
const profileKeys = {
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
};
const telling = {
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
};
const tellingKeys = {
    commit: 'commit',
    sha: 'commit',
    revision: 'commit',
    owner: 'owner',
    organization: 'owner',
    org: 'owner',
    builder: 'builder_id',
    predicate: 'predicate_type',
};
function checkInputNames(env) {
    const strays = Object.keys(env).flatMap((variable) => {
        const stray = strayOf(variable, env);
        return stray === null ? [] : [{ ...stray, empty: (env[variable] ?? '').trim() === '' }];
    });
    const [slip, ...slips] = strays.filter(({ meant, empty }) => meant !== null && !empty);
    if (slip !== undefined) {
        const names = listOf([slip, ...slips].map(({ shown, meant }) => `${shown} (${meant})`));
        throw (0,errors/* configError */.Fj)(`These inputs do not exist in this action: ${names}.`, {
            hint: 'Correct the name, because an unknown input checks nothing. If it is an environment variable of your ' +
                `own, rename it, or set ${slip.variable} to "" in the env of this step.`,
        });
    }
    if (strays.length === 0)
        return [];
    const names = listOf(strays.map(({ shown, meant }) => (meant === null ? shown : `${shown} (${meant})`)));
    return [`These inputs do not exist in this action and are ignored: ${names}.`];
}
function strayOf(variable, env) {
    if (!variable.startsWith('INPUT_'))
        return null;
    const upper = variable.toUpperCase();
    const known = inputNames.find((name) => variableOf(name) === upper);
    if (known !== undefined && (variable === upper || env[upper] === env[variable]))
        return null;
    const name = variable.slice('INPUT_'.length);
    const shown = (variable === upper ? name.toLowerCase() : variable).slice(0, 64);
    return { shown: shown === '' ? 'INPUT_' : shown, variable, meant: known ? `write ${known}` : meantBy(name) };
}
function meantBy(name) {
    const word = name
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replaceAll(/^-|-$/g, '');
    const synonym = Object.hasOwn(synonyms, word) ? synonyms[word] : undefined;
    if (synonym !== undefined)
        return `did you mean ${synonym}?`;
    if (Object.hasOwn(profileKeys, word))
        return `write it in a profile, as ${profileKeys[word]}`;
    const near = nearTo(word);
    return near === null ? meantByWords(word.split('-')) : `did you mean ${near}?`;
}
function meantByWords(words) {
    const forms = words.toReversed().flatMap((word) => [word, word.replace(/s$/, '')]);
    const input = forms.find((form) => Object.hasOwn(telling, form));
    const key = forms.find((form) => Object.hasOwn(tellingKeys, form));
    if (key !== undefined && (input === undefined || forms.indexOf(key) < forms.indexOf(input)))
        return `write it in a profile, as ${tellingKeys[key]}`;
    return input === undefined ? null : `did you mean ${telling[input]}?`;
}
function nearTo(word) {
    const swapped = inputNames.find((name) => isSwapOf(word, name));
    if (swapped !== undefined)
        return swapped;
    const near = (0,did_you_mean/* closest */.k)(word, inputNames);
    if (near === null)
        return null;
    const { length } = near.candidate;
    return near.distance <= (length < 6 ? 1 : length < 10 ? 2 : 3) ? near.candidate : null;
}
function isSwapOf(word, name) {
    return Array.from(name).some((letter, at) => `${name.slice(0, at)}${name[at + 1]}${letter}${name.slice(at + 2)}` === word);
}
function listOf(names) {
    const more = names.length > 10 ? `, and ${names.length - 10} more` : '';
    return `${names.slice(0, 10).join(', ')}${more}`;
}

;// CONCATENATED MODULE: ./build/image/reference.js




const wanted = '[registry/]path[:tag][@sha256:...]';
const maxName = 255;
const maxText = maxName + 1 + 128 + 1 + 'sha256:'.length + 64;
const hostComponent = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;
const bracketed = /^\[[0-9A-Fa-f:.]+\]$/;
const portForm = /^[1-9][0-9]{0,4}$/;
const imageId = /^[0-9a-f]{64}$/;
function parseReference(text) {
    const given = text.trim();
    refuseWhatIsNoReference(given);
    const at = given.indexOf('@');
    const name = at === -1 ? given : given.slice(0, at);
    const digest = at === -1 ? null : readDigest(given, given.slice(at + 1));
    const [repository, tag] = splitTag(name);
    if (tag !== null && !(0,image_name/* isTag */.dz)(tag)) {
        throw referenceError(given, 'its tag is not one: letters, digits, "_", "." and "-", at most 128 of them');
    }
    const [host, rest] = splitHost(repository);
    const registry = host === null ? 'docker.io' : readHost(given, host);
    const path = registry === 'docker.io' && rest !== '' && !rest.includes('/') ? `library/${rest}` : rest;
    refusePath(given, path);
    if (registry.length + 1 + path.length > maxName)
        throw referenceError(given, `its name is longer than ${maxName} characters`);
    return { given, registry, path, tag: tag ?? (digest === null ? 'latest' : null), digest };
}
function refuseWhatIsNoReference(given) {
    if (given === '')
        throw (0,errors/* configError */.Fj)(`Input image: a reference is empty; expected ${wanted}`);
    if (hasUserinfo(given)) {
        throw (0,errors/* configError */.Fj)(`Input image: a reference has something other than a digest after its "@"; expected ${wanted}`, {
            hint: 'Do not put credentials in a reference: log in with docker/login-action before this step.',
        });
    }
    if (given.length > maxText)
        throw referenceError(given, `it is longer than ${maxText} characters`);
    if (!/^[\x21-\x7e]+$/.test(given)) {
        throw referenceError(given, 'it holds a space, a control character, or a character outside of ASCII');
    }
    if (/^[a-z]+:\/\//i.test(given))
        throw referenceError(given, 'a reference has no scheme such as "https://"');
    if (imageId.test(given))
        throw referenceError(given, 'it is an image ID, which no registry knows');
}
function hasUserinfo(given) {
    const at = given.indexOf('@');
    return at !== -1 && !/^sha[0-9]+:[^@/]*$/i.test(given.slice(at + 1));
}
function readDigest(given, text) {
    const digest = (0,core_digest/* asDigest */.J6)(text);
    if (digest === null)
        throw referenceError(given, 'its digest is not "sha256:" and 64 lower-case hexadecimal digits');
    return digest;
}
function splitTag(name) {
    const colon = name.lastIndexOf(':');
    if (colon === -1 || colon < name.lastIndexOf('/'))
        return [name, null];
    return [name.slice(0, colon), name.slice(colon + 1)];
}
function splitHost(repository) {
    const slash = repository.indexOf('/');
    const first = repository.slice(0, Math.max(slash, 0));
    if (!/[.:]/.test(first) && first.toLowerCase() !== 'localhost')
        return [null, repository];
    return [first, repository.slice(slash + 1)];
}
function readHost(given, text) {
    const end = text.startsWith('[') ? text.indexOf(']') + 1 : text.indexOf(':');
    const name = end > 0 ? text.slice(0, end) : text;
    const port = text.slice(name.length);
    if (port !== '' && !(port.startsWith(':') && portForm.test(port.slice(1)) && Number(port.slice(1)) <= 65_535)) {
        throw referenceError(given, 'the port of its registry is not a number from 1 to 65535');
    }
    const spelled = bracketed.test(name) || name.split('.').every((component) => hostComponent.test(component));
    if (!spelled || !URL.canParse(`https://${name}/`))
        throw referenceError(given, 'its registry is not a host name');
    const { hostname } = new URL(`https://${name}/`);
    if (!bracketed.test(name) && hostname !== name.toLowerCase()) {
        throw referenceError(given, 'its registry is an address in an unusual spelling');
    }
    const host = `${hostname}${port}`;
    return host === 'index.docker.io' ? 'docker.io' : host;
}
function refusePath(given, path) {
    if ((0,image_name/* isRepositoryPath */.og)(path))
        return;
    const why = /[A-Z]/.test(path)
        ? 'the path of an image is lower case'
        : 'its path is not one: lower-case letters and digits, with ".", "_", "__" or "-" between them';
    throw referenceError(given, why);
}
function referenceError(given, why) {
    const bare = (0,text_quoted/* withoutLogins */.$)(given);
    const shown = given.length > maxText ? `${bare.slice(0, 64)}...` : bare;
    return (0,errors/* configError */.Fj)(`Input image: "${shown}" is not an image reference: ${why}; expected ${wanted}`);
}

;// CONCATENATED MODULE: ./build/actions/inputs/verify.js







const sourceNames = ['registry', 'github'];
function inputSecrets(env) {
    const token = readInput(env, 'token');
    return [token, ...token.split(/\s+/)];
}
function readPresentation(env) {
    return {
        mode: oneOf(env, 'mode', ['enforce', 'warn'], 'enforce'),
        summary: readBoolean(env, 'summary', true),
    };
}
function readInputs(env) {
    return {
        images: readImages(env),
        digest: verify_readDigest(env),
        policy: readPolicy(env),
        sources: readSources(env),
        bundles: readLines(env, 'bundle'),
        trust: readTrust(env),
        platforms: oneOf(env, 'platforms', ['index', 'each', 'any'], 'index'),
        waitSeconds: readSeconds(env, 'wait', 15, limits/* limits */.F.waitSeconds),
        authHosts: readAuthHosts(env),
        token: verify_readToken(env),
    };
}
function readInput(env, name) {
    return (env[variableOf(name)] ?? '').trim();
}
function readLines(env, name) {
    const trimmed = readInput(env, name)
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
    return [...new Set(trimmed)];
}
function readWords(env, name) {
    return readInput(env, name)
        .split(/[\s,]+/)
        .filter((word) => word !== '');
}
function readImages(env) {
    const given = readLines(env, 'image');
    if (given.length === 0) {
        throw (0,errors/* configError */.Fj)('Input image is required: list at least one image reference.', {
            hint: 'Write one image reference per line, as in ghcr.io/owner/name:tag. You can pass the tags output of docker/metadata-action.',
        });
    }
    if (given.length > limits/* limits */.F.images) {
        throw (0,errors/* configError */.Fj)(`Input image: expected at most ${limits/* limits */.F.images} images in one step, got ${given.length}.`, {
            hint: 'Spread the images over several steps or a matrix of jobs.',
        });
    }
    const unique = new Map(given.map(parseReference).map((reference) => [identityOf(reference), reference]));
    return [...unique.values()];
}
function identityOf(reference) {
    return JSON.stringify([(0,image_name/* imageNameOf */.mi)(reference), reference.tag, reference.digest]);
}
function verify_readDigest(env) {
    const given = readInput(env, 'digest');
    if (given === '')
        return null;
    const digest = (0,core_digest/* asDigest */.J6)(given);
    if (digest !== null)
        return digest;
    throw inputError('digest', given, 'sha256: followed by 64 lower-case hex digits, as the push step reports it');
}
const claimInputs = {
    repository: 'repository',
    branch: 'branch',
    'signer-identity': 'signer_identity',
    'cert-issuer': 'cert_issuer',
    'runner-environment': 'runner_environment',
};
function readPolicy(env) {
    const profile = readInput(env, 'profile');
    const asked = Object.entries(claimInputs).flatMap(([name, claim]) => {
        const value = readInput(env, name);
        return value === '' ? [] : [{ claim, expected: [value], position: null, label: `Input ${name}` }];
    });
    if (profile !== '' && asked.length > 0) {
        const names = asked.map(({ label }) => label.replace('Input ', '')).join(', ');
        throw (0,errors/* configError */.Fj)(`Inputs profile and ${names} cannot be used together.`, {
            hint: 'Move the claims into the profile, or remove the input profile.',
        });
    }
    if (profile !== '')
        return profile.includes('\n') ? { kind: 'inline', text: profile } : { kind: 'file', path: profile };
    return asked.length > 0 ? { kind: 'claims', asked } : { kind: 'default' };
}
function readAuthHosts(env) {
    const hosts = readLines(env, 'auth-hosts');
    const wrong = hosts.find((host) => !/^(?:[a-z0-9][a-z0-9.-]*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(host));
    if (wrong !== undefined)
        throw inputError('auth-hosts', wrong, 'a host, as in auth.example.com or auth.example.com:8443');
    return hosts;
}
function verify_readToken(env) {
    const token = readInput(env, 'token');
    if (/^[\x21-\x7e]*$/.test(token))
        return token || null;
    throw (0,errors/* configError */.Fj)('Input token contains whitespace or other characters that are not valid in a token.', {
        hint: 'Remove the input to use the token of the job, or set it to a secret that contains only the token.',
    });
}
function readSources(env) {
    const given = readWords(env, 'sources');
    const known = sourceNames.filter((name) => given.includes(name));
    const unknown = given.find((word) => !sourceNames.some((name) => name === word));
    if (unknown !== undefined)
        throw inputError('sources', unknown, `${sourceNames.join(', ')}, or both`);
    if (known.length > 0)
        return known;
    const separators = readInput(env, 'sources');
    if (separators !== '')
        throw inputError('sources', separators, `${sourceNames.join(', ')}, or both`);
    return sourceNames;
}
function readTrust(env) {
    const files = readLines(env, 'trusted-root');
    const [sigstore, tufRoot] = [readInput(env, 'sigstore') || 'auto', readInput(env, 'tuf-root')];
    if (files.length === 0)
        return { kind: 'sigstore', sigstore, tufRootFile: tufRoot || null };
    const other = tufRoot !== '' ? 'tuf-root' : sigstore !== 'auto' ? 'sigstore' : null;
    if (other === null)
        return { kind: 'files', files };
    throw (0,errors/* configError */.Fj)(`Inputs trusted-root and ${other} cannot be used together.`, {
        hint: 'Remove one of them.',
    });
}
function oneOf(env, name, values, otherwise) {
    const given = readInput(env, name);
    if (given === '')
        return otherwise;
    const value = values.find((known) => known === given);
    if (value === undefined)
        throw inputError(name, given, `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`);
    return value;
}
function readBoolean(env, name, otherwise) {
    const given = readInput(env, name);
    if (given === '')
        return otherwise;
    if (['true', 'True', 'TRUE'].includes(given))
        return true;
    if (['false', 'False', 'FALSE'].includes(given))
        return false;
    throw inputError(name, given, 'true or false');
}
function readSeconds(env, name, otherwise, max) {
    const given = readInput(env, name);
    if (given === '')
        return otherwise;
    if (!/^\d{1,4}$/.test(given) || Number(given) > max)
        throw inputError(name, given, `a whole number of seconds from 0 to ${max}`);
    return Number(given);
}
function inputError(name, given, wanted) {
    return (0,errors/* configError */.Fj)(`Input ${name}: expected ${wanted}, got ${(0,text_quoted/* quoted */.T)(given)}.`);
}

;// CONCATENATED MODULE: ./build/actions/workflow-context.js





function readWorkflowContext(env) {
    const serverUrl = readServerUrl(env.GITHUB_SERVER_URL || 'https://github.com');
    return {
        serverUrl,
        apiUrl: readApiUrl(env.GITHUB_API_URL || 'https://api.github.com', serverUrl),
        repository: env.GITHUB_REPOSITORY || null,
        commit: env.GITHUB_SHA || null,
        runId: env.GITHUB_RUN_ID || null,
        now: new Date(),
        workspace: env.GITHUB_WORKSPACE || process.cwd(),
        actor: env.GITHUB_ACTOR || null,
        temporaryFolder: readTemporaryFolder(env),
        env,
    };
}
function readTemporaryFolder(env) {
    return env.RUNNER_TEMP || (0,external_node_os_.tmpdir)();
}
function readRunLocation(env) {
    const server = URL.parse(env.GITHUB_SERVER_URL || 'https://github.com');
    const serverUrl = server?.protocol === 'https:' ? server.origin : null;
    const [repository, action] = [env.GITHUB_REPOSITORY ?? '', env.GITHUB_ACTION_REPOSITORY ?? ''];
    const version = env.GITHUB_ACTION_REF ?? '';
    const known = serverUrl !== null && ownerAndName.test(action) && /^[A-Za-z0-9._/-]{1,200}$/.test(version);
    return {
        repository: serverUrl !== null && ownerAndName.test(repository) ? `${serverUrl}/${repository}` : null,
        workflowFile: workflowFileOf(env.GITHUB_WORKFLOW_REF ?? '', env.GITHUB_WORKSPACE || process.cwd()),
        action: known ? `${serverUrl}/${action}@${version}` : null,
    };
}
const ownerAndName = /^[A-Za-z0-9._-]{1,100}\/[A-Za-z0-9._-]{1,100}$/;
function workflowFileOf(workflowRef, workspace) {
    const [, file] = /^[^/@]+\/[^/@]+\/(\.github\/workflows\/[A-Za-z0-9._-]+\.ya?ml)@/.exec(workflowRef) ?? [];
    return file !== undefined && (0,external_node_fs_.statSync)((0,external_node_path_.join)(workspace, file), { throwIfNoEntry: false })?.isFile() ? file : null;
}
function readServerUrl(text) {
    const url = URL.parse(text);
    const isBare = url !== null && url.pathname + url.username + url.password + url.search + url.hash === '/';
    if (url?.protocol === 'https:' && isBare)
        return url.origin;
    throw (0,errors/* configError */.Fj)('The variable GITHUB_SERVER_URL is not the https URL of a server.', {
        hint: 'The runner sets it. Does an earlier step, or env in the workflow, overwrite it?',
    });
}
function readApiUrl(text, serverUrl) {
    const url = URL.parse(text);
    const server = new URL(serverUrl);
    const isOwn = url?.protocol === 'https:' && [server.host, `api.${server.host}`].includes(url.host);
    const isLocal = url !== null && /^https?:$/.test(url.protocol) && (0,loopback/* isLoopback */.U)(url.hostname);
    if (url !== null && (isOwn || isLocal) && url.username + url.password + url.search + url.hash === '') {
        return url.href.replace(/\/+$/, '');
    }
    throw (0,errors/* configError */.Fj)(`GITHUB_API_URL is not an https URL of the API of ${serverUrl}.`, {
        hint: 'The runner sets it. Does an earlier step, or env in the workflow, overwrite it?',
    });
}

;// CONCATENATED MODULE: ./build/actions/verify.js










async function runVerify(env) {
    announceUnverified();
    maskSecrets();
    for (const secret of [...inputSecrets(env), ...(0,proxy/* proxySecrets */.W)(env)])
        (0,secrets/* learnSecret */.dG)(secret);
    const reporting = (0,promises_.setImmediate)().then(() => __webpack_require__.e(/* import() */ 744).then(__webpack_require__.bind(__webpack_require__, 9744)));
    let presentation = { mode: 'enforce', summary: true };
    let remarks = [];
    let verdict;
    try {
        presentation = readPresentation(env);
        remarks = checkInputNames(env);
        tellUnusable((0,proxy/* readProxies */.r)(env));
        const log = { secret: secrets/* learnSecret */.dG, request: debugLine, progress: progressLine };
        verdict = await verifyImages(readInputs(env), readWorkflowContext(env), presentation.mode, log);
    }
    catch (error) {
        verdict = (0,pipeline_verdict/* failedVerdict */.b9)([(0,errors/* toCodedError */.Bt)(error)], presentation.mode);
    }
    const warnings = [...remarks.map((message) => ({ message, position: null })), ...verdict.warnings];
    const { summary } = presentation;
    const { writeReports } = await reporting;
    await writeReports({ ...verdict, warnings }, { summary, runnerTemp: readTemporaryFolder(env), whereabouts: readRunLocation(env) });
    return (0,pipeline_verdict/* exitStatus */.$u)(verdict);
}
function tellUnusable({ unusable }) {
    if (unusable.length === 0)
        return;
    const which = unusable.length === 1 ? `entry ${unusable[0]} is` : `entries ${unusable.join(', ')} are`;
    progressLine('NO_PROXY', `${which} ignored, not being a host name, an IP address or a range such as 10.0.0.0/8`);
}


/***/ }),

/***/ 4300:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ now)
/* harmony export */ });
function now() {
    return Number(process.hrtime.bigint()) / 1e6;
}


/***/ }),

/***/ 4949:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ startBounded),
/* harmony export */   y: () => (/* binding */ mapBounded)
/* harmony export */ });
async function mapBounded(items, limit, map) {
    const results = [];
    const queue = items.entries();
    const work = async () => {
        for (const [index, item] of queue)
            results[index] = await map(item, index);
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
    return results;
}
function startBounded(items, limit, map) {
    const started = items.map((item) => ({ item, ...Promise.withResolvers() }));
    void mapBounded(started, limit, ({ item, resolve, reject }) => map(item).then(resolve, reject));
    return started.map(({ promise }) => promise);
}


/***/ }),

/***/ 2552:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J6: () => (/* binding */ asDigest),
/* harmony export */   ZD: () => (/* binding */ hexOf),
/* harmony export */   ol: () => (/* binding */ digestOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);

const sha256Digest = /^sha256:[0-9a-f]{64}$/;
function asDigest(text) {
    return typeof text === 'string' && sha256Digest.test(text) ? text : null;
}
function digestOf(bytes) {
    return `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex')}`;
}
function hexOf(digest) {
    return digest.slice('sha256:'.length);
}


/***/ }),

/***/ 2807:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AK: () => (/* binding */ CodedError),
/* harmony export */   Bt: () => (/* binding */ toCodedError),
/* harmony export */   Fj: () => (/* binding */ configError),
/* harmony export */   fk: () => (/* binding */ RefusedError)
/* harmony export */ });
class CodedError extends Error {
    code;
    hint;
    position;
    constructor(code, message, options = {}) {
        super(message, options.cause === undefined ? undefined : { cause: options.cause });
        this.name = 'CodedError';
        this.code = code;
        this.hint = options.hint ?? null;
        this.position = options.position ?? null;
    }
}
class RefusedError extends CodedError {
}
function configError(message, options = {}) {
    return new CodedError('CONFIG_ERROR', message, options);
}
function toCodedError(error) {
    if (error instanceof CodedError)
        return error;
    return new CodedError('INTERNAL_ERROR', `An unexpected error: ${defectOf(error)}`, {
        cause: error,
        hint: 'This is a bug in the action. Please report it with the log of this step.',
    });
}
function defectOf(error) {
    if (!(error instanceof Error))
        return 'what was thrown is not an Error';
    const name = String(error.name)
        .replace(/[^A-Za-z]/g, '')
        .slice(0, 40);
    const code = 'code' in error && /^[A-Z_]{1,40}$/.test(String(error.code)) ? ` ${error.code}` : '';
    const stack = String(error.stack).replace(error.message, '');
    const places = [...stack.matchAll(/^ {4}at .*?([a-z0-9.-]{1,40}\.[jt]s:\d{1,7}:\d{1,7})\)?$/gm)].map(([, place]) => place);
    return `${name}${code}${places.length === 0 ? '' : ` at ${places.slice(0, 3).join(', ')}`}`;
}


/***/ }),

/***/ 332:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ limits)
/* harmony export */ });
const limits = {
    manifestBytes: 4 * 1024 * 1024,
    bundleBytes: 16 * 1024 * 1024,
    gatheredBytes: 128 * 1024 * 1024,
    apiPageBytes: 16 * 1024 * 1024,
    apiPageEntries: 100,
    apiLists: 32,
    tokenBytes: 1024 * 1024,
    tokenLength: 16 * 1024,
    loginsOfRepository: 16,
    registryWords: 300,
    helperBytes: 64 * 1024,
    profileBytes: 256 * 1024,
    trustedRootBytes: 4 * 1024 * 1024,
    certificateBytes: 16 * 1024,
    jsonDepth: 128,
    jsonValues: 500_000,
    images: 64,
    attestations: 1000,
    layersOfReferrer: 16,
    statementsOfManifest: 64,
    listedReferrers: 10_000,
    listedBytes: 128 * 1024 * 1024,
    referrers: 4000,
    referrersBytes: 32 * 1024 * 1024,
    logEntries: 32,
    timestamps: 32,
    fewWitnesses: 4,
    witnesses: 4096,
    logEntryBodyBytes: 1024 * 1024,
    checkpointBytes: 16 * 1024,
    signaturesOfKey: 2,
    timestampBytes: 16 * 1024,
    proofHashes: 64,
    subjects: 1024,
    indexDepth: 2,
    indexManifests: 256,
    redirects: 10,
    pages: 100,
    bundleFiles: 1000,
    retries: 5,
    retryAfterMs: 60_000,
    requestMs: 30_000,
    helperMs: 10_000,
    runMs: 5 * 60_000,
    judgeMs: 30_000,
    waitSeconds: 300,
    tagRegexLength: 512,
    tagRegexWork: 65_536,
    globLength: 512,
    tagRegexes: 64,
    tagRegexInstructions: 16_384,
    globCharacters: 16_384,
    profileValues: 2048,
    globComparison: 4096,
    claimValues: 256,
    mistakes: 100,
    annotations: 10,
    summaryBytes: 900 * 1024,
    sarifResults: 1000,
    clockSkewMs: 10_000,
    concurrentImages: 8,
    concurrentRequests: 16,
    concurrentBlobs: 4,
};


/***/ }),

/***/ 9729:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ isLoopback)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);

function isLoopback(hostname) {
    return hostname === 'localhost' || hostname === '[::1]' || ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv4)(hostname) && hostname.startsWith('127.'));
}


/***/ }),

/***/ 4105:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ reasonOf),
/* harmony export */   X: () => (/* binding */ readRegularFile)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);

async function readRegularFile(path, maxBytes) {
    try {
        const handle = await node_fs__WEBPACK_IMPORTED_MODULE_0__.promises.open(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK ?? 0));
        try {
            if (!(await handle.stat()).isFile())
                throw new Error('it is not a regular file');
            const buffer = Buffer.alloc(maxBytes + 1);
            let length = 0;
            for (let more = true; more && length < buffer.length;) {
                const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
                length += bytesRead;
                more = bytesRead > 0;
            }
            if (length > maxBytes)
                throw new Error(`it is larger than ${maxBytes} bytes`);
            return buffer.subarray(0, length);
        }
        finally {
            await handle.close();
        }
    }
    catch (error) {
        throw new Error(reasonOf(error), { cause: error });
    }
}
const reasons = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a directory',
    EACCES: 'it may not be read',
    ELOOP: 'its symbolic links go in a circle',
};
function reasonOf(error) {
    if (!(error instanceof Error) || error instanceof TypeError)
        return 'it is malformed';
    return 'code' in error ? (reasons[String(error.code)] ?? String(error.code)) : error.message;
}


/***/ }),

/***/ 6101:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  wq: () => (/* binding */ lastLook),
  dG: () => (/* binding */ learnSecret),
  Fb: () => (/* binding */ learnSecretsOf),
  E$: () => (/* binding */ redact),
  c8: () => (/* binding */ tellSecretsTo)
});

;// CONCATENATED MODULE: ./build/core/unescape.js
function inLowerCase(text) {
    return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
function layerOf(text) {
    return { text: inLowerCase(text), starts: null, ends: null };
}
const escapes = /\\u([0-9a-f]{4})|\\u\{0*([0-9a-f]{1,6})\}|\\x([0-9a-f]{2})|\\(["'\\/nrtbf])|((?:%[0-9a-f]{2})+)|&#0*(\d{1,7});|&#x0*([0-9a-f]{1,6});|&(amp|lt|gt|quot|apos);/g;
function withoutEscapes(text) {
    return text.replace(escapes, (...found) => {
        const bytes = found[5];
        return inLowerCase(bytes === undefined ? meaning(found) : Buffer.from(bytes.replaceAll('%', ''), 'hex').toString());
    });
}
function unescaped({ text, starts, ends }) {
    const parts = [];
    const [begins, closes] = [[], []];
    const add = (part, from, to) => {
        parts.push(part);
        const isSame = part.length === to - from;
        for (let at = 0; at < part.length; at++) {
            const [first, last] = isSame ? [from + at, from + at] : [from, to - 1];
            begins.push(starts?.[first] ?? first);
            closes.push(ends?.[last] ?? last + 1);
        }
    };
    let at = 0;
    for (const found of text.matchAll(escapes)) {
        add(text.slice(at, found.index), at, found.index);
        at = found.index + found[0].length;
        const bytes = found[5];
        if (bytes === undefined)
            add(inLowerCase(meaning(found)), found.index, at);
        else
            addBytes(bytes, found.index, add);
    }
    if (at === 0)
        return null;
    add(text.slice(at), at, text.length);
    return { text: parts.join(''), starts: begins, ends: closes };
}
function addBytes(run, from, add) {
    for (const { 0: piece, index } of run.matchAll(/%[0-7][0-9a-f]|(?:%[89a-f][0-9a-f])+/g)) {
        const text = Buffer.from(piece.replaceAll('%', ''), 'hex').toString();
        add(inLowerCase(text), from + index, from + index + piece.length);
    }
}
const letters = {
    n: '\n',
    r: '\r',
    t: '\t',
    b: '\b',
    f: '\f',
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
};
function meaning([, unit, point, byte, letter, , decimal, hex, name]) {
    const code = unit ?? point ?? byte ?? hex;
    const number = code === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(code, 16);
    if (number <= 0x10ffff)
        return String.fromCodePoint(number);
    const said = letter ?? name ?? '';
    return letters[said] ?? said;
}

;// CONCATENATED MODULE: ./build/core/secrets.js

const mark = '***';
const shortest = 4;
const longEnough = 16;
const beginning = 12;
const secrets_layers = 4;
const secrets_forms = new Set();
const known = new Set();
let anyForm = null;
let tell = () => { };
function tellSecretsTo(listener) {
    tell = listener;
}
function learnSecret(secret) {
    if (secret.length < shortest || known.has(secret))
        return;
    known.add(secret);
    for (const form of formsOf(secret))
        secrets_forms.add(inLowerCase(form));
    anyForm = null;
    tell(secret);
}
function learnSecretsOf(headers, body = '') {
    for (const [name, value] of Object.entries(headers)) {
        if (name.toLowerCase() !== 'authorization')
            continue;
        const [scheme = '', ...rest] = value.split(' ');
        const login = rest.join(' ');
        if (scheme.toLowerCase() !== 'bearer' || !mayBeOurs(login))
            learnSecret(login);
        if (scheme.toLowerCase() === 'basic')
            learnSecret(Buffer.from(login, 'base64')
                .toString()
                .replace(/^[^:]*:/, ''));
    }
    const form = new URLSearchParams(body);
    for (const name of ['refresh_token', 'access_token', 'password'])
        learnSecret(form.get(name) ?? '');
}
function mayBeOurs(token) {
    return token.length < 8 || /^(?:[a-z_]{1,24}$|sha\d+[:-]|https?:)/i.test(token);
}
function redact(text, max = text.length) {
    const seen = text.length > max ? text.slice(0, max + longEnough * 48) : text;
    return withoutRanges(seen, [...secretsIn(seen, 0), ...loginsIn(seen)], max);
}
function lastLook(text) {
    const other = text.replace(/sha256:[0-9a-f]{64}/g, ({ length }) => ' '.repeat(length));
    return withoutRanges(text, secretsIn(other, beginning), text.length);
}
function withoutRanges(text, ranges, max) {
    let shown = '';
    let at = 0;
    for (const { start, end } of ranges.toSorted((one, other) => one.start - other.start)) {
        if (start >= max)
            break;
        if (start >= at)
            shown += text.slice(at, start) + mark;
        at = Math.max(at, end);
    }
    return at < max ? shown + text.slice(at, max) : shown;
}
function secretsIn(text, atLeast) {
    if (secrets_forms.size === 0)
        return [];
    anyForm ??= new RegExp([...secrets_forms].map((form) => literally(form.slice(0, minimumOf(form)))).join('|'));
    if (!isAnyIn(inLowerCase(text), anyForm))
        return [];
    const ranges = [];
    let layer = layerOf(text);
    for (let depth = 0; layer !== null && depth <= secrets_layers; depth++, layer = unescaped(layer)) {
        if (!anyForm.test(layer.text))
            continue;
        for (const form of secrets_forms)
            if (form.length >= atLeast)
                ranges.push(...occurrences(form, layer));
    }
    return ranges;
}
function isAnyIn(text, any) {
    let layer = text;
    for (let depth = 0; depth <= secrets_layers; depth++) {
        if (any.test(layer))
            return true;
        const next = withoutEscapes(layer);
        if (next === layer)
            return false;
        layer = next;
    }
    return false;
}
function literally(text) {
    return text.replace(/[^\w ]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
function minimumOf(form) {
    return form.length < longEnough ? form.length : beginning;
}
function occurrences(form, { text, starts, ends }) {
    const ranges = [];
    const head = form.slice(0, minimumOf(form));
    for (let at = text.indexOf(head); at !== -1;) {
        let length = head.length;
        while (length < form.length && text[at + length] === form[length])
            length++;
        ranges.push({ start: starts?.[at] ?? at, end: ends?.[at + length - 1] ?? at + length });
        at = text.indexOf(head, at + length);
    }
    return ranges;
}
function loginsIn(text) {
    return [...text.matchAll(/(?<=\/\/)(?!git@|USER:PASSWORD@)[^\s/?#"'<>\\]+(?=@(?!sha\d))/g)].map(({ index, 0: login }) => ({
        start: index,
        end: index + login.length,
    }));
}
function formsOf(secret) {
    const bytes = Buffer.from(secret);
    const encodings = ['base64', 'base64url'].flatMap((encoding) => [
        bytes.toString(encoding),
        ...[0, 1, 2].map((shift) => inside(bytes, shift, encoding)),
    ]);
    const recoded = [bytes.toString('latin1'), Buffer.from(secret, 'latin1').toString()];
    const others = [secret.replaceAll(' ', '+'), ...recoded, secret.trim()];
    const lines = secret.split(/[\r\n]+/).map((line) => line.trim());
    const said = [secret, ...others].filter((form) => form.length >= shortest);
    return [
        ...said,
        ...lines.filter((line) => line.length >= longEnough),
        ...encodings.filter((form) => form.length >= Math.max(shortest, 6)),
    ];
}
function inside(bytes, shift, encoding) {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString(encoding);
    return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
}


/***/ }),

/***/ 9500:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   dp: () => (/* binding */ pinned),
/* harmony export */   dz: () => (/* binding */ isTag),
/* harmony export */   lS: () => (/* binding */ isImageName),
/* harmony export */   mi: () => (/* binding */ imageNameOf),
/* harmony export */   og: () => (/* binding */ isRepositoryPath)
/* harmony export */ });
/* unused harmony export isRegistryHost */
const pathComponent = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/;
const tag = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const registryHost = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;
function isRepositoryPath(text) {
    return text.split('/').every((component) => pathComponent.test(component));
}
function isTag(text) {
    return tag.test(text);
}
function isRegistryHost(text) {
    return registryHost.test(text);
}
function isImageName(text) {
    const slash = text.indexOf('/');
    return isRegistryHost(text.slice(0, Math.max(slash, 0))) && isRepositoryPath(text.slice(slash + 1));
}
function imageNameOf({ registry, path }) {
    return `${registry}/${path}`;
}
function pinned(name, digest) {
    return `${imageNameOf(name)}@${digest}`;
}


/***/ }),

/***/ 6609:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dc: () => (/* binding */ member),
/* harmony export */   OW: () => (/* binding */ isJsonObject),
/* harmony export */   _6: () => (/* binding */ decodeUtf8),
/* harmony export */   cW: () => (/* binding */ shape),
/* harmony export */   dw: () => (/* binding */ parseJsonObject),
/* harmony export */   mf: () => (/* binding */ AmbiguousKey)
/* harmony export */ });
/* harmony import */ var _core_limits_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(332);

function parseJson(bytes) {
    const text = decodeUtf8(bytes);
    refuseRepeatedKeys(text);
    return JSON.parse(text);
}
function parseJsonObject(bytes) {
    const value = parseJson(bytes);
    if (!isJsonObject(value))
        throw new SyntaxError('not a JSON object');
    return value;
}
function isJsonObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function member(object, key) {
    return Object.hasOwn(object, key) ? object[key] : undefined;
}
class AmbiguousKey extends SyntaxError {
    constructor(key, field) {
        super(`the key ${JSON.stringify(key)} is read as "${field}" by programs written in Go, such as Docker and cosign`);
    }
}
function shape(...fields) {
    const own = new Set(fields);
    const byFolded = new Map(fields.map((field) => [foldCase(field), field]));
    const lengths = new Set(fields.map(({ length }) => length));
    return (object) => {
        const read = Object.create(null);
        for (const key of Object.keys(object)) {
            if (own.has(key)) {
                read[key] = object[key];
            }
            else if (lengths.has(key.length)) {
                const field = byFolded.get(foldCase(key));
                if (field !== undefined)
                    throw new AmbiguousKey(key, field);
            }
        }
        return read;
    };
}
function foldCase(text) {
    return text.toLowerCase().replaceAll('\u017f', 's');
}
function decodeUtf8(bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch {
        throw new SyntaxError('it is not valid UTF-8');
    }
}
function refuseRepeatedKeys(text) {
    const open = [];
    let string = '';
    let values = 0;
    for (let at = 0; at < text.length; at++) {
        const character = text[at];
        if (character === ',' || character === '{' || character === '[') {
            if (++values > _core_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .limits */ .F.jsonValues)
                throw new SyntaxError(`it holds more than ${_core_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .limits */ .F.jsonValues} values`);
        }
        if (character === '"') {
            const end = endOfString(text, at);
            string = text.slice(at, end);
            at = end - 1;
        }
        else if (character === '{' || character === '[') {
            if (open.length === _core_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .limits */ .F.jsonDepth)
                throw new SyntaxError(`nested more than ${_core_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .limits */ .F.jsonDepth} levels deep`);
            open.push(character === '{' ? new Set() : null);
        }
        else if (character === '}' || character === ']') {
            open.pop();
        }
        else if (character === ':') {
            const key = decodeKey(string);
            string = '';
            const keys = open.at(-1);
            if (keys?.has(key))
                throw new SyntaxError(`the key ${JSON.stringify(key)} stands twice in one object`);
            keys?.add(key);
        }
    }
}
function decodeKey(string) {
    return string === '' || string.includes('\\') ? JSON.parse(string) : string.slice(1, -1);
}
function endOfString(text, start) {
    let at = start + 1;
    for (;;) {
        const quote = text.indexOf('"', at);
        if (quote === -1)
            return text.length;
        let escapes = quote;
        while (text[escapes - 1] === '\\')
            escapes--;
        if ((quote - escapes) % 2 === 0)
            return quote + 1;
        at = quote + 1;
    }
}


/***/ }),

/***/ 7345:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   uL: () => (/* binding */ identitySpellings),
/* harmony export */   xh: () => (/* binding */ isSignerUri)
/* harmony export */ });
/* unused harmony export asGoWrites */
function identitySpellings(signer) {
    const known = spellings.get(signer);
    if (known !== undefined)
        return known;
    const { signer_identity, signer_uri } = signer;
    const isOther = signer_uri !== null && signer_uri !== signer_identity;
    const both = isOther && asGoWrites(signer_uri) === signer_identity;
    const found = both ? [signer_identity, signer_uri] : [signer_identity];
    spellings.set(signer, found);
    return found;
}
const spellings = new WeakMap();
function isSignerUri(signer, uri) {
    if (identitySpellings(signer).includes(uri))
        return true;
    return signer.signer_uri === null && asGoWrites(uri) === signer.signer_identity;
}
function asGoWrites(text) {
    if (!text.isWellFormed() || controls.test(text))
        return null;
    const { origin, path = '', query = '', fragment = '' } = uri.exec(text)?.groups ?? {};
    if (origin === undefined)
        return null;
    const [written, ending] = [component(path, pathBytes), component(fragment, fragmentBytes)];
    if (written === null || ending === null)
        return null;
    return `${origin}${written}${query}${ending === '' ? '' : `#${ending}`}`;
}
const controls = /[\x00-\x1f\x7f]/;
const uri = /^(?<origin>https:\/\/[A-Za-z0-9.:-]+)(?<path>\/[^?#]*)(?<query>\?[^#]*)?(?:#(?<fragment>.*))?$/su;
const pathBytes = /[A-Za-z0-9\-_.~$&+,/:;=@]/;
const fragmentBytes = /[A-Za-z0-9\-_.~$&+,/:;=?@!()*]/;
function component(text, allowed) {
    const bytes = Buffer.from(text, 'utf8').toString('latin1');
    if (/%(?![0-9A-Fa-f]{2})/.test(bytes))
        return null;
    const mayStand = (byte) => allowed.test(byte) || "!$&'()*+,;=:@[]%".includes(byte);
    if ([...bytes].every(mayStand))
        return bytes;
    const decoded = bytes.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
    const encode = (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
    return [...decoded].map((byte) => (allowed.test(byte) ? byte : encode(byte))).join('');
}


/***/ }),

/***/ 3543:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  V: () => (/* binding */ createHttp)
});

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./build/core/clock.js
var clock = __webpack_require__(4300);
// EXTERNAL MODULE: ./build/core/errors.js
var errors = __webpack_require__(2807);
// EXTERNAL MODULE: ./build/core/limits.js
var limits = __webpack_require__(332);
// EXTERNAL MODULE: ./build/core/loopback.js
var loopback = __webpack_require__(9729);
// EXTERNAL MODULE: ./build/core/secrets.js + 1 modules
var secrets = __webpack_require__(6101);
// EXTERNAL MODULE: ./build/http/failure.js
var failure = __webpack_require__(1923);
// EXTERNAL MODULE: ./build/http/retry.js
var retry = __webpack_require__(4675);
;// CONCATENATED MODULE: ./build/http/errors.js



function connectionLostError() {
    return Object.assign(new Error('the connection closed before the answer was complete'), { code: 'ECONNRESET' });
}
function abortError(signal) {
    const reason = signal?.reason;
    if (reason instanceof errors/* CodedError */.AK)
        return reason;
    return new errors/* CodedError */.AK('TIMEOUT', 'the step ran out of time before every request was answered', {
        hint: 'Re-run the job. If it happens every time, verify fewer images in one step.',
    });
}
function requestTimeoutError({ method, url }, ms) {
    return new errors/* CodedError */.AK('TIMEOUT', `${(0,failure/* requestLine */.uA)(method, url)} was not answered completely within ${ms / 1000} s`, {
        hint: `${url.host} or the network in between is slow: re-run the job.`,
    });
}
function responseTooLargeError({ method, url, maxBytes }) {
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', `${(0,failure/* requestLine */.uA)(method, url)} answered with more than ${maxBytes} bytes`, {
        hint: 'The action reads no more than that, because anybody who can push to a repository chooses what is in it.',
    });
}
function contentEncodingError({ method, url }, as) {
    return new errors/* CodedError */.AK(as, `${(0,failure/* requestLine */.uA)(method, url)} answered with a compressed body, which was not asked for`, {
        hint: `A proxy in between may be doing it: exempt ${url.host} from it.`,
    });
}
function retryAfterTooLongError({ method, url }, { status, waitMs, words }, as) {
    const until = (0,retry/* untilText */.oV)(waitMs, Date.now());
    return new errors/* CodedError */.AK(as, `${(0,failure/* requestLine */.uA)(method, url)} answered ${status}, and asks to come back at ${until}${words}`, {
        hint: 'Re-run the job after that time.',
    });
}
function rateLimitError({ method, url }, { waitMs, words, hint }, as) {
    const until = (0,retry/* untilText */.oV)(waitMs, Date.now());
    return new errors/* CodedError */.AK(as, `${(0,failure/* requestLine */.uA)(method, url)}: rate limited until ${until}${words}`, { hint });
}

// EXTERNAL MODULE: ./build/http/proxy.js
var proxy = __webpack_require__(2749);
;// CONCATENATED MODULE: ./build/http/request-slots.js

const waiting = [];
let free = limits/* limits */.F.concurrentRequests;
async function withSlot(stopped, signal, work) {
    await takeSlot(stopped, signal);
    try {
        return await work();
    }
    finally {
        const next = waiting.shift();
        if (next)
            next();
        else
            free++;
    }
}
function takeSlot(stopped, signal) {
    if (signal?.aborted)
        return Promise.reject(stopped());
    if (free > 0) {
        free--;
        return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
        const onAbort = () => {
            waiting.splice(waiting.indexOf(turn), 1);
            reject(stopped());
        };
        const turn = () => {
            signal?.removeEventListener('abort', onAbort);
            resolve();
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        waiting.push(turn);
    });
}

;// CONCATENATED MODULE: ./build/http/client.js














const errorBodyBytes = 64 * 1024;
const headerBytes = 16 * 1024;
function createHttp(options = {}) {
    if (options.signal)
        (0,external_node_events_.setMaxListeners)(0, options.signal);
    const wire = {
        signal: options.signal ?? null,
        requestMs: options.requestMs ?? limits/* limits */.F.requestMs,
        retryBaseMs: options.retryBaseMs ?? 250,
        errorCode: options.errorCode ?? 'REGISTRY_ERROR',
        rateLimit: options.rateLimit ?? (() => null),
        rateLimitHint: options.rateLimitHint ?? 'Re-run the job after that time.',
        words: options.words ?? (() => ''),
        onRequest: options.onRequest ?? (() => { }),
        agentFor: createAgents(options.env ?? process.env),
    };
    return { send: (request) => sendWithRetries(request, wire) };
}
function createAgents(env) {
    const proxies = (0,proxy/* readProxies */.r)(env);
    const plain = new external_node_http_.Agent({ keepAlive: true });
    const direct = new external_node_https_.Agent({ keepAlive: true, rejectUnauthorized: true });
    if (proxies.https === null)
        return (url) => (url.protocol === 'http:' ? plain : direct);
    const proxyEnv = { HTTPS_PROXY: proxies.https };
    const proxied = new external_node_https_.Agent({ keepAlive: true, rejectUnauthorized: true, proxyEnv });
    return (url) => {
        if (url.protocol === 'http:')
            return plain;
        return (0,loopback/* isLoopback */.U)(url.hostname) || proxies.bypasses(url) ? direct : proxied;
    };
}
async function sendWithRetries(request, wire) {
    let waited = 0;
    for (let attempt = 0;; attempt++) {
        const outcome = await tryOnce(request, wire);
        const failed = outcome instanceof Error;
        const limited = failed ? null : wire.rateLimit(outcome, Date.now());
        const again = failed ? (0,failure/* isTransient */.dg)(outcome) : limited !== null || (0,retry/* isTransientStatus */.Dm)(outcome.status);
        if (!again || attempt === limits/* limits */.F.retries) {
            if (failed)
                throw (0,failure/* networkFailure */.rd)(outcome, request.method, request.url, wire.errorCode);
            return outcome;
        }
        const asked = failed ? null : (limited ?? (0,retry/* retryAfterMs */.Vs)(outcome.headers['retry-after'], Date.now()));
        if (!failed && asked !== null && (0,retry/* isTooLong */.pn)(waited + asked)) {
            const isLimit = limited !== null || outcome.status === 429;
            const told = { status: outcome.status, waitMs: asked, words: wire.words(outcome), hint: wire.rateLimitHint };
            throw (isLimit ? rateLimitError : retryAfterTooLongError)(request, told, wire.errorCode);
        }
        const wait = Math.max(asked ?? 0, (0,retry/* backoffMs */.jo)(attempt, wire.retryBaseMs, Math.random()));
        waited += wait;
        await pause(wait, wire);
    }
}
async function tryOnce(request, wire) {
    const line = (0,failure/* requestLine */.uA)(request.method, request.url);
    return withSlot(() => abortError(wire.signal), wire.signal, async () => {
        const start = (0,clock/* now */.t)();
        const report = (result) => {
            wire.onRequest(`${line} ${result} ${Math.round((0,clock/* now */.t)() - start)} ms`);
        };
        try {
            const response = await exchange(request, wire);
            const isTold = response.status < 400 || response.status === 404;
            report(isTold ? response.status : `${response.status}${wire.words(response)}`);
            return response;
        }
        catch (error) {
            report(error instanceof errors/* CodedError */.AK ? error.code : ((0,failure/* networkCode */.e8)(error) ?? 'failed'));
            if (error instanceof errors/* CodedError */.AK || !(error instanceof Error))
                throw error;
            return error;
        }
    });
}
function exchange(request, wire) {
    return new Promise((resolve, reject) => {
        (0,secrets/* learnSecretsOf */.Fb)(request.headers, request.body);
        const client = request.url.protocol === 'http:' ? external_node_http_ : external_node_https_;
        const outgoing = client.request(request.url, {
            method: request.method,
            headers: { 'User-Agent': 'verify-image-provenance', 'Accept-Encoding': 'identity', ...request.headers },
            agent: wire.agentFor(request.url),
            maxHeaderSize: headerBytes,
            insecureHTTPParser: false,
        });
        const deadline = setTimeout(() => fail(requestTimeoutError(request, wire.requestMs)), wire.requestMs);
        const onAbort = () => fail(abortError(wire.signal));
        wire.signal?.addEventListener('abort', onAbort, { once: true });
        const settle = () => {
            clearTimeout(deadline);
            wire.signal?.removeEventListener('abort', onAbort);
        };
        const fail = (error) => {
            settle();
            reject(error);
            outgoing.destroy();
        };
        let answered = false;
        outgoing.on('error', fail);
        outgoing.on('response', (incoming) => {
            answered = true;
            readBody(incoming, request, wire).then((body) => {
                settle();
                resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body, url: request.url });
            }, fail);
        });
        outgoing.on('close', () => {
            if (!answered)
                fail(connectionLostError());
        });
        if (wire.signal?.aborted)
            return fail(abortError(wire.signal));
        outgoing.end(request.body);
    });
}
function readBody(incoming, request, wire) {
    return new Promise((resolve, reject) => {
        const good = isSuccess(incoming.statusCode);
        const most = good ? request.maxBytes : Math.min(request.maxBytes, errorBodyBytes);
        const chunks = [];
        let length = 0;
        const overflow = () => {
            if (good)
                reject(responseTooLargeError(request));
            else
                resolve(Buffer.concat(chunks));
            incoming.destroy();
        };
        incoming.on('error', reject);
        incoming.on('close', () => reject(connectionLostError()));
        incoming.on('end', () => (incoming.complete ? resolve(Buffer.concat(chunks)) : reject(connectionLostError())));
        const encoding = incoming.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
        if (good && encoding !== 'identity' && encoding !== '')
            return reject(contentEncodingError(request, wire.errorCode));
        if (Number(incoming.headers['content-length'] ?? 0) > most)
            return overflow();
        incoming.on('data', (chunk) => {
            length += chunk.length;
            if (length > most)
                overflow();
            else
                chunks.push(chunk);
        });
    });
}
function isSuccess(status) {
    return status !== undefined && status >= 200 && status < 300;
}
async function pause(ms, wire) {
    try {
        await (0,promises_.setTimeout)(ms, undefined, wire.signal === null ? {} : { signal: wire.signal });
    }
    catch {
        throw abortError(wire.signal);
    }
}


/***/ }),

/***/ 1923:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   dg: () => (/* binding */ isTransient),
/* harmony export */   e8: () => (/* binding */ networkCode),
/* harmony export */   rd: () => (/* binding */ networkFailure),
/* harmony export */   uA: () => (/* binding */ requestLine)
/* harmony export */ });
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2807);
/* harmony import */ var _core_loopback_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9729);
/* harmony import */ var _core_secrets_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6101);



function requestLine(method, url) {
    const path = url.pathname.length > 300 ? `${(0,_core_secrets_js__WEBPACK_IMPORTED_MODULE_0__/* .redact */ .E$)(url.pathname, 300)}...` : url.pathname;
    return `${method} ${url.origin}${path}`;
}
const transient = new Set([
    'EAI_AGAIN',
    'ECONNABORTED',
    'ECONNREFUSED',
    'ECONNRESET',
    'EHOSTUNREACH',
    'ENETDOWN',
    'ENETUNREACH',
    'EPIPE',
    'ETIMEDOUT',
]);
function networkCode(error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    return typeof code === 'string' ? code : null;
}
function isTransient(error) {
    return transient.has(networkCode(error) ?? '');
}
function networkFailure(error, method, url, as) {
    const code = networkCode(error);
    if (!(error instanceof Error) || error instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .CodedError */ .AK || code === null)
        return error;
    const { what, hint } = explain(code, error, url);
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .CodedError */ .AK(as, `${requestLine(method, url)} failed: ${what} (${code})`, { hint });
}
function explain(code, error, url) {
    if (code === 'ENOTFOUND') {
        return {
            what: 'host not found',
            hint: `Is ${url.hostname} spelled as it should be, and known to this runner's DNS? Behind a proxy, is the one in HTTPS_PROXY?`,
        };
    }
    if (code === 'ERR_PROXY_TUNNEL')
        return explainProxy(error);
    if (code.startsWith('HPE_')) {
        const hint = `Is ${url.host} a registry, and no proxy in between?`;
        return { what: 'the response is not well-formed HTTP', hint: url.protocol === 'http:' ? overHttp(url) : hint };
    }
    return explainTls(code, error, url) ?? explainConnection(code, error, url);
}
function explainProxy(error) {
    const status = 'statusCode' in error ? String(error.statusCode) : null;
    const what = `the proxy refused the connection${status === null ? '' : ` with ${status}`}`;
    if (status !== '407')
        return { what, hint: 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY.' };
    return {
        what,
        hint: 'The proxy wants a login: write it into HTTPS_PROXY, as http://USER:PASSWORD@HOST:PORT with the password from a secret, or name the host in NO_PROXY.',
    };
}
function explainConnection(code, error, url) {
    if (code === 'ECONNRESET' && error.message.includes('before secure TLS connection')) {
        return {
            what: 'the connection was closed before it could be secured',
            hint: `Does that port of ${url.host} speak TLS, and does the network in between let it through? Only loopback is spoken to over http.`,
        };
    }
    const what = 'the connection could not be made or broke off';
    if (code === 'ECONNRESET' && url.protocol === 'http:')
        return { what, hint: overHttp(url) };
    return { what, hint: `Is ${url.host} reachable from this runner? Behind a proxy, set HTTPS_PROXY and NO_PROXY.` };
}
function overHttp(url) {
    return `Is ${url.host} reachable from this runner, and does it speak http? Loopback is spoken to over http, never over https.`;
}
const tlsTroubles = [
    [/wrong[ _]version[ _]number|packet length too long|record layer failure/i, speaksHttp],
    [
        /CERT_HAS_EXPIRED/,
        (url) => ({
            what: 'TLS: its certificate has expired',
            hint: `Have the certificate of ${url.host} renewed. Is the clock of this runner right?`,
        }),
    ],
    [
        /CERT_NOT_YET_VALID/,
        (url) => ({
            what: 'TLS: its certificate is not valid yet',
            hint: `Is the clock of this runner right? If it is, ${url.host} needs another certificate.`,
        }),
    ],
    [
        /ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH|unrecognized[ _]name/i,
        (url) => ({
            what: 'TLS: its certificate is for another name',
            hint: `Write the name that is in the certificate in place of ${url.hostname}, or have ${url.hostname} added to the certificate.`,
        }),
    ],
    [
        /SELF_SIGNED|UNABLE_TO_|INVALID_CA|CERT_UNTRUSTED/,
        (url) => ({
            what: 'TLS: its certificate comes from an authority that this runner does not know',
            hint: `Is this really ${url.host}? Then name the certificate of its private authority in NODE_EXTRA_CA_CERTS.`,
        }),
    ],
    [
        /certificate[ _]required/i,
        (url) => ({
            what: 'TLS: it asks for a client certificate',
            hint: `This action has none: use an address of ${url.host} where none is asked for.`,
        }),
    ],
    [
        /protocol[ _]version|unsupported[ _]protocol|handshake[ _]failure|no[ _]shared[ _]cipher|no[ _]protocols/i,
        (url) => ({
            what: 'TLS: the two sides have no version or cipher in common',
            hint: `${url.host}, or a proxy in between, has to speak TLS 1.2 or 1.3.`,
        }),
    ],
];
function explainTls(code, error, url) {
    if (!isTls(code))
        return null;
    const known = tlsTroubles.find(([pattern]) => pattern.test(`${code} ${error.message}`));
    return (known?.[1](url) ?? {
        what: 'TLS: the connection could not be secured',
        hint: `Check the certificate of ${url.host}; a private certificate authority is named in NODE_EXTRA_CA_CERTS.`,
    });
}
function speaksHttp(url) {
    if ((0,_core_loopback_js__WEBPACK_IMPORTED_MODULE_2__/* .isLoopback */ .U)(url.hostname))
        return { what: 'it speaks http, not https', hint: `Write http://${url.host} instead.` };
    return {
        what: 'it speaks http; only loopback is spoken to over http',
        hint: `Put TLS in front of ${url.host}. A service container of this job can be named localhost instead, with its port published (\`ports: ['5000:5000']\`), in a job without \`container\`. Behind a proxy, is the one in HTTPS_PROXY an http:// address?`,
    };
}
function isTls(code) {
    return /^(?:EPROTO$|ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH_|ERROR_IN_CERT)/.test(code);
}


/***/ }),

/***/ 8961:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ nextPage)
/* harmony export */ });
/* unused harmony export nextLink */
/* harmony import */ var _origin_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3391);

function nextPage({ headers, url }, origin) {
    if (headers.link === undefined)
        return null;
    const target = targetOf(headers.link.toString());
    if (target === null)
        return null;
    const next = URL.parse(target, url.href);
    if (next === null || !(0,_origin_js__WEBPACK_IMPORTED_MODULE_0__/* .sameOrigin */ .Nm)(next, origin) || next.username !== '' || next.password !== '') {
        throw new SyntaxError('its next page is said to be on another host');
    }
    next.hash = '';
    return next;
}
function targetOf(header) {
    try {
        return nextLink(header);
    }
    catch (error) {
        if (error instanceof SyntaxError)
            throw new SyntaxError(`malformed Link header (${error.message})`);
        throw error;
    }
}
function nextLink(header) {
    let at = 0;
    while (at < header.length) {
        at = skip(header, at, ' \t,');
        if (at >= header.length)
            break;
        if (header[at] !== '<')
            throw new SyntaxError('a link does not begin with "<"');
        const close = header.indexOf('>', at);
        if (close === -1)
            throw new SyntaxError('a link does not end');
        const target = header.slice(at + 1, close);
        const { relation, end } = readParameters(header, close + 1);
        if (relation?.toLowerCase().split(/[ \t]/).includes('next'))
            return target;
        at = end;
    }
    return null;
}
function readParameters(header, start) {
    let relation = null;
    let at = skip(header, start, ' \t');
    while (header[at] === ';') {
        const nameStart = skip(header, at + 1, ' \t');
        const nameEnd = readUntil(header, nameStart, ' \t=;,');
        const name = header.slice(nameStart, nameEnd).toLowerCase();
        at = skip(header, nameEnd, ' \t');
        if (header[at] !== '=')
            continue;
        const { value, end } = readValue(header, skip(header, at + 1, ' \t'));
        if (name === 'rel')
            relation ??= value;
        at = skip(header, end, ' \t');
    }
    if (at < header.length && header[at] !== ',')
        throw new SyntaxError('a link is followed by something that is not a parameter');
    return { relation, end: at };
}
function readValue(header, start) {
    if (header[start] !== '"') {
        const end = readUntil(header, start, ' \t;,');
        return { value: header.slice(start, end), end };
    }
    const characters = [];
    for (let at = start + 1; at < header.length; at++) {
        if (header[at] === '"')
            return { value: characters.join(''), end: at + 1 };
        if (header[at] === '\\')
            at++;
        characters.push(header[at] ?? '');
    }
    throw new SyntaxError('a quoted string does not end');
}
function skip(text, start, characters) {
    let at = start;
    while (at < text.length && characters.includes(text[at] ?? ''))
        at++;
    return at;
}
function readUntil(text, start, stops) {
    let at = start;
    while (at < text.length && !stops.includes(text[at] ?? ''))
        at++;
    return at;
}


/***/ }),

/***/ 3391:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gw: () => (/* binding */ isPrivate),
/* harmony export */   Nm: () => (/* binding */ sameOrigin),
/* harmony export */   XC: () => (/* binding */ isPublicName)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);

const privateNetworks = [
    ['0.0.0.0', 8, 'ipv4'],
    ['10.0.0.0', 8, 'ipv4'],
    ['100.64.0.0', 10, 'ipv4'],
    ['127.0.0.0', 8, 'ipv4'],
    ['169.254.0.0', 16, 'ipv4'],
    ['172.16.0.0', 12, 'ipv4'],
    ['192.168.0.0', 16, 'ipv4'],
    ['::', 127, 'ipv6'],
    ['64:ff9b::', 96, 'ipv6'],
    ['fc00::', 7, 'ipv6'],
    ['fe80::', 10, 'ipv6'],
];
let privateAddresses = null;
function isPrivate(hostname) {
    const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
    if (name === 'localhost' || name.endsWith('.localhost'))
        return true;
    const address = unbracketed(name);
    if (!(0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv4)(address) && !(0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv6)(address))
        return false;
    privateAddresses ??= blockListOf(privateNetworks);
    return privateAddresses.check(address, (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv4)(address) ? 'ipv4' : 'ipv6');
}
function isPublicName(hostname) {
    const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
    const address = unbracketed(name);
    return name.includes('.') && !(0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv4)(address) && !(0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv6)(address) && !isPrivate(name);
}
function sameOrigin(one, other) {
    return one.protocol === other.protocol && one.host === other.host;
}
function blockListOf(networks) {
    const list = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
    for (const [network, bits, family] of networks)
        list.addSubnet(network, bits, family);
    return list;
}
function unbracketed(hostname) {
    return hostname.startsWith('[') && hostname.endsWith(']') ? hostname.slice(1, -1) : hostname;
}


/***/ }),

/***/ 2749:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ proxySecrets),
/* harmony export */   r: () => (/* binding */ readProxies)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);
/* harmony import */ var node_url__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3136);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2807);



function readProxies(env) {
    const name = blanksTrimmed(env.https_proxy) === '' ? 'HTTPS_PROXY' : 'https_proxy';
    const text = blanksTrimmed(env[name]);
    const https = text === '' ? null : proxyUrl(name, text);
    const { bypasses, unusable } = readExemptions(https === null ? '' : blanksTrimmed(env.no_proxy) || blanksTrimmed(env.NO_PROXY));
    return { https, bypasses, unusable };
}
function proxySecrets(env) {
    const values = [env.https_proxy, env.HTTPS_PROXY, env.http_proxy, env.HTTP_PROXY, env.all_proxy, env.ALL_PROXY];
    return values.flatMap((value = '') => {
        const login = /^(?:\s*[a-z][a-z0-9+.-]*:\/\/)?(.*)@/is.exec(value)?.[1] ?? '';
        const colon = login.indexOf(':');
        const secret = login.slice(colon + 1);
        const user = login.slice(0, Math.max(colon, 0));
        const password = decoded(secret) ?? secret;
        if (password === '')
            return [];
        return [secret, password, Buffer.from(`${decoded(user) ?? user}:${password}`).toString('base64')];
    });
}
function blanksTrimmed(text = '') {
    return text.replace(/^[ \t]+|[ \t]+$/g, '');
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return null;
    }
}
function proxyUrl(name, text) {
    if (/[\r\n]/.test(text))
        throw unusableProxy(name, 'it has a line break in it or at its end');
    if (/[\0-\x20\x7f]/.test(text))
        throw unusableProxy(name, 'it has a space or a control character in it');
    const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text) ?? [];
    if (scheme !== undefined && !/^https?$/i.test(scheme)) {
        throw unusableProxy(name, 'its scheme is neither http nor https');
    }
    const url = URL.parse(scheme === undefined ? `http://${text}` : text);
    if (url === null || url.port === '0')
        throw unusableProxy(name, 'it is not a URL with a host and a valid port');
    if (`${url.pathname}${url.search}${url.hash}` !== '/') {
        throw unusableProxy(name, 'it has something behind its host and port');
    }
    if (decoded(url.username) === null || decoded(url.password) === null) {
        throw unusableProxy(name, 'a percent sign in its user name or password begins no escape');
    }
    return url.href;
}
function unusableProxy(name, why) {
    return (0,_core_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .configError */ .Fj)(`The variable ${name} cannot be used as a proxy: ${why}. Its value is not shown.`, {
        hint: 'Write it as http://HOST:PORT, or http://USER:PASSWORD@HOST:PORT with percent-escapes for special characters in the user name and the password (%40 for @).',
    });
}
function readExemptions(text) {
    const entries = text.split(/[\s,]+/).filter((entry) => entry !== '');
    const exemptions = entries.map((entry) => readExemption(withoutDot(entry.toLowerCase())));
    return {
        bypasses(url) {
            const host = withoutDot(unbracketed(url.hostname));
            const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
            return exemptions.some((exempts) => exempts?.(host, port, (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) !== 0));
        },
        unusable: exemptions.flatMap((exempts, index) => (exempts === null ? [index + 1] : [])),
    };
}
function readExemption(entry) {
    if (entry === '*')
        return () => true;
    const range = readRange(entry);
    if (range !== null)
        return (host, _, isAddress) => isAddress && range.check(host, familyOf(host));
    const [, named = '', port = null] = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(entry) ? [entry, entry] : (/^(.+?)(?::([0-9]{1,5}))?$/s.exec(entry) ?? []);
    if (port !== null && (Number(port) < 1 || Number(port) > 65_535))
        return null;
    const isPort = (actual) => port === null || Number(port) === Number(actual);
    const address = unbracketed(named);
    if ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(address)) {
        const list = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
        list.addAddress(address, familyOf(address));
        return (host, actual, isAddress) => isAddress && isPort(actual) && list.check(host, familyOf(host));
    }
    return readName(named, isPort);
}
function readName(named, isPort) {
    const name = named.replace(/^\*?\./, '');
    const ascii = /[^\0-\x7f]/.test(name) ? (0,node_url__WEBPACK_IMPORTED_MODULE_1__.domainToASCII)(name) : name;
    if (!/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(ascii) || /(?:^|\.)[0-9]+$/.test(ascii))
        return null;
    const itself = name === named;
    return (host, actual, isAddress) => !isAddress && isPort(actual) && ((itself && host === ascii) || host.endsWith(`.${ascii}`));
}
function readRange(entry) {
    const list = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
    const [, network = '', bits = ''] = /^([^/]+)\/([0-9]{1,3})$/.exec(entry) ?? [];
    const address = unbracketed(network);
    if ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(address) && Number(bits) <= ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv4)(address) ? 32 : 128)) {
        list.addSubnet(address, Number(bits), familyOf(address));
        return list;
    }
    const [first = '', last = '', ...others] = entry.split('-');
    if (!(0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv4)(first) || !(0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv4)(last) || others.length > 0)
        return null;
    try {
        list.addRange(first, last, 'ipv4');
        return list;
    }
    catch {
        return null;
    }
}
function familyOf(address) {
    return (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv4)(address) ? 'ipv4' : 'ipv6';
}
function withoutDot(host) {
    return host.endsWith('.') ? host.slice(0, -1) : host;
}
function unbracketed(host) {
    return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}


/***/ }),

/***/ 3701:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FE: () => (/* binding */ followRedirects),
/* harmony export */   Hu: () => (/* binding */ redirectRefusal)
/* harmony export */ });
/* unused harmony export redirectTarget */
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2807);
/* harmony import */ var _core_limits_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(332);
/* harmony import */ var _core_loopback_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9729);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1923);
/* harmony import */ var _origin_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3391);





const redirects = new Set([301, 302, 303, 307, 308]);
async function followRedirects(http, request, authorization, code = 'REGISTRY_ERROR', stay = false) {
    const start = request.url;
    let url = start;
    let login = authorization;
    for (let hops = 0; hops <= _core_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .limits */ .F.redirects; hops++) {
        const headers = login === null ? request.headers : { ...request.headers, Authorization: login };
        const response = await http.send({ ...request, url, headers });
        const location = response.headers.location;
        if (request.method !== 'GET' || !redirects.has(response.status) || location === undefined)
            return response;
        url = redirectTarget(url, location, start, code, stay);
        if (!(0,_origin_js__WEBPACK_IMPORTED_MODULE_1__/* .sameOrigin */ .Nm)(start, url))
            login = null;
    }
    throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .CodedError */ .AK(code, `${(0,_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .requestLine */ .uA)(request.method, start)} was redirected more than ${_core_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .limits */ .F.redirects} times`, {
        hint: `Is ${start.host} what it should be, and no proxy or login page in between?`,
    });
}
function redirectTarget(current, location, start, code = 'REGISTRY_ERROR', stay = false) {
    const target = URL.canParse(location, current.href) ? new URL(location, current) : null;
    const why = target === null ? 'to no URL' : redirectRefusal(current, target, start, stay);
    if (target !== null && why === null)
        return target;
    throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .CodedError */ .AK(code, `${(0,_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .requestLine */ .uA)('GET', current)} was redirected ${why}, which is refused`, {
        hint: `${start.host}, or a proxy in front of it, is set up in a way that would be unsafe to follow.`,
    });
}
function redirectRefusal(current, target, start, stay = false) {
    if (target.protocol !== 'https:' && target.protocol !== 'http:')
        return 'to something that is neither https nor http';
    if (target.username !== '' || target.password !== '')
        return `to ${target.host} with a user name in the URL`;
    if (target.protocol === 'http:' && current.protocol === 'https:')
        return `from https to http at ${target.host}`;
    if ((0,_origin_js__WEBPACK_IMPORTED_MODULE_1__/* .isPrivate */ .Gw)(target.hostname) && !(0,_origin_js__WEBPACK_IMPORTED_MODULE_1__/* .isPrivate */ .Gw)(start.hostname))
        return `to ${target.host} in a private network`;
    if (target.protocol === 'http:' && !(0,_core_loopback_js__WEBPACK_IMPORTED_MODULE_4__/* .isLoopback */ .U)(target.hostname))
        return `to plain http at ${target.host}`;
    if (stay && !(0,_origin_js__WEBPACK_IMPORTED_MODULE_1__/* .sameOrigin */ .Nm)(start, target))
        return `to another host, ${target.host}`;
    return null;
}


/***/ }),

/***/ 4675:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dm: () => (/* binding */ isTransientStatus),
/* harmony export */   Vs: () => (/* binding */ retryAfterMs),
/* harmony export */   jo: () => (/* binding */ backoffMs),
/* harmony export */   oV: () => (/* binding */ untilText),
/* harmony export */   pn: () => (/* binding */ isTooLong)
/* harmony export */ });
/* harmony import */ var _core_limits_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(332);

function isTransientStatus(status) {
    return [429, 500, 502, 503, 504].includes(status);
}
function backoffMs(attempt, baseMs, random) {
    return baseMs * 2 ** attempt * (0.5 + random / 2);
}
function retryAfterMs(header, now) {
    if (header === undefined)
        return null;
    const text = header.trim();
    if (/^[0-9]{1,10}$/.test(text))
        return Number(text) * 1000;
    if (!/^[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT$/.test(text))
        return null;
    const date = Date.parse(text);
    return Number.isNaN(date) ? null : Math.max(0, date - now);
}
function isTooLong(waitMs) {
    return waitMs > _core_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .limits */ .F.retryAfterMs;
}
function untilText(waitMs, now) {
    const longest = 8.64e15;
    const end = new Date(Math.min(now + waitMs, longest)).toISOString();
    const [day = '', time = ''] = end.split('T');
    const today = new Date(now).toISOString().startsWith(day);
    return `${today ? '' : `${day} `}${time.slice(0, 8)} UTC`;
}


/***/ }),

/***/ 5648:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gh: () => (/* binding */ artifactTypeOf),
/* harmony export */   SX: () => (/* binding */ kindOfMediaType),
/* harmony export */   lb: () => (/* binding */ readImageManifest)
/* harmony export */ });
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2807);
/* harmony import */ var _core_secrets_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6101);
/* harmony import */ var _formats_strict_json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6609);
/* harmony import */ var _registry_manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9329);




const kinds = new Map([
    ['application/vnd.oci.image.index.v1+json', 'index'],
    ['application/vnd.docker.distribution.manifest.list.v2+json', 'index'],
    ['application/vnd.oci.image.manifest.v1+json', 'manifest'],
    ['application/vnd.docker.distribution.manifest.v2+json', 'manifest'],
]);
const silent = new Set(['', 'application/json', 'application/octet-stream', 'text/plain']);
const schema1 = /^application\/vnd\.docker\.distribution\.manifest\.v1\+/;
function readImageManifest(manifest, name) {
    const body = readBody(manifest, name);
    const [contentType = ''] = (manifest.contentType ?? '').split(';').map((part) => part.trim().toLowerCase());
    if (body.schemaVersion === 1 || schema1.test(body.mediaType ?? '') || schema1.test(contentType)) {
        throw manifestError(`${name} is of Docker schema 1, which is not supported: push it again with a current client`);
    }
    const kind = kindOf(body);
    if (kind === null)
        throw malformedManifestError(name, 'it is neither an image manifest nor an index');
    if (kind === 'both')
        throw ambiguousManifestError(name, 'it has the fields of an index and those of a manifest');
    if (body.schemaVersion !== 2)
        throw malformedManifestError(name, 'its schemaVersion is not 2');
    if (body.mediaType !== null && kinds.get(body.mediaType) !== kind) {
        throw ambiguousManifestError(name, `its fields are those of ${nounOf(kind)}, its mediaType is "${(0,_core_secrets_js__WEBPACK_IMPORTED_MODULE_0__/* .redact */ .E$)(body.mediaType, 128)}"`);
    }
    if (!silent.has(contentType) && kinds.get(contentType) !== kind) {
        throw ambiguousManifestError(name, `it is ${nounOf(kind)}, its Content-Type is "${(0,_core_secrets_js__WEBPACK_IMPORTED_MODULE_0__/* .redact */ .E$)(contentType, 128)}"`);
    }
    return { kind, mediaType: body.mediaType ?? (kinds.has(contentType) ? contentType : unsaid[kind]), body };
}
const unsaid = {
    index: 'application/vnd.oci.image.index.v1+json',
    manifest: 'application/vnd.oci.image.manifest.v1+json',
};
function kindOfMediaType(mediaType) {
    return kinds.get(mediaType ?? '') ?? null;
}
const imageConfigs = new Set([
    'application/vnd.oci.image.config.v1+json',
    'application/vnd.docker.container.image.v1+json',
]);
function artifactTypeOf({ artifactType, config }) {
    if (artifactType)
        return artifactType;
    const configType = config?.mediaType ?? '';
    return configType === '' || imageConfigs.has(configType) ? null : configType;
}
function readBody(manifest, name) {
    try {
        const body = (0,_registry_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .readManifest */ .WI)(manifest.bytes);
        (0,_registry_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .refuseUnreadableParts */ .ee)(body);
        return body;
    }
    catch (error) {
        if (error instanceof SyntaxError)
            throw malformedManifestError(name, error.message, error);
        throw error;
    }
}
function kindOf(body) {
    const index = body.manifests !== null;
    const manifest = body.layers !== null || body.config !== null;
    if (index && manifest)
        return 'both';
    if (index)
        return 'index';
    return manifest ? 'manifest' : null;
}
function nounOf(kind) {
    return kind === 'index' ? 'an index' : 'an image manifest';
}
function ambiguousManifestError(name, why) {
    return manifestError(`ambiguous manifest of ${name}: ${why}`);
}
function malformedManifestError(name, why, cause) {
    return manifestError(`malformed manifest of ${name}: ${why}`, cause);
}
const notAnImage = 'Check that this is the reference of a container image, and that no proxy or login page is in front of the registry.';
const twoReadings = 'Do not use this image until you know who wrote this manifest. Builders do not write such a key, and clients may pull something other than what was verified. Push the image again.';
function manifestError(message, cause) {
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .CodedError */ .AK('REGISTRY_ERROR', message, {
        hint: cause instanceof _formats_strict_json_js__WEBPACK_IMPORTED_MODULE_3__/* .AmbiguousKey */ .mf ? twoReadings : notAnImage,
        cause,
    });
}


/***/ }),

/***/ 7770:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Oh: () => (/* binding */ pollOptions),
/* harmony export */   g3: () => (/* binding */ pollUntil),
/* harmony export */   nl: () => (/* binding */ deadline)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/* harmony import */ var _core_clock_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4300);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2807);
/* harmony import */ var _core_limits_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(332);




const firstPauseMs = 1000;
function pollOptions(seconds, signal, stopwatch) {
    return {
        until: (0,_core_clock_js__WEBPACK_IMPORTED_MODULE_1__/* .now */ .t)() + Math.min(seconds * 1000, _core_limits_js__WEBPACK_IMPORTED_MODULE_2__/* .limits */ .F.runMs - _core_limits_js__WEBPACK_IMPORTED_MODULE_2__/* .limits */ .F.judgeMs - _core_limits_js__WEBPACK_IMPORTED_MODULE_2__/* .limits */ .F.requestMs),
        signal,
        stopwatch,
    };
}
async function pollUntil(ask, isEnough, { until, signal, stopwatch }) {
    for (let round = 0, pause = firstPauseMs;; round++, pause *= 2) {
        const answer = await ask(round);
        const left = until - (0,_core_clock_js__WEBPACK_IMPORTED_MODULE_1__/* .now */ .t)();
        if (isEnough(answer) || left <= 0 || signal.aborted)
            return answer;
        await stopwatch.time('wait', () => (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(Math.min(pause, left)));
    }
}
function deadline(ms) {
    const controller = new AbortController();
    const error = new _core_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .CodedError */ .AK('TIMEOUT', `The verification was not finished after ${Math.round(ms / 1000)} seconds.`, {
        hint: 'Re-run the job. If it keeps happening, re-run it with debug logging to see which request is slow.',
    });
    setTimeout(() => controller.abort(error), ms).unref();
    return controller.signal;
}


/***/ }),

/***/ 3934:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $u: () => (/* binding */ exitStatus),
/* harmony export */   HZ: () => (/* binding */ failedImage),
/* harmony export */   Vj: () => (/* binding */ verdictOf),
/* harmony export */   b9: () => (/* binding */ failedVerdict)
/* harmony export */ });
function verdictOf(outcome) {
    const [error] = outcome.errors;
    const failed = outcome.images.find(({ code }) => code !== 'VERIFIED');
    const verified = error === undefined && failed === undefined && outcome.images.length > 0;
    const code = verified ? 'VERIFIED' : (error?.code ?? failed?.code ?? 'INTERNAL_ERROR');
    return { verified, code, at: new Date(), ...outcome };
}
function exitStatus(verdict) {
    if (verdict.verified)
        return 0;
    const codes = [...verdict.errors, ...verdict.images, verdict].map(({ code }) => code);
    const broken = codes.includes('CONFIG_ERROR') || codes.includes('INTERNAL_ERROR');
    return verdict.mode === 'warn' && !broken ? 0 : 1;
}
function failedVerdict(errors, mode) {
    return verdictOf({ mode, policy: null, images: [], errors, warnings: [], durations: {} });
}
function failedImage(reference, image, error) {
    const { code, message, hint, position } = error;
    return {
        reference: reference.given,
        repository: `${reference.registry}/${reference.path}`,
        digest: image?.digest ?? null,
        mediaType: image?.mediaType ?? null,
        code,
        message,
        hint,
        position,
        suggestedProfile: null,
        rules: [],
        attestations: [],
        sources: [],
    };
}


/***/ }),

/***/ 8240:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HR: () => (/* binding */ identifies),
/* harmony export */   Ip: () => (/* binding */ acceptsAnyone),
/* harmony export */   PI: () => (/* binding */ assuranceOf)
/* harmony export */ });
/* harmony import */ var _claim_table_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1780);

function assuranceOf(rule, surroundings) {
    if (!rule.verified)
        return 'none';
    return acceptsAnyone(rule, surroundings) ? 'any-signer' : 'named-signer';
}
function acceptsAnyone({ type, constraints }, surroundings) {
    return !constraints.some((constraint) => identifies(type, constraint, surroundings));
}
function identifies(type, { claim, expected }, surroundings) {
    const { identifies: pins } = (0,_claim_table_js__WEBPACK_IMPORTED_MODULE_0__/* .claimNamed */ .I)(type, claim);
    return expected.every((value) => pins(value, surroundings));
}


/***/ }),

/***/ 9536:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fD: () => (/* binding */ buildConfig),
  fs: () => (/* binding */ buildType),
  jf: () => (/* binding */ builderId),
  mc: () => (/* binding */ certIssuer),
  f0: () => (/* binding */ build_claims_event),
  yy: () => (/* binding */ maxAge),
  W3: () => (/* binding */ predicateType),
  zL: () => (/* binding */ repositoryOfRun),
  eF: () => (/* binding */ run),
  iU: () => (/* binding */ runnerEnvironment),
  Rc: () => (/* binding */ signerIdentity)
});

// EXTERNAL MODULE: ./build/text/did-you-mean.js
var did_you_mean = __webpack_require__(9903);
// EXTERNAL MODULE: ./build/policy/claims/claim.js
var claim = __webpack_require__(5285);
;// CONCATENATED MODULE: ./build/policy/claims/duration.js
const units = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
function durationOf(text) {
    const [, count, unit = ''] = /^([1-9]\d{0,4})([mhdw])$/.exec(text) ?? [];
    const milliseconds = units[unit];
    return milliseconds === undefined ? null : Number(count) * milliseconds;
}
function spanOf(milliseconds) {
    const minutes = Math.max(Math.floor(milliseconds / 60_000), 0);
    const [count, noun] = minutes < 120
        ? [minutes, 'minute']
        : minutes < 48 * 60
            ? [Math.floor(minutes / 60), 'hour']
            : [Math.floor(minutes / 1440), 'day'];
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

// EXTERNAL MODULE: ./build/policy/claims/glob.js
var glob = __webpack_require__(315);
// EXTERNAL MODULE: ./build/policy/claims/identity.js
var claims_identity = __webpack_require__(9971);
// EXTERNAL MODULE: ./build/policy/claims/repository-names.js
var repository_names = __webpack_require__(8352);
;// CONCATENATED MODULE: ./build/policy/claims/build-claims.js






const signerIdentity = {
    reads: "certificate, the subject alternative name: the workflow that signed, which of a reusable workflow is not the caller's",
    how: 'the whole name; or it up to its `@ref`; or `owner/repo/.github/workflows/x.yml[@ref]`; or `.github/workflows/x.yml` or `x.yml`, a file of the source repository itself; or an e-mail address',
    word: ({ signer }) => signer.signer_identity,
    accepts(expected, _actual, { signer }, { serverUrl }) {
        const identity = (0,claims_identity/* parseIdentity */.aZ)(expected);
        return identity !== null && (0,claims_identity/* isIdentity */.Lk)(identity, signer, serverUrl, (0,repository_names/* actionsIssuer */.jU)(serverUrl));
    },
    mistake(expected) {
        if ((0,claims_identity/* parseIdentity */.aZ)(expected) !== null)
            return null;
        return 'can never match: write a workflow (release.yml, or owner/repo/.github/workflows/release.yml@ref), a whole URI, or an e-mail address.';
    },
    impliesActions(expected) {
        const identity = (0,claims_identity/* parseIdentity */.aZ)(expected);
        return identity?.form === 'workflow' && identity.repository === null;
    },
    identifies(expected) {
        const identity = (0,claims_identity/* parseIdentity */.aZ)(expected);
        return identity !== null && (0,claims_identity/* pinsSigner */.vw)(identity);
    },
};
const certIssuer = {
    ...claim/* equality */.T5,
    reads: 'certificate, Issuer (\u20261.8, or \u20261.1 in old ones)',
    word: ({ signer }) => signer.cert_issuer,
    mistake(expected) {
        if (typeof expected !== 'string' || URL.canParse(expected))
            return null;
        return 'is not an issuer URL. The issuer of GitHub Actions is https://token.actions.githubusercontent.com.';
    },
    impliesActions: () => false,
};
const runnerEnvironment = (0,claim/* oneOf */.yL)(['github-hosted', 'self-hosted'], {
    reads: 'certificate, Runner Environment (\u20261.11)',
    word: ({ signer }) => signer.runner_environment,
});
const events = 'branch_protection_rule check_run check_suite create delete deployment deployment_status discussion discussion_comment dynamic fork gollum image_version issue_comment issues label merge_group milestone page_build public pull_request pull_request_review pull_request_review_comment pull_request_target push registry_package release repository_dispatch schedule status watch workflow_call workflow_dispatch workflow_run'.split(' ');
const build_claims_event = {
    ...claim/* equality */.T5,
    reads: 'certificate, Build Trigger (\u20261.20)',
    word: ({ signer }) => signer.event,
    oddity(expected, { github }) {
        if (!github || typeof expected !== 'string' || events.includes(expected))
            return null;
        const near = (0,did_you_mean/* nearest */.p)(expected, events);
        return `is not a known GitHub event${near === null ? '.' : `. Did you mean ${near}?`}`;
    },
};
const buildConfig = {
    ...claim/* equality */.T5,
    reads: "certificate, Build Config URI (\u20261.18): the top-level workflow, which of a reusable one is the caller's",
    how: 'as `signer_identity` but for e-mail addresses',
    word: ({ signer }) => signer.build_config,
    accepts(expected, actual, { signer }, { serverUrl }) {
        const identity = (0,claims_identity/* parseIdentity */.aZ)(expected);
        return identity !== null && (0,claims_identity/* isWorkflow */._2)(identity, actual, signer.repository, serverUrl);
    },
    mistake(expected) {
        const form = (0,claims_identity/* parseIdentity */.aZ)(expected)?.form;
        if (form === 'uri' || form === 'workflow')
            return null;
        return 'can never match: write a workflow (release.yml, or owner/repo/.github/workflows/release.yml@ref), or a whole URI.';
    },
    identifies: (expected, surroundings) => signerIdentity.identifies(expected, surroundings),
};
const attempt = /\/attempts\/\d+$/;
const runUrl = /^(https:\/\/[^/\s]+\/[^/\s]+\/[^/\s]+)\/actions\/runs\/\d+(?:\/attempts\/\d+)?$/;
function repositoryOfRun(expected) {
    return typeof expected === 'string' ? (runUrl.exec(expected)?.[1] ?? null) : null;
}
const run = {
    ...claim/* equality */.T5,
    reads: 'certificate, Run Invocation URI (\u20261.21)',
    how: "a run's URL; without `/attempts/N` any attempt of it; `current`: the run that this step is part of, in any attempt",
    word: ({ signer }) => signer.run,
    accepts: (expected, actual) => (0,repository_names/* matchesName */.Hj)(expected, actual) ||
        (!attempt.test((0,glob/* patternText */.U)(expected)) && (0,repository_names/* matchesName */.Hj)(expected, actual.replace(attempt, ''))),
    mistake(expected, { surroundings: { serverUrl } }) {
        if (typeof expected !== 'string' || runUrl.test(expected))
            return null;
        return `is not the URL of a workflow run: write ${serverUrl}/owner/name/actions/runs/123, or current.`;
    },
    current: ({ serverUrl, repository: name, runId }) => name === null || runId === null ? null : `${serverUrl}/${name}/actions/runs/${runId}`,
    identifies: repository_names/* pinsOwner */.S,
};
const predicateType = {
    ...claim/* equality */.T5,
    reads: 'statement, `predicateType`',
    how: 'equality; left out, SLSA provenance v1 or v0.2. Another kind is `PREDICATE_MISMATCH`',
    word: (evidence) => evidence.predicateType,
    mistake(expected) {
        if (typeof expected !== 'string' || /[:/]/.test(expected))
            return null;
        return 'is not a predicate type: write its URI, as in https://slsa.dev/provenance/v1.';
    },
    impliesActions: () => false,
};
const builderId = {
    ...claim/* equality */.T5,
    reads: "SLSA predicate, the builder's `id`; where it is a workflow, it must be the certificate's subject alternative name, too",
    how: 'the whole id; or it up to its `@ref`',
    word: ({ provenance }) => provenance?.builder_id ?? null,
    accepts(expected, actual) {
        const bare = (0,claims_identity/* withoutRef */.iQ)(actual);
        return (0,glob/* matches */.cK)(expected, actual) || (bare !== null && (0,glob/* matches */.cK)(expected, bare));
    },
    impliesActions: () => false,
    identifies: (expected) => (0,glob/* patternText */.U)(expected).includes('/.github/workflows/') && (0,repository_names/* pinsOwner */.S)(expected),
};
const buildType = {
    ...claim/* equality */.T5,
    reads: 'SLSA predicate, `buildType`',
    word: ({ provenance }) => provenance?.build_type ?? null,
    impliesActions: () => false,
};
const maxAge = {
    reads: 'the earliest trusted time of the signature',
    how: 'it lies at most so long before the run: a whole number and `m`, `h`, `d` or `w`',
    word: ({ signedAt }, { now }) => `${spanOf(now.getTime() - signedAt.getTime())}, signed at ${signedAt.toISOString()}`,
    accepts(expected, _actual, { signedAt }, { now }) {
        const most = durationOf((0,glob/* patternText */.U)(expected));
        return most !== null && now.getTime() - signedAt.getTime() <= most;
    },
    mistake: (expected) => durationOf((0,glob/* patternText */.U)(expected)) === null ? 'is not a duration: write 90d, or 12h (units: m, h, d, w).' : null,
    impliesActions: () => false,
    identifies: () => false,
};


/***/ }),

/***/ 1780:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ claimNamed),
/* harmony export */   d: () => (/* binding */ claimsOf)
/* harmony export */ });
/* harmony import */ var _build_claims_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9536);
/* harmony import */ var _claim_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5285);
/* harmony import */ var _source_claims_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(412);



const claimsOf = {
    artifact_signature: {
        repository: _source_claims_js__WEBPACK_IMPORTED_MODULE_0__/* .repository */ .Jk,
        branch: (0,_source_claims_js__WEBPACK_IMPORTED_MODULE_0__/* .refName */ .P7)('branch', 'refs/heads/', 'main'),
        signer_identity: _build_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .signerIdentity */ .Rc,
        cert_issuer: _build_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .certIssuer */ .mc,
        runner_environment: _build_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .runnerEnvironment */ .iU,
    },
    artifact_attestation_slsa: {
        workflow_repository: _source_claims_js__WEBPACK_IMPORTED_MODULE_0__/* .workflowRepository */ .G2,
        workflow_ref: _source_claims_js__WEBPACK_IMPORTED_MODULE_0__/* .workflowRef */ .RU,
        signer_identity: _build_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .signerIdentity */ .Rc,
        event: {
            ..._build_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .event */ .f0,
            reads: `${_build_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .event */ .f0.reads}, and the SLSA predicate's`,
            predicated: (provenance) => provenance.event,
        },
        runner_environment: _build_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .runnerEnvironment */ .iU,
        cert_issuer: _build_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .certIssuer */ .mc,
    },
    artifact_provenance: {
        repository: _source_claims_js__WEBPACK_IMPORTED_MODULE_0__/* .repository */ .Jk,
        owner: _source_claims_js__WEBPACK_IMPORTED_MODULE_0__/* .owner */ .eC,
        repository_id: (0,_claim_js__WEBPACK_IMPORTED_MODULE_2__.id)('certificate, Source Repository Identifier (\u20261.15)', ({ signer }) => signer.repository_id),
        owner_id: (0,_claim_js__WEBPACK_IMPORTED_MODULE_2__.id)('certificate, Source Repository Owner Identifier (\u20261.17)', ({ signer }) => signer.owner_id),
        visibility: (0,_claim_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(['public', 'private', 'internal'], {
            reads: 'certificate, Source Repository Visibility At Signing (\u20261.22)',
            word: ({ signer }) => signer.visibility,
        }),
        branch: (0,_source_claims_js__WEBPACK_IMPORTED_MODULE_0__/* .refName */ .P7)('branch', 'refs/heads/', 'main'),
        tag: (0,_source_claims_js__WEBPACK_IMPORTED_MODULE_0__/* .refName */ .P7)('tag', 'refs/tags/', 'v1.2.3'),
        ref: _source_claims_js__WEBPACK_IMPORTED_MODULE_0__/* .ref */ .KR,
        commit: _source_claims_js__WEBPACK_IMPORTED_MODULE_0__/* .commit */ .cd,
        signer_identity: _build_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .signerIdentity */ .Rc,
        signer_digest: (0,_claim_js__WEBPACK_IMPORTED_MODULE_2__/* .gitDigest */ .Hi)('certificate, Build Signer Digest (\u20261.10): the commit of the workflow that signed', ({ signer }) => signer.signer_digest),
        build_config: _build_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .buildConfig */ .fD,
        build_config_digest: (0,_claim_js__WEBPACK_IMPORTED_MODULE_2__/* .gitDigest */ .Hi)('certificate, Build Config Digest (\u20261.19): the commit of the top-level workflow', ({ signer }) => signer.build_config_digest),
        cert_issuer: _build_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .certIssuer */ .mc,
        runner_environment: _build_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .runnerEnvironment */ .iU,
        event: _build_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .event */ .f0,
        run: _build_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .run */ .eF,
        predicate_type: _build_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .predicateType */ .W3,
        builder_id: _build_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .builderId */ .jf,
        build_type: _build_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .buildType */ .fs,
        max_age: _build_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .maxAge */ .yy,
        workflow_repository: _source_claims_js__WEBPACK_IMPORTED_MODULE_0__/* .workflowRepository */ .G2,
        workflow_ref: _source_claims_js__WEBPACK_IMPORTED_MODULE_0__/* .workflowRef */ .RU,
    },
};
function claimNamed(type, name) {
    const claims = claimsOf[type];
    const claim = Object.hasOwn(claims, name) ? claims[name] : undefined;
    if (claim === undefined)
        throw new Error(`${type} knows no claim ${name}`);
    return claim;
}


/***/ }),

/***/ 5285:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hi: () => (/* binding */ gitDigest),
/* harmony export */   T5: () => (/* binding */ equality),
/* harmony export */   id: () => (/* binding */ id),
/* harmony export */   yL: () => (/* binding */ oneOf)
/* harmony export */ });
/* harmony import */ var _text_did_you_mean_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9903);
/* harmony import */ var _glob_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(315);


const equality = {
    how: 'equality',
    accepts: (expected, actual) => (0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .matches */ .cK)(expected, actual),
    mistake: () => null,
    impliesActions: () => true,
    identifies: () => false,
};
function oneOf(values, claim) {
    return {
        ...equality,
        ...claim,
        how: `equality: ${values.map((value) => `\`${value}\``).join(', ')}`,
        mistake(expected, { github }) {
            if (!github || typeof expected !== 'string' || values.includes(expected))
                return null;
            const near = values.find((value) => expected.endsWith(`/${value}`)) ?? (0,_text_did_you_mean_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .p)(expected, values);
            return `can never match: expected ${values.join(', or ')}${near === null ? '.' : `. Did you mean ${near}?`}`;
        },
    };
}
function gitDigest(reads, word) {
    return {
        ...equality,
        reads,
        how: 'equality with the full digest, in lower-case hex',
        word,
        mistake: (expected) => typeof expected !== 'string' || /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(expected)
            ? null
            : 'is not a full git digest: write its 40 (or 64) lower-case hex digits.',
    };
}
function id(reads, word) {
    return {
        ...equality,
        reads,
        how: 'equality; digits, quoted or not',
        word,
        mistake: (expected) => typeof expected !== 'string' || /^[1-9]\d*$/.test(expected)
            ? null
            : 'is not an ID: write the number that GitHub assigned.',
        identifies: (expected) => typeof expected === 'string',
    };
}


/***/ }),

/***/ 315:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Qz: () => (/* binding */ literalPrefix),
/* harmony export */   SP: () => (/* binding */ shown),
/* harmony export */   U: () => (/* binding */ patternText),
/* harmony export */   Xp: () => (/* binding */ isRegularExpression),
/* harmony export */   cK: () => (/* binding */ matches),
/* harmony export */   fZ: () => (/* binding */ mapExpected),
/* harmony export */   l1: () => (/* binding */ compatible)
/* harmony export */ });
/* harmony import */ var _core_limits_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(332);

function matches(expected, actual) {
    return typeof expected === 'string' ? expected === actual : globMatches(expected.glob, actual);
}
function globMatches(glob, text) {
    if (text.length > _core_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .limits */ .F.certificateBytes)
        return false;
    if (!text.startsWith(literalPrefix({ glob })))
        return false;
    const tokens = glob.match(/\*+|[^*]/gsu) ?? [];
    let reached = [];
    reach(0, tokens, reached);
    for (const character of text) {
        const next = [];
        for (const at of reached) {
            const token = tokens[at];
            if (token === character && token !== '*')
                reach(at + 1, tokens, next);
            else if (token === '*' ? character !== '/' : token?.startsWith('**'))
                reach(at, tokens, next);
        }
        if (next.length === 0)
            return false;
        reached = next;
    }
    return reached.at(-1) === tokens.length;
}
function reach(at, tokens, reached) {
    const last = reached.at(-1) ?? -1;
    if (at > last)
        reached.push(at);
    if (at + 1 > last && tokens[at]?.startsWith('*'))
        reached.push(at + 1);
}
function isRegularExpression(expected) {
    return typeof expected === 'string' ? /^\^|\\.|\.\*\$?$/.test(expected) : /^\^|\\./.test(expected.glob);
}
function mapExpected(expected, change) {
    return typeof expected === 'string' ? change(expected) : { glob: change(expected.glob) };
}
function patternText(expected) {
    return typeof expected === 'string' ? expected : expected.glob;
}
function literalPrefix(expected) {
    return typeof expected === 'string' ? expected : (expected.glob.split('*')[0] ?? '');
}
function shown(expected) {
    return typeof expected === 'string' ? expected : `glob: ${expected.glob}`;
}
function compatible(a, b) {
    if (typeof a === 'string' && typeof b === 'string')
        return a === b;
    const isShort = patternText(a).length * patternText(b).length <= _core_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .limits */ .F.globComparison;
    if (typeof a === 'string' && isShort)
        return matches(b, a);
    if (typeof b === 'string' && isShort)
        return matches(a, b);
    const [one, other] = [literalPrefix(a), literalPrefix(b)];
    return one.startsWith(other) || other.startsWith(one);
}


/***/ }),

/***/ 9971:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lk: () => (/* binding */ isIdentity),
/* harmony export */   _2: () => (/* binding */ isWorkflow),
/* harmony export */   aZ: () => (/* binding */ parseIdentity),
/* harmony export */   ho: () => (/* binding */ reusableWorkflow),
/* harmony export */   iQ: () => (/* binding */ withoutRef),
/* harmony export */   vw: () => (/* binding */ pinsSigner)
/* harmony export */ });
/* harmony import */ var _formats_workflow_uri_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7345);
/* harmony import */ var _glob_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(315);
/* harmony import */ var _repository_names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8352);



const workflow = /^(?:(?:([A-Za-z0-9._-]+\/[A-Za-z0-9._-]+)\/|\/)?\.github\/workflows\/)?([^/@ ][^/@]*\.ya?ml)(?:@([^ ]+))?$/;
const workflowGlob = /^(?:(?:([A-Za-z0-9._*-]+\/[A-Za-z0-9._*-]+)\/|\/)?\.github\/workflows\/)?([^/@ ][^/@]*\.ya?ml|[^/@ ][^/@]*\*|\*)(?:@([^ ]+))?$/;
const email = /^[!-.0-?A-~]+@[!-.0-?A-~]+$/;
const anyUri = /^[a-z][a-z0-9+.-]*:\/\/[!-.0-~]+(?:\/|$)/i;
function parseIdentity(expected) {
    const text = (0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .patternText */ .U)(expected);
    const isGlob = typeof expected !== 'string';
    if (text === '' || !text.isWellFormed() || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text))
        return null;
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text))
        return anyUri.test(text) ? { form: 'uri', value: expected } : null;
    if (isGlob && email.test(text) && !/\.ya?ml@/.test(text))
        return { form: 'email', value: expected };
    const match = (isGlob ? workflowGlob : workflow).exec(text);
    if (match?.[2] !== undefined) {
        const [, repository = null, file, ref = null] = match;
        const path = `/.github/workflows/${file}${ref === null ? '' : `@${ref}`}`;
        return { form: 'workflow', value: (0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .mapExpected */ .fZ)(expected, () => path), repository, file, ref };
    }
    return email.test(text) ? { form: 'email', value: expected } : null;
}
function isIdentity(identity, signer, serverUrl, actionsIssuer) {
    if (identity.form === 'email') {
        const isMail = signer.identity_type === 'email' && signer.cert_issuer !== actionsIssuer;
        return isMail && (0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .matches */ .cK)(identity.value, signer.signer_identity);
    }
    if (signer.identity_type !== 'uri')
        return false;
    return (0,_formats_workflow_uri_js__WEBPACK_IMPORTED_MODULE_1__/* .identitySpellings */ .uL)(signer).some((uri) => isWorkflow(identity, uri, signer.repository, serverUrl));
}
function isWorkflow(identity, uri, source, serverUrl) {
    const { form, value } = identity;
    const path = withoutRef(uri);
    if (typeof value !== 'string' && path === null && uri.includes('@'))
        return false;
    if (form === 'email')
        return false;
    if (form === 'uri')
        return (0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .matches */ .cK)(value, uri) || (path !== null && (0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .matches */ .cK)(value, path));
    const subject = identity.ref === null ? path : uri;
    if (subject === null)
        return false;
    if (identity.repository !== null) {
        return (0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .matches */ .cK)((0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .mapExpected */ .fZ)(value, (file) => `${serverUrl}/${identity.repository}${file}`), subject);
    }
    return source !== null && subject.startsWith(source) && (0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .matches */ .cK)(value, subject.slice(source.length));
}
function pinsSigner(identity) {
    switch (identity.form) {
        case 'email':
            return typeof identity.value === 'string' || !/@.*\*/.test(identity.value.glob);
        case 'uri':
            return (0,_repository_names_js__WEBPACK_IMPORTED_MODULE_2__/* .pinsOwner */ .S)(identity.value);
        case 'workflow':
            return identity.repository !== null && /^[^*]+\//.test(identity.repository);
    }
}
function withoutRef(san) {
    const at = san.indexOf('@');
    if (at === -1)
        return null;
    const ref = san.slice(at + 1);
    const path = san.slice(0, at);
    const unambiguous = ref.startsWith('refs/') ? !ref.includes('@refs/') : /^[0-9a-f]{40,64}$/.test(ref);
    return unambiguous ? path : null;
}
function reusableWorkflow(signer) {
    const { signer_identity, build_config } = signer;
    if (build_config === null || (0,_formats_workflow_uri_js__WEBPACK_IMPORTED_MODULE_1__/* .isSignerUri */ .xh)(signer, build_config))
        return null;
    const caller = withoutRef(build_config);
    if ((0,_formats_workflow_uri_js__WEBPACK_IMPORTED_MODULE_1__/* .identitySpellings */ .uL)(signer).some((uri) => withoutRef(uri) === caller))
        return null;
    return { signer: signer_identity, caller: build_config };
}


/***/ }),

/***/ 8352:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hj: () => (/* binding */ matchesName),
/* harmony export */   LJ: () => (/* binding */ repositoryUri),
/* harmony export */   S: () => (/* binding */ pinsOwner),
/* harmony export */   eH: () => (/* binding */ withServer),
/* harmony export */   iB: () => (/* binding */ ownerUri),
/* harmony export */   jU: () => (/* binding */ actionsIssuer),
/* harmony export */   rB: () => (/* binding */ asciiLowerCase)
/* harmony export */ });
/* harmony import */ var _glob_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(315);

function actionsIssuer(serverUrl) {
    const { hostname } = new URL(serverUrl);
    if (hostname === 'github.com')
        return 'https://token.actions.githubusercontent.com';
    if (hostname.endsWith('.ghe.com'))
        return `https://token.actions.${hostname}`;
    return `${serverUrl}/_services/token`;
}
function repositoryUri(text, serverUrl) {
    const bare = text.replace(/\/$/, '').replace(/\.git$/, '');
    if (ownerAndName.test(bare))
        return `${serverUrl}/${bare}`;
    return repositoryUrl.test(bare) ? bare : null;
}
function ownerUri(text, serverUrl) {
    const bare = text.replace(/\/$/, '');
    if (ownerName.test(bare))
        return `${serverUrl}/${bare}`;
    return ownerUrl.test(bare) ? bare : null;
}
function withServer(glob, serverUrl) {
    return glob.includes('://') ? glob : `${serverUrl}/${glob}`;
}
function pinsOwner(uri) {
    return typeof uri === 'string' || /^https:\/\/[^/]+\/[^/]+\//.test((0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .literalPrefix */ .Qz)(uri));
}
const segment = '(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+';
const ownerAndName = new RegExp(`^${segment}/${segment}$`);
const repositoryUrl = new RegExp(`^https://[A-Za-z0-9.:-]+(?:/${segment}){2,}$`);
const ownerName = new RegExp(`^${segment}$`);
const ownerUrl = new RegExp(`^https://[A-Za-z0-9.:-]+/${segment}$`);
function matchesName(expected, uri) {
    return (0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .matches */ .cK)((0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .mapExpected */ .fZ)(expected, asciiLowerCase), asciiLowerCase(uri));
}
function asciiLowerCase(text) {
    return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}


/***/ }),

/***/ 3990:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  vh: () => (/* binding */ claimDiagnostics),
  Im: () => (/* binding */ constraintsOf),
  bC: () => (/* binding */ isGitHubs),
  OY: () => (/* binding */ resolveCurrent),
  _1: () => (/* binding */ valueMessages)
});

// EXTERNAL MODULE: ./build/core/errors.js
var errors = __webpack_require__(2807);
// EXTERNAL MODULE: ./build/core/limits.js
var limits = __webpack_require__(332);
// EXTERNAL MODULE: ./build/text/quoted.js
var quoted = __webpack_require__(1416);
// EXTERNAL MODULE: ./build/policy/claims/claim-table.js
var claim_table = __webpack_require__(1780);
// EXTERNAL MODULE: ./build/policy/claims/build-claims.js + 1 modules
var build_claims = __webpack_require__(9536);
// EXTERNAL MODULE: ./build/policy/claims/glob.js
var glob = __webpack_require__(315);
// EXTERNAL MODULE: ./build/policy/claims/repository-names.js
var repository_names = __webpack_require__(8352);
// EXTERNAL MODULE: ./build/policy/claims/source-claims.js
var source_claims = __webpack_require__(412);
;// CONCATENATED MODULE: ./build/policy/claims/conflicts.js





const properties = {
    ref: {
        ref: (value) => value,
        workflow_ref: (value) => value,
        branch: (value) => (0,glob/* mapExpected */.fZ)(value, (name) => `refs/heads/${name}`),
        tag: (value) => (0,glob/* mapExpected */.fZ)(value, (name) => `refs/tags/${name}`),
    },
    repository: {
        repository: (value, { serverUrl }) => folded((0,source_claims/* repositoryOf */._M)(value, serverUrl)),
        workflow_repository: (value, { serverUrl }) => folded((0,source_claims/* repositoryOf */._M)(value, serverUrl)),
        run: (value) => folded((0,build_claims/* repositoryOfRun */.zL)(value)),
    },
    owner: {
        owner: (value, { serverUrl }) => folded((0,source_claims/* ownerOf */.bf)(value, serverUrl)),
        repository: (value, { serverUrl }) => ownerOfUri(folded((0,source_claims/* repositoryOf */._M)(value, serverUrl))),
        workflow_repository: (value, { serverUrl }) => ownerOfUri(folded((0,source_claims/* repositoryOf */._M)(value, serverUrl))),
        run: (value) => ownerOfUri(folded((0,build_claims/* repositoryOfRun */.zL)(value))),
    },
};
function conflicts(asked, surroundings) {
    const said = new Set();
    return Object.values(properties).flatMap((readings) => {
        const read = asked.flatMap((one) => {
            const values = one.expected.map((value) => readings[one.claim]?.(value, surroundings) ?? null);
            return values.some((value) => value === null) ? [] : [{ one, values: values.filter((value) => value !== null) }];
        });
        return read.flatMap(({ one, values }, index) => {
            const other = read
                .slice(0, index)
                .find((before) => !values.some((value) => before.values.some((earlier) => (0,glob/* compatible */.l1)(value, earlier))));
            const pair = JSON.stringify([other?.one.claim, one.claim]);
            if (other === undefined || said.has(pair))
                return [];
            said.add(pair);
            return [conflict(other.one, one)];
        });
    });
}
function conflict(first, second) {
    return (0,errors/* configError */.Fj)(`${second.label} ${valuesOf(second)} and ${first.claim} ${valuesOf(first)} can never both match, so this rule cannot be satisfied.`, { position: second.position, hint: 'Remove one of them, or write two rules.' });
}
function valuesOf({ expected }) {
    return expected
        .slice(0, 5)
        .map((value) => JSON.stringify((0,glob/* shown */.SP)(value)))
        .join(' or ');
}
function folded(value) {
    return value === null ? null : (0,glob/* mapExpected */.fZ)(value, repository_names/* asciiLowerCase */.rB);
}
function ownerOfUri(uri) {
    if (uri === null)
        return null;
    const cut = (text) => text.split('/').slice(0, 4).join('/');
    if (typeof uri === 'string')
        return cut(uri);
    return cut(uri.glob).includes('**') ? null : { glob: cut(uri.glob) };
}

// EXTERNAL MODULE: ./build/policy/claims/slsa-provenance.js
var slsa_provenance = __webpack_require__(608);
;// CONCATENATED MODULE: ./build/policy/claims/requirements.js








function constraintsOf(type, asked, surroundings) {
    const constraints = asked.map(({ claim, expected, position }) => ({ claim, expected, position }));
    const names = (claim) => asked.some((one) => one.claim === claim);
    const readsGitHub = asked.some(({ claim, expected }) => expected.some((value) => (0,claim_table/* claimNamed */.I)(type, claim).impliesActions(value)));
    const implied = [];
    if (type === 'artifact_provenance' && !names('predicate_type')) {
        implied.push({ claim: 'predicate_type', expected: slsa_provenance/* slsaPredicateTypes */.GC, position: null });
    }
    if (readsGitHub && !names('cert_issuer')) {
        implied.push({ claim: 'cert_issuer', expected: [(0,repository_names/* actionsIssuer */.jU)(surroundings.serverUrl)], position: null });
    }
    return [...constraints, ...implied];
}
function resolveCurrent(type, asked, surroundings) {
    const { current } = (0,claim_table/* claimNamed */.I)(type, asked.claim);
    if (current === undefined)
        return asked;
    const resolved = asked.expected.map((value) => (value === 'current' ? current(surroundings) : value));
    if (resolved.some((value) => value === null))
        return null;
    return { ...asked, expected: resolved };
}
function claimDiagnostics(type, asked, surroundings) {
    const context = { surroundings, github: isGitHubs(asked, surroundings) };
    const resolved = asked.map((one) => ({ one, resolved: resolveCurrent(type, one, surroundings) }));
    const understood = resolved.flatMap(({ resolved }) => resolved ?? []);
    return [
        ...resolved.flatMap(({ one, resolved }) => (resolved === null ? noRun(one) : [])),
        ...understood.flatMap((one) => valueMessages(one, (value) => {
            if ((0,glob/* patternText */.U)(value).length > limits/* limits */.F.certificateBytes)
                return 'is longer than any certificate.';
            return (0,glob/* isRegularExpression */.Xp)(value) ? noRegularExpression : (0,claim_table/* claimNamed */.I)(type, one.claim).mistake(value, context);
        }).map((message) => (0,errors/* configError */.Fj)(message, { position: one.position }))),
        ...conflicts(understood, surroundings),
    ];
}
const noRegularExpression = "looks like a regular expression and can never match: write the exact value, or a glob in an artifact_provenance rule, as in { glob: 'https://github.com/acme/**' }.";
function noRun({ position, label }) {
    return (0,errors/* configError */.Fj)(`${label}: current refers to the running workflow, but this step does not run in a workflow.`, {
        position,
        hint: 'The runner sets GITHUB_REPOSITORY, GITHUB_RUN_ID and GITHUB_SHA, which identify the run.',
    });
}
function valueMessages({ label, expected }, of) {
    return expected.flatMap((value) => {
        const words = of(value);
        return words === null ? [] : [`${label}: ${(0,quoted/* quoted */.T)((0,glob/* shown */.SP)(value))} ${words}`];
    });
}
function isGitHubs(asked, { serverUrl }) {
    const issuers = asked.flatMap(({ claim, expected }) => (claim === 'cert_issuer' ? expected : []));
    return issuers
        .map(glob/* patternText */.U)
        .every((issuer) => issuer.startsWith((0,repository_names/* actionsIssuer */.jU)(serverUrl)) || !URL.canParse(issuer));
}


/***/ }),

/***/ 4489:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ warningsOf)
/* harmony export */ });
/* harmony import */ var _assurance_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8240);
/* harmony import */ var _claim_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1780);
/* harmony import */ var _glob_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(315);
/* harmony import */ var _identity_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9971);
/* harmony import */ var _requirements_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3990);





function warningsOf(rule, asked, surroundings) {
    const { type, position, verified, constraints } = rule;
    const context = { surroundings, github: (0,_requirements_js__WEBPACK_IMPORTED_MODULE_0__/* .isGitHubs */ .bC)(asked, surroundings) };
    const oddities = asked.flatMap((one) => {
        const { oddity } = (0,_claim_table_js__WEBPACK_IMPORTED_MODULE_1__/* .claimNamed */ .I)(type, one.claim);
        const said = oddity === undefined ? [] : (0,_requirements_js__WEBPACK_IMPORTED_MODULE_0__/* .valueMessages */ ._1)(one, (value) => oddity(value, context));
        return said.map((message) => ({ message, position: one.position }));
    });
    if (!verified) {
        return [
            { message: `${type}: is_signed alone verifies nothing. Add is_verified and claims.`, position },
            ...oddities,
        ];
    }
    const identifying = constraints.filter((constraint) => (0,_assurance_js__WEBPACK_IMPORTED_MODULE_2__/* .identifies */ .HR)(type, constraint, surroundings));
    if (identifying.length === 0) {
        const message = `${type}: this rule accepts any signer: add a claim such as repository or signer_identity.`;
        return [{ message, position }, ...oddities];
    }
    return [...reusableAlone(rule, identifying, surroundings), ...anyProvider(rule), ...oddities];
}
function anyProvider({ type, constraints }) {
    if (constraints.some(({ claim }) => claim === 'cert_issuer'))
        return [];
    const address = constraints.find(({ claim, expected }) => {
        return claim === 'signer_identity' && expected.some((value) => (0,_identity_js__WEBPACK_IMPORTED_MODULE_3__/* .parseIdentity */ .aZ)(value)?.form === 'email');
    });
    if (address === undefined)
        return [];
    const message = `${type}: signer_identity is an e-mail address, and the rule accepts it from any OIDC issuer: add cert_issuer.`;
    return [{ message, position: address.position }];
}
function reusableAlone(rule, identifying, { serverUrl }) {
    const pinsSource = identifying.some(({ claim }) => claim !== 'signer_identity' && claim !== 'builder_id');
    if (pinsSource)
        return [];
    const isCallable = (value) => {
        const identity = (0,_identity_js__WEBPACK_IMPORTED_MODULE_3__/* .parseIdentity */ .aZ)(value);
        if (identity?.form === 'workflow')
            return true;
        const uri = (0,_glob_js__WEBPACK_IMPORTED_MODULE_4__/* .patternText */ .U)(value);
        return identity?.form === 'uri' && (uri.startsWith(`${serverUrl}/`) || uri.includes('/.github/workflows/'));
    };
    const callable = identifying.find(({ expected }) => expected.some(isCallable));
    if (callable === undefined)
        return [];
    const source = rule.type === 'artifact_attestation_slsa' ? 'workflow_repository' : 'repository';
    return [
        {
            message: `${rule.type}: ${callable.claim} names a workflow, but no claim names the source repository. If other repositories can call the workflow, it also signs for them: add ${source}.`,
            position: callable.position ?? rule.position,
        },
    ];
}


/***/ }),

/***/ 608:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GC: () => (/* binding */ slsaPredicateTypes),
/* harmony export */   Jj: () => (/* binding */ provenanceOf),
/* harmony export */   vM: () => (/* binding */ contradictions)
/* harmony export */ });
/* harmony import */ var _formats_strict_json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6609);
/* harmony import */ var _formats_workflow_uri_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7345);


const slsaPredicateTypes = ['https://slsa.dev/provenance/v1', 'https://slsa.dev/provenance/v0.2'];
const fields = [
    'repository',
    'ref',
    'event',
    'commit',
    'runner_environment',
    'repository_id',
    'owner_id',
    'build_config',
    'run',
    'signer_identity',
];
function provenanceOf({ predicateType, predicate }) {
    switch (predicateType) {
        case 'https://slsa.dev/provenance/v1':
            return provenanceV1(predicate);
        case 'https://slsa.dev/provenance/v0.2':
            return provenanceV02(predicate);
        default:
            return null;
    }
}
function provenanceV1(predicate) {
    const definition = at(predicate, 'buildDefinition');
    const workflow = at(definition, 'externalParameters', 'workflow');
    const github = at(definition, 'internalParameters', 'github');
    const [repository, ref] = [text(workflow, 'repository'), text(workflow, 'ref')];
    return {
        repository,
        ref,
        event: text(github, 'event_name'),
        commit: commitOf(at(definition, 'resolvedDependencies'), repository),
        runner_environment: text(github, 'runner_environment'),
        repository_id: text(github, 'repository_id'),
        owner_id: text(github, 'repository_owner_id'),
        build_config: workflowUri(repository, text(workflow, 'path'), ref),
        run: runOf(text(at(predicate, 'runDetails', 'metadata'), 'invocationId')),
        ...builderOf(text(at(predicate, 'runDetails', 'builder'), 'id')),
        build_type: text(definition, 'buildType'),
    };
}
function provenanceV02(predicate) {
    const invocation = at(predicate, 'invocation');
    const source = at(invocation, 'configSource');
    const environment = at(invocation, 'environment');
    const [, repository = null, ref = null] = /^git\+(https:\/\/[^@]+)@(.+)$/.exec(text(source, 'uri') ?? '') ?? [];
    return {
        repository,
        ref,
        event: text(environment, 'github_event_name'),
        commit: repository === null ? null : text(at(source, 'digest'), 'sha1'),
        runner_environment: null,
        repository_id: text(environment, 'github_repository_id'),
        owner_id: text(environment, 'github_repository_owner_id'),
        build_config: workflowUri(repository, text(source, 'entryPoint'), ref),
        run: runUri(repository, text(environment, 'github_run_id'), text(environment, 'github_run_attempt')),
        ...builderOf(text(at(predicate, 'builder'), 'id')),
        build_type: text(predicate, 'buildType'),
    };
}
function contradictions(signer, provenance) {
    return fields.filter((field) => {
        const [certified, said] = [signer[field], provenance[field]];
        if (certified === null || said === null || certified === said)
            return false;
        return field !== 'signer_identity' || !(0,_formats_workflow_uri_js__WEBPACK_IMPORTED_MODULE_0__/* .isSignerUri */ .xh)(signer, said);
    });
}
function commitOf(dependencies, repository) {
    if (!Array.isArray(dependencies) || repository === null)
        return null;
    const own = dependencies.filter((dependency) => `${text(dependency, 'uri')}@`.startsWith(`git+${repository}@`));
    const commits = new Set(own.map((dependency) => text(at(dependency, 'digest'), 'gitCommit')));
    commits.delete(null);
    return commits.size === 0 ? null : [...commits].join(' and ');
}
function workflowUri(repository, path, ref) {
    return repository === null || path === null || ref === null ? null : `${repository}/${path}@${ref}`;
}
function runUri(repository, id, attempt) {
    return repository === null || id === null || attempt === null
        ? null
        : `${repository}/actions/runs/${id}/attempts/${attempt}`;
}
function runOf(invocation) {
    return invocation !== null && /^[A-Za-z0-9_-]+$/.test(invocation) ? null : invocation;
}
function builderOf(builder) {
    return { builder_id: builder, signer_identity: builder?.includes('/.github/workflows/') ? builder : null };
}
function at(value, ...path) {
    return path.reduce((inner, key) => ((0,_formats_strict_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isJsonObject */ .OW)(inner) ? (0,_formats_strict_json_js__WEBPACK_IMPORTED_MODULE_1__/* .member */ .Dc)(inner, key) : undefined), value);
}
function text(value, key) {
    const inner = at(value, key);
    if (inner === undefined || inner === null)
        return null;
    if (Number.isSafeInteger(inner))
        return String(inner);
    return typeof inner === 'string' ? inner : `(no text, but ${Array.isArray(inner) ? 'a list' : typeof inner})`;
}


/***/ }),

/***/ 412:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G2: () => (/* binding */ workflowRepository),
/* harmony export */   Jk: () => (/* binding */ repository),
/* harmony export */   KR: () => (/* binding */ ref),
/* harmony export */   P7: () => (/* binding */ refName),
/* harmony export */   RU: () => (/* binding */ workflowRef),
/* harmony export */   _M: () => (/* binding */ repositoryOf),
/* harmony export */   bf: () => (/* binding */ ownerOf),
/* harmony export */   cd: () => (/* binding */ commit),
/* harmony export */   eC: () => (/* binding */ owner)
/* harmony export */ });
/* harmony import */ var _claim_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5285);
/* harmony import */ var _glob_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(315);
/* harmony import */ var _repository_names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8352);



const repository = {
    reads: 'certificate, Source Repository URI (\u20261.12)',
    how: '`owner/name`, short for its URL on `GITHUB_SERVER_URL`, or the URL; a trailing `/` or `.git` and the case of ASCII letters are ignored',
    word: ({ signer }) => signer.repository,
    accepts(expected, actual, _evidence, { serverUrl }) {
        const uri = repositoryOf(expected, serverUrl);
        return uri !== null && (0,_repository_names_js__WEBPACK_IMPORTED_MODULE_0__/* .matchesName */ .Hj)(uri, actual);
    },
    mistake(expected, { surroundings: { serverUrl } }) {
        if (repositoryOf(expected, serverUrl) !== null)
            return null;
        return `is not a repository: write owner/name, or its URL, as in ${serverUrl}/owner/name.`;
    },
    impliesActions: () => true,
    identifies(expected, { serverUrl }) {
        const uri = repositoryOf(expected, serverUrl);
        return uri !== null && (0,_repository_names_js__WEBPACK_IMPORTED_MODULE_0__/* .pinsOwner */ .S)(uri);
    },
};
function repositoryOf(expected, serverUrl) {
    if (typeof expected === 'string')
        return (0,_repository_names_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryUri */ .LJ)(expected, serverUrl);
    const glob = (0,_repository_names_js__WEBPACK_IMPORTED_MODULE_0__/* .withServer */ .eH)(expected.glob, serverUrl);
    const example = glob.replaceAll('**', 'x/x').replaceAll('*', 'x');
    return (0,_repository_names_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryUri */ .LJ)(example, serverUrl) === null ? null : { glob };
}
const owner = {
    reads: 'certificate, Source Repository Owner URI (\u20261.16)',
    how: 'a name, short for its URL on `GITHUB_SERVER_URL`, or the URL; a trailing `/` and the case of ASCII letters are ignored',
    word: ({ signer }) => signer.owner,
    accepts(expected, actual, _evidence, { serverUrl }) {
        const uri = ownerOf(expected, serverUrl);
        return uri !== null && (0,_repository_names_js__WEBPACK_IMPORTED_MODULE_0__/* .matchesName */ .Hj)(uri, actual);
    },
    mistake(expected, { surroundings: { serverUrl } }) {
        if (ownerOf(expected, serverUrl) !== null)
            return null;
        return `is not a repository owner: write its name, or its URL, as in ${serverUrl}/name.`;
    },
    impliesActions: () => true,
    identifies: (expected) => typeof expected === 'string',
};
function ownerOf(expected, serverUrl) {
    if (typeof expected === 'string')
        return (0,_repository_names_js__WEBPACK_IMPORTED_MODULE_0__/* .ownerUri */ .iB)(expected, serverUrl);
    const glob = (0,_repository_names_js__WEBPACK_IMPORTED_MODULE_0__/* .withServer */ .eH)(expected.glob, serverUrl);
    return (0,_repository_names_js__WEBPACK_IMPORTED_MODULE_0__/* .ownerUri */ .iB)(glob.replaceAll('*', 'x'), serverUrl) === null ? null : { glob };
}
const ref = {
    ..._claim_js__WEBPACK_IMPORTED_MODULE_1__/* .equality */ .T5,
    reads: 'certificate, Source Repository Ref (\u20261.14)',
    how: 'equality with the full ref',
    word: ({ signer }) => signer.ref,
    mistake(expected) {
        const [text, prefix] = [(0,_glob_js__WEBPACK_IMPORTED_MODULE_2__/* .patternText */ .U)(expected), (0,_glob_js__WEBPACK_IMPORTED_MODULE_2__/* .literalPrefix */ .Qz)(expected)];
        if (text.startsWith('refs/') || (prefix !== text && 'refs/'.startsWith(prefix)))
            return null;
        return `is not a full ref: write refs/heads/${text} for a branch, or refs/tags/${text} for a tag.`;
    },
};
function refName(noun, folder, example) {
    return {
        ..._claim_js__WEBPACK_IMPORTED_MODULE_1__/* .equality */ .T5,
        reads: ref.reads,
        how: `the ref is \`${folder}\` and this name, and no other kind of ref`,
        word: ref.word,
        accepts: (expected, actual) => (0,_glob_js__WEBPACK_IMPORTED_MODULE_2__/* .matches */ .cK)((0,_glob_js__WEBPACK_IMPORTED_MODULE_2__/* .mapExpected */ .fZ)(expected, (name) => `${folder}${name}`), actual),
        mistake(expected) {
            const text = (0,_glob_js__WEBPACK_IMPORTED_MODULE_2__/* .patternText */ .U)(expected);
            if (text.startsWith('refs/'))
                return `is a full ref: write the name of the ${noun}, as in ${example}.`;
            const name = typeof expected === 'string' ? text : text.replaceAll('*', 'x');
            if (!/[\s~^:?*[\\]|\.\.|^\/|\/$/.test(name))
                return null;
            const glob = /^[^\s~^:?[\\]+$/.test(text) && text.includes('*');
            return `is not a ${noun} name and can never match${glob ? ': did you mean { glob: \u2026 }?' : '.'}`;
        },
    };
}
const commit = {
    ...(0,_claim_js__WEBPACK_IMPORTED_MODULE_1__/* .gitDigest */ .Hi)('certificate, Source Repository Digest (\u20261.13)', ({ signer }) => signer.commit),
    how: 'equality with the full digest, in lower-case hex; `current`: the commit that this run is of (`GITHUB_SHA`)',
    current: (surroundings) => surroundings.commit,
};
const workflowRepository = {
    ...repository,
    reads: `${repository.reads}, and the SLSA predicate's workflow`,
    predicated: (provenance) => provenance.repository,
};
const workflowRef = {
    ...ref,
    reads: `${ref.reads}, and the SLSA predicate's workflow`,
    predicated: (provenance) => provenance.ref,
};


/***/ }),

/***/ 6959:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ek: () => (/* binding */ tagsToAsk),
/* harmony export */   V5: () => (/* binding */ applicableRules),
/* harmony export */   X1: () => (/* binding */ tagsMatter),
/* harmony export */   a_: () => (/* binding */ isPossibleImageName),
/* harmony export */   cK: () => (/* binding */ skippedRules),
/* harmony export */   cz: () => (/* binding */ matchesImageName)
/* harmony export */ });
/* harmony import */ var _formats_image_name_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9500);

function matchesImageName(rule, { registry, path }) {
    const { name } = rule.applies;
    return name === null || [path, path.slice(path.indexOf('/') + 1), `${registry}/${path}`].includes(name);
}
function isPossibleImageName(name) {
    const [first, ...rest] = name.split('/');
    if (first === 'index.docker.io' || (first === 'docker.io' && rest.length === 1))
        return false;
    return (0,_formats_image_name_js__WEBPACK_IMPORTED_MODULE_0__/* .isRepositoryPath */ .og)(name) || (0,_formats_image_name_js__WEBPACK_IMPORTED_MODULE_0__/* .isImageName */ .lS)(name);
}
function tagsMatch(rule, carried) {
    const { tags, tagRegex } = rule.applies;
    if (tagRegex === null)
        return tags.every((tag) => carried.has(tag));
    return [...carried].some((tag) => tagRegex.matches(tag));
}
function applicableRules(rules, reference, carried) {
    return rules.filter((rule) => matchesImageName(rule, reference) && tagsMatch(rule, carried));
}
function tagsToAsk(rules, reference, resolved, written) {
    const asked = rules
        .filter((rule) => matchesImageName(rule, reference))
        .flatMap(({ applies }) => (applies.tagRegex === null ? applies.tags : written));
    return [...new Set(asked)].filter((tag) => !resolved.has(tag));
}
function tagsMatter(rules, reference) {
    return rules.some((rule) => {
        const { tags, tagRegex } = rule.applies;
        return matchesImageName(rule, reference) && (tagRegex !== null || tags.length > 0);
    });
}
function skippedRules(rules, reference, carried, written) {
    const skipped = rules.filter((rule) => matchesImageName(rule, reference) && !tagsMatch(rule, carried));
    const isCovered = rules.some((rule) => matchesImageName(rule, reference) && tagsMatch(rule, carried));
    return skipped.map((rule) => {
        const { type, position, applies } = rule;
        const warn = (message) => ({ message: `${type}: ${message}`, position });
        if (applies.tagRegex !== null) {
            const untagged = warn(`tag_regex is not applied to ${reference.given}, which names no tag.`);
            return { rule, reason: 'no tag matches its tag_regex', warning: written.size === 0 ? untagged : null };
        }
        const missing = applies.tags.filter((tag) => !carried.has(tag));
        const reason = `the digest does not carry ${counted(missing)}`;
        const isUndecided = isCovered && (written.size === 0 || missing.length < applies.tags.length);
        const message = `the rule is not applied to ${reference.given}: at the registry ${reason}. If the rule is meant for this image, write the tag into its reference: name:tag@sha256:\u2026`;
        return { rule, reason, warning: isUndecided ? warn(message) : null };
    });
}
function counted(tags) {
    const [first = '', ...others] = tags;
    if (others.length === 0)
        return `the tag ${first}`;
    return others.length < 5 ? `the tags ${tags.join(', ')}` : `the tag ${first} and ${others.length} others`;
}


/***/ }),

/***/ 9329:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WI: () => (/* binding */ readManifest),
/* harmony export */   _m: () => (/* binding */ readReferrersPage),
/* harmony export */   ee: () => (/* binding */ refuseUnreadableParts),
/* harmony export */   nw: () => (/* binding */ isIndex)
/* harmony export */ });
/* harmony import */ var _core_digest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2552);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2807);
/* harmony import */ var _core_limits_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(332);
/* harmony import */ var _formats_strict_json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6609);




const bodyFields = (0,_formats_strict_json_js__WEBPACK_IMPORTED_MODULE_0__/* .shape */ .cW)('schemaVersion', 'mediaType', 'artifactType', 'config', 'layers', 'manifests', 'subject', 'annotations');
const descriptorFields = (0,_formats_strict_json_js__WEBPACK_IMPORTED_MODULE_0__/* .shape */ .cW)('mediaType', 'digest', 'size', 'urls', 'annotations', 'data', 'platform', 'artifactType');
const platformFields = (0,_formats_strict_json_js__WEBPACK_IMPORTED_MODULE_0__/* .shape */ .cW)('architecture', 'os', 'os.version', 'os.features', 'variant', 'features');
function readManifest(bytes) {
    const body = bodyFields((0,_formats_strict_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJsonObject */ .dw)(bytes));
    const children = asArray(body.manifests, 'manifests');
    if (children !== null && children.length > _core_limits_js__WEBPACK_IMPORTED_MODULE_1__/* .limits */ .F.indexManifests) {
        throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .CodedError */ .AK('LIMIT_EXCEEDED', `the index lists more than ${_core_limits_js__WEBPACK_IMPORTED_MODULE_1__/* .limits */ .F.indexManifests} manifests`, {
            hint: 'No image has that many platforms. Check that the right index was pushed.',
        });
    }
    const config = fieldsOfOptional(body.config);
    const subject = fieldsOfOptional(body.subject);
    return {
        schemaVersion: asNumber(body.schemaVersion, 'schemaVersion'),
        mediaType: asText(body.mediaType, 'mediaType'),
        artifactType: asText(body.artifactType, 'artifactType'),
        config: config && { mediaType: textOrNull(config.mediaType) },
        layers: asArray(body.layers, 'layers')?.map((layer) => orOdd(layer, readDescriptor)) ?? null,
        manifests: children?.map((child) => orOdd(child, readIndexEntry)) ?? null,
        subject: subject && { digest: (0,_core_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .asDigest */ .J6)(subject.digest) },
    };
}
function refuseUnreadableParts({ layers, manifests }) {
    for (const part of [...(layers ?? []), ...(manifests ?? [])]) {
        if (!('problem' in part))
            continue;
        if (part.problem instanceof _formats_strict_json_js__WEBPACK_IMPORTED_MODULE_0__/* .AmbiguousKey */ .mf || part.problem instanceof NoDescriptor)
            throw part.problem;
    }
}
class NoDescriptor extends SyntaxError {
}
function isIndex(bytes) {
    const { manifests, layers, config } = bodyFields((0,_formats_strict_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJsonObject */ .dw)(bytes));
    return manifests !== undefined && layers === undefined && config === undefined;
}
function readReferrersPage(bytes) {
    const entries = asArray(bodyFields((0,_formats_strict_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJsonObject */ .dw)(bytes)).manifests, 'manifests');
    if (entries === null)
        throw new SyntaxError('"manifests" is missing');
    const descriptors = entries.flatMap((entry) => {
        const read = orOdd(entry, readReferrer);
        return 'problem' in read ? [] : read;
    });
    return { descriptors, unusable: entries.length - descriptors.length };
}
function readReferrer(fields) {
    const size = isSize(fields.size) ? fields.size : _core_limits_js__WEBPACK_IMPORTED_MODULE_1__/* .limits */ .F.manifestBytes;
    return readDescriptor({ ...fields, mediaType: textOrNull(fields.mediaType) ?? '', size });
}
function orOdd(value, read) {
    let mediaType = null;
    try {
        const fields = fieldsOf(value);
        mediaType = textOrNull(fields.mediaType);
        return read(fields);
    }
    catch (problem) {
        if (problem instanceof SyntaxError)
            return { mediaType, problem };
        throw problem;
    }
}
function fieldsOf(value) {
    if (!(0,_formats_strict_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isJsonObject */ .OW)(value))
        throw new NoDescriptor('a descriptor is not an object');
    const fields = descriptorFields(value);
    if ((0,_formats_strict_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isJsonObject */ .OW)(fields.platform))
        platformFields(fields.platform);
    return fields;
}
function fieldsOfOptional(value) {
    return value === undefined || value === null ? null : fieldsOf(value);
}
function readDescriptor(fields) {
    const mediaType = asText(fields.mediaType, 'mediaType');
    const digest = (0,_core_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .asDigest */ .J6)(fields.digest);
    if (mediaType === null)
        throw new SyntaxError('a descriptor has no mediaType');
    if (digest === null)
        throw new SyntaxError('a descriptor has no digest of the form sha256:...');
    if (!isSize(fields.size))
        throw new SyntaxError('a descriptor has no size');
    return {
        mediaType,
        digest,
        size: fields.size,
        artifactType: textOrNull(fields.artifactType),
        annotations: readAnnotations(fields.annotations),
    };
}
function readIndexEntry(fields) {
    return {
        mediaType: asText(fields.mediaType, 'mediaType'),
        digest: (0,_core_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .asDigest */ .J6)(fields.digest),
        artifactType: textOrNull(fields.artifactType),
        platform: readPlatform(fields.platform),
        annotations: readAnnotations(fields.annotations),
    };
}
function readPlatform(value) {
    if (value === undefined || value === null)
        return null;
    if (!(0,_formats_strict_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isJsonObject */ .OW)(value))
        throw new SyntaxError('"platform" is not an object');
    const fields = platformFields(value);
    const [os, architecture, variant] = [
        asText(fields.os, 'os'),
        asText(fields.architecture, 'architecture'),
        asText(fields.variant, 'variant'),
    ];
    if (os === null || architecture === null)
        return null;
    return [os, architecture, ...(variant ? [variant] : [])].join('/');
}
function asArray(value, name) {
    if (value === undefined)
        return null;
    if (value === null)
        return [];
    if (!Array.isArray(value))
        throw new SyntaxError(`"${name}" is not an array`);
    return value;
}
function asText(value, name) {
    if (value === undefined || value === null)
        return null;
    if (typeof value !== 'string')
        throw new SyntaxError(`"${name}" is not a string`);
    return value;
}
function textOrNull(value) {
    return typeof value === 'string' ? value : null;
}
function asNumber(value, name) {
    if (value === undefined || value === null)
        return null;
    if (typeof value !== 'number')
        throw new SyntaxError(`"${name}" is not a number`);
    return value;
}
function isSize(value) {
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
function readAnnotations(value) {
    const map = (0,_formats_strict_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isJsonObject */ .OW)(value) ? value : {};
    return Object.fromEntries(Object.entries(map).filter((entry) => typeof entry[1] === 'string'));
}


/***/ }),

/***/ 9018:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ writeOutput)
/* harmony export */ });
/* harmony import */ var _core_limits_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(332);
/* harmony import */ var _text_escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3699);
/* harmony import */ var _workflow_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3141);



function writeOutput(name, value) {
    const file = process.env.GITHUB_OUTPUT;
    if (file)
        (0,_workflow_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .setOutput */ .uH)(file, name, value);
    else
        (0,_workflow_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .info */ .pq)(`Output ${name}: ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(value, _core_limits_js__WEBPACK_IMPORTED_MODULE_2__/* .limits */ .F.images * _text_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .maxSentence */ .w7)}`);
}


/***/ }),

/***/ 3141:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G5: () => (/* binding */ command),
/* harmony export */   eu: () => (/* binding */ addMask),
/* harmony export */   pq: () => (/* binding */ info),
/* harmony export */   uH: () => (/* binding */ setOutput)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8161);
/* harmony import */ var _core_secrets_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6101);




function info(line) {
    print((0,_core_secrets_js__WEBPACK_IMPORTED_MODULE_3__/* .lastLook */ .wq)(line));
}
function command(name, message = '', properties = {}) {
    const given = Object.entries(properties).filter((entry) => entry[1] !== undefined);
    const list = given.map(([key, value]) => `${key}=${escapeProperty((0,_core_secrets_js__WEBPACK_IMPORTED_MODULE_3__/* .lastLook */ .wq)(String(value)))}`).join(',');
    print(`::${name}${list === '' ? '' : ` ${list}`}::${escapeData((0,_core_secrets_js__WEBPACK_IMPORTED_MODULE_3__/* .lastLook */ .wq)(message))}`);
}
function addMask(secret) {
    print(`::add-mask::${escapeData(secret)}`);
}
function print(line) {
    process.stdout.write(`${line}${node_os__WEBPACK_IMPORTED_MODULE_2__.EOL}`);
}
function setOutput(file, name, value) {
    const end = `ghadelimiter_${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`;
    const text = [`${name}<<${end}`, (0,_core_secrets_js__WEBPACK_IMPORTED_MODULE_3__/* .lastLook */ .wq)(value), end, ''].join(node_os__WEBPACK_IMPORTED_MODULE_2__.EOL);
    const handle = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(file, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_WRONLY | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_APPEND);
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)(handle, text);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(handle);
    }
}
function escapeData(text) {
    return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
function escapeProperty(text) {
    return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}


/***/ }),

/***/ 4357:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ loadProfileModule)
/* harmony export */ });
function loadProfileModule() {
    return Promise.all(/* import() */[__webpack_require__.e(609), __webpack_require__.e(20)]).then(__webpack_require__.bind(__webpack_require__, 4020));
}


/***/ }),

/***/ 9903:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ closest),
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
function nearest(word, candidates) {
    const best = closest(word, candidates);
    return best !== null && best.distance <= Math.max(2, best.candidate.length / 3) ? best.candidate : null;
}
function closest(word, candidates) {
    const short = word.slice(0, 64).toLowerCase();
    const [best] = candidates
        .map((candidate) => ({ candidate, distance: editDistance(short, candidate) }))
        .sort((a, b) => a.distance - b.distance);
    return best ?? null;
}
function editDistance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (const [i, character] of [...a].entries()) {
        const next = [i + 1];
        for (const [j, other] of [...b].entries()) {
            const replaced = (row[j] ?? 0) + (character === other ? 0 : 1);
            next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
        }
        row = next;
    }
    return row.at(-1) ?? 0;
}


/***/ }),

/***/ 3699:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hn: () => (/* binding */ cell),
/* harmony export */   Is: () => (/* binding */ sarif),
/* harmony export */   a4: () => (/* binding */ mermaid),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   em: () => (/* binding */ sentence),
/* harmony export */   lS: () => (/* binding */ raw),
/* harmony export */   nf: () => (/* binding */ link),
/* harmony export */   pj: () => (/* binding */ plain),
/* harmony export */   qy: () => (/* binding */ html),
/* harmony export */   w7: () => (/* binding */ maxSentence)
/* harmony export */ });
/* harmony import */ var _core_secrets_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6101);

const unsafe = /[^\x20-\x7e]|[<\\]|(?<=^ *):|#(?=[#[]|$)/gu;
const token = /\\(?:\\|x[0-9a-f]{2}|u\{[0-9a-f]+\})|./g;
const markup = /[&<>"'|`*_[\]~$\\!]/g;
const active = /[&<>"'|`*_[\]~#@$:\\!]|(?<=www)\./gi;
function plain(text, max = 300) {
    const escaped = (0,_core_secrets_js__WEBPACK_IMPORTED_MODULE_0__/* .redact */ .E$)(text, max + 1).replace(unsafe, escapeCharacter);
    return escaped.length <= max && text.length <= max + 1 ? escaped : cut(escaped, max);
}
function raw(text, max) {
    const shown = (0,_core_secrets_js__WEBPACK_IMPORTED_MODULE_0__/* .redact */ .E$)(text, max + 1);
    return shown.length <= max && text.length <= max + 1 ? shown : `${shown.slice(0, max - 3)}...`;
}
const maxSentence = 1000;
function sentence(text) {
    return plain(text, maxSentence);
}
function html(text, max = 300) {
    return plain(text, max).replace(active, inertCharacter);
}
function code(text, max = 300) {
    return `<code>${plain(text, max).replace(markup, entity)}</code>`;
}
function sarif(text, max = 300) {
    const escaped = plain(text, max).replace(/[[\]{}]/g, escapeCharacter);
    return escaped.length <= max ? escaped : cut(escaped, max);
}
function mermaid(text, max = 120) {
    const lines = plain(text, max).match(/.{1,36}(?:$|(?<=[ /@-]))|.{1,36}/g) ?? [];
    const escaped = lines.map((line) => line.replace(/[^A-Za-z0-9 ]/g, (character) => `#${character.charCodeAt(0)};`));
    return escaped.join('<br/>');
}
const linkable = /^https:\/\/[A-Za-z0-9.:/?=_-]+$/;
function link(url, text) {
    return linkable.test(url) && url.length <= 1000 ? `<a href="${url}">${text}</a>` : null;
}
function cell(text, max = 300) {
    const parts = plain(text, max).split(/(?<=[/@:.])(?![/@:.])/);
    return `<code>${parts.map((part) => part.replace(markup, entity)).join('<wbr>')}</code>`;
}
function escapeCharacter(character) {
    if (character === '\\')
        return '\\\\';
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    return hex.length <= 2 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
}
function cut(escaped, max) {
    const ending = '...'.slice(0, Math.max(max, 0));
    let kept = '';
    for (const [piece] of escaped.matchAll(token)) {
        if (kept.length + piece.length + ending.length > max)
            break;
        kept += piece;
    }
    return kept + ending;
}
function entity(character) {
    return `&#${character.charCodeAt(0)};`;
}
function inertCharacter(character) {
    if (character === '.')
        return '<span>.</span>';
    return /[@#:]/.test(character) ? `<span>${entity(character)}</span>` : entity(character);
}


/***/ }),

/***/ 1416:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ withoutLogins),
/* harmony export */   T: () => (/* binding */ quoted)
/* harmony export */ });
function quoted(text) {
    return JSON.stringify(withoutLogins(text).slice(0, 200));
}
function withoutLogins(text) {
    return text
        .slice(0, 4096)
        .replace(/(?<=\/\/)[^\s/?#@]*:\S*(?=@(?!refs\/))/g, (login) => (isPort(login) ? login : '***'))
        .replace(/(?<=\/\/)(?!git@)[^\s/?#]+(?=@(?!sha\d))/g, '***')
        .replace(/^[^\s/@]+:(?!\/\/)\S*(?=@(?!sha\d|refs\/))/, '***')
        .replace(/(\?[\w.~%-]+=).*$/s, '$1***');
}
function isPort(text) {
    return /^[^:]*:[0-9]{1,5}(?:\/|$)/.test(text);
}


/***/ }),

/***/ 4899:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ek: () => (/* binding */ repositoryUrl),
/* harmony export */   Pg: () => (/* binding */ publicGoodHost),
/* harmony export */   Se: () => (/* binding */ githubHost),
/* harmony export */   aF: () => (/* binding */ instanceNames)
/* harmony export */ });
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2807);
/* harmony import */ var _core_loopback_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9729);


const publicGoodHost = 'tuf-repo-cdn.sigstore.dev';
const githubHost = 'tuf-repo.github.com';
const instanceNames = ['auto', 'bundled', publicGoodHost, githubHost];
function repositoryUrl(text, label = 'Input sigstore') {
    const url = URL.parse(text);
    const isSpoken = url?.protocol === 'https:' || (url?.protocol === 'http:' && (0,_core_loopback_js__WEBPACK_IMPORTED_MODULE_0__/* .isLoopback */ .U)(url.hostname));
    if (url !== null && isSpoken && url.username + url.password + url.search + url.hash === '')
        return url;
    throw (0,_core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .configError */ .Fj)(`${label}: expected ${instanceNames.join(', ')}, or the https URL of a TUF repository.`, {
        hint: `Plain http is allowed on loopback only. The URL must not have a user name, a query, or a fragment.`,
    });
}


/***/ })

};

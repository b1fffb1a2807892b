export const id = 520;
export const ids = [520];
export const modules = {

/***/ 3943:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ onceByKey),
/* harmony export */   y: () => (/* binding */ mapBounded)
/* harmony export */ });
/** Doing several things at once, but not all of them. */
/**
 * Maps items in their order, at most `limit` at a time.
 * @throws what the first failing `map` throws; the ones under way are left to end
 */
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
/** The same, made once for each key, however often and from however many places at a time it is asked for. */
function onceByKey(keyOf, make) {
    const made = new Map();
    return (from) => {
        const key = keyOf(from);
        const known = made.get(key) ?? make(from);
        made.set(key, known);
        return known;
    };
}


/***/ }),

/***/ 4974:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J6: () => (/* binding */ asDigest),
/* harmony export */   ZD: () => (/* binding */ hexOf),
/* harmony export */   ol: () => (/* binding */ digestOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);

const sha256Digest = /^sha256:[0-9a-f]{64}$/;
/**
 * The text as a digest, or null: only `sha256:` and 64 lower-case hex digits (threats E-14).
 * Nothing that failed this ever becomes part of a URL or a path.
 */
function asDigest(text) {
    return typeof text === 'string' && sha256Digest.test(text) ? text : null;
}
/** The digest of these bytes. */
function digestOf(bytes) {
    return `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex')}`;
}
/** The 64 hex digits of a digest. */
function hexOf(digest) {
    return digest.slice('sha256:'.length);
}


/***/ }),

/***/ 9473:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AK: () => (/* binding */ CodedError),
/* harmony export */   Bt: () => (/* binding */ toCodedError),
/* harmony export */   Fj: () => (/* binding */ configError)
/* harmony export */ });
/**
 * The one error family of the action. `message` says what happened and where, `hint` what to do next.
 * Untrusted text inside either is quoted by `report/escape.ts` when it is shown, not here.
 */
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
/** A mistake in the user's inputs or profile (contract: `CONFIG_ERROR`). */
function configError(message, options = {}) {
    return new CodedError('CONFIG_ERROR', message, options);
}
/** Any thrown value as a coded error; what is not one already is a defect of the action. */
function toCodedError(error) {
    if (error instanceof CodedError)
        return error;
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return new CodedError('INTERNAL_ERROR', message, {
        cause: error,
        hint: 'This is a defect of the action. Please report it, with the log of this step.',
    });
}


/***/ }),

/***/ 6480:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ reasonOf),
/* harmony export */   X: () => (/* binding */ readRegularFile)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/** Reading files that somebody else may have put where the inputs point. */

/**
 * The bytes of a regular file; a named pipe would keep the step waiting for a writer.
 * @throws {Error} with the reason in words, where it cannot be read or is larger than `maxBytes`
 */
async function readRegularFile(path, maxBytes) {
    try {
        // Windows has neither the flag nor the pipes.
        const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(path, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | (node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK ?? 0));
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
/** Why a file cannot be used, in words. */
function reasonOf(error) {
    if (!(error instanceof Error) || error instanceof TypeError)
        return 'it is malformed';
    return 'code' in error ? (reasons[String(error.code)] ?? String(error.code)) : error.message;
}


/***/ }),

/***/ 4628:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  f: () => (/* binding */ openHttp)
});

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/limits.js
var limits = __webpack_require__(5217);
// EXTERNAL MODULE: ./build/loopback.js
var loopback = __webpack_require__(2515);
// EXTERNAL MODULE: ./build/http/failure.js
var failure = __webpack_require__(1923);
;// CONCATENATED MODULE: ./build/http/gate.js
/** How many requests are under way at once, over all registries: one bound for the whole process. */

const waiting = [];
let free = limits/* limits */.F.concurrentRequests;
/**
 * Does the work as soon as one of `limits.concurrentRequests` slots is free, in the order of the calls. The slot is
 * held for one attempt only, so that nobody waits on somebody else's pause.
 * @throws what `work` throws, and `stopped()` where the signal ends the wait
 */
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

// EXTERNAL MODULE: ./build/http/retry.js
var retry = __webpack_require__(4675);
;// CONCATENATED MODULE: ./build/http/client.js
/**
 * One HTTP request on Node's own client: bounded in size and time, tried again where that may help, without redirects
 * (redirect.ts) and without logins (auth.ts). Threats E-05, E-09 to E-12, R-01 to R-07, R-34 to R-36.
 */










/** Larger than any registry's error; a page of HTML behind an error is of no use to anybody. */
const errorBodyBytes = 64 * 1024;
/** All headers of an answer together. */
const headerBytes = 16 * 1024;
/**
 * A client. `send` gives every answer that is no transient failure, of whatever status.
 * @throws {CodedError} (send) TIMEOUT at the deadline, LIMIT_EXCEEDED where the body is longer than asked for,
 * `errorCode` where the network fails for good or the server asks for a wait that is too long
 */
function openHttp(options = {}) {
    // Every waiting request listens to the one signal of the step; many of them are no leak.
    if (options.signal)
        (0,external_node_events_.setMaxListeners)(0, options.signal);
    const wire = {
        signal: options.signal ?? null,
        requestMs: options.requestMs ?? limits/* limits */.F.requestMs,
        retryBaseMs: options.retryBaseMs ?? 250,
        errorCode: options.errorCode ?? 'REGISTRY_ERROR',
        rateLimit: options.rateLimit ?? (() => null),
        rateLimitHint: options.rateLimitHint ?? 'Run the job again after that time.',
        onRequest: options.onRequest ?? (() => { }),
        agentFor: openAgents(options.env ?? process.env),
    };
    return { send: (request) => sendWithRetries(request, wire) };
}
/** No proxy stands between a runner and itself, and TLS is not to be switched off by the environment. */
function openAgents(env) {
    const plain = new external_node_http_.Agent({ keepAlive: true });
    const secureLocal = new external_node_https_.Agent({ keepAlive: true, rejectUnauthorized: true });
    const secure = new external_node_https_.Agent({ keepAlive: true, rejectUnauthorized: true, proxyEnv: { ...env } });
    return (url) => {
        if (url.protocol === 'http:')
            return plain;
        return (0,loopback/* isLoopback */.U)(url.hostname) ? secureLocal : secure;
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
        // Over all attempts, for the step has other places to ask and little time.
        if (!failed && asked !== null && (0,retry/* isTooLong */.pn)(waited + asked)) {
            const isLimit = limited !== null || outcome.status === 429;
            throw isLimit ? rateLimited(request, asked, wire) : comeBackLater(request, outcome.status, asked, wire);
        }
        const wait = Math.max(asked ?? 0, (0,retry/* backoffMs */.jo)(attempt, wire.retryBaseMs, Math.random()));
        waited += wait;
        await pause(wait, wire);
    }
}
/** The answer, or what broke it; an error that is not the network's is thrown at once. */
async function tryOnce(request, wire) {
    const line = (0,failure/* requestLine */.uA)(request.method, request.url);
    return withSlot(() => stopped(wire), wire.signal, async () => {
        const start = performance.now();
        const report = (result) => {
            wire.onRequest(`${line} ${result} ${Math.round(performance.now() - start)} ms`);
        };
        try {
            const response = await exchange(request, wire);
            report(response.status);
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
/** One request and its whole answer. Settles by the deadline at the latest, whatever the server does. */
function exchange(request, wire) {
    return new Promise((resolve, reject) => {
        const client = request.url.protocol === 'http:' ? external_node_http_ : external_node_https_;
        const outgoing = client.request(request.url, {
            method: request.method,
            headers: { 'User-Agent': 'verify-image-provenance', 'Accept-Encoding': 'identity', ...request.headers },
            agent: wire.agentFor(request.url),
            maxHeaderSize: headerBytes,
            insecureHTTPParser: false,
        });
        const deadline = setTimeout(() => fail(tooSlow(request, wire)), wire.requestMs);
        const onAbort = () => fail(stopped(wire));
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
                fail(brokenOff());
        });
        if (wire.signal?.aborted)
            return fail(stopped(wire));
        outgoing.end(request.body);
    });
}
/** The body, never more of it in memory than is allowed: nothing is reserved because a header says so (threats E-10). */
function readBody(incoming, request, wire) {
    return new Promise((resolve, reject) => {
        const good = isSuccess(incoming.statusCode);
        const most = good ? request.maxBytes : Math.min(request.maxBytes, errorBodyBytes);
        const chunks = [];
        let length = 0;
        const overflow = () => {
            if (good)
                reject(tooLong(request));
            else
                resolve(Buffer.concat(chunks));
            incoming.destroy();
        };
        incoming.on('error', reject);
        incoming.on('close', () => reject(brokenOff()));
        incoming.on('end', () => (incoming.complete ? resolve(Buffer.concat(chunks)) : reject(brokenOff())));
        const encoding = incoming.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
        if (good && encoding !== 'identity' && encoding !== '')
            return reject(encoded(request, wire));
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
        // Nothing but the signal ends a sleep early.
        throw stopped(wire);
    }
}
/** What node:http says when a connection ends early, for the endings that it is silent about. */
function brokenOff() {
    return Object.assign(new Error('the connection closed before the answer was complete'), { code: 'ECONNRESET' });
}
function stopped(wire) {
    const reason = wire.signal?.reason;
    if (reason instanceof errors/* CodedError */.AK)
        return reason;
    return new errors/* CodedError */.AK('TIMEOUT', 'the step ran out of time before every request was answered', {
        hint: 'Run the job again; where it happens each time, ask fewer images in one step.',
    });
}
function tooSlow(request, wire) {
    const line = (0,failure/* requestLine */.uA)(request.method, request.url);
    return new errors/* CodedError */.AK('TIMEOUT', `${line} was not answered completely within ${wire.requestMs / 1000} s`, {
        hint: `${request.url.host} or the network in between is slow: run the job again.`,
    });
}
function tooLong(request) {
    const line = (0,failure/* requestLine */.uA)(request.method, request.url);
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', `${line} answered with more than ${request.maxBytes} bytes`, {
        hint: 'The action reads no more than that, because anybody who can push to a repository chooses what is in it.',
    });
}
function encoded(request, wire) {
    const line = (0,failure/* requestLine */.uA)(request.method, request.url);
    return new errors/* CodedError */.AK(wire.errorCode, `${line} answered with a compressed body, which was not asked for`, {
        hint: `A proxy in between may be doing it: exempt ${request.url.host} from it.`,
    });
}
function comeBackLater(request, status, waitMs, wire) {
    const line = (0,failure/* requestLine */.uA)(request.method, request.url);
    const until = (0,retry/* untilText */.oV)(waitMs, Date.now());
    return new errors/* CodedError */.AK(wire.errorCode, `${line} answered ${status}, and asks to come back at ${until}`, {
        hint: 'Run the job again after that time.',
    });
}
function rateLimited(request, waitMs, wire) {
    const line = (0,failure/* requestLine */.uA)(request.method, request.url);
    return new errors/* CodedError */.AK(wire.errorCode, `${line}: rate limited until ${(0,retry/* untilText */.oV)(waitMs, Date.now())}`, {
        hint: wire.rateLimitHint,
    });
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
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/** What a failed request is called: method, host and path, never a query or userinfo (threats H-05, H-06). */

/** The request as messages name it. */
function requestLine(method, url) {
    const path = url.pathname.length > 300 ? `${url.pathname.slice(0, 300)}...` : url.pathname;
    return `${method} ${url.origin}${path}`;
}
/** Codes after which the same request may well succeed. What is not known to be transient is not tried again. */
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
/** Node's code of a network error; null for anything that is none. */
function networkCode(error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    return typeof code === 'string' ? code : null;
}
/** Whether an error of the network is worth another attempt (threats R-03, R-06, R-07). */
function isTransient(error) {
    return transient.has(networkCode(error) ?? '');
}
/**
 * A network error in the reader's words. Only its code is shown: the messages of proxies and of TLS libraries may hold
 * addresses with passwords. An error without code is a defect and is handed back as it is.
 */
function networkFailure(error, method, url, as) {
    const code = networkCode(error);
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .CodedError */ .AK || code === null)
        return error;
    const { what, hint } = explain(code, error, url);
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .CodedError */ .AK(as, `${requestLine(method, url)} failed: ${what} (${code})`, { hint });
}
function explain(code, error, url) {
    if (code === 'ENOTFOUND') {
        return {
            what: 'host not found',
            hint: `Is ${url.hostname} spelled as it should be, and known to this runner's DNS? Behind a proxy, is the one in HTTPS_PROXY?`,
        };
    }
    if (code === 'ERR_PROXY_TUNNEL') {
        const status = error instanceof Error && 'statusCode' in error ? ` with ${String(error.statusCode)}` : '';
        return { what: `the proxy refused the connection${status}`, hint: 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY.' };
    }
    if (isTls(code)) {
        return {
            what: 'TLS: the connection could not be secured',
            hint: `Check the certificate of ${url.host}; a private certificate authority is named in NODE_EXTRA_CA_CERTS.`,
        };
    }
    if (code.startsWith('HPE_')) {
        return { what: 'the answer is no well-formed HTTP', hint: `Is ${url.host} a registry, and no proxy in between?` };
    }
    return {
        what: 'the connection could not be made or broke off',
        hint: `Is ${url.host} reachable from this runner? Behind a proxy, set HTTPS_PROXY and NO_PROXY.`,
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

/**
 * Where the page after this answer is, or null where it is the last one.
 * @param origin - the only one where it may be
 * @throws {SyntaxError} where that cannot be told, or it is said to be elsewhere
 */
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
/**
 * The target of the first link with `rel=next`, or null where there is none.
 * @throws {SyntaxError} where the header is not well-formed: a next page may then be missed
 */
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
/** The parameters up to the comma behind them; only the first `rel` counts, as the specification has it. */
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
        throw new SyntaxError('a link has something behind it that is no parameter');
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
/** What a URL's origin tells: whether it is the same as another's, and whether it is private (threats E-02, E-06). */

const privateAddresses = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
for (const [network, bits] of [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
]) {
    privateAddresses.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
    ['::', 127],
    ['64:ff9b::', 96],
    ['fc00::', 7],
    ['fe80::', 10],
]) {
    privateAddresses.addSubnet(network, bits, 'ipv6');
}
/**
 * Whether a URL's hostname is by its very spelling no public one: `localhost`, or a loopback, private or link-local
 * address. A public name may still resolve to such an address; what is behind it then has no certificate for the name.
 */
function isPrivate(hostname) {
    const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
    if (name === 'localhost' || name.endsWith('.localhost'))
        return true;
    const address = unbracketed(name);
    if ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv4)(address))
        return privateAddresses.check(address, 'ipv4');
    return (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv6)(address) && privateAddresses.check(address, 'ipv6');
}
/** Whether a hostname is a name of the public DNS by its spelling: with a dot, and no address. */
function isPublicName(hostname) {
    const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
    const address = unbracketed(name);
    return name.includes('.') && !(0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv4)(address) && !(0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv6)(address) && !isPrivate(name);
}
/** The same origin, by scheme, host and port. */
function sameOrigin(one, other) {
    return one.protocol === other.protocol && one.host === other.host;
}
function unbracketed(hostname) {
    return hostname.startsWith('[') && hostname.endsWith(']') ? hostname.slice(1, -1) : hostname;
}


/***/ }),

/***/ 3701:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Of: () => (/* binding */ refusalOf),
/* harmony export */   e6: () => (/* binding */ follow)
/* harmony export */ });
/* unused harmony export redirectTarget */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9473);
/* harmony import */ var _limits_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5217);
/* harmony import */ var _loopback_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2515);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1923);
/* harmony import */ var _origin_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3391);
/** Following redirects without carrying a login away, or being led into a private network (threats E-02, E-06). */





const redirects = new Set([301, 302, 303, 307, 308]);
/**
 * Sends a request and follows up to `limits.redirects` redirects of a GET. `authorization` goes to the origin of the
 * request's own URL only: the first hop to another origin drops it for good.
 * @param stay - refuse to leave that origin at all
 * @throws {CodedError} REGISTRY_ERROR (or `code`) for a redirect that is refused, and what `Http.send` throws
 */
async function follow(http, request, authorization, code = 'REGISTRY_ERROR', stay = false) {
    const start = request.url;
    let url = start;
    let login = authorization;
    for (let hops = 0; hops <= _limits_js__WEBPACK_IMPORTED_MODULE_0__/* .limits */ .F.redirects; hops++) {
        const headers = login === null ? request.headers : { ...request.headers, Authorization: login };
        const response = await http.send({ ...request, url, headers });
        const location = response.headers.location;
        if (request.method !== 'GET' || !redirects.has(response.status) || location === undefined)
            return response;
        url = redirectTarget(url, location, start, code, stay);
        if (!(0,_origin_js__WEBPACK_IMPORTED_MODULE_1__/* .sameOrigin */ .Nm)(start, url))
            login = null;
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .CodedError */ .AK(code, `${(0,_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .requestLine */ .uA)(request.method, start)} was redirected more than ${_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .limits */ .F.redirects} times`, {
        hint: `Is ${start.host} what it should be, and no proxy or login page in between?`,
    });
}
/**
 * Where a Location header leads, from `current`, in a chain that began at `start`.
 * @throws {CodedError} REGISTRY_ERROR (or `code`) where that is no URL, no http(s), holds userinfo, leaves https, or
 * leads to a private address although the chain began on a public one
 */
function redirectTarget(current, location, start, code = 'REGISTRY_ERROR', stay = false) {
    const target = URL.canParse(location, current.href) ? new URL(location, current) : null;
    const why = target === null ? 'to no URL' : refusalOf(current, target, start, stay);
    if (target !== null && why === null)
        return target;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .CodedError */ .AK(code, `${(0,_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .requestLine */ .uA)('GET', current)} was redirected ${why}, which is refused`, {
        hint: `${start.host}, or a proxy in front of it, is set up in a way that would be unsafe to follow.`,
    });
}
/** Why `target`, named by an answer from `current`, is not to be asked, as the end of `was redirected ...`; null where it is. */
function refusalOf(current, target, start, stay = false) {
    if (target.protocol !== 'https:' && target.protocol !== 'http:')
        return 'to something that is neither https nor http';
    if (target.username !== '' || target.password !== '')
        return `to ${target.host} with a user name in the URL`;
    if (target.protocol === 'http:' && current.protocol === 'https:')
        return `from https to http at ${target.host}`;
    if ((0,_origin_js__WEBPACK_IMPORTED_MODULE_1__/* .isPrivate */ .Gw)(target.hostname) && !(0,_origin_js__WEBPACK_IMPORTED_MODULE_1__/* .isPrivate */ .Gw)(start.hostname))
        return `to ${target.host} in a private network`;
    if (target.protocol === 'http:' && !(0,_loopback_js__WEBPACK_IMPORTED_MODULE_4__/* .isLoopback */ .U)(target.hostname))
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
/* harmony import */ var _limits_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5217);
/** When to ask again, and how long to wait before (threats R-01 to R-06). Pure: the clock and the dice are passed in. */

/** Statuses after which the same request may succeed. */
function isTransientStatus(status) {
    return [429, 500, 502, 503, 504].includes(status);
}
/** The wait before retry `attempt` (from 0): doubled each time, and spread so that many clients do not come back at once. */
function backoffMs(attempt, baseMs, random) {
    return baseMs * 2 ** attempt * (0.5 + random / 2);
}
/**
 * The wait that a Retry-After header asks for, in milliseconds; null where it has none or makes no sense. Seconds and
 * the one date form that senders may write (RFC 9110, section 5.6.7) are known; a date that has passed is no wait.
 */
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
/** Whether a wait is longer than the action honours. */
function isTooLong(waitMs) {
    return waitMs > _limits_js__WEBPACK_IMPORTED_MODULE_0__/* .limits */ .F.retryAfterMs;
}
/** The time at which a wait ends: `12:34:56 UTC`, with the date in front where it is not today. */
function untilText(waitMs, now) {
    const longest = 8.64e15;
    const end = new Date(Math.min(now + waitMs, longest)).toISOString();
    const [day = '', time = ''] = end.split('T');
    const today = new Date(now).toISOString().startsWith(day);
    return `${today ? '' : `${day} `}${time.slice(0, 8)} UTC`;
}


/***/ }),

/***/ 2566:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ kindOfMediaType),
/* harmony export */   l: () => (/* binding */ readImageManifest)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9473);
/* harmony import */ var _registry_manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9329);
/** What a manifest is, index or image manifest: two readers must not take the same bytes for two things (threats B-18, R-11). */


const kinds = new Map([
    ['application/vnd.oci.image.index.v1+json', 'index'],
    ['application/vnd.docker.distribution.manifest.list.v2+json', 'index'],
    ['application/vnd.oci.image.manifest.v1+json', 'manifest'],
    ['application/vnd.docker.distribution.manifest.v2+json', 'manifest'],
]);
/** What servers say that do not know what they serve: the body alone has to tell (threats R-11). */
const silent = new Set(['', 'application/json', 'application/octet-stream', 'text/plain']);
const schema1 = /^application\/vnd\.docker\.distribution\.manifest\.v1\+/;
/**
 * What was served, read as the one thing that it is: its fields, its own `mediaType` and the Content-Type must agree.
 * @param name - what messages call it
 * @throws {CodedError} REGISTRY_ERROR where it is neither an image manifest nor an index, or could be taken for both
 */
function readImageManifest(manifest, name) {
    const body = readBody(manifest, name);
    const [contentType = ''] = (manifest.contentType ?? '').split(';').map((part) => part.trim().toLowerCase());
    if (body.schemaVersion === 1 || schema1.test(body.mediaType ?? '') || schema1.test(contentType)) {
        throw refuse(`${name} is of Docker schema 1, which is not supported: push it again with a current client`);
    }
    const kind = kindOf(body);
    if (kind === null)
        throw unusable(name, 'it is neither an image manifest nor an index');
    if (kind === 'both')
        throw ambiguous(name, 'it has the fields of an index and those of a manifest');
    if (body.schemaVersion !== 2)
        throw unusable(name, 'its schemaVersion is not 2');
    if (body.mediaType !== null && kinds.get(body.mediaType) !== kind) {
        throw ambiguous(name, `its fields are those of ${nounOf(kind)}, its mediaType is "${body.mediaType.slice(0, 128)}"`);
    }
    if (!silent.has(contentType) && kinds.get(contentType) !== kind) {
        throw ambiguous(name, `it is ${nounOf(kind)}, its Content-Type is "${contentType.slice(0, 128)}"`);
    }
    return { kind, mediaType: body.mediaType ?? (kinds.has(contentType) ? contentType : unsaid[kind]), body };
}
/** OCI leaves the field optional, Docker does not. */
const unsaid = {
    index: 'application/vnd.oci.image.index.v1+json',
    manifest: 'application/vnd.oci.image.manifest.v1+json',
};
/** What a descriptor's media type says that it describes; null where it is neither. */
function kindOfMediaType(mediaType) {
    return kinds.get(mediaType) ?? null;
}
function readBody(manifest, name) {
    try {
        return (0,_registry_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .readManifest */ .W)(manifest.bytes);
    }
    catch (error) {
        if (error instanceof SyntaxError)
            throw unusable(name, error.message, error);
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
function ambiguous(name, why) {
    return refuse(`ambiguous manifest of ${name}: ${why}`);
}
function unusable(name, why, cause) {
    return refuse(`malformed manifest of ${name}: ${why}`, cause);
}
function refuse(message, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .CodedError */ .AK('REGISTRY_ERROR', message, {
        hint: 'Is this the reference of a container image, and no proxy or login page in front of the registry?',
        cause,
    });
}


/***/ }),

/***/ 7755:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F2: () => (/* binding */ parseReference),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   dp: () => (/* binding */ pinned),
/* harmony export */   dz: () => (/* binding */ isTag)
/* harmony export */ });
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4974);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/**
 * Image references: Docker's grammar and Docker's normalisation, by anchored expressions that need linear time
 * (threats E-15, R-38).
 */


const wanted = '[registry/]path[:tag][@sha256:...]';
/** The OCI distribution specification leaves room for 255 characters of registry and path together. */
const maxName = 255;
/** No reference is longer: a name, `:`, a tag of 128 characters, `@`, a digest. */
const maxText = maxName + 1 + 128 + 1 + 'sha256:'.length + 64;
const pathComponent = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/;
const tagForm = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const hostComponent = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;
const bracketed = /^\[[0-9A-Fa-f:.]+\]$/;
const portForm = /^[1-9][0-9]{0,4}$/;
const imageId = /^[0-9a-f]{64}$/;
/**
 * Reads one image reference: `alpine` is `docker.io/library/alpine:latest`, `index.docker.io` is `docker.io`, and where
 * both a tag and a digest stand the digest is what counts while the tag is kept for the rules about tags.
 * @throws {CodedError} CONFIG_ERROR, naming the value got and the form wanted; userinfo is never echoed
 */
function parseReference(text) {
    const given = text.trim();
    refuseWhatIsNoReference(given);
    const at = given.indexOf('@');
    const name = at === -1 ? given : given.slice(0, at);
    const digest = at === -1 ? null : readDigest(given, given.slice(at + 1));
    const [repository, tag] = splitTag(name);
    if (tag !== null && !tagForm.test(tag)) {
        throw refuse(given, 'its tag is not one: letters, digits, "_", "." and "-", at most 128 of them');
    }
    const [host, rest] = splitHost(repository);
    const registry = host === null ? 'docker.io' : readHost(given, host);
    const path = registry === 'docker.io' && rest !== '' && !rest.includes('/') ? `library/${rest}` : rest;
    refusePath(given, path);
    if (registry.length + 1 + path.length > maxName)
        throw refuse(given, `its name is longer than ${maxName} characters`);
    return { given, registry, path, tag: tag ?? (digest === null ? 'latest' : null), digest };
}
/** `registry/path`, without tag and digest. */
function nameOf(reference) {
    return `${reference.registry}/${reference.path}`;
}
/** The reference as later steps should use it: `registry/path@sha256:…`. */
function pinned(reference, digest) {
    return `${nameOf(reference)}@${digest}`;
}
/** Whether this is a tag as the OCI distribution specification spells it. */
function isTag(text) {
    return tagForm.test(text);
}
function refuseWhatIsNoReference(given) {
    if (given === '')
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .configError */ .Fj)(`Input image: a reference is empty; wanted ${wanted}`);
    if (hasUserinfo(given)) {
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .configError */ .Fj)(`Input image: a reference has something else than a digest behind its "@"; wanted ${wanted}`, {
            hint: 'Credentials do not belong into it: log in with docker/login-action before this step.',
        });
    }
    if (given.length > maxText)
        throw refuse(given, `it is longer than ${maxText} characters`);
    if (!/^[\x21-\x7e]+$/.test(given)) {
        throw refuse(given, 'it holds a space, a control character, or a character outside of ASCII');
    }
    if (/^[a-z]+:\/\//i.test(given))
        throw refuse(given, 'a reference has no scheme such as "https://"');
    if (imageId.test(given))
        throw refuse(given, 'it is an image ID, which no registry knows');
}
/** Anything behind the first `@` that does not begin as a digest may be a host behind a password. */
function hasUserinfo(given) {
    const at = given.indexOf('@');
    return at !== -1 && !/^sha[0-9]+:[^@/]*$/i.test(given.slice(at + 1));
}
function readDigest(given, text) {
    const digest = (0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .asDigest */ .J6)(text);
    if (digest === null)
        throw refuse(given, 'its digest is not "sha256:" and 64 lower-case hexadecimal digits');
    return digest;
}
/** A colon behind the last slash begins the tag; one before it belongs to the port. */
function splitTag(name) {
    const colon = name.lastIndexOf(':');
    if (colon === -1 || colon < name.lastIndexOf('/'))
        return [name, null];
    return [name.slice(0, colon), name.slice(colon + 1)];
}
/** The first segment is a host where it could not be part of a path: by `.`, by `:`, or as `localhost`. */
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
        throw refuse(given, 'the port of its registry is not a number from 1 to 65535');
    }
    const spelled = bracketed.test(name) || name.split('.').every((component) => hostComponent.test(component));
    if (!spelled || !URL.canParse(`https://${name}/`))
        throw refuse(given, 'its registry is not a host name');
    const { hostname } = new URL(`https://${name}/`);
    // "127.1" and "0x7f.1" are other spellings of an address: whoever reads the profile must see the host that is asked.
    if (!bracketed.test(name) && hostname !== name.toLowerCase()) {
        throw refuse(given, 'its registry is an address in an unusual spelling');
    }
    const host = `${hostname}${port}`;
    return host === 'index.docker.io' ? 'docker.io' : host;
}
function refusePath(given, path) {
    if (path.split('/').every((component) => pathComponent.test(component)))
        return;
    const why = /[A-Z]/.test(path)
        ? 'the path of an image is lower case'
        : 'its path is not one: lower-case letters and digits, with ".", "_", "__" or "-" between them';
    throw refuse(given, why);
}
function refuse(given, why) {
    const shown = given.length > maxText ? `${given.slice(0, 64)}...` : given;
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .configError */ .Fj)(`Input image: "${shown}" is not an image reference: ${why}; wanted ${wanted}`);
}


/***/ }),

/***/ 9368:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dc: () => (/* binding */ member),
/* harmony export */   OW: () => (/* binding */ isJsonObject),
/* harmony export */   _6: () => (/* binding */ decodeUtf8),
/* harmony export */   dw: () => (/* binding */ parseJsonObject)
/* harmony export */ });
/* harmony import */ var _limits_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5217);
/**
 * Reading JSON that somebody else wrote. Two parsers must never see two documents in the same bytes, so what
 * `JSON.parse` passes over in silence is refused here: invalid UTF-8, a byte order mark, repeated keys (threats B-11).
 */

/**
 * The value that these bytes hold.
 * @throws {SyntaxError} where they are not UTF-8, not JSON, nested or long beyond reason, or where an object repeats a key
 */
function parseJson(bytes) {
    const text = decodeUtf8(bytes);
    refuseRepeatedKeys(text);
    return JSON.parse(text);
}
/**
 * As `parseJson`, for bytes that have to hold an object.
 * @throws {SyntaxError} where they hold anything else
 */
function parseJsonObject(bytes) {
    const value = parseJson(bytes);
    if (!isJsonObject(value))
        throw new SyntaxError('not a JSON object');
    return value;
}
/** Whether this is a JSON object: neither null nor an array. */
function isJsonObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** The object's own member of that name; undefined for what it inherits. */
function member(object, key) {
    return Object.hasOwn(object, key) ? object[key] : undefined;
}
/**
 * The text that these bytes hold.
 * @throws {SyntaxError} where they are not UTF-8
 */
function decodeUtf8(bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch {
        throw new SyntaxError('it is not valid UTF-8');
    }
}
/**
 * Walks the text before `JSON.parse` does, which makes of three bytes an object of fifty. Only strings, brackets and
 * colons are told apart: where the text is no JSON at all the walk may take a wrong turn, and `JSON.parse` then refuses
 * what is left.
 */
function refuseRepeatedKeys(text) {
    const open = [];
    let string = '';
    let values = 0;
    for (let at = 0; at < text.length; at++) {
        const character = text[at];
        if (character === ',' || character === '{' || character === '[') {
            if (++values > _limits_js__WEBPACK_IMPORTED_MODULE_0__/* .limits */ .F.jsonValues)
                throw new SyntaxError(`it holds more than ${_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .limits */ .F.jsonValues} values`);
        }
        if (character === '"') {
            const end = endOfString(text, at);
            string = text.slice(at, end);
            at = end - 1;
        }
        else if (character === '{' || character === '[') {
            if (open.length === _limits_js__WEBPACK_IMPORTED_MODULE_0__/* .limits */ .F.jsonDepth)
                throw new SyntaxError(`nested more than ${_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .limits */ .F.jsonDepth} levels deep`);
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
/**
 * Each string is decoded once: a colon that follows no string leaves nothing to decode, and throws. Most keys have no
 * escape, and half a million of them are decoded ten times as fast without the parser.
 */
function decodeKey(string) {
    return string === '' || string.includes('\\') ? JSON.parse(string) : string.slice(1, -1);
}
/** Behind the closing quote of the string that starts at `start`; the end of the text where none closes it. */
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

/***/ 5217:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ limits)
/* harmony export */ });
/**
 * Every bound of the action in one place (contract, section 6). Sizes are bytes, times are
 * milliseconds, everything else is a count. A bound is inclusive: what equals it still passes.
 */
const limits = {
    manifestBytes: 4 * 1024 * 1024,
    /** A bundle, a signature payload, an envelope: before and after any decompression. */
    bundleBytes: 16 * 1024 * 1024,
    /** All that is kept of one image's attestations: a thousand of the largest would be 16 GiB. */
    gatheredBytes: 128 * 1024 * 1024,
    apiPageBytes: 16 * 1024 * 1024,
    /** The most that GitHub puts on a page. */
    apiPageEntries: 100,
    /** Lists that the attestations API is asked for about one digest. */
    apiLists: 32,
    tokenBytes: 1024 * 1024,
    /** What a credential helper may write. */
    helperBytes: 64 * 1024,
    profileBytes: 256 * 1024,
    trustedRootBytes: 4 * 1024 * 1024,
    certificateBytes: 16 * 1024,
    /** Deeper than anything that this field writes; a parser's stack ends far below what 16 MiB could nest. */
    jsonDepth: 128,
    /** Of one JSON text, with its containers: the largest SBOM that fits into a bundle has fewer. */
    jsonValues: 500_000,
    images: 64,
    attestations: 1000,
    /** Attestations in one referrer, which has one by its specification. */
    layersOfReferrer: 16,
    /** In-toto statements in one of BuildKit's attestation manifests: provenance, and a few SBOMs. */
    statementsOfManifest: 64,
    /** Manifests of all referrers of one image together. */
    referrersBytes: 32 * 1024 * 1024,
    logEntries: 32,
    timestamps: 32,
    /** Canonicalised body of one log entry. */
    logEntryBodyBytes: 1024 * 1024,
    /** The signed note of a log: its size and root hash, and a few signatures. */
    checkpointBytes: 16 * 1024,
    /** An RFC 3161 token, the certificates of its authority included. */
    timestampBytes: 16 * 1024,
    /** Hashes of one inclusion proof: a tree of 2^64 leaves needs no more. */
    proofHashes: 64,
    subjects: 1024,
    /** Of an index, and an index inside of it. */
    indexDepth: 2,
    /** Of an index, those of indexes inside of it counted. */
    indexManifests: 256,
    redirects: 10,
    pages: 100,
    bundleFiles: 1000,
    retries: 5,
    retryAfterMs: 60_000,
    requestMs: 30_000,
    helperMs: 10_000,
    runMs: 5 * 60_000,
    waitSeconds: 300,
    tagRegexLength: 512,
    /** Characters of a tag_regex once its counted repetitions are written out. */
    tagRegexWork: 65_536,
    globLength: 512,
    /** Values of one claim in a profile. */
    claimValues: 256,
    /** Mistakes of one profile that are told. */
    mistakes: 100,
    annotations: 10,
    summaryBytes: 900 * 1024,
    /** Of one SARIF file; code scanning keeps no more than 5,000. */
    sarifResults: 1000,
    /** How far ahead of this machine's clock a signing time may lie (threats C-34). */
    clockSkewMs: 10_000,
    concurrentImages: 8,
    concurrentRequests: 16,
    /** Bundles of one list that are fetched at a time: of these no size is known before. */
    concurrentBlobs: 4,
};


/***/ }),

/***/ 2515:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ isLoopback)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);
/** The one exception to https: a machine speaking to itself (contract, section 2). */

/** `localhost`, `127.0.0.0/8` and `[::1]`, as `URL.hostname` spells them. */
function isLoopback(hostname) {
    return hostname === 'localhost' || hostname === '[::1]' || ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv4)(hostname) && hostname.startsWith('127.'));
}


/***/ }),

/***/ 6542:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ places)
/* harmony export */ });
const places = {
    referrers: 'the referrers API of the registry',
    'referrers-tag': 'the referrers tag',
    'cosign-signature': 'the .sig tag of cosign',
    'cosign-attestation': 'the .att tag of cosign',
    buildkit: 'the BuildKit attestation manifests',
    github: 'the attestations API of GitHub',
    file: 'the bundle files',
};


/***/ }),

/***/ 2023:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ek: () => (/* binding */ tagsToAsk),
/* harmony export */   V5: () => (/* binding */ applicableRules),
/* harmony export */   aJ: () => (/* binding */ canName),
/* harmony export */   l4: () => (/* binding */ undecidedRules),
/* harmony export */   m0: () => (/* binding */ namesReference)
/* harmony export */ });
/** Whether the rule's name is that of the image: its path, the path without the owner, or `registry/path`. */
function namesReference(rule, { registry, path }) {
    const { name } = rule.applies;
    return name === null || [path, path.slice(path.indexOf('/') + 1), `${registry}/${path}`].includes(name);
}
const component = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/;
const host = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;
/**
 * Whether an image can have this name, once its reference is normalised. A rule with another would never apply, and
 * where a second one does, nobody would miss it.
 */
function canName(name) {
    const [first = '', ...rest] = name.split('/');
    if (first === 'index.docker.io' || (first === 'docker.io' && rest.length === 1))
        return false;
    return (component.test(first) || (host.test(first) && rest.length > 0)) && rest.every((part) => component.test(part));
}
/** Whether the rule's tags are among those that the digest carries; a pattern must match one of them whole. */
function tagsMatch(rule, carried) {
    const { tags, tagRegex } = rule.applies;
    if (tagRegex === null)
        return tags.every((tag) => carried.has(tag));
    return [...carried].some((tag) => tagRegex.matches(tag));
}
/** The rules that apply to an image of whose digest all the tags that matter are known. */
function applicableRules(rules, reference, carried) {
    return rules.filter((rule) => namesReference(rule, reference) && tagsMatch(rule, carried));
}
/**
 * The tags that rules for this image ask about and of which it is not known whether the digest carries them.
 * @param unresolved - tags that references give beside the digest, for rules with a pattern
 */
function tagsToAsk(rules, reference, known, unresolved) {
    const asked = rules
        .filter((rule) => namesReference(rule, reference))
        .flatMap(({ applies }) => (applies.tagRegex === null ? applies.tags : unresolved));
    return [...new Set(asked)].filter((tag) => !known.has(tag));
}
/** What the reader should know: a rule about tags that was not applied, for its pattern had no tag to be matched with. */
function undecidedRules(rules, references) {
    return references
        .filter(({ tag }) => tag === null)
        .flatMap((reference) => rules
        .filter((rule) => rule.applies.tagRegex !== null && namesReference(rule, reference))
        .map(({ type, position }) => ({
        message: `${type}: tag_regex is not applied to ${reference.given}, which names no tag.`,
        position,
    })));
}


/***/ }),

/***/ 2395:
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

// EXTERNAL MODULE: ./build/policy/claim.js
var claim = __webpack_require__(9403);
;// CONCATENATED MODULE: ./build/policy/duration.js
/** Spans of time as the profile writes them. */
const units = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
/** Milliseconds of `90d`, `12h`, `30m` or `2w`; null where this is no such span. */
function durationOf(text) {
    const [, count, unit = ''] = /^([1-9]\d{0,4})([mhdw])$/.exec(text) ?? [];
    const milliseconds = units[unit];
    return count === undefined || milliseconds === undefined ? null : Number(count) * milliseconds;
}
/** Milliseconds as people say them, rounded down: `412 days`, `3 hours`, `0 minutes`. */
function spanOf(milliseconds) {
    const minutes = Math.max(Math.floor(milliseconds / 60_000), 0);
    const [count, noun] = minutes < 120
        ? [minutes, 'minute']
        : minutes < 48 * 60
            ? [Math.floor(minutes / 60), 'hour']
            : [Math.floor(minutes / 1440), 'day'];
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

// EXTERNAL MODULE: ./build/policy/glob.js
var glob = __webpack_require__(4757);
// EXTERNAL MODULE: ./build/policy/identity.js
var policy_identity = __webpack_require__(8413);
// EXTERNAL MODULE: ./build/policy/names.js
var names = __webpack_require__(9807);
// EXTERNAL MODULE: ./build/policy/nearest.js
var nearest = __webpack_require__(8029);
;// CONCATENATED MODULE: ./build/policy/build-claims.js






const signerIdentity = {
    reads: "certificate, the subject alternative name: the workflow that signed, which of a reusable workflow is not the caller's",
    how: 'the whole name; or it up to its `@ref`; or `owner/repo/.github/workflows/x.yml[@ref]`; or `.github/workflows/x.yml` or `x.yml`, a file of the source repository itself; or an e-mail address',
    word: ({ signer }) => signer.signer_identity,
    accepts(expected, _actual, { signer }, { serverUrl }) {
        const identity = (0,policy_identity/* parseIdentity */.aZ)(expected);
        return identity !== null && (0,policy_identity/* isIdentity */.Lk)(identity, signer, serverUrl, (0,names/* actionsIssuer */.jU)(serverUrl));
    },
    mistake(expected) {
        if ((0,policy_identity/* parseIdentity */.aZ)(expected) !== null)
            return null;
        return 'can never match: write a workflow (release.yml, or owner/repo/.github/workflows/release.yml@ref), a whole URI, or an e-mail address.';
    },
    impliesActions(expected) {
        const identity = (0,policy_identity/* parseIdentity */.aZ)(expected);
        return identity?.form === 'workflow' && identity.repository === null;
    },
    identifies(expected) {
        const identity = (0,policy_identity/* parseIdentity */.aZ)(expected);
        return identity !== null && (0,policy_identity/* pinsSigner */.vw)(identity);
    },
};
const certIssuer = {
    ...claim/* equality */.T5,
    reads: 'certificate, Issuer (…1.8, or …1.1 in old ones)',
    word: ({ signer }) => signer.cert_issuer,
    mistake(expected) {
        if (typeof expected !== 'string' || URL.canParse(expected))
            return null;
        return 'is no URL, and no issuer: that of GitHub Actions is https://token.actions.githubusercontent.com.';
    },
    impliesActions: () => false,
};
const runnerEnvironment = (0,claim/* oneOf */.yL)(['github-hosted', 'self-hosted'], {
    reads: 'certificate, Runner Environment (…1.11)',
    word: ({ signer }) => signer.runner_environment,
});
/** https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows */
const events = 'branch_protection_rule check_run check_suite create delete deployment deployment_status discussion discussion_comment dynamic fork gollum image_version issue_comment issues label merge_group milestone page_build public pull_request pull_request_review pull_request_review_comment pull_request_target push registry_package release repository_dispatch schedule status watch workflow_call workflow_dispatch workflow_run'.split(' ');
const build_claims_event = {
    ...claim/* equality */.T5,
    reads: 'certificate, Build Trigger (…1.20)',
    word: ({ signer }) => signer.event,
    oddity(expected, { github }) {
        if (!github || typeof expected !== 'string' || events.includes(expected))
            return null;
        const near = (0,nearest/* nearest */.p)(expected, events);
        return `is no event of GitHub's that is known here${near === null ? '.' : `. Did you mean ${near}?`}`;
    },
};
const buildConfig = {
    ...claim/* equality */.T5,
    reads: "certificate, Build Config URI (…1.18): the top-level workflow, which of a reusable one is the caller's",
    how: 'as `signer_identity` but for e-mail addresses',
    word: ({ signer }) => signer.build_config,
    accepts(expected, actual, { signer }, { serverUrl }) {
        const identity = (0,policy_identity/* parseIdentity */.aZ)(expected);
        return identity !== null && (0,policy_identity/* isWorkflow */._2)(identity, actual, signer.repository, serverUrl);
    },
    mistake(expected) {
        const form = (0,policy_identity/* parseIdentity */.aZ)(expected)?.form;
        if (form === 'uri' || form === 'workflow')
            return null;
        return 'can never match: write a workflow (release.yml, or owner/repo/.github/workflows/release.yml@ref), or a whole URI.';
    },
    identifies: (expected, surroundings) => signerIdentity.identifies(expected, surroundings),
};
const attempt = /\/attempts\/\d+$/;
const runUrl = /^(https:\/\/[^/\s]+\/[^/\s]+\/[^/\s]+)\/actions\/runs\/\d+(?:\/attempts\/\d+)?$/;
/** The source repository's URI out of a run's; null where it is no run's. */
function repositoryOfRun(expected) {
    return typeof expected === 'string' ? (runUrl.exec(expected)?.[1] ?? null) : null;
}
const run = {
    ...claim/* equality */.T5,
    reads: 'certificate, Run Invocation URI (…1.21)',
    how: "a run's URL; without `/attempts/N` any attempt of it; `current`: the run that this step is part of, in any attempt",
    word: ({ signer }) => signer.run,
    accepts: (expected, actual) => (0,names/* matchesName */.Hj)(expected, attempt.test((0,glob/* textOf */.b6)(expected)) ? actual : actual.replace(attempt, '')) ||
        (typeof expected !== 'string' && (0,names/* matchesName */.Hj)(expected, actual)),
    mistake(expected, { surroundings: { serverUrl } }) {
        if (typeof expected !== 'string' || runUrl.test(expected))
            return null;
        return `is no URL of a run: write ${serverUrl}/owner/name/actions/runs/123, or current.`;
    },
    current: ({ serverUrl, repository: name, runId }) => name === null || runId === null ? null : `${serverUrl}/${name}/actions/runs/${runId}`,
    identifies: names/* pinsOwner */.S,
};
const predicateType = {
    ...claim/* equality */.T5,
    reads: 'statement, `predicateType`',
    how: 'equality; left out, SLSA provenance v1 or v0.2. Another kind is `PREDICATE_MISMATCH`',
    word: (evidence) => evidence.predicateType,
    mistake(expected) {
        if (typeof expected !== 'string' || /[:/]/.test(expected))
            return null;
        return 'is no type of a predicate: write its URI, as in https://slsa.dev/provenance/v1.';
    },
    impliesActions: () => false,
};
const builderId = {
    ...claim/* equality */.T5,
    reads: "SLSA predicate, the builder's `id`; where it is a workflow, it must be the certificate's subject alternative name, too",
    how: 'the whole id; or it up to its `@ref`',
    word: ({ provenance }) => provenance?.builder_id ?? null,
    accepts(expected, actual) {
        const bare = (0,policy_identity/* withoutRef */.iQ)(actual);
        return (0,glob/* matches */.cK)(expected, actual) || (bare !== null && (0,glob/* matches */.cK)(expected, bare));
    },
    impliesActions: () => false,
    identifies: (expected) => (0,glob/* textOf */.b6)(expected).includes('/.github/workflows/') && (0,names/* pinsOwner */.S)(expected),
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
        const most = durationOf((0,glob/* textOf */.b6)(expected));
        return most !== null && now.getTime() - signedAt.getTime() <= most;
    },
    mistake: (expected) => durationOf((0,glob/* textOf */.b6)(expected)) === null ? 'is no span of time: write 90d, or 12h (units: m, h, d, w).' : null,
    impliesActions: () => false,
    identifies: () => false,
};


/***/ }),

/***/ 9403:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hi: () => (/* binding */ gitDigest),
/* harmony export */   T5: () => (/* binding */ equality),
/* harmony export */   id: () => (/* binding */ id),
/* harmony export */   yL: () => (/* binding */ oneOf)
/* harmony export */ });
/* harmony import */ var _glob_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4757);
/* harmony import */ var _nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8029);


/** What most claims do: a text is met by itself alone. */
const equality = {
    how: 'equality',
    accepts: (expected, actual) => (0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .matches */ .cK)(expected, actual),
    mistake: () => null,
    impliesActions: () => true,
    identifies: () => false,
};
/** A claim with few values, of which one was meant if it is GitHub's to say. */
function oneOf(values, claim) {
    return {
        ...equality,
        ...claim,
        how: `equality: ${values.map((value) => `\`${value}\``).join(', ')}`,
        mistake(expected, { github }) {
            if (!github || typeof expected !== 'string' || values.includes(expected))
                return null;
            const near = values.find((value) => expected.endsWith(`/${value}`)) ?? (0,_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .p)(expected, values);
            return `can never match: it is ${values.join(', or ')}${near === null ? '.' : `. Did you mean ${near}?`}`;
        },
    };
}
/** A digest of git, whole. */
function gitDigest(reads, word) {
    return {
        ...equality,
        reads,
        how: 'equality with the full digest, in lower-case hex',
        word,
        mistake: (expected) => typeof expected !== 'string' || /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(expected)
            ? null
            : 'is no full digest of git: write its 40 (or 64) lower-case hex digits.',
    };
}
/** A number of GitHub's. */
function id(reads, word) {
    return {
        ...equality,
        reads,
        how: 'equality; digits, quoted or not',
        word,
        mistake: (expected) => typeof expected !== 'string' || /^[1-9]\d*$/.test(expected) ? null : "is no id: write GitHub's number.",
        identifies: (expected) => typeof expected === 'string',
    };
}


/***/ }),

/***/ 7902:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ claimNamed),
/* harmony export */   d: () => (/* binding */ claimsOf)
/* harmony export */ });
/* harmony import */ var _build_claims_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2395);
/* harmony import */ var _claim_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9403);
/* harmony import */ var _source_claims_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8542);



/** The claims of each rule, by their names in the profile. */
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
        repository_id: (0,_claim_js__WEBPACK_IMPORTED_MODULE_2__.id)('certificate, Source Repository Identifier (…1.15)', ({ signer }) => signer.repository_id),
        owner_id: (0,_claim_js__WEBPACK_IMPORTED_MODULE_2__.id)('certificate, Source Repository Owner Identifier (…1.17)', ({ signer }) => signer.owner_id),
        visibility: (0,_claim_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(['public', 'private', 'internal'], {
            reads: 'certificate, Source Repository Visibility At Signing (…1.22)',
            word: ({ signer }) => signer.visibility,
        }),
        branch: (0,_source_claims_js__WEBPACK_IMPORTED_MODULE_0__/* .refName */ .P7)('branch', 'refs/heads/', 'main'),
        tag: (0,_source_claims_js__WEBPACK_IMPORTED_MODULE_0__/* .refName */ .P7)('tag', 'refs/tags/', 'v1.2.3'),
        ref: _source_claims_js__WEBPACK_IMPORTED_MODULE_0__/* .ref */ .KR,
        commit: _source_claims_js__WEBPACK_IMPORTED_MODULE_0__/* .commit */ .cd,
        signer_identity: _build_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .signerIdentity */ .Rc,
        signer_digest: (0,_claim_js__WEBPACK_IMPORTED_MODULE_2__/* .gitDigest */ .Hi)('certificate, Build Signer Digest (…1.10): the commit of the workflow that signed', ({ signer }) => signer.signer_digest),
        build_config: _build_claims_js__WEBPACK_IMPORTED_MODULE_1__/* .buildConfig */ .fD,
        build_config_digest: (0,_claim_js__WEBPACK_IMPORTED_MODULE_2__/* .gitDigest */ .Hi)('certificate, Build Config Digest (…1.19): the commit of the top-level workflow', ({ signer }) => signer.build_config_digest),
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
/** The claim of that name in that rule. @throws {Error} where there is none: a constraint nobody checks must not exist */
function claimNamed(type, name) {
    const claims = claimsOf[type];
    const claim = Object.hasOwn(claims, name) ? claims[name] : undefined;
    if (claim === undefined)
        throw new Error(`${type} knows no claim ${name}`);
    return claim;
}


/***/ }),

/***/ 4757:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Qz: () => (/* binding */ literalPrefix),
/* harmony export */   SP: () => (/* binding */ shown),
/* harmony export */   b6: () => (/* binding */ textOf),
/* harmony export */   cK: () => (/* binding */ matches),
/* harmony export */   fZ: () => (/* binding */ mapExpected),
/* harmony export */   l1: () => (/* binding */ compatible)
/* harmony export */ });
/* harmony import */ var _limits_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5217);
/**
 * Values of the profile held against words of the evidence: a text equals, a glob matches. In a glob `*` is any text
 * without `/`, `**` any text at all, and every other character is itself. It matches from end to end, in a
 * time that is at most the product of both lengths (contract, section 3; threats D-16).
 */

/** Whether this value of the profile is met by that word. */
function matches(expected, actual) {
    return typeof expected === 'string' ? expected === actual : globMatches(expected.glob, actual);
}
/** A word longer than any certificate is matched by nothing. */
function globMatches(glob, text) {
    if (text.length > _limits_js__WEBPACK_IMPORTED_MODULE_0__/* .limits */ .F.certificateBytes)
        return false;
    const tokens = glob.match(/\*+|[^*]/gsu) ?? [];
    // All places in the glob that what was read so far may have led to.
    let reached = withoutText(tokens, new Set([0]));
    for (const character of text) {
        const next = new Set();
        for (const at of reached) {
            const token = tokens[at];
            if (token === character && token !== '*')
                next.add(at + 1);
            else if (token === '*' ? character !== '/' : token?.startsWith('**'))
                next.add(at);
        }
        if (next.size === 0)
            return false;
        reached = withoutText(tokens, next);
    }
    return reached.has(tokens.length);
}
/** A wildcard may stand for no text at all: the place behind it is reached with it. */
function withoutText(tokens, reached) {
    for (const at of reached)
        if (tokens[at]?.startsWith('*'))
            reached.add(at + 1);
    return reached;
}
/** The same value with its text changed. */
function mapExpected(expected, change) {
    return typeof expected === 'string' ? change(expected) : { glob: change(expected.glob) };
}
/** The characters of a value, a glob's too. */
function textOf(expected) {
    return typeof expected === 'string' ? expected : expected.glob;
}
/** What stands before the first wildcard: every word that the value is met by begins with it. */
function literalPrefix(expected) {
    return typeof expected === 'string' ? expected : (expected.glob.split('*')[0] ?? '');
}
/** As people read it: `main`, `glob: release/*`. */
function shown(expected) {
    return typeof expected === 'string' ? expected : `glob: ${expected.glob}`;
}
/** Whether some word could meet both. Two globs are told apart by how they begin alone. */
function compatible(a, b) {
    if (typeof a === 'string')
        return matches(b, a);
    if (typeof b === 'string')
        return matches(a, b);
    const [one, other] = [literalPrefix(a), literalPrefix(b)];
    return one.startsWith(other) || other.startsWith(one);
}


/***/ }),

/***/ 8413:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lk: () => (/* binding */ isIdentity),
/* harmony export */   _2: () => (/* binding */ isWorkflow),
/* harmony export */   aZ: () => (/* binding */ parseIdentity),
/* harmony export */   ho: () => (/* binding */ reusableWorkflow),
/* harmony export */   iQ: () => (/* binding */ withoutRef),
/* harmony export */   vw: () => (/* binding */ pinsSigner)
/* harmony export */ });
/* harmony import */ var _glob_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4757);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9807);


const workflow = /^(?:(?:([A-Za-z0-9._-]+\/[A-Za-z0-9._-]+)\/|\/)?\.github\/workflows\/)?([^/@\s]+\.ya?ml)(?:@(\S+))?$/;
/** The same with wildcards, of which one may stand for the file's ending, too. */
const workflowGlob = /^(?:(?:([A-Za-z0-9._*-]+\/[A-Za-z0-9._*-]+)\/|\/)?\.github\/workflows\/)?([^/@\s]+\.ya?ml|[^/@\s]*\*)(?:@(\S+))?$/;
const email = /^[^\s@/]+@[^\s@/]+$/;
/** The identity that this value spells, or null where it can never match a certificate. */
function parseIdentity(expected) {
    const text = (0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(expected);
    const isGlob = typeof expected !== 'string';
    if (!/^[\x20-\x7e]+$/.test(text))
        return null;
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text))
        return { form: 'uri', value: expected };
    // Before the workflow, for *@acme.example would be any file at the ref acme.example.
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
/**
 * Whether the certificate's identity is this one.
 * @param serverUrl - where `owner/repo` lives
 * @param actionsIssuer - the issuer of GitHub's workflows, whose identities are never e-mail addresses
 */
function isIdentity(identity, signer, serverUrl, actionsIssuer) {
    const san = signer.signer_identity;
    if (identity.form === 'email') {
        return signer.identity_type === 'email' && signer.cert_issuer !== actionsIssuer && (0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .matches */ .cK)(identity.value, san);
    }
    return signer.identity_type === 'uri' && isWorkflow(identity, san, signer.repository, serverUrl);
}
/**
 * Whether this URI, a workflow's with its ref, is the one that is meant.
 * @param source - the source repository's URI
 */
function isWorkflow(identity, uri, source, serverUrl) {
    const { form, value } = identity;
    const path = withoutRef(uri);
    // A pattern could take one part of an ambiguous identity for another; equality cannot.
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
/**
 * Whether this identity refuses a stranger's signature. A workflow without its repository does not: it means that file
 * in whatever repository the source is.
 */
function pinsSigner(identity) {
    switch (identity.form) {
        case 'email':
            return typeof identity.value === 'string' || !/@.*\*/.test(identity.value.glob);
        case 'uri':
            return (0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .pinsOwner */ .S)(identity.value);
        case 'workflow':
            return identity.repository !== null && /^[^*]+\//.test(identity.repository);
    }
}
/**
 * The identity up to its `@ref`, or null where that is not one place. Neither a repository's nor a workflow's path can
 * hold `@refs/`, but a file may be called `release.yml@evil.yml` and a branch `x@refs/heads/main` (threats D-05).
 */
function withoutRef(san) {
    const at = san.indexOf('@');
    if (at === -1)
        return null;
    const ref = san.slice(at + 1);
    const path = san.slice(0, at);
    const unambiguous = ref.startsWith('refs/') ? !ref.includes('@refs/') : /^[0-9a-f]{40,64}$/.test(ref);
    return unambiguous ? path : null;
}
/**
 * The two workflows of a build that a reusable one signed: the signer, and the caller, whose repository the source is.
 * null where they are one file.
 */
function reusableWorkflow({ signer_identity, build_config }) {
    const reusable = build_config !== null && withoutRef(signer_identity) !== withoutRef(build_config);
    return reusable ? { signer: signer_identity, caller: build_config } : null;
}


/***/ }),

/***/ 9807:
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
/* harmony import */ var _glob_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4757);

/** The issuer of the OpenID tokens that GitHub's workflows on this server get. */
function actionsIssuer(serverUrl) {
    const { hostname } = new URL(serverUrl);
    if (hostname === 'github.com')
        return 'https://token.actions.githubusercontent.com';
    if (hostname.endsWith('.ghe.com'))
        return `https://token.actions.${hostname}`;
    return `${serverUrl}/_services/token`;
}
/**
 * A repository's URI out of `owner/repo` or a URL; a trailing `/` and `.git` are left away. null where it is neither
 * (threats D-07: nothing else is normalised, nothing but ASCII is a name).
 */
function repositoryUri(text, serverUrl) {
    const bare = text.replace(/\/$/, '').replace(/\.git$/, '');
    if (ownerAndName.test(bare))
        return `${serverUrl}/${bare}`;
    return repositoryUrl.test(bare) ? bare : null;
}
/** An owner's URI out of a name or a URL; null where it is neither. */
function ownerUri(text, serverUrl) {
    const bare = text.replace(/\/$/, '');
    if (ownerName.test(bare))
        return `${serverUrl}/${bare}`;
    return ownerUrl.test(bare) ? bare : null;
}
/** The value with the server's address before it, where it has none: `owner/*` is short for `https://host/owner/*`. */
function withServer(glob, serverUrl) {
    return glob.includes('://') ? glob : `${serverUrl}/${glob}`;
}
/** Whether every URI that meets this value is of one owner, which the value spells out. */
function pinsOwner(uri) {
    return typeof uri === 'string' || /^https:\/\/[^/]+\/[^/]+\//.test((0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .literalPrefix */ .Qz)(uri));
}
const segment = '(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+';
const ownerAndName = new RegExp(`^${segment}/${segment}$`);
const repositoryUrl = new RegExp(`^https://[A-Za-z0-9.:-]+(?:/${segment}){2,}$`);
const ownerName = new RegExp(`^${segment}$`);
const ownerUrl = new RegExp(`^https://[A-Za-z0-9.:-]+/${segment}$`);
/** Whether the value is met by this URI of a repository or owner, in which GitHub ignores the case of ASCII letters. */
function matchesName(expected, uri) {
    return (0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .matches */ .cK)((0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .mapExpected */ .fZ)(expected, asciiLowerCase), asciiLowerCase(uri));
}
/** What GitHub takes two names for that differ in the case of ASCII letters alone. */
function asciiLowerCase(text) {
    return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}


/***/ }),

/***/ 8029:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
/** Which known word was probably meant. */
/** The candidate that fewest edits away is this word; null where even that is another word. */
function nearest(word, candidates) {
    const short = word.slice(0, 64).toLowerCase();
    const [best] = candidates
        .map((candidate) => ({ candidate, distance: editDistance(short, candidate) }))
        .sort((a, b) => a.distance - b.distance);
    return best !== undefined && best.distance <= Math.max(2, best.candidate.length / 3) ? best.candidate : null;
}
/** Levenshtein's distance, a row at a time. */
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

/***/ 9672:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GC: () => (/* binding */ slsaPredicateTypes),
/* harmony export */   Jj: () => (/* binding */ provenanceOf),
/* harmony export */   vM: () => (/* binding */ contradictions)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9368);
/**
 * What a SLSA provenance predicate says of a build on GitHub. The signer's workflow writes it; it is held against the
 * certificate and never believed alone (threats D-09).
 */

/** https://slsa.dev/spec/v1.0/provenance and https://slsa.dev/spec/v0.2/provenance */
const slsaPredicateTypes = ['https://slsa.dev/provenance/v1', 'https://slsa.dev/provenance/v0.2'];
/** The predicate's fields that the certificate has a word for, by the certificate's names for them. */
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
/** The provenance in this statement, or null where it holds another kind of predicate. */
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
/** As the build types of actions/attest and slsa-github-generator have it. */
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
/** As slsa-github-generator has it. BuildKit names its context there, in another form: that need not be the source. */
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
/** What certificate and predicate both say, and say differently. */
function contradictions(signer, provenance) {
    return fields.filter((field) => {
        const [certified, said] = [signer[field], provenance[field]];
        return certified !== null && said !== null && certified !== said;
    });
}
/** The commit of the source repository among the dependencies; several that differ are none that a certificate names. */
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
/** As the certificate's Run Invocation URI has it. */
function runUri(repository, id, attempt) {
    return repository === null || id === null || attempt === null
        ? null
        : `${repository}/actions/runs/${id}/attempts/${attempt}`;
}
/** An invocation's ID may be any text; a mere number or name of the builder's own is none that a certificate has. */
function runOf(invocation) {
    return invocation !== null && /^[A-Za-z0-9_-]+$/.test(invocation) ? null : invocation;
}
/** A builder's ID may be any URI; only one of a workflow means what the certificate's identity means. */
function builderOf(builder) {
    return { builder_id: builder, signer_identity: builder?.includes('/.github/workflows/') ? builder : null };
}
function at(value, ...path) {
    return path.reduce((inner, key) => ((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isJsonObject */ .OW)(inner) ? (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .member */ .Dc)(inner, key) : undefined), value);
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

/***/ 3609:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ip: () => (/* binding */ acceptsAnyone),
  ci: () => (/* binding */ claimMistakes),
  Im: () => (/* binding */ constraintsOf),
  G4: () => (/* binding */ defaultPolicy),
  h1: () => (/* binding */ policyOfClaims),
  OY: () => (/* binding */ resolveCurrent),
  nZ: () => (/* binding */ warningsOf)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/limits.js
var limits = __webpack_require__(5217);
// EXTERNAL MODULE: ./build/policy/claims.js
var claims = __webpack_require__(7902);
// EXTERNAL MODULE: ./build/policy/build-claims.js + 1 modules
var build_claims = __webpack_require__(2395);
// EXTERNAL MODULE: ./build/policy/glob.js
var glob = __webpack_require__(4757);
// EXTERNAL MODULE: ./build/policy/names.js
var policy_names = __webpack_require__(9807);
// EXTERNAL MODULE: ./build/policy/source-claims.js
var source_claims = __webpack_require__(8542);
;// CONCATENATED MODULE: ./build/policy/conflicts.js
/** Claims of one rule that no build can meet together, such as a branch and a tag. */





/** Properties that several claims speak of, and how each says it. */
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
/** Each claim that excludes one before it, said where its value stands. */
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
    return (0,errors/* configError */.Fj)(`${second.label}: ${valuesOf(second)} and ${first.claim}: ${valuesOf(first)} cannot both be true of one build, so that nothing could ever meet this rule.`, { position: second.position, hint: 'Leave one of them out, or make two rules of it.' });
}
function valuesOf({ expected }) {
    return expected
        .slice(0, 5)
        .map((value) => JSON.stringify((0,glob/* shown */.SP)(value)))
        .join(' or ');
}
function folded(value) {
    return value === null ? null : (0,glob/* mapExpected */.fZ)(value, policy_names/* asciiLowerCase */.rB);
}
/** The owner's part of a repository's URI; null where a pattern leaves open where it ends. */
function ownerOfUri(uri) {
    if (uri === null)
        return null;
    const cut = (text) => text.split('/').slice(0, 4).join('/');
    if (typeof uri === 'string')
        return cut(uri);
    return cut(uri.glob).includes('**') ? null : { glob: cut(uri.glob) };
}

// EXTERNAL MODULE: ./build/policy/identity.js
var policy_identity = __webpack_require__(8413);
// EXTERNAL MODULE: ./build/policy/provenance.js
var provenance = __webpack_require__(9672);
;// CONCATENATED MODULE: ./build/policy/rules.js








/**
 * The constraints for these claims. A rule that reads what only GitHub's issuer fills, and names no issuer, means that
 * issuer (contract, section 3; threats D-21).
 */
function constraintsOf(type, asked, surroundings) {
    const constraints = asked.map(({ claim, expected, position }) => ({ claim, expected, position }));
    const names = (claim) => asked.some((one) => one.claim === claim);
    const readsGitHub = asked.some(({ claim, expected }) => expected.some((value) => (0,claims/* claimNamed */.I)(type, claim).impliesActions(value)));
    const implied = [];
    if (type === 'artifact_provenance' && !names('predicate_type')) {
        implied.push({ claim: 'predicate_type', expected: provenance/* slsaPredicateTypes */.GC, position: null });
    }
    if (readsGitHub && !names('cert_issuer')) {
        implied.push({ claim: 'cert_issuer', expected: [(0,policy_names/* actionsIssuer */.jU)(surroundings.serverUrl)], position: null });
    }
    return [...constraints, ...implied];
}
/**
 * The same with `current` written out, where a claim has it.
 * @returns null in place of the claim, where there is no run that `current` could stand for
 */
function resolveCurrent(type, asked, surroundings) {
    const { current } = (0,claims/* claimNamed */.I)(type, asked.claim);
    if (current === undefined)
        return asked;
    const resolved = asked.expected.map((value) => (value === 'current' ? current(surroundings) : value));
    if (resolved.some((value) => value === null))
        return null;
    return { ...asked, expected: resolved };
}
/** What can never be met, said where it stands: a value, or claims that exclude each other. */
function claimMistakes(type, asked, surroundings) {
    const context = { surroundings, github: isGitHubs(asked, surroundings) };
    const resolved = asked.map((one) => ({ one, resolved: resolveCurrent(type, one, surroundings) }));
    const understood = resolved.flatMap(({ resolved }) => resolved ?? []);
    return [
        ...resolved.flatMap(({ one, resolved }) => (resolved === null ? noRun(one) : [])),
        ...understood.flatMap((one) => remarks(one, (value) => {
            const near = (0,glob/* textOf */.b6)(value).length > limits/* limits */.F.certificateBytes ? 'is longer than any certificate.' : null;
            return near ?? (0,claims/* claimNamed */.I)(type, one.claim).mistake(value, context);
        }).map((message) => (0,errors/* configError */.Fj)(message, { position: one.position }))),
        ...conflicts(understood, surroundings),
    ];
}
function noRun({ position, label }) {
    return (0,errors/* configError */.Fj)(`${label}: current stands for what this workflow run is of, and this is no workflow run.`, {
        position,
        hint: 'GITHUB_REPOSITORY, GITHUB_RUN_ID and GITHUB_SHA say which it is; the runner sets them.',
    });
}
/** What there is to say of each value: label, value, and the words for it. */
function remarks({ label, expected }, of) {
    return expected.flatMap((value) => {
        const words = of(value);
        return words === null ? [] : [`${label}: ${JSON.stringify((0,glob/* shown */.SP)(value).slice(0, 200))} ${words}`];
    });
}
/** Whether a rule is about GitHub's workflows: it names no issuer, or one of theirs, an enterprise's too. */
function isGitHubs(asked, { serverUrl }) {
    const issuers = asked.flatMap(({ claim, expected }) => (claim === 'cert_issuer' ? expected : []));
    return issuers.map(glob/* textOf */.b6).every((issuer) => issuer.startsWith((0,policy_names/* actionsIssuer */.jU)(serverUrl)) || !URL.canParse(issuer));
}
/** What the reader should know of this rule although it is obeyed. */
function warningsOf(rule, asked, surroundings) {
    const { type, position, verified, constraints } = rule;
    const context = { surroundings, github: isGitHubs(asked, surroundings) };
    const oddities = asked.flatMap((one) => {
        const { oddity } = (0,claims/* claimNamed */.I)(type, one.claim);
        const said = oddity === undefined ? [] : remarks(one, (value) => oddity(value, context));
        return said.map((message) => ({ message, position: one.position }));
    });
    if (!verified) {
        return [
            { message: `${type}: is_signed alone verifies nothing; add is_verified and claims.`, position },
            ...oddities,
        ];
    }
    const identifying = constraints.filter((constraint) => identifies(type, constraint, surroundings));
    if (identifying.length === 0) {
        const message = `${type}: any signer is accepted, for no claim says who must have signed.`;
        return [{ message, position }, ...oddities];
    }
    return [...reusableAlone(rule, identifying, surroundings), ...anyProvider(rule), ...oddities];
}
/** Whether the rule accepts a stranger's signature. */
function acceptsAnyone({ type, constraints }, surroundings) {
    return !constraints.some((constraint) => identifies(type, constraint, surroundings));
}
function identifies(type, { claim, expected }, surroundings) {
    const { identifies: pins } = (0,claims/* claimNamed */.I)(type, claim);
    return expected.every((value) => pins(value, surroundings));
}
/** An e-mail address alone: every provider that the Sigstore instance knows may vouch for it. */
function anyProvider({ type, constraints }) {
    if (constraints.some(({ claim }) => claim === 'cert_issuer'))
        return [];
    const address = constraints.find(({ claim, expected }) => {
        return claim === 'signer_identity' && expected.some((value) => (0,policy_identity/* parseIdentity */.aZ)(value)?.form === 'email');
    });
    if (address === undefined)
        return [];
    const message = `${type}: signer_identity is an e-mail address, and nothing says which identity provider must have vouched for it: add cert_issuer.`;
    return [{ message, position: address.position }];
}
/**
 * A workflow elsewhere, pinned without the source that it builds: a reusable one signs in its own name whatever
 * repository calls it (threats D-01).
 */
function reusableAlone(rule, identifying, { repository, serverUrl }) {
    const pinsSource = identifying.some(({ claim }) => claim !== 'signer_identity' && claim !== 'builder_id');
    if (pinsSource)
        return [];
    const signers = identifying.flatMap(({ claim, expected }) => (claim === 'signer_identity' ? expected : []));
    const elsewhere = signers.find((value) => {
        const identity = (0,policy_identity/* parseIdentity */.aZ)(value);
        if (identity?.form === 'workflow')
            return identity.repository !== repository;
        return identity?.form === 'uri' && !(0,glob/* textOf */.b6)(value).startsWith(`${serverUrl}/${repository}/`);
    });
    if (elsewhere === undefined)
        return [];
    const position = identifying.find(({ claim }) => claim === 'signer_identity')?.position ?? rule.position;
    return [
        {
            message: `${rule.type}: signer_identity names a workflow of another repository, and nothing says which source it must have built. If it can be reused, it signs for whoever calls it: add ${rule.type === 'artifact_attestation_slsa' ? 'workflow_repository' : 'repository'}.`,
            position,
        },
    ];
}
/**
 * The policy of the five claim inputs.
 * @returns the policy, or every value in it that can never be met
 */
function policyOfClaims(asked, surroundings) {
    const mistakes = claimMistakes('artifact_signature', asked, surroundings);
    if (mistakes.length > 0)
        return mistakes;
    const rule = { ...anyImage, constraints: constraintsOf('artifact_signature', asked, surroundings) };
    return { rules: [rule], warnings: warningsOf(rule, asked, surroundings) };
}
/** The policy when nothing was asked for: signed by this very repository's workflows. Never any signer. */
function defaultPolicy(surroundings) {
    if (surroundings.repository === null) {
        return [
            (0,errors/* configError */.Fj)('There is no profile, no claim input, and GITHUB_REPOSITORY is not set, so that nothing says who must have signed.', {
                hint: 'Set the input profile, or repository.',
            }),
        ];
    }
    const repository = `${surroundings.serverUrl}/${surroundings.repository}`;
    return policyOfClaims([{ claim: 'repository', expected: [repository], position: null, label: 'GITHUB_REPOSITORY' }], surroundings);
}
const anyImage = {
    type: 'artifact_signature',
    position: null,
    applies: { name: null, tags: [], tagRegex: null },
    verified: true,
    sigstore: null,
};


/***/ }),

/***/ 8542:
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
/* harmony import */ var _claim_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9403);
/* harmony import */ var _glob_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4757);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9807);



const repository = {
    reads: 'certificate, Source Repository URI (…1.12)',
    how: '`owner/name`, short for its URL on `GITHUB_SERVER_URL`, or the URL; a trailing `/` or `.git` and the case of ASCII letters are ignored',
    word: ({ signer }) => signer.repository,
    accepts(expected, actual, _evidence, { serverUrl }) {
        const uri = repositoryOf(expected, serverUrl);
        return uri !== null && (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .matchesName */ .Hj)(uri, actual);
    },
    mistake(expected, { surroundings: { serverUrl } }) {
        if (repositoryOf(expected, serverUrl) !== null)
            return null;
        return `is no repository: write owner/name, or its URL, as in ${serverUrl}/owner/name.`;
    },
    impliesActions: () => true,
    identifies(expected, { serverUrl }) {
        const uri = repositoryOf(expected, serverUrl);
        return uri !== null && (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .pinsOwner */ .S)(uri);
    },
};
/** The repository's URI, or the pattern of one; null where no repository can meet it. */
function repositoryOf(expected, serverUrl) {
    if (typeof expected === 'string')
        return (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryUri */ .LJ)(expected, serverUrl);
    const glob = (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .withServer */ .eH)(expected.glob, serverUrl);
    const examples = ['x', 'x/x'].map((part) => glob.replaceAll(/\*\*+/g, part).replaceAll('*', 'x'));
    return examples.some((example) => (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryUri */ .LJ)(example, serverUrl) !== null) ? { glob } : null;
}
const owner = {
    reads: 'certificate, Source Repository Owner URI (…1.16)',
    how: 'a name, short for its URL on `GITHUB_SERVER_URL`, or the URL; a trailing `/` and the case of ASCII letters are ignored',
    word: ({ signer }) => signer.owner,
    accepts(expected, actual, _evidence, { serverUrl }) {
        const uri = ownerOf(expected, serverUrl);
        return uri !== null && (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .matchesName */ .Hj)(uri, actual);
    },
    mistake(expected, { surroundings: { serverUrl } }) {
        if (ownerOf(expected, serverUrl) !== null)
            return null;
        return `is no owner of repositories: write its name, or its URL, as in ${serverUrl}/name.`;
    },
    impliesActions: () => true,
    identifies: (expected) => typeof expected === 'string',
};
/** The owner's URI, or the pattern of one; null where no owner can meet it. */
function ownerOf(expected, serverUrl) {
    if (typeof expected === 'string')
        return (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .ownerUri */ .iB)(expected, serverUrl);
    const glob = (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .withServer */ .eH)(expected.glob, serverUrl);
    return (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .ownerUri */ .iB)(glob.replaceAll(/\*+/g, 'x'), serverUrl) === null ? null : { glob };
}
const ref = {
    ..._claim_js__WEBPACK_IMPORTED_MODULE_1__/* .equality */ .T5,
    reads: 'certificate, Source Repository Ref (…1.14)',
    how: 'equality with the full ref',
    word: ({ signer }) => signer.ref,
    mistake(expected) {
        const [text, prefix] = [(0,_glob_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b6)(expected), (0,_glob_js__WEBPACK_IMPORTED_MODULE_2__/* .literalPrefix */ .Qz)(expected)];
        if (text.startsWith('refs/') || (prefix !== text && 'refs/'.startsWith(prefix)))
            return null;
        return `is no full ref: write refs/heads/${text} for a branch, or refs/tags/${text} for a tag.`;
    },
};
/** A claim of the ref's name alone, of one kind of ref. */
function refName(noun, folder, example) {
    return {
        ..._claim_js__WEBPACK_IMPORTED_MODULE_1__/* .equality */ .T5,
        reads: ref.reads,
        how: `the ref is \`${folder}\` and this name, and no other kind of ref`,
        word: ref.word,
        accepts: (expected, actual) => (0,_glob_js__WEBPACK_IMPORTED_MODULE_2__/* .matches */ .cK)((0,_glob_js__WEBPACK_IMPORTED_MODULE_2__/* .mapExpected */ .fZ)(expected, (name) => `${folder}${name}`), actual),
        mistake(expected) {
            const text = (0,_glob_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b6)(expected);
            if (text.startsWith('refs/'))
                return `is a full ref; write the ${noun}'s own name, as in ${example}.`;
            // What git-check-ref-format refuses can be no name.
            const name = typeof expected === 'string' ? text : text.replaceAll('*', 'x');
            if (!/[\s~^:?*[\\]|\.\.|^\/|\/$/.test(name))
                return null;
            const glob = /^[^\s~^:?[\\]+$/.test(text) && text.includes('*');
            return `is no name of a ${noun}, and can never match${glob ? ': did you mean { glob: … }?' : '.'}`;
        },
    };
}
const commit = {
    ...(0,_claim_js__WEBPACK_IMPORTED_MODULE_1__/* .gitDigest */ .Hi)('certificate, Source Repository Digest (…1.13)', ({ signer }) => signer.commit),
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

/***/ 9329:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ readManifest),
/* harmony export */   _: () => (/* binding */ readReferrersPage)
/* harmony export */ });
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4974);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9473);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9368);
/* harmony import */ var _limits_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5217);
/**
 * The shape of OCI and Docker manifests, read out of JSON that anybody may have pushed (threats E-10, E-14, E-20).
 * Field names are those of the OCI image specification; `urls` and `data` of a descriptor are never looked at (E-06, E-21).
 */




/**
 * Reads a manifest or an index. Every descriptor in it has to be one.
 * @throws {SyntaxError} where it is no JSON object or a field has another type than the specification gives it
 * @throws {CodedError} LIMIT_EXCEEDED for an index of more than `limits.indexManifests` manifests
 */
function readManifest(bytes) {
    const body = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJsonObject */ .dw)(bytes);
    const children = readArray(body, 'manifests');
    if (children !== null && children.length > _limits_js__WEBPACK_IMPORTED_MODULE_1__/* .limits */ .F.indexManifests) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .CodedError */ .AK('LIMIT_EXCEEDED', `the index lists more than ${_limits_js__WEBPACK_IMPORTED_MODULE_1__/* .limits */ .F.indexManifests} manifests`, {
            hint: 'No image has that many platforms; was another index pushed by mistake?',
        });
    }
    return {
        schemaVersion: readSchemaVersion(body),
        mediaType: readText(body, 'mediaType'),
        artifactType: readText(body, 'artifactType'),
        config: readOptional(body, 'config'),
        layers: readArray(body, 'layers')?.map(readDescriptor) ?? null,
        manifests: children?.map(readDescriptor) ?? null,
        subject: readOptional(body, 'subject'),
        annotations: readAnnotations(body),
    };
}
/**
 * Reads a list of referrers. An entry that cannot be used is counted and left out: one such entry, which anybody who
 * can push may add, must not hide the others (threats A-13).
 * @throws {SyntaxError} where this is no JSON object with an array `manifests`
 */
function readReferrersPage(bytes) {
    const entries = readArray((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJsonObject */ .dw)(bytes), 'manifests');
    if (entries === null)
        throw new SyntaxError('"manifests" is missing');
    const descriptors = entries.flatMap((entry) => descriptorOrNone(entry));
    return { descriptors, unusable: entries.length - descriptors.length };
}
function descriptorOrNone(entry) {
    try {
        return [readDescriptor(entry)];
    }
    catch (error) {
        if (error instanceof SyntaxError)
            return [];
        throw error;
    }
}
function readDescriptor(value) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isJsonObject */ .OW)(value))
        throw new SyntaxError('a descriptor is no object');
    const mediaType = readText(value, 'mediaType');
    const digest = (0,_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .asDigest */ .J6)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .member */ .Dc)(value, 'digest'));
    const size = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .member */ .Dc)(value, 'size');
    if (mediaType === null)
        throw new SyntaxError('a descriptor has no mediaType');
    if (digest === null)
        throw new SyntaxError('a descriptor has no digest of the form sha256:...');
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) {
        throw new SyntaxError('a descriptor has no size');
    }
    return {
        mediaType,
        digest,
        size,
        artifactType: readText(value, 'artifactType'),
        platform: readPlatform(value),
        annotations: readAnnotations(value),
    };
}
/** As docker writes it; what else a platform may hold (`os.version`, features) does not name it. */
function readPlatform(descriptor) {
    const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .member */ .Dc)(descriptor, 'platform') ?? null;
    if (value === null)
        return null;
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isJsonObject */ .OW)(value))
        throw new SyntaxError('"platform" is no object');
    const [os, architecture, variant] = [
        readText(value, 'os'),
        readText(value, 'architecture'),
        readText(value, 'variant'),
    ];
    if (os === null || architecture === null)
        return null;
    return [os, architecture, ...(variant ? [variant] : [])].join('/');
}
function readOptional(body, key) {
    const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .member */ .Dc)(body, key) ?? null;
    return value === null ? null : readDescriptor(value);
}
function readArray(body, key) {
    const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .member */ .Dc)(body, key);
    if (value === undefined)
        return null;
    if (!Array.isArray(value))
        throw new SyntaxError(`"${key}" is no array`);
    return value;
}
function readText(body, key) {
    const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .member */ .Dc)(body, key) ?? null;
    if (value !== null && typeof value !== 'string')
        throw new SyntaxError(`"${key}" is no string`);
    return value;
}
function readSchemaVersion(body) {
    const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .member */ .Dc)(body, 'schemaVersion') ?? null;
    if (value !== null && typeof value !== 'number')
        throw new SyntaxError('"schemaVersion" is no number');
    return value;
}
function readAnnotations(body) {
    const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .member */ .Dc)(body, 'annotations') ?? {};
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isJsonObject */ .OW)(value))
        throw new SyntaxError('"annotations" is no object');
    return Object.fromEntries(Object.entries(value).filter((entry) => typeof entry[1] === 'string'));
}


/***/ }),

/***/ 5194:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BE: () => (/* binding */ tooManyAttestations),
/* harmony export */   nU: () => (/* binding */ shareRoom),
/* harmony export */   zX: () => (/* binding */ tooManyBytes)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _limits_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5217);
/** One bound for all that a digest has, however many places hold it (threats A-13, E-07). */


/**
 * How many of each list there is room for, in their order. The shortest list gets its room first, so that rubbish in
 * one takes none of what another holds.
 */
function shareRoom(lengths, room) {
    const shares = lengths.map(() => 0);
    let left = room;
    for (const [index, length] of [...lengths.entries()].sort(([, one], [, other]) => one - other)) {
        const share = Math.min(length, left);
        shares[index] = share;
        left -= share;
    }
    return shares;
}
/** Behind the bound a good attestation may stand: what passes it cannot be said to have been read. */
function tooManyAttestations() {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .CodedError */ .AK('LIMIT_EXCEEDED', `more than ${_limits_js__WEBPACK_IMPORTED_MODULE_1__/* .limits */ .F.attestations} attestations for one digest`, { hint });
}
/** The same of their bytes. */
function tooManyBytes(room) {
    const message = `the attestations of the image are larger than ${room} bytes together`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .CodedError */ .AK('LIMIT_EXCEEDED', message, { hint });
}
const hint = 'Delete those that are no longer needed: the action reads no more of them.';


/***/ }),

/***/ 2520:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  step: () => (/* binding */ step_step)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/digest.js
var build_digest = __webpack_require__(4974);
// EXTERNAL MODULE: ./build/image/reference.js
var image_reference = __webpack_require__(7755);
// EXTERNAL MODULE: ./build/limits.js
var limits = __webpack_require__(5217);
;// CONCATENATED MODULE: ./build/inputs.js
/** From the environment to inputs that mean something. The only place that reads inputs. */




const sourceNames = ['registry', 'github'];
/** @throws {CodedError} CONFIG_ERROR naming the input, the value got, and the form wanted */
function readPresentation(env) {
    return {
        mode: oneOf(env, 'mode', ['enforce', 'warn'], 'enforce'),
        summary: readBoolean(env, 'summary', true),
    };
}
/** @throws {CodedError} CONFIG_ERROR naming the input, the value got, and the form wanted */
function readInputs(env) {
    return {
        images: readImages(env),
        digest: readDigest(env),
        policy: readPolicy(env),
        sources: readSources(env),
        bundles: lines(env, 'bundle'),
        trust: readTrust(env),
        platforms: oneOf(env, 'platforms', ['index', 'each', 'any'], 'index'),
        waitSeconds: readSeconds(env, 'wait', 15, limits/* limits */.F.waitSeconds),
        authHosts: readAuthHosts(env),
        token: readToken(env),
    };
}
/** The value of an input, trimmed; empty where it was not given. */
function input(env, name) {
    return (env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim();
}
function lines(env, name) {
    return input(env, name)
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
}
function words(env, name) {
    return input(env, name)
        .split(/[\s,]+/)
        .filter((word) => word !== '');
}
function readImages(env) {
    const given = lines(env, 'image');
    if (given.length === 0) {
        throw (0,errors/* configError */.Fj)('Input image: it is empty; nothing was said to verify.', {
            hint: 'Give one image reference a line, as in ghcr.io/owner/name:tag. The tags output of docker/metadata-action fits.',
        });
    }
    if (given.length > limits/* limits */.F.images) {
        throw (0,errors/* configError */.Fj)(`Input image: it names ${given.length} images; at most ${limits/* limits */.F.images} are allowed in one step.`, {
            hint: 'Spread the images over several steps or a matrix of jobs.',
        });
    }
    const unique = new Map(given.map(image_reference/* parseReference */.F2).map((reference) => [identityOf(reference), reference]));
    return [...unique.values()];
}
function identityOf(reference) {
    return JSON.stringify([(0,image_reference/* nameOf */.Vb)(reference), reference.tag, reference.digest]);
}
function readDigest(env) {
    const given = input(env, 'digest');
    if (given === '')
        return null;
    const digest = (0,build_digest/* asDigest */.J6)(given);
    if (digest !== null)
        return digest;
    throw invalid('digest', given, 'sha256: and 64 lower-case hex digits, as the push step reports it');
}
const claimInputs = {
    repository: 'repository',
    branch: 'branch',
    'signer-identity': 'signer_identity',
    'cert-issuer': 'cert_issuer',
    'runner-environment': 'runner_environment',
};
function readPolicy(env) {
    const profile = input(env, 'profile');
    const asked = Object.entries(claimInputs).flatMap(([name, claim]) => {
        const value = input(env, name);
        return value === '' ? [] : [{ claim, expected: [value], position: null, label: `Input ${name}` }];
    });
    if (profile !== '' && asked.length > 0) {
        const names = asked.map(({ label }) => label.replace('Input ', '')).join(', ');
        throw (0,errors/* configError */.Fj)(`Input profile: it excludes the claim inputs, and ${names} is given beside it.`, {
            hint: 'Move the claim into the profile, or leave the profile out.',
        });
    }
    if (profile !== '')
        return profile.includes('\n') ? { kind: 'inline', text: profile } : { kind: 'file', path: profile };
    return asked.length > 0 ? { kind: 'claims', asked } : { kind: 'default' };
}
/** Hosts, each with its port where it has one; never a URL, of which only a part would count. */
function readAuthHosts(env) {
    const hosts = lines(env, 'auth-hosts');
    const wrong = hosts.find((host) => !/^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(host));
    if (wrong !== undefined)
        throw invalid('auth-hosts', wrong, 'a host, as in auth.example.com or auth.example.com:8443');
    return hosts;
}
/** It becomes part of a header, and of no message (threats E-16, H-05). */
function readToken(env) {
    const token = input(env, 'token');
    if (/^[\x21-\x7e]*$/.test(token))
        return token || null;
    throw (0,errors/* configError */.Fj)('Input token: it holds a space, a line break, or something else that no token has.', {
        hint: 'Leave it out for the token of the job, or give it one secret whose value is nothing but the token.',
    });
}
function readSources(env) {
    const given = words(env, 'sources');
    const known = sourceNames.filter((name) => given.includes(name));
    const unknown = given.find((word) => !sourceNames.some((name) => name === word));
    if (unknown !== undefined)
        throw invalid('sources', unknown, `${sourceNames.join(' or ')}, or both`);
    return known.length > 0 ? known : sourceNames;
}
function readTrust(env) {
    const files = lines(env, 'trusted-root');
    const [sigstore, tufRoot] = [input(env, 'sigstore') || 'auto', input(env, 'tuf-root')];
    if (files.length === 0)
        return { kind: 'sigstore', sigstore, tufRootFile: tufRoot || null };
    const beside = tufRoot !== '' ? 'tuf-root' : sigstore !== 'auto' ? 'sigstore' : null;
    if (beside === null)
        return { kind: 'files', files };
    throw (0,errors/* configError */.Fj)(`Input trusted-root: it is used instead of the built-in instances, and ${beside} is given beside it.`, {
        hint: 'Leave one of them out.',
    });
}
function oneOf(env, name, values, otherwise) {
    const given = input(env, name);
    if (given === '')
        return otherwise;
    const value = values.find((known) => known === given);
    if (value === undefined)
        throw invalid(name, given, values.join(' or '));
    return value;
}
/** The booleans of YAML 1.2's core schema, and no others (threats A-15). */
function readBoolean(env, name, otherwise) {
    const given = input(env, name);
    if (given === '')
        return otherwise;
    if (['true', 'True', 'TRUE'].includes(given))
        return true;
    if (['false', 'False', 'FALSE'].includes(given))
        return false;
    throw invalid(name, given, 'true or false');
}
function readSeconds(env, name, otherwise, max) {
    const given = input(env, name);
    if (given === '')
        return otherwise;
    if (!/^\d{1,4}$/.test(given) || Number(given) > max)
        throw invalid(name, given, `a whole number of seconds from 0 to ${max}`);
    return Number(given);
}
function invalid(name, given, wanted) {
    return (0,errors/* configError */.Fj)(`Input ${name}: ${JSON.stringify(given.slice(0, 200))} is not what it can be: ${wanted}.`);
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/places.js
var places = __webpack_require__(6542);
;// CONCATENATED MODULE: ./build/report/escape.js
/**
 * The only door through which text of others reaches a log, an annotation or the job summary. Branch names,
 * certificates, file names and answers of servers are all written by people who may wish to look like us.
 */
/**
 * What must not stand as it is. Beyond the characters that are not printable ASCII: `##[` is read as a workflow
 * command anywhere in a line and `::` at its start, so a leading colon goes and no two `#` stay neighbours. A `#` at
 * the end goes too, so that pieces put side by side cannot form what no piece holds.
 */
const unsafe = /[^\x20-\x7e]|[<\\]|(?<=^ *):|#(?=[#[]|$)/gu;
/** One character of the escaped text, or one escape as a whole. */
const token = /\\(?:\\|x[0-9a-f]{2}|u\{[0-9a-f]+\})|./g;
/** Active in HTML or in Markdown. */
const markup = /[&<>"'|`*_[\]~$\\!]/g;
/** That, and what GitHub looks for in the finished page, outside of code. The last is the dot of `www.` */
const active = /[&<>"'|`*_[\]~#@$:\\!]|(?<=www)\./gi;
/**
 * The text as one line of printable ASCII, at most `max` characters long: safe to print at any place of a log line.
 * What had to be replaced is shown as `\x1b` or `\u{202e}`, a backslash as two; a text that is too long ends in `...`.
 */
function plain(text, max = 300) {
    const escaped = text.slice(0, max + 1).replace(unsafe, escapeCharacter);
    return escaped.length <= max ? escaped : cut(escaped, max);
}
/**
 * The text of `plain`, safe between two HTML tags of the job summary: it is shown and does nothing. `max` counts what
 * is shown.
 */
function html(text, max = 300) {
    return plain(text, max).replace(active, inertCharacter);
}
/** The text of `plain` in the letters of code, where it can be read and copied in the source of the page, too. */
function code(text, max = 300) {
    return `<code>${plain(text, max).replace(markup, entity)}</code>`;
}
/**
 * The text of `plain` for a message of SARIF, where brackets make a link and braces a placeholder (SARIF 2.1.0,
 * sections 3.11.5 and 3.11.6): they are shown as escapes.
 */
function sarif(text, max = 300) {
    const escaped = plain(text, max).replace(/[[\]{}]/g, escapeCharacter);
    return escaped.length <= max ? escaped : cut(escaped, max);
}
/**
 * The text of `plain` for a quoted label of a Mermaid diagram. Whatever is no letter, digit or space becomes an entity
 * of Mermaid's, which is read only once the diagram is laid out: no quote ends the label, nothing in it is markup, an
 * icon, a directive or a formula (https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters).
 * Mermaid breaks lines at spaces only, so a long word is broken here.
 */
function mermaid(text, max = 120) {
    const lines = plain(text, max).match(/.{1,36}(?:$|(?<=[ /@-]))|.{1,36}/g) ?? [];
    const escaped = lines.map((line) => line.replace(/[^A-Za-z0-9 ]/g, (character) => `#${character.charCodeAt(0)};`));
    return escaped.join('<br/>');
}
/** Links are made of what was verified and of nothing but these (threats H-03). */
const linkable = /^https:\/\/[A-Za-z0-9.:/?=_-]+$/;
/** A link to this URL; null where the URL is not plainly one. @param text - our own words */
function escape_link(url, text) {
    return linkable.test(url) && url.length <= 1000 ? `<a href="${url}">${text}</a>` : null;
}
/** The text of `code` for the cell of a table: it may go on in the next line after a part of a URL or a path. */
function cell(text, max = 300) {
    const parts = plain(text, max).split(/(?<=[/@:.])(?![/@:.])/);
    return `<code>${parts.map((part) => part.replace(markup, entity)).join('<wbr>')}</code>`;
}
function escapeCharacter(character) {
    if (character === '\\')
        return '\\\\';
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    return character.length === 1 && hex.length <= 2 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
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
/**
 * Mentions, issue numbers, emoji and bare addresses are looked for in the finished page, where an entity is a
 * character like any other. An element around the character parts the words that they are looked for in.
 */
function inertCharacter(character) {
    if (character === '.')
        return '<span>.</span>';
    return /[@#:]/.test(character) ? `<span>${entity(character)}</span>` : entity(character);
}

;// CONCATENATED MODULE: ./build/report/words.js
const codeWords = {
    VERIFIED: {
        title: 'The image is verified',
        nature: 'All is well.',
        meaning: 'A valid attestation shows that this image was built as the policy asks.',
        next: 'Nothing. Use the image by its digest, because a tag can be moved.',
    },
    NO_PROVENANCE: {
        title: 'Nothing proves where this image came from',
        nature: 'Most likely a mistake: the image was not attested, or this step runs before that. Nothing speaks for this image.',
        meaning: 'Every place was asked and answered, and no signature or signed provenance belongs to this digest.',
        next: 'Attest the image in the job that pushes it: after the push, run actions/attest with subject-name, ' +
            'subject-digest and push-to-registry: true. That job needs the permissions id-token: write, ' +
            'attestations: write and packages: write.',
    },
    NO_MATCHING_PROVENANCE: {
        title: 'Nothing proves that this image was built as the policy asks',
        nature: 'Either this image was not built where it should be, which may be an attack, or the policy does not fit the build.',
        meaning: 'Something is attached to this digest, but no single attestation meets all that a rule asks for.',
        next: 'Compare what was expected with what was found. If the build is the right one, correct the policy. ' +
            'If it is not, do not use this image.',
    },
    DIGEST_MISMATCH: {
        title: 'This is not the image that was expected',
        nature: 'This may be an attack: treat it as one until you know who changed the image.',
        meaning: 'The reference leads to another digest than the one given, or the registry sent bytes that do not belong to ' +
            'the digest it was asked for.',
        next: 'Do not use this image until you know why. Find out whether somebody moved the tag after the push; then push ' +
            'again, or pass the digest that the push step reported.',
    },
    NOT_COVERED: {
        title: 'No rule of the profile covers this image',
        nature: 'A gap in the profile; nothing was found out about the image.',
        meaning: 'The profile says nothing about this image and its tags, so there was nothing to check it against.',
        next: 'Add a rule for this image, or correct the name, tags or tag_regex of the rule that was meant for it. ' +
            'If it need not be checked, take it off the list of images.',
    },
    IMAGE_NOT_FOUND: {
        title: 'The registry has no such image',
        nature: 'Most likely a mistake in the reference, or the push has not happened yet.',
        meaning: 'The registry answered that this reference does not exist.',
        next: 'Check the spelling, and that the image is pushed before this step runs. Some registries also answer like this ' +
            'when the login may not read the image.',
    },
    REGISTRY_ERROR: {
        title: 'The registry could not be asked',
        nature: 'The network, the registry, or a missing login; nothing was found out about the image.',
        meaning: 'A request to the registry failed, so it is not known what is attached to this image.',
        next: 'Check that a login step runs before this one and that it may read the image. If the registry was down, run ' +
            'the job again.',
    },
    GITHUB_API_ERROR: {
        title: 'GitHub could not be asked for attestations',
        nature: 'The network, GitHub, or a missing permission; nothing was found out about the image.',
        meaning: 'A request to the GitHub API failed, so it is not known which attestations it holds for this image.',
        next: 'Check that the job has the permission attestations: read. If GitHub was down, run the job again.',
    },
    TRUST_ROOT_ERROR: {
        title: 'The keys to check signatures with could not be loaded',
        nature: 'The network, or the TUF repository that serves the keys; nothing was found out about the image.',
        meaning: 'Without a trusted root no signature can be told from a forged one, so none was accepted.',
        next: 'Run the job again. Where this runner cannot reach the TUF repository, name a trusted_root.json in the input ' +
            'trusted-root, or set sigstore: bundled.',
    },
    TIMEOUT: {
        title: 'The check took too long',
        nature: 'The network, or a slow service; nothing was found out about the image.',
        meaning: 'The time was over before anything was found out.',
        next: 'Run the job again. If it happens each time, see in the report which request is slow.',
    },
    LIMIT_EXCEEDED: {
        title: 'There is more here than the action is willing to read',
        nature: 'Something attached so much that it cannot be read: by mistake, or to be in the way.',
        meaning: 'A bound was crossed before anything met the policy, so nothing can be concluded.',
        next: 'See which bound the message names. Remove what does not belong to this image, or name the right attestation ' +
            'files with the bundle input.',
    },
    CONFIG_ERROR: {
        title: 'This step is not set up right',
        nature: 'A mistake in the set-up of this step; nothing was found out about the image.',
        meaning: 'An input or the profile has a mistake. A check that was not asked for properly is not done.',
        next: 'Correct the input, or the line of the profile, that the message names.',
    },
    INTERNAL_ERROR: {
        title: 'The action itself failed',
        nature: 'A defect of the action; nothing was found out about the image.',
        meaning: 'This is a defect of the action and says nothing about the image.',
        next: 'Run the job again. If it fails again, please report it, with the log of this step.',
    },
};
/** Why one attestation counts, or does not. */
const attestationWords = {
    VERIFIED: 'valid, and meets a rule',
    LIMIT_EXCEEDED: 'has more or larger parts than the action is willing to read',
    BUNDLE_INVALID: 'malformed, or its signature does not hold',
    UNTRUSTED: 'signed with a certificate that no trusted Sigstore instance issued',
    SUBJECT_MISMATCH: 'about another image',
    PREDICATE_MISMATCH: 'another kind of statement than the rule asks for',
    CLAIM_MISMATCH: 'validly signed, but not built as the rule asks',
};
/** The claims of rules and certificates. */
const claimWords = {
    is_signed: 'signed',
    is_verified: 'verified',
    repository: 'source repository',
    branch: 'branch',
    signer_identity: 'signing workflow',
    cert_issuer: 'identity provider',
    runner_environment: 'runner',
    workflow_repository: 'source repository',
    workflow_ref: 'branch or tag',
    event: 'triggering event',
    ref: 'branch or tag',
    tag: 'tag',
    commit: 'commit',
    owner: 'repository owner',
    owner_id: 'repository owner ID',
    repository_id: 'source repository ID',
    visibility: 'repository visibility',
    run: 'workflow run',
    workflow_name: 'workflow name',
    identity_type: 'kind of signer',
    signer_uri: 'signing workflow file',
    signer_digest: 'commit of the signing workflow',
    build_config: 'top-level workflow',
    build_config_digest: 'commit of the top-level workflow',
    deployment_environment: 'deployment environment',
    token_subject: 'subject of the identity token',
    predicate_type: 'kind of statement',
    builder_id: 'builder',
    build_type: 'build type',
    max_age: 'age of the signature',
};
/** What a claim is called; its own name where we have no better one. */
function claimWord(claim) {
    return (Object.hasOwn(claimWords, claim) ? claimWords[claim] : undefined) ?? claim;
}
/** `1 image`, `3 images`. */
function counted(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
/** Whether this code makes the step red in `warn` mode too (contract, section 2). */
function failsInAnyMode(code) {
    return code === 'CONFIG_ERROR' || code === 'INTERNAL_ERROR';
}
/** Bad news about the image before bad news about the network; what is well comes last. */
const worstFirst = [
    'INTERNAL_ERROR',
    'CONFIG_ERROR',
    'DIGEST_MISMATCH',
    'NO_MATCHING_PROVENANCE',
    'NO_PROVENANCE',
    'NOT_COVERED',
    'IMAGE_NOT_FOUND',
    'LIMIT_EXCEEDED',
    'TRUST_ROOT_ERROR',
    'REGISTRY_ERROR',
    'GITHUB_API_ERROR',
    'TIMEOUT',
    'VERIFIED',
];
/** The same, the worst first; among equals the order given stays. */
function inOrderOfUrgency(items) {
    return items.toSorted((one, other) => worstFirst.indexOf(one.code) - worstFirst.indexOf(other.code));
}

;// CONCATENATED MODULE: ./build/report/annotations.js




/** How many failed claims, and how many values of one, an annotation names. */
const maxClaims = 8;
const maxValues = 5;
const maxSentence = 1000;
/**
 * The annotations of the verdict: failures first, then warnings as far as there is room; GitHub shows no more of one
 * step. What is left out is counted in the last of them.
 */
function annotationsOf(verdict, { workflowFile }) {
    // What no line of a profile is to blame for is a matter of the workflow.
    const inWorkflow = (annotation) => annotation.file === undefined && workflowFile !== null ? { ...annotation, file: workflowFile } : annotation;
    const failed = bounded(failures(verdict).map(inWorkflow), limits/* limits */.F.annotations, moreFailures);
    return [...failed, ...bounded(remarks(verdict), limits/* limits */.F.annotations - failed.length, moreRemarks)];
}
/** The claims that kept the image from meeting its rules, each once; none where no attestation got as far as these. */
function failedClaims(image) {
    const claims = image.rules
        .filter(({ code, compared }) => code !== 'VERIFIED' && compared)
        .flatMap(({ platform, claims }) => claims.map((claim) => ({ ...claim, platform })));
    return uniqueBy(claims.filter(({ ok }) => !ok), (claim) => claimLine(claim));
}
/** One claim in a line: what it is, what was expected of it, what was found. @param door - of escape.ts */
function claimLine({ claim, expected, actual, platform }, door = plain) {
    const where = platform === null ? '' : `${door(platform, 100)}: `;
    const word = claimWord(claim);
    const name = word === claim ? word : `${word} (${claim})`;
    const quoted = (text) => `"${door(text)}"`;
    const values = [expected].flat();
    const shown = values.slice(0, maxValues).map(quoted);
    if (values.length > maxValues)
        shown.push(counted(values.length - maxValues, 'other value'));
    return `${where}${door(name, 100)}: expected ${shown.join(' or ')}, found ${actual === null ? 'nothing' : quoted(actual)}`;
}
/** The warnings that nobody would see otherwise: about the policy, and about places that could not be asked. */
function remarks(verdict) {
    const policy = verdict.warnings.map(policyRemark);
    const verified = verdict.images.filter(({ code }) => code === 'VERIFIED');
    const sources = verified.flatMap((image) => image.sources.flatMap((source) => sourceRemark(image, source) ?? []));
    return uniqueBy([...policy, ...sources], ({ message, file, line, column }) => JSON.stringify([message, file, line, column]));
}
function failures(verdict) {
    const errors = verdict.errors.map((error) => ({ code: error.code, annotation: errorFailure(error, verdict.mode) }));
    const images = verdict.images
        .filter(({ code }) => code !== 'VERIFIED')
        .map((image) => ({ code: image.code, annotation: imageFailure(image, verdict.mode) }));
    const all = inOrderOfUrgency([...errors, ...images]).map(({ annotation }) => annotation);
    return all.length > 0 || verdict.verified ? all : [bareFailure(verdict)];
}
function imageFailure(image, mode) {
    const claims = failedClaims(image);
    const lines = claims.slice(0, maxClaims).map((claim) => `- ${claimLine(claim)}`);
    if (claims.length > maxClaims)
        lines.push(`- and ${counted(claims.length - maxClaims, 'more claim')}`);
    return placed(image.position, {
        level: levelOf(image.code, mode),
        title: `${image.code}: ${plain(image.reference)}`,
        message: [sentence(image.message), ...lines, codeWords[image.code].nature, toDo(image.code, image.hint)].join('\n'),
    });
}
function errorFailure(error, mode) {
    return placed(error.position, {
        level: levelOf(error.code, mode),
        title: error.code,
        message: [sentence(error.message), codeWords[error.code].nature, toDo(error.code, error.hint)].join('\n'),
    });
}
/** A step that is red must say so, even if nobody handed us a reason. */
function bareFailure({ code, mode }) {
    return {
        level: levelOf(code, mode),
        title: code,
        message: [codeWords[code].meaning, codeWords[code].nature, toDo(code, null)].join('\n'),
    };
}
function policyRemark({ message, position }) {
    return placed(position, { level: 'warning', title: 'Please check the policy', message: sentence(message) });
}
function sourceRemark(image, result) {
    if (result.status === 'answered')
        return null;
    const { code, message, hint } = result.error;
    return {
        level: 'warning',
        title: `${code}: ${plain(image.reference)}`,
        message: [
            `The image is verified, but one place could not be read as a whole: ${placeOf(result)}.`,
            sentence(message),
            toDo(code, hint),
        ].join('\n'),
    };
}
/** The place, and for which platform it was asked. */
function placeOf({ source, platform }) {
    return platform === null ? places/* places */.z[source] : `${places/* places */.z[source]}, for ${plain(platform, 100)}`;
}
function levelOf(code, mode) {
    return mode === 'enforce' || failsInAnyMode(code) ? 'error' : 'warning';
}
/** GitHub finds a file by its exact name: one that cannot be printed as it is goes into the message instead. */
function placed(position, annotation) {
    if (position === null || position.file === null)
        return annotation;
    const { file, line, column } = position;
    if (plain(file, maxSentence) === file)
        return { ...annotation, file, line, column };
    return { ...annotation, message: `${annotation.message}\nSee ${plain(file)}, line ${line}, column ${column}.` };
}
function bounded(annotations, max, more) {
    if (annotations.length <= max)
        return annotations;
    const shown = Math.max(max - 1, 0);
    return [...annotations.slice(0, shown), more(annotations.slice(shown))].slice(0, max);
}
function moreFailures(left) {
    return {
        level: left.some(({ level }) => level === 'error') ? 'error' : 'warning',
        title: `${counted(left.length, 'more failure')}`,
        message: `${counted(left.length, 'more failure')} in the report. Its path is the output "report" of this step.`,
    };
}
function moreRemarks(left) {
    return {
        level: 'warning',
        title: `${counted(left.length, 'more warning')}`,
        message: `${counted(left.length, 'more warning')} in the log of this step.`,
    };
}
function toDo(code, hint) {
    return `What to do: ${sentence(hint ?? codeWords[code].next)}`;
}
function sentence(text) {
    return plain(text, maxSentence);
}
function uniqueBy(items, key) {
    const seen = new Set();
    return items.filter((item) => seen.size < seen.add(key(item)).size);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./build/report/commands.js
/**
 * What the runner understands of a step: lines on stdout, and lines in files that it names.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */



/** A line of the log. Text of others has been through `escape.ts`, so that it is none of the runner's commands. */
function info(line) {
    process.stdout.write(`${line}${external_node_os_.EOL}`);
}
/** A workflow command; a property without value is left out. */
function command(name, message = '', properties = {}) {
    const given = Object.entries(properties).filter((entry) => entry[1] !== undefined);
    const list = given.map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(',');
    info(`::${name}${list === '' ? '' : ` ${list}`}::${escapeData(message)}`);
}
/**
 * Sets an output of the step, in the file that the runner names. Nobody knows the line that ends the value before it is
 * written (CVE-2022-35954; threats H-02).
 * @throws {Error} where that file is missing or cannot be written to
 */
function setOutput(file, name, value) {
    const end = `ghadelimiter_${(0,external_node_crypto_.randomUUID)()}`;
    const text = [`${name}<<${end}`, value, end, ''].join(external_node_os_.EOL);
    // Without O_CREAT: a file that the runner did not make is one that it does not read.
    const handle = (0,external_node_fs_.openSync)(file, external_node_fs_.constants.O_WRONLY | external_node_fs_.constants.O_APPEND);
    try {
        (0,external_node_fs_.writeFileSync)(handle, text);
    }
    finally {
        (0,external_node_fs_.closeSync)(handle);
    }
}
/** Only these characters end a line or begin an escape for the runner (CVE-2020-15228; threats H-01). */
function escapeData(text) {
    return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
function escapeProperty(text) {
    return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

;// CONCATENATED MODULE: ./build/report/json.js
/** No single text of others may blow up the report. */
const maxText = 4096;
/** The verdict as the object that the report file holds. */
function reportOf(verdict) {
    return {
        schemaVersion: 1,
        verified: verdict.verified,
        code: verdict.code,
        mode: verdict.mode,
        images: verdict.images.map(imageOf),
        errors: verdict.errors.map(errorOf),
        durations: { ...verdict.durations },
    };
}
function imageOf(image) {
    return {
        reference: json_bounded(image.reference),
        digest: image.digest,
        mediaType: boundedOrNull(image.mediaType),
        code: image.code,
        message: json_bounded(image.message),
        suggestedProfile: boundedOrNull(image.suggestedProfile),
        rules: image.rules.map(ruleOf),
        attestations: image.attestations.map(attestationOf),
        sources: image.sources.map(sourceOf),
    };
}
function ruleOf(rule) {
    return {
        type: rule.type,
        line: rule.position?.line ?? null,
        platform: boundedOrNull(rule.platform),
        code: rule.code,
        satisfiedBy: rule.satisfiedBy,
        buildLevel: rule.buildLevel,
        claims: rule.claims.map(claimOf),
    };
}
function claimOf(claim) {
    return {
        claim: json_bounded(claim.claim),
        expected: typeof claim.expected === 'string' ? json_bounded(claim.expected) : claim.expected.map(json_bounded),
        actual: boundedOrNull(claim.actual),
        ok: claim.ok,
    };
}
function attestationOf(attestation) {
    return {
        platform: boundedOrNull(attestation.platform),
        source: attestation.source,
        location: json_bounded(attestation.location),
        kind: attestation.kind,
        digest: attestation.digest,
        predicateType: boundedOrNull(attestation.predicateType),
        code: attestation.code,
        message: json_bounded(attestation.message),
        instance: boundedOrNull(attestation.instance),
        signedAt: attestation.signedAt?.toISOString() ?? null,
        signer: attestation.signer === null ? {} : signerOf(attestation.signer),
        logEntry: attestation.logEntry,
    };
}
function signerOf(signer) {
    const claims = Object.entries(signer).filter((claim) => typeof claim[1] === 'string');
    return Object.fromEntries(claims.map(([name, value]) => [name, json_bounded(value)]));
}
function sourceOf(result) {
    const { source, found } = result;
    const platform = boundedOrNull(result.platform);
    return result.status === 'answered'
        ? { platform, source, code: 'OK', found, message: json_bounded(result.message) }
        : { platform, source, code: result.error.code, found, message: json_bounded(result.error.message) };
}
function errorOf(error) {
    return {
        code: error.code,
        message: json_bounded(error.message),
        hint: boundedOrNull(error.hint),
        file: boundedOrNull(error.position?.file ?? null),
        line: error.position?.line ?? null,
        column: error.position?.column ?? null,
    };
}
function json_bounded(text) {
    return text.length <= maxText ? text : `${text.slice(0, maxText - 3)}...`;
}
function boundedOrNull(text) {
    return text === null ? null : json_bounded(text);
}

;// CONCATENATED MODULE: ./build/report/log.js



const log_maxSentence = 1000;
const maxLines = 20;
/** The verdict, for the log. */
function logOf(verdict) {
    const errors = inOrderOfUrgency(verdict.errors).map(({ code, message, hint }) => ({
        title: `${code}: ${log_sentence(message)}`,
        lines: [codeWords[code].nature, `What to do: ${log_sentence(hint ?? codeWords[code].next)}`],
    }));
    return {
        groups: [...errors, ...inOrderOfUrgency(verdict.images).map(imageGroup)],
        end: [...verdict.warnings.map(warningLine), `Verdict: ${verdict.code}. ${codeWords[verdict.code].title}.`],
    };
}
/** A line of what is going on, while it goes on. @param about - which image, as the user wrote it */
function progressLineOf(about, what) {
    return `${plain(about)}: ${log_sentence(what)}`;
}
function imageGroup(image) {
    const { code, reference, digest, message, hint, sources, attestations } = image;
    const end = code === 'VERIFIED' ? [] : [codeWords[code].nature, `What to do: ${log_sentence(hint ?? codeWords[code].next)}`];
    return {
        title: `${code}: ${plain(reference)}${digest === null ? '' : ` (${plain(digest)})`}`,
        lines: [
            log_sentence(message),
            ...atMost(failedClaims(image).map((claim) => `- ${claimLine(claim)}`)),
            ...sources.map(sourceLine),
            ...atMost(attestations.map(attestationLine)),
            ...end,
        ],
    };
}
function sourceLine(result) {
    const place = `Looked in ${placeOf(result)}:`;
    if (result.status === 'answered')
        return `${place} ${result.found} found. ${log_sentence(result.message)}`.trimEnd();
    return `${place} ${result.error.code}. ${log_sentence(result.error.message)}`;
}
function attestationLine({ code, platform, location, message }) {
    const where = platform === null ? '' : ` (${plain(platform, 100)})`;
    return `Attestation ${plain(location)}${where}: ${code}, ${attestationWords[code]}. ${plain(message)}`.trimEnd();
}
function warningLine({ message }) {
    return `Warning: ${log_sentence(message)}`;
}
function atMost(lines) {
    const left = lines.length - maxLines;
    return left > 0 ? [...lines.slice(0, maxLines), `and ${left} more in the report`] : [...lines];
}
function log_sentence(text) {
    return plain(text, log_maxSentence);
}

;// CONCATENATED MODULE: ./build/report/sarif.js
/**
 * The verdict as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), for GitHub's code
 * scanning: a rule a verdict code, a result a constraint that was not met.
 * https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */






/** How long a message is at most: GitHub cuts descriptions at 1,024 characters. */
const sarif_maxText = 1000;
/**
 * How grave it is, as code scanning counts: 7.0 to 8.9 is high, 4.0 to 6.9 medium. null where it says nothing about
 * the image, so that it is no security alert.
 */
const severities = {
    VERIFIED: null,
    NO_PROVENANCE: '7.0',
    NO_MATCHING_PROVENANCE: '8.0',
    DIGEST_MISMATCH: '8.0',
    NOT_COVERED: '5.0',
    IMAGE_NOT_FOUND: null,
    REGISTRY_ERROR: null,
    GITHUB_API_ERROR: null,
    TRUST_ROOT_ERROR: null,
    TIMEOUT: null,
    LIMIT_EXCEEDED: '5.0',
    CONFIG_ERROR: null,
    INTERNAL_ERROR: null,
};
const codes = Object.keys(severities);
/** The verdict as a SARIF log, the worst first, with at most `limits.sarifResults` results. */
function sarifOf(verdict, { workflowFile }) {
    const failures = failuresOf(verdict);
    const shown = failures.slice(0, limits/* limits */.F.sarifResults);
    const left = failures.length - shown.length;
    return {
        $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
        version: '2.1.0',
        runs: [
            {
                tool: { driver: { name: 'Verify image provenance', rules: codes.map(sarif_ruleOf) } },
                invocations: [
                    {
                        executionSuccessful: verdict.errors.length === 0,
                        ...(left > 0 && {
                            toolExecutionNotifications: [{ message: { text: `${left} more in the JSON report.` } }],
                        }),
                    },
                ],
                // Lines and columns of the profile's reader count as JavaScript does.
                columnKind: 'utf16CodeUnits',
                results: shown.map((failure) => resultOf(failure, verdict.mode, workflowFile)),
            },
        ],
    };
}
function sarif_ruleOf(code) {
    const { title, meaning, next } = codeWords[code];
    const severity = severities[code];
    return {
        id: code,
        name: title,
        shortDescription: { text: title },
        fullDescription: { text: meaning },
        help: { text: next },
        defaultConfiguration: { level: code === 'VERIFIED' ? 'none' : 'error' },
        properties: {
            tags: severity === null ? ['provenance'] : ['provenance', 'security'],
            precision: 'very-high',
            ...(severity !== null && { 'security-severity': severity }),
        },
    };
}
// ── results ──────────────────────────────────────────────────────────────────────────────────────────────────
function failuresOf(verdict) {
    const all = [
        ...verdict.errors.map(sarif_errorFailure),
        ...verdict.images.filter(({ code }) => code !== 'VERIFIED').flatMap(imageFailures),
    ];
    if (all.length > 0 || verdict.verified)
        return inOrderOfUrgency(all);
    const { code } = verdict;
    const message = `${codeWords[code].meaning} ${sarif_toDo(code, null)}`;
    return [{ code, message, position: null, identity: [], otherwise: nowhere }];
}
/** Where nothing else is known: what is wrong is then a matter of the workflow. */
const nowhere = '.github/workflows';
function sarif_errorFailure({ code, message, hint, position }) {
    return {
        code,
        message: `${sarif_sentence(message)} ${sarif_toDo(code, hint)}`,
        position,
        identity: [message],
        otherwise: nowhere,
    };
}
/** One for each claim that was not met, or one for the image where no attestation got as far. */
function imageFailures(image) {
    const { code, reference, message, hint, position } = image;
    const about = { code, otherwise: image.repository ?? reference };
    const claims = failedClaims(image);
    if (claims.length === 0) {
        const text = `${sarif(reference)}: ${sarif_sentence(message)} ${sarif_toDo(code, hint)}`;
        return [{ ...about, message: text, position, identity: [reference] }];
    }
    return claims.map((claim) => ({
        ...about,
        message: `${sarif(reference)}: ${claimLine(claim, sarif)}. ${sarif_toDo(code, hint)}`,
        position: claim.position ?? position,
        identity: [reference, claim.platform ?? '', claim.claim, ...[claim.expected].flat()],
    }));
}
function resultOf(failure, mode, workflowFile) {
    const { code, message } = failure;
    return {
        ruleId: code,
        ruleIndex: codes.indexOf(code),
        level: mode === 'enforce' || failsInAnyMode(code) ? 'error' : 'warning',
        message: { text: message },
        locations: [locationOf(failure, workflowFile)],
        // The one that code scanning reads; upload-sarif computes it from the source line where it is missing.
        partialFingerprints: { primaryLocationLineHash: fingerprint([code, ...failure.identity]) },
    };
}
function fingerprint(identity) {
    return (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32);
}
/** Code scanning shows no result without a file: where there is none, the workflow's stands in, or the image's name. */
function locationOf({ position, otherwise }, workflowFile) {
    const file = position?.file ?? workflowFile;
    const [startLine, startColumn] = position !== null && position.file !== null ? [position.line, position.column] : [1, 1];
    return {
        physicalLocation: {
            artifactLocation: { uri: relativeUri(file ?? otherwise), ...(file !== null && { uriBaseId: '%SRCROOT%' }) },
            region: { startLine, startColumn, endLine: startLine, endColumn: startColumn + 1 },
        },
    };
}
/** The path as a relative reference (RFC 3986, section 4.2), whatever it holds. */
function relativeUri(path) {
    const segments = external_node_path_.posix.normalize(path.slice(0, sarif_maxText).toWellFormed()).split('/');
    const encoded = segments.filter((segment) => segment !== '' && segment !== '..').map(encodeURIComponent);
    return encoded.join('/') || '.';
}
function sarif_toDo(code, hint) {
    return `What to do: ${sarif_sentence(hint ?? codeWords[code].next)}`;
}
function sarif_sentence(text) {
    return sarif(text, sarif_maxText);
}

;// CONCATENATED MODULE: ./build/report/sentences.js


/** How much of one list, and of one sentence, the page shows. */
const maxItems = 10;
const sentences_maxSentence = 1000;
/** Where in the profile; empty where no file was given. */
function place(position) {
    if (position === null || position.file === null)
        return '';
    return `${code(position.file)} line ${position.line}, column ${position.column}`;
}
/** What is there of these, in parentheses. */
function asides(...texts) {
    const said = texts.filter((text) => text !== '');
    return said.length > 0 ? ` (${said.join(', ')})` : '';
}
function sentences_toDo(verdictCode, hint) {
    return `<p><strong>What to do:</strong> ${html(hint ?? codeWords[verdictCode].next, sentences_maxSentence)}</p>`;
}

;// CONCATENATED MODULE: ./build/report/links.js

const ownerAndName = '[A-Za-z0-9-][A-Za-z0-9._-]*/[A-Za-z0-9_-][A-Za-z0-9._-]*';
const repositoryForm = new RegExp(`^(https://[a-z0-9-]+(?:\\.[a-z0-9-]+)+)/${ownerAndName}$`);
const workflowForm = new RegExp(`^/(${ownerAndName})/(\\.github/workflows/[A-Za-z0-9_-][A-Za-z0-9._-]*\\.ya?ml)@`);
const runForm = /^\/actions\/runs\/\d+(?:\/attempts\/\d+)?$/;
const commitForm = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** The public-good log, which alone has a page for each entry. */
const publicGoodLog = 'c0d23d6ad406973f9559f3ba2d1ca01f84147d8ffc5b8445c224f98b9591801d';
/** The links of this attestation as HTML, each with our own words; none where nothing is verified. */
function linksOf({ signer, logEntry }) {
    const entry = logEntry?.log === publicGoodLog ? `https://search.sigstore.dev/?logIndex=${logEntry.index}` : null;
    const links = [...(signer === null ? [] : signerLinks(signer)), [entry, 'transparency log entry']];
    return links.flatMap(([url, text]) => (url === null ? [] : (escape_link(url, text) ?? [])));
}
function signerLinks(signer) {
    const { repository, commit, run } = signer;
    const [, server] = repositoryForm.exec(repository ?? '') ?? [];
    if (repository === null || server === undefined)
        return [];
    const ofRun = run?.startsWith(repository) && runForm.test(run.slice(repository.length));
    const signed = fileOf(server, signer.signer_identity, signer.signer_digest);
    const called = fileOf(server, signer.build_config, signer.build_config_digest);
    return [
        [ofRun ? run : null, 'workflow run'],
        [commit !== null && commitForm.test(commit) ? `${repository}/commit/${commit}` : null, 'commit'],
        [signed, 'workflow file'],
        [called === signed ? null : called, 'file of the calling workflow'],
    ];
}
/** The workflow's file as it was in that commit. */
function fileOf(server, workflow, commit) {
    if (!workflow?.startsWith(server) || commit === null || !commitForm.test(commit))
        return null;
    const [, repository, file] = workflowForm.exec(workflow.slice(server.length)) ?? [];
    return file === undefined ? null : `${server}/${repository}/blob/${commit}/${file}`;
}

;// CONCATENATED MODULE: ./build/report/markup.js
/** The HTML of the job summary: what is put between these tags went through `escape.ts`, or is our own. */
/** A part that the reader may open. */
function details(title, content, open) {
    return `<details${open ? ' open' : ''}><summary>${title}</summary>\n${content}\n</details>`;
}
/** @param left - how many rows there are beyond these */
function table(head, rows, left) {
    const cells = (tag, row) => row.map((cell) => `<${tag}>${cell}</${tag}>`).join('');
    const lines = rows.map((row) => `<tr>${cells('td', row)}</tr>`);
    if (left > 0)
        lines.push(`<tr><td colspan="${head.length}">${left} more in the report</td></tr>`);
    return `<table>\n<tr>${cells('th', head)}</tr>\n${lines.join('\n')}\n</table>`;
}
function list(items) {
    return `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

;// CONCATENATED MODULE: ./build/report/picture.js


/** Under the picture, in our own words. */
const legend = 'Solid: the certificate proves it. Crossed out: it is not as it should be. Dotted: nobody proves it.';
const arrows = { verified: '-->', contradicted: '--x', unknown: '-.->' };
const colours = { verified: '#1a7f37', contradicted: '#cf222e', unknown: '#9a6700' };
/** The picture as one Markdown block; null where no digest is known, so that there is nothing to come from somewhere. */
function pictureOf(image) {
    if (image.digest === null || image.rules.length === 0)
        return null;
    const { nodes, steps } = picture(image);
    return [
        '```mermaid',
        'flowchart TD',
        ...nodes.map(([name, lines]) => `  ${name}["${textOf(lines)}"]`),
        ...steps.map(({ from, to, proven, against }) => {
            const words = against.length > 0 ? `${proven}: ${against.join(', ')}` : proven;
            return `  ${from} ${arrows[proven]}|"${mermaid(words)}"| ${to}`;
        }),
        ...steps.map(({ proven }, index) => `  linkStyle ${index} stroke:${colours[proven]},stroke-width:2px`),
        '```',
    ].join('\n');
}
function textOf(lines) {
    return lines.flatMap((line) => (line === null ? [] : mermaid(line))).join('<br/>');
}
function picture(image) {
    const { attestation, platform, claims, otherwise } = shownOf(image);
    const digest = ['IMAGE', image.repository, image.digest && `${image.digest.slice(0, 19)}...`, platform];
    if (attestation === null) {
        return {
            nodes: [
                ['anybody', ['SOURCE, WORKFLOW, RUNNER', 'not known']],
                ['image', digest],
            ],
            steps: [{ from: 'anybody', to: 'image', proven: 'unknown', against: [] }],
        };
    }
    const { signer } = attestation;
    const about = attestationStep(attestation.code);
    const last = {
        from: 'attestation',
        to: 'image',
        proven: about,
        against: about === 'contradicted' ? ['another image'] : [],
    };
    const nodes = [
        ['attestation', attestationLines(attestation)],
        ['image', digest],
    ];
    if (signer === null) {
        const unproven = { from: 'anybody', to: 'attestation', proven: 'unknown', against: [] };
        return { nodes: [['anybody', ['SOURCE, WORKFLOW, RUNNER', 'not known']], ...nodes], steps: [unproven, last] };
    }
    const way = wayOf(signer, claims, otherwise);
    return { nodes: [...way.nodes, ...nodes], steps: [...way.steps, last] };
}
/** The attestation that satisfied the first rule, or came closest to the first that is not met; else the nearest to it. */
function shownOf({ rules, attestations }) {
    const rule = rules.find(({ code }) => code !== 'VERIFIED') ?? rules[0];
    const platform = rule?.platform ?? null;
    const index = rule?.satisfiedBy ?? rule?.closest ?? null;
    if (rule !== undefined && index !== null) {
        return { attestation: attestations[index] ?? null, platform, claims: rule.claims, otherwise: [] };
    }
    const rank = ({ code }) => nearestLast.indexOf(code);
    // What another platform has is nothing to this one.
    const own = attestations.filter((one) => one.platform === platform);
    const attestation = own.toSorted((one, other) => rank(other) - rank(one))[0] ?? null;
    return { attestation, platform, claims: [], otherwise: otherwiseOf(attestation?.code) };
}
/** It got not as far as the claims of the rule that is not met, whatever another rule says of it. */
function otherwiseOf(code) {
    if (code === 'VERIFIED' || code === 'CLAIM_MISMATCH')
        return ['not as the rule asks'];
    return code === 'PREDICATE_MISMATCH' ? ['kind of statement'] : [];
}
const nearestLast = [
    'LIMIT_EXCEEDED',
    'BUNDLE_INVALID',
    'UNTRUSTED',
    'SUBJECT_MISMATCH',
    'PREDICATE_MISMATCH',
    'CLAIM_MISMATCH',
    'VERIFIED',
];
function attestationStep(code) {
    if (code === 'SUBJECT_MISMATCH')
        return 'contradicted';
    return code === 'LIMIT_EXCEEDED' || code === 'BUNDLE_INVALID' || code === 'UNTRUSTED' ? 'unknown' : 'verified';
}
function attestationLines({ code, predicateType, instance, signedAt }) {
    const kind = predicateType ?? (code === 'VERIFIED' || code === 'CLAIM_MISMATCH' ? 'signature' : null);
    const time = signedAt && `signed ${signedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    return ['ATTESTATION', picture_short(kind), time, instance && `by ${instance}`];
}
/** Which claims speak of which step; all others speak of the attestation. */
const claimsAbout = {
    source: [
        'repository',
        'workflow_repository',
        'branch',
        'workflow_ref',
        'ref',
        'tag',
        'commit',
        'owner',
        'owner_id',
        'repository_id',
        'visibility',
        'event',
    ],
    caller: ['build_config', 'build_config_digest', 'workflow_name'],
    signer: ['signer_identity', 'signer_uri', 'signer_digest', 'identity_type'],
    runner: ['runner_environment', 'run', 'deployment_environment'],
};
/** From the commit to the attestation, as the certificate has it. */
function wayOf(signer, claims, otherwise) {
    const failed = claims.filter(({ ok }) => !ok).map(({ claim }) => claim);
    const about = (...groups) => {
        const names = groups.flatMap((group) => claimsAbout[group]);
        return failed.filter((claim) => names.includes(claim));
    };
    const others = failed.filter((claim) => !Object.values(claimsAbout).some((names) => [...names].some((n) => n === claim)));
    const called = signer.build_config !== null && signer.build_config !== signer.signer_identity;
    const first = called ? 'caller' : 'workflow';
    return {
        nodes: [
            [
                'source',
                ['SOURCE', picture_short(signer.repository), signer.ref, signer.commit && `commit ${signer.commit.slice(0, 12)}`],
            ],
            ...(called ? [['caller', ['CALLING WORKFLOW', ...workflowLines(signer.build_config)]]] : []),
            ['workflow', [called ? 'CALLED WORKFLOW, WHICH SIGNS' : 'SIGNER', ...workflowLines(signer.signer_identity)]],
            ['runner', ['RUNNER', signer.runner_environment, picture_short(signer.run)]],
        ],
        steps: [
            step('source', first, signer.repository, called ? about('source', 'caller') : about('source', 'caller', 'signer')),
            ...(called ? [step('caller', 'workflow', signer.build_config, about('signer'))] : []),
            step('workflow', 'runner', signer.runner_environment, about('runner')),
            step('runner', 'attestation', signer.cert_issuer, [...others, ...otherwise]),
        ],
    };
}
function step(from, to, certified, against) {
    const proven = against.length > 0 ? 'contradicted' : certified === null ? 'unknown' : 'verified';
    return { from, to, proven, against: against.map(claimWord) };
}
/** The file, and below it the ref. */
function workflowLines(uri) {
    const at = uri?.indexOf('@refs/') ?? -1;
    return uri === null || at === -1 ? [picture_short(uri)] : [picture_short(uri.slice(0, at)), uri.slice(at)];
}
function picture_short(uri) {
    return uri?.replace(/^https:\/\//, '') ?? null;
}

;// CONCATENATED MODULE: ./build/report/summary-image.js








const maxAttestations = 50;
const summary_image_maxClaims = 50;
/**
 * The whole section: blocks of HTML, none of which holds a blank line, and between them a picture, which is Markdown.
 */
function imageSection(image, { only, pictured }) {
    const open = only || image.code !== 'VERIFIED';
    const rules = image.rules.map((rule) => ruleBlock(rule, image.attestations));
    const picture = pictured ? pictureOf(image) : null;
    const below = [
        ...(picture === null ? [] : [`<p><sub>${legend}</sub></p>`]),
        ...(rules.length > 0 ? [details('What was checked', rules.join('\n'), open)] : []),
        ...sourceBlock(image),
        ...attestationBlock(image),
    ];
    const above = [...verdictLines(image, only), ...suggestionBlock(image)];
    const blocks = [above.join('\n'), picture ?? '', below.join('\n')];
    return blocks.filter((block) => block !== '').join('\n\n');
}
/** A profile to paste: its values are words of a certificate. */
function suggestionBlock({ suggestedProfile, code: verdictCode }) {
    if (suggestedProfile === null)
        return [];
    const verified = verdictCode === 'VERIFIED';
    const title = verified
        ? 'Nothing pins this image yet: a profile that pins this build'
        : 'If this is the build you meant: a profile that accepts it';
    const lines = suggestedProfile.trimEnd().split('\n');
    return [details(title, `<pre>${lines.map((line) => code(line, sentences_maxSentence)).join('\n')}</pre>`, verified)];
}
/** The verdict alone, for an image about which there is too much to say. */
function shortSection(image, only) {
    const short = '<p>There is too much to show here; the details are in the report.</p>';
    return [...verdictLines(image, only), short].join('\n');
}
function verdictLines(image, only) {
    const pinned = image.repository !== null && image.digest !== null ? `${image.repository}@${image.digest}` : null;
    const message = html(image.message, sentences_maxSentence);
    if (image.code === 'VERIFIED') {
        const copy = pinned === null ? [] : ['<p>Pinned to what was verified:</p>', `<pre>${code(pinned)}</pre>`];
        return [`<h3>✅ ${code(image.reference)}</h3>`, `<p>${message}</p>`, ...copy];
    }
    // Of a single image the headline says this already.
    const title = only ? '' : `<strong>${codeWords[image.code].title}.</strong> `;
    return [
        `<h3>❌ ${code(image.reference)}</h3>`,
        `<p>${title}${message}${asides(`<code>${image.code}</code>`, place(image.position))}</p>`,
        ...mismatches(image),
        `<p>${codeWords[image.code].nature}</p>`,
        sentences_toDo(image.code, image.hint),
        ...(pinned === null ? [] : [`<p>Looked at: ${code(pinned)}</p>`]),
    ];
}
/** The very claims that failed, where nobody has to look for them. */
function mismatches(image) {
    const items = failedClaims(image)
        .slice(0, maxItems)
        .map(({ claim, expected, actual, platform }) => {
        const found = actual === null ? 'nothing' : code(actual);
        return `${html(claimWord(claim), 100)}${onPlatform(platform)}: expected ${summary_image_short([expected].flat(), ' or ')}, found ${found}`;
    });
    return items.length > 0 ? [list(items)] : [];
}
function ruleBlock(rule, attestations) {
    const line = rule.position === null ? '' : `, line ${rule.position.line}`;
    const name = `Rule <code>${rule.type}</code>${line}${onPlatform(rule.platform)}`;
    const proof = rule.satisfiedBy === null ? undefined : attestations[rule.satisfiedBy];
    const claims = claimTable(rule);
    if (rule.code === 'VERIFIED')
        return `<p>✅ ${name} is met.</p>${proof === undefined ? '' : proofList(proof)}${claims}`;
    if (rule.claims.length === 0)
        return `<p>❌ ${name} is not met.</p>`;
    if (!rule.compared)
        return `<p>❌ ${name} is not met. No attestation got as far as what it asks for:</p>${claims}`;
    const nearest = rule.closest === null ? undefined : attestations[rule.closest];
    const shown = nearest === undefined ? '' : proofList(nearest);
    return `<p>❌ ${name} is not met. The attestation that came closest:</p>${shown}${claims}`;
}
function onPlatform(platform) {
    return platform === null ? '' : ` (${code(platform)})`;
}
function proofList(attestation) {
    const { location, source, signedAt, signer, instance } = attestation;
    const items = [`Attestation: ${code(location)} (${places/* places */.z[source]})`];
    if (signer !== null)
        items.push(`Signed by: ${code(signer.signer_identity)}`);
    if (signer?.commit)
        items.push(`Built from commit: ${code(signer.commit)}`);
    if (signedAt !== null)
        items.push(`Signed at: ${code(signedAt.toISOString())}`);
    if (instance !== null)
        items.push(`Certified by the Sigstore instance: ${code(instance)}`);
    const links = linksOf(attestation);
    if (links.length > 0)
        items.push(`See: ${links.join(', ')}`);
    return list(items);
}
/** The mark stands before the claim, where a phone shows it too; without an attestation there is nothing to mark. */
function claimTable({ claims, compared }) {
    if (claims.length === 0)
        return '';
    const rows = claims.slice(0, summary_image_maxClaims).map(({ claim, expected, actual, ok }) => {
        const values = typeof expected === 'string' ? [expected] : expected;
        const word = claimWord(claim);
        const name = word === claim ? html(claim, 100) : `${word}<br>${code(claim, 100)}`;
        if (!compared)
            return [name, summary_image_short(values, ' or<br>')];
        return [`${ok ? '✅' : '❌'} ${name}`, summary_image_short(values, ' or<br>'), actual === null ? 'nothing' : cell(actual)];
    });
    const heads = compared ? ['Claim', 'Expected', 'Found'] : ['Claim', 'Expected'];
    return table(heads, rows, claims.length - summary_image_maxClaims);
}
function summary_image_short(values, separator) {
    const shown = values.slice(0, maxItems).map((value) => cell(value));
    if (values.length > maxItems)
        shown.push(counted(values.length - maxItems, 'other value'));
    return shown.join(separator);
}
function sourceBlock({ code: verdictCode, sources }) {
    if (sources.length === 0)
        return [];
    const failed = sources.filter(({ status }) => status === 'failed').length;
    const title = `Where it looked: ${counted(sources.length, 'place')}${failed > 0 ? `, ${failed} could not be read as a whole` : ''}`;
    const open = failed > 0 || verdictCode === 'NO_PROVENANCE';
    return [details(title, table(['Place', 'Found', 'Answer'], sources.map(sourceRow), 0), open)];
}
function sourceRow(result) {
    const place = `${places/* places */.z[result.source]}${onPlatform(result.platform)}`;
    if (result.status === 'answered')
        return [place, String(result.found), html(result.message, sentences_maxSentence)];
    return [
        place,
        String(result.found),
        `❌ <code>${result.error.code}</code> ${html(result.error.message, sentences_maxSentence)}`,
    ];
}
function attestationBlock({ attestations, rules }) {
    const counts = new Set(rules.map(({ satisfiedBy }) => satisfiedBy));
    const others = attestations.filter((_, index) => !counts.has(index));
    if (others.length === 0)
        return [];
    const used = others.length < attestations.length;
    const title = counted(others.length, used ? 'other attestation' : 'attestation');
    const rows = others.slice(0, maxAttestations).map(attestationRow);
    const content = table(['Attestation', 'Result', 'Signed by'], rows, others.length - maxAttestations);
    return [details(`${title}${used ? ', which changed nothing' : ', none of which is enough'}`, content, false)];
}
function attestationRow(attestation) {
    const { platform, location, source, predicateType, code: reason, message, signer } = attestation;
    const kind = predicateType === null ? '' : `<br>${cell(predicateType)}`;
    return [
        `${cell(location)}<br>${places/* places */.z[source]}${onPlatform(platform)}${kind}`,
        `<code>${reason}</code>: ${attestationWords[reason]}<br>${html(message)}`,
        signer === null ? 'not proven' : cell(signer.signer_identity),
    ];
}

;// CONCATENATED MODULE: ./build/report/summary.js





/** How many images have a picture. */
const maxPictures = 10;
/** More than any honest image needs; one with more must not push the others off the page. */
const sectionBytes = 64 * 1024;
const footer = '<p><sub>This shows who built the image and from what source, not that the source is harmless.</sub></p>';
/** The summary page: at most `limits.summaryBytes`, the worst first, and how many images found no room. */
function summaryOf(verdict, context) {
    const images = inOrderOfUrgency(verdict.images);
    const head = [headline(verdict), ...errorSections(verdict.errors), ...warningSection(verdict.warnings)];
    const foot = [reportLine(context), footer].filter((line) => line !== '');
    const room = limits/* limits */.F.summaryBytes - bytesOf([...head, moreLine(images), ...foot]);
    const sections = sectionsWithin(images, room);
    const left = images.slice(sections.length);
    const more = left.length > 0 ? [moreLine(left)] : [];
    return [...head, ...sections, ...more, ...foot].map((block) => `${block}\n\n`).join('');
}
function bytesOf(blocks) {
    return blocks.reduce((sum, block) => sum + Buffer.byteLength(block) + 2, 0);
}
function sectionsWithin(images, room) {
    const sections = [];
    const only = images.length === 1;
    let left = room;
    for (const [index, image] of images.entries()) {
        const full = imageSection(image, { only, pictured: index < maxPictures });
        const section = bytesOf([full]) <= Math.min(left, sectionBytes) ? full : shortSection(image, only);
        left -= bytesOf([section]);
        if (left < 0)
            break;
        sections.push(section);
    }
    return sections;
}
function moreLine(images) {
    const failed = images.filter((image) => image.code !== 'VERIFIED').length;
    return `<p><strong>${counted(images.length, 'more image')} in the report</strong>, ${failed} of them not verified.</p>`;
}
function reportLine({ report }) {
    if (report === '')
        return '';
    return `<p>The JSON report, the output <code>report</code> of this step, has all details: ${code(report)}</p>`;
}
// ── headline ─────────────────────────────────────────────────────────────────────────────────────────────────
function headline(verdict) {
    const words = headlineWords(verdict);
    if (verdict.verified)
        return `<h2>✅ ${words}</h2>`;
    if (verdict.mode !== 'warn')
        return `<h2>❌ ${words}</h2>`;
    const broken = [...verdict.errors, ...verdict.images, verdict].some(({ code }) => failsInAnyMode(code));
    if (broken)
        return `<h2>❌ ${words}</h2>`;
    return `<h2>⚠️ ${words}</h2>\n<p>The step stays green, because its mode is <code>warn</code>.</p>`;
}
function headlineWords({ verified, code: verdictCode, images }) {
    const failed = images.filter((image) => image.code !== 'VERIFIED').length;
    if (verified && images.length > 1)
        return `All ${images.length} images are verified`;
    if (images.length > 1 && failed > 0)
        return `${failed} of ${images.length} images are not verified`;
    return codeWords[verdictCode].title;
}
function errorSections(errors) {
    const shown = inOrderOfUrgency(errors).slice(0, maxItems).map(errorSection);
    return errors.length > maxItems ? [...shown, `<p>${counted(errors.length - maxItems, 'more error')}</p>`] : shown;
}
function errorSection(error) {
    return [
        `<h3>❌ ${codeWords[error.code].title} (<code>${error.code}</code>)</h3>`,
        `<p>${html(error.message, sentences_maxSentence)}${asides(place(error.position))}</p>`,
        `<p>${codeWords[error.code].nature}</p>`,
        sentences_toDo(error.code, error.hint),
    ].join('\n');
}
function warningSection(warnings) {
    if (warnings.length === 0)
        return [];
    const items = warnings.slice(0, maxItems).map((warning) => {
        return `<li>⚠️ ${html(warning.message, sentences_maxSentence)}${asides(place(warning.position))}</li>`;
    });
    const left = warnings.length - maxItems;
    return [`<ul>\n${[...items, ...(left > 0 ? [`<li>${counted(left, 'more warning')}</li>`] : [])].join('\n')}\n</ul>`];
}

;// CONCATENATED MODULE: ./build/report/vsa.js
/**
 * The verdict as a SLSA Verification Summary (https://slsa.dev/spec/v1.1/verification_summary) in an in-toto
 * Statement, unsigned. docs/vsa.md says what stands in each field, and why.
 */

/** The summary of a verified verdict. Whatever it is about is said in its own words: what is missing is never made up. */
function vsaOf(verdict, whereabouts) {
    if (!verdict.verified || verdict.policy === null)
        return none('The images are not verified.');
    const verifier = whereabouts.action ?? whereabouts.repository;
    if (verifier === null)
        return none('The runner does not say which repository and action this is.');
    const [repository, ...others] = new Set(verdict.images.map((image) => image.repository));
    const isOneImage = new Set(verdict.images.map(({ digest }) => digest)).size === 1;
    // A summary is about one resource: one for two could be shown for either (the specification, resourceUri). But one
    // image may have been pushed to several repositories.
    if (!repository || (others.length > 0 && !isOneImage))
        return none('The images are of several repositories; run the step once for each.');
    const subjects = unique(verdict.images.flatMap(subjectOf));
    const inputs = verdict.images.flatMap(satisfying);
    const complete = inputs.every(({ digest }) => digest !== null);
    if (subjects.length === 0 || inputs.length === 0 || !complete)
        return none('Not every digest is known.');
    const statement = {
        _type: 'https://in-toto.io/Statement/v1',
        subject: subjects,
        predicateType: 'https://slsa.dev/verification_summary/v1',
        predicate: {
            verifier: { id: verifier },
            timeVerified: verdict.at.toISOString(),
            resourceUri: packageUrl(repository),
            policy: policyOf(verdict.policy, verdict.images, verifier, whereabouts),
            inputAttestations: unique(inputs.map(inputOf)),
            verificationResult: 'PASSED',
            verifiedLevels: [`SLSA_BUILD_LEVEL_${Math.min(...verdict.images.map(vsa_levelOf))}`],
            slsaVersion: '1.1',
        },
    };
    return { status: 'made', statement };
}
function none(reason) {
    return { status: 'none', reason };
}
function subjectOf({ repository, digest }) {
    return digest === null ? [] : [{ name: repository, digest: digestSet(digest) }];
}
/** What satisfied the rules, and nothing else of all that is attached. */
function satisfying({ rules, attestations }) {
    return rules.flatMap(({ satisfiedBy }) => (satisfiedBy === null ? [] : (attestations[satisfiedBy] ?? [])));
}
/**
 * Of several rules each is met, so the highest level that one of them shows holds; of several platforms that of the
 * lowest.
 */
function vsa_levelOf({ rules }) {
    const platforms = [...Map.groupBy(rules, ({ platform }) => platform).values()];
    const levels = platforms.map((met) => Math.max(...met.map(({ buildLevel }) => buildLevel)));
    return levels.length === 0 ? 0 : Math.min(...levels);
}
function inputOf({ source, location, digest }) {
    const uri = encodeURI(location.toWellFormed());
    const scheme = URL.canParse(uri) && uri.startsWith('https://') ? '' : source === 'file' ? 'file:' : 'oci://';
    return { uri: `${scheme}${uri}`, ...(digest !== null && { digest: digestSet(digest) }) };
}
function policyOf(source, images, verifier, { repository }) {
    const met = images.flatMap(({ rules }) => rules.map(({ type, claims }) => ({ type, claims: claims.map(({ claim, expected }) => ({ claim, expected })) })));
    const uri = source.kind === 'file'
        ? `${repository === null ? 'file:' : `git+${repository}#`}${encodeURI(source.path.toWellFormed())}`
        : `${verifier}#${source.kind}`;
    return { uri, ...('digest' in source && { digest: digestSet(source.digest) }), annotations: { met: unique(met) } };
}
/** https://github.com/package-url/purl-spec/blob/main/types-doc/oci-definition.md */
function packageUrl(repository) {
    const name = repository.split('/').at(-1) ?? '';
    return `pkg:oci/${encodeURIComponent(name)}?repository_url=${encodeURI(repository)}`;
}
function digestSet(digest) {
    return { sha256: (0,build_digest/* hexOf */.ZD)(digest) };
}
function unique(items) {
    return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

;// CONCATENATED MODULE: ./build/report/emit.js
/** What the reports say, told to the world in its order: log, annotations, files, outputs. The other reports are pure. */













/** What GitHub takes as one step's summary; a longer one is dropped as a whole. */
const stepSummaryBytes = 1024 * 1024;
const emit_maxSentence = 1000;
/** `registry/path`, as the reference grammar lets it be; an IPv6 address has brackets. */
const repositoryGrammar = /^[A-Za-z0-9._:[\]-]+(?:\/[a-z0-9._-]+)+$/;
/** Sets the output `verified` to false. Whatever happens later, no step reads an output that nobody wrote. */
function announceUnverified() {
    writeOutput('verified', 'false');
}
/** Has the runner replace this secret in all output of the job. */
function maskSecret(secret) {
    command('add-mask', secret);
}
/** A line while the run lasts: several images are looked at at the same time, so each says which one it is about. */
function progressLine(about, what) {
    info(progressLineOf(about, what));
}
/** A line that only a debug run shows. */
function debugLine(line) {
    command('debug', plain(line, emit_maxSentence));
}
/**
 * Tells everybody: the log, the annotations, the report file, the job summary, and last the outputs, of which
 * `verified` is the very last. Rejects only where the outputs cannot be written.
 */
async function emit(verdict, options) {
    writeLog(logOf(verdict));
    for (const annotation of annotationsOf(verdict, options.whereabouts))
        annotate(annotation);
    const files = await writeFiles(verdict, options);
    if (options.summary)
        await attempt('job summary', () => writeSummary(verdict, files));
    writeOutputs(verdict, files);
}
function writeLog({ groups, end }) {
    for (const { title, lines } of groups) {
        command('group', title);
        for (const line of lines)
            info(line);
        command('endgroup');
    }
    for (const line of end)
        info(line);
}
function annotate({ level, title, message, file, line, column }) {
    command(level, message, { title, file, line, col: column });
}
/** All in one fresh folder. What cannot be written is a warning: a full disk does not change what was found out. */
async function writeFiles(verdict, { runnerTemp, whereabouts }) {
    const report = await attempt('JSON report', () => writeReport(verdict, [runnerTemp, (0,external_node_os_.tmpdir)()]));
    const beside = (name) => (0,external_node_path_.join)((0,external_node_path_.dirname)(report), name);
    const sarif = report && (await attempt('SARIF file', () => writeJson(beside('report.sarif'), sarifOf(verdict, whereabouts))));
    const vsa = report && verdict.verified && (await attempt('VSA', () => writeVsa(beside('vsa.json'), verdict, whereabouts)));
    return { report, sarif, vsa: vsa || '' };
}
async function writeVsa(path, verdict, whereabouts) {
    const vsa = vsaOf(verdict, whereabouts);
    if (vsa.status === 'made')
        return writeJson(path, vsa.statement);
    info(`There is no Verification Summary (output vsa): ${vsa.reason}`);
    return '';
}
async function attempt(what, write) {
    try {
        return await write();
    }
    catch (error) {
        command('warning', `The ${what} could not be written: ${reason(error)}. The verdict is not affected.`);
        return '';
    }
}
async function writeReport(verdict, [parent = '', ...others]) {
    try {
        return await writeJson((0,external_node_path_.join)(await (0,promises_.mkdtemp)((0,external_node_path_.join)(parent, 'image-provenance-')), 'report.json'), reportOf(verdict));
    }
    catch (error) {
        if (others.length === 0)
            throw error;
        return writeReport(verdict, others);
    }
}
async function writeJson(path, content) {
    await (0,promises_.writeFile)(path, `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx' });
    return path;
}
async function writeSummary(verdict, { report }) {
    const path = process.env.GITHUB_STEP_SUMMARY ?? '';
    if (path === '')
        throw new Error('the environment variable GITHUB_STEP_SUMMARY is not set');
    const file = await (0,promises_.stat)(path);
    if (!file.isFile())
        throw new Error('GITHUB_STEP_SUMMARY does not name a file');
    const text = summaryOf(verdict, { report });
    if (file.size + Buffer.byteLength(text) > stepSummaryBytes)
        throw new Error('the summary of this step is full');
    await (0,promises_.appendFile)(path, text);
    return path;
}
function reason(error) {
    return plain(error instanceof Error ? error.message : String(error));
}
// ── outputs ──────────────────────────────────────────────────────────────────────────────────────────────────
function writeOutputs(verdict, { report, sarif, vsa }) {
    const pinned = verdict.images.filter(({ code }) => code === 'VERIFIED').map(pinnedReference);
    const [first, ...others] = verdict.images;
    const digest = verdict.verified && first?.code === 'VERIFIED' && others.length === 0 ? (0,build_digest/* asDigest */.J6)(first.digest) : null;
    writeOutput('code', verdict.code);
    writeOutput('digest', digest ?? '');
    writeOutput('images', [...new Set(pinned)].join('\n'));
    writeOutput('report', report);
    writeOutput('sarif', sarif);
    writeOutput('vsa', vsa);
    writeOutput('verified', verdict.verified ? 'true' : 'false');
}
/** Later steps put this into shell commands, so nothing passes here but what a reference is made of. */
function pinnedReference({ repository, digest }) {
    if (repository === null || !repositoryGrammar.test(repository) || (0,build_digest/* asDigest */.J6)(digest) === null) {
        throw new Error(`a verified image has no usable reference: ${plain(String(repository))}@${plain(String(digest))}`);
    }
    return `${repository}@${digest}`;
}
/** Outside of a workflow there is no such file. */
function writeOutput(name, value) {
    const file = process.env.GITHUB_OUTPUT;
    if (file)
        setOutput(file, name, value);
    else
        info(`Output ${name}: ${plain(value, limits/* limits */.F.images * emit_maxSentence)}`);
}

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./build/concurrency.js
var concurrency = __webpack_require__(3943);
// EXTERNAL MODULE: ./build/policy/applies.js
var applies = __webpack_require__(2023);
// EXTERNAL MODULE: ./build/policy/names.js
var names = __webpack_require__(9807);
;// CONCATENATED MODULE: ./build/policy/repositories.js

const claims = ['repository', 'workflow_repository'];
/** `owner/name` of the repositories on this server that these rules name; one may come twice. A glob names none. */
function namedRepositories(rules, serverUrl) {
    const constraints = rules.flatMap((rule) => rule.constraints.filter(({ claim }) => claims.includes(claim)));
    const texts = constraints.flatMap(({ expected }) => expected.filter((value) => typeof value === 'string'));
    return texts.flatMap((text) => repositoryName(text, serverUrl) ?? []);
}
/** `owner/name`, in letters that need no encoding in a URL; null where the text names no repository on this server. */
function repositoryName(text, serverUrl) {
    const uri = (0,names/* repositoryUri */.LJ)(text, serverUrl) ?? '';
    if (!uri.toLowerCase().startsWith(`${serverUrl.toLowerCase()}/`))
        return null;
    const name = uri.slice(serverUrl.length + 1);
    return /^[\w.-]+\/[\w.-]+$/.test(name) ? name : null;
}

// EXTERNAL MODULE: ./build/registry/manifest.js
var registry_manifest = __webpack_require__(9329);
// EXTERNAL MODULE: ./build/sources/room.js
var room = __webpack_require__(5194);
;// CONCATENATED MODULE: ./build/sources/blobs.js
/** Fetching the layers that hold attestations, each blob once and all of them together within a bound (threats E-09, R-33). */




/** Names the blob of a layer as it was declared: a wrong size spoils the one who declares it, and nobody else. */
function keyOf({ digest, size }) {
    return `${digest} ${size}`;
}
/**
 * The blobs of these layers by `keyOf`, without those that are declared to be too large. Small ones come first, so that
 * a few large ones cannot take the room of many; no more is read of one than was declared, and which ones are read does
 * not depend on who answers when.
 */
async function fetchBlobs(registry, path, layers, roomBytes) {
    const unique = new Map(layers.filter(({ size }) => size <= limits/* limits */.F.bundleBytes).map((layer) => [keyOf(layer), layer]));
    const wanted = [...unique].sort(([, one], [, other]) => one.size - other.size);
    let declared = 0;
    const blobs = await (0,concurrency/* mapBounded */.y)(wanted, limits/* limits */.F.concurrentRequests, async ([key, layer]) => {
        declared += layer.size;
        return [key, declared > roomBytes ? noRoom(roomBytes) : await fetchBlob(registry, path, layer)];
    });
    return new Map(blobs);
}
/** The source was not read as a whole: a good attestation may be among what is left out. */
function noRoom(roomBytes) {
    return { status: 'failed', error: (0,room/* tooManyBytes */.zX)(roomBytes) };
}
async function fetchBlob(registry, path, { digest, size }) {
    const unreadable = (message) => ({ status: 'unreadable', message });
    try {
        const bytes = await registry.blob(path, digest, size);
        if (bytes === null)
            return unreadable('the registry has no such blob');
        if (bytes.length === size)
            return { status: 'bytes', bytes };
        return unreadable(`it has ${bytes.length} bytes and is declared to have ${size}`);
    }
    catch (error) {
        if (!(error instanceof errors/* CodedError */.AK))
            return { status: 'failed', error: (0,errors/* toCodedError */.Bt)(error) };
        if (error.code === 'DIGEST_MISMATCH')
            return unreadable(error.message);
        if (error.code === 'LIMIT_EXCEEDED')
            return unreadable(`it has more bytes than the ${size} that are declared`);
        return { status: 'failed', error };
    }
}

// EXTERNAL MODULE: ./build/json.js
var json = __webpack_require__(9368);
;// CONCATENATED MODULE: ./build/sources/listings.js
/** Which layers of which manifests hold attestations of an image, as each of a registry's four places lists them. */






/** A layer's own media type tells what it is; a manifest's artifactType is a hint at most (threats B-19). */
const kinds = new Map([
    ['application/vnd.dev.sigstore.bundle.v0.3+json', 'bundle'],
    ['application/vnd.dev.sigstore.bundle+json;version=0.1', 'bundle'],
    ['application/vnd.dev.sigstore.bundle+json;version=0.2', 'bundle'],
    ['application/vnd.dev.sigstore.bundle+json;version=0.3', 'bundle'],
    ['application/vnd.dsse.envelope.v1+json', 'dsse'],
    ['application/vnd.dev.cosign.simplesigning.v1+json', 'simplesigning'],
]);
/** Reads a referrer, each one once however often it is listed, as long as there is room for its manifest. */
function readOnce(registry, image) {
    const known = new Map();
    const read = { bytes: 0 };
    return ({ digest }) => {
        const referrer = known.get(digest) ?? readReferrer(registry, image, digest, read);
        known.set(digest, referrer);
        return referrer;
    };
}
/**
 * The referrers API.
 * @throws what the registry's client throws, where nothing at all could be read
 */
async function listReferrersApi(registry, image, read) {
    const list = await registry.referrers(image.reference.path, image.digest);
    if (list === 'unsupported')
        return { candidates: [], message: 'the registry has no referrers API', error: null };
    const listing = await readReferrers(list.descriptors, list.unusable, read);
    return { ...listing, error: list.incomplete ?? listing.error };
}
/**
 * The index under the tag `sha256-<hex>`, which stands in for the referrers API where a registry has none. Some
 * registries answer this tag with the image itself; that, and anything else that is no index, is passed over without
 * a look at what it lists (threats B-20).
 * @throws what the registry's client throws, and REGISTRY_ERROR for what is not JSON
 */
async function listReferrersTag(registry, image, read) {
    const tag = tagOf(image);
    const manifest = await registry.manifest(image.reference.path, tag);
    if (manifest === null)
        return { candidates: [], message: `there is no tag ${tag}`, error: null };
    const passedOver = (why) => ({ candidates: [], message: `the tag ${tag} ${why}`, error: null });
    if (manifest.digest === image.digest)
        return passedOver('names the image itself');
    const body = wellFormed(() => (0,json/* parseJsonObject */.dw)(manifest.bytes), registry, tag);
    if (!isIndex(body))
        return passedOver('names no index');
    const { descriptors, unusable } = wellFormed(() => (0,registry_manifest/* readReferrersPage */._)(manifest.bytes), registry, tag);
    const unique = [...new Map(descriptors.map((descriptor) => [descriptor.digest, descriptor])).values()];
    const listing = await readReferrers(unique.slice(0, limits/* limits */.F.attestations), unusable, read);
    return { ...listing, error: unique.length > limits/* limits */.F.attestations ? tooMany(tag) : listing.error };
}
/**
 * The manifest under cosign's tag `sha256-<hex>.sig` or `.att`, whose layers are the attestations.
 * @throws what the registry's client throws, and REGISTRY_ERROR for what is no manifest
 */
async function listCosignTag(registry, image, suffix) {
    const tag = `${tagOf(image)}${suffix}`;
    const manifest = await registry.manifest(image.reference.path, tag);
    if (manifest === null)
        return { candidates: [], message: `there is no tag ${tag}`, error: null };
    const body = wellFormed(() => (0,registry_manifest/* readManifest */.W)(manifest.bytes), registry, tag);
    const candidates = candidatesOf(body, manifest.digest);
    return { candidates, message: `the tag ${tag} holds ${count(candidates.length, 'attestation')}`, error: null };
}
async function readReferrers(descriptors, unusable, read) {
    // The smallest first: those left out, once a bound is passed, are the largest, and a signer's are small.
    const order = descriptors.toSorted((one, other) => one.size - other.size);
    let held = 0;
    const known = await (0,concurrency/* mapBounded */.y)(order, limits/* limits */.F.concurrentRequests, async (descriptor) => {
        if (held > limits/* limits */.F.attestations)
            return [descriptor, null];
        const referrer = await read(descriptor);
        if (referrer.status === 'read')
            held += Math.min(referrer.candidates.length, limits/* limits */.F.layersOfReferrer);
        return [descriptor, referrer];
    });
    const byDescriptor = new Map(known);
    const listing = { candidates: [], message: '', error: null };
    const candidates = [];
    const foreign = [];
    for (const descriptor of descriptors) {
        const referrer = byDescriptor.get(descriptor);
        if (referrer?.status === 'read') {
            candidates.push(...referrer.candidates.slice(0, limits/* limits */.F.layersOfReferrer));
            if (referrer.candidates.length > limits/* limits */.F.layersOfReferrer)
                listing.error ??= tooManyIn(descriptor);
        }
        if (referrer?.status === 'foreign')
            foreign.push(referrer.digest);
        if (referrer?.status === 'failed')
            listing.error ??= referrer.error;
    }
    return { ...listing, candidates, message: describe(descriptors.length, candidates.length, foreign, unusable) };
}
/** A referrer counts only if it says itself that it is about this image; the list is the registry's word alone. */
async function readReferrer(registry, image, digest, read) {
    const unreadable = (code, message) => ({
        status: 'read',
        candidates: [{ kind: 'bundle', manifest: digest, code, message }],
    });
    if (read.bytes > limits/* limits */.F.referrersBytes)
        return { status: 'failed', error: tooLarge() };
    try {
        const manifest = await registry.manifest(image.reference.path, digest);
        read.bytes += manifest?.bytes.length ?? 0;
        if (manifest === null)
            return unreadable('BUNDLE_INVALID', 'listed, but the registry has no such manifest');
        const body = (0,registry_manifest/* readManifest */.W)(manifest.bytes);
        if (body.subject?.digest !== image.digest)
            return { status: 'foreign', digest };
        return { status: 'read', candidates: candidatesOf(body, digest) };
    }
    catch (error) {
        if (error instanceof SyntaxError)
            return unreadable('BUNDLE_INVALID', `malformed manifest: ${error.message}`);
        if (!(error instanceof errors/* CodedError */.AK))
            throw error;
        if (error.code === 'DIGEST_MISMATCH')
            return unreadable('BUNDLE_INVALID', error.message);
        if (error.code === 'LIMIT_EXCEEDED')
            return unreadable('LIMIT_EXCEEDED', error.message);
        return { status: 'failed', error };
    }
}
/** One push must not use up the room of a thousand; a good attestation may stand behind the few that are read. */
function tooManyIn(descriptor) {
    const message = `the referrer ${descriptor.digest} holds more than ${limits/* limits */.F.layersOfReferrer} attestations`;
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', message, { hint: 'Delete it, unless you know what it is for.' });
}
function tooLarge() {
    const message = `the manifests of the referrers are larger than ${limits/* limits */.F.referrersBytes} bytes together`;
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', message, {
        hint: 'Delete those that are no longer needed: the action reads no more of them.',
    });
}
function candidatesOf(body, manifest) {
    const candidates = [];
    for (const layer of body.layers ?? []) {
        const kind = kinds.get(layer.mediaType);
        // One more than the bound lets the caller see that it was passed.
        if (kind === undefined || candidates.length > limits/* limits */.F.attestations)
            continue;
        candidates.push({ kind, manifest, layer: { ...layer, annotations: kept(kind, layer.annotations) } });
    }
    return candidates;
}
/** What cosign writes into annotations; a bundle has all of it inside. Anybody may add megabytes of others. */
function kept(kind, annotations) {
    if (kind === 'bundle')
        return {};
    return Object.fromEntries(Object.entries(annotations).filter(([key]) => /^dev\.(?:sigstore|cosignproject)\./.test(key)));
}
function isIndex(body) {
    return ['layers', 'config'].every((key) => (0,json/* member */.Dc)(body, key) === undefined) && (0,json/* member */.Dc)(body, 'manifests') !== undefined;
}
function tagOf(image) {
    return `sha256-${(0,build_digest/* hexOf */.ZD)(image.digest)}`;
}
/** What a tag names has no digest to be held against: bytes that make no sense may be half an answer (threats R-10). */
function wellFormed(parse, registry, tag) {
    try {
        return parse();
    }
    catch (error) {
        if (!(error instanceof SyntaxError))
            throw error;
        throw new errors/* CodedError */.AK('REGISTRY_ERROR', `malformed manifest under the tag ${tag}: ${error.message}`, {
            hint: `Is ${registry.host} an OCI registry, and no proxy or login page in between?`,
        });
    }
}
function tooMany(tag) {
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', `the tag ${tag} lists more than ${limits/* limits */.F.attestations} referrers`, {
        hint: 'Delete those that are no longer needed: a good attestation may stand behind the bound.',
    });
}
function describe(listed, held, foreign, unusable) {
    const parts = [`${count(listed, 'referrer')}, ${count(held, 'attestation')}`];
    if (foreign.length > 0) {
        const named = foreign.slice(0, 3).join(', ');
        parts.push(`skipped ${foreign.length} that do not refer to this image (${named}${foreign.length > 3 ? ', ...' : ''})`);
    }
    if (unusable > 0)
        parts.push(`skipped ${count(unusable, 'entry')} without a usable digest`);
    return parts.join('; ');
}
function count(number, noun) {
    return number === 1 ? `1 ${noun}` : `${number} ${noun.replace(/y$/, 'ie')}s`;
}

;// CONCATENATED MODULE: ./build/sources/registry.js
/**
 * Everything that a registry holds about one digest. The four places where attestations are kept are asked at the same
 * time and each stands for itself: none is a fall-back for another, and none can hide what another holds (threats A-06,
 * A-13, B-19, B-20, F-12). Nothing is verified here.
 */






/**
 * The attestations of an image and how asking each place went, both in a fixed order. Never rejects for what a registry
 * does: that is the result of the source that it happened to, beside everything that this source had held until then.
 * @param roomBytes - how much of them to keep at most
 */
async function gatherFromRegistry(registry, image, roomBytes = limits/* limits */.F.gatheredBytes) {
    const read = readOnce(registry, image);
    const listings = await Promise.all([
        settled('referrers', listReferrersApi(registry, image, read)),
        settled('referrers-tag', listReferrersTag(registry, image, read)),
        settled('cosign-signature', listCosignTag(registry, image, '.sig')),
        settled('cosign-attestation', listCosignTag(registry, image, '.att')),
    ]);
    const bounded = withinBound(withoutRepetition(listings));
    const layers = bounded.flatMap(({ candidates }) => candidates.flatMap((one) => ('layer' in one ? [one.layer] : [])));
    const blobs = await fetchBlobs(registry, image.reference.path, layers, roomBytes);
    const gathered = bounded.map((listing) => withContents(listing, blobs, image));
    return {
        attestations: gathered.flatMap(({ attestations }) => attestations),
        sources: gathered.map(({ result }) => result),
    };
}
async function settled(source, listing) {
    try {
        return { source, ...(await listing) };
    }
    catch (error) {
        return { source, candidates: [], message: '', error: (0,errors/* toCodedError */.Bt)(error) };
    }
}
/** What the API and the tag both list stands under the API. */
function withoutRepetition(listings) {
    const api = listings.find(({ source }) => source === 'referrers');
    const known = new Set(api?.candidates.map(({ manifest }) => manifest));
    return listings.map((listing) => {
        if (listing.source !== 'referrers-tag')
            return listing;
        const candidates = listing.candidates.filter(({ manifest }) => !known.has(manifest));
        const repeated = listing.candidates.length - candidates.length;
        if (repeated === 0)
            return listing;
        return { ...listing, candidates, message: `${listing.message}; ${repeated} known from the referrers API already` };
    });
}
function withinBound(listings) {
    const lengths = listings.map(({ candidates }) => candidates.length);
    const shares = (0,room/* shareRoom */.nU)(lengths, limits/* limits */.F.attestations);
    return listings.map((listing, index) => {
        const candidates = listing.candidates.slice(0, shares[index]);
        const isWhole = candidates.length === listing.candidates.length;
        return { ...listing, candidates, error: isWhole ? listing.error : (listing.error ?? (0,room/* tooManyAttestations */.BE)()) };
    });
}
function withContents(listing, blobs, image) {
    const { source } = listing;
    const attestations = [];
    let { error } = listing;
    for (const candidate of listing.candidates) {
        const content = contentOf(candidate, blobs);
        if (content instanceof errors/* CodedError */.AK)
            error ??= content;
        else
            attestations.push({ source, location: registry_locationOf(candidate, image), content });
    }
    const found = attestations.length;
    const result = error === null
        ? { source, status: 'answered', found, message: listing.message }
        : { source, status: 'failed', found, error };
    return { attestations, result };
}
function contentOf(candidate, blobs) {
    const { kind } = candidate;
    if (!('layer' in candidate))
        return { kind: 'unreadable', as: kind, code: candidate.code, message: candidate.message };
    const { layer } = candidate;
    const blob = blobs.get(keyOf(layer));
    if (blob === undefined) {
        const message = `declared to have ${layer.size} bytes, more than the ${limits/* limits */.F.bundleBytes} allowed`;
        return { kind: 'unreadable', as: kind, code: 'LIMIT_EXCEEDED', message };
    }
    if (blob.status === 'failed')
        return blob.error;
    if (blob.status === 'unreadable')
        return { kind: 'unreadable', as: kind, code: 'BUNDLE_INVALID', message: blob.message };
    const { bytes } = blob;
    switch (kind) {
        case 'bundle':
            return { kind, bundle: bytes };
        case 'dsse':
            return { kind, envelope: bytes, annotations: layer.annotations };
        case 'simplesigning':
            return { kind, payload: bytes, annotations: layer.annotations };
    }
}
function registry_locationOf(candidate, image) {
    const manifest = (0,image_reference/* pinned */.dp)(image.reference, candidate.manifest);
    return 'layer' in candidate ? `${manifest}#${candidate.layer.digest}` : manifest;
}

;// CONCATENATED MODULE: ./build/sources/buildkit.js
/**
 * BuildKit's attestation manifests: entries of an index beside the platforms that they are about, with in-toto statements
 * as layers. By themselves they are not signed; what counts is a signature whose subject is the attestation manifest.
 * https://docs.docker.com/build/metadata/attestations/attestation-storage/
 */






/**
 * The signed statements of the attestation manifests that refer to a platform, all of them as one source. Never rejects
 * for what a registry does. The bytes are hashed again where they are judged.
 * @param roomBytes - how much to keep at most
 */
async function gatherFromBuildKit(registry, subject, roomBytes) {
    const { attestationManifests } = subject;
    if (attestationManifests.length === 0)
        return answered([], 'the index has no attestation manifest for it');
    // One half for the signatures of each, one for its statements.
    const room = Math.floor(roomBytes / attestationManifests.length / 2);
    const read = await Promise.all(attestationManifests.map((digest) => readSigned(registry, subject, digest, room)));
    const attestations = read.flatMap((one) => one.attestations);
    const kept = attestations.slice(0, limits/* limits */.F.attestations);
    const error = read.flatMap((one) => one.error ?? [])[0] ?? (kept.length < attestations.length ? buildkit_tooMany('that are signed') : null);
    if (error !== null)
        return { attestations: kept, sources: [{ source, status: 'failed', found: kept.length, error }] };
    const manifests = buildkit_count(attestationManifests.length, 'attestation manifest');
    return answered(kept, `${manifests}, ${kept.length === 0 ? 'not signed' : buildkit_count(kept.length, 'signed statement')}`);
}
const source = 'buildkit';
function answered(attestations, message) {
    return { attestations, sources: [{ source, status: 'answered', found: attestations.length, message }] };
}
/** A signature is looked for first: of what nobody signed not even the statements are of interest. */
async function readSigned(registry, { reference }, digest, roomBytes) {
    const { attestations, sources } = await gatherFromRegistry(registry, { reference, digest }, roomBytes);
    const error = sources.flatMap((result) => (result.status === 'failed' ? result.error : []))[0] ?? null;
    const signatures = attestations.flatMap(({ content }) => (content.kind === 'buildkit' ? [] : content));
    if (signatures.length === 0)
        return { attestations: [], error };
    try {
        const { manifest, statements, failure } = await readStatements(registry, reference.path, digest, roomBytes);
        const pairs = signatures.flatMap((signature) => statements.map((statement) => ({ signature, ...statement })));
        const contents = pairs.map(({ signature, layer, blob }) => {
            const location = `${(0,image_reference/* pinned */.dp)(reference, digest)}#${layer.digest}`;
            return { source, location, content: buildkit_contentOf(signature, manifest, blob) };
        });
        return { attestations: contents, error: error ?? failure };
    }
    catch (thrown) {
        return { attestations: [], error: thrown instanceof SyntaxError ? malformed(digest, thrown) : (0,errors/* toCodedError */.Bt)(thrown) };
    }
}
async function readStatements(registry, path, digest, roomBytes) {
    const manifest = await registry.manifest(path, digest);
    if (manifest === null)
        throw new SyntaxError('the registry has no such manifest');
    const layers = ((0,registry_manifest/* readManifest */.W)(manifest.bytes).layers ?? []).filter(({ mediaType }) => mediaType === statementType);
    const kept = layers.slice(0, limits/* limits */.F.statementsOfManifest);
    const blobs = await fetchBlobs(registry, path, kept, roomBytes);
    const all = kept.map((layer) => ({ layer, blob: blobs.get(keyOf(layer)) }));
    const failed = all.flatMap(({ blob }) => (blob?.status === 'failed' ? blob.error : []))[0];
    return {
        manifest: manifest.bytes,
        statements: all.filter(({ blob }) => blob?.status !== 'failed'),
        failure: failed ?? (kept.length < layers.length ? buildkit_tooMany(`in the attestation manifest ${digest}`) : null),
    };
}
const statementType = 'application/vnd.in-toto+json';
function buildkit_contentOf(signature, manifest, blob) {
    if (blob?.status === 'bytes')
        return { kind: 'buildkit', signature, manifest, statement: blob.bytes };
    const as = signature.kind === 'unreadable' ? signature.as : signature.kind;
    if (blob?.status === 'unreadable') {
        return { kind: 'unreadable', as, code: 'BUNDLE_INVALID', message: `the statement: ${blob.message}` };
    }
    const message = `the statement is declared to have more than the ${limits/* limits */.F.bundleBytes} bytes allowed`;
    return { kind: 'unreadable', as, code: 'LIMIT_EXCEEDED', message };
}
function malformed(digest, { message }) {
    return new errors/* CodedError */.AK('REGISTRY_ERROR', `malformed attestation manifest ${digest}: ${message}`, {
        hint: 'The index is not one that a builder writes: push the image again.',
    });
}
function buildkit_tooMany(where) {
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', `there are too many statements ${where}`, {
        hint: 'Delete those that are no longer needed: the action reads no more of them.',
    });
}
function buildkit_count(number, noun) {
    return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

;// CONCATENATED MODULE: ./build/gather.js
/** Asking every place that the inputs name for what it holds about one digest, all of them at the same time. */







/** @returns a function that shares its clients between all subjects of a run */
function openPlaces(places) {
    const gatherers = {
        registry: () => (subject, room) => gatherFromRegistryPlaces(places.registryOf(subject.reference), subject, room),
        github: () => openGitHubPlace(places),
    };
    const opened = places.names.map((name) => gatherers[name]());
    return async (subject, among) => {
        // No place, and no platform, takes the room of another.
        const room = Math.floor(limits/* limits */.F.gatheredBytes / opened.length / among);
        return gather_withinBound(await Promise.all(opened.map((gather) => gather(subject, room))));
    };
}
/**
 * Asks about these images at once, beside their manifests, for their digests are known before those: it saves a round
 * trip. Whoever asks about one of them first has the answer to that; whoever asks again has a new one.
 */
function askedAhead(gather, known) {
    const keyOf = ({ reference, digest }) => `${(0,image_reference/* nameOf */.Vb)(reference)}@${digest}`;
    const images = new Map(known.map((image) => [keyOf(image), image]));
    const answers = new Map([...images].map(([key, image]) => [key, gather({ ...image, platform: null, attestationManifests: [] }, 1)]));
    // It may be that nobody asks: then nobody is to miss the answer either.
    for (const answer of answers.values())
        answer.catch(() => { });
    return (sought, among) => {
        const answer = sought.platform === null && among === 1 ? answers.get(keyOf(sought)) : undefined;
        answers.delete(keyOf(sought));
        return answer ?? gather(sought, among);
    };
}
/** A platform has a place more than an image: what BuildKit put beside it into the index. */
async function gatherFromRegistryPlaces(registry, subject, room) {
    if (subject.platform === null)
        return gatherFromRegistry(registry, subject, room);
    const half = Math.floor(room / 2);
    const places = [gatherFromRegistry(registry, subject, half), gatherFromBuildKit(registry, subject, half)];
    const gathered = await Promise.all(places);
    return {
        attestations: gathered.flatMap(({ attestations }) => attestations),
        sources: gathered.flatMap(({ sources }) => sources),
    };
}
function openGitHubPlace(places) {
    const { runner, token, signal, hooks } = places;
    const open = async () => {
        const [{ openGitHub }, { gatherFromGitHub }] = await Promise.all([
            __webpack_require__.e(/* import() */ 600).then(__webpack_require__.bind(__webpack_require__, 9600)),
            __webpack_require__.e(/* import() */ 382).then(__webpack_require__.bind(__webpack_require__, 1382)),
        ]);
        if (token !== null)
            hooks.onSecret(token);
        const { apiUrl, serverUrl, env } = runner;
        return {
            github: openGitHub({ apiUrl, serverUrl, token, signal, env, onRequest: hooks.onRequest }),
            gatherFromGitHub,
        };
    };
    let opened;
    return async ({ reference, digest }, room) => {
        // Loaded late, and once: the first request to the registry is under way by then.
        opened ??= open();
        const { github, gatherFromGitHub } = await opened;
        return gatherFromGitHub(github, digest, listsFor(reference, places.rules, runner), room);
    };
}
/**
 * The lists that may hold attestations of an image: of the repository that runs the workflow, of those that the rules
 * for the image name, and of the owner of its package.
 */
function listsFor(reference, rules, { serverUrl, repository }) {
    const running = repository === null ? null : repositoryName(repository, serverUrl);
    const relevant = rules.filter((rule) => (0,applies/* namesReference */.m0)(rule, reference));
    const names = [...(running === null ? [] : [running]), ...namedRepositories(relevant, serverUrl)];
    const unique = new Map(names.map((name) => [name.toLowerCase(), name]));
    const lists = [...unique.values()].map((name) => ({ title: name, names: [`repos/${name}`] }));
    const owner = packageOwner(reference, serverUrl);
    return owner === null ? lists : [...lists, { title: `all of ${owner}`, names: [`orgs/${owner}`, `users/${owner}`] }];
}
/** The account on this server whose package the image is; null for an image of another registry. */
function packageOwner({ registry, path }, serverUrl) {
    const { hostname } = new URL(serverUrl);
    const own = hostname === 'github.com' ? 'ghcr.io' : `containers.${hostname}`;
    return registry === own ? (path.split('/')[0] ?? null) : null;
}
/** The bound is one for the digest; rubbish in one source takes none of what another holds (threats A-13). */
function gather_withinBound(gathered) {
    const sources = gathered.flatMap((one) => one.sources);
    const attestations = gathered.flatMap((one) => one.attestations);
    const groups = sources.map(({ source }) => attestations.filter((one) => one.source === source));
    const shares = (0,room/* shareRoom */.nU)(groups.map(({ length }) => length), limits/* limits */.F.attestations);
    return {
        attestations: groups.flatMap((group, index) => group.slice(0, shares[index])),
        sources: sources.map((result, index) => gather_cut(result, shares[index] ?? 0)),
    };
}
function gather_cut(result, share) {
    if (result.found <= share)
        return result;
    const error = result.status === 'failed' ? result.error : (0,room/* tooManyAttestations */.BE)();
    return { source: result.source, status: 'failed', found: share, error };
}

// EXTERNAL MODULE: ./build/image/kind.js
var kind = __webpack_require__(2566);
;// CONCATENATED MODULE: ./build/image/resolve.js
/**
 * From a reference to one digest, by one request: whatever follows is asked for by that digest, so that a tag which
 * moves, or a registry which answers differently each time, cannot put another image in its place (threats B-16, B-17).
 */




/**
 * The image that a reference names at this moment: its digest by our own hash, and the bytes that hash to it. `expected`
 * is the digest that the push step reported, null where none was given.
 * @throws {CodedError} IMAGE_NOT_FOUND, DIGEST_MISMATCH, REGISTRY_ERROR for what is no image manifest or index,
 * LIMIT_EXCEEDED, and what the registry's client throws
 */
async function resolveImage(registry, reference, expected) {
    const manifest = await registry.manifest(reference.path, reference.digest ?? reference.tag ?? 'latest');
    if (manifest === null)
        throw notFound(reference);
    refuseOtherContentDigest(manifest, reference);
    if (expected !== null && manifest.digest !== expected)
        throw moved(reference, manifest.digest, expected);
    const { mediaType } = (0,kind/* readImageManifest */.l)(manifest, reference.given);
    return { reference, digest: manifest.digest, mediaType, manifest: manifest.bytes };
}
/**
 * The digest that a tag names at this moment, null when the registry answers that there is no such tag.
 * @throws {CodedError} CONFIG_ERROR where it is no tag, DIGEST_MISMATCH, and what the registry's client throws
 */
async function digestOfTag(registry, path, tag) {
    if (!(0,image_reference/* isTag */.dz)(tag)) {
        throw (0,errors/* configError */.Fj)(`"${tag.slice(0, 128)}" is no tag; wanted letters, digits, "_", "." and "-", at most 128 of them`);
    }
    const manifest = await registry.manifest(path, tag);
    if (manifest === null)
        return null;
    refuseOtherContentDigest(manifest, { registry: registry.host, path });
    return manifest.digest;
}
function notFound(reference) {
    return new errors/* CodedError */.AK('IMAGE_NOT_FOUND', `${reference.registry} has no image ${reference.given}`, {
        hint: 'Did the push step succeed, and push to this very name? A registry may also hide what a login does not reach.',
    });
}
function moved(reference, found, expected) {
    const message = `${reference.given} resolves to ${found}, and not to the expected ${expected}`;
    return new errors/* CodedError */.AK('DIGEST_MISMATCH', message, {
        hint: 'Do not use this image before you know why: find out who moved the tag since it was pushed, or whether the push step reported the digest of another image.',
    });
}
/** A registry that contradicts itself about what it sent is not to be believed either way (threats R-12). */
function refuseOtherContentDigest(manifest, name) {
    const { contentDigest, bytes, digest } = manifest;
    if (contentDigest === null || namesTheseBytes(contentDigest, bytes))
        return;
    const shown = contentDigest.slice(0, 'sha512:'.length + 128);
    const message = `the registry calls the manifest of ${(0,image_reference/* nameOf */.Vb)(name)} ${shown}, but what it sent is ${digest}`;
    throw new errors/* CodedError */.AK('DIGEST_MISMATCH', message, {
        hint: 'The registry, or a proxy or mirror in front of it, serves other bytes than were pushed. Do not deploy them.',
    });
}
function namesTheseBytes(contentDigest, bytes) {
    const [algorithm = '', hex] = contentDigest.trim().toLowerCase().split(':');
    return /^sha(?:256|512)$/.test(algorithm) && (0,external_node_crypto_.createHash)(algorithm).update(bytes).digest('hex') === hex;
}

// EXTERNAL MODULE: ./build/file.js
var build_file = __webpack_require__(6480);
// EXTERNAL MODULE: ./build/policy/rules.js + 1 modules
var rules = __webpack_require__(3609);
;// CONCATENATED MODULE: ./build/load-policy.js
/** The policy, from wherever the inputs say that it stands. */








/**
 * Loads the policy.
 * @returns the policy, or every mistake in it
 * @throws {CodedError} CONFIG_ERROR where the profile's file cannot be read
 */
async function loadPolicy(input, runner) {
    switch (input.kind) {
        case 'file': {
            const [{ readProfile }, { path, bytes, text }] = await Promise.all([
                profileReader(),
                readProfileFile(input.path, runner.workspace),
            ]);
            return loaded(readProfile(text, path, runner), { kind: 'file', path, digest: (0,build_digest/* digestOf */.ol)(bytes) });
        }
        case 'inline': {
            const { readProfile } = await profileReader();
            const digest = (0,build_digest/* digestOf */.ol)(Buffer.from(input.text));
            return loaded(readProfile(input.text, null, runner), { kind: 'inline', digest });
        }
        case 'claims':
            return loaded((0,rules/* policyOfClaims */.h1)(input.asked, runner), { kind: 'inputs' });
        case 'default':
            return loaded((0,rules/* defaultPolicy */.G4)(runner), { kind: 'default' });
    }
}
/** Loaded late: YAML, its validator and RE2 are of no use to those who have no profile. */
function profileReader() {
    return Promise.all(/* import() */[__webpack_require__.e(609), __webpack_require__.e(631)]).then(__webpack_require__.bind(__webpack_require__, 3012));
}
function loaded(policy, source) {
    return Array.isArray(policy) ? policy : { policy, source };
}
/**
 * A file of the workspace, symbolic links followed; what is in it is never shown (threats H-13). Positions name it as
 * it is called in the repository, where annotations and code scanning look for it.
 */
async function readProfileFile(given, workspace) {
    try {
        const [root, file] = await Promise.all([(0,promises_.realpath)(workspace), (0,promises_.realpath)((0,external_node_path_.resolve)(workspace, given))]);
        if (!file.startsWith(root + external_node_path_.sep))
            throw new Error('it is outside the workspace');
        const bytes = await (0,build_file/* readRegularFile */.X)(file, limits/* limits */.F.profileBytes);
        return { path: (0,external_node_path_.relative)(root, file).replaceAll(external_node_path_.sep, '/'), bytes, text: (0,json/* decodeUtf8 */._6)(bytes) };
    }
    catch (error) {
        throw (0,errors/* configError */.Fj)(`Input profile: the file ${JSON.stringify(given.slice(0, 200))} cannot be used: ${(0,build_file/* reasonOf */.A)(error)}.`, {
            hint: 'Give a path relative to the workspace (run actions/checkout before this step), or the YAML itself in several lines.',
            cause: error,
        });
    }
}

// EXTERNAL MODULE: ./build/http/client.js + 1 modules
var client = __webpack_require__(4628);
// EXTERNAL MODULE: ./build/http/redirect.js
var redirect = __webpack_require__(3701);
// EXTERNAL MODULE: ./build/loopback.js
var loopback = __webpack_require__(2515);
;// CONCATENATED MODULE: ./build/runner.js
/** The variables that the runner sets: where the step runs, and for whom. The only place that reads them. */





/**
 * The runner's variables, with GitHub's own values where a developer's machine has none.
 * @throws {CodedError} CONFIG_ERROR where one of them is set and can mean nothing
 */
function readRunner(env) {
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
        env,
    };
}
/** The runner's folder for temporary files. */
function readTemporaryFolder(env) {
    return env.RUNNER_TEMP || (0,external_node_os_.tmpdir)();
}
/** Where the step runs. Never throws: reports are written for steps, too, whose set-up is wrong. */
function readWhereabouts(env) {
    const server = URL.parse(env.GITHUB_SERVER_URL || 'https://github.com');
    const serverUrl = server?.protocol === 'https:' ? server.origin : null;
    const [repository, action] = [env.GITHUB_REPOSITORY ?? '', env.GITHUB_ACTION_REPOSITORY ?? ''];
    const version = env.GITHUB_ACTION_REF ?? '';
    const known = serverUrl !== null && runner_ownerAndName.test(action) && /^[A-Za-z0-9._/-]{1,200}$/.test(version);
    return {
        repository: serverUrl !== null && runner_ownerAndName.test(repository) ? `${serverUrl}/${repository}` : null,
        workflowFile: workflowFileOf(env.GITHUB_WORKFLOW_REF ?? '', env.GITHUB_WORKSPACE || process.cwd()),
        action: known ? `${serverUrl}/${action}@${version}` : null,
    };
}
const runner_ownerAndName = /^[A-Za-z0-9._-]{1,100}\/[A-Za-z0-9._-]{1,100}$/;
/** `owner/repo/.github/workflows/x.yml@ref`, and only if that file is there: a checkout may be of another repository. */
function workflowFileOf(workflowRef, workspace) {
    const [, file] = /^[^/@]+\/[^/@]+\/(\.github\/workflows\/[A-Za-z0-9._-]+\.ya?ml)@/.exec(workflowRef) ?? [];
    return file !== undefined && (0,external_node_fs_.statSync)((0,external_node_path_.join)(workspace, file), { throwIfNoEntry: false })?.isFile() ? file : null;
}
/** Over https alone (threats F-07): what short forms of the profile mean hangs on it. */
function readServerUrl(text) {
    const url = URL.parse(text);
    if (url?.protocol === 'https:' && url.pathname === '/')
        return url.origin;
    throw (0,errors/* configError */.Fj)(`The variable GITHUB_SERVER_URL is ${JSON.stringify(text.slice(0, 200))}, which is no https URL of a server.`, {
        hint: 'The runner sets it. Does an earlier step, or env in the workflow, overwrite it?',
    });
}
/**
 * Of the server that runs the workflow, or on loopback: it is sent the token (threats F-07). api.github.com and
 * api.TENANT.ghe.com are GitHub's own, an enterprise's server has its API under its own name.
 */
function readApiUrl(text, serverUrl) {
    const url = URL.parse(text);
    const server = new URL(serverUrl);
    const isOwn = url?.protocol === 'https:' && [server.host, `api.${server.host}`].includes(url.host);
    const isLocal = url !== null && /^https?:$/.test(url.protocol) && (0,loopback/* isLoopback */.U)(url.hostname);
    if (url !== null && (isOwn || isLocal) && url.username + url.password + url.search + url.hash === '') {
        return url.href.replace(/\/+$/, '');
    }
    // Not the text itself: it may hold a password.
    throw (0,errors/* configError */.Fj)(`The variable GITHUB_API_URL is no https URL of the API of ${serverUrl}.`, {
        hint: 'The runner sets it. Does an earlier step, or env in the workflow, overwrite it?',
    });
}

// EXTERNAL MODULE: ./build/trust/names.js
var trust_names = __webpack_require__(6589);
;// CONCATENATED MODULE: ./build/load-trust.js
/** Whose signatures are trusted, from wherever the inputs and the rules say. */





/**
 * Loads what the rules need, each instance once, and nothing else.
 * @throws {CodedError} CONFIG_ERROR for a file, name or URL that cannot be used, TRUST_ROOT_ERROR for a TUF repository
 * that cannot be asked or believed: never a silent fall-back
 */
async function loadTrust(input, rules, runner, signal, hooks) {
    if (input.kind === 'files') {
        refuseBesideFiles(rules);
        const { instancesOfFiles } = await Promise.all(/* import() */[__webpack_require__.e(187), __webpack_require__.e(858)]).then(__webpack_require__.bind(__webpack_require__, 6858));
        const trust = { instances: await instancesOfFiles(input.files, runner.workspace), further: null };
        return () => trust;
    }
    const nameOf = (rule) => rule.sigstore?.name ?? input.sigstore;
    const positions = new Map(rules.map((rule) => [nameOf(rule), rule.sigstore?.position ?? null]));
    checkName(input.sigstore, 'Input sigstore', null);
    for (const [name, position] of positions)
        checkName(name, "The profile's params.sigstore", position);
    refuseUnusedRoot(input, [...positions.keys()]);
    hooks.onProgress('Sigstore', 'loading the trusted roots');
    const load = await openLoader(runner, signal, hooks);
    const loading = [...positions].map(async ([name, position]) => {
        const tufRootFile = trust_names/* instanceNames */.aF.includes(name) ? null : input.tufRootFile;
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
async function openLoader(runner, signal, hooks) {
    const http = (0,client/* openHttp */.f)({ errorCode: 'TRUST_ROOT_ERROR', signal, env: runner.env, onRequest: hooks.onRequest });
    // Loaded late: the TUF client is of no use to those who bring their own root.
    const { trustFor } = await Promise.all(/* import() */[__webpack_require__.e(187), __webpack_require__.e(637), __webpack_require__.e(176)]).then(__webpack_require__.bind(__webpack_require__, 1176));
    const { serverUrl, workspace, env } = runner;
    const temporaryFolder = readTemporaryFolder(env);
    const get = (url, maxBytes) => (0,redirect/* follow */.e6)(http, { method: 'GET', url, headers: {}, maxBytes }, null, 'TRUST_ROOT_ERROR');
    return (sigstore, tufRootFile) => trustFor({ sigstore, tufRootFile, serverUrl, workspace, temporaryFolder, get });
}
function checkName(name, label, position) {
    try {
        if (!trust_names/* instanceNames */.aF.includes(name))
            (0,trust_names/* repositoryUrl */.Ek)(name, label);
    }
    catch (error) {
        throw load_trust_placed(error, position);
    }
}
function refuseUnusedRoot({ sigstore, tufRootFile }, names) {
    if (tufRootFile === null || names.some((name) => !trust_names/* instanceNames */.aF.includes(name)))
        return;
    throw (0,errors/* configError */.Fj)(`Input tuf-root: it is for another TUF repository, and the input sigstore is ${sigstore}.`, {
        hint: 'Leave it out, or name the URL of the repository that it belongs to in the input sigstore.',
    });
}
/** The files are used instead of every instance that has a name, so that a rule cannot ask for one of those. */
function refuseBesideFiles(rules) {
    const named = rules.find(({ sigstore }) => sigstore !== null)?.sigstore;
    if (!named)
        return;
    throw (0,errors/* configError */.Fj)(`The profile's params.sigstore names ${JSON.stringify(named.name)}, and the input trusted-root is used instead of every named instance.`, { hint: 'Leave one of them out.', position: named.position });
}
async function at(position, load) {
    try {
        return await load();
    }
    catch (error) {
        throw load_trust_placed(error, position);
    }
}
/** The error, with where in the profile it was asked for. */
function load_trust_placed(error, position) {
    const { code, message, hint, cause } = (0,errors/* toCodedError */.Bt)(error);
    return new errors/* CodedError */.AK(code, message, { ...(hint !== null && { hint }), position, cause });
}

;// CONCATENATED MODULE: ./build/policy/remarks.js
/**
 * A warning for each rule that says nothing about the runner and was met by a build on one that is not GitHub's: what
 * ran there before, and who has a hand in it, is for its owner to know.
 */
function runnerRemarks({ code, reference, rules, attestations }) {
    if (code !== 'VERIFIED')
        return [];
    return rules.flatMap(({ satisfiedBy, claims, position }) => {
        const runner = satisfiedBy === null ? null : (attestations[satisfiedBy]?.signer?.runner_environment ?? null);
        if (runner === null || runner === 'github-hosted')
            return [];
        if (claims.some(({ claim }) => claim === 'runner_environment'))
            return [];
        const message = `${reference}: built on a ${runner} runner, and the policy says nothing about the runner. Write runner_environment: ${runner} if that is right.`;
        return [{ message, position }];
    });
}

// EXTERNAL MODULE: ./build/http/failure.js
var failure = __webpack_require__(1923);
// EXTERNAL MODULE: ./build/http/origin.js
var http_origin = __webpack_require__(3391);
;// CONCATENATED MODULE: ./build/registry/challenge.js
/** WWW-Authenticate, read in one pass over the text (RFC 9110, section 11.6.1; threats E-17). */
/** Longer than any registry's, and what Node takes for all headers together. */
const maxLength = 16 * 1024;
const tokenCharacter = /[!#$%&'*+\-.^_`|~0-9A-Za-z]/;
/**
 * The challenges of a WWW-Authenticate header, in their order; several may stand in it. A header without any, or one
 * longer than 16 KiB, gives none: the caller then has a refusal that it cannot answer, which is an error of its own.
 * A bearer challenge without realm is none either.
 */
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
/** Every turn of the loop moves on by a character at least. */
function readRaw(header) {
    const challenges = [];
    let at = 0;
    while (at < header.length) {
        const word = challenge_readToken(header, at);
        if (word === '') {
            at = header[at] === '"' ? readQuoted(header, at).end : at + 1;
            continue;
        }
        const equals = skipSpaces(header, at + word.length);
        if (header[equals] !== '=') {
            challenges.push({ scheme: word.toLowerCase(), parameters: new Map() });
            at += word.length;
            continue;
        }
        const { value, end } = readValue(header, skipSpaces(header, equals + 1));
        const parameters = challenges.at(-1)?.parameters;
        // The first of two counts: what comes later cannot change what has been read.
        if (parameters && !parameters.has(word.toLowerCase()))
            parameters.set(word.toLowerCase(), value);
        at = end;
    }
    return challenges;
}
function challenge_readToken(text, start) {
    let end = start;
    while (end < text.length && tokenCharacter.test(text[end] ?? ''))
        end++;
    return text.slice(start, end);
}
/** A quoted string, or what stands up to the next comma or space. */
function readValue(text, start) {
    if (text[start] === '"')
        return readQuoted(text, start);
    let end = start;
    while (end < text.length && !', \t'.includes(text[end] ?? ''))
        end++;
    return { value: text.slice(start, end), end };
}
/** The quoted string that starts here, its escapes resolved; without a closing quote it ends with the text. */
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
/** A login at a registry, as a value. */
/** What HTTP's basic scheme sends. */
function basicValue(login) {
    return Buffer.from(`${login.username}:${login.password}`).toString('base64');
}

;// CONCATENATED MODULE: ./build/registry/failure.js
/** What a registry's own refusals are called. */



/** An answer with a status that the request has no use for, as an error. */
function statusFailure(answer, method) {
    const { status, url } = answer;
    const message = `${(0,failure/* requestLine */.uA)(method, url)} answered ${status}${reasonOf(answer.body)}`;
    return new errors/* CodedError */.AK('REGISTRY_ERROR', message, { hint: hintFor(status, url) });
}
function hintFor(status, url) {
    if (status === 429)
        return 'The registry limits requests: log in with docker/login-action, or run the job again later.';
    if (status >= 500)
        return `${url.host} has trouble of its own: run the job again later.`;
    return `Is ${url.host} an OCI registry, and no proxy or login page in between?`;
}
/** The registry's own code for an error, such as ` DENIED`; nothing where the body holds none. */
function reasonOf(body) {
    const code = registryCode(body);
    return code === null ? '' : ` ${code}`;
}
function registryCode(body) {
    try {
        const errors = (0,json/* member */.Dc)((0,json/* parseJsonObject */.dw)(body), 'errors');
        const first = Array.isArray(errors) ? errors[0] : null;
        const code = (0,json/* isJsonObject */.OW)(first) ? (0,json/* member */.Dc)(first, 'code') : null;
        return typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? code : null;
    }
    catch {
        // An error page of any form: its status has been told already.
        return null;
    }
}

;// CONCATENATED MODULE: ./build/registry/origin.js
/** Which host a registry's name stands for, and how it is spoken to (contract, section 2; threats E-05). */


/** Names by which Docker Hub goes; its registry answers under one of them only. */
const dockerHub = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);
/** Whether this registry is Docker Hub, under any of its names. */
function isDockerHub(host) {
    return dockerHub.has(host);
}
/**
 * The origin that a registry's requests go to: http on loopback, https elsewhere (contract, section 2).
 * @throws {CodedError} CONFIG_ERROR for what is no host
 */
function originOf(host) {
    if (isDockerHub(host))
        return new URL('https://registry-1.docker.io');
    const text = `https://${host}/`;
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url === null || url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
        throw (0,errors/* configError */.Fj)(`"${host.slice(0, 255)}" is not a registry's host; wanted a host name, with its port where it has one`);
    }
    return (0,loopback/* isLoopback */.U)(url.hostname) ? new URL(`http://${host}/`) : url;
}

;// CONCATENATED MODULE: ./build/registry/token-endpoint.js
/**
 * The endpoint that hands out a registry's tokens (distribution, "Token Authentication"): who may be asked for one, with
 * credentials or without, and what for (threats E-01, E-06, E-16).
 */








/** Asks for a token with what the credential is good for there: a login, an identity token, or nothing. */
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
    return (0,redirect/* follow */.e6)(http, { method: 'GET', url, headers, maxBytes: limits/* limits */.F.tokenBytes }, login);
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
/** The token endpoint that a challenge names, null where it is no URL that may be asked. */
function readRealm(text, origin) {
    if (!URL.canParse(text))
        return null;
    const realm = new URL(text);
    const bare = realm.username === '' && realm.password === '' && realm.hash === '';
    const spoken = realm.protocol === 'https:' || (realm.protocol === 'http:' && origin.protocol === 'http:');
    return bare && spoken ? realm : null;
}
/**
 * Whether a token endpoint may see a registry's credentials (contract, input `auth-hosts`): one at the registry's own
 * origin, the two that are known to stand elsewhere, and those that the user has named.
 */
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
/**
 * Whether any other token endpoint may be asked, without credentials: on a public name that does no harm, inside of the
 * runner's own network it might (threats E-06).
 */
function mayBeAskedAnonymously(realm, origin) {
    if ((0,loopback/* isLoopback */.U)(realm.hostname))
        return (0,loopback/* isLoopback */.U)(origin.hostname);
    return realm.protocol === 'https:' && (0,http_origin/* isPublicName */.XC)(realm.hostname);
}
/**
 * What the registry asks for, as long as that is reading and nothing else: it is the registry that gets the token. The
 * name in it may differ from the path, where a registry answers for another one.
 */
function scopeFor(path, asked) {
    const modest = asked?.split(' ').every((scope) => /^repository:[A-Za-z0-9._/:-]+:pull$/.test(scope)) ?? false;
    return asked !== null && modest ? asked : `repository:${path}:pull`;
}
/**
 * The token in an answer.
 * @throws {CodedError} REGISTRY_ERROR where there is none that a header can hold
 */
function token_endpoint_readToken(answer) {
    try {
        const body = (0,json/* parseJsonObject */.dw)(answer.body);
        const token = (0,json/* member */.Dc)(body, 'token') ?? '';
        return usable(token === '' ? (0,json/* member */.Dc)(body, 'access_token') : token, answer.url);
    }
    catch (error) {
        if (error instanceof errors/* CodedError */.AK)
            throw error;
        throw noToken(answer.url);
    }
}
/** Printable ASCII only: a token becomes part of a header (threats E-16). */
function usable(token, url) {
    if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token))
        return token;
    throw noToken(url);
}
function noToken(url) {
    return new errors/* CodedError */.AK('REGISTRY_ERROR', `the token endpoint at ${url.host} returned no usable token`, {
        hint: `Is ${url.origin}${url.pathname} what hands out the registry's tokens, and no proxy or login page in between?`,
    });
}

;// CONCATENATED MODULE: ./build/registry/auth.js
/**
 * Logging in to a registry: the token dance of the distribution specification, and basic authentication. A registry may
 * name any token endpoint it likes, so who gets the credentials is decided here (threats E-01, E-16, E-17, R-08).
 */







/** Logins to one registry, kept by path: a token is good for the repository that it was asked for. */
function openAuth(host, origin, http, options) {
    const context = { ...options, host, origin, http };
    const sessions = new Map();
    const sessionOf = (path) => {
        const session = sessions.get(path) ?? newSession();
        sessions.set(path, session);
        return session;
    };
    return {
        current: (path) => sessionOf(path).header,
        renew: (path, refused, used) => renew(context, path, sessionOf(path), refused, used),
        retreat: (path, refused, used) => retreat(context, path, sessionOf(path), refused, used),
        refusal(path, answer) {
            if (!(0,http_origin/* sameOrigin */.Nm)(answer.url, context.origin))
                return refusedElsewhere(context, answer);
            return refusal(context, sessionOf(path), { answer, method: 'GET' });
        },
    };
}
function newSession() {
    const nothing = { header: null, pending: null, lookup: null, withheldFrom: null, challenged: null };
    return { ...nothing, byJobToken: null, jobTokenRefused: null };
}
async function renew(context, path, session, refused, used) {
    if (session.pending)
        return session.pending;
    if (session.header !== null && session.header !== used)
        return session.header;
    session.pending = logIn(context, path, session, refused);
    try {
        session.header = await session.pending;
        return session.header;
    }
    finally {
        session.pending = null;
    }
}
async function retreat(context, path, session, refused, used) {
    if (used === null || used !== session.byJobToken || session.challenged === null)
        return null;
    session.jobTokenRefused ??= refusedLine({ answer: refused, method: 'GET' });
    return renew(context, path, session, session.challenged, used);
}
/** With what is known for this host; where that is the job's token and is refused, once more without. */
async function logIn(context, path, session, challenged) {
    session.challenged = challenged;
    session.lookup ??= await context.credentialsFor(context.host);
    const { credential } = session.lookup;
    const tried = credential?.kind === 'job-token' && session.jobTokenRefused !== null ? null : credential;
    const attempt = await answerChallenge(context, path, session, challenged, tried);
    const byJobToken = tried?.kind === 'job-token' && session.withheldFrom === null;
    if (typeof attempt === 'string') {
        session.byJobToken = byJobToken ? attempt : null;
        return attempt;
    }
    if (!byJobToken)
        throw refusal(context, session, attempt);
    session.jobTokenRefused = refusedLine(attempt);
    return logIn(context, path, session, challenged);
}
/** The header that answers the challenge, or the refusal of it. */
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
    return { answer: challenged, method: 'GET' };
}
async function fetchToken(context, path, session, challenge, known) {
    const { host, origin, http } = context;
    const realm = readRealm(challenge.realm, origin);
    // The job's token is for one registry, and the user named no other host for it.
    const authHosts = known?.kind === 'job-token' ? [] : context.authHosts;
    const trusted = realm !== null && maySeeCredentials(realm, host, origin, authHosts);
    if (realm === null || !(trusted || mayBeAskedAnonymously(realm, origin)))
        throw refusedRealm(context, challenge.realm);
    const credential = trusted ? known : null;
    if (known !== null)
        session.withheldFrom = trusted ? null : realm.host;
    const method = credential?.kind === 'identity-token' ? 'POST' : 'GET';
    const answer = await askForToken(http, realm, { service: challenge.service, path, scope: challenge.scope }, credential);
    if (answer.status === 401 || answer.status === 403)
        return { answer, method };
    if (answer.status !== 200)
        throw statusFailure(answer, method);
    return `Bearer ${token_endpoint_readToken(answer)}`;
}
function refusedRealm(context, text) {
    const realm = URL.canParse(text) ? new URL(text) : null;
    const where = realm === null || realm.host === '' ? 'that is no http(s) URL' : `at ${realm.protocol}//${realm.host}`;
    const hint = realm?.protocol === 'https:'
        ? `If that is where ${context.host} hands out tokens, list ${realm.host} in the \`auth-hosts\` input.`
        : 'A token endpoint is spoken to over https, unless it and the registry are both on loopback.';
    const message = `refused token endpoint: ${context.host} sends its clients to one ${where}`;
    return new errors/* CodedError */.AK('REGISTRY_ERROR', message, { hint });
}
function refusal(context, session, refused) {
    const message = `${refusedLine(refused)}, ${withWhat(context, session)}`;
    return new errors/* CodedError */.AK('REGISTRY_ERROR', message, { hint: wayIn(context, session) });
}
function refusedLine({ answer, method }) {
    const word = answer.status === 401 ? 'unauthorised' : 'denied';
    return `${(0,failure/* requestLine */.uA)(method, answer.url)} answered ${answer.status}, ${word}`;
}
/** Which login was tried and from where, or why there was none; never a part of it. */
function withWhat({ host }, { lookup, withheldFrom, jobTokenRefused }) {
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
function wayIn({ host }, { lookup, withheldFrom }) {
    const logIn = `log in to ${host} with docker/login-action before this step`;
    if (lookup?.credential?.kind === 'job-token') {
        return `Give the job \`permissions: packages: read\`, and its repository access to the package; or ${logIn}.`;
    }
    if (withheldFrom !== null)
        return `If ${withheldFrom} is where ${host} hands out tokens, list it in the \`auth-hosts\` input.`;
    return `Check that the image exists, and ${logIn}; on ghcr.io the job needs \`permissions: packages: read\`.`;
}
/** A redirect led there, and credentials stay behind at a redirect to another origin (threats E-02). */
function refusedElsewhere({ host }, answer) {
    const message = `${(0,failure/* requestLine */.uA)('GET', answer.url)} answered ${answer.status}, without credentials: ${host} sent the action there`;
    return new errors/* CodedError */.AK('REGISTRY_ERROR', message, {
        hint: `Run the job again; if it keeps failing, ask those who run ${host} why ${answer.url.host} refuses what they send to it.`,
    });
}

// EXTERNAL MODULE: ./build/http/link.js
var http_link = __webpack_require__(8961);
;// CONCATENATED MODULE: ./build/registry/referrers.js
/** The referrers API, all pages of it (OCI distribution specification 1.1; threats E-07, E-08, R-09, R-14, R-16). */






/** How registries without the referrers API answer it. */
const unsupported = new Set([400, 404, 405, 406, 415, 501]);
const indexType = 'application/vnd.oci.image.index.v1+json';
/**
 * Everything that the referrers API lists at `first`, or `unsupported`. What was read before a later page failed, or
 * before a bound was reached, is kept, with the error beside it: an incomplete list is never given for a complete one.
 * @throws {CodedError} where not even the first page could be read
 */
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
                if (found.size === limits/* limits */.F.attestations)
                    throw referrers_tooMany(first);
                found.set(descriptor.digest, descriptor);
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
    for (let next = nextPageOf(firstAnswer, first); next !== null;) {
        if (seen.has(next.href))
            throw broken(first, 'its pages lead in a circle');
        if (seen.size === limits/* limits */.F.pages)
            throw tooManyPages(first);
        seen.add(next.href);
        const answer = await get(path, next, indexType, limits/* limits */.F.apiPageBytes);
        keep(readPage(answer));
        next = nextPageOf(answer, first);
    }
}
function readPage(answer) {
    if (answer.status !== 200)
        throw statusFailure(answer, 'GET');
    try {
        return (0,registry_manifest/* readReferrersPage */._)(answer.body);
    }
    catch (error) {
        if (error instanceof SyntaxError)
            throw broken(answer.url, `malformed list of referrers (${error.message})`);
        throw error;
    }
}
function nextPageOf(answer, first) {
    try {
        return (0,http_link/* nextPage */.Z)(answer, first);
    }
    catch (error) {
        if (error instanceof SyntaxError)
            throw broken(answer.url, error.message);
        throw error;
    }
}
function broken(url, why) {
    return new errors/* CodedError */.AK('REGISTRY_ERROR', `${(0,failure/* requestLine */.uA)('GET', url)}: ${why}`, {
        hint: `The list of attestations cannot be read as a whole; is ${url.host} an OCI registry, and no proxy in between?`,
    });
}
function referrers_tooMany(url) {
    const message = `${(0,failure/* requestLine */.uA)('GET', url)} lists more than ${limits/* limits */.F.attestations} referrers`;
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', message, {
        hint: 'Delete those that are no longer needed: a good attestation may stand behind the bound.',
    });
}
function tooManyPages(url) {
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', `${(0,failure/* requestLine */.uA)('GET', url)} has more than ${limits/* limits */.F.pages} pages`, {
        hint: 'Delete referrers that are no longer needed: a good attestation may stand behind the bound.',
    });
}

;// CONCATENATED MODULE: ./build/registry/client.js
/**
 * The read-only client of one registry (OCI distribution specification 1.1). What is asked for by digest is hashed here,
 * and nothing that a registry says in a header stands for the bytes that it sent (threats B-14, B-17, E-13, E-22).
 */











const rateLimitHint = 'Log in with docker/login-action for a higher limit, or run the job again after that time.';
const manifestTypes = [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
/**
 * A client of the registry at `host`, as references name it (`docker.io`, `ghcr.io`, `localhost:5000`). It keeps its
 * connections and logins, so one for all images of a registry is the right number.
 * @throws {CodedError} CONFIG_ERROR where `host` is none
 */
function openRegistry(host, options = {}) {
    const origin = originOf(host);
    const http = (0,client/* openHttp */.f)({ ...options, rateLimitHint });
    const auth = openAuth(host, origin, http, {
        credentialsFor: options.credentialsFor ?? (async () => ({ credential: null, note: null })),
        authHosts: options.authHosts ?? [],
    });
    const get = async (path, url, accept, maxBytes) => {
        const send = (login) => (0,redirect/* follow */.e6)(http, { method: 'GET', url, headers: { Accept: accept }, maxBytes }, login);
        return withLogin(send, auth, path, origin);
    };
    return {
        host,
        manifest: (path, reference) => fetchManifest(get, origin, path, reference),
        blob: (path, digest, maxBytes) => client_fetchBlob(get, origin, path, digest, maxBytes),
        referrers: (path, digest) => listReferrers(get, urlOf(origin, path, 'referrers', digest), path),
    };
}
/**
 * One login for one request at most: a registry that refuses a fresh token has said no (threats R-08). But for the job's
 * token, which may be worth less than none.
 */
async function withLogin(send, auth, path, origin) {
    let login = auth.current(path);
    let answer = await send(login);
    // Another host's challenge, met behind a redirect, is not to be answered with this registry's login.
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
        throw statusFailure(answer, 'GET');
    const digest = (0,build_digest/* digestOf */.ol)(answer.body);
    const wanted = (0,build_digest/* asDigest */.J6)(reference);
    if (wanted !== null && digest !== wanted)
        throw otherBytes(answer, digest, wanted);
    return {
        bytes: answer.body,
        digest,
        contentType: answer.headers['content-type'] ?? null,
        contentDigest: client_textOf(answer.headers['docker-content-digest']),
    };
}
async function client_fetchBlob(get, origin, path, digest, maxBytes) {
    const answer = await get(path, urlOf(origin, path, 'blobs', digest), '*/*', maxBytes);
    if (isAbsent(answer))
        return null;
    if (answer.status !== 200)
        throw statusFailure(answer, 'GET');
    const served = (0,build_digest/* digestOf */.ol)(answer.body);
    if (served !== digest)
        throw otherBytes(answer, served, digest);
    return answer.body;
}
/** A page of HTML is a web server's "not found", and says nothing about what a registry holds. */
function isAbsent(answer) {
    return answer.status === 404 && !/^\s*text\/html\b/i.test(answer.headers['content-type'] ?? '');
}
function client_textOf(header) {
    return header === undefined ? null : header.toString();
}
function otherBytes(answer, served, wanted) {
    const line = (0,failure/* requestLine */.uA)('GET', answer.url);
    return new errors/* CodedError */.AK('DIGEST_MISMATCH', `${line}: the registry returned ${served} for ${wanted}`, {
        hint: 'The registry, or a proxy or mirror in front of it, serves other bytes than were pushed. Do not deploy them.',
    });
}
/** The last look at what becomes a URL: nothing in it can lead to another place (threats E-14, F-11). */
function urlOf(origin, path, kind, reference) {
    const segment = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/;
    const named = path.split('/').every((part) => segment.test(part));
    const referenced = (0,build_digest/* asDigest */.J6)(reference) !== null || (kind === 'manifests' && /^\w[\w.-]{0,127}$/.test(reference));
    if (!named || !referenced)
        throw new TypeError('not the path of an image, or neither a tag nor a digest');
    return new URL(`/v2/${path}/${kind}/${reference}`, origin);
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
;// CONCATENATED MODULE: ./build/registry/credential-helper.js
/**
 * Docker's credential helpers: programs called `docker-credential-NAME` that are asked for one login on their standard
 * input and answer on their standard output (docker/docker-credential-helpers; threats E-04, H-05).
 */





/** What every helper says of an address that it does not know, as docker tells this from an error. */
const credential_helper_notFound = 'credentials not found in native keychain';
/** The user name beside an identity token. */
const tokenUser = '<token>';
/** Whether a helper of this name may be run: nothing that leads to another folder, or to a shell (threats E-04). */
function isHelperName(name) {
    return /^[a-z0-9._-]{1,64}$/.test(name) && !name.includes('..');
}
/**
 * Asks the helper for its login at this address. It is looked for in the absolute folders of `PATH` alone, for the
 * others begin where the workspace is. What it writes is shown to nobody.
 * @param name - one that `isHelperName` holds of
 * @throws {TypeError} for any other name
 */
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
        // Not there, or not ours to run: the next folder may have it.
        return false;
    }
}
/** All that docker would pass on; the inputs of this action, one of which is a token, are not among it. */
function environmentFor(env) {
    return Object.fromEntries(Object.entries(env).filter(([name]) => !name.toUpperCase().startsWith('INPUT_')));
}
/** Settles in time, whatever the helper and the programs that it started in turn are doing. */
function runHelper(path, address, env, timeoutMs) {
    return new Promise((resolve) => {
        const options = {
            env,
            timeout: timeoutMs,
            maxBuffer: limits/* limits */.F.helperBytes,
            killSignal: 'SIGKILL',
            shell: false,
        };
        const child = (0,external_node_child_process_.execFile)(path, ['get'], options, (error, stdout) => resolve({ error, stdout }));
        // A helper that ends without having read the address is judged by its answer.
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
    if (stdout.trim() === credential_helper_notFound)
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
        const answer = (0,json/* parseJsonObject */.dw)(Buffer.from(stdout));
        const values = names.map((name) => (0,json/* member */.Dc)(answer, name));
        return values.map((value) => (typeof value === 'string' ? value : undefined));
    }
    catch {
        // The parser's message would quote the answer.
        return [];
    }
}

;// CONCATENATED MODULE: ./build/registry/docker-config.js
/**
 * Docker's own config file, read once: what docker/login-action leaves behind (threats E-03, E-04, H-05). Each registry
 * gets what stands under its very host and port, never what stands under a host that looks like it.
 */








const maxBytes = 1024 * 1024;
/**
 * Reads `$DOCKER_CONFIG/config.json` or `~/.docker/config.json`; a file that is not there holds nothing. Every secret
 * in it is told to `onSecret`, in its base64 form too, before anything else can happen to it.
 * @throws {CodedError} CONFIG_ERROR naming the file, and never a part of it
 */
function loadDockerConfig(env, onSecret) {
    const file = (0,external_node_path_.join)(env.DOCKER_CONFIG || (0,external_node_path_.join)(env.HOME || (0,external_node_os_.homedir)(), '.docker'), 'config.json');
    const config = readConfig(file);
    const entries = config === null ? [] : readEntries(config, file, onSecret);
    return {
        file,
        isThere: config !== null,
        loginFor: (host) => findLogin(host, entries, file),
        helperFor: (host) => (config === null ? null : findHelper(host, config, file)),
    };
}
function readConfig(file) {
    const bytes = readBounded(file);
    if (bytes === null)
        return null;
    try {
        return (0,json/* parseJsonObject */.dw)(bytes);
    }
    catch {
        // The parser's message would quote the file.
        throw unreadable(file, 'it is no well-formed JSON object');
    }
}
function readBounded(file) {
    try {
        const { size } = statRegular(file);
        if (size > maxBytes)
            throw unreadable(file, `it is larger than ${maxBytes} bytes`);
        return (0,external_node_fs_.readFileSync)(file);
    }
    catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : null;
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return null;
        throw error instanceof errors/* CodedError */.AK || code === null ? error : unreadable(file, String(code));
    }
}
function statRegular(file) {
    const stats = (0,external_node_fs_.statSync)(file);
    if (!stats.isFile())
        throw unreadable(file, 'it is no regular file');
    return stats;
}
function readEntries(config, file, onSecret) {
    const auths = (0,json/* member */.Dc)(config, 'auths') ?? {};
    if (!(0,json/* isJsonObject */.OW)(auths))
        throw unreadable(file, 'its "auths" is no object');
    return Object.entries(auths)
        .filter(([key]) => !/\/(?:access|refresh)-token$/.test(key))
        .map(([key, value]) => ({ key, credential: readEntry(value, `${file} (entry ${key})`, onSecret) }));
}
function readEntry(entry, from, onSecret) {
    if (!(0,json/* isJsonObject */.OW)(entry))
        return 'malformed';
    const texts = new Map();
    let malformed = false;
    for (const name of ['auth', 'username', 'password', 'identitytoken', 'registrytoken']) {
        const value = (0,json/* member */.Dc)(entry, name) ?? '';
        if (typeof value !== 'string')
            malformed = true;
        else if (value !== '')
            texts.set(name, value);
    }
    for (const [name, value] of texts)
        if (name !== 'username')
            onSecret(value);
    return malformed ? 'malformed' : choose(texts, from, onSecret);
}
/** In docker's order: a token that the registry gave out before a password, `auth` before the two that it stands for. */
function choose(texts, from, onSecret) {
    const registryToken = texts.get('registrytoken');
    if (registryToken !== undefined) {
        // It becomes part of a header as it is.
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
/** Docker's own reading: everything behind the first colon is the password, but for zero bytes at its end. */
function decodeLogin(auth) {
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(auth))
        return 'malformed';
    const text = Buffer.from(auth, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    if (colon < 1)
        return 'malformed';
    let end = text.length;
    while (text[end - 1] === '\0')
        end--;
    const password = text.slice(colon + 1, end);
    return password === '' ? 'malformed' : { username: text.slice(0, colon), password };
}
function findLogin(host, entries, file) {
    const wanted = hostOf(host);
    // What `docker login` writes comes first, then any other spelling of the same host, in the file's order.
    const first = serverAddress(host);
    const found = entries.filter(({ key }) => hostOf(key) === wanted).sort((a, b) => rank(a, first) - rank(b, first));
    const entry = found.find(({ credential }) => credential !== null);
    if (entry?.credential === 'malformed')
        throw unreadable(file, `its entry ${entry.key} holds no usable login`);
    return entry?.credential ?? null;
}
function rank(entry, first) {
    return entry.key === first ? 0 : 1;
}
/** A key of `auths` without its scheme and path; Docker Hub's names are one. */
function hostOf(key) {
    const host = key
        .toLowerCase()
        .replace(/^https?:\/\//, '')
        .replace(/\/.*$/s, '');
    return isDockerHub(host) ? 'docker.io' : host;
}
/** By docker's own name for it: a host, but for Docker Hub. */
function serverAddress(host) {
    return hostOf(host) === 'docker.io' ? 'https://index.docker.io/v1/' : host;
}
/** The helper of that very host, else the store of all; an empty name stands for this file itself, as docker has it. */
function findHelper(host, config, file) {
    const helpers = (0,json/* member */.Dc)(config, 'credHelpers') ?? {};
    if (!(0,json/* isJsonObject */.OW)(helpers))
        throw unreadable(file, 'its "credHelpers" is no object');
    const [wanted, first] = [hostOf(host), serverAddress(host)];
    const keys = Object.keys(helpers).filter((key) => hostOf(key) === wanted);
    const key = keys.includes(first) ? first : keys[0];
    const [name, where] = key === undefined
        ? [(0,json/* member */.Dc)(config, 'credsStore') ?? '', 'credsStore']
        : [(0,json/* member */.Dc)(helpers, key), `credHelpers (${key})`];
    if (name === '')
        return null;
    if (typeof name === 'string' && isHelperName(name))
        return name;
    throw unreadable(file, `its ${where} names no credential helper`);
}
function unreadable(file, why) {
    return (0,errors/* configError */.Fj)(`docker's config file ${file} cannot be used: ${why}`, {
        hint: 'docker/login-action writes a new entry; DOCKER_CONFIG names another directory.',
    });
}

;// CONCATENATED MODULE: ./build/registry/keychain.js
/**
 * Where the login at a registry comes from: docker's credential helpers, docker's config file, and for GitHub's own
 * registry the job's token (contract, section 2). Nothing is looked up before a registry asks for it.
 */



/**
 * Reads docker's config file, and looks up logins in docker's order: the helper of that very host or else the store of
 * all, then the file's own entry. A helper that fails is a note, for the registry may let everybody in.
 * @throws {CodedError} CONFIG_ERROR naming the file, and never a part of it; from a look-up too
 */
function openKeychain(sources) {
    const config = loadDockerConfig(sources.env, sources.onSecret);
    const known = new Map();
    return (host) => {
        const address = serverAddress(host);
        const lookup = known.get(address) ?? lookUp(host, config, sources);
        known.set(address, lookup);
        return lookup;
    };
}
/** Whether this registry belongs to the GitHub that issued the token: ghcr.io, or the one of a tenant of ghe.com. */
function takesJobToken(host, serverUrl) {
    if (serverUrl === 'https://github.com')
        return host === 'ghcr.io';
    const [, tenant] = /^https:\/\/([a-z0-9-]+)\.ghe\.com$/.exec(serverUrl) ?? [];
    return tenant !== undefined && host === `containers.${tenant}.ghe.com`;
}
async function lookUp(host, config, sources) {
    const name = config.helperFor(host);
    const asked = name === null ? null : await fromHelper(name, host, config, sources);
    if (asked !== null && asked.credential !== null)
        return asked;
    const login = config.loginFor(host);
    if (login !== null)
        return { credential: login, note: asked?.note ?? null };
    const missing = config.isThere ? `no login for ${host} in ${config.file}` : `there is no ${config.file}`;
    const note = asked?.note ? `${asked.note}; ${missing}` : missing;
    return { credential: fromJob(host, sources), note };
}
async function fromHelper(name, host, config, { env, onSecret }) {
    const answer = await askHelper(name, serverAddress(host), env);
    const from = `docker-credential-${name}, named in ${config.file}`;
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

;// CONCATENATED MODULE: ./build/registries.js


/**
 * One client for each registry that is asked for, so that its connections and logins are shared.
 * @throws {CodedError} CONFIG_ERROR where docker's config file is there and cannot be used
 */
function openRegistries(runner, { authHosts, token }, signal, hooks) {
    const { env, actor, serverUrl } = runner;
    const jobToken = token === null ? null : { token, username: actor ?? 'x-access-token', serverUrl };
    const credentialsFor = openKeychain({ env, jobToken, onSecret: hooks.onSecret });
    const open = new Map();
    return ({ registry: host }) => {
        const known = open.get(host);
        if (known !== undefined)
            return known;
        const registry = openRegistry(host, {
            credentialsFor,
            authHosts,
            signal,
            onRequest: hooks.onRequest,
            env,
        });
        open.set(host, registry);
        return registry;
    };
}

;// CONCATENATED MODULE: ./build/sources/files.js
/** Attestations in files: the `bundle` input, used instead of every other source (contract, section 2). */





/**
 * The bundles in the files that paths and globs name, relative to the workspace: one in a `.json`, one a line in a
 * `.jsonl`. Bytes are handed on as they are; what is in them is judged later.
 * @throws {CodedError} CONFIG_ERROR naming the path that matches nothing, is no readable file, or has another extension
 */
async function gatherFromFiles(patterns, workspace) {
    const files = await findFiles(patterns, workspace);
    const attestations = [];
    let room = limits/* limits */.F.gatheredBytes;
    for (const file of files) {
        const shown = shownPath(file, workspace);
        const bytes = await readBundleFile(file, shown, (0,external_node_path_.extname)(file) === '.json' ? Math.min(limits/* limits */.F.bundleBytes, room) : room);
        if (bytes === null && (room < limits/* limits */.F.bundleBytes || (0,external_node_path_.extname)(file) === '.jsonl'))
            return files_tooLarge(attestations);
        room -= bytes?.length ?? 0;
        attestations.push(...attestationsOf(bytes, shown));
        if (attestations.length > limits/* limits */.F.attestations)
            return files_tooMany(attestations);
    }
    const found = attestations.length;
    const message = `${found} ${found === 1 ? 'bundle' : 'bundles'} in ${files.length} ${files.length === 1 ? 'file' : 'files'}`;
    return { attestations, sources: [{ source: 'file', status: 'answered', found, message }] };
}
function files_tooMany(attestations) {
    return incomplete(attestations.slice(0, limits/* limits */.F.attestations), `more than ${limits/* limits */.F.attestations} bundles`);
}
function files_tooLarge(attestations) {
    return incomplete(attestations, `more than ${limits/* limits */.F.gatheredBytes} bytes of bundles`);
}
function incomplete(attestations, what) {
    const error = new errors/* CodedError */.AK('LIMIT_EXCEEDED', `the input \`bundle\` names ${what}`, {
        hint: 'Name only the files that belong to this image.',
    });
    const found = attestations.length;
    return { attestations: [...attestations], sources: [{ source: 'file', status: 'failed', found, error }] };
}
/** Each file once, in the order of the patterns, and by name within one. */
async function findFiles(patterns, workspace) {
    const files = new Set();
    for (const pattern of patterns) {
        for (const file of await matchesOf(pattern, workspace))
            files.add(file);
        if (files.size > limits/* limits */.F.bundleFiles) {
            throw (0,errors/* configError */.Fj)(`the input \`bundle\` names more than ${limits/* limits */.F.bundleFiles} files with "${pattern}"`);
        }
    }
    return [...files];
}
/** A path that is there is taken as it is, whatever it has in common with a glob. */
async function matchesOf(pattern, workspace) {
    const literal = (0,external_node_path_.resolve)(workspace, pattern);
    if (await exists(literal, pattern))
        return [literal];
    const matches = [];
    for await (const match of (0,promises_.glob)(pattern, { cwd: workspace })) {
        matches.push((0,external_node_path_.resolve)(workspace, match));
        if (matches.length > limits/* limits */.F.bundleFiles)
            break;
    }
    if (matches.length > 0)
        return matches.sort();
    throw (0,errors/* configError */.Fj)(`the input \`bundle\` names "${pattern}", which matches no file`, {
        hint: `Paths are relative to the workspace, ${workspace}.`,
    });
}
async function exists(file, shown) {
    try {
        await (0,promises_.stat)(file);
        return true;
    }
    catch (error) {
        const code = codeOf(error);
        if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EINVAL' || code === 'ENAMETOOLONG')
            return false;
        throw unusable(shown, code, error);
    }
}
/** The file's bytes, null where there are too many of them. */
async function readBundleFile(file, shown, most) {
    const extension = (0,external_node_path_.extname)(file);
    try {
        // Before it is opened: a named pipe would be waited on for ever.
        const stats = await (0,promises_.stat)(file);
        if (stats.isDirectory())
            throw (0,errors/* configError */.Fj)(`the input \`bundle\` names "${shown}", which is a directory`, globHint);
        if (!stats.isFile())
            throw (0,errors/* configError */.Fj)(`the input \`bundle\` names "${shown}", which is no regular file`);
        if (extension !== '.json' && extension !== '.jsonl') {
            throw (0,errors/* configError */.Fj)(`the input \`bundle\` names "${shown}"; wanted a file whose name ends in .json or .jsonl`, globHint);
        }
        return await files_readBounded(file, most);
    }
    catch (error) {
        throw error instanceof errors/* CodedError */.AK ? error : unusable(shown, codeOf(error), error);
    }
}
const globHint = { hint: 'Name the files of a directory as `directory/*.json` or `directory/*.jsonl`.' };
async function files_readBounded(file, most) {
    const chunks = [];
    let length = 0;
    for await (const chunk of (0,external_node_fs_.createReadStream)(file, { end: most })) {
        length += chunk.length;
        chunks.push(chunk);
    }
    return length > most ? null : Buffer.concat(chunks);
}
function attestationsOf(bytes, shown) {
    if (bytes === null)
        return [{ source: 'file', location: shown, content: larger }];
    if ((0,external_node_path_.extname)(shown) === '.json')
        return [{ source: 'file', location: shown, content: { kind: 'bundle', bundle: bytes } }];
    return linesOf(bytes).map(({ line, number }) => ({
        source: 'file',
        location: `${shown}:${number}`,
        content: line.length > limits/* limits */.F.bundleBytes ? larger : { kind: 'bundle', bundle: line },
    }));
}
const larger = {
    kind: 'unreadable',
    as: 'bundle',
    code: 'LIMIT_EXCEEDED',
    message: `larger than ${limits/* limits */.F.bundleBytes} bytes`,
};
/** The lines that are not blank, with their numbers; one more than the bound at most. */
function linesOf(bytes) {
    const lines = [];
    let start = 0;
    for (let number = 1; start < bytes.length && lines.length <= limits/* limits */.F.attestations; number++) {
        const newline = bytes.indexOf(0x0a, start);
        const end = newline === -1 ? bytes.length : newline;
        const line = bytes.subarray(start, end);
        if (!line.every(isBlank))
            lines.push({ line, number });
        start = end + 1;
    }
    return lines;
}
function isBlank(byte) {
    return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}
/** As the user would write it: relative where it is inside of the workspace. */
function shownPath(file, workspace) {
    const path = (0,external_node_path_.relative)(workspace, file);
    const inside = path !== '' && !path.startsWith('..') && !(0,external_node_path_.isAbsolute)(path);
    return inside ? path.split(external_node_path_.sep).join('/') : file;
}
function unusable(shown, code, cause) {
    return (0,errors/* configError */.Fj)(`the input \`bundle\` names "${shown}", which cannot be read (${code})`, { cause });
}
function codeOf(error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

;// CONCATENATED MODULE: ./build/stopwatch.js
/** How long each stage took. */
class Stopwatch {
    #start = performance.now();
    #stages = new Map();
    /** Does the work and adds its time to the stage's. @throws what `work` throws */
    async time(stage, work) {
        const start = performance.now();
        try {
            return await work();
        }
        finally {
            this.#stages.set(stage, (this.#stages.get(stage) ?? 0) + performance.now() - start);
        }
    }
    /** As `time`, for work that nobody else gets a turn in. */
    measure(stage, work) {
        const start = performance.now();
        const result = work();
        this.#stages.set(stage, (this.#stages.get(stage) ?? 0) + performance.now() - start);
        return result;
    }
    /** Whole milliseconds by stage, and `total` since the stopwatch was made. */
    durations() {
        const stages = [...this.#stages, ['total', performance.now() - this.#start]];
        return Object.fromEntries(stages.map(([stage, ms]) => [stage, Math.round(ms)]));
    }
}

// EXTERNAL MODULE: ./build/verdict.js
var build_verdict = __webpack_require__(617);
// EXTERNAL MODULE: ./build/wait.js
var wait = __webpack_require__(4479);
;// CONCATENATED MODULE: ./build/run.js
/**
 * The way of every image, on one page: resolve the reference to one digest, see which rules apply, gather everything
 * that is attached to that digest, verify each attestation, and hold what was found against the rules.
 */
















/**
 * The verdict on every image.
 * @throws {CodedError} CONFIG_ERROR where a file that the inputs name cannot be used, TRUST_ROOT_ERROR where it is not
 * known whom to trust
 */
async function run(inputs, runner, mode, hooks) {
    if (inputs.token !== null)
        hooks.onSecret(inputs.token);
    const stopwatch = new Stopwatch();
    const verdict = { mode, policy: null, errors: [], warnings: [], images: [] };
    const signal = (0,wait/* deadline */.nl)(limits/* limits */.F.runMs);
    const [loaded, files] = await stopwatch.time('prepare', () => Promise.all([
        loadPolicy(inputs.policy, runner),
        inputs.bundles.length > 0 ? gatherFromFiles(inputs.bundles, runner.workspace) : null,
    ]));
    if (Array.isArray(loaded))
        return (0,build_verdict/* verdictOf */.Vj)({ ...verdict, errors: loaded, durations: stopwatch.durations() });
    const { policy, source } = loaded;
    const { rules } = policy;
    const registryOf = openRegistries(runner, inputs, signal, hooks);
    const patience = (0,wait/* patienceOf */.Hw)(inputs.waitSeconds, signal, stopwatch);
    const resolving = stopwatch.time('resolve', () => (0,concurrency/* mapBounded */.y)(inputs.images, limits/* limits */.F.concurrentImages, (one) => resolve(one, inputs.digest, registryOf, patience, hooks)));
    const { sources: names, token, platforms } = inputs;
    const places = openPlaces({ names, registryOf, token, rules, runner, signal, hooks });
    const gather = files !== null ? async () => files : platforms === 'index' ? askedAhead(places, knownBefore(inputs)) : places;
    // The first requests leave before this process is busy with loading: the cryptography is most of what there is.
    await (0,external_node_timers_promises_.setImmediate)();
    const trusting = stopwatch.time('trust', () => loadTrust(inputs.trust, rules, runner, signal, hooks));
    const judging = async () => {
        const { openJudge } = await Promise.all(/* import() */[__webpack_require__.e(187), __webpack_require__.e(752)]).then(__webpack_require__.bind(__webpack_require__, 5752));
        const basis = { surroundings: runner, platforms, trusting, registryOf, gather, patience, stopwatch, hooks };
        const shared = { policy, registryOf, judge: openJudge(basis) };
        const resolved = await resolving;
        return stopwatch.time('judge', () => (0,concurrency/* mapBounded */.y)(resolved, limits/* limits */.F.concurrentImages, async (one) => {
            const image = await judgeImage(one, resolved, shared);
            hooks.onProgress(one.reference.given, image.code);
            return image;
        }));
    };
    // Whom to trust is found out meanwhile: where that fails, nothing that was found is of use.
    const [images] = await Promise.all([judging(), trusting]);
    const warnings = [...policy.warnings, ...(0,applies/* undecidedRules */.l4)(rules, inputs.images), ...images.flatMap(runnerRemarks)];
    return (0,build_verdict/* verdictOf */.Vj)({ ...verdict, policy: source, images, warnings, durations: stopwatch.durations() });
}
/** The images whose digest is given, whatever their references turn out to be. */
function knownBefore({ images, digest: expected }) {
    return images.flatMap((reference) => {
        const digest = reference.digest ?? expected;
        return digest === null ? [] : [{ reference, digest }];
    });
}
/** Once for each reference; every byte that follows is asked for by the digest found here (threats B-16). */
async function resolve(reference, expected, registryOf, patience, hooks) {
    const ask = async () => {
        hooks.onProgress(reference.given, `resolving at ${reference.registry}`);
        try {
            return { reference, image: await resolveImage(registryOf(reference), reference, expected) };
        }
        catch (error) {
            return { reference, error: (0,errors/* toCodedError */.Bt)(error) };
        }
    };
    return (0,wait/* askUntil */.Gf)(ask, isNotFound, patience);
}
function isNotFound(resolved) {
    return 'error' in resolved && resolved.error.code === 'IMAGE_NOT_FOUND';
}
async function judgeImage(one, all, shared) {
    const { reference } = one;
    if ('error' in one)
        return (0,build_verdict/* failedImage */.HZ)(reference, null, one.error);
    try {
        const rules = (0,applies/* applicableRules */.V5)(shared.policy.rules, reference, await carriedTags(one.image, all, shared));
        return await shared.judge(one.image, rules);
    }
    catch (error) {
        return (0,build_verdict/* failedImage */.HZ)(reference, one.image, (0,errors/* toCodedError */.Bt)(error));
    }
}
/** The tags of the digest that the rules ask about: known from the references that were given, else asked for. */
async function carriedTags(image, all, { policy, registryOf }) {
    const { reference, digest } = image;
    const same = all.flatMap((other) => {
        const isSame = 'image' in other && (0,image_reference/* nameOf */.Vb)(other.reference) === (0,image_reference/* nameOf */.Vb)(reference) && other.image.digest === digest;
        return isSame && other.reference.tag !== null ? [{ ...other.reference, tag: other.reference.tag }] : [];
    });
    const carried = new Set(same.filter((other) => other.digest === null).map(({ tag }) => tag));
    // A tag beside a digest was not resolved: whether the digest carries it is not known either.
    const unresolved = same.map(({ tag }) => tag).filter((tag) => !carried.has(tag));
    const asked = (0,applies/* tagsToAsk */.Ek)(policy.rules, reference, carried, unresolved);
    const digests = await Promise.all(asked.map((tag) => digestOfTag(registryOf(reference), reference.path, tag)));
    for (const [index, tag] of asked.entries())
        if (digests[index] === digest)
            carried.add(tag);
    return carried;
}

;// CONCATENATED MODULE: ./build/step.js
/** The whole step, as the runner sees it: inputs in, verdict out, exit status back. */






/**
 * Runs the step and shows its verdict.
 * @returns the exit status
 * @throws where not even the outputs can be written
 */
async function step_step(env) {
    announceUnverified();
    let presentation = { mode: 'enforce', summary: true };
    let verdict;
    try {
        presentation = readPresentation(env);
        const hooks = { onSecret: maskSecret, onRequest: debugLine, onProgress: progressLine };
        verdict = await run(readInputs(env), readRunner(env), presentation.mode, hooks);
    }
    catch (error) {
        verdict = (0,build_verdict/* failedVerdict */.b9)([(0,errors/* toCodedError */.Bt)(error)], presentation.mode);
    }
    const { summary } = presentation;
    await emit(verdict, { summary, runnerTemp: readTemporaryFolder(env), whereabouts: readWhereabouts(env) });
    return (0,build_verdict/* exitStatus */.$u)(verdict);
}


/***/ }),

/***/ 6589:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ek: () => (/* binding */ repositoryUrl),
/* harmony export */   Pg: () => (/* binding */ publicGoodHost),
/* harmony export */   Se: () => (/* binding */ githubHost),
/* harmony export */   aF: () => (/* binding */ instanceNames)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9473);
/* harmony import */ var _loopback_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2515);
/** How Sigstore instances are named in inputs and profiles. */


const publicGoodHost = 'tuf-repo-cdn.sigstore.dev';
const githubHost = 'tuf-repo.github.com';
/** The instances that are known by name. Any other is named by the URL of its TUF repository, and needs `tuf-root`. */
const instanceNames = ['auto', 'bundled', publicGoodHost, githubHost];
/**
 * The URL of a TUF repository: https, or http on loopback.
 * @param label - what messages call the place that the text stands in
 * @throws {CodedError} CONFIG_ERROR for anything else
 */
function repositoryUrl(text, label = 'Input sigstore') {
    const url = URL.parse(text);
    const isSpoken = url?.protocol === 'https:' || (url?.protocol === 'http:' && (0,_loopback_js__WEBPACK_IMPORTED_MODULE_0__/* .isLoopback */ .U)(url.hostname));
    if (url !== null && isSpoken && url.username + url.password + url.search + url.hash === '')
        return url;
    // Not the text itself: it may hold a password.
    throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .configError */ .Fj)(`${label}: it is not what it can be: the https URL of a TUF repository.`, {
        hint: `http is for loopback only, and the URL has no user name, query or fragment. Otherwise: ${instanceNames.join(', ')}.`,
    });
}


/***/ }),

/***/ 617:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $u: () => (/* binding */ exitStatus),
/* harmony export */   HZ: () => (/* binding */ failedImage),
/* harmony export */   Vj: () => (/* binding */ verdictOf),
/* harmony export */   b9: () => (/* binding */ failedVerdict)
/* harmony export */ });
/**
 * `VERIFIED` only where there is at least one image, every image is, and nothing else went wrong. Otherwise the code of
 * the first error, or of the first image that is not verified (contract, section 5).
 */
function verdictOf(outcome) {
    const [error] = outcome.errors;
    const failed = outcome.images.find(({ code }) => code !== 'VERIFIED');
    const verified = error === undefined && failed === undefined && outcome.images.length > 0;
    const code = verified ? 'VERIFIED' : (error?.code ?? failed?.code ?? 'INTERNAL_ERROR');
    return { verified, code, at: new Date(), ...outcome };
}
/** 0 only for `VERIFIED`, or in `warn` mode where nothing is misconfigured and the action itself did not break. */
function exitStatus(verdict) {
    if (verdict.verified)
        return 0;
    const codes = [...verdict.errors, ...verdict.images, verdict].map(({ code }) => code);
    const broken = codes.includes('CONFIG_ERROR') || codes.includes('INTERNAL_ERROR');
    return verdict.mode === 'warn' && !broken ? 0 : 1;
}
/** The verdict when nothing could be begun. */
function failedVerdict(errors, mode) {
    return verdictOf({ mode, policy: null, images: [], errors, warnings: [], durations: {} });
}
/** The verdict on a reference about which nothing could be found out. @param image - what it resolved to, if it did */
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

/***/ 4479:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gf: () => (/* binding */ askUntil),
/* harmony export */   Hw: () => (/* binding */ patienceOf),
/* harmony export */   nl: () => (/* binding */ deadline)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9473);
/* harmony import */ var _limits_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5217);
/** Asking again while nothing is there yet, for registries are eventually consistent; and when to stop altogether. */



const firstPauseMs = 1000;
/**
 * Patience for so many seconds from now on, over all that a run asks. It ends in time for the last answer to become a
 * verdict before the deadline does.
 */
function patienceOf(seconds, signal, stopwatch) {
    return { until: performance.now() + Math.min(seconds * 1000, _limits_js__WEBPACK_IMPORTED_MODULE_1__/* .limits */ .F.runMs - _limits_js__WEBPACK_IMPORTED_MODULE_1__/* .limits */ .F.requestMs), signal, stopwatch };
}
/**
 * Asks until the answer holds something, or the time is up: at once, after a second, after two more, after four more.
 * @param isNothing - whether the answer is worth asking again; one that failed or holds anything at all is not
 * @returns the last answer, however the wait ended
 * @throws what `ask` throws
 */
async function askUntil(ask, isNothing, { until, signal, stopwatch }) {
    for (let pause = firstPauseMs;; pause *= 2) {
        const answer = await ask();
        const left = until - performance.now();
        if (!isNothing(answer) || left <= 0 || signal.aborted)
            return answer;
        await stopwatch.time('wait', () => (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(Math.min(pause, left)));
    }
}
/** Aborts with a `TIMEOUT` after so many milliseconds, when the whole step has taken as long as it may. */
function deadline(ms) {
    const controller = new AbortController();
    const error = new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .CodedError */ .AK('TIMEOUT', `The verification was not finished after ${Math.round(ms / 1000)} seconds.`, {
        hint: 'Run the job again. If it keeps happening, see in a debug run which request takes so long.',
    });
    setTimeout(() => controller.abort(error), ms).unref();
    return controller.signal;
}


/***/ })

};

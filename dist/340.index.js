export const id = 340;
export const ids = [340];
export const modules = {

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

/***/ 9368:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dc: () => (/* binding */ member),
/* harmony export */   OW: () => (/* binding */ isJsonObject),
/* harmony export */   _6: () => (/* binding */ decodeUtf8),
/* harmony export */   dw: () => (/* binding */ parseJsonObject)
/* harmony export */ });
/* unused harmony export parseJson */
/**
 * Reading JSON that somebody else wrote. Two parsers must never see two documents in the same bytes, so what
 * `JSON.parse` passes over in silence is refused here: invalid UTF-8, a byte order mark, repeated keys (threats B-11).
 */
/**
 * The value that these bytes hold.
 * @throws {SyntaxError} where they are not UTF-8, not JSON, nested beyond reason, or an object repeats a key
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
/** Deeper than anything that this field writes; a parser's stack ends far below what 16 MiB could nest. */
const maxDepth = 128;
/**
 * Walks the text before `JSON.parse` does. Only strings, brackets and colons are told apart: where the text is no
 * JSON at all the walk may take a wrong turn, and `JSON.parse` then refuses what is left.
 */
function refuseRepeatedKeys(text) {
    const open = [];
    let string = '';
    for (let at = 0; at < text.length; at++) {
        const character = text[at];
        if (character === '"') {
            const end = endOfString(text, at);
            string = text.slice(at, end);
            at = end - 1;
        }
        else if (character === '{' || character === '[') {
            if (open.length === maxDepth)
                throw new SyntaxError(`nested more than ${maxDepth} levels deep`);
            open.push(character === '{' ? new Set() : null);
        }
        else if (character === '}' || character === ']') {
            open.pop();
        }
        else if (character === ':') {
            // Each string is decoded once: a colon that follows no string leaves nothing to decode, and throws.
            const key = JSON.parse(string);
            string = '';
            const keys = open.at(-1);
            if (keys?.has(key))
                throw new SyntaxError(`the key ${JSON.stringify(key)} stands twice in one object`);
            keys?.add(key);
        }
    }
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
    gatheredBytes: 256 * 1024 * 1024,
    apiPageBytes: 16 * 1024 * 1024,
    tokenBytes: 1024 * 1024,
    profileBytes: 256 * 1024,
    trustedRootBytes: 4 * 1024 * 1024,
    certificateBytes: 16 * 1024,
    images: 64,
    attestations: 1000,
    /** Attestations in one referrer, which has one by its specification. */
    layersOfReferrer: 16,
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
    indexManifests: 256,
    redirects: 10,
    pages: 100,
    bundleFiles: 1000,
    retries: 5,
    retryAfterMs: 60_000,
    requestMs: 30_000,
    runMs: 5 * 60_000,
    waitSeconds: 300,
    tagRegexLength: 512,
    /** Mistakes of one profile that are told. */
    mistakes: 100,
    annotations: 10,
    summaryBytes: 900 * 1024,
    /** How far ahead of this machine's clock a signing time may lie (threats C-34). */
    clockSkewMs: 10_000,
    concurrentImages: 8,
    concurrentRequests: 16,
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

/***/ 9340:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  step: () => (/* binding */ step)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./build/digest.js
var build_digest = __webpack_require__(4974);
;// CONCATENATED MODULE: ./build/image/reference.js
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
        throw (0,errors/* configError */.Fj)(`an image reference is empty; wanted ${wanted}`);
    if (hasUserinfo(given)) {
        throw (0,errors/* configError */.Fj)(`an image reference has something else than a digest behind its "@"; wanted ${wanted}`, {
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
    const digest = (0,build_digest/* asDigest */.J6)(text);
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
    return (0,errors/* configError */.Fj)(`"${shown}" is not an image reference: ${why}; wanted ${wanted}`);
}

// EXTERNAL MODULE: ./build/limits.js
var limits = __webpack_require__(5217);
;// CONCATENATED MODULE: ./build/inputs.js
/** From the environment to inputs that mean something. The only place that reads inputs, or the runner's variables. */





/**
 * The runner's variables, with GitHub's own values where a developer's machine has none.
 * @throws {CodedError} CONFIG_ERROR where one of them is set and can mean nothing
 */
function readRunner(env) {
    return {
        serverUrl: readServerUrl(env.GITHUB_SERVER_URL || 'https://github.com'),
        repository: env.GITHUB_REPOSITORY || null,
        workspace: env.GITHUB_WORKSPACE || process.cwd(),
        env,
    };
}
/** The runner's folder for temporary files. */
function readTemporaryFolder(env) {
    return env.RUNNER_TEMP || (0,external_node_os_.tmpdir)();
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
/** @throws {CodedError} CONFIG_ERROR naming the input, the value got, and the form wanted */
function readPresentation(env) {
    return {
        mode: oneOf(env, 'mode', ['enforce', 'warn'], 'enforce'),
        summary: readBoolean(env, 'summary', true),
    };
}
/** @throws {CodedError} CONFIG_ERROR naming the input, the value got, and the form wanted */
function readInputs(env) {
    refuseUnsupported(env);
    return {
        images: readImages(env),
        digest: inputs_readDigest(env),
        policy: readPolicy(env),
        bundles: lines(env, 'bundle'),
        trust: readTrust(env),
        waitSeconds: readSeconds(env, 'wait', 15, limits/* limits */.F.waitSeconds),
        authHosts: readAuthHosts(env),
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
    const unique = new Map(given.map(parseReference).map((reference) => [identityOf(reference), reference]));
    return [...unique.values()];
}
function identityOf(reference) {
    return JSON.stringify([nameOf(reference), reference.tag, reference.digest]);
}
function inputs_readDigest(env) {
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
/** What a later version brings is refused by name, never ignored. */
function refuseUnsupported(env) {
    const sources = words(env, 'sources');
    const unknown = sources.find((source) => !['registry', 'github'].includes(source));
    if (unknown !== undefined)
        throw invalid('sources', unknown, 'registry');
    if (sources.includes('github'))
        throw unsupported('sources', 'github', 'registry');
    const platforms = oneOf(env, 'platforms', ['index', 'each', 'any'], 'index');
    if (platforms !== 'index')
        throw unsupported('platforms', platforms, 'index');
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
function unsupported(name, given, works) {
    return (0,errors/* configError */.Fj)(`Input ${name}: ${JSON.stringify(given.slice(0, 200))} is not supported yet.`, {
        hint: `What works in this version: ${works}.`,
    });
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 14 modules
var core = __webpack_require__(6421);
;// CONCATENATED MODULE: ./build/places.js
const places = {
    referrers: 'the referrers API of the registry',
    'referrers-tag': 'the referrers tag',
    'cosign-signature': 'the .sig tag of cosign',
    'cosign-attestation': 'the .att tag of cosign',
    buildkit: 'the BuildKit attestation manifests',
    github: 'the attestations API of GitHub',
    file: 'the bundle files',
};

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
        meaning: 'A valid attestation shows that this image was built as the policy asks.',
        next: 'Nothing. Use the image by its digest, because a tag can be moved.',
    },
    NO_PROVENANCE: {
        title: 'Nothing proves where this image came from',
        meaning: 'Every place was asked and answered, and no signature or signed provenance belongs to this digest.',
        next: 'Attest the image in the job that pushes it: after the push, run actions/attest with subject-name, ' +
            'subject-digest and push-to-registry: true. That job needs the permissions id-token: write, ' +
            'attestations: write and packages: write.',
    },
    NO_MATCHING_PROVENANCE: {
        title: 'Nothing proves that this image was built as the policy asks',
        meaning: 'Something is attached to this digest, but no single attestation meets all that a rule asks for.',
        next: 'Compare what was expected with what was found. If the build is the right one, correct the policy. ' +
            'If it is not, do not use this image.',
    },
    DIGEST_MISMATCH: {
        title: 'This is not the image that was expected',
        meaning: 'The reference leads to another digest than the one given, or the registry sent bytes that do not belong to ' +
            'the digest it was asked for.',
        next: 'Do not use this image until you know why. Find out whether somebody moved the tag after the push; then push ' +
            'again, or pass the digest that the push step reported.',
    },
    NOT_COVERED: {
        title: 'No rule of the profile covers this image',
        meaning: 'The profile says nothing about this image and its tags, so there was nothing to check it against.',
        next: 'Add a rule for this image, or correct the name, tags or tag_regex of the rule that was meant for it. ' +
            'If it need not be checked, take it off the list of images.',
    },
    IMAGE_NOT_FOUND: {
        title: 'The registry has no such image',
        meaning: 'The registry answered that this reference does not exist.',
        next: 'Check the spelling, and that the image is pushed before this step runs. Some registries also answer like this ' +
            'when the login may not read the image.',
    },
    REGISTRY_ERROR: {
        title: 'The registry could not be asked',
        meaning: 'A request to the registry failed, so it is not known what is attached to this image.',
        next: 'Check that a login step runs before this one and that it may read the image. If the registry was down, run ' +
            'the job again.',
    },
    GITHUB_API_ERROR: {
        title: 'GitHub could not be asked for attestations',
        meaning: 'A request to the GitHub API failed, so it is not known which attestations it holds for this image.',
        next: 'Check that the job has the permission attestations: read. If GitHub was down, run the job again.',
    },
    TRUST_ROOT_ERROR: {
        title: 'The keys to check signatures with could not be loaded',
        meaning: 'Without a trusted root no signature can be told from a forged one, so none was accepted.',
        next: 'Check the file named in trusted-root: it must be a complete and current trusted_root.json of Sigstore.',
    },
    TIMEOUT: {
        title: 'The check took too long',
        meaning: 'The time was over before anything was found out.',
        next: 'Run the job again. If it happens each time, see in the report which request is slow.',
    },
    LIMIT_EXCEEDED: {
        title: 'There is more here than the action is willing to read',
        meaning: 'A bound was crossed before anything met the policy, so nothing can be concluded.',
        next: 'See which bound the message names. Remove what does not belong to this image, or name the right attestation ' +
            'files with the bundle input.',
    },
    CONFIG_ERROR: {
        title: 'This step is not set up right',
        meaning: 'An input or the profile has a mistake. A check that was not asked for properly is not done.',
        next: 'Correct the input, or the line of the profile, that the message names.',
    },
    INTERNAL_ERROR: {
        title: 'The action itself failed',
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
function annotationsOf(verdict) {
    const failed = bounded(failures(verdict), limits/* limits */.F.annotations, moreFailures);
    return [...failed, ...bounded(remarks(verdict), limits/* limits */.F.annotations - failed.length, moreRemarks)];
}
/** The claims that kept the image from meeting its rules, each once; none where no attestation got as far as these. */
function failedClaims(image) {
    const claims = image.rules
        .filter(({ code, compared }) => code !== 'VERIFIED' && compared)
        .flatMap((rule) => rule.claims);
    return uniqueBy(claims.filter(({ ok }) => !ok), claimLine);
}
/** One claim in a line: what it is, what was expected of it, what was found. */
function claimLine({ claim, expected, actual }) {
    const word = claimWord(claim);
    const name = word === claim ? word : `${word} (${claim})`;
    const found = actual === null ? 'nothing' : quoted(actual);
    return `${plain(name, 100)}: expected ${anyOf(expected)}, found ${found}`;
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
        message: [sentence(image.message), ...lines, toDo(image.code, image.hint)].join('\n'),
    });
}
function errorFailure(error, mode) {
    return placed(error.position, {
        level: levelOf(error.code, mode),
        title: error.code,
        message: `${sentence(error.message)}\n${toDo(error.code, error.hint)}`,
    });
}
/** A step that is red must say so, even if nobody handed us a reason. */
function bareFailure({ code, mode }) {
    return { level: levelOf(code, mode), title: code, message: `${codeWords[code].meaning}\n${toDo(code, null)}` };
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
            `The image is verified, but one place could not be read as a whole: ${places[result.source]}.`,
            sentence(message),
            toDo(code, hint),
        ].join('\n'),
    };
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
function anyOf(expected) {
    const values = typeof expected === 'string' ? [expected] : expected;
    const shown = values.slice(0, maxValues).map(quoted).join(' or ');
    return values.length > maxValues ? `${shown} or ${counted(values.length - maxValues, 'other value')}` : shown;
}
function quoted(text) {
    return `"${plain(text)}"`;
}
function uniqueBy(items, key) {
    const seen = new Set();
    return items.filter((item) => seen.size < seen.add(key(item)).size);
}

;// CONCATENATED MODULE: ./build/report/json.js
/** No single text of others may blow up the report. */
const json_maxText = 4096;
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
        predicateType: boundedOrNull(attestation.predicateType),
        code: attestation.code,
        message: json_bounded(attestation.message),
        instance: boundedOrNull(attestation.instance),
        signedAt: attestation.signedAt?.toISOString() ?? null,
        signer: attestation.signer === null ? {} : signerOf(attestation.signer),
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
    return text.length <= json_maxText ? text : `${text.slice(0, json_maxText - 3)}...`;
}
function boundedOrNull(text) {
    return text === null ? null : json_bounded(text);
}

;// CONCATENATED MODULE: ./build/report/summary.js





/** How much of one list, and of one sentence, the page shows. */
const maxItems = 10;
const maxAttestations = 50;
const summary_maxClaims = 50;
const summary_maxSentence = 1000;
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
    for (const image of images) {
        const full = imageSection(image, only);
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
        `<p>${html(error.message, summary_maxSentence)}${asides(place(error.position))}</p>`,
        summary_toDo(error.code, error.hint),
    ].join('\n');
}
function warningSection(warnings) {
    if (warnings.length === 0)
        return [];
    const items = warnings.slice(0, maxItems).map((warning) => {
        return `<li>⚠️ ${html(warning.message, summary_maxSentence)}${asides(place(warning.position))}</li>`;
    });
    const left = warnings.length - maxItems;
    return [`<ul>\n${[...items, ...(left > 0 ? [`<li>${counted(left, 'more warning')}</li>`] : [])].join('\n')}\n</ul>`];
}
function place(position) {
    if (position === null || position.file === null)
        return '';
    return `${code(position.file)} line ${position.line}, column ${position.column}`;
}
function asides(...texts) {
    const said = texts.filter((text) => text !== '');
    return said.length > 0 ? ` (${said.join(', ')})` : '';
}
function summary_toDo(verdictCode, hint) {
    return `<p><strong>What to do:</strong> ${html(hint ?? codeWords[verdictCode].next, summary_maxSentence)}</p>`;
}
// ── one image ────────────────────────────────────────────────────────────────────────────────────────────────
function imageSection(image, only) {
    const open = only || image.code !== 'VERIFIED';
    const rules = image.rules.map((rule) => ruleBlock(rule, image.attestations));
    return [
        ...verdictLines(image, only),
        ...(rules.length > 0 ? [details('What was checked', rules.join('\n'), open)] : []),
        ...sourceBlock(image),
        ...attestationBlock(image),
    ].join('\n');
}
function shortSection(image, only) {
    const short = '<p>There is too much to show here; the details are in the report.</p>';
    return [...verdictLines(image, only), short].join('\n');
}
function verdictLines(image, only) {
    const pinned = image.repository !== null && image.digest !== null ? `${image.repository}@${image.digest}` : null;
    const message = html(image.message, summary_maxSentence);
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
        summary_toDo(image.code, image.hint),
        ...(pinned === null ? [] : [`<p>Looked at: ${code(pinned)}</p>`]),
    ];
}
/** The very claims that failed, where nobody has to look for them. */
function mismatches(image) {
    const items = failedClaims(image)
        .slice(0, maxItems)
        .map(({ claim, expected, actual }) => {
        const found = actual === null ? 'nothing' : code(actual);
        return `<li>${html(claimWord(claim), 100)}: expected ${summary_short([expected].flat(), ' or ')}, found ${found}</li>`;
    });
    return items.length > 0 ? [`<ul>${items.join('')}</ul>`] : [];
}
function ruleBlock(rule, attestations) {
    const line = rule.position === null ? '' : `, line ${rule.position.line}`;
    const name = `Rule <code>${rule.type}</code>${line}`;
    const proof = rule.satisfiedBy === null ? undefined : attestations[rule.satisfiedBy];
    const claims = claimTable(rule);
    if (rule.code === 'VERIFIED')
        return `<p>✅ ${name} is met.</p>${proof === undefined ? '' : proofList(proof)}${claims}`;
    if (rule.claims.length === 0)
        return `<p>❌ ${name} is not met.</p>`;
    if (!rule.compared)
        return `<p>❌ ${name} is not met. No attestation got as far as what it asks for:</p>${claims}`;
    return `<p>❌ ${name} is not met. The attestation that came closest:</p>${claims}`;
}
function proofList({ location, source, signedAt, signer, instance }) {
    const items = [`Attestation: ${code(location)} (${places[source]})`];
    if (signer !== null)
        items.push(`Signed by: ${code(signer.signer_identity)}`);
    if (signer?.commit)
        items.push(`Built from commit: ${code(signer.commit)}`);
    if (signedAt !== null)
        items.push(`Signed at: ${code(signedAt.toISOString())}`);
    if (instance !== null)
        items.push(`Certified by the Sigstore instance: ${code(instance)}`);
    return `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}
/** The mark comes first, for what was found may be long; without an attestation there is nothing to mark. */
function claimTable({ claims, compared }) {
    if (claims.length === 0)
        return '';
    const rows = claims.slice(0, summary_maxClaims).map(({ claim, expected, actual, ok }) => {
        const values = typeof expected === 'string' ? [expected] : expected;
        const word = claimWord(claim);
        const name = word === claim ? html(claim, 100) : `${word}<br>${code(claim, 100)}`;
        const asked = [name, summary_short(values, ' or<br>')];
        return compared ? [ok ? '✅' : '❌', ...asked, actual === null ? 'nothing' : code(actual)] : asked;
    });
    const heads = compared ? ['', 'Claim', 'Expected', 'Found'] : ['Claim', 'Expected'];
    return table(heads, rows, claims.length - summary_maxClaims);
}
function summary_short(values, separator) {
    const shown = values.slice(0, maxItems).map((value) => code(value));
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
    const place = places[result.source];
    if (result.status === 'answered')
        return [place, String(result.found), html(result.message, summary_maxSentence)];
    return [
        place,
        String(result.found),
        `❌ <code>${result.error.code}</code> ${html(result.error.message, summary_maxSentence)}`,
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
    const { location, source, predicateType, code: reason, message, signer } = attestation;
    const kind = predicateType === null ? '' : `<br>${code(predicateType)}`;
    return [
        `${code(location)}<br>${places[source]}${kind}`,
        `<code>${reason}</code>: ${attestationWords[reason]}<br>${html(message)}`,
        signer === null ? 'not proven' : code(signer.signer_identity),
    ];
}
// ── HTML ─────────────────────────────────────────────────────────────────────────────────────────────────────
function details(title, content, open) {
    return `<details${open ? ' open' : ''}><summary>${title}</summary>\n${content}\n</details>`;
}
function table(head, rows, left) {
    const cells = (tag, row) => row.map((cell) => `<${tag}>${cell}</${tag}>`).join('');
    const lines = rows.map((row) => `<tr>${cells('td', row)}</tr>`);
    if (left > 0)
        lines.push(`<tr><td colspan="${head.length}">${left} more in the report</td></tr>`);
    return `<table>\n<tr>${cells('th', head)}</tr>\n${lines.join('\n')}\n</table>`;
}

;// CONCATENATED MODULE: ./build/report/emit.js
/** The only file of the report that talks to the world: log, annotations, files, outputs. */












/** What GitHub takes as one step's summary; a longer one is dropped as a whole. */
const stepSummaryBytes = 1024 * 1024;
const emit_maxSentence = 1000;
const maxLines = 20;
/** `registry/path`, as the reference grammar lets it be; an IPv6 address has brackets. */
const repositoryGrammar = /^[A-Za-z0-9._:[\]-]+(?:\/[a-z0-9._-]+)+$/;
/** Sets the output `verified` to false. Whatever happens later, no step reads an output that nobody wrote. */
function announceUnverified() {
    setOutput('verified', 'false');
}
/** Has the runner replace this secret in all output of the job. */
function maskSecret(secret) {
    core/* setSecret */.Pq(secret);
}
/** A line that only a debug run shows. */
function debugLine(line) {
    core/* debug */.Yz(plain(line, emit_maxSentence));
}
/**
 * Tells everybody: the log, the annotations, the report file, the job summary, and last the outputs, of which
 * `verified` is the very last. Rejects only where the outputs cannot be written.
 */
async function emit(verdict, options) {
    for (const line of logOf(verdict))
        core/* info */.pq(line);
    for (const annotation of annotationsOf(verdict))
        annotate(annotation);
    const report = await writeReport(verdict, options.runnerTemp);
    if (options.summary)
        await writeSummary(verdict, report);
    writeOutputs(verdict, report);
}
function annotate({ level, title, message, file, line, column }) {
    const properties = { title };
    if (file !== undefined)
        properties.file = file;
    if (line !== undefined)
        properties.startLine = line;
    if (column !== undefined)
        properties.startColumn = column;
    if (level === 'error')
        core/* error */.z3(message, properties);
    else
        core/* warning */.$e(message, properties);
}
// ── log ──────────────────────────────────────────────────────────────────────────────────────────────────────
/** The verdict for people who read logs: lines of printable ASCII, none of which is a workflow command. */
function logOf(verdict) {
    return [
        ...inOrderOfUrgency(verdict.errors).flatMap((error) => [
            `${error.code}: ${emit_sentence(error.message)}`,
            `  What to do: ${emit_sentence(error.hint ?? codeWords[error.code].next)}`,
        ]),
        ...inOrderOfUrgency(verdict.images).flatMap(imageLines),
        ...verdict.warnings.map(warningLine),
        `Verdict: ${verdict.code}. ${codeWords[verdict.code].title}.`,
    ];
}
function imageLines(image) {
    const failed = image.code !== 'VERIFIED';
    const digest = image.digest === null ? '' : ` (${plain(image.digest)})`;
    return [
        `${image.code}: ${plain(image.reference)}${digest}`,
        `  ${emit_sentence(image.message)}`,
        ...atMost(failedClaims(image).map((claim) => `  - ${claimLine(claim)}`)),
        ...image.sources.map(sourceLine),
        ...attestationLines(image),
        ...(failed ? [`  What to do: ${emit_sentence(image.hint ?? codeWords[image.code].next)}`] : []),
    ];
}
function sourceLine(result) {
    const place = `  Looked in ${places[result.source]}:`;
    if (result.status === 'answered')
        return `${place} ${result.found} found. ${emit_sentence(result.message)}`.trimEnd();
    return `${place} ${result.error.code}. ${emit_sentence(result.error.message)}`;
}
function attestationLines({ attestations }) {
    const lines = attestations.map(({ code, location, message }) => {
        return `  Attestation ${plain(location)}: ${code}, ${attestationWords[code]}. ${plain(message)}`.trimEnd();
    });
    return atMost(lines);
}
function warningLine({ message }) {
    return `  Warning: ${emit_sentence(message)}`;
}
function atMost(lines) {
    const left = lines.length - maxLines;
    return left > 0 ? [...lines.slice(0, maxLines), `  and ${left} more in the report`] : [...lines];
}
function emit_sentence(text) {
    return plain(text, emit_maxSentence);
}
// ── files ────────────────────────────────────────────────────────────────────────────────────────────────────
/** The report's path, or nothing where it could not be written: a full disk does not change what was found out. */
async function writeReport(verdict, runnerTemp) {
    let failure;
    for (const parent of [runnerTemp, (0,external_node_os_.tmpdir)()]) {
        try {
            const path = (0,external_node_path_.join)(await (0,promises_.mkdtemp)((0,external_node_path_.join)(parent, 'image-provenance-')), 'report.json');
            await (0,promises_.writeFile)(path, `${JSON.stringify(reportOf(verdict), null, 2)}\n`, { flag: 'wx' });
            return path;
        }
        catch (error) {
            failure = error;
        }
    }
    core/* warning */.$e(`The JSON report could not be written: ${reason(failure)}. The verdict is not affected.`);
    return '';
}
async function writeSummary(verdict, report) {
    try {
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
    }
    catch (error) {
        core/* warning */.$e(`The job summary could not be written: ${reason(error)}. The verdict is not affected.`);
    }
}
function reason(error) {
    return plain(error instanceof Error ? error.message : String(error));
}
// ── outputs ──────────────────────────────────────────────────────────────────────────────────────────────────
function writeOutputs(verdict, report) {
    const pinned = verdict.images.filter(({ code }) => code === 'VERIFIED').map(pinnedReference);
    const [first, ...others] = verdict.images;
    const digest = verdict.verified && first?.code === 'VERIFIED' && others.length === 0 ? (0,build_digest/* asDigest */.J6)(first.digest) : null;
    setOutput('code', verdict.code);
    setOutput('digest', digest ?? '');
    setOutput('images', [...new Set(pinned)].join('\n'));
    setOutput('report', report);
    setOutput('sarif', '');
    setOutput('vsa', '');
    setOutput('verified', verdict.verified ? 'true' : 'false');
}
/** Later steps put this into shell commands, so nothing passes here but what a reference is made of. */
function pinnedReference({ repository, digest }) {
    if (repository === null || !repositoryGrammar.test(repository) || (0,build_digest/* asDigest */.J6)(digest) === null) {
        throw new Error(`a verified image has no usable reference: ${plain(String(repository))}@${plain(String(digest))}`);
    }
    return `${repository}@${digest}`;
}
/** Without its file the toolkit would print a workflow command with the value in it; a plain line does as well. */
function setOutput(name, value) {
    if (process.env.GITHUB_OUTPUT)
        core/* setOutput */.uH(name, value);
    else
        core/* info */.pq(`Output ${name}: ${plain(value, limits/* limits */.F.images * emit_maxSentence)}`);
}

;// CONCATENATED MODULE: ./build/concurrency.js
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

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/json.js
var build_json = __webpack_require__(9368);
// EXTERNAL MODULE: ./node_modules/@sigstore/bundle/dist/index.js
var dist = __webpack_require__(1040);
;// CONCATENATED MODULE: ./build/verify/rejection.js
/** Why an attestation is refused; `verify/attestation.ts` turns it into a finding, nothing else catches it. */
class Rejection extends Error {
    code;
    constructor(code, message) {
        super(message);
        this.name = 'Rejection';
        this.code = code;
    }
}
/** The attestation is not well-formed, or its cryptography does not hold. */
function rejection_invalid(message) {
    throw new Rejection('BUNDLE_INVALID', message);
}
/**
 * Refuses a size or a count beyond its bound.
 * @param what - as in "33 log entries", without the number
 */
function rejection_bounded(what, actual, limit) {
    if (actual > limit)
        throw new Rejection('LIMIT_EXCEEDED', `${actual} ${what}, more than the ${limit} allowed`);
}

;// CONCATENATED MODULE: ./build/verify/base64.js

/**
 * Decodes base64 that has exactly one reading: standard alphabet, padded, no bits left over (RFC 4648, section 3.5).
 * Node's own decoder ignores what it does not understand, so that two readers could see two payloads (threats C-43).
 * @param where - the field, for the message
 * @throws {Rejection} for anything else
 */
function decodeBase64(value, where) {
    if (typeof value !== 'string')
        return rejection_invalid(`${where} is not a string`);
    const bytes = Buffer.from(value, 'base64');
    if (bytes.toString('base64') !== value)
        return rejection_invalid(`${where} is not canonical base64`);
    return bytes;
}

;// CONCATENATED MODULE: ./build/verify/bundle.js
/**
 * From untrusted bytes to a Sigstore bundle that is well-formed and within bounds. Everything here runs before the
 * first signature is looked at, and before any loop of the libraries (threats C-29, C-30, C-39, C-40, C-43).
 * Format: https://github.com/sigstore/protobuf-specs, `dev.sigstore.bundle.v1.Bundle`.
 */





/** The only media types whose meaning is known; the library's own test is not anchored at the end. */
const mediaTypes = new Set([
    'application/vnd.dev.sigstore.bundle+json;version=0.1',
    'application/vnd.dev.sigstore.bundle+json;version=0.2',
    'application/vnd.dev.sigstore.bundle+json;version=0.3',
    'application/vnd.dev.sigstore.bundle.v0.3+json',
]);
/**
 * Reads a bundle out of its JSON.
 * @throws {Rejection} where it is malformed, ambiguous, beyond a bound, or has no certificate
 */
function readBundle(json) {
    const mediaType = (0,build_json/* member */.Dc)(json, 'mediaType');
    if (typeof mediaType !== 'string' || !mediaTypes.has(mediaType)) {
        return rejection_invalid(`unsupported bundle version: media type ${JSON.stringify(mediaType)?.slice(0, 100)}`);
    }
    const material = objectAt(json, 'verificationMaterial');
    const certificate = readCertificate(material);
    checkLogEntries(listAt(material, 'tlogEntries'));
    checkTimestamps(material);
    checkContent(json);
    return { bundle: parseBundle(json), certificate };
}
function parseBundle(json) {
    try {
        return (0,dist/* bundleFromJSON */.vw)(json);
    }
    catch (error) {
        const missing = error instanceof dist/* ValidationError */.yI ? `: ${error.fields.join(', ')}` : '';
        return rejection_invalid(`the bundle lacks what its version asks for${missing}`);
    }
}
function readCertificate(material) {
    const [form, ...others] = ['certificate', 'x509CertificateChain', 'publicKey'].filter((key) => has(material, key));
    if (others.length > 0)
        return rejection_invalid(`both ${form} and ${others[0]} are given`);
    if (form === 'publicKey')
        return rejection_invalid('it is signed with a key; only certificates (keyless signing) are accepted');
    if (form === undefined)
        return rejection_invalid('it has no certificate');
    const certificates = form === 'certificate' ? [objectAt(material, form)] : listAt(objectAt(material, form), 'certificates');
    const [leaf] = certificates.map((certificate) => readCertificateBytes(certificate));
    return leaf ?? rejection_invalid('its certificate chain is empty');
}
function readCertificateBytes(certificate) {
    if (!(0,build_json/* isJsonObject */.OW)(certificate))
        return rejection_invalid('a certificate is not an object');
    return decodeBounded((0,build_json/* member */.Dc)(certificate, 'rawBytes'), 'certificate', limits/* limits */.F.certificateBytes);
}
/** Decodes DER within its bound, for the libraries take a time quadratic in it before they look at any signature. */
function decodeBounded(value, what, limit) {
    if (typeof value === 'string')
        rejection_bounded(`bytes of ${what}`, Math.floor((value.length * 3) / 4) - 2, limit);
    const der = decodeBase64(value, `the ${what}`);
    rejection_bounded(`bytes of ${what}`, der.length, limit);
    return der;
}
function checkLogEntries(entries) {
    rejection_bounded('log entries', entries.length, limits/* limits */.F.logEntries);
    for (const entry of entries) {
        if (!(0,build_json/* isJsonObject */.OW)(entry))
            rejection_invalid('a log entry is not an object');
        decodeBase64((0,build_json/* member */.Dc)(objectAt(entry, 'logId'), 'keyId'), 'the log ID');
        decodeBounded((0,build_json/* member */.Dc)(entry, 'canonicalizedBody'), 'log entry', limits/* limits */.F.logEntryBodyBytes);
        checkNumber(entry, 'logIndex');
        checkNumber(entry, 'integratedTime');
        if (has(entry, 'inclusionPromise')) {
            decodeBase64((0,build_json/* member */.Dc)(objectAt(entry, 'inclusionPromise'), 'signedEntryTimestamp'), 'the signed entry timestamp');
        }
        if (has(entry, 'inclusionProof'))
            checkProof(objectAt(entry, 'inclusionProof'));
    }
}
function checkProof(proof) {
    const hashes = listAt(proof, 'hashes');
    rejection_bounded('hashes of an inclusion proof', hashes.length, limits/* limits */.F.proofHashes);
    for (const hash of hashes)
        decodeBase64(hash, 'a hash of the inclusion proof');
    checkNumber(proof, 'logIndex');
    checkNumber(proof, 'treeSize');
    if (!has(proof, 'checkpoint'))
        return;
    const note = (0,build_json/* member */.Dc)(objectAt(proof, 'checkpoint'), 'envelope');
    if (typeof note !== 'string')
        rejection_invalid('the checkpoint is not a string');
    rejection_bounded('bytes of checkpoint', Buffer.byteLength(note), limits/* limits */.F.checkpointBytes);
}
/** An int64 of protobuf's JSON, none of which is negative here: a plain decimal, as a string or a safe number. */
function checkNumber(object, key) {
    const value = (0,build_json/* member */.Dc)(object, key);
    const plain = typeof value === 'string' ? /^\d{1,19}$/.test(value) : Number.isSafeInteger(value) && Number(value) >= 0;
    if (value !== undefined && !plain)
        rejection_invalid(`${key} of the log entry is no number`);
}
function checkTimestamps(material) {
    if (!has(material, 'timestampVerificationData'))
        return;
    const timestamps = listAt(objectAt(material, 'timestampVerificationData'), 'rfc3161Timestamps');
    rejection_bounded('timestamps', timestamps.length, limits/* limits */.F.timestamps);
    for (const timestamp of timestamps) {
        if (!(0,build_json/* isJsonObject */.OW)(timestamp))
            rejection_invalid('a timestamp is not an object');
        decodeBounded((0,build_json/* member */.Dc)(timestamp, 'signedTimestamp'), 'timestamp', limits/* limits */.F.timestampBytes);
    }
}
function checkContent(json) {
    const [form, ...others] = ['dsseEnvelope', 'messageSignature'].filter((key) => has(json, key));
    if (form === undefined)
        rejection_invalid('it has neither an envelope nor a message signature');
    if (others.length > 0)
        rejection_invalid('it has an envelope and a message signature; one of them is allowed');
    if (form === 'dsseEnvelope')
        checkEnvelope(objectAt(json, form));
    else
        checkMessageSignature(objectAt(json, form));
}
/** SHA-256 alone, for nothing else can be held against an image's digest. */
function checkMessageSignature(message) {
    decodeBase64((0,build_json/* member */.Dc)(message, 'signature'), 'the signature');
    const digest = objectAt(message, 'messageDigest');
    if ((0,build_json/* member */.Dc)(digest, 'algorithm') !== 'SHA2_256')
        rejection_invalid('the message digest is not SHA2_256');
    decodeBase64((0,build_json/* member */.Dc)(digest, 'digest'), 'the message digest');
}
/** https://github.com/secure-systems-lab/dsse; one signature, so that the one verified is the one logged (B-25). */
function checkEnvelope(envelope) {
    decodeBase64((0,build_json/* member */.Dc)(envelope, 'payload'), 'the payload');
    if (typeof (0,build_json/* member */.Dc)(envelope, 'payloadType') !== 'string')
        rejection_invalid('the payload type is not a string');
    const signatures = listAt(envelope, 'signatures');
    if (signatures.length !== 1)
        rejection_invalid(`the envelope has ${signatures.length} signatures; exactly one is allowed`);
    if (!(0,build_json/* isJsonObject */.OW)(signatures[0]))
        rejection_invalid('the signature is not an object');
    decodeBase64((0,build_json/* member */.Dc)(signatures[0], 'sig'), 'the signature');
}
/** Whether the member is there; null is protobuf's way to say that it is not. */
function has(object, key) {
    const value = (0,build_json/* member */.Dc)(object, key);
    return value !== undefined && value !== null;
}
function objectAt(object, key) {
    const value = (0,build_json/* member */.Dc)(object, key);
    return (0,build_json/* isJsonObject */.OW)(value) ? value : rejection_invalid(`it has no ${key}`);
}
/** A list; one left out is empty, as protobuf's JSON has it. */
function listAt(object, key) {
    const value = (0,build_json/* member */.Dc)(object, key);
    if (value === undefined || value === null)
        return [];
    return Array.isArray(value) ? value : rejection_invalid(`${key} is not a list`);
}

// EXTERNAL MODULE: ./node_modules/@sigstore/core/dist/index.js
var core_dist = __webpack_require__(3917);
;// CONCATENATED MODULE: ./build/verify/certificate.js
/**
 * What the libraries leave open about a certificate: that the leaf is one for signing code, and what a TSA's own
 * certificate is for (RFC 5280; threats C-10, C-11, C-14).
 */




const oid = {
    keyUsage: '2.5.29.15',
    subjectAltName: '2.5.29.17',
    basicConstraints: '2.5.29.19',
    extendedKeyUsage: '2.5.29.37',
    codeSigning: '1.3.6.1.5.5.7.3.3',
    timeStamping: '1.3.6.1.5.5.7.3.8',
};
/** Critical extensions that are understood here; any other makes the certificate unusable (RFC 5280, section 4.2). */
const understood = [oid.keyUsage, oid.subjectAltName, oid.basicConstraints, oid.extendedKeyUsage];
/**
 * The DER of the one certificate that this PEM holds.
 * @throws {Rejection} where it holds none, another thing, or more than one
 */
function certificateFromPem(pem, where) {
    rejection_bounded('characters of certificate', pem.length, limits/* limits */.F.certificateBytes * 2);
    const blocks = pem.match(/-----BEGIN [A-Z0-9 ]+-----/g) ?? [];
    if (blocks.length !== 1 || blocks[0] !== '-----BEGIN CERTIFICATE-----') {
        return rejection_invalid(`${where} does not hold exactly one certificate`);
    }
    try {
        return new external_node_crypto_.X509Certificate(pem).raw;
    }
    catch {
        return rejection_invalid(`${where} does not hold a readable certificate`);
    }
}
/**
 * The certificate of these bytes. Node reads more than DER, so that Sigstore's own strict parser goes first.
 * @throws {Rejection} where they are no certificate
 */
function certificate_readCertificate(der) {
    try {
        core_dist.X509Certificate.parse(der);
        return new external_node_crypto_.X509Certificate(der);
    }
    catch {
        return rejection_invalid('its certificate cannot be read');
    }
}
/**
 * The certificate's extensions.
 * @throws {Rejection} where one is there twice (RFC 5280, section 4.2)
 */
function extensionsOf(certificate) {
    const extensions = new Map();
    for (const { oid, value } of certificate.extensions.map(readExtension)) {
        if (extensions.has(oid))
            return rejection_invalid(`the certificate has the extension ${oid} twice`);
        extensions.set(oid, value);
    }
    return extensions;
}
/**
 * Checks that this is an end-entity certificate for signing code, with nothing critical in it that is not understood.
 * @throws {Rejection} where it is not
 */
function checkCodeSigningLeaf(certificate) {
    const extensions = extensionsOf(certificate);
    for (const { oid, critical } of certificate.extensions.map(readExtension)) {
        if (critical && !understood.includes(oid))
            rejection_invalid(`the certificate has the unknown critical extension ${oid}`);
    }
    if (certificate.extBasicConstraints?.isCA)
        rejection_invalid('the certificate is that of an authority, not of a signer');
    if (!certificate.extKeyUsage?.digitalSignature)
        rejection_invalid('the certificate is not for digital signatures');
    if (!extendedKeyUsagesOf(extensions).includes(oid.codeSigning)) {
        rejection_invalid('the certificate is not for code signing');
    }
}
/** Whether this is the certificate of a timestamp authority and of nothing else (RFC 3161, section 2.3). */
function isTimestampingLeaf(certificate) {
    const usages = extendedKeyUsagesOf(extensionsOf(certificate));
    return usages.length === 1 && usages[0] === oid.timeStamping;
}
function extendedKeyUsagesOf(extensions) {
    const value = extensions.get(oid.extendedKeyUsage);
    return value === undefined ? [] : core_dist.ASN1Obj.parseBuffer(value).subs.map((usage) => usage.toOID());
}
/** Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue } (RFC 5280, section 4.1). */
function readExtension(extension) {
    const [id, ...rest] = extension.subs;
    const value = rest.pop();
    if (id === undefined || value === undefined || rest.length > 1 || !value.tag.isOctetString()) {
        return rejection_invalid('the certificate has a malformed extension');
    }
    return { oid: id.toOID(), critical: rest[0]?.toBoolean() ?? false, value: Buffer.from(value.value) };
}

;// CONCATENATED MODULE: ./build/verify/cosign.js
/**
 * The layers that cosign writes under `sha256-….sig` and `sha256-….att`, read as the bundle v0.1 that says the same,
 * so that all that follows has one form to judge.
 * https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 */




const signatureAnnotation = 'dev.cosignproject.cosign/signature';
const certificateAnnotation = 'dev.sigstore.cosign/certificate';
const bundleAnnotation = 'dev.sigstore.cosign/bundle';
const timestampAnnotation = 'dev.sigstore.cosign/rfc3161timestamp';
/** The bundle of an `.att` layer. */
function bundleOfEnvelope(envelope, annotations) {
    return { ...materialOf(annotations), dsseEnvelope: envelope };
}
/** The bundle of a `.sig` layer. @param digest - SHA-256 of the simple-signing payload */
function bundleOfSignature(digest, annotations) {
    return {
        ...materialOf(annotations),
        messageSignature: {
            messageDigest: { algorithm: 'SHA2_256', digest: digest.toString('base64') },
            signature: (0,build_json/* member */.Dc)(annotations, signatureAnnotation),
        },
    };
}
function materialOf(annotations) {
    return {
        mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
        verificationMaterial: {
            certificate: { rawBytes: certificateOf(annotations) },
            tlogEntries: logEntriesOf(annotations),
            timestampVerificationData: { rfc3161Timestamps: timestampsOf(annotations) },
        },
    };
}
/** The leaf alone: `dev.sigstore.cosign/chain` is the signer's word about itself and is never believed. */
function certificateOf(annotations) {
    const pem = (0,build_json/* member */.Dc)(annotations, certificateAnnotation);
    if (typeof pem !== 'string')
        return rejection_invalid('it has no certificate; signatures made with a key are not accepted');
    return certificateFromPem(pem, 'the certificate annotation').toString('base64');
}
function logEntriesOf(annotations) {
    const text = (0,build_json/* member */.Dc)(annotations, bundleAnnotation);
    if (typeof text !== 'string')
        return [];
    const bundle = parseAnnotation(text, bundleAnnotation);
    const payload = (0,build_json/* member */.Dc)(bundle, 'Payload');
    if (!(0,build_json/* isJsonObject */.OW)(payload))
        return rejection_invalid(`the annotation ${bundleAnnotation} holds no log entry`);
    const body = (0,build_json/* member */.Dc)(payload, 'body');
    const logId = (0,build_json/* member */.Dc)(payload, 'logID');
    if (typeof logId !== 'string' || !/^[0-9a-f]{64}$/.test(logId))
        return rejection_invalid('the log ID is not 64 hex digits');
    const entry = (0,build_json/* parseJsonObject */.dw)(decodeBase64(body, 'the log entry'));
    return [
        {
            logIndex: (0,build_json/* member */.Dc)(payload, 'logIndex'),
            logId: { keyId: Buffer.from(logId, 'hex').toString('base64') },
            kindVersion: { kind: (0,build_json/* member */.Dc)(entry, 'kind'), version: (0,build_json/* member */.Dc)(entry, 'apiVersion') },
            integratedTime: (0,build_json/* member */.Dc)(payload, 'integratedTime'),
            inclusionPromise: { signedEntryTimestamp: (0,build_json/* member */.Dc)(bundle, 'SignedEntryTimestamp') },
            canonicalizedBody: body,
        },
    ];
}
function timestampsOf(annotations) {
    const text = (0,build_json/* member */.Dc)(annotations, timestampAnnotation);
    if (typeof text !== 'string')
        return [];
    return [{ signedTimestamp: (0,build_json/* member */.Dc)(parseAnnotation(text, timestampAnnotation), 'SignedRFC3161Timestamp') }];
}
function parseAnnotation(text, name) {
    try {
        return (0,build_json/* parseJsonObject */.dw)(Buffer.from(text));
    }
    catch {
        return rejection_invalid(`the annotation ${name} is not a JSON object`);
    }
}

// EXTERNAL MODULE: ./node_modules/@sigstore/verify/dist/index.js
var verify_dist = __webpack_require__(4187);
// EXTERNAL MODULE: ./node_modules/@sigstore/verify/dist/tlog/index.js
var tlog = __webpack_require__(8218);
;// CONCATENATED MODULE: ./build/verify/log-entry.js
/**
 * What the libraries leave open about transparency log entries: the kind `intoto` 0.0.1, that the entry records the
 * certificate that signed, that no entry counts twice, and that the log's key was valid (threats C-02, C-19, C-21).
 */





/**
 * Whether this entry is of the kind `intoto` 0.0.1, which cosign wrote before 2.2 and slsa-github-generator up to
 * 1.9. @sigstore/verify proves that such an entry is in the log, but does not compare it with what was signed.
 */
function isIntoto001(entry) {
    return entry.kindVersion.kind === 'intoto' && entry.kindVersion.version === '0.0.1';
}
/**
 * Compares an `intoto` 0.0.1 entry with the envelope that was signed. The entry holds no signature: the hash of the
 * envelope as it was uploaded stands for it, payload and all.
 * https://github.com/sigstore/rekor/blob/main/pkg/types/intoto/v0.0.1/intoto_v0_0_1_schema.json
 * @param envelope - the envelope's JSON as the signer uploaded it; empty where there is none, which no entry is about
 * @throws {Rejection} where they differ
 */
function matchIntoto001(entry, envelope) {
    const body = (0,build_json/* parseJsonObject */.dw)(entry.canonicalizedBody);
    if ((0,build_json/* member */.Dc)(body, 'kind') !== 'intoto' || (0,build_json/* member */.Dc)(body, 'apiVersion') !== '0.0.1') {
        rejection_invalid('the log entry is of another kind than the bundle says');
    }
    const recorded = sha256At(at(body, 'spec', 'content', 'hash'));
    const actual = (0,external_node_crypto_.createHash)('sha256').update(envelope).digest('hex');
    if (envelope.length === 0 || recorded !== actual)
        rejection_invalid('the log entry is about another envelope');
}
/** @throws {Rejection} where two entries are the same entry of the same log */
function refuseRepeatedEntries(entries) {
    const seen = new Set();
    for (const { logId, canonicalizedBody } of entries) {
        const key = `${logId.keyId.toString('hex')} ${canonicalizedBody.toString('base64')}`;
        if (seen.has(key))
            rejection_invalid('a log entry is there twice');
        seen.add(key);
    }
}
/**
 * Checks that the certificate which the log recorded is the one that signed. Without this a valid entry made for
 * another certificate would do, and the real signer would never show in the log.
 * @throws {Rejection} where it is another, or none
 */
function checkLoggedCertificate(entry, certificate) {
    if (!loggedCertificate(entry).equals(certificate)) {
        rejection_invalid('the certificate in the log entry is not the one that signed');
    }
}
function loggedCertificate(entry) {
    const spec = at((0,build_json/* parseJsonObject */.dw)(entry.canonicalizedBody), 'spec');
    const { kind, version } = entry.kindVersion;
    switch (`${kind} ${version}`) {
        case 'hashedrekord 0.0.1':
            return fromPem(at(spec, 'signature', 'publicKey'), 'content');
        case 'dsse 0.0.1':
            return fromPem(onlyOf(spec, 'signatures'), 'verifier');
        case 'intoto 0.0.1':
            return fromPem(spec, 'publicKey');
        case 'intoto 0.0.2':
            return fromPem(onlyOf(at(spec, 'content', 'envelope'), 'signatures'), 'publicKey');
        case 'hashedrekord 0.0.2':
            return fromDer(at(spec, 'hashedRekordV002', 'signature'));
        case 'dsse 0.0.2':
            return fromDer(onlyOf(at(spec, 'dsseV002'), 'signatures'));
        default:
            return rejection_invalid(`unsupported log entry kind ${JSON.stringify(`${kind} ${version}`.slice(0, 100))}`);
    }
}
function fromPem(object, key) {
    return certificateFromPem(decodeBase64((0,build_json/* member */.Dc)(object, key), 'the certificate in the log entry').toString('latin1'), 'the log entry');
}
function fromDer(signature) {
    return decodeBase64((0,build_json/* member */.Dc)(at(signature, 'verifier', 'x509Certificate'), 'rawBytes'), 'the certificate in the log entry');
}
/**
 * Checks that a log whose key signed this entry vouched for it while that key was valid. The library looks at the
 * time of a promise, but not of a checkpoint.
 * @param times - the trusted times of the signature; the entry's own promise, where it has one, comes first
 * @throws {Rejection} where the key was not valid at one of them
 */
function checkLogKeyValidity(entry, instance, times) {
    const logs = instance.material.tlogs.filter((log) => log.logID.equals(entry.logId.keyId));
    const valid = times.every((time) => logs.some(({ validFor }) => validFor.start <= time && time <= validFor.end));
    if (!valid)
        rejection_invalid('the key of the transparency log was not valid at the time of signing');
}
/** The object at this path of members. */
function at(object, ...path) {
    return path.reduce((inner, key) => {
        const value = (0,build_json/* member */.Dc)(inner, key);
        return (0,build_json/* isJsonObject */.OW)(value) ? value : rejection_invalid(`the log entry has no ${key}`);
    }, object);
}
function onlyOf(object, key) {
    const list = (0,build_json/* member */.Dc)(object, key);
    if (!Array.isArray(list) || list.length !== 1 || !(0,build_json/* isJsonObject */.OW)(list[0])) {
        return rejection_invalid(`the log entry does not have exactly one of ${key}`);
    }
    return list[0];
}
function sha256At(hash) {
    const value = (0,build_json/* member */.Dc)(hash, 'value');
    return (0,build_json/* member */.Dc)(hash, 'algorithm') === 'sha256' && typeof value === 'string'
        ? value
        : rejection_invalid('the log entry has no SHA-256');
}

;// CONCATENATED MODULE: ./build/verify/signer.js
/**
 * Who signed: the claims of a Fulcio certificate, decoded strictly (threats C-12 to C-15, D-14).
 * https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md
 */



const arc = '1.3.6.1.4.1.57264.1.';
const subjectAltName = '2.5.29.17';
/** Tags of GeneralName (RFC 5280, section 4.2.1.6). */
const generalName = { email: 1, uri: 6 };
const utf8String = 0x0c;
/** The extensions whose value is a DER UTF8String. */
const current = {
    cert_issuer: 8,
    signer_uri: 9,
    signer_digest: 10,
    runner_environment: 11,
    repository: 12,
    commit: 13,
    ref: 14,
    repository_id: 15,
    owner: 16,
    owner_id: 17,
    build_config: 18,
    build_config_digest: 19,
    event: 20,
    run: 21,
    visibility: 22,
    deployment_environment: 23,
    token_subject: 24,
};
/** The deprecated ones, whose value is the bare text; each but the workflow's name has a successor. */
const deprecated = { cert_issuer: 1, event: 2, commit: 3, workflow_name: 4, repository: 5, ref: 6 };
/**
 * The certificate's claims. Where a current extension is absent the deprecated one of the same meaning stands in.
 * @throws {Rejection} for a claim that is malformed, there twice, or contradicts itself, and where the certificate
 * does not name exactly one identity in printable ASCII
 */
function signer_signerOf(certificate) {
    const extensions = extensionsOf(certificate);
    const identity = signer_identityOf(extensions);
    const now = mapValues(current, (number) => decodeCurrent(extensions.get(`${arc}${number}`), number));
    const then = mapValues(deprecated, (number) => decodeDeprecated(extensions.get(`${arc}${number}`), number));
    const formerRepository = then.repository === null ? null : repositoryUri(then.repository, identity);
    return {
        ...now,
        signer_identity: identity.value,
        identity_type: identity.type,
        workflow_name: then.workflow_name,
        cert_issuer: agreed('issuer', now.cert_issuer, then.cert_issuer),
        event: agreed('event', now.event, then.event),
        commit: agreed('commit', now.commit, then.commit),
        ref: agreed('ref', now.ref, then.ref),
        repository: agreed('repository', now.repository, formerRepository),
    };
}
function signer_identityOf(extensions) {
    const value = extensions.get(subjectAltName);
    if (value === undefined)
        return rejection_invalid('the certificate names no identity');
    const names = core_dist.ASN1Obj.parseBuffer(value).subs;
    const [name] = names;
    if (name === undefined || names.length !== 1) {
        return rejection_invalid(`the certificate names ${names.length} identities; exactly one is allowed`);
    }
    return { type: identityType(name), value: printable(name.value) };
}
function identityType(name) {
    if (name.tag.isContextSpecific(generalName.uri))
        return 'uri';
    if (name.tag.isContextSpecific(generalName.email))
        return 'email';
    return rejection_invalid('the identity in the certificate is neither a URI nor an e-mail address');
}
/** Byte by byte, for Node's `ascii` drops the eighth bit and lets another text pass for this one. */
function printable(bytes) {
    if (bytes.length === 0)
        return rejection_invalid('the identity in the certificate is empty');
    if (!bytes.every((byte) => byte >= 0x20 && byte <= 0x7e)) {
        return rejection_invalid('the identity in the certificate is not printable ASCII');
    }
    return bytes.toString('latin1');
}
function decodeCurrent(value, number) {
    if (value === undefined)
        return null;
    const object = core_dist.ASN1Obj.parseBuffer(value);
    if (!object.tag.isUniversal() || object.tag.number !== utf8String || object.tag.constructed) {
        return rejection_invalid(`the certificate's extension ${arc}${number} is not a UTF8String`);
    }
    return decodeText(object.value, number);
}
function decodeDeprecated(value, number) {
    return value === undefined ? null : decodeText(value, number);
}
function decodeText(bytes, number) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch {
        return rejection_invalid(`the certificate's extension ${arc}${number} is not valid UTF-8`);
    }
}
/** The deprecated extension says `owner/name` only; the server is that of the identity. */
function repositoryUri(ownerAndName, identity) {
    const server = /^https:\/\/[^/]+/.exec(identity.value);
    return identity.type === 'uri' && server !== null ? `${server[0]}/${ownerAndName}` : ownerAndName;
}
function agreed(what, now, then) {
    if (now !== null && then !== null && now !== then) {
        return rejection_invalid(`the certificate contradicts itself about the ${what}`);
    }
    return now ?? then;
}
function mapValues(object, to) {
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, to(value)]));
}

;// CONCATENATED MODULE: ./build/verify/cryptography.js
/**
 * Whether the cryptography of one bundle holds against one Sigstore instance. The library does the work
 * (https://github.com/sigstore/sigstore-js/tree/main/packages/verify); what it leaves open is checked around it.
 */



// Proves that an entry is in the log. Not part of the package's front: the version is pinned, and a test holds it.






/**
 * Verifies certificate chain, timestamps, log entries and signature by the instance's own rules.
 * @param now - this machine's time; a signature from the future is refused (threats C-34)
 * @returns who signed, and when
 * @throws {Rejection} or whatever the libraries throw, where anything does not hold
 */
function verifyCryptography(signed, instance, now) {
    const certificate = core_dist.X509Certificate.parse(signed.certificate);
    checkCodeSigningLeaf(certificate);
    const entity = (0,verify_dist/* toSignedEntity */.DC)(signed.bundle, signed.message);
    refuseRepeatedEntries(entity.tlogEntries);
    checkTimestampAuthorities(entity, instance);
    verifyEntity(entity, signed, instance);
    const times = trustedTimes(entity, now);
    for (const entry of entity.tlogEntries) {
        checkLoggedCertificate(entry, signed.certificate);
        checkLogKeyValidity(entry, instance, entry.inclusionPromise ? [integratedTime(entry)] : times);
    }
    return { instance: instance.name, signedAt: earliest(times), signer: signer_signerOf(certificate) };
}
/** Entries of a kind that the library refuses are proven first, and then count as the library would count them. */
function verifyEntity(entity, signed, instance) {
    const intoto001 = entity.tlogEntries.filter(isIntoto001);
    for (const entry of intoto001) {
        (0,tlog.verifyTLogInclusion)(entry, instance.material.tlogs);
        matchIntoto001(entry, signed.envelope);
    }
    const needed = instance.rules.logEntry ? 1 : 0;
    const verifier = new verify_dist/* Verifier */.BL(instance.material, {
        ctlogThreshold: instance.rules.certificateTimestamp ? 1 : 0,
        tlogThreshold: Math.max(0, needed - intoto001.length),
        timestampThreshold: 1,
    });
    try {
        verifier.verify({ ...entity, tlogEntries: entity.tlogEntries.filter((entry) => !isIntoto001(entry)) });
    }
    catch (error) {
        const own = error instanceof verify_dist/* VerificationError */.mk && error.code === 'SIGNATURE_ERROR' ? otherMessage(signed) : null;
        throw own ?? error;
    }
}
/**
 * Why a message signature, the last thing that is checked, does not hold: it says itself that it is over other bytes.
 * null where it says that it is over these, so that the signature is simply wrong.
 */
function otherMessage({ bundle, message }) {
    if (bundle.content.$case !== 'messageSignature')
        return null;
    const { digest } = bundle.content.messageSignature.messageDigest;
    const actual = (0,external_node_crypto_.createHash)('sha256').update(message).digest();
    if (digest.equals(actual))
        return null;
    const [said, found] = [digest, actual].map((bytes) => `sha256:${bytes.toString('hex')}`);
    return new Rejection('SUBJECT_MISMATCH', `it is about ${said}, not about ${found}`);
}
/** The library checks the chain of a timestamp authority but not that its certificate is for timestamping (C-10). */
function checkTimestampAuthorities(entity, instance) {
    for (const timestamp of entity.timestamps) {
        if (timestamp.$case !== 'timestamp-authority')
            continue;
        const token = timestamp.timestamp;
        if (token.status !== 0n && token.status !== 1n)
            rejection_invalid('the timestamp authority did not grant the timestamp');
        checkTimeFormat(token);
        for (const { certChain } of instance.material.timestampAuthorities) {
            const [leaf] = certChain;
            const signedIt = leaf?.serialNumber.equals(token.signerSerialNumber) && leaf.issuer.equals(token.signerIssuer);
            if (leaf && signedIt && !isTimestampingLeaf(leaf)) {
                rejection_invalid('the certificate of the timestamp authority is not for timestamping');
            }
        }
    }
}
/** DER allows fractions of a second that the library cannot read; that is no sign of tampering (threats C-33). */
function checkTimeFormat(token) {
    try {
        token.signingTime;
    }
    catch {
        rejection_invalid('the format of the time in its timestamp is not supported');
    }
}
/**
 * Every time that an authority vouched for; to be asked only of an entity that was verified. A log entry without
 * promise says a time, too, but nobody signed it (threats C-06).
 */
function trustedTimes(entity, now) {
    const [first, ...more] = entity.timestamps.flatMap((timestamp) => {
        if (timestamp.$case === 'timestamp-authority')
            return [timestamp.timestamp.signingTime];
        return timestamp.tlogEntry.inclusionPromise ? [integratedTime(timestamp.tlogEntry)] : [];
    });
    if (first === undefined)
        return rejection_invalid('no authority vouches for the time of signing');
    const latest = Math.max(...[first, ...more].map(Number));
    if (!(latest <= now.getTime() + limits/* limits */.F.clockSkewMs)) {
        return rejection_invalid(`signed in the future, at ${new Date(latest).toISOString()}: is this machine's clock right?`);
    }
    return [first, ...more];
}
function earliest(times) {
    return new Date(Math.min(...times.map(Number)));
}
function integratedTime(entry) {
    return new Date(Number(entry.integratedTime) * 1000);
}

;// CONCATENATED MODULE: ./build/verify/statement.js
/** What was signed: in-toto statements and cosign's simple signing. */




const payloadType = 'application/vnd.in-toto+json';
const statementTypes = new Set(['https://in-toto.io/Statement/v0.1', 'https://in-toto.io/Statement/v1']);
const simpleSigningTypes = new Set(['cosign container image signature', 'https://sigstore.dev/cosign/sign/v1']);
/**
 * The in-toto statement of a DSSE payload (https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md).
 * Media type and `_type` are compared exactly (threats B-02, B-23).
 * @param payload - the very bytes whose signature is verified
 * @throws {Rejection} where it is no statement
 */
function readStatement(payload, mediaType) {
    if (mediaType !== payloadType) {
        return rejection_invalid(`the signed payload is not an in-toto statement: its type is ${JSON.stringify(mediaType.slice(0, 100))}`);
    }
    const json = parsePayload(payload, 'the signed payload is not an in-toto statement');
    const type = (0,build_json/* member */.Dc)(json, '_type');
    if (typeof type !== 'string' || !statementTypes.has(type)) {
        return rejection_invalid('the signed payload is not an in-toto statement of version 0.1 or 1');
    }
    const predicateType = (0,build_json/* member */.Dc)(json, 'predicateType');
    if (typeof predicateType !== 'string' || predicateType === '') {
        return rejection_invalid('the signed payload is not an in-toto statement: it names no predicate type');
    }
    return { statement: { predicateType, predicate: (0,build_json/* member */.Dc)(json, 'predicate') }, subjects: subjectsOf(json) };
}
/**
 * Only the own member `sha256` counts, and only in its one spelling (threats B-08 to B-12): what says nothing in it
 * is about something else, what is no subject at all makes the statement malformed.
 */
function subjectsOf(json) {
    const subjects = (0,build_json/* member */.Dc)(json, 'subject');
    if (!Array.isArray(subjects))
        return rejection_invalid('the statement has no list of subjects');
    rejection_bounded('subjects', subjects.length, limits/* limits */.F.subjects);
    return subjects.flatMap((subject) => {
        const digests = (0,build_json/* isJsonObject */.OW)(subject) ? (0,build_json/* member */.Dc)(subject, 'digest') : undefined;
        if (!(0,build_json/* isJsonObject */.OW)(digests))
            return rejection_invalid('a subject of the statement has no digest');
        const sha256 = (0,build_json/* member */.Dc)(digests, 'sha256');
        return (typeof sha256 === 'string' && (0,build_digest/* asDigest */.J6)(`sha256:${sha256}`)) || [];
    });
}
/**
 * The digest that a simple-signing payload is about.
 * https://github.com/containers/image/blob/main/docs/containers-signature.5.md; `docker-reference` is not compared,
 * for copying an image is legitimate (threats B-04, B-06, B-07).
 * @throws {Rejection} where it is no such payload
 */
function readSimpleSigning(payload) {
    const json = parsePayload(payload, 'the signed payload is not simple signing');
    const critical = (0,build_json/* member */.Dc)(json, 'critical');
    const image = (0,build_json/* isJsonObject */.OW)(critical) ? (0,build_json/* member */.Dc)(critical, 'image') : undefined;
    const type = (0,build_json/* isJsonObject */.OW)(critical) ? (0,build_json/* member */.Dc)(critical, 'type') : undefined;
    if (typeof type !== 'string' || !simpleSigningTypes.has(type)) {
        return rejection_invalid("the signed payload is not cosign's simple signing: critical.type is another");
    }
    const digest = (0,build_json/* isJsonObject */.OW)(image) ? (0,build_digest/* asDigest */.J6)((0,build_json/* member */.Dc)(image, 'docker-manifest-digest')) : null;
    return digest ?? rejection_invalid('the signed payload has no critical.image.docker-manifest-digest');
}
function parsePayload(payload, otherwise) {
    try {
        return (0,build_json/* parseJsonObject */.dw)(payload);
    }
    catch (error) {
        return rejection_invalid(`${otherwise}: ${error instanceof Error ? error.message : 'unreadable'}`);
    }
}

;// CONCATENATED MODULE: ./build/verify/attestation.js
/** One attestation, held against the trusted Sigstore instances and one image. Pure: no I/O, no clock of its own. */










/**
 * Judges one attestation in the contract's order: well-formed and within bounds, trusted chain, cryptography, about
 * this digest. Whatever is thrown on the way makes this attestation invalid, and no other (threats A-13, C-32).
 * @param image - the digest, and the very bytes that hash to it
 * @param now - this machine's time
 */
function verifyAttestation(attestation, image, instances, now) {
    const { source, location, content } = attestation;
    let about = {
        attestation: { source, location, kind: content.kind === 'unreadable' ? content.as : content.kind },
        predicateType: null,
        namesImage: false,
    };
    try {
        const claimed = read(content, image);
        about = {
            ...about,
            predicateType: claimed.statement.predicateType,
            namesImage: claimed.subjects.includes(image.digest),
        };
        const leaf = certificate_readCertificate(claimed.certificate);
        const issuers = instances.filter(({ authorities }) => authorities.some((authority) => issued(authority, leaf)));
        if (issuers.length === 0) {
            const refused = rejected(about, 'UNTRUSTED', untrusted(leaf, instances));
            return { ...refused, claimedIssuer: organizationOf(leaf.issuer) };
        }
        const proof = verifyWithAny(claimed, issuers, now);
        if (!about.namesImage)
            return rejected(about, 'SUBJECT_MISMATCH', otherSubject(claimed.subjects, image), proof);
        return { ...about, status: 'verified', proof, statement: claimed.statement };
    }
    catch (error) {
        const code = error instanceof Rejection ? error.code : 'BUNDLE_INVALID';
        return rejected(about, code, reasonOf(error));
    }
}
/** Two trusted roots may hold the same authority and different logs; it is enough that one of them proves it. */
function verifyWithAny(claimed, [first, ...others], now) {
    if (first === undefined)
        return rejection_invalid('no instance is left');
    try {
        return verifyCryptography(claimed, first, now);
    }
    catch (error) {
        if (others.length === 0)
            throw error;
        return verifyWithAny(claimed, others, now);
    }
}
function rejected(about, code, message, proof = null) {
    return { ...about, status: 'rejected', code, message, proof, claimedIssuer: null };
}
/** Where a library trips over what it did not expect, its words are about itself and help nobody. */
function reasonOf(error) {
    const tripped = !(error instanceof Error) || error instanceof TypeError || error instanceof RangeError;
    return tripped || error.message === '' ? 'it is malformed' : error.message;
}
/** The one step from each kind of raw content to what was signed, by whom, about what. */
function read(content, image) {
    switch (content.kind) {
        case 'unreadable':
            throw new Rejection(content.code, content.message);
        case 'bundle': {
            rejection_bounded('bytes of bundle', content.bundle.length, limits/* limits */.F.bundleBytes);
            return readContent(readBundle((0,build_json/* parseJsonObject */.dw)(content.bundle)), image);
        }
        case 'dsse': {
            rejection_bounded('bytes of envelope', content.envelope.length, limits/* limits */.F.bundleBytes);
            const bundle = readBundle(bundleOfEnvelope((0,build_json/* parseJsonObject */.dw)(content.envelope), content.annotations));
            return { ...readContent(bundle, image), envelope: Buffer.from(content.envelope) };
        }
        case 'simplesigning': {
            rejection_bounded('bytes of payload', content.payload.length, limits/* limits */.F.bundleBytes);
            const digest = (0,external_node_crypto_.createHash)('sha256').update(content.payload).digest();
            return {
                ...readBundle(bundleOfSignature(digest, content.annotations)),
                message: Buffer.from(content.payload),
                envelope: Buffer.alloc(0),
                statement: signatureAlone,
                subjects: [readSimpleSigning(content.payload)],
            };
        }
    }
}
/** A signature that comes without a statement. */
const signatureAlone = { predicateType: null, predicate: null };
function readContent(keyless, image) {
    const { content } = keyless.bundle;
    if (content.$case === 'dsseEnvelope') {
        const { payload, payloadType } = content.dsseEnvelope;
        const envelope = uploadedEnvelope(content.dsseEnvelope);
        return { ...keyless, ...readStatement(payload, payloadType), message: Buffer.alloc(0), envelope };
    }
    const digest = (0,build_digest/* asDigest */.J6)(`sha256:${content.messageSignature.messageDigest.digest.toString('hex')}`);
    if (digest === null)
        return rejection_invalid('the message digest is no SHA-256');
    const message = Buffer.from(image.manifest);
    return { ...keyless, message, envelope: Buffer.alloc(0), statement: signatureAlone, subjects: [digest] };
}
/** The envelope as the signing tools, all written in Go, put it into JSON for the log. */
function uploadedEnvelope({ payload, payloadType, signatures }) {
    const encoded = signatures.map(({ keyid, sig }) => ({ keyid, sig: sig.toString('base64') }));
    return Buffer.from(JSON.stringify({ payloadType, payload: payload.toString('base64'), signatures: encoded }));
}
/** By name and by signature. Whether the chain held at the time of signing is the cryptography's to say. */
function issued(authority, leaf) {
    return leaf.checkIssued(authority) && leaf.verify(authority.publicKey);
}
/** Node writes a name as lines, with a backslash before what RFC 2253 would misread. */
function organizationOf(name) {
    return /^O=(.*)$/m.exec(name ?? '')?.[1]?.replaceAll(/\\(.)/g, '$1') ?? null;
}
function untrusted(leaf, instances) {
    const names = instances.map(({ name }) => name).join(', ');
    const issuer = leaf.issuer?.replaceAll('\n', ', ') || 'nobody that it names';
    return `its certificate was not issued by a trusted Sigstore instance (${names}) but by ${issuer}`;
}
function otherSubject(subjects, image) {
    const others = subjects.length === 0 ? 'nothing with a SHA-256' : subjects.slice(0, 3).join(', ');
    const more = subjects.length > 3 ? ` and ${subjects.length - 3} more` : '';
    return `it is about ${others}${more}, not about ${image.digest}`;
}

;// CONCATENATED MODULE: ./build/findings.js
/** From all that was gathered for one digest to a finding for each attestation. */


/**
 * Verifies one after the other, with a pause in which the deadline and the registry's answers get their turn.
 * @throws the signal's reason
 */
async function verifyAll(attestations, image, instances, signal, stopwatch) {
    const now = new Date();
    const findings = [];
    for (const attestation of attestations) {
        signal.throwIfAborted();
        findings.push(stopwatch.measure('verify', () => verifyAttestation(attestation, image, instances, now)));
        await (0,external_node_timers_promises_.setImmediate)();
    }
    return findings;
}
/** Whether an attestation that nobody trusted so far has issued says that it comes from there. */
function mentions({ findings }, { organization }) {
    return findings.some((finding) => claims(finding, organization));
}
/**
 * Verifies, by a further instance, what says that it comes from there. All other findings stay as they are.
 * @throws {CodedError} TRUST_ROOT_ERROR where the instance cannot be loaded
 */
async function verifyFurther(image, found, further) {
    const instance = await further.load();
    const now = new Date();
    const findings = found.findings.map((finding, index) => {
        const attestation = found.attestations[index];
        if (attestation === undefined || !claims(finding, further.organization))
            return finding;
        return verifyAttestation(attestation, image, [instance], now);
    });
    return { ...found, findings };
}
function claims(finding, organization) {
    return finding.status === 'rejected' && finding.claimedIssuer === organization;
}

;// CONCATENATED MODULE: ./build/registry/manifest.js
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
    const body = (0,build_json/* parseJsonObject */.dw)(bytes);
    const children = readArray(body, 'manifests');
    if (children !== null && children.length > limits/* limits */.F.indexManifests) {
        throw new errors/* CodedError */.AK('LIMIT_EXCEEDED', `the index lists more than ${limits/* limits */.F.indexManifests} manifests`, {
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
    const entries = readArray((0,build_json/* parseJsonObject */.dw)(bytes), 'manifests');
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
    if (!(0,build_json/* isJsonObject */.OW)(value))
        throw new SyntaxError('a descriptor is no object');
    const mediaType = readText(value, 'mediaType');
    const digest = (0,build_digest/* asDigest */.J6)((0,build_json/* member */.Dc)(value, 'digest'));
    const size = (0,build_json/* member */.Dc)(value, 'size');
    if (mediaType === null)
        throw new SyntaxError('a descriptor has no mediaType');
    if (digest === null)
        throw new SyntaxError('a descriptor has no digest of the form sha256:...');
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) {
        throw new SyntaxError('a descriptor has no size');
    }
    return { mediaType, digest, size, artifactType: readText(value, 'artifactType'), annotations: readAnnotations(value) };
}
function readOptional(body, key) {
    const value = (0,build_json/* member */.Dc)(body, key) ?? null;
    return value === null ? null : readDescriptor(value);
}
function readArray(body, key) {
    const value = (0,build_json/* member */.Dc)(body, key);
    if (value === undefined)
        return null;
    if (!Array.isArray(value))
        throw new SyntaxError(`"${key}" is no array`);
    return value;
}
function readText(body, key) {
    const value = (0,build_json/* member */.Dc)(body, key) ?? null;
    if (value !== null && typeof value !== 'string')
        throw new SyntaxError(`"${key}" is no string`);
    return value;
}
function readSchemaVersion(body) {
    const value = (0,build_json/* member */.Dc)(body, 'schemaVersion') ?? null;
    if (value !== null && typeof value !== 'number')
        throw new SyntaxError('"schemaVersion" is no number');
    return value;
}
function readAnnotations(body) {
    const value = (0,build_json/* member */.Dc)(body, 'annotations') ?? {};
    if (!(0,build_json/* isJsonObject */.OW)(value))
        throw new SyntaxError('"annotations" is no object');
    return Object.fromEntries(Object.entries(value).filter((entry) => typeof entry[1] === 'string'));
}

;// CONCATENATED MODULE: ./build/image/resolve.js
/**
 * From a reference to one digest, by one request: whatever follows is asked for by that digest, so that a tag which
 * moves, or a registry which answers differently each time, cannot put another image in its place (threats B-16 to B-18).
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
    const mediaType = readMediaType(manifest, reference);
    return { reference, digest: manifest.digest, mediaType, manifest: manifest.bytes };
}
/**
 * The digest that a tag names at this moment, null when the registry answers that there is no such tag.
 * @throws {CodedError} CONFIG_ERROR where it is no tag, DIGEST_MISMATCH, and what the registry's client throws
 */
async function digestOfTag(registry, path, tag) {
    if (!isTag(tag)) {
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
        hint: 'Somebody moved the tag since it was pushed, or the push step reported the digest of another image.',
    });
}
/** A registry that contradicts itself about what it sent is not to be believed either way (threats R-12). */
function refuseOtherContentDigest(manifest, name) {
    const { contentDigest, bytes, digest } = manifest;
    if (contentDigest === null || namesTheseBytes(contentDigest, bytes))
        return;
    const shown = contentDigest.slice(0, 'sha512:'.length + 128);
    const message = `the registry calls the manifest of ${nameOf(name)} ${shown}, but what it sent is ${digest}`;
    throw new errors/* CodedError */.AK('DIGEST_MISMATCH', message, {
        hint: 'The registry, or a proxy or mirror in front of it, serves other bytes than were pushed. Do not deploy them.',
    });
}
function namesTheseBytes(contentDigest, bytes) {
    const [algorithm = '', hex] = contentDigest.trim().toLowerCase().split(':');
    return /^sha(?:256|512)$/.test(algorithm) && (0,external_node_crypto_.createHash)(algorithm).update(bytes).digest('hex') === hex;
}
const kinds = new Map([
    ['application/vnd.oci.image.index.v1+json', 'index'],
    ['application/vnd.docker.distribution.manifest.list.v2+json', 'index'],
    ['application/vnd.oci.image.manifest.v1+json', 'manifest'],
    ['application/vnd.docker.distribution.manifest.v2+json', 'manifest'],
]);
/** What servers say that do not know what they serve: the body alone has to tell (threats R-11). */
const silent = new Set(['', 'application/json', 'application/octet-stream', 'text/plain']);
const schema1 = /^application\/vnd\.docker\.distribution\.manifest\.v1\+/;
/** The media type of the image, which its fields, its own `mediaType` and the Content-Type must agree about. */
function readMediaType(manifest, reference) {
    const body = readBody(manifest, reference);
    const [contentType = ''] = (manifest.contentType ?? '').split(';').map((part) => part.trim().toLowerCase());
    if (body.schemaVersion === 1 || schema1.test(body.mediaType ?? '') || schema1.test(contentType)) {
        throw resolve_refuse(`${reference.given} is of Docker schema 1, which is not supported: push it again with a current client`);
    }
    const kind = kindOf(body);
    if (kind === null)
        throw unusable(reference, 'it is neither an image manifest nor an index');
    if (kind === 'both')
        throw ambiguous(reference, 'it has the fields of an index and those of a manifest');
    if (body.schemaVersion !== 2)
        throw unusable(reference, 'its schemaVersion is not 2');
    if (body.mediaType !== null && kinds.get(body.mediaType) !== kind) {
        throw ambiguous(reference, `its fields are those of ${nounOf(kind)}, its mediaType is "${body.mediaType.slice(0, 128)}"`);
    }
    if (!silent.has(contentType) && kinds.get(contentType) !== kind) {
        throw ambiguous(reference, `it is ${nounOf(kind)}, its Content-Type is "${contentType.slice(0, 128)}"`);
    }
    if (body.mediaType !== null)
        return body.mediaType;
    if (kinds.has(contentType))
        return contentType;
    // OCI leaves the field optional, Docker does not.
    return kind === 'index' ? 'application/vnd.oci.image.index.v1+json' : 'application/vnd.oci.image.manifest.v1+json';
}
function readBody(manifest, reference) {
    try {
        return readManifest(manifest.bytes);
    }
    catch (error) {
        if (error instanceof SyntaxError)
            throw unusable(reference, error.message, error);
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
function ambiguous(reference, why) {
    return resolve_refuse(`ambiguous manifest of ${reference.given}: ${why}`);
}
function unusable(reference, why, cause) {
    return resolve_refuse(`malformed manifest of ${reference.given}: ${why}`, cause);
}
function resolve_refuse(message, cause) {
    return new errors/* CodedError */.AK('REGISTRY_ERROR', message, {
        hint: 'Is this the reference of a container image, and no proxy or login page in front of the registry?',
        cause,
    });
}

// EXTERNAL MODULE: ./build/file.js
var build_file = __webpack_require__(6480);
// EXTERNAL MODULE: ./node_modules/re2js/build/index.js
var build = __webpack_require__(2856);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var valibot_dist = __webpack_require__(7934);
;// CONCATENATED MODULE: ./build/policy/identity.js
const workflow = /^(?:(?:([A-Za-z0-9._-]+\/[A-Za-z0-9._-]+)\/|\/)?\.github\/workflows\/)?([^/@\s]+\.ya?ml)(?:@(\S+))?$/;
/** The identity that this text spells, or null where it can never match a certificate. */
function parseIdentity(text) {
    if (!/^[\x20-\x7e]+$/.test(text))
        return null;
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text))
        return { form: 'uri', uri: text };
    const match = workflow.exec(text);
    if (match?.[2] !== undefined) {
        return { form: 'workflow', repository: match[1] ?? null, file: match[2], ref: match[3] ?? null };
    }
    return /^[^\s@/]+@[^\s@/]+$/.test(text) ? { form: 'email', email: text } : null;
}
/**
 * Whether the certificate's identity is this one. Only equality is used, never a pattern.
 * @param serverUrl - where `owner/repo` lives
 * @param actionsIssuer - the issuer of GitHub's workflows, whose identities are never e-mail addresses
 */
function isIdentity(identity, signer, serverUrl, actionsIssuer) {
    const san = signer.signer_identity;
    switch (identity.form) {
        case 'email':
            return signer.identity_type === 'email' && signer.cert_issuer !== actionsIssuer && san === identity.email;
        case 'uri':
            return signer.identity_type === 'uri' && (san === identity.uri || withoutRef(san) === identity.uri);
        case 'workflow': {
            const repository = identity.repository === null ? signer.repository : `${serverUrl}/${identity.repository}`;
            if (signer.identity_type !== 'uri' || repository === null)
                return false;
            const path = `${repository}/.github/workflows/${identity.file}`;
            return identity.ref === null ? withoutRef(san) === path : san === `${path}@${identity.ref}`;
        }
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

;// CONCATENATED MODULE: ./build/policy/names.js
/** Names of repositories and issuers: the short forms of the profile, written out. */
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
function names_repositoryUri(text, serverUrl) {
    const bare = text.replace(/\/$/, '').replace(/\.git$/, '');
    if (ownerAndName.test(bare))
        return `${serverUrl}/${bare}`;
    return repositoryUrl.test(bare) ? bare : null;
}
const segment = '(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+';
const ownerAndName = new RegExp(`^${segment}/${segment}$`);
const repositoryUrl = new RegExp(`^https://[A-Za-z0-9.:-]+(?:/${segment}){2,}$`);
/** Equality of repositories, in which GitHub ignores the case of ASCII letters. */
function sameRepository(a, b) {
    return asciiLowerCase(a) === asciiLowerCase(b);
}
function asciiLowerCase(text) {
    return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

;// CONCATENATED MODULE: ./build/policy/claims.js


const equality = {
    accepts: (expected, actual) => expected === actual,
    mistake: () => null,
    impliesActions: () => true,
};
const repository = {
    certified: (signer) => signer.repository,
    accepts(expected, actual, _signer, { serverUrl }) {
        const uri = names_repositoryUri(expected, serverUrl);
        return uri !== null && sameRepository(uri, actual);
    },
    mistake(value, { serverUrl }) {
        const known = names_repositoryUri(value, serverUrl) !== null;
        return known ? null : `is no repository: write owner/name, or its URL, as in ${serverUrl}/owner/name.`;
    },
    impliesActions: () => true,
};
const ref = {
    ...equality,
    certified: (signer) => signer.ref,
    mistake(value) {
        if (value.startsWith('refs/'))
            return null;
        return `is no full ref: write refs/heads/${value} for a branch, or refs/tags/${value} for a tag.`;
    },
};
const branch = {
    ...equality,
    certified: (signer) => signer.ref,
    accepts: (expected, actual) => actual === `refs/heads/${expected}`,
    mistake(value) {
        if (value.startsWith('refs/'))
            return "is a full ref; write the branch's own name, as in main.";
        // What git-check-ref-format refuses can be no branch.
        return /[\s~^:?*[\\]|\.\./.test(value) ? 'is no name of a branch, and can never match.' : null;
    },
};
const signerIdentity = {
    certified: (signer) => signer.signer_identity,
    accepts(expected, _actual, signer, { serverUrl }) {
        const identity = parseIdentity(expected);
        return identity !== null && isIdentity(identity, signer, serverUrl, actionsIssuer(serverUrl));
    },
    mistake(value) {
        if (parseIdentity(value) !== null)
            return null;
        return 'can never match: write a workflow (release.yml, or owner/repo/.github/workflows/release.yml@ref), a whole URI, or an e-mail address.';
    },
    impliesActions(value) {
        const identity = parseIdentity(value);
        return identity?.form === 'workflow' && identity.repository === null;
    },
};
/** The claims of all rules, by their names in the profile. */
const claims_claims = {
    repository,
    branch,
    signer_identity: signerIdentity,
    cert_issuer: { ...equality, certified: (signer) => signer.cert_issuer, impliesActions: () => false },
    runner_environment: { ...equality, certified: (signer) => signer.runner_environment },
    workflow_repository: { ...repository, predicated: (provenance) => provenance.repository },
    workflow_ref: { ...ref, predicated: (provenance) => provenance.ref },
    event: { ...equality, certified: (signer) => signer.event, predicated: (provenance) => provenance.event },
};
/** The name, known to be one of a claim. @throws {Error} where it is none: nothing that is asked may be passed over */
function claimName(name) {
    if (!Object.hasOwn(claims_claims, name))
        throw new Error(`no such claim: ${name}`);
    return name;
}
/** The claim of that name. @throws {Error} where there is none: a constraint that nobody checks must not exist */
function claimNamed(name) {
    return claims_claims[claimName(name)];
}

;// CONCATENATED MODULE: ./build/policy/schema.js
/** The shape of a profile. What a value means, and whether it can mean anything, is `profile.ts`'s business. */


const schema_text = valibot_dist/* pipe */.FsL(valibot_dist/* string */.YjP(), valibot_dist/* minLength */.BpQ(1));
/** Which images a rule applies to. */
const paramsSchema = valibot_dist/* strictObject */.rej({
    name: valibot_dist/* nullish */.cl6(schema_text),
    tags: valibot_dist/* nullish */.cl6(valibot_dist/* pipe */.FsL(valibot_dist/* array */.YOg(schema_text), valibot_dist/* minLength */.BpQ(1))),
    tag_regex: valibot_dist/* nullish */.cl6(valibot_dist/* pipe */.FsL(schema_text, valibot_dist/* maxLength */.Ru6(limits/* limits */.F.tagRegexLength))),
    type: valibot_dist/* nullish */.cl6(valibot_dist/* picklist */.KIO(['container'])),
    sigstore: valibot_dist/* nullish */.cl6(schema_text),
});
const signatureRule = valibot_dist/* strictObject */.rej({
    type: valibot_dist/* literal */.euz('artifact_signature'),
    params: valibot_dist/* nullish */.cl6(paramsSchema),
    def: valibot_dist/* strictObject */.rej({
        is_signed: valibot_dist/* optional */.lqM(valibot_dist/* boolean */.zMY()),
        is_verified: valibot_dist/* optional */.lqM(valibot_dist/* boolean */.zMY()),
        repository: valibot_dist/* optional */.lqM(schema_text),
        branch: valibot_dist/* optional */.lqM(schema_text),
        signer_identity: valibot_dist/* optional */.lqM(schema_text),
        cert_issuer: valibot_dist/* optional */.lqM(schema_text),
        runner_environment: valibot_dist/* optional */.lqM(schema_text),
    }),
});
const slsaRule = valibot_dist/* strictObject */.rej({
    type: valibot_dist/* literal */.euz('artifact_attestation_slsa'),
    params: valibot_dist/* nullish */.cl6(paramsSchema),
    def: valibot_dist/* strictObject */.rej({
        workflow_repository: valibot_dist/* optional */.lqM(schema_text),
        workflow_ref: valibot_dist/* optional */.lqM(schema_text),
        signer_identity: valibot_dist/* optional */.lqM(schema_text),
        event: valibot_dist/* optional */.lqM(valibot_dist/* union */.KCZ([schema_text, valibot_dist/* pipe */.FsL(valibot_dist/* array */.YOg(schema_text), valibot_dist/* minLength */.BpQ(1))])),
        runner_environment: valibot_dist/* optional */.lqM(schema_text),
    }),
});
/** Each rule type of the profile, by name. */
const ruleSchemas = { artifact_signature: signatureRule, artifact_attestation_slsa: slsaRule };
/** A whole profile, in Minder's format. */
const profileSchema = valibot_dist/* strictObject */.rej({
    version: valibot_dist/* literal */.euz('v1'),
    type: valibot_dist/* literal */.euz('profile'),
    name: schema_text,
    context: valibot_dist/* nullish */.cl6(valibot_dist/* strictObject */.rej({ provider: valibot_dist/* nullish */.cl6(schema_text) })),
    artifact: valibot_dist/* pipe */.FsL(valibot_dist/* array */.YOg(valibot_dist/* variant */.Oxt('type', [signatureRule, slsaRule])), valibot_dist/* minLength */.BpQ(1)),
});

;// CONCATENATED MODULE: ./build/policy/mistakes.js




/**
 * Every mistake that the schema finds, and every key that it does not know, each with its position.
 * @param issues - what the validator says; its own words are never shown
 */
function schemaMistakes(document, issues) {
    const unknown = unknownKeys(document).slice(0, limits/* limits */.F.mistakes);
    const reported = new Set(unknown.map((path) => JSON.stringify(path)));
    const others = issues.slice(0, limits/* limits */.F.mistakes).filter((issue) => !reported.has(JSON.stringify(pathOf(issue))));
    const lastUnknown = others.filter((issue) => issue.expected === 'never').map(pathOf);
    return [
        ...[...unknown, ...lastUnknown].map((path) => unknownKey(document, path)),
        ...others.filter((issue) => issue.expected !== 'never').map((issue) => schemaMistake(document, issue)),
    ].sort((a, b) => order(a) - order(b));
}
/** A mistake in the value at this path. */
function mistakeAt(document, path, message) {
    return (0,errors/* configError */.Fj)(message, { position: document.positionOf(path) });
}
function order({ position }) {
    return position === null ? 0 : position.line * 100_000 + position.column;
}
function pathOf(issue) {
    return (issue.path ?? []).map(({ key }) => key);
}
function schemaMistake(document, issue) {
    const path = pathOf(issue);
    const name = mistakes_nameOf(path);
    const position = document.positionOf(path);
    if (issue.received === 'undefined')
        return (0,errors/* configError */.Fj)(`${name} is missing.`, { position, hint: hintFor(issue) });
    return (0,errors/* configError */.Fj)(`${name} ${complaint(document, path, issue)}`, { position });
}
function complaint(document, path, issue) {
    const { input } = issue;
    switch (issue.type) {
        case 'min_length':
            return 'is empty: leave the key out, or give it a value.';
        case 'max_length':
            return `is longer than ${limits/* limits */.F.tagRegexLength} characters.`;
        case 'string':
        case 'union':
            if (input === null)
                return 'is empty: leave the key out, or give it a value.';
            if (typeof input === 'number' || typeof input === 'boolean') {
                return `is a ${typeof input} to YAML, and could lose its spelling: quote it, '${document.sourceOf(path)}'.`;
            }
            return `must be ${issue.type === 'union' ? 'a text or a list of texts' : 'a text'}.`;
        case 'boolean':
            return `must be true or false, without quotes; it is ${shown(input)}.`;
        default:
            return `must be ${expectation(issue)}; it is ${shown(input)}.`;
    }
}
function expectation(issue) {
    switch (issue.type) {
        case 'array':
            return 'a list';
        case 'strict_object':
            return 'a mapping of keys to values';
        case 'variant':
            return issue.expected === 'Object' ? 'a rule with type and def' : `one of ${Object.keys(ruleSchemas).join(', ')}`;
        default:
            return `${issue.expected}`.replaceAll('"', '').replaceAll(/[()]/g, '');
    }
}
function hintFor(issue) {
    const key = pathOf(issue).at(-1);
    if (key === 'version')
        return 'Write version: v1 at the top of the profile.';
    if (key === 'type' && (issue.path ?? []).length === 1)
        return 'Write type: profile at the top of the profile.';
    if (key === 'artifact')
        return 'List the rules for images under artifact.';
    return `Add the key ${String(key)}.`;
}
function shown(input) {
    if (input === null || input === undefined)
        return 'empty';
    if (Array.isArray(input))
        return 'a list';
    return typeof input === 'object' ? 'a mapping' : JSON.stringify(input).slice(0, 100);
}
/** `artifact[1].def.branch`, as people would say it: the key, and in which rule. */
function mistakes_nameOf(path) {
    if (path.length === 0)
        return 'The profile';
    return `The profile's ${path
        .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
        .join('')
        .slice(1)}`;
}
function unknownKey(document, path) {
    const key = String(path.at(-1));
    const position = document.positionOfKey(path);
    if (key === 'allowed_workflow') {
        return (0,errors/* configError */.Fj)('The key allowed_workflow is refused: Minder never implemented it, so that it would promise a check that nobody makes.', { position, hint: 'Pin the workflow with signer_identity.' });
    }
    const known = knownKeys(document.value, path.slice(0, -1));
    const near = nearest(key, known);
    return (0,errors/* configError */.Fj)(`Unknown key ${JSON.stringify(key.slice(0, 100))} in the profile${near ? ` (did you mean ${near}?)` : ''}.`, {
        position,
        hint: `Known keys here: ${known.join(', ')}.`,
    });
}
/** Every list that stands where a mapping belongs; to the validator a list is a mapping of numbers. */
function listMistakes(document) {
    return mappingPaths(document)
        .filter((path) => Array.isArray(valueAt(document.value, path)))
        .map((path) => mistakeAt(document, path, `${mistakes_nameOf(path)} must be a mapping of keys to values; it is a list.`));
}
/** Where a profile has mappings whose keys are known. */
function mappingPaths(document) {
    const rules = (0,build_json/* isJsonObject */.OW)(document.value) ? document.value.artifact : undefined;
    const rulePaths = Array.isArray(rules) ? rules.map((_, index) => ['artifact', index]) : [];
    return [[], ['context'], ...rulePaths.flatMap((rule) => [rule, [...rule, 'params'], [...rule, 'def']])];
}
function unknownKeys(document) {
    return mappingPaths(document).flatMap((path) => {
        const value = valueAt(document.value, path);
        const known = knownKeys(document.value, path);
        if (!(0,build_json/* isJsonObject */.OW)(value) || known.length === 0)
            return [];
        return Object.keys(value)
            .filter((key) => !known.includes(key))
            .map((key) => [...path, key]);
    });
}
/** The keys that the schema knows at this path; none where the rule's type is not known itself. */
function knownKeys(value, path) {
    const [top, , part] = path;
    if (top === undefined)
        return Object.keys(profileSchema.entries);
    if (top === 'context')
        return Object.keys(profileSchema.entries.context.wrapped.entries);
    if (part === 'params')
        return Object.keys(paramsSchema.entries);
    const type = valueAt(value, [...path.slice(0, 2), 'type']);
    if (part === undefined)
        return Object.keys(ruleSchemas.artifact_signature.entries);
    if (typeof type !== 'string' || !Object.hasOwn(ruleSchemas, type))
        return [];
    return Object.keys(ruleSchemas[type].entries.def.entries);
}
function valueAt(value, path) {
    return path.reduce((inner, key) => {
        if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key))
            return undefined;
        return inner[key];
    }, value);
}
/** The candidate that fewest edits away is this word; none where even that is another word. */
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

;// CONCATENATED MODULE: ./build/policy/rules.js



/**
 * The constraints for these claims. A rule that reads what only GitHub's issuer fills, and names no issuer, means that
 * issuer (contract, section 3; threats D-21).
 */
function constraintsOf(asked, surroundings) {
    const constraints = asked.map(({ claim, expected, position }) => ({ claim, expected, position }));
    const namesIssuer = asked.some(({ claim }) => claim === 'cert_issuer');
    const readsGitHub = asked.some(({ claim, expected }) => expected.some((value) => claimNamed(claim).impliesActions(value)));
    if (namesIssuer || !readsGitHub)
        return constraints;
    return [...constraints, { claim: 'cert_issuer', expected: [actionsIssuer(surroundings.serverUrl)], position: null }];
}
/** The values that can never be met, each said where it stands. */
function claimMistakes(asked, surroundings) {
    return asked.flatMap(({ claim, expected, position, label }) => expected.flatMap((value) => {
        const mistake = claimNamed(claim).mistake(value, surroundings);
        return mistake === null ? [] : (0,errors/* configError */.Fj)(`${label}: ${JSON.stringify(value)} ${mistake}`, { position });
    }));
}
/** What the reader should know of these rules although they are obeyed. */
function warningsOf(rules) {
    return rules.flatMap(({ type, position, verified, constraints }) => {
        if (!verified) {
            return { message: `${type}: is_signed alone verifies nothing; add is_verified and claims.`, position };
        }
        if (constraints.some(identifies))
            return [];
        return { message: `${type}: any signer is accepted, for no claim says who must have signed.`, position };
    });
}
/**
 * Whether this constraint refuses a stranger's signature. A workflow without its repository does not: it means that
 * file in whatever repository the source is.
 */
function identifies({ claim, expected }) {
    if (claim === 'signer_identity')
        return expected.every((value) => !claimNamed(claim).impliesActions(value));
    return claim === 'repository' || claim === 'workflow_repository';
}
/**
 * The policy of the five claim inputs.
 * @throws {CodedError} CONFIG_ERROR for a value that can never be met
 */
function policyOfClaims(asked, surroundings) {
    const mistakes = claimMistakes(asked, surroundings);
    if (mistakes.length > 0)
        return mistakes;
    const rules = [{ ...anyImage, constraints: constraintsOf(asked, surroundings) }];
    return { rules, warnings: warningsOf(rules) };
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
};

// EXTERNAL MODULE: ./node_modules/js-yaml/dist/js-yaml.mjs
var js_yaml = __webpack_require__(3243);
;// CONCATENATED MODULE: ./build/policy/yaml.js
/** YAML with the position of every value, and without what lets one text mean two things. */


/**
 * Reads one YAML 1.2 document. Anchors, aliases, merge keys, tags, duplicate keys and further documents are refused
 * (threats H-07, H-08, H-11, H-12).
 * @param file - for messages and positions; null for YAML that stands in an input
 * @throws {CodedError} CONFIG_ERROR with line and column
 */
function readYaml(text, file) {
    const at = (offset) => positionAt(text, offset, file);
    try {
        const events = (0,js_yaml/* parseEvents */.PH)(text, {});
        refuseIndirection(events, at);
        const value = (0,js_yaml/* load */.Hh)(text, { maxAliases: 0 });
        const places = placesOf(text, events);
        const place = (path) => places.get(keyOf(path)) ?? { key: 0, value: 0, end: 0 };
        const nearest = (path) => path.length === 0 || places.has(keyOf(path)) ? path : nearest(path.slice(0, -1));
        return {
            value,
            positionOf: (path) => at(place(nearest(path)).value),
            positionOfKey: (path) => at(place(nearest(path)).key),
            sourceOf: (path) => text.slice(place(path).value, place(path).end),
        };
    }
    catch (error) {
        if (!(error instanceof js_yaml/* YAMLException */.tB))
            throw error;
        const position = error.mark ? { file, line: error.mark.line + 1, column: error.mark.column + 1 } : at(0);
        throw (0,errors/* configError */.Fj)(`The profile is not valid YAML: ${error.reason}.`, { position, cause: error });
    }
}
function refuseIndirection(events, at) {
    for (const event of events) {
        if (!('anchorStart' in event))
            continue;
        if (event.anchorStart !== -1) {
            throw (0,errors/* configError */.Fj)('Anchors and aliases are not allowed in a profile: write the value where it belongs.', {
                position: at(event.anchorStart),
            });
        }
        if ('tagStart' in event && event.tagStart !== -1) {
            throw (0,errors/* configError */.Fj)('Tags are not allowed in a profile.', { position: at(event.tagStart) });
        }
    }
}
function placesOf(text, events) {
    const places = new Map();
    const open = [];
    for (const event of events) {
        if (event.type === js_yaml/* EVENT_ID */.hy.DOCUMENT)
            continue;
        if (event.type === js_yaml/* EVENT_ID */.hy.POP) {
            open.pop();
            continue;
        }
        if (event.type === js_yaml/* EVENT_ID */.hy.ALIAS)
            continue;
        const parent = open.at(-1);
        const scalar = event.type === js_yaml/* EVENT_ID */.hy.SCALAR;
        if (scalar && parent?.next === null) {
            parent.next = { key: (0,js_yaml/* getScalarValue */.KE)(text, event), at: event.valueStart };
            continue;
        }
        const path = parent?.next ? [...parent.path, parent.next.key] : [];
        const key = parent?.next?.at ?? -1;
        const start = scalar ? event.valueStart : event.start;
        places.set(keyOf(path), {
            key: key === -1 ? Math.max(start, 0) : key,
            value: start === -1 ? key : start,
            end: scalar ? event.valueEnd : start,
        });
        if (parent?.next)
            parent.next = typeof parent.next.key === 'number' ? { key: parent.next.key + 1, at: -1 } : null;
        if (!scalar)
            open.push({ path, next: event.type === js_yaml/* EVENT_ID */.hy.SEQUENCE ? { key: 0, at: -1 } : null });
    }
    return places;
}
function keyOf(path) {
    return JSON.stringify(path);
}
function positionAt(text, offset, file) {
    const before = text.slice(0, Math.max(offset, 0));
    return { file, line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
}

;// CONCATENATED MODULE: ./build/policy/profile.js
/** A profile in Minder's format, from text to rules. */








/**
 * Reads a profile.
 * @param text - the YAML
 * @param file - its path relative to the workspace, for positions; null where it stands in the input itself
 * @returns the policy, or every mistake in it, in the order of the text
 */
function readProfile(text, file, surroundings) {
    let document;
    try {
        document = readYaml(text, file);
    }
    catch (error) {
        return [(0,errors/* toCodedError */.Bt)(error)];
    }
    const lists = listMistakes(document);
    if (lists.length > 0)
        return lists;
    const parsed = valibot_dist/* safeParse */.xLC(profileSchema, document.value);
    if (!parsed.success)
        return schemaMistakes(document, parsed.issues);
    const read = parsed.output.artifact.map((rule, index) => readRule(rule, ['artifact', index], document, surroundings));
    const mistakes = read.flatMap(({ mistakes }) => mistakes);
    if (mistakes.length > 0)
        return mistakes;
    const rules = read.map(({ rule }) => rule);
    return { rules, warnings: warningsOf(rules) };
}
function readRule(rule, path, document, surroundings) {
    const asked = askedBy(rule, path, document);
    const verified = asked.length > 0 || (rule.type === 'artifact_signature' && rule.def.is_verified === true);
    return {
        rule: {
            type: rule.type,
            position: document.positionOf(path),
            applies: {
                name: rule.params?.name ?? null,
                tags: rule.params?.tags ?? [],
                tagRegex: rule.params?.tag_regex ?? null,
            },
            verified,
            constraints: constraintsOf(asked, surroundings),
        },
        mistakes: [
            ...paramsMistakes(rule, path, document),
            ...flagMistakes(rule, asked, path, document),
            ...claimMistakes(asked, surroundings),
        ],
    };
}
/** The claims of a rule, with Minder's defaults where it has some. */
function askedBy(rule, path, document) {
    const asking = Object.entries(rule.def).filter(([key]) => !flags.has(key));
    const given = asking.map(([claim, value]) => {
        const position = document.positionOf([...path, 'def', claim]);
        return { claim: claimName(claim), expected: asList(value), position, label: `The profile's ${claim}` };
    });
    if (rule.type !== 'artifact_attestation_slsa')
        return given;
    const defaults = Object.entries(slsaDefaults).filter(([claim]) => given.every((asked) => asked.claim !== claim));
    return [
        ...given,
        ...defaults.map(([claim, expected]) => ({
            claim: claimName(claim),
            expected,
            position: document.positionOf(path),
            label: claim,
        })),
    ];
}
/** Keys of a `def` that are no claims. */
const flags = new Set(['is_signed', 'is_verified']);
const slsaDefaults = {
    workflow_ref: ['refs/heads/main'],
    event: ['push', 'workflow_dispatch'],
};
function asList(value) {
    return (Array.isArray(value) ? value : [value]);
}
function paramsMistakes({ params }, path, document) {
    const at = (key, message) => mistakeAt(document, [...path, 'params', key], message);
    const mistakes = [];
    if (params?.tags && params.tag_regex)
        mistakes.push(at('tag_regex', 'tags and tag_regex exclude each other: keep one of them.'));
    const noTag = params?.tags?.find((tag) => !/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(tag));
    if (noTag !== undefined)
        mistakes.push(at('tags', `${JSON.stringify(noTag.slice(0, 128))} is no tag.`));
    if (params?.tag_regex && !isPattern(params.tag_regex)) {
        mistakes.push(at('tag_regex', 'tag_regex is not a regular expression in RE2 syntax.'));
    }
    if (params?.sigstore && params.sigstore !== 'auto') {
        mistakes.push(at('sigstore', 'sigstore is not supported yet in a profile: leave it out, and use the input trusted-root.'));
    }
    return mistakes;
}
function isPattern(pattern) {
    try {
        return build/* RE2JS */.L3.compile(pattern) !== null;
    }
    catch {
        return false;
    }
}
function flagMistakes(rule, asked, path, document) {
    if (rule.type !== 'artifact_signature')
        return [];
    const { is_signed, is_verified } = rule.def;
    if (asked.length > 0 && is_verified === false) {
        const at = [...path, 'def', 'is_verified'];
        return [
            mistakeAt(document, at, 'is_verified: false contradicts the claims beside it, which can only be read from a verified signature.'),
        ];
    }
    if (asked.length === 0 && !is_signed && !is_verified) {
        return [mistakeAt(document, [...path, 'def'], 'This rule asks for nothing: set is_verified: true, and claims.')];
    }
    return [];
}

;// CONCATENATED MODULE: ./build/load-policy.js
/** The policy, from wherever the inputs say that it stands. */








/**
 * Loads the policy.
 * @returns the policy, or every mistake in it
 * @throws {CodedError} CONFIG_ERROR where the profile's file cannot be read
 */
async function loadPolicy(input, runner) {
    switch (input.kind) {
        case 'file':
            return readProfile(await readProfileFile(input.path, runner.workspace), input.path, runner);
        case 'inline':
            return readProfile(input.text, null, runner);
        case 'claims':
            return policyOfClaims(input.asked, runner);
        case 'default':
            return defaultPolicy(runner);
    }
}
/** A file of the workspace, symbolic links followed; what is in it is never shown (threats H-13). */
async function readProfileFile(path, workspace) {
    try {
        const [root, file] = await Promise.all([(0,promises_.realpath)(workspace), (0,promises_.realpath)((0,external_node_path_.resolve)(workspace, path))]);
        if (!file.startsWith(root + external_node_path_.sep))
            throw new Error('it is outside the workspace');
        return (0,build_json/* decodeUtf8 */._6)(await (0,build_file/* readRegularFile */.X)(file, limits/* limits */.F.profileBytes));
    }
    catch (error) {
        throw (0,errors/* configError */.Fj)(`Input profile: the file ${JSON.stringify(path.slice(0, 200))} cannot be used: ${(0,build_file/* reasonOf */.A)(error)}.`, {
            hint: 'Give a path relative to the workspace (run actions/checkout before this step), or the YAML itself in several lines.',
            cause: error,
        });
    }
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: ./build/loopback.js
var loopback = __webpack_require__(2515);
;// CONCATENATED MODULE: ./build/http/failure.js
/** What a failed request is called: method, host and path, never a query or userinfo (threats H-05, H-06). */

/** The request as messages name it. */
function requestLine(method, url) {
    const path = url.pathname.length > 300 ? `${url.pathname.slice(0, 300)}...` : url.pathname;
    return `${method} ${url.origin}${path}`;
}
/** Codes after which the same request may well succeed. What is not known to be transient is not tried again. */
const failure_transient = new Set([
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
    return failure_transient.has(networkCode(error) ?? '');
}
/**
 * A network error in the reader's words. Only its code is shown: the messages of proxies and of TLS libraries may hold
 * addresses with passwords. An error without code is a defect and is handed back as it is.
 */
function networkFailure(error, method, url, as) {
    const code = networkCode(error);
    if (error instanceof errors/* CodedError */.AK || code === null)
        return error;
    const { what, hint } = explain(code, error, url);
    return new errors/* CodedError */.AK(as, `${requestLine(method, url)} failed: ${what} (${code})`, { hint });
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

;// CONCATENATED MODULE: ./build/http/retry.js
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
    return waitMs > limits/* limits */.F.retryAfterMs;
}
/** The time at which a wait ends: `12:34:56 UTC`, with the date in front where it is not today. */
function untilText(waitMs, now) {
    const longest = 8.64e15;
    const end = new Date(Math.min(now + waitMs, longest)).toISOString();
    const [day = '', time = ''] = end.split('T');
    const today = new Date(now).toISOString().startsWith(day);
    return `${today ? '' : `${day} `}${time.slice(0, 8)} UTC`;
}

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
        if (!(failed ? isTransient(outcome) : isTransientStatus(outcome.status)) || attempt === limits/* limits */.F.retries) {
            if (failed)
                throw networkFailure(outcome, request.method, request.url, wire.errorCode);
            return outcome;
        }
        const asked = failed ? null : retryAfterMs(outcome.headers['retry-after'], Date.now());
        // Over all attempts, for the step has other places to ask and little time.
        if (!failed && asked !== null && isTooLong(waited + asked))
            throw comeBackLater(request, outcome.status, asked, wire);
        const wait = Math.max(asked ?? 0, backoffMs(attempt, wire.retryBaseMs, Math.random()));
        waited += wait;
        await pause(wait, wire);
    }
}
/** The answer, or what broke it; an error that is not the network's is thrown at once. */
async function tryOnce(request, wire) {
    const line = requestLine(request.method, request.url);
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
            report(error instanceof errors/* CodedError */.AK ? error.code : (networkCode(error) ?? 'failed'));
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
            client_readBody(incoming, request, wire).then((body) => {
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
function client_readBody(incoming, request, wire) {
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
        await (0,external_node_timers_promises_.setTimeout)(ms, undefined, wire.signal === null ? {} : { signal: wire.signal });
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
    const line = requestLine(request.method, request.url);
    return new errors/* CodedError */.AK('TIMEOUT', `${line} was not answered completely within ${wire.requestMs / 1000} s`, {
        hint: `${request.url.host} or the network in between is slow: run the job again.`,
    });
}
function tooLong(request) {
    const line = requestLine(request.method, request.url);
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', `${line} answered with more than ${request.maxBytes} bytes`, {
        hint: 'The action reads no more than that, because anybody who can push to a repository chooses what is in it.',
    });
}
function encoded(request, wire) {
    const line = requestLine(request.method, request.url);
    return new errors/* CodedError */.AK(wire.errorCode, `${line} answered with a compressed body, which was not asked for`, {
        hint: 'A proxy in between may be doing it: exempt the registry from it.',
    });
}
function comeBackLater(request, status, waitMs, wire) {
    const line = requestLine(request.method, request.url);
    const until = untilText(waitMs, Date.now());
    if (status !== 429) {
        return new errors/* CodedError */.AK(wire.errorCode, `${line} answered ${status}, and asks to come back at ${until}`, {
            hint: 'Run the job again after that time.',
        });
    }
    return new errors/* CodedError */.AK(wire.errorCode, `${line}: rate limited until ${until}`, {
        hint: 'Log in with docker/login-action for a higher limit, or run the job again after that time.',
    });
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./build/http/origin.js
/** What a URL's origin tells: whether it is the same as another's, and whether it is private (threats E-02, E-06). */

const privateAddresses = new external_node_net_.BlockList();
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
    if ((0,external_node_net_.isIPv4)(address))
        return privateAddresses.check(address, 'ipv4');
    return (0,external_node_net_.isIPv6)(address) && privateAddresses.check(address, 'ipv6');
}
/** Whether a hostname is a name of the public DNS by its spelling: with a dot, and no address. */
function isPublicName(hostname) {
    const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
    const address = unbracketed(name);
    return name.includes('.') && !(0,external_node_net_.isIPv4)(address) && !(0,external_node_net_.isIPv6)(address) && !isPrivate(name);
}
/** The same origin, by scheme, host and port. */
function sameOrigin(one, other) {
    return one.protocol === other.protocol && one.host === other.host;
}
function unbracketed(hostname) {
    return hostname.startsWith('[') && hostname.endsWith(']') ? hostname.slice(1, -1) : hostname;
}

;// CONCATENATED MODULE: ./build/http/redirect.js
/** Following redirects without carrying a login away, or being led into a private network (threats E-02, E-06). */





const redirects = new Set([301, 302, 303, 307, 308]);
/**
 * Sends a request and follows up to `limits.redirects` redirects of a GET. `authorization` goes to the origin of the
 * request's own URL only: the first hop to another origin drops it for good.
 * @throws {CodedError} REGISTRY_ERROR (or `code`) for a redirect that is refused, and what `Http.send` throws
 */
async function follow(http, request, authorization, code = 'REGISTRY_ERROR') {
    const start = request.url;
    let url = start;
    let login = authorization;
    for (let hops = 0; hops <= limits/* limits */.F.redirects; hops++) {
        const headers = login === null ? request.headers : { ...request.headers, Authorization: login };
        const response = await http.send({ ...request, url, headers });
        const location = response.headers.location;
        if (request.method !== 'GET' || !redirects.has(response.status) || location === undefined)
            return response;
        url = redirectTarget(url, location, start, code);
        if (!sameOrigin(start, url))
            login = null;
    }
    throw new errors/* CodedError */.AK(code, `${requestLine(request.method, start)} was redirected more than ${limits/* limits */.F.redirects} times`, {
        hint: `Is ${start.host} an OCI registry, and no proxy or login page in between?`,
    });
}
/**
 * Where a Location header leads, from `current`, in a chain that began at `start`.
 * @throws {CodedError} REGISTRY_ERROR (or `code`) where that is no URL, no http(s), holds userinfo, leaves https, or
 * leads to a private address although the chain began on a public one
 */
function redirectTarget(current, location, start, code = 'REGISTRY_ERROR') {
    const target = URL.canParse(location, current.href) ? new URL(location, current) : null;
    const why = target === null ? 'to no URL' : refusalOf(current, target, start);
    if (target !== null && why === null)
        return target;
    throw new errors/* CodedError */.AK(code, `${requestLine('GET', current)} was redirected ${why}, which is refused`, {
        hint: `The registry at ${start.host}, or a proxy in front of it, is set up in a way that would be unsafe to follow.`,
    });
}
function refusalOf(current, target, start) {
    if (target.protocol !== 'https:' && target.protocol !== 'http:')
        return 'to something that is neither https nor http';
    if (target.username !== '' || target.password !== '')
        return `to ${target.host} with a user name in the URL`;
    if (target.protocol === 'http:' && current.protocol === 'https:')
        return `from https to http at ${target.host}`;
    if (isPrivate(target.hostname) && !isPrivate(start.hostname))
        return `to ${target.host} in a private network`;
    if (target.protocol === 'http:' && !(0,loopback/* isLoopback */.U)(target.hostname))
        return `to plain http at ${target.host}`;
    return null;
}

// EXTERNAL MODULE: ./build/trust/instance.js
var instance = __webpack_require__(8146);
;// CONCATENATED MODULE: ./build/trust/files.js
/** The Sigstore instances of the `trusted-root` input. */






/**
 * One instance a trusted root: a file holds one, or with the extension `.jsonl` one a line, as
 * `gh attestation trusted-root` writes them. Trust material is never merged.
 * @param files - paths, relative ones from the workspace
 * @throws {CodedError} CONFIG_ERROR naming the file that is missing, malformed, or lacks what a key needs
 */
async function instancesOfFiles(files, workspace) {
    const instances = await Promise.all(files.map((file) => instancesOfFile(file, workspace)));
    return instances.flat();
}
async function instancesOfFile(file, workspace) {
    try {
        const bytes = await (0,build_file/* readRegularFile */.X)((0,external_node_path_.resolve)(workspace, file), limits/* limits */.F.trustedRootBytes);
        if (!file.endsWith('.jsonl'))
            return [(0,instance/* instanceOf */.h)(parseRoot(bytes), file)];
        const lines = (0,build_json/* decodeUtf8 */._6)(bytes).split('\n');
        const roots = lines.flatMap((line, index) => (line.trim() === '' ? [] : [{ line, name: `${file}:${index + 1}` }]));
        if (roots.length === 0)
            throw new Error('it is empty');
        return roots.map(({ line, name }) => (0,instance/* instanceOf */.h)(parseRoot(Buffer.from(line)), name));
    }
    catch (error) {
        throw (0,errors/* configError */.Fj)(`Input trusted-root: the file ${JSON.stringify(file)} cannot be used: ${(0,build_file/* reasonOf */.A)(error)}.`, {
            hint: 'Name a trusted_root.json of Sigstore, relative to the workspace. Was the repository checked out before this step?',
            cause: error,
        });
    }
}
/** A parser's words would show what is in the file, whatever file that is. */
function parseRoot(bytes) {
    try {
        return (0,build_json/* parseJsonObject */.dw)(bytes);
    }
    catch (error) {
        throw new Error('it does not hold a JSON object', { cause: error });
    }
}

;// CONCATENATED MODULE: ./build/load-trust.js
/** Whose signatures are trusted, from wherever the inputs say. */




/**
 * Loads the trust.
 * @throws {CodedError} CONFIG_ERROR for a file or URL that cannot be used, TRUST_ROOT_ERROR for a TUF repository that
 * cannot be asked or believed: never a silent fall-back
 */
async function loadTrust(input, runner, signal, hooks) {
    if (input.kind === 'files')
        return { instances: await instancesOfFiles(input.files, runner.workspace), further: null };
    const http = openHttp({ errorCode: 'TRUST_ROOT_ERROR', signal, env: runner.env, onRequest: hooks.onRequest });
    // Loaded late: the TUF client is of no use to those who bring their own root.
    const { trustFor } = await Promise.all(/* import() */[__webpack_require__.e(637), __webpack_require__.e(176)]).then(__webpack_require__.bind(__webpack_require__, 1176));
    return trustFor({
        ...input,
        serverUrl: runner.serverUrl,
        workspace: runner.workspace,
        temporaryFolder: readTemporaryFolder(runner.env),
        get: (url, maxBytes) => follow(http, { method: 'GET', url, headers: {}, maxBytes }, null, 'TRUST_ROOT_ERROR'),
    });
}

;// CONCATENATED MODULE: ./build/policy/applies.js
/** Which rules of a policy apply to an image (contract, section 3). */

/** Whether the rule's name is that of the image: its path, the path without the owner, or `registry/path`. */
function namesReference(rule, { registry, path }) {
    const { name } = rule.applies;
    return name === null || [path, path.slice(path.indexOf('/') + 1), `${registry}/${path}`].includes(name);
}
/** Whether the rule's tags are among those that the digest carries; a pattern must match one of them whole. */
function tagsMatch(rule, carried) {
    const { tags, tagRegex } = rule.applies;
    if (tagRegex === null)
        return tags.every((tag) => carried.has(tag));
    const pattern = build/* RE2JS */.L3.compile(tagRegex);
    return [...carried].some((tag) => pattern.matches(tag));
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

;// CONCATENATED MODULE: ./build/policy/hints.js

/**
 * One or two sentences for the person with the red job.
 * @param claim - the claim that failed, of the attestation that came closest; null where none got as far
 * @param judgements - what the rule that failed says of each attestation
 */
function hints_hintFor(code, claim, judgements, { image, sources, surroundings }) {
    switch (code) {
        case 'NOT_COVERED':
            return `Add a rule for ${image.reference.path} to the profile, or check the name, tags and tag_regex of the rules that are there.`;
        case 'NO_PROVENANCE':
            return 'Attest the image after it is pushed, by its digest (actions/attest-build-provenance with push-to-registry: true, or cosign), and run this step after that one.';
        case 'NO_MATCHING_PROVENANCE':
            return claim === null ? hintForReasons(judgements) : hintForClaim(claim, surroundings);
        case 'LIMIT_EXCEEDED':
            return 'So much is attached to this image that nothing can be concluded. Remove what does not belong there, or name the bundle to use with the input bundle.';
        default:
            return hintOfSource(sources, code) ?? 'Run the job again. If it keeps failing, a debug run shows each request.';
    }
}
function hintOfSource(sources, code) {
    const errors = sources.flatMap((source) => (source.status === 'failed' ? [source.error] : []));
    return errors.find((error) => error.code === code)?.hint ?? null;
}
/** The reason that is nearest to being right comes first. */
const reasons = [
    [
        'PREDICATE_MISMATCH',
        'It verifies, but is another kind of statement than the rule asks for. Attest build provenance (actions/attest-build-provenance).',
    ],
    [
        'SUBJECT_MISMATCH',
        'What is attached was made for another image. Was the image rebuilt after it was attested, or its attestation copied here? Attest this very digest.',
    ],
    [
        'UNTRUSTED',
        'It was signed through a Sigstore instance that is not among those configured. If that is right, name its trusted root in the input trusted-root.',
    ],
    [
        'LIMIT_EXCEEDED',
        'What is attached is larger than anything that a signer writes. Attest the image again; if you did not expect this, look into who can push to the repository.',
    ],
    [
        'BUNDLE_INVALID',
        'What is attached cannot be verified, for the reason given. Attest the image again, keyless (actions/attest-build-provenance, or cosign without a key); if you did not expect this, look into who can push to the repository.',
    ],
];
function hintForReasons(judgements) {
    const reason = reasons.find(([code]) => judgements.some((judgement) => judgement.code === code));
    return reason?.[1] ?? 'See in the report what is attached.';
}
function hintForClaim(result, surroundings) {
    const { claim, expected, actual } = result;
    if (claim.endsWith(' of the predicate')) {
        return 'The statement contradicts the certificate of its own signer. Do not use this image before you know why.';
    }
    if (claim === 'signer_identity')
        return hintForIdentity([expected].flat(), actual ?? '', surroundings);
    if (claim === 'cert_issuer') {
        return `Whoever signed this was vouched for by ${actual ?? 'nobody'}. Sign in the workflow that builds the image; write cert_issuer: ${actual ?? 'URL'} only if you trust that provider.`;
    }
    if (actual === null) {
        return `The signature says nothing about ${claim}: it was probably not made by a workflow of GitHub Actions. Sign in the workflow that builds the image.`;
    }
    const refs = claim === 'branch' || claim === 'workflow_ref';
    if (refs && actual.startsWith('refs/tags/')) {
        return 'The image was built from a tag, and a tag never matches a branch. Leave the claim out for release builds, or build from the branch.';
    }
    if (refs && actual.startsWith('refs/pull/')) {
        return 'The image was built from a pull request. Gate images that are built from the branch itself.';
    }
    return `If ${actual} is right, change the profile; if it is not, this image does not come from where it should, and must not be used.`;
}
/** A bare file name means a workflow of the source repository; a reusable one of another must be spelled out. */
function hintForIdentity(expected, actual, { serverUrl }) {
    const file = withoutRef(actual)?.split('/').at(-1);
    const reusable = expected.some((value) => {
        const identity = parseIdentity(value);
        return identity?.form === 'workflow' && identity.repository === null && identity.file === file;
    });
    const spelled = actual.startsWith(`${serverUrl}/`) ? actual.slice(serverUrl.length + 1) : actual;
    return reusable
        ? `It was signed by a reusable workflow of another repository, which must be named with it. If you trust it, write signer_identity: ${spelled}`
        : `If this signer is right, write signer_identity: ${spelled}. If it is not, this image must not be used.`;
}

;// CONCATENATED MODULE: ./build/policy/provenance.js
/**
 * What a SLSA provenance predicate says of a build on GitHub. The signer's workflow writes it; it is held against the
 * certificate and never believed alone (threats D-09).
 */

/** https://slsa.dev/spec/v1.0/provenance and https://slsa.dev/spec/v0.2/provenance */
const slsaPredicateTypes = [
    'https://slsa.dev/provenance/v1',
    'https://slsa.dev/provenance/v0.2',
];
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
    const definition = provenance_at(predicate, 'buildDefinition');
    const workflow = provenance_at(definition, 'externalParameters', 'workflow');
    const github = provenance_at(definition, 'internalParameters', 'github');
    const [repository, ref] = [provenance_text(workflow, 'repository'), provenance_text(workflow, 'ref')];
    return {
        repository,
        ref,
        event: provenance_text(github, 'event_name'),
        commit: commitOf(provenance_at(definition, 'resolvedDependencies'), repository),
        runner_environment: provenance_text(github, 'runner_environment'),
        repository_id: provenance_text(github, 'repository_id'),
        owner_id: provenance_text(github, 'repository_owner_id'),
        build_config: workflowUri(repository, provenance_text(workflow, 'path'), ref),
        run: provenance_text(provenance_at(predicate, 'runDetails', 'metadata'), 'invocationId'),
        signer_identity: workflowOnly(provenance_text(provenance_at(predicate, 'runDetails', 'builder'), 'id')),
    };
}
/** As slsa-github-generator has it. */
function provenanceV02(predicate) {
    const invocation = provenance_at(predicate, 'invocation');
    const source = provenance_at(invocation, 'configSource');
    const environment = provenance_at(invocation, 'environment');
    const [, repository = null, ref = null] = /^git\+(https:\/\/[^@]+)@(.+)$/.exec(provenance_text(source, 'uri') ?? '') ?? [];
    return {
        repository,
        ref,
        event: provenance_text(environment, 'github_event_name'),
        commit: provenance_text(provenance_at(source, 'digest'), 'sha1'),
        runner_environment: null,
        repository_id: provenance_text(environment, 'github_repository_id'),
        owner_id: provenance_text(environment, 'github_repository_owner_id'),
        build_config: workflowUri(repository, provenance_text(source, 'entryPoint'), ref),
        run: null,
        signer_identity: workflowOnly(provenance_text(provenance_at(predicate, 'builder'), 'id')),
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
    const own = dependencies.filter((dependency) => `${provenance_text(dependency, 'uri')}@`.startsWith(`git+${repository}@`));
    const commits = new Set(own.map((dependency) => provenance_text(provenance_at(dependency, 'digest'), 'gitCommit')));
    commits.delete(null);
    return commits.size === 0 ? null : [...commits].join(' and ');
}
function workflowUri(repository, path, ref) {
    return repository === null || path === null || ref === null ? null : `${repository}/${path}@${ref}`;
}
/** A builder's ID may be any URI; only one of a workflow means what the certificate's identity means. */
function workflowOnly(builder) {
    return builder?.includes('/.github/workflows/') ? builder : null;
}
function provenance_at(value, ...path) {
    return path.reduce((inner, key) => ((0,build_json/* isJsonObject */.OW)(inner) ? (0,build_json/* member */.Dc)(inner, key) : undefined), value);
}
function provenance_text(value, key) {
    const inner = provenance_at(value, key);
    if (inner === undefined || inner === null)
        return null;
    if (Number.isSafeInteger(inner))
        return String(inner);
    return typeof inner === 'string' ? inner : `(no text, but ${Array.isArray(inner) ? 'a list' : typeof inner})`;
}

;// CONCATENATED MODULE: ./build/policy/judge.js


/**
 * Holds a finding against a rule, in the contract's order: what verification found, the kind of statement, the claims.
 * Every claim is asked of this one attestation (threats A-14).
 */
function judge(finding, rule, surroundings) {
    if (finding.status === 'rejected')
        return { code: finding.code, message: finding.message, claims: [] };
    const readsPredicate = rule.type === 'artifact_attestation_slsa';
    const provenance = readsPredicate ? provenanceOf(finding.statement) : null;
    if (readsPredicate && provenance === null) {
        const found = finding.predicateType ?? 'a signature without statement';
        return {
            code: 'PREDICATE_MISMATCH',
            message: `SLSA provenance (${slsaPredicateTypes.join(' or ')}) is asked for; this is ${found}`,
            claims: [],
        };
    }
    const evidence = { signer: finding.proof.signer, provenance };
    const claims = [
        ...rule.constraints.map((constraint) => claimResult(constraint, evidence, surroundings)),
        ...contradictionResults(evidence),
    ];
    const [failed] = claims.filter(({ ok }) => !ok);
    return failed === undefined
        ? { code: 'VERIFIED', message: 'It satisfies the rule.', claims }
        : { code: 'CLAIM_MISMATCH', message: mismatch(failed), claims };
}
/** `branch: expected "main", found "refs/heads/dev"`. */
function mismatch({ claim, expected, actual }) {
    const wanted = [expected]
        .flat()
        .map((value) => JSON.stringify(value))
        .join(' or ');
    return `${claim}: expected ${wanted}, found ${actual === null ? 'nothing' : JSON.stringify(actual)}`;
}
/** The row of a constraint that nothing could be held against. */
function unmet({ claim, expected, position }) {
    return { claim, expected: judge_shown(expected), actual: null, ok: false, position };
}
function claimResult(constraint, { signer, provenance }, surroundings) {
    const { claim, expected, position } = constraint;
    const { certified, predicated, accepts } = claimNamed(claim);
    const accepted = (actual) => actual !== null && expected.some((value) => accepts(value, actual, signer, surroundings));
    const words = [certified(signer)];
    if (predicated !== undefined)
        words.push(provenance === null ? null : predicated(provenance));
    const [certificate, predicate] = words;
    const both = words.length === 2 && certificate !== predicate;
    return {
        claim,
        expected: judge_shown(expected),
        actual: both
            ? `${certificate ?? 'nothing'} in the certificate, ${predicate ?? 'nothing'} in the predicate`
            : (certificate ?? null),
        ok: words.every(accepted),
        position,
    };
}
/** Certificate and predicate may not contradict each other, not even about what the rule leaves open. */
function contradictionResults({ signer, provenance }) {
    if (provenance === null)
        return [];
    return contradictions(signer, provenance).map((field) => ({
        claim: `${field} of the predicate`,
        expected: signer[field] ?? '',
        actual: provenance[field],
        ok: false,
        position: null,
    }));
}
function judge_shown(expected) {
    return expected.length === 1 ? expected[0] : expected;
}

;// CONCATENATED MODULE: ./build/policy/evaluate.js



/**
 * The verdict: every rule must be met, each by one attestation alone. Nothing passes by default: no rules is
 * `NOT_COVERED`, no findings satisfy nothing (threats A-10).
 */
function evaluate(given) {
    const { image, rules, findings, sources, surroundings } = given;
    const judged = rules.map((rule) => findings.map((finding) => judge(finding, rule, surroundings)));
    const results = rules.map((rule, index) => ruleResult(rule, judged[index] ?? [], given));
    const { reference, digest, mediaType } = image;
    return {
        reference: reference.given,
        repository: `${reference.registry}/${reference.path}`,
        digest,
        mediaType,
        ...outcomeOf(results, judged, given),
        rules: results,
        attestations: findings.map((finding, index) => judgedAttestation(finding, judged.map((row) => row[index]))),
        sources: sources.map((source) => ({ ...source, platform: null })),
    };
}
function ruleResult(rule, judgements, given) {
    const { type, position } = rule;
    const satisfiedBy = rule.verified ? judgements.findIndex(({ code }) => code === 'VERIFIED') : existing(given.findings);
    if (satisfiedBy !== -1) {
        const claims = judgements[satisfiedBy]?.claims ?? [];
        return { type, position, platform: null, code: 'VERIFIED', satisfiedBy, compared: true, claims };
    }
    const nearest = closest(judgements);
    const claims = nearest?.claims ?? rule.constraints.map(unmet);
    const code = unsatisfiedCode(given);
    return { type, position, platform: null, code, satisfiedBy: null, compared: nearest !== undefined, claims };
}
/** For `is_signed` alone: one that verifies, else one that can be read and names this digest; -1 where there is none. */
function existing(findings) {
    const verified = findings.findIndex(({ status }) => status === 'verified');
    if (verified !== -1)
        return verified;
    return findings.findIndex((finding) => finding.namesImage && 'code' in finding && finding.code === 'UNTRUSTED');
}
/** The attestation with the fewest claims against it; none where no signer is known. */
function closest(judgements) {
    const failures = ({ claims }) => claims.filter(({ ok }) => !ok).length;
    return judgements.filter(({ claims }) => claims.length > 0).sort((a, b) => failures(a) - failures(b))[0];
}
function unsatisfiedCode({ findings, sources }) {
    const errors = sources.flatMap((source) => (source.status === 'failed' ? [source.error.code] : []));
    if (errors.includes('LIMIT_EXCEEDED'))
        return 'LIMIT_EXCEEDED';
    if (findings.length > 0)
        return 'NO_MATCHING_PROVENANCE';
    return errors[0] ?? 'NO_PROVENANCE';
}
function outcomeOf(results, judged, given) {
    if (results.length === 0) {
        const message = 'No rule of the profile applies to this image.';
        return { code: 'NOT_COVERED', message, hint: hints_hintFor('NOT_COVERED', null, [], given), position: null };
    }
    const failed = results.findIndex(({ code }) => code !== 'VERIFIED');
    const result = results[failed];
    if (result === undefined) {
        return { code: 'VERIFIED', message: verifiedMessage(results, given), hint: null, position: null };
    }
    const claim = result.compared ? (result.claims.find(({ ok }) => !ok) ?? null) : null;
    const judgements = judged[failed] ?? [];
    return {
        code: result.code,
        message: failureMessage(result, judgements, given),
        hint: hints_hintFor(result.code, claim, judgements, given),
        position: claim?.position ?? result.position,
    };
}
function verifiedMessage(results, { findings }) {
    const satisfying = results.flatMap(({ satisfiedBy }) => (satisfiedBy === null ? [] : (findings[satisfiedBy] ?? [])));
    const signers = satisfying.flatMap((finding) => finding.proof?.signer.signer_identity ?? []);
    if (signers.length === 0)
        return 'A signature or attestation exists; nothing was verified.';
    return `Signed by ${[...new Set(signers)].join(' and ')}.`;
}
function failureMessage(result, judgements, given) {
    switch (result.code) {
        case 'NO_PROVENANCE':
            return nothingFound(given);
        case 'NO_MATCHING_PROVENANCE':
            return `${notMatching(judgements)}${missingSources(given.sources)}`;
        default:
            return sourceFailure(given.sources, result.code);
    }
}
function nothingFound({ image, sources }) {
    const asked = sources.map(({ source }) => places[source]).join(', ');
    const unsigned = hasUnsignedBuildKitProvenance(image)
        ? ' The provenance that BuildKit put into the index is not signed and counts as nothing.'
        : '';
    return `Nothing is attached to ${image.digest}. Looked in: ${asked}.${unsigned}`;
}
/** https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
function hasUnsignedBuildKitProvenance({ manifest }) {
    return Buffer.from(manifest).includes('"vnd.docker.reference.type"');
}
/** The claims themselves stand in the rule's result; where none could be held against, the reasons stand here. */
function notMatching(judgements) {
    const one = judgements.length === 1;
    const subject = one
        ? 'The one attestation found does not meet the rule'
        : `None of the ${judgements.length} attestations found meets the rule`;
    if (judgements.some(({ code }) => code === 'CLAIM_MISMATCH'))
        return `${subject}.`;
    const [first, ...others] = judgements;
    if (first === undefined)
        return `${subject}.`;
    if (others.every(({ message }) => message === first.message))
        return `${subject}: ${first.code}: ${first.message}.`;
    const codes = [...new Set(judgements.map(({ code }) => code))];
    return `${subject}: ${codes.map((code) => `${judgements.filter((other) => other.code === code).length} ${code}`).join(', ')}.`;
}
function missingSources(sources) {
    const missing = sources.filter(({ status }) => status === 'failed').map(({ source }) => places[source]);
    return missing.length === 0 ? '' : ` Not asked, for it failed: ${missing.join(', ')}.`;
}
function sourceFailure(sources, code) {
    const failures = sources.flatMap((source) => source.status === 'failed' && source.error.code === code ? [source] : []);
    const [first] = failures;
    return first === undefined ? code : `${places[first.source]}: ${first.error.message}`;
}
/** `VERIFIED` by any rule, else what the first rule has against it, else what verification found. */
function judgedAttestation(finding, judgements) {
    const known = judgements.filter((judgement) => judgement !== undefined);
    const judgement = known.find(({ code }) => code === 'VERIFIED') ?? known[0] ?? unjudged(finding);
    return {
        platform: null,
        ...finding.attestation,
        predicateType: finding.predicateType,
        code: judgement.code,
        message: judgement.message,
        instance: finding.proof?.instance ?? null,
        signedAt: finding.proof?.signedAt ?? null,
        signer: finding.proof?.signer ?? null,
    };
}
function unjudged(finding) {
    if (finding.status === 'rejected')
        return finding;
    return { code: 'VERIFIED', message: 'It verifies; no rule was held against it.' };
}

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
        const word = readToken(header, at);
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
function readToken(text, start) {
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

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
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

;// CONCATENATED MODULE: ./build/registry/credentials.js
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
function loadDockerCredentials(env, onSecret = () => { }) {
    const file = (0,external_node_path_.join)(env.DOCKER_CONFIG || (0,external_node_path_.join)(env.HOME || (0,external_node_os_.homedir)(), '.docker'), 'config.json');
    const config = readConfig(file);
    if (config === null)
        return { credentialsFor: () => ({ credential: null, note: `there is no ${file}` }) };
    const entries = readEntries(config, file, onSecret);
    return { credentialsFor: (host) => lookUp(host, entries, config, file) };
}
function readConfig(file) {
    const bytes = readBounded(file);
    if (bytes === null)
        return null;
    try {
        return (0,build_json/* parseJsonObject */.dw)(bytes);
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
    const auths = (0,build_json/* member */.Dc)(config, 'auths') ?? {};
    if (!(0,build_json/* isJsonObject */.OW)(auths))
        throw unreadable(file, 'its "auths" is no object');
    return Object.entries(auths)
        .filter(([key]) => !/\/(?:access|refresh)-token$/.test(key))
        .map(([key, value]) => ({ key, credential: readEntry(value, `${file} (entry ${key})`, onSecret) }));
}
function readEntry(entry, from, onSecret) {
    if (!(0,build_json/* isJsonObject */.OW)(entry))
        return 'malformed';
    const texts = new Map();
    let malformed = false;
    for (const name of ['auth', 'username', 'password', 'identitytoken', 'registrytoken']) {
        const value = (0,build_json/* member */.Dc)(entry, name) ?? '';
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
/** What HTTP's basic scheme sends. */
function basicValue(login) {
    return Buffer.from(`${login.username}:${login.password}`).toString('base64');
}
function lookUp(host, entries, config, file) {
    const wanted = hostOf(host);
    // What `docker login` writes comes first, then any other spelling of the same host, in the file's order.
    const first = wanted === 'docker.io' ? 'https://index.docker.io/v1/' : host;
    const found = entries.filter(({ key }) => hostOf(key) === wanted).sort((a, b) => rank(a, first) - rank(b, first));
    const entry = found.find(({ credential }) => credential !== null);
    if (entry === undefined)
        return { credential: null, note: storeOf(config, wanted, file) ?? `no login for ${host} in ${file}` };
    if (entry.credential === 'malformed')
        throw unreadable(file, `its entry ${entry.key} holds no usable login`);
    return { credential: entry.credential, note: null };
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
function storeOf(config, wanted, file) {
    const helpers = (0,build_json/* member */.Dc)(config, 'credHelpers');
    const key = (0,build_json/* isJsonObject */.OW)(helpers) ? Object.keys(helpers).find((name) => hostOf(name) === wanted) : undefined;
    const helper = key !== undefined && (0,build_json/* isJsonObject */.OW)(helpers) ? (0,build_json/* member */.Dc)(helpers, key) : (0,build_json/* member */.Dc)(config, 'credsStore');
    if (typeof helper !== 'string' || helper === '')
        return null;
    return `docker's credential store "${helper.slice(0, 64)}", named in ${file}, is not read yet`;
}
function unreadable(file, why) {
    return (0,errors/* configError */.Fj)(`docker's config file ${file} cannot be used: ${why}`, {
        hint: 'docker/login-action writes a new entry; DOCKER_CONFIG names another directory.',
    });
}

;// CONCATENATED MODULE: ./build/registry/failure.js
/** What a registry's own refusals are called. */



/** An answer with a status that the request has no use for, as an error. */
function statusFailure(answer, method) {
    const { status, url } = answer;
    const message = `${requestLine(method, url)} answered ${status}${failure_reasonOf(answer.body)}`;
    return new errors/* CodedError */.AK('REGISTRY_ERROR', message, { hint: failure_hintFor(status, url) });
}
function failure_hintFor(status, url) {
    if (status === 429)
        return 'The registry limits requests: log in with docker/login-action, or run the job again later.';
    if (status >= 500)
        return `${url.host} has trouble of its own: run the job again later.`;
    return `Is ${url.host} an OCI registry, and no proxy or login page in between?`;
}
/** The registry's own code for an error, such as ` DENIED`; nothing where the body holds none. */
function failure_reasonOf(body) {
    const code = registryCode(body);
    return code === null ? '' : ` ${code}`;
}
function registryCode(body) {
    try {
        const errors = (0,build_json/* member */.Dc)((0,build_json/* parseJsonObject */.dw)(body), 'errors');
        const first = Array.isArray(errors) ? errors[0] : null;
        const code = (0,build_json/* isJsonObject */.OW)(first) ? (0,build_json/* member */.Dc)(first, 'code') : null;
        return typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? code : null;
    }
    catch {
        // An error page of any form: its status has been told already.
        return null;
    }
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
        const session = sessions.get(path) ?? { header: null, pending: null, withheldFrom: null };
        sessions.set(path, session);
        return session;
    };
    return {
        current: (path) => sessionOf(path).header,
        renew: (path, refused, used) => renew(context, path, sessionOf(path), refused, used),
        refusal(path, answer) {
            if (!sameOrigin(answer.url, context.origin))
                return refusedElsewhere(context, answer);
            return refusal(context, sessionOf(path), answer);
        },
    };
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
async function logIn(context, path, session, refused) {
    const { credential } = context.credentialsFor(context.host);
    if (credential?.kind === 'registry-token')
        return `Bearer ${credential.token}`;
    const challenges = parseChallenges(refused.headers['www-authenticate'] ?? '');
    const bearer = challenges.find((challenge) => challenge.scheme === 'bearer');
    if (bearer)
        return `Bearer ${await fetchToken(context, path, session, bearer, credential)}`;
    const basic = challenges.some((challenge) => challenge.scheme === 'basic');
    if (basic && credential?.kind === 'basic')
        return `Basic ${basicValue(credential)}`;
    throw refusal(context, session, refused);
}
async function fetchToken(context, path, session, challenge, known) {
    const { host, origin, http, authHosts } = context;
    const realm = readRealm(challenge.realm, origin);
    const trusted = realm !== null && maySeeCredentials(realm, host, origin, authHosts);
    if (realm === null || !(trusted || mayBeAskedAnonymously(realm, origin)))
        throw refusedRealm(context, challenge.realm);
    const credential = trusted ? known : null;
    session.withheldFrom = known !== null && !trusted ? realm.host : null;
    const wanted = { service: challenge.service, scope: scopeFor(path, challenge.scope) };
    const [method, answer] = credential?.kind === 'identity-token'
        ? ['POST', await postRefreshToken(http, realm, wanted, credential.token)]
        : ['GET', await getToken(http, realm, wanted, credential)];
    if (answer.status === 401 || answer.status === 403)
        throw refusal(context, session, answer, method);
    if (answer.status !== 200)
        throw statusFailure(answer, method);
    return auth_readToken(answer);
}
function getToken(http, realm, wanted, credential) {
    const url = new URL(realm);
    if (wanted.service !== null)
        url.searchParams.set('service', wanted.service);
    url.searchParams.set('scope', wanted.scope);
    const login = credential?.kind === 'basic' ? `Basic ${basicValue(credential)}` : null;
    const headers = { Accept: 'application/json' };
    return follow(http, { method: 'GET', url, headers, maxBytes: limits/* limits */.F.tokenBytes }, login);
}
function postRefreshToken(http, realm, wanted, token) {
    const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'verify-image-provenance' });
    if (wanted.service !== null)
        form.set('service', wanted.service);
    form.set('scope', wanted.scope);
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
/**
 * Whether a token endpoint may see a registry's credentials (contract, input `auth-hosts`): one at the registry's own
 * origin, the two that are known to stand elsewhere, and those that the user has named.
 */
function maySeeCredentials(realm, host, origin, authHosts) {
    if (sameOrigin(realm, origin))
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
    return realm.protocol === 'https:' && isPublicName(realm.hostname);
}
/**
 * What the registry asks for, as long as that is reading and nothing else: it is the registry that gets the token. The
 * name in it may differ from the path, where a registry answers for another one.
 */
function scopeFor(path, asked) {
    const modest = asked?.split(' ').every((scope) => /^repository:[A-Za-z0-9._/:-]+:pull$/.test(scope)) ?? false;
    return asked !== null && modest ? asked : `repository:${path}:pull`;
}
function auth_readToken(answer) {
    try {
        const body = (0,build_json/* parseJsonObject */.dw)(answer.body);
        const token = (0,build_json/* member */.Dc)(body, 'token') ?? '';
        return usable(token === '' ? (0,build_json/* member */.Dc)(body, 'access_token') : token, answer.url);
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
function refusedRealm(context, text) {
    const realm = URL.canParse(text) ? new URL(text) : null;
    const where = realm === null || realm.host === '' ? 'that is no http(s) URL' : `at ${realm.protocol}//${realm.host}`;
    const hint = realm?.protocol === 'https:'
        ? `If that is where ${context.host} hands out tokens, list ${realm.host} in the \`auth-hosts\` input.`
        : 'A token endpoint is spoken to over https, unless it and the registry are both on loopback.';
    const message = `refused token endpoint: ${context.host} sends its clients to one ${where}`;
    return new errors/* CodedError */.AK('REGISTRY_ERROR', message, { hint });
}
function refusal(context, session, answer, method = 'GET') {
    const { credential, note } = context.credentialsFor(context.host);
    const tried = credential === null
        ? `without credentials (${note ?? 'none were found'})`
        : session.withheldFrom !== null
            ? `without credentials: those of ${credential.from} were not sent to ${session.withheldFrom}, which is not the registry's own host`
            : `with the credentials of ${credential.from}`;
    const word = answer.status === 401 ? 'unauthorised' : 'denied';
    const message = `${requestLine(method, answer.url)} answered ${answer.status}, ${word}, ${tried}`;
    const login = `log in to ${context.host} with docker/login-action before this step`;
    const hint = session.withheldFrom !== null
        ? `If ${session.withheldFrom} is where ${context.host} hands out tokens, list it in the \`auth-hosts\` input.`
        : `Check that the image exists, and ${login}; on ghcr.io the job needs \`permissions: packages: read\`.`;
    return new errors/* CodedError */.AK('REGISTRY_ERROR', message, { hint });
}
/** A redirect led there, and credentials stay behind at a redirect to another origin (threats E-02). */
function refusedElsewhere({ host }, answer) {
    const message = `${requestLine('GET', answer.url)} answered ${answer.status}, without credentials: ${host} sent the action there`;
    return new errors/* CodedError */.AK('REGISTRY_ERROR', message, {
        hint: `Run the job again; if it keeps failing, ask those who run ${host} why ${answer.url.host} refuses what they send to it.`,
    });
}

;// CONCATENATED MODULE: ./build/http/link.js
/** The Link header of a paged list, read in one pass over the text (RFC 8288; threats E-08). */
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
        const { value, end } = link_readValue(header, skip(header, at + 1, ' \t'));
        if (name === 'rel')
            relation ??= value;
        at = skip(header, end, ' \t');
    }
    if (at < header.length && header[at] !== ',')
        throw new SyntaxError('a link has something behind it that is no parameter');
    return { relation, end: at };
}
function link_readValue(header, start) {
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

;// CONCATENATED MODULE: ./build/registry/referrers.js
/** The referrers API, all pages of it (OCI distribution specification 1.1; threats E-07, E-08, R-09, R-14, R-16). */







/** How registries without the referrers API answer it. */
const referrers_unsupported = new Set([400, 404, 405, 406, 415, 501]);
const indexType = 'application/vnd.oci.image.index.v1+json';
/**
 * Everything that the referrers API lists at `first`, or `unsupported`. What was read before a later page failed, or
 * before a bound was reached, is kept, with the error beside it: an incomplete list is never given for a complete one.
 * @throws {CodedError} where not even the first page could be read
 */
async function listReferrers(get, first, path) {
    const answer = await get(path, first, indexType, limits/* limits */.F.apiPageBytes);
    if (referrers_unsupported.has(answer.status))
        return 'unsupported';
    const found = new Map();
    let unusable = 0;
    const keep = (page) => {
        unusable += page.unusable;
        for (const descriptor of page.descriptors) {
            if (!found.has(descriptor.digest)) {
                if (found.size === limits/* limits */.F.attestations)
                    throw tooMany(first);
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
    for (let next = nextPage(firstAnswer, first); next !== null;) {
        if (seen.has(next.href))
            throw broken(first, 'its pages lead in a circle');
        if (seen.size === limits/* limits */.F.pages)
            throw tooManyPages(first);
        seen.add(next.href);
        const answer = await get(path, next, indexType, limits/* limits */.F.apiPageBytes);
        keep(readPage(answer));
        next = nextPage(answer, first);
    }
}
function readPage(answer) {
    if (answer.status !== 200)
        throw statusFailure(answer, 'GET');
    try {
        return readReferrersPage(answer.body);
    }
    catch (error) {
        if (error instanceof SyntaxError)
            throw broken(answer.url, `malformed list of referrers (${error.message})`);
        throw error;
    }
}
function nextPage(answer, first) {
    const header = answer.headers.link;
    if (header === undefined)
        return null;
    const target = linkTarget(header.toString(), answer.url);
    if (target === null)
        return null;
    const url = URL.canParse(target, answer.url.href) ? new URL(target, answer.url) : null;
    if (url === null || !sameOrigin(url, first) || url.username !== '' || url.password !== '') {
        throw broken(answer.url, 'its next page is said to be on another host');
    }
    url.hash = '';
    return url;
}
function linkTarget(header, url) {
    try {
        return nextLink(header);
    }
    catch (error) {
        if (error instanceof SyntaxError)
            throw broken(url, `malformed Link header (${error.message})`);
        throw error;
    }
}
function broken(url, why) {
    return new errors/* CodedError */.AK('REGISTRY_ERROR', `${requestLine('GET', url)}: ${why}`, {
        hint: `The list of attestations cannot be read as a whole; is ${url.host} an OCI registry, and no proxy in between?`,
    });
}
function tooMany(url) {
    const message = `${requestLine('GET', url)} lists more than ${limits/* limits */.F.attestations} referrers`;
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', message, {
        hint: 'Delete those that are no longer needed: a good attestation may stand behind the bound.',
    });
}
function tooManyPages(url) {
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', `${requestLine('GET', url)} has more than ${limits/* limits */.F.pages} pages`, {
        hint: 'Delete referrers that are no longer needed: a good attestation may stand behind the bound.',
    });
}

;// CONCATENATED MODULE: ./build/registry/client.js
/**
 * The read-only client of one registry (OCI distribution specification 1.1). What is asked for by digest is hashed here,
 * and nothing that a registry says in a header stands for the bytes that it sent (threats B-14, B-17, E-13, E-22).
 */











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
    const http = openHttp(options);
    const auth = openAuth(host, origin, http, {
        credentialsFor: options.credentialsFor ?? (() => ({ credential: null, note: null })),
        authHosts: options.authHosts ?? [],
    });
    const get = async (path, url, accept, maxBytes) => {
        const send = (login) => follow(http, { method: 'GET', url, headers: { Accept: accept }, maxBytes }, login);
        return withLogin(send, auth, path, origin);
    };
    return {
        host,
        manifest: (path, reference) => fetchManifest(get, origin, path, reference),
        blob: (path, digest, maxBytes) => fetchBlob(get, origin, path, digest, maxBytes),
        referrers: (path, digest) => listReferrers(get, urlOf(origin, path, 'referrers', digest), path),
    };
}
/** One login for one request at most: a registry that refuses a fresh token has said no (threats R-08). */
async function withLogin(send, auth, path, origin) {
    const known = auth.current(path);
    let answer = await send(known);
    // Another host's challenge, met behind a redirect, is not to be answered with this registry's login.
    if (answer.status === 401 && sameOrigin(answer.url, origin))
        answer = await send(await auth.renew(path, answer, known));
    if (answer.status === 401 || answer.status === 403)
        throw auth.refusal(path, answer);
    return answer;
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
        contentDigest: textOf(answer.headers['docker-content-digest']),
    };
}
async function fetchBlob(get, origin, path, digest, maxBytes) {
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
function textOf(header) {
    return header === undefined ? null : header.toString();
}
function otherBytes(answer, served, wanted) {
    const line = requestLine('GET', answer.url);
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

;// CONCATENATED MODULE: ./build/registries.js


/**
 * One client for each registry that is asked for, so that its connections and logins are shared.
 * @param authHosts - further hosts that may see a registry's credentials when it names them as its token endpoint
 */
function openRegistries(runner, authHosts, signal, hooks) {
    const { credentialsFor } = loadDockerCredentials(runner.env, hooks.onSecret);
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
            env: runner.env,
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
            return tooLarge(attestations);
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
function tooLarge(attestations) {
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
        throw files_unusable(shown, code, error);
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
        throw error instanceof errors/* CodedError */.AK ? error : files_unusable(shown, codeOf(error), error);
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
function files_unusable(shown, code, cause) {
    return (0,errors/* configError */.Fj)(`the input \`bundle\` names "${shown}", which cannot be read (${code})`, { cause });
}
function codeOf(error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

;// CONCATENATED MODULE: ./build/sources/blobs.js
/** Fetching the layers that hold attestations, each blob once and all of them together within a bound (threats E-09, R-33). */



/** Names the blob of a layer as it was declared: a wrong size spoils the one who declares it, and nobody else. */
function blobs_keyOf({ digest, size }) {
    return `${digest} ${size}`;
}
/**
 * The blobs of these layers by `keyOf`, without those that are declared to be too large. Small ones come first, so that
 * a few large ones cannot take the room of many; no more is read of one than was declared, and which ones are read does
 * not depend on who answers when.
 */
async function fetchBlobs(registry, path, layers) {
    const unique = new Map(layers.filter(({ size }) => size <= limits/* limits */.F.bundleBytes).map((layer) => [blobs_keyOf(layer), layer]));
    const wanted = [...unique].sort(([, one], [, other]) => one.size - other.size);
    let declared = 0;
    const blobs = await mapBounded(wanted, limits/* limits */.F.concurrentRequests, async ([key, layer]) => {
        declared += layer.size;
        return [key, declared > limits/* limits */.F.gatheredBytes ? noRoom() : await blobs_fetchBlob(registry, path, layer)];
    });
    return new Map(blobs);
}
/** The source was not read as a whole: a good attestation may be among what is left out. */
function noRoom() {
    const message = `the attestations of the image are larger than ${limits/* limits */.F.gatheredBytes} bytes together`;
    const hint = 'Delete those that are no longer needed: the action reads no more of them.';
    return { status: 'failed', error: new errors/* CodedError */.AK('LIMIT_EXCEEDED', message, { hint }) };
}
async function blobs_fetchBlob(registry, path, { digest, size }) {
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

;// CONCATENATED MODULE: ./build/sources/listings.js
/** Which layers of which manifests hold attestations of an image, as each of a registry's four places lists them. */






/** A layer's own media type tells what it is; a manifest's artifactType is a hint at most (threats B-19). */
const listings_kinds = new Map([
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
    const body = wellFormed(() => (0,build_json/* parseJsonObject */.dw)(manifest.bytes), registry, tag);
    if (!isIndex(body))
        return passedOver('names no index');
    const { descriptors, unusable } = wellFormed(() => readReferrersPage(manifest.bytes), registry, tag);
    const unique = [...new Map(descriptors.map((descriptor) => [descriptor.digest, descriptor])).values()];
    const listing = await readReferrers(unique.slice(0, limits/* limits */.F.attestations), unusable, read);
    return { ...listing, error: unique.length > limits/* limits */.F.attestations ? listings_tooMany(tag) : listing.error };
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
    const body = wellFormed(() => readManifest(manifest.bytes), registry, tag);
    const candidates = candidatesOf(body, manifest.digest);
    return { candidates, message: `the tag ${tag} holds ${count(candidates.length, 'attestation')}`, error: null };
}
async function readReferrers(descriptors, unusable, read) {
    // The smallest first: those left out, once a bound is passed, are the largest, and a signer's are small.
    const order = descriptors.toSorted((one, other) => one.size - other.size);
    let held = 0;
    const known = await mapBounded(order, limits/* limits */.F.concurrentRequests, async (descriptor) => {
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
        return { status: 'failed', error: listings_tooLarge() };
    try {
        const manifest = await registry.manifest(image.reference.path, digest);
        read.bytes += manifest?.bytes.length ?? 0;
        if (manifest === null)
            return unreadable('BUNDLE_INVALID', 'listed, but the registry has no such manifest');
        const body = readManifest(manifest.bytes);
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
function listings_tooLarge() {
    const message = `the manifests of the referrers are larger than ${limits/* limits */.F.referrersBytes} bytes together`;
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', message, {
        hint: 'Delete those that are no longer needed: the action reads no more of them.',
    });
}
function candidatesOf(body, manifest) {
    const candidates = [];
    for (const layer of body.layers ?? []) {
        const kind = listings_kinds.get(layer.mediaType);
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
    return ['layers', 'config'].every((key) => (0,build_json/* member */.Dc)(body, key) === undefined) && (0,build_json/* member */.Dc)(body, 'manifests') !== undefined;
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
function listings_tooMany(tag) {
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
 */
async function gatherFromRegistry(registry, image) {
    const read = readOnce(registry, image);
    const listings = await Promise.all([
        settled('referrers', listReferrersApi(registry, image, read)),
        settled('referrers-tag', listReferrersTag(registry, image, read)),
        settled('cosign-signature', listCosignTag(registry, image, '.sig')),
        settled('cosign-attestation', listCosignTag(registry, image, '.att')),
    ]);
    const bounded = withinBound(withoutRepetition(listings));
    const layers = bounded.flatMap(({ candidates }) => candidates.flatMap((one) => ('layer' in one ? [one.layer] : [])));
    const blobs = await fetchBlobs(registry, image.reference.path, layers);
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
/**
 * The bound is one for the digest. The source with the fewest gets its room first, so that rubbish in one place takes
 * none of what another holds. Behind the bound a good attestation may stand, so that the source that passes it cannot
 * be said to have been read (threats E-07).
 */
function withinBound(listings) {
    const bounded = new Map();
    let room = limits/* limits */.F.attestations;
    for (const listing of listings.toSorted((one, other) => one.candidates.length - other.candidates.length)) {
        const candidates = listing.candidates.slice(0, room);
        room -= candidates.length;
        const error = candidates.length < listing.candidates.length ? (listing.error ?? registry_tooMany()) : listing.error;
        bounded.set(listing, { ...listing, candidates, error });
    }
    return listings.map((listing) => bounded.get(listing) ?? listing);
}
function registry_tooMany() {
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', `more than ${limits/* limits */.F.attestations} attestations for one digest`, {
        hint: 'Delete those that are no longer needed: the action reads no more of them.',
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
            attestations.push({ source, location: locationOf(candidate, image), content });
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
    const blob = blobs.get(blobs_keyOf(layer));
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
function locationOf(candidate, image) {
    const manifest = pinned(image.reference, candidate.manifest);
    return 'layer' in candidate ? `${manifest}#${candidate.layer.digest}` : manifest;
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

;// CONCATENATED MODULE: ./build/verdict.js
/**
 * `VERIFIED` only where there is at least one image, every image is, and nothing else went wrong. Otherwise the code of
 * the first error, or of the first image that is not verified (contract, section 5).
 */
function verdictOf(outcome) {
    const [error] = outcome.errors;
    const failed = outcome.images.find(({ code }) => code !== 'VERIFIED');
    const verified = error === undefined && failed === undefined && outcome.images.length > 0;
    return { verified, code: verified ? 'VERIFIED' : (error?.code ?? failed?.code ?? 'INTERNAL_ERROR'), ...outcome };
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
    return verdictOf({ mode, images: [], errors, warnings: [], durations: {} });
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
        rules: [],
        attestations: [],
        sources: [],
    };
}

;// CONCATENATED MODULE: ./build/wait.js
/** Asking again while nothing is there yet, for registries are eventually consistent; and when to stop altogether. */



const firstPauseMs = 1000;
/**
 * Patience for so many seconds from now on, over all that a run asks. It ends in time for the last answer to become a
 * verdict before the deadline does.
 */
function patienceOf(seconds, signal) {
    return { until: performance.now() + Math.min(seconds * 1000, limits/* limits */.F.runMs - limits/* limits */.F.requestMs), signal };
}
/**
 * Asks until the answer holds something, or the time is up: at once, after a second, after two more, after four more.
 * @param isNothing - whether the answer is worth asking again; one that failed or holds anything at all is not
 * @returns the last answer, however the wait ended
 * @throws what `ask` throws
 */
async function askUntil(ask, isNothing, { until, signal }) {
    for (let pause = firstPauseMs;; pause *= 2) {
        const answer = await ask();
        const left = until - performance.now();
        if (!isNothing(answer) || left <= 0 || signal.aborted)
            return answer;
        await (0,external_node_timers_promises_.setTimeout)(Math.min(pause, left));
    }
}
/** Aborts with a `TIMEOUT` after so many milliseconds, when the whole step has taken as long as it may. */
function deadline(ms) {
    const controller = new AbortController();
    const error = new errors/* CodedError */.AK('TIMEOUT', `The verification was not finished after ${Math.round(ms / 1000)} seconds.`, {
        hint: 'Run the job again. If it keeps happening, see in a debug run which request takes so long.',
    });
    setTimeout(() => controller.abort(error), ms).unref();
    return controller.signal;
}

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
    const stopwatch = new Stopwatch();
    const verdict = { mode, errors: [], warnings: [], images: [] };
    const signal = deadline(limits/* limits */.F.runMs);
    const trusting = stopwatch.time('trust', () => loadTrust(inputs.trust, runner, signal, hooks));
    // Awaited below; until then its failure must not look like one that nobody handles.
    trusting.catch(() => { });
    const [policy, files] = await stopwatch.time('prepare', () => Promise.all([
        loadPolicy(inputs.policy, runner),
        inputs.bundles.length > 0 ? gatherFromFiles(inputs.bundles, runner.workspace) : null,
    ]));
    if (Array.isArray(policy))
        return verdictOf({ ...verdict, errors: policy, durations: stopwatch.durations() });
    const registryOf = openRegistries(runner, inputs.authHosts, signal, hooks);
    const patience = patienceOf(inputs.waitSeconds, signal);
    const resolving = stopwatch.time('resolve', () => mapBounded(inputs.images, limits/* limits */.F.concurrentImages, (one) => resolve(one, inputs.digest, registryOf, patience)));
    const [resolved, trust] = await Promise.all([resolving, trusting]);
    const shared = { runner, policy, trust, files, registryOf, patience, stopwatch };
    const findingsOf = onceForEachDigest((image) => gatherAndVerify(image, shared));
    const images = await stopwatch.time('judge', () => mapBounded(resolved, limits/* limits */.F.concurrentImages, (one) => judgeImage(one, resolved, findingsOf, shared)));
    const warnings = [...policy.warnings, ...undecidedRules(policy.rules, inputs.images)];
    return verdictOf({ ...verdict, images, warnings, durations: stopwatch.durations() });
}
/** Once for each reference; every byte that follows is asked for by the digest found here (threats B-16). */
async function resolve(reference, expected, registryOf, patience) {
    const ask = async () => {
        try {
            return { reference, image: await resolveImage(registryOf(reference), reference, expected) };
        }
        catch (error) {
            return { reference, error: (0,errors/* toCodedError */.Bt)(error) };
        }
    };
    return askUntil(ask, isNotFound, patience);
}
function isNotFound(resolved) {
    return 'error' in resolved && resolved.error.code === 'IMAGE_NOT_FOUND';
}
const nothing = { attestations: [], findings: [], sources: [] };
async function judgeImage(one, all, findingsOf, shared) {
    const { reference } = one;
    if ('error' in one)
        return failedImage(reference, null, one.error);
    try {
        const carried = await carriedTags(one.image, all, shared);
        const rules = applicableRules(shared.policy.rules, reference, carried);
        const found = rules.length > 0 ? await findingsOf(one.image) : nothing;
        const judge = ({ findings, sources }) => evaluate({ image: one.image, rules, findings, sources, surroundings: shared.runner });
        const verdict = judge(found);
        const { further } = shared.trust;
        if (verdict.code === 'VERIFIED' || further === null || !mentions(found, further))
            return verdict;
        return judge(await verifyFurther(one.image, found, further));
    }
    catch (error) {
        return failedImage(reference, one.image, (0,errors/* toCodedError */.Bt)(error));
    }
}
/** The tags of the digest that the rules ask about: known from the references that were given, else asked for. */
async function carriedTags(image, all, { policy, registryOf }) {
    const { reference, digest } = image;
    const same = all.flatMap((other) => {
        const isSame = 'image' in other && nameOf(other.reference) === nameOf(reference) && other.image.digest === digest;
        return isSame && other.reference.tag !== null ? [{ ...other.reference, tag: other.reference.tag }] : [];
    });
    const carried = new Set(same.filter((other) => other.digest === null).map(({ tag }) => tag));
    // A tag beside a digest was not resolved: whether the digest carries it is not known either.
    const unresolved = same.map(({ tag }) => tag).filter((tag) => !carried.has(tag));
    const asked = tagsToAsk(policy.rules, reference, carried, unresolved);
    const digests = await Promise.all(asked.map((tag) => digestOfTag(registryOf(reference), reference.path, tag)));
    for (const [index, tag] of asked.entries())
        if (digests[index] === digest)
            carried.add(tag);
    return carried;
}
async function gatherAndVerify(image, shared) {
    const { trust, files, registryOf, patience, stopwatch } = shared;
    const gather = () => gatherFromRegistry(registryOf(image.reference), image);
    const { attestations, sources } = files ?? (await askUntil(gather, holdsNothing, patience));
    const findings = await verifyAll(attestations, image, trust.instances, patience.signal, stopwatch);
    return { attestations, findings, sources };
}
/** A found but bad attestation is never waited on, nor is a place that could not be asked. */
function holdsNothing({ attestations, sources }) {
    return attestations.length === 0 && sources.every(({ status }) => status === 'answered');
}
/** References that turn out to be the same digest of the same repository share what is attached to it. */
function onceForEachDigest(findingsOf) {
    const known = new Map();
    return (image) => {
        const key = `${nameOf(image.reference)}@${image.digest}`;
        const findings = known.get(key) ?? findingsOf(image);
        known.set(key, findings);
        return findings;
    };
}

;// CONCATENATED MODULE: ./build/step.js
/** The whole step, as the runner sees it: inputs in, verdict out, exit status back. */





/**
 * Runs the step and shows its verdict.
 * @returns the exit status
 * @throws where not even the outputs can be written
 */
async function step(env) {
    announceUnverified();
    let presentation = { mode: 'enforce', summary: true };
    let verdict;
    try {
        presentation = readPresentation(env);
        const hooks = { onSecret: maskSecret, onRequest: debugLine };
        verdict = await run(readInputs(env), readRunner(env), presentation.mode, hooks);
    }
    catch (error) {
        verdict = failedVerdict([(0,errors/* toCodedError */.Bt)(error)], presentation.mode);
    }
    await emit(verdict, { summary: presentation.summary, runnerTemp: readTemporaryFolder(env) });
    return exitStatus(verdict);
}


/***/ }),

/***/ 8146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ instanceOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _sigstore_protobuf_specs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9654);
/* harmony import */ var _sigstore_verify__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4187);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9368);
/** From a `trusted_root.json` to a Sigstore instance with the rules that follow from it. */




/**
 * The instance of one trusted root. Its rules follow from what the root holds, never from what a bundle happens to
 * carry (threats A-12, C-27): with logs a log entry is needed, with CT logs a signed certificate timestamp, and a
 * trusted time always.
 * https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto
 * @param name - how messages and reports call it
 * @throws {Error} saying what is wrong with the root
 */
function instanceOf(root, name) {
    const trusted = readTrustedRoot(root);
    if (trusted.certificateAuthorities.length === 0)
        throw new Error('it has no certificate authority');
    if (trusted.tlogs.length === 0 && trusted.timestampAuthorities.length === 0) {
        throw new Error('it has neither a transparency log nor a timestamp authority, so that no signing time can be trusted');
    }
    for (const log of [...trusted.tlogs, ...trusted.ctlogs]) {
        // A key without a start would be valid since 1970 (threats C-20).
        if (!isDate(log.publicKey?.validFor?.start)) {
            throw new Error(`the key of the log ${JSON.stringify(log.baseUrl)} has no validFor.start`);
        }
    }
    return {
        name,
        material: (0,_sigstore_verify__WEBPACK_IMPORTED_MODULE_2__/* .toTrustMaterial */ .jO)(trusted),
        authorities: trusted.certificateAuthorities.flatMap(({ certChain }) => certificatesOf(certChain)),
        rules: { logEntry: trusted.tlogs.length > 0, certificateTimestamp: trusted.ctlogs.length > 0 },
    };
}
function isDate(date) {
    return date !== undefined && !Number.isNaN(date.getTime());
}
function readTrustedRoot(root) {
    const mediaType = root.mediaType;
    if (typeof mediaType !== 'string' || !/^application\/vnd\.dev\.sigstore\.trustedroot[+.]/.test(mediaType)) {
        throw new Error('it is not a Sigstore trusted root: its mediaType is another');
    }
    const unknown = Object.keys(root).find((key) => !members.has(key));
    if (unknown !== undefined)
        throw new Error(`it has the unknown member ${JSON.stringify(unknown)}`);
    for (const list of lists) {
        const value = root[list];
        if (value !== undefined && !(Array.isArray(value) && value.every(_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isJsonObject */ .OW))) {
            throw new Error(`its ${list} is not a list of objects`);
        }
    }
    return _sigstore_protobuf_specs__WEBPACK_IMPORTED_MODULE_1__.TrustedRoot.fromJSON(root);
}
const lists = ['tlogs', 'certificateAuthorities', 'ctlogs', 'timestampAuthorities'];
/** A misspelt list would be an empty one, and an empty one asks for nothing. */
const members = new Set(['mediaType', ...lists]);
function certificatesOf(chain) {
    const certificates = chain?.certificates ?? [];
    if (certificates.length === 0)
        throw new Error('a certificate authority has no certificate');
    return certificates.map(({ rawBytes }) => new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(rawBytes));
}


/***/ })

};

export const id = 0;
export const ids = [0];
export const modules = {

/***/ 8146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ instanceOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _sigstore_protobuf_specs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9654);
/* harmony import */ var _sigstore_verify__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4187);
/* harmony import */ var _formats_strict_json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6609);




function instanceOf(root, name) {
    const trusted = readTrustedRoot(root);
    if (trusted.certificateAuthorities.length === 0)
        throw new Error('it has no certificate authority');
    if (trusted.tlogs.length === 0 && trusted.timestampAuthorities.length === 0) {
        throw new Error('it has neither a transparency log nor a timestamp authority, so no signing time can be trusted');
    }
    for (const log of [...trusted.tlogs, ...trusted.ctlogs]) {
        if (!isDate(log.publicKey?.validFor?.start)) {
            throw new Error(`the key of the log ${JSON.stringify(log.baseUrl)} has no validFor.start`);
        }
    }
    return {
        name,
        material: (0,_sigstore_verify__WEBPACK_IMPORTED_MODULE_2__/* .toTrustMaterial */ .jO)(trusted),
        authorities: trusted.certificateAuthorities.flatMap(({ certChain }) => certificatesOf(certChain)),
        thresholds: { logEntry: trusted.tlogs.length > 0, certificateTimestamp: trusted.ctlogs.length > 0 },
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
        if (value !== undefined && !(Array.isArray(value) && value.every(_formats_strict_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isJsonObject */ .OW))) {
            throw new Error(`its ${list} is not a list of objects`);
        }
    }
    return _sigstore_protobuf_specs__WEBPACK_IMPORTED_MODULE_1__.TrustedRoot.fromJSON(root);
}
const lists = ['tlogs', 'certificateAuthorities', 'ctlogs', 'timestampAuthorities'];
const members = new Set(['mediaType', ...lists]);
function certificatesOf(chain) {
    const certificates = chain?.certificates ?? [];
    if (certificates.length === 0)
        throw new Error('a certificate authority has no certificate');
    return certificates.map(({ rawBytes }) => new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(rawBytes));
}


/***/ }),

/***/ 2619:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  trustFor: () => (/* binding */ trustFor)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/core/errors.js
var errors = __webpack_require__(2807);
// EXTERNAL MODULE: ./build/core/limits.js
var limits = __webpack_require__(332);
// EXTERNAL MODULE: ./build/core/regular-file.js
var regular_file = __webpack_require__(4105);
// EXTERNAL MODULE: ./build/text/quoted.js
var quoted = __webpack_require__(1416);
// EXTERNAL MODULE: ./build/formats/strict-json.js
var strict_json = __webpack_require__(6609);
// EXTERNAL MODULE: ./build/trust/instance.js
var instance = __webpack_require__(8146);
// EXTERNAL MODULE: ./build/trust/instance-names.js
var instance_names = __webpack_require__(4899);
// EXTERNAL MODULE: ./node_modules/@sigstore/tuf/seeds.json
var seeds = __webpack_require__(8032);
// EXTERNAL MODULE: ./build/core/digest.js
var digest = __webpack_require__(2552);
// EXTERNAL MODULE: ./build/core/secrets.js + 1 modules
var secrets = __webpack_require__(6101);
;// CONCATENATED MODULE: ./build/trust/failure.js




const elsewhere = 'name a trusted_root.json in the input trusted-root, or set sigstore: bundled for the public-good root that ships with this release';
function unreachable(host, cause) {
    return new errors/* CodedError */.AK('TRUST_ROOT_ERROR', `The TUF repository ${host} could not be read: ${plain(cause.message)}.`, {
        hint: `Re-run the job. Where this runner cannot reach ${host} (HTTPS_PROXY and NO_PROXY hold), ${elsewhere}.`,
        cause,
    });
}
function unverified(host, file, why, cause) {
    const message = `TUF verification failed for ${plain(file)} from ${host}: ${plain(why)}.`;
    return new errors/* CodedError */.AK('TRUST_ROOT_ERROR', message, {
        hint: `The repository or a proxy may be broken or tampered with. Do not bypass this check. If it persists, contact the operators of ${host}.`,
        cause,
    });
}
function unusable(host, target, why, cause) {
    const message = `The TUF repository ${host} has no usable target ${plain(target)}: ${plain(why)}.`;
    return new errors/* CodedError */.AK('TRUST_ROOT_ERROR', message, {
        hint: `Is ${host} a TUF repository of Sigstore, and this release of the action recent? Otherwise ${elsewhere}.`,
        cause,
    });
}
function unwritable(host, folder, cause) {
    const message = `The metadata of the TUF repository ${host} cannot be stored in ${JSON.stringify(folder)}: ${(0,regular_file/* reasonOf */.A)(cause)}.`;
    return new errors/* CodedError */.AK('TRUST_ROOT_ERROR', message, {
        hint: 'The folder is RUNNER_TEMP: it must exist, be writable, and have space left.',
        cause,
    });
}
function failureOf(thrown, host, folder, downloads) {
    const { failure, last } = downloads;
    if (failure instanceof errors/* CodedError */.AK && failure.code === 'LIMIT_EXCEEDED') {
        return unverified(host, last, 'it is larger than allowed', failure);
    }
    if (failure !== null)
        return unreachable(host, failure);
    if (thrown instanceof errors/* CodedError */.AK)
        return thrown;
    if (thrown instanceof Error && 'syscall' in thrown)
        return unwritable(host, folder, thrown);
    const text = messageOf(thrown);
    if (text.startsWith('Failed to persist metadata '))
        return unwritable(host, folder, new Error('it was not written'));
    const role = /^(?:Final )?([\w-]+)\.json is expired$/.exec(text)?.[1];
    return role === undefined
        ? unverified(host, last, text, thrown)
        : expired(host, role, downloads.metadata.get(role), thrown);
}
function messageOf(thrown) {
    const text = String(thrown).replace(/^\w*Error: Unable to load (?:snapshot metadata|targets) error /, '');
    if (/^(?:Syntax|Type|Range)Error\b/.test(text))
        return 'it is not well-formed TUF metadata';
    return text.replace(/^\w*Error: /, '');
}
function expired(host, role, metadata, cause) {
    const since = metadata === undefined ? '' : ` on ${expiryOf(metadata)}`;
    const now = new Date().toISOString();
    const message = `The ${role} metadata of the TUF repository ${host} expired${since}; this machine's clock says ${now}.`;
    return new errors/* CodedError */.AK('TRUST_ROOT_ERROR', message, {
        hint: `Is this machine's clock right? If it is, ${host} has not been renewed, or something in between serves an old copy of it: wait for a fresh one, or ${elsewhere}.`,
        cause,
    });
}
function expiryOf(metadata) {
    const root = JSON.parse(Buffer.from(metadata).toString('utf8'));
    const signed = (0,strict_json/* isJsonObject */.OW)(root) ? root.signed : null;
    return plain((0,strict_json/* isJsonObject */.OW)(signed) ? String(signed.expires) : 'an unknown date');
}
function plain(text) {
    return (0,secrets/* redact */.E$)(text, 400)
        .replace(/[^ -~]+/g, '?')
        .replace(/\.$/, '');
}

;// CONCATENATED MODULE: ./build/trust/tuf-repositories.js






const githubRoot = {
    file: '3.root.json',
    sha256: '98cba97be9075bc98b2322de3de85fbd1b70ec7392991dfd2f53d215bede1a8d',
};
const seed = seeds[`https://${instance_names/* publicGoodHost */.Pg}`];
function publicGoodTrustedRoot() {
    return Buffer.from(seed.targets['trusted_root.json'], 'base64');
}
function publicGoodRepository() {
    return {
        name: instance_names/* publicGoodHost */.Pg,
        url: `https://${instance_names/* publicGoodHost */.Pg}`,
        root: Buffer.from(seed['root.json'], 'base64'),
        target: 'trusted_root.json',
    };
}
async function githubRepository(serverUrl, get) {
    const url = `https://${instance_names/* githubHost */.Se}`;
    const root = await fetchPinnedRoot(new URL(`${url}/${githubRoot.file}`), githubRoot.sha256, get);
    return { name: instance_names/* githubHost */.Se, url, root, target: githubTarget(serverUrl) };
}
function githubTarget(serverUrl) {
    const tenant = /^https:\/\/([a-z0-9-]+)\.ghe\.com$/.exec(serverUrl)?.[1];
    return tenant === undefined ? 'trusted_root.json' : `${tenant}.trusted_root.json`;
}
async function fetchPinnedRoot(url, sha256, get) {
    const file = url.pathname.slice(1);
    const body = await getRoot(url, get);
    const actual = (0,digest/* hexOf */.ZD)((0,digest/* digestOf */.ol)(body));
    if (actual === sha256)
        return Buffer.from(body);
    throw unverified(url.host, file, `expected SHA-256 ${sha256}, got ${actual}`);
}
async function getRoot(url, get) {
    try {
        const { status, body } = await get(url, limits/* limits */.F.trustedRootBytes);
        if (status === 200)
            return body;
        throw new Error(`GET ${url.href} answered ${status}`);
    }
    catch (error) {
        if (error instanceof errors/* CodedError */.AK && error.code === 'LIMIT_EXCEEDED') {
            throw unverified(url.host, url.pathname.slice(1), 'it is larger than allowed', error);
        }
        throw unreachable(url.host, error instanceof Error ? error : new Error(String(error)));
    }
}

;// CONCATENATED MODULE: ./build/trust/bundled.js




function bundledInstance() {
    return (0,instance/* instanceOf */.h)((0,strict_json/* parseJsonObject */.dw)(publicGoodTrustedRoot()), `${instance_names/* publicGoodHost */.Pg} (bundled)`);
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./node_modules/tuf-js/dist/index.js
var dist = __webpack_require__(4706);
// EXTERNAL MODULE: ./node_modules/tuf-js/dist/error.js
var error = __webpack_require__(6376);
;// CONCATENATED MODULE: ./build/trust/tuf.js











async function instanceOfTuf(repository, { cacheFolder, get }) {
    const url = (0,instance_names/* repositoryUrl */.Ek)(repository.url);
    const folder = await privateFolder(cacheFolder, url.host);
    try {
        const trustedRoot = await fetchTarget(repository, url, folder, get);
        return readInstance(trustedRoot, repository, url.host);
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true }).catch(() => { });
    }
}
async function privateFolder(parent, host) {
    try {
        return await (0,promises_.mkdtemp)((0,external_node_path_.join)(parent, 'tuf-'));
    }
    catch (error) {
        throw unwritable(host, parent, error);
    }
}
async function fetchTarget(repository, url, folder, get) {
    const downloads = { last: 'root.json', failure: null, metadata: new Map([['root', repository.root]]) };
    try {
        await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'root.json'), repository.root);
        const updater = openUpdater(url, folder, fetcherOf(get, folder, downloads));
        const target = await updater.getTargetInfo(repository.target);
        if (target === undefined)
            throw unusable(url.host, repository.target, 'its targets metadata does not name it');
        if (!(target.length <= limits/* limits */.F.trustedRootBytes)) {
            const why = `expected at most ${limits/* limits */.F.trustedRootBytes} bytes, got ${target.length}`;
            throw unusable(url.host, repository.target, why);
        }
        return await (0,promises_.readFile)(await updater.downloadTarget(target, (0,external_node_path_.join)(folder, 'target')));
    }
    catch (error) {
        throw failureOf(error, url.host, folder, downloads);
    }
}
function openUpdater(url, folder, fetcher) {
    const base = url.href.replace(/\/$/, '');
    try {
        return new dist/* Updater */.Sx({ metadataDir: folder, metadataBaseUrl: base, targetBaseUrl: `${base}/targets`, fetcher });
    }
    catch (error) {
        throw (0,errors/* configError */.Fj)(`Input tuf-root: the file is not TUF root metadata that is signed by its own keys.`, {
            hint: `Name the initial root.json of ${url.host}, as those who run it publish it.`,
            cause: error,
        });
    }
}
function fetcherOf(get, folder, downloads) {
    const downloadBytes = (url, maxLength) => download(get, new URL(url), maxLength, downloads);
    return {
        downloadBytes,
        async downloadFile(url, maxLength, handler) {
            const bytes = await downloadBytes(url, maxLength);
            const file = (0,external_node_path_.join)(folder, 'download');
            await (0,promises_.writeFile)(file, bytes);
            return handler(file);
        },
    };
}
async function download(get, url, maxLength, downloads) {
    downloads.last = url.pathname.split('/').at(-1) ?? '';
    downloads.failure = null;
    try {
        const { status, body } = await get(url, Math.min(maxLength, limits/* limits */.F.trustedRootBytes));
        if (status !== 200)
            throw new error.DownloadHTTPError(`GET ${url.origin}${url.pathname} answered ${status}`, status);
        const role = /^(?:\d+\.)?(.+)\.json$/.exec(downloads.last)?.[1];
        if (role !== undefined)
            downloads.metadata.set(role, body);
        return Buffer.from(body);
    }
    catch (error) {
        downloads.failure = error instanceof Error ? error : new Error(String(error));
        throw error;
    }
}
function readInstance(trustedRoot, { name, target }, host) {
    try {
        return (0,instance/* instanceOf */.h)((0,strict_json/* parseJsonObject */.dw)(trustedRoot), name);
    }
    catch (error) {
        throw unusable(host, target, error instanceof SyntaxError ? 'it is not a JSON object' : (0,regular_file/* reasonOf */.A)(error), error);
    }
}

;// CONCATENATED MODULE: ./build/trust/load-instances.js









async function trustFor(wanted) {
    const { sigstore, serverUrl, temporaryFolder: cacheFolder, get } = wanted;
    const load = async (repository) => instanceOfTuf(await repository, { cacheFolder, get });
    switch (sigstore) {
        case 'auto': {
            const fallback = { organization: githubOrganization, load: once(() => load(githubRepository(serverUrl, get))) };
            return { instances: [await load(publicGoodRepository())], fallback };
        }
        case 'bundled':
            return only(bundledInstance());
        case instance_names/* publicGoodHost */.Pg:
            return only(await load(publicGoodRepository()));
        case instance_names/* githubHost */.Se:
            return only(await load(githubRepository(serverUrl, get)));
        default:
            return only(await load(otherRepository(wanted)));
    }
}
const githubOrganization = 'GitHub, Inc.';
function only(instance) {
    return { instances: [instance], fallback: null };
}
function once(load) {
    let loading;
    return () => {
        loading ??= load();
        return loading;
    };
}
async function otherRepository({ sigstore, tufRootFile, workspace }) {
    const { host } = (0,instance_names/* repositoryUrl */.Ek)(sigstore);
    if (tufRootFile === null) {
        throw (0,errors/* configError */.Fj)(`Input tuf-root is required for the TUF repository ${host}.`, {
            hint: `Name the initial root.json that the operators of ${host} publish. These instances need none: ${instance_names/* instanceNames */.aF.join(', ')}.`,
        });
    }
    return { name: host, url: sigstore, root: await readRoot(tufRootFile, workspace), target: 'trusted_root.json' };
}
async function readRoot(file, workspace) {
    try {
        return await (0,regular_file/* readRegularFile */.X)((0,external_node_path_.resolve)(workspace, file), limits/* limits */.F.trustedRootBytes);
    }
    catch (error) {
        throw (0,errors/* configError */.Fj)(`Input tuf-root: the file ${(0,quoted/* quoted */.T)(file)} cannot be used: ${(0,regular_file/* reasonOf */.A)(error)}.`, {
            hint: 'Name the initial root.json, relative to the workspace. Was the repository checked out before this step?',
            cause: error,
        });
    }
}


/***/ })

};

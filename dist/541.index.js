export const id = 541;
export const ids = [541];
export const modules = {

/***/ 6541:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readBundleFiles: () => (/* binding */ readBundleFiles)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/core/errors.js
var errors = __webpack_require__(2807);
// EXTERNAL MODULE: ./build/core/limits.js
var limits = __webpack_require__(332);
// EXTERNAL MODULE: ./build/text/quoted.js
var quoted = __webpack_require__(1416);
// EXTERNAL MODULE: ./build/formats/strict-json.js
var strict_json = __webpack_require__(6609);
;// CONCATENATED MODULE: ./build/sources/bundle-kind.js


const wanted = 'Name a file with Sigstore bundles: actions/attest writes one (its output bundle-path), and so does gh attestation download.';
const cosign = 'What cosign attached to the image is found in the registry: leave the input bundle empty.';
const kinds = [
    {
        has: ['payload', 'payloadType', 'signatures'],
        kind: {
            what: 'a DSSE envelope without the certificate and log entry of a bundle, as slsa-github-generator and cosign download attestation write it',
            todo: `${wanted} ${cosign}`,
        },
    },
    {
        has: ['base64Signature'],
        kind: {
            what: "the output of cosign's --bundle in its old format",
            todo: `Add --new-bundle-format to it. ${cosign}`,
        },
    },
    {
        has: ['Base64Signature'],
        kind: { what: 'what cosign download signature writes', todo: cosign },
    },
    {
        has: ['attestations'],
        kind: {
            what: 'an answer of an attestations API, which has the bundles inside',
            todo: 'Take them out, for example with: jq -c ".attestations[].bundle" answer.json > bundles.jsonl',
        },
    },
    {
        has: ['attestation', 'verificationResult'],
        kind: { what: 'what gh attestation verify --format json writes', todo: wanted },
    },
    {
        has: ['bundle'],
        kind: { what: 'an object that has a bundle inside', todo: 'Take it out, for example with: jq -c .bundle' },
    },
    {
        has: ['provenance_summary'],
        kind: {
            what: 'what gcloud artifacts docker images describe writes; that provenance of Google Cloud Build is signed with keys, not certificates',
            todo: wanted,
        },
    },
    {
        has: ['_type', 'predicateType'],
        kind: {
            what: 'an in-toto statement that is not signed',
            todo: `Sign it, for example with actions/attest. ${wanted}`,
        },
    },
    { has: ['spdxVersion'], kind: { what: 'an SBOM (SPDX) that is not signed', todo: wanted } },
    { has: ['bomFormat'], kind: { what: 'an SBOM (CycloneDX) that is not signed', todo: wanted } },
    { has: ['SLSA'], kind: { what: "BuildKit's provenance, which is not signed", todo: wanted } },
    { has: ['schemaVersion', 'mediaType'], kind: { what: 'a manifest of a registry', todo: wanted } },
];
const trustedRoot = {
    what: 'a trusted root of Sigstore',
    todo: `It belongs in the input trusted-root. ${wanted}`,
};
function otherKindOf(bytes) {
    if (bytes[0] === 0x5b)
        return { what: 'a JSON array', todo: arrayTodo(bytes) };
    if (bytes[0] !== 0x7b)
        return { what: encodingOf(bytes), todo: wanted };
    if (bytes.length > limits/* limits */.F.bundleBytes)
        return null;
    try {
        return kindOf((0,strict_json/* parseJsonObject */.dw)(bytes));
    }
    catch {
        return null;
    }
}
function kindOf(json) {
    const mediaType = String((0,strict_json/* member */.Dc)(json, 'mediaType'));
    if (mediaType.startsWith('application/vnd.dev.sigstore.trustedroot'))
        return trustedRoot;
    if (mediaType.startsWith('application/vnd.dev.sigstore.') || (0,strict_json/* isJsonObject */.OW)((0,strict_json/* member */.Dc)(json, 'verificationMaterial')))
        return null;
    const known = kinds.find(({ has }) => has.every((key) => Object.hasOwn(json, key)));
    return known?.kind ?? { what: 'other JSON', todo: wanted };
}
function arrayTodo(bytes) {
    const start = Buffer.from(bytes.subarray(0, 1000)).toString('latin1');
    const inside = /^\[\s*\{\s*"attestation"/.test(start) ? '.[].attestation.bundle' : '.[]';
    return `Write one bundle per line, for example with: jq -c "${inside}"`;
}
function encodingOf(bytes) {
    const isUtf16 = bytes.subarray(0, 1000).includes(0);
    try {
        (0,strict_json/* decodeUtf8 */._6)(bytes.subarray(0, 1000));
    }
    catch {
        if (isUtf16)
            return 'UTF-16 text, as Windows PowerShell writes it, not UTF-8';
    }
    return 'not JSON';
}

;// CONCATENATED MODULE: ./build/sources/documents.js


const [newline, quote, backslash] = [0x0a, 0x22, 0x5c];
function documentsOf(file) {
    const bytes = file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf ? file.subarray(3) : file;
    const found = closedIn(bytes);
    if (found?.every(isWhole))
        return found;
    const lines = linesOf(bytes);
    if (lines.some((line) => isObject(line.bytes)))
        return lines;
    return found ?? [{ bytes, line: 1 }];
}
function closedIn(bytes) {
    const found = [];
    const lines = lineCounter(bytes);
    for (let at = 0; at < bytes.length && found.length <= limits/* limits */.F.attestations;) {
        if (isBlank(bytes[at])) {
            at++;
            continue;
        }
        const end = isOpening(bytes[at]) ? closingOf(bytes, at) : endOfLine(bytes, at);
        if (end === null)
            return null;
        found.push({ bytes: bytes.subarray(at, end), line: lines(at) });
        at = end;
    }
    return found;
}
function closingOf(bytes, start) {
    let depth = 0;
    for (let at = start; at < bytes.length; at++) {
        const byte = bytes[at];
        if (byte === quote) {
            at = closingQuote(bytes, at);
            if (at === -1)
                return null;
        }
        else if (isOpening(byte)) {
            depth++;
        }
        else if (byte === 0x7d || byte === 0x5d) {
            depth--;
            if (depth === 0)
                return at + 1;
        }
    }
    return null;
}
function closingQuote(bytes, start) {
    for (let at = start + 1;; at++) {
        at = bytes.indexOf(quote, at);
        if (at === -1)
            return -1;
        let escapes = 0;
        while (bytes[at - 1 - escapes] === backslash)
            escapes++;
        if (escapes % 2 === 0)
            return at;
    }
}
function linesOf(bytes) {
    const lines = [];
    let start = 0;
    for (let line = 1; start < bytes.length && lines.length <= limits/* limits */.F.attestations; line++) {
        const end = endOfLine(bytes, start);
        while (start < end && isBlank(bytes[start]))
            start++;
        if (start < end)
            lines.push({ bytes: bytes.subarray(start, end), line });
        start = end + 1;
    }
    return lines;
}
function lineCounter(bytes) {
    let [line, next] = [1, bytes.indexOf(newline)];
    return (offset) => {
        while (next !== -1 && next < offset) {
            line++;
            next = bytes.indexOf(newline, next + 1);
        }
        return line;
    };
}
function endOfLine(bytes, start) {
    const end = bytes.indexOf(newline, start);
    return end === -1 ? bytes.length : end;
}
function isWhole({ bytes }) {
    return !bytes.includes(newline) || bytes[0] === 0x5b || bytes.length > limits/* limits */.F.bundleBytes || isObject(bytes);
}
function isObject(bytes) {
    if (bytes.length > limits/* limits */.F.bundleBytes)
        return false;
    try {
        (0,strict_json/* parseJsonObject */.dw)(bytes);
        return true;
    }
    catch {
        return false;
    }
}
function isOpening(byte) {
    return byte === 0x7b || byte === 0x5b;
}
function isBlank(byte) {
    return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

;// CONCATENATED MODULE: ./build/sources/bundle-files.js








async function readBundleFiles(patterns, workspace) {
    const files = await findFiles(patterns, workspace);
    const attestations = [];
    const others = [];
    let room = limits/* limits */.F.gatheredBytes;
    for (const file of files) {
        const shown = shownPath(file, workspace);
        const bytes = await readBundleFile(file, shown, room);
        if (bytes === null)
            return tooLarge(attestations);
        room -= bytes.length;
        const documents = documentsOf(bytes);
        const other = otherKindOfAll(documents);
        if (other !== null)
            others.push(notABundle(shown, other));
        attestations.push(...(other === null ? attestationsOf(documents, shown) : [unreadable(shown, other)]));
        if (attestations.length > limits/* limits */.F.attestations)
            return tooMany(attestations);
    }
    const [mistake] = others;
    if (mistake !== undefined && others.length === attestations.length)
        throw mistake;
    const found = attestations.length;
    const message = `${found} ${found === 1 ? 'bundle' : 'bundles'} in ${files.length} ${files.length === 1 ? 'file' : 'files'}`;
    return { attestations, sources: [{ source: 'file', status: 'answered', found, message }] };
}
function tooMany(attestations) {
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
async function findFiles(patterns, workspace) {
    const files = new Set();
    for (const pattern of patterns) {
        for (const file of await matchesOf(pattern, workspace))
            files.add(file);
        if (files.size > limits/* limits */.F.bundleFiles) {
            throw (0,errors/* configError */.Fj)(`the input \`bundle\` names more than ${limits/* limits */.F.bundleFiles} files with ${(0,quoted/* quoted */.T)(pattern)}`);
        }
    }
    return [...files];
}
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
    throw (0,errors/* configError */.Fj)(`the input \`bundle\` names ${(0,quoted/* quoted */.T)(pattern)}, which matches no file`, {
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
async function readBundleFile(file, shown, most) {
    try {
        const stats = await (0,promises_.stat)(file);
        if (stats.isDirectory())
            throw (0,errors/* configError */.Fj)(`the input \`bundle\` names "${shown}", which is a directory`, globHint);
        if (!stats.isFile())
            throw (0,errors/* configError */.Fj)(`the input \`bundle\` names "${shown}", which is not a regular file`);
        return await readBounded(file, most);
    }
    catch (error) {
        throw error instanceof errors/* CodedError */.AK ? error : unusable(shown, codeOf(error), error);
    }
}
const globHint = { hint: 'Name the files of a directory as `directory/*`.' };
async function readBounded(file, most) {
    const chunks = [];
    let length = 0;
    for await (const chunk of (0,external_node_fs_.createReadStream)(file, { end: most })) {
        length += chunk.length;
        chunks.push(chunk);
    }
    return length > most ? null : Buffer.concat(chunks);
}
function attestationsOf(documents, shown) {
    return documents.map(({ bytes, line }) => ({
        source: 'file',
        location: documents.length === 1 ? shown : `${shown}:${line}`,
        content: bytes.length > limits/* limits */.F.bundleBytes ? larger : { kind: 'bundle', bundle: bytes },
    }));
}
function otherKindOfAll(documents) {
    const [first, ...more] = documents;
    const kind = first === undefined ? null : otherKindOf(first.bytes);
    return kind !== null && more.every(({ bytes }) => otherKindOf(bytes) !== null) ? kind : null;
}
function notABundle(shown, { what, todo }) {
    return (0,errors/* configError */.Fj)(`the input \`bundle\` names "${shown}", which is not a Sigstore bundle: it is ${what}`, {
        hint: todo,
    });
}
function unreadable(shown, { what }) {
    const message = `the file is not a Sigstore bundle: it is ${what}`;
    return {
        source: 'file',
        location: shown,
        content: { kind: 'unreadable', as: 'bundle', code: 'BUNDLE_INVALID', message },
    };
}
const larger = {
    kind: 'unreadable',
    as: 'bundle',
    code: 'LIMIT_EXCEEDED',
    message: `larger than ${limits/* limits */.F.bundleBytes} bytes`,
};
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


/***/ })

};

export const id = 806;
export const ids = [806];
export const modules = {

/***/ 3806:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gatherFromFiles: () => (/* binding */ gatherFromFiles)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9473);
/* harmony import */ var _limits_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5217);





async function gatherFromFiles(patterns, workspace) {
    const files = await findFiles(patterns, workspace);
    const attestations = [];
    let room = _limits_js__WEBPACK_IMPORTED_MODULE_3__/* .limits */ .F.gatheredBytes;
    for (const file of files) {
        const shown = shownPath(file, workspace);
        const bytes = await readBundleFile(file, shown, (0,node_path__WEBPACK_IMPORTED_MODULE_2__.extname)(file) === '.json' ? Math.min(_limits_js__WEBPACK_IMPORTED_MODULE_3__/* .limits */ .F.bundleBytes, room) : room);
        if (bytes === null && (room < _limits_js__WEBPACK_IMPORTED_MODULE_3__/* .limits */ .F.bundleBytes || (0,node_path__WEBPACK_IMPORTED_MODULE_2__.extname)(file) === '.jsonl'))
            return tooLarge(attestations);
        room -= bytes?.length ?? 0;
        attestations.push(...attestationsOf(bytes, shown));
        if (attestations.length > _limits_js__WEBPACK_IMPORTED_MODULE_3__/* .limits */ .F.attestations)
            return tooMany(attestations);
    }
    const found = attestations.length;
    const message = `${found} ${found === 1 ? 'bundle' : 'bundles'} in ${files.length} ${files.length === 1 ? 'file' : 'files'}`;
    return { attestations, sources: [{ source: 'file', status: 'answered', found, message }] };
}
function tooMany(attestations) {
    return incomplete(attestations.slice(0, _limits_js__WEBPACK_IMPORTED_MODULE_3__/* .limits */ .F.attestations), `more than ${_limits_js__WEBPACK_IMPORTED_MODULE_3__/* .limits */ .F.attestations} bundles`);
}
function tooLarge(attestations) {
    return incomplete(attestations, `more than ${_limits_js__WEBPACK_IMPORTED_MODULE_3__/* .limits */ .F.gatheredBytes} bytes of bundles`);
}
function incomplete(attestations, what) {
    const error = new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .CodedError */ .AK('LIMIT_EXCEEDED', `the input \`bundle\` names ${what}`, {
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
        if (files.size > _limits_js__WEBPACK_IMPORTED_MODULE_3__/* .limits */ .F.bundleFiles) {
            throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .configError */ .Fj)(`the input \`bundle\` names more than ${_limits_js__WEBPACK_IMPORTED_MODULE_3__/* .limits */ .F.bundleFiles} files with "${pattern}"`);
        }
    }
    return [...files];
}
async function matchesOf(pattern, workspace) {
    const literal = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(workspace, pattern);
    if (await exists(literal, pattern))
        return [literal];
    const matches = [];
    for await (const match of (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.glob)(pattern, { cwd: workspace })) {
        matches.push((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(workspace, match));
        if (matches.length > _limits_js__WEBPACK_IMPORTED_MODULE_3__/* .limits */ .F.bundleFiles)
            break;
    }
    if (matches.length > 0)
        return matches.sort();
    throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .configError */ .Fj)(`the input \`bundle\` names "${pattern}", which matches no file`, {
        hint: `Paths are relative to the workspace, ${workspace}.`,
    });
}
async function exists(file, shown) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(file);
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
    const extension = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.extname)(file);
    try {
        const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(file);
        if (stats.isDirectory())
            throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .configError */ .Fj)(`the input \`bundle\` names "${shown}", which is a directory`, globHint);
        if (!stats.isFile())
            throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .configError */ .Fj)(`the input \`bundle\` names "${shown}", which is no regular file`);
        if (extension !== '.json' && extension !== '.jsonl') {
            throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .configError */ .Fj)(`the input \`bundle\` names "${shown}"; wanted a file whose name ends in .json or .jsonl`, globHint);
        }
        return await readBounded(file, most);
    }
    catch (error) {
        throw error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .CodedError */ .AK ? error : unusable(shown, codeOf(error), error);
    }
}
const globHint = { hint: 'Name the files of a directory as `directory/*.json` or `directory/*.jsonl`.' };
async function readBounded(file, most) {
    const chunks = [];
    let length = 0;
    for await (const chunk of (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(file, { end: most })) {
        length += chunk.length;
        chunks.push(chunk);
    }
    return length > most ? null : Buffer.concat(chunks);
}
function attestationsOf(bytes, shown) {
    if (bytes === null)
        return [{ source: 'file', location: shown, content: larger }];
    if ((0,node_path__WEBPACK_IMPORTED_MODULE_2__.extname)(shown) === '.json')
        return [{ source: 'file', location: shown, content: { kind: 'bundle', bundle: bytes } }];
    return linesOf(bytes).map(({ line, number }) => ({
        source: 'file',
        location: `${shown}:${number}`,
        content: line.length > _limits_js__WEBPACK_IMPORTED_MODULE_3__/* .limits */ .F.bundleBytes ? larger : { kind: 'bundle', bundle: line },
    }));
}
const larger = {
    kind: 'unreadable',
    as: 'bundle',
    code: 'LIMIT_EXCEEDED',
    message: `larger than ${_limits_js__WEBPACK_IMPORTED_MODULE_3__/* .limits */ .F.bundleBytes} bytes`,
};
function linesOf(bytes) {
    const lines = [];
    let start = 0;
    for (let number = 1; start < bytes.length && lines.length <= _limits_js__WEBPACK_IMPORTED_MODULE_3__/* .limits */ .F.attestations; number++) {
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
function shownPath(file, workspace) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(workspace, file);
    const inside = path !== '' && !path.startsWith('..') && !(0,node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute)(path);
    return inside ? path.split(node_path__WEBPACK_IMPORTED_MODULE_2__.sep).join('/') : file;
}
function unusable(shown, code, cause) {
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .configError */ .Fj)(`the input \`bundle\` names "${shown}", which cannot be read (${code})`, { cause });
}
function codeOf(error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}


/***/ })

};

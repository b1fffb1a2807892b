export const id = 417;
export const ids = [417];
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

/***/ 5417:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   instancesOfFiles: () => (/* binding */ instancesOfFiles)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2807);
/* harmony import */ var _core_limits_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(332);
/* harmony import */ var _core_regular_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4105);
/* harmony import */ var _formats_strict_json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6609);
/* harmony import */ var _text_quoted_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1416);
/* harmony import */ var _instance_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8146);







async function instancesOfFiles(files, workspace) {
    const instances = await Promise.all(files.map((file) => instancesOfFile(file, workspace)));
    return instances.flat();
}
async function instancesOfFile(file, workspace) {
    try {
        const bytes = await (0,_core_regular_file_js__WEBPACK_IMPORTED_MODULE_1__/* .readRegularFile */ .X)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, file), _core_limits_js__WEBPACK_IMPORTED_MODULE_2__/* .limits */ .F.trustedRootBytes);
        if (!file.endsWith('.jsonl'))
            return [(0,_instance_js__WEBPACK_IMPORTED_MODULE_3__/* .instanceOf */ .h)(parseRoot(bytes), file)];
        const lines = (0,_formats_strict_json_js__WEBPACK_IMPORTED_MODULE_4__/* .decodeUtf8 */ ._6)(bytes).split('\n');
        const roots = lines.flatMap((line, index) => (line.trim() === '' ? [] : [{ line, name: `${file}:${index + 1}` }]));
        if (roots.length === 0)
            throw new Error('it is empty');
        return roots.map(({ line, name }) => (0,_instance_js__WEBPACK_IMPORTED_MODULE_3__/* .instanceOf */ .h)(parseRoot(Buffer.from(line)), name));
    }
    catch (error) {
        throw (0,_core_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .configError */ .Fj)(`Input trusted-root: the file ${(0,_text_quoted_js__WEBPACK_IMPORTED_MODULE_6__/* .quoted */ .T)(file)} cannot be used: ${(0,_core_regular_file_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonOf */ .A)(error)}.`, {
            hint: 'Name a trusted_root.json of Sigstore, relative to the workspace. Was the repository checked out before this step?',
            cause: error,
        });
    }
}
function parseRoot(bytes) {
    try {
        return (0,_formats_strict_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJsonObject */ .dw)(bytes);
    }
    catch (error) {
        throw new Error('it does not hold a JSON object', { cause: error });
    }
}


/***/ })

};

export const id = 958;
export const ids = [958];
export const modules = {

/***/ 3958:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   refuseOldNode: () => (/* binding */ refuseOldNode)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);



function refuseOldNode(env, version, needed) {
    const message = `This action needs Node.js ${needed}, and was started with Node.js ${version.replace(/[^\w.-]/g, '')}.`;
    const hint = "act, Forgejo and Gitea run actions with the node of the job's image, or of the machine where there is no image: " +
        `put Node.js ${needed} there. A self-hosted runner of GitHub's brings its own: update it to v2.327.1 or later.`;
    process.stdout.write(`::error title=CONFIG_ERROR::${message} ${hint}\n`);
    const verdict = `verified=false\ncode=CONFIG_ERROR\ndigest=\nimages=\nreport=${writeReport(env, message, hint)}\nsarif=\nvsa=\n`;
    if (env.GITHUB_OUTPUT)
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(env.GITHUB_OUTPUT, verdict);
    writeSummary(env, `## Verify image provenance: CONFIG_ERROR\n\n${message}\n\n${hint}\n`);
}
function writeReport(env, message, hint) {
    const code = 'CONFIG_ERROR';
    const mode = env.INPUT_MODE === 'warn' ? 'warn' : 'enforce';
    const errors = [{ code, message, hint, file: null, line: null, column: null }];
    const report = { schemaVersion: 1, verified: false, code, mode, images: [], errors, durations: {} };
    try {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdtempSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(env.RUNNER_TEMP || (0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), 'image-provenance-')), 'report.json');
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(path, `${JSON.stringify(report, null, 2)}\n`, { flag: 'wx' });
        return /[\r\n]/.test(path) ? '' : path;
    }
    catch {
        return '';
    }
}
function writeSummary(env, text) {
    if (!env.GITHUB_STEP_SUMMARY || /^\s*false\s*$/i.test(env.INPUT_SUMMARY ?? ''))
        return;
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(env.GITHUB_STEP_SUMMARY, text);
    }
    catch {
        process.stdout.write('::warning::The job summary could not be written. The verdict is not affected.\n');
    }
}


/***/ })

};

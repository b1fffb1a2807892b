export const id = 600;
export const ids = [600];
export const modules = {

/***/ 9600:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createGitHub: () => (/* binding */ createGitHub)
});

// EXTERNAL MODULE: ./build/core/errors.js
var errors = __webpack_require__(2807);
// EXTERNAL MODULE: ./build/core/limits.js
var limits = __webpack_require__(332);
// EXTERNAL MODULE: ./build/formats/strict-json.js
var strict_json = __webpack_require__(6609);
// EXTERNAL MODULE: ./build/http/client.js + 2 modules
var client = __webpack_require__(3543);
// EXTERNAL MODULE: ./build/http/failure.js
var failure = __webpack_require__(1923);
// EXTERNAL MODULE: ./build/http/link.js
var http_link = __webpack_require__(8961);
// EXTERNAL MODULE: ./build/http/redirect.js
var redirect = __webpack_require__(3701);
// EXTERNAL MODULE: ./build/core/secrets.js + 1 modules
var secrets = __webpack_require__(6101);
// EXTERNAL MODULE: ./build/http/retry.js
var retry = __webpack_require__(4675);
;// CONCATENATED MODULE: ./build/github/failure.js





const errorCode = 'GITHUB_API_ERROR';
const permission = 'Add to the job, beside the permissions that it has: permissions: { attestations: read }. A token of your own needs read access to attestations.';
function rateLimitMs({ status, headers }, now) {
    if (status !== 403 && status !== 429)
        return null;
    const asked = (0,retry/* retryAfterMs */.Vs)(headers['retry-after'], now);
    if (asked !== null || headers['x-ratelimit-remaining'] !== '0')
        return asked;
    const reset = headers['x-ratelimit-reset']?.toString() ?? '';
    return /^\d{1,11}$/.test(reset) ? Math.max(0, Number(reset) * 1000 - now) : null;
}
function rateLimitHint(hasToken) {
    return hasToken
        ? 'Re-run the job after that time.'
        : 'Leave the input token at its default for a higher limit, or re-run the job after that time.';
}
function absenceMeans(serverUrl, hasToken) {
    const { hostname } = new URL(serverUrl);
    if (hostname !== 'github.com' && !hostname.endsWith('.ghe.com')) {
        return 'this GitHub Enterprise Server has no attestations API, or nothing that this step may see';
    }
    return hasToken
        ? 'none, or not visible to this token, which needs attestations: read'
        : 'none, or not visible without a token';
}
function gitHubStatusError(answer, hasToken) {
    const { what, hint } = explain(answer, hasToken);
    return new errors/* CodedError */.AK(errorCode, `${(0,failure/* requestLine */.uA)('GET', answer.url)} answered ${answer.status}: ${what}`, { hint });
}
function malformedAnswerError(url, why) {
    return new errors/* CodedError */.AK(errorCode, `${(0,failure/* requestLine */.uA)('GET', url)}: ${why}`, {
        hint: `The list of attestations cannot be read as a whole; is ${url.host} GitHub's API, and no proxy in between?`,
    });
}
function explain(answer, hasToken) {
    const { status, headers, url } = answer;
    const said = apiMessage(answer.body);
    if (status === 401) {
        return hasToken
            ? { what: 'the token is not valid', hint: 'Has the token expired? Leave the input token at its default.' }
            : { what: 'it wants a token', hint: 'Leave the input token at its default, or give one.' };
    }
    if (status === 403 && headers['x-github-sso'] !== undefined) {
        return {
            what: 'the organization wants the token to be authorized for single sign-on',
            hint: "Authorize the token for the organization in the token's settings, or leave the input token at its default.",
        };
    }
    if (status === 429 || (status === 403 && (headers['x-ratelimit-remaining'] === '0' || /rate limit/i.test(said)))) {
        return { what: 'too many requests, rate limited', hint: rateLimitHint(hasToken).replace('that time', 'a while') };
    }
    if (status === 403)
        return { what: said === '' ? 'it is not allowed' : said, hint: permission };
    if (status === 451) {
        return {
            what: 'the repository is not available for legal reasons',
            hint: 'Ask the owner of the repository, or take the attestations from the registry (sources: registry).',
        };
    }
    if (status >= 500)
        return { what: said || 'it failed', hint: `${url.host} has an internal problem: re-run the job.` };
    return { what: said || 'it was not expected', hint: `Is ${url.host} GitHub's API, and no proxy in between?` };
}
function apiMessage(body) {
    try {
        const message = (0,strict_json/* member */.Dc)((0,strict_json/* parseJsonObject */.dw)(body), 'message');
        return typeof message === 'string' ? (0,secrets/* redact */.E$)(message, 200) : '';
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./build/github/client.js








const client_errorCode = 'GITHUB_API_ERROR';
const headers = { Accept: 'application/vnd.github+json', 'X-GitHub-Api-Version': '2022-11-28' };
function createGitHub({ apiUrl, serverUrl, token, ...options }) {
    const hasToken = token !== null;
    const http = (0,client/* createHttp */.V)({ ...options, errorCode: client_errorCode, rateLimit: rateLimitMs, rateLimitHint: rateLimitHint(hasToken) });
    const login = hasToken ? `Bearer ${token}` : null;
    const get = (url) => (0,redirect/* followRedirects */.FE)(http, { method: 'GET', url, headers, maxBytes: limits/* limits */.F.apiPageBytes }, login, client_errorCode, true);
    return {
        absence: absenceMeans(serverUrl, hasToken),
        list: (name, digest, keep) => {
            const first = new URL(`${apiUrl}/${name}/attestations/${digest}?per_page=${limits/* limits */.F.apiPageEntries}`);
            return readList(get, first, hasToken, keep);
        },
        async blob(text) {
            const url = blobUrl(text, new URL(apiUrl));
            const request = { method: 'GET', url, headers: {}, maxBytes: limits/* limits */.F.bundleBytes };
            const answer = await (0,redirect/* followRedirects */.FE)(http, request, null, client_errorCode);
            if (answer.status === 403 || answer.status === 404)
                return null;
            if (answer.status === 200)
                return answer.body;
            const message = `${(0,failure/* requestLine */.uA)('GET', answer.url)} answered ${answer.status}, where a bundle was to be`;
            throw new errors/* CodedError */.AK(client_errorCode, message, { hint: 'Re-run the job later.' });
        },
    };
}
async function readList(get, first, hasToken, keep) {
    const seen = new Set();
    for (let url = first; url !== null;) {
        if (seen.has(url.href))
            throw malformedAnswerError(first, 'its pages lead in a circle');
        if (seen.size === limits/* limits */.F.pages)
            throw tooManyPagesError(first);
        seen.add(url.href);
        const answer = await get(url);
        if (seen.size === 1 && isAbsent(answer))
            return 'absent';
        if (answer.status !== 200)
            throw gitHubStatusError(answer, hasToken);
        keep({ entries: readEntries(answer), moved: answer.url.pathname !== url.pathname });
        url = nextPageOf(answer, first);
    }
    return 'listed';
}
function isAbsent({ status, headers }) {
    return status === 404 && !/^\s*text\/html\b/i.test(headers['content-type'] ?? '');
}
function readEntries({ body, url }) {
    const page = parse(body, url);
    const entries = (0,strict_json/* isJsonObject */.OW)(page) ? (0,strict_json/* member */.Dc)(page, 'attestations') : undefined;
    if (!Array.isArray(entries))
        throw malformedAnswerError(url, 'its answer has no list of attestations');
    return entries;
}
function parse(body, url) {
    try {
        return JSON.parse((0,strict_json/* decodeUtf8 */._6)(body));
    }
    catch {
        throw malformedAnswerError(url, 'its answer is not JSON');
    }
}
function nextPageOf(answer, first) {
    try {
        return (0,http_link/* nextPage */.Z)(answer, first);
    }
    catch (error) {
        if (error instanceof SyntaxError)
            throw malformedAnswerError(answer.url, error.message);
        throw error;
    }
}
function blobUrl(text, api) {
    const url = URL.parse(text);
    const why = url === null ? 'to no URL' : (0,redirect/* redirectRefusal */.Hu)(api, url, api);
    if (url !== null && why === null)
        return url;
    throw new errors/* CodedError */.AK(client_errorCode, `${api.host} refers ${why} for a bundle, which is refused`, {
        hint: `${api.host}, or a proxy in front of it, is set up in a way that would be unsafe to follow.`,
    });
}
function tooManyPagesError(url) {
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', `${(0,failure/* requestLine */.uA)('GET', url)} has more than ${limits/* limits */.F.pages} pages`, {
        hint: 'Delete attestations you do not need, because a valid one may be beyond the limit.',
    });
}


/***/ })

};

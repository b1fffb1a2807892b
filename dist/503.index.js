export const id = 503;
export const ids = [503];
export const modules = {

/***/ 7503:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createKeychain: () => (/* binding */ createKeychain)
});

// UNUSED EXPORTS: takesJobToken

// EXTERNAL MODULE: ./build/core/errors.js
var errors = __webpack_require__(2807);
// EXTERNAL MODULE: ./build/registry/credential.js
var credential = __webpack_require__(6869);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/core/limits.js
var limits = __webpack_require__(332);
// EXTERNAL MODULE: ./build/formats/strict-json.js
var strict_json = __webpack_require__(6609);
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

// EXTERNAL MODULE: ./build/registry/origin.js
var origin = __webpack_require__(7182);
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
    const host = (0,origin/* isDockerHub */.g)(name.toLowerCase()) ? 'docker.io' : name.toLowerCase();
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
    onSecret((0,credential/* basicValue */.u)(login));
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
    const spellings = (0,origin/* isDockerHub */.g)(host) ? ['registry-1.docker.io', 'docker.io', 'index.docker.io'] : [host];
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
    onSecret((0,credential/* basicValue */.u)(login));
    return { credential: { ...login, from }, note: null };
}
function fromJob(host, { jobToken, onSecret }) {
    if (jobToken === null || !takesJobToken(host, jobToken.serverUrl))
        return null;
    const login = { username: jobToken.username, password: jobToken.token };
    for (const form of [jobToken.token, (0,credential/* basicValue */.u)(login)])
        onSecret(form);
    return { kind: 'job-token', ...login, from: 'the `token` input' };
}


/***/ })

};

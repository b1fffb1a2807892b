export const id = 20;
export const ids = [20];
export const modules = {

/***/ 6858:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gs: () => (/* binding */ isKindOf),
/* harmony export */   iY: () => (/* binding */ unmet),
/* harmony export */   kx: () => (/* binding */ evaluateRule)
/* harmony export */ });
/* unused harmony export mismatch */
/* harmony import */ var _core_limits_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(332);
/* harmony import */ var _claims_claim_table_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1780);
/* harmony import */ var _claims_glob_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(315);
/* harmony import */ var _claims_identity_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9971);
/* harmony import */ var _claims_slsa_provenance_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(608);





function evaluateRule(finding, rule, surroundings) {
    const signer = finding.proof?.signer ?? null;
    if (finding.status === 'not-judged') {
        return { code: 'LIMIT_EXCEEDED', message: notJudged[finding.code], claims: [], signer };
    }
    if (finding.status === 'rejected')
        return { code: finding.code, message: finding.message, claims: [], signer };
    const { statement, predicateType, proof } = finding;
    if (!isKindOf(rule, predicateType)) {
        const kinds = predicateTypesOf(rule) ?? [];
        const wanted = kinds === _claims_slsa_provenance_js__WEBPACK_IMPORTED_MODULE_0__/* .slsaPredicateTypes */ .GC ? `${anyOf(kinds)} (SLSA provenance)` : anyOf(kinds);
        const found = predicateType ?? 'a signature without a statement';
        return {
            code: 'PREDICATE_MISMATCH',
            message: `expected predicate type ${wanted}, got ${found}`,
            claims: [],
            signer,
        };
    }
    const provenance = rule.type === 'artifact_signature' ? null : (0,_claims_slsa_provenance_js__WEBPACK_IMPORTED_MODULE_0__/* .provenanceOf */ .Jj)(statement);
    const evidence = { signer: proof.signer, signedAt: proof.signedAt, predicateType, provenance };
    const claims = [
        ...rule.constraints.map((constraint) => claimResult(rule.type, constraint, evidence, surroundings)),
        ...contradictionResults(evidence),
    ];
    const [failed] = claims.filter(({ ok }) => !ok);
    return failed === undefined
        ? { code: 'VERIFIED', message: 'It satisfies the rule.', claims, signer }
        : {
            code: 'CLAIM_MISMATCH',
            message: `${mismatch(failed)}${reusableWorkflowNote(failed, proof.signer)}`,
            claims,
            signer,
        };
}
const notJudged = {
    TIMEOUT: 'it was not verified, because the step had no time left for it',
    LIMIT_EXCEEDED: `it was not verified, because those before it have up to ${_core_limits_js__WEBPACK_IMPORTED_MODULE_1__/* .limits */ .F.witnesses} log entries and timestamps together`,
};
function isKindOf(rule, predicateType) {
    const kinds = predicateTypesOf(rule);
    return kinds === null || (predicateType !== null && kinds.some((kind) => (0,_claims_glob_js__WEBPACK_IMPORTED_MODULE_2__/* .matches */ .cK)(kind, predicateType)));
}
function predicateTypesOf({ type, constraints }) {
    if (type === 'artifact_signature')
        return null;
    return constraints.find(({ claim }) => claim === 'predicate_type')?.expected ?? _claims_slsa_provenance_js__WEBPACK_IMPORTED_MODULE_0__/* .slsaPredicateTypes */ .GC;
}
function mismatch({ claim, expected, actual }) {
    const wanted = [expected]
        .flat()
        .map((value) => JSON.stringify(value))
        .join(' or ');
    return `${claim}: expected ${wanted}, found ${actual === null ? 'nothing' : JSON.stringify(actual)}`;
}
const aboutWorkflows = new Set([
    ...['signer_identity', 'signer_digest', 'build_config', 'build_config_digest', 'builder_id'],
    ...['build_config of the predicate', 'signer_identity of the predicate'],
]);
function reusableWorkflowNote({ claim }, signer) {
    const reusable = (0,_claims_identity_js__WEBPACK_IMPORTED_MODULE_3__/* .reusableWorkflow */ .ho)(signer);
    return aboutWorkflows.has(claim) && reusable !== null
        ? ` (signed by the reusable workflow ${reusable.signer}, which ${reusable.caller} called)`
        : '';
}
function unmet({ claim, expected, position }) {
    return { claim, expected: allShown(expected), actual: null, ok: false, position };
}
function claimResult(type, { claim, expected, position }, evidence, surroundings) {
    const { word, predicated, accepts } = (0,_claims_claim_table_js__WEBPACK_IMPORTED_MODULE_4__/* .claimNamed */ .I)(type, claim);
    const accepted = (actual) => actual !== null && actual !== '' && expected.some((value) => accepts(value, actual, evidence, surroundings));
    const { provenance } = evidence;
    const words = [word(evidence, surroundings)];
    if (predicated !== undefined)
        words.push(provenance === null ? null : predicated(provenance));
    const [certificate, predicate] = words;
    const both = words.length === 2 && certificate !== predicate;
    return {
        claim,
        expected: allShown(expected),
        actual: both
            ? `${certificate ?? 'nothing'} in the certificate, ${predicate ?? 'nothing'} in the predicate`
            : (certificate ?? null),
        ok: words.every(accepted),
        position,
    };
}
function contradictionResults({ signer, provenance }) {
    if (provenance === null)
        return [];
    return (0,_claims_slsa_provenance_js__WEBPACK_IMPORTED_MODULE_0__/* .contradictions */ .vM)(signer, provenance).map((field) => ({
        claim: `${field} of the predicate`,
        expected: signer[field] ?? '',
        actual: provenance[field],
        ok: false,
        position: null,
    }));
}
function allShown(expected) {
    const [first, ...others] = expected;
    return others.length === 0 ? (0,_claims_glob_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP)(first) : expected.map(_claims_glob_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP);
}
function anyOf(values) {
    return values.map(_claims_glob_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP).join(' or ');
}


/***/ }),

/***/ 4020:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readProfile: () => (/* reexport */ readProfile),
  suggestProfile: () => (/* reexport */ suggestProfile)
});

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
// EXTERNAL MODULE: ./build/core/errors.js
var errors = __webpack_require__(2807);
// EXTERNAL MODULE: ./build/core/limits.js
var limits = __webpack_require__(332);
// EXTERNAL MODULE: ./build/formats/image-name.js
var image_name = __webpack_require__(9500);
// EXTERNAL MODULE: ./build/formats/strict-json.js
var strict_json = __webpack_require__(6609);
// EXTERNAL MODULE: ./node_modules/js-yaml/dist/js-yaml.mjs
var js_yaml = __webpack_require__(3243);
;// CONCATENATED MODULE: ./build/formats/yaml.js


function readYaml(text, file) {
    const at = positionsIn(text, file);
    try {
        const events = (0,js_yaml/* parseEvents */.PH)(text, {});
        refuseIndirection(events, at);
        const { value, repetition } = contentOf(text);
        const { places, repeated } = nodePositions(text, events);
        const twice = repeated.map(({ key, at: offset }) => (0,errors/* configError */.Fj)(`The key ${JSON.stringify(key.slice(0, 100))} occurs twice in one mapping.`, {
            position: at(offset),
            hint: 'Keep one of them.',
        }));
        if (repetition !== null && twice.length === 0)
            throw repetition;
        const place = (path) => places.get(keyOf(path)) ?? { key: 0, value: 0, end: 0 };
        const nearest = (path) => path.length === 0 || places.has(keyOf(path)) ? path : nearest(path.slice(0, -1));
        return {
            value,
            positionOf: (path) => at(place(nearest(path)).value),
            positionOfKey: (path) => at(place(nearest(path)).key),
            sourceOf: (path) => text.slice(place(path).value, place(path).end),
            repeated: twice,
        };
    }
    catch (error) {
        if (!(error instanceof js_yaml/* YAMLException */.tB))
            throw error;
        const position = error.mark ? { file, line: error.mark.line + 1, column: error.mark.column + 1 } : at(0);
        throw (0,errors/* configError */.Fj)(`The profile is not valid YAML: ${error.reason}.`, { position, cause: error });
    }
}
function contentOf(text) {
    try {
        return { value: (0,js_yaml/* load */.Hh)(text, { maxAliases: 0 }), repetition: null };
    }
    catch (error) {
        if (!(error instanceof js_yaml/* YAMLException */.tB) || !error.reason.startsWith('duplicated mapping key'))
            throw error;
        return { value: (0,js_yaml/* load */.Hh)(text, { maxAliases: 0, json: true }), repetition: error };
    }
}
function refuseIndirection(events, at) {
    for (const event of events) {
        if (!('anchorStart' in event))
            continue;
        if (event.anchorStart !== -1) {
            throw (0,errors/* configError */.Fj)('Anchors and aliases are not allowed in a profile. Write the value itself.', {
                position: at(event.anchorStart),
            });
        }
        if ('tagStart' in event && event.tagStart !== -1) {
            throw (0,errors/* configError */.Fj)('Tags are not allowed in a profile.', { position: at(event.tagStart) });
        }
    }
}
function nodePositions(text, events) {
    const places = new Map();
    const repeated = [];
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
            const key = (0,js_yaml/* getScalarValue */.KE)(text, event);
            if (parent.keys.has(key))
                repeated.push({ key, at: event.valueStart });
            parent.keys.add(key);
            parent.next = { key, at: event.valueStart };
            continue;
        }
        const path = parent?.next ? [...parent.path, parent.next.key] : [];
        const key = parent?.next?.at ?? -1;
        const start = scalar ? event.valueStart : event.start;
        if (start !== -1 || key !== -1) {
            places.set(keyOf(path), {
                key: key === -1 ? start : key,
                value: start === -1 ? key : start,
                end: scalar ? event.valueEnd : start,
            });
        }
        if (parent?.next)
            parent.next = typeof parent.next.key === 'number' ? { key: parent.next.key + 1, at: -1 } : null;
        const next = event.type === js_yaml/* EVENT_ID */.hy.SEQUENCE ? { key: 0, at: -1 } : null;
        if (!scalar)
            open.push({ path, next, keys: new Set() });
    }
    return { places, repeated };
}
function keyOf(path) {
    return JSON.stringify(path);
}
function positionsIn(text, file) {
    const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    return (offset) => {
        let [low, high] = [0, starts.length];
        while (high - low > 1) {
            const middle = (low + high) >> 1;
            if ((starts[middle] ?? 0) <= Math.max(offset, 0))
                low = middle;
            else
                high = middle;
        }
        return { file, line: low + 1, column: Math.max(offset, 0) - (starts[low] ?? 0) + 1 };
    };
}

// EXTERNAL MODULE: ./build/policy/claims/claim-table.js
var claim_table = __webpack_require__(1780);
// EXTERNAL MODULE: ./build/policy/claims/requirements.js + 1 modules
var requirements = __webpack_require__(3990);
// EXTERNAL MODULE: ./build/policy/claims/rule-warnings.js
var rule_warnings = __webpack_require__(4489);
// EXTERNAL MODULE: ./build/policy/evaluation/rule-scope.js
var rule_scope = __webpack_require__(6959);
// EXTERNAL MODULE: ./build/text/did-you-mean.js
var did_you_mean = __webpack_require__(9903);
;// CONCATENATED MODULE: ./build/policy/profile/schema.js



const schema_text = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* minLength */.BpQ(1));
const unread = dist/* nullish */.cl6(dist/* string */.YjP());
const paramsSchema = dist/* strictObject */.rej({
    name: dist/* nullish */.cl6(schema_text),
    tags: dist/* nullish */.cl6(dist/* pipe */.FsL(dist/* array */.YOg(schema_text), dist/* minLength */.BpQ(1))),
    tag_regex: dist/* nullish */.cl6(dist/* pipe */.FsL(schema_text, dist/* maxLength */.Ru6(limits/* limits */.F.tagRegexLength))),
    type: dist/* nullish */.cl6(dist/* picklist */.KIO(['container'])),
    sigstore: dist/* nullish */.cl6(schema_text),
});
const globSchema = dist/* strictObject */.rej({ glob: dist/* pipe */.FsL(schema_text, dist/* maxLength */.Ru6(limits/* limits */.F.globLength)) });
const number = dist/* pipe */.FsL(dist/* number */.aig(), dist/* integer */.ndf(), dist/* minValue */.Wwf(1), dist/* maxValue */.cGV(Number.MAX_SAFE_INTEGER));
function listOf(item) {
    return dist/* pipe */.FsL(dist/* array */.YOg(item), dist/* minLength */.BpQ(1), dist/* maxLength */.Ru6(limits/* limits */.F.claimValues));
}
const schema_forms = {
    one: schema_text,
    list: dist/* union */.KCZ([schema_text, listOf(schema_text)]),
    pattern: dist/* union */.KCZ([schema_text, globSchema, listOf(dist/* union */.KCZ([schema_text, globSchema]))]),
    number: dist/* union */.KCZ([schema_text, number, globSchema, listOf(dist/* union */.KCZ([schema_text, number, globSchema]))]),
};
function formOf(type, claim) {
    if (type !== 'artifact_provenance')
        return claim === 'event' ? 'list' : 'one';
    if (claim === 'max_age')
        return 'one';
    return claim === 'repository_id' || claim === 'owner_id' ? 'number' : 'pattern';
}
function claimEntries(type) {
    const entries = Object.entries(claim_table/* claimsOf */.d[type]).map(([claim, { reads, how }]) => {
        const form = schema_forms[formOf(type, claim)];
        return [claim, dist/* optional */.lqM(dist/* pipe */.FsL(form, dist/* description */.h_(`${reads}: ${how}`)))];
    });
    return Object.fromEntries(entries);
}
const flags = { is_signed: dist/* optional */.lqM(dist/* boolean */.zMY()), is_verified: dist/* optional */.lqM(dist/* boolean */.zMY()) };
function ruleSchema(type, further) {
    const entries = { ...further, ...claimEntries(type) };
    return dist/* strictObject */.rej({
        type: dist/* literal */.euz(type),
        name: unread,
        params: dist/* nullish */.cl6(paramsSchema),
        def: dist/* strictObject */.rej(entries),
    });
}
const ruleSchemas = {
    artifact_signature: ruleSchema('artifact_signature', flags),
    artifact_attestation_slsa: ruleSchema('artifact_attestation_slsa', {}),
    artifact_provenance: ruleSchema('artifact_provenance', flags),
};
const { artifact_signature: signature, artifact_attestation_slsa: slsa, artifact_provenance: provenance } = ruleSchemas;
const variants = dist/* variant */.Oxt('type', [signature, slsa, provenance]);
const none = dist/* nullish */.cl6(dist/* pipe */.FsL(dist/* array */.YOg(dist/* any */.bzn()), dist/* maxLength */.Ru6(0)));
const foreignSections = {
    repository: none,
    build_environment: none,
    pull_request: none,
    release: none,
    pipeline_run: none,
    task_run: none,
    build: none,
    selection: none,
};
const profileSchema = dist/* strictObject */.rej({
    version: dist/* literal */.euz('v1'),
    type: dist/* literal */.euz('profile'),
    name: schema_text,
    display_name: unread,
    id: unread,
    labels: dist/* nullish */.cl6(dist/* array */.YOg(dist/* string */.YjP())),
    context: dist/* nullish */.cl6(dist/* strictObject */.rej({ provider: unread, project: unread, organization: unread })),
    alert: unread,
    remediate: unread,
    ...foreignSections,
    artifact: dist/* pipe */.FsL(dist/* array */.YOg(variants), dist/* minLength */.BpQ(1)),
});

;// CONCATENATED MODULE: ./build/policy/profile/diagnostics.js





function schemaDiagnostics(document, issues) {
    const unknown = unknownKeys(document).slice(0, limits/* limits */.F.mistakes);
    const reported = new Set(unknown.map((path) => JSON.stringify(path)));
    const others = issues.slice(0, limits/* limits */.F.mistakes).filter((issue) => !reported.has(JSON.stringify(pathOf(issue))));
    return [
        ...unknown.map((path) => unknownKey(document, path)),
        ...others.flatMap((issue) => schemaMistake(document, issue)),
    ];
}
function pathOf(issue) {
    return (issue.path ?? []).map(({ key }) => key);
}
function diagnosticAt(document, path, message) {
    return (0,errors/* configError */.Fj)(message, { position: document.positionOf(path) });
}
function inOrder(mistakes) {
    const order = ({ position }) => (position === null ? 0 : position.line * 100_000 + position.column);
    const unique = new Map(mistakes.map((mistake) => [`${order(mistake)} ${mistake.message}`, mistake]));
    return [...unique.values()].sort((a, b) => order(a) - order(b)).slice(0, limits/* limits */.F.mistakes);
}
function schemaMistake(document, issue, within = []) {
    const path = [...within, ...pathOf(issue)];
    const inner = partsOf(issue);
    if (inner.length > 0)
        return inner.flatMap((part) => schemaMistake(document, part, path));
    return [shapeMistake(document, path, issue)];
}
function partsOf(issue) {
    const { type, input } = issue;
    if (type !== 'union' || typeof input !== 'object' || input === null)
        return [];
    const key = Array.isArray(input) ? 'number' : 'string';
    return (issue.issues ?? []).filter((part) => typeof pathOf(part)[0] === key);
}
function shapeMistake(document, path, issue) {
    const name = nameOf(path);
    const position = document.positionOf(path);
    const isForeign = path.length > 0 && Object.hasOwn(foreignSections, String(path[0]));
    if (isForeign)
        return unknownKey(document, path.slice(0, 1));
    if (issue.expected === 'never')
        return unknownKey(document, path);
    if (issue.received === 'undefined')
        return (0,errors/* configError */.Fj)(`${name} is missing.`, { position, hint: hintFor(issue) });
    return (0,errors/* configError */.Fj)(`${name} ${complaint(document, path, issue)}`, { position });
}
function complaint(document, path, issue) {
    const { input } = issue;
    switch (issue.type) {
        case 'min_length':
            return empty(path);
        case 'max_length':
            return `is longer than ${issue.requirement} ${Array.isArray(input) ? 'values' : 'characters'}.`;
        case 'integer':
        case 'min_value':
        case 'max_value':
            return quoteIt(document, path);
        case 'string':
        case 'union':
            if (input === null)
                return empty(path);
            if (typeof input === 'number' || typeof input === 'boolean') {
                return quoteIt(document, path);
            }
            return `must be ${formsAt(document, path)}, got ${shown(input)}.`;
        case 'boolean':
            return `must be true or false without quotes, got ${shown(input)}.`;
        default:
            return `must be ${expectation(issue)}, got ${shown(input)}.`;
    }
}
function empty(path) {
    return path.length === 1 ? 'is empty. Give it a value.' : 'is empty. Remove the key, or give it a value.';
}
function formsAt(document, path) {
    const [, index, part, claim] = path;
    const type = valueAt(document.value, ['artifact', index ?? '', 'type']);
    if (part !== 'def' || typeof claim !== 'string' || !isRuleType(type))
        return 'a string';
    const words = { one: 'a string', list: 'a string or a list of strings' };
    const form = formOf(type, claim);
    if (path.length > 4)
        return form === 'list' || path.at(-1) === 'glob' ? 'a string' : "a string or { glob: 'pattern' }";
    return form === 'one' || form === 'list' ? words[form] : "a string, { glob: 'pattern' }, or a list of these";
}
function isRuleType(type) {
    return typeof type === 'string' && Object.hasOwn(ruleSchemas, type);
}
function quoteIt(document, path) {
    const type = typeof valueAt(document.value, path);
    const source = document.sourceOf(path);
    return `is parsed by YAML as a ${type}. Quote it: '${source}'.`;
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
        return 'an empty value';
    if (Array.isArray(input))
        return 'a list';
    return typeof input === 'object' ? 'a mapping' : JSON.stringify(input).slice(0, 100);
}
function nameOf(path) {
    if (path.length === 0)
        return 'The profile';
    return `The profile's ${path
        .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
        .join('')
        .slice(1)}`;
}
const refusedInRules = new Map([
    [
        'allowed_workflow',
        {
            reason: 'Minder never implemented it, so it would check nothing.',
            hint: 'Pin the workflow with signer_identity.',
        },
    ],
]);
const otherEntity = {
    reason: 'its rules are not about images, and this action does not check them.',
    hint: 'Keep the rules under artifact in a separate profile.',
};
const refusedAtTop = new Map([
    [
        'selection',
        {
            reason: 'it selects images by an expression, and this action does not evaluate it.',
            hint: 'Choose images with params: name, tags, or tag_regex.',
        },
    ],
    ...Object.keys(foreignSections)
        .filter((key) => key !== 'selection')
        .map((key) => [key, otherEntity]),
]);
function unknownKey(document, path) {
    const key = String(path.at(-1));
    const position = document.positionOfKey(path);
    const refusal = (path.length === 1 ? refusedAtTop : refusedInRules).get(key);
    if (refusal !== undefined) {
        return (0,errors/* configError */.Fj)(`The key ${key} is refused: ${refusal.reason}`, { position, hint: refusal.hint });
    }
    const known = knownKeys(document.value, path.slice(0, -1));
    const near = (0,did_you_mean/* nearest */.p)(key, known);
    return (0,errors/* configError */.Fj)(`Unknown key ${JSON.stringify(key.slice(0, 100))} in the profile${near ? ` (did you mean ${near}?)` : ''}.`, {
        position,
        hint: `Known keys here: ${known.join(', ')}.`,
    });
}
function listDiagnostics(document) {
    return mappingPaths(document)
        .filter((path) => Array.isArray(valueAt(document.value, path)))
        .map((path) => diagnosticAt(document, path, `${nameOf(path)} must be a mapping of keys to values, got a list.`));
}
function mappingPaths(document) {
    const rules = (0,strict_json/* isJsonObject */.OW)(document.value) ? document.value.artifact : undefined;
    const rulePaths = Array.isArray(rules) ? rules.map((_, index) => ['artifact', index]) : [];
    return [[], ['context'], ...rulePaths.flatMap((rule) => [rule, [...rule, 'params'], [...rule, 'def']])];
}
function unknownKeys(document) {
    return mappingPaths(document).flatMap((path) => {
        const value = valueAt(document.value, path);
        const known = knownKeys(document.value, path);
        if (!(0,strict_json/* isJsonObject */.OW)(value) || known.length === 0)
            return [];
        return Object.keys(value)
            .filter((key) => !known.includes(key) && !(path.length === 0 && Object.hasOwn(foreignSections, key)))
            .map((key) => [...path, key]);
    });
}
function knownKeys(value, path) {
    const [top, , part] = path;
    if (top === undefined)
        return Object.keys(profileSchema.entries).filter((key) => !Object.hasOwn(foreignSections, key));
    if (top === 'context')
        return Object.keys(profileSchema.entries.context.wrapped.entries);
    if (part === 'params')
        return Object.keys(paramsSchema.entries);
    const type = valueAt(value, [...path.slice(0, 2), 'type']);
    if (part === undefined)
        return Object.keys(ruleSchemas.artifact_signature.entries);
    if (path.length > 3)
        return ['glob'];
    return isRuleType(type) ? Object.keys(ruleSchemas[type].entries.def.entries) : [];
}
function valueAt(value, path) {
    return path.reduce((inner, key) => {
        if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key))
            return undefined;
        return inner[key];
    }, value);
}

// EXTERNAL MODULE: ./node_modules/re2js/build/index.js
var build = __webpack_require__(2856);
;// CONCATENATED MODULE: ./build/policy/profile/tag-pattern.js


function tagPatterns() {
    const known = new Map();
    let instructions = 0;
    return (source) => {
        const before = known.get(source);
        if (before !== undefined)
            return before;
        if (known.size >= limits/* limits */.F.tagRegexes)
            return tooMany;
        const compiled = instructions > limits/* limits */.F.tagRegexInstructions ? null : compile(source);
        if (compiled instanceof build/* RE2JS */.L3)
            instructions += compiled.programSize();
        const isTooMuch = instructions > limits/* limits */.F.tagRegexInstructions;
        const pattern = isTooMuch || compiled === null
            ? tooLarge
            : typeof compiled === 'string'
                ? compiled
                : remembering(compiled, source);
        known.set(source, pattern);
        return pattern;
    };
}
const tooMany = `exceeds the limit of ${limits/* limits */.F.tagRegexes} patterns in one profile: share one pattern between rules, or use tags.`;
const tooLarge = 'makes the patterns of this profile too large in total: lower the counts in braces, or use tags.';
function compile(source) {
    if (tagRegexWork(source) > limits/* limits */.F.tagRegexWork)
        return 'repeats too much: lower the counts in braces, or use + and *.';
    try {
        return build/* RE2JS */.L3.compile(source);
    }
    catch {
        return 'is not a regular expression in RE2 syntax.';
    }
}
function remembering(pattern, source) {
    const answers = new Map();
    const matches = (tag) => {
        const answer = answers.get(tag) ?? pattern.matches(tag);
        answers.set(tag, answer);
        return answer;
    };
    return { source, matches };
}
function tagRegexWork(pattern) {
    const counts = [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].map(([, least, most]) => Number(most || least));
    return (pattern.length *
        Math.min(counts.reduce((product, count) => product * Math.max(count, 1), 1), 1000));
}

;// CONCATENATED MODULE: ./build/policy/profile/read-profile.js













function readProfile(text, file, surroundings) {
    let document;
    try {
        document = readYaml(text, file);
    }
    catch (error) {
        return [(0,errors/* toCodedError */.Bt)(error)];
    }
    const lists = listDiagnostics(document);
    if (lists.length > 0)
        return inOrder([...document.repeated, ...lists]);
    const { issues = [] } = dist/* safeParse */.xLC(profileSchema, document.value);
    const sound = wellFormedRules(document, issues.map(pathOf));
    const large = sizeMistakes(sound, document);
    if (large.length > 0)
        return inOrder([...document.repeated, ...large]);
    const patterns = tagPatterns();
    const read = sound.map((one) => readRule(one, document, surroundings, patterns));
    const mistakes = inOrder([
        ...document.repeated,
        ...schemaDiagnostics(document, issues),
        ...read.flatMap(({ mistakes }) => mistakes),
    ]);
    if (mistakes.length > 0)
        return mistakes;
    if (issues.length > 0)
        throw new Error('the profile has a mistake that nobody has words for');
    return { rules: read.map(({ rule }) => rule), warnings: read.flatMap(({ warnings }) => warnings) };
}
function wellFormedRules(document, flawed) {
    const rules = (0,strict_json/* isJsonObject */.OW)(document.value) ? document.value.artifact : undefined;
    if (!Array.isArray(rules))
        return [];
    const flaws = new Set(flawed.map((path) => JSON.stringify(path.slice(0, 4))));
    return rules.flatMap((rule, index) => {
        const path = ['artifact', index];
        if (!(0,strict_json/* isJsonObject */.OW)(rule) || !read_profile_isRuleType(rule.type) || !(0,strict_json/* isJsonObject */.OW)(rule.def))
            return [];
        const known = ruleSchemas[rule.type].entries.def.entries;
        const sound = (part) => Object.entries((0,strict_json/* isJsonObject */.OW)(rule[part]) ? rule[part] : {}).filter(([key]) => (part === 'params' || Object.hasOwn(known, key)) && !flaws.has(JSON.stringify([...path, part, key])));
        const def = Object.fromEntries(sound('def'));
        const params = Object.fromEntries(sound('params'));
        const whole = Object.keys(def).length === Object.keys(rule.def).length;
        return [{ rule: { type: rule.type, params, def }, path, whole }];
    });
}
function sizeMistakes(rules, document) {
    const { profileValues, globCharacters } = limits/* limits */.F;
    const hint = 'Split the profile into several, each in its own step, or replace values with a glob.';
    let [values, characters] = [0, 0];
    for (const { rule, path } of rules) {
        const parts = Object.entries(rule.def).map(([key, value]) => ({ at: ['def', key], all: [value].flat() }));
        parts.push({ at: ['params', 'tags'], all: [rule.params?.tags ?? []].flat() });
        for (const { at, all } of parts) {
            values += all.length;
            characters += all.reduce((sum, one) => sum + ((0,strict_json/* isJsonObject */.OW)(one) ? String(one.glob).length : 0), 0);
            const position = document.positionOf([...path, ...at]);
            if (values > profileValues)
                return [(0,errors/* configError */.Fj)(`The profile has more than ${profileValues} values in all its rules.`, { position, hint })];
            if (characters > globCharacters)
                return [
                    (0,errors/* configError */.Fj)(`The globs of the profile have more than ${globCharacters} characters.`, { position, hint }),
                ];
        }
    }
    return [];
}
function read_profile_isRuleType(type) {
    return typeof type === 'string' && Object.hasOwn(ruleSchemas, type);
}
function readRule({ rule, path, whole }, document, surroundings, patterns) {
    const { type } = rule;
    const pattern = rule.params?.tag_regex ? patterns(rule.params.tag_regex) : null;
    const asked = requirementsOf(rule, path, document);
    const resolved = asked.flatMap((one) => (0,requirements/* resolveCurrent */.OY)(type, one, surroundings) ?? []);
    const read = {
        type,
        position: document.positionOf(path),
        applies: {
            name: rule.params?.name ?? null,
            tags: rule.params?.tags ?? [],
            tagRegex: typeof pattern === 'string' ? null : pattern,
        },
        sigstore: rule.params?.sigstore
            ? { name: rule.params.sigstore, position: document.positionOf([...path, 'params', 'sigstore']) }
            : null,
        verified: asked.length > 0 || type !== 'artifact_signature' || rule.def.is_verified === true,
        constraints: (0,requirements/* constraintsOf */.Im)(type, resolved, surroundings),
    };
    return {
        rule: read,
        mistakes: [
            ...paramsMistakes(rule, pattern, path, document),
            ...flagMistakes(rule, asked, path, document, whole),
            ...numberMistakes(rule, path, document),
            ...(0,requirements/* claimDiagnostics */.vh)(type, asked, surroundings),
        ],
        warnings: (0,rule_warnings/* warningsOf */.n)(read, resolved, surroundings),
    };
}
function requirementsOf(rule, path, document) {
    const given = Object.entries(rule.def).flatMap(([claim, value]) => {
        if (!isClaim(rule.type, claim))
            return [];
        const position = document.positionOf([...path, 'def', claim]);
        return [{ claim, expected: expectedOf(value), position, label: `The profile's ${claim}` }];
    });
    if (rule.type !== 'artifact_attestation_slsa')
        return given;
    const defaults = slsaDefaults.filter(({ claim }) => !Object.hasOwn(rule.def, claim));
    return [...given, ...defaults.map((one) => ({ ...one, position: document.positionOf(path), label: one.claim }))];
}
function isClaim(type, key) {
    return Object.hasOwn(claim_table/* claimsOf */.d[type], key);
}
const slsaDefaults = [
    { claim: 'workflow_ref', expected: ['refs/heads/main'] },
    { claim: 'event', expected: ['push', 'workflow_dispatch'] },
];
function expectedOf(value) {
    const values = (Array.isArray(value) ? value : [value]);
    return values.map((one) => (typeof one === 'number' ? String(one) : one));
}
function numberMistakes({ def }, path, document) {
    const places = Object.entries(def).flatMap(([claim, value]) => {
        const at = [...path, 'def', claim];
        return Array.isArray(value) ? value.map((one, index) => ({ one, at: [...at, index] })) : [{ one: value, at }];
    });
    return places
        .filter(({ one, at }) => typeof one === 'number' && document.sourceOf(at) !== String(one))
        .map(({ at }) => diagnosticAt(document, at, `${nameOf(at)} ${quoteIt(document, at)}`));
}
function paramsMistakes({ params }, pattern, path, document) {
    const at = (key, message) => diagnosticAt(document, [...path, 'params', key], message);
    const mistakes = [];
    if (params?.name && !(0,rule_scope/* isPossibleImageName */.a_)(params.name)) {
        const words = 'write its path (acme/app), or registry/path (docker.io/library/alpine), in lower case, without a tag or wildcard.';
        mistakes.push(at('name', `name: ${JSON.stringify(params.name.slice(0, 255))} is not an image name: ${words}`));
    }
    if (params?.tags && params.tag_regex)
        mistakes.push(at('tag_regex', 'tags and tag_regex cannot be used together. Remove one of them.'));
    const noTag = params?.tags?.find((tag) => !(0,image_name/* isTag */.dz)(tag));
    if (noTag !== undefined)
        mistakes.push(at('tags', `${JSON.stringify(noTag.slice(0, 128))} is not a tag.`));
    if (typeof pattern === 'string')
        mistakes.push(at('tag_regex', `tag_regex ${pattern}`));
    return mistakes;
}
function flagMistakes(rule, asked, path, document, whole) {
    const { is_signed, is_verified } = rule.def;
    if (asked.length > 0 && is_verified === false) {
        const at = [...path, 'def', 'is_verified'];
        return [
            diagnosticAt(document, at, 'is_verified: false contradicts the claims of the rule, because claims can only be read from a verified signature.'),
        ];
    }
    if (whole && asked.length === 0 && !is_signed && !is_verified) {
        return [
            diagnosticAt(document, [...path, 'def'], 'This rule requires nothing. Set is_verified: true, and add claims.'),
        ];
    }
    return [];
}

// EXTERNAL MODULE: ./build/formats/workflow-uri.js
var workflow_uri = __webpack_require__(7345);
// EXTERNAL MODULE: ./build/policy/claims/identity.js
var identity = __webpack_require__(9971);
// EXTERNAL MODULE: ./build/policy/claims/slsa-provenance.js
var slsa_provenance = __webpack_require__(608);
// EXTERNAL MODULE: ./build/policy/evaluation/evaluate-rule.js
var evaluate_rule = __webpack_require__(6858);
;// CONCATENATED MODULE: ./build/policy/guidance/suggest.js





const maxLength = 4096;
function suggestProfile(finding, image, surroundings) {
    const { signer } = finding.proof;
    const type = (0,slsa_provenance/* provenanceOf */.Jj)(finding.statement) === null ? 'artifact_signature' : 'artifact_provenance';
    const wanted = type === 'artifact_provenance' ? provenanceClaims(signer, surroundings) : signatureClaims(signer, surroundings);
    const claims = wanted.filter((claim) => claim[1] !== null);
    const text = yamlOf(type, claims, image);
    return text.length <= maxLength && acceptsAttestation(text, finding, surroundings) ? text : null;
}
function acceptsAttestation(text, finding, surroundings) {
    const policy = readProfile(text, null, surroundings);
    return (!Array.isArray(policy) &&
        policy.rules.every((rule) => (0,evaluate_rule/* evaluateRule */.kx)(finding, rule, surroundings).code === 'VERIFIED'));
}
function provenanceClaims(signer, surroundings) {
    return [
        ['repository', signer.repository],
        ['repository_id', signer.repository_id],
        ['owner_id', signer.owner_id],
        refClaim(signer.ref),
        ['signer_identity', signerIdentity(signer, false, surroundings)],
        ['build_config', (0,identity/* reusableWorkflow */.ho)(signer) === null ? null : callerOf(signer)],
        ['cert_issuer', signer.cert_issuer],
        ['runner_environment', signer.runner_environment],
        ['event', signer.event],
    ];
}
function signatureClaims(signer, surroundings) {
    const [claim, branch] = refClaim(signer.ref);
    return [
        ['repository', signer.repository],
        ['branch', claim === 'branch' ? branch : null],
        ['signer_identity', signerIdentity(signer, claim !== 'branch', surroundings)],
        ['cert_issuer', signer.cert_issuer],
        ['runner_environment', signer.runner_environment],
    ];
}
function refClaim(ref) {
    const [, folder, name = ''] = /^refs\/(heads|tags)\/([^\s~^:?*[\\]+)$/.exec(ref ?? '') ?? [];
    if (folder === 'heads')
        return ['branch', name];
    if (folder !== 'tags')
        return ['ref', ref];
    return ['tag', /^v\d[^/]*$/.test(name) ? { glob: 'v*' } : name];
}
function signerIdentity(signer, withRef, { serverUrl }) {
    const { signer_identity, repository, identity_type } = signer;
    const san = (0,workflow_uri/* identitySpellings */.uL)(signer).at(-1) ?? signer_identity;
    const path = (0,identity/* withoutRef */.iQ)(san) ?? '';
    const own = repository !== null && path.startsWith(`${repository}/.github/workflows/`);
    if (own && !withRef)
        return path.slice(repository.length + 1);
    const short = identity_type === 'uri' && san.startsWith(`${serverUrl}/`) ? san.slice(serverUrl.length + 1) : san;
    return (0,identity/* parseIdentity */.aZ)(short)?.form === 'workflow' ? short : san;
}
function callerOf({ build_config, repository }) {
    const path = (0,identity/* withoutRef */.iQ)(build_config ?? '');
    return repository !== null && path?.startsWith(`${repository}/`) ? path.slice(repository.length + 1) : build_config;
}
const lineComments = {
    repository_id: 'stays when the repository is renamed, and refuses whoever takes the name after that',
    owner_id: 'likewise for the owner',
    tag: 'which tags may be released',
    signer_identity: 'who signed',
    build_config: 'the workflow that called the one that signed',
    event: 'what started the run; may be a list',
};
function yamlOf(type, claims, { reference, digest }) {
    const repository = quoted(`${reference.registry}/${reference.path}`);
    const lines = claims.map(([claim, value]) => {
        const remark = lineComments[claim] === undefined ? '' : ` # ${lineComments[claim]}`;
        const written = typeof value === 'string' ? quoted(value) : `{ glob: ${quoted(value.glob)} }`;
        return `      ${claim}: ${written}${remark}`;
    });
    return [
        `# Pins the build that signed ${digest}.`,
        '# Keep a line only if it is true of every build of this image that you would release.',
        'version: v1',
        'type: profile',
        `name: ${repository}`,
        'artifact:',
        `  - type: ${type}`,
        '    params:',
        `      name: ${repository}`,
        '    def:',
        ...lines,
        '',
    ].join('\n');
}
function quoted(text) {
    if (/^[\x20-\x7e]*$/.test(text))
        return `'${text.replaceAll("'", "''")}'`;
    const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
    return JSON.stringify(text).replaceAll(/[^\x20-\x7e]/g, escaped);
}

;// CONCATENATED MODULE: ./build/policy/guidance/lazy-profile.js




/***/ })

};

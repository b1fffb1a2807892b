export const id = 744;
export const ids = [744];
export const modules = {

/***/ 9744:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  writeReports: () => (/* binding */ writeReports)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/core/digest.js
var core_digest = __webpack_require__(2552);
// EXTERNAL MODULE: ./build/core/regular-file.js
var regular_file = __webpack_require__(4105);
// EXTERNAL MODULE: ./build/core/secrets.js + 1 modules
var secrets = __webpack_require__(6101);
// EXTERNAL MODULE: ./build/formats/image-name.js
var image_name = __webpack_require__(9500);
// EXTERNAL MODULE: ./build/text/escape.js
var text_escape = __webpack_require__(3699);
// EXTERNAL MODULE: ./build/core/limits.js
var limits = __webpack_require__(332);
// EXTERNAL MODULE: ./build/text/phrases.js
var phrases = __webpack_require__(4796);
;// CONCATENATED MODULE: ./build/report/messages.js
const codeMessages = {
    VERIFIED: {
        title: 'The image is verified',
        nature: '',
        meaning: 'A valid attestation shows that this image was built as the policy requires.',
        next: 'Nothing. Use the image by its digest, because a tag can be moved.',
    },
    NO_PROVENANCE: {
        title: 'No provenance found for this image',
        nature: 'Most likely a mistake: the image was not attested, or this step runs before the attestation is stored.',
        meaning: 'All sources were checked. None has a signature or signed provenance for this digest.',
        next: 'Attest the image in the job that pushes it: after the push, run actions/attest with subject-name, ' +
            'subject-digest and push-to-registry: true. That job needs the permissions id-token: write, ' +
            'attestations: write and packages: write.',
    },
    NO_MATCHING_PROVENANCE: {
        title: 'No attestation satisfies the policy',
        nature: 'Either this image was not built from the required source, which may be an attack, or the policy does not match the build.',
        meaning: 'Attestations were found for this digest, but none satisfies every claim of the rule.',
        next: 'Compare what was expected with what was found. If you expected this build, correct the policy. ' +
            'If not, do not use this image.',
    },
    DIGEST_MISMATCH: {
        title: 'The image digest does not match',
        nature: 'This may be an attack: treat it as one until you know who changed the image.',
        meaning: 'The reference resolves to a different digest than expected, or the registry returned content that does not ' +
            'match the requested digest.',
        next: 'Do not use this image until you know why. Find out whether someone moved the tag after the push. Then push ' +
            'again, or pass the digest that the push step reported.',
    },
    NOT_COVERED: {
        title: 'No rule of the profile covers this image',
        nature: 'A gap in the profile. The image was not checked.',
        meaning: 'No rule of the profile applies to this image and its tags.',
        next: 'Add a rule for this image, or correct the name, tags or tag_regex of the rule that should apply. ' +
            'If it does not need to be checked, remove it from the list of images.',
    },
    IMAGE_NOT_FOUND: {
        title: 'The registry has no such image',
        nature: 'Most likely a mistake in the reference, or the push has not happened yet.',
        meaning: 'The registry answered that this reference does not exist.',
        next: 'Check the spelling, and that the image is pushed before this step runs. Some registries also report this ' +
            'when the login may not read the image.',
    },
    REGISTRY_ERROR: {
        title: 'Registry request failed',
        nature: 'The network, the registry, or a missing login. The image was not checked.',
        meaning: 'A request to the registry failed, so the attestations of this image are not known.',
        next: 'Check that a login step runs before this one and that it may read the image. If the registry was down, ' +
            're-run the job.',
    },
    GITHUB_API_ERROR: {
        title: 'GitHub API request failed',
        nature: 'The network, GitHub, or a missing permission. The image was not checked.',
        meaning: 'A request to the GitHub API failed, so the attestations stored on GitHub are not known.',
        next: 'Check that the job has the permission attestations: read. If GitHub was down, re-run the job.',
    },
    TRUST_ROOT_ERROR: {
        title: 'Could not load the Sigstore trusted root',
        nature: 'The network, or the TUF repository that serves the keys. The image was not checked.',
        meaning: 'Without a trusted root, no signature can be verified, so none was accepted.',
        next: 'Re-run the job. If this runner cannot reach the TUF repository, name a trusted_root.json in the input ' +
            'trusted-root, or set sigstore: bundled.',
    },
    TIMEOUT: {
        title: 'Verification timed out',
        nature: 'The network, or a slow service. The check was not finished.',
        meaning: 'Verification timed out before an attestation satisfied the policy.',
        next: 'Re-run the job. If it happens every time, see the report for the slow request.',
    },
    LIMIT_EXCEEDED: {
        title: 'A size limit was exceeded',
        nature: 'Too much data is attached to the image, by mistake or on purpose.',
        meaning: 'A limit was reached before an attestation satisfied the policy.',
        next: 'See the message for the limit. Delete the attestations that you do not need, or name the right attestation ' +
            'files with the bundle input.',
    },
    CONFIG_ERROR: {
        title: 'Invalid configuration',
        nature: 'A mistake in the configuration of this step. The image was not checked.',
        meaning: 'An input or the profile has a mistake. Nothing was verified.',
        next: 'Correct the input or the line of the profile that the message names.',
    },
    INTERNAL_ERROR: {
        title: 'The action itself failed',
        nature: 'A bug in the action. The image was not checked.',
        meaning: 'This is a bug in the action. It says nothing about the image.',
        next: 'Re-run the job. If it fails again, please report it with the log of this step.',
    },
};
const attestationMessages = {
    VERIFIED: 'valid, and satisfies a rule',
    LIMIT_EXCEEDED: 'exceeds a size limit of the action',
    BUNDLE_INVALID: 'malformed, or its signature is not valid',
    UNTRUSTED: 'signed with a certificate that no trusted Sigstore instance issued',
    SUBJECT_MISMATCH: 'its subject is a different digest',
    PREDICATE_MISMATCH: 'a different predicate type than the rule requires',
    CLAIM_MISMATCH: 'validly signed, but a claim of the rule does not match',
};
const claimLabels = {
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
function claimLabel(claim) {
    return (Object.hasOwn(claimLabels, claim) ? claimLabels[claim] : undefined) ?? claim;
}
function pluralize(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
function failsInAnyMode(code) {
    return code === 'CONFIG_ERROR' || code === 'INTERNAL_ERROR';
}
const severityOrder = [
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
function bySeverity(items) {
    return items.toSorted((one, other) => severityOrder.indexOf(one.code) - severityOrder.indexOf(other.code));
}

;// CONCATENATED MODULE: ./build/report/annotations.js




const maxClaims = 8;
const maxValues = 5;
function annotationsOf(verdict, { workflowFile }) {
    const inWorkflow = (annotation) => annotation.file === undefined && workflowFile !== null ? { ...annotation, file: workflowFile } : annotation;
    const failed = bounded(failures(verdict).map(inWorkflow), limits/* limits */.F.annotations, moreFailures);
    return [...failed, ...bounded(remarks(verdict), limits/* limits */.F.annotations - failed.length, moreRemarks)];
}
function failedClaims(image) {
    const claims = image.rules
        .filter(({ code, compared }) => code !== 'VERIFIED' && compared)
        .flatMap(({ platform, claims }) => claims.map((claim) => ({ ...claim, platform })));
    return uniqueBy(claims.filter(({ ok }) => !ok), (claim) => claimLine(claim));
}
function claimLine({ claim, expected, actual, platform }, door = text_escape/* plain */.pj) {
    const where = platform === null ? '' : `${door(platform, 100)}: `;
    const word = claimLabel(claim);
    const name = word === claim ? word : `${word} (${claim})`;
    const quoted = (text) => `"${door(text)}"`;
    const values = [expected].flat();
    const shown = values.slice(0, maxValues).map(quoted);
    if (values.length > maxValues)
        shown.push(pluralize(values.length - maxValues, 'other value'));
    return `${where}${door(name, 100)}: expected ${shown.join(' or ')}, found ${actual === null ? 'nothing' : quoted(actual)}`;
}
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
    const all = bySeverity([...errors, ...images]).map(({ annotation }) => annotation);
    return all.length > 0 || verdict.verified ? all : [bareFailure(verdict)];
}
function imageFailure(image, mode) {
    const claims = failedClaims(image);
    const lines = claims.slice(0, maxClaims).map((claim) => `- ${claimLine(claim)}`);
    if (claims.length > maxClaims)
        lines.push(`- and ${pluralize(claims.length - maxClaims, 'more claim')}`);
    return placed(image.position, {
        level: levelOf(image.code, mode),
        title: `${image.code}: ${(0,text_escape/* plain */.pj)(image.reference)}`,
        message: [(0,text_escape/* sentence */.em)(image.message), ...lines, codeMessages[image.code].nature, toDo(image.code, image.hint)].join('\n'),
    });
}
function errorFailure(error, mode) {
    return placed(error.position, {
        level: levelOf(error.code, mode),
        title: error.code,
        message: [(0,text_escape/* sentence */.em)(error.message), codeMessages[error.code].nature, toDo(error.code, error.hint)].join('\n'),
    });
}
function bareFailure({ code, mode }) {
    return {
        level: levelOf(code, mode),
        title: code,
        message: [codeMessages[code].meaning, codeMessages[code].nature, toDo(code, null)].join('\n'),
    };
}
function policyRemark({ message, position }) {
    return placed(position, { level: 'warning', title: 'Please check the policy', message: (0,text_escape/* sentence */.em)(message) });
}
function sourceRemark(image, result) {
    if (result.status === 'answered' || result.refused)
        return null;
    const { code, message, hint } = result.error;
    return {
        level: 'warning',
        title: `${code}: ${(0,text_escape/* plain */.pj)(image.reference)}`,
        message: [
            `The image is verified, but one place could not be read as a whole: ${placeOf(result)}.`,
            (0,text_escape/* sentence */.em)(message),
            toDo(code, hint),
        ].join('\n'),
    };
}
function placeOf({ source, platform }) {
    return platform === null ? phrases/* sourceLabels */.X[source] : `${phrases/* sourceLabels */.X[source]}, for ${(0,text_escape/* plain */.pj)(platform, 100)}`;
}
function levelOf(code, mode) {
    return mode === 'enforce' || failsInAnyMode(code) ? 'error' : 'warning';
}
function placed(position, annotation) {
    if (position === null || position.file === null)
        return annotation;
    const { file, line, column } = position;
    if ((0,text_escape/* plain */.pj)(file, text_escape/* maxSentence */.w7) === file)
        return { ...annotation, file, line, column };
    return { ...annotation, message: `${annotation.message}\nSee ${(0,text_escape/* plain */.pj)(file)}, line ${line}, column ${column}.` };
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
        title: `${pluralize(left.length, 'more failure')}`,
        message: `${pluralize(left.length, 'more failure')} in the report. Its path is the output "report" of this step.`,
    };
}
function moreRemarks(left) {
    return {
        level: 'warning',
        title: `${pluralize(left.length, 'more warning')}`,
        message: `${pluralize(left.length, 'more warning')} in the log of this step.`,
    };
}
function toDo(code, hint) {
    return `What to do: ${(0,text_escape/* sentence */.em)(hint ?? codeMessages[code].next)}`;
}
function uniqueBy(items, key) {
    const seen = new Set();
    return items.filter((item) => seen.size < seen.add(key(item)).size);
}

;// CONCATENATED MODULE: ./build/report/json.js

const maxText = 4096;
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
    return (0,text_escape/* raw */.lS)(text, maxText);
}
function boundedOrNull(text) {
    return text === null ? null : json_bounded(text);
}

;// CONCATENATED MODULE: ./build/report/log.js



const maxLines = 20;
function logOf(verdict) {
    const errors = bySeverity(verdict.errors).map(({ code, message, hint }) => ({
        title: `${code}: ${(0,text_escape/* sentence */.em)(message)}`,
        lines: [codeMessages[code].nature, `What to do: ${(0,text_escape/* sentence */.em)(hint ?? codeMessages[code].next)}`],
    }));
    return {
        groups: [...errors, ...bySeverity(verdict.images).map(imageGroup)],
        end: [...verdict.warnings.map(warningLine), `Verdict: ${verdict.code}. ${codeMessages[verdict.code].title}.`],
    };
}
function imageGroup(image) {
    const { code, reference, digest, message, hint, sources, attestations } = image;
    const end = code === 'VERIFIED' ? [] : [codeMessages[code].nature, `What to do: ${(0,text_escape/* sentence */.em)(hint ?? codeMessages[code].next)}`];
    return {
        title: `${code}: ${(0,text_escape/* plain */.pj)(reference)}${digest === null ? '' : ` (${(0,text_escape/* plain */.pj)(digest)})`}`,
        lines: [
            (0,text_escape/* sentence */.em)(message),
            ...atMost(failedClaims(image).map((claim) => `- ${claimLine(claim)}`)),
            ...sources.filter((source) => !isRefused(source)).map(sourceLine),
            ...refusedTags(sources),
            ...atMost(attestations.map(attestationLine)),
            ...end,
        ],
    };
}
function sourceLine(result) {
    const place = `Checked ${placeOf(result)}:`;
    if (result.status === 'answered')
        return `${place} ${result.found} found. ${(0,text_escape/* sentence */.em)(result.message)}`.trimEnd();
    return `${place} ${result.error.code}. ${(0,text_escape/* sentence */.em)(result.error.message)}`;
}
function isRefused(result) {
    return result.status === 'failed' && result.refused === true;
}
function refusedTags(sources) {
    const refused = sources.filter(isRefused);
    const [first] = refused;
    if (first?.status !== 'failed')
        return [];
    const where = refused.map(placeOf).join(', ');
    return [
        `Checked ${where}: refused, as some registries do for tags that do not exist. ${(0,text_escape/* sentence */.em)(first.error.message)}`,
    ];
}
function attestationLine({ code, platform, location, message }) {
    const where = platform === null ? '' : ` (${(0,text_escape/* plain */.pj)(platform, 100)})`;
    return `Attestation ${(0,text_escape/* plain */.pj)(location)}${where}: ${code}, ${attestationMessages[code]}. ${(0,text_escape/* plain */.pj)(message)}`.trimEnd();
}
function warningLine({ message }) {
    return `Warning: ${(0,text_escape/* sentence */.em)(message)}`;
}
function atMost(lines) {
    const left = lines.length - maxLines;
    return left > 0 ? [...lines.slice(0, maxLines), `and ${left} more in the report`] : [...lines];
}

// EXTERNAL MODULE: ./build/report/output.js
var output = __webpack_require__(9018);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/report/sarif.js






const sarif_maxText = 1000;
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
                columnKind: 'utf16CodeUnits',
                results: shown.map((failure) => resultOf(failure, verdict.mode, workflowFile)),
            },
        ],
    };
}
function sarif_ruleOf(code) {
    const { title, meaning, next } = codeMessages[code];
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
function failuresOf(verdict) {
    const all = [
        ...verdict.errors.map(sarif_errorFailure),
        ...verdict.images.filter(({ code }) => code !== 'VERIFIED').flatMap(imageFailures),
    ];
    if (all.length > 0 || verdict.verified)
        return bySeverity(all);
    const { code } = verdict;
    const message = `${codeMessages[code].meaning} ${sarif_toDo(code, null)}`;
    return [{ code, message, position: null, identity: [], otherwise: nowhere }];
}
const nowhere = '.github/workflows';
function sarif_errorFailure({ code, message, hint, position }) {
    return {
        code,
        message: `${sentence(message)} ${sarif_toDo(code, hint)}`,
        position,
        identity: [message],
        otherwise: nowhere,
    };
}
function imageFailures(image) {
    const { code, reference, message, hint, position } = image;
    const about = { code, otherwise: image.repository ?? reference };
    const claims = failedClaims(image);
    if (claims.length === 0) {
        const text = `${(0,text_escape/* sarif */.Is)(reference)}: ${sentence(message)} ${sarif_toDo(code, hint)}`;
        return [{ ...about, message: text, position, identity: [reference] }];
    }
    return claims.map((claim) => ({
        ...about,
        message: `${(0,text_escape/* sarif */.Is)(reference)}: ${claimLine(claim, text_escape/* sarif */.Is)}. ${sarif_toDo(code, hint)}`,
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
        partialFingerprints: { primaryLocationLineHash: fingerprint([code, ...failure.identity]) },
    };
}
function fingerprint(identity) {
    return (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32);
}
function locationOf({ position, otherwise }, workflowFile) {
    const file = position?.file ?? workflowFile;
    const [startLine, startColumn] = position !== null && position.file !== null ? [position.line, position.column] : [1, 1];
    return {
        physicalLocation: {
            artifactLocation: {
                uri: relativeUri(file ?? (0,text_escape/* raw */.lS)(otherwise, sarif_maxText)),
                ...(file !== null && { uriBaseId: '%SRCROOT%' }),
            },
            region: { startLine, startColumn, endLine: startLine, endColumn: startColumn + 1 },
        },
    };
}
function relativeUri(path) {
    const segments = external_node_path_.posix.normalize(path.slice(0, sarif_maxText).toWellFormed()).split('/');
    const encoded = segments.filter((segment) => segment !== '' && segment !== '..').map(encodeURIComponent);
    return encoded.join('/') || '.';
}
function sarif_toDo(code, hint) {
    return `What to do: ${sentence(hint ?? codeMessages[code].next)}`;
}
function sentence(text) {
    return (0,text_escape/* sarif */.Is)(text, sarif_maxText);
}

;// CONCATENATED MODULE: ./build/text/html.js
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
function list(items) {
    return `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

;// CONCATENATED MODULE: ./build/report/links.js

const ownerAndName = '[A-Za-z0-9-][A-Za-z0-9._-]*/[A-Za-z0-9_-][A-Za-z0-9._-]*';
const repositoryForm = new RegExp(`^(https://[a-z0-9-]+(?:\\.[a-z0-9-]+)+)/${ownerAndName}$`);
const workflowForm = new RegExp(`^/(${ownerAndName})/(\\.github/workflows/[A-Za-z0-9_-][A-Za-z0-9._-]*\\.ya?ml)@`);
const runForm = /^\/actions\/runs\/\d+(?:\/attempts\/\d+)?$/;
const commitForm = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const publicGoodLog = 'c0d23d6ad406973f9559f3ba2d1ca01f84147d8ffc5b8445c224f98b9591801d';
function linksOf({ signer, logEntry }) {
    const entry = logEntry?.log === publicGoodLog ? `https://search.sigstore.dev/?logIndex=${logEntry.index}` : null;
    const links = [...(signer === null ? [] : signerLinks(signer)), [entry, 'transparency log entry']];
    return links.flatMap(([url, text]) => (url === null ? [] : ((0,text_escape/* link */.nf)(url, text) ?? [])));
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
function fileOf(server, workflow, commit) {
    if (!workflow?.startsWith(server) || commit === null || !commitForm.test(commit))
        return null;
    const [, repository, file] = workflowForm.exec(workflow.slice(server.length)) ?? [];
    return file === undefined ? null : `${server}/${repository}/blob/${commit}/${file}`;
}

;// CONCATENATED MODULE: ./build/report/summary/phrases.js


const maxItems = 10;
function positionText(position) {
    if (position === null || position.file === null)
        return '';
    return `${(0,text_escape/* code */.aY)(position.file)} line ${position.line}, column ${position.column}`;
}
function parenthetical(...texts) {
    const said = texts.filter((text) => text !== '');
    return said.length > 0 ? ` (${said.join(', ')})` : '';
}
function whatToDo(verdictCode, hint) {
    return `<p><strong>What to do:</strong> ${(0,text_escape/* html */.qy)(hint ?? codeMessages[verdictCode].next, text_escape/* maxSentence */.w7)}</p>`;
}

// EXTERNAL MODULE: ./build/formats/workflow-uri.js
var workflow_uri = __webpack_require__(7345);
;// CONCATENATED MODULE: ./build/report/summary/provenance-diagram.js



const legend = 'Solid: proven by the certificate. Crossed: does not match the policy. Dotted: not proven.';
const arrows = { verified: '-->', contradicted: '--x', unknown: '-.->' };
const colours = {
    verified: '#1a7f37',
    contradicted: '#cf222e',
    unknown: '#9a6700',
};
function provenanceDiagram(image) {
    if (image.digest === null || image.rules.length === 0)
        return null;
    const { nodes, steps } = picture(image);
    return [
        '```mermaid',
        'flowchart TD',
        ...nodes.map(([name, lines]) => `  ${name}["${textOf(lines)}"]`),
        ...steps.map(({ from, to, proven, against }) => {
            const words = against.length > 0 ? `${proven}: ${against.join(', ')}` : proven;
            return `  ${from} ${arrows[proven]}|"${(0,text_escape/* mermaid */.a4)(words)}"| ${to}`;
        }),
        ...steps.map(({ proven }, index) => `  linkStyle ${index} stroke:${colours[proven]},stroke-width:2px`),
        '```',
    ].join('\n');
}
function textOf(lines) {
    return lines.flatMap((line) => (line === null ? [] : (0,text_escape/* mermaid */.a4)(line))).join('<br/>');
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
function shownOf({ rules, attestations }) {
    const rule = rules.find(({ code }) => code !== 'VERIFIED') ?? rules[0];
    const platform = rule?.platform ?? null;
    const index = rule?.satisfiedBy ?? rule?.closest ?? null;
    if (rule !== undefined && index !== null) {
        return { attestation: attestations[index] ?? null, platform, claims: rule.claims, otherwise: [] };
    }
    const rank = ({ code }) => nearestLast.indexOf(code);
    const own = attestations.filter((one) => one.platform === platform);
    const attestation = own.toSorted((one, other) => rank(other) - rank(one))[0] ?? null;
    return { attestation, platform, claims: [], otherwise: otherwiseOf(attestation?.code) };
}
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
    return ['ATTESTATION', provenance_diagram_short(kind), time, instance && `by ${instance}`];
}
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
function wayOf(signer, claims, otherwise) {
    const failed = claims.filter(({ ok }) => !ok).map(({ claim }) => claim);
    const about = (...groups) => {
        const names = groups.flatMap((group) => claimsAbout[group]);
        return failed.filter((claim) => names.includes(claim));
    };
    const others = failed.filter((claim) => !Object.values(claimsAbout).some((names) => [...names].some((n) => n === claim)));
    const called = signer.build_config !== null && !(0,workflow_uri/* isSignerUri */.xh)(signer, signer.build_config);
    const first = called ? 'caller' : 'workflow';
    return {
        nodes: [
            [
                'source',
                ['SOURCE', provenance_diagram_short(signer.repository), signer.ref, signer.commit && `commit ${signer.commit.slice(0, 12)}`],
            ],
            ...(called ? [['caller', ['CALLING WORKFLOW', ...workflowLines(signer.build_config)]]] : []),
            ['workflow', [called ? 'CALLED WORKFLOW, WHICH SIGNS' : 'SIGNER', ...workflowLines(signer.signer_identity)]],
            ['runner', ['RUNNER', signer.runner_environment, provenance_diagram_short(signer.run)]],
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
    return { from, to, proven, against: against.map(claimLabel) };
}
function workflowLines(uri) {
    const at = uri?.indexOf('@refs/') ?? -1;
    return uri === null || at === -1 ? [provenance_diagram_short(uri)] : [provenance_diagram_short(uri.slice(0, at)), uri.slice(at)];
}
function provenance_diagram_short(uri) {
    return uri?.replace(/^https:\/\//, '') ?? null;
}

;// CONCATENATED MODULE: ./build/report/summary/image-section.js








const maxAttestations = 50;
const image_section_maxClaims = 50;
function imageSection(image, { only, pictured }) {
    const open = only || image.code !== 'VERIFIED';
    const rules = image.rules.map((rule) => ruleBlock(rule, image.attestations));
    const picture = pictured ? provenanceDiagram(image) : null;
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
function suggestionBlock({ suggestedProfile, code: verdictCode }) {
    if (suggestedProfile === null)
        return [];
    const verified = verdictCode === 'VERIFIED';
    const title = verified ? 'Suggested profile that pins this build' : 'Suggested profile, if you expected this build';
    const lines = suggestedProfile.trimEnd().split('\n');
    return [details(title, `<pre>${lines.map((line) => (0,text_escape/* code */.aY)(line, text_escape/* maxSentence */.w7)).join('\n')}</pre>`, verified)];
}
function shortSection(image, only) {
    const short = '<p>The details are too long to show here. See the report.</p>';
    return [...verdictLines(image, only), short].join('\n');
}
function verdictLines(image, only) {
    const pinned = image.repository !== null && image.digest !== null ? `${image.repository}@${image.digest}` : null;
    const message = (0,text_escape/* html */.qy)(image.message, text_escape/* maxSentence */.w7);
    if (image.code === 'VERIFIED') {
        const copy = pinned === null ? [] : ['<p>Reference pinned to the verified digest:</p>', `<pre>${(0,text_escape/* code */.aY)(pinned)}</pre>`];
        return [`<h3>\u2705 ${(0,text_escape/* code */.aY)(image.reference)}</h3>`, `<p>${message}</p>`, ...copy];
    }
    const title = only ? '' : `<strong>${codeMessages[image.code].title}.</strong> `;
    return [
        `<h3>\u274c ${(0,text_escape/* code */.aY)(image.reference)}</h3>`,
        `<p>${title}${message}${parenthetical(`<code>${image.code}</code>`, positionText(image.position))}</p>`,
        ...mismatches(image),
        `<p>${codeMessages[image.code].nature}</p>`,
        whatToDo(image.code, image.hint),
        ...(pinned === null ? [] : [`<p>Image: ${(0,text_escape/* code */.aY)(pinned)}</p>`]),
    ];
}
function mismatches(image) {
    const items = failedClaims(image)
        .slice(0, maxItems)
        .map(({ claim, expected, actual, platform }) => {
        const found = actual === null ? 'nothing' : (0,text_escape/* code */.aY)(actual);
        return `${(0,text_escape/* html */.qy)(claimLabel(claim), 100)}${onPlatform(platform)}: expected ${image_section_short([expected].flat(), ' or ')}, found ${found}`;
    });
    return items.length > 0 ? [list(items)] : [];
}
function ruleBlock(rule, attestations) {
    const line = rule.position === null ? '' : `, line ${rule.position.line}`;
    const name = `Rule <code>${rule.type}</code>${line}${onPlatform(rule.platform)}`;
    const proof = rule.satisfiedBy === null ? undefined : attestations[rule.satisfiedBy];
    const claims = claimTable(rule);
    if (rule.code === 'VERIFIED')
        return `<p>\u2705 ${name} is satisfied.</p>${proof === undefined ? '' : proofList(proof)}${claims}`;
    if (rule.claims.length === 0)
        return `<p>\u274c ${name} is not satisfied.</p>`;
    if (!rule.compared)
        return `<p>\u274c ${name} is not satisfied. No attestation passed signature verification, so these claims were not compared:</p>${claims}`;
    const nearest = rule.closest === null ? undefined : attestations[rule.closest];
    const shown = nearest === undefined ? '' : proofList(nearest);
    return `<p>\u274c ${name} is not satisfied. The closest attestation:</p>${shown}${claims}`;
}
function onPlatform(platform) {
    return platform === null ? '' : ` (${(0,text_escape/* code */.aY)(platform)})`;
}
function proofList(attestation) {
    const { location, source, signedAt, signer, instance } = attestation;
    const items = [`Attestation: ${(0,text_escape/* code */.aY)(location)} (${phrases/* sourceLabels */.X[source]})`];
    if (signer !== null)
        items.push(`Signed by: ${(0,text_escape/* code */.aY)(signer.signer_identity)}`);
    if (signer?.commit)
        items.push(`Built from commit: ${(0,text_escape/* code */.aY)(signer.commit)}`);
    if (signedAt !== null)
        items.push(`Signed at: ${(0,text_escape/* code */.aY)(signedAt.toISOString())}`);
    if (instance !== null)
        items.push(`Certificate issued by the Sigstore instance: ${(0,text_escape/* code */.aY)(instance)}`);
    const links = linksOf(attestation);
    if (links.length > 0)
        items.push(`See: ${links.join(', ')}`);
    return list(items);
}
function claimTable({ claims, compared }) {
    if (claims.length === 0)
        return '';
    const rows = claims.slice(0, image_section_maxClaims).map(({ claim, expected, actual, ok }) => {
        const values = typeof expected === 'string' ? [expected] : expected;
        const word = claimLabel(claim);
        const name = word === claim ? (0,text_escape/* html */.qy)(claim, 100) : `${word}<br>${(0,text_escape/* code */.aY)(claim, 100)}`;
        if (!compared)
            return [name, image_section_short(values, ' or<br>')];
        return [`${ok ? '\u2705' : '\u274c'} ${name}`, image_section_short(values, ' or<br>'), actual === null ? 'nothing' : (0,text_escape/* cell */.Hn)(actual)];
    });
    const heads = compared ? ['Claim', 'Expected', 'Found'] : ['Claim', 'Expected'];
    return table(heads, rows, claims.length - image_section_maxClaims);
}
function image_section_short(values, separator) {
    const shown = values.slice(0, maxItems).map((value) => (0,text_escape/* cell */.Hn)(value));
    if (values.length > maxItems)
        shown.push(pluralize(values.length - maxItems, 'other value'));
    return shown.join(separator);
}
function sourceBlock({ code: verdictCode, sources }) {
    if (sources.length === 0)
        return [];
    const failed = sources.filter((source) => source.status === 'failed' && !source.refused).length;
    const title = `Sources checked: ${sources.length}${failed > 0 ? ` (${failed} incomplete)` : ''}`;
    const open = failed > 0 || verdictCode === 'NO_PROVENANCE';
    return [details(title, table(['Source', 'Found', 'Result'], sources.map(sourceRow), 0), open)];
}
function sourceRow(result) {
    const place = `${phrases/* sourceLabels */.X[result.source]}${onPlatform(result.platform)}`;
    if (result.status === 'answered')
        return [place, String(result.found), (0,text_escape/* html */.qy)(result.message, text_escape/* maxSentence */.w7)];
    return [
        place,
        String(result.found),
        `${result.refused ? '' : '\u274c '}<code>${result.error.code}</code> ${(0,text_escape/* html */.qy)(result.error.message, text_escape/* maxSentence */.w7)}`,
    ];
}
function attestationBlock({ attestations, rules }) {
    const counts = new Set(rules.map(({ satisfiedBy }) => satisfiedBy));
    const others = attestations.filter((_, index) => !counts.has(index));
    if (others.length === 0)
        return [];
    const used = others.length < attestations.length;
    const title = pluralize(others.length, used ? 'other attestation' : 'attestation');
    const rows = others.slice(0, maxAttestations).map(attestationRow);
    const content = table(['Attestation', 'Result', 'Signed by'], rows, others.length - maxAttestations);
    return [details(`${title} (${used ? 'not needed' : 'not sufficient'})`, content, false)];
}
function attestationRow(attestation) {
    const { platform, location, source, predicateType, code: reason, message, signer } = attestation;
    const kind = predicateType === null ? '' : `<br>${(0,text_escape/* cell */.Hn)(predicateType)}`;
    return [
        `${(0,text_escape/* cell */.Hn)(location)}<br>${phrases/* sourceLabels */.X[source]}${onPlatform(platform)}${kind}`,
        `<code>${reason}</code>: ${attestationMessages[reason]}<br>${(0,text_escape/* html */.qy)(message)}`,
        signer === null ? 'not proven' : (0,text_escape/* cell */.Hn)(signer.signer_identity),
    ];
}

;// CONCATENATED MODULE: ./build/report/summary/index.js





const maxPictures = 10;
const sectionBytes = 64 * 1024;
const footer = '<p><sub>This shows who built the image and from what source. It does not show that the source is harmless.</sub></p>';
function summaryOf(verdict, context) {
    const images = bySeverity(verdict.images);
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
    return `<p><strong>${pluralize(images.length, 'more image')} in the report</strong>, ${failed} of them not verified.</p>`;
}
function reportLine({ report }) {
    if (report === '')
        return '';
    return `<p>All details are in the JSON report (output <code>report</code> of this step): ${(0,text_escape/* code */.aY)(report)}</p>`;
}
function headline(verdict) {
    const words = headlineWords(verdict);
    if (verdict.verified)
        return `<h2>\u2705 ${words}</h2>`;
    if (verdict.mode !== 'warn')
        return `<h2>\u274c ${words}</h2>`;
    const broken = [...verdict.errors, ...verdict.images, verdict].some(({ code }) => failsInAnyMode(code));
    if (broken)
        return `<h2>\u274c ${words}</h2>`;
    return `<h2>\u26a0\ufe0f ${words}</h2>\n<p>The step stays green, because its mode is <code>warn</code>.</p>`;
}
function headlineWords({ verified, code: verdictCode, images }) {
    const failed = images.filter((image) => image.code !== 'VERIFIED').length;
    if (verified && images.length > 1)
        return `All ${images.length} images are verified`;
    if (images.length > 1 && failed > 0)
        return `${failed} of ${images.length} images are not verified`;
    return codeMessages[verdictCode].title;
}
function errorSections(errors) {
    const shown = bySeverity(errors).slice(0, maxItems).map(errorSection);
    return errors.length > maxItems ? [...shown, `<p>${pluralize(errors.length - maxItems, 'more error')}</p>`] : shown;
}
function errorSection(error) {
    return [
        `<h3>\u274c ${codeMessages[error.code].title} (<code>${error.code}</code>)</h3>`,
        `<p>${(0,text_escape/* html */.qy)(error.message, text_escape/* maxSentence */.w7)}${parenthetical(positionText(error.position))}</p>`,
        `<p>${codeMessages[error.code].nature}</p>`,
        whatToDo(error.code, error.hint),
    ].join('\n');
}
function warningSection(warnings) {
    if (warnings.length === 0)
        return [];
    const items = warnings.slice(0, maxItems).map((warning) => {
        return `<li>\u26a0\ufe0f ${(0,text_escape/* html */.qy)(warning.message, text_escape/* maxSentence */.w7)}${parenthetical(positionText(warning.position))}</li>`;
    });
    const left = warnings.length - maxItems;
    return [`<ul>\n${[...items, ...(left > 0 ? [`<li>${pluralize(left, 'more warning')}</li>`] : [])].join('\n')}\n</ul>`];
}

;// CONCATENATED MODULE: ./build/report/vsa.js


function vsaOf(verdict, whereabouts) {
    if (!verdict.verified || verdict.policy === null)
        return none('The images are not verified.');
    const verifier = whereabouts.action ?? whereabouts.repository;
    if (verifier === null)
        return none('The runner does not say which repository and action this is.');
    const [repository, ...others] = new Set(verdict.images.map((image) => image.repository));
    const isOneImage = new Set(verdict.images.map(({ digest }) => digest)).size === 1;
    if (!repository || (others.length > 0 && !isOneImage))
        return none('The images are of several repositories; run the step once for each.');
    const weak = verdict.images.flatMap(weaknessOf)[0];
    if (weak !== undefined)
        return none(weak);
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
function weaknessOf({ reference, rules }) {
    return rules
        .filter(({ assurance }) => assurance !== 'named-signer')
        .map(({ type, assurance }) => {
        const what = assurance === 'none' ? 'verifies nothing' : 'accepts any signer';
        return `A rule for ${(0,text_escape/* plain */.pj)(reference)} (${type}) ${what}. Name the signer in every rule, for example with repository.`;
    });
}
function subjectOf({ repository, digest }) {
    return digest === null ? [] : [{ name: repository, digest: digestSet(digest) }];
}
function satisfying({ rules, attestations }) {
    return rules.flatMap(({ satisfiedBy }) => (satisfiedBy === null ? [] : (attestations[satisfiedBy] ?? [])));
}
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
function packageUrl(repository) {
    const name = repository.split('/').at(-1) ?? '';
    return `pkg:oci/${encodeURIComponent(name)}?repository_url=${encodeURI(repository)}`;
}
function digestSet(digest) {
    return { sha256: (0,core_digest/* hexOf */.ZD)(digest) };
}
function unique(items) {
    return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

// EXTERNAL MODULE: ./build/report/workflow-commands.js
var workflow_commands = __webpack_require__(3141);
;// CONCATENATED MODULE: ./build/report/write-reports.js
















const stepSummaryBytes = 1024 * 1024;
async function writeReports(verdict, options) {
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
        (0,workflow_commands/* command */.G5)('group', title);
        for (const line of lines)
            (0,workflow_commands/* info */.pq)(line);
        (0,workflow_commands/* command */.G5)('endgroup');
    }
    for (const line of end)
        (0,workflow_commands/* info */.pq)(line);
}
function annotate({ level, title, message, file, line, column }) {
    (0,workflow_commands/* command */.G5)(level, message, { title, file, line, col: column });
}
async function writeFiles(verdict, { runnerTemp, whereabouts }) {
    const report = await attempt('JSON report', () => writeReport(verdict, [runnerTemp, (0,external_node_os_.tmpdir)()]));
    const beside = (name) => (0,external_node_path_.join)((0,external_node_path_.dirname)(report), name);
    const sarif = report && (await attempt('SARIF file', () => writeJson(beside('report.sarif'), sarifOf(verdict, whereabouts))));
    const vsa = report && verdict.verified && (await attempt('VSA', () => writeVsa(beside('vsa.json'), verdict, whereabouts)));
    return { report, sarif, vsa: vsa || '' };
}
async function writeVsa(path, verdict, whereabouts) {
    const vsa = vsaOf(verdict, whereabouts);
    if (vsa.status === 'none')
        return withoutVsa(vsa.reason);
    const text = JSON.stringify(vsa.statement);
    if ((0,secrets/* lastLook */.wq)(text) !== text)
        return withoutVsa('It would hold a secret of this run.');
    return writeJson(path, vsa.statement);
}
function withoutVsa(reason) {
    (0,workflow_commands/* info */.pq)(`There is no Verification Summary (output vsa): ${reason}`);
    return '';
}
async function attempt(what, write) {
    try {
        return await write();
    }
    catch (error) {
        (0,workflow_commands/* command */.G5)('warning', `The ${what} could not be written: ${reason(error)}. The verdict is not affected.`);
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
    const withoutSecrets = (_, value) => (typeof value === 'string' ? (0,secrets/* lastLook */.wq)(value) : value);
    await (0,promises_.writeFile)(path, `${JSON.stringify(content, withoutSecrets, 2)}\n`, { flag: 'wx' });
    return path;
}
async function writeSummary(verdict, { report }) {
    const path = process.env.GITHUB_STEP_SUMMARY ?? '';
    if (path === '')
        throw new Error('the environment variable GITHUB_STEP_SUMMARY is not set');
    const file = await (0,promises_.stat)(path);
    if (!file.isFile())
        throw new Error('GITHUB_STEP_SUMMARY does not name a file');
    const text = (0,secrets/* lastLook */.wq)(summaryOf(verdict, { report }));
    if (file.size + Buffer.byteLength(text) > stepSummaryBytes)
        throw new Error('the summary of this step is full');
    await (0,promises_.appendFile)(path, text);
    return path;
}
function reason(error) {
    return (0,text_escape/* plain */.pj)((0,regular_file/* reasonOf */.A)(error));
}
function writeOutputs(verdict, { report, sarif, vsa }) {
    const pinned = verdict.images.filter(({ code }) => code === 'VERIFIED').map(pinnedReference);
    const [first, ...others] = verdict.images;
    const digest = verdict.verified && first?.code === 'VERIFIED' && others.length === 0 ? (0,core_digest/* asDigest */.J6)(first.digest) : null;
    (0,output/* writeOutput */.z)('code', verdict.code);
    (0,output/* writeOutput */.z)('digest', digest ?? '');
    (0,output/* writeOutput */.z)('images', [...new Set(pinned)].join('\n'));
    (0,output/* writeOutput */.z)('report', report);
    (0,output/* writeOutput */.z)('sarif', sarif);
    (0,output/* writeOutput */.z)('vsa', vsa);
    (0,output/* writeOutput */.z)('verified', verdict.verified ? 'true' : 'false');
}
function pinnedReference({ repository, digest }) {
    if (repository === null || !(0,image_name/* isImageName */.lS)(repository) || (0,core_digest/* asDigest */.J6)(digest) === null) {
        throw new Error(`a verified image has no usable reference: ${(0,text_escape/* plain */.pj)(String(repository))}@${(0,text_escape/* plain */.pj)(String(digest))}`);
    }
    return `${repository}@${digest}`;
}


/***/ }),

/***/ 4796:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ sourceLabels)
/* harmony export */ });
const sourceLabels = {
    referrers: 'the referrers API of the registry',
    'referrers-tag': 'the referrers tag',
    'cosign-signature': 'the .sig tag of cosign',
    'cosign-attestation': 'the .att tag of cosign',
    buildkit: 'the BuildKit attestation manifests',
    github: 'the attestations API of GitHub',
    file: 'the bundle files',
};


/***/ })

};

export const id = 452;
export const ids = [452];
export const modules = {

/***/ 452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createCollect: () => (/* binding */ createCollect),
  createSources: () => (/* binding */ createSources),
  o: () => (/* binding */ subjectKey)
});

// UNUSED EXPORTS: listsFor

// EXTERNAL MODULE: ./build/core/limits.js
var limits = __webpack_require__(332);
// EXTERNAL MODULE: ./build/formats/image-name.js
var image_name = __webpack_require__(9500);
// EXTERNAL MODULE: ./build/policy/claims/repository-names.js
var repository_names = __webpack_require__(8352);
;// CONCATENATED MODULE: ./build/policy/claims/named-repositories.js

const claims = ['repository', 'workflow_repository'];
function namedRepositories(rules, serverUrl) {
    const constraints = rules.flatMap((rule) => rule.constraints.filter(({ claim }) => claims.includes(claim)));
    const texts = constraints.flatMap(({ expected }) => expected.filter((value) => typeof value === 'string'));
    return texts.flatMap((text) => repositoryName(text, serverUrl) ?? []);
}
function repositoryName(text, serverUrl) {
    const uri = (0,repository_names/* repositoryUri */.LJ)(text, serverUrl) ?? '';
    if (!uri.toLowerCase().startsWith(`${serverUrl.toLowerCase()}/`))
        return null;
    const name = uri.slice(serverUrl.length + 1);
    return /^[\w.-]+\/[\w.-]+$/.test(name) ? name : null;
}

// EXTERNAL MODULE: ./build/policy/evaluation/rule-scope.js
var rule_scope = __webpack_require__(6959);
// EXTERNAL MODULE: ./build/policy/evaluation/source-results.js
var source_results = __webpack_require__(2998);
// EXTERNAL MODULE: ./build/sources/budget.js
var budget = __webpack_require__(1080);
// EXTERNAL MODULE: ./build/core/errors.js
var errors = __webpack_require__(2807);
// EXTERNAL MODULE: ./build/registry/manifest.js
var registry_manifest = __webpack_require__(9329);
// EXTERNAL MODULE: ./build/core/concurrency.js
var concurrency = __webpack_require__(4949);
;// CONCATENATED MODULE: ./build/sources/blobs.js




async function fetchBlobs(registry, path, lists, roomBytes) {
    const readable = lists.map((layers) => layers.filter(({ size }) => size <= limits/* limits */.F.bundleBytes));
    const shares = (0,budget/* allocate */.CN)(readable.map((layers) => layers.reduce((sum, { size }) => sum + size, 0)), roomBytes);
    const admitted = new Set(readable.flatMap((layers, index) => smallest(layers, shares[index] ?? 0)));
    const unique = new Map([...admitted].map((layer) => [blobKey(layer), layer]));
    const blobs = new Map(await (0,concurrency/* mapBounded */.y)([...unique], limits/* limits */.F.concurrentRequests, async ([key, layer]) => {
        return [key, await fetchBlob(registry, path, layer)];
    }));
    return (layer) => {
        if (layer.size > limits/* limits */.F.bundleBytes)
            return undefined;
        return admitted.has(layer) ? blobs.get(blobKey(layer)) : overBudget(roomBytes);
    };
}
function smallest(layers, roomBytes) {
    let taken = 0;
    return layers
        .toSorted((one, other) => one.size - other.size)
        .filter(({ size }) => {
        taken += size;
        return taken <= roomBytes;
    });
}
function blobKey({ digest, size }) {
    return `${digest} ${size}`;
}
function overBudget(roomBytes) {
    return { status: 'failed', error: (0,budget/* tooManyBytesError */.Fo)(roomBytes) };
}
async function fetchBlob(registry, path, { digest, size }) {
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

// EXTERNAL MODULE: ./build/core/secrets.js + 1 modules
var secrets = __webpack_require__(6101);
;// CONCATENATED MODULE: ./build/sources/unread.js

const longestType = 100;
function isSignedWithKey(kind, { annotations }) {
    return kind !== 'bundle' && (annotations['dev.sigstore.cosign/certificate'] ?? '') === '';
}
const signatureWithKey = 'cosign signature made with a key';
function typeOf({ artifactType, config, layers, mediaType }) {
    const types = [artifactType, config?.mediaType, layers?.[0]?.mediaType, mediaType];
    const telling = types.find((type) => type && !saysNothing.test(type));
    return (0,secrets/* redact */.E$)(telling ?? types.find((type) => type) ?? 'artifact without a type', longestType);
}
const saysNothing = /^application\/vnd\.(?:oci\.(?:empty|image\.config)\.v1|docker\.container\.image\.v1)\+json$/;

;// CONCATENATED MODULE: ./build/sources/order.js

const kinds = new Map([
    ['application/vnd.dev.sigstore.bundle.v0.3+json', 'bundle'],
    ['application/vnd.dev.sigstore.bundle+json;version=0.1', 'bundle'],
    ['application/vnd.dev.sigstore.bundle+json;version=0.2', 'bundle'],
    ['application/vnd.dev.sigstore.bundle+json;version=0.3', 'bundle'],
    ['application/vnd.dsse.envelope.v1+json', 'dsse'],
    ['application/vnd.dev.cosign.simplesigning.v1+json', 'simplesigning'],
]);
const smallestReferrer = 450;
const smallestBundle = 1000;
function likeliestFirst(referrers) {
    const ranks = new Map(referrers.map((referrer) => [referrer, rankOf(referrer)]));
    return referrers.toSorted((one, other) => {
        return (ranks.get(one) ?? 0) - (ranks.get(other) ?? 0) || one.size - other.size;
    });
}
function rankOf({ artifactType, size }) {
    if (size < smallestReferrer)
        return 3;
    if (artifactType !== null && kinds.has(artifactType))
        return 0;
    return artifactType === null || artifactType === '' || saysNothing.test(artifactType) ? 1 : 2;
}
function likeliest(all, count, weightOf) {
    if (all.length <= count)
        return [...all];
    const kept = new Set(byWeight(all, weightOf).slice(0, count));
    return all.filter((one) => kept.has(one));
}
function byWeight(all, weightOf) {
    return all.toSorted((one, other) => compare(weightOf(one), weightOf(other)));
}
function compare(one, other) {
    return one === other ? 0 : one < other ? -1 : 1;
}
function weightOfSize(kind, size) {
    return kind === 'bundle' && size < smallestBundle ? Number.MAX_VALUE : size;
}
function weightOf(content) {
    switch (content.kind) {
        case 'buildkit':
            return content.rank;
        case 'unreadable':
            return Number.POSITIVE_INFINITY;
        case 'bundle':
            return weightOfSize('bundle', content.bundle.length);
        case 'dsse':
            return content.envelope.length;
        case 'simplesigning':
            return content.payload.length;
    }
}

// EXTERNAL MODULE: ./build/core/digest.js
var digest = __webpack_require__(2552);
;// CONCATENATED MODULE: ./build/sources/referrers.js







function readOnce(registry, image) {
    const known = new Map();
    return async ({ digest }, read) => {
        const before = known.get(digest);
        if (before !== undefined)
            return before;
        if (read.bytes > limits/* limits */.F.referrersBytes)
            return { status: 'failed', error: referrersTooLargeError() };
        const referrer = readReferrer(registry, image, digest, read);
        known.set(digest, referrer);
        return referrer;
    };
}
async function listReferrersApi(registry, image, read) {
    const list = await registry.referrers(image.reference.path, image.digest);
    if (list === 'unsupported')
        return nothing('the registry has no referrers API');
    const listing = await readReferrers(list.descriptors, list.unusable, read);
    return { ...listing, error: list.incomplete ?? listing.error };
}
async function listReferrersTag(registry, image, read) {
    const tag = tagOf(image);
    const manifest = await registry.manifest(image.reference.path, tag);
    if (manifest === null)
        return nothing(`there is no tag ${tag}`);
    const passedOver = (why) => nothing(`the tag ${tag} ${why}`);
    if (manifest.digest === image.digest)
        return passedOver('names the image itself');
    if (!wellFormed(() => (0,registry_manifest/* isIndex */.nw)(manifest.bytes), registry, tag))
        return passedOver('names no index');
    const { descriptors, unusable } = wellFormed(() => (0,registry_manifest/* readReferrersPage */._m)(manifest.bytes), registry, tag);
    const unique = [...new Map(descriptors.map((descriptor) => [descriptor.digest, descriptor])).values()];
    const listing = await readReferrers(unique.slice(0, limits/* limits */.F.listedReferrers), unusable, read);
    return { ...listing, error: unique.length > limits/* limits */.F.listedReferrers ? tooManyReferrersError(tag) : listing.error };
}
async function listCosignTag(registry, image, suffix) {
    const tag = `${tagOf(image)}${suffix}`;
    const manifest = await registry.manifest(image.reference.path, tag);
    if (manifest === null)
        return nothing(`there is no tag ${tag}`);
    const body = wellFormed(() => (0,registry_manifest/* readManifest */.WI)(manifest.bytes), registry, tag);
    const { candidates, unread } = heldBy(body, manifest.digest, suffix === '.sig' ? 'simplesigning' : 'dsse');
    const message = `the tag ${tag} holds ${count(candidates.length, 'attestation')}${unreadText(unread)}`;
    return { candidates, unread, message, error: null };
}
function nothing(message) {
    return { candidates: [], unread: [], message, error: null };
}
async function readReferrers(descriptors, unusable, read) {
    const order = likeliestFirst(descriptors);
    const held = new Set();
    const room = { bytes: 0 };
    const known = await (0,concurrency/* mapBounded */.y)(order.slice(0, limits/* limits */.F.referrers), limits/* limits */.F.concurrentRequests, async (descriptor) => {
        if (held.size > limits/* limits */.F.attestations)
            return [descriptor, null];
        const referrer = await read(descriptor, room);
        if (referrer.status === 'read') {
            for (const one of referrer.candidates.slice(0, limits/* limits */.F.layersOfReferrer))
                if ('layer' in one)
                    held.add(identityOf(one));
        }
        return [descriptor, referrer];
    });
    const byDescriptor = new Map(known);
    const listing = nothing('');
    if (order.length > limits/* limits */.F.referrers)
        listing.error = tooManyReferrers(order.length);
    const candidates = [];
    const unread = [];
    const foreign = [];
    for (const descriptor of descriptors) {
        const referrer = byDescriptor.get(descriptor);
        if (referrer?.status === 'read') {
            candidates.push(...referrer.candidates.slice(0, limits/* limits */.F.layersOfReferrer));
            unread.push(...referrer.unread);
            if (referrer.candidates.length > limits/* limits */.F.layersOfReferrer)
                listing.error ??= tooManyLayersError(descriptor);
        }
        if (referrer?.status === 'foreign')
            foreign.push(referrer.digest);
        if (referrer?.status === 'failed')
            listing.error ??= referrer.error;
    }
    const distinct = eachOnce(candidates);
    const message = describe(descriptors.length, distinct.length, candidates.length, foreign, unusable);
    return { ...listing, candidates: distinct, unread, message: `${message}${unreadText(unread)}` };
}
function identityOf(candidate) {
    if (!('layer' in candidate))
        return candidate.manifest;
    const { digest, size, annotations } = candidate.layer;
    return JSON.stringify([candidate.kind, digest, size, Object.entries(annotations).sort()]);
}
function eachOnce(candidates) {
    const seen = new Set();
    return candidates.filter((one) => seen.size < seen.add(identityOf(one)).size);
}
async function readReferrer(registry, image, digest, read) {
    const unreadable = (code, message) => ({
        status: 'read',
        candidates: [{ kind: 'bundle', manifest: digest, code, message }],
        unread: [],
    });
    try {
        const manifest = await registry.manifest(image.reference.path, digest);
        read.bytes += manifest?.bytes.length ?? 0;
        if (manifest === null)
            return unreadable('BUNDLE_INVALID', 'listed, but the registry has no such manifest');
        const body = (0,registry_manifest/* readManifest */.WI)(manifest.bytes);
        if (body.subject?.digest !== image.digest)
            return { status: 'foreign', digest };
        return { status: 'read', ...heldBy(body, digest) };
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
function tooManyLayersError(descriptor) {
    const message = `the referrer ${descriptor.digest} holds more than ${limits/* limits */.F.layersOfReferrer} attestations`;
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', message, { hint: 'Delete it, unless you know what it is for.' });
}
function referrersTooLargeError() {
    const message = `the manifests of the referrers are larger than ${limits/* limits */.F.referrersBytes} bytes together`;
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', message, {
        hint: 'Delete the ones you do not need, because the action reads no more of them.',
    });
}
function heldBy(body, manifest, unsaid = 'bundle') {
    const candidates = new Map();
    let withKey = 0;
    for (const layer of body.layers ?? []) {
        const kind = layer.mediaType === null ? unsaid : kinds.get(layer.mediaType);
        if (kind === undefined)
            continue;
        const isOdd = 'problem' in layer;
        if (!isOdd && isSignedWithKey(kind, layer))
            withKey++;
        else if (candidates.size <= limits/* limits */.F.attestations) {
            const candidate = isOdd ? oddLayer(kind, manifest, layer) : layerOf(kind, manifest, layer);
            candidates.set(identityOf(candidate), candidate);
        }
    }
    const types = candidates.size + withKey > 0 ? Array(withKey).fill(signatureWithKey) : [typeOf(body)];
    return { candidates: [...candidates.values()], unread: types.map((type) => ({ type, manifest })) };
}
function layerOf(kind, manifest, layer) {
    return { kind, manifest, layer: { ...layer, annotations: kept(kind, layer.annotations) } };
}
function oddLayer(kind, manifest, { problem }) {
    return { kind, manifest, code: 'BUNDLE_INVALID', message: `its layer is malformed: ${problem.message}` };
}
function kept(kind, annotations) {
    if (kind === 'bundle')
        return {};
    return Object.fromEntries(Object.entries(annotations).filter(([key]) => /^dev\.(?:sigstore|cosignproject)\./.test(key)));
}
function tagOf(image) {
    return `sha256-${(0,digest/* hexOf */.ZD)(image.digest)}`;
}
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
function tooManyReferrers(listed) {
    const message = `${listed} referrers are listed, and no more than ${limits/* limits */.F.referrers} are read`;
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', message, {
        hint: 'Delete the ones you do not need, because a valid attestation may be beyond the limit.',
    });
}
function tooManyReferrersError(tag) {
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', `the tag ${tag} lists more than ${limits/* limits */.F.listedReferrers} referrers`, {
        hint: 'Delete the ones you do not need, because a valid attestation may be beyond the limit.',
    });
}
function describe(listed, held, withRepeated, foreign, unusable) {
    const parts = [`${count(listed, 'referrer')}, ${count(held, 'attestation')}`];
    if (withRepeated > held)
        parts.push(`skipped ${withRepeated - held} that are there already`);
    if (foreign.length > 0) {
        const named = foreign.slice(0, 3).join(', ');
        parts.push(`skipped ${foreign.length} that do not refer to this image (${named}${foreign.length > 3 ? ', ...' : ''})`);
    }
    if (unusable > 0)
        parts.push(`skipped ${count(unusable, 'entry')} without a usable digest`);
    return parts.join('; ');
}
function unreadText({ length }) {
    return length === 0 ? '' : `; ${length} of another kind, not read`;
}
function count(number, noun) {
    return number === 1 ? `1 ${noun}` : `${number} ${noun.replace(/y$/, 'ie')}s`;
}

;// CONCATENATED MODULE: ./build/sources/registry.js







async function fetchFromRegistry(registry, image, roomBytes = limits/* limits */.F.gatheredBytes) {
    const read = readOnce(registry, image);
    const listings = await Promise.all([
        settled('referrers', listReferrersApi(registry, image, read)),
        settled('referrers-tag', listReferrersTag(registry, image, read)),
        settled('cosign-signature', listCosignTag(registry, image, '.sig')),
        settled('cosign-attestation', listCosignTag(registry, image, '.att')),
    ]);
    const bounded = withinBound(withoutRepetition(listings));
    const layers = bounded.map(({ candidates }) => candidates.flatMap((one) => ('layer' in one ? [one.layer] : [])));
    const blobOf = await fetchBlobs(registry, image.reference.path, layers, roomBytes);
    const gathered = bounded.map((listing) => withContents(listing, blobOf, image));
    return {
        attestations: gathered.flatMap(({ attestations }) => attestations),
        sources: gathered.map(({ result }) => result),
    };
}
async function settled(source, listing) {
    try {
        return { source, refused: false, ...(await listing) };
    }
    catch (error) {
        const refused = source !== 'referrers' && error instanceof errors/* RefusedError */.fk;
        return {
            source,
            candidates: [],
            unread: [],
            message: '',
            error: refused ? tagRefused(error) : (0,errors/* toCodedError */.Bt)(error),
            refused,
        };
    }
}
function tagRefused({ code, message }) {
    return new errors/* CodedError */.AK(code, message, {
        hint: 'The image itself can be read, so that most likely there is no such tag, and nothing is attached: attest the image by its digest after it is pushed. If something is attached under this tag, the login needs the permission to read it.',
    });
}
function withoutRepetition(listings) {
    const api = listings.find(({ source }) => source === 'referrers');
    const known = new Set(api?.candidates.flatMap((one) => [one.manifest, identityOf(one)]));
    const knownUnread = new Set(api?.unread.map(({ manifest }) => manifest));
    return listings.map((listing) => {
        if (listing.source !== 'referrers-tag')
            return listing;
        const candidates = listing.candidates.filter((one) => !known.has(one.manifest) && !known.has(identityOf(one)));
        const unread = listing.unread.filter(({ manifest }) => !knownUnread.has(manifest));
        const repeated = listing.candidates.length - candidates.length;
        if (repeated === 0)
            return { ...listing, unread };
        return {
            ...listing,
            candidates,
            unread,
            message: `${listing.message}; ${repeated} known from the referrers API already`,
        };
    });
}
function withinBound(listings) {
    const lengths = listings.map(({ candidates }) => candidates.length);
    const shares = (0,budget/* allocate */.CN)(lengths, limits/* limits */.F.attestations);
    return listings.map((listing, index) => {
        const candidates = likeliest(listing.candidates, shares[index] ?? 0, registry_weightOf);
        const isWhole = candidates.length === listing.candidates.length;
        return { ...listing, candidates, error: isWhole ? listing.error : (listing.error ?? (0,budget/* tooManyAttestationsError */.V2)()) };
    });
}
function registry_weightOf(candidate) {
    return 'layer' in candidate ? weightOfSize(candidate.kind, candidate.layer.size) : Number.POSITIVE_INFINITY;
}
function withContents(listing, blobOf, image) {
    const { source } = listing;
    const attestations = [];
    let { error } = listing;
    for (const candidate of listing.candidates) {
        const content = contentOf(candidate, blobOf);
        if (content instanceof errors/* CodedError */.AK)
            error ??= content;
        else
            attestations.push({ source, location: locationOf(candidate, image), content });
    }
    const found = attestations.length;
    const { message } = listing;
    const unread = listing.unread.map(({ type }) => type);
    const result = error === null
        ? { source, status: 'answered', found, message, ...(unread.length > 0 && { unread }) }
        : { source, status: 'failed', found, error, ...(listing.refused && { refused: true }) };
    return { attestations, result };
}
function contentOf(candidate, blobOf) {
    const { kind } = candidate;
    if (!('layer' in candidate))
        return { kind: 'unreadable', as: kind, code: candidate.code, message: candidate.message };
    const { layer } = candidate;
    const blob = blobOf(layer);
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
    const manifest = (0,image_name/* pinned */.dp)(image.reference, candidate.manifest);
    return 'layer' in candidate ? `${manifest}#${candidate.layer.digest}` : manifest;
}

;// CONCATENATED MODULE: ./build/sources/buildkit.js







async function fetchFromBuildKit(registry, subject, roomBytes) {
    const { attestationManifests } = subject;
    if (attestationManifests.length === 0)
        return answered([], 'the index has no attestation manifest for it');
    const room = Math.floor(roomBytes / attestationManifests.length / 2);
    const read = await Promise.all(attestationManifests.map((digest) => readSigned(registry, subject, digest, room)));
    const attestations = read.flatMap((one) => one.attestations);
    const kept = likeliest(attestations, limits/* limits */.F.attestations, ({ content }) => weightOf(content));
    const error = read.flatMap((one) => one.error ?? [])[0] ??
        (kept.length < attestations.length ? tooManyStatementsError('that are signed') : null);
    if (error !== null)
        return { attestations: kept, sources: [{ source, status: 'failed', found: kept.length, error }] };
    const manifests = buildkit_count(attestationManifests.length, 'attestation manifest');
    return answered(kept, `${manifests}, ${kept.length === 0 ? 'not signed' : buildkit_count(kept.length, 'signed statement')}`);
}
const source = 'buildkit';
function answered(attestations, message) {
    return { attestations, sources: [{ source, status: 'answered', found: attestations.length, message }] };
}
async function readSigned(registry, { reference }, digest, roomBytes) {
    const { attestations, sources } = await fetchFromRegistry(registry, { reference, digest }, roomBytes);
    const error = sources.flatMap((result) => (result.status === 'failed' ? result.error : []))[0] ?? null;
    const signatures = ranked(attestations);
    if (signatures.length === 0)
        return { attestations: [], error };
    try {
        const { manifest, statements, failure } = await readStatements(registry, reference.path, digest, roomBytes);
        const pairs = signatures.flatMap((signed) => statements.map((statement) => ({ signed, ...statement })));
        const contents = pairs.map(({ signed, layer, blob }) => {
            const blobOf = 'problem' in layer ? '' : `#${layer.digest}`;
            return {
                source,
                location: `${(0,image_name/* pinned */.dp)(reference, digest)}${blobOf}`,
                content: buildkit_contentOf(signed, manifest, blob),
            };
        });
        return { attestations: contents, error: error ?? failure };
    }
    catch (thrown) {
        return {
            attestations: [],
            error: thrown instanceof SyntaxError ? malformedManifestError(digest, thrown) : (0,errors/* toCodedError */.Bt)(thrown),
        };
    }
}
function ranked(attestations) {
    const places = Map.groupBy(attestations, ({ source }) => source).values();
    return [...places].flatMap((place) => {
        const contents = place.flatMap(({ content }) => (content.kind === 'buildkit' ? [] : content));
        return byWeight(contents, weightOf).map((signature, rank) => ({ signature, rank }));
    });
}
async function readStatements(registry, path, digest, roomBytes) {
    const manifest = await registry.manifest(path, digest);
    if (manifest === null)
        throw new SyntaxError('the registry has no such manifest');
    const layers = ((0,registry_manifest/* readManifest */.WI)(manifest.bytes).layers ?? []).filter(({ mediaType }) => mediaType === statementType);
    const kept = layers.slice(0, limits/* limits */.F.statementsOfManifest);
    const followed = kept.flatMap((layer) => ('problem' in layer ? [] : layer));
    const blobOf = await fetchBlobs(registry, path, [followed], roomBytes);
    const all = kept.map((layer) => ({ layer, blob: 'problem' in layer ? odd(layer) : blobOf(layer) }));
    const failed = all.flatMap(({ blob }) => (blob?.status === 'failed' ? blob.error : []))[0];
    return {
        manifest: manifest.bytes,
        statements: all.filter(({ blob }) => blob?.status !== 'failed'),
        failure: failed ?? (kept.length < layers.length ? tooManyStatementsError(`in the attestation manifest ${digest}`) : null),
    };
}
function odd({ problem }) {
    return { status: 'unreadable', message: `its layer is malformed (${problem.message})` };
}
const statementType = 'application/vnd.in-toto+json';
function buildkit_contentOf({ signature, rank }, manifest, blob) {
    if (blob?.status === 'bytes')
        return { kind: 'buildkit', signature, rank, manifest, statement: blob.bytes };
    const as = signature.kind === 'unreadable' ? signature.as : signature.kind;
    if (blob?.status === 'unreadable') {
        return { kind: 'unreadable', as, code: 'BUNDLE_INVALID', message: `the statement: ${blob.message}` };
    }
    const message = `the statement is declared to have more than the ${limits/* limits */.F.bundleBytes} bytes allowed`;
    return { kind: 'unreadable', as, code: 'LIMIT_EXCEEDED', message };
}
function malformedManifestError(digest, { message }) {
    return new errors/* CodedError */.AK('REGISTRY_ERROR', `malformed attestation manifest ${digest}: ${message}`, {
        hint: 'Builders do not write such an index. Check that the right index was pushed, or push the image again.',
    });
}
function tooManyStatementsError(where) {
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', `there are too many statements ${where}`, {
        hint: 'Delete the ones you do not need, because the action reads no more of them.',
    });
}
function buildkit_count(number, noun) {
    return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

// EXTERNAL MODULE: ./build/text/phrases.js
var phrases = __webpack_require__(4796);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/formats/strict-json.js
var strict_json = __webpack_require__(6609);
;// CONCATENATED MODULE: ./build/pipeline/attestation-id.js




function createAttestationId() {
    const known = new WeakMap();
    const idOf = (content, location) => {
        const id = known.get(content) ?? nameOf(content, location, idOf);
        known.set(content, id);
        return id;
    };
    return ({ content, location }) => idOf(content, location);
}
function nameOf(content, location, idOf) {
    switch (content.kind) {
        case 'bundle':
            return named(content.kind, valueDigest(content.bundle));
        case 'dsse':
            return named(content.kind, valueDigest(content.envelope), canonical(content.annotations));
        case 'simplesigning':
            return named(content.kind, (0,digest/* digestOf */.ol)(content.payload), canonical(content.annotations));
        case 'buildkit':
            return named(content.kind, idOf(content.signature, location), (0,digest/* digestOf */.ol)(content.manifest), (0,digest/* digestOf */.ol)(content.statement));
        case 'unreadable':
            return named(content.kind, content.as, content.code, content.message, location);
    }
}
function named(...parts) {
    return `sha256:${(0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(parts)).digest('hex')}`;
}
const largestValue = Math.min(limits/* limits */.F.bundleBytes, 1024 * 1024);
function valueDigest(bytes) {
    if (bytes.length > largestValue)
        return (0,digest/* digestOf */.ol)(bytes);
    try {
        return named(canonical((0,strict_json/* parseJsonObject */.dw)(bytes)));
    }
    catch {
        return (0,digest/* digestOf */.ol)(bytes);
    }
}
function canonical(value) {
    return JSON.stringify(value, (_, member) => {
        if (typeof member === 'number' && (!Number.isSafeInteger(member) || Object.is(member, -0))) {
            throw new RangeError('a number without one spelling');
        }
        return (0,strict_json/* isJsonObject */.OW)(member)
            ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
            : member;
    });
}

;// CONCATENATED MODULE: ./build/pipeline/collect.js











function createSources(names, rules, run) {
    const { clients, workflow } = run;
    const known = {
        registry: (subject, maxBytes) => fromRegistry(subject, maxBytes, run),
        async github({ reference, digest }, maxBytes) {
            const [github, { fetchFromGitHub }] = await Promise.all([clients.github(), __webpack_require__.e(/* import() */ 365).then(__webpack_require__.bind(__webpack_require__, 2365))]);
            return fetchFromGitHub(github, digest, listsFor(reference, rules, workflow), maxBytes);
        },
    };
    return names.map((name) => known[name]);
}
async function fromRegistry(subject, maxBytes, { clients }) {
    const registry = clients.registry(subject.reference);
    if (subject.platform === null)
        return fetchFromRegistry(registry, subject, maxBytes);
    const half = Math.floor(maxBytes / 2);
    const all = await Promise.all([
        fetchFromRegistry(registry, subject, half),
        fetchFromBuildKit(registry, subject, half),
    ]);
    return {
        attestations: all.flatMap(({ attestations }) => attestations),
        sources: all.flatMap(({ sources }) => sources),
    };
}
function createCollect(sources, log) {
    const latest = new Map();
    const idOf = createAttestationId();
    const ask = async (subject, among, round) => {
        const maxBytes = Math.floor(limits/* limits */.F.gatheredBytes / sources.length / among);
        logProgress(subject, `asking what is attached to ${subject.digest}`, log);
        const all = collect_withinBound(await Promise.all(sources.map((source) => source(subject, maxBytes))));
        if (round === 0 || all.attestations.length > 0)
            logSources(subject, all, log);
        return collectedOf(all, idOf);
    };
    return (subject, among, round) => {
        const key = subjectKey(subject, among);
        const known = latest.get(key);
        const answer = known !== undefined && known.round >= round ? known.answer : ask(subject, among, round);
        answer.catch(() => { });
        if (answer !== known?.answer)
            latest.set(key, { round, answer });
        return yieldAll(answer);
    };
}
async function* yieldAll(answer) {
    yield* await answer;
}
function subjectKey({ reference, digest, platform, attestationManifests }, among) {
    return JSON.stringify([(0,image_name/* imageNameOf */.mi)(reference), digest, platform !== null, among, ...attestationManifests]);
}
function collectedOf({ attestations, sources }, idOf) {
    return [
        ...attestations.map((attestation, index) => {
            const order = [source_results/* sourceOrder */.UR.indexOf(attestation.source), index];
            return { kind: 'attestation', id: idOf(attestation), attestation, order };
        }),
        ...sources.map((end) => ({ kind: 'end', end })),
    ];
}
function logSources(subject, { attestations, sources }, log) {
    for (const result of sources)
        logProgress(subject, sourceSummary(result), log);
    const { length } = attestations;
    logProgress(subject, `verifying ${length} attestation${length === 1 ? '' : 's'}`, log);
}
function logProgress({ reference, platform }, what, log) {
    log.progress(reference.given, platform === null ? what : `${platform}: ${what}`);
}
function sourceSummary(result) {
    return `${phrases/* sourceLabels */.X[result.source]}: ${result.found} found${result.status === 'failed' ? `, ${result.error.code}` : ''}`;
}
function listsFor(reference, rules, { serverUrl, repository }) {
    const running = repository === null ? null : repositoryName(repository, serverUrl);
    const relevant = rules.filter((rule) => (0,rule_scope/* matchesImageName */.cz)(rule, reference));
    const names = [...(running === null ? [] : [running]), ...namedRepositories(relevant, serverUrl)];
    const unique = new Map(names.map((name) => [name.toLowerCase(), name]));
    const lists = [...unique.values()].map((name) => ({ title: name, names: [`repos/${name}`] }));
    const owner = packageOwner(reference, serverUrl);
    return owner === null ? lists : [...lists, { title: `all of ${owner}`, names: [`orgs/${owner}`, `users/${owner}`] }];
}
function packageOwner({ registry, path }, serverUrl) {
    const { hostname } = new URL(serverUrl);
    const own = hostname === 'github.com' ? 'ghcr.io' : `containers.${hostname}`;
    return registry === own ? (path.split('/')[0] ?? null) : null;
}
function collect_withinBound(gathered) {
    const sources = gathered.flatMap((one) => one.sources);
    const attestations = gathered.flatMap((one) => one.attestations);
    const groups = sources.map(({ source }) => attestations.filter((one) => one.source === source));
    const shares = (0,budget/* allocate */.CN)(groups.map(({ length }) => length), limits/* limits */.F.attestations);
    return {
        attestations: groups.flatMap((group, index) => likeliest(group, shares[index] ?? 0, ({ content }) => weightOf(content))),
        sources: sources.map((result, index) => cut(result, shares[index] ?? 0)),
    };
}
function cut(result, share) {
    if (result.found <= share)
        return result;
    const error = result.status === 'failed' ? result.error : (0,budget/* tooManyAttestationsError */.V2)();
    return { source: result.source, status: 'failed', found: share, error };
}


/***/ }),

/***/ 2998:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gd: () => (/* binding */ unjudgedOf),
/* harmony export */   UR: () => (/* binding */ sourceOrder),
/* harmony export */   XY: () => (/* binding */ withUnjudged),
/* harmony export */   dJ: () => (/* binding */ failuresOf),
/* harmony export */   lA: () => (/* binding */ unreadIn)
/* harmony export */ });
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2807);
/* harmony import */ var _core_limits_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(332);


const sourceOrder = [
    'referrers',
    'referrers-tag',
    'cosign-signature',
    'cosign-attestation',
    'buildkit',
    'github',
    'file',
];
function unreadIn(sources) {
    return sources.flatMap((source) => (source.status === 'answered' ? (source.unread ?? []) : []));
}
function failuresOf(sources) {
    const failed = sources.filter((source) => source.status === 'failed');
    return failed.toSorted((one, other) => Number(one.refused ?? false) - Number(other.refused ?? false));
}
function withUnjudged(sources, checks) {
    return sources.map((result) => {
        const counts = checks.map(({ findings }) => unjudgedOf(findings).filter((one) => one.attestation.source === result.source));
        const [most] = counts.toSorted((one, other) => other.length - one.length);
        const [first] = most ?? [];
        if (most === undefined || first === undefined)
            return result;
        if (result.status === 'failed' && result.error.code === 'LIMIT_EXCEEDED')
            return result;
        const { source, found } = result;
        return { source, status: 'failed', found, error: notJudged(first.code, most.length, found) };
    });
}
function unjudgedOf(findings) {
    return findings.filter((finding) => finding.status === 'not-judged');
}
function notJudged(code, count, found) {
    const which = `${count} of the ${found} attestations that were found there ${count === 1 ? 'was' : 'were'} not verified`;
    const why = code === 'TIMEOUT'
        ? 'because the step had no time left for them'
        : `because those before them have up to ${_core_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .limits */ .F.witnesses} log entries and timestamps together`;
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .CodedError */ .AK(code, `${which}, ${why}`, {
        hint: 'Delete what does not belong to the image, and look into who can push to the repository. Until then, name the bundle to use with the input bundle.',
    });
}


/***/ }),

/***/ 1080:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CN: () => (/* binding */ allocate),
/* harmony export */   Fo: () => (/* binding */ tooManyBytesError),
/* harmony export */   V2: () => (/* binding */ tooManyAttestationsError)
/* harmony export */ });
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2807);
/* harmony import */ var _core_limits_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(332);


function allocate(lengths, room) {
    const shares = lengths.map(() => 0);
    let left = room;
    for (const [index, length] of [...lengths.entries()].sort(([, one], [, other]) => one - other)) {
        const share = Math.min(length, left);
        shares[index] = share;
        left -= share;
    }
    return shares;
}
function tooManyAttestationsError() {
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .CodedError */ .AK('LIMIT_EXCEEDED', `more than ${_core_limits_js__WEBPACK_IMPORTED_MODULE_1__/* .limits */ .F.attestations} attestations for one digest`, { hint });
}
function tooManyBytesError(room) {
    const message = `the attestations of the image are larger than ${room} bytes together`;
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .CodedError */ .AK('LIMIT_EXCEEDED', message, { hint });
}
const hint = 'Delete the ones you do not need, because the action reads no more of them.';


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

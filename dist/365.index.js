export const id = 365;
export const ids = [365];
export const modules = {

/***/ 2365:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fetchFromGitHub: () => (/* binding */ fetchFromGitHub)
});

// EXTERNAL MODULE: ./build/core/concurrency.js
var concurrency = __webpack_require__(4949);
// EXTERNAL MODULE: ./build/core/digest.js
var core_digest = __webpack_require__(2552);
// EXTERNAL MODULE: ./build/core/errors.js
var errors = __webpack_require__(2807);
// EXTERNAL MODULE: ./build/core/limits.js
var limits = __webpack_require__(332);
// EXTERNAL MODULE: ./build/sources/budget.js
var sources_budget = __webpack_require__(1080);
// EXTERNAL MODULE: ./build/formats/strict-json.js
var strict_json = __webpack_require__(6609);
;// CONCATENATED MODULE: ./build/sources/github-listings.js





async function readListing(github, digest, { title, names }, room) {
    const entries = [];
    let bytes = 0;
    let moved = false;
    const keep = (name, page) => {
        moved ||= page.moved;
        for (const entry of readEntries(page.entries, `${name}/attestations/${digest}`, entries.length)) {
            if (entries.length === limits/* limits */.F.attestations)
                throw (0,sources_budget/* tooManyAttestationsError */.V2)();
            bytes += 'content' in entry && 'bundle' in entry.content ? entry.content.bundle.length : 0;
            if (bytes > room)
                throw (0,sources_budget/* tooManyBytesError */.Fo)(room);
            entries.push(entry);
        }
    };
    let [name] = names;
    try {
        for (name of names) {
            const found = name;
            if ((await github.list(found, digest, (page) => keep(found, page))) === 'absent')
                continue;
            const renamed = moved ? ' (it has another name by now)' : '';
            return { name, entries, bytes, message: `${title}${renamed}: ${entries.length || 'none'}`, error: null };
        }
        return { name, entries, bytes, message: `${title}: ${github.absence}`, error: null };
    }
    catch (error) {
        return { name, entries, bytes, message: '', error: (0,errors/* toCodedError */.Bt)(error) };
    }
}
function readEntries(page, list = '', before = 0) {
    return page.map((entry, index) => {
        const location = `${list}#${before + index + 1}`;
        const bundle = (0,strict_json/* isJsonObject */.OW)(entry) ? ((0,strict_json/* member */.Dc)(entry, 'bundle') ?? null) : null;
        if (bundle !== null)
            return { ...inline(bundle, location), location };
        const url = (0,strict_json/* isJsonObject */.OW)(entry) ? (0,strict_json/* member */.Dc)(entry, 'bundle_url') : null;
        if (typeof url === 'string' && url !== '')
            return { key: keyOf(url), url, location };
        return { key: location, content: withoutBundle(location), location };
    });
}
function keyOf(text) {
    const url = URL.parse(text);
    return url === null ? text : `${url.origin}${url.pathname}`;
}
function inline(bundle, location) {
    const bytes = written(bundle);
    if (bytes === null)
        return { key: location, content: unreadable('BUNDLE_INVALID', 'nested beyond reason') };
    const key = (0,core_digest/* digestOf */.ol)(bytes);
    if (bytes.length <= limits/* limits */.F.bundleBytes)
        return { key, content: { kind: 'bundle', bundle: bytes } };
    return { key, content: unreadable('LIMIT_EXCEEDED', `larger than ${limits/* limits */.F.bundleBytes} bytes`) };
}
function written(bundle) {
    try {
        return Buffer.from(JSON.stringify(bundle));
    }
    catch {
        return null;
    }
}
function unreadable(code, message) {
    return { kind: 'unreadable', as: 'bundle', code, message };
}
function withoutBundle(location) {
    return new errors/* CodedError */.AK('GITHUB_API_ERROR', `attestation without bundle: ${location}`, {
        hint: 'Attest the image again, or take the attestation from the registry (sources: registry).',
    });
}

;// CONCATENATED MODULE: ./node_modules/hysnappy/js/uncompress.js
/**
 * Uncompress a snappy compressed buffer.
 *
 * @param {Uint8Array} input
 * @param {number} outputLength
 * @returns {Uint8Array}
 */
function snappyUncompress(input, outputLength) {
  return snappyUncompressor()(input, outputLength)
}

/**
 * Load wasm and return uncompressor function.
 *
 * @returns {(input: Uint8Array, outputLength: number) => Uint8Array}
 */
function snappyUncompressor() {
  // Instantiate wasm module
  const wasm = instantiateWasm()

  return (input, outputLength) => {
    /** @type {any} */
    const { memory, uncompress } = wasm.exports

    // Input data is passed into wasm memory at inputStart
    // Output data is expected to be written to wasm memory at outputStart
    // clang uses some wasm memory, so we need to skip past that
    const inputStart = 68000 // 68 kb
    const outputStart = inputStart + input.byteLength

    // WebAssembly memory
    const totalSize = inputStart + input.byteLength + outputLength
    if (memory.buffer.byteLength < totalSize) {
      // Calculate the number of pages needed, rounding up
      const pageSize = 64 * 1024 // 64KiB per page
      const currentPages = memory.buffer.byteLength / pageSize
      const requiredPages = Math.ceil(totalSize / pageSize)
      const pagesToGrow = requiredPages - currentPages
      memory.grow(pagesToGrow)
    }

    // Copy the compressed data to WASM memory
    const byteArray = new Uint8Array(memory.buffer)
    byteArray.set(input, inputStart)

    // Call wasm uncompress function
    const result = uncompress(inputStart, input.byteLength, outputStart)

    // Check for errors
    if (result === -1) throw new Error('invalid snappy length header')
    if (result === -2) throw new Error('missing eof marker')
    if (result === -3) throw new Error('premature end of input')
    if (result) throw new Error(`failed to uncompress data ${result}`)

    // Get uncompressed data from WASM memory
    return byteArray.slice(outputStart, outputStart + outputLength)
  }
}

/**
 * Instantiate WASM module from a base64 string.
 *
 * @returns {WebAssembly.Instance}
 */
function instantiateWasm() {
  const binaryString = atob(wasm64)
  const byteArray = new Uint8Array(binaryString.length)
  for (let i = 0; i < binaryString.length; i += 1) {
    byteArray[i] = binaryString.charCodeAt(i)
  }
  // only works for payload less than 4kb:
  const mod = new WebAssembly.Module(byteArray)
  return new WebAssembly.Instance(mod)
}

// Base64 encoded hysnappy.wasm
const wasm64 = 'AGFzbQEAAAABEANgAABgA39/fwF/YAF/AX8DBgUAAQEBAgUDAQACBj8KfwFBoIwEC38AQYAIC38AQaAMC38AQaAMC38AQaCMBAt/AEGACAt/AEGgjAQLfwBBgIAIC38AQQALfwBBAQsHwQEOBm1lbW9yeQIAEV9fd2FzbV9jYWxsX2N0b3JzAAAGbWVtY3B5AAEHbWVtbW92ZQACCnVuY29tcHJlc3MAAwxfX2Rzb19oYW5kbGUDAQpfX2RhdGFfZW5kAwILX19zdGFja19sb3cDAwxfX3N0YWNrX2hpZ2gDBA1fX2dsb2JhbF9iYXNlAwULX19oZWFwX2Jhc2UDBgpfX2hlYXBfZW5kAwcNX19tZW1vcnlfYmFzZQMIDF9fdGFibGVfYmFzZQMJCuASBQIAC8sBAQN/AkAgAkUNAAJAAkAgAkEHcSIDDQAgACEEIAIhBQwBCyAAIQQgAiEFA0AgBCABLQAAOgAAIARBAWohBCABQQFqIQEgBUF/aiEFIANBf2oiAw0ACwsgAkEISQ0AA0AgBCABLQAAOgAAIAQgAS0AAToAASAEIAEtAAI6AAIgBCABLQADOgADIAQgAS0ABDoABCAEIAEtAAU6AAUgBCABLQAGOgAGIAQgAS0ABzoAByAEQQhqIQQgAUEIaiEBIAVBeGoiBQ0ACwsgAAugAwEEfwJAIAAgAUYNAAJAAkAgACABSQ0AIAEgAmoiAyAASw0BCyACRQ0BAkACQCACQQdxIgMNACAAIQQgAiEFDAELIAAhBCACIQUDQCAEIAEtAAA6AAAgBEEBaiEEIAFBAWohASAFQX9qIQUgA0F/aiIDDQALCyACQQhJDQEDQCAEIAEtAAA6AAAgBCABLQABOgABIAQgAS0AAjoAAiAEIAEtAAM6AAMgBCABLQAEOgAEIAQgAS0ABToABSAEIAEtAAY6AAYgBCABLQAHOgAHIARBCGohBCABQQhqIQEgBUF4aiIFDQAMAgsLIAJFDQACQAJAIAJBA3EiBA0AIAAgAmohBiACIQUMAQsgAiEFA0AgBUF/aiIFIABqIgYgBSABaiIDLQAAOgAAIARBf2oiBA0ACwsgAkEESQ0AIAZBfGohASADQXxqIQQDQCABQQNqIARBA2otAAA6AAAgAUECaiAEQQJqLQAAOgAAIAFBAWogBEEBai0AADoAACABIAQtAAA6AAAgAUF8aiEBIARBfGohBCAFQXxqIgUNAAsLIAALswoBCX8jgICAgABBIGsiAySAgICAACADQQlqQgA3AAAgA0IANwIEIAMgA0EYajYCAEF/IQQCQCABRQ0AIAMgAUF/aiIFNgIcIAMgAEEBajYCGCAALAAAIgZB/wBxIQcCQCAGQX9KDQAgBUUNASADIAFBfmoiBTYCHCADIABBAmo2AhggACwAASIGQf8AcUEHdCAHciEHQX8hBCAGQX9KDQAgBUUNASADIAFBfWoiBTYCHCADIABBA2o2AhggACwAAiIGQf8AcUEOdCAHciEHQX8hBCAGQX9KDQAgBUUNASADIAFBfGoiBTYCHCADIABBBGo2AhggACwAAyIGQf8AcUEVdCAHciEHQX8hBCAGQX9KDQAgBUUNASADIAFBe2o2AhwgAyAAQQVqNgIYIAAsAAQiAUEASA0BIAFBHHQgB3IhBwsgAiAHaiEIAkACQCADEISAgIAADQAgAiEADAELIAMoAgQhASACIQADQAJAIAMoAgggAWtBBEoNACADIAE2AgQgAxCEgICAAEUNAiADKAIEIQELIAFBAWohBQJAAkAgAS0AACIGQQNxDQAgCCAAayEJIAMoAggiCiAFayEEIAZBAnYiC0EBaiEHAkAgBkE/Sw0AIARBEEkNACAJQRBIDQAgACABKAIBNgIAIAAgASgCBTYCBCAAIAEoAgk2AgggACABKAINNgIMIAAgB2ohACADKAIIIAUgB2oiAWtBBEoNAyADIAE2AgQgAxCEgICAAEUNBAwCCwJAAkAgBkHwAU8NACAFIQYMAQsgCiAFIAtBRWoiAWoiBmshBCABQQJ0QYCIgIAAaigCACAFKAIAcUEBaiEHCwJAIAcgBE0NAANAIAggAGsgBEkNBSAAIAYgBBCBgICAACEAIAMoAgAiASABKAIAIgkgAygCDCIFaiIGNgIAIAFBBGoiASABKAIAIgogBWsiATYCACADIAE2AgwgACAEaiEAIAFFDQUgAyAJIApqNgIIIAcgBGshByABIQQgByABSw0ACyAIIABrIQkLIAkgB0kNAyAAIAYgBxCBgICAACAHaiEAIAMoAgggBiAHaiIBa0EESg0CIAMgATYCBCADEISAgIAADQEMAwsgACACayAGQQF0QaCIgIAAai8BACIBQQt2IgpBAnRBgIiAgABqKAIAIAUoAgBxIAFBgA5xaiIHQX9qTQ0CIAggAGshBAJAAkAgAUH/AXEiCUEQSw0AIAdBCEkNACAEQRBJDQAgACAAIAdrIgEoAgA2AgAgACABKAIENgIEIAAgASgCCDYCCCAAIAFBDGooAgA2AgwMAQsCQAJAAkAgBCAJQQpqSQ0AIAAgB2shBCAAIQEgCSEGIAdBB0wNAQwCCyAEIAlJDQUgCUEBaiEEQQAgB2shByAAIQEDQCABIAEgB2otAAA6AAAgAUEBaiEBIARBf2oiBEEBSw0ADAMLCwNAIAEgBCgCADYCACABIAQoAgQ2AgQgBiAHayEGIAEgB2oiASAEayIHQQhIDQALCyAGQQFIDQAgBkEIaiEHA0AgASAEKAIANgIAIAEgBCgCBDYCBCABQQhqIQEgBEEIaiEEIAdBeGoiB0EISw0ACwsgACAJaiEAIAMoAgggBSAKaiIBa0EESg0BIAMgATYCBCADEISAgIAARQ0CCyADKAIEIQEMAAsLIAMoAgAiASABKAIEIAMoAgwiBGs2AgQgASAEIAEoAgBqNgIAAkAgAy0AEA0AQX4hBAwBC0EAQX0gCCAARhshBAsgA0EgaiSAgICAACAEC7YDAQd/AkAgACgCBCIBIAAoAggiAkcNACAAKAIAIgIgAigCACIDIAAoAgwiBGoiATYCACACQQRqIgIgAigCACICIARrIgU2AgAgACAFNgIMAkAgAiAERw0AIABBAToAEEEADwsgACADIAJqIgI2AggLAkACQAJAIAIgAWsiAiABLQAAQQF0QaCIgIAAai8BAEELdkEBaiIFTw0AIABBEWogASACEIKAgIAAIQYgACgCDCEEQQAhByAAQQA2AgwgACgCACIBIAEoAgQgBGs2AgQgASAEIAEoAgBqIgM2AgADQCABQQRqKAIAIgFFDQMgBiACaiADIAUgAmsiBCABIAQgAUkbIgQQgYCAgAAaIAAoAgAiASABKAIEIARrNgIEIAEgASgCACAEaiIDNgIAIAQgAmoiAiAFSQ0ACyAAIAY2AgQgACAGIAVqNgIIDAELAkAgAkEESw0AIAAgAEERaiABIAIQgoCAgAAiASACajYCCCAAIAE2AgQgACgCDCECIABBADYCDCAAKAIAIgEgASgCBCACazYCBCABIAIgASgCAGo2AgAMAQsgACABNgIEC0EBIQcLIAcLC6gEAQBBgAgLoAQAAAAA/wAAAP//AAD///8A/////wAAAAAAAAAAAAAAAAEABAgBEAEgAgAFCAIQAiADAAYIAxADIAQABwgEEAQgBQAICAUQBSAGAAkIBhAGIAcACggHEAcgCAALCAgQCCAJAAQJCRAJIAoABQkKEAogCwAGCQsQCyAMAAcJDBAMIA0ACAkNEA0gDgAJCQ4QDiAPAAoJDxAPIBAACwkQEBAgEQAEChEQESASAAUKEhASIBMABgoTEBMgFAAHChQQFCAVAAgKFRAVIBYACQoWEBYgFwAKChcQFyAYAAsKGBAYIBkABAsZEBkgGgAFCxoQGiAbAAYLGxAbIBwABwscEBwgHQAICx0QHSAeAAkLHhAeIB8ACgsfEB8gIAALCyAQICAhAAQMIRAhICIABQwiECIgIwAGDCMQIyAkAAcMJBAkICUACAwlECUgJgAJDCYQJiAnAAoMJxAnICgACwwoECggKQAEDSkQKSAqAAUNKhAqICsABg0rECsgLAAHDSwQLCAtAAgNLRAtIC4ACQ0uEC4gLwAKDS8QLyAwAAsNMBAwIDEABA4xEDEgMgAFDjIQMiAzAAYOMxAzIDQABw40EDQgNQAIDjUQNSA2AAkONhA2IDcACg43EDcgOAALDjgQOCA5AAQPORA5IDoABQ86EDogOwAGDzsQOyA8AAcPPBA8IAEICA89ED0gARAJDz4QPiABGAoPPxA/IAEgCw9AEEAgAGQEbmFtZQE9BQARX193YXNtX2NhbGxfY3RvcnMBBm1lbWNweQIHbWVtbW92ZQMKdW5jb21wcmVzcwQKcmVmaWxsX3RhZwcSAQAPX19zdGFja19wb2ludGVyCQoBAAcucm9kYXRhADIJcHJvZHVjZXJzAQxwcm9jZXNzZWQtYnkBDFVidW50dSBjbGFuZwsxNi4wLjYgKDE1KQAsD3RhcmdldF9mZWF0dXJlcwIrD211dGFibGUtZ2xvYmFscysIc2lnbi1leHQ='

;// CONCATENATED MODULE: ./build/sources/snappy-bundle.js


const openingBrace = 0x7b;
function contentOfBlob(bytes) {
    if (bytes[0] === openingBrace)
        return { kind: 'bundle', bundle: bytes };
    const length = declaredLength(bytes);
    if (length === null)
        return undecodable('it is neither a snappy block nor JSON');
    if (length > limits/* limits */.F.bundleBytes) {
        const message = `declared to have ${length} bytes, more than the ${limits/* limits */.F.bundleBytes} allowed`;
        return { kind: 'unreadable', as: 'bundle', code: 'LIMIT_EXCEEDED', message };
    }
    try {
        return { kind: 'bundle', bundle: snappyUncompress(bytes, length) };
    }
    catch {
        return undecodable('its snappy block is damaged');
    }
}
function declaredLength(bytes) {
    let length = 0;
    for (const [index, byte] of bytes.subarray(0, 5).entries()) {
        length += (byte & 0x7f) * 2 ** (7 * index);
        if (byte < 0x80)
            return length < 2 ** 32 ? length : null;
    }
    return null;
}
function undecodable(why) {
    return { kind: 'unreadable', as: 'bundle', code: 'BUNDLE_INVALID', message: `cannot be decoded: ${why}` };
}

;// CONCATENATED MODULE: ./build/sources/github.js







async function fetchFromGitHub(github, digest, lists, roomBytes) {
    const asked = lists.slice(0, limits/* limits */.F.apiLists);
    const room = Math.floor(roomBytes / Math.max(1, asked.length));
    const listings = await Promise.all(asked.map((list) => readListing(github, digest, list, room)));
    const bounded = withinBound(withoutRepetition(listings));
    const contents = await Promise.all(bounded.map((listing) => fetchContents(github, digest, listing, room)));
    const attestations = eachOnce(contents.flatMap((one) => one.attestations));
    const error = contents.find((one) => one.error !== null)?.error ?? (asked.length < lists.length ? tooManyListsError() : null);
    const message = contents.map((one) => one.message).join('; ') || 'no repository on this server is named';
    return { attestations, sources: [resultOf(attestations.length, error, message)] };
}
function resultOf(found, error, message) {
    const source = 'github';
    return error === null ? { source, status: 'answered', found, message } : { source, status: 'failed', found, error };
}
function withoutRepetition(listings) {
    const known = new Set();
    return listings.map((listing) => ({
        ...listing,
        entries: listing.entries.filter(({ key }) => {
            const isNew = !known.has(key);
            known.add(key);
            return isNew;
        }),
    }));
}
function withinBound(listings) {
    const shares = (0,sources_budget/* allocate */.CN)(listings.map(({ entries }) => entries.length), limits/* limits */.F.attestations);
    return listings.map((listing, index) => {
        const entries = listing.entries.slice(0, shares[index]);
        const isWhole = entries.length === listing.entries.length;
        return { ...listing, entries, error: isWhole ? listing.error : (listing.error ?? (0,sources_budget/* tooManyAttestationsError */.V2)()) };
    });
}
async function fetchContents(github, digest, listing, room) {
    const budget = { room, left: room - listing.bytes };
    const { entries, name } = listing;
    const first = await (0,concurrency/* mapBounded */.y)(entries, limits/* limits */.F.concurrentBlobs, (entry) => contentOf(github, entry, budget));
    const fresh = first.includes(null) ? await freshUrls(github, digest, name) : new Map();
    const contents = await (0,concurrency/* mapBounded */.y)(entries, limits/* limits */.F.concurrentBlobs, async (entry, index) => {
        const content = first[index] ?? null;
        const url = fresh.get(entry.key);
        const again = content === null && url !== undefined ? contentOf(github, { ...entry, url }, budget) : content;
        return (await again) ?? bundleGoneError(entry);
    });
    const attestations = [];
    let { error } = listing;
    for (const [index, entry] of entries.entries()) {
        const content = contents[index];
        if (content instanceof errors/* CodedError */.AK)
            error ??= content;
        else if (content !== undefined)
            attestations.push({ source: 'github', location: entry.location, content });
    }
    return { attestations, message: listing.message, error };
}
async function contentOf(github, entry, budget) {
    if (!('url' in entry))
        return entry.content;
    if (budget.left <= 0)
        return (0,sources_budget/* tooManyBytesError */.Fo)(budget.room);
    try {
        const bytes = await github.blob(entry.url);
        if (bytes === null)
            return null;
        const content = contentOfBlob(bytes);
        if (content.kind !== 'bundle')
            return content;
        budget.left -= content.bundle.length;
        return budget.left < 0 ? (0,sources_budget/* tooManyBytesError */.Fo)(budget.room) : content;
    }
    catch (error) {
        const coded = (0,errors/* toCodedError */.Bt)(error);
        if (coded.code !== 'LIMIT_EXCEEDED')
            return coded;
        return {
            kind: 'unreadable',
            as: 'bundle',
            code: 'LIMIT_EXCEEDED',
            message: `larger than ${limits/* limits */.F.bundleBytes} bytes`,
        };
    }
}
async function freshUrls(github, digest, name) {
    const urls = new Map();
    try {
        await github.list(name, digest, ({ entries }) => {
            for (const entry of readEntries(entries))
                if ('url' in entry)
                    urls.set(entry.key, entry.url);
        });
    }
    catch {
    }
    return urls;
}
function eachOnce(attestations) {
    const known = new Set();
    return attestations.filter(({ content }) => {
        if (content.kind !== 'bundle')
            return true;
        const digest = (0,core_digest/* digestOf */.ol)(content.bundle);
        const isNew = !known.has(digest);
        known.add(digest);
        return isNew;
    });
}
function bundleGoneError({ location }) {
    return new errors/* CodedError */.AK('GITHUB_API_ERROR', `the bundle of ${location} is not where the API says that it is`, {
        hint: 'Re-run the job. If it keeps failing, attest the image again, or take the attestation from the registry.',
    });
}
function tooManyListsError() {
    const message = `the policy names so many repositories for this image that more than ${limits/* limits */.F.apiLists} lists would be asked for`;
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', message, {
        hint: 'Give the image a rule of its own, with fewer repositories.',
    });
}


/***/ })

};

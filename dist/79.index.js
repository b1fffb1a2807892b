export const id = 79;
export const ids = [79];
export const modules = {

/***/ 8456:
/***/ ((__unused_webpack_module, exports, __webpack_require__) => {


Object.defineProperty(exports, "__esModule", ({ value: true }));
exports.toMessageSignatureBundle = toMessageSignatureBundle;
exports.toDSSEBundle = toDSSEBundle;
/*
Copyright 2023 The Sigstore Authors.

Licensed under the Apache License, Version 2.0 (the "License");
you may not use this file except in compliance with the License.
You may obtain a copy of the License at

    http://www.apache.org/licenses/LICENSE-2.0

Unless required by applicable law or agreed to in writing, software
distributed under the License is distributed on an "AS IS" BASIS,
WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
See the License for the specific language governing permissions and
limitations under the License.
*/
const protobuf_specs_1 = __webpack_require__(9654);
const bundle_1 = __webpack_require__(7742);
// Message signature bundle - $case: 'messageSignature'
function toMessageSignatureBundle(options) {
    return {
        mediaType: options.certificateChain
            ? bundle_1.BUNDLE_V02_MEDIA_TYPE
            : bundle_1.BUNDLE_V03_MEDIA_TYPE,
        content: {
            $case: 'messageSignature',
            messageSignature: {
                messageDigest: {
                    algorithm: protobuf_specs_1.HashAlgorithm.SHA2_256,
                    digest: options.digest,
                },
                signature: options.signature,
            },
        },
        verificationMaterial: toVerificationMaterial(options),
    };
}
// DSSE envelope bundle - $case: 'dsseEnvelope'
function toDSSEBundle(options) {
    return {
        mediaType: options.certificateChain
            ? bundle_1.BUNDLE_V02_MEDIA_TYPE
            : bundle_1.BUNDLE_V03_MEDIA_TYPE,
        content: {
            $case: 'dsseEnvelope',
            dsseEnvelope: toEnvelope(options),
        },
        verificationMaterial: toVerificationMaterial(options),
    };
}
function toEnvelope(options) {
    return {
        payloadType: options.artifactType,
        payload: options.artifact,
        signatures: [toSignature(options)],
    };
}
function toSignature(options) {
    return {
        keyid: options.keyHint || '',
        sig: options.signature,
    };
}
// Verification material
function toVerificationMaterial(options) {
    return {
        content: toKeyContent(options),
        tlogEntries: [],
        timestampVerificationData: { rfc3161Timestamps: [] },
    };
}
function toKeyContent(options) {
    if (options.certificate) {
        if (options.certificateChain) {
            return {
                $case: 'x509CertificateChain',
                x509CertificateChain: {
                    certificates: [{ rawBytes: options.certificate }],
                },
            };
        }
        else {
            return {
                $case: 'certificate',
                certificate: { rawBytes: options.certificate },
            };
        }
    }
    else {
        return {
            $case: 'publicKey',
            publicKey: {
                hint: options.keyHint || '',
            },
        };
    }
}


/***/ }),

/***/ 7742:
/***/ ((__unused_webpack_module, exports) => {


Object.defineProperty(exports, "__esModule", ({ value: true }));
exports.BUNDLE_V03_MEDIA_TYPE = exports.BUNDLE_V03_LEGACY_MEDIA_TYPE = exports.BUNDLE_V02_MEDIA_TYPE = exports.BUNDLE_V01_MEDIA_TYPE = void 0;
exports.isBundleWithCertificateChain = isBundleWithCertificateChain;
exports.isBundleWithPublicKey = isBundleWithPublicKey;
exports.isBundleWithMessageSignature = isBundleWithMessageSignature;
exports.isBundleWithDsseEnvelope = isBundleWithDsseEnvelope;
exports.BUNDLE_V01_MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle+json;version=0.1';
exports.BUNDLE_V02_MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle+json;version=0.2';
exports.BUNDLE_V03_LEGACY_MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle+json;version=0.3';
exports.BUNDLE_V03_MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
// Type guards for bundle variants.
function isBundleWithCertificateChain(b) {
    return b.verificationMaterial.content.$case === 'x509CertificateChain';
}
function isBundleWithPublicKey(b) {
    return b.verificationMaterial.content.$case === 'publicKey';
}
function isBundleWithMessageSignature(b) {
    return b.content.$case === 'messageSignature';
}
function isBundleWithDsseEnvelope(b) {
    return b.content.$case === 'dsseEnvelope';
}


/***/ }),

/***/ 7714:
/***/ ((__unused_webpack_module, exports) => {


Object.defineProperty(exports, "__esModule", ({ value: true }));
exports.ValidationError = void 0;
/*
Copyright 2023 The Sigstore Authors.

Licensed under the Apache License, Version 2.0 (the "License");
you may not use this file except in compliance with the License.
You may obtain a copy of the License at

    http://www.apache.org/licenses/LICENSE-2.0

Unless required by applicable law or agreed to in writing, software
distributed under the License is distributed on an "AS IS" BASIS,
WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
See the License for the specific language governing permissions and
limitations under the License.
*/
class ValidationError extends Error {
    fields;
    constructor(message, fields) {
        super(message);
        this.fields = fields;
    }
}
exports.ValidationError = ValidationError;


/***/ }),

/***/ 1040:
/***/ ((__unused_webpack_module, exports, __webpack_require__) => {

var __webpack_unused_export__;

__webpack_unused_export__ = ({ value: true });
__webpack_unused_export__ = __webpack_unused_export__ = __webpack_unused_export__ = __webpack_unused_export__ = __webpack_unused_export__ = __webpack_unused_export__ = __webpack_unused_export__ = __webpack_unused_export__ = exports.vw = exports.yI = __webpack_unused_export__ = __webpack_unused_export__ = __webpack_unused_export__ = __webpack_unused_export__ = __webpack_unused_export__ = __webpack_unused_export__ = __webpack_unused_export__ = __webpack_unused_export__ = __webpack_unused_export__ = __webpack_unused_export__ = void 0;
/*
Copyright 2023 The Sigstore Authors.

Licensed under the Apache License, Version 2.0 (the "License");
you may not use this file except in compliance with the License.
You may obtain a copy of the License at

    http://www.apache.org/licenses/LICENSE-2.0

Unless required by applicable law or agreed to in writing, software
distributed under the License is distributed on an "AS IS" BASIS,
WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
See the License for the specific language governing permissions and
limitations under the License.
*/
var build_1 = __webpack_require__(8456);
__webpack_unused_export__ = ({ enumerable: true, get: function () { return build_1.toDSSEBundle; } });
__webpack_unused_export__ = ({ enumerable: true, get: function () { return build_1.toMessageSignatureBundle; } });
var bundle_1 = __webpack_require__(7742);
__webpack_unused_export__ = ({ enumerable: true, get: function () { return bundle_1.BUNDLE_V01_MEDIA_TYPE; } });
__webpack_unused_export__ = ({ enumerable: true, get: function () { return bundle_1.BUNDLE_V02_MEDIA_TYPE; } });
__webpack_unused_export__ = ({ enumerable: true, get: function () { return bundle_1.BUNDLE_V03_LEGACY_MEDIA_TYPE; } });
__webpack_unused_export__ = ({ enumerable: true, get: function () { return bundle_1.BUNDLE_V03_MEDIA_TYPE; } });
__webpack_unused_export__ = ({ enumerable: true, get: function () { return bundle_1.isBundleWithCertificateChain; } });
__webpack_unused_export__ = ({ enumerable: true, get: function () { return bundle_1.isBundleWithDsseEnvelope; } });
__webpack_unused_export__ = ({ enumerable: true, get: function () { return bundle_1.isBundleWithMessageSignature; } });
__webpack_unused_export__ = ({ enumerable: true, get: function () { return bundle_1.isBundleWithPublicKey; } });
var error_1 = __webpack_require__(7714);
Object.defineProperty(exports, "yI", ({ enumerable: true, get: function () { return error_1.ValidationError; } }));
var serialized_1 = __webpack_require__(3404);
Object.defineProperty(exports, "vw", ({ enumerable: true, get: function () { return serialized_1.bundleFromJSON; } }));
__webpack_unused_export__ = ({ enumerable: true, get: function () { return serialized_1.bundleToJSON; } });
__webpack_unused_export__ = ({ enumerable: true, get: function () { return serialized_1.envelopeFromJSON; } });
__webpack_unused_export__ = ({ enumerable: true, get: function () { return serialized_1.envelopeToJSON; } });
var validate_1 = __webpack_require__(9352);
__webpack_unused_export__ = ({ enumerable: true, get: function () { return validate_1.assertBundle; } });
__webpack_unused_export__ = ({ enumerable: true, get: function () { return validate_1.assertBundleLatest; } });
__webpack_unused_export__ = ({ enumerable: true, get: function () { return validate_1.assertBundleV01; } });
__webpack_unused_export__ = ({ enumerable: true, get: function () { return validate_1.assertBundleV02; } });
__webpack_unused_export__ = ({ enumerable: true, get: function () { return validate_1.isBundleV01; } });


/***/ }),

/***/ 3404:
/***/ ((__unused_webpack_module, exports, __webpack_require__) => {


Object.defineProperty(exports, "__esModule", ({ value: true }));
exports.envelopeToJSON = exports.envelopeFromJSON = exports.bundleToJSON = exports.bundleFromJSON = void 0;
/*
Copyright 2023 The Sigstore Authors.

Licensed under the Apache License, Version 2.0 (the "License");
you may not use this file except in compliance with the License.
You may obtain a copy of the License at

    http://www.apache.org/licenses/LICENSE-2.0

Unless required by applicable law or agreed to in writing, software
distributed under the License is distributed on an "AS IS" BASIS,
WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
See the License for the specific language governing permissions and
limitations under the License.
*/
const protobuf_specs_1 = __webpack_require__(9654);
const bundle_1 = __webpack_require__(7742);
const validate_1 = __webpack_require__(9352);
const bundleFromJSON = (obj) => {
    const bundle = protobuf_specs_1.Bundle.fromJSON(obj);
    switch (bundle.mediaType) {
        case bundle_1.BUNDLE_V01_MEDIA_TYPE:
            (0, validate_1.assertBundleV01)(bundle);
            break;
        case bundle_1.BUNDLE_V02_MEDIA_TYPE:
            (0, validate_1.assertBundleV02)(bundle);
            break;
        default:
            (0, validate_1.assertBundleLatest)(bundle);
            break;
    }
    return bundle;
};
exports.bundleFromJSON = bundleFromJSON;
const bundleToJSON = (bundle) => {
    return protobuf_specs_1.Bundle.toJSON(bundle);
};
exports.bundleToJSON = bundleToJSON;
const envelopeFromJSON = (obj) => {
    return protobuf_specs_1.Envelope.fromJSON(obj);
};
exports.envelopeFromJSON = envelopeFromJSON;
const envelopeToJSON = (envelope) => {
    return protobuf_specs_1.Envelope.toJSON(envelope);
};
exports.envelopeToJSON = envelopeToJSON;


/***/ }),

/***/ 9352:
/***/ ((__unused_webpack_module, exports, __webpack_require__) => {


Object.defineProperty(exports, "__esModule", ({ value: true }));
exports.assertBundle = assertBundle;
exports.assertBundleV01 = assertBundleV01;
exports.isBundleV01 = isBundleV01;
exports.assertBundleV02 = assertBundleV02;
exports.assertBundleLatest = assertBundleLatest;
/*
Copyright 2023 The Sigstore Authors.

Licensed under the Apache License, Version 2.0 (the "License");
you may not use this file except in compliance with the License.
You may obtain a copy of the License at

    http://www.apache.org/licenses/LICENSE-2.0

Unless required by applicable law or agreed to in writing, software
distributed under the License is distributed on an "AS IS" BASIS,
WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
See the License for the specific language governing permissions and
limitations under the License.
*/
const error_1 = __webpack_require__(7714);
// Performs basic validation of a Sigstore bundle to ensure that all required
// fields are populated. This is not a complete validation of the bundle, but
// rather a check that the bundle is in a valid state to be processed by the
// rest of the code.
function assertBundle(b) {
    const invalidValues = validateBundleBase(b);
    if (invalidValues.length > 0) {
        throw new error_1.ValidationError('invalid bundle', invalidValues);
    }
}
// Asserts that the given bundle conforms to the v0.1 bundle format.
function assertBundleV01(b) {
    const invalidValues = [];
    invalidValues.push(...validateBundleBase(b));
    invalidValues.push(...validateInclusionPromise(b));
    if (invalidValues.length > 0) {
        throw new error_1.ValidationError('invalid v0.1 bundle', invalidValues);
    }
}
// Type guard to determine if Bundle is a v0.1 bundle.
function isBundleV01(b) {
    try {
        assertBundleV01(b);
        return true;
    }
    catch (e) {
        return false;
    }
}
// Asserts that the given bundle conforms to the v0.2 bundle format.
function assertBundleV02(b) {
    const invalidValues = [];
    invalidValues.push(...validateBundleBase(b));
    invalidValues.push(...validateInclusionProof(b));
    if (invalidValues.length > 0) {
        throw new error_1.ValidationError('invalid v0.2 bundle', invalidValues);
    }
}
// Asserts that the given bundle conforms to the newest (0.3) bundle format.
function assertBundleLatest(b) {
    const invalidValues = [];
    invalidValues.push(...validateBundleBase(b));
    invalidValues.push(...validateInclusionProof(b));
    invalidValues.push(...validateNoCertificateChain(b));
    if (invalidValues.length > 0) {
        throw new error_1.ValidationError('invalid bundle', invalidValues);
    }
}
function validateBundleBase(b) {
    const invalidValues = [];
    // Media type validation
    if (b.mediaType === undefined ||
        (!b.mediaType.match(/^application\/vnd\.dev\.sigstore\.bundle\+json;version=\d\.\d/) &&
            !b.mediaType.match(/^application\/vnd\.dev\.sigstore\.bundle\.v\d\.\d\+json/))) {
        invalidValues.push('mediaType');
    }
    // Content-related validation
    if (b.content === undefined) {
        invalidValues.push('content');
    }
    else {
        switch (b.content.$case) {
            case 'messageSignature':
                if (b.content.messageSignature.messageDigest === undefined) {
                    invalidValues.push('content.messageSignature.messageDigest');
                }
                else {
                    if (b.content.messageSignature.messageDigest.digest.length === 0) {
                        invalidValues.push('content.messageSignature.messageDigest.digest');
                    }
                }
                if (b.content.messageSignature.signature.length === 0) {
                    invalidValues.push('content.messageSignature.signature');
                }
                break;
            case 'dsseEnvelope':
                if (b.content.dsseEnvelope.payload.length === 0) {
                    invalidValues.push('content.dsseEnvelope.payload');
                }
                if (b.content.dsseEnvelope.signatures.length !== 1) {
                    invalidValues.push('content.dsseEnvelope.signatures');
                }
                else {
                    if (b.content.dsseEnvelope.signatures[0].sig.length === 0) {
                        invalidValues.push('content.dsseEnvelope.signatures[0].sig');
                    }
                }
                break;
        }
    }
    // Verification material-related validation
    if (b.verificationMaterial === undefined) {
        invalidValues.push('verificationMaterial');
    }
    else {
        if (b.verificationMaterial.content === undefined) {
            invalidValues.push('verificationMaterial.content');
        }
        else {
            switch (b.verificationMaterial.content.$case) {
                case 'x509CertificateChain':
                    if (b.verificationMaterial.content.x509CertificateChain.certificates
                        .length === 0) {
                        invalidValues.push('verificationMaterial.content.x509CertificateChain.certificates');
                    }
                    b.verificationMaterial.content.x509CertificateChain.certificates.forEach((cert, i) => {
                        if (cert.rawBytes.length === 0) {
                            invalidValues.push(`verificationMaterial.content.x509CertificateChain.certificates[${i}].rawBytes`);
                        }
                    });
                    break;
                case 'certificate':
                    if (b.verificationMaterial.content.certificate.rawBytes.length === 0) {
                        invalidValues.push('verificationMaterial.content.certificate.rawBytes');
                    }
                    break;
            }
        }
        if (b.verificationMaterial.tlogEntries === undefined) {
            invalidValues.push('verificationMaterial.tlogEntries');
        }
        else {
            if (b.verificationMaterial.tlogEntries.length > 0) {
                b.verificationMaterial.tlogEntries.forEach((entry, i) => {
                    if (entry.logId === undefined) {
                        invalidValues.push(`verificationMaterial.tlogEntries[${i}].logId`);
                    }
                    if (entry.kindVersion === undefined) {
                        invalidValues.push(`verificationMaterial.tlogEntries[${i}].kindVersion`);
                    }
                });
            }
        }
    }
    return invalidValues;
}
// Necessary for V01 bundles
function validateInclusionPromise(b) {
    const invalidValues = [];
    if (b.verificationMaterial &&
        b.verificationMaterial.tlogEntries?.length > 0) {
        b.verificationMaterial.tlogEntries.forEach((entry, i) => {
            if (entry.inclusionPromise === undefined) {
                invalidValues.push(`verificationMaterial.tlogEntries[${i}].inclusionPromise`);
            }
        });
    }
    return invalidValues;
}
// Necessary for V02 and later bundles
function validateInclusionProof(b) {
    const invalidValues = [];
    if (b.verificationMaterial &&
        b.verificationMaterial.tlogEntries?.length > 0) {
        b.verificationMaterial.tlogEntries.forEach((entry, i) => {
            if (entry.inclusionProof === undefined) {
                invalidValues.push(`verificationMaterial.tlogEntries[${i}].inclusionProof`);
            }
            else {
                if (entry.inclusionProof.checkpoint === undefined) {
                    invalidValues.push(`verificationMaterial.tlogEntries[${i}].inclusionProof.checkpoint`);
                }
            }
        });
    }
    return invalidValues;
}
// Necessary for V03 and later bundles
function validateNoCertificateChain(b) {
    const invalidValues = [];
    /* istanbul ignore next */
    if (b.verificationMaterial?.content?.$case === 'x509CertificateChain') {
        invalidValues.push('verificationMaterial.content.$case');
    }
    return invalidValues;
}


/***/ }),

/***/ 5079:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createVerifyBy: () => (/* binding */ createVerifyBy),
  decideImage: () => (/* binding */ decideImage)
});

;// CONCATENATED MODULE: ./build/core/memoize.js
function memoize(make, keyOf = (from) => from) {
    const made = new Map();
    return (from) => {
        const key = keyOf(from);
        const known = made.get(key) ?? { value: make(from) };
        made.set(key, known);
        return known.value;
    };
}

// EXTERNAL MODULE: ./build/policy/claims/assurance.js
var claims_assurance = __webpack_require__(8240);
// EXTERNAL MODULE: ./build/policy/claims/identity.js
var claims_identity = __webpack_require__(9971);
// EXTERNAL MODULE: ./build/policy/claims/repository-names.js
var repository_names = __webpack_require__(8352);
// EXTERNAL MODULE: ./build/policy/claims/slsa-provenance.js
var slsa_provenance = __webpack_require__(608);
;// CONCATENATED MODULE: ./build/policy/evaluation/build-level.js



function buildLevelOf(finding, rule, surroundings) {
    if (finding?.status !== 'verified')
        return 0;
    const { signer } = finding.proof;
    const provenance = (0,slsa_provenance/* provenanceOf */.Jj)(finding.statement);
    if (provenance === null || (0,slsa_provenance/* contradictions */.vM)(signer, provenance).length > 0)
        return 0;
    const { repository } = signer;
    const named = repository !== null && provenance.repository !== null && (0,repository_names/* matchesName */.Hj)(repository, provenance.repository);
    if (!named || signer.runner_environment !== 'github-hosted' || !isOfActions(signer, surroundings))
        return 1;
    return isPinnedBuilder(repository, signer.signer_identity, rule) ? 3 : 2;
}
function isOfActions({ cert_issuer }, { serverUrl }) {
    const issuer = (0,repository_names/* actionsIssuer */.jU)(serverUrl);
    return cert_issuer === issuer || cert_issuer?.startsWith(`${issuer}/`) === true;
}
function isPinnedBuilder(source, identity, { constraints }) {
    const [builder] = (0,claims_identity/* withoutRef */.iQ)(identity)?.split('/.github/workflows/') ?? [];
    if (builder === undefined || (0,repository_names/* matchesName */.Hj)(builder, source))
        return false;
    return constraints.some(({ claim, expected }) => claim === 'signer_identity' && expected.every(namesRepository));
}
function namesRepository(expected) {
    const identity = (0,claims_identity/* parseIdentity */.aZ)(expected);
    if (identity?.form === 'uri')
        return typeof identity.value === 'string';
    return identity?.form === 'workflow' && identity.repository !== null && !identity.repository.includes('*');
}

// EXTERNAL MODULE: ./build/policy/evaluation/evaluate-rule.js
var evaluate_rule = __webpack_require__(6858);
// EXTERNAL MODULE: ./build/policy/evaluation/source-results.js
var source_results = __webpack_require__(2998);
;// CONCATENATED MODULE: ./build/policy/evaluation/evaluation.js




function startEvaluation(subject, rules, context) {
    return { subject, rules, context, attestations: [], sources: [] };
}
function add(evaluation, event) {
    if (event.kind === 'end')
        return { ...evaluation, sources: [...evaluation.sources, event.end] };
    const { id, attestation, order, findings } = event;
    const byRule = new Map(evaluation.rules.flatMap((rule) => {
        const finding = findings.get(rule);
        if (finding === undefined)
            return [];
        return [[rule, { finding, judgement: (0,evaluate_rule/* evaluateRule */.kx)(finding, rule, evaluation.context) }]];
    }));
    const at = evaluation.attestations.findIndex((other) => other.id === id);
    const known = evaluation.attestations[at];
    if (known === undefined) {
        return { ...evaluation, attestations: [...evaluation.attestations, { id, attestation, order, byRule }] };
    }
    if (isBefore(known.order, order))
        return evaluation;
    const merged = { id, attestation, order, byRule: new Map([...known.byRule, ...byRule]) };
    return { ...evaluation, attestations: evaluation.attestations.with(at, merged) };
}
function isSettled({ rules, attestations }) {
    return rules.length > 0 && rules.every((rule) => attestations.some((one) => isMetBy(rule, one)));
}
function isMetBy(rule, { byRule }) {
    const found = byRule.get(rule);
    if (found === undefined)
        return false;
    return rule.verified ? found.judgement.code === 'VERIFIED' : existingIndex([found.finding]) !== -1;
}
function conclude({ subject, rules, context, attestations, sources }) {
    const inOrder = attestations.toSorted((one, other) => (isBefore(one.order, other.order) ? -1 : 1));
    const found = (rule) => inOrder.flatMap(({ byRule }) => byRule.get(rule) ?? []);
    const checks = rules.map((rule) => ({ rule, findings: found(rule).map(({ finding }) => finding) }));
    const judgements = rules.map((rule) => found(rule).map(({ judgement }) => judgement));
    const judged = (0,source_results/* withUnjudged */.XY)(inSourceOrder(sources), checks);
    const results = checks.map((check, index) => ruleResult(check, judgements[index] ?? [], judged, subject, context));
    return {
        subject,
        context,
        code: rules.length === 0 ? 'NOT_COVERED' : (results.find(({ code }) => code !== 'VERIFIED')?.code ?? 'VERIFIED'),
        checks,
        judgements,
        results,
        attestations: inOrder.flatMap((one) => attestationResult(one, subject.platform)),
        sources: judged,
    };
}
function isBefore([source, index], [otherSource, otherIndex]) {
    return source < otherSource || (source === otherSource && index < otherIndex);
}
function inSourceOrder(sources) {
    return sources.toSorted((one, other) => source_results/* sourceOrder */.UR.indexOf(one.source) - source_results/* sourceOrder */.UR.indexOf(other.source));
}
function ruleResult({ rule, findings }, judgements, sources, { platform }, context) {
    const { type, position } = rule;
    const assurance = (0,claims_assurance/* assuranceOf */.PI)(rule, context);
    const satisfiedBy = rule.verified ? judgements.findIndex(({ code }) => code === 'VERIFIED') : existingIndex(findings);
    if (satisfiedBy !== -1) {
        const claims = judgements[satisfiedBy]?.claims ?? [];
        const buildLevel = buildLevelOf(findings[satisfiedBy], rule, context);
        const met = { code: 'VERIFIED', satisfiedBy, buildLevel, compared: true, closest: null, claims };
        return { type, position, platform, assurance, ...met };
    }
    const nearest = nearestOf(judgements);
    const claims = nearest?.claims ?? rule.constraints.map(evaluate_rule/* unmet */.iY);
    const code = unsatisfiedCode(findings, sources);
    const [compared, closest] = nearest === undefined ? [false, null] : [true, judgements.indexOf(nearest)];
    return { type, position, platform, assurance, code, satisfiedBy: null, buildLevel: 0, compared, closest, claims };
}
function existingIndex(findings) {
    const verified = findings.findIndex(({ status }) => status === 'verified');
    if (verified !== -1)
        return verified;
    return findings.findIndex((finding) => finding.namesImage && 'code' in finding && finding.code === 'UNTRUSTED');
}
function nearestOf(judgements) {
    const failures = ({ claims }) => claims.filter(({ ok }) => !ok).length;
    return judgements.filter(({ claims }) => claims.length > 0).sort((a, b) => failures(a) - failures(b))[0];
}
function unsatisfiedCode(findings, sources) {
    const errors = (0,source_results/* failuresOf */.dJ)(sources).map(({ error }) => error.code);
    if (errors.includes('LIMIT_EXCEEDED'))
        return 'LIMIT_EXCEEDED';
    if ((0,source_results/* unjudgedOf */.Gd)(findings).length > 0)
        return 'TIMEOUT';
    if (findings.length > 0)
        return 'NO_MATCHING_PROVENANCE';
    return errors[0] ?? 'NO_PROVENANCE';
}
function attestationResult({ byRule }, platform) {
    const all = [...byRule.values()];
    const found = all.find(({ judgement }) => judgement.code === 'VERIFIED') ?? all[0];
    if (found === undefined)
        return [];
    const { finding, judgement } = found;
    return [
        {
            platform,
            ...finding.attestation,
            predicateType: finding.predicateType,
            code: judgement.code,
            message: judgement.message,
            instance: finding.proof?.instance ?? null,
            signedAt: finding.proof?.signedAt ?? null,
            signer: finding.proof?.signer ?? null,
            logEntry: finding.proof?.logEntry ?? null,
        },
    ];
}

;// CONCATENATED MODULE: ./build/policy/evaluation/pending.js

function isWorthPolling({ checks, results, sources }) {
    const unmet = checks.filter((_, index) => results[index]?.code !== 'VERIFIED');
    const answered = sources.every((source) => source.status === 'answered' || source.refused === true);
    return (answered && unmet.length > 0 && unmet.every(({ rule, findings }) => findings.every((one) => isOther(one, rule))));
}
function isOther(finding, rule) {
    const isReadable = finding.status === 'verified' ||
        (finding.status === 'rejected' && finding.code === 'UNTRUSTED' && finding.namesImage);
    return isReadable && !(0,evaluate_rule/* isKindOf */.gs)(rule, finding.predicateType);
}

;// CONCATENATED MODULE: ./build/policy/evaluation/platforms.js
function requireEveryPlatform(image, platforms) {
    const verdicts = platforms.map(({ verdict }) => verdict);
    const whole = { ...gathered(verdicts), ...named(image) };
    if (platforms.length === 0)
        return { ...whole, ...noRunnablePlatform };
    const failed = platforms.filter(({ verdict }) => verdict.code !== 'VERIFIED');
    const images = failed.filter(({ artifactType }) => artifactType === null);
    const artifacts = failed.filter(({ artifactType }) => artifactType !== null);
    const worst = firstBy(foundFirst, [...images, ...artifacts].map((one) => ({ ...one, code: one.verdict.code })));
    const all = platforms.map(({ platform }) => platform).join(', ');
    if (worst === undefined) {
        const messages = [...new Set(verdicts.map(({ message }) => message))];
        const suggestedProfile = verdicts.find((verdict) => verdict.suggestedProfile !== null)?.suggestedProfile ?? null;
        return {
            ...whole,
            suggestedProfile,
            code: 'VERIFIED',
            message: `Every platform (${all}): ${messages.join(' ')}`,
            hint: null,
            position: null,
        };
    }
    const { message, hint, position, suggestedProfile } = worst.verdict;
    const others = failed.length > 1 ? ` ${failed.length} of ${platforms.length} platforms are not verified.` : '';
    const more = `${artifactNote(worst)}${others}`;
    const told = `${worst.platform}: ${message}${more !== '' && !message.endsWith('.') ? '.' : ''}${more}`;
    const isUnattested = worst.artifactType !== null && ['NO_PROVENANCE', 'IMAGE_NOT_FOUND'].includes(worst.code);
    return {
        ...whole,
        code: worst.code,
        message: told,
        hint: isUnattested ? artifactHint : hint,
        position,
        suggestedProfile,
    };
}
function artifactNote({ artifactType }) {
    if (artifactType === null)
        return '';
    return ` It is not an image but an artifact of the type ${artifactType}, which the index lists as if it could be run.`;
}
const artifactHint = 'Attest the artifact, too, by its own digest. Or keep it out of what can be run: attach it to the image as a referrer, or list it for the platform unknown/unknown. If an attestation of the index is enough, set the input platforms: index.';
function indexOrPlatforms(index, each) {
    const verified = [index, each].find(({ code }) => code === 'VERIFIED');
    if (verified !== undefined)
        return verified;
    const told = firstBy(nothingLast, [index, each]) ?? index;
    const message = `The index: ${index.message} Its platforms: ${each.message}`;
    return { ...told, ...gathered([index, each]), digest: index.digest, mediaType: index.mediaType, message };
}
function platformsAreAttested(index) {
    return {
        ...index,
        message: `${index.message} Each of its platforms is attested, though: set platforms: each.`,
        hint: 'Set the input platforms: each, to ask for an attestation of every platform instead of one of the index. Or attest the digest of the index, too.',
    };
}
const noRunnablePlatform = {
    code: 'NO_PROVENANCE',
    message: 'The index lists no platform that could be run, so that none could be attested.',
    hint: 'Check that the reference is that of an image. For an index of other artifacts, set the input platforms: index.',
    position: null,
    suggestedProfile: null,
};
function named(image) {
    const { reference, digest, mediaType } = image;
    return { reference: reference.given, repository: `${reference.registry}/${reference.path}`, digest, mediaType };
}
function gathered(verdicts) {
    const rules = [];
    const attestations = [];
    for (const verdict of verdicts) {
        const before = attestations.length;
        rules.push(...verdict.rules.map((rule) => ({
            ...rule,
            satisfiedBy: rule.satisfiedBy === null ? null : rule.satisfiedBy + before,
            closest: rule.closest === null ? null : rule.closest + before,
        })));
        attestations.push(...verdict.attestations);
    }
    return { rules, attestations, sources: verdicts.flatMap(({ sources }) => sources) };
}
const foundFirst = ['DIGEST_MISMATCH', 'NO_MATCHING_PROVENANCE', 'NO_PROVENANCE', 'LIMIT_EXCEEDED'];
const nothingLast = [
    'DIGEST_MISMATCH',
    'LIMIT_EXCEEDED',
    'NO_MATCHING_PROVENANCE',
    'IMAGE_NOT_FOUND',
    'REGISTRY_ERROR',
    'GITHUB_API_ERROR',
    'TIMEOUT',
    'TRUST_ROOT_ERROR',
    'INTERNAL_ERROR',
];
function firstBy(order, failed) {
    const rank = ({ code }) => (order.includes(code) ? order.indexOf(code) : order.length);
    return failed.toSorted((one, other) => rank(one) - rank(other))[0];
}

// EXTERNAL MODULE: ./build/text/phrases.js
var phrases = __webpack_require__(4796);
;// CONCATENATED MODULE: ./build/policy/guidance/hints.js



function hintFor(code, claim, judgements, { subject, sources, surroundings }) {
    switch (code) {
        case 'NOT_COVERED':
            return `Add a rule for ${subject.reference.path} to the profile, or check the name, tags and tag_regex of the existing rules.`;
        case 'NO_PROVENANCE':
            if ((0,source_results/* unreadIn */.lA)(sources).length > 0) {
                return 'Attest the image with a certificate (keyless, with actions/attest and push-to-registry: true, or cosign without a key). Unsigned SBOMs, signatures of other tools and signatures made with a key are not supported.';
            }
            if (subject.platform !== null) {
                return 'Attest the manifest of every platform by its own digest, because an attestation of the index does not cover them. If an attestation of the index is enough, set the input platforms: index.';
            }
            return 'Attest the image after it is pushed, by its digest (actions/attest with push-to-registry: true, or cosign), and run this step after that.';
        case 'NO_MATCHING_PROVENANCE':
            return `${claim === null ? hintForReasons(judgements) : hintForClaim(claim, signerIn(judgements, claim), surroundings)}${hintForMissing(sources)}`;
        case 'LIMIT_EXCEEDED':
            return 'The image has more attestations than this action will process. Delete the ones you do not need, or name the bundle to use in the bundle input.';
        default:
            return (hintOfSource(sources, code) ??
                'Re-run the job. If it keeps failing, re-run it with debug logging, which shows each request.');
    }
}
function hintForMissing(sources) {
    const isMissing = sources.some(({ status }) => status === 'failed');
    return isMissing
        ? ' Some sources could not be checked. If the attestation may be stored there, re-run the job first.'
        : '';
}
function hintOfSource(sources, code) {
    return (0,source_results/* failuresOf */.dJ)(sources).find(({ error }) => error.code === code)?.error.hint ?? null;
}
const reasons = [
    [
        'PREDICATE_MISMATCH',
        'The attestation is valid but has a different predicate type than the rule requires. Create an attestation with the predicate type of the rule, or build provenance (actions/attest) if the rule names none.',
    ],
    [
        'SUBJECT_MISMATCH',
        'The attestation is for a different digest: the image was rebuilt after it was attested, or the attestation was copied from another image. Attest this digest.',
    ],
    [
        'UNTRUSTED',
        'The signing certificate was not issued by any of the configured Sigstore instances. If you trust its issuer, name the instance in the input sigstore (auto covers the public instance and that of GitHub), or its trusted root in trusted-root.',
    ],
    [
        'LIMIT_EXCEEDED',
        'The attestation is larger than anything a signer writes. Attest the image again. If you did not expect this, check who can push to the repository.',
    ],
    [
        'BUNDLE_INVALID',
        'The attestation cannot be verified, for the reason given. Attest the image again without a key (actions/attest, or keyless cosign). If you did not expect this, check who can push to the repository.',
    ],
];
function hintForReasons(judgements) {
    const reason = reasons.find(([code]) => judgements.some((judgement) => judgement.code === code));
    return reason?.[1] ?? 'See the report for the attestations found.';
}
function signerIn(judgements, claim) {
    return judgements.find(({ claims }) => claims.includes(claim))?.signer ?? null;
}
function hintForClaim(result, signer, surroundings) {
    const { claim, expected, actual } = result;
    if (claim.endsWith(' of the predicate')) {
        return 'The statement contradicts the certificate of its own signer. Do not use this image until you know why.';
    }
    const reusable = signer === null ? null : (0,claims_identity/* reusableWorkflow */.ho)(signer);
    if (claim === 'signer_identity')
        return hintForIdentity([expected].flat(), actual ?? '', reusable, surroundings);
    if (reusable !== null && (claim === 'build_config' || claim === 'build_config_digest')) {
        return `${claim} is compared with the calling workflow, ${reusable.caller}. The reusable workflow that signed, ${reusable.signer}, is compared with signer_identity. If you expected this caller, update the policy. If not, do not use this image.`;
    }
    if (claim === 'max_age') {
        return 'The signature is older than the profile allows. Build and sign the image again. If no one moved the tag back to an old image on purpose, find out who did.';
    }
    if (claim === 'run') {
        return 'The image was built by a different workflow run. Verify the digest that this run pushed, and check who else pushes to this repository.';
    }
    if (claim === 'cert_issuer') {
        const issued = actual === null
            ? 'The signing certificate names no OIDC issuer.'
            : `The signing certificate was issued for the OIDC issuer ${actual}.`;
        return `${issued} Sign in the workflow that builds the image. Set cert_issuer: ${actual ?? 'URL'} only if you trust that issuer.`;
    }
    if (actual === null) {
        if (signer !== null && !hints_isOfActions(signer, surroundings)) {
            return `Certificates for ${signer.signer_identity} have no ${claim}. If you trust this signer, name it with signer_identity: ${signer.signer_identity} and cert_issuer: ${signer.cert_issuer ?? 'URL'}, and leave ${claim} out. If not, sign in the workflow that builds the image.`;
        }
        return `The certificate has no value for ${claim}, so it was probably not issued to a GitHub Actions workflow. Sign in the workflow that builds the image.`;
    }
    const refs = claim === 'branch' || (/ref$/.test(claim) && ![expected].flat().some((value) => value.includes('refs/tags/')));
    if (refs && actual.startsWith('refs/tags/')) {
        return 'The image was built from a tag, and a tag never matches a branch. Remove the claim for release builds, or build from the branch.';
    }
    if (refs && actual.startsWith('refs/pull/')) {
        return 'The image was built from a pull request. Verify images that are built from the branch itself.';
    }
    return `If you expected ${actual}, update the policy. If not, do not use this image: it was not built from the required source.`;
}
function hints_isOfActions({ cert_issuer }, { serverUrl }) {
    return cert_issuer === null || `${cert_issuer}/`.startsWith(`${(0,repository_names/* actionsIssuer */.jU)(serverUrl)}/`);
}
function hintForIdentity(expected, actual, reusable, { serverUrl }) {
    const callerFile = (0,claims_identity/* withoutRef */.iQ)(reusable?.caller ?? '')
        ?.split('/')
        .at(-1);
    const file = (0,claims_identity/* withoutRef */.iQ)(actual)?.split('/').at(-1);
    const files = expected.flatMap((value) => {
        const identity = (0,claims_identity/* parseIdentity */.aZ)(value);
        return identity?.form === 'workflow' ? [identity] : [];
    });
    const spelled = actual.startsWith(`${serverUrl}/`) ? actual.slice(serverUrl.length + 1) : actual;
    if (reusable !== null && files.some((identity) => identity.file === callerFile && callerFile !== file)) {
        return `signer_identity is compared with the workflow that signed, and ${callerFile} is the workflow that called it (build_config in an artifact_provenance rule). If you trust the reusable workflow, write signer_identity: ${spelled}`;
    }
    return files.some((identity) => identity.repository === null && identity.file === file)
        ? `The image was signed by a reusable workflow of another repository, and signer_identity must name that repository. If you trust it, write signer_identity: ${spelled}`
        : `If you expected this signer, write signer_identity: ${spelled}. If not, do not use this image.`;
}

;// CONCATENATED MODULE: ./build/policy/guidance/explain.js



function explain(verdict) {
    const { subject, code, results, attestations, sources } = verdict;
    const { reference, digest, mediaType, platform } = subject;
    return {
        reference: reference.given,
        repository: `${reference.registry}/${reference.path}`,
        digest,
        mediaType,
        code,
        ...explanationOf(verdict),
        suggestedProfile: null,
        rules: results,
        attestations,
        sources: sources.map((source) => ({ ...source, platform })),
    };
}
function explanationOf(verdict) {
    const { code, results, checks, judgements, sources, context } = verdict;
    const given = { subject: verdict.subject, sources, surroundings: context };
    const failed = results.findIndex((one) => one.code !== 'VERIFIED');
    const result = results[failed];
    if (code === 'NOT_COVERED') {
        const message = 'No rule of the profile applies to this image.';
        return { message, hint: hintFor('NOT_COVERED', null, [], given), position: null };
    }
    if (result === undefined)
        return { message: verifiedMessage(results, checks), hint: null, position: null };
    const claim = result.compared ? (result.claims.find(({ ok }) => !ok) ?? null) : null;
    const reasons = judgements[failed] ?? [];
    const otherKind = reasons.some((one) => one.code === 'PREDICATE_MISMATCH');
    const kind = otherKind ? result.claims.find(({ claim }) => claim === 'predicate_type') : undefined;
    return {
        message: failureMessage(result, reasons, verdict),
        hint: hintFor(result.code, claim, reasons, given),
        position: (claim ?? kind)?.position ?? result.position,
    };
}
function verifiedMessage(results, checks) {
    const satisfying = results.flatMap(({ satisfiedBy }, index) => satisfiedBy === null ? [] : (checks[index]?.findings[satisfiedBy] ?? []));
    const signers = satisfying.flatMap((finding) => finding.proof?.signer.signer_identity ?? []);
    if (signers.length === 0)
        return 'A signature or attestation exists, but nothing was verified.';
    return `Signed by ${[...new Set(signers)].join(' and ')}.`;
}
function failureMessage(result, judgements, given) {
    switch (result.code) {
        case 'NO_PROVENANCE':
            return nothingFoundMessage(given);
        case 'NO_MATCHING_PROVENANCE':
            return `${notMatchingMessage(judgements)}${missingSources(given.sources)}`;
        default:
            return sourceFailure(given.sources, result.code);
    }
}
function nothingFoundMessage({ subject, sources }) {
    const asked = sources.map(({ source }) => phrases/* sourceLabels */.X[source]).join(', ');
    const unread = (0,source_results/* unreadIn */.lA)(sources);
    const what = unread.length === 0 ? 'No attestation or signature found' : 'No attestation or signature that can be verified found';
    const there = unread.length === 0 ? '' : ` Found but not supported: ${counted(unread)}.`;
    return `${what} for ${subject.digest}.${there} Sources checked: ${asked}.${unsignedProvenance(subject)}`;
}
const maxKinds = 5;
function counted(kinds) {
    const counts = new Map();
    for (const kind of kinds)
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const all = [...counts].toSorted(([, one], [, other]) => other - one);
    const named = all.slice(0, maxKinds).map(([kind, count]) => `${count} ${kind}`);
    const left = all.slice(maxKinds).reduce((sum, [, count]) => sum + count, 0);
    return [...named, ...(left > 0 ? [`${left} of other kinds`] : [])].join(', ');
}
function unsignedProvenance({ manifest, attestationManifests }) {
    if (attestationManifests.length > 0) {
        return ' The index has BuildKit provenance for this manifest, but it is not signed and is ignored.';
    }
    if (!Buffer.from(manifest).includes('"vnd.docker.reference.type"'))
        return '';
    return ' The index has BuildKit provenance, but it is not signed or not about the index itself, and is ignored.';
}
function notMatchingMessage(judgements) {
    const one = judgements.length === 1;
    const subject = one
        ? 'The only attestation found does not satisfy the rule'
        : `None of the ${judgements.length} attestations found satisfies the rule`;
    if (judgements.some(({ code }) => code === 'CLAIM_MISMATCH'))
        return `${subject}.`;
    const [first, ...others] = judgements;
    if (first === undefined)
        return `${subject}.`;
    if (others.every(({ message }) => message === first.message))
        return `${subject} (${first.code}): ${first.message}.`;
    const codes = [...new Set(judgements.map(({ code }) => code))];
    return `${subject}: ${codes.map((code) => `${judgements.filter((other) => other.code === code).length} ${code}`).join(', ')}.`;
}
function missingSources(sources) {
    const missing = sources.filter(({ status }) => status === 'failed').map(({ source }) => phrases/* sourceLabels */.X[source]);
    return missing.length === 0 ? '' : ` Could not be checked: ${missing.join(', ')}.`;
}
function sourceFailure(sources, code) {
    const first = (0,source_results/* failuresOf */.dJ)(sources).find(({ error }) => error.code === code);
    return first === undefined ? code : `${phrases/* sourceLabels */.X[first.source]}: ${first.error.message}`;
}

;// CONCATENATED MODULE: ./build/policy/guidance/suggestion-candidate.js

function suggestionCandidate(checks, { rules }, surroundings) {
    const failed = rules.findIndex(({ code }) => code !== 'VERIFIED');
    const result = rules[failed];
    if (result === undefined) {
        const open = checks.length > 0 && checks.every(({ rule }) => (0,claims_assurance/* acceptsAnyone */.Ip)(rule, surroundings));
        return (open ? checks[0]?.findings.find((finding) => finding.status === 'verified') : null) ?? null;
    }
    const closest = result.closest === null ? null : checks[failed]?.findings[result.closest];
    if (closest?.status !== 'verified')
        return null;
    return result.claims.some(({ claim, ok }) => !ok && buildSpecificClaims.has(claim)) ? null : closest;
}
const buildSpecificClaims = new Set(['run', 'commit', 'max_age']);

// EXTERNAL MODULE: ./build/setup/load-profile-module.js
var load_profile_module = __webpack_require__(4357);
// EXTERNAL MODULE: ./build/pipeline/collect.js + 8 modules
var collect = __webpack_require__(452);
// EXTERNAL MODULE: ./build/pipeline/poll.js
var poll = __webpack_require__(7770);
// EXTERNAL MODULE: ./build/core/errors.js
var errors = __webpack_require__(2807);
// EXTERNAL MODULE: ./build/core/digest.js
var core_digest = __webpack_require__(2552);
// EXTERNAL MODULE: ./build/core/limits.js
var limits = __webpack_require__(332);
// EXTERNAL MODULE: ./build/core/secrets.js + 1 modules
var secrets = __webpack_require__(6101);
// EXTERNAL MODULE: ./build/formats/image-name.js
var image_name = __webpack_require__(9500);
// EXTERNAL MODULE: ./build/formats/strict-json.js
var strict_json = __webpack_require__(6609);
// EXTERNAL MODULE: ./build/image/manifest-kind.js
var manifest_kind = __webpack_require__(5648);
;// CONCATENATED MODULE: ./build/image/platforms.js







const longestName = 128;
async function listPlatforms(registry, image) {
    if ((0,manifest_kind/* kindOfMediaType */.SX)(image.mediaType) !== 'index')
        return null;
    const index = { bytes: image.manifest, digest: image.digest, contentType: null, contentDigest: null };
    const entries = await entriesOf(registry, image, index, 1);
    const byDigest = new Map();
    for (const entry of entries.filter((one) => !isUnknown(one))) {
        const digest = followed(entry, image);
        const type = listedType(entry);
        const known = byDigest.get(digest) ?? { names: new Set(), artifactType: type };
        byDigest.set(digest, { names: known.names.add(nameOfEntry(entry)), artifactType: known.artifactType && type });
    }
    const all = [...byDigest].map(([digest, { names, artifactType }]) => ({
        digest,
        artifactType,
        name: [...names].join(', '),
    }));
    return all.map(({ digest, artifactType, name }) => ({
        name: all.filter((other) => other.name === name).length === 1 ? name : `${name} (${digest})`,
        digest,
        artifactType,
        attestationManifests: entries.flatMap((entry) => (refersTo(entry, digest) ? (entry.digest ?? []) : [])),
    }));
}
function nameOfEntry(entry) {
    const type = listedType(entry);
    return `${(0,secrets/* redact */.E$)(entry.platform ?? 'a platform that is not named', longestName)}${type === null ? '' : ` (${type})`}`;
}
function listedType({ artifactType, mediaType }) {
    const type = artifactType || ((0,manifest_kind/* kindOfMediaType */.SX)(mediaType) === null && mediaType) || null;
    return nameOrNull(type);
}
function nameOrNull(name) {
    return name === null ? null : (0,secrets/* redact */.E$)(name, longestName);
}
async function platformSubject(registry, image, platform) {
    const { digest, name, attestationManifests } = platform;
    const manifest = await fetchListedManifest(registry, image, digest);
    const { kind, mediaType, body } = readPlatform(manifest, (0,image_name/* pinned */.dp)(image.reference, digest), platform);
    if (kind !== 'manifest')
        throw wrongKindError(image, digest, 'an image manifest', 'an index');
    return {
        subject: { ...image, digest, mediaType, manifest: manifest.bytes, platform: name, attestationManifests },
        artifactType: platform.artifactType ?? nameOrNull((0,manifest_kind/* artifactTypeOf */.Gh)(body)),
    };
}
function readPlatform(manifest, name, { artifactType }) {
    try {
        return (0,manifest_kind/* readImageManifest */.lb)(manifest, name);
    }
    catch (error) {
        if (artifactType === null || !(error instanceof errors/* CodedError */.AK) || error.cause instanceof strict_json/* AmbiguousKey */.mf)
            throw error;
        throw new errors/* CodedError */.AK(error.code, error.message, {
            hint: 'What has no image manifest cannot be verified as a platform. Keep it out of what can be run: attach it to the image as a referrer, or list it for the platform unknown/unknown. If an attestation of the index is enough, set the input platforms: index.',
            cause: error,
        });
    }
}
async function entriesOf(registry, image, index, depth) {
    const name = (0,image_name/* pinned */.dp)(image.reference, index.digest);
    const { kind, body } = (0,manifest_kind/* readImageManifest */.lb)(index, name);
    if (kind !== 'index')
        throw wrongKindError(image, index.digest, 'an index', 'an image manifest');
    const all = (body.manifests ?? []).map((entry) => {
        if ('problem' in entry)
            throw oddEntry(name, entry.problem.message);
        return entry;
    });
    const isIndex = ({ mediaType }) => (0,manifest_kind/* kindOfMediaType */.SX)(mediaType) === 'index';
    const entries = all.filter((entry) => !isIndex(entry));
    for (const entry of all.filter(isIndex)) {
        if (depth === limits/* limits */.F.indexDepth)
            throw indexTooDeepError(image);
        const inner = await fetchListedManifest(registry, image, followed(entry, image));
        entries.push(...(await entriesOf(registry, image, inner, depth + 1)));
        if (entries.length > limits/* limits */.F.indexManifests)
            throw tooManyManifestsError(image);
    }
    return entries;
}
function followed({ digest, platform }, image) {
    if (digest !== null)
        return digest;
    const where = platform === null ? 'an entry without a platform' : `its entry for ${(0,secrets/* redact */.E$)(platform, longestName)}`;
    throw oddEntry(image.reference.given, `${where} has no digest of the form sha256:...`);
}
async function fetchListedManifest(registry, image, digest) {
    const manifest = await registry.manifest(image.reference.path, digest);
    if (manifest !== null)
        return manifest;
    const message = `${image.reference.registry} does not have ${digest}, which the index of ${image.reference.given} lists`;
    throw new errors/* CodedError */.AK('IMAGE_NOT_FOUND', message, {
        hint: 'Was the image copied without all of its platforms? Copy or push all of it.',
    });
}
function isUnknown({ platform }) {
    return platform === 'unknown/unknown';
}
function refersTo(entry, digest) {
    const { annotations } = entry;
    return (isUnknown(entry) &&
        annotations['vnd.docker.reference.type'] === 'attestation-manifest' &&
        (0,core_digest/* asDigest */.J6)(annotations['vnd.docker.reference.digest']) === digest);
}
function wrongKindError(image, digest, said, found) {
    const message = `The index of ${image.reference.given} lists ${digest} as ${said}, but ${digest} is ${found}.`;
    return new errors/* CodedError */.AK('REGISTRY_ERROR', message, {
        hint: 'Builders do not write such an index. Check that the right index was pushed, or push the image again.',
    });
}
function oddEntry(name, why) {
    return new errors/* CodedError */.AK('REGISTRY_ERROR', `malformed index ${name}: ${why}`, {
        hint: 'A platform that cannot be followed cannot be verified: push the image again with a current builder. If the index itself is attested, and that is enough, set the input platforms: index.',
    });
}
function indexTooDeepError({ reference }) {
    const message = `${reference.given} is an index of indexes of indexes: more than ${limits/* limits */.F.indexDepth} levels deep`;
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', message, {
        hint: 'Builders do not write such an index. Check that the right index was pushed.',
    });
}
function tooManyManifestsError({ reference }) {
    const message = `the index of ${reference.given} lists more than ${limits/* limits */.F.indexManifests} manifests, those inside counted`;
    return new errors/* CodedError */.AK('LIMIT_EXCEEDED', message, {
        hint: 'No image has that many platforms. Check that the right index was pushed.',
    });
}

// EXTERNAL MODULE: ./build/pipeline/verdict.js
var verdict = __webpack_require__(3934);
;// CONCATENATED MODULE: ./build/pipeline/subjects.js




function subjectOf(image) {
    return { ...image, platform: null, attestationManifests: [] };
}
async function subjectsOf(image, scope, registry) {
    const itself = subjectOf(image);
    if (scope === 'index')
        return { kind: 'itself', itself };
    const platforms = await listedPlatforms(image, registry).catch(errors/* toCodedError */.Bt);
    if (platforms === null)
        return { kind: 'itself', itself };
    if (platforms instanceof errors/* CodedError */.AK) {
        return { kind: 'unlisted', itself: scope === 'any' ? itself : null, error: platforms };
    }
    return scope === 'each' ? { kind: 'each', platforms } : { kind: 'either', itself, platforms };
}
async function listedPlatforms(image, registry) {
    const platforms = await listPlatforms(registry, image);
    if (platforms === null)
        return null;
    return Promise.all(platforms.map(async (platform) => {
        try {
            return { platform, ...(await platformSubject(registry, image, platform)) };
        }
        catch (error) {
            return { platform, error: (0,errors/* toCodedError */.Bt)(error) };
        }
    }));
}
function subjectsIn(subjects) {
    const platforms = 'platforms' in subjects ? subjects.platforms : [];
    const itself = 'itself' in subjects && subjects.itself !== null ? [subjects.itself] : [];
    return [...itself, ...platforms.flatMap((one) => ('subject' in one ? one.subject : []))];
}
function imageVerdict(image, subjects, verdictOn) {
    const onPlatforms = (platforms) => requireEveryPlatform(image, platforms.map((one) => ({
        platform: one.platform.name,
        artifactType: 'subject' in one ? one.artifactType : one.platform.artifactType,
        verdict: 'subject' in one ? verdictOn(one.subject) : (0,verdict/* failedImage */.HZ)(image.reference, image, one.error),
    })));
    switch (subjects.kind) {
        case 'itself':
            return verdictOn(subjects.itself);
        case 'each':
            return onPlatforms(subjects.platforms);
        case 'either':
            return indexOrPlatforms(verdictOn(subjects.itself), onPlatforms(subjects.platforms));
        case 'unlisted': {
            const unlisted = (0,verdict/* failedImage */.HZ)(image.reference, image, subjects.error);
            return subjects.itself === null ? unlisted : indexOrPlatforms(verdictOn(subjects.itself), unlisted);
        }
    }
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./node_modules/@sigstore/core/dist/index.js
var dist = __webpack_require__(3917);
;// CONCATENATED MODULE: ./build/verify/rejection.js
class Rejection extends Error {
    code;
    constructor(code, message) {
        super(message);
        this.name = 'Rejection';
        this.code = code;
    }
}
function invalid(message) {
    throw new Rejection('BUNDLE_INVALID', message);
}
function bounded(what, actual, limit) {
    if (actual > limit)
        throw new Rejection('LIMIT_EXCEEDED', `${actual} ${what}, more than the ${limit} allowed`);
}

;// CONCATENATED MODULE: ./build/verify/certificate.js




const oid = {
    keyUsage: '2.5.29.15',
    subjectAltName: '2.5.29.17',
    basicConstraints: '2.5.29.19',
    extendedKeyUsage: '2.5.29.37',
    codeSigning: '1.3.6.1.5.5.7.3.3',
    timeStamping: '1.3.6.1.5.5.7.3.8',
};
const understood = [oid.keyUsage, oid.subjectAltName, oid.basicConstraints, oid.extendedKeyUsage];
function certificateFromPem(pem, where) {
    bounded('characters of certificate', pem.length, limits/* limits */.F.certificateBytes * 2);
    const blocks = pem.match(/-----BEGIN [A-Z0-9 ]+-----/g) ?? [];
    if (blocks.length !== 1 || blocks[0] !== '-----BEGIN CERTIFICATE-----') {
        return invalid(`${where} does not hold exactly one certificate`);
    }
    try {
        return new external_node_crypto_.X509Certificate(pem).raw;
    }
    catch {
        return invalid(`${where} does not hold a readable certificate`);
    }
}
function isStrictDer(der) {
    try {
        dist.X509Certificate.parse(der);
        return true;
    }
    catch {
        return false;
    }
}
function readCertificate(der) {
    try {
        return new external_node_crypto_.X509Certificate(der);
    }
    catch {
        return invalid('its certificate cannot be read');
    }
}
function extensionsOf(certificate) {
    const extensions = new Map();
    for (const { oid, value } of certificate.extensions.map(readExtension)) {
        if (extensions.has(oid))
            return invalid(`the certificate has the extension ${oid} twice`);
        extensions.set(oid, value);
    }
    return extensions;
}
function checkCodeSigningLeaf(certificate) {
    checkSignatureFields(certificate);
    const extensions = extensionsOf(certificate);
    for (const { oid, critical } of certificate.extensions.map(readExtension)) {
        if (critical && !understood.includes(oid))
            invalid(`the certificate has the unknown critical extension ${oid}`);
    }
    if (certificate.extBasicConstraints?.isCA)
        invalid('the certificate is that of an authority, not of a signer');
    if (!certificate.extKeyUsage?.digitalSignature)
        invalid('the certificate is not for digital signatures');
    if (!extendedKeyUsagesOf(extensions).includes(oid.codeSigning)) {
        invalid('the certificate is not for code signing');
    }
}
function checkSignatureFields({ root }) {
    const [signed, algorithm, signature] = root.subs;
    const inside = signed?.subs[2];
    const agrees = inside !== undefined && algorithm?.toDER().equals(inside.toDER());
    if (!agrees || signature?.value[0] !== 0)
        invalid('the certificate is not as it was signed');
}
function isTimestampingLeaf(certificate) {
    const usages = extendedKeyUsagesOf(extensionsOf(certificate));
    return usages.length === 1 && usages[0] === oid.timeStamping;
}
function extendedKeyUsagesOf(extensions) {
    const value = extensions.get(oid.extendedKeyUsage);
    return value === undefined ? [] : dist.ASN1Obj.parseBuffer(value).subs.map((usage) => usage.toOID());
}
function readExtension(extension) {
    const [id, ...rest] = extension.subs;
    const value = rest.pop();
    if (id === undefined || value === undefined || rest.length > 1 || !value.tag.isOctetString()) {
        return invalid('the certificate has a malformed extension');
    }
    return { oid: id.toOID(), critical: rest[0]?.toBoolean() ?? false, value: Buffer.from(value.value) };
}

// EXTERNAL MODULE: ./node_modules/@sigstore/bundle/dist/index.js
var bundle_dist = __webpack_require__(1040);
;// CONCATENATED MODULE: ./build/verify/base64.js

function decodeBase64(value, where) {
    if (typeof value !== 'string')
        return invalid(`${where} is not a string`);
    const bytes = Buffer.from(value, 'base64');
    if (bytes.toString('base64') !== value)
        return invalid(`${where} is not canonical base64`);
    return bytes;
}

;// CONCATENATED MODULE: ./build/verify/bundle.js





const mediaTypes = new Set([
    'application/vnd.dev.sigstore.bundle+json;version=0.1',
    'application/vnd.dev.sigstore.bundle+json;version=0.2',
    'application/vnd.dev.sigstore.bundle+json;version=0.3',
    'application/vnd.dev.sigstore.bundle.v0.3+json',
]);
const bundleFields = (0,strict_json/* shape */.cW)(...['mediaType', 'verificationMaterial', 'messageSignature', 'dsseEnvelope'], ...['publicKey', 'hint', 'x509CertificateChain', 'certificates', 'certificate', 'rawBytes'], ...['tlogEntries', 'logIndex', 'logId', 'keyId', 'kindVersion', 'kind', 'version', 'integratedTime'], ...['inclusionPromise', 'signedEntryTimestamp', 'canonicalizedBody'], ...['inclusionProof', 'rootHash', 'treeSize', 'hashes', 'checkpoint', 'envelope'], ...['timestampVerificationData', 'rfc3161Timestamps', 'signedTimestamp'], ...['messageDigest', 'algorithm', 'digest', 'signature']);
const envelopeFields = (0,strict_json/* shape */.cW)('payload', 'payloadType', 'signatures', 'sig', 'keyid');
function readBundle(json) {
    refuseAmbiguousKeys(json);
    const mediaType = (0,strict_json/* member */.Dc)(json, 'mediaType');
    if (!mediaTypes.has(mediaType)) {
        return invalid(`unsupported bundle version: media type ${JSON.stringify(mediaType)?.slice(0, 100)}`);
    }
    const material = objectAt(json, 'verificationMaterial');
    const certificate = bundle_readCertificate(material);
    checkLogEntries(listAt(material, 'tlogEntries'));
    checkTimestamps(material);
    checkContent(json);
    return { bundle: parseBundle(json), certificate };
}
function refuseAmbiguousKeys(value, fieldsOf = bundleFields) {
    if (Array.isArray(value)) {
        for (const one of value)
            refuseAmbiguousKeys(one, fieldsOf);
    }
    else if ((0,strict_json/* isJsonObject */.OW)(value)) {
        for (const [field, inner] of Object.entries(fieldsOf(value))) {
            refuseAmbiguousKeys(inner, field === 'dsseEnvelope' ? envelopeFields : fieldsOf);
        }
    }
}
function parseBundle(json) {
    try {
        return (0,bundle_dist/* bundleFromJSON */.vw)(json);
    }
    catch (error) {
        const missing = error instanceof bundle_dist/* ValidationError */.yI ? `: ${error.fields.join(', ')}` : '';
        return invalid(`the bundle lacks what its version asks for${missing}`);
    }
}
function bundle_readCertificate(material) {
    const [form, ...others] = ['certificate', 'x509CertificateChain', 'publicKey'].filter((key) => has(material, key));
    if (others.length > 0)
        return invalid(`both ${form} and ${others[0]} are given`);
    if (form === 'publicKey')
        return invalid('it is signed with a key; only certificates (keyless signing) are accepted');
    if (form === undefined)
        return invalid('it has no certificate');
    const certificates = form === 'certificate' ? [objectAt(material, form)] : listAt(objectAt(material, form), 'certificates');
    const [leaf] = certificates.map((certificate) => readCertificateBytes(certificate));
    return leaf ?? invalid('its certificate chain is empty');
}
function readCertificateBytes(certificate) {
    if (!(0,strict_json/* isJsonObject */.OW)(certificate))
        return invalid('a certificate is not an object');
    return decodeBounded((0,strict_json/* member */.Dc)(certificate, 'rawBytes'), 'certificate', limits/* limits */.F.certificateBytes);
}
function decodeBounded(value, what, limit) {
    if (typeof value === 'string')
        bounded(`bytes of ${what}`, Math.floor((value.length * 3) / 4) - 2, limit);
    const der = decodeBase64(value, `the ${what}`);
    bounded(`bytes of ${what}`, der.length, limit);
    return der;
}
function checkLogEntries(entries) {
    bounded('log entries', entries.length, limits/* limits */.F.logEntries);
    for (const entry of entries) {
        if (!(0,strict_json/* isJsonObject */.OW)(entry))
            invalid('a log entry is not an object');
        decodeBase64((0,strict_json/* member */.Dc)(objectAt(entry, 'logId'), 'keyId'), 'the log ID');
        decodeBounded((0,strict_json/* member */.Dc)(entry, 'canonicalizedBody'), 'log entry', limits/* limits */.F.logEntryBodyBytes);
        checkNumber(entry, 'logIndex');
        checkNumber(entry, 'integratedTime');
        if (has(entry, 'inclusionPromise')) {
            decodeBase64((0,strict_json/* member */.Dc)(objectAt(entry, 'inclusionPromise'), 'signedEntryTimestamp'), 'the signed entry timestamp');
        }
        if (has(entry, 'inclusionProof'))
            checkProof(objectAt(entry, 'inclusionProof'));
    }
}
function checkProof(proof) {
    const hashes = listAt(proof, 'hashes');
    bounded('hashes of an inclusion proof', hashes.length, limits/* limits */.F.proofHashes);
    for (const hash of hashes)
        decodeBase64(hash, 'a hash of the inclusion proof');
    checkNumber(proof, 'logIndex');
    checkNumber(proof, 'treeSize');
    const note = (0,strict_json/* member */.Dc)(objectAt(proof, 'checkpoint'), 'envelope');
    if (typeof note !== 'string')
        invalid('the checkpoint is not a string');
    bounded('bytes of checkpoint', Buffer.byteLength(note), limits/* limits */.F.checkpointBytes);
    checkSignatures(note);
}
function checkSignatures(note) {
    const counts = new Map();
    for (const [, signature = ''] of note.matchAll(/\u2014 \S+ (\S+)\n/g)) {
        const key = Buffer.from(signature, 'base64').subarray(0, 4).toString('hex');
        const count = (counts.get(key) ?? 0) + 1;
        bounded('signatures by one key of the checkpoint', count, limits/* limits */.F.signaturesOfKey);
        counts.set(key, count);
    }
}
function checkNumber(object, key) {
    const value = (0,strict_json/* member */.Dc)(object, key);
    const plain = typeof value === 'string' ? /^\d{1,19}$/.test(value) : Number.isSafeInteger(value) && Number(value) >= 0;
    if (value !== undefined && !plain)
        invalid(`${key} of the log entry is not a number`);
}
function checkTimestamps(material) {
    if (!has(material, 'timestampVerificationData'))
        return;
    const timestamps = listAt(objectAt(material, 'timestampVerificationData'), 'rfc3161Timestamps');
    bounded('timestamps', timestamps.length, limits/* limits */.F.timestamps);
    for (const timestamp of timestamps) {
        if (!(0,strict_json/* isJsonObject */.OW)(timestamp))
            invalid('a timestamp is not an object');
        decodeBounded((0,strict_json/* member */.Dc)(timestamp, 'signedTimestamp'), 'timestamp', limits/* limits */.F.timestampBytes);
    }
}
function checkContent(json) {
    const [form, ...others] = ['dsseEnvelope', 'messageSignature'].filter((key) => has(json, key));
    if (form === undefined)
        invalid('it has neither an envelope nor a message signature');
    if (others.length > 0)
        invalid('it has an envelope and a message signature; one of them is allowed');
    if (form === 'dsseEnvelope')
        checkEnvelope(objectAt(json, form));
    else
        checkMessageSignature(objectAt(json, form));
}
function checkMessageSignature(message) {
    decodeBase64((0,strict_json/* member */.Dc)(message, 'signature'), 'the signature');
    const digest = objectAt(message, 'messageDigest');
    if ((0,strict_json/* member */.Dc)(digest, 'algorithm') !== 'SHA2_256')
        invalid('the message digest is not SHA2_256');
    decodeBase64((0,strict_json/* member */.Dc)(digest, 'digest'), 'the message digest');
}
function checkEnvelope(envelope) {
    decodeBase64((0,strict_json/* member */.Dc)(envelope, 'payload'), 'the payload');
    if (typeof (0,strict_json/* member */.Dc)(envelope, 'payloadType') !== 'string')
        invalid('the payload type is not a string');
    const signatures = listAt(envelope, 'signatures');
    if (signatures.length !== 1)
        invalid(`the envelope has ${signatures.length} signatures; exactly one is allowed`);
    if (!(0,strict_json/* isJsonObject */.OW)(signatures[0]))
        invalid('the signature is not an object');
    decodeBase64((0,strict_json/* member */.Dc)(signatures[0], 'sig'), 'the signature');
}
function has(object, key) {
    const value = (0,strict_json/* member */.Dc)(object, key);
    return value !== undefined && value !== null;
}
function objectAt(object, key) {
    const value = (0,strict_json/* member */.Dc)(object, key);
    return (0,strict_json/* isJsonObject */.OW)(value) ? value : invalid(`it has no ${key}`);
}
function listAt(object, key) {
    const value = (0,strict_json/* member */.Dc)(object, key);
    if (value === undefined || value === null)
        return [];
    return Array.isArray(value) ? value : invalid(`${key} is not a list`);
}

;// CONCATENATED MODULE: ./build/verify/cosign-bundle.js




const signatureAnnotation = 'dev.cosignproject.cosign/signature';
const certificateAnnotation = 'dev.sigstore.cosign/certificate';
const bundleAnnotation = 'dev.sigstore.cosign/bundle';
const timestampAnnotation = 'dev.sigstore.cosign/rfc3161timestamp';
const cosign_bundle_bundleFields = (0,strict_json/* shape */.cW)('SignedEntryTimestamp', 'Payload');
const payloadFields = (0,strict_json/* shape */.cW)('body', 'integratedTime', 'logIndex', 'logID');
const entryFields = (0,strict_json/* shape */.cW)('apiVersion', 'kind', 'spec');
const timestampFields = (0,strict_json/* shape */.cW)('SignedRFC3161Timestamp');
function bundleOfEnvelope(envelope, annotations) {
    return { ...materialOf(annotations), dsseEnvelope: envelope };
}
function bundleOfSignature(digest, annotations) {
    return {
        ...materialOf(annotations),
        messageSignature: {
            messageDigest: { algorithm: 'SHA2_256', digest: digest.toString('base64') },
            signature: (0,strict_json/* member */.Dc)(annotations, signatureAnnotation),
        },
    };
}
function materialOf(annotations) {
    return {
        mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
        verificationMaterial: {
            certificate: { rawBytes: certificateOf(annotations) },
            tlogEntries: logEntriesOf(annotations),
            timestampVerificationData: { rfc3161Timestamps: timestampsOf(annotations) },
        },
    };
}
function certificateOf(annotations) {
    const pem = (0,strict_json/* member */.Dc)(annotations, certificateAnnotation);
    if (typeof pem !== 'string')
        return invalid('it has no certificate; signatures made with a key are not accepted');
    return certificateFromPem(pem, 'the certificate annotation').toString('base64');
}
function logEntriesOf(annotations) {
    const text = (0,strict_json/* member */.Dc)(annotations, bundleAnnotation);
    if (typeof text !== 'string')
        return [];
    const { Payload: payload, SignedEntryTimestamp: signedEntryTimestamp } = cosign_bundle_bundleFields(parseAnnotation(text, bundleAnnotation));
    if (!(0,strict_json/* isJsonObject */.OW)(payload))
        return invalid(`the annotation ${bundleAnnotation} holds no log entry`);
    const { body, logID, logIndex, integratedTime } = payloadFields(payload);
    if (typeof logID !== 'string' || !/^[0-9a-f]{64}$/.test(logID))
        return invalid('the log ID is not 64 hex digits');
    const { kind, apiVersion } = entryFields((0,strict_json/* parseJsonObject */.dw)(decodeBase64(body, 'the log entry')));
    return [
        {
            logIndex,
            logId: { keyId: Buffer.from(logID, 'hex').toString('base64') },
            kindVersion: { kind, version: apiVersion },
            integratedTime,
            inclusionPromise: { signedEntryTimestamp },
            canonicalizedBody: body,
        },
    ];
}
function timestampsOf(annotations) {
    const text = (0,strict_json/* member */.Dc)(annotations, timestampAnnotation);
    if (typeof text !== 'string')
        return [];
    const { SignedRFC3161Timestamp: signedTimestamp } = timestampFields(parseAnnotation(text, timestampAnnotation));
    return [{ signedTimestamp }];
}
function parseAnnotation(text, name) {
    try {
        return (0,strict_json/* parseJsonObject */.dw)(Buffer.from(text));
    }
    catch {
        return invalid(`the annotation ${name} is not a JSON object`);
    }
}

;// CONCATENATED MODULE: ./build/verify/remembered.js
function lastOnce(make) {
    let last = null;
    return (from) => {
        if (last?.from !== from)
            last = { from, outcome: outcomeOf(() => make(from)) };
        return resultOf(last.outcome);
    };
}
function eachOnce(make) {
    const made = new WeakMap();
    return (from) => {
        const outcome = made.get(from) ?? outcomeOf(() => make(from));
        made.set(from, outcome);
        return resultOf(outcome);
    };
}
function outcomeOf(make) {
    try {
        return { value: make() };
    }
    catch (error) {
        if (error instanceof Error)
            void error.stack;
        return { error };
    }
}
function resultOf(outcome) {
    if ('error' in outcome)
        throw outcome.error;
    return outcome.value;
}

;// CONCATENATED MODULE: ./build/verify/statement.js




const payloadType = 'application/vnd.in-toto+json';
const statementTypes = new Set(['https://in-toto.io/Statement/v0.1', 'https://in-toto.io/Statement/v1']);
const statementFields = (0,strict_json/* shape */.cW)('_type', 'subject', 'predicateType', 'predicate');
const subjectFields = (0,strict_json/* shape */.cW)('name', 'uri', 'digest', 'content', 'downloadLocation', 'mediaType', 'annotations');
const statement_payloadFields = (0,strict_json/* shape */.cW)('critical', 'optional');
const criticalFields = (0,strict_json/* shape */.cW)('identity', 'image', 'type');
const imageFields = (0,strict_json/* shape */.cW)('docker-manifest-digest');
const simpleSigningTypes = new Set(['cosign container image signature', 'https://sigstore.dev/cosign/sign/v1']);
function readStatement(payload, mediaType) {
    if (mediaType !== payloadType) {
        return invalid(`the signed payload is not an in-toto statement: its type is ${JSON.stringify(mediaType.slice(0, 100))}`);
    }
    return parsePayload(payload, 'the signed payload is not an in-toto statement', (json) => {
        const { _type, subject, predicateType, predicate } = statementFields(json);
        if (!statementTypes.has(_type)) {
            return invalid('the signed payload is not an in-toto statement of version 0.1 or 1');
        }
        if (typeof predicateType !== 'string' || predicateType === '') {
            return invalid('the signed payload is not an in-toto statement: it names no predicate type');
        }
        return { statement: { predicateType, predicate }, subjects: statement_subjectsOf(subject) };
    });
}
function statement_subjectsOf(subjects) {
    if (!Array.isArray(subjects))
        return invalid('the statement has no list of subjects');
    bounded('subjects', subjects.length, limits/* limits */.F.subjects);
    return subjects.flatMap((subject) => {
        const digests = (0,strict_json/* isJsonObject */.OW)(subject) ? subjectFields(subject).digest : undefined;
        if (!(0,strict_json/* isJsonObject */.OW)(digests))
            return invalid('a subject of the statement has no digest');
        const sha256 = (0,strict_json/* member */.Dc)(digests, 'sha256');
        return (typeof sha256 === 'string' && (0,core_digest/* asDigest */.J6)(`sha256:${sha256}`)) || [];
    });
}
function readSimpleSigning(payload) {
    return parsePayload(payload, 'the signed payload is not simple signing', (json) => {
        const { critical } = statement_payloadFields(json);
        const { image, type } = criticalFields((0,strict_json/* isJsonObject */.OW)(critical) ? critical : {});
        if (!simpleSigningTypes.has(type)) {
            return invalid("the signed payload is not cosign's simple signing: critical.type is another");
        }
        const digest = (0,strict_json/* isJsonObject */.OW)(image) ? (0,core_digest/* asDigest */.J6)(imageFields(image)['docker-manifest-digest']) : null;
        return digest ?? invalid('the signed payload has no critical.image.docker-manifest-digest');
    });
}
function parsePayload(payload, otherwise, read) {
    try {
        return read((0,strict_json/* parseJsonObject */.dw)(payload));
    }
    catch (error) {
        if (error instanceof SyntaxError)
            return invalid(`${otherwise}: ${error.message}`);
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/verify/content.js









function createReader(manifest) {
    const ofManifest = lastOnce((attested) => lastOnce((signature) => read(signature, attested)));
    const listed = lastOnce(listOf);
    const statementOf = eachOnce((bytes) => readStatement(Buffer.from(bytes), payloadType));
    const digestOfStatement = eachOnce(core_digest/* digestOf */.ol);
    return (content) => {
        if (content.kind !== 'buildkit')
            return read(content, manifest);
        bounded('bytes of attestation manifest', content.manifest.length, limits/* limits */.F.manifestBytes);
        bounded('bytes of statement', content.statement.length, limits/* limits */.F.bundleBytes);
        const signature = ofManifest(content.manifest)(content.signature);
        const list = listed(content.manifest);
        if (!signature.subjects.includes(list.manifest) || !isPlainSignature(signature.statement))
            return signature;
        const digest = digestOfStatement(content.statement);
        if (list.statements.has(digest))
            return { ...signature, ...statementOf(content.statement) };
        return invalid(`the attestation manifest ${list.manifest} does not list the statement ${digest}`);
    };
}
function read(content, manifest) {
    switch (content.kind) {
        case 'unreadable':
            throw new Rejection(content.code, content.message);
        case 'bundle': {
            bounded('bytes of bundle', content.bundle.length, limits/* limits */.F.bundleBytes);
            return readContent(readBundle((0,strict_json/* parseJsonObject */.dw)(content.bundle)), manifest);
        }
        case 'dsse': {
            bounded('bytes of envelope', content.envelope.length, limits/* limits */.F.bundleBytes);
            const bundle = readBundle(bundleOfEnvelope((0,strict_json/* parseJsonObject */.dw)(content.envelope), content.annotations));
            const claimed = readContent(bundle, manifest);
            return { ...claimed, signed: { ...claimed.signed, envelope: Buffer.from(content.envelope) } };
        }
        case 'simplesigning': {
            bounded('bytes of payload', content.payload.length, limits/* limits */.F.bundleBytes);
            const digest = (0,external_node_crypto_.createHash)('sha256').update(content.payload).digest();
            const bundle = readBundle(bundleOfSignature(digest, content.annotations));
            return {
                signed: { ...bundle, message: Buffer.from(content.payload), envelope: Buffer.alloc(0) },
                statement: signatureAlone,
                subjects: [readSimpleSigning(content.payload)],
            };
        }
    }
}
function isPlainSignature({ predicateType }) {
    return predicateType === null || predicateType === 'https://sigstore.dev/cosign/sign/v1';
}
const manifestFields = (0,strict_json/* shape */.cW)('layers');
const layerFields = (0,strict_json/* shape */.cW)('digest', 'mediaType');
function listOf(manifest) {
    const { layers } = manifestFields((0,strict_json/* parseJsonObject */.dw)(manifest));
    const read = (Array.isArray(layers) ? layers : []).filter(strict_json/* isJsonObject */.OW).map(layerFields);
    const statements = read.filter(({ mediaType }) => mediaType === payloadType);
    return { manifest: (0,core_digest/* digestOf */.ol)(manifest), statements: new Set(statements.map(({ digest }) => digest)) };
}
const signatureAlone = { predicateType: null, predicate: null };
function readContent(keyless, manifest) {
    const { content } = keyless.bundle;
    if (content.$case === 'dsseEnvelope') {
        const { payload, payloadType } = content.dsseEnvelope;
        const envelope = uploadedEnvelope(content.dsseEnvelope);
        return { signed: { ...keyless, message: Buffer.alloc(0), envelope }, ...readStatement(payload, payloadType) };
    }
    const digest = (0,core_digest/* asDigest */.J6)(`sha256:${content.messageSignature.messageDigest.digest.toString('hex')}`);
    if (digest === null)
        return invalid('the message digest is not a SHA-256');
    const message = Buffer.from(manifest);
    const signed = { ...keyless, message, envelope: Buffer.alloc(0) };
    return { signed, statement: signatureAlone, subjects: [digest] };
}
function uploadedEnvelope({ payload, payloadType, signatures }) {
    const encoded = signatures.map(({ keyid, sig }) => ({ keyid, sig: sig.toString('base64') }));
    return Buffer.from(JSON.stringify({ payloadType, payload: payload.toString('base64'), signatures: encoded }));
}

// EXTERNAL MODULE: ./node_modules/@sigstore/verify/dist/index.js
var verify_dist = __webpack_require__(4187);
// EXTERNAL MODULE: ./node_modules/@sigstore/verify/dist/tlog/index.js
var tlog = __webpack_require__(8218);
;// CONCATENATED MODULE: ./build/verify/certificate-cache.js

const prepared = new WeakSet();
function cacheCertificateWork(leaf, { material }) {
    const authorities = [...material.certificateAuthorities, ...material.timestampAuthorities];
    for (const certificate of [leaf, ...authorities.flatMap(({ certChain }) => certChain)]) {
        if (prepared.has(certificate))
            continue;
        cacheDer(certificate);
        cacheVerification(certificate);
        prepared.add(certificate);
    }
}
function cacheDer(certificate) {
    const { root } = certificate;
    for (const part of [...root.subs.slice(0, 1), root]) {
        const der = encode(part);
        part.toDER = () => der;
    }
    certificate.clone = () => new dist.X509Certificate(copyOf(root));
}
function cacheVerification(certificate) {
    const verify = certificate.verify.bind(certificate);
    const answers = new WeakMap();
    certificate.verify = (issuer) => {
        const by = issuer ?? certificate;
        const answer = answers.get(by) ?? verify(issuer);
        answers.set(by, answer);
        return answer;
    };
}
function copyOf(part) {
    const copy = new dist.ASN1Obj(part.tag, part.value, part.subs.map(copyOf));
    copy.toDER = () => encode(copy);
    return copy;
}
function encode({ tag, subs, value }) {
    const content = subs.length > 0 ? Buffer.concat(subs.map(encode)) : value;
    return Buffer.concat([Buffer.of(tag.toDER(), ...lengthOctets(content.length)), content]);
}
function lengthOctets(length) {
    if (length < 0x80)
        return [length];
    const octets = [];
    for (let rest = length; rest > 0; rest = Math.floor(rest / 0x100))
        octets.unshift(rest % 0x100);
    return [0x80 | octets.length, ...octets];
}

;// CONCATENATED MODULE: ./build/verify/log-entry.js






function isIntoto001(entry) {
    return entry.kindVersion.kind === 'intoto' && entry.kindVersion.version === '0.0.1';
}
function matchIntoto001(entry, envelope) {
    const recorded = sha256At(specOf(entry), 'content', 'hash');
    const actual = sha256(envelope).toString('hex');
    if (envelope.length === 0 || recorded !== actual)
        invalid('the log entry is about another envelope');
}
function checkLoggedSignature(entry, content) {
    const spec = specOf(entry);
    const { signature, signedHash, envelope } = recordedOf(content);
    const { kind, version } = entry.kindVersion;
    switch (`${kind} ${version}`) {
        case 'hashedrekord 0.0.1':
            checkHash(sha256At(spec, 'data', 'hash'), signedHash, 'other data');
            checkSignature((0,strict_json/* member */.Dc)(memberAt(spec, 'signature'), 'content'), signature);
            break;
        case 'dsse 0.0.1':
            sha256At(spec, 'envelopeHash');
            checkHash(sha256At(spec, 'payloadHash'), envelope?.payloadHash, 'another payload');
            checkSignature((0,strict_json/* member */.Dc)(onlyOf(spec, 'signatures'), 'signature'), signature);
            break;
        case 'intoto 0.0.1':
            if ((0,strict_json/* member */.Dc)(memberAt(spec, 'content'), 'payloadHash') !== undefined) {
                checkHash(sha256At(spec, 'content', 'payloadHash'), envelope?.payloadHash, 'another payload');
            }
            break;
        case 'intoto 0.0.2':
            checkIntoto002(memberAt(spec, 'content'), signature, envelope);
            break;
        case 'hashedrekord 0.0.2': {
            const only = onlyMember(spec, 'hashedRekordV002');
            checkHash(hashAt(only, 'data'), signedHash, 'other data');
            checkSignature((0,strict_json/* member */.Dc)(memberAt(only, 'signature'), 'content'), signature);
            break;
        }
        case 'dsse 0.0.2': {
            const only = onlyMember(spec, 'dsseV002');
            checkHash(hashAt(only, 'payloadHash'), envelope?.payloadHash, 'another payload');
            checkSignature((0,strict_json/* member */.Dc)(onlyOf(only, 'signatures'), 'content'), signature);
            break;
        }
        default:
            unsupported(entry);
    }
}
function recordedOf(content) {
    if (content.$case === 'messageSignature') {
        const { signature, messageDigest } = content.messageSignature;
        return { signature, signedHash: messageDigest.digest, envelope: null };
    }
    const { payload, payloadType, signatures } = content.dsseEnvelope;
    const [only] = signatures;
    if (only === undefined)
        return invalid('the envelope has no signature');
    const signedHash = sha256(dist.dsse.preAuthEncoding(payloadType, payload));
    return { signature: only.sig, signedHash, envelope: { payloadHash: sha256(payload), payloadType } };
}
function checkIntoto002(content, signature, envelope) {
    sha256At(content, 'hash');
    checkHash(sha256At(content, 'payloadHash'), envelope?.payloadHash, 'another payload');
    const logged = memberAt(content, 'envelope');
    if ((0,strict_json/* member */.Dc)(logged, 'payloadType') !== envelope?.payloadType)
        invalid('the log entry is about another payload type');
    const encoded = decodeBase64((0,strict_json/* member */.Dc)(onlyOf(logged, 'signatures'), 'sig'), 'the signature in the log entry');
    checkSignature(encoded.toString('latin1'), signature);
}
function checkHash(recorded, actual, what) {
    if (recorded.toLowerCase() !== actual?.toString('hex'))
        invalid(`the log entry is about ${what}`);
}
function checkSignature(recorded, actual) {
    if (!decodeBase64(recorded, 'the signature in the log entry').equals(actual)) {
        invalid('the log entry is about another signature');
    }
}
function refuseRepeatedEntries(entries) {
    const seen = new Set();
    for (const { logId, canonicalizedBody } of entries) {
        const key = `${logId.keyId.toString('hex')} ${canonicalizedBody.toString('base64')}`;
        if (seen.has(key))
            invalid('a log entry is there twice');
        seen.add(key);
    }
}
function checkLoggedCertificate(entry, certificate) {
    if (!loggedCertificate(entry).equals(certificate)) {
        invalid('the certificate in the log entry is not the one that signed');
    }
}
function loggedCertificate(entry) {
    const spec = memberAt((0,strict_json/* parseJsonObject */.dw)(entry.canonicalizedBody), 'spec');
    const { kind, version } = entry.kindVersion;
    switch (`${kind} ${version}`) {
        case 'hashedrekord 0.0.1':
            return fromPem(memberAt(spec, 'signature', 'publicKey'), 'content');
        case 'dsse 0.0.1':
            return fromPem(onlyOf(spec, 'signatures'), 'verifier');
        case 'intoto 0.0.1':
            return fromPem(spec, 'publicKey');
        case 'intoto 0.0.2':
            return fromPem(onlyOf(memberAt(spec, 'content', 'envelope'), 'signatures'), 'publicKey');
        case 'hashedrekord 0.0.2':
            return fromDer(memberAt(spec, 'hashedRekordV002', 'signature'));
        case 'dsse 0.0.2':
            return fromDer(onlyOf(memberAt(spec, 'dsseV002'), 'signatures'));
        default:
            return unsupported(entry);
    }
}
function unsupported({ kindVersion: { kind, version } }) {
    return invalid(`unsupported log entry kind ${JSON.stringify(`${kind} ${version}`.slice(0, 100))}`);
}
function specOf(entry) {
    const body = (0,strict_json/* parseJsonObject */.dw)(entry.canonicalizedBody);
    const { kind, version } = entry.kindVersion;
    if ((0,strict_json/* member */.Dc)(body, 'kind') !== kind || (0,strict_json/* member */.Dc)(body, 'apiVersion') !== version) {
        return invalid('the log entry is of another kind than the bundle says');
    }
    return memberAt(body, 'spec');
}
function fromPem(object, key) {
    return certificateFromPem(decodeBase64((0,strict_json/* member */.Dc)(object, key), 'the certificate in the log entry').toString('latin1'), 'the log entry');
}
function fromDer(signature) {
    const verifier = memberAt(signature, 'verifier');
    if ((0,strict_json/* member */.Dc)(verifier, 'publicKey') !== undefined)
        return invalid('the log entry has a key beside the certificate');
    return decodeBase64((0,strict_json/* member */.Dc)(memberAt(verifier, 'x509Certificate'), 'rawBytes'), 'the certificate in the log entry');
}
function checkLogKeyValidity(entry, instance, times) {
    const logs = instance.material.tlogs.filter((log) => log.logID.equals(entry.logId.keyId));
    const valid = times.every((time) => logs.some(({ validFor }) => validFor.start <= time && time <= validFor.end));
    if (!valid)
        invalid('the key of the transparency log was not valid at the time of signing');
}
function memberAt(object, ...path) {
    return path.reduce((inner, key) => {
        const value = (0,strict_json/* member */.Dc)(inner, key);
        return (0,strict_json/* isJsonObject */.OW)(value) ? value : invalid(`the log entry has no ${key}`);
    }, object);
}
function onlyOf(object, key) {
    const list = (0,strict_json/* member */.Dc)(object, key);
    if (!Array.isArray(list) || list.length !== 1 || !(0,strict_json/* isJsonObject */.OW)(list[0])) {
        return invalid(`the log entry does not have exactly one of ${key}`);
    }
    return list[0];
}
function onlyMember(object, key) {
    return Object.keys(object).length === 1 ? memberAt(object, key) : invalid(`the log entry has something beside ${key}`);
}
function sha256At(object, ...path) {
    const hash = memberAt(object, ...path);
    const value = (0,strict_json/* member */.Dc)(hash, 'value');
    return (0,strict_json/* member */.Dc)(hash, 'algorithm') === 'sha256' && typeof value === 'string'
        ? value
        : invalid('the log entry has no SHA-256');
}
function hashAt(object, key) {
    const hash = memberAt(object, key);
    if ((0,strict_json/* member */.Dc)(hash, 'algorithm') !== 'SHA2_256')
        return invalid('the log entry has no SHA-256');
    return decodeBase64((0,strict_json/* member */.Dc)(hash, 'digest'), 'the hash in the log entry').toString('hex');
}
function sha256(bytes) {
    return (0,external_node_crypto_.createHash)('sha256').update(bytes).digest();
}

;// CONCATENATED MODULE: ./build/verify/signer.js



const arc = '1.3.6.1.4.1.57264.1.';
const subjectAltName = '2.5.29.17';
const generalName = { email: 1, uri: 6 };
const utf8String = 0x0c;
const current = {
    cert_issuer: 8,
    signer_uri: 9,
    signer_digest: 10,
    runner_environment: 11,
    repository: 12,
    commit: 13,
    ref: 14,
    repository_id: 15,
    owner: 16,
    owner_id: 17,
    build_config: 18,
    build_config_digest: 19,
    event: 20,
    run: 21,
    visibility: 22,
    deployment_environment: 23,
    token_subject: 24,
};
const legacy = { cert_issuer: 1, event: 2, commit: 3, workflow_name: 4, repository: 5, ref: 6 };
function signerOf(certificate) {
    const extensions = extensionsOf(certificate);
    const identity = identityOf(extensions);
    const now = mapValues(current, (number) => decodeCurrent(extensions.get(`${arc}${number}`), number));
    const then = mapValues(legacy, (number) => decodeDeprecated(extensions.get(`${arc}${number}`), number));
    const formerRepository = then.repository === null ? null : repositoryUri(then.repository, identity);
    return {
        ...now,
        signer_identity: identity.value,
        identity_type: identity.type,
        workflow_name: then.workflow_name,
        cert_issuer: reconcile('issuer', now.cert_issuer, then.cert_issuer),
        event: reconcile('event', now.event, then.event),
        commit: reconcile('commit', now.commit, then.commit),
        ref: reconcile('ref', now.ref, then.ref),
        repository: reconcile('repository', now.repository, formerRepository),
    };
}
function identityOf(extensions) {
    const value = extensions.get(subjectAltName);
    if (value === undefined)
        return invalid('the certificate names no identity');
    const names = dist.ASN1Obj.parseBuffer(value).subs;
    const [name] = names;
    if (name === undefined || names.length !== 1) {
        return invalid(`the certificate names ${names.length} identities; exactly one is allowed`);
    }
    return { type: identityType(name), value: printable(name.value) };
}
function identityType(name) {
    if (name.tag.isContextSpecific(generalName.uri))
        return 'uri';
    if (name.tag.isContextSpecific(generalName.email))
        return 'email';
    return invalid('the identity in the certificate is neither a URI nor an e-mail address');
}
function printable(bytes) {
    if (bytes.length === 0)
        return invalid('the identity in the certificate is empty');
    if (!bytes.every((byte) => byte >= 0x20 && byte <= 0x7e)) {
        return invalid('the identity in the certificate is not printable ASCII');
    }
    return bytes.toString('latin1');
}
function decodeCurrent(value, number) {
    if (value === undefined)
        return null;
    const object = dist.ASN1Obj.parseBuffer(value);
    if (!object.tag.isUniversal() || object.tag.number !== utf8String || object.tag.constructed) {
        return invalid(`the certificate's extension ${arc}${number} is not a UTF8String`);
    }
    return decodeText(object.value, number);
}
function decodeDeprecated(value, number) {
    return value === undefined ? null : decodeText(value, number);
}
function decodeText(bytes, number) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch {
        return invalid(`the certificate's extension ${arc}${number} is not valid UTF-8`);
    }
}
function repositoryUri(ownerAndName, identity) {
    const server = /^https:\/\/[^/]+/.exec(identity.value);
    return identity.type === 'uri' && server !== null ? `${server[0]}/${ownerAndName}` : ownerAndName;
}
function reconcile(what, now, then) {
    if (now !== null && then !== null && now !== then) {
        return invalid(`the certificate contradicts itself about the ${what}`);
    }
    return now ?? then;
}
function mapValues(object, to) {
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, to(value)]));
}

;// CONCATENATED MODULE: ./build/verify/cryptography.js









function readEntity(signed) {
    const entity = parseEntity(signed);
    const { key } = entity;
    return key.$case === 'certificate' ? { ...entity, key } : invalid('it is signed with a key');
}
function parseEntity({ bundle, message, certificate }) {
    try {
        return (0,verify_dist/* toSignedEntity */.DC)(bundle, message);
    }
    catch {
        return invalid(isStrictDer(certificate) ? 'a timestamp in it cannot be read' : 'its certificate cannot be read');
    }
}
function verifyCryptography(signed, entity, instance, now) {
    const { certificate } = entity.key;
    checkCodeSigningLeaf(certificate);
    refuseRepeatedEntries(entity.tlogEntries);
    checkTimestampAuthorities(entity, instance);
    cacheCertificateWork(certificate, instance);
    verifyEntity(entity, signed, instance);
    const times = trustedTimes(entity, now);
    for (const entry of entity.tlogEntries) {
        checkLoggedCertificate(entry, signed.certificate);
        checkLoggedSignature(entry, signed.bundle.content);
        checkLogKeyValidity(entry, instance, entry.inclusionPromise ? [integratedTime(entry)] : times);
    }
    const logEntry = promisedEntry(entity.tlogEntries);
    return { instance: instance.name, signedAt: earliest(times), signer: signerOf(certificate), logEntry };
}
function promisedEntry(entries) {
    const entry = entries.find(({ inclusionPromise }) => inclusionPromise !== undefined);
    const index = Number(entry?.logIndex);
    if (entry === undefined || !Number.isSafeInteger(index) || index < 0)
        return null;
    return { log: entry.logId.keyId.toString('hex'), index };
}
function verifyEntity(entity, signed, instance) {
    const intoto001 = entity.tlogEntries.filter(isIntoto001);
    for (const entry of intoto001) {
        (0,tlog.verifyTLogInclusion)(entry, instance.material.tlogs);
        matchIntoto001(entry, signed.envelope);
    }
    const needed = instance.thresholds.logEntry ? 1 : 0;
    const verifier = new verify_dist/* Verifier */.BL(instance.material, {
        ctlogThreshold: instance.thresholds.certificateTimestamp ? 1 : 0,
        tlogThreshold: Math.max(0, needed - intoto001.length),
        timestampThreshold: 1,
    });
    const other = otherMessage(signed);
    try {
        verifier.verify({ ...entity, tlogEntries: entity.tlogEntries.filter((entry) => !isIntoto001(entry)) });
    }
    catch (error) {
        throw error instanceof verify_dist/* VerificationError */.mk && error.code === 'SIGNATURE_ERROR' ? (other ?? error) : error;
    }
    if (other !== null)
        throw other;
}
function otherMessage({ bundle, message }) {
    if (bundle.content.$case !== 'messageSignature')
        return null;
    const { digest } = bundle.content.messageSignature.messageDigest;
    const actual = (0,external_node_crypto_.createHash)('sha256').update(message).digest();
    if (digest.equals(actual))
        return null;
    const [said, found] = [digest, actual].map((bytes) => `sha256:${bytes.toString('hex')}`);
    return new Rejection('SUBJECT_MISMATCH', `its subject is ${said}, expected ${found}`);
}
function checkTimestampAuthorities(entity, instance) {
    for (const timestamp of entity.timestamps) {
        if (timestamp.$case !== 'timestamp-authority')
            continue;
        const token = timestamp.timestamp;
        if (token.status !== 0n && token.status !== 1n)
            invalid('the timestamp authority did not grant the timestamp');
        checkTimeFormat(token);
        for (const { certChain } of instance.material.timestampAuthorities) {
            const [leaf] = certChain;
            const signedIt = leaf?.serialNumber.equals(token.signerSerialNumber) && leaf.issuer.equals(token.signerIssuer);
            if (leaf && signedIt && !isTimestampingLeaf(leaf)) {
                invalid('the certificate of the timestamp authority is not for timestamping');
            }
        }
    }
}
function checkTimeFormat(token) {
    try {
        token.signingTime;
    }
    catch {
        invalid('the format of the time in its timestamp is not supported');
    }
}
function trustedTimes(entity, now) {
    const [first, ...more] = entity.timestamps.flatMap((timestamp) => {
        if (timestamp.$case === 'timestamp-authority')
            return [timestamp.timestamp.signingTime];
        return timestamp.tlogEntry.inclusionPromise ? [integratedTime(timestamp.tlogEntry)] : [];
    });
    if (first === undefined)
        return invalid('no authority vouches for the time of signing');
    const latest = Math.max(...[first, ...more].map(Number));
    if (!(latest <= now.getTime() + limits/* limits */.F.clockSkewMs)) {
        return invalid(`signed in the future, at ${new Date(latest).toISOString()}: is this machine's clock right?`);
    }
    return [first, ...more];
}
function earliest(times) {
    return new Date(Math.min(...times.map(Number)));
}
function integratedTime(entry) {
    return new Date(Number(entry.integratedTime) * 1000);
}

;// CONCATENATED MODULE: ./build/verify/attestation.js







function verifyAttestation(attestation, image, instances, now) {
    return createVerifier(image, instances, now)(attestation);
}
function createVerifier(image, instances, now) {
    const known = new Map();
    const digestOfSignature = eachOnce(digestOfContent);
    const read = createReader(image.manifest);
    const prove = provedOnce(instances, now);
    return (attestation) => {
        const { source, location, content } = attestation;
        const digest = digestOfSignature(signatureOf(content));
        const key = keyOf(content, digest);
        const same = key === null ? undefined : known.get(key);
        if (same !== undefined)
            return { ...same, attestation: { ...same.attestation, source, location } };
        const finding = judged(attestation, digest, image, instances, { read, prove });
        if (key !== null && finding.status !== 'not-judged')
            known.set(key, finding);
        return finding;
    };
}
function judged({ source, location, content }, digest, image, instances, { read, prove }) {
    const signature = signatureOf(content);
    const kind = signature.kind === 'unreadable' ? signature.as : signature.kind;
    let about = {
        attestation: { source, location, kind, digest: null },
        predicateType: null,
        namesImage: false,
    };
    try {
        const { signed, statement, subjects } = read(content);
        about = {
            attestation: { ...about.attestation, digest },
            predicateType: statement.predicateType,
            namesImage: subjects.includes(image.digest),
        };
        const proved = prove(signed);
        if (proved === 'no-room')
            return { ...about, status: 'not-judged', code: 'LIMIT_EXCEEDED', proof: null };
        const { leaf, proof } = proved;
        if (proof === null) {
            const refused = rejected(about, 'UNTRUSTED', untrusted(leaf, instances));
            return { ...refused, claimedIssuer: organizationOf(leaf.issuer) };
        }
        if (!about.namesImage)
            return rejected(about, 'SUBJECT_MISMATCH', subjectMismatch(subjects, image), proof);
        return { ...about, status: 'verified', proof, statement };
    }
    catch (error) {
        const code = error instanceof Rejection ? error.code : 'BUNDLE_INVALID';
        return rejected(about, code, reasonOf(error));
    }
}
function notJudged({ source, location, content }) {
    const signature = signatureOf(content);
    const kind = signature.kind === 'unreadable' ? signature.as : signature.kind;
    const attestation = { source, location, kind, digest: null };
    return { attestation, predicateType: null, namesImage: false, status: 'not-judged', code: 'TIMEOUT', proof: null };
}
function signatureOf(content) {
    return content.kind === 'buildkit' ? content.signature : content;
}
function keyOf(content, digest) {
    if (digest === null || content.kind === 'buildkit')
        return null;
    const annotations = 'annotations' in content ? Object.entries(content.annotations).sort() : [];
    return JSON.stringify([content.kind, digest, annotations]);
}
function provedOnce(instances, now) {
    let witnesses = 0;
    return lastOnce((signed) => {
        const count = witnessesOf(signed);
        if (count > limits/* limits */.F.fewWitnesses) {
            if (witnesses + count > limits/* limits */.F.witnesses)
                return 'no-room';
            witnesses += count;
        }
        const entity = readEntity(signed);
        const leaf = readCertificate(signed.certificate);
        const verify = (instance) => verifyCryptography(signed, entity, instance, now);
        return { leaf, proof: verifyWithAny(instances, leaf, verify) };
    });
}
function witnessesOf({ bundle }) {
    const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
    const timestamps = timestampVerificationData?.rfc3161Timestamps ?? [];
    return timestamps.reduce((sum, { signedTimestamp }) => sum + Math.ceil(signedTimestamp.length / 4096), tlogEntries.length);
}
function digestOfContent(signature) {
    switch (signature.kind) {
        case 'unreadable':
            return null;
        case 'bundle':
            return (0,core_digest/* digestOf */.ol)(signature.bundle);
        case 'dsse':
            return (0,core_digest/* digestOf */.ol)(signature.envelope);
        case 'simplesigning':
            return (0,core_digest/* digestOf */.ol)(signature.payload);
    }
}
function verifyWithAny(instances, leaf, verify) {
    const refusals = [];
    for (const instance of instances) {
        const issuers = instance.authorities.filter((authority) => leaf.checkIssued(authority));
        if (issuers.length === 0)
            continue;
        try {
            return verify(instance);
        }
        catch (error) {
            if (issuers.some((issuer) => leaf.verify(issuer.publicKey)))
                refusals.push(error);
        }
    }
    if (refusals.length > 0)
        throw refusals.at(-1);
    return null;
}
function rejected(about, code, message, proof = null) {
    return { ...about, status: 'rejected', code, message, proof, claimedIssuer: null };
}
function reasonOf(error) {
    const tripped = !(error instanceof Error) || error instanceof TypeError || error instanceof RangeError;
    return tripped || error.message === '' ? 'it is malformed' : error.message;
}
function organizationOf(name) {
    return /^O=(.*)$/m.exec(name ?? '')?.[1]?.replaceAll(/\\(.)/g, '$1') ?? null;
}
function untrusted(leaf, instances) {
    const names = instances.map(({ name }) => name).join(', ');
    const issuer = leaf.issuer?.replaceAll('\n', ', ') || 'nobody that it names';
    return `its certificate was not issued by a trusted Sigstore instance (${names}) but by ${issuer}`;
}
function subjectMismatch(subjects, image) {
    const others = subjects.length === 0 ? 'nothing with a SHA-256' : subjects.slice(0, 3).join(', ');
    const more = subjects.length > 3 ? ` and ${subjects.length - 3} more` : '';
    return `its subject is ${others}${more}, expected ${image.digest}`;
}

;// CONCATENATED MODULE: ./build/pipeline/verify.js


function createVerify(subject, instances, { signal, stopwatch }) {
    let verify;
    return (attestation) => {
        if (signal.aborted)
            return notJudged(attestation);
        verify ??= createVerifier(subject, instances, new Date());
        const verifyOne = verify;
        return stopwatch.measure('verify', () => verifyOne(attestation));
    };
}
async function* verify(collected, verifiers) {
    const arrivals = collected[Symbol.asyncIterator]();
    const waiting = [];
    let next = arrivals.next();
    while (next !== null || waiting.length > 0) {
        const arrived = next === null ? null : await (waiting.length === 0 ? next : Promise.race([next, (0,promises_.setImmediate)(null)]));
        if (arrived === null) {
            const one = waiting.shift();
            if (one !== undefined)
                yield findingOf(one, verifiers);
            await (0,promises_.setImmediate)();
        }
        else if (arrived.done) {
            next = null;
        }
        else {
            next = arrivals.next();
            if (arrived.value.kind === 'end')
                yield arrived.value;
            else
                insertBySize(waiting, arrived.value);
        }
    }
}
function findingOf({ id, attestation, order }, verifiers) {
    const found = new Map([...new Set(verifiers.values())].map((verify) => [verify, verify(attestation)]));
    const findings = [...verifiers].flatMap(([rule, verify]) => {
        const finding = found.get(verify);
        return finding === undefined ? [] : [[rule, finding]];
    });
    return { kind: 'finding', id, attestation, order, findings: new Map(findings) };
}
function insertBySize(waiting, one) {
    const size = sizeOf(one.attestation.content);
    const before = waiting.findLastIndex(({ attestation }) => sizeOf(attestation.content) <= size);
    waiting.splice(before + 1, 0, one);
}
function sizeOf(content) {
    switch (content.kind) {
        case 'buildkit':
            return sizeOf(content.signature);
        case 'bundle':
            return content.bundle.length;
        case 'dsse':
            return content.envelope.length;
        case 'simplesigning':
            return content.payload.length;
        case 'unreadable':
            return 0;
    }
}
async function* verifyByFallback(attestations, rules, fallbackOf, verifyBy) {
    const smallestFirst = attestations.toSorted((one, other) => sizeOf(one.attestation.content) - sizeOf(other.attestation.content));
    for (const evaluated of smallestFirst) {
        const verifiers = new Map();
        for (const rule of rules) {
            const fallback = fallbackOf(rule);
            const finding = evaluated.byRule.get(rule)?.finding;
            if (fallback !== null && comesFrom(finding, fallback))
                verifiers.set(rule, verifyBy(await fallback.load()));
        }
        if (verifiers.size > 0)
            yield findingOf(evaluated, verifiers);
        await (0,promises_.setImmediate)();
    }
}
function comesFrom(finding, { organization }) {
    return finding?.status === 'rejected' && finding.claimedIssuer === organization;
}

;// CONCATENATED MODULE: ./build/pipeline/decide.js











function createVerifyBy({ stopwatch, end: signal }) {
    const nameOf = memoize((_) => String(nextName++));
    let nextName = 0;
    return memoize(({ subject, instances }) => createVerify(subject, instances, { signal, stopwatch }), ({ subject, among, round, instances }) => {
        return JSON.stringify([(0,collect/* subjectKey */.o)(subject, among), round, instances.map(nameOf)]);
    });
}
async function decideImage(image, rules, grounds) {
    const registry = grounds.run.clients.registry(image.reference);
    const subjects = await subjectsOf(image, rules.length === 0 ? 'index' : grounds.platforms, registry);
    const last = await (0,poll/* pollUntil */.g3)((round) => decideRound(image, subjects, rules, { grounds, round }), ({ isWorthPolling }) => !isWorthPolling, grounds.patience);
    if (grounds.platforms !== 'index' || last.verdict.code !== 'NO_PROVENANCE')
        return last.verdict;
    return (await arePlatformsAttested(image, rules, grounds)) ? platformsAreAttested(last.verdict) : last.verdict;
}
async function decideRound(image, subjects, rules, round) {
    const all = subjectsIn(subjects);
    const decided = await Promise.all(all.map(async (subject) => {
        const verdict = conclude(await evaluateSubject(subject, rules, all.length, round));
        return [subject, verdict, await withSuggestion(verdict)];
    }));
    const verdicts = new Map(decided.map(([subject, , verdict]) => [subject, verdict]));
    const verdict = imageVerdict(image, subjects, (subject) => {
        const known = verdicts.get(subject);
        if (known === undefined)
            throw new Error('a subject was not decided');
        return known;
    });
    const failed = decided.filter(([, { code }]) => code !== 'VERIFIED');
    const mayChange = failed.length > 0 && failed.every(([, verdict]) => isWorthPolling(verdict));
    return { verdict, isWorthPolling: verdict.code !== 'VERIFIED' && mayChange };
}
async function evaluateSubject(subject, rules, among, { grounds, round }) {
    let evaluation = startEvaluation(subject, rules, grounds.run.workflow);
    if (rules.length === 0)
        return evaluation;
    const collected = grounds.collect(subject, among, round);
    const trustOf = await grounds.trustOf;
    const verifyBy = (instances) => grounds.verifyBy({ subject, among, round, instances });
    const verifiers = new Map(rules.map((rule) => [rule, verifyBy(trustOf(rule).instances)]));
    for await (const event of verify(collected, verifiers))
        evaluation = add(evaluation, event);
    if (isSettled(evaluation))
        return evaluation;
    const fallbackOf = (rule) => trustOf(rule).fallback;
    const again = verifyByFallback(evaluation.attestations, rules, fallbackOf, (instance) => verifyBy([instance]));
    for await (const event of again)
        evaluation = add(evaluation, event);
    return evaluation;
}
async function arePlatformsAttested(image, rules, grounds) {
    try {
        const platforms = (await listedPlatforms(image, grounds.run.clients.registry(image.reference))) ?? [];
        const { verdict } = await decideRound(image, { kind: 'each', platforms }, rules, { grounds, round: 0 });
        return verdict.code === 'VERIFIED';
    }
    catch {
        return false;
    }
}
async function withSuggestion(verdict) {
    const explained = explain(verdict);
    const finding = suggestionCandidate(verdict.checks, explained, verdict.context);
    if (finding === null)
        return explained;
    const { suggestProfile } = await (0,load_profile_module/* loadProfileModule */.U)();
    return { ...explained, suggestedProfile: suggestProfile(finding, verdict.subject, verdict.context) };
}


/***/ }),

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


/***/ })

};

/**
 * The values that cross the stages of the pipeline, in the order in which they come into being. Types only: a stage
 * that needs another's result takes it from here and imports nothing of that stage.
 */

export type { Digest } from '../core/digest.ts'
export type { Code } from '../core/errors.ts'
export type * from './attestation.ts'
export type * from './finding.ts'
export type * from './policy.ts'
export type * from './verdict.ts'
export type * from './workflow-context.ts'

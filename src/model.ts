/**
 * The values that travel from stage to stage, in the order in which they come into being. Types only: a room
 * that needs another's result takes it from here and imports nothing of that room.
 */

export type * from './model/attestation.ts'
export type * from './model/codes.ts'
export type * from './model/finding.ts'
export type * from './model/policy.ts'
export type * from './model/verdict.ts'

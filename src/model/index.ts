/**
 * The values that travel from stage to stage, in the order in which they come into being. Types only: a room
 * that needs another's result takes it from here and imports nothing of that room.
 */

export type * from './attestation.ts'
export type * from './codes.ts'
export type * from './finding.ts'
export type * from './policy.ts'
export type * from './verdict.ts'

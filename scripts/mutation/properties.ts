/** Stands in for `__tests__/support/properties.ts`: what a property finds depends on luck, and a mutant must not. */

/** Passes over the property. */
export function holds(): void {}

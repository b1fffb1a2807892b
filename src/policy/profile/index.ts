/** All that reads or writes a profile, to be loaded late and as one: YAML, its validator and RE2 come with it. */

export { suggestProfile } from '../guidance/suggest.ts'
export { readProfile } from './read-profile.ts'

/** All that reads or writes a profile, to be loaded late and as one: YAML, its validator and RE2 come with it. */
export { readProfile } from '../profile/read-profile.ts'
export { suggestProfile } from './suggest.ts'

/** The Sigstore instance that needs no network. */
import { parseJsonObject } from '../formats/strict-json.ts'
import type { Instance } from '../model/index.ts'
import { instanceOf } from './instance.ts'
import { publicGoodHost } from './instance-names.ts'
import { publicGoodTrustedRoot } from './tuf-repositories.ts'

/** The public-good instance as it was when this release was made: a root that has since been revoked is not noticed. */
export function bundledInstance(): Instance {
  return instanceOf(parseJsonObject(publicGoodTrustedRoot()), `${publicGoodHost} (bundled)`)
}

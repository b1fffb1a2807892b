/** Whether asking again may help, for what was attested a moment ago is not everywhere yet (threats F-10, A-75). Pure. */
import type { Finding, Rule } from '../../model/index.ts'
import { isKindOf } from './evaluate-rule.ts'
import type { SubjectVerdict } from './evaluation.ts'

/**
 * Whether rules are not met, and nothing speaks against that they will be: every place answered, and for each of these rules
 * nothing was found but statements of other kinds, whoever signed them. An SBOM is often there before the provenance. What
 * is of the right kind and bad, or cannot be verified, is never waited on.
 */
export function isWorthPolling({ checks, results, sources }: SubjectVerdict): boolean {
  const unmet = checks.filter((_, index) => results[index]?.code !== 'VERIFIED')
  const answered = sources.every((source) => source.status === 'answered' || source.refused === true)
  return (
    answered && unmet.length > 0 && unmet.every(({ rule, findings }) => findings.every((one) => isOther(one, rule)))
  )
}

/** What nobody trusted has signed says itself what it is, and about which image: enough for waiting, and for nothing else. */
function isOther(finding: Finding, rule: Rule): boolean {
  const isReadable =
    finding.status === 'verified' ||
    (finding.status === 'rejected' && finding.code === 'UNTRUSTED' && finding.namesImage)
  return isReadable && !isKindOf(rule, finding.predicateType)
}

/**
 * GitHub's own schemas of action.yml and of workflows, which its editor extension and its services share
 * (https://github.com/actions/languageservices).
 */
import { registerHooks } from 'node:module'

// The package imports its schemas without saying that they are JSON, which Node.js asks for.
const hooks = registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context)
    if (!/\/@actions\/workflow-parser\/.*\.json$/.test(found.url)) return found
    return { ...found, importAttributes: { type: 'json' } }
  },
})
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser')
const { parseAction } = await import('@actions/workflow-parser/actions/index')
hooks.deregister()

/** What is wrong with the text of an action.yml, each with its line and column; empty where nothing is. */
export function mistakesOfAction(content: string): string[] {
  const { context } = parseAction({ name: 'action.yml', content }, new NoOperationTraceWriter())
  return context.errors.getErrors().map(({ message }) => message)
}

/** The same of a workflow, and of what its jobs say of each other. */
export async function mistakesOfWorkflow(content: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name: 'workflow', content }, new NoOperationTraceWriter())
  if (value !== undefined) await convertWorkflowTemplate(context, value)
  return context.errors.getErrors().map(({ message }) => message)
}

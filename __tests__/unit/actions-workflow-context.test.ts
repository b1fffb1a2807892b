import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readRunLocation } from '../../src/actions/workflow-context.ts'
import { temporaryFolder } from '../support/action.ts'

const workspace = temporaryFolder()
mkdirSync(join(workspace, '.github/workflows'), { recursive: true })
writeFileSync(join(workspace, '.github/workflows/release.yml'), '')
const runner = {
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'acme/app',
  GITHUB_ACTION_REPOSITORY: 'acme/verify-image-provenance',
  GITHUB_ACTION_REF: 'v1',
  GITHUB_WORKFLOW_REF: 'acme/app/.github/workflows/release.yml@refs/heads/main',
  GITHUB_WORKSPACE: workspace,
}

test('the workflow context holds the location of the run', () => {
  assert.deepEqual(readRunLocation(runner), {
    repository: 'https://github.com/acme/app',
    workflowFile: '.github/workflows/release.yml',
    action: 'https://github.com/acme/verify-image-provenance@v1',
  })
})

test('the workflow context is null for missing or malformed variables', () => {
  const nothing = { repository: null, workflowFile: null, action: null }
  assert.deepEqual(readRunLocation({}), nothing)
  for (const server of ['http://github.com', 'javascript:alert(1)', 'no url']) {
    const { repository, action } = readRunLocation({ ...runner, GITHUB_SERVER_URL: server })
    assert.deepEqual([repository, action], [null, null])
  }
  for (const name of ['acme', 'acme/app/x', '../app#', 'acme/a b', 'acme/app\n']) {
    assert.equal(readRunLocation({ ...runner, GITHUB_REPOSITORY: name }).repository, null, name)
    assert.equal(readRunLocation({ ...runner, GITHUB_ACTION_REPOSITORY: name }).action, null, name)
  }
})

test('the workflow context names the workflow file only when it exists under .github/workflows', () => {
  for (const ref of [
    'acme/app/.github/workflows/other.yml@refs/heads/main',
    'acme/app/.github/workflows/../../release.yml@refs/heads/main',
    'acme/app/.github/workflows/release.yml',
    'acme/app/.github/workflows@refs/heads/main',
    '',
  ]) {
    assert.equal(readRunLocation({ ...runner, GITHUB_WORKFLOW_REF: ref }).workflowFile, null, ref)
  }
})

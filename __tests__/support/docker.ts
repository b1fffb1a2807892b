/** What a user's docker leaves on a machine: its config file, and credential helpers on the path. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { temporaryFolder } from './action.ts'

/** A fresh config folder of docker's with this config, as `DOCKER_CONFIG` names it. */
export function dockerConfig(config: object): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
  return folder
}

/** What `docker login` writes for a user. */
export function loginEntry(user: string, password: string): { auth: string } {
  return { auth: Buffer.from(`${user}:${password}`).toString('base64') }
}

/** A fresh folder with programs called `docker-credential-NAME`, and the path that leads there first. */
export function credentialHelpers(scripts: Record<string, string>): { folder: string; PATH: string } {
  const folder = join(temporaryFolder(), 'bin')
  mkdirSync(folder)
  for (const [name, script] of Object.entries(scripts)) {
    const program = join(folder, `docker-credential-${name}`)
    writeFileSync(program, `#!/bin/sh\n${script}\n`)
    chmodSync(program, 0o755)
  }
  return { folder, PATH: `${folder}${delimiter}${process.env.PATH}` }
}

/** The script of a helper that has this login for everybody, and writes down what it is asked. */
export function answering(username: string, secret: string): string {
  const answer = JSON.stringify({ ServerURL: 'x', Username: username, Secret: secret })
  return `cat >> "$0.asked"; echo >> "$0.asked"; cat <<'END'\n${answer}\nEND`
}

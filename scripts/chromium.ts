/** Headless Chromium over its DevTools protocol (https://chromedevtools.github.io/devtools-protocol/): one page, again and again. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  '--remote-debugging-port=0',
]

export interface Browser extends AsyncDisposable {
  /**
   * Opens the page at this width and waits for what the expression promises.
   * @returns that, and a PNG of the page as far as `maxHeight`: Chromium draws no more than 16,384 pixels
   */
  look(url: string, width: number, expression: string, maxHeight?: number): Promise<{ value: unknown; png: Buffer }>
}

/** Chromium's own file, or that of the variable CHROMIUM; undefined where there is none. */
export function chromiumFile(): string | undefined {
  return [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => existsSync(file))
}

export async function startChromium(file: string): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'preview-'))
  const child = spawn(file, [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const socket = new WebSocket(await endpointIn(child.stderr))
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', reject)
  })
  const waiting = new Map<number, (answer: Answer) => void>()
  socket.addEventListener('message', ({ data }) => {
    const answer: Answer = JSON.parse(String(data))
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer)
  })
  let last = 0
  const send = async (method: string, params: object = {}, sessionId?: string): Promise<Record<string, unknown>> => {
    const id = ++last
    const answer = await new Promise<Answer>((resolve) => {
      waiting.set(id, resolve)
      socket.send(JSON.stringify({ id, method, params, sessionId }))
    })
    if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`)
    return answer.result ?? {}
  }
  return {
    async look(url, width, expression, maxHeight = 8000) {
      const { targetId } = await send('Target.createTarget', { url: 'about:blank' })
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
      const page = (method: string, params: object) => send(method, params, String(sessionId))
      await page('Emulation.setDeviceMetricsOverride', {
        width,
        height: 900,
        deviceScaleFactor: 1,
        mobile: width < 500,
      })
      await page('Page.navigate', { url })
      const { result } = await page('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
      const { cssContentSize } = await page('Page.getLayoutMetrics', {})
      const height = Math.min((cssContentSize as { height: number }).height, maxHeight)
      const clip = { x: 0, y: 0, width, height, scale: 1 }
      const { data } = await page('Page.captureScreenshot', { format: 'png', captureBeyondViewport: true, clip })
      await send('Target.closeTarget', { targetId })
      return { value: (result as { value?: unknown }).value, png: Buffer.from(String(data), 'base64') }
    },
    async [Symbol.asyncDispose]() {
      await send('Browser.close')
      await ended
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

interface Answer {
  id?: number
  result?: Record<string, unknown>
  error?: { message: string }
}

/** Where it listens, which it says as soon as it does. */
async function endpointIn(stderr: AsyncIterable<Buffer>): Promise<string> {
  let text = ''
  for await (const chunk of stderr) {
    text += chunk.toString()
    const [, url] = /DevTools listening on (ws:\S+)/.exec(text) ?? []
    if (url !== undefined) return url
  }
  throw new Error(`Chromium did not start: ${text.slice(0, 500)}`)
}

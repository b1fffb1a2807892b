/**
 * Shows the job summaries as GitHub does: those of the demo's scenes, one of every verdict code, and one full of hostile
 * text. Writes pages, and, if Chromium is installed (or set in the variable CHROMIUM), pictures of them at the width of a
 * desktop and of a phone. `npm run preview -- --write` also updates the pictures in docs/images. Exits 0 only if every
 * diagram was drawn and no page is wider than its screen.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Marked } from 'marked'
import { codes, hostileTexts, image, verdict, verdictFullOf } from '../__tests__/support/verdicts.ts'
import { summaryOf } from '../src/report/summary/index.ts'
import { type Browser, chromiumFile, startChromium } from './chromium.ts'

const scenes = join(import.meta.dirname, '..', 'demo-output')
const output = join(scenes, 'preview')
const widths = { desktop: 1280, phone: 390 }
/** Scenes that pages show, by the file in docs/images: their beginning, at the width of a column of text. */
const pictures = { 'summary-mismatched.png': '3-wrong-branch', 'summary-verified.png': '1-verified' }
const picture = { width: 840, height: 620 }
const style = readFileSync(fileURLToPath(import.meta.resolve('github-markdown-css/github-markdown-light.css')), 'utf8')
const mermaid = import.meta.resolve('@mermaid-js/tiny/dist/mermaid.tiny.js')

/** What the page says of itself once it is drawn. */
interface Drawn {
  diagrams: number
  failed: string[]
  tooWide: number
}

/** Waits for the page, and for the promise that it makes. */
const drawn = `new Promise((resolve) => {
  const look = () => (globalThis.drawn ? resolve(globalThis.drawn) : setTimeout(look, 50))
  look()
})`

process.exitCode = 1
if (!existsSync(scenes)) console.error('There is no demo-output/ to show. Run "npm run demo" first.')
else if (await previewAll()) process.exitCode = 0

async function previewAll(): Promise<boolean> {
  rmSync(output, { recursive: true, force: true })
  mkdirSync(output, { recursive: true })
  const pages = summaries()
  for (const [name, markdown] of pages) writeFileSync(join(output, `${name}.html`), pageOf(markdown))
  console.log(`Pages are in ${relative(process.cwd(), output)}/`)
  const chromium = chromiumFile()
  if (chromium === undefined) {
    console.log('Chromium is not installed, so there are no pictures of them.')
    return true
  }
  await using browser = await startChromium(chromium)
  let well = true
  for (const name of pages.keys()) well = (await show(name, browser)) && well
  if (process.argv.includes('--write')) await writePictures(browser)
  return well
}

/** The summaries by their names. */
function summaries(): Map<string, string> {
  const files = readdirSync(scenes).filter((name) => name.endsWith('.summary.md'))
  const context = { report: '/home/runner/work/_temp/image-provenance-a1b2c3/report.json' }
  return new Map([
    ...files.map(
      (name) => [basename(name, '.summary.md'), onRegistry(readFileSync(join(scenes, name), 'utf8'))] as const,
    ),
    ...codes.map((code) => [code, summaryOf(verdict([image(code)]), context)] as const),
    ['hostile', hostileTexts.map((text) => summaryOf(verdictFullOf(text), context)).join('')],
  ])
}

/** With the registry that people use in place of the demo's on loopback. */
function onRegistry(summary: string): string {
  return summary.replaceAll(/127(?:\.0\.0\.|#46;0#46;0#46;)1(?::|#58;)\d+/g, 'ghcr.io')
}

async function writePictures(browser: Browser): Promise<void> {
  for (const [file, scene] of Object.entries(pictures)) {
    const url = pathToFileURL(join(output, `${scene}.html`)).href
    const { png } = await browser.look(url, picture.width, drawn, picture.height)
    writeFileSync(join(import.meta.dirname, '..', 'docs', 'images', file), png)
  }
}

/** Takes the pictures of a page, and returns whether it is drawn as it should be. */
async function show(name: string, browser: Browser): Promise<boolean> {
  const url = pathToFileURL(join(output, `${name}.html`)).href
  let well = true
  for (const [device, width] of Object.entries(widths)) {
    const { value, png } = await browser.look(url, width, drawn)
    const { diagrams, failed, tooWide } = value as Drawn
    const good = failed.length === 0 && tooWide === 0
    console.log(
      `${good ? 'well' : 'BAD '} ${name}, ${device}: ${diagrams} diagrams`,
      ...(good ? [] : [failed, tooWide]),
    )
    writeFileSync(join(output, `${name}.${device}.png`), png)
    well = well && good
  }
  return well
}

/** GitHub's look, and Mermaid in the mode that GitHub runs it in. */
function pageOf(markdown: string): string {
  const marked = new Marked({
    gfm: true,
    renderer: {
      code({ text, lang }) {
        const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
        return lang === 'mermaid' ? `<div class="mermaid">${escaped}</div>` : `<pre><code>${escaped}</code></pre>`
      },
    },
  })
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title></title>
<style>${style}
body { margin: 0; background: #fff }
.markdown-body { box-sizing: border-box; max-width: 1012px; padding: 24px; margin: 0 auto; overflow: hidden }
.mermaid { text-align: center; margin-bottom: 16px }
</style></head>
<body><article class="markdown-body">${marked.parse(markdown)}</article>
<script src="${mermaid}"></script>
<script>
mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' })
globalThis.drawn = draw()
async function draw() {
  const article = document.querySelector('article')
  const failed = []
  for (const [index, block] of [...document.querySelectorAll('.mermaid')].entries()) {
    try {
      const { svg } = await mermaid.render('diagram' + index, block.textContent)
      block.innerHTML = svg
    } catch (error) {
      failed.push(String(error.message).replaceAll('<', ' ').slice(0, 300))
    }
  }
  return {
    diagrams: document.querySelectorAll('.mermaid svg').length,
    failed,
    tooWide: article.scrollWidth > article.clientWidth ? article.scrollWidth : 0,
  }
}
</script></body></html>
`
}

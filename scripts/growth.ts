/**
 * Draws docs/images/growth.svg from bench-output/bench.json: what the step takes as attestations and images grow in number.
 * `npm run bench && npm run growth`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface Row {
  what: string
  value: number
  unit: string
}

interface Plot {
  title: string
  unit: string
  points: readonly (readonly [count: number, value: number])[]
}

const root = join(import.meta.dirname, '..')
const [width, height, left, top] = [300, 190, 46, 40]
const panel = width + left + 34

const { rows } = JSON.parse(readFileSync(join(root, 'bench-output', 'bench.json'), 'utf8')) as { rows: Row[] }
const plots: readonly Plot[] = [
  { title: 'Time, by attestations of one image', unit: 's', points: pointsOf(/^\(d\) (\d+) attestations$/, 's') },
  {
    title: 'Peak memory, by attestations',
    unit: 'MiB',
    points: pointsOf(/^\(f\) peak memory of (\d+) attestations$/, 'MiB'),
  },
  {
    title: 'Time, by images, 50 ms an answer',
    unit: 's',
    points: pointsOf(/^\(e\) (\d+) images, 50 ms an answer$/, 's'),
  },
]
writeFileSync(join(root, 'docs', 'images', 'growth.svg'), drawing(plots))

/** Both axes are logarithmic: a straight line at 45 degrees is a cost that grows with the number. */
function drawing(all: readonly Plot[]): string {
  const size = `width="${panel * all.length}" height="${height + top + 40}"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif" font-size="12">`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    ...all.map((plot, index) => `<g transform="translate(${index * panel + left},${top})">${panelOf(plot)}</g>`),
    '</svg>',
    '',
  ].join('\n')
}

function panelOf({ title, unit, points }: Plot): string {
  const xs = scale(
    points.map(([count]) => count),
    width,
  )
  const ys = scale(
    points.map(([, value]) => value),
    height,
  )
  const at = ([count, value]: readonly [number, number]): [string, string] => [
    xs.at(count).toFixed(1),
    (height - ys.at(value)).toFixed(1),
  ]
  return [
    `<text y="-18" font-weight="bold">${title}</text>`,
    `<path d="M0 0V${height}H${width}" fill="none" stroke="#888"/>`,
    ...xs.decades.map(
      (n) => `<text x="${xs.at(n).toFixed(1)}" y="${height + 18}" text-anchor="middle" fill="#555">${n}</text>`,
    ),
    ...ys.decades.map(
      (n) => `<text x="-6" y="${(height - ys.at(n) + 4).toFixed(1)}" text-anchor="end" fill="#555">${n}</text>`,
    ),
    `<polyline points="${points.map((point) => at(point).join(',')).join(' ')}" fill="none" stroke="#0969da" stroke-width="2"/>`,
    ...points.map((point, index) => {
      const [x, y] = at(point)
      return `<circle cx="${x}" cy="${y}" r="3.5" fill="#0969da"/><text x="${x}" y="${Number(y) - 9}" ${besideThe(index)}>${Number(point[1].toPrecision(3))} ${unit}</text>`
    }),
  ].join('')
}

/** Where a value is written: the lines rise, so that what stands to the left of its point is crossed by none. */
function besideThe(point: number): string {
  const [anchor, dx] = (
    [
      ['start', 4],
      ['middle', 0],
    ] as const
  )[point] ?? ['end', 8]
  return `text-anchor="${anchor}" dx="${dx}"`
}

/** From the power of ten below the least to the one above the most. */
function scale(values: readonly number[], length: number): { at(value: number): number; decades: number[] } {
  const first = Math.floor(Math.log10(Math.min(...values)))
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...values))))
  const at = (value: number): number => ((Math.log10(value) - first) / (last - first)) * length
  return { at, decades: Array.from({ length: last - first + 1 }, (_, n) => Number((10 ** (first + n)).toPrecision(1))) }
}

function pointsOf(pattern: RegExp, unit: string): [number, number][] {
  const points = rows.flatMap((row): [number, number][] => {
    const [, count] = pattern.exec(row.what) ?? []
    return count === undefined || row.unit !== unit ? [] : [[Number(count), row.value]]
  })
  if (points.length < 2) throw new Error(`bench.json has no ${unit} that ${pattern} names: run the bench first`)
  return points
}

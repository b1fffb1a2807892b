/** YAML with the position of every value, and without what lets one text mean two things. */
import { EVENT_ID, type Event, getScalarValue, load, parseEvents, YAMLException } from 'js-yaml'
import { type CodedError, configError, type Position } from '../core/errors.ts'

/** Keys and list indices from the root to a value. */
export type Path = readonly (string | number)[]

/** A YAML document: its value, and where each part of it stands. */
export interface YamlDocument {
  value: unknown
  /** Where the value at this path begins; its key where the value is empty; the nearest parent where there is none. */
  positionOf(path: Path): Position
  /** Where the key at the end of this path stands. */
  positionOfKey(path: Path): Position
  /** How the scalar at this path is written in the source. */
  sourceOf(path: Path): string
  /** The keys that stand twice: the value holds the last, for nothing but to find further mistakes in it. */
  repeated: readonly CodedError[]
}

interface NodePosition {
  key: number
  value: number
  end: number
}

/**
 * Reads one YAML 1.2 document. Anchors, aliases, merge keys, tags and further documents are refused; duplicate keys
 * are told (threats H-07, H-08, H-11, H-12).
 * @param file - for messages and positions; null for YAML that stands in an input
 * @throws {CodedError} CONFIG_ERROR with line and column
 */
export function readYaml(text: string, file: string | null): YamlDocument {
  const at = positionsIn(text, file)
  try {
    const events = parseEvents(text, {})
    refuseIndirection(events, at)
    const { value, repetition } = contentOf(text)
    const { places, repeated } = nodePositions(text, events)
    const twice = repeated.map(({ key, at: offset }) =>
      configError(`The key ${JSON.stringify(key.slice(0, 100))} occurs twice in one mapping.`, {
        position: at(offset),
        hint: 'Keep one of them.',
      }),
    )
    if (repetition !== null && twice.length === 0) throw repetition
    const place = (path: Path): NodePosition => places.get(keyOf(path)) ?? { key: 0, value: 0, end: 0 }
    const nearest = (path: Path): Path =>
      path.length === 0 || places.has(keyOf(path)) ? path : nearest(path.slice(0, -1))
    return {
      value,
      positionOf: (path) => at(place(nearest(path)).value),
      positionOfKey: (path) => at(place(nearest(path)).key),
      sourceOf: (path) => text.slice(place(path).value, place(path).end),
      repeated: twice,
    }
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const position = error.mark ? { file, line: error.mark.line + 1, column: error.mark.column + 1 } : at(0)
    throw configError(`The profile is not valid YAML: ${error.reason}.`, { position, cause: error })
  }
}

/** The document's value, and what the parser has against a key that stands twice in it. */
function contentOf(text: string): { value: unknown; repetition: YAMLException | null } {
  try {
    return { value: load(text, { maxAliases: 0 }), repetition: null }
  } catch (error) {
    if (!(error instanceof YAMLException) || !error.reason.startsWith('duplicated mapping key')) throw error
    return { value: load(text, { maxAliases: 0, json: true }), repetition: error }
  }
}

function refuseIndirection(events: readonly Event[], at: (offset: number) => Position): void {
  for (const event of events) {
    if (!('anchorStart' in event)) continue
    if (event.anchorStart !== -1) {
      throw configError('Anchors and aliases are not allowed in a profile. Write the value itself.', {
        position: at(event.anchorStart),
      })
    }
    if ('tagStart' in event && event.tagStart !== -1) {
      throw configError('Tags are not allowed in a profile.', { position: at(event.tagStart) })
    }
  }
}

/** An open collection while the events are walked. */
interface Open {
  path: Path
  /** The key whose value comes next; null where a key comes next. For a list the index of the next item. */
  next: { key: string | number; at: number } | null
  keys: Set<string>
}

interface NodePositions {
  places: Map<string, NodePosition>
  repeated: { key: string; at: number }[]
}

function nodePositions(text: string, events: readonly Event[]): NodePositions {
  const places = new Map<string, NodePosition>()
  const repeated: NodePositions['repeated'] = []
  const open: Open[] = []
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) continue
    if (event.type === EVENT_ID.POP) {
      open.pop()
      continue
    }
    if (event.type === EVENT_ID.ALIAS) continue
    const parent = open.at(-1)
    const scalar = event.type === EVENT_ID.SCALAR
    if (scalar && parent?.next === null) {
      const key = getScalarValue(text, event)
      if (parent.keys.has(key)) repeated.push({ key, at: event.valueStart })
      parent.keys.add(key)
      parent.next = { key, at: event.valueStart }
      continue
    }
    const path = parent?.next ? [...parent.path, parent.next.key] : []
    const key = parent?.next?.at ?? -1
    const start = scalar ? event.valueStart : event.start
    // An item that is left empty stands nowhere: the list that it is in does.
    if (start !== -1 || key !== -1) {
      places.set(keyOf(path), {
        key: key === -1 ? start : key,
        value: start === -1 ? key : start,
        end: scalar ? event.valueEnd : start,
      })
    }
    if (parent?.next) parent.next = typeof parent.next.key === 'number' ? { key: parent.next.key + 1, at: -1 } : null
    const next = event.type === EVENT_ID.SEQUENCE ? { key: 0, at: -1 } : null
    if (!scalar) open.push({ path, next, keys: new Set() })
  }
  return { places, repeated }
}

function keyOf(path: Path): string {
  return JSON.stringify(path)
}

/** Where each offset stands; the lines are counted once, for a long profile has many values. */
function positionsIn(text: string, file: string | null): (offset: number) => Position {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  return (offset) => {
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= Math.max(offset, 0)) low = middle
      else high = middle
    }
    return { file, line: low + 1, column: Math.max(offset, 0) - (starts[low] ?? 0) + 1 }
  }
}

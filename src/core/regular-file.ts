/** Reading files that somebody else may have put where the inputs point. */
import { constants, promises } from 'node:fs'

/**
 * The bytes of a regular file; a named pipe would keep the step waiting for a writer.
 * @throws {Error} with the reason in words, where it cannot be read or is larger than `maxBytes`
 */
export async function readRegularFile(path: string, maxBytes: number): Promise<Buffer> {
  try {
    // Windows has neither the flag nor the pipes.
    const handle = await promises.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      if (!(await handle.stat()).isFile()) throw new Error('it is not a regular file')
      const buffer = Buffer.alloc(maxBytes + 1)
      let length = 0
      for (let more = true; more && length < buffer.length; ) {
        const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length)
        length += bytesRead
        more = bytesRead > 0
      }
      if (length > maxBytes) throw new Error(`it is larger than ${maxBytes} bytes`)
      return buffer.subarray(0, length)
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error })
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'it may not be read',
  ELOOP: 'its symbolic links go in a circle',
}

/** Why a file cannot be used, in words. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error) || error instanceof TypeError) return 'it is malformed'
  return 'code' in error ? (reasons[String(error.code)] ?? String(error.code)) : error.message
}

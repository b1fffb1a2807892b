/**
 * Loaded before each test file: tests, src and dist are compiled once, and not in each of a thousand processes. Node.js
 * keys what it keeps by the content of a file, so that what is tested is always what is there.
 */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

enableCompileCache(join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'compile'))

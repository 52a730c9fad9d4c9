// The list that lies beside a dataset's chunks: how many pictures, in which files, how long, with which checksums.
// Written by scripts/datasetFolder.ts, read by pictureFiles.ts. Its names are a file format: add, never rename.

import * as z from 'zod/mini'

/** Every chunk holds exactly so many pictures, but for the last of a split: part of the format, since the first epoch goes chunk after chunk. */
export const CHUNK_PICTURES = 5_000

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))
const count = z.int().check(z.gte(1))

const chunk = z.strictObject({
  file: z.string().check(z.regex(/^[\w.-]+$/)),
  count: z.int().check(z.gte(1), z.lte(CHUNK_PICTURES)),
  /** Of the gzipped file. */
  bytes: count,
  /** Of the gzipped file, so that a build can be checked without inflating it. */
  gzipSha256: sha256,
  inflatedBytes: count,
  /** Of the inflated bytes: all pixels, picture after picture, then all labels. */
  sha256,
})

const split = z.strictObject({ count, chunks: z.array(chunk).check(z.minLength(1)) }).check(
  z.refine(
    ({ chunks }) => chunks.slice(0, -1).every((chunk) => chunk.count === CHUNK_PICTURES),
    `${CHUNK_PICTURES} pictures in every chunk but the last`,
  ),
  z.refine(({ count, chunks }) => count === chunks.reduce((sum, chunk) => sum + chunk.count, 0), 'the sum of what its chunks hold'),
)

const manifestSchema = z
  .strictObject({
    format: z.literal(1),
    name: z.string(),
    title: z.string(),
    /** [height, width, channels]. */
    shape: z.tuple([count, count, count]),
    source: z.string(),
    licence: z.string(),
    credit: z.string(),
    splits: z.strictObject({ train: split, test: split }),
  })
  .check(z.refine(hasWholeChunks, 'chunks of count x (pixels + 1) bytes'))

export type Manifest = z.infer<typeof manifestSchema>
export type ManifestChunk = z.infer<typeof chunk>

/** Reads a manifest's bytes. Throws an Error that names the first fault. */
export function parseManifest(bytes: Uint8Array): Manifest {
  const result = manifestSchema.safeParse(JSON.parse(decodeAscii(bytes)))
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new Error(`${issue?.path.join('.') || 'manifest'}: ${issue ? wordsOf(issue) : 'not as it should be'}`)
}

/** zod's small build has no words of its own for what it finds. */
function wordsOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_big':
      return `at most ${issue.maximum}`
    case 'too_small':
      return `at least ${issue.minimum}`
    case 'invalid_type':
      return `must be ${issue.expected}`
    case 'unrecognized_keys':
      return `unknown: ${issue.keys.join(', ')}`
    case 'custom':
      return issue.message
    default:
      return 'not in the form that it should have'
  }
}

function hasWholeChunks(manifest: { shape: number[]; splits: { train: { chunks: ManifestChunk[] }; test: { chunks: ManifestChunk[] } } }): boolean {
  const size = manifest.shape.reduce((product, n) => product * n, 1)
  const { train, test } = manifest.splits
  return [...train.chunks, ...test.chunks].every((chunk) => chunk.inflatedBytes === chunk.count * (size + 1))
}

/** The format is ASCII, and the engine has no TextDecoder. */
function decodeAscii(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

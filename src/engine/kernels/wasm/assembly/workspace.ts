// Working memory, handed over once by setWorkspace: packed blocks of a product's operands, room for one edge tile, a table of constants.
// The module has no static data: its memory is tfjs's, whose own static data lies at the addresses a compiler would choose.

import { fillQuantileTable, QUANTILE_TABLE_BYTES } from './normalQuantiles'

/** Depth of a block of a product: one packed panel, 320 x 8 floats, is 10 KiB and stays in the first-level cache. */
export const DEPTH_BLOCK: i32 = 320
/** Rows of a block: packed, 64 x 320 floats are 80 KiB, which the second-level cache keeps while the panels pass. */
export const ROW_BLOCK: i32 = 64
/** Columns of a block: packed, at most 320 x 512 floats, 640 KiB. */
export const COLUMN_BLOCK: i32 = 512

// The table: each constant four times over, at its offset. V8 builds a v128.const anew inside a loop, in three instructions; a load is one.
export const ONE: usize = 0
export const SIGN_BIT: usize = 16
export const LEAKY_SLOPE: usize = 32
export const EXP_FLOOR: usize = 48
export const EXP_SHIFT: usize = 64
export const LOG2_E: usize = 80
export const MINUS_LN2_HIGH: usize = 96
export const MINUS_LN2_LOW: usize = 112
export const EXP_C5: usize = 128
export const EXP_C4: usize = 144
export const EXP_C3: usize = 160
export const EXP_C2: usize = 176
export const EXP_C1: usize = 192
export const EXP_C0: usize = 208
export const NINE_TENTHS: usize = 224
export const ONE_TENTH: usize = 240
export const BETA_2: usize = 256
export const REST_2: usize = 272
export const EPSILON: usize = 288
const TABLE_BYTES: usize = 304

const RIGHT_BYTES: usize = (<usize>DEPTH_BLOCK * COLUMN_BLOCK) << 2
const LEFT_BYTES: usize = (<usize>ROW_BLOCK * DEPTH_BLOCK) << 2
/** Of the offsets of one quad: one for each step of its depth. */
export const OFFSETS_STEP: usize = <usize>DEPTH_BLOCK << 2
const OFFSETS_BYTES: usize = OFFSETS_STEP * (ROW_BLOCK / 4)
const DEPTHS_BYTES: usize = <usize>ROW_BLOCK
const EDGE_TILE_BYTES: usize = 4 * 8 * 4
const EDGE_BIAS_BYTES: usize = 8 * 4

/** The right-hand block, packed. */
export let packedRight: usize = 0
/** The left-hand block, packed. */
export let packedLeft: usize = 0
/** Of each quad of packedLeft that had its zeros left out: where in a panel the steps that are left stand. */
export let keptOffsets: usize = 0
/** And how many they are. */
export let keptDepths: usize = 0
/** A tile that hangs over the edge of the result: 4 rows of 8 floats. */
export let edgeTile: usize = 0
/** The bias of a panel that hangs over the edge: 8 floats. */
export let edgeBias: usize = 0
/** The table of constants. */
export let table: usize = 0
/** The constants of the normal quantile, doubles. */
export let quantileTable: usize = 0

export function workspaceBytes(): i32 {
  return <i32>(RIGHT_BYTES + LEFT_BYTES + OFFSETS_BYTES + DEPTHS_BYTES + EDGE_TILE_BYTES + EDGE_BIAS_BYTES + TABLE_BYTES + QUANTILE_TABLE_BYTES)
}

/** Comes before everything else. Without alignment it works too, only slower. */
export function setWorkspace(address: usize): void {
  packedRight = address
  packedLeft = packedRight + RIGHT_BYTES
  keptOffsets = packedLeft + LEFT_BYTES
  keptDepths = keptOffsets + OFFSETS_BYTES
  edgeTile = keptDepths + DEPTHS_BYTES
  edgeBias = edgeTile + EDGE_TILE_BYTES
  table = edgeBias + EDGE_BIAS_BYTES
  quantileTable = table + TABLE_BYTES
  setConstant(ONE, 1)
  v128.store(table, i32x4.splat(0x80000000), SIGN_BIT)
  setConstant(LEAKY_SLOPE, 0.01)
  setConstant(EXP_FLOOR, -87)
  // 1.5 * 2^23 + 127: adding it rounds to a whole number n and leaves n + 127, the biased exponent of 2^n, in the lowest bits.
  setConstant(EXP_SHIFT, 12583039)
  setConstant(LOG2_E, 1.44269504)
  // ln 2 in two parts, the first with so few bits that its product with n is exact.
  setConstant(MINUS_LN2_HIGH, -0.693359375)
  setConstant(MINUS_LN2_LOW, 2.12194440e-4)
  setConstant(EXP_C5, 1.9875691500e-4)
  setConstant(EXP_C4, 1.3981999507e-3)
  setConstant(EXP_C3, 8.3334519073e-3)
  setConstant(EXP_C2, 4.1665795894e-2)
  setConstant(EXP_C1, 1.6666665459e-1)
  setConstant(EXP_C0, 5.0000001201e-1)
  // The optimizers': decays and what they leave to the new gradient (of Adam's second moment 0.999 and 0.001), what keeps a division from 0.
  setConstant(NINE_TENTHS, 0.9)
  setConstant(ONE_TENTH, 0.1)
  setConstant(BETA_2, 0.999)
  setConstant(REST_2, 0.001)
  setConstant(EPSILON, 1e-7)
  fillQuantileTable(quantileTable)
}

function setConstant(offset: usize, value: f32): void {
  v128.store(table + offset, f32x4.splat(value))
}

// Sound buffers cut from large blocks. The pool holds the newest block alone: each of the others lives, whole, as long as
// one view of it does. Some voices ended without giving their views back: what these showed is spare.
class BlockPool {
  free = new Map()
  used = 0

  constructor(blockBytes) {
    this.block = new ArrayBuffer(blockBytes)
  }

  take(samples) {
    const again = this.free.get(samples)?.pop()
    if (again !== undefined) return again
    const bytes = samples * Float32Array.BYTES_PER_ELEMENT
    if (this.used + bytes > this.block.byteLength) {
      this.block = new ArrayBuffer(this.block.byteLength)
      this.used = 0
    }
    const view = new Float32Array(this.block, this.used, samples)
    this.used += bytes
    return view
  }

  give(view) {
    if (!this.free.has(view.length)) this.free.set(view.length, [])
    this.free.get(view.length).push(view)
  }
}

class Voice {
  constructor(pool, note) {
    this.note = note
    this.left = pool.take(512)
    this.right = pool.take(512)
    this.envelope = pool.take(64)
  }
}

module.exports = function typedArrayPool() {
  const pool = new BlockPool(16 * 1024)
  const played = Array.from({ length: 20 }, (_, key) => new Voice(pool, 440 * 2 ** (key / 12)))
  for (const { left, right, envelope } of played.slice(10, 14)) {
    pool.give(left)
    pool.give(right)
    pool.give(envelope)
  }
  return { pool, voices: [0, 3, 6, 17, 19].map((key) => played[key]) }
}

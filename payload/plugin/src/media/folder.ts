import { randomUUID } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { copyFile, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ClipPath } from './clipPath.js'

/** Files in a folder of this machine, each at the path that it has in the URL. */
export class Folder {
  readonly #root: string

  constructor(root: string) {
    this.#root = path.resolve(/* turbopackIgnore: true */ root)
  }

  /** Puts a file in its place, in one step: a reader sees the whole file or none. */
  async put(at: ClipPath, content: { tempFilePath?: string | undefined; data?: Buffer | undefined }): Promise<void> {
    const place = this.#place(at)
    const part = `${place}.${randomUUID()}.part`
    await mkdir(path.dirname(place), { recursive: true })
    try {
      if (content.tempFilePath) await copyFile(content.tempFilePath, part, constants.COPYFILE_FICLONE)
      else await writeFile(part, content.data ?? Buffer.alloc(0))
      await rename(part, place)
    } catch (failure) {
      await rm(part, { force: true })
      throw failure
    }
  }

  /** Removes a file; one that is not there is no failure. */
  async remove(at: ClipPath): Promise<void> {
    await rm(this.#place(at), { force: true })
  }

  /** Bytes of a file; null when it is not there. */
  async size(at: ClipPath): Promise<number | null> {
    try {
      const found = await stat(this.#place(at))
      return found.isFile() ? found.size : null
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw failure
    }
  }

  /** Reads a file from byte `start` to byte `end`, both included. */
  read(at: ClipPath, start: number, end: number): ReadableStream<Uint8Array> {
    // Readable.toWeb throws past every handler when a client hangs up in the middle; the iterator does not.
    const source = createReadStream(this.#place(at), { start, end })
    const chunks = source[Symbol.asyncIterator]()
    return new ReadableStream({
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(new Uint8Array(value as Buffer))
      },
      cancel: () => void source.destroy(),
    })
  }

  #place({ prefix, filename }: ClipPath): string {
    const place = path.resolve(this.#root, prefix, filename)
    if (!place.startsWith(this.#root + path.sep)) throw new Error(`'${prefix}/${filename}' is outside of the folder of the clips.`)
    return place
  }
}

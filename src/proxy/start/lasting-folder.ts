// Whether what is written to a folder is still there after a restart of the machine, or of the container.
import { statfsSync } from 'node:fs'

/** File systems that end with the machine's run or with their container, by their numbers. https://man7.org/linux/man-pages/man2/statfs.2.html */
const PASSING: Record<number, string> = {
  0x01021994: 'in memory (tmpfs)',
  0x858458f6: 'in memory (ramfs)',
  0x794c7630: 'in the container’s own layer (overlay)',
}

/** Where the folder lies, if that does not last. Known on Linux only. */
export function passingPlace(folder: string, typeOf = typeOfFileSystem): string | undefined {
  return PASSING[typeOf(folder)]
}

function typeOfFileSystem(folder: string): number {
  // On other systems the number means something else.
  return process.platform === 'linux' ? statfsSync(folder).type : 0
}

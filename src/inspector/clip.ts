// Cuts names, labels and paths to the length that the contract allows.
import { SEEN_MAX } from '../core/inspector.ts'

export function clip(text: string): string {
  return text.slice(0, SEEN_MAX.characters)
}

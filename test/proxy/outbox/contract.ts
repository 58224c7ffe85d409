// What every store must do: one suite, run on each implementation. Each test has its own hubs and workspace, so that one database serves all.
import { describe } from 'vitest'
import { accepting } from './contract/accepting.ts'
import { deadLetters } from './contract/dead-letters.ts'
import { dispatching } from './contract/dispatching.ts'
import { erasing } from './contract/erasing.ts'
import { refusing } from './contract/refusing.ts'
import { withStoreOf, type StoreKind } from './contract/with-store.ts'

export function storeContract(kind: StoreKind): void {
  describe(`store contract: ${kind.name}`, () => {
    for (const part of [accepting, dispatching, deadLetters, erasing, refusing]) part(withStoreOf(kind))
  })
}

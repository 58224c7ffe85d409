// Where hub pages reach this proxy: what the operator typed for the snippets, where the proxy's own setting does not say it. Kept in this tab only.
import { signal } from '@preact/signals'

export const publicAddress = signal('')

// A state in one word, with a dot whose colour repeats it.
export type Tone = 'good' | 'calm' | 'warn' | 'bad'

export function Pill({ tone, children }: { tone: Tone; children: string }) {
  return <span class={`pill ${tone}`}>{children}</span>
}

#!/usr/bin/env node
// Entry. An older Node does not have all that the program imports: it is told so before anything is imported, not by an import that fails.
const LEAST = 24

if (Number.parseInt(process.versions.node, 10) < LEAST) {
  process.stderr.write(`Node ${LEAST} or newer is wanted, and this is ${process.versions.node}: https://nodejs.org\n`)
  process.exit(1)
}
const { program } = await import('./program.ts')
await program(process.argv.slice(2))

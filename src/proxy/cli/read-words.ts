// The options and words of a command, as Node reads them; a slip is answered in one short line, with the option that was probably meant.
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { nearest } from '../../schema/nearest.ts'
import { UsageError } from './usage-error.ts'

/** @throws UsageError for what the command does not know, and for a value given twice: Node would pass over the first, and so over the person or hub that it names */
export function readWords<Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  const words = parsed(config)
  const valued = (parsed({ ...config, tokens: true }).tokens ?? []).flatMap((token) =>
    token.kind === 'option' && token.value !== undefined ? [token.name] : [],
  )
  const twice = valued.find((name, index) => valued.indexOf(name) !== index)
  if (twice !== undefined) throw new UsageError(`Option '--${twice}' is given twice`)
  return words
}

function parsed<Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config)
  } catch (error) {
    const [first = ''] = (error as Error).message.split('. ')
    const unknown = /^Unknown option '(-.*)'$/.exec(first)?.[1]
    const near = unknown === undefined ? undefined : nearest(unknown, Object.keys(config.options ?? {}))
    throw new UsageError(near === undefined ? first : `${first}; did you mean "--${near}"?`)
  }
}

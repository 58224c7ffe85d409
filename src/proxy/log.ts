// Structured logs, one JSON object a line on standard output. No personal data, no key: callers pass names from hub files, counts and codes, and what reaches this place by mistake is cut out below.
import { pino, type DestinationStream } from 'pino'

export interface Log {
  debug(facts: object, message: string): void
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** An error's message may hold what was being handled (a URL, a header, a row), so only its class, code and place are kept; of SQLite's errors, which all have the same `code`, also the fixed text `errstr`. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error }
  const { code, errstr } = error as NodeJS.ErrnoException & { errstr?: unknown }
  // A line of the message may begin like one of the stack.
  const at = error.stack
    ?.replace(error.message, '')
    .split('\n')
    .find((line) => line.startsWith('    at '))
  return {
    name: error.name,
    ...(typeof code === 'string' && { code }),
    ...(typeof errstr === 'string' && { errstr }),
    ...(at !== undefined && { at: at.trim() }),
  }
}

/** Not to pino's own stream: that ends the process when the disk is full, and waits for ever, as the process ends, for a reader that is gone. */
export function createLog(level: LogLevel, destination: DestinationStream = process.stdout): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: describeError },
  }
  const logger = pino(options, destination)
  // Plain functions: whoever gets a Log may take it apart or add to it.
  return {
    debug: logger.debug.bind(logger),
    info: logger.info.bind(logger),
    warn: logger.warn.bind(logger),
    error: logger.error.bind(logger),
  }
}

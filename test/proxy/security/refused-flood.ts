// The flood of refused requests in a process of its own, so that what it costs its sender is not taken for the honest visitors' wait. Arguments: address, requests a second, seconds. Prints `started`, then how many answers there were by status.
import { constants, setPriority } from 'node:os'
import { refused } from './flood.ts'

const [url = '', perSecond, seconds] = process.argv.slice(2)
// It shares two cores with the proxy and the honest visitors; in life it has machines of its own.
setPriority(constants.priority.PRIORITY_LOW)
console.log('started')
console.log(JSON.stringify(Object.fromEntries(await refused(url, Number(perSecond), Number(seconds)))))
process.exit(0)

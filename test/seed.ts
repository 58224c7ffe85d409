// Property tests draw the same cases in every ordinary run; with FULL=1 each run draws new ones, and names its seed where one fails.
import fc from 'fast-check'

if (process.env['FULL'] === undefined) fc.configureGlobal({ seed: 20261121 })

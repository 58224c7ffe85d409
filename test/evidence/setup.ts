// Before every test file: what keeps the evidence of its worker is loaded. Vitest runs this file again for each of them, and a module that it imports only once in a worker, so that nothing is kept twice.
import './worker.ts'

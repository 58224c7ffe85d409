// Adds up the test runs' reports (.cache/results/*.json), and names each test that failed, or passed only when tried again: nobody would find it in 20 minutes of output.
// A command that failed without a failed test counts as one failure.
'use strict'
var fs = require('fs')
var path = require('path')

var folder = path.join(__dirname, '..', '.cache', 'results')
var failedCommands = Number(process.argv[2])
var passed = 0
var failed = 0
var files = fs.existsSync(folder) ? fs.readdirSync(folder) : []
files.forEach(function (file) {
  var report = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'))
  passed += report.numPassedTests
  failed += report.numFailedTests
  report.testResults.forEach(function (result) {
    if (result.status === 'failed' && result.message) console.log('failed: ' + result.name + '\n' + result.message)
    result.assertionResults.forEach(function (test) {
      if (test.failureMessages.length === 0) return
      console.log(
        (test.status === 'failed' ? 'failed' : 'passed at the second try') +
          ' (' +
          file +
          '): ' +
          path.basename(result.name) +
          ' > ' +
          test.fullName,
      )
      console.log(test.failureMessages.join('\n').slice(0, 2000))
    })
  })
})
failed = Math.max(failed, failedCommands)
console.log(passed + ' passed, ' + failed + ' failed')
process.exit(failed > 0 || passed === 0 ? 1 : 0)

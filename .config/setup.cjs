// Makes every README command do its own set-up on a fresh clone: installs the locked packages when they are missing or older than the lock.
// Plain old JavaScript, because it runs on whatever Node is on the path before the right one is installed.
'use strict'
var fs = require('fs')
var path = require('path')
var spawnSync = require('child_process').spawnSync

var root = path.join(__dirname, '..')
var lock = path.join(root, 'package-lock.json')
var installed = path.join(root, 'node_modules', '.package-lock.json')

function isCurrent() {
  return fs.existsSync(installed) && fs.statSync(installed).mtimeMs >= fs.statSync(lock).mtimeMs
}

if (!isCurrent()) {
  console.error('Installing the locked packages (once) …')
  var npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (npm.status !== 0) process.exit(npm.status || 1)
  fs.utimesSync(installed, new Date(), new Date())
}

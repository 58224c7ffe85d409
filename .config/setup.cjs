// Makes every README command do its own set-up on a fresh clone: installs the locked packages if other ones are there.
// Plain old JavaScript, because it runs on whatever Node is on the path before the right one is installed.
'use strict'
var fs = require('fs')
var path = require('path')
var spawnSync = require('child_process').spawnSync

var root = path.join(__dirname, '..')
var modules = path.join(root, 'node_modules')

/** Says in one line what is wrong, and stops the command that asked. */
function fail(line) {
  console.error(line)
  process.exit(1)
}

function packagesOf(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages
  } catch (error) {
    return {}
  }
}

/** Compared by content: a checkout or a copy changes the files' times. Packages for other systems are locked, but npm does not list them as installed. */
function isCurrent() {
  var locked = packagesOf(path.join(root, 'package-lock.json'))
  var installed = packagesOf(path.join(modules, '.package-lock.json'))
  function isSame(name) {
    if (name === '') return true
    if (!installed[name] || !locked[name]) return !installed[name] && locked[name].optional === true
    return installed[name].version === locked[name].version && installed[name].integrity === locked[name].integrity
  }
  return Object.keys(locked).every(isSame) && Object.keys(installed).every(isSame)
}

/** npm runs the scripts with the Node that is among the packages for Linux x64; elsewhere with this one. */
function checkNode() {
  var least = parseInt(require('../package.json').engines.node.replace(/\D+/, ''), 10)
  if (parseInt(process.versions.node, 10) >= least || (process.platform === 'linux' && process.arch === 'x64')) return
  fail('Node ' + least + ' or newer is wanted, and this is ' + process.versions.node + ': https://nodejs.org')
}

function isLink() {
  try {
    return fs.lstatSync(modules).isSymbolicLink()
  } catch (error) {
    return false
  }
}

checkNode()
if (!isCurrent()) {
  if (isLink())
    fail(
      'node_modules is a link to packages that are not the locked ones. npm ci would empty what it leads to: install there, or take the link away.',
    )
  console.error('Installing the locked packages (once) …')
  // Under NODE_ENV=production npm leaves out what the build needs.
  var npm = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (npm.error) fail('npm could not be started (' + npm.error.code + '): it comes with Node and has to be on the path: https://nodejs.org')
  if (npm.status !== 0) process.exit(npm.status || 1)
}

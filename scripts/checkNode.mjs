// Runs before every npm script: says in one line when Node is too old. No dependencies, and syntax that old Nodes can parse.

var NEEDED = '^20.19 || >=22.12'
var parts = process.versions.node.split('.')
var major = Number(parts[0])
var minor = Number(parts[1])
var isEnough = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22

if (!isEnough) {
  console.error('Hourglass needs Node ' + NEEDED + '; this is Node ' + process.versions.node + '.')
  process.exit(1)
}

// Who needs whom among the packages of a lock file. Edges have names of their own: those that graphology gives begin with
// a random number, and so are not equally long.
const { DirectedGraph } = require('graphology')
const { packages } = require('../fixtures/lockfile.json')

module.exports = function graph() {
  const graph = new DirectedGraph()
  for (const [path, { version }] of Object.entries(packages)) graph.addNode(path, { version })
  for (const [path, { dependencies = {} }] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(dependencies)) {
      graph.addEdgeWithKey(`${path} needs ${name}`, path, `node_modules/${name}`, { range })
    }
  }
  return graph
}

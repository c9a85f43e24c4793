// Read a graph as other people's libraries do, and print what they found in it.
// usage: node read-graph.mjs gexf|graphml|graphology|cytoscape FILE
import { readFileSync } from 'node:fs';
import cytoscape from 'cytoscape';
import graphology from 'graphology';
import gexf from 'graphology-gexf';
import graphml from 'graphology-graphml';

const { Graph } = graphology;

// Every library with its default options, which are strict.
const readers = {
  gexf: (text) => told(gexf.parse(Graph, text)),
  graphml: (text) => told(graphml.parse(Graph, text)),
  graphology: (text) => told(Graph.from(JSON.parse(text))),
  cytoscape: (text) => elements(cytoscape({ headless: true, ...JSON.parse(text) })),
};

function told(graph) {
  return {
    order: graph.order,
    size: graph.size,
    attributes: graph.getAttributes(),
    nodes: graph.mapNodes((key, attributes) => [key, attributes]),
    edges: graph.mapEdges((key, attributes, source, target) =>
      [key, source, target, attributes]),
  };
}

function elements(cy) {
  return {
    order: cy.nodes().length,
    size: cy.edges().length,
    attributes: cy.data(),
    nodes: cy.nodes().map((n) => [n.id(), { ...n.data(), position: n.position() }]),
    edges: cy.edges().map((e) =>
      [e.id(), e.data('source'), e.data('target'), e.data()]),
  };
}

const [form, file] = process.argv.slice(2);
if (!(form in readers) || file === undefined) {
  console.error(`usage: node read-graph.mjs ${Object.keys(readers).join('|')} FILE`);
  process.exit(2);
}
process.stdout.write(JSON.stringify(readers[form](readFileSync(file, 'utf8'))));

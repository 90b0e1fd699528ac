// `calx knowledge`: the knowledge base to read, with the sources of every statement and their state.

import ArgumentParser
import Calx
import CalxIO

struct Knowledge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "knowledge",
    abstract: "Browse the knowledge base: causes, shifts, workup, expectations and their sources.",
    discussion: """
      calx knowledge            the list of sites and rules
      calx knowledge liver      every entry about the liver
      calx knowledge B01        one entry; C3 for a rule over several findings, L6 for a source
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: "An organ, a site's id or name, a rule's id, a cause's id or a source's id.")
  var topic: [String] = []

  @ArgumentParser.Flag(help: "List the sources, with the number of statements that rest on each.")
  var sources = false

  @ArgumentParser.Flag(help: "List the statements that no page has confirmed yet.")
  var unverified = false

  @ArgumentParser.Flag(help: "Check the knowledge base; exit 2 when it has errors.")
  var check = false

  @Option(name: .customLong("to"), help: "text or json.")
  var format: Format = .text

  @OptionGroup var lexicons: LexiconOptions

  func run() throws {
    let overlay = try lexicons.overlay()
    if check { return try lint(overlay) }
    let base = try lexicons.knowledge(overlay)
    let view = KnowledgeView(base: base)
    let topic = topic.joined(separator: " ")
    if sources { return print(format == .json ? view.sourcesJSON() : view.sources(), terminator: "") }
    if unverified {
      return print(format == .json ? view.unverifiedJSON() : view.unverified(), terminator: "")
    }
    let found = view.entries(topic)
    if !topic.isEmpty, found.isEmpty {
      throw RunError("the knowledge base has no entry '\(topic)'; 'calx knowledge' lists all")
    }
    print(format == .json ? view.json(found, topic) : view.text(found, topic), terminator: "")
  }

  private func lint(_ overlay: [LexiconFile]) throws {
    let defects = KnowledgeLinter.check(overlay: overlay, lexicon: try lexicons.lexicon())
    for d in defects { print(d) }
    let errors = defects.filter { $0.severity == .error }.count
    if errors > 0 { throw RunError("the knowledge base has \(errors) error(s)") }
  }
}

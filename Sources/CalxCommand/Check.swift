// `calx check`: what reports leave unaddressed.

import ArgumentParser
import Calx
import CalxIO
import Glibc

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read reports and show what they leave unaddressed.",
    discussion: """
      Flags are questions to the author, each with its evidence, rule and source. `calx check --list` names the rules; \
      rows of rules/rules.tsv below --lexicons DIR switch them off or grade them anew.
      Exit 1: only with --fail-on, a flag of that severity or above.
      """)

  /// Formats of the flags.
  enum Format: String, ExpressibleByArgument, CaseIterable { case terminal, jsonl, csv, html }

  @OptionGroup var input: InputOptions
  @OptionGroup var lexicons: LexiconOptions
  @OptionGroup var options: RunOptions

  @Option(
    name: .customLong("to"),
    help:
      "terminal, jsonl, csv (a row a flag) or html (one page); by default terminal on a terminal, else jsonl."
  )
  var format: Format?

  @Option(help: "Least severity that is shown: info, check, action or critical.")
  var severity: Calx.Flag.Severity = .info

  @Option(name: .customLong("rule"), parsing: .upToNextOption, help: "Only these rules.")
  var rules: [String] = []

  @Option(help: "Exit with 1 when a flag of this severity or above is shown.")
  var failOn: Calx.Flag.Severity?

  @Option(
    help: """
      Decisions of people: a tab-separated file with the columns report, rule, finding, reason, until; \
      such flags stay down and are counted.
      """, completion: .file(extensions: ["tsv"]))
  var suppress: String?

  @Option(help: "The day against which `until` of the suppress list is held (YYYY-MM-DD); by default today.")
  var today: String?

  @OptionGroup var view: ViewOptions

  @ArgumentParser.Flag(help: "Show rates by rule, modality and organ on standard error, as n of N.")
  var rates = false

  @ArgumentParser.Flag(help: "List the rules with their severity and end.")
  var list = false

  func validate() throws {
    if let failOn, failOn < severity {
      throw ValidationError("--fail-on \(failOn.rawValue) lies below --severity \(severity.rawValue)")
    }
    if let today, CalendarDate(today) == nil { throw ValidationError("--today is a day as YYYY-MM-DD") }
  }

  func run() throws {
    if list { return try listRules() }
    if input.waitsForTerminal {
      print(CalxCommand.helpMessage(for: Check.self))
      return
    }
    let tables = try Tables(lexicons)
    let known = Set(try tables.ruleBook().rules.map(\.rule))
    if let unknown = rules.first(where: { !known.contains($0) }) {
      throw ValidationError("there is no rule '\(unknown)'; calx check --list names them")
    }
    var policy = FlagPolicy(day: today.flatMap { CalendarDate($0) } ?? .today)
    policy.least = severity
    policy.rules = Set(rules)
    if let suppress { policy.suppressed = try SuppressList(path: suppress) }
    let catalogue = try tables.catalogue()
    let tally = CheckTally()
    var run = Run(analyzer: tables.analyzer, writer: try writer(tables, catalogue))
    run.longest = input.maxBytes
    let judge = policy
    run.review = { report, analysis in
      let outcome = judge.apply(to: &analysis, of: report)
      tally.add(report, analysis, outcome)
    }
    let totals = try options.perform(
      run, try input.source(), versions: tables.versions,
      facts: [RunFact("day", policy.day.description)],
      rates: { CheckSummary(tally.current, names: catalogue.rules) }, showsRates: rates)
    if let failOn, totals.flags(from: failOn) > 0 { _exit(1) }
  }

  private func writer(_ tables: Tables, _ catalogue: ViewCatalogue) throws -> any RecordWriter {
    let isSeen = options.output == nil && isatty(1) == 1
    switch format ?? (isSeen ? .terminal : .jsonl) {
    case .jsonl:
      var encoder = RecordEncoder(
        program: CalxCommand.version, lexicon: tables.lexicon.version, knowledge: tables.knowledgeVersion)
      encoder.unit = view.offsets
      return FlagsWriter(encoder)
    case .csv:
      var rows = FlagRowsWriter(catalogue: catalogue)
      rows.byteOrderMark = view.bom
      rows.noText = view.noText
      return rows
    case .terminal:
      var terminal = TerminalView(ansi: view.color.on, width: Self.columns, catalogue: catalogue)
      terminal.noText = view.noText
      return terminal
    case .html:
      var page = ReviewPage(
        title: "calx check", versions: tables.versions.map { ($0.name, $0.value) }, catalogue: catalogue)
      page.noText = view.noText
      return page
    }
  }

  /// Width of the terminal, 80 where it is not known.
  private static var columns: Int {
    var size = winsize()
    if ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return getenv("COLUMNS").flatMap { Int(String(cString: $0)) } ?? 80
  }

  private func listRules() throws {
    var text = ""
    for r in try Tables(lexicons).ruleBook().catalogue {
      let grade = r.severity.rawValue
      text += "\(r.rule)  \(grade)\(String(repeating: " ", count: max(1, 10 - grade.count)))\(r.name)\n"
    }
    try Finish.write(text)
  }
}

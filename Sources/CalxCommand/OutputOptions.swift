// Options that say how records are written, and the writer that they ask for.

import ArgumentParser
import Calx
import CalxIO
import Glibc

/// How to write, whatever is written.
struct ViewOptions: ParsableArguments {
  @Option(help: "Unit of offsets: codepoint, utf8 or utf16.")
  var offsets: OffsetMap.Unit = .codepoint

  @ArgumentParser.Flag(help: "Leave out all stretches of report text.")
  var noText = false

  @ArgumentParser.Flag(help: "A byte order mark in front of CSV, for Excel.")
  var bom = false

  @Option(help: "Colour on the terminal: auto, always or never.")
  var color = ColorChoice.auto
}

/// How to write records.
struct OutputOptions: ParsableArguments {
  @Option(
    name: .customLong("to"),
    help: """
      Format of the output: jsonl, csv, omop (NOTE_NLP of CDM 5.4), fhir (R4, NDJSON), html (one page for a browser) \
      or table.
      """)
  var format: OutputFormat = .jsonl

  @OptionGroup var view: ViewOptions

  @ArgumentParser.Flag(help: "Show in words which cue decided each slot (implies --to table).")
  var explain = false

  @ArgumentParser.Flag(help: "CSV cells exactly as they are: no guard against formulas, no limit of length.")
  var rawCSV = false

  @ArgumentParser.Flag(help: "No header row in CSV and OMOP.")
  var noHeader = false

  @Option(help: "The day of the run for OMOP's nlp_date: YYYY-MM-DD, or today.")
  var nlpDate: String?

  @Option(help: "The first note_nlp_id of OMOP (1).")
  var startID: Int?

  @Option(help: "CSV of concept ids for OMOP; without it they are 0.", completion: .file(extensions: ["csv"]))
  var conceptMap: String?

  @ArgumentParser.Flag(
    name: .customLong("fhir-ids"),
    help: "FHIR: ids are those of DiagnosticReport and Patient resources; refer to them so.")
  var fhirIDs = false

  func validate() throws {
    let to = explain ? .table : format
    func only(_ formats: [OutputFormat], _ given: Bool, _ name: String) throws {
      if given, !formats.contains(to) {
        let names = formats.map { "--to \($0.rawValue)" }.joined(separator: " and ")
        throw ValidationError("\(name) goes with \(names) only.")
      }
    }
    try only([.csv], view.bom, "--bom")
    try only([.csv], rawCSV, "--raw-csv")
    try only([.csv, .omop], noHeader, "--no-header")
    try only([.omop], nlpDate != nil, "--nlp-date")
    try only([.omop], startID != nil, "--start-id")
    try only([.omop], conceptMap != nil, "--concept-map")
    try only([.fhir], fhirIDs, "--fhir-ids")
    if let startID, !(0...1 << 53).contains(startID) {
      throw ValidationError("--start-id must be between 0 and \(1 << 53).")
    }
    if to == .omop, day == nil {
      throw ValidationError("--to omop needs --nlp-date, the day of this run: YYYY-MM-DD, or today.")
    }
  }

  /// The day of the run; the clock is read only when it is asked for.
  private var day: CalendarDate? {
    guard nlpDate == "today" else {
      return nlpDate.flatMap { $0.utf8.count == 10 ? CalendarDate($0) : nil }
    }
    return .today
  }

  /// The writer, with the versions that it stamps on its records.
  func writer(keep: [String], lexicon: String, knowledge: String) throws -> any RecordWriter {
    if explain { return TableWriter(color: view.color.on, explain: true) }
    switch format {
    case .jsonl:
      var encoder = RecordEncoder(program: CalxCommand.version, lexicon: lexicon, knowledge: knowledge)
      encoder.unit = view.offsets
      encoder.noText = view.noText
      return JSONLWriter(encoder)
    case .csv:
      var csv = CSVWriter()
      csv.byteOrderMark = view.bom
      csv.header = !noHeader
      csv.raw = rawCSV
      csv.noText = view.noText
      csv.unit = view.offsets
      csv.keep = keep
      return csv
    case .omop:
      guard let day else { throw RunError("no day of the run for nlp_date") }
      var omop = OMOPWriter(system: system(lexicon, knowledge), date: day)
      omop.startID = startID ?? 1
      omop.header = !noHeader
      omop.noText = view.noText
      omop.unit = view.offsets
      if let conceptMap { omop.concepts = try ConceptMap(path: conceptMap) }
      return omop
    case .html:
      var page = ReviewPage(
        title: "calx analyze",
        versions: [("calx", CalxCommand.version), ("lexicon", lexicon), ("knowledge", knowledge)],
        catalogue: ViewCatalogue())
      page.noText = view.noText
      page.raisesFlags = false
      return page
    case .fhir:
      var fhir = FHIRWriter(system: system(lexicon, knowledge))
      fhir.noText = view.noText
      fhir.unit = view.offsets
      fhir.literalReferences = fhirIDs
      return fhir
    case .table: return TableWriter(color: view.color.on, explain: false)
    }
  }

  /// What decides the output besides the options' words.
  var facts: [RunFact] {
    var facts: [RunFact] = []
    if format == .omop, let day { facts.append(RunFact("day", day.description)) }
    if let conceptMap { facts.append(RunFact("concept map", file: conceptMap)) }
    return facts
  }

  /// Name and versions of the program as one line.
  private func system(_ lexicon: String, _ knowledge: String) -> String {
    "calx \(CalxCommand.version) (lexicon \(lexicon); knowledge \(knowledge))"
  }
}

/// When to colour.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
  var on: Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto: isatty(1) == 1 && getenv("NO_COLOR") == nil
    }
  }
}

// Options that several commands share.

public import ArgumentParser
public import Calx
public import CalxIO
import Glibc

/// Which lexicon to read with.
struct LexiconOptions: ParsableArguments {
  @Option(help: "Language of the reports.")
  var lang = "en"

  @Option(help: "Folder of TSV files laid over the built-in lexicon.")
  var lexicons: String?

  /// The knowledge base with its overlay.
  func knowledge(_ overlay: [LexiconFile]) throws -> KnowledgeBase {
    do throws(LexiconErrors) {
      return try KnowledgeBase.builtIn(overlay: overlay)
    } catch {
      throw RunError("the knowledge base has \(error.errors.count) error(s):\n\(error.description)")
    }
  }

  /// The rules with their overlay; nil when it has none, since the built-in ones are read when they are needed.
  func rules(_ overlay: [LexiconFile]) throws -> RuleBook? {
    guard overlay.contains(where: { $0.name.hasPrefix("rules/") }) else { return nil }
    do throws(LexiconErrors) {
      return try RuleBook.builtIn(overlay: overlay)
    } catch {
      throw RunError("the rules have \(error.errors.count) error(s):\n\(error.description)")
    }
  }

  /// The lexicon with its overlay.
  func lexicon() throws -> Lexicon {
    let overlay = try overlay()
    do throws(LexiconErrors) {
      return try Lexicon.builtIn(language: lang, overlay: overlay)
    } catch {
      throw RunError("the lexicon has \(error.errors.count) error(s):\n\(error.description)")
    }
  }
}

/// What to read and how.
struct InputOptions: ParsableArguments {
  @Argument(help: "Files or directories; - or none is standard input.")
  var paths: [String] = []

  @Option(
    name: .customLong("from"),
    help:
      "Format of the input: text, jsonl, csv, tsv, hl7, fhir, omop or auto (by extension, then by the first bytes)."
  )
  var format: InputFormat = .auto

  @Option(help: "Longest record in bytes; a longer one is an error row.")
  var maxBytes = 8 << 20

  @Option(help: "Encoding of the input: utf-8, windows-1252 or latin-1.")
  var encoding: TextEncoding?

  @Option(help: "Which files of a directory to read, such as '*.txt' or 'p1?/**/*.txt'.")
  var glob: String?

  @Option(
    help:
      "Which versions of a report to read from HL7 and FHIR: latest, all or final-only (no preliminary ones)."
  )
  var versions = InputVersions.latest

  @Option(help: "Which column is which field: id=note_id,text=note_text,patient=subject_id,date=charttime,…")
  var columns: String?

  @Option(help: "The export a table comes from: mimic-iv, mimic-iii, omop or epic.")
  var preset: InputPreset?

  @Option(
    help:
      "Columns whose rows together are one report, for exports with a row a line; rows of a report stand together."
  )
  var groupBy: String?

  @Option(help: "Columns of numbers that order the rows of a report.")
  var orderBy: String?

  /// Standard input is a terminal and nothing else was named.
  var waitsForTerminal: Bool { paths.isEmpty && isatty(0) == 1 }

  /// How to read.
  func options() throws(RunError) -> ReadingOptions {
    var options = ReadingOptions()
    options.format = format
    options.longest = maxBytes
    options.encoding = encoding
    options.glob = glob.map(Glob.init)
    if let columns { options.columns = try ColumnMap(columns) }
    options.preset = preset
    options.versions = versions
    options.groupBy = (groupBy ?? "").split(separator: ",").map(String.init)
    options.orderBy = (orderBy ?? "").split(separator: ",").map(String.init)
    return options
  }

  func validate() throws {
    do throws(RunError) { _ = try options() } catch { throw ValidationError(error.description) }
    if orderBy != nil, groupBy == nil, preset?.rawValue != "epic" {
      throw ValidationError("--order-by orders the rows of a report; say with --group-by which rows are one")
    }
  }

  func source() throws(RunError) -> ReportSource {
    try ReportSource(paths: paths, options: options())
  }
}

extension TextEncoding: ExpressibleByArgument {}
extension InputVersions: ExpressibleByArgument {}
extension InputPreset: ExpressibleByArgument {}
extension InputFormat: ExpressibleByArgument {}
extension OffsetMap.Unit: ExpressibleByArgument {}
extension OutputFormat: ExpressibleByArgument {}
extension Calx.Flag.Severity: ExpressibleByArgument {}

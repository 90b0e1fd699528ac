// Options that say how records are written, and the writer that they ask for.

import ArgumentParser
import Calx
import CalxIO
import Glibc

/// How to write.
struct OutputOptions: ParsableArguments {
  @Option(name: .customLong("to"), help: "Format of the output: jsonl, csv or table.")
  var format: OutputFormat = .jsonl

  @Option(help: "Unit of offsets: codepoint, utf8 or utf16.")
  var offsets: OffsetMap.Unit = .codepoint

  @ArgumentParser.Flag(help: "Leave out all stretches of report text.")
  var noText = false

  @ArgumentParser.Flag(help: "Show in words which cue decided each slot (implies --to table).")
  var explain = false

  @Option(help: "Colour in the table: auto, always or never.")
  var color = ColorChoice.auto

  @ArgumentParser.Flag(help: "A byte order mark in front of CSV, for Excel.")
  var bom = false

  @ArgumentParser.Flag(help: "CSV cells exactly as they are: no guard against formulas, no limit of length.")
  var rawCSV = false

  @ArgumentParser.Flag(help: "No header row in CSV.")
  var noHeader = false

  /// The writer, with the versions that it stamps on its records.
  func writer(keep: [String], lexicon: String, knowledge: String) throws -> any RecordWriter {
    if explain { return TableWriter(color: color.on, explain: true) }
    switch format {
    case .jsonl:
      var encoder = RecordEncoder(program: CalxCommand.version, lexicon: lexicon, knowledge: knowledge)
      encoder.unit = offsets
      encoder.noText = noText
      return JSONLWriter(encoder)
    case .csv:
      var csv = CSVWriter()
      csv.byteOrderMark = bom
      csv.header = !noHeader
      csv.raw = rawCSV
      csv.noText = noText
      csv.unit = offsets
      csv.keep = keep
      return csv
    case .table: return TableWriter(color: color.on, explain: false)
    }
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

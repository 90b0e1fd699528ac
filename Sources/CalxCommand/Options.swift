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
    help: "Format of the input: text, jsonl or auto (by extension, then by the first bytes).")
  var format: InputFormat = .auto

  @Option(help: "Longest record in bytes; a longer one is an error row.")
  var maxBytes = 8 << 20

  @Option(help: "Encoding of the input: utf-8, windows-1252 or latin-1.")
  var encoding: TextEncoding?

  @Option(help: "Which files of a directory to read, such as '*.txt' or 'p1?/**/*.txt'.")
  var glob: String?

  /// Standard input is a terminal and nothing else was named.
  var waitsForTerminal: Bool { paths.isEmpty && isatty(0) == 1 }

  /// How to read.
  var options: ReadingOptions {
    var options = ReadingOptions()
    options.format = format
    options.longest = maxBytes
    options.encoding = encoding
    options.glob = glob.map(Glob.init)
    return options
  }

  func source() throws(RunError) -> ReportSource {
    try ReportSource(paths: paths, options: options)
  }
}

extension TextEncoding: ExpressibleByArgument {}
extension InputFormat: ExpressibleByArgument {}
extension OffsetMap.Unit: ExpressibleByArgument {}
extension OutputFormat: ExpressibleByArgument {}

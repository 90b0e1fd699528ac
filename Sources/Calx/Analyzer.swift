// Start here: a report in, an analysis out.

/// What calx reads in one report.
public struct Analysis: Sendable {
  /// Sections in order.
  public var sections: [Section] = []
  /// Mentions in the order of their anchors.
  public var mentions: [Mention] = []
  /// Findings in the order of their first mention.
  public var findings: [Finding] = []
  /// Recommendations in order.
  public var recommendations: [Recommendation] = []
  /// Flags, gravest first.
  public var flags: [Flag] = []
  /// Flags that people have decided on and that were left out; only `calx check` does so.
  public var suppressed = 0

  /// Of a report that says nothing.
  public init() {}
}

/// Why a report could not be read.
public enum AnalysisError: Error, Sendable, CustomStringConvertible {
  /// A pattern of the lexicon exceeded its limits in this text (PCRE2's code).
  case patternLimit(code: Int32)

  /// Code of the error row.
  public var code: String {
    switch self {
    case .patternLimit: "pattern-limit"
    }
  }

  /// What to do about it.
  public var description: String {
    switch self {
    case .patternLimit(let code):
      "a pattern of the lexicon took too many steps in this text (PCRE2 \(code)); shorten the text or simplify the pattern"
    }
  }
}

/// Reads reports with a lexicon. Immutable and `Sendable`: share one among workers, give each its own `Scratch`.
///
///     let analyzer = Analyzer(lexicon: try Lexicon.builtIn())
///     var scratch = Analyzer.Scratch()
///     let analysis = try analyzer.analyze(Report(id: "1", "Gallbladder: no stones."), using: &scratch)
public struct Analyzer: Sendable {
  /// The lexicon in use.
  public let lexicon: Lexicon
  /// What is made of the knowledge base and the rules when it is first needed.
  private let compiled: Compiled

  /// An analyzer over a lexicon, a knowledge base and rules; nil are the built-in ones, read when first needed.
  public init(lexicon: Lexicon, knowledge: KnowledgeBase? = nil, rules: RuleBook? = nil) {
    self.lexicon = lexicon
    compiled = Compiled(lexicon, knowledge, rules)
  }

  /// What one worker reuses from report to report.
  public struct Scratch {
    /// Of the reports that are on their way together.
    fileprivate var places = [Place()]
    var extraction = MentionExtractor.Scratch()
    let matcher = PatternMatcher()
    let memo = ExplanationMemo()
    /// Empty scratch space.
    public init() {}

    /// The document of a report that is read alone.
    var document: Document {
      _read { yield places[0].document }
      _modify { yield &places[0].document }
    }
  }

  /// What is known so far of a report that can hold an anchor.
  fileprivate struct Place {
    /// Ordinal of the report.
    var report = 0
    var document = Document()
    /// What stands beside its mentions.
    var companions: [CompanionWord] = []
    /// What the names of its examination stand for.
    var examination: [Int] = []
    var analysis = Analysis()
  }

  /// Reads one report.
  ///
  /// - Parameter report: its text must be valid UTF-8.
  /// - Throws: `AnalysisError` when the text exceeds a limit.
  public func analyze(_ report: Report, using scratch: inout Scratch) throws(AnalysisError) -> Analysis {
    try analyze(report, using: &scratch, whole: false)
  }

  /// - Parameter whole: read the whole report even where its first pass finds that it can hold no anchor.
  func analyze(
    _ report: Report, using scratch: inout Scratch, whole: Bool
  ) throws(AnalysisError) -> Analysis {
    var result = Result<Analysis, AnalysisError>.success(Analysis())
    analyze([report], using: &scratch, whole: whole) { result = $1 }
    return try result.get()
  }

  /// Reads some reports together: each room of the house takes all of them before the next one begins, so that its code
  /// and tables are brought near once for all. A dozen are enough.
  ///
  /// - Parameters:
  ///   - reports: their texts must be valid UTF-8.
  ///   - done: called with each report's ordinal from 0 and its analysis, in order.
  public func analyze(
    _ reports: [Report], using scratch: inout Scratch,
    _ done: (Int, consuming Result<Analysis, AnalysisError>) -> Void
  ) {
    analyze(reports, using: &scratch, whole: false, done)
  }

  private func analyze(
    _ reports: [Report], using scratch: inout Scratch, whole: Bool,
    _ done: (Int, consuming Result<Analysis, AnalysisError>) -> Void
  ) {
    var ended = [Result<Analysis, AnalysisError>?](repeating: nil, count: reports.count)
    // A report that can hold an anchor waits in its place for the next room; all others are through when they are read.
    var waiting = 0
    for i in reports.indices {
      if waiting == scratch.places.count { scratch.places.append(Place()) }
      reports[i].text.withUnsafeBufferPointer { text in
        do throws(PatternMatchError) {
          let asked = whole || compiled.examRules.ask(reports[i])
          let anchored = try scratch.places[waiting].document.find(
            text, lexicon, scratch.matcher, whole: asked)
          if anchored {
            scratch.places[waiting].report = i
            waiting += 1
          } else {
            ended[i] = .success(outline(text, scratch.places[waiting].document))
          }
        } catch {
          ended[i] = .failure(.patternLimit(code: error.code))
        }
      }
    }
    for k in 0..<waiting {
      let i = scratch.places[k].report
      reports[i].text.withUnsafeBufferPointer { text in
        do throws(PatternMatchError) {
          try scratch.places[k].document.structure(text, lexicon, scratch.matcher)
        } catch {
          ended[i] = .failure(.patternLimit(code: error.code))
        }
      }
    }
    for k in 0..<waiting where ended[scratch.places[k].report] == nil {
      let i = scratch.places[k].report
      reports[i].text.withUnsafeBufferPointer {
        extract($0, reports[i], &scratch.extraction, &scratch.places[k])
      }
    }
    for k in 0..<waiting where ended[scratch.places[k].report] == nil {
      let i = scratch.places[k].report
      reports[i].text.withUnsafeBufferPointer { explain($0, reports[i], scratch.memo, &scratch.places[k]) }
      var analysis = Analysis()
      swap(&analysis, &scratch.places[k].analysis)
      ended[i] = .success(analysis)
    }
    for i in ended.indices { if let result = ended[i].take() { done(i, result) } }
  }

  /// Sections and advice of a report without an anchor.
  private func outline(_ text: UnsafeBufferPointer<UInt8>, _ document: Document) -> Analysis {
    var analysis = Analysis()
    analysis.sections = document.sections
    if document.sentences.isEmpty { return analysis }
    let extractor = MentionExtractor(lexicon: lexicon, reading: Reading(document), text: text)
    analysis.recommendations = extractor.advice().map(\.recommendation)
    return analysis
  }

  /// Mentions, advice and findings.
  private func extract(
    _ text: UnsafeBufferPointer<UInt8>, _ report: Report, _ scratch: inout MentionExtractor.Scratch,
    _ place: inout Place
  ) {
    let reading = Reading(place.document)
    let extractor = MentionExtractor(lexicon: lexicon, reading: reading, text: text)
    var output = extractor.extract(report, using: &scratch)
    place.analysis.sections = place.document.sections
    place.examination = scratch.examination.companions
    place.companions = output.companions
    swap(&place.analysis.mentions, &output.mentions)
    AdviceBinder(lexicon: lexicon, reading: reading, text: text).bind(output.advice, to: &place.analysis)
    place.analysis.findings = FindingBuilder.findings(&place.analysis, lexicon)
  }

  /// Causes, workup and urgency of findings that are there, and what the report leaves unaddressed. A report without a
  /// finding costs nothing, unless a rule asks about the examination that its record names.
  private func explain(
    _ text: UnsafeBufferPointer<UInt8>, _ report: Report, _ memo: ExplanationMemo, _ place: inout Place
  ) {
    if place.analysis.findings.isEmpty, !compiled.examRules.ask(report) { return }
    let program = compiled.program
    let document = place.document
    let companions = place.companions
    var analysis = Analysis()
    swap(&analysis, &place.analysis)
    defer { swap(&analysis, &place.analysis) }
    let finder = CompanionFinder(lexicon: lexicon, companions: program.companions, d: document)
    let organs = analysis.findings.map { f in f.slots.organ.flatMap { lexicon.rows.symbol(of: $0) } }
    let hits = finder.hits(companions, analysis, organs: organs)
    let words = place.examination.flatMap { program.companions.ofEntry($0) }
    var record = RecordFacts(report)
    var modality: [String] = []
    if record.exam == nil || record.modality.isEmpty {
      let title = ExamTitle(document, text, lexicon)
      record.exam = record.exam ?? title.exam
      modality = record.modality.isEmpty ? title.modality : []
    }
    let company = Company(hits, findings: analysis.findings.count, program.companions)
    let sheet =
      analysis.findings.isEmpty
      ? program.emptySheet(company, record, words: words)
      : program.sheet(analysis.findings, analysis.mentions, company, record, words: words)
    Reasoner(program: program, memo: memo).explain(&analysis.findings, sheet, company)
    let context = RuleEngine.Context(
      record: record, modality: modality, hits: hits, asked: document.sideAsked(lexicon),
      organs: document.organsNamed(lexicon), ofFindings: organs, conclusion: Conclusion(document, lexicon))
    RuleEngine(program: program, lexicon: lexicon).judge(&analysis, sheet, company, context)
  }
}

extension Lexicon {
  /// The built-in lexicon of a language, with an overlay laid over it. Without one it is read once and shared.
  ///
  /// - Parameters:
  ///   - language: `en`.
  ///   - overlay: files that win over the built-in ones of the same name, row by row.
  /// - Throws: `LexiconErrors`, every defect with file and line.
  public static func builtIn(language: String = "en", overlay: [LexiconFile] = []) throws(LexiconErrors)
    -> Lexicon
  {
    if overlay.isEmpty, language == "en" { return try english.get() }
    return try LexiconLoader.load(builtIn: BuiltInLexicons.files, overlay: overlay, language: language)
  }

  private static let english: Result<Lexicon, LexiconErrors> = {
    do throws(LexiconErrors) {
      return .success(try LexiconLoader.load(builtIn: BuiltInLexicons.files, overlay: [], language: "en"))
    } catch {
      return .failure(error)
    }
  }()
}

extension KnowledgeBase {
  /// Reads the built-in knowledge base and rules, if nothing has yet, and compiles them against the built-in lexicon, so
  /// that the first finding need not wait for them.
  public static func prepare() {
    _ = shared
    _ = RuleBook.shared
    _ = KnowledgeProgram.builtIn
  }
}

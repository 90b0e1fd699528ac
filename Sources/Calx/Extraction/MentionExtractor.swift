// Sentences to mentions: finds the anchors, asks each binder, and puts the slots together with their evidence.

/// Reads all mentions of a document.
struct MentionExtractor {
  let lexicon: Lexicon
  let reading: Reading
  var d: Document { _read { yield reading.document } }
  let text: UnsafeBufferPointer<UInt8>

  struct Output {
    var mentions: [Mention] = []
    var advice: [AdviceFinder.Advice] = []
    /// What stands beside the mentions.
    var companions: [CompanionWord] = []
  }

  /// What the sentences so far leave for those that follow.
  struct State {
    var memory = SiteMemory()
    var obstetric = false
    /// The last sentence that held anchors, for sentences that refer back, and its last anchor.
    var lastSentence = -1
    var lastAnchor: SentenceView.AnchorHit?
    /// The last sentence that spoke of them.
    var lastReference = -1
    var lastHost: Symbol?
    var lastHostOrgan: Symbol?
    var anchors = 0
    /// Sizes in the lines of labels that name a host, by the label's first token.
    var labelSizes: [Int: [SizeBinder.Sized]] = [:]
    /// Places of what was found, for words that speak of it again (`the calcified seroma`).
    var known: [KnownPlace] = []
    /// Scores by vessel were read; a later score only repeats their sum.
    var tabulated = false

    mutating func reset() {
      memory.reset()
      obstetric = false
      lastSentence = -1
      lastReference = -1
      lastHost = nil
      lastHostOrgan = nil
      anchors = 0
      tabulated = false
      if !labelSizes.isEmpty { labelSizes = [:] }
      if !known.isEmpty { known.removeAll(keepingCapacity: true) }
    }
  }

  /// Lists that one sentence fills and the next one fills anew.
  struct Work {
    var scene = SiteBinder.Scene()
    var places: [BoundSite] = []
    /// The places of all anchors of the sentence.
    var all: [BoundSite] = []
    /// The places of the last sentence that held anchors.
    var last: [BoundSite] = []
    var hosts: [HostBinder.Bound?] = []
    var descriptors: [QualifierBinder.Bound] = []
    var sides: [BareSide] = []
    var chunker = SiteChunker()
    var bytes: [UInt8] = []
  }

  /// What one worker reuses from report to report.
  struct Scratch {
    var view = SentenceView()
    var state = State()
    var work = Work()
    var examination = ExaminationName()
  }

  /// The advice of a report without an anchor.
  func advice() -> [AdviceFinder.Advice] {
    let finder = AdviceFinder(lexicon: lexicon, reading: reading, text: text)
    var result: [AdviceFinder.Advice] = []
    for (i, sentence) in d.sentences.enumerated() {
      let matches = d.matches(in: sentence.tokens)
      if !matches.contains(where: { $0.category == .advice }) { continue }
      if SentenceSplitter.isKeywordList(sentence.tokens.lowerBound, d) { continue }
      result += advice(sentence, i, matches, finder)
    }
    return result
  }

  private func advice(
    _ sentence: Sentence, _ i: Int, _ matches: ArraySlice<PhraseMatch>, _ finder: AdviceFinder
  ) -> [AdviceFinder.Advice] {
    let section = d.sections[sentence.section].name
    guard !sentence.isTitle, AdviceFinder.counts(in: section) else { return [] }
    return finder.all(in: sentence, i, matches, section: section, inPlan: section == .recommendation)
  }

  /// - Parameter report: what its record says besides its text.
  func extract(_ report: Report, using scratch: inout Scratch) -> Output {
    var output = Output()
    scratch.state.reset()
    scratch.state.memory.modalityOrgan = report.modality.flatMap { lexicon.organOfModality[$0] }
      .flatMap { lexicon.rows.symbol(of: $0.id) }
    scratch.examination.read(report, lexicon)
    scratch.state.obstetric = scratch.examination.isObstetric || speaksOfFetus
    extract(&scratch.view, &scratch.state, &scratch.work, &output)
    return output
  }

  private func extract(
    _ view: inout SentenceView, _ state: inout State, _ work: inout Work, _ output: inout Output
  ) {
    var from = 0
    let sites = SiteBinder(lexicon: lexicon, reading: reading)
    var finder = AdviceFinder(lexicon: lexicon, reading: reading, text: text)
    let findingsConclude = AdviceFinder.findingsConclude(d)
    let companions = CompanionWords(lexicon: lexicon)
    for i in d.sentences.indices {
      let sentence = d.sentences[i]
      while from < d.matches.count, Int(d.matches[from].start) < sentence.tokens.lowerBound { from += 1 }
      var to = from
      while to < d.matches.count, Int(d.matches[to].start) < sentence.tokens.upperBound { to += 1 }
      let matches = d.matches[from..<to]
      let section = d.sections[sentence.section]
      let isList = SentenceSplitter.isKeywordList(sentence.tokens.lowerBound, d)
      let isAccompanied = CompanionWords.stand(in: matches, of: section.name)
      if isList, !isAccompanied { continue }
      // Only sentences behind one with anchors can refer back to it.
      view.gather(
        i, sentence, matches, d, lexicon, text: text,
        context: isAccompanied || state.lastReference == i - 1)
      if isAccompanied { companions.read(view, sentence, matches, section.name, d, into: &output.companions) }
      if isList { continue }
      work.all.clear()
      if !view.anchors.isEmpty {
        read(view, sentence, matches, section, sites, &state, &work, &output)
      } else {
        referBack(&view, sentence, matches, sites, &state, &work, &output)
      }
      remember(view, sentence, section, work.all, &state)
      if !view.anchors.isEmpty { swap(&work.all, &work.last) }
      finder.findingsConclude = findingsConclude && !output.mentions.isEmpty
      if view.holds(.advice) { output.advice += advice(sentence, i, matches, finder) }
    }
  }

  /// Words with which a report says what it is.
  private static let titleWords = 2

  /// Two different words of the report are of a fetus, or one with which it begins.
  private var speaksOfFetus: Bool {
    var first: Int32?
    for m in d.matches
    where m.category == .companion && lexicon.rows.companions[Int(m.entry)].contains(.fetus) {
      // `FETAL ECHO`: the title says it at once.
      if Int(m.start) < Self.titleWords { return true }
      let word = d.tokens[Int(m.start)].word
      if let first, first != word { return true }
      first = word
    }
    return false
  }
}

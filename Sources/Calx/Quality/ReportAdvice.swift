// What the report advises, by the findings that it is for.

/// The advice of a report, whomever for.
struct ReportAdvice {
  /// Findings and the advice for them, by their places, sorted.
  private var pairs: [(finding: Int, advice: Int)] = []
  /// The stretches of advice that is not negated, in the order of the text.
  private var spans: [Range<Int>] = []
  /// It advises something that belongs to no finding.
  private(set) var isLoose = false
  /// It advises, but nothing in the conclusion that it has.
  private(set) var isBuried = false

  init(_ analysis: Analysis) {
    if analysis.recommendations.isEmpty { return }
    var isConcluded = false
    let conclusions = analysis.sections.filter {
      $0.name == .impression || $0.name == .recommendation || $0.name == .addendum
    }
    for (i, r) in analysis.recommendations.enumerated() {
      for k in r.ordinals { pairs.append((k, i)) }
      if r.negated { continue }
      if r.findings.isEmpty { isLoose = true }
      spans.append(r.range)
      if conclusions.contains(where: { $0.range.contains(r.range.lowerBound) }) { isConcluded = true }
    }
    pairs.sort { $0 < $1 }
    spans.sort { $0.lowerBound < $1.lowerBound }
    isBuried = !spans.isEmpty && !isConcluded && conclusions.contains { $0.name == .impression }
  }

  /// The advice for a finding, by its places among the recommendations, in their order.
  func advice(for finding: Int) -> some Sequence<Int> {
    pairs[pairs.indices.partitioningIndex { pairs[$0].finding >= finding }...].lazy.prefix {
      $0.finding == finding
    }.map(\.advice)
  }

  /// Some advice stands in a stretch of the text.
  func overlaps(_ range: Range<Int>) -> Bool {
    // Pieces of advice do not overlap: the last that begins in front of the stretch's end is the one to ask.
    let end = spans.indices.partitioningIndex { spans[$0].lowerBound >= range.upperBound }
    return end > 0 && spans[end - 1].overlaps(range)
  }
}

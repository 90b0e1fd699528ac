// The result of an evaluation as a table, as JSON, and a slot's errors in their context.

extension Evaluation {
  private static let withMacro: Set<String> = ["presence", "temporality"]

  /// A line a slot.
  public var table: String {
    var out = "\(gold.count) reports, \(answered) predicted\n"
    out += column("slot", 16, left: true)
    for title in ["P", "R", "F1", "gold", "pred"] { out += column(title, 7) }
    out += "  macro F1\n"
    for slot in Self.slots {
      guard let t = tallies[slot] else { continue }
      let rates = t.counts.rates
      out += column(slot, 16, left: true)
      for v in [rates.precision, rates.recall, rates.f1] { out += column(fixed(rounded(v), 3), 7) }
      out += column("\(t.counts.tp + t.counts.fn)", 7) + column("\(t.counts.tp + t.counts.fp)", 7)
      out += "  " + (Self.withMacro.contains(slot) ? short(t.macroF1) : "") + "\n"
    }
    return out
  }

  /// One JSON object.
  public var json: String {
    var j = JSONBytes()
    j.object { j in
      j.key("reports"); j.int(gold.count)
      j.key("predicted_reports"); j.int(answered)
      j.key("slots")
      j.object { j in
        for slot in Self.slots {
          guard let t = tallies[slot] else { continue }
          let rates = t.counts.rates
          j.key(named: slot)
          j.object { j in
            j.key("p"); number(rates.precision, &j)
            j.key("r"); number(rates.recall, &j)
            j.key("f1"); number(rates.f1, &j)
            j.key("gold"); j.int(t.counts.tp + t.counts.fn)
            j.key("predicted"); j.int(t.counts.tp + t.counts.fp)
            if Self.withMacro.contains(slot) { j.key("macro_f1"); number(t.macroF1, &j) }
          }
        }
      }
    }
    return String(decoding: j.bytes, as: UTF8.self) + "\n"
  }

  /// The errors of a slot, one a line, with the words around their anchor; nil for a slot that is not scored.
  public func errors(_ slot: String, limit: Int) -> String? {
    guard let tally = tallies[slot] else { return nil }
    var out = ""
    for miss in tally.misses.prefix(max(0, limit)) {
      let report = gold[miss.report]
      let n = report.text.count
      let start = min(max(0, miss.tuple.anchor.start), n)
      let end = min(max(start, miss.tuple.anchor.end), n)
      let before = report.text[max(0, start - 110)..<start]
      let after = report.text[end..<min(n, end + 90)]
      let context = text(before) + "⟦" + text(report.text[start..<end]) + "⟧" + text(after)
      let flat = context.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      out +=
        "\(miss.missed ? "missed" : "extra ") \(report.id) (\(miss.tuple.value.joined(separator: ", ")))  …\(flat)…\n"
    }
    return out
  }

  private func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  private func column(_ text: String, _ width: Int, left: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return left ? text + blanks : blanks + text
  }

  private func rounded(_ v: Double) -> Double { Double(fixed(v, 4)) ?? v }

  /// Four decimals without the noughts behind them.
  private func short(_ v: Double) -> String {
    var s = fixed(v, 4)
    while s.hasSuffix("0"), !s.hasSuffix(".0") { s.removeLast() }
    return s
  }

  private func number(_ v: Double, _ j: inout JSONBytes) { j.raw(Array(short(v).utf8)) }
}
